"""Log-ins live on the server: a cookie holds only a random id, and its record is asked each time.

So log-out, a renewed key, a removed account or a revoked device count at the next question.
"""

import secrets
import string
from collections.abc import Callable
from contextlib import suppress
from datetime import datetime, timedelta
from typing import Final

from gesprek.access.request_origin import Device
from gesprek.access.visitors import LogIn, VisitorKind
from gesprek.storage.protocol import Document, DocumentKey, Kind, Names, Record, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew, StoreError
from gesprek.storage.values import update, value_of

_SEEN_EVERY: Final = timedelta(minutes=1)
_PREFIX: Final = "aanmelding-"
_ID_BYTES: Final = 20
_OF_TEAM: Final = "t-"
_OF_ACCOUNT: Final = "m-"
"""An id begins with whose it is, to find the log-ins of a team without reading all others. That of
an older program is hexadecimal only, and so may be anybody's."""


class LogIns:
    """All log-ins. What begins, changes or ends them may raise a ``StoreError``."""

    def __init__(self, store: Store, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._clock = clock

    def begin_team(
        self,
        team: str,
        *,
        generatie: str | None,
        alleen: str | None = None,
        vertrouwd: bool = False,
        apparaat: Device = Device.ANDERS,
    ) -> LogIn:
        """Store a new log-in of a team.

        Args:
            team: its id.
            generatie: of what let them in, read before it was checked; see ``Generations``.
            alleen: the one oefening that a code opened, None for a team's key.
            vertrouwd: whether to remember the device; never for a code.
            apparaat: the kind of device.
        """
        now = self._clock()
        return self._begin(
            LogIn(
                id=_new_id(f"{_OF_TEAM}{team}-"),
                soort=VisitorKind.TEAM,
                begonnen=now,
                gezien=now,
                team=team,
                generatie=generatie,
                alleen=alleen,
                vertrouwd=vertrouwd and alleen is None,
                apparaat=apparaat,
            )
        )

    def begin_account(self, soort: VisitorKind, account: str, *, generatie: str | None) -> LogIn:
        """Store a new log-in of a manager or the advisor; the rest as ``begin_team``."""
        now = self._clock()
        return self._begin(
            LogIn(
                id=_new_id(_OF_ACCOUNT),
                soort=soort,
                begonnen=now,
                gezien=now,
                account=account,
                generatie=generatie,
            )
        )

    def _begin(self, new: LogIn) -> LogIn:
        self._store.create(_key(new.id), new.to_document())
        return new

    def current(self, log_in_id: str, *, in_use: bool) -> LogIn | None:
        """Return a log-in that counts now; None: sign in again.

        ``in_use``: somebody did something with it, which is noted. Raises Unusable or Busy where
        it cannot be known whether it counts.
        """
        found = self._read(log_in_id)
        now = self._clock()
        if found is None or found.has_ended(now):
            return None
        if in_use and now - found.gezien >= _SEEN_EVERY:
            with suppress(StoreError):  # nobody is sent away for a full disk
                self._change(found.id, lambda one: one.changed(gezien=now))
        return found

    def open_oefening(self, log_in_id: str, oefening: str) -> None:
        """Note that the code of an oefening was typed on a remembered device.

        Raises NotFound where the log-in is gone.
        """
        now = self._clock()
        self._change(log_in_id, lambda one: one.changed(geopend={**one.geopend, oefening: now}))

    def be(self, log_in_id: str, persoon: str) -> None:
        """Note whose own device this is; an own device of this person elsewhere is no longer.

        ``persoon`` is the id of the deelnemer, empty for a device of all. Raises NotFound where
        the log-in of the team is gone.
        """
        mine = self._read(log_in_id)
        if mine is None or mine.team is None:
            raise NotFound
        for other in self.of_person(mine.team, persoon):
            if other.id != log_in_id:
                self._change(other.id, lambda one: one.changed(persoon=None))
        self._change(log_in_id, lambda one: one.changed(persoon=persoon))

    def of_person(self, team: str, persoon: str) -> list[LogIn]:
        """Return the log-ins that are the own device of a deelnemer; none for an empty id."""
        return [one for one in self.of_team(team) if persoon and one.persoon == persoon]

    def of_team(self, team: str) -> list[LogIn]:
        """Return the log-ins of a team that count now, the latest used first."""
        now = self._clock()
        listed = self._store.list(Kind.AANMELDING, begins=_may_be(f"{_OF_TEAM}{team}-"))
        read = (_value(one) for one in listed)
        found = [one for one in read if one and one.team == team and not one.has_ended(now)]
        return sorted(found, key=lambda one: one.gezien, reverse=True)

    def go_on(self, before: LogIn, new: LogIn) -> LogIn:
        """Let the log-in of a browser go on with a new one that opens the same; return it.

        Its windows stay as they are, with what is half typed in them. Where it has ended
        meanwhile, the new one is returned.
        """

        def lengthened(one: LogIn) -> LogIn:
            return one.changed(
                begonnen=new.begonnen,
                gezien=new.gezien,
                generatie=new.generatie,
                vertrouwd=one.vertrouwd or new.vertrouwd,
            )

        try:
            self._change(before.id, lengthened)
        except NotFound:
            return new
        self.revoke(new.id)
        return lengthened(before)

    def revoke(self, log_in_id: str) -> None:
        """End a log-in; harmless when it has ended.

        Raises OutcomeUnknown where it is gone, but perhaps not for good.
        """
        with suppress(NotFound):
            self._store.delete(_key(log_in_id))

    def revoke_team(self, team: str) -> int:
        """End all log-ins of a team, such as when its key is renewed; return how many."""
        return self._revoke_where(lambda one: one.team == team, f"{_OF_TEAM}{team}-")

    def revoke_account(self, account: str) -> int:
        """End all log-ins of an account; return how many."""
        return self._revoke_where(lambda one: one.account == account, _OF_ACCOUNT)

    def revoke_all(self) -> int:
        """End all log-ins of everybody; return how many."""
        return self._revoke_where(lambda _one: True)

    def clean(self, holds: Callable[[LogIn], bool]) -> int:
        """Remove log-ins that have ended or that no longer hold; return how many."""
        now = self._clock()
        return self._revoke_where(lambda one: one.has_ended(now) or not holds(one))

    def _read(self, log_in_id: str) -> LogIn | None:
        try:
            return _value(self._store.get(_key(log_in_id)))
        except (NotFound, Corrupt, SchemaTooNew):
            return None

    def _change(self, log_in_id: str, change: Callable[[LogIn], LogIn]) -> None:
        def apply(stored: Document) -> Document:
            return change(value_of(LogIn, stored)).to_document()

        update(self._store, _key(log_in_id), apply)

    def _revoke_where(self, wanted: Callable[[LogIn], bool], begins: str = "") -> int:
        """End those that are wanted, among the ids that begin so; return how many."""
        gone = 0
        for record in list(self._store.list(Kind.AANMELDING, begins=_may_be(begins))):
            one = _value(record)
            if one is None or wanted(one):  # what cannot be read counts for nobody
                self.revoke(record.key.id.removeprefix(_PREFIX))
                gone += 1
        return gone


def _value(record: Record) -> LogIn | None:
    try:
        return value_of(LogIn, record.document)
    except Corrupt:
        return None


def _new_id(whose: str) -> str:
    return whose + secrets.token_hex(_ID_BYTES)


def _may_be(begins: str) -> Names:
    """Return how the names begin of the log-ins that may have such an id."""
    return tuple(_PREFIX + one for one in (begins, *string.hexdigits[:16])) if begins else ("",)


def _key(log_in_id: str) -> DocumentKey:
    return DocumentKey(Kind.AANMELDING, _PREFIX + log_in_id)
