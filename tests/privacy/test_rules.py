"""Each pattern with the sentences that stand beside it in ``data/privacy/regels``."""

import re
from collections.abc import Iterable
from importlib import import_module
from typing import Any

import pytest

from gesprek.privacy import scan
from gesprek.privacy.patterns import Rule, rules_of
from gesprek.privacy.rules import DATA
from scripts.privacy_meting import TODAY

_Parsed = Iterable[tuple[object, Any]]

KINDS = sorted(path.stem for path in (DATA / "regels").glob("*.toml"))
ALL = [(soort, regel) for soort in KINDS for regel in rules_of(soort)]
HIT = [
    pytest.param(regel, sentence, id=f"{soort}: {sentence}")
    for soort, regel in ALL
    for sentence in regel.raak
]
CLEAN = [
    pytest.param(sentence, id=f"{soort}: {sentence}")
    for soort, regel in ALL
    for sentence in regel.schoon
]


@pytest.mark.parametrize(("regel", "sentence"), HIT)
def test_the_fragment_between_brackets_is_found_whole(regel: Rule, sentence: str) -> None:
    start, end = sentence.index("["), sentence.index("]") - 1
    text = sentence.replace("[", "").replace("]", "")
    findings = [one for one in scan(text, today=TODAY) if one.label is regel.label]
    assert any(one.start <= start and one.end >= end for one in findings)


@pytest.mark.parametrize("sentence", CLEAN)
def test_a_sentence_that_looks_alike_stays_clean(sentence: str) -> None:
    assert scan(sentence, today=TODAY) == []


@pytest.mark.parametrize(("soort", "regel"), ALL)
def test_each_rule_has_sentences_of_both_kinds(soort: str, regel: Rule) -> None:
    assert regel.raak, soort
    assert regel.schoon, soort


@pytest.mark.parametrize(("soort", "regel"), ALL)
def test_no_pattern_repeats_without_a_bound(soort: str, regel: Rule) -> None:
    classes = re.compile(r"\\.|\[[^\]]*\]")
    assert not set("+*") & set(classes.sub("", regel.patroon.pattern)), soort


def _needs_a_digit(parsed: _Parsed) -> bool:
    """Whether a part of a pattern that must fit holds a digit, by how the pattern is built."""
    return any(_is_digit(operation, value) for operation, value in parsed)


def _is_digit(operation: object, value: Any) -> bool:  # noqa: ANN401, PLR0911 - of each operation
    match str(operation):
        case "LITERAL":
            return chr(value).isdigit()
        case "IN":
            return all(_is_digit(one, of) for one, of in value)
        case "RANGE":
            return "0" <= chr(value[0]) <= chr(value[1]) <= "9"
        case "CATEGORY":
            return str(value) == "CATEGORY_DIGIT"
        case "BRANCH":
            return all(_needs_a_digit(one) for one in value[1])
        case "SUBPATTERN":
            return _needs_a_digit(value[3])
        case "MAX_REPEAT":
            return bool(value[0] and _needs_a_digit(value[2]))
        case "ASSERT":
            return _needs_a_digit(value[1])
    return False


@pytest.mark.parametrize(("soort", "regel"), ALL)
def test_a_rule_that_is_left_out_of_texts_without_a_digit_can_not_fit_one(
    soort: str, regel: Rule
) -> None:
    parsed = import_module("re._parser").parse(regel.patroon.pattern, regel.patroon.flags)
    assert _needs_a_digit(parsed) is regel.cijfer, soort
