"""Would a tired care team understand this at once? What a machine can see of that."""

import re
from collections.abc import Mapping

import pytest

from tests.content.texts import Vindplaats, all_texts, raw, sentences, words

MAX_WORDS = 20
LONG_WITH_REASON: Mapping[str, str] = {}
"""Place of a text with a longer sentence → why it can't be shorter."""

NO_PROSE = re.compile(r"\.(icoon|adres)$|\.themas\[\d+\]$|^kijkpunten\.toml:\w+\.punten\[\d+\]$")
ABBREVIATION = re.compile(r"\b(?:[A-Z]{2,}|\d[A-Z])\b")

_WORDS_ENGLISH = """
about again and any before button case challenge check checken checkt click copy day delete done
download draft edit email empowerment enter error feature file first from gender go goal have
hello here home how insight issue key leave login logout mail management mindset name new next
not ok okay older output page password please practice progress quality random reset review role
save scan search select session settings share show skip slide step submit target task text than
the their then this time timer to toolbox topic update upload user view welcome when who why
with yes you your
"""
ENGLISH = frozenset(_WORDS_ENGLISH.split())
"""Common English words, without those that are Dutch too."""

_WORDS_TOO_DIFFICULT = """
adequaat alvorens analyseren anamnese attitude autonomie benutten betreffende casuïstiek
cognitief communiceren compenseren competentie conform constateren coördineren derhalve
dienen diverse echter effectief escalatie evaluatie evalueren exploreren faciliteren
frequentie gedragsverandering geïndiceerd hanteren implementeren indicatie indien
initiatief integraal interactie interventie inventariseren middels mits multidisciplinair
namelijk nihil normaliter optimaal participatie perspectief preventie problematiek
procedure reflecteren reflectie regie relevant respons signaleren somatisch stagneren
structureel teneinde tevens uiteraard verifiëren vermits visie voorts wederzijds
zelfredzaamheid zorgdragen
"""
TOO_DIFFICULT = frozenset(_WORDS_TOO_DIFFICULT.split())

TEXTS = [one for one in all_texts() if not NO_PROSE.search(one.plek)]


def _too_long(one: Vindplaats) -> list[str]:
    if one.plek in LONG_WITH_REASON:
        return []
    return [f"{one.plek}: {s}" for s in sentences(one.tekst) if len(words(s)) > MAX_WORDS]


def test_no_sentence_is_longer_than_20_words() -> None:
    assert [line for one in TEXTS for line in _too_long(one)] == []


def test_a_sentence_of_21_words_is_found() -> None:
    text = "Dit is kort. " + "woord " * 21 + "."
    assert len(_too_long(Vindplaats("proef", text))) == 1


def test_each_long_sentence_with_a_reason_still_exists() -> None:
    places = {one.plek for one in TEXTS}
    assert {*LONG_WITH_REASON} <= places
    assert all(LONG_WITH_REASON.values())


def test_no_english_word_stands_in_a_text() -> None:
    found = [
        f"{one.plek}: {word}"
        for one in TEXTS
        for word in words(one.tekst.lower())
        if word in ENGLISH
    ]
    assert found == []


def test_no_difficult_word_stands_in_a_text() -> None:
    found = [
        f"{one.plek}: {word}"
        for one in TEXTS
        for word in words(one.tekst.lower())
        if word in TOO_DIFFICULT
    ]
    assert found == []


def test_an_abbreviation_stands_only_on_a_card_that_writes_it_out() -> None:
    cards = raw()["methodes"]
    loose = [
        f"{one.plek}: {found}"
        for one in TEXTS
        for found in ABBREVIATION.findall(one.tekst)
        if not one.plek.startswith("methodes.toml:")
    ]
    on_cards = [
        f"{slug}: {found}"
        for slug, card in cards.items()
        for found in set(ABBREVIATION.findall(str(card)))
        if found not in card["naam"]
    ]
    assert loose == []
    assert on_cards == []


@pytest.mark.parametrize("slug", ["lsd", "oma", "nivea", "anna", "dik"])
def test_the_letters_of_a_method_are_the_first_letters_of_what_it_stands_for(slug: str) -> None:
    card = raw()["methodes"][slug]
    letters = ABBREVIATION.findall(card["naam"])[0]
    initials = "".join(word[0].upper() for word in words(card["staat_voor"]))
    assert initials.startswith(letters)


def test_4g_is_four_words_with_a_g() -> None:
    parts = raw()["methodes"]["vier_g"]["staat_voor"].split(", ")
    assert [part[0] for part in parts] == ["G"] * 4


def test_no_text_hangs_together_by_dashes_or_semicolons() -> None:
    dashes = re.compile(r"[\u2013\u2014;]| - ")
    tab_title = "scherm.toml:menu.titel"  # a browser's tab has no other way to part two names
    assert [one.plek for one in TEXTS if dashes.search(one.tekst)] in ([], [tab_title])


def test_no_text_speaks_to_the_user_as_u_outside_what_is_said_to_a_client() -> None:
    """The app says je; 'u' stands only in sentences that a carer says to a client."""
    said_to_client = re.compile(
        r"voorbeeld|zinnen|wat_zeg_je|punten\.|\.zegt|casussen|methodes|observatielijst"
    )
    found = [
        one.plek
        for one in TEXTS
        if not said_to_client.search(one.plek) and re.search(r"\b(u|uw)\b", one.tekst)
    ]
    assert found == []


def test_no_text_calls_a_person_he() -> None:
    """Colleagues and clients can be anyone; only an invented client is a he or a she."""
    found = [
        f"{one.plek}: {one.tekst}"
        for one in TEXTS
        if one.plek.startswith(("rollen", "terugkijken", "stappen.toml"))
        and re.search(r"\b(hij|zij|haar)\b", one.tekst.lower())
    ]
    assert found == []


def test_quotes_and_spaces_are_in_pairs() -> None:
    assert [
        one.plek
        for one in TEXTS
        if "  " in one.tekst or one.tekst.count("(") != one.tekst.count(")")
    ] == []
    assert [one.plek for one in TEXTS if '"' in one.tekst] == []
