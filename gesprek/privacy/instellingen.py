"""Houses, wards, teams, schools and organisations by name."""

import re
from collections.abc import Iterator
from functools import lru_cache

from gesprek.privacy.bevinding import Finding, Label, Level
from gesprek.privacy.regels import Controle, vind
from gesprek.privacy.tekst import Tekst, normal
from gesprek.privacy.woorden import instellingen, is_woord, woorden

_GENERAL = frozenset(
    "basisschool ziekenhuis verpleeghuis thuis huis school kerk kliniek gasthuis college hof stede "
    "lyceum zorg zorggroep thuiszorg stichting hospice moskee tehuis stadhuis gemeentehuis "
    "nederland nederlands maandag dinsdag woensdag donderdag vrijdag zaterdag zondag".split()
)
_CARE = ("een zorgorganisatie", "onze organisatie")


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield organisations that are known, and names behind words such as 'afdeling'."""
    yield from _known(tekst)
    yield from vind(tekst, "instellingen", CONTROLES)


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
    for match in re.finditer(r"(?<![\w-])(?:'s )?[A-Z]\w{1,30}", tekst.plain):
        for name in known.get(match.group().split(" ")[0], ()):
            end = match.start() + len(name)
            if tekst.plain.startswith(name, match.start()) and not tekst.plain[end : end + 1].isalnum():
                if not is_woord(normal(name)) or not tekst.starts_sentence(match.start()):
                    yield Finding(
                        match.start(), end, Label.INSTITUTION, Level.DIRECT, *_suggest(_CARE)
                    )
                break


def _suggest(words: tuple[str, ...]) -> tuple[str, tuple[str, ...]]:
    return words[0], words[1:]


def _is_house(_tekst: Tekst, match: re.Match[str]) -> bool:
    words = [normal(word) for word in match["deel"].split()]
    first = words[0]
    if first in woorden("taal", "lidwoorden") | {"op", "in", "ons"} and len(words) > 1:
        return True
    return not (
        first in _GENERAL
        or first in woorden("taal", "nooit") - {"oost", "west", "noord", "zuid"}
        or first in woorden("taal", "voornaamwoorden")
        or first in woorden("taal", "lidwoorden")
    )


def _is_no_general_house(tekst: Tekst, match: re.Match[str]) -> bool:
    words = match["deel"].split()
    if len(words) == 1:
        return not is_woord(normal(words[0])) or not (
            normal(words[0]) in _GENERAL or tekst.starts_sentence(match.start())
        )
    return normal(words[0]) not in _GENERAL


CONTROLES: dict[str, Controle] = {"huis": _is_house, "geen_gewoon_huis": _is_no_general_house}
