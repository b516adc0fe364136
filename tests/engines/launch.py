"""Starts a browser of each engine, and closes what a visitor leaves behind."""

from __future__ import annotations

import os
from functools import cached_property
from typing import TYPE_CHECKING, Final, cast

import pytest
from playwright.sync_api import sync_playwright

from scripts.find_programs import find_browser, find_firefox, find_webkit
from tests.engines.choice import Engine
from tests.engines.webkit.context import Screen, WebKitContext

if TYPE_CHECKING:
    from playwright.sync_api import Browser, BrowserContext, Playwright

MISSING: Final = "{} is niet gevonden: `python3 start.py test` zegt hoe je het installeert"
FLAGS: Final = (
    "--disable-gpu",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    # A page lives for seconds: to optimize its scripts costs more than it wins.
    "--js-flags=--no-opt --single-threaded --max-semi-space-size=64 --min-semi-space-size=64",
)


# Playwright sets the value of a field from within the page, which React then does not hear of: what
# it filled is gone with the next drawing. This types it.
_TYPE_AS_PEOPLE_DO: Final = """Object.defineProperty(window, "__pw_bidiInsertText", {
  get: () => (text) => void document.execCommand("insertText", false, text),
  set: () => {},
});"""


class Engines:
    """The browsers of one run; each is started when it is first asked for."""

    @cached_property
    def playwright(self) -> Playwright:
        """Playwright, which drives Chromium and Firefox."""
        return sync_playwright().start()

    @cached_property
    def chromium(self) -> Browser:
        """One Chromium for the whole run."""
        is_root = hasattr(os, "geteuid") and os.geteuid() == 0
        flags = [*FLAGS, *(["--no-sandbox"] if is_root else [])]
        path = _found(find_browser(), Engine.CHROMIUM)
        return self.playwright.chromium.launch(executable_path=path, args=flags)

    @cached_property
    def screen(self) -> Screen:
        """A screen that nobody sees: WebKit has no mode without a window."""
        return Screen()

    def open(self, engine: Engine, **options: object) -> BrowserContext:
        """Return the browser of a new visitor.

        Args:
            engine: of which engine.
            options: as Playwright's ``new_context`` takes them.
        """
        if engine is Engine.CHROMIUM:
            return self.chromium.new_context(**options)  # type: ignore[arg-type]
        if engine is Engine.WEBKIT:
            path = _found(find_webkit(), engine)
            return cast("BrowserContext", WebKitContext(path, self.screen, **options))
        # A Firefox per visitor: only the window in front of one has the focus.
        path = _found(find_firefox(), engine)
        firefox = self.playwright.firefox.launch(channel="moz-firefox", executable_path=path)
        context = firefox.new_context(**options)  # type: ignore[arg-type]
        context.add_init_script(_TYPE_AS_PEOPLE_DO)
        return context

    def close(self, context: BrowserContext) -> None:
        """Close the browser of one visitor."""
        browser = context.browser
        context.close()
        if browser and browser.browser_type.name == Engine.FIREFOX:
            browser.close()

    def stop(self) -> None:
        """Close all that was started."""
        started = self.__dict__
        if "chromium" in started:
            self.chromium.close()
        if "screen" in started:
            self.screen.close()
        if "playwright" in started:
            self.playwright.stop()


def _found(path: str | None, engine: Engine) -> str:
    if path is None:
        pytest.skip(MISSING.format(engine))
    return path
