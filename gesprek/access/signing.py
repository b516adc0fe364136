"""The two secrets of the servers: they sign cookies and make fingerprints of keys and codes.

Beside them stand secrets that others gave this server, such as that of the sign-in of the
organisation. They all lie beside the store's documents but are none: a back-up does not hold
them, so that whoever finds one cannot make cookies and cannot try keys and codes against it.
"""

import hmac
import json
import secrets
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import Final

from gesprek.access.access_errors import DamagedSecret
from gesprek.storage.shared_state import FileSecretStore, SecretStore
from gesprek.storage.store_errors import Corrupt

_BYTES: Final = 32
_SIGNING: Final = "ondertekenen"
_PRINTING: Final = "vingerafdruk"
_KEPT: Final = "bewaard/"
"""Stands before the name of a secret that others gave."""
_LONGEST: Final = 500
"""Characters of a signed value; ours have 100."""
_GENERATION: Final = 16


class ServerSecrets:
    """Signs and makes fingerprints, with secrets that are made at their first use.

    May be used from several threads and processes; a renewed secret counts everywhere at once.

    Args:
        secret_store: where they lie, or the folder of a store on files.
        random: returns so many random bytes.
    """

    def __init__(
        self, secret_store: SecretStore | Path, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._kluis = (
            FileSecretStore(secret_store) if isinstance(secret_store, Path) else secret_store
        )
        self._random = random
        self._known: tuple[object, dict[str, bytes]] | None = None

    def sign(self, doel: str, waarde: str) -> str:
        """Return the value with its signature.

        Args:
            doel: what it is for; a signature for one purpose is none for another.
            waarde: ASCII without a full stop.

        Raises:
            DamagedSecret: the secrets are damaged.
            StoreError: it cannot be made or read.
        """
        return f"{waarde}.{self._code(_SIGNING, doel, waarde)}"

    def verified(self, doel: str, tekst: str) -> str | None:
        """Return the value of what ``sign`` made, None for anything else; errors as ``sign``."""
        if len(tekst) > _LONGEST or not tekst.isascii():
            return None
        waarde, _, code = tekst.rpartition(".")
        right = self._code(_SIGNING, doel, waarde)
        return waarde if hmac.compare_digest(code, right) else None

    def fingerprint(self, doel: str, waarde: str) -> str:
        """Return 64 hexadecimal characters that tell nothing of the value; errors as ``sign``."""
        return self._code(_PRINTING, doel, waarde)

    def generation(self) -> str:
        """Return what is another text after each ``renew``; errors as ``sign``."""
        return self._code(_SIGNING, "generatie", "")[:_GENERATION]

    def renew(self) -> None:
        """Make a new secret to sign with: nobody's cookie counts any more.

        Fingerprints stay, so that teams keep their keys; errors as ``sign``.
        """
        with self._kluis.changing():
            self._write({**self._read_or_new(), _SIGNING: self._random(_BYTES)})

    def keep(self, naam: str, waarde: str) -> None:
        """Keep a secret that others gave this server, instead of the one of this name before.

        Args:
            naam: what it is kept under.
            waarde: the secret; an empty one forgets what was kept.

        Raises:
            DamagedSecret, StoreError: see ``sign``.
        """
        with self._kluis.changing():
            known = {**self._read_or_new(), _KEPT + naam: waarde.encode()}
            self._write({kind: secret for kind, secret in known.items() if secret})

    def kept(self, naam: str) -> str:
        """Return the secret that is kept under this name, empty for none; errors as ``sign``."""
        return self._secrets().get(_KEPT + naam, b"").decode()

    def _code(self, kind: str, doel: str, waarde: str) -> str:
        return hmac.new(self._secrets()[kind], f"{doel}\n{waarde}".encode(), sha256).hexdigest()

    def _secrets(self) -> dict[str, bytes]:
        stamp = self._kluis.stamp()
        if stamp is None:
            self._make()
            stamp = self._kluis.stamp()
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, self._read_or_new())
        return self._known[1]

    def _make(self) -> None:
        with self._kluis.changing():
            if self._kluis.stamp() is None:  # another process may have been first
                self._write(self._read_or_new())

    def _read_or_new(self) -> dict[str, bytes]:
        """Return the secrets that are kept, or new ones where there are none.

        What is damaged is never replaced: with other fingerprints no team's key counts any more.
        """
        try:
            data = self._kluis.read()
            if data is None:
                return {kind: self._random(_BYTES) for kind in (_SIGNING, _PRINTING)}
            known = {kind: bytes.fromhex(secret) for kind, secret in json.loads(data).items()}
        except (Corrupt, ValueError, AttributeError, TypeError):
            raise DamagedSecret from None
        if any(len(known.get(kind, b"")) < _BYTES for kind in (_SIGNING, _PRINTING)):
            raise DamagedSecret
        return known

    def _write(self, known: dict[str, bytes]) -> None:
        text = json.dumps({kind: secret.hex() for kind, secret in known.items()})
        self._kluis.write(text.encode())
