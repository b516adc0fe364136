"""The card for the day: what is on it, and that it fits in a pocket."""

import io

import pytest
from hypothesis import given, settings
from pypdf import PdfReader

from gesprek.content import inhoud
from gesprek.documents.blocks import html
from gesprek.documents.own_papers import card_blocks, day_card
from gesprek.documents.pdf_paper import pdf
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import GEWIST, texts_of, without_inbreng
from gesprek.domain.vervolg import Dagkaart
from tests.documents.reading import on_one_line, text_of
from tests.domain.strategies import teksten
from tests.support.builders.marked import marked

SHOWN = inhoud()
ON_IT = {"MERK-LEERVRAAG", "MERK-ALS", "MERK-DAN", "MERK-ZIN", "MERK-LASTIG"}
A6_POINTS = (298, 420)


def bare(**card: str) -> Oefening:
    """Return an oefening without a plan, with this on its card."""
    vervolg = marked().vervolg.changed(dagkaart=Dagkaart(**card))
    plan = marked().terugblik.meenemer.changed(als="", dan="")
    return marked().changed(vervolg=vervolg, terugblik=marked().terugblik.changed(meenemer=plan))


def marks_on(text: str) -> set[str]:
    every = {plek.tekst for stap in Stap for plek in texts_of(marked(), stap)}
    return {one for one in every if on_one_line(one) in on_one_line(text)}


def test_leervraag_plan_own_sentences_and_what_to_do_are_on_it_and_nothing_else() -> None:
    paper = day_card(SHOWN, marked())
    assert marks_on(html(paper, SHOWN)) == marks_on(text_of(pdf(paper, SHOWN))) == ON_IT


def test_each_sentence_stands_on_it_once() -> None:
    one = bare(zin_1="Eerst luisteren", zin_2="Dan vragen", zin_3="Dan stil zijn")
    texts = list(day_card(SHOWN, one).teksten)
    assert [texts.count(zin) for zin in ("Eerst luisteren", "Dan vragen", "Dan stil zijn")] == [
        1
    ] * 3


def test_without_plan_and_own_words_it_says_where_they_come_from() -> None:
    texts = list(day_card(SHOWN, bare()).teksten)
    assert SHOWN.tekst("dagkaart.nog_niets") in texts
    assert "MERK-LEERVRAAG" in texts
    assert SHOWN.tekst("dagkaart.nog_niets") not in list(day_card(SHOWN, marked()).teksten)


def test_of_what_was_erased_nothing_stands_on_it() -> None:
    one = without_inbreng(marked(), marked().inbrenger or "")
    texts = [text for text in day_card(SHOWN, one).teksten if text != GEWIST]
    assert texts == list(day_card(SHOWN, one).teksten)
    assert len(card_blocks(SHOWN, one)) == 1


def test_it_fits_on_one_page_of_a6() -> None:
    (page,) = PdfReader(io.BytesIO(pdf(day_card(SHOWN, marked()), SHOWN))).pages
    assert (round(page.mediabox.width), round(page.mediabox.height)) == A6_POINTS
    assert "size: A6" in html(day_card(SHOWN, marked()), SHOWN)


@settings(max_examples=15, deadline=None)
@given(teksten)
def test_any_text_can_be_on_it(text: str) -> None:
    paper = day_card(SHOWN, bare(zin_1=text, bij_lastig=text))
    assert pdf(paper, SHOWN).startswith(b"%PDF")


@pytest.mark.parametrize("text", ["<script>alert(1)</script>", "w" * 300, "مرحبا بك", "😀" * 20])
def test_odd_text_stays_text(text: str) -> None:
    paper = day_card(SHOWN, bare(zin_1=text))
    assert "<script>alert" not in html(paper, SHOWN)
    assert pdf(paper, SHOWN).startswith(b"%PDF")
