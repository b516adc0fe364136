"""Makes the lists of the privacy guard anew: ``python -m scripts.privacylijsten MAP``.

``MAP`` holds the sources, unpacked; ``data/privacy/BRONNEN.md`` names each with its version and
says how to fetch them: ``faker/`` and ``deduce/`` (the packages' own folders) and ``dutch`` (the
list of wdutch). With ``--controleer`` nothing is written: it tells which lists differ from what
the sources give. The sources are read as text or data; nothing of them runs with the program.
"""

import argparse
import hashlib
import importlib
import sys
import unicodedata
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Final

from gesprek.privacy.rules import normal

SOURCES: Final = {"Faker": "40.54.0", "deduce": "3.0.6"}
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

OPENTAAL: Final = "# The word list of OpenTaal, in normal form; BSD or CC-BY 3.0, see BRONNEN.md."
SUMS: Final = "lijsten.sha256"
"""Shows that nobody changed a list by hand, where the sources are not at hand."""


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


def build(root: Path) -> dict[str, bytes]:
    """Return each list by the name of its file, as the sources in this folder give it."""
    sys.path.insert(0, str(root))
    words = _lines(root / "dutch")
    lower = {normal(word) for word in words if word[:1].islower()}
    first, last = faker_names(FIRST), faker_names(LAST)
    places = faker_places()
    first_of_deduce = clean(deduce_list(root, "names/lst_first_name"))
    last_of_deduce = clean(deduce_list(root, "names/lst_surname"))
    capital = {normal(word) for word in words if word[:1].isupper() and " " not in word}
    names = first | last | first_of_deduce | last_of_deduce
    hospitals = {one for one in deduce_list(root, "institutions/lst_hospital") if one[4:]}
    return {
        "namen/voornamen.txt": _as_file(first),
        "namen/achternamen.txt": _as_file(last),
        "plaatsen.txt": _as_file(places),
        "lgpl/plaatsen.txt": _as_file(_places(root) - places),
        "lgpl/voornamen.txt": _as_file(first_of_deduce - first),
        "lgpl/achternamen.txt": _as_file(last_of_deduce - last),
        "lgpl/na_tussenvoegsel.txt": _as_file(
            clean(deduce_list(root, "names/lst_interfix_surname"))
        ),
        "lgpl/medische_woorden.txt": _as_file(
            clean(deduce_list(root, "whitelist/lst_medical_term")) - lower
        ),
        "lgpl/ziekenhuizen.txt": _as_file(hospitals),
        "woorden.txt": _as_file(lower, OPENTAAL),
        "eigennamen.txt": _as_file(capital - lower - names, OPENTAAL),
    }


def _as_file(words: Iterable[str], *head: str) -> bytes:
    """Return words one a line, in the order of their bytes."""
    return "".join(f"{line}\n" for line in (*head, *sorted(set(words)))).encode()


def sums_of(lists: Mapping[str, bytes]) -> bytes:
    """Return the SHA-256 of each list, as ``sha256sum --check`` reads them."""
    return _as_file(f"{hashlib.sha256(made).hexdigest()}  {name}" for name, made in lists.items())


def differing(lists: Mapping[str, bytes]) -> list[str]:
    """Return which of these lists are not in ``data/privacy`` as they are here."""
    return [name for name, made in lists.items() if (DATA / name).read_bytes() != made]


def main() -> int:
    """Write the lists from the folder on the command line, or tell which differ; 1 if any do."""
    parser = argparse.ArgumentParser(prog="python -m scripts.privacylijsten", description=__doc__)
    parser.add_argument("map", type=Path, help="folder with faker/, deduce/ and dutch")
    parser.add_argument("--controleer", action="store_true", help="write nothing")
    chosen = parser.parse_args()
    made = build(chosen.map)
    made[SUMS] = sums_of(made)
    if chosen.controleer:
        wrong = differing(made)
        print("\n".join(wrong) or "The lists are what the sources give.")
        return 1 if wrong else 0
    for name, content in made.items():
        (DATA / name).write_bytes(content)
        print(f"{name:28}{content.count(10):8}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
