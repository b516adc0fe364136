"""A long day: ``python -m benchmarks.duur [--minuten 60] [--teams 60]``.

Teams of six tap on their phones, others pass by and leave, and once in a while it is looked how
much memory and how many open files the server holds: neither may grow. The last line is one JSON
object.
"""

import argparse
import asyncio
import json
import random
import statistics
import sys
import tempfile
import time
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from benchmarks.live import TEAM, Proef, close_rooms, open_rooms, with_events
from benchmarks.servers import on_core
from benchmarks.socket_driver import PageAddress, SocketDriver

_TAP_EVERY: Final = 10.0
_PASSES_EVERY: Final = 5.0
_LOOKS: Final = 60
"""How often it is looked at the server."""
_STAYS: Final = 1.0
_WRONG: Final = ("Traceback", "ERROR", "Exception")


@dataclass
class DemoOefening:
    """What the server held, each time that it was looked at.

    Attributes:
        megabytes: of memory.
        handles: open files and lines.
    """

    megabytes: list[float] = field(default_factory=list)
    handles: list[float] = field(default_factory=list)


def growth(seen: list[float]) -> float:
    """Return the last quarter as a ratio of the second one: the first is the start."""
    quarter = max(1, len(seen) // 4)
    return statistics.median(seen[-quarter:]) / statistics.median(seen[quarter : 2 * quarter])


async def live_through(proef: Proef, seconds: float) -> tuple[DemoOefening, int]:
    """Let the teams be busy for so long; return what the server held, and what was lost."""
    kamers = await open_rooms(proef)
    phases = random.Random(len(kamers))  # noqa: S311 - spread over the seconds
    begin, times = time.monotonic(), int(seconds / _TAP_EVERY)
    seen = DemoOefening()
    beside = [
        asyncio.create_task(_look(proef, seen, seconds / _LOOKS)),
        asyncio.create_task(_pass_by([one.pagina for topic in kamers for one in topic.phones])),
    ]
    await asyncio.gather(
        *(one.tap(begin + _TAP_EVERY * phases.random(), times, _TAP_EVERY) for one in kamers)
    )
    await _end(beside)
    return seen, await close_rooms(proef, kamers)


async def _end(tasks: list[asyncio.Task[None]]) -> None:
    """End what goes on beside the teams; what went wrong there is raised."""
    for task in tasks:
        task.cancel()
    for ended in await asyncio.gather(*tasks, return_exceptions=True):
        if isinstance(ended, Exception):
            raise ended


async def _look(proef: Proef, seen: DemoOefening, every: float) -> None:
    while True:
        seen.megabytes.append(proef.server.megabytes())
        seen.handles.append(proef.server.handles())
        await asyncio.sleep(every)


async def _pass_by(pages: list[PageAddress]) -> None:
    """Open a page, and leave it: a phone that is put away and taken up again."""
    which = random.Random(len(pages))  # noqa: S311 - any page
    while True:
        phone = SocketDriver(which.choice(pages), "")
        await phone.open()
        await asyncio.sleep(_STAYS)
        await phone.close()
        await asyncio.sleep(_PASSES_EVERY - _STAYS)


def run(folder: Path, teams: int, minutes: float) -> dict[str, float]:
    """Let so many teams be busy for so long and return the figures."""
    with with_events(folder, teams * TEAM) as proef:
        seen, lost = asyncio.run(live_through(proef, 60 * minutes))
    log = (folder / "log").read_text("utf-8")
    return {
        "teams": teams,
        "minutes": minutes,
        "memory_mb": round(seen.megabytes[-1], 1),
        "memory_growth": round(growth(seen.megabytes), 3),
        "handles": seen.handles[-1],
        "handles_growth": round(growth(seen.handles), 3),
        "errors": sum(log.count(word) for word in _WRONG),
        "lost": lost,
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.duur", description=__doc__)
    parser.add_argument("--minuten", type=float, default=60)
    parser.add_argument("--teams", type=int, default=60)
    options = parser.parse_args()
    with on_core(of_server=False), tempfile.TemporaryDirectory(prefix="duur-") as folder:
        found = run(Path(folder), options.teams, options.minuten)
    sys.stdout.writelines(f"{name}: {value}\n" for name, value in found.items())
    sys.stdout.write(json.dumps(found) + "\n")


if __name__ == "__main__":
    main()
