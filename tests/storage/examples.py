"""What the tests of the store share: keys, values, and programs in another process."""

import os
import subprocess
import sys
from datetime import UTC, datetime
from pathlib import Path

from hypothesis import HealthCheck, settings

from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive, Versioned
from gesprek.storage.files.layout import file_of
from gesprek.storage.ids import new_id, new_oefening_id
from gesprek.storage.protocol import DocumentKey, Kind, Operation
from tests.storage.mutants import NAME

# On a busy machine drawing takes long; that is no failure. No folder of its own.
CALM = settings(
    database=None,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.function_scoped_fixture],
)
NOW = datetime(2026, 5, 11, 12, 0, tzinfo=UTC)
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


def team_with_people() -> Team:
    """Return a team of two that is not stored yet."""
    team = add_deelnemer(new_team(new_id(), "Team Noord"), "sam", "Sam")
    return add_deelnemer(team, "noor", "Noor")


def stored_oefening(archive: Archive) -> Versioned[Oefening]:
    """Store a team with an oefening of two people and return the oefening."""
    team = archive.create_team(team_with_people()).waarde
    return archive.create_oefening(oefening_of(team.id))


def oefening_of(team_id: str) -> Oefening:
    """Return a new oefening that is not stored yet."""
    rollen = {"sam": Rol.INBRENGER, "noor": Rol.CLIENTROL}
    return new_oefening(new_oefening_id(team_id), team_id, NOW, Werkvorm.ROLLENSPEL, rollen)


def with_casus(versie: Versioned[Oefening], **fields: object) -> Oefening:
    """Return the oefening with these fields of its case."""
    return versie.waarde.changed(casus=versie.waarde.casus.changed(**fields))
