"""The hall: every open page of an oefening is told at once that something changed.

A save on this server is the hint; asking the store for versions is the truth, and finds what
another process changed. Nothing of the content passes here: who is told reads the store itself,
and is asked for the right then.
"""

import asyncio
import threading
import time
from collections import Counter
from collections.abc import AsyncIterator, Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from itertools import count, cycle
from typing import Final

from gesprek.domain.base import UserError

ASK_EVERY: Final = 1.0
"""Seconds between two questions to the store."""
BEAT: Final = 4
"""At each of so many questions it is a line's turn: does its log-in still count? It speaks then."""
STAYS_FOR: Final = 8.0
"""Seconds that who left counts as here: a phone that changes page or loses a beat of wifi."""

Versions = Callable[[Iterable[str]], Mapping[str, int]]


def stand(version: int, comings: int) -> str:
    """Return signs that change with the version of an oefening, or when somebody came or left."""
    return f"{version}.{comings}"


@dataclass(eq=False)
class _Subscriber:
    """One open line: at which turn it is looked at, by what, and its bell for when it has news."""

    turn: int
    still: Callable[[], bool]
    bell: asyncio.Event = field(default_factory=asyncio.Event)
    is_over: bool = False


@dataclass
class _Topic:
    """One oefening that is followed, its version as far as known.

    Attributes:
        comings: how often somebody came or left.
        here: persoon → how many lines.
        left: persoon → when the last line closed.
        seen: who was here at some moment.
    """

    version: int = 0
    comings: int = 0
    lines: set[_Subscriber] = field(default_factory=set)
    here: Counter[str] = field(default_factory=Counter)
    left: dict[str, float] = field(default_factory=dict)
    seen: set[str] = field(default_factory=set)


class Hub:
    """All oefeningen that are followed on this server.

    Lines live on the event loop of the server; everything else may be called from any thread.

    Args:
        versions: returns the present version of each of these oefeningen that exists; may block.
        clock: tells the seconds, always forward.
    """

    def __init__(self, versions: Versions, clock: Callable[[], float] = time.monotonic) -> None:
        self._versions = versions
        self._clock = clock
        self._lock = threading.Lock()
        self._topics: dict[str, _Topic] = {}
        self._loop: asyncio.AbstractEventLoop | None = None
        self._asking: asyncio.Task[None] | None = None
        self._turns = count()
        self.is_closed = False
        """Whether the server ends, so that no line may stay open."""

    def stand(self, oefening: str) -> str:
        """Return the stand as far as known here; see ``stand``."""
        with self._lock:
            topic = self._topics.get(oefening, _Topic())
            return stand(topic.version, topic.comings)

    def comings(self, oefening: str) -> int:
        """Return how often somebody came to an oefening or left it."""
        with self._lock:
            return self._topics.get(oefening, _Topic()).comings

    def here(self, oefening: str) -> frozenset[str]:
        """Return the ids of who is here on an own device."""
        with self._lock:
            topic = self._topics.get(oefening, _Topic())
            lately = self._clock() - STAYS_FOR
            gone = {one for one, moment in topic.left.items() if moment > lately}
            return frozenset(filter(None, {*topic.here, *gone}))

    def gone(self, oefening: str) -> frozenset[str]:
        """Return the ids of who was here on an own device, and is not any more.

        Empty once nobody follows the oefening, and after a restart.
        """
        with self._lock:
            seen = frozenset(self._topics.get(oefening, _Topic()).seen)
        return seen - self.here(oefening)

    def tell(self, oefening: str, version: int) -> None:
        """Hint that an oefening was saved as this version."""
        with self._lock:
            topic = self._topics.get(oefening)
            if topic is None or version <= topic.version:
                return
            topic.version = version
        self._ring(oefening)

    async def follow(
        self, oefening: str, persoon: str, version: int, still: Callable[[], bool]
    ) -> AsyncIterator[str]:
        """Yield the stand now, at each change and every few seconds.

        Ends with the server (see ``is_closed``), or once the log-in no longer counts: ``still``
        tells that, and may block. ``persoon`` is whose own device asks, empty for a device of all.
        """
        line = _Subscriber(next(self._turns) % BEAT, still)
        self._enter(oefening, persoon, line)
        self.tell(oefening, version)
        try:
            while not (self.is_closed or line.is_over):
                yield self.stand(oefening)
                await line.bell.wait()
                line.bell.clear()
        finally:
            self._leave(oefening, persoon, line)

    def pass_by(self, oefening: str, persoon: str, version: int) -> None:
        """Note who asks without a line of their own: they are here for a moment.

        Must be called on the event loop. Arguments as ``follow``.
        """
        line = _Subscriber(0, lambda: True)
        self._enter(oefening, persoon, line)
        self._leave(oefening, persoon, line)
        self.tell(oefening, version)

    def close(self) -> None:
        """End all lines; the server stops."""
        self.is_closed = True
        for oefening in list(self._topics):
            self._ring(oefening)

    def _enter(self, oefening: str, persoon: str, line: _Subscriber) -> None:
        self._loop = asyncio.get_running_loop()
        with self._lock:
            topic = self._topics.setdefault(oefening, _Topic())
            topic.lines.add(line)
            topic.seen.update(filter(None, [persoon]))
            is_new = persoon not in topic.here and topic.left.pop(persoon, None) is None
            topic.here[persoon] += 1
            topic.comings += is_new
        if is_new:
            self._ring(oefening)
        if self._asking is None or self._asking.done():
            self._asking = asyncio.create_task(self._ask())

    def _leave(self, oefening: str, persoon: str, line: _Subscriber) -> None:
        with self._lock:
            topic = self._topics[oefening]
            topic.lines.discard(line)
            topic.here[persoon] -= 1
            if not topic.here[persoon]:
                del topic.here[persoon]
                topic.left[persoon] = self._clock()

    async def _ask(self) -> None:
        """Look for what was saved elsewhere and who has gone, as long as anybody follows."""
        turns = cycle(range(BEAT))
        while self._topics and not self.is_closed:
            await asyncio.sleep(ASK_EVERY)
            turn = next(turns)
            lines = [
                line for topic in self._topics.values() for line in topic.lines if line.turn == turn
            ]
            # One thread for all: a thread for each line would cost more than what it looks at.
            found = await asyncio.to_thread(self._look, list(self._topics), lines)
            for oefening, version in found.items():
                self.tell(oefening, version)
            for line in lines:
                line.bell.set()
            self._forget_who_left()

    def _look(self, oefeningen: Iterable[str], lines: Iterable[_Subscriber]) -> Mapping[str, int]:
        """Return the versions of these oefeningen, and end the lines of which the log-in ended."""
        for line in lines:
            with suppress(UserError):  # it cannot be known now: the page itself says so
                line.is_over = not line.still()
        with suppress(UserError):
            return self._versions(oefeningen)
        return {}

    def _forget_who_left(self) -> None:
        lately = self._clock() - STAYS_FOR
        for oefening, topic in list(self._topics.items()):
            with self._lock:
                gone = [one for one, moment in topic.left.items() if moment <= lately]
                for persoon in gone:
                    del topic.left[persoon]
                topic.comings += bool(gone)
                if not topic.lines and not topic.left:
                    del self._topics[oefening]
            if gone:
                self._ring(oefening)

    def _ring(self, oefening: str) -> None:
        """Wake all lines of an oefening, from any thread."""
        if self._loop is not None:
            with suppress(RuntimeError):  # the loop has ended
                self._loop.call_soon_threadsafe(self._ring_here, oefening)

    def _ring_here(self, oefening: str) -> None:
        for line in self._topics.get(oefening, _Topic()).lines:
            line.bell.set()
