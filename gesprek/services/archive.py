"""What the screens use: teams and oefeningen as values of the domain, with their versions."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import Final, TypeVar

from gesprek.domain.base import Versioned
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import Past
from gesprek.domain.team import Team
from gesprek.services.coded_rows import CodedRows
from gesprek.storage.merge import difference
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store, StoreProblem
from gesprek.storage.store_errors import Corrupt, InvalidDocument, NotFound, SchemaTooNew
from gesprek.storage.values import check_team_id, groups_of, team_of, value_of

_Stored = TypeVar("_Stored", Team, Oefening)
__all__ = ["Archive", "Versioned"]

_GROUPS: Final = {model: groups_of(model) for model in (Team, Oefening)}


class Archive:
    """All teams and oefeningen.

    Every method may raise Busy and Unusable (see ``Store``), and NotFound where an id cannot be
    one. A list skips what is damaged: see ``problems``.

    Attributes:
        saved: is told the id and the version of each oefening that is saved here.
    """

    def __init__(self, store: Store) -> None:
        self._store = store
        self.saved: Callable[[str, int], None] = lambda _id, _version: None
        self._coded_rows = CodedRows(store)
        self._problems: dict[DocumentKey, StoreProblem] = {}

    def teams(self) -> list[Team]:
        """Return all teams, sorted by name."""
        found = [one.value for one in self._readable(Team, self._store.list(Kind.TEAM))]
        return sorted(found, key=lambda team: (team.naam.casefold(), team.id))

    def teams_of(self, ids: Iterable[str]) -> list[Team]:
        """Return those of these teams that are there and can be read."""
        found = []
        for one in ids:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                found.append(self.team(one).value)
        return found

    def team(self, team_id: str) -> Versioned[Team]:
        """Return a team; raises NotFound, Corrupt or SchemaTooNew as ``Store.get``."""
        return self._versioned(Team, self._store.get(_team_key(team_id)))

    def create_team(self, team: Team) -> Versioned[Team]:
        """Store a new team; errors as ``Store.create``."""
        record = self._store.create(_team_key(team.id), team.to_document())
        return self._versioned(Team, record)

    def save_team(self, gezien: Versioned[Team], new: Team) -> Versioned[Team]:
        """Store a changed team; arguments, result and errors as ``save``."""
        record = self._apply(_team_key(gezien.value.id), gezien, new)
        return self._versioned(Team, record) if record else gezien

    def oefening(self, oefening_id: str) -> Versioned[Oefening]:
        """Return an oefening; errors as ``team``."""
        return self._versioned(Oefening, self._store.get(_oefening_key(oefening_id)))

    def oefeningen(self, team_id: str) -> list[Oefening]:
        """Return the oefeningen of a team, newest last."""
        return [one.value for one in self.versies(team_id)]

    def versies(self, team_id: str) -> list[Versioned[Oefening]]:
        """Return the oefeningen of a team with their versions, newest last."""
        check_team_id(team_id)
        return self._readable(Oefening, self._store.list(Kind.OEFENING, team_id))

    def create_oefening(self, oefening: Oefening) -> Versioned[Oefening]:
        """Store a new oefening and its coded row; errors as ``Store.create``.

        Where the id is not one of the oefening's team it raises InvalidDocument.
        """
        key = _oefening_key(oefening.id)
        if key.team != oefening.team:
            raise InvalidDocument
        record = self._store.create(key, oefening.to_document())
        self._coded_rows.update(record)
        return self._versioned(Oefening, record)

    def save(self, gezien: Versioned[Oefening], new: Oefening) -> Versioned[Oefening]:
        """Store the fields in which ``new`` differs from what was seen, and the coded row.

        What others changed meanwhile in other fields stays, and is in what is returned.

        Raises:
            NotFound: it was removed meanwhile.
            FieldConflict: somebody else changed the same field; nothing is changed.
            Corrupt, SchemaTooNew: what is stored cannot be read.
            InvalidDocument, StoreFull, OutcomeUnknown: see ``Store.apply``.
        """
        record = self._apply(_oefening_key(gezien.value.id), gezien, new)
        if record is None:
            return gezien
        self.saved(record.key.id, record.version)
        self._coded_rows.update(record)
        return self._versioned(Oefening, record)

    def versions(self, oefeningen: Iterable[str]) -> dict[str, int]:
        """Return the present version of each of these oefeningen that can be read."""
        found = self._store.versions([_oefening_key(one) for one in oefeningen])
        return {key.id: version for key, version in found.items()}

    def rijen(self) -> list[CodedRow]:
        """Return the coded rows of all oefeningen."""
        return self._coded_rows.all()

    def rijen_of(self, team_id: str) -> list[CodedRow]:
        """Return the coded rows of one team."""
        check_team_id(team_id)
        return self._coded_rows.all(team_id)

    def past(self, team_id: str, present: Iterable[Oefening]) -> list[Past]:
        """Return the oefeningen of a team that can be read, and what is known of the others.

        ``present`` are the first. Errors as ``team``.
        """
        there = {one.id: one for one in present}
        return [*there.values(), *self._coded_rows.gone(self.team(team_id).value, there)]

    def mend(self) -> int:
        """Bring coded rows that a crash left behind in line with the text; return how many."""
        return self._coded_rows.mend()

    def problems(self) -> tuple[StoreProblem, ...]:
        """Return what was skipped or could not be read when it was last needed."""
        present = self._store.versions(self._problems.copy())
        unfit = (problem for key, problem in self._problems.copy().items() if key in present)
        found = (*self._store.problems(), *unfit, *self._coded_rows.problems())
        return tuple({problem.key: problem for problem in found}.values())

    def _apply(self, key: DocumentKey, gezien: Versioned[_Stored], new: _Stored) -> Record | None:
        """Store what differs; None where nothing does."""
        if new.id != gezien.value.id:
            raise InvalidDocument
        is_group = _GROUPS[type(new)]
        operations = difference(gezien.value.to_document(), new.to_document(), is_group=is_group)
        return self._store.apply(key, gezien.version, operations) if operations else None

    def _versioned(self, model: type[_Stored], record: Record) -> Versioned[_Stored]:
        try:
            value = _value(model, record)
        except Corrupt as error:
            self._problems[record.key] = StoreProblem(record.key, error.sentence)
            raise
        self._problems.pop(record.key, None)
        return Versioned(record.version, value)

    def _readable(
        self, model: type[_Stored], records: Iterable[Record]
    ) -> list[Versioned[_Stored]]:
        found = []
        for record in records:
            with suppress(Corrupt):
                found.append(self._versioned(model, record))
        return found


def _value(model: type[_Stored], record: Record) -> _Stored:
    value = value_of(model, record.document)
    if value.id != record.key.id:
        raise Corrupt  # a file that was put in another one's place
    return value


def _team_key(team_id: str) -> DocumentKey:
    check_team_id(team_id)
    return DocumentKey(Kind.TEAM, team_id)


def _oefening_key(oefening_id: str) -> DocumentKey:
    return DocumentKey(Kind.OEFENING, oefening_id, team_of(oefening_id))
