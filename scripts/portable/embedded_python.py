"""The Python that goes into the zip: the embeddable one of python.org, unchanged but for its path.

How sure we are of it: a digest covers the whole file. A signature covers the programs and their
libraries, and not ``python3xx.zip`` with the standard library, which nobody signs. So a release
gives the digest that python.org shows.
"""

import hashlib
import re
import struct
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator
from pathlib import Path
from typing import Final, NamedTuple

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.serialization import Encoding
from cryptography.hazmat.primitives.serialization.pkcs7 import load_der_pkcs7_certificates

from scripts.find_programs import find_signature_checker
from scripts.portable.build_error import BuildError

SIGNER: Final = "/O=Python Software Foundation/"
ROOT_CERTIFICATE: Final = "5367f20c7ade0e2bca790915056d086b720c33c1fa2a2661acf787e3292e1270"
"""SHA-256 of 'Microsoft Identity Verification Root Certificate Authority 2020', to which the
signatures of the Python Software Foundation lead since 2024. No Linux has it among its roots."""
SEARCH_PATH: Final = "{archive}\r\n.\r\n..\\site-packages\r\n..\r\n"
"""The standard library, the libraries beside it, the packages and the program, and no other place.

A file ``._pth`` also keeps Python from its variables, the registry and packages of the user.
"""
_NAMES: Final = re.compile(r"python3(\d+)\._pth")
_NEEDED: Final = ("python.exe", "LICENSE.txt")
_AMD64: Final = 0x8664  # IMAGE_FILE_MACHINE_AMD64
_SIGNED: Final = re.compile(r"python\w*\.(exe|dll)|\w+\.pyd")
"""What the Foundation signs with each release; other libraries are signed before, or by others."""


class EmbeddedPython(NamedTuple):
    """An embeddable Python that was looked at.

    Attributes:
        path: the zip.
        minor: 13 for Python 3.13.
    """

    path: Path
    minor: int

    @property
    def version(self) -> str:
        """'3.13' and the like."""
        return f"3.{self.minor}"

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Yield the name and the bytes of each file, with our search path."""
        with zipfile.ZipFile(self.path) as packed:
            for name in sorted(packed.namelist()):
                if _NAMES.fullmatch(name):
                    yield name, SEARCH_PATH.format(archive=f"python3{self.minor}.zip").encode()
                else:
                    yield name, packed.read(name)


def read_python(path: Path) -> EmbeddedPython:
    """Return the embeddable Python in a zip.

    Raises:
        BuildError: it is none, or not for a 64-bit Windows.
    """
    try:
        with zipfile.ZipFile(path) as packed:
            names = packed.namelist()
            found = [match for name in names if (match := _NAMES.fullmatch(name))]
            if len(found) != 1 or any(one not in names for one in _NEEDED):
                raise BuildError(f"{path} is no embeddable Python of python.org.")
            machine = _machine_of(packed.read("python.exe"))
    except (OSError, zipfile.BadZipFile) as error:
        raise BuildError(f"{path} can't be read as a zip: {type(error).__name__}.") from None
    if machine != _AMD64:
        raise BuildError(f"{path} is not for a 64-bit Windows (amd64).")
    return EmbeddedPython(path, int(found[0][1]))


def _machine_of(program: bytes) -> int:
    """Return the field Machine of a program of Windows, 0 where it is none."""
    if program[:2] != b"MZ" or len(program) < 0x40:  # noqa: PLR2004 - the size of that header
        return 0
    (offset,) = struct.unpack_from("<I", program, 0x3C)
    if program[offset : offset + 4] != b"PE\0\0":
        return 0
    return int(struct.unpack_from("<H", program, offset + 4)[0])


def check_digest(python: EmbeddedPython, sha256: str) -> None:
    """Accept the zip with this digest.

    Raises:
        BuildError: it has another one.
    """
    found = hashlib.sha256(python.path.read_bytes()).hexdigest()
    if found != sha256.strip().lower():
        raise BuildError(f"{python.path} has the digest {found}, and not the one that was given.")


def check_signatures(python: EmbeddedPython) -> int:
    """Accept programs and libraries that the Python Software Foundation signed.

    Returns:
        How many files were checked.

    Raises:
        BuildError: a signature is not theirs or does not match, or osslsigncode is not there.
    """
    program = find_signature_checker()
    if program is None:
        raise BuildError("Give --sha256, or install osslsigncode to check the signature.")
    with tempfile.TemporaryDirectory() as folder, zipfile.ZipFile(python.path) as packed:
        names = sorted(name for name in packed.namelist() if _SIGNED.fullmatch(name))
        for name in names:
            file = Path(packed.extract(name, folder))
            if not _is_signed(program, file):
                raise BuildError(f"{name} is not signed by the Python Software Foundation.")
    return len(names)


def _is_signed(program: str, file: Path) -> bool:
    signature, root = file.with_name("signature"), file.with_name("root.pem")
    signature.unlink(missing_ok=True)
    _run(program, "extract-signature", "-in", str(file), "-out", str(signature))
    if not signature.is_file() or not _write_root(signature, root):
        return False
    trusted = ("-CAfile", str(root), "-TSA-CAfile", str(root), "-in", str(file))
    # From 2.6 on it asks the internet for what was revoked, unless it is told not to.
    done = _run(program, "verify", "-ignore-crl", *trusted)
    if done.returncode != 0:
        done = _run(program, "verify", *trusted)
    signer = re.search(r"Signer #0:\s+Subject: ?(.*)", done.stdout)
    return done.returncode == 0 and signer is not None and SIGNER in signer[1]


def _write_root(signature: Path, root: Path) -> bool:
    """Write the root that we trust, out of the signature; return whether it was there."""
    for one in load_der_pkcs7_certificates(signature.read_bytes()):
        if one.fingerprint(SHA256()).hex() == ROOT_CERTIFICATE:
            root.write_bytes(one.public_bytes(Encoding.PEM))
            return True
    return False


def _run(*command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        command, capture_output=True, encoding="utf-8", errors="replace", check=False
    )
