"""What leaves is what the screen shows: the same figures, and nothing that a program would run."""

import csv
import io
import json
from datetime import date
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from gesprek.content import inhoud
from gesprek.domain.team import place
from gesprek.trends.figure import ChartForm, ChartPoint, Figure, shown
from gesprek.trends.figure_files import as_csv, as_json, cells
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts, Selection
from gesprek.trends.workbook import as_xlsx
from tests.support.builders.oefeningen import team_of_five
from tests.trends import fixed
from tests.trends.counted import calculate

KWARTALEN = [
    calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30)),
    QuarterCounts(kwartaal="2026-K2", geteld_op=date(2026, 7, 30)),
    QuarterCounts(kwartaal="2026-K3", geteld_op=date(2026, 10, 30)),
]
SHEET = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
CHART = "{http://schemas.openxmlformats.org/drawingml/2006/chart}"
FORMULAS = ("=1+1", "+1", "-1", "@som", "\t=1", "\r=1", "\n=1")


def figures(keuze: Selection = ALLES, kwartalen: list[QuarterCounts] = KWARTALEN) -> list[Figure]:
    return list(Figures(kwartalen, keuze, 5, inhoud()).alle())


def hostile(text: str) -> Figure:
    points = (ChartPoint(text, "", 7),)
    return Figure("x", text, text, ChartForm.BALKEN, points, (text, text), False, ((text, 7),))  # noqa: FBT003


def shown_numbers(keuze: Selection) -> set[tuple[str, str, str, float]]:
    return {
        (one.titel, row, column, float(value or 0))
        for one in figures(keuze)
        for row, column, value in cells(one)
    }


@pytest.mark.parametrize("keuze", [ALLES, Selection(None, "Noord")])
def test_a_csv_file_holds_the_numbers_of_the_screen_and_no_other(keuze: Selection) -> None:
    text = as_csv(figures(keuze)).decode("utf-8-sig")
    head, *rows = csv.reader(io.StringIO(text), delimiter=";")
    assert head == ["Cijfer", "Rij", "Kolom", "Waarde"]
    found = {(one, row, column, float(value.replace(",", "."))) for one, row, column, value in rows}
    assert found == shown_numbers(keuze)
    assert len(found) > 10


def test_a_json_file_says_null_where_there_is_too_little_to_show() -> None:
    told = json.loads(as_json(figures()))
    first = told[0]
    assert first["regels"] == [
        ["2026-K1", 96, 62, 65],
        ["2026-K2", None, None, None],
        ["2026-K3", None, None, None],
    ]
    assert [one["naam"] for one in told] == [one.naam for one in figures()]


def sheets(workbook: bytes) -> str:
    with ZipFile(io.BytesIO(workbook)) as zipped:
        return "".join(zipped.read(name).decode() for name in zipped.namelist() if "xl/" in name)


def test_a_workbook_holds_a_sheet_per_figure_and_no_formula_or_link() -> None:
    text = sheets(as_xlsx(figures()))
    for one in figures():
        assert f'name="{one.naam}"' in text
    assert "<v>96</v>" in text
    assert "<f>" not in text


def part(workbook: bytes, name: str) -> ET.Element:
    with ZipFile(io.BytesIO(workbook)) as zipped:
        return ET.fromstring(zipped.read(name))  # noqa: S314 - our own


def test_each_sheet_with_figures_has_a_chart_of_its_own_cells() -> None:
    shown = [one for one in figures() if one.punten]
    book = as_xlsx(shown)
    for number, one in enumerate(shown, 1):
        chart = part(book, f"xl/charts/chart{number}.xml")
        words = [each.text for each in chart.iter(f"{CHART}f")]
        assert words[0] == f"{one.naam}!$A$1"
        assert all(str(each).startswith(f"{one.naam}!$") for each in words)
        stacked = [each.get("val") for each in chart.iter(f"{CHART}grouping")]
        has_parts = one.naam in ("vervolg", "geholpen", "plan")
        assert stacked == ["stacked" if has_parts else "clustered"]
        assert [each.get("val") for each in chart.iter(f"{CHART}min")] == ["0"]
        assert len(list(chart.iter(f"{CHART}ser"))) <= len(one.kop) - 1 - one.deel


def test_a_sheet_without_figures_has_no_chart() -> None:
    assert "xl/charts" not in " ".join(names(as_xlsx(figures(ALLES, KWARTALEN[1:]))))


def names(workbook: bytes) -> list[str]:
    with ZipFile(io.BytesIO(workbook)) as zipped:
        return zipped.namelist()


def test_the_headings_of_a_sheet_stay_in_sight_and_each_column_fits_its_words() -> None:
    shown = [one for one in figures() if one.punten]
    book = as_xlsx(shown)
    for number, one in enumerate(shown, 1):
        sheet = part(book, f"xl/worksheets/sheet{number}.xml")
        (pane,) = sheet.iter(f"{SHEET}pane")
        assert (pane.get("state"), pane.get("topLeftCell")) == ("frozen", "B5")
        widths = [
            float(str(each.get("width")))
            for each in sheet.iter(f"{SHEET}col")
            for _ in range(int(str(each.get("min"))), int(str(each.get("max"))) + 1)
        ]
        assert len(widths) == len(one.kop)
        assert all(len(name) < width for name, width in zip(one.kop, widths, strict=True))


def test_a_share_in_a_workbook_is_a_number_that_reads_as_percents() -> None:
    (first,) = [one for one in figures() if one.naam == "oefeningen"]
    book = as_xlsx([first])
    (cell,) = [
        each
        for each in part(book, "xl/worksheets/sheet1.xml").iter(f"{SHEET}c")
        if each.get("r") == "D5"
    ]
    styles = part(book, "xl/styles.xml")
    (formats,) = styles.iter(f"{SHEET}cellXfs")
    codes = {one.get("numFmtId"): one.get("formatCode") for one in styles.iter(f"{SHEET}numFmt")}
    assert float(cell.findtext(f"{SHEET}v", "")) == 0.65  # as the screen tells it: 65 %
    assert codes[formats[int(str(cell.get("s")))].get("numFmtId")] == "0%"


@pytest.mark.parametrize("text", FORMULAS)
def test_no_cell_is_taken_for_a_formula(text: str) -> None:
    rows = list(csv.reader(io.StringIO(as_csv([hostile(text)]).decode("utf-8-sig")), delimiter=";"))
    assert all(not cell.startswith(FORMULAS[:4]) for row in rows for cell in row[:3])
    book = sheets(as_xlsx([hostile(text), hostile("https://example.org")._replace(naam="y")]))
    assert "<f>" not in book
    assert "hyperlink" not in book


def test_a_location_may_begin_with_a_dash_so_that_the_test_above_is_needed() -> None:
    assert place(team_of_five(), "-1").locatie == "-1"


@pytest.mark.parametrize(
    ("value", "word"), [(None, ""), (0, "0"), (7, "7"), (6.5, "6,5"), (1234567, "1.234.567")]
)
def test_a_number_is_written_in_dutch(value: float | None, word: str) -> None:
    assert shown(value) == word
