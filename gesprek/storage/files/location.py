"""Where the store may not lie: on another computer, or in a folder that is copied to the cloud.

Locks and fsync cannot be relied on over a network, and a program that copies to the cloud moves
files about beneath the store and takes case text along. So there is no way round this.
"""

import json
import os
import re
import sys
from collections.abc import Iterator, Mapping
from contextlib import suppress
from pathlib import Path, PurePath
from typing import Any, Final

from gesprek.storage.store_errors import CloudFolder, NetworkFolder

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
_VARIABLES: Final = ("OneDrive", "OneDriveCommercial", "OneDriveConsumer")
_DROPBOX: Final = (
    ("APPDATA", "Dropbox/info.json"),
    ("LOCALAPPDATA", "Dropbox/info.json"),
    ("HOME", ".dropbox/info.json"),
)
_REMOTE_DRIVE: Final = 4


def check_place(root: Path, environment: Mapping[str, str] = os.environ) -> None:
    """Accept a folder of this computer's own; it need not exist.

    Args:
        root: the folder, absolute; where a link leads counts as well.
        environment: where the cloud programs tell their folders.

    Raises:
        CloudFolder: it lies in a folder of OneDrive, Dropbox or one like them.
        NetworkFolder: it lies on a network drive.
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
    """Return the type of file system of a path, None where no mount holds it.

    Args:
        mounts: what ``/proc/mounts`` says; a later mount lies over an earlier one.
        path: absolute, without links.
    """
    found: tuple[int, str | None] = (-1, None)
    for line in mounts.splitlines():
        _device, folder, kind, *_ = line.split(" ")
        point = PurePath(re.sub(r"\\([0-7]{3})", lambda one: chr(int(one[1], 8)), folder))
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

    kernel = ctypes.windll.kernel32
    return bool(kernel.GetDriveTypeW(path.anchor) == _REMOTE_DRIVE)


def _cloud_folders(environment: Mapping[str, str]) -> Iterator[PurePath]:
    """Yield the folders that OneDrive and Dropbox say are theirs."""
    for name in _VARIABLES:
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
