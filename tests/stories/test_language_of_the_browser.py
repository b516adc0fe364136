"""Whatever language the browser speaks: Dutch months and days, Monday first, western digits."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from gesprek.browser import selector
from gesprek.domain.dates import DAYS, MONTHS, local_day, utc_now
from gesprek.domain.oefening import propose_moment
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.kort]

LANGUAGES: Final = ("en-US", "tr-TR", "ar-EG", "fa-IR", "th-TH", "he-IL")
WITHOUT_A_LANGUAGE: Final = """() => {
  const day = new Date(2027, 2, 1, 14, 5);
  return [navigator.language, day.toLocaleDateString(), day.toLocaleTimeString(),
    new Intl.DateTimeFormat(undefined, { dateStyle: "full" }).format(day),
    Intl.NumberFormat().format(1234.5), (1234.5).toLocaleString()];
}"""
"""What scripts get that ask for no language: Streamlit's do, and ours could."""


def at_step_1(
    house: House, new_driver: Callable[..., BrowserDriver], **options: object
) -> BrowserDriver:
    organisation = Organisatie(house.server.store)
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT, Fill.WHOLE, team)
    organisation.archive.create_oefening(made.changed(gepland_op=propose_moment(utc_now())))
    gast = Verhaal(new_driver(house.server, **options), organisation.archive, team.id).gast
    gast.open_step(Stap.MOMENT, made.id)
    return gast


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_calendar_and_the_clock_are_dutch(
    house: House, new_driver: Callable[..., BrowserDriver], language: str
) -> None:
    gast = at_step_1(house, new_driver, locale=language)
    tomorrow = local_day(propose_moment(utc_now()))
    gast.holds(screen_text("stap_1.tijd"), "14:00")
    gast.page.locator(selector("date-button")).click()
    shown = gast.page.locator(selector("date-calendar")).last
    shown.get_by_role("grid").wait_for()
    read = shown.inner_text()
    # The names of those months stand in the list to choose one from.
    assert {MONTHS[tomorrow.month - 1], str(tomorrow.year)} <= set(re.findall(r"\w+", read))
    heads = shown.locator("th").all_inner_texts()
    assert heads == [one[0].upper() for one in DAYS]
    assert re.search(r"\b28\b", read)
    assert not re.search(r"[^\W\d_a-zA-Zë]", read), read  # no letter of another writing
    assert all(one.isascii() for one in read if one.isdigit())
    assert gast.page.evaluate(WITHOUT_A_LANGUAGE) == [
        *("nl-NL", "1-3-2027", "14:05:00", "maandag 1 maart 2027", "1.234,5", "1.234,5")
    ]
