"""All that we assume of Streamlit is in the contract, and all that is in the contract is used."""

from __future__ import annotations

import re
from functools import cache
from typing import TYPE_CHECKING, Final

import pytest

from gesprek import browser
from tests.support.server import ROOT

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

KINDS: Final = {".py", ".js", ".css", ".html"}
PLACES: Final = ("gesprek", "pages", "scripts", "benchmarks", "tests")
OWN: Final = ROOT / "tests" / "browser"
"""Here the contract is checked, in a page that has no other names."""
MARK: Final = re.compile(r"data-testid|data-test-|data-live-announcer|react-aria")
SAYS_IT: Final = "tests/stories/test_another_streamlit.py"  # what is renamed there, by its name


@cache
def texts() -> dict[str, str]:
    """Return every text of the program and of what belongs to it, by its path."""
    found = {one.relative_to(ROOT).as_posix(): one for one in files()}
    return {path: one.read_text("utf-8") for path, one in found.items()}


def files() -> Iterator[Path]:
    """Yield the files that may name something of Streamlit."""
    for place in PLACES:
        for one in sorted((ROOT / place).rglob("*")):
            is_ours = OWN not in one.parents and "axe" not in one.parts
            if one.suffix in KINDS and one != browser.CONTRACT_FILE and is_ours:
                yield one


def test_nothing_of_streamlits_page_is_named_outside_the_contract() -> None:
    named = {path for path, text in texts().items() if MARK.search(text) and path != SAYS_IT}
    assert named == set()


def test_every_part_of_the_page_that_the_contract_names_is_used() -> None:
    everything = "\n".join(texts().values())
    places = {
        place.get(key) for place in browser.contract()["places"] for key in ("where", "not_inside")
    }
    by_name = r"""(?<=:--)[a-z-]+(?![\w-])|(?<=selector\(["'])[a-z-]+(?=["'])"""
    names = {*re.findall(by_name, everything), *places}
    taken = re.findall(
        r"const \{(.*?)\} = contract\.selectors|selectors(?:\.(\w+)|\[\"([\w-]+)\"\])", everything
    )
    names |= {name for found in taken for part in found for name in re.findall(r"[a-z-]+", part)}
    assert set(browser.contract()["selectors"]) - names == set()


@pytest.mark.parametrize("name", ["style.css", "clock.css"])
def test_a_style_sheet_names_what_is_in_the_contract(name: str) -> None:
    assert ":--" not in browser.style(name)


def test_a_style_sheet_gets_the_selectors_of_the_contract() -> None:
    assert f"{browser.selector('caption')} {{" in browser.style("style.css")


def test_a_name_that_the_contract_does_not_have_is_told() -> None:
    with pytest.raises(KeyError, match="geen-deel"):
        browser.with_selectors(":--geen-deel { color: red }")
