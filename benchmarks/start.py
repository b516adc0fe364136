"""How soon the server is there and what a page costs it: ``python -m benchmarks.start``.

Beside an empty app of Streamlit, and a bare page with as many widgets as ours, in turns in one run:
on a busy machine only the ratios say something. The last line is one JSON object.
"""

import asyncio
import http.client
import json
import os
import socket
import statistics
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final, NamedTuple

from streamlit.proto.Delta_pb2 import Delta

from benchmarks.kaal import WIDGETS, kinds
from benchmarks.servers import Draaiend
from benchmarks.socket_driver import PageAddress, SocketDriver
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie
from tests.support.server import ROOT, free_port

_TURNS: Final = 9
_RERUNS: Final = 30
_PATIENCE: Final = 60.0
_PAUSE: Final = 0.01
_TEAM: Final = 6
_BARE: Final = ROOT / "benchmarks/kaal.py"
_ADDRESS: Final = "--server.address=127.0.0.1"
Command = Sequence[str]


class Begin(NamedTuple):
    """Seconds from the start of a server until it answers, and until its first page is drawn."""

    answers: float
    page: float


class Teller(SocketDriver):
    """A phone that counts what the page draws, and can draw it anew."""

    def __init__(self, pagina: PageAddress) -> None:
        super().__init__(pagina, "")
        self.drawn_kinds: Counter[str] = Counter()

    async def rerun(self) -> float:
        """Draw the whole page anew; return the seconds until the server is done."""
        self._whole.clear()
        begin = time.perf_counter()
        await self._ask()
        await self._whole.wait()
        return time.perf_counter() - begin

    def _draw(self, delta: Delta) -> None:
        super()._draw(delta)
        block = delta.add_block.WhichOneof("type") or ""
        self.drawn_kinds[delta.new_element.WhichOneof("type") or block] += 1


def streamlit(app: Path, port: int) -> Command:
    """Return how to run an app.

    With the address, else an empty app asks the internet for its own before it answers.
    """
    options = ("--server.headless=true", "--browser.gatherUsageStats=false", _ADDRESS)
    run = ("-m", "streamlit", "run", str(app), f"--server.port={port}")
    return (sys.executable, *run, *options)


def ours(port: int) -> Command:
    """Return how start.py runs the program."""
    serve = ("-m", "gesprek", "serve", "--geen-browser", "--poort", str(port))
    return (sys.executable, *serve)


def by_start(port: int) -> Command:
    """Return how who uses it starts the program."""
    return (sys.executable, str(ROOT / "start.py"), "--geen-browser", "--poort", str(port))


@contextmanager
def _running(
    command: Command, port: int, folder: Path, more: Mapping[str, str]
) -> Iterator[tuple[int, float]]:
    """Run a server; gives its process and the seconds until it answered."""
    begin = time.perf_counter()
    with (folder / "log").open("ab") as log:
        environment = {**os.environ, "PYTHONPATH": str(ROOT), **more}
        environment.pop("PYTHONDONTWRITEBYTECODE", None)  # who uses it compiles only once
        place = ROOT if "serve" in command else folder  # without our config.toml
        process = subprocess.Popen(
            command, cwd=place, env=environment, stdout=log, stderr=subprocess.STDOUT
        )
    try:
        while not _answers(port):
            if time.perf_counter() - begin > _PATIENCE or process.poll() is not None:
                raise ChildProcessError((folder / "log").read_text("utf-8"))
            time.sleep(_PAUSE)
        yield process.pid, time.perf_counter() - begin
    finally:
        process.terminate()
        process.wait(_PATIENCE)


def _answers(port: int) -> bool:
    line = http.client.HTTPConnection("127.0.0.1", port, timeout=5)
    with suppress(OSError), socket.create_connection(("127.0.0.1", port), 1):
        line.request("GET", "/_stcore/health")
        return line.getresponse().status == http.HTTPStatus.OK
    return False


def measure_starts(folder: Path) -> dict[str, list[Begin]]:
    """Return each way to start a server → how soon it and its first page were there, per turn."""
    store = {"GESPREK_OPSLAG": str(folder / "opslag")}
    ways: dict[str, tuple[Callable[[int], Command], dict[str, str]]] = {
        "kaal": (lambda port: streamlit(_BARE, port), {}),
        "app": (ours, store),
        "start.py": (by_start, store),
    }
    times: dict[str, list[Begin]] = {name: [] for name in ways}
    for turn in range(_TURNS + 1):
        for name, (command, more) in ways.items():
            port = free_port()
            with _running(command(port), port, _own(folder, name), more) as (_, seconds):
                begin = Begin(seconds, seconds + asyncio.run(_first_page(PageAddress(port))))
                times[name] += [begin] if turn else []  # the first fills the cache of the disk
    return times


async def _first_page(pagina: PageAddress) -> float:
    phone, begin = SocketDriver(pagina, ""), time.perf_counter()
    await asyncio.wait_for(phone.open(), _PATIENCE)
    seconds = time.perf_counter() - begin
    await phone.close()
    return seconds


def _ratio(mine: Iterable[float], bare: Iterable[float]) -> float:
    """Return the median over the turns: other work slows both down within one."""
    return statistics.median(one / other for one, other in zip(mine, bare, strict=True))


def _own(folder: Path, name: str) -> Path:
    own = folder / name
    own.mkdir(exist_ok=True)
    return own


async def _visit(pagina: PageAddress) -> tuple[dict[str, int], float]:
    """Open a page; return what it draws, and the median seconds to draw it anew."""
    phone = Teller(pagina)
    await asyncio.wait_for(phone.open(), _PATIENCE)
    drawn = dict(phone.drawn_kinds)
    times = [await asyncio.wait_for(phone.rerun(), _PATIENCE) for _ in range(_RERUNS)]
    await phone.close()
    return drawn, statistics.median(times)


def measure_steps(folder: Path) -> tuple[dict[Stap, float], float, float]:
    """Measure the pages of the steps.

    Returns:
        Step → how often longer its page takes than a bare one; the memory of the server in MB
        after all of them; that of the server of a bare page.
    """
    found, memory = _ours(folder)
    bare = {stap: _bare(folder, drawn) for stap, (drawn, _) in found.items()}
    ratios = {stap: seconds / bare[stap][0] for stap, (_, seconds) in found.items()}
    return ratios, memory, max(megabytes for _, megabytes in bare.values())


def _ours(folder: Path) -> tuple[dict[Stap, tuple[dict[str, int], float]], float]:
    """Return step → what its page draws, and in how many seconds; and the memory in MB."""
    organisation = Organisatie(folder / "opslag").set_up()
    team = organisation.make_team("Team Meten", *(f"Mens {n}" for n in "ABCDEF"[:_TEAM]))
    visits = organisation.visits
    cookie = f"gesprek={visits.cookie_of(visits.log_ins.begin_team(team.id, generatie=None))}"
    port, found = free_port(), {}
    store = {"GESPREK_OPSLAG": str(folder / "opslag")}
    with _running(ours(port), port, _own(folder, "app"), store) as (pid, _):
        for stap in Stap:
            one = oefening_in(Werkvorm.ROLLENSPEL, _TEAM, stap, Fill.HALF, team)
            organisation.archive.create_oefening(one)
            pagina = PageAddress(port, f"stap-{stap.number}", f"o={one.id}", cookie)
            found[stap] = asyncio.run(_visit(pagina))
        return found, Draaiend(pid, port).megabytes()


def _bare(folder: Path, drawn: Mapping[str, int]) -> tuple[float, float]:
    """Return seconds and memory of a bare page that draws as much, of what it can draw."""
    port = free_port()
    wanted = {kind: count for kind, count in drawn.items() if kind in kinds()}
    more = {WIDGETS: json.dumps(wanted)}
    with _running(streamlit(_BARE, port), port, _own(folder, "kaal"), more) as (pid, _):
        return asyncio.run(_visit(PageAddress(port)))[1], Draaiend(pid, port).megabytes()


def run(folder: Path) -> dict[str, float]:
    """Measure everything in a folder, show the table and return the figures."""
    starts = measure_starts(folder)
    steps, memory, bare = measure_steps(folder)
    answers = {name: [one.answers for one in each] for name, each in starts.items()}
    pages = {name: [one.page for one in each] for name, each in starts.items()}
    median = statistics.median
    _say("| server | antwoordt na (s) | eerste pagina na (s) |", "|---|---|---|")
    _say(*(f"| {one} | {median(answers[one]):.2f} | {median(pages[one]):.2f} |" for one in starts))
    _say("")
    _say("| pagina opnieuw getekend | keer een kale pagina |", "|---|---|")
    _say(*(f"| stap {stap.number} {stap.value} | {ratio:.2f} |" for stap, ratio in steps.items()))
    return {
        "ready_ratio": round(_ratio(answers["app"], answers["kaal"]), 2),
        "first_page_ratio": round(_ratio(pages["app"], pages["kaal"]), 2),
        "start_py_extra_s": round(median(answers["start.py"]) - median(answers["kaal"]), 2),
        "step_ratio_worst": round(max(steps.values()), 2),
        "step_ratio_median": round(statistics.median(steps.values()), 2),
        "memory_mb": round(memory, 1),
        "memory_bare_mb": round(bare, 1),
    }


def main() -> None:
    """Print the figures."""
    with tempfile.TemporaryDirectory(prefix="start-") as folder:
        found = run(Path(folder))
    _say("", json.dumps(found))


def _say(*lines: str) -> None:
    sys.stdout.writelines(f"{line}\n" for line in lines)


if __name__ == "__main__":
    os.environ.pop("GESPREK_OPSLAG", None)
    main()
