import importlib
import pkgutil
from enum import StrEnum

import pytest

from gesprek import domain
from gesprek.domain.themas import (
    AndereStap,
    Behoefte,
    Gespreksstap,
    Leerthema,
    Observatiepunt,
    Thema,
)

COUNTS = [
    (Thema, 14),
    (Leerthema, 10),
    (Behoefte, 5),
    (Gespreksstap, 6),
    (Observatiepunt, 14),
    (AndereStap, 4),
]


@pytest.mark.parametrize(("words", "count"), COUNTS, ids=lambda one: getattr(one, "__name__", one))
def test_the_list_has_as_many_words_as_the_domain_names(words: type[StrEnum], count: int) -> None:
    assert len(words) == count


def _all_codes() -> list[type[StrEnum]]:
    """Return every list of codes in the domain; all of them stand in stored documents."""
    names = [module.name for module in pkgutil.iter_modules(domain.__path__)]
    modules = [importlib.import_module(f"gesprek.domain.{name}") for name in names]
    found = [value for module in modules for value in vars(module).values()]
    return sorted({one for one in found if _is_codes(one)}, key=lambda one: one.__name__)


def _is_codes(value: object) -> bool:
    return isinstance(value, type) and issubclass(value, StrEnum) and value is not StrEnum


@pytest.mark.parametrize("words", _all_codes())
def test_a_code_is_its_name_in_small_ascii_letters(words: type[StrEnum]) -> None:
    for word in words:
        assert word.value == word.name.lower()
        assert word.value.isascii()


def test_the_companion_tool_starts_with_preparing_and_ends_with_coming_back_on_it() -> None:
    assert [stap.value for stap in Gespreksstap] == [
        "voorbereiden",
        "situatie",
        "belangrijk",
        "mogelijkheden",
        "besluit",
        "terugkomen",
    ]


def test_the_coded_needs_are_those_of_the_domain() -> None:
    assert {word.value for word in Behoefte} == {
        "tijd",
        "training",
        "beleid",
        "materiaal",
        "anders",
    }
