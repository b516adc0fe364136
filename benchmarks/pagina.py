"""What a first visit costs: `python -m benchmarks.pagina`.

Counts what really comes over the wire (headers and packed bodies, as Chromium reports them) for a
new visitor on a phone, without a proxy in between; what a second visit still fetches; and how far
the page moves while it is drawn (Cumulative Layout Shift, https://web.dev/articles/cls). Only that
depends on the speed of the machine. The last line is one JSON object.
"""

import json
import os
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Browser, BrowserContext, Page, ViewportSize, sync_playwright

from gesprek.browser import selector
from gesprek.cli.console import ExitCode
from gesprek.cli.demo import demo
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from scripts.find_programs import find_browser
from scripts.voorbeelden import full
from tests.support.server import Server

MOST_KB: Final = 900
MOST_SHIFT: Final = 0.1
PHONE: Final[ViewportSize] = {"width": 390, "height": 844}
_PAGES: Final = ("start", "team", "stap-3", "stap-5", "stap-6-leerpunten", "overzicht")
_READY: Final = selector("drawn")
_SHIFTS: Final = """
window.moved = 0;
new PerformanceObserver((list) => {
  for (const one of list.getEntries()) if (!one.hadRecentInput) window.moved += one.value;
}).observe({ type: "layout-shift", buffered: true });
"""
_SETTLE: Final = 1500  # ms: what still comes, comes by then


def main() -> None:
    """Measure each page and tell whether it stays within its limits."""
    with _house() as (server, paths), _browser() as browser:
        _say(f"{'pagina':<20}{'eerste keer':>14}{'daarna':>10}{'verschuift':>12}")
        found = {name: _measure(browser, server, name, paths[name]) for name in _PAGES}
    most = max(one["shift"] for one in found.values())
    _say(f"Een ! staat waar het meer is dan {MOST_KB} kB of {MOST_SHIFT}.")
    _say(json.dumps({**found, "most_shift": most}))


def _measure(browser: Browser, server: Server, name: str, path: str) -> dict[str, float]:
    context = browser.new_context(viewport=PHONE, locale="nl-NL")
    first, moved = _visit(context, server.url + path)
    again, _ = _visit(context, server.url + path)
    context.close()
    mark = " !" if first > MOST_KB or moved > MOST_SHIFT else ""
    _say(f"{name:<20}{first:>11.0f} kB{again:>7.0f} kB{moved:>12.3f}{mark}")
    return {"kb": round(first), "again_kb": round(again), "shift": round(moved, 3)}


def _say(line: str) -> None:
    sys.stdout.write(line + "\n")


def _visit(context: BrowserContext, address: str) -> tuple[float, float]:
    """Open a page in a new tab; return the kB (1,000 bytes) it fetched and how far it moved."""
    page = context.new_page()
    page.add_init_script(_SHIFTS)
    fetched = count(page)
    page.goto(address)
    settle(page)
    moved = float(page.evaluate("window.moved"))
    page.close()
    return sum(fetched.values()) / 1000, moved


def settle(page: Page) -> None:
    """Wait until a page is whole and has fetched all it needs."""
    page.locator(selector("main")).locator(selector("markdown")).first.wait_for()
    page.locator(_READY).wait_for()
    page.wait_for_timeout(_SETTLE)


def count(page: Page) -> Mapping[str, float]:
    """Let the browser tell what it fetches from now on.

    Returns:
        Address → bytes over the wire, headers and all; it fills as the page goes on.
    """
    line = page.context.new_cdp_session(page)
    line.send("Network.enable")
    addresses: dict[str, str] = {}
    fetched: dict[str, float] = {}

    def asked(event: dict[str, Any]) -> None:
        addresses[event["requestId"]] = event["request"]["url"]

    def done(event: dict[str, Any]) -> None:
        address = addresses[event["requestId"]]
        fetched[address] = fetched.get(address, 0) + float(event["encodedDataLength"])

    line.on("Network.requestWillBeSent", asked)
    line.on("Network.loadingFinished", done)
    return fetched


@contextmanager
def _house() -> Iterator[tuple[Server, Mapping[str, str]]]:
    with tempfile.TemporaryDirectory(prefix="pagina-") as folder:
        server = Server(Path(folder) / "opslag", Path(folder) / "server.log")
        _fill_with_years(server.store)
        server.start()
        try:
            yield server, full(Archive(open_store(str(server.store))))
        finally:
            server.stop()


def _fill_with_years(store: Path) -> None:
    """Fill a store with two invented years, so that the overview has its charts."""
    os.environ["GESPREK_OPSLAG"] = str(store)
    if demo(teams=10, oefeningen=300, seed=1) is not ExitCode.DONE:
        raise SystemExit("De voorbeelden konden niet worden gemaakt.")


@contextmanager
def _browser() -> Iterator[Browser]:
    path = find_browser()
    if path is None:
        raise SystemExit("Geen browser gevonden: installeer Chromium of zet GESPREK_CHROMIUM.")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(
            executable_path=path, args=["--disable-gpu", *(["--no-sandbox"] if is_root else [])]
        )


if __name__ == "__main__":
    main()
