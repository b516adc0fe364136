"""Where each kind of document is below the folder of the store, and where that may not be.

The folder may not be on another computer or in a folder that is copied to the cloud. Locks and
fsync cannot be relied on over a network; a program that copies moves files about beneath the store
and takes case text along. So there is no way round this.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath
from typing import Any, Final

from gesprek.storage.protocol import ALL_NAMES, DocumentKey, Kind, Names
from gesprek.storage.store_errors import CloudFolder, NetworkFolder, NotFound

LOCKS: Final = "locks"
INDEX: Final = "index"
QUARANTINE: Final = "quarantaine"

# {id} and {team} are those of the key; the rest is as it is.
FILES: Final[Mapping[Kind, str]] = {
    Kind.OEFENING: "teams/{team}/{id}.json",
    Kind.TEAM: "teams/{id}/team.json",
    Kind.GECODEERD: "gecodeerd/{team}/{id}.json",
    Kind.BEHEER: "beheer/{id}.json",
    Kind.CONCEPT: "concepten/{id}.json",
    Kind.LOGBOEK: "logboek/{id}.json",
    Kind.CIJFERS: "cijfers/{id}.json",
    Kind.GRAFIEKEN: "grafieken/{id}.json",
    Kind.LEERPUNTEN: "leerpunten/{team}/{id}.json",
    Kind.AANMELDING: "aanmeldingen/{id}.json",
    Kind.DEELCODE: "deelcodes/{id}.json",
    Kind.TEAMSLEUTEL: "teamsleutels/{id}.json",
    Kind.ACCOUNT: "accounts/{id}.json",
    Kind.GROOTBOEK: "grootboek/{id}.json",
    Kind.HERINNERING: "herinneringen/{id}.json",
    Kind.BERICHT: "berichten/{id}.json",
}
FOLDERS: Final = tuple(sorted({PurePosixPath(file).parts[0] for file in FILES.values()}))


def file_of(key: DocumentKey) -> str:
    """Return the file of a document below the store's folder, with forward slashes.

    Raises NotFound where the key has a team and its kind has none, or the other way round.
    """
    template = FILES[key.kind]
    if ("{team}" in template) != (key.team is not None):
        raise NotFound
    return template.format(id=key.id, team=key.team)


def find(
    root: Path, soort: Kind, team: str | None = None, begins: Names = ALL_NAMES
) -> Iterator[DocumentKey]:
    """Yield the keys of the files that are there, sorted by team and id.

    Of one team only where its kind lies in a team's folder, and of ids that begin with one of
    ``begins``. Raises NotFound where it cannot be a team.
    """
    if team is not None:
        DocumentKey(soort, team)  # refuses what would be a pattern or lead elsewhere
    template = FILES[soort]
    name = re.compile(template.format(id=r"(?P<id>[^/]+)", team=r"(?P<team>[^/]+)"))
    for path in sorted(root.glob(template.format(id="*", team=team or "*"))):
        found = name.fullmatch(path.relative_to(root).as_posix())
        with suppress(NotFound):  # a file that is not ours: another name, the team's own file
            if found and found["id"].startswith(begins):
                yield DocumentKey(soort, **found.groupdict())


_MOUNTS: Final = Path("/proc/mounts")
# 9p is also how WSL shows the disks of Windows, where locks of both do not see each other.
_NETWORK: Final = re.compile(
    r"nfs\d?|cifs|smb\w*|9p|afs|ncpfs|ceph|lustre|glusterfs|gfs2?|ocfs2|davfs|vboxsf|vmhgfs"
    r"|prl_fs|beegfs|fuse\..+"
)
# The folder of a cloud program: its name, or that with the name of an organisation.
_CLOUD: Final = re.compile(
    r"(onedrive|dropbox|google ?drive|icloud ?drive|nextcloud|owncloud|box sync|proton ?drive)"
    r"( ?- ?.+| \(.+\))?"
    r"|cloudstorage|mobile documents|my drive",
    re.IGNORECASE,
)
_DROPBOX: Final = (
    ("APPDATA", "Dropbox/info.json"),
    ("LOCALAPPDATA", "Dropbox/info.json"),
    ("HOME", ".dropbox/info.json"),
)


def check_place(root: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Accept a folder of this computer's own: absolute, and it need not exist.

    Where a link leads counts as well. The environment is where cloud programs tell their folders.
    Raises CloudFolder and NetworkFolder.
    """
    cloud = list(_cloud_folders(environment))
    for path in {root, root.resolve()}:
        if is_unc(str(path)) or _is_remote_drive(path) or is_network_type(_type_of(path)):
            raise NetworkFolder
        if has_cloud_name(path) or any(_is_within(path, folder) for folder in cloud):
            raise CloudFolder


def is_unc(path: str) -> bool:
    r"""Return whether this is a Windows path on another computer, such as ``\\server\map``."""
    plain = path.replace("/", "\\")
    if plain.startswith(("\\\\?\\", "\\\\.\\")):
        return plain[4:].lower().startswith("unc\\")
    return plain.startswith("\\\\")


def has_cloud_name(path: PurePath) -> bool:
    """Return whether a folder on the path is named as a cloud program names its folder."""
    return any(_CLOUD.fullmatch(part) for part in path.parts)


def is_network_type(kind: str | None) -> bool:
    """Return whether a type of file system of Linux is that of another computer."""
    return kind is not None and bool(_NETWORK.fullmatch(kind))


def type_in(mounts: str, path: PurePath) -> str | None:
    """Return the type of file system of an absolute path without links, None where none holds it.

    ``mounts`` is what ``/proc/mounts`` says; a later mount lies over an earlier one.
    """
    found: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        _device, folder, kind, *_ = line.split(" ")
        point = type(path)(re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), folder))
        if _is_within(path, point) and len(point.parts) >= found[0]:
            found = len(point.parts), kind
    return found[1]


def _type_of(path: Path) -> str | None:
    try:
        mounts = _MOUNTS.read_text(errors="surrogateescape")
    except OSError:
        return None  # not Linux
    return type_in(mounts, path)


def _is_remote_drive(path: Path) -> bool:
    """Return whether Windows calls the drive letter of this path a network drive."""
    if sys.platform != "win32":
        return False
    import ctypes

    drive_remote = 4  # DRIVE_REMOTE of the Windows API
    return bool(ctypes.windll.kernel32.GetDriveTypeW(path.anchor) == drive_remote)


def _cloud_folders(environment: Mapping[str, str]) -> Iterator[PurePath]:
    """Yield the folders that OneDrive and Dropbox say are theirs."""
    for name in ("OneDrive", "OneDriveCommercial", "OneDriveConsumer"):
        if environment.get(name):
            yield PurePath(environment[name])
    for name, file in _DROPBOX:
        with suppress(OSError, ValueError, KeyError, AttributeError):
            accounts: dict[str, Any] = json.loads(Path(environment[name], file).read_text("utf-8"))
            for account in accounts.values():
                yield PurePath(account["path"])


def _is_within(path: PurePath, folder: PurePath) -> bool:
    """Return whether the path is the folder or lies below it; as Windows, without its case."""
    parts, above = ([part.casefold() for part in one.parts] for one in (path, folder))
    return bool(above) and parts[: len(above)] == above
