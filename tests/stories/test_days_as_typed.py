"""A day that is typed in a real browser: half, wrong, pasted, or chosen in the calendar."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

import pytest

from gesprek.browser import selector
from gesprek.domain.dates import day_in_words, local_day, utc_now
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page

    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.kort]

WANNEER = screen_text("stap_7.verander_dag")
HALF = "31e febr"


@pytest.fixture
def story(house: House, new_driver: Callable[..., BrowserDriver]) -> Verhaal:
    """Step 7, waiting for a conversation of which no day is known."""
    organisation = Organisatie(house.server.store)
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.EMPTY, team)
    made = made.changed(vervolg=made.vervolg.changed(gesprek_op=None))
    organisation.archive.create_oefening(made)
    story = Verhaal(new_driver(house.server), organisation.archive, team.id)
    story.gast.open_step(Stap.VERVOLG, made.id)
    return story


def calendar(page: Page) -> Locator:
    page.locator(selector("date-button")).click()
    return page.locator(selector("date-calendar")).last


def test_a_day_that_does_not_exist_is_no_other_day_and_nothing_goes_on_without_it(
    story: Verhaal,
) -> None:
    gast = story.gast
    gast.write(WANNEER, "31e februari", then=None)
    gast.tap_main(screen_text("stap_7.is_geweest"))
    expect(gast.page.get_by_role("alert").first).to_contain_text("bestaat niet")
    gast.holds(WANNEER, "31e februari")
    assert story.stored.vervolg.gesprek_op is None
    gast.write(WANNEER, "gisteren")
    yesterday = local_day(utc_now()) - timedelta(days=1)
    story.has(lambda one: one.vervolg.gesprek_op == yesterday, "the day is stored")
    gast.holds(WANNEER, day_in_words(yesterday))


def test_a_half_typed_day_is_back_after_a_reload(story: Verhaal) -> None:
    gast = story.gast
    gast.field(WANNEER).press_sequentially(HALF)
    gast.page.wait_for_timeout(1_500)  # longer than a draft waits
    gast.reload()
    gast.holds(WANNEER, HALF)
    gast.sees(screen_text("concept.teruggezet"))
    gast.tap_main(screen_text("stap_7.is_geweest"))
    gast.sees(screen_text("concept.dag"))
    assert story.stored.vervolg.gesprek_op is None


def test_a_pasted_day_is_understood(story: Verhaal) -> None:
    gast = story.gast
    wanted = local_day(utc_now()) + timedelta(days=30)
    gast.field(WANNEER).click()
    gast.page.keyboard.insert_text(f"{wanted:%Y-%m-%d}")
    gast.field(WANNEER).press("Enter")
    story.has(lambda one: one.vervolg.gesprek_op == wanted, "the day is stored")
    gast.holds(WANNEER, day_in_words(wanted))


def test_a_day_that_is_chosen_in_the_calendar_stands_in_the_field(story: Verhaal) -> None:
    gast = story.gast
    today = local_day(utc_now())
    shown = calendar(gast.page)
    shown.get_by_role("button", name=f"{today.day} ", exact=False).first.focus()
    gast.page.keyboard.press("Enter")
    gast.until(lambda: story.stored.vervolg.gesprek_op is not None, "a day is stored")
    chosen = story.stored.vervolg.gesprek_op
    assert chosen
    gast.holds(WANNEER, day_in_words(chosen))


def test_nobody_can_type_in_the_field_of_the_calendar(story: Verhaal) -> None:
    parts = story.gast.page.get_by_role("spinbutton")
    expect(story.gast.page.locator(selector("date-button"))).to_be_visible()
    assert [one for one in parts.all() if one.is_visible()] == []
