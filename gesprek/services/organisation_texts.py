"""The organisation's own texts and its own words for the privacy guard, in the store."""

from typing import Any, Final

from gesprek.domain.text import Privacywoorden
from gesprek.storage.protocol import Sleutel, Soort, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update_or_create, value_of

KEY: Final = Sleutel(Soort.BEHEER, "teksten")
_TABLES: Final = "tabellen"

Tabellen = dict[str, Any]
"""The same shape as the files of ``data/inhoud``: file without ending → key → … → text."""


def read_eigen_teksten(store: Store) -> Tabellen:
    """Return the own texts; none where nothing is set or the setting is damaged."""
    try:
        found = store.get(KEY).document.get(_TABLES)
    except (NotFound, Corrupt, SchemaTooNew):
        return {}
    return found if isinstance(found, dict) else {}


def version_of(store: Store) -> int:
    """Return a number that changes when the own texts do; costs little."""
    return store.versions([KEY]).get(KEY, 0)


def save_eigen_teksten(store: Store, tabellen: Tabellen) -> None:
    """Store the own texts.

    Raises:
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    update_or_create(store, KEY, lambda _stored: {_TABLES: tabellen})


_KEY: Final = Sleutel(Soort.BEHEER, "privacywoorden")


def read_privacywoorden(store: Store) -> Privacywoorden:
    """Return the words; none where nothing is set or the setting is damaged."""
    try:
        return value_of(Privacywoorden, store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return Privacywoorden()


def save_privacywoorden(store: Store, words: Privacywoorden) -> None:
    """Store the words.

    Raises:
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    update_or_create(store, _KEY, lambda _stored: words.to_document())
