"""The overview on paper: one page that can be read, at each size of organisation."""

from datetime import UTC, datetime
from functools import cache
from itertools import combinations
from typing import NamedTuple

import pypdfium2
import pytest

from benchmarks.visibility import invent
from gesprek.content import inhoud
from gesprek.documents.overview_sheet import OverviewSheet
from gesprek.domain.dates import Quarter, local_day
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.figure import ChartForm, ChartPoint, Figure, Tile
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts
from gesprek.trends.overview_page import OverviewPage, arrange
from gesprek.trends.running import running, waits
from tests.documents.reading import on_one_line, outline_of, reader, text_of

NOW = datetime(2026, 11, 15, 12, tzinfo=UTC)
SIZES = ((4, 60), (8, 200), (30, 1500))
LEAST_LETTER = 8  # points
ARABIC = "مرحبا"


class Box(NamedTuple):
    """Where a text is, in points from the lower left corner."""

    left: float
    bottom: float
    right: float
    top: float


@cache
def page_of(teams: int, oefeningen: int) -> OverviewPage:
    """Return the overview of an invented organisation."""
    one, today = invent(teams, oefeningen, 3, NOW), local_day(NOW)
    rules, kept = CountingRules(today, one.teams), list[QuarterCounts]()
    for name in sorted(name for name in one.rijen if Quarter.named(name).closes <= today):
        kept.append(close_quarter(kept, name, one.rijen, rules))
    now = running(kept, one.rijen, rules)
    figures = list(Figures(kept, ALLES, 5, inhoud()).alle())
    return arrange(figures, (now, waits(kept, now, rules)), inhoud())


def drawn(page: OverviewPage) -> bytes:
    charts = [*(one.on_paper for one in page.charts), *(one.small for one in page.tiles)]
    drawings = {one: drawings_of(one) for one in charts}
    return OverviewSheet(page, drawings, inhoud()).pdf("Oefenen in 2026", "Alles.", "Vanaf 5.")


@cache
def sheet_of(teams: int, oefeningen: int) -> bytes:
    return drawn(page_of(teams, oefeningen))


def boxes_of(data: bytes) -> list[Box]:
    texts = pypdfium2.PdfDocument(data)[0].get_textpage()
    return [Box(*texts.get_rect(at)) for at in range(texts.count_rects())]


def sizes_of(data: bytes) -> set[float]:
    found: set[float] = set()

    def visit(text: str, _cm: object, _tm: object, _font: object, size: float) -> None:
        if text.strip():
            found.add(size)

    reader(data).pages[0].extract_text(visitor_text=visit)
    return found


def overlap(one: Box, other: Box) -> bool:
    """Return whether they share more than the air around their letters."""
    wide = min(one.right, other.right) - max(one.left, other.left)
    high = min(one.top, other.top) - max(one.bottom, other.bottom)
    return wide > 0.5 and high > 0.5


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_is_one_page_of_a4_on_which_no_text_lies_over_another(
    size: tuple[int, int],
) -> None:
    data = sheet_of(*size)
    (page,) = reader(data).pages
    assert [round(float(side)) for side in page.mediabox[2:]] == [595, 842]
    boxes = boxes_of(data)
    assert len(boxes) > 50
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    assert all(one.left > 25 and one.right < 570 and one.bottom > 20 for one in boxes)


@pytest.mark.parametrize("size", SIZES)
def test_no_letter_on_the_sheet_is_smaller_than_eight_points(size: tuple[int, int]) -> None:
    found = sizes_of(sheet_of(*size))
    assert found
    assert min(found) >= LEAST_LETTER


@pytest.mark.parametrize("size", SIZES)
def test_the_sheet_tells_all_that_the_page_tells_above_its_tables(size: tuple[int, int]) -> None:
    page, text = page_of(*size), text_of(sheet_of(*size))
    told = [word for one in page.tiles for word in (one.tile or ())[:3]]
    told += [one.sentence for one in page.charts]
    told += [word for why, lines in page.missing for word in (why, *map(" ".join, lines))]
    assert len(told) > 10
    assert [str(one) for one in told if on_one_line(str(one)) not in text] == []


def renamed(one: Figure) -> Figure:
    """Give its rows names as long as an organisation may make them."""
    if one.vorm not in {ChartForm.BALKEN, ChartForm.VAKKEN}:
        return one
    points = [point._replace(row=f"{point.row} {'en nog iets ' * 15}") for point in one.punten]
    return one._replace(punten=tuple(points))


@pytest.mark.parametrize("size", SIZES)
def test_a_long_name_of_a_row_is_cut_off_and_covers_nothing(size: tuple[int, int]) -> None:
    page = page_of(*size)
    rows = [[tuple(map(renamed, column)) for column in row] for row in page.rows]
    data = drawn(page._replace(rows=tuple(map(tuple, rows))))
    boxes = boxes_of(data)
    assert [pair for pair in combinations(boxes, 2) if overlap(*pair)] == []
    assert all(one.right < 570 for one in boxes)
    # Three dots, as they are read; no name of our own needs them.
    assert "..." in text_of(data)
    assert "..." not in text_of(sheet_of(*size))


def test_a_small_organisation_reads_what_is_not_there_yet_and_a_large_one_has_nothing_of_it() -> (
    None
):
    head = inhoud().tekst("overzicht.nog_niet")
    assert outline_of(sheet_of(4, 60))[-1] == head
    assert head not in outline_of(sheet_of(30, 1500))


def test_the_sheet_says_its_language_and_title() -> None:
    found = reader(sheet_of(8, 200))
    assert str(found.root_object["/Lang"]) == "nl"
    assert found.metadata
    assert found.metadata.title == "Oefenen in 2026"


def hostile(words: str) -> OverviewPage:
    points = (ChartPoint(words, "", 7), ChartPoint("Iets anders", "", 6))
    tile = Tile("7", words, words)
    one = Figure("x", words, words, ChartForm.BALKEN, points, (words, words), tile=tile)
    return OverviewPage((one,), words, (((one,),),), (), ((words, ((words, words),)),))


@pytest.mark.parametrize("words", ["<script>&amp;", "</g><rect/>", "Ünïcödé — €", ARABIC])
def test_what_stands_on_a_sheet_is_text_whatever_signs_it_has(words: str) -> None:
    data = drawn(hostile(words))
    assert len(reader(data).pages) == 1
    if words != ARABIC:  # its letters are joined
        assert text_of(data).count(on_one_line(words)) >= 7


def test_a_page_without_figures_is_a_sheet_with_what_is_missing() -> None:
    figures = list(Figures([], ALLES, 5, inhoud()).alle())
    data = drawn(arrange(figures, None, inhoud()))
    assert all(on_one_line(one.titel) in text_of(data) for one in figures)


def test_headings_stand_in_the_order_of_the_page() -> None:
    page = page_of(30, 1500)
    titles = [one.titel for one in (*page.tiles, *page.charts)]
    assert outline_of(sheet_of(30, 1500)) == ["Oefenen in 2026", *titles]
