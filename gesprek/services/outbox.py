"""The messages that wait to be sent, were sent, or could not be.

A server takes a message by saving it with a claim of its own. Each later step is saved on the
version that it saw, so of two servers one gets FieldConflict and stops: see decision 38.
"""

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from gesprek.access.signing import ServerSecrets
from gesprek.domain.dates import local_day
from gesprek.domain.reminders import (
    CONFIRM_WITHIN,
    Bericht,
    Berichtsoort,
    Berichtstaat,
    Bezorgfout,
    at_the_end,
    closed,
    failed,
    is_left_at_the_end,
    may_take,
    take,
)
from gesprek.storage.merge import difference
from gesprek.storage.protocol import DocumentKey, Kind, Operation, Record, Store
from gesprek.storage.store_errors import (
    AlreadyExists,
    Corrupt,
    FieldConflict,
    NotFound,
    SchemaTooNew,
    StoreError,
)
from gesprek.storage.values import new_id, update, value_of

_ID: Final = 40  # hexadecimal characters: 160 bits
KEPT_FOR: Final = timedelta(days=60)
"""Longer than the text of an oefening, so that nothing is told of it twice."""
COUNTED_FOR: Final = timedelta(days=30)


@dataclass
class Taken:
    """A message that this server is sending, and its version in the store."""

    key: DocumentKey
    version: int
    bericht: Bericht


class OutboxCounts(NamedTuple):
    """What Beheer tells: what waits and since when, and what went wrong in the last 30 days."""

    waiting: int
    oldest: datetime | None
    last_failure: Bezorgfout | None
    failed: int
    uncertain: int


class Outbox:
    """All messages of a store; every method may raise as the method of ``Store`` that it needs."""

    def __init__(self, store: Store, secrets: ServerSecrets, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._secrets = secrets
        self._clock = clock

    def put(self, bericht: Bericht, sealed: str = "") -> bool:
        """Keep a message to send; return whether it is new.

        ``sealed`` is the address that a message asks to confirm. A message that was not sent
        because there was nothing to tell any more, waits again.
        """
        key = DocumentKey(Kind.BERICHT, self._id(bericht, sealed))
        try:
            self._store.create(key, bericht.to_document())
        except AlreadyExists:
            return self._put_again(key, bericht)
        return True

    def ask_to_confirm(self, team: str, deelnemer: str, sealed: str) -> bool:
        """Ask somebody by mail whether the address that they just gave is right, once."""
        now = self._clock()
        bericht = Bericht(
            team=team,
            soort=Berichtsoort.BEVESTIGEN,
            naar=deelnemer,
            dag=local_day(now),
            gemaakt=now,
            vanaf=now,
            tot=now + CONFIRM_WITHIN,
        )
        return self.put(bericht, sealed)

    def is_about(self, taken: Taken, sealed: str) -> bool:
        """Return whether a message asks to confirm this address."""
        return taken.key.id == self._id(taken.bericht, sealed)

    def ready(self) -> Iterator[Record]:
        """Yield what a server may take now, and close what nobody knows of whether it arrived."""
        now = self._clock()
        for record, bericht in self._all():
            if is_left_at_the_end(bericht, now):
                taken = Taken(record.key, record.version, bericht)
                with suppress(FieldConflict, NotFound):
                    self.close(taken, Berichtstaat.ONZEKER)
            elif may_take(bericht, now):
                yield record

    def take(self, record: Record) -> Taken | None:
        """Take a message to send it; None: another server did."""
        bericht = value_of(Bericht, record.document)
        taken = Taken(record.key, record.version, bericht)
        with suppress(FieldConflict, NotFound):
            self._save(taken, take(bericht, new_id(), self._clock()))
            return taken
        return None

    def commit(self, taken: Taken) -> None:
        """Note that the end of a message goes now: from here on nobody sends it again.

        Raises FieldConflict where another server took it: then the end may not be sent.
        """
        self._save(taken, at_the_end(taken.bericht, self._clock()))

    def close(self, taken: Taken, staat: Berichtstaat) -> None:
        """Note what became of a message."""
        self._save(taken, closed(taken.bericht, staat))

    def fail(self, taken: Taken, fout: Bezorgfout) -> None:
        """Note why a message was not accepted; it is tried again where that may help."""
        self._save(taken, failed(taken.bericht, fout, self._clock()))

    def release(self, taken: Taken) -> None:
        """Let a message wait again of which the end was not sent; errors change nothing.

        For where it is not known whether ``commit`` was saved.
        """
        bericht = taken.bericht
        waits = bericht.changed(staat=Berichtstaat.WACHT, claim="", geclaimd=None).to_document()
        with suppress(StoreError):
            update(
                self._store,
                taken.key,
                lambda one: waits if one.get("claim") == bericht.claim else one,
            )

    def counts(self) -> OutboxCounts:
        """Return what Beheer tells of the messages."""
        since = self._clock() - COUNTED_FOR
        found = sorted((one for _, one in self._all()), key=lambda one: one.gemaakt)
        waiting = [one.gemaakt for one in found if not one.is_closed]
        late = [one for one in found if one.gemaakt >= since and one.fout]
        states = [one.staat for one in late]
        return OutboxCounts(
            waiting=len(waiting),
            oldest=waiting[0] if waiting else None,
            last_failure=late[-1].fout if late else None,
            failed=states.count(Berichtstaat.MISLUKT),
            uncertain=states.count(Berichtstaat.ONZEKER),
        )

    def clean(self) -> None:
        """Remove the messages that were closed long ago."""
        since = self._clock() - KEPT_FOR
        for record, bericht in self._all():
            if bericht.is_closed and record.saved < since:
                with suppress(NotFound):
                    self._store.delete(record.key)

    def _all(self) -> Iterator[tuple[Record, Bericht]]:
        for record in self._store.list(Kind.BERICHT):
            with suppress(Corrupt):
                yield record, value_of(Bericht, record.document)

    def _put_again(self, key: DocumentKey, bericht: Bericht) -> bool:
        with suppress(NotFound, Corrupt, SchemaTooNew, FieldConflict):
            record = self._store.get(key)
            known = Taken(key, record.version, value_of(Bericht, record.document))
            if known.bericht.staat is Berichtstaat.VERVALLEN:
                self._save(known, bericht)
                return True
        return False

    def _save(self, taken: Taken, bericht: Bericht) -> None:
        """Save a message on the version that was seen; raises FieldConflict where it changed."""
        changes = difference(taken.bericht.to_document(), bericht.to_document())
        # Always, and whatever was seen: it is another one wherever somebody else took the message.
        claim = Operation(("claim",), bericht.claim or None)
        taken.version = self._store.apply(taken.key, taken.version, (*changes, claim)).version
        taken.bericht = bericht

    def _id(self, bericht: Bericht, sealed: str) -> str:
        """Return the id of a message: what is told twice has the same one, on every server."""
        day = "" if bericht.soort is Berichtsoort.TE_LANG else bericht.dag.isoformat()
        about = f"{bericht.oefening} {bericht.soort} {day} {bericht.naar}"
        if bericht.soort is Berichtsoort.BEVESTIGEN:
            about = f"{bericht.team} {bericht.soort} {bericht.naar} {sealed}"
        return self._secrets.fingerprint("bericht", about)[:_ID]
