"""What other programs leave in a text neither hides a name or a number nor costs a word."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.content.own_texts import fit
from gesprek.domain.text import clean, clean_line, clean_name, read_lines
from gesprek.privacy import Label, mask, scan, scan_refused
from gesprek.storage.protocol import Kind
from gesprek.storage.store_errors import RefusedText
from gesprek.storage.validation import refuse_identifiers
from scripts.privacy_meting import TODAY
from tests.support.extent import size

BREAKS = "\n\r\x0b\x0c\x1c\x1d\x1e\x85\u2028\u2029"
SPACES = " \x1f\xa0\u1680\u2000\u2003\u2007\u2009\u202f\u205f\u2800\u3000"
UNSEEN = "\xad\u034f\u061c\u180e\u200b\u200c\u200d\u200e\u200f\u202e\u2060\u2064\u2066\ufe0f\ufeff"
HYPHENS = "-\u2010\u2011\u2012\u2013\u2014\u2015\u2212\ufe58\ufe63\uff0d·_/"


def labels(text: str) -> set[Label]:
    return {one.label for one in scan(text, today=TODAY)}


def masked(text: str) -> str:
    return mask(text, scan(text, today=TODAY))


def names(signs: str) -> list[str]:
    return [f"U+{ord(sign):04X}" for sign in signs]


@pytest.mark.parametrize("sign", BREAKS + SPACES, ids=names(BREAKS + SPACES))
@pytest.mark.parametrize("way", [str, clean], ids=["as it came", "cleaned"])
@pytest.mark.parametrize("name", ["De Vries", "Jansen", "El Amrani"])
def test_a_name_behind_the_break_or_space_of_another_program_is_seen(
    sign: str, way: type[str], name: str
) -> None:
    text = way(f"Ik sprak mevrouw{sign}{name} gisteren.")
    assert masked(text) == "Ik sprak de cliënt gisteren."


@pytest.mark.parametrize("sign", BREAKS + SPACES, ids=names(BREAKS + SPACES))
@pytest.mark.parametrize("way", [clean, clean_line, fit])
def test_no_way_in_glues_two_words(sign: str, way: type[str]) -> None:
    assert way(f"mevrouw{sign}belt").split() == ["mevrouw", "belt"]


@pytest.mark.parametrize("sign", SPACES, ids=names(SPACES))
def test_a_name_and_a_word_for_the_guard_have_plain_spaces(sign: str) -> None:
    assert clean_name(f"De{sign}Linde") == "De Linde"
    assert read_lines(f"De{sign}Linde") == ("De Linde",)


@pytest.mark.parametrize("sign", UNSEEN, ids=names(UNSEEN))
@pytest.mark.parametrize("way", [str, clean], ids=["as it came", "cleaned"])
def test_what_is_not_seen_hides_no_name_and_no_number(sign: str, way: type[str]) -> None:
    assert masked(way(f"Mw. Ja{sign}nsen slaapt.")) == "De cliënt slaapt."
    assert labels(way(f"1234{sign}56782")) == {Label.BSN}
    assert labels(way(f"Bel 0{sign}6-123{sign}45678.")) == {Label.PHONE}
    assert labels(way(f"jan{sign}@voorbeeld.n{sign}l")) == {Label.EMAIL}


@pytest.mark.parametrize("sign", HYPHENS, ids=names(HYPHENS))
@pytest.mark.parametrize("pattern", ["{}", " {} ", "\u200b{}\xa0"])
def test_any_hyphen_between_digits_is_seen_through(sign: str, pattern: str) -> None:
    part = pattern.format(sign)
    assert labels(f"Bel 06{part}12345678.") == {Label.PHONE}
    assert labels(f"123{part}456{part}782") == {Label.BSN}


@pytest.mark.parametrize("sign", " -\xa0\u2009\u2011\u2013\u2212\ufe63\uff0d")
def test_any_space_or_hyphen_in_an_account_is_seen_through(sign: str) -> None:
    assert labels(f"NL91{sign}ABNA{sign}0417{sign}1643{sign}00") == {Label.IBAN}


@pytest.mark.parametrize("sign", SPACES + BREAKS, ids=names(SPACES + BREAKS))
@pytest.mark.parametrize("way", [str, clean], ids=["as it came", "cleaned"])
def test_a_number_that_is_cut_in_two_is_refused(sign: str, way: type[str]) -> None:
    for text in (f"06{sign}12345678", f"0612{sign}345678", f"bsn{sign}1234{sign}56782"):
        assert scan_refused(way(text)), text
        with pytest.raises(RefusedText):
            refuse_identifiers(Kind.OEFENING, [way(text)])


@pytest.mark.parametrize("zero", [0xFF10, 0x0660, 0x06F0, 0x0966, 0x1D7CE], ids=hex)
def test_digits_of_any_kind_are_digits(zero: int) -> None:
    def other(number: str) -> str:
        return "".join(chr(zero + int(one)) for one in number)

    assert labels(other("123456782")) == {Label.BSN}
    assert labels(f"Bel {other('06')}-{other('12345678')}") == {Label.PHONE}


def test_wide_letters_are_letters() -> None:
    wide = "".join(chr(ord(sign) + 0xFEE0) for sign in "jan@voorbeeld.nl")
    assert labels(wide) == {Label.EMAIL}


def test_a_row_of_small_numbers_on_lines_is_no_number_of_a_person() -> None:
    assert scan_refused("1\n2\n3\n4\n5\n6\n7\n8\n2") == []


@pytest.mark.parametrize("break_", [" ", "\n", "\x0b", "\xa0"])
@pytest.mark.parametrize("before", ["01-02-2026", "1-03-2026", "03.04.2025", "08.30-09.15"])
def test_a_date_or_hours_before_a_number_are_no_number_of_a_person(
    before: str, break_: str
) -> None:
    for number in range(10, 100):
        assert scan_refused(f"Op {before}{break_}{number} keer geoefend.") == []


@pytest.mark.parametrize("more", [" 2 keer", " 12 keer", "\n12 keer"])
def test_a_number_behind_a_telephone_number_does_not_hide_it(more: str) -> None:
    for number in ("0612345678", "06-12345678", "+31612345678"):
        text = f"Bel {number}{more}"
        assert [text[one.start : one.end] for one in scan_refused(text)] == [number]


def test_a_word_of_the_organisation_is_found_over_two_lines_and_odd_spaces() -> None:
    for text in ("Zij woont op De\nLinde", "Zij woont op De\xa0 Linde", "op D\u200be\u2028Linde"):
        assert Label.INSTITUTION in {one.label for one in scan(text, ["De Linde"], today=TODAY)}


PEOPLE = [
    *("mevrouw Jansen", "de heer De Vries", "Anneke", "dochter Anneke", "zus, Fatma", "J. de Wit"),
    *("Fatima El Idrissi", "Jan-Willem", "Pieter B.", "fam. de Wit", "afdeling De Linde"),
]
OTHERS = [
    *("bsn 123456782", "06-12345678", "kamer 12", "Dorpsstraat 12", "6711 AB", "84 jaar"),
    *("3-4-1941", "jan@b.nl", "www.b.nl"),
]
MARKS = list("§’‘,)(•…!?;:\"”“»«—|→*&=']}")
GOES_ON = [
    *("Zij wil dat niet", "zij wil dat niet", "De zuster komt", "Het gaat goed", "Eten lukt"),
    *("wij bellen morgen", "huilt veel", "Vandaag komt hij", "'s avonds slapen"),
]


@settings(max_examples=size(600, 4_000), deadline=None)
@given(
    st.sampled_from(PEOPLE + OTHERS),
    st.sampled_from(MARKS),
    st.sampled_from(["{} {} {}", "{}{} {}", "{}{}{}", "{} {}{}"]),
    st.sampled_from(GOES_ON),
)
def test_only_what_tells_is_replaced_and_no_word_behind_a_mark_goes_with_it(
    named: str, mark_: str, pattern: str, goes_on: str
) -> None:
    shown = masked(f"Het ging om {pattern.format(named, mark_, goes_on)}.")
    assert shown.startswith("Het ging om ")
    assert shown.replace("’", "'").endswith(f"{goes_on}.")
    assert "  " not in shown
    assert unicodedata.is_normalized("NFC", shown)


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("Mw. Jansen’Zij wil.", "De cliënt’Zij wil."),
        ("Mw. Jansen–zij wil.", "De cliënt–zij wil."),
        ("Mw. Jansen–de zuster komt.", "De cliënt–de zuster komt."),
        ("Mw. O'Brien slaapt.", "De cliënt slaapt."),
        ("Mw. Jansen-de Boer slaapt.", "De cliënt slaapt."),
        ("Fatima El Idrissi .", "Iemand ."),
        ("Zijn zus, Fatma,'s avonds.", "Zijn zus,'s avonds."),
        ("Zijn partner, Jan,zegt.", "Zijn partner,zegt."),
        ("In vleugel A. Zij wil.", "In vleugel A. Zij wil."),
        ("Gesprek met mevrouw\nZij wil niet.", "Gesprek met mevrouw\nZij wil niet."),
        ("Gesprek met mevrouw\nDouchen lukt.", "Gesprek met mevrouw\nDouchen lukt."),
    ],
)
def test_a_mark_parts_a_name_from_the_next_word(text: str, neutral: str) -> None:
    assert masked(text) == neutral
