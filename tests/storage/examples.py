"""What the tests of the store share: keys, values, and programs in another process."""

import os
import subprocess
import sys
from pathlib import Path

from hypothesis import HealthCheck, settings

from gesprek.domain.oefening import Oefening
from gesprek.services.archive import Archive, Versioned
from gesprek.storage.files.layout import file_of
from gesprek.storage.protocol import DocumentKey, Kind, Operation
from tests.storage.mutants import NAME
from tests.support.builders.oefeningen import oefening_of, team_of_two

# On a busy machine drawing takes long; that is no failure. No folder of its own.
CALM = settings(
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
SLEUTEL = DocumentKey(Kind.OEFENING, "o1", "t1")
OTHER = DocumentKey(Kind.OEFENING, "o2", "t1")
_HERE = Path(__file__).parent


def put(path: str, value: object) -> list[Operation]:
    """Return one operation; the path is written with slashes."""
    return [Operation(tuple(path.split("/")), value)]


def path_of(root: Path, sleutel: DocumentKey) -> Path:
    """Return the file of a document."""
    return root / file_of(sleutel)


def temporary_files(root: Path) -> list[Path]:
    """Return the temporary files that lie about."""
    return list(root.rglob("*.tmp"))


def start(program: str, *arguments: object, mutant: str = "") -> subprocess.Popen[str]:
    """Start one of the programs of this folder, on a store without one safeguard if named."""
    command = [sys.executable, str(_HERE / "programs" / program), *map(str, arguments)]
    return subprocess.Popen(
        command,
        cwd=_HERE.parents[1],
        env={**os.environ, "PYTHONPATH": str(_HERE.parents[1]), NAME: mutant},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def stored_oefening(archive: Archive) -> Versioned[Oefening]:
    """Store a team with an oefening of two people and return the oefening."""
    team = archive.create_team(team_of_two()).value
    return archive.create_oefening(oefening_of(team.id))


def with_casus(versie: Versioned[Oefening], **fields: object) -> Oefening:
    """Return the oefening with these fields of its case."""
    return versie.value.changed(casus=versie.value.casus.changed(**fields))
