"""The form of one index file: the block in one line, what each row was read from in the next.

Each line begins with its checksum. A line that does not fit is no index: it is made again.
"""

import json
import zlib
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from gesprek.opslag import system
from gesprek.opslag.blok import Blok, blok_from_json

# Raise it when the form changes.
VORM: Final = 1
# Modified (ns), inode and size of a file: what differs when it was replaced.
Spoor = tuple[int, int, int]


def write(file: Path, block: Blok, moment: int | None, traces: Sequence[Spoor | None]) -> None:
    """Write the index of a team; what fails is left out.

    Args:
        file: where.
        block: the rows.
        moment: the modification of the folder that it stands for, None where that is in doubt.
        traces: per row what it was read from, None where that is in doubt.
    """
    head = {"vorm": VORM, "moment": moment, "blok": block.to_json()}
    system.write_derived(file, _line(head) + _line({"sporen": traces}))


def read_blok(file: Path, team: str, moment: int) -> Blok | None:
    """Return the block of a team, None where the index is not of this moment or damaged."""
    try:
        with file.open("rb") as lines:
            head = _parsed(lines.readline())
        return blok_from_json(team, head["blok"]) if _fits(head, moment) else None
    except (OSError, ValueError, KeyError, TypeError):
        return None


def read_rows(file: Path, team: str) -> Mapping[str, tuple[Spoor, dict[str, Any]]]:
    """Return id → what it was read from and the row; empty where the index is damaged."""
    try:
        head, traces = (_parsed(line) for line in file.read_bytes().splitlines(keepends=True))
        if head["vorm"] != VORM:
            return {}
        block = blok_from_json(team, head["blok"])
        found = zip(block.ids, traces["sporen"], block.documents(), strict=True)
        return {key: (tuple(trace), row) for key, trace, row in found if trace}
    except (OSError, ValueError, KeyError, TypeError):
        return {}


def _fits(head: dict[str, Any], moment: int) -> bool:
    return bool(head["vorm"] == VORM and head["moment"] == moment)


def _line(value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x " % zlib.crc32(data) + data + b"\n"


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - any JSON value
    data = line[9:].removesuffix(b"\n")
    if line[:9] != b"%08x " % zlib.crc32(data):
        raise ValueError
    return json.loads(data)
