"""Changing own texts one by one, as the screen does: pure functions on tables."""

import re
from collections.abc import Iterator, Mapping
from typing import Any, Final

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.tekst import clean

Plek = tuple[str, ...]
"""Where a text stands; the first part is the file."""

# Texts of the app are drawn as Markdown. What comes from outside would ask another server on each
# visit, and so tell it who opens this page; the policy of the server refuses it as well.
_OUTSIDE: Final = re.compile(r"!\[|<[a-z!/]|javascript:", re.IGNORECASE)


class TekstOngeschikt(Gespreksfout):
    """An own text cannot stand here."""


def fit(tekst: str) -> str:
    """Return an own text as it is kept.

    Raises:
        TekstOngeschikt: it is empty, or holds an image or HTML.
    """
    cleaned = clean(tekst)
    if not cleaned:
        raise TekstOngeschikt("Vul een tekst in, of zet de tekst van Gesprekstool terug.")
    if _OUTSIDE.search(cleaned):
        raise TekstOngeschikt("Zet hier alleen tekst neer: geen plaatje, geen HTML, geen script.")
    return cleaned


def texts_in(table: Mapping[str, Any], before: Plek = ()) -> Iterator[tuple[Plek, str]]:
    """Yield each text in a table with its place; lists are left out."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from texts_in(value, (*before, key))
        elif isinstance(value, str):
            yield (*before, key), value


def with_text(table: Mapping[str, Any], plek: Plek, waarde: object) -> dict[str, Any]:
    """Return the table with a value at a place."""
    head, *rest = plek
    inner = table.get(head)
    below = inner if isinstance(inner, Mapping) else {}
    return {**table, head: with_text(below, tuple(rest), waarde) if rest else waarde}


def without_text(table: Mapping[str, Any], plek: Plek) -> dict[str, Any]:
    """Return the table without what stands at a place, and without tables that it leaves empty."""
    head, *rest = plek
    inner = table.get(head)
    if rest and isinstance(inner, Mapping):
        left = without_text(inner, tuple(rest))
        if left:
            return {**table, head: left}
    return {key: value for key, value in table.items() if key != head}


def at(table: Mapping[str, Any], plek: Plek) -> Any:  # noqa: ANN401 - any value of a table
    """Return what stands at a place, None where nothing does."""
    node: Any = table
    for key in plek:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
