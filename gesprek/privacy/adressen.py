"""Streets, post boxes and postcodes."""

import re
from collections.abc import Iterator

from gesprek.privacy.bevinding import Finding
from gesprek.privacy.regels import Controle, span, vind
from gesprek.privacy.tekst import Tekst, normal
from gesprek.privacy.woorden import is_woord, woorden


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield what tells where somebody lives."""
    return vind(tekst, "adressen", CONTROLES)


def _is_no_word_or_unit(_tekst: Tekst, match: re.Match[str]) -> bool:
    letters = match.group()[-2:].lower()
    return letters not in woorden("uitzondering", "maten") and not (
        " " in match.group() and letters in woorden("uitzondering", "korte_woorden")
    )


def _is_no_common_word(tekst: Tekst, match: re.Match[str]) -> bool:
    start, end = span(match)
    first = normal(tekst.plain[start:end].split(" ", 1)[0])
    return first not in woorden("uitzondering", "wegen") and not (
        first.endswith("weg") and is_woord(first)
    )


def _is_no_room(_tekst: Tekst, match: re.Match[str]) -> bool:
    return not re.search(
        r"\b(?:kamer|afdeling|etage|bed|groep|unit)\b", match.group(), re.IGNORECASE
    )


CONTROLES: dict[str, Controle] = {
    "geen_woord_of_maat": _is_no_word_or_unit,
    "geen_gewoon_woord": _is_no_common_word,
    "geen_kamer": _is_no_room,
}
