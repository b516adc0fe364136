"""Watches a browser: what it complains about, whom it asks, and what a page must never show."""

from __future__ import annotations

import re
from contextlib import contextmanager
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

from gesprek.browser import selector
from tests.engines.choice import Engine
from tests.engines.webkit.context import WebKitContext

if TYPE_CHECKING:
    from collections.abc import Iterator

    from playwright.sync_api import BrowserContext, ConsoleMessage, Page, Request

    from tests.support.server import Server

# Streamlit looks for its own address under the path of the page first.
_PROBE = re.compile(r"/[^/]+/_stcore/(health|host-config)$")
_NO_LINE = re.compile(
    r"ERR_(CONNECTION_|INTERNET_|EMPTY_RESPONSE|INCOMPLETE_CHUNKED|CONTENT_LENGTH)"
    r"|WebSocket (connection to|onclose)|reaching server endpoint|server is not responding"
    r"|when disconnected from server"
)
# Streamlit's protobuf.js tries this first, and does without.
_ITS_OWN_BREACH = "script-src wasm-eval"
# Firefox tells of the same as of an error of a script, and of a line that ends with its page. There
# a field that is left as its page goes still asks Streamlit for something.
_OF_FIREFOX = re.compile(
    r"blocked WebAssembly|WebSocket onclose: code=1001|Cannot send rerun backMessage"
)
_NEVER_ON_SCREEN = re.compile(
    r"Traceback|Exception\b|\bError\b|File \"|\bNone\b|KeyError|NaN\b|"
    # What a page says where our scripts or Streamlit are not as they should be: see watch.js.
    r"vraagt het daarom steeds na|niet tussendoor bewaard|kon niet worden geladen"
)
_REPORT_BREACHES = """
window.breaches = [];
addEventListener("securitypolicyviolation",
  (event) => breaches.push(event.violatedDirective + " " + event.blockedURI));
"""


class Guard:
    """Gathers what goes wrong in the tabs of one visitor.

    Args:
        context: the visitor's browser.
        server: the only one that may be asked for anything; what it logs counts too.

    Attributes:
        hosts: who may be asked, for a story that has more servers.
    """

    def __init__(self, context: BrowserContext, server: Server) -> None:
        self.complaints: list[str] = []
        self.hosts = {f"127.0.0.1:{server.port}"}
        self._log = server.log
        self._log_begin = server.log.stat().st_size
        self._context = context
        browser = context.browser
        self._is_firefox = browser is not None and browser.browser_type.name == Engine.FIREFOX
        self._expected = _PROBE
        self._down = False
        context.add_init_script(_REPORT_BREACHES)

    def guard(self, page: Page) -> Page:
        """Watch one tab."""
        page.on("console", self._heard)
        page.on("pageerror", lambda error: self._complain(f"script: {error}"))
        page.on("request", self._asked)
        page.on("websocket", lambda line: self._check_host(line.url))
        return page

    def allow(self, pattern: str) -> None:
        """Accept one more complaint of Streamlit's own, by its text."""
        self._expected = re.compile(f"{self._expected.pattern}|{pattern}")

    @contextmanager
    def line_is_down(self) -> Iterator[None]:
        """Accept that the browser cannot reach the server."""
        self._down = True
        yield
        self._down = False

    def check(self) -> None:
        """Fail on anything gathered, and on what stands on the screens now."""
        for page in self._context.pages:
            self.complaints += [f"policy: {one}" for one in self._breaches(page)]
            self.complaints += [f"on screen: {one}" for one in _wrong_words(page)]
        if isinstance(self._context, WebKitContext):
            self.complaints += self._context.said()
        logged = self._log.read_bytes()[self._log_begin :].decode()
        self.complaints += [f"log: {line}" for line in logged.splitlines()]
        assert not self.complaints, "\n".join(dict.fromkeys(self.complaints))

    def _breaches(self, page: Page) -> set[str]:
        if isinstance(self._context, WebKitContext):
            return set()  # its driver can't listen from the beginning
        return set(page.evaluate("window.breaches")) - {_ITS_OWN_BREACH}

    def _heard(self, message: ConsoleMessage) -> None:
        if message.type not in {"error", "warning"}:
            return
        said = f"{message.text} {message.location['url']}"
        if self._expected.search(said) or (self._down and _NO_LINE.search(said)):
            return
        self._complain(f"console: {said}")

    def _complain(self, said: str) -> None:
        if not (self._is_firefox and _OF_FIREFOX.search(said)):
            self.complaints.append(said)

    def _asked(self, request: Request) -> None:
        self._check_host(request.url)

    def _check_host(self, url: str) -> None:
        asked = urlsplit(url)
        if asked.scheme not in {"data", "blob", "about"} and asked.netloc not in self.hosts:
            self.complaints.append(f"asked: {asked.netloc}")


def _wrong_words(page: Page) -> list[str]:
    """Return what no user should ever read."""
    if page.locator(selector("exception")).count():
        return ["an exception"]
    return _NEVER_ON_SCREEN.findall(page.locator("body").inner_text())
