"""A browser that is too old for Streamlit's scripts gets a sentence, and no empty page."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest
from playwright.sync_api import expect

from gesprek import browser
from gesprek.services import paths
from gesprek.web.own_page import own_page
from gesprek.web.page_middleware import SAFETY_HEADERS

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route

pytestmark = [pytest.mark.browser, pytest.mark.kort]

PLACE: Final = "http://oud.test/"
DRAWS: Final = "document.getElementById('root').innerHTML = '<h1>getekend</h1>';"
LOOKED_TWICE: Final = 3_000  # ms: a page looks every half second whether all of it came
IN_TIME: Final = 20_000  # ms
NO_LOOKBEHIND: Final = """
  const Known = RegExp;
  window.RegExp = function (pattern, ...more) {
    if (pattern.includes("(?<=")) throw new SyntaxError("invalid group specifier name");
    return new Known(pattern, ...more);
  };
"""


class OneSite:
    """A site with our page; ``script`` is what takes the place of Streamlit's scripts."""

    def __init__(self, script: str) -> None:
        self._script = script

    def answer(self, route: Route) -> None:
        """Answer one request of the page."""
        path = "/" + route.request.url.removeprefix(PLACE)
        name = path.rpartition("/")[2]
        if path == "/":
            route.fulfill(body=own_page(), content_type="text/html", headers=SAFETY_HEADERS)
        elif path == paths.file_path("arrival.js"):
            route.fulfill(path=browser.FOLDER / name, content_type="text/javascript")
        elif path.startswith("/static/js/index"):
            route.fulfill(body=self._script, content_type="text/javascript")
        else:
            is_script = name.endswith(".js")
            body = "window.gesprek = {};" if is_script else "p { margin: 0 }"
            kind = "text/javascript" if is_script else "text/css"
            route.fulfill(body=body, content_type=kind)


def shown(page: Page, script: str = DRAWS) -> Locator:
    """Open our page and return what tells that the browser is too old."""
    page.route(f"{PLACE}**", OneSite(script).answer)
    page.goto(PLACE)
    return page.get_by_role("alert")


@pytest.mark.parametrize("lacks", ["delete Array.prototype.toSorted;", NO_LOOKBEHIND])
def test_who_lacks_what_streamlit_needs_is_told_what_to_do(
    visitor: Callable[..., Page], lacks: str
) -> None:
    page = visitor()
    page.add_init_script(lacks)
    told = shown(page)
    expect(told).to_be_visible()
    expect(told).to_contain_text("Deze browser is te oud voor Gesprekstool.")
    expect(told).to_contain_text("gebruik een ander apparaat")


def test_a_script_that_the_browser_cannot_read_is_told_as_well(
    visitor: Callable[..., Page],
) -> None:
    expect(shown(visitor(), "class Later { newer { } }")).to_be_visible(timeout=IN_TIME)


def test_a_browser_that_draws_the_page_is_told_nothing(visitor: Callable[..., Page]) -> None:
    page = visitor()
    with page.expect_event("pageerror"):
        told = shown(page, DRAWS + "setTimeout(() => { JSON.parse('{'); });")
    expect(page.get_by_text("getekend")).to_be_visible()
    page.wait_for_timeout(LOOKED_TWICE)
    expect(told).to_have_count(0)


def test_another_error_of_a_script_is_not_taken_for_an_old_browser(
    visitor: Callable[..., Page],
) -> None:
    page = visitor()
    with page.expect_event("pageerror"):
        told = shown(page, "throw new TypeError('iets anders');")
    expect(told).to_contain_text("kon niet worden geladen", use_inner_text=True, timeout=IN_TIME)
    expect(told).not_to_contain_text("te oud", use_inner_text=True)
