"""What a round of cleaning did, in counts."""

from collections import Counter
from dataclasses import dataclass, field
from enum import StrEnum


class Weg(StrEnum):
    """What goes at the end of its term."""

    OEFENINGEN = "oefeningen"
    LEERPUNTEN = "leerpunten"
    RIJEN = "rijen"
    NAMEN = "namen"
    CONCEPTEN = "concepten"
    LOGREGELS = "logregels"
    GROOTBOEKREGELS = "grootboekregels"
    KAPOT = "kapot"


@dataclass
class Verslag:
    """What went, and the sentences of what could not be done this time.

    Attributes:
        weg: how many of each.
        mislukt: sentence → how often; the next round tries again.
    """

    weg: Counter[Weg] = field(default_factory=Counter)
    mislukt: Counter[str] = field(default_factory=Counter)
