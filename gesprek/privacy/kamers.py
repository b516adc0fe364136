"""Numbers of rooms, flats and beds."""

import re
from collections.abc import Iterator

from gesprek.privacy.bevinding import Finding
from gesprek.privacy.regels import Controle, vind
from gesprek.privacy.tekst import Tekst

_BEFORE_BED = re.compile(r"\b(?:naar|in|uit|te|op|van) $", re.IGNORECASE)
_WORD_ONLY = re.compile(r"[a-z.]+ (?:een|u|a|e|i|o)$", re.IGNORECASE)


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield rooms by number."""
    return vind(tekst, "kamers", CONTROLES)


def _is_room(tekst: Tekst, match: re.Match[str]) -> bool:
    """'Op de kamer een schilderij' names no room."""
    return not _WORD_ONLY.fullmatch(match.group()) and _is_number(tekst, match)


def _is_number(_tekst: Tekst, match: re.Match[str]) -> bool:
    return match.group()[-1].isalnum()


def _is_bed(tekst: Tekst, match: re.Match[str]) -> bool:
    return not _BEFORE_BED.search(tekst.plain[max(0, match.start() - 6) : match.start()])


CONTROLES: dict[str, Controle] = {"kamer": _is_room, "k": _is_number, "bed": _is_bed}
