"""Houses, wards, teams, schools and organisations by name."""

import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

from gesprek.privacy.bevinding import Finding, Label, Level
from gesprek.privacy.regels import Controle, vind
from gesprek.privacy.tekst import Tekst, normal
from gesprek.privacy.voorstel import with_capital
from gesprek.privacy.woorden import instellingen, is_woord, woorden

_NEUTRAL = {"afdeling": "de afdeling", "afd.": "de afdeling", "team": "ons team"}
_NEUTRAL |= {"school": "de school", "basisschool": "de school", "locatie": "de locatie"}
_NEUTRAL |= {"huisartsenpraktijk": "de praktijk", "apotheek": "de apotheek"}
_START = re.compile(r"(?<![\w-])(?:[Hh]et |[Dd]e )?(?P<eerste>'s|[A-Z]\w{0,30})")
_CARE = ("een zorgorganisatie", "onze organisatie")


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield organisations that are known, and names behind words such as 'afdeling'."""
    yield from _known(tekst)
    yield from (_whole(tekst, one) for one in vind(tekst, "instellingen", CONTROLES))


def _whole(tekst: Tekst, one: Finding) -> Finding:
    """Choose words by what it is: 'afdeling De Wilgen' → 'de afdeling'."""
    words = tekst.plain[one.start : one.end].lower().removeprefix("de ").removeprefix("het ")
    neutral = _NEUTRAL.get(words.split(" ", 1)[0], one.suggestion)
    return replace(one, suggestion=with_capital(tekst, one.start, neutral))


def own(tekst: Tekst, terms: tuple[str, ...]) -> Iterator[Finding]:
    """Yield the terms that an organisation gave itself, in capitals or not."""
    pattern = _terms(terms)
    if pattern is not None:
        for match in pattern.finditer(tekst.plain):
            yield Finding(
                *match.span(), Label.INSTITUTION, Level.DIRECT, "onze organisatie", ("ons team",)
            )


@lru_cache(maxsize=8)
def _terms(terms: tuple[str, ...]) -> re.Pattern[str] | None:
    plain = sorted({Tekst(term).plain.strip() for term in terms} - {""}, key=len, reverse=True)
    if not plain:
        return None
    return re.compile(rf"(?<!\w)(?:{'|'.join(map(re.escape, plain))})(?!\w)", re.IGNORECASE)


def _known(tekst: Tekst) -> Iterator[Finding]:
    known = instellingen()
    for match in _START.finditer(tekst.plain):
        begin = match.start("eerste")
        for name in (*known.get(match["eerste"], ()), *known.get(match.group().split(" ")[0], ())):
            start = match.start() if tekst.plain.startswith(name, match.start()) else begin
            end = start + len(name)
            if tekst.plain.startswith(name, start) and not tekst.plain[end : end + 1].isalnum():
                ordinary = is_woord(normal(name)) and tekst.starts_sentence(start)
                if not ordinary:
                    yield Finding(
                        match.start(), end, Label.INSTITUTION, Level.DIRECT, _CARE[0], _CARE[1:]
                    )
                break


def _is_house(_tekst: Tekst, match: re.Match[str]) -> bool:
    words = [normal(word) for word in match["huis"].split()]
    first = words[0]
    if first in woorden("taal", "lidwoorden") | {"op", "in", "ons"} and len(words) > 1:
        return True
    return not (
        first in woorden("uitzondering", "gewone_huizen")
        or first in woorden("taal", "nooit") - {"oost", "west", "noord", "zuid"}
        or first in woorden("taal", "voornaamwoorden")
        or first in woorden("taal", "lidwoorden")
    )


def _is_no_general_house(tekst: Tekst, match: re.Match[str]) -> bool:
    words = match["huis"].split()
    general = normal(words[0]) in woorden("uitzondering", "gewone_huizen")
    if len(words) > 1 or not is_woord(normal(words[0])):
        return not general
    return not (general or tekst.starts_sentence(match.start()))


CONTROLES: dict[str, Controle] = {"huis": _is_house, "geen_gewoon_huis": _is_no_general_house}
