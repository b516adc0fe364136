"""Each screen text that the program asks for exists, with the gaps that it fills."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from gesprek.content import inhoud
from gesprek.content.reference_texts import gaps
from tests.content.texts import ROOT

SOURCES = [
    ROOT / "app.py",
    *sorted((ROOT / "gesprek").rglob("*.py")),
    *sorted((ROOT / "pages").glob("*.py")),
]
FILES = (inhoud().scherm, inhoud().uitvoer, inhoud().herinneringen)
TABLES = {page: table for file in FILES for page, table in file.items()}
KEYS = {f"{page}.{key}" for page, table in TABLES.items() for key in table}


class Aanroep(NamedTuple):
    """A ``tekst(…)`` in the code: its key (a pattern where it is an f-string) and its gaps."""

    waar: str
    patroon: str
    waarden: frozenset[str] | None


def _calls(path: Path) -> Iterator[Aanroep]:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if not isinstance(node, ast.Call) or not node.args or not _asks_a_text(node.func):
            continue
        names = [one.arg for one in node.keywords]
        values = None if None in names else frozenset(name for name in names if name)
        for pattern in _patterns(node.args[0]):
            yield Aanroep(f"{path.relative_to(ROOT)}:{node.lineno}", pattern, values)


def _asks_a_text(function: ast.expr) -> bool:
    name = function.attr if isinstance(function, ast.Attribute) else getattr(function, "id", "")
    return name in {"tekst", "screen_text"}


def _patterns(argument: ast.expr) -> Iterator[str]:
    if isinstance(argument, ast.JoinedStr):
        yield _pattern(argument)
    elif isinstance(argument, ast.Constant) and isinstance(argument.value, str):
        yield re.escape(argument.value)
    elif isinstance(argument, ast.IfExp):
        yield from _patterns(argument.body)
        yield from _patterns(argument.orelse)


def _pattern(argument: ast.JoinedStr) -> str:
    parts = (one.value if isinstance(one, ast.Constant) else None for one in argument.values)
    return "".join("[a-z0-9_]+" if part is None else re.escape(str(part)) for part in parts)


def _matching(pattern: str) -> set[str]:
    return {key for key in KEYS if re.fullmatch(pattern, key)}


def _text(key: str) -> str:
    page, _, name = key.partition(".")
    return TABLES[page][name]


def _all_calls() -> list[Aanroep]:
    return [call for path in SOURCES for call in _calls(path)]


def _names_a_page(pattern: str) -> bool:
    """Whether an f-string is about one page; one that could be any key proves nothing."""
    page, dot, _ = pattern.partition(r"\.")
    return bool(dot) and page in TABLES


def _named_in_code() -> set[str]:
    """Keys that stand as a text of their own anywhere in the code, or match an f-string."""
    found: set[str] = set()
    for path in SOURCES:
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Constant) and node.value in KEYS:
                found.add(str(node.value))
            if isinstance(node, ast.JoinedStr) and _names_a_page(_pattern(node)):
                found |= _matching(_pattern(node))
    return found


def test_each_screen_text_that_the_code_asks_for_exists() -> None:
    assert [f"{c.waar}: {c.patroon}" for c in _all_calls() if not _matching(c.patroon)] == []


def test_each_call_fills_exactly_the_gaps_of_its_text() -> None:
    wrong = [
        f"{call.waar}: {key}"
        for call in _all_calls()
        for key in KEYS & {call.patroon.replace("\\", "")}
        if call.waarden is not None and call.waarden != gaps(_text(key))
    ]
    assert wrong == []


def test_each_screen_text_is_used() -> None:
    assert sorted(KEYS - _named_in_code()) == []


def test_no_page_stands_in_two_files() -> None:
    assert len(TABLES) == sum(len(file) for file in FILES)


def test_an_unknown_key_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.bestaat_niet")
    with pytest.raises(KeyError):
        inhoud().tekst("verder")


def test_a_gap_without_a_value_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.opgeslagen")


def test_a_value_without_a_gap_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        inhoud().tekst("algemeen.verder", tijd="14:03")


def test_a_gap_is_filled() -> None:
    assert inhoud().tekst("algemeen.opgeslagen", tijd="14:03") == "Opgeslagen om 14:03"


def test_braces_in_a_value_stay_as_they_were_typed() -> None:
    assert "{tijd.__class__}" in inhoud().tekst("algemeen.opgeslagen", tijd="{tijd.__class__}")


def test_a_backslash_in_a_value_stays_as_it_was_typed() -> None:
    assert inhoud().tekst("algemeen.opgeslagen", tijd=r"\1\g<0>") == r"Opgeslagen om \1\g<0>"


@pytest.mark.parametrize(
    ("number", "said"),
    [
        (1, "Een ronde duurt 1 minuut"),
        (2, "Een ronde duurt 2 minuten"),
        (0, "Een ronde duurt 0 minuten"),
    ],
)
def test_a_number_gets_the_word_that_goes_with_it(number: int, said: str) -> None:
    assert inhoud().tekst("stap_5.ronde_duurt", minuten=number) == said


_NUMBER = re.compile(r"\{(aantal|minuten|dagen|weken)\} [a-z]+(en|s)\b")
_NEVER_ONE = {"vervolgbord.op_start", "vervolgbord.voor_nieuwe", "overzicht.zin_dagen"}
"""Of these there is another text for one."""


def test_no_text_has_a_word_for_many_behind_a_number_that_may_be_one() -> None:
    texts = {f"{page}.{key}": one for page, table in TABLES.items() for key, one in table.items()}
    assert texts.keys() >= _NEVER_ONE
    assert [key for key, one in texts.items() if _NUMBER.search(one)] == sorted(_NEVER_ONE)
