"""The organisation's own texts and its own words for the privacy guard, in the store."""

from typing import Any, Final

from gesprek.domain.text import PrivacyWords
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
