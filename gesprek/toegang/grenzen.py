"""Limits on guessing: only failures count, a refusal comes at once, and nobody waits inside.

A failure drips into a bucket that leaks at a steady rate; a full bucket refuses until a drop has
leaked out. Buckets live in this process: a restart empties them, which takes longer than it wins.
The choices and their figures: ``docs/decisions/0010-keys-codes-and-log-ins.md``.
"""

import ipaddress
import math
import threading
import time
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

from gesprek.toegang.fouten import TeVaak

_MOST_BUCKETS: Final = 20_000
_IPV6_HOME: Final = 64
"""One household or office has a whole /64 and may use each address in it once."""


@dataclass(frozen=True)
class Grens:
    """So many failures in so long.

    Attributes:
        fouten: failures at once.
        seconden: time in which as many may be made again.
    """

    fouten: int
    seconden: float


REM: Final = Grens(30, 600)
"""Per address: from here on a wrong key or code is answered 'wait'; a right one still opens."""
STOP_SLEUTEL: Final = Grens(20_000, 3_600)
"""Per address, keys (45 bits): beyond it nothing is looked up any more."""
STOP_CODE: Final = Grens(1_000, 3_600)
"""Per address, codes (30 bits, alive for a day)."""
STOP_OEFENING: Final = Grens(20, 3_600)
"""Per log-in: the code that a remembered device is asked for."""
STOP_WACHTWOORD: Final = Grens(10, 900)
"""Per account and address, or per account and known device."""
STOP_ACCOUNT: Final = Grens(100, 3_600)
"""Per account from all unknown devices together."""
STOP_ADRES: Final = Grens(200, 3_600)
"""Per address, passwords of all accounts from unknown devices: each costs the server 0.1 s."""
STOP_INRICHTEN: Final = Grens(20, 3_600)
STOP_ORGANISATIE: Final = Grens(30, 600)
"""Per address, answers of the organisation's sign-in that let nobody in: each asks the provider."""
STOP_AGENDA: Final = Grens(20, 600)
"""Per address, calendars that are nobody's: beyond it 'wait'; a right one still opens."""


class Grenzen:
    """The buckets of all limits, at most 20,000; the least recently filled goes first.

    Args:
        clock: seconds that only go up.
        most: how many buckets.
    """

    def __init__(
        self, clock: Callable[[], float] = time.monotonic, most: int = _MOST_BUCKETS
    ) -> None:
        self._clock = clock
        self._most = most
        self._buckets: OrderedDict[tuple[Grens, str], tuple[float, float]] = OrderedDict()
        self._lock = threading.Lock()

    def wait(self, grens: Grens, wie: str) -> int:
        """Return how many seconds to wait before another failure is allowed, 0: none."""
        with self._lock:
            level = self._level(grens, wie)
        too_much = level + 1 - grens.fouten
        return math.ceil(too_much * grens.seconden / grens.fouten) if too_much > 0 else 0

    def check(self, grens: Grens, wie: str) -> None:
        """Accept an attempt.

        Raises:
            TeVaak: too many failed.
        """
        seconds = self.wait(grens, wie)
        if seconds:
            raise TeVaak(seconds)

    def failed(self, grens: Grens, wie: str) -> None:
        """Count a failure."""
        with self._lock:
            level = min(self._level(grens, wie) + 1, float(grens.fouten))
            self._buckets[grens, wie] = (level, self._clock())
            self._buckets.move_to_end((grens, wie))
            while len(self._buckets) > self._most:
                self._buckets.popitem(last=False)

    def succeeded(self, grens: Grens, wie: str) -> None:
        """Take back one ``failed`` that turned out to be none."""
        with self._lock:
            level = max(0.0, self._level(grens, wie) - 1)
            self._buckets[grens, wie] = (level, self._clock())

    def _level(self, grens: Grens, wie: str) -> float:
        level, since = self._buckets.get((grens, wie), (0.0, 0.0))
        leaked = (self._clock() - since) * grens.fouten / grens.seconden
        return max(0.0, level - leaked)


def bucket_of(adres: str) -> str:
    """Return what failures of an address are counted under.

    An IPv6 address counts as its /64, one that holds an IPv4 address as that; what is no address
    counts as one.
    """
    try:
        address = ipaddress.ip_address(adres.partition("%")[0])
    except ValueError:
        return "onbekend"
    if isinstance(address, ipaddress.IPv6Address):
        if address.ipv4_mapped:
            return str(address.ipv4_mapped)
        return str(ipaddress.ip_network((address, _IPV6_HOME), strict=False))
    return str(address)
