"""An organisation's own texts: laid over the shipped ones, and changed one by one."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final, NamedTuple

from gesprek.content.all_texts import Inhoud
from gesprek.content.reference_texts import gaps
from gesprek.content.text_files import TextFault, check, read_toml
from gesprek.content.value_types import TextProblem
from gesprek.domain.base import UserError
from gesprek.domain.text import clean

# The program asks for their keys by name: a new one would never show.
_CLOSED: Final = frozenset({"scherm", "uitvoer"})
_NOT_TEXT: Final = ("leesmij", "readme", ".")


class OverriddenPiece(NamedTuple):
    """One own text: its place (the first part is the file) and its value."""

    plek: tuple[str, ...]
    waarde: Any


def with_own(
    inhoud: Inhoud,
    shipped: Mapping[str, Any],
    folder: Path | None,
    tables: Mapping[str, Any] | None = None,
) -> Inhoud:
    """Return the texts with the own ones in place, and what was wrong with the rest.

    Args:
        inhoud: the shipped texts.
        shipped: the same, raw: file without ending → table.
        folder: the folder with own texts.
        tables: own texts of the same shape as ``shipped``; they win over those of the folder.
    """
    own, problemen = _read_folder(folder, shipped) if folder else ({}, [])
    own = _laid_over(own, {key: value for key, value in (tables or {}).items() if key in shipped})
    stukken, refused = _split(shipped, own)
    taken, more = _take(shipped, stukken)
    problemen += [fout.probleem for fout in (*refused, *more)]
    return (taken or inhoud).model_copy(update={"problemen": tuple(sorted(set(problemen)))})


def _read_folder(
    folder: Path, shipped: Mapping[str, Any]
) -> tuple[dict[str, Any], list[TextProblem]]:
    own: dict[str, Any] = {}
    try:
        paths = sorted(folder.iterdir())
    except OSError:
        reason = "deze map is niet te lezen. Kijk of de map bestaat en open mag."
        return own, [TextProblem.of(str(folder), "", reason)]
    problemen: list[TextProblem] = []
    for path in paths:
        if path.name.lower().startswith(_NOT_TEXT):
            continue
        if path.suffix != ".toml" or path.stem not in shipped:
            names = ", ".join(f"{stem}.toml" for stem in shipped)
            reason = f"deze naam is onbekend. Kies uit: {names}."
            problemen.append(TextProblem.of(path.name, "", reason))
            continue
        own[path.stem], found = read_toml(path)
        problemen.extend(found)
    return own, problemen


def _split(
    shipped: Mapping[str, Any], own: Mapping[str, Any]
) -> tuple[list[OverriddenPiece], list[TextFault]]:
    """Return the own texts one by one, and those that can be refused by themselves."""
    stukken, refused = [], []
    for stuk in _pieces((), shipped, own):
        reason = _refusal(shipped, stuk)
        if reason:
            refused.append(TextFault(stuk.plek, reason))
        else:
            stukken.append(stuk)
    return stukken, refused


def _pieces(
    plek: tuple[str, ...], shipped: Mapping[str, Any], own: Mapping[str, Any]
) -> Iterator[OverriddenPiece]:
    for key, value in own.items():
        known = shipped.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            yield from _pieces((*plek, key), known, value)
        else:
            yield OverriddenPiece((*plek, key), value)


def _refusal(shipped: Mapping[str, Any], stuk: OverriddenPiece) -> str:
    known: Any = shipped
    for key in stuk.plek:
        known = known.get(key)
    if known is None:
        return "deze sleutel is onbekend." if stuk.plek[0] in _CLOSED else ""
    if isinstance(known, str) and isinstance(stuk.waarde, str):
        return _gap_refusal(gaps(known), gaps(stuk.waarde))
    return ""


def _gap_refusal(wanted: frozenset[str], found: frozenset[str]) -> str:
    if wanted == found:
        return ""
    if not wanted:
        return "in deze tekst horen geen woorden tussen accolades."
    return f"in deze tekst hoort precies: {' '.join('{' + name + '}' for name in sorted(wanted))}."


def _take(
    shipped: Mapping[str, Any], stukken: list[OverriddenPiece]
) -> tuple[Inhoud | None, list[TextFault]]:
    """Return the texts with every own text that fits; one that does not is left out and named."""
    refused: list[TextFault] = []
    while stukken:
        inhoud, fouten = check(_merged(shipped, stukken))
        if inhoud:
            return inhoud, refused
        refused += fouten
        wrong = {start for fout in fouten for start in _starts(fout.plek)}
        kept = [stuk for stuk in stukken if stuk.plek not in wrong]
        stukken = kept if len(kept) < len(stukken) else []
    return None, refused


def _starts(plek: tuple[str, ...]) -> Iterator[tuple[str, ...]]:
    """Return every place that this place lies in, itself too."""
    return (plek[:length] for length in range(1, len(plek) + 1))


def _merged(shipped: Mapping[str, Any], stukken: list[OverriddenPiece]) -> dict[str, Any]:
    merged = _copy(shipped)
    for stuk in stukken:
        table = merged
        for key in stuk.plek[:-1]:
            table = table[key]
        table[stuk.plek[-1]] = stuk.waarde
    return merged


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    together = dict(below)
    for key, value in above.items():
        under = together.get(key)
        if isinstance(under, dict) and isinstance(value, dict):
            together[key] = _laid_over(under, value)
        else:
            together[key] = value
    return together


def _copy(table: Mapping[str, Any]) -> dict[str, Any]:
    return {key: _copy(one) if isinstance(one, dict) else one for key, one in table.items()}


TextPath = tuple[str, ...]
"""Where a text is; the first part is the file."""

# Texts of the app are drawn as Markdown. What comes from outside would ask another server on each
# visit, and so tell it who opens this page; the policy of the server refuses it as well.
_OUTSIDE: Final = re.compile(r"!\[|<[a-z!/]|javascript:", re.IGNORECASE)


class UnsuitableText(UserError):
    """An own text cannot stand here."""


def fit(tekst: str) -> str:
    """Return an own text as it is kept.

    Raises:
        UnsuitableText: it is empty, or holds an image or HTML.
    """
    cleaned = clean(tekst)
    if not cleaned:
        raise UnsuitableText("Vul een tekst in, of zet de tekst van Gesprekstool terug.")
    if _OUTSIDE.search(cleaned):
        raise UnsuitableText("Zet hier alleen tekst neer: geen plaatje, geen HTML, geen script.")
    return cleaned


def texts_in(table: Mapping[str, Any], before: TextPath = ()) -> Iterator[tuple[TextPath, str]]:
    """Yield each text in a table with its place; lists are left out."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from texts_in(value, (*before, key))
        elif isinstance(value, str):
            yield (*before, key), value


def with_text(table: Mapping[str, Any], plek: TextPath, waarde: object) -> dict[str, Any]:
    """Return the table with a value at a place."""
    head, *rest = plek
    inner = table.get(head)
    below = inner if isinstance(inner, Mapping) else {}
    return {**table, head: with_text(below, tuple(rest), waarde) if rest else waarde}


def without_text(table: Mapping[str, Any], plek: TextPath) -> dict[str, Any]:
    """Return the table without what is at a place, and without tables that it leaves empty."""
    head, *rest = plek
    inner = table.get(head)
    if rest and isinstance(inner, Mapping):
        left = without_text(inner, tuple(rest))
        if left:
            return {**table, head: left}
    return {key: value for key, value in table.items() if key != head}


def at(table: Mapping[str, Any], plek: TextPath) -> Any:  # noqa: ANN401 - any value of a table
    """Return what is at a place, None where nothing is."""
    node: Any = table
    for key in plek:
        node = node.get(key) if isinstance(node, Mapping) else None
    return node
