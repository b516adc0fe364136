"""Other words for a fragment go into a text that was changed by hand, and change nothing else."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.privacy import Finding, Label, Level, mask, mask_again

TEXT = "Jansen belt. Zij is 84 jaar. Jansen is moe."
PLACES = (("Jansen", 0), ("84 jaar", 20), ("Jansen", 29))


def words(*chosen: str) -> list[Finding]:
    """Return the fragments of the text, each with words in its place."""
    return [
        Finding(start, start + len(fragment), Label.NAME, Level.DIRECT, suggestion)
        for (fragment, start), suggestion in zip(PLACES, chosen, strict=True)
    ]


BEFORE = words("cliënt", "in de tachtig", "cliënt")


@pytest.mark.parametrize(
    ("edited", "after", "expected"),
    [
        (
            "cliënt belt. Zij is in de tachtig. cliënt is moe.",
            ("mevrouw", "oud", "cliënt"),
            "mevrouw belt. Zij is oud. cliënt is moe.",
        ),
        (
            "Gisteren: cliënt belt. Zij is in de tachtig. cliënt is erg moe.",
            ("mevrouw", "oud", "iemand"),
            "Gisteren: mevrouw belt. Zij is oud. iemand is erg moe.",
        ),
        ("Zij belt vaak.", ("mevrouw", "oud", "iemand"), "Zij belt vaak."),
        (
            "cliënten bellen. Zij is in de tachtig. cliënt is moe.",
            ("mevrouw", "in de tachtig", "iemand"),
            "cliënten bellen. Zij is in de tachtig. iemand is moe.",
        ),
        ("", ("mevrouw", "oud", "iemand"), ""),
    ],
    ids=["untouched", "around it", "gone", "grown into another word", "emptied"],
)
def test_only_a_fragment_that_is_still_there_gets_other_words(
    edited: str, after: tuple[str, str, str], expected: str
) -> None:
    assert mask_again(edited, TEXT, BEFORE, words(*after)) == expected


def test_the_one_of_two_same_words_that_was_meant_is_the_one_that_changes() -> None:
    edited = "O, cliënt belt. En zij is in de tachtig. cliënt is moe, denk ik"
    changed = mask_again(edited, TEXT, BEFORE, words("cliënt", "in de tachtig", "Jansen"))
    assert changed == "O, cliënt belt. En zij is in de tachtig. Jansen is moe, denk ik"


@given(st.text(max_size=80))
def test_the_same_words_change_nothing_and_what_was_not_edited_follows(edited: str) -> None:
    assert mask_again(edited, TEXT, BEFORE, BEFORE) == edited
    after = words(edited, "oud", edited)
    assert mask_again(mask(TEXT, BEFORE), TEXT, BEFORE, after) == mask(TEXT, after)
