"""The terms of T as the advisor set them."""

from typing import Final

from gesprek.domein.bewaartermijn import LONGEST, Termijnen, check_shorter
from gesprek.opslag.bijwerken import update_or_create
from gesprek.opslag.fouten import Corrupt, NotFound, SchemaTooNew
from gesprek.opslag.protocol import Document, Sleutel, Soort, Store
from gesprek.opslag.vorm import value_of

_KEY: Final = Sleutel(Soort.BEHEER, "bewaartermijnen")


def read_termijnen(store: Store) -> Termijnen:
    """Return the terms; those of the domain where nothing is set or the setting is damaged."""
    try:
        return _terms_in(store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return LONGEST


def save_termijnen(store: Store, termijnen: Termijnen) -> None:
    """Store the terms; at the next cleaning they count for what is there already.

    Raises:
        TermijnOngeldig: one is longer than the one before.
        Busy, StoreFull, OutcomeUnknown: see ``Store.apply``.
    """

    def replace(stored: Document) -> Document:
        check_shorter(_terms_in(stored), termijnen)
        return termijnen.to_document()

    update_or_create(store, _KEY, replace)


def _terms_in(stored: Document) -> Termijnen:
    """Return the terms of a document; those of the domain where it is damaged."""
    try:
        return value_of(Termijnen, stored)
    except Corrupt:
        return LONGEST
