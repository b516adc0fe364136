"""The figures as a workbook: a sheet for each, with its table and the chart of it."""

import io
from collections.abc import Sequence
from typing import TYPE_CHECKING, Final

from gesprek.trends.figure import ChartForm, Figure

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart
    from xlsxwriter.worksheet import Worksheet

_LONGEST_NAME: Final = 31
"""So many signs the name of a sheet may have."""
_HEAD: Final = 3
"""The row of the headings; above it are the title and the sentence."""
_WIDEST: Final = 48
_WIDTH, _HEIGHT, _PER_BAR = 640, 320, 24


def as_xlsx(figures: Sequence[Figure]) -> bytes:
    """Return a workbook with a sheet per figure; every text is a text, never a formula or link.

    Shares are numbers below 1 that read as percents. What may not be shown is an empty cell.
    """
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        for figure in figures:
            sheet = book.add_worksheet(figure.naam[:_LONGEST_NAME])
            _write_table(book, sheet, figure)
            if figure.punten and len(figure.kop) > 1:
                chart = _chart(book, sheet.name, figure)
                told = {"description": f"{figure.titel} {figure.sentence}"}
                sheet.insert_chart(_HEAD, len(figure.kop) + 1, chart, told)
    return file.getvalue()


def _write_table(book: "Workbook", sheet: "Worksheet", figure: Figure) -> None:
    bold, share = book.add_format({"bold": True}), book.add_format({"num_format": "0%"})
    sheet.write_string(0, 0, figure.titel, bold)
    sheet.write_string(1, 0, figure.sentence)
    sheet.freeze_panes(_HEAD + 1, 1)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 1)
    for line, row in enumerate((figure.kop, *figure.regels), _HEAD):
        for column, value in enumerate(row):
            if isinstance(value, str):
                sheet.write_string(line, column, value, None if line > _HEAD else bold)
            elif value is None:
                continue
            elif figure.deel and column == len(figure.kop) - 1:
                sheet.write_number(line, column, value / 100, share)
            else:
                sheet.write_number(line, column, value)
    for column, cells in enumerate(zip(figure.kop, *figure.regels, strict=True)):
        longest = max(len(str(one)) for one in cells)
        sheet.set_column(column, column, width=min(longest + 2, _WIDEST))


def _chart(book: "Workbook", sheet: str, figure: Figure) -> "Chart":
    """Return a chart of the table: upright over time, its parts on each other, and else lying.

    Its words are those of cells: as a text of its own a title might be taken for a formula.
    """
    is_upright = figure.vorm is not ChartForm.BALKEN and figure.vorm is not ChartForm.VAKKEN
    has_parts = is_upright and len({one.row for one in figure.punten}) > 1
    is_grid = figure.vorm is ChartForm.VAKKEN
    kind = {"type": "column" if is_upright else "bar"}
    chart = book.add_chart(kind | ({"subtype": "stacked"} if has_parts else {}))
    series = len(figure.kop) - 1 - figure.deel if has_parts or is_grid else 1
    last = _HEAD + len(figure.regels)
    for column in range(1, series + 1):
        chart.add_series(
            {
                "name": [sheet, _HEAD, column],
                "categories": [sheet, _HEAD + 1, 0, last, 0],
                "values": [sheet, _HEAD + 1, column, last, column],
                "data_labels": {"value": True},
            }
        )
    chart.set_title({"name": [sheet, 0, 0]})
    chart.set_legend({"none": series == 1})
    lying = 0 if is_upright else len(figure.regels) * series
    chart.set_size({"width": _WIDTH, "height": max(_HEIGHT, _PER_BAR * (lying + 2))})
    # From nought, and each bar has its number.
    lengths = {"min": 0, "visible": False, "major_gridlines": {"visible": False}}
    chart.set_x_axis({} if is_upright else lengths)
    chart.set_y_axis(lengths if is_upright else {"reverse": True})  # the first row on top
    return chart
