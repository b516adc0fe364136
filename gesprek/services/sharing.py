"""The leerpunten that teams share with the organisation: kept with the others of their team."""

from contextlib import suppress
from datetime import date
from typing import Final

from gesprek.domain.team_memory import Gedeeld, Geleerd, share, shown_to_all, take_back
from gesprek.storage.ids import team_of
from gesprek.storage.protocol import Document, DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update, update_or_create, value_of

_LIST: Final = DocumentKey(Kind.BEHEER, "gedeeld")
_NAMES: Final = "oefeningen"


class Sharing:
    """Every method may raise Busy, StoreFull, Unusable and OutcomeUnknown.

    Which oefeningen have something that is shared is in a list of its own, so that the
    overview need not read all leerpunten. An entry of the list for what is gone does no harm.

    Args:
        store: where they are kept.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def share(self, oefening: str, key: str, tekst: str, today: date) -> None:
        """Share a text in the place of a leerpunt that was kept after its oefening.

        Raises:
            NotFound, Corrupt, SchemaTooNew: the leerpunt is not there or cannot be read.
            TextMissing, TextTooLong: see ``share`` of ``domain.team_memory``.
            RefusedText: it holds what is never stored.
        """

        def change(stored: Document) -> Document:
            return share(value_of(Geleerd, stored), key, tekst, today).to_document()

        update(self._store, _key(oefening), change)

        def add(stored: Document) -> Document:
            return {**stored, _NAMES: {**stored.get(_NAMES, {}), oefening: today.isoformat()}}

        update_or_create(self._store, _LIST, add)

    def take_back(self, oefening: str, key: str) -> None:
        """Share a leerpunt no more; harmless where it was not. Errors as ``share``."""

        def change(stored: Document) -> Document:
            return take_back(value_of(Geleerd, stored), key).to_document()

        update(self._store, _key(oefening), change)

    def shown(self, today: date) -> list[Gedeeld]:
        """Return the texts that the organisation may read; see ``shown_to_all``."""
        try:
            names = self._store.get(_LIST).document.get(_NAMES, {})
        except NotFound:
            return []
        kept = []
        for oefening in names:
            with suppress(NotFound, Corrupt, SchemaTooNew):
                kept.append(value_of(Geleerd, self._store.get(_key(oefening)).document))
        return shown_to_all(kept, today)


def _key(oefening: str) -> DocumentKey:
    return DocumentKey(Kind.LEERPUNTEN, oefening, team_of(oefening))
