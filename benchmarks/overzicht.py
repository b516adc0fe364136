"""How long the overview takes with 50,000 oefeningen, beside the same page with 100.

``python -m benchmarks.overzicht [--aantal N]``. Both pages in real Chromium, in turns in one run:
on a busy machine only the ratio says something. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import random
import resource
import statistics
import sys
import tempfile
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from benchmarks.servers import Draaiend, ours
from benchmarks.socket_driver import PageAddress, SocketDriver
from benchmarks.vulling import fill, row_of
from gesprek.browser import with_selectors
from gesprek.content import inhoud
from gesprek.services.kept_drawings import draw_usual
from gesprek.services.quarter_figures import closed_quarters, so_far
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind, Store
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.drawing import as_svg
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from gesprek.ui.fields.open_oefening import today
from scripts.find_programs import find_browser
from tests.support.server import Server

_FEW: Final = 100
_TURNS: Final = 9
_PATIENCE: Final = 60.0
_AHEAD: Final = 20.0
"""So many seconds a server gets to draw ahead."""
_CHARTS: Final = ".grafiek svg"
_SETTLE: Final = 1_000  # ms
_STEPS: Final = ("inleven", "gesprek", "terugkijken", "vervolg")
_READY: Final = with_selectors(
    """expected => {
  return document.querySelector(":--drawn")
    && document.querySelectorAll('.grafiek svg').length >= expected;
}"""
)


def row_with_follow_up(number: int) -> dict[str, Any]:
    """Return a coded row as ``row_of``, that went as far as oefeningen go: all charts show."""
    rng = random.Random(number)  # noqa: S311 - only to differ
    document = row_of(number)
    row = document["rij"]
    row["verst"] = rng.choices(_STEPS, (5, 8, 10, 77))[0]
    row["last_activity"] = row["dag"]
    if row["verst"] == "vervolg":
        staat = rng.choices(("gepland", "afgerond", "niet_doorgegaan"), (2, 6, 2))[0]
        more = {"vervolg": staat, "vervolg_due": row["dag"], "behoeften": ["tijd", "training"]}
        if staat == "afgerond":
            used = rng.choice(("ja", "deels", "nee", "niet_nodig"))
            more |= {"dagen_tot_vervolg": rng.randrange(1, 20), "plan_gebruikt": used}
        more["behoeften"] = more["behoeften"][rng.randrange(3) :]
        row |= more
    else:
        del row["vervolg"]
        if row["verst"] != "terugkijken":
            del row["voldoende_geholpen"], row["leerpunten"]
    return document


def figures(store: Store) -> dict[str, float]:
    """Return how long the figures of a store take, the first time and again, and their size."""
    times, charts, size = [], 0, 0
    for _ in range(_TURNS):
        begin = time.perf_counter()
        made = list(Figures(closed_quarters(store, today()), ALLES, 5, inhoud()).alle())
        so_far(store, today())
        times.append(time.perf_counter() - begin)
    for one in made:
        drawn = [as_svg(chart, f"{one.titel} {one.sentence}") for chart in drawings_of(one)]
        charts, size = charts + len(drawn), size + sum(len(svg.encode()) for svg in drawn)
    return {
        "first_s": times[0],
        "ms": 1000 * statistics.median(times[1:]),
        "kb": size / 1000,
        "charts": charts,
    }


def load(page: Page, address: str, charts: int) -> float:
    """Return the seconds from asking for the page until so many charts are there."""
    begin = time.perf_counter()
    page.goto(address)
    page.wait_for_function(_READY, arg=charts, timeout=120_000)
    return time.perf_counter() - begin


def count_charts(page: Page, address: str) -> int:
    """Return how many charts a page has, the small ones in its tiles too."""
    load(page, address, 1)
    page.wait_for_timeout(_SETTLE)
    return page.locator(_CHARTS).count()


@contextmanager
def _opened(roots: dict[str, Path]) -> Iterator[dict[str, str]]:
    servers = {name: Server(root, root.with_suffix(".log")).start() for name, root in roots.items()}
    try:
        yield {name: f"{server.url}/overzicht" for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.stop()


def measure_pages(roots: dict[str, Path]) -> dict[str, float]:
    """Return the median seconds of each page, warm, measured in turns."""
    path = find_browser()
    if path is None:
        raise SystemExit("Geen browser gevonden: installeer Chromium of zet GESPREK_CHROMIUM.")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = ["--disable-gpu", *(["--no-sandbox"] if is_root else [])]
    times: dict[str, list[float]] = {name: [] for name in roots}
    with _opened(roots) as addresses, sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=path, args=flags)
        pages = {name: browser.new_page(locale="nl-NL") for name in roots}
        charts = {name: count_charts(page, addresses[name]) for name, page in pages.items()}
        for _ in range(_TURNS):  # each page is warm by now
            for name, page in pages.items():
                times[name].append(load(page, addresses[name], charts[name]))
    return {name: statistics.median(each) for name, each in times.items()}


def charts(root: Path) -> dict[str, float]:
    """Return what drawing ahead costs a processor, and what a server with charts needs.

    First a server without any, whose page is opened before it draws ahead: that waits for a
    process. Memory is that of the server after the page, beside before it knew of any figure.
    """
    store, log = open_store(str(root)), root.with_suffix(".log")
    _forget(store)
    with ours(root, log) as server:
        cold = asyncio.run(_open(server, "overzicht"))
    _forget(store)
    before = _processor_seconds()
    draw_usual(store, today(), threading.Event())
    seconds = _processor_seconds() - before
    kept = [len(json.dumps(one.document)) for one in store.list(Kind.GRAFIEKEN)]
    with ours(root, log) as server:
        warm, without, with_figures = asyncio.run(_seconds_and_megabytes(server))
    return {
        "first_chart_cold_s": round(cold, 2),
        "first_chart_s": round(warm, 2),
        "memory_without_mb": round(without, 1),
        "memory_mb": round(with_figures, 1),
        "memory_ratio": round(with_figures / without, 2),
        "drawn_ahead": len(kept),
        "drawn_ahead_cpu_s": round(seconds, 1),
        "kept_kb": round(sum(kept) / 1000),
        "kept_most_kb": round(max(kept) / 1000, 1),
    }


def _forget(store: Store) -> None:
    for record in list(store.list(Kind.GRAFIEKEN)):
        store.delete(record.key)


def _processor_seconds() -> float:
    """Return what this process and those that it started have used."""
    used = [resource.getrusage(one) for one in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


async def _seconds_and_megabytes(server: Draaiend) -> tuple[float, float, float]:
    """Return how long the first overview takes, and the memory before it and some pages later."""
    await _open(server, "")
    before = server.megabytes()
    seconds = await _open(server, "overzicht")
    await asyncio.sleep(_AHEAD)  # what is done beside the pages too
    for _ in range(_TURNS):
        await _open(server, "overzicht")
    return seconds, before, server.megabytes()


async def _open(server: Draaiend, name: str) -> float:
    phone, begin = SocketDriver(PageAddress(server.port, name), ""), time.perf_counter()
    await asyncio.wait_for(phone.open(), _PATIENCE)
    seconds = time.perf_counter() - begin
    await phone.close()
    return seconds


def run(folder: Path, many: int) -> dict[str, Any]:
    """Measure everything in a folder, show the table and return the figures."""
    roots = {"weinig": folder / "weinig", "veel": folder / "veel"}
    found = {
        name: figures(fill(root, count, row_with_follow_up))
        for (name, root), count in zip(roots.items(), (_FEW, many), strict=True)
    }
    counts = {name: int(one["charts"]) for name, one in found.items()}
    pages = measure_pages(roots)
    large = found["veel"]
    outcome = {
        "page_ratio": round(pages["veel"] / pages["weinig"], 2),
        "page_few_s": round(pages["weinig"], 2),
        "page_many_s": round(pages["veel"], 2),
        "charts_few": counts["weinig"],
        "charts_many": counts["veel"],
        "figures_ms": round(large["ms"], 1),
        "first_count_s": round(large["first_s"], 2),
        "chart_data_kb": round(large["kb"], 1),
        **charts(roots["veel"]),
    }
    _say("| wat | grens | gemeten |", "|---|---|---|")
    _say(
        f"| pagina met {many} oefeningen, tegenover {_FEW} | 1,5 keer | {outcome['page_ratio']} |",
        f"| cijfers voor alle figuren | 50 ms | {outcome['figures_ms']} ms |",
        f"| gegevens van alle grafieken | 100 KB | {outcome['chart_data_kb']} KB |",
        f"| geheugen, tegenover zonder overzicht | 1,15 keer | {outcome['memory_ratio']} |",
        f"| eerste grafiek, bewaard | 1 s | {outcome['first_chart_s']} s |",
        f"| eerste grafiek, niet bewaard | – | {outcome['first_chart_cold_s']} s |",
        f"| kwartalen voor het eerst tellen | – | {outcome['first_count_s']} s |",
    )
    return outcome


def main() -> None:
    """Measure in a new folder and print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.overzicht", description=__doc__)
    parser.add_argument("--aantal", type=int, default=50_000, help="oefeningen in de grote opslag")
    options = parser.parse_args()
    with tempfile.TemporaryDirectory(prefix="overzicht-") as folder:
        outcome = run(Path(folder), options.aantal)
    _say(json.dumps(outcome))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    main()
