"""A token bucket: lets through at a steady rate, and so much more at once."""

import time
from collections.abc import Callable
from dataclasses import dataclass


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
