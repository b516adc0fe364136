"""The trials that a safe store passes and a store without one safeguard does not."""

import json
import random
import signal
import subprocess
import time
from dataclasses import dataclass, field

from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.storage.examples import SLEUTEL, start, temporary_files
from tests.storage.place import Folder, Place

KEYS = [DocumentKey(Kind.OEFENING, f"o{number}", "t1") for number in range(3)]
FIELDS = ("t0", "t1")


@dataclass
class Samen:
    """What came of several writers on one document."""

    acknowledged: set[str] = field(default_factory=set)
    steps: int = 0
    errors: list[str] = field(default_factory=list)
    stored: set[str] = field(default_factory=set)
    counter: int = 0
    version: int = 0
    seen: list[int] = field(default_factory=list)

    def problems(self) -> list[str]:
        """Return what a safe store would not have let happen."""
        found = {
            "an error": self.errors,
            "a lost save": self.acknowledged - self.stored,
            "a save that nobody made": self.stored - self.acknowledged,
            "a lost step": self.counter != self.steps,
            "a version too few or many": self.version != 1 + len(self.acknowledged) + self.steps,
            "a reader that went back": self.seen != sorted(self.seen),
        }
        return [name for name, wrong in found.items() if wrong]


def write_together(
    place: Place, processes: int, threads: int, saves: int, mutant: str = ""
) -> Samen:
    """Let processes write in one document, read meanwhile, and return what came of it."""
    store = place.open()
    store.create(SLEUTEL, {"velden": {}, "teller": [0, ""]})
    writers = [
        start("write_together.py", place.address, f"p{number}", threads, saves, mutant=mutant)
        for number in range(processes)
    ]
    for writer in writers:
        _line(writer)
    for writer in writers:
        _say(writer, "begin")
    outcome = Samen()
    while any(writer.poll() is None for writer in writers):
        _look(store, outcome)
        time.sleep(0.002)
    for writer in writers:
        said = json.loads(writer.communicate()[0])
        outcome.acknowledged |= set(said["fields"])
        outcome.steps += said["steps"]
        outcome.errors += said["errors"]
    _look(store, outcome)
    return outcome


def _look(store: Store, outcome: Samen) -> None:
    try:
        record = store.get(SLEUTEL)
    except Exception as error:  # noqa: BLE001 - shown in the outcome
        outcome.errors.append(type(error).__name__)
        return
    outcome.seen.append(record.version)
    outcome.version = record.version
    outcome.stored = set(record.document["velden"])
    outcome.counter = record.document["teller"][0]


@dataclass
class Sterven:
    """What came of programs that died while they saved."""

    acknowledged: int = 0
    lost: int = 0
    unreadable: int = 0
    left_behind: int = 0
    latest: dict[tuple[str, str], int] = field(default_factory=dict)

    def begin(self) -> int:
        """Return a number higher than all that were saved."""
        return max(self.latest.values(), default=0) + 10

    def note(self, lines: list[str]) -> None:
        """Note what was acknowledged."""
        for line in lines:
            name, at, number = line.split()
            self.latest[name, at] = int(number)
        self.acknowledged += len(lines)

    def verify(self, place: Place) -> None:
        """Open the store as after a restart and look for all that was acknowledged."""
        store = place.open()
        self.left_behind += len(temporary_files(place.root)) if isinstance(place, Folder) else 0
        self.unreadable += len(store.check())
        documents = {record.key.id: record.document for record in store.list(Kind.OEFENING)}
        for key in KEYS:
            for at in FIELDS:
                stored = documents.get(key.id, {}).get(at, 0)
                self.lost += stored < self.latest.get((key.id, at), 0)
                self.latest[key.id, at] = stored


def make_documents(place: Place) -> None:
    """Store the documents that the dying programs write in."""
    store = place.open()
    for key in KEYS:
        store.create(key, {})


def kill_often(place: Place, kills: int, longest: float, seed: int = 5) -> Sterven:
    """Kill a program that saves, again and again, and return what came of it."""
    rng = random.Random(seed)  # noqa: S311 - any moment will do
    outcome = Sterven()
    for _ in range(kills):
        child = start("until_killed.py", place.address, outcome.begin())
        saved = until_first_save(child)
        time.sleep(rng.uniform(0, longest))
        child.send_signal(signal.SIGKILL)
        outcome.note([saved, *whole_lines(child)])
        outcome.verify(place)
    return outcome


def until_first_save(child: subprocess.Popen[str]) -> str:
    """Wait until a program that saves has saved something, however slow it is; return the line."""
    _line(child)  # it begins
    return _line(child).removesuffix("\n")


def whole_lines(child: subprocess.Popen[str]) -> list[str]:
    """Return the lines that a program that was killed had written whole."""
    output = child.communicate()[0]
    return output.splitlines()[: output.count("\n")]


def _line(program: subprocess.Popen[str]) -> str:
    assert program.stdout
    return program.stdout.readline()


def _say(program: subprocess.Popen[str], line: str) -> None:
    assert program.stdin
    program.stdin.write(f"{line}\n")
    program.stdin.flush()
