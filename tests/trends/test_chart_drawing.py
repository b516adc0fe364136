"""A chart is drawn on the server: each number is in it, at any width, and nothing more."""

import re
from collections.abc import Iterator
from datetime import date
from xml.etree import ElementTree as ET

import pytest

from gesprek.content import inhoud
from gesprek.trends.chart_drawing import drawings_of
from gesprek.trends.drawing import as_svg
from gesprek.trends.figure import ChartForm, ChartPoint, Figure, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts
from tests.trends import fixed
from tests.trends.counted import calculate

KWARTALEN = [
    calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30)),
    QuarterCounts(kwartaal="2026-K2", geteld_op=date(2026, 7, 30)),
]
FIGUREN = [one for one in Figures(KWARTALEN, ALLES, 5, inhoud()).alle() if one.punten]
LOW = 9  # of some hundred
ACROSS = ("x", "x1", "x2", "width")
DOWN = ("y", "y1", "y2", "height", "dx", "dy", "font-size", "stroke-width")


def drawn(figure: Figure) -> list[ET.Element]:
    return [ET.fromstring(as_svg(one, "woorden")) for one in drawings_of(figure)]  # noqa: S314 - our own


def texts(svg: ET.Element) -> list[str]:
    return ["".join(one.itertext()) for one in svg.iter("text")]


def lengths(svg: ET.Element, names: tuple[str, ...]) -> Iterator[str]:
    for one in svg.iter():
        yield from (one.attrib[name] for name in names if name in one.attrib)


def proof(vorm: ChartForm, *punten: ChartPoint) -> Figure:
    return Figure("proef", "Proef", "Zin.", vorm, punten)


@pytest.mark.parametrize("figure", FIGUREN, ids=lambda one: one.naam)
def test_a_drawing_holds_each_number_and_each_name(figure: Figure) -> None:
    seen = [text for svg in drawn(figure) for text in texts(svg)]
    numbers = ["–" if one.aantal is None else shown(one.aantal) for one in figure.punten]
    if figure.vorm is ChartForm.DELEN:  # one dash for what is hidden; a low part has no room
        numbers = ["–", *(number for number in numbers if number != "–" and int(number) > LOW)]
    assert sorted(text for text in seen if text in {*numbers}) == sorted(numbers)
    if figure.vorm is not ChartForm.STAVEN:
        assert {one.row for one in figure.punten} <= {*seen}


@pytest.mark.parametrize("figure", FIGUREN, ids=lambda one: one.naam)
def test_a_drawing_fits_any_width_and_grows_with_the_letters(figure: Figure) -> None:
    for svg in drawn(figure):
        assert svg.attrib["width"] == "100%"
        across = [one for one in lengths(svg, ACROSS) if one != "0%"]
        assert across
        assert all(re.fullmatch(r"[\d.]+%", one) for one in across)
        assert all(0 <= float(one[:-1]) <= 100 for one in across)
        assert all(re.fullmatch(r"-?[\d.]+em", one) for one in lengths(svg, DOWN))


@pytest.mark.parametrize("vorm", [one for one in ChartForm if one is not ChartForm.KLEIN])
def test_what_may_not_be_shown_has_a_dash_and_no_bar_or_number(vorm: ChartForm) -> None:
    hidden, known = ChartPoint("a", "2026-K1", None), ChartPoint("b", "2026-K2", 7, 1, 2)
    charts = drawn(proof(vorm, hidden, known))
    hints = [hint.text for svg in charts for hint in svg.iter("title")]
    assert [text for svg in charts for text in texts(svg)].count("–") == 1
    assert "b, 2026-K2: 7" in hints
    others = {
        ChartForm.VAKKEN: {"a, 2026-K1: –"},
        ChartForm.RASTER: {"a, 2026-K1: –"},
        ChartForm.DELEN: {"a", "b"},
    }  # its legend
    assert {*hints} - {"b, 2026-K2: 7"} <= others.get(vorm, set())


def test_a_drawing_is_as_high_as_what_stands_in_it() -> None:
    punten = [ChartPoint(thema, one, 9) for thema in "abc" for one in ("2026-K1", "2026-K2")]
    (svg,) = drawn(proof(ChartForm.VAKKEN, *punten))
    height = float(svg.attrib["height"][:-2])
    for one in svg.iter("text"):
        size = float(one.get("font-size", "1em")[:-2])
        lines = sum(float(part.attrib["dy"][:-2]) for part in one.iter("tspan"))
        assert size * (float(one.attrib["y"][:-2]) + lines + 0.2) <= height


def test_words_are_words_whatever_signs_they_have() -> None:
    words = '<script> "&\n\n**vet**'
    (one,) = drawings_of(proof(ChartForm.BALKEN, ChartPoint(words, "", 6)))
    svg = as_svg(one, words)
    assert "<script>" not in svg
    assert "\n" not in svg
    root = ET.fromstring(svg)  # noqa: S314 - our own
    assert root.attrib["aria-label"] == '<script> "& **vet**' in texts(root)


def test_who_hears_the_page_hears_the_words_and_no_marks() -> None:
    for one in drawings_of(FIGUREN[0]):
        root = ET.fromstring(as_svg(one, "Teams oefenden samen 96 keer."))  # noqa: S314 - our own
        assert root.attrib["role"] == "img"
        assert root.attrib["aria-label"] == "Teams oefenden samen 96 keer."
        assert [part.attrib.get("aria-hidden") for part in root] == ["true"]


def rectangles(figure: Figure) -> list[tuple[float, float]]:
    """Return how wide and how high each bar of a chart is."""
    (svg,) = drawn(figure)
    return [
        (float(one.attrib["width"][:-1]), float(one.attrib["height"][:-2]))
        for one in svg.iter("rect")
    ]


@pytest.mark.parametrize("vorm", [ChartForm.STAVEN, ChartForm.KLEIN])
def test_a_year_is_as_wide_as_four_quarters_and_as_high_as_it_is_per_quarter(
    vorm: ChartForm,
) -> None:
    year, quarter = ChartPoint("", "2025", 40, 0, 4), ChartPoint("", "2026-K1", 10, 4, 5)
    (wide, high), (narrow, low) = rectangles(proof(vorm, year, quarter))
    assert 3.9 < wide / narrow < 4.3  # there is a gap between them
    assert high == pytest.approx(low)


def test_what_longer_spans_do_not_add_up_is_as_high_as_it_is() -> None:
    year = ChartPoint("", "2025", 8, 0, 4, height=8)
    quarter = ChartPoint("", "2026-K1", 8, 4, 5, height=8)
    (_, high), (_, low) = rectangles(proof(ChartForm.STAVEN, year, quarter))
    assert high == pytest.approx(low)


def test_the_parts_of_a_bar_fill_it_together_whatever_its_numbers_are() -> None:
    names = ("na", "nog niet", "niet")
    few = [ChartPoint(name, "2025", 6 + at, 0, 4) for at, name in enumerate(names)]
    many = [ChartPoint(name, "2026", 60, 4, 8) for name in names]
    bars = [high for _, high in rectangles(proof(ChartForm.DELEN, *few, *many))]
    first, second, legend = bars[:3], bars[3:6], bars[6:]
    assert sum(first) == pytest.approx(sum(second), abs=0.02)
    assert first == pytest.approx([sum(first) * part / 21 for part in (6, 7, 8)], abs=0.01)
    assert len(legend) == len(names)


def test_a_bar_of_which_the_whole_is_hidden_is_a_dash() -> None:
    hidden = [ChartPoint(name, "2025", None, 0, 4) for name in ("na", "nog niet")]
    known = [ChartPoint(name, "2026", 9, 4, 8) for name in ("na", "nog niet")]
    (svg,) = drawn(proof(ChartForm.DELEN, *hidden, *known))
    assert [text for text in texts(svg) if text in {"–", "9"}] == ["–", "9", "9"]


@pytest.mark.parametrize("count", [1, 2, 5])
def test_the_number_above_the_highest_bar_stands_within_its_chart(count: int) -> None:
    points = [ChartPoint("", f"2026-K{at}", 7, at, at + 1) for at in range(count)]
    (svg,) = drawn(proof(ChartForm.STAVEN, *points))
    feet = [float(str(one.get("y"))[:-2]) for one in svg.iter("text") if one.text == "7"]
    assert len(feet) == count
    assert min(feet) > 0.75  # ems: as high as a number is
