"""All benchmarks beside their yardsticks in one table: ``python -m benchmarks [--kort]``.

Each runs in a process of its own, one after the other. Writes the table into docs/prestaties.md
and the figures beside it as JSON. Takes about half an hour on a machine that does nothing else.
"""

import argparse
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

_ROOT: Final = Path(__file__).resolve().parents[1]
PAGE: Final = _ROOT / "docs/prestaties.md"
FIGURES: Final = _ROOT / "docs/prestaties.json"
BEGIN, END = "<!-- begin van de tabel -->", "<!-- einde van de tabel -->"

_SHORTER: Final[Mapping[str, tuple[str, ...]]] = {
    "opslag": ("--aantal", "2000"),
    "overzicht": ("--aantal", "2000"),
    "live": ("--kort",),
}
BENCHMARKS: Final = ("opslag", "live", "start", "pagina", "overzicht", "privacy", "uitvoer")


@dataclass(frozen=True)
class Maat:
    """One line of the table.

    Attributes:
        benchmark: which one measures it.
        path: where its figure stands in what that prints.
        words: what it is, and beside what.
        limit: the most that it may be; None where there is none.
        unit: behind both figures.
    """

    benchmark: str
    path: tuple[str, ...]
    words: str
    limit: float | None = None
    unit: str = ""


def _live(phones: str) -> tuple[Maat, ...]:
    """Return the lines of so many phones; the limits are those for 100."""
    limits = (0.4, 0.15, 2.0, 0.0) if phones == "100" else (None,) * 4
    words = (
        ("seen_p95_s", "een ander ziet een tik, p95", " s"),
        ("own_p95_s", "eigen tik klaar, p95", " s"),
        ("idle_cpu_percent", "in rust, van een kern", " %"),
        ("lost", "kwijt", ""),
    )
    lines = [
        Maat("live", (phones, key), f"{phones} telefoons: {told}", limit, unit)
        for (key, told, unit), limit in zip(words, limits, strict=True)
    ]
    polling = Maat(
        "live", (phones, "polling", "seen_p95_s"), f"{phones} telefoons: p95 met vragen", unit=" s"
    )
    return *lines, polling


MATEN: Final = (
    Maat("opslag", ("save_vs_append",), "opslaan, tegenover aanvullen en fsync", 4, " keer"),
    Maat("opslag", ("save_vs_replace",), "opslaan, tegenover een bestand vervangen", None, " keer"),
    Maat("opslag", ("save_growth_50k",), "opslaan bij 50.000, tegenover 100", 1.3, " keer"),
    Maat("opslag", ("aggregate_warm_ms",), "alle gecodeerde rijen, nog een keer", 10, " ms"),
    Maat("opslag", ("aggregate_new_process_ms",), "hetzelfde in een nieuw proces", 1000, " ms"),
    Maat("opslag", ("aggregate_rebuild_s",), "hetzelfde zonder index", 15, " s"),
    Maat("opslag", ("aggregate_mb",), "geheugen van dat proces", 150, " MB"),
    *(maat for phones in ("10", "50", "100", "200") for maat in _live(phones)),
    Maat("start", ("ready_ratio",), "server klaar, tegenover een lege app", 1.3, " keer"),
    Maat("start", ("first_page_ratio",), "eerste pagina, tegenover een lege app", None, " keer"),
    Maat("start", ("start_py_extra_s",), "tweede start van start.py, meer dan kaal", 1.5, " s"),
    Maat("start", ("step_ratio_worst",), "zwaarste stap, tegenover een kale pagina", 2, " keer"),
    Maat("start", ("memory_mb",), "geheugen zonder overzicht", 90, " MB"),
    Maat("start", ("memory_bare_mb",), "geheugen van een kale app", None, " MB"),
    Maat("pagina", ("start", "kb"), "eerste bezoek, startpagina", 900, " kB"),
    Maat("pagina", ("stap-5", "kb"), "eerste bezoek, stap 5", 900, " kB"),
    Maat("pagina", ("overzicht", "kb"), "eerste bezoek, overzicht", 900, " kB"),
    Maat("pagina", ("most_shift",), "verschuiven tijdens laden", 0.1),
    Maat("overzicht", ("page_ratio",), "overzicht met 50.000, tegenover 100", 1.5, " keer"),
    Maat("overzicht", ("figures_ms",), "cijfers van het overzicht", 50, " ms"),
    Maat("overzicht", ("chart_data_kb",), "gegevens van alle grafieken", 100, " kB"),
    Maat("overzicht", ("memory_ratio",), "geheugen met overzicht, tegenover zonder", 1.15, " keer"),
    Maat("overzicht", ("first_chart_s",), "eerste grafiek, bewaard", 1, " s"),
    Maat("overzicht", ("first_chart_cold_s",), "eerste grafiek, niet bewaard", None, " s"),
    Maat("privacy", ("first_scan_s",), "eerste keer nakijken", None, " s"),
    Maat("privacy", ("ms_per_1000",), "nakijken van 1.000 tekens", None, " ms"),
    Maat("privacy", ("worst_20000_s",), "ergste 20.000 tekens", None, " s"),
    Maat("uitvoer", ("most_s",), "traagste papier", 2, " s"),
    Maat("uitvoer", ("most_kb",), "grootste papier", 300, " kB"),
)


def measure(benchmark: str, *, is_short: bool) -> dict[str, Any]:
    """Run one and return its figures; what it shows meanwhile goes to the screen.

    Raises:
        json.JSONDecodeError: it failed before it had any.
    """
    more = _SHORTER.get(benchmark, ()) if is_short else ()
    command = [sys.executable, "-m", f"benchmarks.{benchmark}", *more]
    # Not `check`: a benchmark may end with 1 where it is over a limit, and the table says so.
    done = subprocess.run(command, stdout=subprocess.PIPE, check=False, text=True, cwd=_ROOT)  # noqa: S603 - ours
    _say(done.stdout)
    found: dict[str, Any] = json.loads(done.stdout.rstrip().rpartition("\n")[2])
    return found


def table(figures: Mapping[str, Any]) -> str:
    """Return the lines of which there are figures; what is over its limit has a mark."""
    lines = ["| wat | grens | gemeten | |", "|---|---|---|---|"]
    for maat in MATEN:
        found = _found(figures.get(maat.benchmark, {}), maat.path)
        if found is not None:
            limit = "–" if maat.limit is None else f"{_dutch(maat.limit)}{maat.unit}"
            lines.append(
                f"| {maat.words} | {limit} | {_dutch(found)}{maat.unit} | {_mark(maat, found)} |"
            )
    return "\n".join(lines)


def _found(figures: Mapping[str, Any], path: Sequence[str]) -> float | None:
    *above, last = path
    for key in above:
        figures = figures.get(key, {})
    found: float | None = figures.get(last)
    return found


def _mark(maat: Maat, found: float) -> str:
    if maat.limit is None:
        return ""
    return "gehaald" if found <= maat.limit else "**te veel**"


def _dutch(number: float) -> str:
    return f"{number:g}".replace(".", ",")


def machine() -> str:
    """Return on what it was measured, without a name of a machine."""
    return f"{os.cpu_count()} kernen, {platform.system()}, Python {platform.python_version()}"


def write(figures: Mapping[str, Any]) -> None:
    """Put the table in the page, and the figures beside it."""
    before, _, rest = PAGE.read_text("utf-8").partition(BEGIN)
    after = rest.partition(END)[2]
    told = f"Gemeten op {datetime.now(UTC):%Y-%m-%d} met {machine()}."
    PAGE.write_text(f"{before}{BEGIN}\n\n{told}\n\n{table(figures)}\n\n{END}{after}", "utf-8")
    FIGURES.write_text(json.dumps(figures, indent=1, ensure_ascii=False) + "\n", "utf-8")


def main() -> None:
    """Run them all, print the table, and keep it unless it was a short run."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks", description=__doc__)
    parser.add_argument("--kort", action="store_true", help="minder en korter; bewaart niets")
    parser.add_argument("--alleen", nargs="+", choices=BENCHMARKS, default=BENCHMARKS)
    options = parser.parse_args()
    known = json.loads(FIGURES.read_text("utf-8")) if FIGURES.exists() else {}
    figures = {} if options.kort else known
    begin = time.monotonic()
    for number, benchmark in enumerate(options.alleen, 1):
        _say(f"## {benchmark} ({number} van {len(options.alleen)})\n")
        figures[benchmark] = measure(benchmark, is_short=options.kort)
    if not options.kort:
        write(figures)
    _say(table(figures), f"\n{(time.monotonic() - begin) / 60:.0f} minuten\n", json.dumps(figures))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


if __name__ == "__main__":
    main()
