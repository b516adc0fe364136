"""The counts over labelled sentences may not fall.

Goals on unseen text: direct 0.93 warned and 0.88 masked whole, names 0.93, refused kinds and
postcodes 0.97, precision 0.95, at most 4 % of clean sentences flagged. The sentences that the
rules were tuned on must do better than that; docs/privacy.md has the counts of the others.
"""

import pytest

from scripts.privacy_meting import (
    DIRECT,
    INDIRECT,
    NUMBERS,
    SENTENCES,
    Meting,
    measure,
    read,
    table,
)


@pytest.fixture(scope="module")
def tuned() -> Meting:
    return measure(read(SENTENCES, "tuned"))


@pytest.mark.parametrize(
    ("labels", "least"), [(DIRECT, 0.98), ({"NAME"}, 0.98), (NUMBERS, 1.0), (INDIRECT, 0.92)]
)
def test_what_is_found_in_tuned_sentences(
    tuned: Meting, labels: frozenset[str], least: float
) -> None:
    warned, there = tuned.share(tuned.warned, labels)
    masked, _ = tuned.share(tuned.masked, labels)
    assert there > 10
    assert warned / there >= least
    assert masked / there >= least - 0.02


def test_what_is_found_in_tuned_sentences_is_right(tuned: Meting) -> None:
    assert tuned.right / tuned.found >= 0.98
    assert tuned.flagged <= 1


def test_there_are_enough_sentences_of_both_parts() -> None:
    sentences = read(SENTENCES)
    clean = [one for one in sentences if not one["spans"]]
    assert len(read(SENTENCES, "never tuned")) >= 150
    assert len(sentences) >= 300
    assert len(clean) / len(sentences) >= 0.4


def test_every_label_lies_on_its_words() -> None:
    for one in read(SENTENCES):
        for span in one["spans"]:
            part = one["text"][span["start"] : span["end"]]
            assert part
            assert part == part.strip()


def test_the_table_shows_other_sentences_beside_our_own() -> None:
    text = "Bel 06-12345678 of Kwak."
    span = {"start": 4, "end": 15, "label": "PHONE"}
    other = {"start": 19, "end": 23, "label": "NAME", "core": 19}
    others = measure([{"text": text, "spans": [span, other]}, {"text": "Hij slaapt.", "spans": []}])
    rows = table({"ours": Meting(), "by others": others})
    assert rows[0] == "| | ours (0) | by others (2) |"
    assert "| BSN, IBAN, e-mail, phone, postcode masked whole | – | 1 of 1 (1.00) |" in rows
    assert "| clean sentences that were flagged | – | 0 of 1 (0.00) |" in rows
