"""The charts beside the figures: drawn when figures are published, and kept until they change."""

import threading
from collections.abc import Sequence
from contextlib import suppress
from datetime import date
from typing import Final

from gesprek.access.settings import read_settings
from gesprek.content import with_tables
from gesprek.domain.base import Value
from gesprek.services.organisation_info import read_own_texts
from gesprek.services.quarter_figures import closed_quarters
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew, StoreError
from gesprek.storage.values import value_of
from gesprek.trends.chart_process import digest_of, draw
from gesprek.trends.drawing import Drawing
from gesprek.trends.figure import Figure
from gesprek.trends.usual_views import usual_figures

Drawings = tuple[Drawing, ...]
_AT_ONCE: Final = 50
"""So many figures one process draws ahead, in some 5 seconds; what is drawn then is kept."""


class _Kept(Value):
    tekeningen: Drawings


class KeptDrawings:
    """Keeps one document per figure, under a digest of all that is in it; it never changes.

    Of a figure with other numbers or words the drawing is another document.
    """

    def __init__(self, store: Store) -> None:
        self._store = store

    def of(self, figures: Sequence[Figure]) -> dict[Figure, Drawings]:
        """Return the charts of each figure; what is not kept is drawn now, in one process.

        Raises NotDrawn, and Unusable where the store fails.
        """
        found = {one: self._read(key_of(one)) for one in figures if one.punten}
        missing = [one for one, drawn in found.items() if drawn is None]
        drawn = dict(zip(missing, draw(missing), strict=True)) if missing else {}
        for one, drawings in drawn.items():
            self._keep(key_of(one), drawings)
        return {one: drawn.get(one) or kept or () for one, kept in found.items()}

    def draw_ahead(self, figures: Sequence[Figure], stop: threading.Event) -> None:
        """Draw and keep these, and remove all others; errors as ``of``.

        They end early, with all that was drawn kept, once ``stop`` is set.
        """
        wanted = {key_of(one) for one in figures}
        for record in self._store.list(Kind.GRAFIEKEN):
            if record.key not in wanted:
                self._remove(record.key)
        for begin in range(0, len(figures), _AT_ONCE):
            if not stop.is_set():
                self.of(figures[begin : begin + _AT_ONCE])

    def _read(self, key: DocumentKey) -> Drawings | None:
        try:
            return value_of(_Kept, self._store.get(key).document).tekeningen
        except Corrupt:
            self._remove(key)
        except (NotFound, SchemaTooNew):
            pass
        return None

    def _keep(self, key: DocumentKey, drawings: Drawings) -> None:
        with suppress(StoreError):  # another server was first, or it is drawn again next time
            self._store.create(key, _Kept(tekeningen=drawings).to_document())

    def _remove(self, key: DocumentKey) -> None:
        with suppress(StoreError):
            self._store.delete(key)


def key_of(figure: Figure) -> DocumentKey:
    """Return the key of the drawings of a figure."""
    return DocumentKey(Kind.GRAFIEKEN, digest_of(figure))


def draw_usual(store: Store, today: date, stop: threading.Event) -> None:
    """Draw what most people look at before they ask; errors as ``KeptDrawings.of``."""
    kept = closed_quarters(store, today)
    texts = with_tables(read_own_texts(store))
    figures = usual_figures(kept, read_settings(store).drempel, texts)
    KeptDrawings(store).draw_ahead(list(dict.fromkeys(figures)), stop)
