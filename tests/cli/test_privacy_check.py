"""The command privacy: lines in, lines out, and no text in an error."""

import io
import json
import sys

import pytest

from gesprek.cli import maintenance
from gesprek.cli.command_line import main


def do(
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
    given: bytes,
    *options: str,
) -> tuple[int, str, str]:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(given)))
    code = main(["privacy", *options])
    told = capsys.readouterr()
    return code, told.out, told.err


def test_each_line_gives_one_line_of_json(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    given = "😀 Bel 06-12345678.\n\nAlles goed.\n".encode()
    code, out, err = do(monkeypatch, capsys, given)
    rows = [json.loads(line)["findings"] for line in out.splitlines()]
    assert (code, err) == (0, "")
    assert [len(row) for row in rows] == [1, 0, 0]
    assert rows[0][0] == {
        "start": 6,
        "end": 17,
        "label": "PHONE",
        "level": "direct",
        "suggestion": "[telefoonnummer]",
    }


def test_masker_gives_the_masked_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    code, out, _ = do(monkeypatch, capsys, b"Mw. Jansen slaapt.\r\nGoed.", "--masker")
    assert (code, out) == (0, "De cliënt slaapt.\nGoed.\n")


@pytest.mark.parametrize("bad", [b"Jansen \xff\xfe\n", b"Jansen " * 200_000])
def test_a_line_that_cannot_be_read_is_named_but_not_shown(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], bad: bytes
) -> None:
    code, out, err = do(monkeypatch, capsys, b"Goed.\n" + bad)
    assert code == 1
    assert len(out.splitlines()) == 1
    assert err.startswith("Regel 2 is ")
    assert "Jansen" not in out + err


def test_an_option_that_does_not_exist_is_wrong_use(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert do(monkeypatch, capsys, b"", "--alles")[0] == 2


def test_an_unexpected_error_shows_no_text(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(text: str) -> None:
        raise ValueError(text)

    monkeypatch.setattr(maintenance, "scan", fail)
    code, out, err = do(monkeypatch, capsys, b"Mw. Jansen\n")
    assert code == 1
    assert "Jansen" not in out + err
