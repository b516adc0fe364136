"""The two secrets of a team: its key, and the address of its calendar.

Each is random and shown once: only a fingerprint is stored, made with a secret that is in no
back-up. Both can be renewed and taken away at any moment.
"""

import hmac
import re
import secrets
import unicodedata
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from typing import ClassVar, Final

from gesprek.access.access_errors import TooManyAttempts
from gesprek.access.guess_limits import STOP_AGENDA, GuessLimits, bucket_of
from gesprek.access.passwords import words_in
from gesprek.access.signing import ServerSecrets
from gesprek.domain.base import UserError, Value
from gesprek.domain.dates import Moment
from gesprek.domain.text import clean
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound
from gesprek.storage.values import check_team_id, update_or_create, value_of

WORDS: Final = 4
_LONGEST: Final = 200
_TOKEN: Final = re.compile(r"([a-z0-9]{26})-([0-9a-f]{40})")


class UnknownCalendar(UserError):
    """This is no address of a calendar, or not any more."""


class _Kept(Value):
    """What is kept of a key or an address."""

    vingerafdruk: str
    """Empty where a key was taken away."""
    gemaakt: Moment
    """When it was made, or taken away."""
    generatie: str = ""
    """Of a key: another text after each change; empty of an older program."""


def read_key(typed: str) -> str | None:
    """Return a typed key as it was printed, None where it cannot be one.

    Capitals, accents, and what is between the words make no difference.
    """
    if len(typed) > _LONGEST:
        return None
    letters = unicodedata.normalize("NFKD", clean(typed).casefold())
    plain = "".join(one for one in letters if not unicodedata.combining(one))
    words = "".join(one if one.isalpha() else " " for one in plain).split()
    return "-".join(words) if len(words) == WORDS and set(words) <= set(words_in()) else None


@dataclass(eq=False)
class _TeamSecrets:
    """The secrets of one sort of all teams. What changes one may raise as ``Store.apply`` does."""

    _kind: ClassVar[Kind]
    _purpose: ClassVar[str]

    _store: Store
    _server_secrets: ServerSecrets
    _clock: Callable[[], datetime]

    def made(self, team: str) -> datetime | None:
        """Return when the present one of a team was made, None where it has none."""
        try:
            kept = self._kept(team)
        except (NotFound, Corrupt):
            return None
        return kept.gemaakt if kept.vingerafdruk else None

    def _kept(self, team: str) -> _Kept:
        return value_of(_Kept, self._store.get(self._place(team)).document)

    def _place(self, team: str) -> DocumentKey:
        return DocumentKey(self._kind, f"{self._purpose}-{team}")

    def _print(self, secret: str) -> str:
        return self._server_secrets.fingerprint(self._purpose, secret)


@dataclass(eq=False)
class TeamKeys(_TeamSecrets):
    """The keys: four Dutch words. Four of 2,699 words make 5e13 keys (45 bits)."""

    _kind = Kind.TEAMSLEUTEL
    _purpose = "teamsleutel"

    _choose: Callable[[Sequence[str]], str] = secrets.choice

    def renew(self, team: str) -> str:
        """Return a new key for a team, to be shown once; its old one is dead at once.

        The team's log-ins go on: who renews a key ends those too. Raises NotFound where this
        cannot be the id of a team.
        """
        check_team_id(team)
        while True:
            key = "-".join(self._choose(words_in()) for _ in range(WORDS))
            printed = self._print(key)
            with suppress(AlreadyExists):  # another team has this key
                self._store.create(_pointer(printed), {"team": team})
                break
        self._replace(team, printed)
        return key

    def remove(self, team: str) -> None:
        """Leave a team without key, such as one that is archived; errors as ``renew``."""
        check_team_id(team)
        self._replace(team, "")

    def team_of(self, typed: str) -> str | None:
        """Return the id of the team whose key this is, None where it is nobody's."""
        key = read_key(typed)
        if key is None:
            return None
        printed = self._print(key)
        try:
            team = str(self._store.get(_pointer(printed)).document.get("team", ""))
            # The pointer of an old key may still be there; what the team itself has counts.
            return team if self._kept(team).vingerafdruk == printed else None
        except (NotFound, Corrupt):
            return None

    def generation(self, team: str) -> str:
        """Return what is another text after each ``renew`` and ``remove``.

        Raises:
            Corrupt: what is kept of the key is damaged.
            StoreError: it cannot be read now.
        """
        try:
            return self._kept(team).generatie
        except NotFound:  # it never had a key: its people come in by codes
            return ""

    def is_closed(self, team: str) -> bool:
        """Return whether the key of a team was taken away; errors as ``generation``."""
        try:
            return not self._kept(team).vingerafdruk
        except NotFound:
            return False

    def _replace(self, team: str, printed: str) -> None:
        """Store another fingerprint with a generation of its own, at once, and forget the old."""
        kept = _Kept(vingerafdruk=printed, gemaakt=self._clock(), generatie=secrets.token_hex(8))
        before: list[str] = []

        def replace(stored: Document) -> Document:
            before[:] = filter(None, [stored.get("vingerafdruk")])
            return kept.to_document()

        update_or_create(self._store, self._place(team), replace)
        for one in before:
            with suppress(NotFound):
                self._store.delete(_pointer(one))


def _pointer(printed: str) -> DocumentKey:
    return DocumentKey(Kind.TEAMSLEUTEL, f"sleutel-{printed}")


@dataclass(eq=False)
class CalendarKeys(_TeamSecrets):
    """The addresses of the calendars: the team's id and 160 random bits.

    A program that reads a calendar signs in nowhere, so whoever has the address may read what is
    in it: times and our own words, nothing that somebody typed.
    """

    _kind = Kind.BEHEER
    _purpose = "agenda"

    _limits: GuessLimits

    def renew(self, team: str) -> str:
        """Return a new token for a team, to be shown once; its old one is dead at once.

        Raises NotFound where this cannot be the id of a team.
        """
        check_team_id(team)
        token = f"{team}-{secrets.token_hex(20)}"
        kept = _Kept(vingerafdruk=self._print(token), gemaakt=self._clock()).to_document()
        update_or_create(self._store, self._place(team), lambda _stored: kept)
        return token

    def remove(self, team: str) -> None:
        """Leave a team without address; harmless where it has none."""
        with suppress(NotFound):
            self._store.delete(self._place(team))

    def team_of(self, token: str, adres: str) -> str:
        """Return the id of the team whose calendar this is.

        Args:
            token: what is in the address.
            adres: the address of who asks, that failures are counted for.

        Raises:
            UnknownCalendar: it is nobody's.
            TooManyAttempts: too many failed; a right one still opens.
        """
        found = _TOKEN.fullmatch(token)
        printed = self._print(token) if found else ""
        with suppress(NotFound, Corrupt):
            if found and hmac.compare_digest(printed, self._kept(found[1]).vingerafdruk):
                return found[1]
        who = f"agenda/{bucket_of(adres)}"
        seconds = self._limits.wait(STOP_AGENDA, who)
        self._limits.failed(STOP_AGENDA, who)
        if seconds:
            raise TooManyAttempts(seconds)
        raise UnknownCalendar(
            "Deze agenda is er niet of niet meer. Vraag je team om een nieuw adres."
        )
