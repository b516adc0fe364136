"""A visitor with a real browser: finds things by role and words, counts, and stays on guard."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import PATIENCE, expect

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from datetime import date
    from enum import StrEnum

    from playwright.sync_api import Locator, Page

    from gesprek.domain.stappen import Stap
    from tests.stories.waiting import Guard

_LOOK_AGAIN = 30  # ms
_READY = selector("drawn")


class BrowserDriver:
    """One tab of one visitor.

    Attributes:
        page: Playwright's page, for what has no words here.
        url: The address of the server.
        taps: how often something was tapped.
        typed: how many fields were typed in.
    """

    def __init__(self, page: Page, url: str, guard: Guard) -> None:
        self.page = page
        self.taps = 0
        self.typed = 0
        self.guard = guard
        self.url = url
        page.set_default_timeout(PATIENCE)

    # --- going somewhere ---------------------------------------------------------------------

    def open(self, path: str = "/") -> None:
        """Type an address."""
        self.page.goto(self.url + path)
        self.is_ready()

    def open_step(self, stap: Stap, oefening: str) -> None:
        self.open(f"/stap-{stap.number}?o={oefening}")
        self.is_at(stap)

    def reload(self) -> None:
        self.page.reload()
        self.is_ready()

    def sign_in(self, key: str, *, remember: bool = False) -> None:
        """Fill in the key of a team on the page to sign in, which is open already."""
        self.page.get_by_label("Sleutel van je team").fill(key)
        if remember:
            self.page.get_by_label("Onthoud dit apparaat").check()
        self.page.get_by_role("button", name="Open het team").click()
        self.is_ready()

    def another_tab(self) -> BrowserDriver:
        """Open a second tab of the same browser."""
        return BrowserDriver(self.guard.guard(self.page.context.new_page()), self.url, self.guard)

    @contextmanager
    def while_the_server_is_down(self) -> Iterator[None]:
        """Let the browser complain that it has no connection."""
        with self.guard.line_is_down():
            yield

    @property
    def oefening_id(self) -> str:
        """The oefening in the address."""
        return parse_qs(urlsplit(self.page.url).query)["o"][0]

    # --- doing something ---------------------------------------------------------------------

    def tap(self, words: str) -> None:
        """Tap the one button with these words."""
        self._tap(self.page.get_by_role("button", name=words))

    def follow(self, words: str) -> None:
        self._tap(self.page.get_by_role("link", name=words, exact=True))

    def tap_main(self, words: str) -> None:
        """Tap the main button; it says ``words``."""
        button = self.page.locator(".st-key-hoofdactie button")
        expect(button).to_contain_text(words)
        self._tap(button)

    def choose(self, question: str, answer: str) -> None:
        """Tap one of the answers beneath a question."""
        self.is_ready()  # while a page is drawn, what the one before had may stand there too
        self._tap(self._answer(question, answer))
        self.has_chosen(question, answer)

    def tick(self, words: str) -> None:
        self._tap(self.page.locator(selector("checkbox-box")).get_by_text(words, exact=True))
        expect(self.page.get_by_role("checkbox", name=words, exact=True)).to_be_checked()

    def unfold(self, words: str) -> None:
        """Open a part of the page that is folded."""
        title = self.page.locator("summary").filter(has_text=words)
        part = self.page.locator(selector("expander")).filter(has=title)
        self._tap(title)
        expect(part.locator(selector("expander-content"))).to_be_visible()

    def write(self, label: str, text: str, *, then: str | None = "Tab") -> None:
        """Type in a field and leave it (``then`` None: stay in it)."""
        self.typed += 1
        self.field(label).fill(text)
        if then:
            self.field(label).press(then)

    def set_day(self, label: str, day: date) -> None:
        """Type a day and leave the field."""
        self.write(label, f"{day:%d-%m-%Y}")

    def lets_everything_stand(self) -> None:
        """In the review of the privacy guard, say of each fragment that it may stay."""
        stays = self._group_buttons(screen_text("nakijken.mag_blijven"))
        expect(stays.first).to_be_visible()
        self.is_ready()  # all of them are drawn
        for place in range(stays.count()):
            self._tap(stays.nth(place))
            expect(stays.nth(place)).to_have_attribute("data-selected", "true")
            self.is_ready()

    # --- looking -----------------------------------------------------------------------------

    def is_ready(self) -> None:
        """Wait until the page has been drawn."""
        self.page.locator(_READY).wait_for()
        expect(self.page.get_by_role("main").locator(selector("waiting-block"))).to_have_count(0)

    def is_at(self, stap: Stap) -> None:
        """Wait for the page of a step, by its title and its address."""
        title = inhoud().stappen[stap].titel
        self.sees_title(
            screen_text("stapbalk.titel", nummer=stap.number, totaal=len(type(stap)), stap=title)
        )
        expect(self.page).to_have_url(re.compile(rf"/stap-{stap.number}\?"))

    def sees_title(self, words: str) -> None:
        expect(self.page.get_by_role("heading", level=1)).to_contain_text(words)
        self.is_ready()

    def sees(self, *words: str) -> None:
        """Wait until each of these stands somewhere in sight."""
        for one in words:
            expect(self.page.get_by_text(one).filter(visible=True).first).to_be_visible()

    def sees_not(self, *words: str) -> None:
        for one in words:
            expect(self.page.get_by_text(one).filter(visible=True)).to_have_count(0)

    def has_chosen(self, question: str, answer: str) -> None:
        chosen = self.page.locator('button[data-selected="true"]')
        expect(self._group(question).locator(chosen).filter(has_text=answer)).to_be_visible()

    def field(self, label: str) -> Locator:
        return self.page.get_by_role("textbox", name=label, exact=True)

    def holds(self, label: str, text: str) -> None:
        """Wait until a field shows this text."""
        # Not `expect`: its message would hold a text of any length.
        self.until(lambda: self.field(label).input_value() == text, f"{label} {text[:60]!r}")

    def until(self, claim: Callable[[], bool], what: str) -> None:
        """Wait until something outside the page is so."""
        for _ in range(PATIENCE // _LOOK_AGAIN):
            if claim():
                return
            self.page.wait_for_timeout(_LOOK_AGAIN)
        raise AssertionError(f"this did not become so: {what}")

    def _group_buttons(self, words: str) -> Locator:
        return self.page.locator(selector("group")).get_by_role("radio", name=words)

    def _group(self, question: str) -> Locator:
        return self.page.locator(selector("group")).get_by_label(question, exact=True)

    def _answer(self, question: str, answer: str) -> Locator:
        return self._group(question).get_by_text(answer, exact=True)

    def _tap(self, what: Locator) -> None:
        self.taps += 1
        what.click()


def words_of(word: StrEnum) -> str:
    """Return the label of a value on screen."""
    return inhoud().label(word)
