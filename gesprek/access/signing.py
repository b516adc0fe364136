"""The two secrets of the servers: they sign cookies and make fingerprints of keys and codes.

Beside them stand secrets that others gave this server, such as that of the sign-in of the
organisation. They all lie beside the store's documents but are none: a back-up does not hold
them, so that whoever finds one cannot make cookies and cannot try keys and codes against it.
"""

import hmac
import json
import secrets
from base64 import urlsafe_b64encode
from collections.abc import Callable
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Final

from itsdangerous import BadSignature, Signer

from gesprek.access.access_errors import DamagedSecret
from gesprek.storage.shared_state import FileSecretStore, SecretStore
from gesprek.storage.store_errors import Corrupt

if TYPE_CHECKING:
    from cryptography.fernet import Fernet

_BYTES: Final = 32
_SIGNING: Final = "ondertekenen"
_PRINTING: Final = "vingerafdruk"
_KEPT: Final = "bewaard/"
"""Stands before the name of a secret that others gave."""


class ServerSecrets:
    """Signs and makes fingerprints, with secrets that are made at their first use.

    May be used from several threads and processes; a renewed secret counts everywhere at once.
    What is sealed stays readable after ``renew``.
    Each method may raise DamagedSecret, or a ``StoreError`` where they cannot be made or read.

    Args:
        secret_store: where they lie, or the folder of a store on files.
        random: returns so many random bytes.
    """

    def __init__(
        self, secret_store: SecretStore | Path, random: Callable[[int], bytes] = secrets.token_bytes
    ) -> None:
        self._secret_store = (
            FileSecretStore(secret_store) if isinstance(secret_store, Path) else secret_store
        )
        self._random = random
        self._known: tuple[object, dict[str, bytes]] | None = None

    def sign(self, purpose: str, value: str) -> str:
        """Return the value, ASCII, with its signature: for one purpose it is none for another."""
        return self._signer(purpose).sign(value).decode()

    def verified(self, purpose: str, text: str) -> str | None:
        """Return the value of what ``sign`` made, None for anything else."""
        value, _, code = text.rpartition(".")
        # A program before 0.2 signed so: its devices stay signed in.
        if text.isascii() and hmac.compare_digest(code, self._code(_SIGNING, purpose, value)):
            return value
        signer = self._signer(purpose)
        try:
            value = signer.unsign(text).decode()
        except (BadSignature, UnicodeError):
            return None
        # Base64 can write the same signature in several ways: only ours counts.
        return value if signer.sign(value).decode() == text else None

    def fingerprint(self, purpose: str, value: str) -> str:
        """Return 64 hexadecimal characters that tell nothing of the value."""
        return self._code(_PRINTING, purpose, value)

    def generation(self) -> str:
        """Return what is another text after each ``renew``."""
        return self._code(_SIGNING, "generatie", "")[:16]

    def renew(self) -> None:
        """Make a new secret to sign with: nobody's cookie counts any more.

        Fingerprints stay, so that teams keep their keys.
        """
        with self._secret_store.changing():
            self._write({**self._read_or_new(), _SIGNING: self._random(_BYTES)})

    def keep(self, name: str, value: str) -> None:
        """Keep a secret that others gave this server, instead of the one of this name before.

        An empty one forgets what was kept.
        """
        with self._secret_store.changing():
            known = {**self._read_or_new(), _KEPT + name: value.encode()}
            self._write({kind: secret for kind, secret in known.items() if secret})

    def kept(self, name: str) -> str:
        """Return the secret that is kept under this name, empty for none."""
        return self._secrets().get(_KEPT + name, b"").decode()

    def seal(self, purpose: str, text: str) -> str:
        """Return the text so that only who has these secrets can read it, for one purpose."""
        return self._lock(purpose).encrypt(text.encode()).decode()

    def unsealed(self, purpose: str, sealed: str) -> str | None:
        """Return the text of what ``seal`` made, None for anything else."""
        from cryptography.fernet import InvalidToken

        try:
            return self._lock(purpose).decrypt(sealed.encode()).decode()
        except InvalidToken:
            return None

    def _lock(self, purpose: str) -> "Fernet":
        from cryptography.fernet import Fernet  # few do this: the server starts without

        code = bytes.fromhex(self._code(_PRINTING, f"verzegelen {purpose}", ""))
        return Fernet(urlsafe_b64encode(code))

    def _signer(self, purpose: str) -> Signer:
        key = self._secrets()[_SIGNING]
        return Signer(key, salt=purpose, key_derivation="hmac", digest_method=sha256)

    def _code(self, kind: str, purpose: str, value: str) -> str:
        return hmac.new(self._secrets()[kind], f"{purpose}\n{value}".encode(), sha256).hexdigest()

    def _secrets(self) -> dict[str, bytes]:
        stamp = self._secret_store.stamp()
        if stamp is None:
            with self._secret_store.changing():
                if self._secret_store.stamp() is None:  # another process may have been first
                    self._write(self._read_or_new())
            stamp = self._secret_store.stamp()
        if self._known is None or self._known[0] != stamp:
            self._known = (stamp, self._read_or_new())
        return self._known[1]

    def _read_or_new(self) -> dict[str, bytes]:
        """Return the secrets that are kept, or new ones where there are none.

        What is damaged is never replaced: with other fingerprints no team's key counts any more.
        """
        try:
            data = self._secret_store.read()
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
        self._secret_store.write(text.encode())
