"""Erasing on request: 'verwijder deze oefening', 'wis mijn inbreng', a name, one leerpunt.

The ledger is written first. A crash in between leaves at most something that the ledger calls
erased, and ``clean_up`` finishes that at the next start.
"""

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import utc_now
from gesprek.domain.oefening import Oefening
from gesprek.services.audit_log import AuditEvent, AuditLog
from gesprek.services.erasure_ledger import (
    Erased,
    ErasureLedger,
    document_without_inbreng,
    without_leerpunten,
    without_names,
)
from gesprek.services.reminder_cleaning import forget_person
from gesprek.storage.protocol import ALL_NAMES, Document, DocumentKey, Kind, Names, Record, Store
from gesprek.storage.store_errors import AlreadyExists, Corrupt, NotFound, SchemaTooNew, StoreError
from gesprek.storage.values import (
    DocumentChange,
    check_team_id,
    names_of_drafts,
    team_of,
    update,
    value_of,
)


@dataclass(frozen=True)
class Undo:
    """What ``Erasing.undo`` needs; in memory only, and gone with the page.

    Attributes:
        team: whose it was.
        gewist: what the ledger was told.
        removed: the documents that are gone, where they could be read.
        changed: the changes of what is still there.
    """

    team: str
    gewist: Erased
    removed: tuple[Record, ...] = field(default=(), repr=False)
    changed: tuple[DocumentChange, ...] = ()


class Erasing:
    """Erases at once, and tells the log the kind of person who does (``soort``).

    Every method may raise NotFound (the team or the oefening cannot be one), Busy, StoreFull,
    Unusable and OutcomeUnknown.
    """

    def __init__(
        self, store: Store, clock: Callable[[], datetime] = utc_now, soort: str = ""
    ) -> None:
        self._store = store
        self._clock = clock
        self._soort = soort
        self._ledger = ErasureLedger(store)

    def oefening(self, oefening_id: str) -> Undo:
        """Remove an oefening: its text, kept leerpunten and drafts, readable or not.

        The coded row of a played one stays for the figures; of one that was never played it goes.
        Where there is nothing of it: NotFound.
        """
        team, now = team_of(oefening_id), self._clock()
        keys = [DocumentKey(soort, oefening_id, team) for soort in (Kind.OEFENING, Kind.LEERPUNTEN)]
        if not self._is_played(keys[0]):
            keys.append(DocumentKey(Kind.GECODEERD, oefening_id, team))
        gewist = Erased.model_validate({key.kind.value: {oefening_id: now} for key in keys})
        if not any(self._exists(key) for key in keys[:2]):
            raise NotFound
        self._ledger.note(team, gewist)
        removed = [self._remove(key) for key in keys]
        begins = names_of_drafts(oefening_id)
        remove_drafts(self._store, lambda draft: _is_about(draft, oefening_id), begins)
        self._note(AuditEvent.OEFENING_VERWIJDERD, oefening_id)
        return Undo(team, gewist, tuple(one for one in removed if one))

    def inbreng(self, team: str, deelnemer: str) -> Undo:
        """Take what one person put in out of the team's oefeningen.

        What an oefening does not attribute to a person cannot be found and stays: see
        ``without_inbreng`` of ``domain.text_fields``. Nor can leerpunten that outlived their
        oefening: nothing leads from them to a person; one by one they go by ``leerpunt``. An
        oefening that cannot be read is left alone and is in ``Store.problems``.
        """
        check_team_id(team)
        found = [
            one.key
            for one in self._store.list(Kind.OEFENING, team)
            if document_without_inbreng(one.document, deelnemer) is not one.document
        ]
        moments = {key.id: {deelnemer: self._clock()} for key in found}
        gewist = Erased(inbreng=moments)
        if found:
            self._ledger.note(team, gewist)
        begins = names_of_drafts(team)
        remove_drafts(self._store, lambda draft: _is_of(draft, deelnemer, team), begins)
        changed = [self._without_inbreng(key, deelnemer) for key in found]
        self._note(AuditEvent.INBRENG_GEWIST, *sorted(moments))
        return Undo(team, gewist, changed=tuple(one for one in changed if one))

    def naam(self, team: str, deelnemer: str) -> Undo:
        """Take a name off the team's list; oefeningen keep the random id only.

        The address that this person gave for reminders goes too, and does not come back by
        ``undo``. Raises NotFound, Corrupt or SchemaTooNew where the team is not there or cannot be
        read.
        """
        check_team_id(team)
        gewist = Erased(naam={deelnemer: self._clock()})
        key = DocumentKey(Kind.TEAM, team)
        done = self._change(key, team, gewist, lambda one: without_names(one, [deelnemer]))
        forget_person(self._store, team, deelnemer)
        self._note(AuditEvent.NAAM_VERWIJDERD, team)
        return done

    def leerpunt(self, oefening_id: str, leerpunt_id: str) -> Undo:
        """Remove one leerpunt that was kept after its oefening; errors as ``naam``."""
        team = team_of(oefening_id)
        gewist = Erased(leerpunt={oefening_id: {leerpunt_id: self._clock()}})
        key = DocumentKey(Kind.LEERPUNTEN, oefening_id, team)
        done = self._change(key, team, gewist, lambda one: without_leerpunten(one, [leerpunt_id]))
        remove_drafts(self._store, lambda draft: _is_about(draft, f"{oefening_id}-{leerpunt_id}"))
        self._note(AuditEvent.LEERPUNT_VERWIJDERD, oefening_id)
        return done

    def undo(self, ongedaan: Undo) -> None:
        """Put back what was erased; the ledger forgets it first.

        FieldConflict: somebody changed the same field since; that document stays as it is.
        """
        self._ledger.forget(ongedaan.team, ongedaan.gewist)
        for record in ongedaan.removed:
            with suppress(AlreadyExists):
                self._store.create(record.key, record.document)
        for one in ongedaan.changed:
            self._store.apply(one.key, one.version, one.back)
        self._note(AuditEvent.ONGEDAAN_GEMAAKT, ongedaan.team)

    def _note(self, what: AuditEvent, *ids: str) -> None:
        AuditLog(self._store, self._clock).note(what, ids, soort=self._soort)

    def _change(
        self, key: DocumentKey, team: str, gewist: Erased, change: Callable[[Document], Document]
    ) -> Undo:
        self._store.get(key)  # what is not there gets no line in the ledger
        self._ledger.note(team, gewist)
        changed = update(self._store, key, change)
        return Undo(team, gewist, changed=(changed,) if changed else ())

    def _is_played(self, text: DocumentKey) -> bool:
        """Return whether a round was begun, by the text, or by the row where that is gone."""
        with suppress(NotFound, Corrupt, SchemaTooNew):
            return bool(value_of(Oefening, self._store.get(text).document).gesprek.rondes)
        with suppress(NotFound, Corrupt, SchemaTooNew):
            row = self._store.get(DocumentKey(Kind.GECODEERD, text.id, text.team)).document
            return value_of(CodedRow, row.get("rij")).is_played
        return True

    def _exists(self, key: DocumentKey) -> bool:
        try:
            self._store.get(key)
        except StoreError as error:
            return not isinstance(error, NotFound)
        return True

    def _remove(self, key: DocumentKey) -> Record | None:
        """Remove a document; return it where it could be read."""
        record = None
        with suppress(NotFound, Corrupt, SchemaTooNew):
            record = self._store.get(key)
        with suppress(NotFound):
            self._store.delete(key)
        return record

    def _without_inbreng(self, key: DocumentKey, deelnemer: str) -> DocumentChange | None:
        with suppress(NotFound):  # the whole oefening was removed meanwhile
            return update(self._store, key, lambda one: document_without_inbreng(one, deelnemer))
        return None


def _is_of(draft: Document, deelnemer: str, team: str) -> bool:
    """Return whether a draft may be of this person, in an oefening of this team."""
    writer = draft.get("deelnemer")
    return writer in (None, deelnemer) and team in str(draft.get("oefening", ""))


def _is_about(draft: Document, name: str) -> bool:
    """Return whether a draft is of an oefening, or may hold a leerpunt of it to share."""
    return draft.get("oefening") == name or any(f"-{name}" in veld for veld in draft.get("op", {}))


def remove_drafts(
    store: Store, is_theirs: Callable[[Document], bool], begins: Names = ALL_NAMES
) -> int:
    """Remove the drafts with such a name for which the document says so; return how many."""
    count = 0
    for draft in store.list(Kind.CONCEPT, begins=begins):
        if is_theirs(draft.document):
            with suppress(NotFound):  # it was saved, and so removed, meanwhile
                store.delete(draft.key)
                count += 1
    return count
