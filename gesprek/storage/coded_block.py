"""The coded rows of one team, column by column: small enough to keep 50,000 of them in memory."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

_Path = tuple[str, ...]


@dataclass(frozen=True)
class BlockColumn:
    """One field of all rows: per row the place of its value in ``values``.

    None is the value of a row without this field. The values are not to be changed.
    """

    values: tuple[Any, ...]
    codes: Sequence[int]

    def __iter__(self) -> Iterator[Any]:
        return (self.values[code] for code in self.codes)


@dataclass(frozen=True, eq=False)
class CodedBlock:
    """The coded rows of the team with this id: the id of each row's oefening, in order.

    ``columns`` is the path of a field → its values, as many as there are ids.
    """

    team: str
    ids: tuple[str, ...]
    columns: Mapping[_Path, BlockColumn]

    def documents(self) -> Iterator[dict[str, Any]]:
        """Yield each row as the document that was stored; lists in it are not to be changed."""
        columns = list(self.columns.items())
        for row in range(len(self.ids)):
            document: dict[str, Any] = {}
            for path, column in columns:
                value = column.values[column.codes[row]]
                if value is not None:
                    _put(document, path, value)
            yield document

    def to_json(self) -> dict[str, Any]:
        """Return the block as JSON."""
        columns = [
            [list(path), list(column.values), list(column.codes)]
            for path, column in self.columns.items()
        ]
        return {"ids": list(self.ids), "kolommen": columns}


def make_block(team: str, rows: Mapping[str, dict[str, Any]]) -> CodedBlock:
    """Return the block of these rows: id → document, in their order."""
    flat = [dict(_leaves((), document)) for document in rows.values()]
    paths = sorted({path for row in flat for path in row})
    return CodedBlock(
        team, tuple(rows), {path: _column([row.get(path) for row in flat]) for path in paths}
    )


def block_from_json(team: str, stored: Mapping[str, Any]) -> CodedBlock:
    """Return the block that ``to_json`` wrote. Else KeyError, TypeError or ValueError."""
    ids = tuple(stored["ids"])
    columns = {}
    for path, values, codes in stored["kolommen"]:
        if len(codes) != len(ids) or (codes and not 0 <= min(codes) <= max(codes) < len(values)):
            raise ValueError
        columns[tuple(path)] = BlockColumn(tuple(values), _packed(codes, len(values)))
    return CodedBlock(team, ids, columns)


def _packed(codes: Sequence[int], values: int) -> Sequence[int]:
    """Return the codes in a byte each where that is possible: a list takes eight."""
    return bytes(codes) if values <= 256 else tuple(codes)  # noqa: PLR2004 - one byte


def _column(values: Iterable[Any]) -> BlockColumn:
    places: dict[str, tuple[int, Any]] = {}
    codes = []
    for value in values:
        place, _ = places.setdefault(json.dumps(value, sort_keys=True), (len(places), value))
        codes.append(place)
    return BlockColumn(tuple(value for _, value in places.values()), _packed(codes, len(places)))


def _leaves(path: _Path, value: object) -> Iterator[tuple[_Path, Any]]:
    """Yield what is in the groups of a document; an empty group is a value."""
    if isinstance(value, dict) and (value or not path):
        for key, below in value.items():
            yield from _leaves((*path, key), below)
    else:
        yield path, value


def _put(document: dict[str, Any], path: _Path, value: object) -> None:
    for key in path[:-1]:
        document = document.setdefault(key, {})
    document[path[-1]] = value
