"""Kinds that were one: what an older program kept under ``beheer`` and has a kind of its own now.

Told apart by how their ids begin, all of them were read to find one: the devices of a team took
0.3 s with 2,000 codes in the store.
"""

from collections.abc import Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Final

from gesprek.opslag.protocol import Sleutel, Soort

APART: Final[Mapping[str, Soort]] = MappingProxyType(
    {
        "aanmelding-": Soort.AANMELDING,
        "code-": Soort.DEELCODE,
        "sleutel-": Soort.TEAMSLEUTEL,
        "teamsleutel-": Soort.TEAMSLEUTEL,
        "account-": Soort.ACCOUNT,
        "geblokkeerd-": Soort.ACCOUNT,
        "gewist-": Soort.GROOTBOEK,
    }
)
"""How an id begins → its kind now; the ids stay as they are."""


def present_key(sleutel: Sleutel) -> Sleutel:
    """Return the key under which a document is kept now, the same for all others."""
    if sleutel.soort is Soort.BEHEER:
        for begin, soort in APART.items():
            if sleutel.id.startswith(begin):
                return replace(sleutel, soort=soort)
    return sleutel
