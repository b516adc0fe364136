"""How soon a team sees each other's taps: ``python -m benchmarks.live [--kort]``.

The real server on one core, and phones in oefeningen of 6 on the page of step 4 from another one.
In each oefening one phone a second taps 'Ik ben klaar' or takes it back. Beside it an ordinary
Streamlit app that asks every two seconds, with Streamlit's own settings. Where others used the
same core meanwhile, the seconds say little. The last line is one JSON object.
"""

import argparse
import asyncio
import json
import os
import random
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from benchmarks.peiling import open_database, ready_of, version_of
from benchmarks.room import Kamer, figures
from benchmarks.servers import Draaiend, on_core, ours, yardstick
from benchmarks.socket_driver import PageAddress, SocketDriver
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

TEAM: Final = 6
"""Phones in one oefening."""
_NAMES: Final = ("Anouk", "Bastiaan", "Chantal", "Driss", "Evelien", "Fatima")
_AT_ONCE: Final = 4
_OPEN_SECONDS: Final = 120.0
_QUIET: Final = 12.0
"""Seconds in which what opening the pages set going comes to rest."""
_IDLE: Final = 20.0
_PATIENCE: Final = 10
"""Seconds after the last tap in which it may still be seen."""
_COLUMNS: Final = {
    "seen_p50_s": "gezien p50 (s)",
    "seen_p95_s": "gezien p95 (s)",
    "own_p95_s": "eigen p95 (s)",
    "idle_cpu_percent": "in rust (% kern)",
    "busy_cpu_percent": "bezig (% kern)",
    "others_cpu_percent": "anderen (% kern)",
    "mb_per_phone": "MB per telefoon",
    "lost": "kwijt",
}
Figures = dict[str, float | None]


@dataclass(frozen=True)
class Proef:
    """A server with its oefeningen.

    Attributes:
        server: it.
        phones: oefening → the pages of its phones, by name.
        state: returns how often an oefening was saved, and who is ready in it, by name.
    """

    server: Draaiend
    phones: dict[str, dict[str, PageAddress]]
    state: Callable[[str], tuple[int, dict[str, bool]]]


Way = Callable[[Path, int], AbstractContextManager[Proef]]


@contextmanager
def with_events(folder: Path, count: int) -> Iterator[Proef]:
    """Run the program with this many phones, each signed in by the code as one of a team."""
    organisation = Organisatie(folder / "opslag").set_up()
    signed_in = dict(_sign_in(organisation, size) for size in _sizes(count))
    names: dict[str, dict[str, str]] = {}
    with ours(folder / "opslag", folder / "log") as server:
        phones: dict[str, dict[str, PageAddress]] = {}
        for oefening, people in signed_in.items():
            names[oefening] = {one: naam for one, (naam, _) in people.items()}
            phones[oefening] = {
                naam: PageAddress(
                    server.port, f"stap-{Stap.INLEVEN.number}", f"o={oefening}", cookie
                )
                for naam, cookie in people.values()
            }

        def state(oefening: str) -> tuple[int, dict[str, bool]]:
            stored = organisation.archive.oefening(oefening)
            ready = stored.value.inleven.klaar
            who = names[oefening]
            return stored.version, {naam: bool(ready.get(one)) for one, naam in who.items()}

        yield Proef(server, phones, state)


def _sign_in(organisation: Organisatie, size: int) -> tuple[str, dict[str, tuple[str, str]]]:
    """Return a new oefening, and person → name and cookie of this many of its six people."""
    # Letters only: the store refuses a name with digits in it that may be a BSN.
    team = organisation.make_team(f"Team {''.join(random.choices('abcdefgh', k=16))}", *_NAMES)  # noqa: S311
    one = oefening_in(Werkvorm.ROLLENSPEL, TEAM, Stap.INLEVEN, Fill.EMPTY, team)
    organisation.archive.create_oefening(one)
    visits, people = organisation.visits, {}
    for person in list(one.rollen)[:size]:
        log_in = visits.log_ins.begin_team(team.id, generatie=None, alleen=one.id)
        visits.log_ins.be(log_in.id, person)
        people[person] = (team.name_of(person), f"gesprek={visits.cookie_of(log_in)}")
    return one.id, people


@contextmanager
def with_polling(folder: Path, count: int) -> Iterator[Proef]:
    """Run the ordinary app with this many phones."""
    path = folder / "peiling.db"
    database = open_database(str(path))
    sizes = {f"o{number}": size for number, size in enumerate(_sizes(count))}
    with database:
        rows = [(o, naam, False) for o, size in sizes.items() for naam in _NAMES[:size]]
        database.executemany("insert into klaar values(?, ?, ?)", rows)
    with yardstick(path, folder / "log") as server:
        phones = {
            o: {naam: PageAddress(server.port, "", f"o={o}&wie={naam}") for naam in _NAMES[:size]}
            for o, size in sizes.items()
        }
        yield Proef(
            server, phones, lambda one: (version_of(database, one), ready_of(database, one))
        )


def _sizes(count: int) -> list[int]:
    return [TEAM] * (count // TEAM) + [count % TEAM] * (count % TEAM > 0)


async def measure(proef: Proef, seconds: int) -> Figures:
    """Open all phones, let nothing happen, then let them tap; return what it took."""
    count = sum(len(one) for one in proef.phones.values())
    first = SocketDriver(next(iter(next(iter(proef.phones.values())).values())), "")
    await first.open()  # what the server loads for its first page is not of any phone
    await first.close()
    before = proef.server.megabytes()
    kamers = await asyncio.wait_for(open_rooms(proef), _OPEN_SECONDS)
    await asyncio.sleep(_QUIET)
    idle = await _idle_share(proef.server)
    begin, used, anybody = (
        time.monotonic(),
        proef.server.cpu_seconds(),
        proef.server.core_seconds(),
    )
    phases = random.Random(count)  # noqa: S311 - spread over the second
    await asyncio.gather(*(room.tap(begin + phases.random(), seconds) for room in kamers))
    took = time.monotonic() - begin
    busy = (proef.server.cpu_seconds() - used) / took
    others = (proef.server.core_seconds() - anybody) / took - busy
    megabytes = proef.server.megabytes() - before
    lost = await close_rooms(proef, kamers)
    return {
        **figures(kamers),
        "idle_cpu_percent": round(100 * idle, 2),
        "busy_cpu_percent": round(100 * busy),
        "others_cpu_percent": round(100 * others),
        "mb_per_phone": round(megabytes / count, 2),
        "lost": lost,
    }


async def open_rooms(proef: Proef) -> list[Kamer]:
    """Open the pages of all phones, a few at a time."""
    kamers = [
        Kamer(
            oefening,
            [SocketDriver(pagina, naam) for naam, pagina in pages.items()],
            proef.state(oefening)[0],
        )
        for oefening, pages in proef.phones.items()
    ]
    turn = asyncio.Semaphore(_AT_ONCE)

    async def one(phone: SocketDriver) -> None:
        async with turn:
            await phone.open()

    await asyncio.gather(*(one(phone) for room in kamers for phone in room.phones))
    return kamers


async def close_rooms(proef: Proef, kamers: Sequence[Kamer]) -> int:
    """Wait until all phones saw all taps, for some seconds at most; return how many were lost."""
    await _until_seen(kamers)
    lost = sum(room.lost(*proef.state(room.oefening)) for room in kamers)
    for room in kamers:
        for phone in room.phones:
            await phone.close()
    return lost


async def _idle_share(server: Draaiend) -> float:
    begin, used = time.monotonic(), server.cpu_seconds()
    await asyncio.sleep(_IDLE)
    return (server.cpu_seconds() - used) / (time.monotonic() - begin)


async def _until_seen(kamers: Sequence[Kamer]) -> None:
    for _ in range(_PATIENCE):
        if all(room.is_seen for room in kamers):
            break
        await asyncio.sleep(1)
    await asyncio.sleep(1)  # and the last script has finished


def try_out(way: Way, count: int, seconds: int) -> Figures:
    """Measure one way with this many phones, on a new store; show the row of the table."""
    with tempfile.TemporaryDirectory() as folder, way(Path(folder), count) as proef:
        try:
            found = asyncio.run(measure(proef, seconds))
        except TimeoutError:  # the pages do not even open: nobody sees anything
            found = {}
    told = [found.get(name, "-") for name in _COLUMNS]
    load = os.getloadavg()[0]
    _say(f"| {' | '.join(map(str, [count, _WAYS[way], *told, round(load, 1)]))} |")
    return found


def run(counts: Sequence[int], seconds: int) -> dict[int, dict[str, object]]:
    """Measure for each number of phones, show the table as it grows, and return the figures."""
    _say(f"| {' | '.join(['telefoons', 'hoe', *_COLUMNS.values(), 'belasting'])} |")
    _say("|" + "---|" * (len(_COLUMNS) + 3))
    return {
        count: {
            **try_out(with_events, count, seconds),
            "polling": try_out(with_polling, count, seconds),
        }
        for count in counts
    }


def main() -> None:
    """Print the figures."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.live", description=__doc__)
    parser.add_argument("--kort", action="store_true", help="10 en 50 telefoons, 10 seconden")
    parser.add_argument("--telefoons", type=int, nargs="+", help="hoeveel")
    options = parser.parse_args()
    counts, seconds = ((10, 50), 10) if options.kort else ((10, 50, 100, 200, 400), 60)
    with on_core(of_server=False):
        found = run(options.telefoons or counts, seconds)
    _say("", json.dumps(found))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)
    sys.stdout.flush()


_WAYS: Final[Mapping[Way, str]] = {with_events: "bericht", with_polling: "vragen"}


if __name__ == "__main__":
    main()
