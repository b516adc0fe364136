"""What the tests of the texts share: every text with its place, and its sentences."""

import re
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple

from gesprek.content import SHIPPED

ROOT = Path(__file__).parents[2]

_END = re.compile(r"[.!?…]+['\"\u2019\u201d)]*(?=\s|$)|\n")
_WORD = re.compile(r"[^\W_]+(?:['\u2019.-][^\W_]+)*")


class Vindplaats(NamedTuple):
    """A text and where it stands, as ``scherm.toml: algemeen.verder``."""

    plek: str
    tekst: str


def raw(folder: Path = SHIPPED) -> dict[str, Any]:
    return {
        path.stem: tomllib.loads(path.read_text("utf-8")) for path in sorted(folder.glob("*.toml"))
    }


def all_texts() -> list[Vindplaats]:
    return [one for name, table in raw().items() for one in _walk(f"{name}.toml:", table)]


def sentences(text: str) -> list[str]:
    return [one.strip() for one in _END.split(text) if one.strip()]


def words(text: str) -> list[str]:
    return _WORD.findall(text)


def _walk(plek: str, value: object) -> Iterator[Vindplaats]:
    if isinstance(value, str):
        yield Vindplaats(plek, value)
    elif isinstance(value, list):
        for number, one in enumerate(value, start=1):
            yield from _walk(f"{plek}[{number}]", one)
    elif isinstance(value, dict):
        for key, one in value.items():
            yield from _walk(f"{plek}{'' if plek.endswith(':') else '.'}{key}", one)
