"""With the letters and the colours that a device was set to, all can be read and told apart."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from gesprek.browser import selector, with_selectors
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.words import screen_text
from scripts.find_programs import find_browser
from tests.engines.expectations import expect
from tests.engines.launch import FLAGS
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Page

    from gesprek.domain.oefening import Oefening
    from tests.engines.launch import Engines
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = [pytest.mark.browser, pytest.mark.kort]

STEPS: Final = (Stap.MOMENT, Stap.CASUS, Stap.TERUGKIJKEN, Stap.VERVOLG)
LETTERS: Final = "() => parseFloat(getComputedStyle(document.documentElement).fontSize)"
SIDEWAYS: Final = with_selectors(
    """() => {
  const part = document.querySelector(":--main") ?? document.scrollingElement;
  return part.scrollWidth - part.clientWidth;
}"""
)
CUT_OFF: Final = with_selectors(
    """() => [...document.querySelectorAll(":--main *, :--bottom *")].filter((one) => {
  const { overflowX, overflowY, clipPath } = getComputedStyle(one);
  if (!one.checkVisibility() || !one.textContent.trim() || clipPath !== "none") return false;
  if (one.closest("svg, input, textarea")) return false;
  const hides = (way) => /hidden|clip/.test(way);
  return one.clientWidth > 2 && ((hides(overflowX) && one.scrollWidth > one.clientWidth + 1) ||
    (hides(overflowY) && one.scrollHeight > one.clientHeight + 2));
}).map((one) => one.textContent.trim())"""
)
GROUND: Final = "one => getComputedStyle(one).backgroundColor"
FOCUS: Final = "one => getComputedStyle(one).outlineStyle"


@pytest.fixture(scope="module")
def large(engines: Engines) -> Iterator[Callable[[int], Page]]:
    """A function that opens a page of a browser whose letters are 32 px, so wide."""
    flags = [*FLAGS, "--no-sandbox", "--blink-settings=defaultFontSize=32"]
    chromium = engines.playwright.chromium
    browser = chromium.launch(executable_path=find_browser(), args=flags)
    yield lambda width: browser.new_page(viewport={"width": width, "height": 900}, locale="nl-NL")
    browser.close()


def team_with(house: House, stap: Stap) -> tuple[Organisatie, Oefening]:
    organisation = Organisatie(house.server.store)
    team = organisation.make_team("Team Noordoostpolder", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, stap, Fill.HALF, team)
    organisation.archive.create_oefening(made)
    return organisation, made


@pytest.mark.not_in("firefox", "webkit", reason="only Chromium can be told its letters here")
@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("stap", STEPS)
def test_letters_of_32_px_make_ours_twice_as_large_and_cut_nothing_off(
    house: House, large: Callable[[int], Page], stap: Stap, width: int
) -> None:
    _, made = team_with(house, stap)
    page = large(width)
    page.goto(f"{house.server.url}/stap-{stap.number}?o={made.id}")
    page.locator(f"{selector('drawn')} h1").wait_for()
    page.locator("html:not([data-tekent])").wait_for(state="attached")
    assert page.evaluate(LETTERS) == pytest.approx(34)
    assert page.evaluate(SIDEWAYS) == 0
    assert page.evaluate(CUT_OFF) == []
    wide = [one.evaluate("one => one.clientWidth") for one in page.get_by_role("textbox").all()]
    assert [one for one in wide if one < 150] == []
    for one in page.locator(selector("date-button")).all():  # beside its field, not below it
        field = page.get_by_role("textbox", name=screen_text("stap_7.verander_dag"), exact=True)
        box, of_field = one.bounding_box(), field.bounding_box()
        assert box
        assert of_field
        assert abs(box["y"] - of_field["y"]) < 80  # the words above a field may take two lines


@pytest.mark.not_in("firefox", "webkit", reason="only Chromium can be told its letters here")
def test_a_browser_that_was_not_told_keeps_17_px(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    _, made = team_with(house, Stap.MOMENT)
    gast = new_driver(house.server)
    gast.open_step(Stap.MOMENT, made.id)
    assert gast.page.evaluate(LETTERS) == pytest.approx(17)


@pytest.mark.not_in("firefox", "webkit", reason="their drivers can not choose colours")
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_in_the_colours_of_the_device_what_is_chosen_here_or_in_focus_stands_out(
    house: House, new_driver: Callable[..., BrowserDriver], scheme: str
) -> None:
    organisation, made = team_with(house, Stap.MOMENT)
    options = {"forced_colors": "active", "color_scheme": scheme}
    gast = Verhaal(new_driver(house.server, **options), organisation.archive, made.team).gast
    gast.open_step(Stap.MOMENT, made.id)
    page = gast.page
    groups = page.locator(selector("group-button"))
    chosen = page.locator(selector("chosen")).and_(groups)
    others = groups.and_(page.locator(":not([data-selected='true'])"))
    grounds = {one.evaluate(GROUND) for one in chosen.all()}
    assert len(grounds) == 1
    assert grounds.isdisjoint(one.evaluate(GROUND) for one in others.all())
    steps = page.locator(f".st-key-stappenbalk {selector('page-link')}")
    here = page.locator(f".st-key-stap-nu {selector('page-link')}")
    assert [one.evaluate(GROUND) for one in steps.all()].count(here.evaluate(GROUND)) == 1
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate(FOCUS) == "solid"
    field = gast.field(screen_text("team.nieuwe_naam"))
    field.focus()
    expect(page.locator(selector("text-frame")).filter(has=field)).to_have_css(
        "outline-style", "solid"
    )
