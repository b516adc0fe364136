"""Makes the lists of the privacy guard anew: ``python -m scripts.privacylijsten MAP``.

``MAP`` holds the sources, unpacked; ``data/privacy/BRONNEN.md`` names each with its version:
``faker/`` and ``deduce/`` (the packages' own folders) and ``dutch`` (the list of wdutch).
The sources are read as text or data; nothing of them runs when the program runs.
"""

import argparse
import array
import hashlib
import importlib
import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path
from typing import Final

from gesprek.privacy.rules import normal

DATA: Final = Path(__file__).parent.parent / "data" / "privacy"
LOCALES: Final = (
    *("nl_NL", "nl_BE", "tr_TR", "pl_PL", "uk_UA", "fr_DZ", "zh_CN", "id_ID", "fr_FR", "en_GB"),
    *("de_DE", "es_ES", "pt_PT", "pt_BR", "en_IN", "en_PK", "en_KE", "ro_RO", "hu_HU", "vi_VN"),
)
FIRST: Final = ("first_names", "first_names_male", "first_names_female", "first_romanized_names")
LAST: Final = ("last_names", "unisex_last_names", "last_romanized_names")
CYRILLIC: Final = dict(
    zip(
        "абвгґдеєжзиіїйклмнопрстуфхцчшщьюя",
        "a b v h g d e ie zh z y i i i k l m n o p r s t u f kh ts ch sh shch _ iu ia".split(),  # noqa: SIM905 - read beside the line above
        strict=True,
    )
)
"""The Ukrainian table for passports, without the letters that sound otherwise at the start."""


def roman(name: str) -> str:
    """Return a name in Latin letters; Cyrillic ones by the Ukrainian table."""
    letters = (CYRILLIC.get(letter, letter) for letter in name.lower())
    return "".join(letters).replace("_", "")


def clean(names: Iterable[str]) -> set[str]:
    """Return the single words among these, in the guard's normal form, Latin letters only."""
    words = {normal(roman(name.strip())) for name in names}
    return {word for word in words if len(word) > 1 and _is_latin(word)}


def _is_latin(word: str) -> bool:
    letters = word.replace("-", "").replace("'", "")
    return letters.isalpha() and all("LATIN" in unicodedata.name(one, "") for one in letters)


def faker_names(attributes: Iterable[str]) -> set[str]:
    """Return the names that Faker has in these attributes, over all locales."""
    found: set[str] = set()
    for locale in LOCALES:
        provider = importlib.import_module(f"faker.providers.person.{locale}").Provider
        for attribute in attributes:
            found |= clean(getattr(provider, attribute, ()))
    return found


def faker_places() -> set[str]:
    """Return the Dutch places that Faker has."""
    provider = importlib.import_module("faker.providers.address.nl_NL").Provider
    return {place.strip() for place in provider.cities}


def deduce_list(root: Path, name: str) -> list[str]:
    """Return the lines of one list of deduce, without its exceptions."""
    folder = root / "deduce" / "data" / "lookup" / "src" / name
    exceptions = folder / "exceptions.txt"
    left_out = set(_lines(exceptions)) if exceptions.exists() else set()
    return [line for line in _lines(folder / "items.txt") if line not in left_out]


def _places(root: Path) -> set[str]:
    kinds = ("lst_residence", "lst_municipality")
    return {one for kind in kinds for one in deduce_list(root, f"locations/lst_placename/{kind}")}


def _lines(path: Path) -> list[str]:
    return [line.strip() for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]


def write_list(path: Path, words: Iterable[str]) -> int:
    """Write one word per line, sorted; return how many."""
    lines = sorted(set(words))
    path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
    return len(lines)


def write_dictionary(path: Path, words: Iterable[str]) -> int:
    """Write the words as sorted hashes of four bytes, little-endian; return how many.

    A word that is not in the list has one chance in ten thousand to look as if it were.
    """
    hashes = {
        int.from_bytes(hashlib.blake2b(word.encode(), digest_size=4).digest(), "little")
        for word in words
    }
    numbers = array.array("I", sorted(hashes))
    if sys.byteorder == "big":
        numbers.byteswap()
    path.write_bytes(numbers.tobytes())
    return len(numbers)


def build(root: Path) -> dict[str, int]:
    """Write all lists; return how long each became."""
    sys.path.insert(0, str(root))
    words = _lines(root / "dutch")
    lower = {normal(word) for word in words if word[:1].islower()}
    first, last = faker_names(FIRST), faker_names(LAST)
    known = first | last
    places = faker_places()
    deduced = {
        "plaatsen": _places(root) - places,
        "voornamen": clean(deduce_list(root, "names/lst_first_name")) - first,
        "achternamen": clean(deduce_list(root, "names/lst_surname")) - last,
        "na_tussenvoegsel": clean(deduce_list(root, "names/lst_interfix_surname")),
        "medische_woorden": clean(deduce_list(root, "whitelist/lst_medical_term")) - lower,
        "ziekenhuizen": {one for one in deduce_list(root, "institutions/lst_hospital") if one[4:]},
    }
    counts = {name: write_list(DATA / "lgpl" / f"{name}.txt", one) for name, one in deduced.items()}
    capital = {normal(word) for word in words if word[:1].isupper() and " " not in word}
    capital -= lower | known | deduced["voornamen"] | deduced["achternamen"]
    return {
        **{f"lgpl/{name}": count for name, count in counts.items()},
        "namen/voornamen": write_list(DATA / "namen" / "voornamen.txt", first),
        "namen/achternamen": write_list(DATA / "namen" / "achternamen.txt", last),
        "plaatsen": write_list(DATA / "plaatsen.txt", places),
        "eigennamen": write_dictionary(DATA / "eigennamen.bin", capital),
        "woorden": write_dictionary(DATA / "woorden.bin", lower),
    }


def main() -> None:
    """Build the lists from the folder on the command line and print the counts."""
    parser = argparse.ArgumentParser(prog="python -m scripts.privacylijsten", description=__doc__)
    parser.add_argument("map", type=Path, help="folder with faker/, deduce/ and dutch")
    for name, count in build(parser.parse_args().map).items():
        print(f"{name:28}{count:8}")


if __name__ == "__main__":
    main()
