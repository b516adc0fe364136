import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st
from pydantic import TypeAdapter, ValidationError

from gesprek.domain.base import InvalidName, TextTooLong
from gesprek.domain.text import (
    MAX_NAAM,
    MAX_REGEL,
    MAX_TEKST,
    LineText,
    LongText,
    NameText,
    clean,
    clean_limited,
    clean_line,
    clean_name,
)
from tests.domain.strategies import AWKWARD, any_text

TEKST: TypeAdapter[str] = TypeAdapter(LongText)
REGEL: TypeAdapter[str] = TypeAdapter(LineText)
NAAM: TypeAdapter[str] = TypeAdapter(NameText)


@settings(max_examples=100)
@given(any_text | st.sampled_from(AWKWARD))
@example("\u2000\u0301 x \u200b")
@example("x\r\r\n\x1f")
@example("e\u0301\u200d\u200cم\u0653\u0316\u200d\u200b\u0316\u094d\u200d\u0653क")
def test_cleaning_twice_is_cleaning_once(text: str) -> None:
    assert clean(clean(text)) == clean(text)
    assert clean_line(clean_line(text)) == clean_line(text)


@settings(max_examples=100)
@given(any_text | st.sampled_from(AWKWARD))
def test_clean_text_holds_nothing_that_a_store_cannot(text: str) -> None:
    cleaned = clean(text)
    cleaned.encode("utf-8")
    assert "\r" not in cleaned
    assert not [c for c in cleaned if unicodedata.category(c) in ("Cc", "Cs") and c not in "\n\t"]
    assert cleaned == cleaned.strip()
    assert unicodedata.is_normalized("NFC", cleaned)


@given(any_text)
def test_a_line_is_one_line(text: str) -> None:
    assert len(clean_line(text).splitlines()) <= 1


@given(st.text(st.characters(categories=["L", "N", "P"]), min_size=1, max_size=30))
def test_letters_figures_and_punctuation_all_stay(text: str) -> None:
    assert clean(text) == unicodedata.normalize("NFC", text)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("", ""),
        ("  \n\t ", ""),
        ("voor\x00na", "voorna"),
        ("mevrouw\x0bDe Vries", "mevrouw\nDe Vries"),
        ("a\x0cb\x85c\x1cd\x1de\x1ef\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
        ("a\x1fb\xa0c\u2003d\u202fe\u3000f\u2800g", "a b c d e f g"),
        ("Ja\xadn\u200bs\u200ce\u200dn\u2060\ufeff", "Jansen"),
        ("een \u200b twee \xa0drie\xa0\xa0\xa0vier", "een twee drie vier"),
        ("- a\n\xa0\xa0- b  c", "- a\n  - b  c"),
        ("Jose\u200b\u0301", "José"),
        ("\u0645\u06cc\u200c\u062e \u0915\u094d\u200d\u0937",) * 2,
        ("❤\ufe0f\u200d🔥 👨\u200d👩\u200d👧 x\u200dy", "❤\ufe0f\u200d🔥 👨\u200d👩\u200d👧 xy"),
        ("a\ud83db", "a\ufffdb"),
        ("regel 1\r\nregel 2\rregel 3", "regel 1\nregel 2\nregel 3"),
        ("e\u0301\u0301", "é\u0301"),
        ("\u202eomgekeerd\u202c", "omgekeerd"),
        ("👩🏽‍⚕️", "👩🏽‍⚕️"),
        ("שלום \u200fאבא", "שלום \u200fאבא"),
        ("a\u2067abc\u2069", "a\u2067abc\u2069"),
        ("<b>vet</b> &amp; [x](y) # *z*", "<b>vet</b> &amp; [x](y) # *z*"),
        ("kolom\tkolom", "kolom\tkolom"),
        ("\x07\x1b[31mrood\x9f", "[31mrood"),
    ],
)
def test_what_is_typed_is_kept_as_far_as_it_can_be(typed: str, kept: str) -> None:
    assert clean(typed) == kept


@pytest.mark.parametrize(
    "typed", ["\u200b", " \ufeff\u200d ", "\u2066\u2069", "\u00ad\n\u00a0", "\u3164\ufe0f\u2800"]
)
def test_text_that_shows_nothing_is_empty(typed: str) -> None:
    assert clean(typed) == ""


def test_a_line_has_single_spaces() -> None:
    assert clean_line(" een\n\ntwee\u2028drie \t vier ") == "een twee drie vier"


@pytest.mark.parametrize(
    ("field", "limit"), [(TEKST, MAX_TEKST), (REGEL, MAX_REGEL), (NAAM, MAX_NAAM)]
)
def test_a_field_takes_its_limit_and_not_one_more(field: TypeAdapter[str], limit: int) -> None:
    assert field.validate_python("x" * limit) == "x" * limit
    assert field.validate_python(f"  {'x' * limit}\n") == "x" * limit
    with pytest.raises(TextTooLong):
        field.validate_python("x" * (limit + 1))


def test_text_too_long_says_how_long_it_is_and_may_be() -> None:
    with pytest.raises(TextTooLong) as refused:
        clean_limited("x" * 100_000, MAX_TEKST)
    assert "100.000 tekens" in refused.value.sentence
    assert "10.000 tekens" in refused.value.sentence
    assert "nog niets opgeslagen" in refused.value.sentence


@pytest.mark.parametrize(
    "typed",
    [
        "x" * 100_000,
        " \n" * 50_000,
        "🙂" * 100_000,
        "\u0316\u0300" * 50_000,
        "a" + "\u0316\u0300" * 9_999,
        "\u200b" * 100_000,
        "\x00" * 100_000,
        "\ud800" * 100_000,
        "<b>" * 33_333,
    ],
    ids=["x", "wit", "emoji", "marks", "marks-below", "zero-width", "nul", "surrogates", "html"],
)
def test_a_hundred_thousand_characters_of_anything_are_judged(typed: str) -> None:
    cleaned = clean(typed)
    assert clean(cleaned) == cleaned


@pytest.mark.parametrize("naam", ["Anna", "Jan-Willem", "Sam B.", "'t Zand", "Zoë (nacht)", "李明"])
def test_an_ordinary_name_is_kept(naam: str) -> None:
    assert clean_name(f" {naam}\n") == naam


@pytest.mark.parametrize(
    "naam",
    [
        "[Anna](http://x)",
        "![x](y)",
        "*Anna*",
        "_Anna_",
        ":red[Anna]",
        "<b>Anna",
        "`Anna`",
        "# Anna",
        "$x$",
        "www.x.nl",
        "WWW.x.nl",
        "a@b.nl",
        "a\\b",
        "a|b",
        "~~a~~",
    ],
)
def test_a_name_that_could_come_alive_on_screen_is_refused(naam: str) -> None:
    with pytest.raises(InvalidName):
        clean_name(naam)


def test_a_long_name_is_too_long_before_it_is_wrong() -> None:
    with pytest.raises(TextTooLong):
        clean_name("*" * 61)


@pytest.mark.parametrize("field", [TEKST, REGEL, NAAM])
def test_a_field_takes_text_only(field: TypeAdapter[str]) -> None:
    for wrong in (None, 3, ["x"]):
        with pytest.raises(ValidationError):
            field.validate_python(wrong)
