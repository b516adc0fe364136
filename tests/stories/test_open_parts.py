"""What somebody opened on a page stays as it is while a colleague's save draws the page anew."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Final

import pytest

from gesprek.browser import selector, with_selectors
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.ui.frame.words import screen_text
from scripts.picture_steps import DO
from scripts.voorbeelden import Subset
from tests.engines.expectations import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.stories.conftest import House
    from tests.support.builders.steps import Change

pytestmark = [
    pytest.mark.browser,
    pytest.mark.not_in("webkit", reason="its driver can not scroll in a part of a page"),
]

MARK: Final = ".st-key-getekend [data-versie]"
CARDS: Final = screen_text("naslag.titel")
FIELD: Final = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
FOLDED: Final = selector("expander-folded")
POPOVERS: Final = f"{selector('main')} {selector('popover-button')}"
BODY: Final = selector("popover-body")
SETTLED: Final = 1_000  # ms
SCROLL: Final = with_selectors('document.querySelector(":--dialog").scrollTop')


def pair(
    house: House, visitor: Callable[..., Page], naam: str, stap: Stap, *done: Change
) -> tuple[Page, Page]:
    """Return the pages of two colleagues at the same step."""
    address = house.server.url + Subset(house.archive, naam, ("Noor", "Sam", "Wim")).at(stap, *done)
    pages = visitor(viewport={"width": 1280, "height": 700}), visitor()
    for page in pages:
        page.goto(address)
        page.locator(MARK).wait_for(state="attached")
        page.wait_for_timeout(SETTLED)
    return pages


def drawn(page: Page) -> str:
    return str(page.locator(MARK).get_attribute("data-versie"))


def redrawn_by(page: Page, act: Callable[[], object]) -> None:
    """Let a colleague do something, and wait until the page was drawn anew."""
    before = drawn(page)
    act()
    expect(page.locator(MARK)).not_to_have_attribute("data-versie", before)
    page.wait_for_timeout(500)  # what folds does so just after


def saves(colleague: Page, text: str) -> None:
    field = colleague.get_by_role("textbox", name=FIELD)
    field.fill(text)
    field.press("Tab")


def test_the_cards_stay_open_on_their_tab_and_where_one_read_until_they_are_put_away(
    house: House, visitor: Callable[..., Page]
) -> None:
    page, colleague = pair(house, visitor, "Team Kaarten", Stap.CASUS, DO.prepare)
    page.get_by_role("button", name=CARDS).click()
    tab = page.get_by_role("tab", name=screen_text("naslag.methodes"))
    tab.click()
    window = page.get_by_role("dialog")
    method = next(iter(inhoud().methodes.values()))
    window.get_by_text(f"{method.naam}: {method.staat_voor}").click()
    expect(window.get_by_text(method.betekenis)).to_be_visible()
    page.evaluate(f"{SCROLL} = 60")
    page.wait_for_timeout(100)
    for text in ("Steunkousen", "Steunkousen voor de nacht", "Steunkousen op zondag"):
        redrawn_by(page, partial(saves, colleague, text))
        page.wait_for_function(f"() => {SCROLL} === 60")
        expect(tab).to_have_attribute("aria-selected", "true")
        expect(window.get_by_text(method.betekenis)).to_be_visible()
    window.get_by_role("button", name="Sluiten").click()
    expect(window).to_have_count(0)
    redrawn_by(page, lambda: saves(colleague, "Iets anders"))
    expect(window).to_have_count(0)


def asks(colleague: Page) -> None:
    colleague.get_by_text(screen_text("stap_4.vragen"), exact=True).click()
    colleague.get_by_label(screen_text("stap_4.nieuwe_vraag")).fill("Wie helpt haar?")
    colleague.keyboard.press("Tab")


def taps(words: str) -> Callable[[Page], None]:
    return lambda colleague: colleague.get_by_role("button", name=screen_text(words)).click()


PLAYING: Final = (DO.prepare, DO.tell, DO.enter_all, DO.run_a_round)


@pytest.mark.parametrize(
    ("stap", "done", "act"),
    [
        pytest.param(Stap.INLEVEN, PLAYING[:2], asks, id="a question"),
        pytest.param(Stap.GESPREK, PLAYING, taps("stap_5.time_out"), id="a time-out"),
        pytest.param(Stap.GESPREK, PLAYING, taps("stap_5.stop_ronde"), id="the end of a round"),
    ],
)
def test_every_part_that_is_open_stays_so_while_a_colleague_does_something(
    house: House,
    visitor: Callable[..., Page],
    stap: Stap,
    done: tuple[Change, ...],
    act: Callable[[Page], None],
) -> None:
    page, colleague = pair(house, visitor, "Team Open", stap, *done)
    folded = page.locator(FOLDED)
    while folded.count():
        folded.first.click()
    before = page.locator("details[open] > summary").all_inner_texts()
    assert before
    redrawn_by(page, lambda: act(colleague))
    after = page.locator("details:not([open]) > summary").all_inner_texts()
    assert [one for one in after if one in before] == []


def test_each_part_over_the_page_stays_open_while_the_page_is_drawn_anew(
    house: House, visitor: Callable[..., Page]
) -> None:
    page, colleague = pair(house, visitor, "Team Over", Stap.CASUS, DO.prepare)
    buttons = page.locator(POPOVERS)
    count = buttons.count()
    assert count > 1
    for number in range(count):
        buttons.nth(number).click()
        expect(page.locator(BODY)).to_be_visible()
        redrawn_by(page, partial(saves, colleague, f"Onderwerp {number}"))
        expect(page.locator(BODY)).to_be_visible()
        page.keyboard.press("Escape")
        expect(page.locator(BODY)).to_have_count(0)


def test_what_is_open_on_the_beamer_stays_so_while_the_round_stops_and_starts(
    house: House, visitor: Callable[..., Page]
) -> None:
    page, colleague = pair(house, visitor, "Team Beamer", Stap.GESPREK, *PLAYING)
    page.goto(page.url.replace("stap-5", "scherm"))
    page.locator(POPOVERS).click()
    expect(page.locator(BODY)).to_be_visible()
    colleague.get_by_role("button", name=screen_text("stap_5.time_out")).click()
    expect(page.get_by_text(screen_text("stap_5.time_out_loopt"))).to_be_visible()
    page.wait_for_timeout(500)
    expect(page.locator(BODY)).to_be_visible()
