"""The organisation's own texts that were made in Beheer, in the store."""

from typing import Any, Final

from gesprek.opslag.bijwerken import update_or_create
from gesprek.opslag.fouten import Corrupt, NotFound, SchemaTooNew
from gesprek.opslag.protocol import Sleutel, Soort, Store

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
