"""The terms of T as the advisor set them."""

from typing import Final

from gesprek.domein.bewaartermijn import LONGEST, Termijnen
from gesprek.opslag.bijwerken import update_or_create
from gesprek.opslag.fouten import Corrupt, NotFound, SchemaTooNew
from gesprek.opslag.protocol import Sleutel, Soort, Store
from gesprek.opslag.vorm import value_of

_KEY: Final = Sleutel(Soort.BEHEER, "bewaartermijnen")


def read_termijnen(store: Store) -> Termijnen:
    """Return the terms; those of the domain where nothing is set or the setting is damaged."""
    try:
        return value_of(Termijnen, store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return LONGEST


def save_termijnen(store: Store, termijnen: Termijnen) -> None:
    """Store the terms; at the next cleaning they count for what is there already.

    Raises:
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """
    update_or_create(store, _KEY, lambda _stored: termijnen.to_document())
