"""What the phones of one oefening saw of each other's taps, and when."""

import asyncio
import statistics
import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import cycle
from typing import Final

from benchmarks.socket_driver import SocketDriver

_P95: Final = 0.95


@dataclass
class Tik:
    """One tap.

    Attributes:
        schrijver: whose it was.
        wanted: whether they are ready from then on.
        sent: when, in seconds of the monotonic clock.
        seen: who else saw it → after how many seconds.
        own: seconds until the server was done with it, None where it never was.
        own_seen: whether the writer saw it.
    """

    schrijver: str
    wanted: bool
    sent: float
    seen: dict[str, float] = field(default_factory=dict)
    own: float | None = None
    own_seen: bool = False


class Kamer:
    """One oefening with its phones; the taps of one person do not overlap what is measured.

    Args:
        oefening: its id.
        phones: of all who are there.
        version: that of its document before the first tap.
    """

    def __init__(self, oefening: str, phones: Sequence[SocketDriver], version: int) -> None:
        self.oefening = oefening
        self._version = version
        self.phones = phones
        self.tikken: list[Tik] = []
        self._last: dict[str, Tik] = {}
        for phone in phones:
            phone.drawn, phone.finished = self._drawn, self._finished

    async def tap(self, begin: float, times: int, every: float = 1.0) -> None:
        """Let the phones tap in turn.

        Args:
            begin: when the first one does, in seconds of the monotonic clock.
            times: how often.
            every: seconds from one tap to the next.
        """
        writers = cycle([one for one in self.phones if one.can_tap])
        for number in range(times):
            await asyncio.sleep(max(0.0, begin + every * number - time.monotonic()))
            phone = next(writers)
            tik = Tik(phone.naam, not phone.ready[phone.naam], time.monotonic())
            self.tikken.append(tik)
            self._last[phone.naam] = tik
            await phone.tap()

    @property
    def is_seen(self) -> bool:
        """Whether all phones saw all that was tapped."""
        return not any(self.unseen(tik) for tik in self._last.values())

    def unseen(self, tik: Tik) -> int:
        """Return how many phones never got to see a tap, that of the writer included."""
        return len(self.phones) - len(tik.seen) - tik.own_seen

    def lost(self, version: int, stored: dict[str, bool]) -> int:
        """Return how many taps were lost: saves that are not stored, and taps that nobody saw.

        Args:
            version: that of its document now.
            stored: who is ready in the store now.
        """
        acknowledged = sum(tik.own is not None for tik in self.tikken)
        wrong = sum(
            stored.get(who, False) != tik.wanted
            for who, tik in self._last.items()
            if tik.own is not None
        )
        never_seen = sum(self.unseen(tik) for tik in self.tikken)
        return max(acknowledged - (version - self._version), wrong) + never_seen

    def _drawn(self, phone: SocketDriver) -> None:
        now = time.monotonic()
        for who, tik in self._last.items():
            if phone.ready.get(who) is not tik.wanted:
                continue
            if phone.naam == who:
                tik.own_seen = True
            else:
                tik.seen.setdefault(phone.naam, now - tik.sent)

    def _finished(self, phone: SocketDriver) -> None:
        tik = self._last.get(phone.naam)
        if tik and tik.own_seen and tik.own is None:
            tik.own = time.monotonic() - tik.sent


def figures(kamers: Iterable[Kamer]) -> dict[str, float | None]:
    """Return the median and the 95th percentile of what was seen and of the own reruns."""
    tikken = [tik for room in kamers for tik in room.tikken]
    seen = [after for tik in tikken for after in tik.seen.values()]
    own = [tik.own for tik in tikken if tik.own is not None]
    return {
        "seen_p50_s": round(statistics.median(seen), 3) if seen else None,
        "seen_p95_s": _p95(seen),
        "own_p95_s": _p95(own),
    }


def _p95(values: list[float]) -> float | None:
    if not values:
        return None
    return round(sorted(values)[int(_P95 * (len(values) - 1))], 3)
