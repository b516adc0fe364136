"""E-mail addresses, websites and names on social media."""

import re
from collections.abc import Iterator

from gesprek.privacy.bevinding import Finding
from gesprek.privacy.regels import Controle, vind
from gesprek.privacy.tekst import Tekst

_PUBLIC = frozenset(
    (
        *("zorgvoorbeter.nl", "thuisarts.nl", "vilans.nl", "dwangindezorg.nl", "rijksoverheid.nl"),
        *("alzheimer-nederland.nl", "zorgkaartnederland.nl", "113.nl", "google.nl", "google.com"),
        *("youtube.com", "bol.com"),
    )
)


def find(tekst: Tekst) -> Iterator[Finding]:
    """Yield addresses on the internet."""
    return vind(tekst, "internet", CONTROLES)


def _is_no_sentence(_tekst: Tekst, match: re.Match[str]) -> bool:
    """'Zij at yoghurt.nu' has a space before 'at' and a pronoun there."""
    before, sign, _ = match.group().partition(" at ")
    return not sign or before.lower() not in ("hij", "zij", "ze", "ik", "mevrouw", "meneer", "je")


def _is_private(_tekst: Tekst, match: re.Match[str]) -> bool:
    address = match.group().lower().removeprefix("https://").removeprefix("http://")
    host = address.removeprefix("www.").partition("/")[0]
    return host not in _PUBLIC


CONTROLES: dict[str, Controle] = {
    "geen_werkwoord": _is_no_sentence,
    "geen_openbare_site": _is_private,
}
