"""Reading one text file that may be anything, and checking texts against their model."""

import re
import tomllib
from collections.abc import Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from gesprek.content.all_texts import Inhoud
from gesprek.content.value_types import TextProblem

MAX_BYTES: Final = 250_000  # ten times the largest shipped file
# tomllib remembers every part of a.b.c…: a line of 400,000 dots takes all memory there is.
MAX_DOTS: Final = 60

_KEY: Final = re.compile(r"""^\s*(?:\[+\s*([^\]]+?)\s*\]+|([\w."'-][\w."' -]*?)\s*=)""")
_DOUBLE: Final = re.compile("Cannot (overwrite|declare|mutate|redefine)|Duplicate")


def read_toml(path: Path) -> tuple[dict[str, Any], tuple[TextProblem, ...]]:
    """Return what the file holds, or nothing and the reason in Dutch; never raises for a file."""
    try:
        text, reason = _read_text(path)
    except (OSError, RuntimeError):  # RuntimeError: a link that points to itself
        text, reason = "", "dit bestand is niet te lezen. Kijk of het bestaat en open mag."
    dots = [at for at, line in enumerate(text.split("\n"), 1) if line.count(".") > MAX_DOTS]
    if dots:
        reason = f"op regel {dots[0]} staan te veel punten. Verdeel de tekst over meer regels."
    if reason:
        return {}, (TextProblem.of(path.name, "", reason),)
    try:
        return tomllib.loads(text), ()
    except (ValueError, RecursionError) as error:
        return {}, (_explain(path.name, text, str(error)),)


def _read_text(path: Path) -> tuple[str, str]:
    if not path.resolve().is_relative_to(path.parent.resolve()):
        return "", "dit bestand wijst naar een plek buiten de map. Zet hier het bestand zelf neer."
    if not path.exists():
        return "", "dit bestand ontbreekt."
    if not path.is_file():
        return "", "dit is geen bestand. Zet hier een tekstbestand neer."
    with path.open("rb") as file:
        raw = file.read(MAX_BYTES + 1)
    if len(raw) > MAX_BYTES:
        return "", "dit bestand is te groot om te lezen. Maak het kleiner."
    try:
        return raw.decode("utf-8-sig").replace("\r\n", "\n"), ""
    except UnicodeDecodeError:
        return "", "dit bestand is geen gewone tekst. Sla het op als UTF-8."


def _explain(name: str, text: str, message: str) -> TextProblem:
    look = "Kijk naar aanhalingstekens en haken."
    if found := re.search(r"\(at line (\d+)", message):
        line = int(found[1])
    elif message.endswith("(at end of document)"):
        line = len(text.rstrip().split("\n"))
    else:
        return TextProblem.of(name, "", f"de opmaak klopt niet. {look}")
    reason = f"de opmaak klopt niet op regel {line}. {look}"
    if _DOUBLE.match(message):
        reason = f"staat er twee keer (regel {line})."
    return TextProblem.of(name, _key_at(text, line), reason)


def _key_at(text: str, line: int) -> str:
    """Return the key at this line, or the nearest above it, with its table before it."""
    key = ""
    for one in reversed(text.split("\n")[:line]):
        found = _KEY.match(one)
        if found and found[1]:
            return f"{found[1]}.{key}" if key else found[1]
        if found and not key:
            key = found[2]
    return key


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


class TextFault(NamedTuple):
    """Where in the raw texts something is wrong (the first part is the file), and why."""

    plek: tuple[str, ...]
    reden: str

    @property
    def probleem(self) -> TextProblem:
        """The same, for people."""
        return TextProblem.of(f"{self.plek[0]}.toml", ".".join(self.plek[1:]), self.reden)


def check(raw: Mapping[str, Any]) -> tuple[Inhoud | None, tuple[TextFault, ...]]:
    """Return the typed texts, or None and everything that is wrong."""
    try:
        return Inhoud.model_validate(dict(raw)), ()
    except ValidationError as error:
        return None, tuple(map(_fout, error.errors(include_url=False, include_input=False)))


def _fout(error: ErrorDetails) -> TextFault:
    place = tuple(str(part) for part in error["loc"])
    if place[-1] == "[key]":
        known_kind = error["type"] == "enum"
        return TextFault(place[:-1], _REASONS["extra_forbidden" if known_kind else "key"])
    if error["type"] == "te_kort":
        return TextFault(place, f"in deze lijst horen er minstens {error['ctx']['minimum']}.")
    if error["type"] == "te_lang":
        return TextFault(place, f"deze tekst is langer dan {error['ctx']['limit']} tekens.")
    return TextFault(place, _REASONS.get(error["type"], "hier hoort een tabel met eigen sleutels."))
