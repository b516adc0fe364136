"""What a step still needs, who leads, where an oefening is, and follow-ups that ask something."""

from collections.abc import Iterable
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.base import InvalidLeader, StapOutOfReach
from gesprek.domain.dates import local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import tellings
from gesprek.domain.vervolg import (
    Vervolg,
    Vervolgstaat,
    Verwachting,
    due,
    is_due,
    is_te_lang_open,
    mark_niet_doorgegaan,
    plan,
)
from gesprek.domain.werkvormen import Rol, Rolprobleem, rolproblemen


class Missing(StrEnum):
    """Something a step still needs; the sentence is in ``data/inhoud``."""

    INBRENGER = "inbrenger"
    CLIENTROL = "clientrol"
    ROLLEN = "rollen"
    VOORBEREIDING = "voorbereiding"
    ONDERWERP = "onderwerp"
    LEERVRAAG = "leervraag"
    KLAAR = "klaar"
    RONDE = "ronde"
    TELLINGS = "tellings"
    VOLDOENDE_GEHOLPEN = "voldoende_geholpen"
    LEERPUNT = "leerpunt"
    GEWEEST = "geweest"
    HOE_GING_HET = "hoe_ging_het"
    AFRONDEN = "afronden"


def missing(oefening: Oefening, stap: Stap) -> tuple[Missing, ...]:
    """Return what this step still needs before the team can go on (empty: nothing).

    Source: the table 'The seven steps', column 'needed to go on'.
    """
    casus, terugblik, vervolg = oefening.casus, oefening.terugblik, oefening.vervolg
    lacks: dict[Missing, bool] = {}
    match stap:
        case Stap.MOMENT:
            return _missing_roles(oefening)
        case Stap.VOORBEREIDING:
            lacks = {Missing.VOORBEREIDING: oefening.voorbereiding.wijze is None}
        case Stap.CASUS:
            lacks = {Missing.ONDERWERP: not casus.onderwerp, Missing.LEERVRAAG: not casus.leervraag}
        case Stap.INLEVEN:
            ready = [oefening.inleven.klaar.get(person) for person in oefening.rollen]
            lacks = {Missing.KLAAR: not (ready and all(ready))}  # nobody is not everybody
        case Stap.GESPREK:
            lacks = {Missing.RONDE: not oefening.gesprek.finished}
        case Stap.TERUGKIJKEN:
            told = all(terugblik.verteld.get(beurt) for beurt in tellings(oefening.rollen))
            lacks = {
                Missing.TELLINGS: not told,
                Missing.VOLDOENDE_GEHOLPEN: terugblik.voldoende_geholpen is None,
                Missing.LEERPUNT: not terugblik.leerpunten,
            }
        case Stap.VERVOLG:
            was_had, told = vervolg.staat is Vervolgstaat.GEWEEST, vervolg.hoe_ging_het is not None
            lacks = {
                Missing.GEWEEST: not was_had and not vervolg.is_closed,
                Missing.HOE_GING_HET: was_had and not told,
                Missing.AFRONDEN: was_had and told,
            }
    return tuple(one for one, is_lacking in lacks.items() if is_lacking)


def _missing_roles(oefening: Oefening) -> tuple[Missing, ...]:
    problems = rolproblemen(oefening.werkvorm, oefening.rollen)
    named = {
        Rolprobleem.GEEN_INBRENGER: Missing.INBRENGER,
        Rolprobleem.GEEN_CLIENTROL: Missing.CLIENTROL,
    }
    # Too few people always shows as a missing role too: say that one thing only.
    specific = tuple(named[problem] for problem in problems if problem in named)
    return specific or ((Missing.ROLLEN,) if problems else ())


def is_complete(oefening: Oefening, stap: Stap) -> bool:
    """Return whether this step lacks nothing."""
    return not missing(oefening, stap)


def first_incomplete(oefening: Oefening, until: Stap) -> Stap | None:
    """Return the first step before ``until`` that lacks something, or None."""
    return next((stap for stap in until.earlier if not is_complete(oefening, stap)), None)


def is_reachable(oefening: Oefening, stap: Stap) -> bool:
    """Return whether the team may open this step: back always, ahead once all before is there."""
    return stap.number <= oefening.verst.number or first_incomplete(oefening, stap) is None


def go_to(oefening: Oefening, stap: Stap) -> Oefening:
    """Return the oefening at this step, with all that was entered; raises StapOutOfReach."""
    blocking = first_incomplete(oefening, stap)
    if blocking and not is_reachable(oefening, stap):
        raise StapOutOfReach(f"Maak eerst stap {blocking.number} af. Daar staat wat nog nodig is.")
    furthest = max(oefening.verst, stap, key=lambda one: one.number)
    return oefening.changed(stap=stap, verst=furthest)


def leider_of(oefening: Oefening) -> str | None:
    """Return the id of who leads; None: everybody may.

    Who got or took the lead, as long as they take part; else the begeleider, else the observant,
    who guards the steps then (domain, 'Who covers a role that is left out'). With neither, the
    screen guards the steps and both players may go on.
    """
    if oefening.leider in oefening.rollen:
        return oefening.leider
    guards = (*oefening.with_rol(Rol.BEGELEIDER), *oefening.with_rol(Rol.OBSERVANT))
    return next(iter(guards), None)


def may_lead(oefening: Oefening, persoon: str | None) -> bool:
    """Return whether the group goes on from the own device of this person.

    Empty or None: a device of all, which always may, because who leads is beside it.
    """
    leider = leider_of(oefening)
    return not persoon or leider is None or persoon == leider


def give_lead(oefening: Oefening, persoon: str) -> Oefening:
    """Return the oefening led by this person; raises InvalidLeader where they do not take part."""
    if persoon not in oefening.rollen:
        raise InvalidLeader("Wie leidt, doet zelf mee. Kies iemand met een rol.")
    return oefening.changed(leider=persoon)


class Stand(StrEnum):
    """The group in which the team page shows an oefening."""

    TE_LANG_OPEN = "te_lang_open"
    BESPREKEN = "bespreken"
    BEZIG = "bezig"
    GEPLAND = "gepland"
    WACHT_OP_GESPREK = "wacht_op_gesprek"
    AFGEROND = "afgerond"
    NIET_DOORGEGAAN = "niet_doorgegaan"

    @property
    def is_open(self) -> bool:
        """Whether the team still has something to do."""
        return self not in (Stand.AFGEROND, Stand.NIET_DOORGEGAAN)


def stand(oefening: Oefening, today: date) -> Stand:
    """Return where this oefening is today."""
    vervolg, practised = oefening.vervolg, oefening.practised
    if vervolg.is_closed:
        is_done = vervolg.staat is Vervolgstaat.AFGEROND
        return Stand.AFGEROND if is_done else Stand.NIET_DOORGEGAAN
    if vervolg.staat is None and oefening.verst is not Stap.VERVOLG:
        planned_ahead = oefening.gepland_op and local_day(oefening.gepland_op) >= today
        begun = oefening.verst.number > Stap.VOORBEREIDING.number
        return Stand.GEPLAND if planned_ahead and not begun else Stand.BEZIG
    if is_te_lang_open(vervolg, practised, today):
        return Stand.TE_LANG_OPEN
    if vervolg.staat is Vervolgstaat.GEWEEST or is_due(vervolg, practised, today):
        return Stand.BESPREKEN
    return Stand.WACHT_OP_GESPREK


LATER: Final = timedelta(days=7)


class Openstaand(NamedTuple):
    """A follow-up that can be talked over now, or waits too long for that."""

    oefening: Oefening
    since: date
    te_lang: bool

    @property
    def was_had(self) -> bool:
        """Whether the real conversation was had, so that only talking it over is left."""
        return self.oefening.vervolg.staat is Vervolgstaat.GEWEEST


class Uitkomst(StrEnum):
    """How the real conversation went beside what was expected."""

    MAKKELIJKER = "makkelijker"
    ZOALS_VERWACHT = "zoals_verwacht"
    LASTIGER = "lastiger"


def openstaand(oefeningen: Iterable[Oefening], today: date) -> tuple[Openstaand, ...]:
    """Return the follow-ups that ask something today, the longest waiting first."""
    found = [
        Openstaand(one, due(one.vervolg, one.practised), stands is Stand.TE_LANG_OPEN)
        for one, stands in ((one, stand(one, today)) for one in oefeningen)
        if stands in (Stand.TE_LANG_OPEN, Stand.BESPREKEN)
    ]
    return tuple(sorted(found, key=lambda one: (one.since, one.oefening.id)))


def uitkomst(vervolg: Vervolg) -> Uitkomst | None:
    """Return how it went beside the expectation; None where one of the two was not told."""
    if vervolg.verwachting is None or vervolg.hoe_ging_het is None:
        return None
    expected, was = map(list(Verwachting).index, (vervolg.verwachting, vervolg.hoe_ging_het))
    if was == expected:
        return Uitkomst.ZOALS_VERWACHT
    return Uitkomst.MAKKELIJKER if was < expected else Uitkomst.LASTIGER


def put_off(oefening: Oefening, today: date) -> Oefening:
    """Return the oefening with the real conversation a week from today; raises as ``plan``."""
    return oefening.changed(vervolg=plan(oefening.vervolg, today + LATER, today))


def call_off(oefening: Oefening, today: date) -> Oefening:
    """Return the oefening closed, without the conversation; raises as ``mark_niet_doorgegaan``."""
    return oefening.changed(vervolg=mark_niet_doorgegaan(oefening.vervolg, today))
