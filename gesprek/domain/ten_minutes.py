"""'Nog tien minuten oefenen': a fragment of a case that was hard in real life, once more."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from typing import Final

from gesprek.domain.oefening import Casus, Oefening, everyone_ready, new_oefening
from gesprek.domain.preparation import Voorbereiding, Voorbereidingswijze
from gesprek.domain.progress import go_to
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Meenemer, Terugblik
from gesprek.domain.text_fields import GEWIST
from gesprek.domain.vervolg import Verwachting
from gesprek.domain.werkvormen import TEN_MINUTES, Rol, rolproblemen

_HARD: Final = frozenset({Verwachting.MOEILIJK, Verwachting.WISSELEND})


def may_practise_again(oefening: Oefening) -> bool:
    """Return whether ten minutes more are offered: it was hard, and the case is still there."""
    casus = oefening.casus
    is_there = all(text not in ("", GEWIST) for text in (casus.onderwerp, casus.leervraag))
    is_divided = not rolproblemen(oefening.werkvorm, oefening.rollen)
    return oefening.vervolg.hoe_ging_het in _HARD and is_there and is_divided


def turned(rollen: Mapping[str, Rol]) -> dict[str, Rol]:
    """Return the roles turned: deelnemer id → role, in the same order.

    With three people or more the inbrenger stays, because it is their plan that is tried; each of
    the others gets the role of the one before them, so that somebody else is the client. Two people
    swap: so the inbrenger hears the plan from the other side. Own choice where the leaflet only
    says 'een stukje over'.
    """
    people = list(rollen)
    if len(people) > 2:  # noqa: PLR2004 - more than the two that every oefening has
        people = [one for one in people if rollen[one] is not Rol.INBRENGER]
    before = dict(zip(people, (people[-1], *people), strict=False))
    return {one: rollen[before.get(one, one)] for one in rollen}


def ten_minutes(oefening: Oefening, oefening_id: str, now: datetime) -> Oefening:
    """Return a new oefening of ten minutes, at step 5 and ready to start.

    It has the same people, form and place, the roles ``turned``, and of the case only onderwerp,
    leervraag and themes; the meenemer is there as the plan to try. It counts as any oefening.
    Raises StapOutOfReach where the case is not complete: see ``may_practise_again``.
    """
    before, plan = oefening.casus, oefening.terugblik.meenemer
    made = new_oefening(oefening_id, oefening.team, now, oefening.werkvorm, turned(oefening.rollen))
    owner = before.van or oefening.inbrenger or ""
    let_stand = oefening.nagekeken.get(Stap.CASUS)
    ready = everyone_ready(made).changed(
        plaats=oefening.plaats,
        minuten=TEN_MINUTES,
        voorbereiding=Voorbereiding(wijze=Voorbereidingswijze.OVERGESLAGEN),
        casus=Casus(
            onderwerp=before.onderwerp,
            leervraag=before.leervraag,
            themas=before.themas,
            van=owner if owner != made.inbrenger else "",
        ),
        terugblik=Terugblik(meenemer=plan),
        nagekeken={Stap.CASUS: let_stand} if let_stand else {},
    )
    return go_to(ready, Stap.GESPREK)


def unstarted(oefening: Oefening, others: Iterable[Oefening]) -> Oefening | None:
    """Return what a tap before this one made of this oefening, nothing done in it yet, or None."""
    return next((one for one in others if one == ten_minutes(oefening, one.id, one.created)), None)


def plan_to_try(oefening: Oefening) -> Meenemer | None:
    """Return the plan that ten minutes more are about; None in any other oefening."""
    plan = oefening.terugblik.meenemer
    return plan if oefening.minuten == TEN_MINUTES and any(plan.parts) else None
