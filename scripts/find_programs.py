"""Where the programs stand that the tests need beside Python."""

from __future__ import annotations

import os
import re
import shutil
import subprocess
from pathlib import Path
from typing import Final

from start import FOLDER, ON_WINDOWS, VENV

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
# The last one is where it is unpacked for the tests.
PLACES_OF_NGINX: Final = (Path("/usr/sbin"), Path("/usr/local/sbin"), VENV / "nginx/usr/sbin")
PLACES_OF_CADDY: Final = (VENV / "caddy/usr/bin",)
PLACE_OF_WEBKIT: Final = Path("/usr/lib")  # a folder per kind of processor, as Debian has it
PLACE_OF_LIBREOFFICE: Final = Path("/usr/lib/libreoffice")
PLACE_OF_LISTS: Final = VENV / "lijsten"
OLDEST_NODE: Final = 20
PLACE_OF_PROVIDER: Final = VENV / "aanbieder"
PACKAGES_OF_PROVIDER: Final = tuple(
    FOLDER / "tests/support/certified" / name for name in ("package-lock.json", "package.json")
)
SOURCES_OF_LISTS: Final = ("faker", "deduce", "dutch")
PLACES_OF_POSTGRES: Final = Path("/usr/lib/postgresql")  # a folder per version, as Debian has it


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


def find_firefox() -> str | None:
    """Return the path of an installed Firefox."""
    named = os.environ.get("GESPREK_FIREFOX")
    return named or shutil.which("firefox-esr") or shutil.which("firefox")


def find_webkit() -> str | None:
    """Return the path of the small browser of WebKitGTK, where all that drives it is there."""
    named = os.environ.get("GESPREK_WEBKIT")
    if named:
        return named
    has_driver = shutil.which("WebKitWebDriver") and shutil.which("Xvfb")
    found = sorted(PLACE_OF_WEBKIT.glob("*/webkit2gtk-4.*/MiniBrowser"))
    return str(found[-1]) if found and has_driver else None


def find_nginx() -> str | None:
    """Return the path of an nginx, also of the one that was unpacked in .venv."""
    return os.environ.get("GESPREK_NGINX") or _which("nginx", PLACES_OF_NGINX)


def find_caddy() -> str | None:
    """Return the path of a Caddy, also of the one that was unpacked in .venv."""
    return os.environ.get("GESPREK_CADDY") or _which("caddy", PLACES_OF_CADDY)


def _which(name: str, more_places: tuple[Path, ...]) -> str | None:
    places = [os.environ.get("PATH", ""), *map(str, more_places)]
    return shutil.which(name, path=os.pathsep.join(places))


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


def find_provider() -> str | None:
    """Return the folder with the provider of OpenID Connect, where Node.js can run it.

    None where another version of it is there than the lock names.
    """
    place = Path(os.environ.get("GESPREK_AANBIEDER") or PLACE_OF_PROVIDER)
    lock = place / PACKAGES_OF_PROVIDER[0].name
    is_there = (place / "node_modules/oidc-provider").is_dir() and lock.is_file()
    is_same = is_there and lock.read_bytes() == PACKAGES_OF_PROVIDER[0].read_bytes()
    return str(place) if is_same and find_node() else None


def find_node() -> str | None:
    """Return the path of Node.js, where it is new enough for that provider."""
    program = shutil.which("node")
    asked = [str(program), "--version"]
    version = subprocess.check_output(asked, text=True) if program else ""
    found = re.match(r"v(\d+)", version)
    return program if found and int(found[1]) >= OLDEST_NODE else None


def find_libreoffice() -> str | None:
    """Return the path of LibreOffice, which opens figures and texts as people do.

    None where only one of both parts of it is there: Debian has them as two packages.
    """
    named = os.environ.get("GESPREK_LIBREOFFICE")
    if named:
        return named
    roots = filter(None, (os.environ.get(name) for name in ("PROGRAMFILES", "PROGRAMFILES(X86)")))
    places = [MAC_OFFICE, *(Path(root) / "LibreOffice/program/soffice.exe" for root in roots)]
    by_name = shutil.which("soffice")
    if by_name and Path(by_name).resolve().is_relative_to(PLACE_OF_LIBREOFFICE):
        parts = (PLACE_OF_LIBREOFFICE / f"program/lib{one}lo.so" for one in ("sc", "sw"))
        return by_name if all(one.is_file() for one in parts) else None
    return by_name or next((str(one) for one in places if one.is_file()), None)


def find_systemd_analyze() -> str | None:
    """Return the path of systemd-analyze, which judges a unit without starting it."""
    return os.environ.get("GESPREK_SYSTEMD_ANALYZE") or shutil.which("systemd-analyze")


def find_windows_compiler() -> str | None:
    """Return the path of the compiler for Windows, which makes what Wine lacks."""
    return shutil.which("x86_64-w64-mingw32-gcc")


def find_wine() -> str | None:
    """Return the path of Wine, where it and the compiler can run a Windows Python."""
    named = os.environ.get("GESPREK_WINE")
    if named:
        return named
    return shutil.which("wine") if find_windows_compiler() else None


def find_sources_of_lists() -> str | None:
    """Return the folder with what the lists of the privacy guard are made of."""
    place = Path(os.environ.get("GESPREK_LIJSTEN") or PLACE_OF_LISTS)
    return str(place) if all((place / one).exists() for one in SOURCES_OF_LISTS) else None


def find_signature_checker() -> str | None:
    """Return the path of osslsigncode, which reads the signatures of programs of Windows."""
    return os.environ.get("GESPREK_OSSLSIGNCODE") or shutil.which("osslsigncode")
