"""The code of an oefening on its pages: for who is inside, and one tap for who comes late."""

from collections.abc import Callable
from datetime import timedelta

from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archief
from gesprek.services.visits import Portier
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import tekst
from tests.ui.conftest import Maak
from tests.ui.tab import Tab


def inside(portier: Portier, as_visitor: Callable[..., Tab], team: Team) -> Tab:
    key = portier.renew_key(team.id)
    tab: Tab = as_visitor(portier.ingang.by_key(key, "10.0.0.1", onthoud=False))
    return tab


def test_who_is_inside_sees_the_code_that_opens_the_oefening(
    portier: Portier, as_visitor: Callable[..., Tab], team: Team, maak: Maak
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    tab = inside(portier, as_visitor, team).open_step(Stap.CASUS, one.id)
    (code,) = [shown.value for shown in tab.at.code]
    assert portier.ingang.by_code(code, "10.0.0.2").alleen == one.id
    tab.sees(tekst("deelbord.werkt_nu"))
    assert tekst("deelbord.laat_binnen") not in tab.buttons


def test_one_tap_lets_in_who_comes_when_the_code_works_no_more(
    portier: Portier,
    as_visitor: Callable[..., Tab],
    team: Team,
    maak: Maak,
    archief: Archief,
) -> None:
    one = maak(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    seen = archief.oefening(one.id)
    archief.save(seen, seen.waarde.changed(gepland_op=now() + timedelta(days=20)))
    tab = inside(portier, as_visitor, team).open_step(Stap.CASUS, one.id)
    tab.sees(tekst("deelbord.werkt_niet"))
    tab.tap(tekst("deelbord.laat_binnen"))
    tab.sees(tekst("deelbord.werkt_nu"))
    code = portier.deelcodes.code_of(one.id)
    assert portier.ingang.by_code(code, "10.0.0.2").alleen == one.id


def test_before_the_set_up_nobody_can_join_so_there_is_no_code(tab: Tab, maak: Maak) -> None:
    tab.open_step(Stap.CASUS, maak(Werkvorm.ROLLENSPEL, 3, Stap.CASUS).id)
    assert not list(tab.at.code)
