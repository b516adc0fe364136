"""Damaged files, out of the way of everything else and kept for who might still save something."""

import json
from collections.abc import Callable, Iterator
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from gesprek.storage.files import layout, operating_system
from gesprek.storage.protocol import DocumentKey, Kind, StoreProblem
from gesprek.storage.store_errors import Corrupt, Damage


class Quarantine:
    """Holds a damaged file under the path that it had, beside a small file with the reason.

    Who puts or drops one holds the lock of its document.

    Args:
        root: the store's folder.
        clock: tells since when.
    """

    def __init__(self, root: Path, clock: Callable[[], datetime]) -> None:
        self._root = root
        self._folder = root / layout.QUARANTINE
        self._clock = clock

    def put(self, sleutel: DocumentKey, damage: Damage) -> None:
        """Move the file of a document here; an earlier one of the same document goes.

        The reason is written first: a file here always has one.

        Raises:
            OSError, OutcomeUnknown: it stays where it was, or is here but perhaps not for good.
        """
        path = self._path(sleutel)
        reason = {
            "soort": sleutel.soort.value,
            "team": sleutel.team,
            "id": sleutel.id,
            "schade": damage.value,
            "sinds": self._clock().isoformat(),
        }
        operating_system.make_folders(path.parent)
        operating_system.write_atomic(
            _reason_of(path), json.dumps(reason, ensure_ascii=False).encode()
        )
        operating_system.move(self._root / layout.file_of(sleutel), path)

    def holds(self, sleutel: DocumentKey) -> bool:
        """Return whether a damaged file of this document lies here."""
        return self._path(sleutel).exists()

    def drop(self, sleutel: DocumentKey) -> bool:
        """Remove what lies here of a document; return whether anything did.

        Raises:
            OSError, OutcomeUnknown: see ``system.remove``.
        """
        path = self._path(sleutel)
        found = False
        for file in (path, _reason_of(path)):
            with suppress(FileNotFoundError, NotADirectoryError):
                operating_system.remove(file)
                found = True
        return found

    def problems(self) -> Iterator[StoreProblem]:
        """Yield one problem for each file that lies here."""
        for soort in Kind:
            for sleutel in layout.find(self._folder, soort):
                yield StoreProblem(sleutel, Corrupt.melding, self._since(sleutel))

    def _path(self, sleutel: DocumentKey) -> Path:
        return self._folder / layout.file_of(sleutel)

    def _since(self, sleutel: DocumentKey) -> datetime | None:
        path = self._path(sleutel)
        with suppress(OSError, ValueError, KeyError, TypeError):
            reason = json.loads(_reason_of(path).read_bytes())
            return datetime.fromisoformat(reason["sinds"])
        return None


def _reason_of(path: Path) -> Path:
    return path.with_name(f"{path.name}.reden")
