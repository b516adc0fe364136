"""The code of an oefening on its pages: for who is inside, and one tap for who comes late."""

from collections.abc import Callable
from datetime import timedelta

from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.visits import Visits
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import screen_text
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver


def inside(visits: Visits, as_visitor: Callable[..., PageDriver], team: Team) -> PageDriver:
    key = visits.renew_key(team.id)
    tab: PageDriver = as_visitor(visits.sign_in.by_key(key, "10.0.0.1", onthoud=False))
    return tab


def test_who_is_inside_sees_the_code_that_opens_the_oefening(
    visits: Visits, as_visitor: Callable[..., PageDriver], team: Team, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    tab = inside(visits, as_visitor, team).open_step(Stap.CASUS, one.id)
    (code,) = [shown.value for shown in tab.at.code]
    assert visits.sign_in.by_code(code, "10.0.0.2").alleen == one.id
    tab.sees(screen_text("deelbord.werkt_nu"))
    assert screen_text("deelbord.laat_binnen") not in tab.buttons


def test_one_tap_lets_in_who_comes_when_the_code_works_no_more(
    visits: Visits,
    as_visitor: Callable[..., PageDriver],
    team: Team,
    make: Make,
    archive: Archive,
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS)
    seen = archive.oefening(one.id)
    archive.save(seen, seen.value.changed(gepland_op=now() + timedelta(days=20)))
    tab = inside(visits, as_visitor, team).open_step(Stap.CASUS, one.id)
    tab.sees(screen_text("deelbord.werkt_niet"))
    tab.tap(screen_text("deelbord.laat_binnen"))
    tab.sees(screen_text("deelbord.werkt_nu"))
    code = visits.join_codes.code_of(one.id)
    assert visits.sign_in.by_code(code, "10.0.0.2").alleen == one.id


def test_before_the_set_up_nobody_can_join_so_there_is_no_code(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.CASUS, make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS).id)
    assert not list(tab.at.code)
