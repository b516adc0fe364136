"""An organisation's own texts: laid over the shipped ones, and changed one by one."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, Final

from gesprek.content.all_texts import Inhoud
from gesprek.content.reference_texts import gaps
from gesprek.content.text_files import TextFault, check, read_toml
from gesprek.content.value_types import TextProblem
from gesprek.domain.base import UserError
from gesprek.domain.text import MAX_REGEL, clean, clean_line

_SHORT: Final = 60
"""A text of ours of at most so many signs is a name, or words on a button or in a table."""
_NAMES: Final = frozenset({"label", "titel", "kort", "naam"})
_ASKED_BY_NAME: Final = frozenset({"scherm", "uitvoer", "herinneringen"})
"""The program asks for each text in these by its name."""

TextPath = tuple[str, ...]
"""Where a text is; the first part is the file."""


def with_own(
    inhoud: Inhoud,
    shipped: Mapping[str, Any],
    folder: Path | None,
    tables: Mapping[str, Any] | None = None,
) -> Inhoud:
    """Return the texts with the own ones of a folder in place, and what was wrong with the rest.

    ``shipped`` are the same texts, raw: file without ending → table. ``tables`` has that shape too;
    what is in it wins over the folder.
    """
    own, problemen = _read_folder(folder, shipped) if folder else ({}, [])
    own = _laid_over(own, {key: value for key, value in (tables or {}).items() if key in shipped})
    pieces = dict(_pieces((), shipped, own))
    refused = [
        TextFault(plek, reason)
        for plek, value in pieces.items()
        if (reason := _refusal(shipped, plek, value))
    ]
    for fault in refused:
        del pieces[fault.plek]
    twins = [TextFault(plek, reason) for plek, reason in _same_names(shipped, pieces)]
    for fault in twins:
        del pieces[fault.plek]
    taken, more = _take(shipped, pieces)
    problemen += [fault.probleem for fault in (*refused, *twins, *more)]
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
        if path.name.lower().startswith(("leesmij", "readme", ".")):
            continue
        if path.suffix == ".toml" and path.stem in shipped:
            own[path.stem], found = read_toml(path)
            problemen.extend(found)
        else:
            names = ", ".join(f"{stem}.toml" for stem in shipped)
            reason = f"deze naam is onbekend. Kies uit: {names}."
            problemen.append(TextProblem.of(path.name, "", reason))
    return own, problemen


def _laid_over(below: Mapping[str, Any], above: Mapping[str, Any]) -> dict[str, Any]:
    both = {
        key: _laid_over(below[key], value)
        for key, value in above.items()
        if isinstance(value, dict) and isinstance(below.get(key), dict)
    }
    return {**below, **above, **both}


def _pieces(
    plek: TextPath, shipped: Mapping[str, Any], own: Mapping[str, Any]
) -> Iterator[tuple[TextPath, Any]]:
    """Yield the own texts one by one; a table that we do not have is one piece."""
    for key, value in own.items():
        known = shipped.get(key)
        if isinstance(known, dict) and isinstance(value, dict):
            yield from _pieces((*plek, key), known, value)
        else:
            yield (*plek, key), value


def _refusal(shipped: Mapping[str, Any], plek: TextPath, value: object) -> str:
    """Return why this piece can be refused by itself, or nothing."""
    known = at(shipped, plek)
    if known is None and plek[0] in _ASKED_BY_NAME:  # a new one would never show
        return "deze sleutel is onbekend."
    if not isinstance(known, str) or not isinstance(value, str):
        return ""
    if len(known) <= _SHORT and (reason := _too_much(clean(value))):
        return reason
    if gaps(known) == gaps(value):
        return ""
    if not gaps(known):
        return "in deze tekst horen geen woorden tussen accolades."
    wanted = " ".join(f"{{{name}}}" for name in sorted(gaps(known)))
    return f"in deze tekst hoort precies: {wanted}."


def _too_much(value: str) -> str:
    """Return why this is more than a button, a name or a cell of a table can hold, or nothing."""
    if len(value) > MAX_REGEL:
        return f"deze tekst is langer dan {MAX_REGEL} tekens."
    return "deze tekst hoort op één regel." if "\n" in value else ""


def _same_names(
    shipped: Mapping[str, Any], pieces: Mapping[TextPath, Any]
) -> Iterator[tuple[TextPath, str]]:
    """Yield the own names that something else in the same list has, too, and the reason.

    Who chooses gets the first of two options with one name, whichever was tapped.
    """
    own = {plek: value for plek, value in pieces.items() if isinstance(value, str)}
    found: dict[tuple[TextPath, str], list[TextPath]] = {}
    for plek, text in (dict(texts_in(shipped)) | own).items():
        if listed := _list_of(plek):
            found.setdefault((listed, _folded(text)), []).append(plek)
    for places in found.values():
        if len({_folded(str(at(shipped, one))) for one in places}) > 1:
            for plek in own.keys() & places:
                yield plek, "iets anders op dezelfde plek heet al zo. Kies andere woorden."


def _list_of(plek: TextPath) -> TextPath | None:
    """Return which list a name is in, or the screen that it is on; None for any other text."""
    if plek[0] == "woorden" or plek[0] in _ASKED_BY_NAME:
        return plek[:-1]
    return (*plek[:-2], plek[-1]) if plek[-1] in _NAMES else None


def _folded(text: str) -> str:
    return clean_line(text).casefold()


def _take(
    shipped: Mapping[str, Any], pieces: Mapping[TextPath, Any]
) -> tuple[Inhoud | None, list[TextFault]]:
    """Return the texts with every own text that fits; one that does not is left out and named."""
    refused: list[TextFault] = []
    while pieces:
        merged = dict(shipped)
        for plek, value in pieces.items():
            merged = with_text(merged, plek, value)
        inhoud, fouten = check(merged)
        if inhoud:
            return inhoud, refused
        refused += fouten
        wrong = {fault.plek[:length] for fault in fouten for length in range(len(fault.plek) + 1)}
        kept = {plek: value for plek, value in pieces.items() if plek not in wrong}
        pieces = kept if len(kept) < len(pieces) else {}
    return None, refused


class UnsuitableText(UserError):
    """An own text cannot stand here."""


def fit(tekst: str) -> str:
    """Return an own text as it is kept.

    Raises UnsuitableText where it is empty, or holds an image or HTML. Texts of the app are drawn
    as Markdown: what comes from outside would ask another server on each visit, and so tell it who
    opens this page. The policy of the server refuses it as well.
    """
    cleaned = clean(tekst)
    if not cleaned:
        raise UnsuitableText("Vul een tekst in, of zet de tekst van Gesprekstool terug.")
    if re.search(r"!\[|<[a-z!/]|javascript:", cleaned, re.IGNORECASE):
        raise UnsuitableText("Zet hier alleen tekst neer: geen plaatje, geen HTML, geen script.")
    return cleaned


def texts_in(table: Mapping[str, Any], before: TextPath = ()) -> Iterator[tuple[TextPath, str]]:
    """Yield each text in a table with its place; lists are left out."""
    for key, value in table.items():
        if isinstance(value, Mapping):
            yield from texts_in(value, (*before, key))
        elif isinstance(value, str):
            yield (*before, key), value


def with_text(table: Mapping[str, Any], plek: TextPath, value: object) -> dict[str, Any]:
    """Return the table with a value at a place."""
    head, *rest = plek
    inner = table.get(head)
    below = inner if isinstance(inner, Mapping) else {}
    return {**table, head: with_text(below, tuple(rest), value) if rest else value}


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
