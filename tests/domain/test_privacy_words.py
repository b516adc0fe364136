import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import TextTooLong
from gesprek.domain.text import MAX_NAAM, MAX_WORDS, PrivacyWords, read_lines


def test_each_line_is_one_word_cleaned_and_kept_once() -> None:
    assert read_lines("  De  Wilgenhof \n\nHuis Noord\r\nDe Wilgenhof\n") == (
        "De Wilgenhof",
        "Huis Noord",
    )


@pytest.mark.parametrize("text", ["a" * (MAX_NAAM + 1), "\n".join(map(str, range(MAX_WORDS + 1)))])
def test_a_long_line_and_a_long_list_are_refused_with_a_sentence(text: str) -> None:
    with pytest.raises(TextTooLong) as refused:
        read_lines(text)
    assert refused.value.sentence.endswith(".")


@given(st.text(max_size=MAX_NAAM))
def test_any_text_gives_lines_that_can_be_kept_and_read_again(text: str) -> None:
    lines = read_lines(text)
    assert PrivacyWords(eigen=lines).eigen == lines == read_lines("\n".join(lines))
