"""One attempt to sign in by the organisation: from leaving for the provider to coming back, once.

The browser holds a signed random id. What the attempt is known by is made from that id with the
secret of this server, so that neither the cookie nor our memory has to hold it.
"""

import hmac
import secrets
import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Final

from gesprek.access.access_errors import Refused
from gesprek.access.signing import ServerSecrets

LIFE: Final = timedelta(minutes=10)
"""Time to sign in at the provider, also with a second factor."""
_PURPOSE: Final = "organisatie"
_ID_BYTES: Final = 20
_MOST_USED: Final = 20_000
_OVER: Final = "Deze aanmelding is te oud of al gebruikt. Begin opnieuw met aanmelden."


@dataclass(frozen=True)
class Attempt:
    """What one attempt is known by.

    Attributes:
        state: ties the answer of the provider to this browser.
        nonce: ties the ID token to this attempt.
        verifier: ties the code to this server (PKCE); 64 characters.
    """

    state: str
    nonce: str
    verifier: str


class Attempts:
    """All attempts. May be used from several threads.

    That one counts once is known in this process: after a restart the provider alone refuses a
    code that was used.

    Args:
        server_secrets: signs what the browser holds.
        clock: tells the time.
        random: returns a random text of so many bytes in hexadecimal.
    """

    def __init__(
        self,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        random: Callable[[int], str] = secrets.token_hex,
    ) -> None:
        self._server_secrets = server_secrets
        self._clock = clock
        self._random = random
        self._used: OrderedDict[str, None] = OrderedDict()
        self._lock = threading.Lock()

    def begin(self) -> tuple[Attempt, str]:
        """Return a new attempt, and the value for its cookie.

        Raises:
            StoreError: see ``ServerSecrets.sign``.
        """
        own = f"{int(self._clock().timestamp())}-{self._random(_ID_BYTES)}"
        return self._of(own), self._server_secrets.sign(_PURPOSE, own)

    def take(self, cookie: str, state: str) -> Attempt:
        """Return the attempt that a browser comes back from; it cannot be taken again.

        Args:
            cookie: the value of its cookie, empty where there is none.
            state: what the provider gave back.

        Raises:
            Refused: there is none, it is older than 10 minutes, of another browser, or used.
            StoreError: see ``ServerSecrets.sign``.
        """
        own = self._server_secrets.verified(_PURPOSE, cookie)
        if own is None or not self._is_young(own):
            raise Refused(_OVER)
        poging = self._of(own)
        if not hmac.compare_digest(poging.state.encode(), state.encode("utf-8", "replace")):
            raise Refused(_OVER)
        self._use(own)
        return poging

    def _of(self, own: str) -> Attempt:
        made = [
            self._server_secrets.fingerprint(f"{_PURPOSE} {what}", own)
            for what in ("state", "nonce", "verifier")
        ]
        return Attempt(*made)

    def _is_young(self, own: str) -> bool:
        begun = int(own.partition("-")[0])
        return timedelta(0) <= self._clock() - datetime.fromtimestamp(begun, UTC) < LIFE

    def _use(self, own: str) -> None:
        with self._lock:
            if own in self._used:
                raise Refused(_OVER)
            self._used[own] = None
            while len(self._used) > _MOST_USED:
                self._used.popitem(last=False)
