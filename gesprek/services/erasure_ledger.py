"""What was erased: the ledger that keeps it from coming back, and documents without it.

One document per team (``grootboek/gewist-<team>.json``): two teams that erase never wait for each
other, and one file for a whole organisation would outgrow what the store accepts.
"""

from collections.abc import Callable, Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Final

from gesprek.domain.base import Value
from gesprek.domain.dates import Moment, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import CODED_MONTHS, is_past
from gesprek.domain.text_fields import without_inbreng
from gesprek.storage.protocol import Document, DocumentKey, FieldPath, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update_or_create, value_of

_PREFIX: Final = "gewist-"
_moment = datetime.fromisoformat
_Entries = dict[FieldPath, str]
"""Where an erasure stands in a ledger → its moment."""


class Erased(Value):
    """What was erased of one team, each with its moment; it holds no text and no name.

    Attributes:
        oefening: ids of oefeningen of which the text is gone.
        leerpunten: ids of oefeningen of which the kept leerpunten are gone as well.
        gecodeerd: ids of oefeningen of which the coded row is gone as well.
        inbreng: oefening id → ids of who took the own contribution out of it.
        leerpunt: oefening id → ids of single leerpunten that were removed on request.
        naam: ids of people who are no longer on the team's list.
    """

    oefening: dict[str, Moment] = {}
    leerpunten: dict[str, Moment] = {}
    gecodeerd: dict[str, Moment] = {}
    inbreng: dict[str, dict[str, Moment]] = {}
    leerpunt: dict[str, dict[str, Moment]] = {}
    naam: dict[str, Moment] = {}

    def keys(self, team: str) -> Iterator[DocumentKey]:
        """Yield the documents that may not exist any more."""
        for soort, ids in (
            (Kind.OEFENING, self.oefening),
            (Kind.LEERPUNTEN, self.leerpunten),
            (Kind.GECODEERD, self.gecodeerd),
        ):
            for one in ids:
                with suppress(NotFound):  # no document ever had this id
                    yield DocumentKey(soort, one, team)


class ErasureLedger:
    """The erasures of all teams; what is written may raise as ``Store.apply``.

    A ledger that is damaged does not hold up an erasure: it is in ``Store.problems``.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, team: str, gewist: Erased) -> None:
        """Add erasures; done before anything is erased, so that a crash leaves nothing undone.

        Where it raises, nothing may be erased.
        """

        def joined(known: _Entries) -> _Entries:
            both = dict(known)
            for path, one in _entries(gewist.to_document()).items():
                both[path] = max(both.get(path, one), one, key=_moment)
            return both

        self._change(team, joined)

    def forget(self, team: str, gewist: Erased) -> None:
        """Take erasures back, before what they erased is put back."""
        self._forget(team, _entries(gewist.to_document()))

    def of(self, team: str) -> Erased:
        """Return the erasures of one team; none where its ledger cannot be read."""
        with suppress(NotFound, Corrupt, SchemaTooNew):
            return value_of(Erased, self._store.get(key_of(team)).document)
        return Erased()

    def shorten(self, today: date) -> int:
        """Drop what was erased more than 24 months ago; return how many entries.

        A back-up is kept 28 days at most, and what an older one holds has passed its own term.
        """
        count = 0
        ledgers = [team_of_key(one.key) for one in self._store.list(Kind.GROOTBOEK)]
        for team in filter(None, ledgers):
            entries = _entries(self.of(team).to_document())
            old = {
                path
                for path, one in entries.items()
                if is_past(local_day(_moment(one)), CODED_MONTHS, today)
            }
            if old:
                self._forget(team, old)
                count += len(old)
        return count

    def _forget(self, team: str, gone: Collection[FieldPath]) -> None:
        self._change(team, lambda known: {path: known[path] for path in known if path not in gone})

    def _change(self, team: str, change: Callable[[_Entries], _Entries]) -> None:
        with suppress(Corrupt, SchemaTooNew):
            update_or_create(
                self._store, key_of(team), lambda stored: _document(change(_entries(stored)))
            )


def key_of(team: str) -> DocumentKey:
    """Return the key of a team's ledger."""
    return DocumentKey(Kind.GROOTBOEK, _PREFIX + team)


def team_of_key(key: DocumentKey) -> str | None:
    """Return the team whose ledger has this key, None for any other document."""
    if key.kind is Kind.GROOTBOEK and key.id.startswith(_PREFIX):
        return key.id.removeprefix(_PREFIX)
    return None


def _entries(document: Document, above: FieldPath = ()) -> _Entries:
    found: _Entries = {}
    for key, value in document.items():
        path = (*above, key)
        found |= _entries(value, path) if isinstance(value, dict) else {path: value}
    return found


def _document(entries: _Entries) -> Document:
    document: Document = {}
    for path, moment in entries.items():
        group = document
        for key in path[:-1]:
            group = group.setdefault(key, {})
        group[path[-1]] = moment
    return document


def document_without_inbreng(document: Document, deelnemer: str) -> Document:
    """Return a stored oefening without what one person put in.

    The same object where nothing goes, or where it cannot be read as an oefening.
    """
    with suppress(Corrupt):
        oefening = value_of(Oefening, document)
        left = without_inbreng(oefening, deelnemer)
        return document if left == oefening else left.to_document()
    return document


def without_names(document: Document, deelnemers: Iterable[str]) -> Document:
    """Return a stored team without these names."""
    return _without_entries(document, "deelnemers", {*deelnemers})


def without_leerpunten(document: Document, leerpunten: Iterable[str]) -> Document:
    """Return stored leerpunten without these, and without what was shared of them."""
    gone = {*leerpunten}
    return _without_entries(_without_entries(document, "leerpunten", gone), "gedeeld", gone)


def _without_entries(document: Document, name: str, gone: set[str]) -> Document:
    entries = document.get(name)
    if not isinstance(entries, dict) or not entries.keys() & gone:
        return document
    left = {key: value for key, value in entries.items() if key not in gone}
    rest = {key: value for key, value in document.items() if key != name}
    return {**rest, name: left} if left else rest
