"""The lists are text that one can read, and are what the script makes of the named packages."""

import hashlib
import subprocess
import sys

import pytest

from gesprek.privacy.rules import DATA, normal
from gesprek.privacy.word_lists import SortedWords, is_word
from scripts.find_programs import find_sources_of_lists
from scripts.privacylijsten import SUMS

WRITTEN_BY_HAND = {"instellingen.txt", "plaatsen_elders.txt", "LICENTIE-OPENTAAL.txt"}
LONG = ["woorden.txt", "eigennamen.txt"]


def lines(name: str) -> list[str]:
    return (DATA / name).read_text("utf-8").splitlines()


def test_every_list_is_text_that_one_can_read() -> None:
    kinds = {path.suffix for path in DATA.rglob("*") if path.is_file()}
    assert kinds == {".txt", ".toml", ".md", ".sha256", "", ".LESSER"}


@pytest.mark.parametrize("name", LONG)
def test_a_long_list_is_sorted_by_its_bytes_and_in_normal_form(name: str) -> None:
    head, *words = lines(name)
    assert head.startswith("# ")
    assert words == sorted(set(words), key=str.encode)
    assert [word for word in words if normal(word) != word] == []


@pytest.mark.parametrize("name", LONG)
def test_each_word_of_a_long_list_is_found_in_it(name: str) -> None:
    listed = SortedWords(DATA / name)
    assert [word for word in lines(name)[1:] if word not in listed] == []


def test_what_only_looks_like_a_part_of_the_list_is_not_in_it() -> None:
    listed = SortedWords(DATA / "woorden.txt")
    for word in ("", "#", "\n", "aardappelsoe", "ardappel", "zzzz", "a\naai", "\ud800"):
        assert word not in listed


@pytest.mark.parametrize("word", ["loeffen", "akcay", "reginaldus", "sadeed"])
def test_a_name_that_is_no_word_is_not_taken_for_one(word: str) -> None:
    assert not is_word(word)


def test_nobody_changed_a_list_by_hand() -> None:
    made = {name: checksum for checksum, name in (one.split("  ") for one in lines(SUMS))}
    there = {path.relative_to(DATA).as_posix() for path in DATA.rglob("*.txt")}
    assert set(made) == there - WRITTEN_BY_HAND
    for name, checksum in made.items():
        assert hashlib.sha256((DATA / name).read_bytes()).hexdigest() == checksum, name


@pytest.mark.alles
def test_the_lists_are_what_the_named_packages_give() -> None:
    sources = find_sources_of_lists()
    if sources is None:
        pytest.skip("de bronnen van de lijsten ontbreken: zie data/privacy/BRONNEN.md")
    # In a process of its own: it reads the package Faker as data, and so imports it.
    command = [sys.executable, "-m", "scripts.privacylijsten", sources, "--controleer"]
    done = subprocess.run(command, check=False, capture_output=True, encoding="utf-8")
    assert (done.returncode, done.stdout) == (0, "The lists are what the sources give.\n")
