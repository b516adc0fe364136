"""The figures as files: CSV and JSON."""

import csv
import io
import json
from collections.abc import Iterator, Sequence
from typing import Final

from gesprek.trends.figure import Figure

_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "\n")


def as_csv(figures: Sequence[Figure]) -> bytes:
    """Return one line per number that is shown: figure, row, column, value.

    With semicolons and a mark for UTF-8, as a Dutch spreadsheet program opens it. All cells are
    quoted: LibreOffice takes a comma for the end of a cell too, also the one in 6,5. No cell begins
    with a sign that such a program takes for a formula.
    """
    file = io.StringIO(newline="")
    writer = csv.writer(file, delimiter=";", lineterminator="\r\n", quoting=csv.QUOTE_ALL)
    writer.writerow(("Cijfer", "Rij", "Kolom", "Waarde"))
    for figure in figures:
        for row, column, value in cells(figure):
            texts = [
                f"'{text}" if text.startswith(_FORMULA) else text
                for text in (figure.titel, row, column)
            ]
            writer.writerow((*texts, f"{value:g}".replace(".", ",")))
    return file.getvalue().encode("utf-8-sig")


def as_json(figures: Sequence[Figure]) -> bytes:
    """Return the figures with their sentences; null is too little to show."""
    told = [
        {
            "naam": one.naam,
            "titel": one.titel,
            "zin": one.sentence,
            "kolommen": one.kop,
            "regels": one.regels,
        }
        for one in figures
    ]
    return json.dumps(told, ensure_ascii=False, indent=1).encode()


def cells(figure: Figure) -> Iterator[tuple[str, str, float]]:
    """Yield row, column and value of each number in the table of a figure that is shown."""
    for row in figure.regels:
        for name, value in zip(figure.kop[1:], row[1:], strict=True):
            if value is not None and not isinstance(value, str):
                yield str(row[0]), name, value
