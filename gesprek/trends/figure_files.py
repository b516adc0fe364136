"""The figures as files, CSV, XLSX and JSON: what the screen shows, and no more."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

from gesprek.trends.figure import Figure, FigureNumber

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")
_HEAD: Final = ("Figure", "Rij", "Kolom", "Waarde")
_SHEET: Final = 31
"""The longest name of a sheet in a workbook."""
_WIDE: Final = 32


def as_csv(figures: Sequence[Figure]) -> bytes:
    """Return one line per figure that is shown: figure, row, column, value.

    With semicolons and a mark for UTF-8, as a Dutch spreadsheet program opens it. No cell begins
    with a sign that such a program takes for a formula.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
    writer.writerow(_HEAD)
    for figure in figures:
        for row, column, value in cells(figure):
            writer.writerow((_plain(figure.titel), _plain(row), _plain(column), _in_dutch(value)))
    return file.getvalue().encode("utf-8-sig")


def as_json(figures: Sequence[Figure]) -> bytes:
    """Return the figures with their sentences; null is too little to show."""
    told = [
        {
            "naam": one.naam,
            "titel": one.titel,
            "zin": one.zin,
            "kolommen": list(one.kop),
            "regels": [list(row) for row in one.regels],
        }
        for one in figures
    ]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def as_xlsx(figures: Sequence[Figure]) -> bytes:
    """Return a workbook with a sheet per figure; every text is a text, never a formula or link."""
    from xlsxwriter import Workbook

    file = io.BytesIO()
    with Workbook(file, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True})
        for figure in figures:
            sheet = book.add_worksheet(figure.naam[:_SHEET])
            sheet.set_column(0, 0, _WIDE)
            sheet.write_string(0, 0, figure.titel, bold)
            sheet.write_string(1, 0, figure.zin)
            for column, name in enumerate(figure.kop):
                sheet.write_string(3, column, name, bold)
            for line, row in enumerate(figure.regels, 4):
                for column, value in enumerate(row):
                    if isinstance(value, str):
                        sheet.write_string(line, column, value)
                    elif value is not None:
                        sheet.write_number(line, column, value)
    return file.getvalue()


def cells(figure: Figure) -> Iterator[tuple[str, str, FigureNumber]]:
    """Yield row, column and value of each number in the table of a figure that is shown."""
    for row in figure.regels:
        for name, value in zip(figure.kop[1:], row[1:], strict=True):
            if value is not None and not isinstance(value, str):
                yield str(row[0]), name, value


def _plain(text: str) -> str:
    """Return a text that no spreadsheet program takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text


def _in_dutch(value: FigureNumber) -> str:
    return "" if value is None else f"{value:g}".replace(".", ",")
