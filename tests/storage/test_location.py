"""The store refuses a folder on another computer or one that is copied to the cloud."""

import json
from pathlib import Path, PurePosixPath, PureWindowsPath

import pytest

from gesprek.storage.files import layout
from gesprek.storage.files.file_store import TinyDBStore
from gesprek.storage.files.layout import (
    check_place,
    has_cloud_name,
    is_network_type,
    is_unc,
    type_in,
)
from gesprek.storage.store_errors import CloudFolder, NetworkFolder

MOUNTS = """\
/dev/sda1 / ext4 rw 0 0
server:/huis /home/sam nfs4 rw 0 0
sam@server: /home/sam/mijn\\040schijf fuse.sshfs rw 0 0
/dev/sdb1 /home/sam/usb fuseblk rw 0 0
tmpfs /dev/shm tmpfs rw 0 0
//server/deel /over ext4 rw 0 0
//server/deel /over cifs rw 0 0
"""


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/srv/opslag", "ext4"),
        ("/home/samen/opslag", "ext4"),
        ("/home/sam/opslag", "nfs4"),
        ("/home/sam/mijn schijf/opslag", "fuse.sshfs"),
        ("/home/sam/usb/opslag", "fuseblk"),
        ("/over", "cifs"),
    ],
)
def test_the_deepest_and_last_mount_tells_the_file_system(path: str, kind: str) -> None:
    assert type_in(MOUNTS, PurePosixPath(path)) == kind


@pytest.mark.parametrize(
    "kind", ["nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.rclone", "ceph"]
)
def test_a_network_file_system_is_one(kind: str) -> None:
    assert is_network_type(kind)


@pytest.mark.parametrize("kind", ["ext4", "xfs", "btrfs", "tmpfs", "overlay", "fuseblk", None])
def test_a_local_file_system_is_none(kind: str | None) -> None:
    assert not is_network_type(kind)


@pytest.mark.parametrize(
    "path", [r"\\server\map", "//server/map", r"\\?\UNC\server\map", r"\\?\unc\server\map"]
)
def test_a_path_to_another_computer_is_one(path: str) -> None:
    assert is_unc(path)


@pytest.mark.parametrize("path", [r"C:\map", r"\\?\C:\map", "/srv/map"])
def test_a_path_on_this_computer_is_none(path: str) -> None:
    assert not is_unc(path)


@pytest.mark.parametrize(
    "path",
    [
        r"C:\Users\sam\OneDrive\opslag",
        r"C:\Users\sam\OneDrive - Zorg en Co\opslag",
        r"C:\Users\sam\Dropbox (Zorg)\opslag",
        r"C:\Users\sam\onedrive",
        r"G:\My Drive\opslag",
    ],
)
def test_a_cloud_folder_is_known_by_its_name(path: str) -> None:
    assert has_cloud_name(PureWindowsPath(path))


@pytest.mark.parametrize("path", ["/srv/onedriver/a", "/srv/mijn-dropbox", "/srv/box"])
def test_a_name_that_only_resembles_one_is_fine(path: str) -> None:
    assert not has_cloud_name(PurePosixPath(path))


def test_a_folder_in_dropbox_is_refused_with_a_sentence_and_not_made(tmp_path: Path) -> None:
    with pytest.raises(CloudFolder) as caught:
        TinyDBStore(tmp_path / "Dropbox" / "opslag")
    assert "Dropbox" in caught.value.sentence
    assert list(tmp_path.iterdir()) == []


@pytest.mark.posix_only("een koppeling maken mag daar niet iedereen")
def test_a_link_into_onedrive_is_refused(tmp_path: Path) -> None:
    (tmp_path / "OneDrive").mkdir()
    (tmp_path / "gewoon").symlink_to(tmp_path / "OneDrive")
    with pytest.raises(CloudFolder):
        check_place(tmp_path / "gewoon" / "opslag")


def test_what_onedrive_says_is_its_own_is_refused(tmp_path: Path) -> None:
    environment = {"OneDriveCommercial": str(tmp_path / "Werk")}
    with pytest.raises(CloudFolder):
        check_place(tmp_path / "Werk" / "opslag", environment)
    check_place(tmp_path / "Werkmap", environment)


def test_what_dropbox_says_is_its_own_is_refused(tmp_path: Path) -> None:
    info = tmp_path / ".dropbox" / "info.json"
    info.parent.mkdir()
    info.write_text(json.dumps({"personal": {"path": str(tmp_path / "doos")}}))
    environment = {"HOME": str(tmp_path)}
    with pytest.raises(CloudFolder):
        check_place(tmp_path / "doos" / "opslag", environment)
    info.write_text("geen json")
    check_place(tmp_path / "doos" / "opslag", environment)


def test_a_network_drive_is_refused_with_a_sentence(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    mounts = tmp_path / "mounts"
    mounts.write_text(f"server:/a {tmp_path} nfs4 rw 0 0\n")
    monkeypatch.setattr(layout, "_MOUNTS", mounts)
    with pytest.raises(NetworkFolder) as caught:
        TinyDBStore(tmp_path / "opslag")
    assert "netwerkschijf" in caught.value.sentence
    assert not (tmp_path / "opslag").exists()


def test_where_the_system_tells_no_mounts_a_plain_folder_is_fine(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(layout, "_MOUNTS", tmp_path / "niet")
    check_place(tmp_path, {})
