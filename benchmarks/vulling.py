"""Fills a store quickly: the same files that saving makes, without waiting for the disk."""

import json
import os
import random
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Final

from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.coded_rows import VORM
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import file_of
from gesprek.storage.merge import Envelope
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.stored_form import to_json

MakeRow = Callable[[int], dict[str, Any]]
PER_TEAM: Final = 100
MOMENT: Final = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)
# What an oefening takes on the disk once a team went through the seven steps.
TEXT: Final = {f"veld{number:02}": "Een zin of wat. " * 14 for number in range(24)}


def key_of(number: int, soort: Kind = Kind.OEFENING) -> DocumentKey:
    """Return the key of an oefening or its row: 100 to a team, ids as long as the real ones."""
    team = f"01hz{number // PER_TEAM:022}"
    return DocumentKey(soort, f"{team}-01hz{number:022}", team)


def fill(root: Path, count: int, make_row: MakeRow | None = None) -> TinyDBStore:
    """Return a store with this many oefeningen and their coded rows.

    Args:
        root: its folder.
        count: how many.
        make_row: gives the coded row of a number; ``row_of`` unless told otherwise.
    """
    make_row = make_row or row_of
    store = TinyDBStore(root)
    for number in range(count):
        _write(root, key_of(number), TEXT)
        _write(root, key_of(number, Kind.GECODEERD), make_row(number))
    os.sync()
    return store


def row_of(number: int) -> dict[str, Any]:
    """Return a coded row, different for each number and the same each time."""
    rng = random.Random(number)  # noqa: S311 - only to differ
    key = key_of(number)
    people = [f"{key.team}{rng.randrange(12)}"[-16:] for _ in range(4)]
    learned = [
        {"rol": rng.choice(list(Rol)).value, "leerthema": rng.choice(list(Leerthema)).value}
        for _ in range(2)
    ]
    row = {
        "oefening": key.id,
        "team": key.team,
        "dag": f"2026-{rng.randrange(1, 13):02}-{rng.randrange(1, 29):02}",
        "werkvorm": rng.choice(list(Werkvorm)).value,
        "has_leervraag": True,
        "verst": "vervolg",
        "last_activity": f"2026-12-{rng.randrange(1, 29):02}",
        "themas": sorted({rng.choice(list(Thema)).value for _ in range(2)}),
        "leerpunten": learned,
        "voldoende_geholpen": rng.random() < 0.8,  # noqa: PLR2004 - any share
        "vervolg": "gepland",
        "deelnemers": sorted(people),
        "inbrenger": people[0],
    }
    return {"vorm": VORM, "versie": rng.randrange(1, 40), "rij": row}


def _write(root: Path, key: DocumentKey, document: dict[str, Any]) -> None:
    envelope = Envelope(version=1, saved=MOMENT, created=MOMENT, document=document)
    path = root / file_of(key)
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    stored = {key.kind.value: {"1": to_json(envelope)}}
    path.write_text(json.dumps(stored, separators=(",", ":")), "utf-8")
