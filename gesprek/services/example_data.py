"""Example data: which teams were made up, and how all of it goes away at once."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from gesprek.services.erasure_ledger import key_of
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import NotFound

_KEY: Final = DocumentKey(Kind.BEHEER, "voorbeeld")
_TEAMS: Final = "teams"
_OF_TEAMS: Final = (Kind.OEFENING, Kind.GECODEERD, Kind.LEERPUNTEN)
_SHARED: Final = DocumentKey(Kind.BEHEER, "gedeeld")


class ExampleData:
    """Every method may raise Corrupt, Busy, StoreFull, Unusable and OutcomeUnknown.

    Args:
        store: where the data are.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def mark(self, teams: Iterable[str]) -> None:
        """Note which teams are made up, before anything of them is stored."""
        self._store.create(_KEY, {_TEAMS: sorted(teams)})

    @property
    def is_there(self) -> bool:
        """Whether example data are in the store."""
        return bool(self._store.versions([_KEY]))

    def remove(self) -> None:
        """Remove the made-up teams and everything of theirs; teams made since stay.

        All figures go: they were counted with the example data. What stayed is counted again. The
        note goes last, so that what was interrupted can be done again.
        """
        teams = self._store.get(_KEY).document[_TEAMS]
        for team in teams:
            for soort in _OF_TEAMS:
                for record in list(self._store.list(soort, team)):
                    self._delete(record.sleutel)
            self._delete(DocumentKey(Kind.TEAM, team))
            self._delete(key_of(team))
        for record in list(self._store.list(Kind.CIJFERS)):
            self._delete(record.sleutel)
        self._delete(_SHARED)
        self._delete(_KEY)

    def _delete(self, sleutel: DocumentKey) -> None:
        with suppress(NotFound):
            self._store.delete(sleutel)
