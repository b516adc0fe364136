"""Oefeningen made by hand, one step further each, for tests that name one rule."""

from collections.abc import Callable
from datetime import timedelta

from gesprek.domain.gesprek import start_ronde, stop_ronde
from gesprek.domain.oefening import (
    Casus,
    Oefening,
    Voorbereiding,
    Voorbereidingswijze,
    everyone_ready,
    new_oefening,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Leerpunt, add_leerpunt, tellings
from gesprek.domain.themas import Leerthema
from gesprek.domain.vervolg import Verwachting, close, mark_geweest
from gesprek.domain.werkvormen import Rol, Werkvorm
from tests.domain.strategies import NOW, TODAY

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
        made = _FILL[earlier](made)
    return made


def complete() -> Oefening:
    """Return an oefening that lacks nothing at all."""
    return _follow_up(done_until(Stap.VERVOLG))


def _prepare(one: Oefening) -> Oefening:
    wijze = Voorbereidingswijze.SAMEN_GELEZEN
    return one.changed(voorbereiding=Voorbereiding(wijze=wijze))


def _tell(one: Oefening) -> Oefening:
    return one.changed(casus=Casus(onderwerp="Steunkousen", leervraag="Hoe begin ik?"))


def _play(one: Oefening) -> Oefening:
    running = start_ronde(one.gesprek, "R1", NOW)
    return one.changed(gesprek=stop_ronde(running, NOW + timedelta(minutes=4)))


def _look_back(one: Oefening) -> Oefening:
    ticked = one.terugblik.changed(
        verteld=dict.fromkeys(tellings(one.rollen), True), voldoende_geholpen=True
    )
    leerpunt = Leerpunt(rol=Rol.OBSERVANT, leerthema=Leerthema.OPENEN)
    return one.changed(terugblik=add_leerpunt(ticked, "L1", leerpunt))


def _follow_up(one: Oefening) -> Oefening:
    had = mark_geweest(one.vervolg, TODAY, TODAY).changed(hoe_ging_het=Verwachting.GOED)
    return one.changed(vervolg=close(had, TODAY))


_FILL: dict[Stap, Callable[[Oefening], Oefening]] = {
    Stap.MOMENT: lambda one: one,
    Stap.VOORBEREIDING: _prepare,
    Stap.CASUS: _tell,
    Stap.INLEVEN: everyone_ready,
    Stap.GESPREK: _play,
    Stap.TERUGKIJKEN: _look_back,
    Stap.VERVOLG: _follow_up,
}
