"""What browsers, devices and people do of themselves, and no script of ours expects."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import TYPE_CHECKING, Final

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import utc_now
from gesprek.domain.gesprek import start_ronde
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services import paths
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import datetime

    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House
    from tests.support.server import Server

pytestmark = pytest.mark.browser

PHONE: Final = {"viewport": {"width": 390, "height": 844}, "has_touch": True}
TIP: Final = "Vat samen voordat je iets voorstelt."
LEERVRAAG: Final = inhoud().casusvelden.leervraag.label
OTHER_TIME: Final = """(() => {
  const Real = Date, ahead = %d;
  window.Date = class extends Real {
    constructor(...given) { given.length ? super(...given) : super(Real.now() + ahead); }
    static now() { return Real.now() + ahead; }
  };
})()"""


def story_at(
    house: House,
    new_driver: Callable[..., BrowserDriver],
    stap: Stap,
    fill: Fill,
    **device: object,
) -> Verhaal:
    organisation = Organisatie(house.server.store)
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = house.archive.create_oefening(oefening_in(Werkvorm.ROLLENSPEL, 3, stap, fill, team))
    story = Verhaal(new_driver(house.server, **device), house.archive, team.id)
    story.gast.open_step(stap, made.value.id)
    return story


def test_an_oefening_that_is_begun_with_two_taps_is_begun_once(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    team = Organisatie(house.server.store).make_team("Team Noord", "Noor", "Sam", "Wim")
    story = Verhaal(new_driver(house.server), house.archive, team.id)
    story.gast.open(f"/team?t={team.id}")
    story.gast.page.get_by_role("button", name=screen_text("team.nu_oefenen")).dblclick()
    story.gast.is_at(Stap.MOMENT)
    assert story.stored.stap is Stap.MOMENT


def test_a_tip_that_is_added_with_two_taps_is_added_once(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    story = story_at(house, new_driver, Stap.TERUGKIJKEN, Fill.HALF)
    gast, before = story.gast, len(story.stored.terugblik.feedback)
    seen = house.archive.oefening(story.stored.id)
    turn = seen.value.terugblik.changed(besproken_beurt=Beurt.OBSERVANTEN_VERTELLEN)
    house.archive.save(seen, seen.value.changed(terugblik=turn))
    gast.reload()
    gast.write(screen_text("stap_6.nieuwe_feedback"), TIP, then=None)
    gast.page.get_by_role("button", name=screen_text("stap_6.voeg_feedback_toe")).dblclick()
    story.has(lambda one: len(one.terugblik.feedback) == before + 1, "the tip is stored")
    gast.holds(screen_text("stap_6.nieuwe_feedback"), "")
    gast.page.get_by_role("heading", level=1).click()
    gast.is_ready()
    assert [one.tekst for one in story.stored.terugblik.feedback.values()].count(TIP) == 1


def test_a_link_clicked_in_mid_sentence_is_followed_and_the_sentence_is_kept(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    _leaves_in_mid_sentence(story_at(house, new_driver, Stap.CASUS, Fill.EMPTY), "click")


@pytest.mark.not_in("firefox", "webkit", reason="their drivers do not tap with a finger")
def test_a_link_tapped_in_mid_sentence_is_followed_and_the_sentence_is_kept(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    _leaves_in_mid_sentence(story_at(house, new_driver, Stap.CASUS, Fill.EMPTY, **PHONE), "tap")


def _leaves_in_mid_sentence(story: Verhaal, act: str) -> None:
    """Leave the field and follow a link in one and the same moment, as a tap does."""
    gast = story.gast
    gast.field(LEERVRAAG).press_sequentially("Hoe begin ik?")
    link = gast.page.get_by_role("link", name=screen_text("algemeen.terug"), exact=True)
    getattr(link, act)()
    gast.is_at(Stap.VOORBEREIDING)
    # Stored, or as a draft where the server was asked for the other page before it had the field.
    gast.page.go_back()
    gast.is_at(Stap.CASUS)
    gast.holds(LEERVRAAG, "Hoe begin ik?")


def test_a_browser_does_not_remember_a_name_for_who_types_next(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    team = Organisatie(house.server.store).make_team("Team West", "Noor", "Sam")
    gast = new_driver(house.server)
    gast.open(f"/team?t={team.id}")
    gast.unfold(screen_text("team.deelnemers"))
    field = gast.field(screen_text("team.nieuwe_naam"))
    field.focus()
    expect(field).to_have_attribute("autocomplete", "off")


@pytest.mark.parametrize("hours", [-26, 3])
def test_the_clock_of_a_round_is_the_same_on_a_device_with_another_time(
    house: House, new_driver: Callable[..., BrowserDriver], hours: int
) -> None:
    story = story_at(house, new_driver, Stap.GESPREK, Fill.EMPTY)
    gast = story.gast
    gast.page.context.add_init_script(OTHER_TIME % (hours * 3_600_000))
    began = utc_now() - timedelta(seconds=200)
    _play(house, story, began)
    gast.reload()
    expect(gast.page.get_by_role("timer")).to_contain_text(re.compile(r"3:[2-5]\d"))


def _play(house: House, story: Verhaal, began: datetime) -> None:
    """Let a round run since a moment."""
    seen = house.archive.oefening(story.stored.id)
    gesprek = start_ronde(seen.value.gesprek, "r001", began)
    house.archive.save(seen, seen.value.changed(gesprek=gesprek))


def test_a_page_of_who_signed_out_does_not_come_back_with_the_arrow_back(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    organisation = Organisatie(running.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.WHOLE, team)
    one = organisation.archive.create_oefening(made).value
    gast = new_driver(running)
    gast.page.goto(running.url)
    gast.sign_in(organisation.visits.renew_key(team.id))
    gast.open_step(Stap.CASUS, one.id)
    gast.page.goto(running.url + paths.SIGN_IN)
    gast.page.get_by_role("button", name="Afmelden").click()
    gast.sees("Sleutel van je team")
    gast.page.go_back()
    # Of a page that the browser kept, Streamlit draws again what a guest sees.
    expect(
        gast.page.get_by_text(re.compile("Sleutel van je team|Meld je eerst aan"))
    ).to_be_visible()
    assert one.casus.leervraag not in gast.page.content()
