"""The organisation's own words for the privacy guard, in the store."""

from typing import Final

from gesprek.domein.privacywoorden import Privacywoorden
from gesprek.opslag.bijwerken import update_or_create
from gesprek.opslag.fouten import Corrupt, NotFound, SchemaTooNew
from gesprek.opslag.protocol import Sleutel, Soort, Store
from gesprek.opslag.vorm import value_of

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
