"""What a page needs does not come: within 20 seconds it says what it may be, and what to do."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.services.paths import paper_path
from scripts.picture_steps import DO
from scripts.voorbeelden import Subset
from tests.engines.expectations import expect
from tests.support.wire import Fault, Wire

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

    from tests.stories.conftest import House

pytestmark = [
    pytest.mark.browser,
    pytest.mark.not_in("webkit", reason="its driver can not change what a page loads"),
]

IN_TIME: Final = 20_000  # ms
PATIENCE: Final = 60_000  # ms
BROKEN: Final = "class Later { newer { } }"
PORTAL: Final = "<!DOCTYPE html><title>Wifi</title><p>Meld je aan voor de wifi.</p>"
FIELD: Final = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label
TYPED: Final = "Steunkousen voor de nacht"
PROMISE: Final = inhoud().tekst("algemeen.bewaart_zelf")


def told(page: Page) -> Locator:
    return page.locator("#gesprek-niet")


def says_what_to_do(page: Page, words: str) -> None:
    """Expect the words in time, and the papers at hand."""
    expect(told(page)).to_contain_text(words, use_inner_text=True, timeout=IN_TIME)
    expect(told(page)).to_be_visible(timeout=IN_TIME)
    papers = told(page).get_by_role("link", name="papier")
    address = papers.get_attribute("href")
    assert address == paper_path("alles", "html")
    answer = page.request.get(re.sub(r"(?<=\d)/.*", "", page.url) + address)
    assert answer.ok
    assert inhoud().afspraken.titel in answer.text()


def step_3(house: House, naam: str) -> str:
    """Return where a step with fields is, below the address of the server."""
    return Subset(house.archive, naam, ("Noor", "Sam")).at(Stap.CASUS, DO.prepare)


def once(act: Callable[[Route], object]) -> Callable[[Route], None]:
    """Return what does this to the first request, and lets the others through."""
    seen: list[str] = []

    def answer(route: Route) -> None:
        seen.append(route.request.url)
        if len(seen) == 1:
            act(route)
        else:
            route.continue_()

    return answer


@pytest.mark.parametrize("fault", [one for one in Fault if one is not Fault.NONE])
def test_a_page_that_gets_no_websocket_says_so_and_has_the_papers_at_hand(
    house: House, visitor: Callable[..., Page], fault: Fault
) -> None:
    page = visitor()
    with Wire(house.server.port, fault) as wire:
        page.goto(wire.url)
        says_what_to_do(page, "geen vaste lijn met Gesprekstool")


def test_a_page_that_gets_its_websocket_late_takes_its_words_back(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    with Wire(house.server.port, Fault.CLOSED) as wire:
        page.goto(wire.url)
        says_what_to_do(page, "geen vaste lijn met Gesprekstool")
        wire.fault = Fault.NONE
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
        expect(told(page)).to_be_hidden()


ABORT: Final = pytest.param(lambda route: route.abort(), id="lost")
ERROR: Final = pytest.param(lambda route: route.fulfill(status=500, body=""), id="status 500")
HTML: Final = pytest.param(
    lambda route: route.fulfill(body=PORTAL, content_type="text/html"), id="a page in its place"
)
CUT_OFF: Final = pytest.param(
    lambda route: route.fulfill(body=BROKEN, content_type="text/javascript"), id="cut off"
)
WORDS: Final = re.compile("kon niet worden geladen|niet lezen")


@pytest.mark.parametrize("act", [ABORT, ERROR, HTML, CUT_OFF])
@pytest.mark.parametrize("part", ["static/js/index.*.js", "gesprek/main.js", "gesprek/live.js"])
def test_a_script_that_does_not_come_is_told(
    house: House, visitor: Callable[..., Page], part: str, act: Callable[[Route], object]
) -> None:
    page = visitor()
    page.route(f"**/{part}", act)
    page.goto(house.server.url)
    expect(told(page)).to_be_visible(timeout=IN_TIME)
    expect(told(page)).to_contain_text(WORDS, use_inner_text=True)
    says_what_to_do(page, "Laad de pagina opnieuw")


@pytest.mark.parametrize("act", [ABORT, ERROR, HTML, CUT_OFF])
@pytest.mark.parametrize(
    "part", ["static/js/index.*.js", "gesprek/main.js", "static/css/*", "static/js/TextInput.*"]
)
def test_what_was_lost_once_is_asked_for_again_without_a_word(
    house: House, visitor: Callable[..., Page], part: str, act: Callable[[Route], object]
) -> None:
    page = visitor()
    page.route(f"**/{part}", once(act))
    page.goto(house.server.url + step_3(house, "Team Eens"), wait_until="commit")
    page.wait_for_event("request", lambda one: one.is_navigation_request(), timeout=IN_TIME)
    expect(page.get_by_role("textbox", name=FIELD)).to_be_visible(timeout=PATIENCE)
    expect(told(page)).to_be_hidden()
    assert page.evaluate("'gesprek' in window")


def test_a_style_sheet_that_does_not_come_is_told(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.route("**/static/css/*", lambda route: route.abort())
    page.goto(house.server.url)
    says_what_to_do(page, "kon niet worden geladen")


@pytest.mark.parametrize("act", [ABORT, HTML])
def test_a_part_that_does_not_come_is_told_and_shows_no_english(
    house: House, visitor: Callable[..., Page], act: Callable[[Route], object]
) -> None:
    page = visitor()
    page.route("**/static/js/TextArea.*", act)
    page.goto(house.server.url + step_3(house, "Team Deel"))
    says_what_to_do(page, "kon niet worden geladen")
    page.get_by_role("heading", level=1).wait_for()
    shown = page.inner_text("#root")
    assert "TypeError" not in shown
    assert "module" not in shown


def test_a_part_that_fails_while_something_is_typed_does_not_load_the_page_anew(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.goto(house.server.url + step_3(house, "Team Getypt"))
    field = page.get_by_role("textbox", name=FIELD)
    field.press_sequentially(TYPED)
    page.evaluate("window.blijft = true")
    page.get_by_role("button", name=inhoud().tekst("naslag.titel")).click()
    page.get_by_role("dialog").wait_for()
    page.evaluate("dispatchEvent(new Event('vite:preloadError'))")
    says_what_to_do(page, "kon niet worden geladen")
    assert not told(page).evaluate("one => one.inert")
    assert page.evaluate("window.blijft")
    page.keyboard.press("Escape")
    expect(field).to_have_value(TYPED)


def test_where_not_even_our_first_script_comes_the_page_itself_says_so(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.route("**/*.js", lambda route: route.abort())
    page.goto(house.server.url)
    says_what_to_do(page, "Deze pagina komt niet.")


def test_without_javascript_the_page_says_so_and_has_the_papers_at_hand(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor(java_script_enabled=False)
    page.goto(house.server.url)
    words = "werkt alleen met JavaScript"
    expect(page.locator("body")).to_contain_text(words, use_inner_text=True)
    page.locator("noscript a").click()
    expect(page).to_have_url(re.compile(re.escape(paper_path("alles", "html"))))


def test_a_server_that_ends_while_its_page_loads_is_told_and_the_page_comes_later(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    with Wire(house.server.port) as wire:
        page.route("**/_stcore/*", lambda route: route.abort())
        page.route("**/gezond", lambda route: route.abort())
        page.goto(wire.url)
        expect(told(page)).to_contain_text(
            "Gesprekstool antwoordt niet", use_inner_text=True, timeout=IN_TIME
        )
        page.unroute("**/_stcore/*")
        page.unroute("**/gezond")
        expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=PATIENCE)
        expect(told(page)).to_be_hidden()


def test_a_page_that_loses_its_websocket_says_so_and_promises_nothing(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    with Wire(house.server.port) as wire:
        page.goto(wire.url + step_3(house, "Team Weg"))
        field = page.get_by_role("textbox", name=FIELD)
        field.press_sequentially(TYPED)
        expect(page.get_by_text(PROMISE)).to_be_visible()
        page.wait_for_timeout(3_500)  # the page looks after itself every three seconds
        wire.fault = Fault.CLOSED
        wire.cut()
        bar = page.locator("#gesprek-lijn")
        expect(bar).to_contain_text("wordt niet bewaard", timeout=IN_TIME)
        expect(page.locator(".st-key-opgeslagen")).to_be_hidden()
        expect(field).to_have_value(TYPED)
        wire.fault = Fault.NONE
        expect(bar).to_contain_text("Er is weer verbinding.", timeout=PATIENCE)
        expect(page.locator(".st-key-opgeslagen")).to_be_visible()


def test_many_cookies_of_other_programs_keep_no_page_away(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    cookies = [{"name": f"k{n}", "value": "x" * 3_000, "url": house.server.url} for n in range(6)]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(house.server.url)
    expect(page.get_by_role("heading", level=1)).to_be_visible(timeout=IN_TIME)


def test_more_cookies_than_the_server_reads_are_told_in_dutch(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    cookies = [{"name": f"k{n}", "value": "x" * 3_900, "url": house.server.url} for n in range(60)]
    page.context.add_cookies(cookies)  # type: ignore[arg-type]
    page.goto(house.server.url)
    expect(page.get_by_text("Wis in je browser de cookies van dit adres")).to_be_visible()
