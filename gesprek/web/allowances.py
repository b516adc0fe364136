"""How much one visitor may ask at once, and how much is left of that.

A line is a WebSocket, on which each message may draw a page, or a live line. The choices and what
was measured: ``docs/decisions/0019-one-visitor-cannot-stop-the-server.md``.
"""

from __future__ import annotations

import time
from collections import Counter, OrderedDict
from contextlib import contextmanager
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from gesprek.access.guess_limits import bucket_of
from gesprek.access.visitors import GAST
from gesprek.web.authentication import SCOPE_KEY

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from starlette.types import Scope

    from gesprek.web.authentication import Authenticator

_MOST_REMEMBERED: Final = 20_000
_REFUSED_FOR: Final = 30.0
"""Seconds for which a page that could not get a line says why."""
TOO_MANY_PAGES: Final = (
    "Er staan te veel pagina's van Gesprekstool open. Sluit er een paar. "
    "Daarna gaat deze pagina vanzelf verder."
)
TOO_MANY_GUESTS: Final = (
    "Op dit netwerk staan veel pagina's open van mensen die niet zijn aangemeld. "
    "Meld je aan, of wacht even. Daarna gaat deze pagina vanzelf verder."
)


@dataclass(frozen=True)
class Rate:
    """What one visitor may send.

    Attributes:
        burst: messages at once.
        per_second: messages that are added to that again.
    """

    burst: float
    per_second: float


class Bucket:
    """Lets through at a steady rate; who takes more than there is, is told how long to wait.

    Args:
        rate: how much it lets through.
        clock: tells the seconds, always forward.
    """

    def __init__(self, rate: Rate, clock: Callable[[], float] = time.monotonic) -> None:
        self._rate = rate
        self._clock = clock
        self._left = rate.burst
        self._seen = clock()

    def take(self, cost: float = 1.0) -> float:
        """Take so much and return the seconds to wait before it may be used."""
        now = self._clock()
        grown = self._left + (now - self._seen) * self._rate.per_second
        self._left = min(self._rate.burst, grown) - cost
        self._seen = now
        return max(0.0, -self._left / self._rate.per_second)


@dataclass(frozen=True)
class Allowance:
    """What visitors of one kind may do.

    Attributes:
        lines: open at once.
        rate: of all their messages together.
        largest: bytes of a message.
    """

    lines: int
    rate: Rate
    largest: int


Counted = dict[str, Allowance]
"""The name of each that a line counts for → what that may."""
GUESTS: Final = Allowance(lines=20, rate=Rate(40, 4), largest=65_536)
"""Of all guests of one address together: they have three pages, and nothing to fill in there."""
LOG_IN: Final = Allowance(lines=40, rate=Rate(60, 15), largest=2_000_000)
"""Of one log-in: a device, with all the pages that it has open."""
ADDRESS: Final = Allowance(lines=800, rate=Rate(2_000, 200), largest=2_000_000)
"""Of all log-ins of one address together: a building with forty phones behind one router, or all
colleagues behind a proxy that does not tell their addresses."""
LINE: Final = Rate(60, 15)
REQUESTS: Final = Rate(200, 20)
"""Of one log-in, or of all guests of one address, files apart."""
FILES: Final = Rate(3_000, 300)
"""Of one address: forty phones that open the first page ask 800 files."""


class Lines:
    """All open lines of this server, and what was sent on them. Lives on its event loop."""

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._open: Counter[tuple[str, str]] = Counter()
        self._buckets: OrderedDict[str, Bucket] = OrderedDict()
        self._refused: OrderedDict[str, float] = OrderedDict()

    @contextmanager
    def line(self, kind: str, who: Counted) -> Iterator[bool]:
        """Count a line as open within this; gives whether it may be.

        Args:
            kind: what is counted apart: a page has a line of its own and a live one.
            who: for what it counts.
        """
        places = {(kind, name): one.lines for name, one in who.items()}
        if any(self._open[place] >= most for place, most in places.items()):
            self._note_refusal(next(iter(who)))
            yield False
            return
        self._open.update(places.keys())
        try:
            yield True
        finally:
            self._open.subtract(places.keys())
            self._open += Counter()  # forgets who has none

    @property
    def open(self) -> int:
        """How many are counted, each for all that it counts for."""
        return self._open.total()

    def was_refused(self, name: str) -> bool:
        """Return whether somebody could not get a line a moment ago."""
        return self._clock() - self._refused.get(name, -_REFUSED_FOR) < _REFUSED_FOR

    def wait(self, who: Counted, cost: float) -> float:
        """Return the seconds that a message has to wait."""
        return max(self.take(name, one.rate, cost) for name, one in who.items())

    def take(self, name: str, rate: Rate, cost: float = 1.0) -> float:
        """Return the seconds that what costs so much has to wait, of who has this name."""
        return self._bucket(name, rate).take(cost)

    def _bucket(self, name: str, rate: Rate) -> Bucket:
        found = self._buckets.pop(name, None) or Bucket(rate, self._clock)
        self._buckets[name] = found
        while len(self._buckets) > _MOST_REMEMBERED:
            self._buckets.popitem(last=False)
        return found

    def _note_refusal(self, name: str) -> None:
        self._refused.pop(name, None)
        self._refused[name] = self._clock()
        while len(self._refused) > _MOST_REMEMBERED:
            self._refused.popitem(last=False)


def counted_for(authenticator: Authenticator, scope: Scope) -> Counted:
    """Return for what a visitor counts, the closest first.

    Args:
        authenticator: Knows the addresses.
        scope: Of a request whose visitor is known.
    """
    visit, address = scope[SCOPE_KEY], bucket_of(authenticator.address(scope))
    if visit.bezoeker == GAST:
        return {f"gast {address}": GUESTS}
    log_in = visit.log_in.id if visit.log_in else visit.bezoeker.soort.value
    return {f"aanmelding {log_in}": LOG_IN, f"adres {address}": ADDRESS}


def sentence_for(scope: Scope) -> str:
    """Return what a page says that cannot get a line."""
    return TOO_MANY_GUESTS if scope[SCOPE_KEY].bezoeker == GAST else TOO_MANY_PAGES
