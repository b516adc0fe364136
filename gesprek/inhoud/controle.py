"""Checking raw texts against the model, with every problem said in Dutch."""

from collections.abc import Mapping
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gesprek.inhoud.fouten import Probleem
from gesprek.inhoud.model import Inhoud

_REASONS: Final[Mapping[str, str]] = {
    "missing": "deze sleutel ontbreekt.",
    "extra_forbidden": "deze sleutel is onbekend.",
    "enum": "deze waarde is onbekend.",
    "leeg": "deze tekst is leeg.",
    "string_type": "hier hoort tekst tussen aanhalingstekens.",
    "tuple_type": "hier hoort een lijst tussen rechte haken.",
    "string_pattern_mismatch": "deze schrijfwijze klopt niet.",
    "key": "een nieuwe naam heeft alleen kleine letters, cijfers, - en _.",
}
_TABLE: Final = "hier hoort een tabel met eigen sleutels."


class Fout(NamedTuple):
    """Where in the raw texts something is wrong (the first part is the file), and why."""

    plek: tuple[str, ...]
    reden: str

    @property
    def probleem(self) -> Probleem:
        """The same, for people."""
        return Probleem.of(f"{self.plek[0]}.toml", ".".join(self.plek[1:]), self.reden)


def check(raw: Mapping[str, Any]) -> tuple[Inhoud | None, tuple[Fout, ...]]:
    """Return the typed texts, or None and everything that is wrong."""
    try:
        return Inhoud.model_validate(dict(raw)), ()
    except ValidationError as error:
        return None, tuple(
            _fout(one) for one in error.errors(include_url=False, include_input=False)
        )


def _fout(error: ErrorDetails) -> Fout:
    place = tuple(str(part) for part in error["loc"])
    if place[-1] == "[key]":
        known_kind = error["type"] == "enum"
        return Fout(place[:-1], _REASONS["extra_forbidden" if known_kind else "key"])
    if error["type"] == "te_kort":
        return Fout(place, f"in deze lijst horen er minstens {error['ctx']['minimum']}.")
    if error["type"] == "te_lang":
        return Fout(place, f"deze tekst is langer dan {error['ctx']['limit']} tekens.")
    return Fout(place, _REASONS.get(error["type"], _TABLE))
