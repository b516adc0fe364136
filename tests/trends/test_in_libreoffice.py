"""The files of figures open right in LibreOffice, with what its window proposes for a CSV file."""

from __future__ import annotations

import subprocess
from typing import TYPE_CHECKING
from xml.etree import ElementTree as ET
from zipfile import ZipFile

import pytest

from gesprek.trends.figure import ChartForm, ChartPoint, Figure
from gesprek.trends.figure_files import as_csv, cells
from gesprek.trends.workbook import as_xlsx
from scripts.find_programs import find_libreoffice
from tests.trends.test_figure_files import figures

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

pytestmark = pytest.mark.alles

NAME = "{urn:oasis:names:tc:opendocument:xmlns:%s:1.0}%s"
TABLE, ROW, CELL = (NAME % ("table", one) for one in ("table", "table-row", "table-cell"))
VALUE, TYPE = NAME % ("office", "value"), NAME % ("office", "value-type")
REPEATED = NAME % ("table", "number-columns-repeated")
CHART = NAME % ("drawing", "object")
PROPOSED = "CSV:9/44/59,34,76,1,,1043"
"""Tab, comma and semicolon end a cell; quotes around a text; UTF-8; from the first line; Dutch."""
SIGNS = Figure(
    "tekens",
    'Cliënt, "team"; en meer',
    "Zin.",
    ChartForm.BALKEN,
    (ChartPoint("a, b; c", "", 6.5),),
    ("Rij", "Dagen, gemiddeld"),
    regels=(("a, b; c", 6.5), ("=1+1", 1234)),
)


@pytest.fixture
def opened(tmp_path: Path) -> Callable[..., ZipFile]:
    """A function that opens a file in LibreOffice and returns what that makes of it."""
    program = find_libreoffice()
    if program is None:
        pytest.skip("LibreOffice is niet gevonden: installeer het, of zet GESPREK_LIBREOFFICE")

    def convert(data: bytes, kind: str, *options: str) -> ZipFile:
        file = tmp_path / f"cijfers.{kind}"
        file.write_bytes(data)
        profile = f"-env:UserInstallation={(tmp_path / 'profiel').as_uri()}"
        command = [program, profile, "--headless", *options, "--convert-to", "ods"]
        subprocess.run(
            [*command, "--outdir", str(tmp_path), str(file)],
            check=True,
            capture_output=True,
            timeout=120,
        )
        return ZipFile(file.with_suffix(".ods"))

    return convert


def rows(sheet: ET.Element) -> Iterator[list[str]]:
    """Yield the cells of each row: a number as it was understood, and a text as it stands."""
    for row in sheet.iter(ROW):
        yield [one.get(VALUE) or "".join(one.itertext()) for one in row.iter(CELL)]


def sheets(book: ZipFile) -> list[ET.Element]:
    return list(ET.fromstring(book.read("content.xml")).iter(TABLE))  # noqa: S314 - our own


def test_a_csv_file_opens_with_its_words_and_numbers_each_in_a_cell(
    opened: Callable[..., ZipFile],
) -> None:
    told = [SIGNS, *figures()]
    (sheet,) = sheets(opened(as_csv(told), "csv", f"--infilter={PROPOSED}"))
    _head, *found = rows(sheet)
    assert [line[:4] for line in found if any(line)] == [
        [one.titel, f"'{row}" if row.startswith("=") else row, column, f"{value:g}"]
        for one in told
        for row, column, value in cells(one)
    ]


def test_a_workbook_opens_with_its_words_numbers_percents_and_charts(
    opened: Callable[..., ZipFile],
) -> None:
    told = [one for one in [SIGNS, *figures()] if one.punten]
    book = opened(as_xlsx(told), "xlsx")
    by_name = {str(one.get(NAME % ("table", "name"))): one for one in sheets(book)}
    for one in told:
        sheet = by_name[one.naam]
        text = [cell for row in rows(sheet) for cell in row]
        assert {one.titel, *one.kop} <= {*text}
        assert len(list(sheet.iter(CHART))) == 1
        found = [
            float(each.get(VALUE, 0)) * (100 if each.get(TYPE) == "percentage" else 1)
            for each in sheet.iter(CELL)
            for _ in range(int(each.get(REPEATED, 1)) if each.get(VALUE) else 0)
        ]
        assert found == pytest.approx([value for *_, value in cells(one)])
        percents = [each for each in sheet.iter(CELL) if each.get(TYPE) == "percentage"]
        shares = {column for _, column, _ in cells(one)} & {*(one.kop[-1:] if one.deel else ())}
        assert bool(percents) == bool(shares)
