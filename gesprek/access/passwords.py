"""Passwords: what may be one, how one is kept and checked, and the word lists beside the program.

Source of the lengths and of the list of common ones: NIST SP 800-63B, 3.1.1.2 (no rules about
kinds of signs, paste allowed). Source of the cost: OWASP Password Storage, Argon2id.
"""

import re
import threading
import unicodedata
from functools import cache, cached_property
from pathlib import Path
from typing import Final

from argon2 import PasswordHasher
from argon2.exceptions import InvalidHashError, VerificationError

from gesprek.access.access_errors import UnsuitablePassword

_FOLDER: Final = Path(__file__).resolve().parents[2] / "data" / "toegang"
_SHORTEST: Final = 12
LONGEST: Final = 1_000
_FEWEST_SIGNS: Final = 5
_AT_ONCE: Final = 2
"""Each check takes 46 MB: a crowd of guesses must not fill the memory."""
_EDGES: Final = re.compile(r"^[^a-z]+|[^a-z]+$")
"""What is around the word that somebody had in mind: 'Welkom2026!!'."""


@cache
def words_in() -> tuple[str, ...]:
    """Return the words that a team's key is made of."""
    return tuple((_FOLDER / "woorden.txt").read_text("utf-8").split())


@cache
def _common() -> frozenset[str]:
    """Return what many people choose as a password, without digits and signs at both ends."""
    return frozenset((_FOLDER / "wachtwoorden.txt").read_text("utf-8").split())


def check_new_password(wachtwoord: str) -> None:
    """Accept a password that somebody chooses.

    Raises:
        UnsuitablePassword: shorter than 12 or longer than 1,000 characters, few different signs,
            or one of the commonest, also with digits and signs around it.
    """
    if len(wachtwoord) > LONGEST:
        raise UnsuitablePassword("Dit wachtwoord is te lang. Kies er een tot 1.000 tekens.")
    text = unicodedata.normalize("NFC", wachtwoord).casefold()
    if len(text) < _SHORTEST:
        raise UnsuitablePassword(
            "Dit wachtwoord is te kort. Kies er een van 12 tekens of meer, "
            "zoals een zin die je makkelijk onthoudt."
        )
    is_common = not _common().isdisjoint({text, _EDGES.sub("", text)})
    is_digits = text.isalnum() and not any(character.isalpha() for character in text)
    if is_common or is_digits or len(set(text)) < _FEWEST_SIGNS:
        raise UnsuitablePassword(
            "Dit wachtwoord is makkelijk te raden. Kies een ander, "
            "zoals een zin die alleen jij zou bedenken."
        )


class Passwords:
    """Keeps passwords as Argon2id hashes; by default one takes about 0.1 s and 46 MB."""

    def __init__(self, hasher: PasswordHasher | None = None) -> None:
        self._hasher = hasher or PasswordHasher(time_cost=2, memory_cost=47_104, parallelism=1)
        self._places = threading.Semaphore(_AT_ONCE)

    def keep(self, wachtwoord: str) -> str:
        """Return what is stored instead of a password that ``check_new_password`` accepts."""
        check_new_password(wachtwoord)
        return self._hash(wachtwoord)

    def is_right(self, kept: str | None, wachtwoord: str) -> bool:
        """Return whether this is the password of which ``keep`` returned ``kept``.

        None, for a name that nobody has, takes as long: time does not tell which names exist.
        """
        if len(wachtwoord) > LONGEST:
            return False
        against = kept or self._nobody  # first: making it takes a place too
        try:
            with self._places:
                self._hasher.verify(against, _bytes(wachtwoord))
        except (VerificationError, InvalidHashError):
            return False
        return kept is not None

    def renewed(self, kept: str, wachtwoord: str) -> str | None:
        """Return a hash at the present cost of a password that is right; None: it has that."""
        return self._hash(wachtwoord) if self._hasher.check_needs_rehash(kept) else None

    @cached_property
    def _nobody(self) -> str:
        return self._hash("van niemand")

    def _hash(self, wachtwoord: str) -> str:
        with self._places:
            return self._hasher.hash(_bytes(wachtwoord))


def _bytes(wachtwoord: str) -> bytes:
    """Return the same bytes for the same characters, however a keyboard composed them."""
    return unicodedata.normalize("NFC", wachtwoord).encode("utf-8", "replace")
