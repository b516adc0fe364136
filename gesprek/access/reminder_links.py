"""The links in a reminder: to confirm an address, and to get no more of them, without signing in.

A link is made with the secret of fingerprints, so that it holds when everybody is signed out, and
of the sealed address, so that it ends with that.
"""

import hmac
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.access.signing import ServerSecrets

_CODE: Final = 32  # hexadecimal characters: 128 bits
_MOST: Final = 200


class LinkKind(StrEnum):
    """What somebody does by the link."""

    BEVESTIG = "bevestig"
    STOP = "stop"


class Asked(NamedTuple):
    """Whose address a link is about, and the code that must fit it."""

    team: str
    deelnemer: str
    code: str


def token_of(secrets: ServerSecrets, kind: LinkKind, team: str, deelnemer: str, sealed: str) -> str:
    """Return what stands in the link about a sealed address of this person."""
    return f"{team}.{deelnemer}.{_code(secrets, kind, team, deelnemer, sealed)}"


def asked_by(token: str) -> Asked | None:
    """Return what a link asks, None for what cannot be one; nothing is checked yet."""
    parts = token.split(".")
    if len(token) > _MOST or not token.isascii() or len(parts) != len(Asked._fields):
        return None
    return Asked(*parts)


def fits(secrets: ServerSecrets, kind: LinkKind, asked: Asked, sealed: str) -> bool:
    """Return whether a link was made for this address."""
    code = _code(secrets, kind, asked.team, asked.deelnemer, sealed)
    return hmac.compare_digest(code, asked.code)


def _code(secrets: ServerSecrets, kind: LinkKind, team: str, deelnemer: str, sealed: str) -> str:
    return secrets.fingerprint(f"herinnering {kind}", f"{team} {deelnemer} {sealed}")[:_CODE]
