"""A portable zip that is made in a second: an invented Python and two invented packages."""

from __future__ import annotations

import hashlib
import struct
import zipfile
from typing import TYPE_CHECKING, Final

from scripts.portable.contents import Release
from scripts.portable.embedded_python import read_python
from scripts.portable.locked_wheels import find_wheels, read_lock

if TYPE_CHECKING:
    from pathlib import Path

AMD64: Final = 0x8664


def program(machine: int = AMD64) -> bytes:
    """Return the beginning of a program of Windows, for a kind of machine."""
    return (
        b"MZ".ljust(0x3C, b"\0") + struct.pack("<I", 0x40) + b"PE\0\0" + struct.pack("<H", machine)
    )


def write_python(path: Path, *, machine: int = AMD64, without: str = "") -> Path:
    """Write the zip of an embeddable Python; returns its path."""
    files = {
        "python.exe": program(machine),
        "python313.dll": program(machine),
        "python313.zip": b"standard library",
        "python313._pth": b"python313.zip\r\n.\r\n",
        "LICENSE.txt": b"PSF",
    }
    with zipfile.ZipFile(path, "w") as packed:
        for name, data in files.items():
            if name != without:
                packed.writestr(name, data)
    return path


def write_wheel(folder: Path, name: str, files: dict[str, str], licence: str = "MIT") -> str:
    """Write a wheel of version 1.0 in a folder; returns its lines for a lock."""
    path = folder / f"{name}-1.0-py3-none-any.whl"
    told = f"Metadata-Version: 2.4\nName: {name}\nVersion: 1.0\n"
    told += f"License-Expression: {licence}\n" if licence else ""
    with zipfile.ZipFile(path, "w") as packed:
        for one, text in {**files, f"{name}-1.0.dist-info/METADATA": told}.items():
            packed.writestr(one, text)
    return f"{name}==1.0 \\\n    --hash=sha256:{hashlib.sha256(path.read_bytes()).hexdigest()}\n"


def small_release(folder: Path) -> Release:
    """Return what a small zip is made of."""
    packages = {
        "soep": {
            "soep/__init__.py": "",
            "soep/tests/test_soep.py": "",
            "soep/pan.h": "",
            "soep/__pycache__/__init__.cpython-313.pyc": "",
            "soep-1.0.data/scripts/soep.exe": "",
            "soep-1.0.data/purelib/soep/lepel.py": "",
            "soep-1.0.dist-info/licenses/LICENSE": "vrij",
        },
        "brood": {"brood.py": ""},
    }
    lock = folder / "small.lock"
    lock.write_text("".join(write_wheel(folder, *one) for one in packages.items()), "utf-8")
    wheels = find_wheels(read_lock(lock, "3.13"), folder)
    return Release("9.8.7", read_python(write_python(folder / "python.zip")), wheels)
