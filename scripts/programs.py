"""The programs that the tests need beside Python: found where they stand, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from start import ON_WINDOWS, VENV, say

if TYPE_CHECKING:
    from collections.abc import Callable

BROWSER_NAMES: Final = (
    "chromium-headless-shell",  # the same without its windows, which the tests do not need
    "chromium",
    "chromium-browser",
    "google-chrome",
    "google-chrome-stable",
    "chrome",
    "microsoft-edge",
    "microsoft-edge-stable",
    "msedge",
)
MAC_BROWSERS: Final = (
    "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
    "/Applications/Chromium.app/Contents/MacOS/Chromium",
    "/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge",
)
WINDOWS_BROWSERS: Final = (
    "Google/Chrome/Application/chrome.exe",
    "Microsoft/Edge/Application/msedge.exe",
    "Chromium/Application/chrome.exe",
)
MAC_OFFICE: Final = Path("/Applications/LibreOffice.app/Contents/MacOS/soffice")
# The last one is where `_install_nginx` puts it.
PLACES_OF_NGINX: Final = (Path("/usr/sbin"), Path("/usr/local/sbin"), VENV / "nginx/usr/sbin")
PLACES_OF_POSTGRES: Final = Path("/usr/lib/postgresql")  # a folder per version, as Debian has it
_INSTALL: Final = ("install", "-y", "--no-install-recommends")


class Program(NamedTuple):
    """A program that the tests start.

    Attributes:
        name: what it is called.
        variable: the environment variable that tells where it is.
        find: returns its path, or for PostgreSQL the folder of its programs; None where it is not.
        install: installs it where that needs nobody's consent; silent where it can't.
        missing: the sentence that tells what goes untested without it, and how to get it.
        is_for_long_tests: whether only the tests of `--alles` start it.
    """

    name: str
    variable: str
    find: Callable[[], str | None]
    install: Callable[[], None]
    missing: str
    is_for_long_tests: bool = False


def find_browser() -> str | None:
    """Return the path of an installed Chromium, Chrome or Edge."""
    named = os.environ.get("GESPREK_CHROMIUM")
    if named:
        return named
    for name in BROWSER_NAMES:
        found = shutil.which(name)
        if found:
            return found
    roots = [os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA")]
    places = [Path(place) for place in MAC_BROWSERS]
    places += [Path(root) / place for root in roots if root for place in WINDOWS_BROWSERS]
    return next((str(place) for place in places if place.is_file()), None)


def find_nginx() -> str | None:
    """Return the path of an nginx, also of the one that was unpacked in .venv."""
    named = os.environ.get("GESPREK_NGINX")
    if named:
        return named
    places = [os.environ.get("PATH", ""), *map(str, PLACES_OF_NGINX)]
    return shutil.which("nginx", path=os.pathsep.join(places))


def find_postgres() -> str | None:
    """Return the folder with the programs of PostgreSQL, of the newest version that is there."""
    named = os.environ.get("GESPREK_POSTGRES")
    if named:
        return named
    found = [path.parent for path in PLACES_OF_POSTGRES.glob("*/bin/initdb")]
    if found and not ON_WINDOWS:  # Wine shows the programs of Linux too
        return str(max(found, key=lambda path: int(path.parent.name)))
    by_name = shutil.which("initdb")
    return str(Path(by_name).resolve().parent) if by_name else None


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice, which opens the figures as people do."""
    named = os.environ.get("GESPREK_LIBREOFFICE")
    if named:
        return named
    roots = filter(None, (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")))
    places = [MAC_OFFICE, *(Path(root) / "LibreOffice/program/soffice.exe" for root in roots)]
    return shutil.which("soffice") or next((str(one) for one in places if one.is_file()), None)


def find_windows_compiler() -> str | None:
    """Return the path of the compiler for Windows, which makes what Wine lacks."""
    return shutil.which("x86_64-w64-mingw32-gcc")


def find_wine() -> str | None:
    """Return the path of Wine, where it and the compiler can run a Windows Python."""
    named = os.environ.get("GESPREK_WINE")
    if named:
        return named
    return shutil.which("wine") if find_windows_compiler() else None


def find_signature_checker() -> str | None:
    """Return the path of osslsigncode, which reads the signatures of programs of Windows."""
    return os.environ.get("GESPREK_OSSLSIGNCODE") or shutil.which("osslsigncode")


def run_apt(*arguments: str) -> bool:
    """Run apt-get where that needs nobody: as root on a system that has it; returns success.

    What it installs is not started: RUNLEVEL says that the machine is at rest.
    """
    apt = shutil.which("apt-get")
    if apt is None or not hasattr(os, "geteuid") or os.geteuid() != 0:
        return False
    environment = {**os.environ, "DEBIAN_FRONTEND": "noninteractive", "RUNLEVEL": "1"}
    command = [apt, "-qq", "-o", "APT::Sandbox::User=root", *arguments]
    VENV.mkdir(exist_ok=True)  # where a package is downloaded to; it may not be set up yet
    done = subprocess.run(
        command, cwd=VENV, env=environment, check=False, stdout=subprocess.DEVNULL
    )
    return done.returncode == 0


def _install_browser() -> None:
    _ = run_apt("update") and any(run_apt(*_INSTALL, one) for one in BROWSER_NAMES[:2])


def _install_nginx() -> None:
    """Unpack nginx in .venv: installed as usual it would start by itself and take port 80."""
    unpack = shutil.which("dpkg-deb")
    if unpack and run_apt("update") and run_apt("download", "nginx"):
        for package in VENV.glob("nginx_*.deb"):
            subprocess.run([unpack, "-x", str(package), str(VENV / "nginx")], check=False)
            package.unlink()


def _install_postgres() -> None:
    _ = run_apt("update") and run_apt(*_INSTALL, "postgresql")


def _install_libreoffice() -> None:
    _ = run_apt("update") and run_apt(*_INSTALL, "libreoffice-calc-nogui")  # 90 MB to fetch


def _install_wine() -> None:
    """Install Wine for 64 bits and its compiler: 150 MB to fetch."""
    packages = ("wine", "wine64", "gcc-mingw-w64-x86-64-win32")
    _ = run_apt("update") and run_apt(*_INSTALL, *packages)


def _install_signature_checker() -> None:
    _ = run_apt("update") and run_apt(*_INSTALL, "osslsigncode")


PROGRAMS: Final = (
    Program(
        "Chromium",
        "GESPREK_CHROMIUM",
        find_browser,
        _install_browser,
        "Chromium ontbreekt, dus de verhalen in de browser zijn niet getest: installeer Chromium, "
        "Chrome of Edge, of zet GESPREK_CHROMIUM op het pad van het programma.",
    ),
    Program(
        "nginx",
        "GESPREK_NGINX",
        find_nginx,
        _install_nginx,
        "nginx ontbreekt, dus achter een proxy is niets getest: installeer het pakket nginx, of "
        "zet GESPREK_NGINX op het pad van het programma.",
    ),
    Program(
        "PostgreSQL",
        "GESPREK_POSTGRES",
        find_postgres,
        _install_postgres,
        "PostgreSQL ontbreekt, dus de opslag in een database is niet getest: installeer het pakket "
        "postgresql, of zet GESPREK_POSTGRES op de map waarin initdb staat.",
    ),
    Program(
        "LibreOffice",
        "GESPREK_LIBREOFFICE",
        find_libreoffice,
        _install_libreoffice,
        "LibreOffice ontbreekt, dus hoe cijfers daarin opengaan is niet getest: installeer "
        "LibreOffice, of zet GESPREK_LIBREOFFICE op het pad van soffice.",
        is_for_long_tests=True,
    ),
    Program(
        "Wine",
        "GESPREK_WINE",
        find_wine,
        _install_wine,
        "Wine ontbreekt, dus in een Python voor Windows is niets getest: installeer de pakketten "
        "wine, wine64 en gcc-mingw-w64-x86-64-win32, of zet GESPREK_WINE op het pad van wine.",
        is_for_long_tests=True,
    ),
    Program(
        "osslsigncode",
        "GESPREK_OSSLSIGNCODE",
        find_signature_checker,
        _install_signature_checker,
        "osslsigncode ontbreekt, dus of de Python van het zip-bestand is ondertekend, is niet "
        "getest: installeer het pakket osslsigncode, of zet GESPREK_OSSLSIGNCODE op het pad ervan.",
        is_for_long_tests=True,
    ),
)


def set_up_programs(*, is_short: bool = False) -> tuple[dict[str, str], list[str]]:
    """Install what is not there yet, where that can be done without asking anybody.

    Args:
        is_short: leave out what only the long tests need.

    Returns:
        The environment that tells where each program is, and a Dutch sentence for each that is
        missing.
    """
    found, missing = {}, []
    wanted = [one for one in PROGRAMS if not (is_short and one.is_for_long_tests)]
    for one in wanted:
        if not one.find():
            say(f"{one.name} installeren voor de tests …")
            one.install()
        place = one.find()
        if place and Path(place).exists():
            found[one.variable] = place
        else:
            missing.append(one.missing)
    return found, missing
