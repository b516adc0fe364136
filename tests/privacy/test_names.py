"""Which words are a name, and which are not, by what stands around them."""

import pytest

from gesprek.privacy import Label, mask, scan
from gesprek.privacy.name_words import has_finite_form, is_finite
from gesprek.privacy.word_lists import first_names, graded, ordinary_words, surnames
from scripts.privacy_meting import TODAY


def names(text: str) -> list[str]:
    findings = scan(text, today=TODAY)
    return [text[one.start : one.end] for one in findings if one.label is Label.NAME]


TITLES = ["Mw.", "Dhr.", "Mevrouw", "Meneer", "Familie", "Dochter", "Zoon", "Moeder"]
TOLD = [
    "Belt",
    "Zegt dat het niet gaat",
    "Huilt om haar zus",
    "Wil naar huis",
    "Geeft aan dat het pijn doet",
]


@pytest.mark.parametrize("title", TITLES)
@pytest.mark.parametrize("told", [*TOLD, "Poetst niet meer zelf", "Was boos", "Kan slecht lopen"])
def test_a_verb_with_the_capital_of_a_telephone_behind_a_title_is_no_name(
    title: str, told: str
) -> None:
    assert names(f"{title} {told}.") == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Mw. Erg moe vandaag.",
            "Dhr. Niet lekker.",
            "Mw. Vannacht gevallen.",
            "Mw. Hoofdpijn sinds gisteren.",
        ),
        *("Mw. Spreekt Spaans.", "Hij verstaat alleen Frans.", "Zij leert een beetje Engels."),
        *("Gesproken met de begeleider (EVV).", "Onze Marte Meo-begeleider filmde dat."),
        *("Dit gaat volgens protocol VV05.", "Zij bidt tot Maria.", "Het is jip en janneke taal."),
    ],
)
def test_what_a_title_or_a_capital_stands_before_need_not_be_a_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize("name", ["Koos", "Wil", "Bos", "Vermeulen", "Zwart"])
def test_a_name_that_is_a_word_is_still_one_behind_a_title(name: str) -> None:
    assert names(f"Mw. {name} belt haar zoon.") == [f"Mw. {name}"]


@pytest.mark.parametrize("name", ["Verhoeven", "Ria", "Mulder", "Wouter", "Knippenberg", "Nel"])
@pytest.mark.parametrize("sentence", ["{} belde.", "{} niet lekker.", "Toen zei {} iets."])
def test_what_is_mostly_a_name_is_seen_alone(name: str, sentence: str) -> None:
    assert names(sentence.format(name)) == [name]


@pytest.mark.parametrize("name", ["Storm", "Bloem", "Engel", "Bakker", "Wolf", "Prins"])
@pytest.mark.parametrize(
    "sentence", ["{} is boos.", "{} belde zijn zus.", "Gisteren riep {} om hulp.", "Ik zat met {}."]
)
def test_what_is_a_name_and_a_word_is_seen_by_what_only_people_do(name: str, sentence: str) -> None:
    assert names(sentence.format(name)) == [name]


@pytest.mark.parametrize(
    "text",
    [
        *("Storm is voorspeld.", "Bloem is op.", "De storm maakte haar bang.", "Rust helpt hem."),
        *("Roos op de hoofdhuid is behandeld.", "Wil graag slapen.", "Wil niet komen eten."),
        *(
            "Boos liep hij weg.",
            "Engel op de boom gezet.",
            "Kok heeft soep gemaakt.",
            "Koken wil zij niet.",
            "Wij zoeken Rust.",
        ),
    ],
)
def test_a_word_that_does_nothing_that_people_do_is_no_name(text: str) -> None:
    assert names(text) == []


@pytest.mark.parametrize(
    "name",
    [
        *("Chr. Postma", "Joh. Brinkman", "Th. van Dalen", "Ph. Smit", "IJ. Wiersma"),
        *("A.Ph. de Visser", "NIJHUIS H.J.", "OOSTERHOF A.", "DE VRIES P.J."),
        *("Vries, de", "Dijk, van der", "Berg, v.d.", "de Vries, Berend", "v/d Meer"),
        *(
            "Van Rossum",
            "Ter Braak",
            "Bloemen",
            "De Wit-Kramer",
            "Visser-Plomp",
            "mvr. Dobber",
            "mevorouw smeets",
        ),
        *("mevrouwDeVries", "meneerKok"),
        *(
            "El Khatib",
            "mw k jansen",
            "mw p de vries",
            "HA de Bruin",
            "bew. Visser",
            "Kees Kroket",
            "Mw Mei Ling Wong",
        ),
    ],
)
def test_a_name_is_found_whole_in_each_way_to_write_it(name: str) -> None:
    assert names(f"{name} wil naar huis.") == [name]


def test_the_names_of_a_row_are_found() -> None:
    assert names("Haar kleinkinderen: Sem/Lotte/Bo") == ["kleinkinderen: Sem/Lotte/Bo"]
    assert names("Gezin Nowak - De Haan komt.") == ["Gezin Nowak", "De Haan"]
    assert names("Achmed el Bakkali, Fatima Ouali") == ["Achmed el Bakkali", "Fatima Ouali"]
    assert names("Pronk en Wester maken ruzie.") == ["Pronk", "Wester"]
    assert names("Gebeld door van Leeuwen.") == ["van Leeuwen"]
    assert names("Nel en haar zus maken ruzie.") == ["Nel"]


def test_the_verb_stays_where_only_the_title_was_meant() -> None:
    text = "Mw. Zegt dat het goed gaat."
    assert mask(text, scan(text, today=TODAY)) == text


def test_a_word_has_one_grade_and_is_a_name() -> None:
    mostly_name, mostly_word = graded("meestal_naam"), graded("meestal_woord")
    assert not mostly_name & mostly_word
    assert mostly_name | mostly_word <= first_names() | surnames()
    assert not mostly_name & ordinary_words("taal", "nooit")


@pytest.mark.parametrize("verb", ["loopt", "huilt", "belt", "geeft", "reist", "poetste", "huilde"])
def test_a_verb_in_the_singular_is_known_by_its_infinitive(verb: str) -> None:
    assert is_finite(verb)


@pytest.mark.parametrize("word", ["stoel", "moe", "stoelen", "zuster"])
def test_another_word_is_no_verb_in_the_singular(word: str) -> None:
    assert not is_finite(word)


def test_a_plural_differs_from_an_infinitive() -> None:
    assert has_finite_form("klagen")
    assert not has_finite_form("lampen")
