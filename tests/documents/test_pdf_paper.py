"""The papers as PDF: everything is on them, and nothing that people type breaks a page."""

from collections.abc import Callable
from itertools import pairwise

import pypdfium2
import pytest
from fpdf import FPDF
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.content import inhoud
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
)
from gesprek.documents.general_papers import (
    agreements,
    all_papers,
    conversation_cards,
    feedback_rules,
    method_poster,
    step_cards,
    worksheet,
)
from gesprek.documents.observation_papers import kijkpunten_paper, observation_list
from gesprek.documents.own_papers import InvitationAccess, invitation, take_away_paper
from gesprek.documents.pdf_paper import pdf
from gesprek.documents.role_cards import role_cards, rollen_for
from gesprek.documents.sheet import REPLACED
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Deelnemer, Team
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import MEETING_LENGTHS, MOST_PEOPLE, Rol, Werkvorm, time_plan_of
from tests.documents.reading import fonts_of, on_one_line, outline_of, reader, text_of
from tests.support.builders.marked import marked, marked_team
from tests.support.extent import size

SHOWN = inhoud()
ROLLENSPEL, VOORBESPREKEN = Werkvorm.ROLLENSPEL, Werkvorm.VOORBESPREKEN
JOIN = InvitationAccess(
    "K7W-PQ3", "https://gesprek.example/aanmelden", "https://gesprek.example/#K7WPQ3"
)
KIJKPUNTEN = (Observatiepunt.STILTE, Observatiepunt.AFSPRAAK)
TWELVE = rollen_for(ROLLENSPEL, 12)

STUKKEN: dict[str, Callable[[], Paper]] = {
    "rolkaarten": lambda: role_cards(SHOWN, ROLLENSPEL, TWELVE),
    "kijklijst": lambda: observation_list(SHOWN),
    "kijkpunten": lambda: kijkpunten_paper(SHOWN, KIJKPUNTEN),
    "stapkaarten": lambda: step_cards(SHOWN, ROLLENSPEL, 60),
    "gesprekskaarten": lambda: conversation_cards(SHOWN, VOORBESPREKEN),
    "feedbackregels": lambda: feedback_rules(SHOWN),
    "afspraken": lambda: agreements(SHOWN),
    "methodes": lambda: method_poster(SHOWN),
    "werkblad": lambda: worksheet(SHOWN, ROLLENSPEL, TWELVE),
    "alles": lambda: all_papers(SHOWN, ROLLENSPEL, TWELVE, 45),
    "uitnodiging": lambda: invitation(SHOWN, marked(), marked_team(), JOIN),
    "meenemen": lambda: take_away_paper(SHOWN, marked()),
}


def drawn(stuk: Paper) -> str:
    return text_of(pdf(stuk, SHOWN))


def on(tekst: str, found: str) -> bool:
    return on_one_line(tekst) in found


@pytest.mark.parametrize("naam", STUKKEN)
def test_all_text_of_a_paper_can_be_selected_in_its_order(naam: str) -> None:
    stuk = STUKKEN[naam]()
    found = drawn(stuk)
    assert [one for one in stuk.teksten if not on(one, found)] == []
    assert stuk.naam == naam


@pytest.mark.parametrize("naam", STUKKEN)
def test_a_paper_is_dutch_and_has_a_title_and_an_outline(naam: str) -> None:
    stuk = STUKKEN[naam]()
    data = pdf(stuk, SHOWN)
    assert str(reader(data).root_object["/Lang"]) == "nl"
    metadata = reader(data).metadata
    assert metadata
    assert metadata.title == stuk.titel
    headings = [page.titel for page in stuk.bladzijden]
    headings += [
        b.tekst for page in stuk.bladzijden for b in page.blokken if isinstance(b, Heading)
    ]
    assert set(outline_of(data)) >= set(headings)


@pytest.mark.parametrize("naam", STUKKEN)
def test_a_paper_is_300_kb_at_most_and_brings_its_own_fonts(naam: str) -> None:
    data = pdf(STUKKEN[naam](), SHOWN)
    assert len(data) <= 300_000
    assert fonts_of(data)
    for font in fonts_of(data):
        below = font["/DescendantFonts"][0].get_object()
        assert "/FontFile2" in below["/FontDescriptor"].get_object()


@pytest.mark.parametrize("werkvorm", Werkvorm)
@pytest.mark.parametrize("people", range(2, 13))
def test_each_person_gets_a_card_of_a_role_that_exists(werkvorm: Werkvorm, people: int) -> None:
    rollen = rollen_for(werkvorm, people)
    stuk = role_cards(SHOWN, werkvorm, rollen)
    assert len(stuk.bladzijden) == min(people, MOST_PEOPLE[werkvorm])
    assert set(rollen) >= {Rol.INBRENGER, Rol.CLIENTROL}
    assert (Rol.BEGELEIDER in rollen) is (werkvorm is ROLLENSPEL and people > 3)


def test_the_role_cards_hold_every_role_with_its_tasks() -> None:
    found = drawn(STUKKEN["rolkaarten"]())
    for shown in SHOWN.rollen[ROLLENSPEL].values():
        assert on(shown.titel, found)
        assert all(on(line, found) for lines in shown.stappen.values() for line in lines)


def test_with_fewer_people_the_cards_say_who_does_what_is_left_out() -> None:
    shown = SHOWN.rollen[ROLLENSPEL]
    two = drawn(role_cards(SHOWN, ROLLENSPEL, rollen_for(ROLLENSPEL, 2)))
    assert on(shown[Rol.INBRENGER].minder.zonder_observant or "?", two)
    twelve = drawn(STUKKEN["rolkaarten"]())
    assert not on(shown[Rol.OBSERVANT].minder.zonder_begeleider or "?", twelve)


@pytest.mark.parametrize("werkvorm", Werkvorm)
@pytest.mark.parametrize("minuten", MEETING_LENGTHS)
def test_the_step_cards_hold_every_step_and_the_time_plan(werkvorm: Werkvorm, minuten: int) -> None:
    found = drawn(step_cards(SHOWN, werkvorm, minuten))
    for stap in Stap:
        part = SHOWN.stappen[stap].voor(werkvorm)
        assert on(f"Stap {stap.number}. {SHOWN.stappen[stap].titel}", found)
        assert all(on(line, found) for line in (part.doel, *part.wat_doe_je, *part.wat_zeg_je))
    for deel, length in time_plan_of(werkvorm, minuten).items():
        assert on(f"{SHOWN.label(deel)}{length}", found)


def test_the_rules_for_feedback_are_all_there_with_their_examples() -> None:
    found = drawn(STUKKEN["feedbackregels"]())
    rules = [*SHOWN.feedback.geven.regels.values(), *SHOWN.feedback.ontvangen.regels.values()]
    assert len(rules) == 11
    assert all(on(f"{one.titel}{one.uitleg}", found) for one in rules)
    assert all(on(one.voorbeeld, found) for one in rules)


def test_the_observation_list_has_every_behaviour_and_no_score() -> None:
    found = drawn(STUKKEN["kijklijst"]())
    assert all(on(SHOWN.label(punt), found) for punt in Observatiepunt)


def test_the_poster_fits_on_one_page() -> None:
    assert len(reader(pdf(STUKKEN["methodes"](), SHOWN)).pages) == 1


def test_the_hand_out_holds_moment_place_roles_code_tool_rules_and_methods() -> None:
    found = drawn(STUKKEN["uitnodiging"]())
    wanted = ["dinsdag 27 oktober 2026 om 13:00", "MERK-PLAATS", "MERK-NAAM-EEN Inbrenger"]
    wanted += [JOIN.code, JOIN.adres, *(one.naam for one in SHOWN.methodes.values())]
    wanted += [one.titel for one in SHOWN.gesprekstool.stappen.values()]
    wanted += [one.titel for one in SHOWN.feedback.geven.regels.values()]
    wanted += [one.adres for one in SHOWN.links.values()]
    assert [one for one in wanted if not on(one, found)] == []


def test_without_a_way_to_join_the_hand_out_has_no_code() -> None:
    found = drawn(invitation(SHOWN, marked(), marked_team(), None))
    assert not on(SHOWN.tekst("uitnodiging.meedoen"), found)


# What people type

FOREIGN = {
    "turks": "Şükrü Öğütçü İnan",
    "pools": "Łukasz Żółćiński",
    "oekraïens": "Олександра Ґалаґан-Їжак",
    "vietnamees": "Nguyễn Thị Ánh",
}


def with_names(*namen: str) -> Paper:
    people = {f"p{number}": Deelnemer(naam=naam) for number, naam in enumerate(namen)}
    rollen = dict.fromkeys(people, Rol.OBSERVANT)
    rollen |= {"p0": Rol.INBRENGER, "p1": Rol.CLIENTROL}
    team = Team(id="t", naam="Team", deelnemers=people)
    return invitation(SHOWN, marked().changed(rollen=rollen), team, JOIN)


@pytest.mark.parametrize("naam", FOREIGN.values(), ids=FOREIGN)
def test_a_name_from_elsewhere_is_printed_whole(naam: str) -> None:
    found = drawn(with_names(naam, "Anne"))
    assert on(naam, found)
    assert REPLACED not in found


def test_an_arabic_name_is_printed_with_joined_letters() -> None:
    stuk = with_names("محمد عبدالله", "Anne")
    found = drawn(stuk)
    assert REPLACED not in found
    letters = set("محمدعبدالله")
    assert letters <= set(found)
    # Shaped: the joined forms are other drawings than the letters by themselves.
    one_word = pdf(Paper("x", "x", (PaperPage("x", (Paragraph("محمد"),)),)), SHOWN)
    apart = pdf(Paper("x", "x", (PaperPage("x", (Paragraph("\u200c".join("محمد")),)),)), SHOWN)
    assert (blots(one_word), blots(apart)) == (1, 4)


def blots(data: bytes) -> int:
    """Return how many parts with white between them stand beside each other below the title."""
    image = pypdfium2.PdfDocument(data)[0].render(scale=4).to_pil().convert("L")
    below = image.crop((0, image.height // 9, image.width, image.height // 2))
    dark = [
        below.crop((x, 0, x + 1, below.height)).getextrema()[0] < 160 for x in range(image.width)
    ]
    return sum(now and not before for before, now in pairwise([False, *dark]))


@pytest.mark.parametrize("naam", ["李明", "Sam 😀", "ᓄᓇᕗᑦ"])
def test_a_name_that_the_font_lacks_is_replaced_visibly_and_the_paper_says_so(naam: str) -> None:
    found = drawn(with_names(naam, "Anne"))
    foreign = [one for one in naam if ord(one) > 0x1000]
    note = SHOWN.tekst("papier.letters_ontbreken")
    assert on(note, found)
    assert found.count(REPLACED) == len(foreign) + note.count(REPLACED)


def test_a_paper_without_such_names_says_nothing_of_letters() -> None:
    assert not on(SHOWN.tekst("papier.letters_ontbreken"), drawn(with_names("Bo", "Anne")))


def inks_at_the_edges(data: bytes) -> list[int]:
    """Return the pages on which something is drawn within 10 mm of the left or right edge."""
    found = []
    for number, page in enumerate(pypdfium2.PdfDocument(data)):
        image = page.render(scale=1).to_pil().convert("L")
        edge = int(image.width * 10 / 210)
        sides = [(0, 0, edge, image.height), (image.width - edge, 0, image.width, image.height)]
        if any(image.crop(side).getextrema()[0] < 200 for side in sides):
            found.append(number)
    return found


def test_long_words_and_twelve_people_stay_on_the_page() -> None:
    long = "Donaudampfschifffahrtselektrizitätenhauptbetriebswerk"
    stuk = with_names(*(f"{long} {number}" for number in range(12)))
    data = pdf(stuk, SHOWN)
    assert all(on(f"{long} {number}", text_of(data)) for number in range(12))
    assert inks_at_the_edges(data) == []


def test_a_paper_that_runs_off_the_page_is_seen() -> None:
    wide = Paper("x", "x", (PaperPage("x", (TableBlock(("a",), (("b",),), (1,)),)),))
    data = pdf(wide, SHOWN)
    assert inks_at_the_edges(data) == []
    bad = FPDF()
    bad.add_page()
    bad.rect(2, 20, 190, 20, style="F")
    assert inks_at_the_edges(bytes(bad.output())) == [0]


@settings(max_examples=size(20, 60), deadline=None)
@given(st.text(max_size=300), st.sampled_from(["alinea", "lijst", "tabel", "kop"]))
def test_no_text_breaks_a_paper(text: str, soort: str) -> None:
    blokken: dict[str, Block] = {
        "alinea": Paragraph(text),
        "lijst": BulletList((text, text), vakjes=True),
        "tabel": TableBlock(("Naam", text), ((text, "b"),), (1, 4)),
        "kop": Heading(text),
    }
    stuk = Paper("proef", "Proef", (PaperPage("Proef", (blokken[soort],)),))
    assert len(reader(pdf(stuk, SHOWN)).pages) >= 1


@pytest.mark.parametrize("text", ["", "\n" * 50, "**vet** __onder__", "a" * 10_000, "م" * 3_000])
def test_odd_texts_are_drawn_as_they_are(text: str) -> None:
    found = drawn(
        Paper("proef", "Proef", (PaperPage("Proef", (Paragraph(text), BulletList((text,)))),))
    )
    assert found.count("**vet**") == (2 if "vet" in text else 0)
    assert found.count("a" * 50) >= (2 if text.startswith("a") else 0)
