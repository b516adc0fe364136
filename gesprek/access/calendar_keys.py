"""The secret address of a team's calendar: random, shown once, kept as a fingerprint only.

An address is the team's id and 160 random bits. A program that reads a calendar signs in nowhere,
so whoever has the address may read what is in it: times and our own words, nothing that
somebody typed. It can be renewed and revoked at any moment.
"""

import hmac
import re
import secrets
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime
from typing import Final

from gesprek.access.access_errors import TooManyAttempts
from gesprek.access.guess_limits import STOP_AGENDA, GuessLimits, bucket_of
from gesprek.access.signing import ServerSecrets
from gesprek.domain.base import UserError, Value
from gesprek.domain.dates import Moment
from gesprek.storage.ids import check_team_id
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound
from gesprek.storage.values import update_or_create, value_of

_BYTES: Final = 20
_GONE: Final = "Deze agenda is er niet of niet meer. Vraag je team om een nieuw adres."
_PURPOSE: Final = "agenda"
_TOKEN: Final = re.compile(r"([a-z0-9]{26})-([0-9a-f]{40})")


class UnknownCalendar(UserError):
    """This is no address of a calendar, or not any more."""


class _CalendarAddress(Value):
    """What is kept of a team's address."""

    vingerafdruk: str
    gemaakt: Moment


class CalendarKeys:
    """The calendar addresses of all teams.

    Args:
        store: where the fingerprints are kept.
        server_secrets: makes them.
        clock: tells when an address was made.
        limits: the limits; one for the whole process.
    """

    def __init__(
        self,
        store: Store,
        server_secrets: ServerSecrets,
        clock: Callable[[], datetime],
        limits: GuessLimits,
    ) -> None:
        self._store = store
        self._server_secrets = server_secrets
        self._clock = clock
        self._limits = limits

    def renew(self, team: str) -> str:
        """Return a new token for a team, to be shown once; its old one is dead at once.

        Raises:
            NotFound: this cannot be the id of a team.
            StoreError: see ``Store.apply``.
        """
        check_team_id(team)
        token = f"{team}-{secrets.token_hex(_BYTES)}"
        printed = self._server_secrets.fingerprint(_PURPOSE, token)
        kept = _CalendarAddress(vingerafdruk=printed, gemaakt=self._clock()).to_document()
        update_or_create(self._store, _place(team), lambda _stored: kept)
        return token

    def made(self, team: str) -> datetime | None:
        """Return when the present address of a team was made, None where it has none."""
        try:
            return self._kept(team).gemaakt
        except (NotFound, Corrupt):
            return None

    def remove(self, team: str) -> None:
        """Leave a team without address; harmless where it has none."""
        with suppress(NotFound):
            self._store.delete(_place(team))

    def team_of(self, token: str, adres: str) -> str:
        """Return the id of the team whose calendar this is.

        Args:
            token: what is in the address.
            adres: the address of who asks, that failures are counted for.

        Raises:
            UnknownCalendar: it is nobody's.
            TooManyAttempts: too many failed; a right one still opens.
        """
        team = self._right(token)
        if team is None:
            who = f"agenda/{bucket_of(adres)}"
            seconds = self._limits.wait(STOP_AGENDA, who)
            self._limits.failed(STOP_AGENDA, who)
            if seconds:
                raise TooManyAttempts(seconds)
            raise UnknownCalendar(_GONE)
        return team

    def _right(self, token: str) -> str | None:
        found = _TOKEN.fullmatch(token)
        if found is None:
            return None
        try:
            kept = self._kept(found[1]).vingerafdruk
        except (NotFound, Corrupt):
            return None
        printed = self._server_secrets.fingerprint(_PURPOSE, token)
        return found[1] if hmac.compare_digest(printed, kept) else None

    def _kept(self, team: str) -> _CalendarAddress:
        return value_of(_CalendarAddress, self._store.get(_place(team)).document)


def _place(team: str) -> DocumentKey:
    return DocumentKey(Kind.BEHEER, f"agenda-{team}")
