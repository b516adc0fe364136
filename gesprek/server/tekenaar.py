"""Draws papers and calendars; loaded when the first one is asked for."""

from __future__ import annotations

from threading import Lock
from typing import Final

from gesprek.inhoud import Inhoud, inhoud
from gesprek.server.bronnen import HTML, ICS, PDF, Bronnen, PapierOnbekend, Vraag
from gesprek.server.papieren import GENERAL, make_date, make_feed, make_paper, read_choice
from gesprek.uitvoer.html import html

_MOST_KEPT: Final = 64


class Tekenaar:
    """Draws papers one at a time, and keeps those that are the same for everybody.

    Args:
        bronnen: what papers and calendars are made of.
    """

    def __init__(self, bronnen: Bronnen) -> None:
        self._bronnen = bronnen
        self._busy = Lock()
        self._kept: dict[tuple[object, ...], bytes] = {}
        self._texts: Inhoud | None = None

    def draw(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        """Return a file; errors as ``make_paper``."""
        if kind == ICS:
            return make_date(self._bronnen, naam, vraag)
        if kind not in (PDF, HTML):
            raise PapierOnbekend
        if naam not in GENERAL:
            return self._drawn(naam, kind, vraag)
        if self._texts is not inhoud() or len(self._kept) >= _MOST_KEPT:
            self._kept, self._texts = {}, inhoud()
        key = (naam, kind, *read_choice(vraag.velden))
        kept = self._kept
        if key not in kept:
            kept[key] = self._drawn(naam, kind, vraag)
        return kept[key]

    def feed(self, token: str, address: str) -> bytes:
        """Return the calendar of a team; errors as ``make_feed``."""
        return make_feed(self._bronnen, token, address)

    def _drawn(self, naam: str, kind: str, vraag: Vraag) -> bytes:
        stuk = make_paper(self._bronnen, naam, vraag)
        if kind == HTML:
            return html(stuk, inhoud()).encode()
        from gesprek.uitvoer.pdf import pdf

        with self._busy:
            return pdf(stuk, inhoud())
