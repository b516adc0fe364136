"""The command privacy: what is found in each line of standard input."""

import json
import sys
from collections.abc import Iterator
from typing import BinaryIO, Final

from gesprek.cli.console import ExitCode, progress, report
from gesprek.privacy import Finding, mask, scan

_LONGEST: Final = 1_000_000
"""Bytes in one line; a whole file without line breaks is a slip, not a text."""


class UnreadableLine(Exception):
    """A line that cannot be read; the text is a Dutch sentence that quotes nothing of it."""


def check_text(*, masks: bool) -> ExitCode:
    """Print one line for each line that comes in: what was found, or the text without it."""
    try:
        for line in _lines(sys.stdin.buffer):
            findings = scan(line)
            report(mask(line, findings) if masks else _as_json(findings))
    except UnreadableLine as error:
        progress(str(error))
        return ExitCode.PROBLEM
    return ExitCode.DONE


def _lines(stream: BinaryIO) -> Iterator[str]:
    """Yield the lines, without their ends.

    Raises:
        UnreadableLine: a line is too long, or no UTF-8.
    """
    number = 0
    while raw := stream.readline(_LONGEST + 2):
        number += 1
        if len(raw.rstrip(b"\r\n")) > _LONGEST:
            raise UnreadableLine(
                f"Regel {number} is langer dan {_LONGEST} tekens. Knip de tekst in kortere regels."
            )
        try:
            yield raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            raise UnreadableLine(
                f"Regel {number} is niet te lezen. Bewaar de tekst als UTF-8 en probeer opnieuw."
            ) from None


def _as_json(findings: list[Finding]) -> str:
    found = [
        {
            "start": one.start,
            "end": one.end,
            "label": one.label.value,
            "level": one.level.value,
            "suggestion": one.suggestion,
        }
        for one in findings
    ]
    return json.dumps({"findings": found})
