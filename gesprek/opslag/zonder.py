"""Stored documents without what was erased: pure functions, for erasing and for restoring."""

from collections.abc import Iterable
from contextlib import suppress

from gesprek.domein.inbreng import without_inbreng
from gesprek.domein.oefening import Oefening
from gesprek.opslag.fouten import Corrupt
from gesprek.opslag.protocol import Document
from gesprek.opslag.vorm import value_of


def document_without_inbreng(document: Document, deelnemer: str) -> Document:
    """Return a stored oefening without what one person put in.

    The same object where nothing goes, or where it cannot be read as an oefening.
    """
    with suppress(Corrupt):
        oefening = value_of(Oefening, document)
        left = without_inbreng(oefening, deelnemer)
        return document if left == oefening else left.to_document()
    return document


def without_names(document: Document, deelnemers: Iterable[str]) -> Document:
    """Return a stored team without these names."""
    return _without_entries(document, "deelnemers", deelnemers)


def without_leerpunten(document: Document, leerpunten: Iterable[str]) -> Document:
    """Return stored leerpunten without these, and without what was shared of them."""
    gone = list(leerpunten)
    left = _without_entries(document, "leerpunten", gone)
    return _without_entries(left, "gedeeld", gone)


def _without_entries(document: Document, name: str, gone: Iterable[str]) -> Document:
    entries = document.get(name)
    if not isinstance(entries, dict) or not entries.keys() & set(gone):
        return document
    left = {key: value for key, value in entries.items() if key not in set(gone)}
    rest = {key: value for key, value in document.items() if key != name}
    return {**rest, name: left} if left else rest
