"""The two forms: who may have which role, and how long each part takes.

Source: leaflet, 'Oefenen kan op verschillende manieren'. The time informs and never locks.
"""

from collections import Counter
from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated, Final, NamedTuple

from pydantic import AfterValidator

from gesprek.domain.base import InvalidRolverdeling
from gesprek.domain.stappen import Stap

MIN_DEELNEMERS: Final = 2
MAX_DEELNEMERS: Final = 12


class Werkvorm(StrEnum):
    """How the team practises."""

    VOORBESPREKEN = "voorbespreken"
    ROLLENSPEL = "rollenspel"


class Rol(StrEnum):
    """What somebody does in one oefening, in the leaflet's order."""

    INBRENGER = "inbrenger"
    CLIENTROL = "clientrol"
    OBSERVANT = "observant"
    BEGELEIDER = "begeleider"


class Aantal(NamedTuple):
    """How many people may have a role; ``maximum`` None means no limit of its own."""

    minimum: int
    maximum: int | None


# The roles that exist in a form, in the leaflet's order.
ROLREGELS: Final[Mapping[Werkvorm, Mapping[Rol, Aantal]]] = {
    Werkvorm.VOORBESPREKEN: {
        Rol.INBRENGER: Aantal(1, 1),
        Rol.CLIENTROL: Aantal(1, 1),
        Rol.OBSERVANT: Aantal(0, 1),
    },
    Werkvorm.ROLLENSPEL: {
        Rol.INBRENGER: Aantal(1, 1),
        Rol.CLIENTROL: Aantal(1, 1),
        Rol.OBSERVANT: Aantal(0, None),
        Rol.BEGELEIDER: Aantal(0, 1),
    },
}

MAX_VOORBESPREKEN: Final = 3
MOST_PEOPLE: Final[Mapping[Werkvorm, int]] = {
    Werkvorm.VOORBESPREKEN: MAX_VOORBESPREKEN,
    Werkvorm.ROLLENSPEL: MAX_DEELNEMERS,
}


class Rolprobleem(StrEnum):
    """Why a division of roles does not do; the sentence is in ``data/inhoud``."""

    GEEN_INBRENGER = "geen_inbrenger"
    MEER_INBRENGERS = "meer_inbrengers"
    GEEN_CLIENTROL = "geen_clientrol"
    MEER_CLIENTROLLEN = "meer_clientrollen"
    MEER_BEGELEIDERS = "meer_begeleiders"
    BEGELEIDER_BESTAAT_NIET = "begeleider_bestaat_niet"
    TE_VEEL_VOOR_VOORBESPREKEN = "te_veel_voor_voorbespreken"
    TE_WEINIG_DEELNEMERS = "te_weinig_deelnemers"
    TE_VEEL_DEELNEMERS = "te_veel_deelnemers"


def rolproblemen(werkvorm: Werkvorm, rollen: Mapping[str, Rol]) -> tuple[Rolprobleem, ...]:
    """Return every rule that this division breaks: deelnemer id → role (empty: it will do)."""
    count = Counter(rollen.values())
    voorbespreken = werkvorm is Werkvorm.VOORBESPREKEN
    found = {
        Rolprobleem.TE_WEINIG_DEELNEMERS: len(rollen) < MIN_DEELNEMERS,
        Rolprobleem.TE_VEEL_VOOR_VOORBESPREKEN: voorbespreken and len(rollen) > MAX_VOORBESPREKEN,
        Rolprobleem.TE_VEEL_DEELNEMERS: not voorbespreken and len(rollen) > MAX_DEELNEMERS,
        Rolprobleem.GEEN_INBRENGER: count[Rol.INBRENGER] == 0,
        Rolprobleem.MEER_INBRENGERS: count[Rol.INBRENGER] > 1,
        Rolprobleem.GEEN_CLIENTROL: count[Rol.CLIENTROL] == 0,
        Rolprobleem.MEER_CLIENTROLLEN: count[Rol.CLIENTROL] > 1,
        Rolprobleem.BEGELEIDER_BESTAAT_NIET: voorbespreken and count[Rol.BEGELEIDER] > 0,
        Rolprobleem.MEER_BEGELEIDERS: not voorbespreken and count[Rol.BEGELEIDER] > 1,
    }
    return tuple(problem for problem, is_true in found.items() if is_true)


def check_rollen(werkvorm: Werkvorm, rollen: dict[str, Rol]) -> dict[str, Rol]:
    """Return a division of roles that may be stored while the team is still choosing.

    A missing role is a gap that step 1 shows. Raises InvalidRolverdeling where two people have a
    role that only one may have, the role does not exist in this form, or it has too many people.
    """
    zinnen = {
        Rolprobleem.MEER_INBRENGERS: "Er kan maar één inbrenger zijn. Kies wie de casus inbrengt.",
        Rolprobleem.MEER_CLIENTROLLEN: "Maar één collega is de cliënt. Kies wie dat is.",
        Rolprobleem.MEER_BEGELEIDERS: "Er kan maar één begeleider zijn. Kies wie begeleidt.",
        Rolprobleem.BEGELEIDER_BESTAAT_NIET: (
            "Bij voorbespreken is er geen begeleider. Kies een andere rol of kies rollenspel."
        ),
        Rolprobleem.TE_VEEL_VOOR_VOORBESPREKEN: (
            "Voorbespreken doe je met 2 of 3 mensen. Kies rollenspel als je met meer bent."
        ),
        Rolprobleem.TE_VEEL_DEELNEMERS: (
            f"Oefen met hooguit {MAX_DEELNEMERS} mensen. Maak twee groepen als je met meer bent."
        ),
    }
    for problem in rolproblemen(werkvorm, rollen):
        if problem in zinnen:
            raise InvalidRolverdeling(zinnen[problem])
    return rollen


class Dekking(NamedTuple):
    """Who does the tasks that could be left without a role.

    ``stappen_en_tijd`` None: the app shows steps, rules and time; both players may call a time-out.
    """

    stappen_en_tijd: Rol | None
    draw_tops_en_tips: Rol


def dekking(rollen: Mapping[str, Rol]) -> Dekking:
    """Return who covers a role that is left out (own choice where the leaflet is silent)."""
    present = set(rollen.values())
    guards = (rol for rol in (Rol.BEGELEIDER, Rol.OBSERVANT) if rol in present)
    return Dekking(
        stappen_en_tijd=next(guards, None),
        draw_tops_en_tips=Rol.OBSERVANT if Rol.OBSERVANT in present else Rol.CLIENTROL,
    )


def propose_werkvorm(people: int) -> Werkvorm:
    """Return the form to propose: two people talk the case through, more play it.

    The leaflet allows both forms for two and three; a proposal, never a rule.
    """
    return Werkvorm.VOORBESPREKEN if people <= MIN_DEELNEMERS else Werkvorm.ROLLENSPEL


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
_PLANS: Final[Mapping[Werkvorm, dict[int, tuple[int, ...]]]] = {
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
"""The lengths to choose from."""

# What comes back to one case after the real conversation; the case and the day are there already.
TEN_MINUTES: Final = 10
_SHORT_PLANS: Final[Mapping[Werkvorm, tuple[int, ...]]] = {
    Werkvorm.ROLLENSPEL: (0, 0, 0, 5, 5, 0, 0),
    Werkvorm.VOORBESPREKEN: (0, 0, 0, 6, 4, 0, 0),
}


def _planned(minutes: int) -> int:
    """Refuse a length of meeting for which no plan is here."""
    if minutes not in (*MEETING_LENGTHS, TEN_MINUTES):
        raise ValueError("there is no time plan for this length")
    return minutes


MeetingLength = Annotated[int, AfterValidator(_planned)]


def time_plan_of(werkvorm: Werkvorm, minutes: int) -> dict[PlanPart, int]:
    """Return the minutes per part, those without any left out; together they are ``minutes``.

    Raises KeyError where that is no length of a meeting.
    """
    lengths = _PLANS[werkvorm] | {TEN_MINUTES: _SHORT_PLANS[werkvorm]}
    plan = zip(PlanPart, lengths[minutes], strict=True)
    return {deel: length for deel, length in plan if length}


def minutes_for(werkvorm: Werkvorm, minutes: int, stap: Stap) -> int:
    """Return the minutes that the plan gives a step (0 for what happens beforehand)."""
    plan = time_plan_of(werkvorm, minutes)
    return sum(length for deel, length in plan.items() if _STAP_OF[deel] is stap)
