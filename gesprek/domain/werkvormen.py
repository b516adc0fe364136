"""The two forms and who may have which role (leaflet, 'Oefenen kan op verschillende manieren')."""

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Final

from gesprek.domain.base import InvalidRolverdeling

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


@dataclass(frozen=True)
class Aantal:
    """How many people may have a role; ``maximum`` None means no limit of its own."""

    minimum: int
    maximum: int | None


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


def possible_rollen(werkvorm: Werkvorm) -> tuple[Rol, ...]:
    """Return the roles that exist in this form, in the leaflet's order."""
    return tuple(ROLREGELS[werkvorm])


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


def check_rollen(werkvorm: Werkvorm, rollen: Mapping[str, Rol]) -> None:
    """Accept a division of roles that may be stored while the team is still choosing.

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


@dataclass(frozen=True)
class Dekking:
    """Who does the tasks that could be left without a role.

    ``stappen_en_tijd`` None means: the app shows steps, rules and time, and both players may call
    a time-out.
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
