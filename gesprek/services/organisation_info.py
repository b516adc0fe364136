"""What every page shows to everybody, the organisation's own texts and words, and example data."""

from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Final

from gesprek.access import settings
from gesprek.access.settings import NetworkMode
from gesprek.domain.text import PrivacyWords
from gesprek.services.erasure_ledger import key_of
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update_or_create, value_of

KEY: Final = DocumentKey(Kind.BEHEER, "teksten")
_TABLES: Final = "tabellen"

TextTables = dict[str, Any]
"""The same shape as the files of ``data/inhoud``: file without ending → key → … → text."""


def read_own_texts(store: Store) -> TextTables:
    """Return the own texts; none where nothing is set or the setting is damaged."""
    try:
        found = store.get(KEY).document.get(_TABLES)
    except (NotFound, Corrupt, SchemaTooNew):
        return {}
    return found if isinstance(found, dict) else {}


def save_own_texts(store: Store, tables: TextTables) -> None:
    """Store the own texts.

    Raises:
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    update_or_create(store, KEY, lambda _stored: {_TABLES: tables})


_KEY: Final = DocumentKey(Kind.BEHEER, "privacywoorden")


def read_privacy_words(store: Store) -> PrivacyWords:
    """Return the words; none where nothing is set or the setting is damaged."""
    try:
        return value_of(PrivacyWords, store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return PrivacyWords()


def save_privacy_words(store: Store, words: PrivacyWords) -> None:
    """Store the words.

    Raises:
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    update_or_create(store, _KEY, lambda _stored: words.to_document())


_MADE_UP: Final = DocumentKey(Kind.BEHEER, "voorbeeld")
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
        self._store.create(_MADE_UP, {_TEAMS: sorted(teams)})

    @property
    def is_there(self) -> bool:
        """Whether example data are in the store."""
        return bool(self._store.versions([_MADE_UP]))

    def remove(self) -> None:
        """Remove the made-up teams and everything of theirs; teams made since stay.

        All figures go: they were counted with the example data. What stayed is counted again. The
        note goes last, so that what was interrupted can be done again.
        """
        teams = self._store.get(_MADE_UP).document[_TEAMS]
        for team in teams:
            for soort in _OF_TEAMS:
                for record in list(self._store.list(soort, team)):
                    self._delete(record.sleutel)
            self._delete(DocumentKey(Kind.TEAM, team))
            self._delete(key_of(team))
        for record in list(self._store.list(Kind.CIJFERS)):
            self._delete(record.sleutel)
        self._delete(_SHARED)
        self._delete(_MADE_UP)

    def _delete(self, sleutel: DocumentKey) -> None:
        with suppress(NotFound):
            self._store.delete(sleutel)


class PublicInfo:
    """The own texts, and what people must keep in mind about this server.

    Args:
        store: where it is.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def texts_version(self) -> int:
        """Return a number that changes when the own texts do; costs little."""
        return self._store.versions([KEY]).get(KEY, 0)

    def own_texts(self) -> TextTables:
        """Return the own texts; see ``read_own_texts``."""
        return read_own_texts(self._store)

    def has_example_data(self) -> bool:
        """Return whether made-up teams are in the store."""
        return ExampleData(self._store).is_there

    def network(self) -> NetworkMode:
        """Return who can open this server."""
        return settings.read_settings(self._store).netwerk

    def address_for_colleagues(self, here: str) -> str:
        """Return the address by which others open the app.

        Args:
            here: the address by which this page was opened.
        """
        return settings.address_for_colleagues(settings.read_settings(self._store), here)
