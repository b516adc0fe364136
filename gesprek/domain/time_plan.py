"""How long each part takes; it informs and never locks."""

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final

from pydantic import AfterValidator

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm


class PlanPart(StrEnum):
    """A part of the meeting, in order."""

    START = "start"
    CASUS = "casus"
    INLEVEN = "inleven"
    GESPREK = "gesprek"
    TERUGKIJKEN = "terugkijken"
    TWEEDE_RONDE = "tweede_ronde"
    AFSPRAAK = "afspraak"


_STAP_OF: Final[Mapping[PlanPart, Stap]] = {
    PlanPart.START: Stap.VOORBEREIDING,
    PlanPart.CASUS: Stap.CASUS,
    PlanPart.INLEVEN: Stap.INLEVEN,
    PlanPart.GESPREK: Stap.GESPREK,
    PlanPart.TERUGKIJKEN: Stap.TERUGKIJKEN,
    PlanPart.TWEEDE_RONDE: Stap.TERUGKIJKEN,
    PlanPart.AFSPRAAK: Stap.TERUGKIJKEN,
}

# Own choice: looking back takes at least as long as the play; voorbespreken has no second round
# and gives the companion tool, one card at a time, the most time.
_PLANS: Final[Mapping[Werkvorm, Mapping[int, tuple[int, ...]]]] = {
    Werkvorm.ROLLENSPEL: {
        30: (2, 6, 3, 6, 11, 0, 2),
        45: (3, 8, 5, 8, 17, 0, 4),
        60: (4, 10, 6, 8, 16, 11, 5),
    },
    Werkvorm.VOORBESPREKEN: {
        30: (2, 5, 2, 11, 8, 0, 2),
        45: (3, 7, 3, 17, 11, 0, 4),
        60: (4, 9, 5, 22, 15, 0, 5),
    },
}

MEETING_LENGTHS: Final = tuple(_PLANS[Werkvorm.ROLLENSPEL])


def _planned(minutes: int) -> int:
    """Refuse a length of meeting for which no plan is here."""
    if minutes not in MEETING_LENGTHS:
        raise ValueError("there is no time plan for this length")
    return minutes


MeetingLength = Annotated[int, AfterValidator(_planned)]


def time_plan_of(werkvorm: Werkvorm, minutes: int) -> dict[PlanPart, int]:
    """Return the minutes of each part, parts of no minutes left out; they add up to ``minutes``.

    Raises KeyError where ``minutes`` is none of ``MEETING_LENGTHS``.
    """
    plan = zip(PlanPart, _PLANS[werkvorm][minutes], strict=True)
    return {deel: length for deel, length in plan if length}


def minutes_for(werkvorm: Werkvorm, minutes: int, stap: Stap) -> int:
    """Return the minutes that the plan gives a step (0 for what happens beforehand)."""
    plan = time_plan_of(werkvorm, minutes)
    return sum(length for deel, length in plan.items() if _STAP_OF[deel] is stap)
