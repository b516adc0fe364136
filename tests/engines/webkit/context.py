"""One visitor with a WebKitGTK of their own: the engine of Safari, through WebKitWebDriver."""

from __future__ import annotations

import os
import subprocess
import tempfile
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from selenium.webdriver import WebKitGTK
from selenium.webdriver.webkitgtk.options import Options
from selenium.webdriver.webkitgtk.service import Service

from tests.engines.webkit.line import Line
from tests.engines.webkit.page import WebKitPage

if TYPE_CHECKING:
    from playwright.sync_api import ViewportSize

_DRIVER: Final = "/usr/bin/WebKitWebDriver"
_LOCALEDEF: Final = "/usr/bin/localedef"
_XVFB: Final = "/usr/bin/Xvfb"
_WINDOW: Final = "window.open('about:blank', '_blank', `popup,width=${a},height=${b}`)"
_VIEWPORT: Final[ViewportSize] = {"width": 1280, "height": 800}


class Screen:
    """An X server without a screen, for all windows of a run."""

    def __init__(self) -> None:
        reader, writer = os.pipe()
        self._process = subprocess.Popen(
            [_XVFB, "-displayfd", str(writer), "-screen", "0", "2600x7000x24", "-nolisten", "tcp"],
            pass_fds=[writer],
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            self.name = f":{told.readline().strip()}"

    def close(self) -> None:
        """End it."""
        self._process.terminate()
        self._process.wait()


class WebKitContext:
    """The browser of one visitor, with the words of Playwright's ``BrowserContext``.

    Args:
        path: of MiniBrowser.
        screen: where its windows are.
        options: of those of Playwright a viewport, a locale and a time zone.

    Attributes:
        driver: of Selenium.
        current: the window of which is asked now.
        pages: the open ones.
    """

    browser = None

    def __init__(self, path: str, screen: Screen, **options: Any) -> None:  # noqa: ANN401
        self._folder = tempfile.TemporaryDirectory(prefix="webkit")
        self._line = Line()
        self._viewport: ViewportSize = options.get("viewport") or _VIEWPORT
        self._log = Path(self._folder.name) / "browser.log"
        language = str(options.get("locale") or "nl-NL").replace("-", "_")
        _make_language(self._folder.name, language)
        zone = str(options.get("timezone_id") or "Europe/Amsterdam")
        environment = _environment(self._folder.name, screen.name, language, zone)
        service = Service(_DRIVER, log_output=str(self._log), env=environment)
        self.driver = WebKitGTK(self._options(path, zone), service)
        self.driver.set_script_timeout(60)
        self._first = self.driver.current_window_handle
        self.current = self._first
        self.pages: list[WebKitPage] = []

    def _options(self, path: str, zone: str) -> Options:
        options = Options()
        options.binary_location = path
        for one in (
            "--automation",
            "--enable-write-console-messages-to-stdout=true",
            "--javascript-can-open-windows-automatically=true",
            "--enable-page-cache=true",
            f"--time-zone={zone}",
            f"--proxy=socks5://127.0.0.1:{self._line.port}",
            "--ignore-host=none.invalid",  # else this machine itself is asked without the proxy
        ):
            options.add_argument(one)
        return options

    def new_page(self) -> WebKitPage:
        """Open a window, which may be as narrow as a phone: it has no bars."""
        before = set(self.driver.window_handles)
        self.show(self._first)
        size = (self._viewport["width"], self._viewport["height"])
        self.driver.execute_script(f"const [a, b] = arguments; {_WINDOW}", *size)
        (handle,) = set(self.driver.window_handles) - before
        page = WebKitPage(self, handle)
        page.set_viewport_size(self._viewport)
        self.pages.append(page)
        return page

    def show(self, handle: str) -> None:
        """Let what is asked next be asked of this window."""
        if self.current != handle:
            self.driver.switch_to.window(handle)
            self.current = handle

    def add_init_script(self, _script: str) -> None:
        """Do nothing: WebDriver can't run a script before those of a page."""

    def set_offline(self, offline: bool) -> None:  # noqa: FBT001 - as Playwright has it
        """Stop all traffic of this browser, or let it go on."""
        self._line.stop() if offline else self._line.go_on()

    def said(self) -> list[str]:
        """Return what pages wrote to the console."""
        lines = self._log.read_text("utf-8", "replace").splitlines()
        return [one for one in lines if one.startswith("CONSOLE")]

    def close(self) -> None:
        """Close the browser and forget all of it."""
        self.driver.quit()
        self._line.close()
        self._folder.cleanup()


def _make_language(folder: str, language: str) -> None:
    """Make the language of the visitor, which few machines have; WebKit has no option for it."""
    command = [_LOCALEDEF, "-i", language, "-f", "UTF-8", f"{folder}/{language}.UTF-8"]
    subprocess.run(command, check=True, stdout=subprocess.DEVNULL)


def _environment(folder: str, display: str, language: str, zone: str) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith("LC_")}
    return {
        **kept,
        "DISPLAY": display,
        "HOME": folder,
        "XDG_DOWNLOAD_DIR": folder,
        "LANG": f"{language}.UTF-8",
        "LOCPATH": folder,
        "LANGUAGE": language,
        "TZ": zone,
        # Root may not make the sandbox of WebKit; the pages are ours.
        "WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS": "1",
        "NO_AT_BRIDGE": "1",
        "LIBGL_ALWAYS_SOFTWARE": "1",
    }
