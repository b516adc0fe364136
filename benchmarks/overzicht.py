"""How long the overview takes with 50,000 oefeningen, beside the same page with 100.

``python -m benchmarks.overzicht [--aantal N]``. Both pages in real Chromium, in turns in one run:
on a busy machine only the ratio says something. The last line is one JSON object.
"""

import argparse
import json
import os
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Page, sync_playwright

from benchmarks.vulling import fill, row_of
from gesprek.content import inhoud
from gesprek.services.quarter_figures import closed_quarters
from gesprek.storage.protocol import Store
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.drawing import as_svg
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES
from gesprek.ui.fields.open_oefening import today
from scripts.programs import find_browser
from tests.support.server import Server

_FEW: Final = 100
_TURNS: Final = 9
_STEPS: Final = ("inleven", "gesprek", "terugkijken", "vervolg")
_READY: Final = """expected => {
  const app = document.querySelector('[data-testid="stApp"]');
  return app && app.dataset.testScriptState === 'notRunning'
    && document.querySelectorAll('.grafiek svg').length === expected;
}"""


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
            more |= {"dagen_tot_vervolg": rng.randrange(1, 20)}
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
    """Return the seconds from asking for the page until all its charts are there."""
    begin = time.perf_counter()
    page.goto(address)
    page.wait_for_function(_READY, arg=charts, timeout=120_000)
    return time.perf_counter() - begin


@contextmanager
def _opened(roots: dict[str, Path]) -> Iterator[dict[str, str]]:
    servers = {name: Server(root, root.with_suffix(".log")).start() for name, root in roots.items()}
    try:
        yield {name: f"{server.url}/overzicht" for name, server in servers.items()}
    finally:
        for server in servers.values():
            server.stop()


def measure_pages(roots: dict[str, Path], charts: dict[str, int]) -> dict[str, float]:
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
        for turn in range(_TURNS + 1):
            for name, page in pages.items():
                seconds = load(page, addresses[name], charts[name])
                times[name] += [seconds] if turn else []  # the first is not warm
    return {name: statistics.median(each) for name, each in times.items()}


def run(folder: Path, many: int) -> dict[str, Any]:
    """Measure everything in a folder, show the table and return the figures."""
    roots = {"weinig": folder / "weinig", "veel": folder / "veel"}
    found = {
        name: figures(fill(root, count, row_with_follow_up))
        for (name, root), count in zip(roots.items(), (_FEW, many), strict=True)
    }
    charts = {name: int(one["charts"]) for name, one in found.items()}
    pages = measure_pages(roots, charts)
    large = found["veel"]
    outcome = {
        "page_ratio": round(pages["veel"] / pages["weinig"], 2),
        "page_few_s": round(pages["weinig"], 2),
        "page_many_s": round(pages["veel"], 2),
        "charts_few": charts["weinig"],
        "charts_many": charts["veel"],
        "figures_ms": round(large["ms"], 1),
        "first_count_s": round(large["first_s"], 2),
        "chart_data_kb": round(large["kb"], 1),
    }
    _say("| wat | grens | gemeten |", "|---|---|---|")
    _say(
        f"| pagina met {many} oefeningen, tegenover {_FEW} | 1,5 keer | {outcome['page_ratio']} |",
        f"| cijfers voor alle figuren | 50 ms | {outcome['figures_ms']} ms |",
        f"| gegevens van alle grafieken | 100 KB | {outcome['chart_data_kb']} KB |",
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
