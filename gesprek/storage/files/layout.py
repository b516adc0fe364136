"""Where each kind of document lies below the folder of the store."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath
from types import MappingProxyType
from typing import Final

from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import NotFound

LOCKS: Final = "locks"
INDEX: Final = "index"
QUARANTINE: Final = "quarantaine"

# {id} and {team} are those of the key; the rest stands as it is.
FILES: Final[Mapping[Kind, str]] = MappingProxyType(
    {
        Kind.OEFENING: "teams/{team}/{id}.json",
        Kind.TEAM: "teams/{id}/team.json",
        Kind.GECODEERD: "gecodeerd/{team}/{id}.json",
        Kind.BEHEER: "beheer/{id}.json",
        Kind.CONCEPT: "concepten/{id}.json",
        Kind.LOGBOEK: "logboek/{id}.json",
        Kind.CIJFERS: "cijfers/{id}.json",
        Kind.LEERPUNTEN: "leerpunten/{team}/{id}.json",
        Kind.AANMELDING: "aanmeldingen/{id}.json",
        Kind.DEELCODE: "deelcodes/{id}.json",
        Kind.TEAMSLEUTEL: "teamsleutels/{id}.json",
        Kind.ACCOUNT: "accounts/{id}.json",
        Kind.GROOTBOEK: "grootboek/{id}.json",
    }
)
# A draft is private to its writer and lives a week; index, locks and quarantine are no documents.
IN_BACKUP: Final = frozenset(Kind) - {Kind.CONCEPT}
FOLDERS: Final = tuple(sorted({PurePosixPath(file).parts[0] for file in FILES.values()}))


def file_of(sleutel: DocumentKey) -> str:
    """Return the file of a document below the store's folder, with forward slashes.

    Raises:
        NotFound: the key has a team where its kind has none, or the other way round.
    """
    template = FILES[sleutel.soort]
    if ("{team}" in template) != (sleutel.team is not None):
        raise NotFound
    return template.format(id=sleutel.id, team=sleutel.team)


def find(root: Path, soort: Kind, team: str | None = None) -> Iterator[DocumentKey]:
    """Yield the keys of the files that are there, sorted by team and id.

    Args:
        root: the store's folder.
        soort: the kind.
        team: only this team, for a kind that lies in a team's folder.

    Raises:
        NotFound: the team cannot be one.
    """
    if team is not None:
        DocumentKey(soort, team)  # refuses what would be a pattern or lead elsewhere
    template = FILES[soort]
    name = re.compile(template.format(id=r"(?P<id>[^/]+)", team=r"(?P<team>[^/]+)"))
    for path in sorted(root.glob(template.format(id="*", team=team or "*"))):
        found = name.fullmatch(path.relative_to(root).as_posix())
        sleutel = _key(soort, found.groupdict()) if found else None
        if sleutel:
            yield sleutel


def _key(soort: Kind, parts: dict[str, str]) -> DocumentKey | None:
    """Return the key, or None for a file that is not ours: another name, the team's own file."""
    try:
        return DocumentKey(soort, **parts)
    except NotFound:
        return None
