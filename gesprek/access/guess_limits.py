"""Limits on guessing: only failures count, a refusal comes at once, and nobody waits inside.

A failure pours into a bucket that leaks at a steady rate; a full bucket refuses until a drop has
leaked out. Where several servers share a store they share the buckets too.
The choices and their figures: ``docs/decisions/0024-limits-on-guessing.md``.
"""

import ipaddress
import math
from dataclasses import dataclass
from typing import Final

from gesprek.access.access_errors import TooManyAttempts
from gesprek.access.request_origin import read_address
from gesprek.access.signing import ServerSecrets
from gesprek.storage.shared_state import TokenBuckets


@dataclass(frozen=True)
class Limit:
    """So many failures (``fouten``) at once, and as many again in so many seconds.

    ``naam`` is what it is about; each has counts of its own.
    """

    naam: str
    fouten: int
    seconden: float

    @property
    def drop_of(self) -> float:
        """Seconds in which one failure leaks out."""
        return self.seconden / self.fouten


REM: Final = Limit("rem", 30, 600)
"""Per address: from here on a wrong key or code is answered 'wait'; a right one still opens."""
STOP_SLEUTEL: Final = Limit("sleutel", 20_000, 3_600)
"""Per address, keys (45 bits): beyond it nothing is looked up any more."""
STOP_CODE: Final = Limit("code", 1_000, 3_600)
"""Per address, codes (30 bits, alive for a day)."""
STOP_OEFENING: Final = Limit("oefening", 20, 3_600)
"""Per log-in: the code that a remembered device is asked for."""
STOP_WACHTWOORD: Final = Limit("wachtwoord", 10, 900)
"""Per account and address, or per account and known device."""
STOP_ACCOUNT: Final = Limit("account", 100, 3_600)
"""Per account from all unknown devices together."""
STOP_ADRES: Final = Limit("adres", 200, 3_600)
"""Per address, passwords of all accounts from unknown devices: each costs the server 0.1 s."""
STOP_INRICHTEN: Final = Limit("inrichten", 20, 3_600)
STOP_ORGANISATIE: Final = Limit("organisatie", 30, 600)
"""Per address, answers of the organisation's sign-in that let nobody in: each asks the provider."""
STOP_AGENDA: Final = Limit("agenda", 20, 600)
"""Per address, calendars that are nobody's: beyond it 'wait'; a right one still opens."""
STOP_HERINNERING: Final = Limit("herinnering", 20, 600)
"""Per address, links of reminders that are nobody's; as of a calendar."""
BEVESTIG_PERSOON: Final = Limit("bevestigen persoon", 5, 3_600)
"""Mails that ask whether an address is right, which no failure counts for: by one person of a team,
by their team, and to one address, so that nobody fills the mailbox of a stranger."""
BEVESTIG_TEAM: Final = Limit("bevestigen team", 20, 3_600)
BEVESTIG_ADRES: Final = Limit("bevestigen adres", 3, 86_400)


class GuessLimits:
    """What was counted for each limit; no address, name or log-in is kept with it.

    The secrets make names for the buckets that tell nothing. Each method may raise what
    ``TokenBuckets`` and ``ServerSecrets`` do.
    """

    def __init__(self, buckets: TokenBuckets, server_secrets: ServerSecrets) -> None:
        self._buckets = buckets
        self._server_secrets = server_secrets

    def wait(self, bound: Limit, wie: str) -> int:
        """Return how many seconds to wait before another failure is allowed, 0: none."""
        level = self._buckets.level(self._naam(bound, wie))
        # Beyond microseconds it is the rounding of sums.
        return max(0, math.ceil(round(level + bound.drop_of - bound.seconden, 6)))

    def check(self, bound: Limit, wie: str) -> None:
        """Accept an attempt; raises TooManyAttempts where too many failed."""
        if seconds := self.wait(bound, wie):
            raise TooManyAttempts(seconds)

    def failed(self, bound: Limit, wie: str) -> None:
        """Count a failure."""
        self._buckets.add(self._naam(bound, wie), bound.drop_of, bound.seconden)

    def succeeded(self, bound: Limit, wie: str) -> None:
        """Take back one ``failed`` that turned out to be none."""
        self._buckets.add(self._naam(bound, wie), -bound.drop_of, bound.seconden)

    def clean(self) -> None:
        """Forget whose failures have all leaked out."""
        self._buckets.forget_empty()

    def _naam(self, bound: Limit, wie: str) -> str:
        return self._server_secrets.fingerprint("grens", f"{bound.naam}/{wie}")


def bucket_of(adres: str) -> str:
    """Return what failures of an address are counted under.

    An IPv6 address counts as its /64: one household or office has a whole one, and may use each
    address in it once. One that holds an IPv4 address counts as that; what is no address as one.
    """
    address = read_address(adres.partition("%")[0])
    if isinstance(address, ipaddress.IPv6Address):
        return str(ipaddress.ip_network((address, 64), strict=False))
    return str(address or "onbekend")
