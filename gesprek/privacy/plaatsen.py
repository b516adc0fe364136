"""Places where somebody lives or comes from."""

import re
from collections.abc import Iterator

from gesprek.privacy.bevinding import Finding, Label, Level
from gesprek.privacy.tekst import Tekst
from gesprek.privacy.woorden import plaatsen

_BEFORE = re.compile(
    r"(?<!\w)(?:in|te|uit|naar|bij|vanuit|gemeente|omgeving|rond|nabij|richting|woonplaats:?"
    r"|geboren in|[1-9]\d{3} ?[A-Za-z]{2},?|\d[a-z]?,)"
    r" (?=('?[A-Z][^\s.,;:!?()]{0,30}|'s-[A-Z]\w{1,20}))"
)
_NEXT_NAME = re.compile(r"-?[^\W\d_]| (?:[A-Z]\w|van |de )")


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield places behind a word such as 'in' or 'uit'; 'De heer van Ede' lives elsewhere."""
    known = plaatsen()
    for match in _BEFORE.finditer(tekst.plain):
        start = match.start(1)
        for place in known.get(match[1], ()):
            end = start + len(place)
            if tekst.plain.startswith(place, start) and not _goes_on(tekst.plain, place, end):
                yield _finding(match, start, end)
                break


def _finding(match: re.Match[str], start: int, end: int) -> Finding:
    words, other = "de regio", "een andere plaats"
    if match.group().lower() == "te ":  # 'te de regio' is no Dutch
        start, words, other = match.start(), "in de regio", "in een andere plaats"
    return Finding(start, end, Label.PLACE, Level.INDIRECT, words, (other,))


def _goes_on(plain: str, place: str, end: int) -> bool:
    """Whether more letters or a surname follow, so that it is no place."""
    match = _NEXT_NAME.match(plain, end)
    return match is not None and (match.group()[0] != " " or len(place) <= len("Best"))
