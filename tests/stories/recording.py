"""Visits every page once and writes down what the tests ask: words, width, targets, contrast."""

from __future__ import annotations

from itertools import zip_longest
from pathlib import Path
from typing import TYPE_CHECKING, Final, Literal, NamedTuple

from gesprek.browser import selector, with_selectors
from scripts.schermen import MAIN_BUTTON, REVIEW
from scripts.voorbeelden import GO_ON
from tests.engines.expectations import PATIENCE, expect
from tests.support.extent import ALLES

if TYPE_CHECKING:
    from collections.abc import Mapping

    from playwright.sync_api import Browser, Page

Scheme = Literal["dark", "light"]

SCRIPT: Final = Path(__file__).with_name("recording.js")
PHONES: Final = (320, 360, 390) if ALLES else (320, 390)
SCHEMES: Final[tuple[Scheme, ...]] = ("dark", "light")
FINGER: Final = 44  # px
LEAST_CONTRAST: Final = 4.5
LEAST_CONTRAST_BIG: Final = 3.0

_READY: Final = selector("drawn")
_SHOWN: Final = "html:not([data-tekent])"
"""The page is hidden until it is whole (accessibility.js), and what is hidden is never wrong."""
UNKNOWN: Final = frozenset({"/weg"})
"""No page has this address: only who opens it anew is told so."""
_STALE: Final = '[data-stale="true"]'
_FOLDED: Final = selector("expander-folded")
_CLICK_ALL: Final = "parts => parts.forEach((part) => part.click())"
_DOUBLE_TEXT: Final = """() => {
  const root = document.documentElement;
  const size = 2 * parseFloat(getComputedStyle(root).fontSize) + "px";
  root.style.setProperty("font-size", size, "important"); // as our sheet has it
}"""
_PLAIN_TEXT: Final = "() => { document.documentElement.style.fontSize = ''; }"


class Opname(NamedTuple):
    """What one page showed, everything on it opened.

    Attributes:
        words: every text, name and hint.
        sideways: what made it wider than a screen: where → what.
        low: the controls too low for a finger, on a phone.
        faint: the texts too close to their ground: scheme → which.
    """

    words: list[str]
    sideways: dict[str, list[str]]
    low: list[str]
    faint: dict[Scheme, list[str]]


class Oog:
    """A phone's screen that opens pages and measures them.

    Args:
        browser: the browser.
        url: the address of the server.
        schemes: the colours in which letters are looked at; each change of them costs a drawing.
    """

    def __init__(self, browser: Browser, url: str, schemes: tuple[Scheme, ...] = SCHEMES) -> None:
        self.page: Page = browser.new_page(
            viewport={"width": PHONES[0], "height": 844},
            locale="nl-NL",
            timezone_id="Europe/Amsterdam",
            reduced_motion="reduce",
        )
        self.page.add_init_script(with_selectors(SCRIPT.read_text("utf-8")))
        self.page.set_default_timeout(PATIENCE)
        self._url = url
        self._schemes = schemes
        self._light_up(schemes[0])

    def close(self) -> None:
        """Close the tab and forget its cookies."""
        self.page.close()

    @property
    def width(self) -> int:
        """How wide the screen is now, in px."""
        size = self.page.viewport_size
        assert size
        return size["width"]

    def look(self, width: int, scheme: Scheme) -> None:
        """Look at the page in this width and these colours."""
        if scheme != self.scheme:
            self._light_up(scheme)
            self._rest()
        self._resize(width)

    def go(self, path: str, width: int = PHONES[0]) -> None:
        """Begin to open a page, on the narrowest phone unless told otherwise; wait for nothing.

        After the first page it goes within the tab, as back and forward do: to load all of
        Streamlit anew costs more than to draw a page. The colours stay, for a change of them is
        one more question to the server.
        """
        self.page.set_viewport_size({"width": width, "height": 844})
        is_here = self.page.url.startswith(self._url) and self.page.locator(_READY).count()
        if is_here and path not in UNKNOWN and not self.page.get_by_role("dialog").count():
            self._rest()
            self.page.evaluate("(path) => opname.go(path)", path)
        else:
            self._light_up(self._schemes[0])
            self.page.goto(self._url + path, wait_until="commit")

    def open(self, path: str, width: int = PHONES[0]) -> None:
        """Open a page and wait until everything has its place."""
        self.go(path, width)
        self._wait()

    def visit(self) -> Opname:
        """Wait for the page that is coming, open everything on it, and measure it."""
        self._wait()
        self._unfold()
        words, wide, faint = [], [], []
        buttons = self.page.locator(selector("popover-button")).all()
        for button in {one.inner_text(): one for one in buttons}.values():  # rows share a name
            button.click()
            self.page.locator(selector("popover-body")).wait_for()
            words += self.words()
            wide += self._sideways()
            faint += self._faint(self.scheme)
            self.page.keyboard.press("Escape")
            expect(self.page.locator(selector("popover-body"))).to_have_count(0)
        seen = self.measure()
        seen.sideways["popover"] = wide
        seen.faint[self._schemes[0]] += faint
        return seen._replace(words=list(dict.fromkeys(words + seen.words)))

    def measure(self) -> Opname:
        """Measure what is open, each part of it unfolded."""
        self._unfold()
        words, sideways = self.words(), {}
        for width in PHONES:
            self._resize(width)
            sideways[f"{width} px"] = self._sideways()
        low = self.page.evaluate("(least) => opname.lowTargets(least)", FINGER)
        as_it_is_first = sorted(self._schemes, key=lambda one: one != self.scheme)
        faint = {scheme: self._faint(scheme) for scheme in as_it_is_first}
        sideways["200 %"] = self._sideways_with_double_text()
        return Opname(words, sideways, low, faint)

    def _unfold(self) -> None:
        self.page.locator(_FOLDED).evaluate_all(_CLICK_ALL)
        self._rest()

    def words(self) -> list[str]:
        """Return all that the page shows or reads out."""
        words: list[str] = self.page.evaluate("opname.words()")
        return words

    def _wait(self) -> None:
        # First a text: before the run has begun the page is not running either.
        self.page.locator(selector("main")).locator(selector("markdown")).first.wait_for()
        self.page.evaluate("(patience) => opname.arrive(patience)", PATIENCE)
        if self.page.url.endswith(GO_ON) and not self.page.locator(REVIEW).count():
            self.page.locator(MAIN_BUTTON).click()
            self.page.locator(REVIEW).wait_for()
        expect(self.page.locator(selector("waiting-block"))).to_have_count(0)
        self._rest()

    def _light_up(self, scheme: Scheme) -> None:
        self.page.emulate_media(color_scheme=scheme)
        self.scheme: Scheme = scheme

    def _sideways(self) -> list[str]:
        found: list[str] = self.page.evaluate("opname.sideways()")
        return found

    def _faint(self, scheme: Scheme) -> list[str]:
        if scheme != self.scheme:
            self._light_up(scheme)
            self._rest()
        least = [LEAST_CONTRAST, LEAST_CONTRAST_BIG]
        found: list[str] = self.page.evaluate("(least) => opname.faint(...least)", least)
        return found

    def _sideways_with_double_text(self) -> list[str]:
        self.page.evaluate(_DOUBLE_TEXT)
        self._resize(1280)
        found = self._sideways()
        self.page.evaluate(_PLAIN_TEXT)
        return found

    def _resize(self, width: int) -> None:
        if width != self.width:
            self.page.set_viewport_size({"width": width, "height": 844})
            self._rest()

    def _rest(self) -> None:
        # What waits for an answer is faint, and a change of theme asks the server for one.
        self.page.locator(_READY).wait_for()
        self.page.locator(_SHOWN).wait_for(state="attached")
        expect(self.page.locator(_STALE)).to_have_count(0)
        self.page.evaluate("opname.rest()")


def visit_all(ogen: tuple[Oog, Oog], paths: Mapping[str, str]) -> dict[str, Opname]:
    """Measure each page; while one screen measures, the other already opens the next page."""
    seen = {}
    names = list(paths)
    here, there = ogen
    here.go(paths[names[0]])
    for name, following in zip_longest(names, names[1:]):
        if following:
            there.go(paths[following])
        seen[name] = here.visit()
        here, there = there, here
    return seen
