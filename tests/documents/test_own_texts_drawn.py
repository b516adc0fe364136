"""Whatever own text is accepted, each paper, date, file of figures and sheet draws with it."""

from datetime import date
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from benchmarks.visibility import invent
from gesprek.content import Inhoud, inhoud, shipped, with_tables
from gesprek.content.own_texts import texts_in, with_text
from gesprek.content.reference_texts import gaps
from gesprek.documents.blocks import html
from gesprek.documents.calendar import feed, moment_file, vervolg_file
from gesprek.documents.general_papers import all_papers
from gesprek.documents.observation_papers import observation_list
from gesprek.documents.overview_sheet import OverviewSheet
from gesprek.documents.own_papers import InvitationAccess, invitation, take_away_paper
from gesprek.documents.pdf_paper import pdf
from gesprek.documents.role_cards import rollen_for
from gesprek.domain.base import Versioned
from gesprek.domain.dates import Quarter, local_day
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.figure_files import as_csv, as_json
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts
from gesprek.trends.overview_page import arrange
from gesprek.trends.workbook import as_xlsx
from tests.documents.reading import text_of
from tests.documents.test_overview_sheet import NOW
from tests.support.builders.marked import MARKED_AT, marked, marked_team

# What broke something once comes first; the rest only where all tests run.
HARD = [
    *("regel\n" * 60, "👩‍⚕️🏳️‍🌈 汉字", "W" * 300),
    *(
        pytest.param(text, marks=pytest.mark.alles)
        for text in (
            *(
                "Woord " * 300,
                "مرحبا",
                "a\u2067b",
                "$x^2$ :red[x]",
                "# kop\n---\n| a |",
                "} {{ }} {}",
            ),
            *("=1+1", "@SUM(A1)", "[]:*?/\\'", "e" + "\u0301" * 9, "%s %(x)s", "&amp; <3"),
            *("a\ud800b", "\ufffe\uffff", "\u2028"),
        )
    ),
]


def tables_of(text: str) -> dict[str, Any]:
    """Return own tables with this text, or its first line where ours is short, in each place.

    Each with a number, because two names of one list may not be the same; and with its gaps.
    """
    tables: dict[str, Any] = {}
    for name, table in shipped().items():
        for number, (plek, known) in enumerate(texts_in(table)):
            begin = (text.splitlines() or [""])[0][:200] if len(known) <= 60 else text
            filled = "".join(f" {{{one}}}" for one in sorted(gaps(known)))
            tables = with_text(tables, (name, *plek), f"{begin}{number}{filled}")
    return tables


@cache
def kept() -> list[QuarterCounts]:
    one, today, found = invent(8, 200, 3, NOW), local_day(NOW), list[QuarterCounts]()
    rules = CountingRules(today, one.teams)
    for name in sorted(name for name in one.rijen if Quarter.named(name).closes <= today):
        found.append(close_quarter(found, name, one.rijen, rules))
    return found


def draw_everything(shown: Inhoud) -> None:
    code = InvitationAccess("K7WPQ3", "https://gesprek.example", "https://gesprek.example#K7WPQ3")
    form = Werkvorm.ROLLENSPEL
    for paper in (
        all_papers(shown, form, rollen_for(form, 4), 45),
        invitation(shown, marked(), marked_team(), code),
        take_away_paper(shown, marked(), date(2027, 1, 1)),
    ):
        assert pdf(paper, shown)
        assert html(paper, shown)
    one = Versioned(1, marked())
    assert feed([one], shown, NOW, str)
    assert moment_file(one, shown, MARKED_AT)
    assert vervolg_file(one, shown, MARKED_AT)
    figures = list(Figures(kept(), ALLES, 5, shown).alle())
    for as_file in (as_csv, as_json, as_xlsx):
        assert as_file(figures)
    page = arrange(figures, None, shown)
    charts = [*(each.on_paper for each in page.charts), *(each.small for each in page.tiles)]
    sheet = OverviewSheet(page, dict.fromkeys(charts, ()), shown)
    assert sheet.pdf(shown.tekst("overzicht.blad_titel", kwartaal="x"), "Alles.", "Vanaf 5.")


@pytest.mark.parametrize("text", HARD)
def test_a_hard_text_in_each_place_draws_on_everything(text: str) -> None:
    shown = with_tables(tables_of(text))
    changed = sum(str(one) != str(getattr(inhoud(), name)) for name, one in shown)
    assert changed > 15  # so that this can fail
    draw_everything(shown)


@settings(deadline=None, max_examples=3)
@given(st.text(min_size=1, max_size=100))
def test_whatever_text_is_accepted_draws_on_everything(text: str) -> None:
    draw_everything(with_tables(tables_of(text)))


def test_a_table_that_is_too_high_for_a_page_stands_below_it_with_each_word() -> None:
    shown = with_tables({"woorden": {"gezien": {"nvt": "W" * 300}}})
    assert shown.problemen == ()
    assert text_of(pdf(observation_list(shown), shown)).count("W") >= 300
