"""Papers to print, the invitation of step 2, the team's calendar and the take-away."""

from collections.abc import Callable

import pytest

from gesprek.access.team_keys import UnknownCalendar
from gesprek.domain.oefening import plan_moment
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.paper_request import GeneralPaper
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

HERE = "127.0.0.1"


def addresses(tab: PageDriver) -> list[str]:
    """Return what can be fetched by the link buttons of the page."""
    found = [one.proto.url for one in tab.at.get("link_button")]
    return [one for one in found if one.startswith("/uitvoer/")]


def test_the_page_has_each_paper_as_file_and_as_page(tab: PageDriver) -> None:
    tab.open("papier")
    asked = "?vorm=rollenspel&mensen=4&minuten=45"
    wanted = {f"/uitvoer/{name}.{kind}{asked}" for name in GeneralPaper for kind in ("pdf", "html")}
    assert set(addresses(tab)) == wanted
    assert len(addresses(tab)) == len(wanted)
    tab.sees(*(screen_text(f"papierbord.{name}_uitleg") for name in GeneralPaper))


def test_another_form_number_and_length_reach_every_link(tab: PageDriver) -> None:
    tab.open("papier")
    tab.choose(screen_text("papierbord.vorm"), Werkvorm.VOORBESPREKEN)
    tab.choose(screen_text("papierbord.mensen"), 2)
    tab.choose(screen_text("papierbord.minuten"), 60)
    assert {one.partition("?")[2] for one in addresses(tab)} == {
        "vorm=voorbespreken&mensen=2&minuten=60"
    }


def test_step_2_offers_the_invitation_and_the_planned_moment(
    tab: PageDriver, make: Make, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VOORBEREIDING)
    tab.open_step(Stap.VOORBEREIDING, one.id)
    asked = f"?o={one.id}"
    assert addresses(tab) == [f"/uitvoer/uitnodiging.{kind}{asked}" for kind in ("pdf", "html")]
    tab.sees(screen_text("delen.niet_gepland"))
    seen = archive.oefening(one.id)
    archive.save(seen, plan_moment(seen.value, now(), now()))
    tab.reload()
    assert addresses(tab)[-1] == f"/uitvoer/moment.ics{asked}"
    tab.sees_not(screen_text("delen.niet_gepland"))


def test_a_moment_that_does_not_go_through_can_be_taken_out_of_a_calendar(
    tab: PageDriver, make: Make, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VOORBEREIDING)
    for moment in (now(), None):
        seen = archive.oefening(one.id)
        archive.save(seen, plan_moment(seen.value, moment, now()))
    tab.open_step(Stap.VOORBEREIDING, one.id)
    tab.sees(screen_text("delen.niet_gepland"))
    assert addresses(tab)[-1] == f"/uitvoer/moment.ics?o={one.id}"


def test_on_a_shared_device_nobody_ticks_for_themselves(tab: PageDriver, make: Make) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VOORBEREIDING)
    tab.open_step(Stap.VOORBEREIDING, one.id)
    assert screen_text("delen.ik_las") not in [box.label for box in tab.at.checkbox]


def test_who_is_on_an_own_device_ticks_that_they_read_it(
    make: Make, visits: Visits, as_visitor: Callable[..., PageDriver], archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VOORBEREIDING)
    log_in = visits.sign_in.by_code(visits.join_codes.code_of(one.id), "10.0.0.1")
    person = min(one.rollen)
    visits.log_ins.be(log_in.id, person)
    tab: PageDriver = as_visitor(log_in).open_step(Stap.VOORBEREIDING, one.id)
    tab.tick(screen_text("delen.ik_las"))
    assert archive.oefening(one.id).value.voorbereiding.gelezen == {person: True}


def test_the_take_away_can_be_kept_as_pdf_also_from_step_7(tab: PageDriver, make: Make) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG)
    tab.open_step(Stap.VERVOLG, one.id)
    assert addresses(tab) == [f"/uitvoer/{name}.ics?o={one.id}" for name in ("gesprek", "vervolg")]
    tab.follow(screen_text("meenemen.bekijk"))
    assert f"/uitvoer/meenemen.pdf?o={one.id}" in addresses(tab)


def test_a_closed_follow_up_offers_no_date(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.VERVOLG, make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE).id)
    assert addresses(tab) == []


# --- the calendar ----------------------------------------------------------------------------


def shown_token(tab: PageDriver) -> str | None:
    found = [one.value for one in tab.at.code if "/agenda/" in one.value]
    return found[0].rpartition("/")[2].removesuffix(".ics") if found else None


def test_the_address_is_shown_once_and_opens_the_calendar_of_this_team(
    tab: PageDriver, team: Team
) -> None:
    tab.open("team", t=team.id)
    assert shown_token(tab) is None
    tab.tap(screen_text("agenda.maak"))
    token = shown_token(tab)
    assert token is not None
    assert services().visits.calendar_keys.team_of(token, HERE) == team.id
    tab.reload()
    assert shown_token(tab) is None
    tab.sees_not(token)


@pytest.mark.parametrize("words", ["agenda.vernieuw", "agenda.stop"])
def test_a_new_address_or_stopping_ends_the_old_one(
    tab: PageDriver, team: Team, words: str
) -> None:
    tab.open("team", t=team.id)
    tab.tap(screen_text("agenda.maak"))
    old = shown_token(tab) or ""
    tab.tap(screen_text(words))
    with pytest.raises(UnknownCalendar):
        services().visits.calendar_keys.team_of(old, HERE)
    new = shown_token(tab)
    assert (new is not None) is (words == "agenda.vernieuw")
    assert new != old


def test_the_page_says_that_a_calendar_in_the_cloud_cannot_reach_a_laptop(
    tab: PageDriver, team: Team
) -> None:
    tab.open("team", t=team.id)
    tab.sees(
        screen_text("agenda.bereik"), screen_text("agenda.alleen_hier"), screen_text("agenda.los")
    )
