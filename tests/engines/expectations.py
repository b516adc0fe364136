"""What a story expects of a page, in any engine."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final, cast, overload

from playwright.sync_api import expect as expect_of_playwright

from tests.engines.webkit.expectation import WebKitExpectation
from tests.engines.webkit.locator import WebKitLocator
from tests.engines.webkit.page import WebKitPage

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page
    from playwright.sync_api._generated import LocatorAssertions, PageAssertions

PATIENCE: Final = 60_000  # ms: other work may run on the same two cores

expect_of_playwright.set_options(timeout=PATIENCE)


@overload
def expect(what: Locator) -> LocatorAssertions: ...
@overload
def expect(what: Page) -> PageAssertions: ...
def expect(what: Locator | Page) -> LocatorAssertions | PageAssertions:
    """Return Playwright's assertions of a page, or of what is found in it."""
    if isinstance(what, WebKitLocator | WebKitPage):
        return cast("PageAssertions", WebKitExpectation(what))
    return expect_of_playwright(what)
