"""The kinds of value in a text file, pieces that texts share, and what can be wrong with them."""

from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import Annotated, Any, Final, NamedTuple, Self, get_args

from pydantic import AfterValidator, GetCoreSchemaHandler, StringConstraints
from pydantic_core import CoreSchema, PydanticCustomError, core_schema

from gesprek.domain.base import Value
from gesprek.domain.text import MAX_REGEL, MAX_TEKST, clean, clean_line

_MAX_NAME: Final = 120


class TextProblem(NamedTuple):
    """One thing that is wrong with a text file; ``key`` is empty for the file as a whole."""

    bestand: str
    key: str
    reden: str

    @classmethod
    def of(cls, bestand: str, key: str, reden: str) -> Self:
        """Return the problem with names that every screen and log can hold."""
        return cls(clean_line(bestand)[:_MAX_NAME], clean_line(key)[:_MAX_NAME], reden)

    def __str__(self) -> str:
        where = f"{self.bestand}, {self.key}" if self.key else self.bestand
        return f"{where}: {self.reden}"


class ContentError(Exception):
    """The shipped texts are not whole; ``problemen`` names everything that is wrong."""

    def __init__(self, problemen: Iterable[TextProblem]) -> None:
        self.problemen = tuple(sorted(set(problemen)))
        lines = "\n".join(f"- {probleem}" for probleem in self.problemen)
        super().__init__(f"De teksten van de app kloppen niet. Herstel dit:\n{lines}")


def _cleaned(limit: int, clean: Callable[[str], str]) -> Callable[[str], str]:
    def check(text: str) -> str:
        cleaned = clean(text)
        if not cleaned:
            raise PydanticCustomError("leeg", "empty text")
        if len(cleaned) > limit:
            raise PydanticCustomError("te_lang", "text too long", {"limit": limit})
        return cleaned

    return check


def _at_least(minimum: int) -> Callable[[tuple[Any, ...]], tuple[Any, ...]]:
    """A check after the values themselves: pydantic's own counts only those without a fault."""

    def check(values: tuple[Any, ...]) -> tuple[Any, ...]:
        if len(values) < minimum:
            raise PydanticCustomError("te_kort", "list too short", {"minimum": minimum})
        return values

    return check


Kort = Annotated[str, AfterValidator(_cleaned(MAX_REGEL, clean_line))]
check_text = _cleaned(MAX_TEKST, clean)
Lang = Annotated[str, AfterValidator(check_text)]
Gevuld = AfterValidator(_at_least(1))
Drie = AfterValidator(_at_least(3))
Lijst = Annotated[tuple[Lang, ...], Gevuld]
Slug = Annotated[str, StringConstraints(pattern=r"^[a-z0-9][a-z0-9_-]{0,59}$")]


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
            lambda found: {member: found[member.value] for member in self.members},
            core_schema.typed_dict_schema(fields, extra_behavior="forbid"),
        )


class Kaart(Value):
    """A title with a short text."""

    titel: Kort
    tekst: Lang


class Woord(Value):
    """A label with one line that says what it means."""

    label: Kort
    uitleg: Lang


class Werkvormtekst(Woord):
    """A form: what it is and for how many."""

    aantal: Kort


class Waarom(Value):
    """Why a team practises."""

    titel: Kort
    inleiding: Lang
    kaarten: dict[Slug, Kaart]


class Bewaarregel(Value):
    """One kind of text: who reads it, until when it stays, and what stays of it."""

    soort: Kort
    lezers: Lang
    tot: Lang
    blijft: Lang | None = None


class Verantwoording(Value):
    """What the organisation can show its works council and privacy officer."""

    titel: Kort
    inleiding: Lang
    regels: dict[Slug, Bewaarregel]
    delen: dict[Slug, Kaart]


class Link(Woord):
    """An address outside the app."""

    # No other scheme: an address of own texts becomes a link on screen.
    adres: Annotated[Kort, StringConstraints(pattern=r"^https?://[^\s<>\"']+$")]
