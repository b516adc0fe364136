"""Two windows of one browser: who signs in or out in one, is told so in the other."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import urlsplit

import pytest

from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver

pytestmark = pytest.mark.browser

SWITCHED = "Deze browser is nu anders aangemeld dan eerst."
SIGNED_OUT = "Je bent in deze browser niet meer aangemeld zoals eerst."
LEERVRAAG = inhoud().casusvelden.leervraag.label
HALF = "Hoe begin ik"


class Place(NamedTuple):
    """A server with two teams, each with an oefening."""

    server: Server
    organisation: Organisatie
    ours: Oefening
    theirs: Oefening

    def key(self, one: Oefening) -> str:
        return self.organisation.visits.renew_key(one.team)


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("vensters") / "opslag"
    organisation, made = Organisatie(folder).set_up(), []
    for name in ("Team Zuid", "Team Noord"):
        team = organisation.make_team(name, "Noor", "Sam", "Wim")
        one = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.EMPTY, team)
        made.append(organisation.archive.create_oefening(one).value)
    server = Server(folder, folder.with_suffix(".log")).start()
    yield Place(server, organisation, *made)
    server.stop()


@pytest.fixture
def first(place: Place, new_driver: Callable[..., BrowserDriver]) -> BrowserDriver:
    """A window at the case of an oefening, where nobody signed in yet."""
    one = new_driver(place.server)
    one.page.goto(f"{one.url}/stap-3?o={place.ours.id}&utm_source=mail")
    return one


def address(window: BrowserDriver) -> str:
    parts = urlsplit(window.page.url)
    return f"{parts.path}?{parts.query}"


def test_another_team_in_a_second_window_is_told_in_the_first(
    place: Place, first: BrowserDriver
) -> None:
    first.sign_in(place.key(place.ours))
    first.is_at(Stap.CASUS)
    second = first.another_tab()
    second.page.goto(f"{second.url}/aanmelden")
    second.sign_in(place.key(place.theirs))
    first.page.bring_to_front()
    first.sees(SWITCHED)
    assert address(first) == f"/stap-3?o={place.ours.id}"


def test_who_signs_out_in_a_second_window_comes_back_in_the_first(
    place: Place, first: BrowserDriver
) -> None:
    key = place.key(place.ours)
    first.sign_in(key)
    first.is_at(Stap.CASUS)
    second = first.another_tab()
    second.open("/team")
    second.tap(screen_text("aanwezig.afmelden"))
    first.page.bring_to_front()
    expect(first.page.get_by_role("status").filter(has_text=SIGNED_OUT)).to_be_visible()
    first.sign_in(key)
    first.is_at(Stap.CASUS)
    assert address(first) == f"/stap-3?o={place.ours.id}"
    first.sees_not(SWITCHED)


def test_the_same_team_in_a_second_window_changes_nothing_in_the_first(
    place: Place, first: BrowserDriver
) -> None:
    key = place.key(place.ours)
    first.sign_in(key)
    first.is_at(Stap.CASUS)
    first.page.evaluate("window.sameAsBefore = true")
    first.field(LEERVRAAG).press_sequentially(HALF)
    second = first.another_tab()
    second.page.goto(f"{second.url}/aanmelden")
    second.sign_in(key)
    first.page.bring_to_front()
    with first.page.expect_response("**/binnen"):  # it looked whose page it is, and stayed
        first.page.evaluate("window.dispatchEvent(new Event('online'))")
    first.holds(LEERVRAAG, HALF)
    assert first.page.evaluate("window.sameAsBefore")
    first.sees_not(SWITCHED)
