"""The coded rows per team in one derived file each: its form, and how it is rebuilt.

The first line holds the block and the moment its folder was last changed, the second per row what
it was read from; None where that is in doubt. Each begins with its checksum. A line that does not
fit is no index: it is made again.
"""

import json
import os
import threading
import time
import zlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from gesprek.storage.coded_block import CodedBlock, block_from_json, make_block
from gesprek.storage.files import layout, operating_system
from gesprek.storage.files.document_cache import FileStamp, is_settled
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew

# Raise it when the form changes.
_FORM: Final = 1


def _read_block(file: Path, team: str, moment: int) -> CodedBlock | None:
    """Return the block of a team, None where the index is not of this moment or damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        with file.open("rb") as lines:
            head = _parsed(lines.readline())
        if head["vorm"] == _FORM and head["moment"] == moment:
            return block_from_json(team, head["blok"])
    return None


def _read_rows(file: Path, team: str) -> Mapping[str, tuple[FileStamp, dict[str, Any]]]:
    """Return id → what it was read from and the row; empty where the index is damaged."""
    with suppress(OSError, ValueError, KeyError, TypeError):
        head, traces = (_parsed(line) for line in file.read_bytes().splitlines(keepends=True))
        if head["vorm"] == _FORM:
            block = block_from_json(team, head["blok"])
            found = zip(block.ids, traces["sporen"], block.documents(), strict=True)
            return {key: (FileStamp(*trace), row) for key, trace, row in found if trace}
    return {}


def _line(value: object) -> bytes:
    data = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    return b"%08x " % zlib.crc32(data) + data + b"\n"


def _parsed(line: bytes) -> Any:  # noqa: ANN401 - any JSON value
    data = line[9:].removesuffix(b"\n")
    if line[:9] != b"%08x " % zlib.crc32(data):
        raise ValueError
    return json.loads(data)


class Index:
    """Gives the blocks of all teams; a team whose folder did not change costs one stat.

    ``read`` gives the envelope of a document, raising as ``Store.get``.
    """

    def __init__(self, root: Path, read: Callable[[DocumentKey], Envelope]) -> None:
        self._rows = root / "gecodeerd"
        self._folder = root / layout.INDEX
        self._read = read
        self._known: dict[str, tuple[int, CodedBlock]] = {}
        self._guard = threading.Lock()

    def blocks(self) -> tuple[CodedBlock, ...]:
        """Return a block per team that has rows, in the order of the teams."""
        with operating_system.typed_errors(), os.scandir(self._rows) as entries:
            teams = sorted(entry.name for entry in entries if entry.is_dir())
            blocks = [self._block(team) for team in teams]
        if len(self._known) > len(teams):
            self._known = {team: self._known[team] for team in teams if team in self._known}
        return tuple(block for block in blocks if block and block.ids)

    def forget(self, team: str) -> None:
        """Leave nothing of a team's rows in the index; called after a row was removed."""
        self._known.pop(team, None)
        operating_system.discard(self._file(team))

    def _block(self, team: str) -> CodedBlock | None:
        """Return the block of one team, None for a folder that is no team's."""
        known = self._known.get(team)
        try:
            if known and known[0] == os.stat(f"{self._rows}/{team}").st_mtime_ns:  # noqa: PTH116 - 500 times per page
                return known[1]
            DocumentKey(Kind.GECODEERD, team)
            with self._guard:
                return self._renew(team)
        except (NotFound, FileNotFoundError):
            return None  # another name, or removed meanwhile

    def _renew(self, team: str) -> CodedBlock:
        """Return the block from the index where that is still right, else look at each file."""
        now, moment = time.time_ns(), self._moment(team)
        block = _read_block(self._file(team), team, moment)
        if block is None:
            block, is_whole = self._scan(team, now, moment)
            if not (is_whole and is_settled(now, moment)):
                return block
        self._known[team] = moment, block
        return block

    def _scan(self, team: str, now: int, moment: int) -> tuple[CodedBlock, bool]:
        """Read what changed since the index was written, and write it again.

        Returns the block, and whether every row could be read.
        """
        file = self._file(team)
        known = _read_rows(file, team)
        rows: dict[str, dict[str, Any]] = {}
        traces: list[FileStamp | None] = []
        is_whole = True
        for key, trace in self._files(team):
            seen, row = known.get(key.id, (None, {}))
            try:
                rows[key.id] = row if seen == trace else self._read(key).document
                traces.append(trace if is_settled(now, trace.changed) else None)
            except NotFound:
                continue  # removed meanwhile
            except (Corrupt, SchemaTooNew):
                is_whole = False
        block = make_block(team, rows)
        trusted = moment if is_whole and is_settled(now, moment) else None
        head = {"vorm": _FORM, "moment": trusted, "blok": block.to_json()}
        operating_system.write_derived(file, _line(head) + _line({"sporen": traces}))
        # Whoever removed a row since may have removed the index just before it was written.
        if self._moment(team) != moment:
            operating_system.discard(file)
        return block, is_whole

    def _files(self, team: str) -> Iterator[tuple[DocumentKey, FileStamp]]:
        with os.scandir(self._rows / team) as entries:
            found = sorted((entry.name, entry) for entry in entries if entry.name.endswith(".json"))
        for name, entry in found:
            with suppress(NotFound, FileNotFoundError):
                key = DocumentKey(Kind.GECODEERD, name.removesuffix(".json"), team)
                yield key, FileStamp.of(entry.stat())

    def _moment(self, team: str) -> int:
        return (self._rows / team).stat().st_mtime_ns

    def _file(self, team: str) -> Path:
        return self._folder / f"{team}.json"
