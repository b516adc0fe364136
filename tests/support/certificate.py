"""Certificates for tests, signed by themselves, with dates of one's own choice."""

from __future__ import annotations

import shutil
import subprocess
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

if TYPE_CHECKING:
    from pathlib import Path

NO_OPENSSL = "geen openssl gevonden: installeer OpenSSL om met certificaten te testen"
NAME = "gesprek.test"
_SETTINGS = """
[ca]
default_ca = own
[own]
database = {folder}/index
rand_serial = yes
new_certs_dir = {folder}
default_md = sha256
policy = any
[any]
commonName = supplied
[extra]
subjectAltName = DNS:{name}, IP:127.0.0.1
"""


@dataclass(frozen=True)
class Certificaat:
    """The two files, in PEM."""

    path: Path
    key: Path


def make_certificate(
    folder: Path, *, name: str = NAME, begins: float = -1, ends: float = 30, password: str = ""
) -> Certificaat:
    """Make a certificate and its key in a new folder.

    Args:
        folder: The folder to make.
        name: The host name that it is for, beside 127.0.0.1.
        begins: From how many days from now on it holds.
        ends: Until how many days from now.
        password: What locks the key; empty for nothing.
    """
    folder.mkdir(parents=True)
    (folder / "index").touch()
    settings, request = folder / "instellingen", folder / "verzoek"
    settings.write_text(_SETTINGS.format(folder=folder.as_posix(), name=name), "utf-8")
    made = Certificaat(folder / "certificaat.pem", folder / "sleutel.pem")
    lock = ["-passout", f"pass:{password}"] if password else ["-nodes"]
    _openssl(
        *("req", "-new", "-newkey", "rsa:2048", *lock, "-subj", f"/CN={name}"),
        *("-keyout", made.key, "-out", request),
    )
    dates = [f"{datetime.now(UTC) + timedelta(days=days):%Y%m%d%H%M%SZ}" for days in (begins, ends)]
    _openssl(
        *("ca", "-batch", "-selfsign", "-notext", "-extensions", "extra"),
        *("-config", settings, "-keyfile", made.key, "-passin", f"pass:{password}"),
        *("-startdate", dates[0], "-enddate", dates[1], "-in", request, "-out", made.path),
    )
    return made


def _openssl(*arguments: str | Path) -> None:
    program = shutil.which("openssl")
    if program is None:
        pytest.skip(NO_OPENSSL)
    subprocess.run([program, *map(str, arguments)], check=True, capture_output=True)
