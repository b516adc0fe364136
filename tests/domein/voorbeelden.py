"""Oefeningen made by hand, one step further each, for tests that name one rule."""

from datetime import timedelta

from gesprek.domein.gesprek import start_ronde, stop_ronde
from gesprek.domein.oefening import (
    Oefening,
    Voorbereiding,
    Voorbereidingswijze,
    everyone_ready,
    new_oefening,
)
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import Leerpunt, add_leerpunt, tellings
from gesprek.domein.vervolg import Verwachting, close, mark_geweest
from gesprek.domein.werkvormen import Rol, Werkvorm
from tests.domein.strategies import NOW, TODAY

VIER = {
    "anna": Rol.INBRENGER,
    "bo": Rol.CLIENTROL,
    "cas": Rol.OBSERVANT,
    "dee": Rol.BEGELEIDER,
}
TWEE = {"anna": Rol.INBRENGER, "bo": Rol.CLIENTROL}


def fresh(
    rollen: dict[str, Rol] | None = None, werkvorm: Werkvorm = Werkvorm.ROLLENSPEL
) -> Oefening:
    """Return an oefening in which only the roles are known."""
    return new_oefening("O1", "T1", NOW, werkvorm, VIER if rollen is None else rollen)


def done_until(stap: Stap, oefening: Oefening | None = None) -> Oefening:
    """Return an oefening in which every step before ``stap`` lacks nothing."""
    made = oefening or fresh()
    for earlier in stap.earlier:
        made = _fill(made, earlier)
    return made


def complete() -> Oefening:
    """Return an oefening that lacks nothing at all."""
    return _fill(done_until(Stap.VERVOLG), Stap.VERVOLG)


def _fill(one: Oefening, stap: Stap) -> Oefening:
    match stap:
        case Stap.VOORBEREIDING:
            wijze = Voorbereidingswijze.SAMEN_GELEZEN
            return one.changed(voorbereiding=Voorbereiding(wijze=wijze))
        case Stap.CASUS:
            told = one.casus.changed(onderwerp="Steunkousen", leervraag="Hoe begin ik?")
            return one.changed(casus=told)
        case Stap.INLEVEN:
            return everyone_ready(one)
        case Stap.GESPREK:
            running = start_ronde(one.gesprek, "R1", NOW)
            return one.changed(gesprek=stop_ronde(running, NOW + timedelta(minutes=4)))
        case Stap.TERUGKIJKEN:
            return one.changed(terugblik=_looked_back(one))
        case Stap.VERVOLG:
            had = mark_geweest(one.vervolg, TODAY, TODAY)
            told = had.changed(hoe_ging_het=Verwachting.GOED)
            return one.changed(vervolg=close(told, TODAY))
        case _:
            return one


def _looked_back(one: Oefening) -> object:
    ticked = one.terugblik.changed(
        verteld=dict.fromkeys(tellings(one.rollen), True), voldoende_geholpen=True
    )
    return add_leerpunt(ticked, "L1", Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN))
