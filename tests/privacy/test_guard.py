"""What the guard promises for any text."""

import subprocess
import sys
import unicodedata
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.privacy import REFUSED, Finding, Label, Level, guard, mask, refused, scan, scan_refused
from scripts.privacy_meting import SENTENCES, TODAY, read
from tests.support.extent import size

LABELLED = [one["text"] for one in read(SENTENCES)]
PIECES = st.sampled_from(
    [
        *(
            "mw. ",
            "dhr ",
            "de heer ",
            "Jansen",
            "jansen",
            "van der ",
            "El ",
            "Fatma",
            " en ",
            "dochter ",
        ),
        *("84 jaar", " (86)", "kamer 12", "06-12345678", "123456782", "bsn ", "3-4-1941", "geb. "),
        *(
            "Dorpsstraat 12",
            "6711 AB",
            " in Ede",
            "De Linde",
            "afdeling ",
            "a@b.nl",
            "www.b.nl",
            "@jan.1",
        ),
        *(
            ". ",
            ", ",
            " ",
            "\n",
            "A.",
            "'s ",
            "(",
            ")",
            "-",
            "0",
            "+31",
            "NL91 ABNA 0417 1643 00",
            "é",
        ),
        *(
            "e\u0301",
            "😀",
            "\u200b",
            "\ud800",
            "\0",
            "مرحبا",
            "wil ",
            "is ",
            "cliënt ",
            "K12",
            "van '41",
        ),
    ]
)
TEXTS = st.one_of(
    st.text(st.characters(), max_size=200),
    st.lists(PIECES, max_size=14).map("".join),
    st.lists(st.sampled_from(LABELLED), max_size=3).map(" ".join),
)


def masked(text: str) -> str:
    return mask(text, scan(text, today=TODAY))


def found(text: str, **options: object) -> list[tuple[str, str]]:
    findings = scan(text, today=TODAY, **options)  # type: ignore[arg-type]
    return [(one.label.value, text[one.start : one.end]) for one in findings]


@settings(max_examples=size(150, 2_000), deadline=None)
@given(TEXTS)
def test_scan_never_raises_and_its_spans_are_valid(text: str) -> None:
    last = 0
    for one in scan(text, today=TODAY):
        assert last <= one.start < one.end <= len(text)
        last = one.end


@settings(max_examples=size(150, 2_000), deadline=None)
@given(TEXTS)
def test_masking_twice_changes_nothing(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@settings(max_examples=200, deadline=None)
@given(TEXTS)
def test_what_is_refused_is_found_both_ways(text: str) -> None:
    if scan_refused(text):
        assert scan(text, today=TODAY)


@settings(max_examples=size(150, 2_000), deadline=None)
@given(TEXTS)
def test_the_short_way_refuses_exactly_what_all_rules_together_refuse(text: str) -> None:
    every_rule = guard._settle(guard._pieces(text, guard._firm))
    assert scan_refused(text) == refused(every_rule)


@pytest.mark.parametrize("text", LABELLED)
def test_a_labelled_sentence_is_settled_after_masking_once(text: str) -> None:
    once = masked(text)
    assert masked(once) == once


@pytest.mark.parametrize("before", ["😀😀 ", "e\u0301e\u0301 ", "\u200b\u200b", "مرحبا ", "𠮷 "])
def test_offsets_count_code_points(before: str) -> None:
    text = f"{before}Bel 06-12345678 maar."
    assert found(text) == [("PHONE", "06-12345678")]


def test_a_name_is_found_whole_in_decomposed_text() -> None:
    text = unicodedata.normalize("NFD", "Gesproken met A. Özdemír over de wond.")
    assert [unicodedata.normalize("NFC", one) for _, one in found(text)] == ["A. Özdemír"]


def test_a_number_with_unseen_characters_inside_is_found() -> None:
    assert found("bsn 1234\u200b56782") == [("BSN", "1234\u200b56782")]


def test_a_text_longer_than_a_piece_is_looked_through_to_its_end() -> None:
    filler = "De nacht was rustig en er was niets bijzonders. " * 900
    assert found(f"{filler}Bel 06-12345678.") == [("PHONE", "06-12345678")]


@pytest.mark.parametrize("shift", range(19_560, 20_040, 7))
def test_the_seam_between_pieces_hides_nothing(shift: int) -> None:
    text = f"{'a ' * (shift // 2)}bsn 123456782 {'b ' * 300}"
    assert [one.label for one in scan_refused(text)] == [Label.BSN]


def test_a_finding_shows_no_text() -> None:
    finding = Finding(0, 4, Label.NAME, Level.DIRECT, "dochter Anneke", ("Anneke",))
    assert "Anneke" not in repr(finding)


def test_refused_are_exactly_bsn_mail_phone_and_iban() -> None:
    assert {Label.BSN, Label.EMAIL, Label.PHONE, Label.IBAN} == REFUSED
    findings = scan("Mw. Jansen, bsn 111222333, a@b.nl", today=TODAY)
    assert [one.label for one in refused(findings)] == [Label.BSN, Label.EMAIL]


def test_own_terms_are_found_whatever_their_case() -> None:
    assert found("Zij woont op de boterbloem.", own_terms=["Boterbloem"]) == [
        ("INSTITUTION", "boterbloem")
    ]


def test_what_is_allowed_stays_but_never_what_is_refused() -> None:
    text = "De Bolderman van 06-12345678 werkt met Wietske."
    assert found(text, allow=["Wietske", "Bolderman", "06-12345678"]) == [("PHONE", "06-12345678")]


def test_names_of_who_takes_part_may_stand_in_their_own_notes() -> None:
    text = "Anneke vroeg goed door, en dochter Marloes luisterde."
    assert found(text, known_names=["Anneke"]) == [("NAME", "dochter Marloes")]


def test_today_decides_what_is_a_birthday() -> None:
    text = "Het was op 3-4-2015."
    assert [one.label for one in scan(text, today=date(2016, 1, 1))] == [Label.DATE]
    assert [one.label for one in scan(text, today=date(2040, 1, 1))] == [Label.BIRTHDATE]


@pytest.mark.parametrize(
    ("text", "neutral"),
    [
        ("Ik sprak mw. Jansen.", "Ik sprak de cliënt."),
        ("Mw. Jansen, 84 jaar, slaapt.", "De cliënt, in de tachtig, slaapt."),
        ("Haar dochter Anneke belt.", "Haar dochter belt."),
        ("De mantelzorger, Gerda Willemsen, is moe.", "De mantelzorger is moe."),
        ("Huisarts dr. Bakker komt.", "De huisarts komt."),
        ("Fam. de Wit wil praten.", "De familie wil praten."),
        ("Een 91-jarige vrouw.", "Een oudere vrouw."),
    ],
)
def test_the_neutral_words_keep_the_dutch_right(text: str, neutral: str) -> None:
    assert masked(text) == neutral


def test_importing_the_guard_and_asking_for_what_is_refused_load_no_list() -> None:
    program = (
        "from gesprek.privacy import scan_refused, word_lists\n"
        "assert scan_refused('bel 06-12345678 of a@b.nl')\n"
        "loaders = [one for one in vars(word_lists).values() if hasattr(one, 'cache_info')]\n"
        "assert loaders and not any(one.cache_info().currsize for one in loaders)\n"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
