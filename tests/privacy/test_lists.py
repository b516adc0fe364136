"""The lists are text that one can read, and are what the script makes of the named packages."""

import hashlib
from importlib.metadata import PackageNotFoundError, distribution
from pathlib import Path

import pytest

from gesprek.privacy.rules import DATA, normal
from gesprek.privacy.word_lists import SortedWords, is_word
from scripts.privacylijsten import SUMS, build, differing

WRITTEN_BY_HAND = {"instellingen.txt", "plaatsen_elders.txt", "LICENTIE-OPENTAAL.txt"}
LONG = ["woorden.txt", "eigennamen.txt"]
PACKAGES = {"Faker": "40.54.0", "deduce": "3.0.6"}
DICTIONARY = Path("/usr/share/dict/dutch")


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


def test_the_lists_are_what_the_named_packages_give(tmp_path: Path) -> None:
    if not DICTIONARY.exists():
        pytest.skip("the package wdutch is not installed")
    (tmp_path / "dutch").symlink_to(DICTIONARY)
    for package, version in PACKAGES.items():
        try:
            found = distribution(package)
        except PackageNotFoundError:
            pytest.skip(f"the package {package} is not installed")
        if found.version != version:
            pytest.skip(f"the package {package} is of another version")
        folder = package.lower()
        (tmp_path / folder).symlink_to(Path(str(found.locate_file(folder))))
    assert differing(build(tmp_path)) == []
