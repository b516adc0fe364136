"""The base of every value in the domain, and what the domain refuses."""

from dataclasses import dataclass
from typing import Any, Generic, Self, TypeVar

from pydantic import BaseModel, ConfigDict


class UserError(Exception):
    """The team asked for something the rules do not allow.

    ``sentence`` is shown on screen as it is: it holds no text that a user typed.
    """

    def __init__(self, sentence: str) -> None:
        super().__init__(sentence)
        self.sentence = sentence


class TextTooLong(UserError):
    """A field holds more characters than the store accepts."""


class TextMissing(UserError):
    """A field that must be filled is empty."""


class InvalidName(UserError):
    """A name holds signs that do not belong in one."""


class InvalidRolverdeling(UserError):
    """The roles break a rule of the form."""


class InvalidLeader(UserError):
    """This person cannot lead the group."""


class StapOutOfReach(UserError):
    """An earlier step still lacks something."""


class ImpossibleRonde(UserError):
    """A round cannot start, pause or stop in this state."""


class ImpossibleVervolg(UserError):
    """The follow-up cannot go to this state."""


class InvalidTerm(UserError):
    """A term would become longer than it was."""


class ImpossibleMoment(UserError):
    """A date or time lies where it cannot."""


class TooManyPoints(UserError):
    """More points to watch for than an observer can hold."""


class Value(BaseModel):
    """An unchangeable value; ``changed`` makes the next one, checked like the first."""

    # Built at its first use: most are only ever a part of another, and the server starts sooner.
    # Threads may be first at once: pydantic lets one of them build since 2.14.
    model_config = ConfigDict(frozen=True, extra="forbid", defer_build=True)

    def changed(self, **fields: Any) -> Self:  # noqa: ANN401 - any field of the value
        """Return a copy with these fields, validated again."""
        return type(self).model_validate({**dict(self), **fields})

    def with_value(self, path: tuple[str, ...], value: object) -> Self:
        """Return a checked copy with this value at a path of its document; None removes it."""
        document = self.to_document()
        node = document
        for key in path[:-1]:
            node = node.setdefault(key, {})
        node[path[-1]] = value
        if value is None:
            del node[path[-1]]
        return type(self).model_validate(document)

    def value_at(self, path: tuple[str, ...]) -> Any:  # noqa: ANN401 - any field of the value
        """Return what is at this path, None where nothing is."""
        node: Any = self
        for key in path:
            if node is None:
                return None
            node = node.get(key) if isinstance(node, dict) else getattr(node, key)
        return node

    def to_document(self) -> dict[str, Any]:
        """Return the value as JSON types; what holds no value is left out."""
        return self.model_dump(mode="json", exclude_none=True, exclude_defaults=True)


_Value = TypeVar("_Value", bound=Value)


@dataclass(frozen=True)
class Versioned(Generic[_Value]):
    """A value as somebody saw it; a change is made on this and handed back with it."""

    version: int
    value: _Value
