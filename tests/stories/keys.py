"""A visitor who has only a keyboard."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from gesprek.browser import with_selectors
from tests.engines.expectations import expect
from tests.engines.webkit.page import WebKitPage
from tests.stories.browser_driver import BrowserDriver

if TYPE_CHECKING:
    from playwright.sync_api import Locator, Page

    from gesprek.domain.stappen import Stap
    from tests.stories.waiting import Guard

MOST_KEYS: Final = 200
"""To go once around the longest page."""
_COUNT_POINTERS: Final = """
window.pointers = 0;
addEventListener("pointerdown", (event) => { if (event.isTrusted) window.pointers++; }, true);
"""
_WHERE: Final = with_selectors(
    """(wanted) => {
  const active = document.activeElement;
  if (!active || active === document.body) return "Tab";
  if (wanted.contains(active) || active.contains(wanted)) {
    const main = document.querySelector(":--main");
    return active.contains(main) || active === main ? "Tab" : "there";
  }
  // A tick and a radio button stand beside their words, in one label.
  if (wanted.closest("label")?.contains(active)) return "there";
  const group = active.closest(
    '[role="radiogroup"],[role="tablist"],[role="group"],[role="toolbar"]');
  const isOne = active.matches('[role="radio"],[role="tab"],[aria-pressed]');
  const key = isOne && group?.contains(wanted)
    ? ["ArrowLeft", "ArrowRight"] : ["Shift+Tab", "Tab"];
  const isBefore = wanted.compareDocumentPosition(active) & Node.DOCUMENT_POSITION_FOLLOWING;
  return key[isBefore ? 0 : 1];
}"""
)
_KEY: Final = """() => {
  const { activeElement: one } = document;
  return one.matches('a,button:not([role="radio"]),summary') ? "Enter" : "Space";
}"""


class OpToetsen(BrowserDriver):
    """Does with Tab, arrows, Enter and Space what others do with a finger."""

    def __init__(self, page: Page, url: str, guard: Guard) -> None:
        super().__init__(page, url, guard)
        page.add_init_script(_COUNT_POINTERS)

    @property
    def pointers(self) -> int:
        """How often a mouse or a finger touched this page; WebKit's driver can't count it."""
        if isinstance(self.page, WebKitPage):
            return 0
        return int(self.page.evaluate("window.pointers"))

    def write(self, label: str, text: str, *, then: str | None = "Tab") -> None:
        self.typed += 1
        self.reach(self.field(label))
        self.page.keyboard.type(text)
        if then:
            self.page.keyboard.press(then)

    def is_at(self, stap: Stap) -> None:
        """Wait for the page of a step, with the focus on its heading."""
        super().is_at(stap)
        expect(self.page.get_by_role("heading", level=1)).to_be_focused()

    def reach(self, what: Locator) -> None:
        """Go there with Tab or back, and with an arrow within a group of choices.

        Never past the end of the page: there are the buttons of Firefox itself, and its driver,
        unlike a keyboard, does not come back from these.
        """
        expect(what).to_be_visible()
        wanted = what.element_handle()
        for _ in range(MOST_KEYS):
            where = self.page.evaluate(_WHERE, wanted)
            if where == "there":
                return
            self.page.keyboard.press(where)
        raise AssertionError(f"no key leads to {what}")

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        self.reach(what)
        if what.evaluate("one => one.closest('[role=\"radio\"]')?.ariaChecked") != "true":
            self.page.keyboard.press(self.page.evaluate(_KEY))
