"""Each pattern with the sentences that stand beside it in ``data/privacy/regels``."""

import re

import pytest

from gesprek.privacy import scan
from gesprek.privacy.rules import DATA, Rule, rules_of
from scripts.privacy_meting import TODAY

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
