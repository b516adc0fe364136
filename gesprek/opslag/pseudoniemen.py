"""Who took part, countable without being known."""

import hmac
import secrets
from contextlib import suppress
from hashlib import sha256
from typing import Final

from gesprek.opslag.fouten import AlreadyExists, Corrupt, NotFound
from gesprek.opslag.protocol import Sleutel, Soort, Store

_SECRET: Final = Sleutel(Soort.BEHEER, "pseudoniemen")
_FIELD: Final = "geheim"
_SECRET_BYTES: Final = 32
_LENGTH: Final = 16


class Pseudoniemen:
    """Makes the same pseudonym of the same person each time, with a secret of this store.

    A deelnemer id is random, but it stands in the team's text too: without the secret the coded
    rows cannot be laid beside it.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self._secret: bytes | None = None

    def of(self, team: str, deelnemer: str) -> str:
        """Return 16 hexadecimal characters.

        Raises:
            Opslagfout: the secret cannot be read, or cannot be stored at its first use.
        """
        if self._secret is None:
            self._secret = self._read_or_make()
        keyed = hmac.new(self._secret, f"{team}/{deelnemer}".encode(), sha256)
        return keyed.hexdigest()[:_LENGTH]

    def _read_or_make(self) -> bytes:
        try:
            return self._read()
        except NotFound:
            with suppress(AlreadyExists):  # another process was first
                self._store.create(_SECRET, {_FIELD: secrets.token_hex(_SECRET_BYTES)})
            return self._read()

    def _read(self) -> bytes:
        try:
            return bytes.fromhex(self._store.get(_SECRET).document[_FIELD])
        except (KeyError, TypeError, ValueError):
            # A new secret would count everybody twice, so this asks for help.
            raise Corrupt from None
