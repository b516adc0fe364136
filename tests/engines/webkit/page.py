"""A window of WebKitGTK with the words of Playwright's ``Page`` that the stories use."""

from __future__ import annotations

import time
from contextlib import suppress
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from selenium.common.exceptions import (
    JavascriptException,
    NoSuchElementException,
    StaleElementReferenceException,
    WebDriverException,
)
from selenium.webdriver import ActionChains
from selenium.webdriver.common.keys import Keys

from tests.engines.webkit.injected import helper_script
from tests.engines.webkit.locator import Finder, WebKitLocator

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import ViewportSize

    from tests.engines.webkit.context import WebKitContext

PATIENCE: Final = 60_000  # ms
_LOOK_AGAIN: Final = 0.05  # seconds
_KEYS: Final = {
    "ArrowDown": Keys.ARROW_DOWN,
    "ArrowLeft": Keys.ARROW_LEFT,
    "ArrowRight": Keys.ARROW_RIGHT,
    "ArrowUp": Keys.ARROW_UP,
    "Backspace": Keys.BACKSPACE,
    "Control": Keys.CONTROL,
    "ControlOrMeta": Keys.CONTROL,
    "Delete": Keys.DELETE,
    "End": Keys.END,
    "Enter": Keys.ENTER,
    "Escape": Keys.ESCAPE,
    "Home": Keys.HOME,
    "PageDown": Keys.PAGE_DOWN,
    "PageUp": Keys.PAGE_UP,
    "Shift": Keys.SHIFT,
    "Space": " ",
    "Tab": Keys.TAB,
}
# Runs a body, which may wait for something; an element that is gone is told as such.
_RUN: Final = """const done = arguments[arguments.length - 1];
(async (...given) => { BODY })(...arguments).then(
  (found) => done({ found: found === undefined ? null : found }),
  (error) => done({ error: String(error?.message ?? error) }));"""
_WITH_HELPER: Final = """const helper = window.__helper;
if (!helper) return "__no_helper";
const [a, b, c] = given;
"""
_NO_HELPER: Final = "__no_helper"
_PASSING: Final = (NoSuchElementException, StaleElementReferenceException, JavascriptException)


class ScriptError(Exception):
    """A script of a test failed in the page."""


class TooManyError(Exception):
    """More than one element is meant."""


class Keyboard:
    """The keys of a window; they go to what has the focus in it."""

    def __init__(self, page: WebKitPage) -> None:
        self._page = page

    def press(self, key: str) -> None:
        """Press a key, with others held down: ``Shift+Tab``."""
        *held, last = key.split("+") if key != "+" else [key]
        actions = ActionChains(self._page.shown, duration=0)
        for one in held:
            actions.key_down(_KEYS[one])
        actions.send_keys(_KEYS.get(last, last))
        for one in reversed(held):
            actions.key_up(_KEYS[one])
        actions.perform()

    def type(self, text: str) -> None:
        """Press the key of each letter."""
        keys = text.replace("\n", Keys.ENTER)
        ActionChains(self._page.shown, duration=0).send_keys(keys).perform()


class WebKitPage(Finder):
    """One window.

    Attributes:
        context: the visitor.
        keyboard: the keys.
    """

    def __init__(self, context: WebKitContext, handle: str) -> None:
        self.context = context
        self.keyboard = Keyboard(self)
        self._handle = handle
        self._patience = PATIENCE

    # --- asking the browser ------------------------------------------------------------------

    @property
    def shown(self) -> Any:  # noqa: ANN401 - of Selenium
        """The driver, with this window in front."""
        self.context.show(self._handle)
        return self.context.driver

    def run(self, body: str, *given: object) -> Any:  # noqa: ANN401 - what JavaScript returns
        """Run the body of a function with these values as ``given``."""
        answer = self.shown.execute_async_script(_RUN.replace("BODY", body), *given)
        if "error" in answer:
            kind = TooManyError if "too many" in answer["error"] else ScriptError
            raise kind(answer["error"])
        return answer["found"]

    def ask(self, body: str, *given: object) -> Any:  # noqa: ANN401 - what JavaScript returns
        """Run a body that uses Playwright's own ``helper``, and the values as a, b and c."""
        found = self.run(_WITH_HELPER + body, *given)
        if found == _NO_HELPER:
            self.shown.execute_script(helper_script())
            found = self.run(_WITH_HELPER + body, *given)
        return found

    def wait_until(self, claim: Callable[[], Any], what: str, timeout: float | None = None) -> Any:  # noqa: ANN401 - what the claim returns
        """Return what the claim returns once that is true; fails where that takes too long."""
        end = time.monotonic() + (timeout or self._patience) / 1000
        last: object = None
        while True:
            try:
                last = claim()
            except (*_PASSING, ScriptError, WebDriverException) as error:
                last = error
            if last and not isinstance(last, Exception):
                return last
            if time.monotonic() > end:
                raise AssertionError(f"{what}: {str(last)[:300]}")
            time.sleep(_LOOK_AGAIN)

    # --- Playwright's words ------------------------------------------------------------------

    @property
    def url(self) -> str:
        """The address."""
        return str(self.shown.current_url)

    @property
    def viewport_size(self) -> ViewportSize:
        """How much is in sight, in CSS pixels."""
        width, height = self.run("return [innerWidth, innerHeight]")
        return {"width": width, "height": height}

    def title(self) -> str:
        """Return the title."""
        return str(self.shown.title)

    def content(self) -> str:
        """Return the HTML."""
        return str(self.shown.page_source)

    def goto(self, url: str) -> None:
        """Go to an address."""
        self.shown.get(url)

    def reload(self) -> None:
        """Load it again."""
        self.shown.refresh()

    def go_back(self) -> None:
        """Go to the page before this one."""
        self.shown.back()

    def go_forward(self) -> None:
        """Go on again."""
        self.shown.forward()

    def bring_to_front(self) -> None:
        """Do nothing more: what is asked is asked of the window in front."""
        self.context.show(self._handle)

    def evaluate(self, expression: str, arg: object = None) -> Any:  # noqa: ANN401
        """Return what a script returns: an expression, or a function of ``arg``."""
        value = arg.element() if isinstance(arg, WebKitLocator) else arg
        code = expression.strip().rstrip(";")
        return self.run(
            f"const value = ({code}); return typeof value === 'function' ? value(given[0]) : value",
            value,
        )

    def wait_for_timeout(self, milliseconds: float) -> None:
        """Wait."""
        time.sleep(milliseconds / 1000)

    def set_default_timeout(self, milliseconds: float) -> None:
        """Say how long to wait."""
        self._patience = int(milliseconds)

    def set_viewport_size(self, size: ViewportSize) -> None:
        """Make the window so large that this much is in sight."""
        for _ in range(3):
            width, height, outer, high = self.run(
                "return [innerWidth, innerHeight, outerWidth, outerHeight]"
            )
            if (width, height) == (size["width"], size["height"]):
                return
            self.shown.set_window_size(
                size["width"] + outer - width, size["height"] + high - height
            )
            time.sleep(0.3)

    def screenshot(self, path: str | Path | None = None) -> bytes:
        """Return a picture of what is in sight."""
        data: bytes = self.shown.get_screenshot_as_png()
        if path:
            Path(path).write_bytes(data)
        return data

    def on(self, *_event: object) -> None:
        """Do nothing: WebDriver tells of no events. What the console said: ``context.said``."""

    def add_init_script(self, _script: str) -> None:
        """Do nothing: WebDriver can't run a script before those of a page."""

    def close(self) -> None:
        """Close the window."""
        with suppress(WebDriverException):
            self.shown.close()
        self.context.pages.remove(self)
        self.context.current = ""
