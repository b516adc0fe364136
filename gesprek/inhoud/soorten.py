"""The kinds of value in a text file: a line, a text, an address, one value per enum member."""

from collections.abc import Callable
from enum import StrEnum
from typing import Annotated, Any, get_args

from pydantic import AfterValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gesprek.domein.tekst import MAX_REGEL, MAX_TEKST, clean


def _cleaned(text: str) -> str:
    cleaned = clean(text)
    if not cleaned:
        raise PydanticCustomError("leeg", "empty text")
    return cleaned


def _limited(limit: int) -> Callable[[str], str]:
    def check(text: str) -> str:
        if len(text) > limit:
            raise PydanticCustomError("te_lang", "text too long", {"limit": limit})
        return text

    return check


def _at_least(minimum: int) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A check after the values themselves: pydantic's own counts only those without a fault."""

    def check(values: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(values) < minimum:
            raise PydanticCustomError("te_kort", "list too short", {"minimum": minimum})
        return values

    return check


Kort = Annotated[str, AfterValidator(_cleaned), AfterValidator(_limited(MAX_REGEL))]
Lang = Annotated[str, AfterValidator(_cleaned), AfterValidator(_limited(MAX_TEKST))]
Gevuld = AfterValidator(_at_least(1))
Drie = AfterValidator(_at_least(3))
Lijst = Annotated[tuple[Lang, ...], Gevuld]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]
# No other scheme: an address of own texts becomes a link on screen.
Adres = Annotated[Kort, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]
Icoon = Annotated[str, StringConstraints(pattern=r"^:material/[a-z0-9_]+:$")]


class Elk:
    """Marks a ``dict[Enum, Value]`` that must hold each of these members, in this order."""

    def __init__(self, *members: StrEnum) -> None:
        self.members = members

    def __get_pydantic_core_schema__(
        self,
        source: Any,  # noqa: ANN401 - any annotation
        handler: GetCoreSchemaHandler,
    ) -> CoreSchema:
        """Return a schema that reports every missing and unknown member at once."""
        value = handler.generate_schema(get_args(source)[1])
        fields = {member.value: core_schema.typed_dict_field(value) for member in self.members}
        return core_schema.no_info_after_validator_function(
            self._in_order, core_schema.typed_dict_schema(fields, extra_behavior="forbid")
        )

    def _in_order(self, found: dict[str, Any]) -> dict[StrEnum, Any]:
        return {member: found[member.value] for member in self.members}
