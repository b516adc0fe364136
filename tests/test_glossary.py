"""Every Dutch name of the domain is explained in ``docs/glossary.md``."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

ROOT = Path(__file__).parent.parent
GLOSSARY = ROOT / "docs" / "glossary.md"

ENGLISH = frozenset(
    {
        "AnswerChanged",
        "CodedLeerpunt",
        "CodedRow",
        "Feedback",
        "Gone",
        "ImpossibleMoment",
        "ImpossibleRonde",
        "ImpossibleVervolg",
        "InvalidLeader",
        "InvalidName",
        "InvalidRolverdeling",
        "InvalidTerm",
        "LookedBack",
        "Memory",
        "Missing",
        "PlanPart",
        "PrivacyWords",
        "ProofText",
        "Proposal",
        "Quarter",
        "Span",
        "RetentionTerms",
        "StapOutOfReach",
        "Team",
        "TextMissing",
        "TextPlace",
        "TextTooLong",
        "TimeOut",
        "TooManyPoints",
        "UserError",
        "Value",
        "Versioned",
    }
)
"""Classes of the domain with an English name, or one whose Dutch part has a row of its own."""


def _classes(folder: Path) -> Iterator[str]:
    for path in folder.rglob("*.py"):
        for node in ast.parse(path.read_text(encoding="utf-8")).body:
            if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
                yield node.name


def _explained() -> list[str]:
    """Return the names in the first cell of each row."""
    rows = re.findall(r"^\|([^|]*)\|", GLOSSARY.read_text(encoding="utf-8"), re.MULTILINE)
    return [name for cell in rows for name in re.findall(r"`(\w+)`", cell)]


def test_every_dutch_class_of_the_domain_has_a_row() -> None:
    assert set(_classes(ROOT / "gesprek" / "domain")) - ENGLISH - set(_explained()) == set()


def test_no_english_class_is_listed_that_is_gone() -> None:
    assert set(_classes(ROOT / "gesprek" / "domain")) >= ENGLISH


def test_the_glossary_names_no_class_that_is_gone() -> None:
    named = set(re.findall(r"`([A-Z]\w+)`", GLOSSARY.read_text(encoding="utf-8")))
    assert named
    assert named - set(_classes(ROOT / "gesprek")) == set()


def test_every_word_has_one_row() -> None:
    names = _explained()
    assert sorted(names) == sorted(set(names))
