"""What each step still needs, and moving between steps without losing anything."""

from collections.abc import Callable, Mapping
from enum import StrEnum
from types import MappingProxyType
from typing import Final

from gesprek.domein.fouten import StapNietBereikbaar
from gesprek.domein.oefening import Oefening
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import tellings
from gesprek.domein.vervolg import Vervolgstaat
from gesprek.domein.werkvormen import Rolprobleem, rolproblemen


class Ontbreekt(StrEnum):
    """Something a step still needs; the sentence stands in ``data/inhoud``."""

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


def missing(oefening: Oefening, stap: Stap) -> tuple[Ontbreekt, ...]:
    """Return what this step still needs before the team can go on (empty: nothing).

    Source: the table 'The seven steps', column 'needed to go on'.
    """
    return _MISSING[stap](oefening)


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
    """Return the oefening at this step; nothing entered is lost by moving.

    Raises:
        StapNietBereikbaar: an earlier step lacks something and this step was not reached before.
    """
    if not is_reachable(oefening, stap):
        blocking = first_incomplete(oefening, stap)
        number = blocking.number if blocking else stap.number
        raise StapNietBereikbaar(f"Maak eerst stap {number} af. Daar staat wat nog nodig is.")
    furthest = max(oefening.verst, stap, key=lambda one: one.number)
    return oefening.changed(stap=stap, verst=furthest)


def _missing_moment(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    problems = rolproblemen(oefening.werkvorm, oefening.rollen)
    named = {
        Rolprobleem.GEEN_INBRENGER: Ontbreekt.INBRENGER,
        Rolprobleem.GEEN_CLIENTROL: Ontbreekt.CLIENTROL,
    }
    found = dict.fromkeys(named.get(problem, Ontbreekt.ROLLEN) for problem in problems)
    # Too few people always shows as a missing role too: say that one thing only.
    specific = tuple(one for one in found if one is not Ontbreekt.ROLLEN)
    return specific or tuple(found)


def _missing_voorbereiding(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    return () if oefening.voorbereiding.wijze else (Ontbreekt.VOORBEREIDING,)


def _missing_casus(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    return _only(
        {
            Ontbreekt.ONDERWERP: not oefening.casus.onderwerp,
            Ontbreekt.LEERVRAAG: not oefening.casus.leervraag,
        }
    )


def _missing_inleven(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    ready = [oefening.inleven.klaar.get(person) for person in oefening.rollen]
    return () if ready and all(ready) else (Ontbreekt.KLAAR,)  # nobody is not everybody


def _missing_gesprek(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    return () if oefening.gesprek.finished else (Ontbreekt.RONDE,)


def _missing_terugkijken(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    terugblik = oefening.terugblik
    told = all(terugblik.verteld.get(beurt) for beurt in tellings(oefening.rollen))
    return _only(
        {
            Ontbreekt.TELLINGS: not told,
            Ontbreekt.VOLDOENDE_GEHOLPEN: terugblik.voldoende_geholpen is None,
            Ontbreekt.LEERPUNT: not terugblik.leerpunten,
        }
    )


def _missing_vervolg(oefening: Oefening) -> tuple[Ontbreekt, ...]:
    if oefening.vervolg.is_closed:
        return ()
    if oefening.vervolg.staat is Vervolgstaat.GEWEEST:
        told = oefening.vervolg.hoe_ging_het is not None
        return (Ontbreekt.AFRONDEN if told else Ontbreekt.HOE_GING_HET,)
    return (Ontbreekt.GEWEEST,)


def _only(wanted: Mapping[Ontbreekt, bool]) -> tuple[Ontbreekt, ...]:
    return tuple(one for one, is_true in wanted.items() if is_true)


_MISSING: Final[Mapping[Stap, Callable[[Oefening], tuple[Ontbreekt, ...]]]] = MappingProxyType(
    {
        Stap.MOMENT: _missing_moment,
        Stap.VOORBEREIDING: _missing_voorbereiding,
        Stap.CASUS: _missing_casus,
        Stap.INLEVEN: _missing_inleven,
        Stap.GESPREK: _missing_gesprek,
        Stap.TERUGKIJKEN: _missing_terugkijken,
        Stap.VERVOLG: _missing_vervolg,
    }
)
