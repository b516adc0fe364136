"""What was erased: the ledger that keeps it from coming back, and documents without it.

One document per team (``grootboek/gewist-<team>.json``): two teams that erase never wait for each
other, and one file for a whole organisation would outgrow what the store accepts.
"""

from collections.abc import Iterable, Iterator
from contextlib import suppress
from datetime import date, datetime
from typing import Any, Final

from gesprek.domain.base import Value
from gesprek.domain.dates import Moment, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import CODED_MONTHS, is_past
from gesprek.domain.text_fields import without_inbreng
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update_or_create, value_of

_PREFIX: Final = "gewist-"


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
    """The erasures of all teams."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def note(self, team: str, gewist: Erased) -> None:
        """Add erasures; done before anything is erased, so that a crash leaves nothing undone.

        A ledger that is damaged does not hold up an erasure: it is in ``Store.problems``.

        Raises:
            Busy, StoreFull, Unusable, OutcomeUnknown: see ``Store.apply``; nothing may be erased.
        """
        added = gewist.to_document()
        with suppress(Corrupt, SchemaTooNew):
            update_or_create(self._store, key_of(team), lambda stored: _joined(stored, added))

    def forget(self, team: str, gewist: Erased) -> None:
        """Take erasures back, before what they erased is put back; errors as ``note``."""
        gone = gewist.to_document()
        with suppress(Corrupt, SchemaTooNew):
            update_or_create(self._store, key_of(team), lambda stored: _without(stored, gone))

    def of(self, team: str) -> Erased:
        """Return the erasures of one team; none where its ledger cannot be read."""
        with suppress(NotFound, Corrupt, SchemaTooNew):
            return value_of(Erased, self._store.get(key_of(team)).document)
        return Erased()

    def teams(self) -> list[str]:
        """Return the ids of the teams that have a ledger."""
        found = (team_of_key(one.sleutel) for one in self._store.list(Kind.GROOTBOEK))
        return [team for team in found if team]

    def shorten(self, today: date) -> int:
        """Drop what was erased more than 24 months ago; return how many entries.

        A back-up is kept 28 days at most, and what an older one holds has passed its own term.
        """
        count = 0
        for team in self.teams():
            old = _older(self.of(team).to_document(), today)
            if old:
                self.forget(team, Erased.model_validate(old))
                count += _count(old)
        return count


def key_of(team: str) -> DocumentKey:
    """Return the key of a team's ledger."""
    return DocumentKey(Kind.GROOTBOEK, _PREFIX + team)


def team_of_key(sleutel: DocumentKey) -> str | None:
    """Return the team whose ledger has this key, None for any other document."""
    if sleutel.soort is Kind.GROOTBOEK and sleutel.id.startswith(_PREFIX):
        return sleutel.id.removeprefix(_PREFIX)
    return None


def _joined(stored: Document, added: Document) -> Document:
    both = dict(stored)
    for key, value in added.items():
        before = both.get(key)
        if isinstance(before, dict) and isinstance(value, dict):
            both[key] = _joined(before, value)
        else:
            both[key] = max(before, value, key=_moment) if before else value
    return both


def _without(stored: Document, gone: Document) -> Document:
    left = {}
    for key, value in stored.items():
        if key not in gone:
            left[key] = value
        elif isinstance(value, dict) and (kept := _without(value, gone[key])):
            left[key] = kept
    return left


def _older(entries: Document, today: date) -> Document:
    """Return the entries that are past their term, in the same groups."""
    old: Document = {}
    for key, value in entries.items():
        if isinstance(value, dict):
            if below := _older(value, today):
                old[key] = below
        elif is_past(local_day(_moment(value)), CODED_MONTHS, today):
            old[key] = value
    return old


def _count(entries: Document) -> int:
    return sum(_count(one) if isinstance(one, dict) else 1 for one in entries.values())


def _moment(value: Any) -> datetime:  # noqa: ANN401 - a value of JSON
    return datetime.fromisoformat(value)


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
    return _without_entries(document, "deelnemers", deelnemers)


def without_leerpunten(document: Document, leerpunten: Iterable[str]) -> Document:
    """Return stored leerpunten without these, and without what was shared of them."""
    gone = list(leerpunten)
    left = _without_entries(document, "leerpunten", gone)
    return _without_entries(left, "gedeeld", gone)


def _without_entries(document: Document, name: str, gone: Iterable[str]) -> Document:
    entries = document.get(name)
    if not isinstance(entries, dict) or not entries.keys() & set(gone):
        return document
    left = {key: value for key, value in entries.items() if key not in set(gone)}
    rest = {key: value for key, value in document.items() if key != name}
    return {**rest, name: left} if left else rest
