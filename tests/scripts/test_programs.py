from __future__ import annotations

import os
import shutil
from typing import TYPE_CHECKING

import pytest

from scripts import find_programs, programs
from start import ON_WINDOWS

if TYPE_CHECKING:
    from pathlib import Path


def test_the_browser_that_is_named_is_used(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GESPREK_CHROMIUM", "/ergens/chromium")
    assert find_programs.find_browser() == "/ergens/chromium"


def test_an_installed_browser_is_found_by_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GESPREK_CHROMIUM", raising=False)
    name = "msedge.exe" if ON_WINDOWS else "msedge"
    (tmp_path / name).touch(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    assert find_programs.find_browser() == str(tmp_path / name)


def test_the_nginx_that_is_named_or_was_unpacked_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GESPREK_NGINX", "/ergens/nginx")
    assert find_programs.find_nginx() == "/ergens/nginx"
    monkeypatch.delenv("GESPREK_NGINX")
    monkeypatch.setattr(find_programs, "PLACES_OF_NGINX", (tmp_path / "weg", tmp_path))
    monkeypatch.setenv("PATH", "")
    assert find_programs.find_nginx() is None
    name = "nginx.exe" if ON_WINDOWS else "nginx"
    (tmp_path / name).touch(0o755)
    assert find_programs.find_nginx() == str(tmp_path / name)


def test_the_postgresql_that_is_named_or_is_the_newest_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GESPREK_POSTGRES", "/ergens/bin")
    assert find_programs.find_postgres() == "/ergens/bin"
    monkeypatch.delenv("GESPREK_POSTGRES")
    monkeypatch.setattr(find_programs, "PLACES_OF_POSTGRES", tmp_path)
    monkeypatch.setenv("PATH", "")
    assert find_programs.find_postgres() is None
    for version in ("9", "15", "17"):
        folder = tmp_path / version / "bin"
        folder.mkdir(parents=True)
        (folder / "initdb").touch(0o755)
    assert find_programs.find_postgres() == str(tmp_path / "17" / "bin")


def test_the_caddy_that_was_unpacked_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv("GESPREK_CADDY", raising=False)
    monkeypatch.setattr(find_programs, "PLACES_OF_CADDY", (tmp_path,))
    monkeypatch.setenv("PATH", "")
    assert find_programs.find_caddy() is None
    name = "caddy.exe" if ON_WINDOWS else "caddy"
    (tmp_path / name).touch(0o755)
    assert find_programs.find_caddy() == str(tmp_path / name)


@pytest.fixture
def nothing_to_find(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Path:
    """A machine without any of the programs, and without apt to install them; returns a folder."""
    for one in programs.PROGRAMS:
        monkeypatch.delenv(one.variable, raising=False)
    for roots in ("PROGRAMFILES", "PROGRAMFILES(X86)", "LOCALAPPDATA"):
        monkeypatch.delenv(roots, raising=False)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr(find_programs, "MAC_BROWSERS", ())
    monkeypatch.setattr(find_programs, "PLACES_OF_NGINX", ())
    monkeypatch.setattr(find_programs, "PLACES_OF_CADDY", ())
    monkeypatch.setattr(find_programs, "MAC_OFFICE", tmp_path / "weg")
    monkeypatch.setattr(find_programs, "PLACES_OF_POSTGRES", tmp_path)
    monkeypatch.setattr(find_programs, "PLACE_OF_WEBKIT", tmp_path)
    monkeypatch.setattr(find_programs, "PLACE_OF_LISTS", tmp_path / "lijsten")
    monkeypatch.setattr(find_programs, "PLACE_OF_PROVIDER", tmp_path / "aanbieder")
    monkeypatch.setattr(programs, "PLACE_OF_PROVIDER", tmp_path / "aanbieder")
    return tmp_path


@pytest.mark.usefixtures("nothing_to_find")
def test_what_can_not_be_had_is_one_sentence_each_that_tells_how_to_get_it() -> None:
    found, missing = programs.set_up_programs()
    assert found == {}
    assert [one.split(" ")[0] for one in missing] == [one.name for one in programs.PROGRAMS]
    for sentence, one in zip(missing, programs.PROGRAMS, strict=True):
        assert sentence.startswith(one.name)
        assert "installeer" in sentence
        assert one.variable in sentence
        assert "\n" not in sentence


@pytest.mark.usefixtures("nothing_to_find")
def test_for_the_quick_tests_nobody_waits_for_what_only_the_long_ones_need() -> None:
    _, missing = programs.set_up_programs(is_short=True)
    assert [one.split(" ")[0] for one in missing] == [
        "Chromium",
        "Firefox",
        "WebKit",
        "nginx",
        "Caddy",
        "PostgreSQL",
    ]


def make_provider(folder: Path, node: str) -> None:
    """Put the provider of OpenID Connect there, and a Node.js of this version."""
    (folder / "aanbieder/node_modules/oidc-provider").mkdir(parents=True)
    lock = find_programs.PACKAGES_OF_PROVIDER[0]
    shutil.copyfile(lock, folder / "aanbieder" / lock.name)  # that itself may be read-only
    program = folder / "node"
    program.write_text(f"#!/bin/sh\necho {node}\n", "utf-8")
    program.chmod(0o755)


@pytest.mark.skipif(ON_WINDOWS, reason="a program is found by its extension there")
@pytest.mark.parametrize("wrong", ["node", "lock", "packages", "nothing"])
def test_the_provider_counts_only_as_its_lock_has_it_and_with_a_node_that_can_run_it(
    nothing_to_find: Path, wrong: str
) -> None:
    make_provider(nothing_to_find, "v18.20.4" if wrong == "node" else "v22.1.0")
    if wrong == "lock":
        (nothing_to_find / "aanbieder/package-lock.json").write_text("{}", "utf-8")
    if wrong == "packages":
        shutil.rmtree(nothing_to_find / "aanbieder/node_modules")
    assert bool(find_programs.find_provider()) is (wrong == "nothing")


@pytest.mark.skipif(ON_WINDOWS, reason="a program is found by its extension there")
def test_what_is_found_is_told_to_the_tests(nothing_to_find: Path) -> None:
    webkit = nothing_to_find / "x86_64" / "webkit2gtk-4.1" / "MiniBrowser"
    webkit.parent.mkdir(parents=True)
    webkit.touch(0o755)
    names = "chromium firefox-esr WebKitWebDriver Xvfb nginx caddy initdb soffice systemd-analyze"
    for name in (*names.split(), "wine", "x86_64-w64-mingw32-gcc", "osslsigncode"):
        (nothing_to_find / name).touch(0o755)
    for name in find_programs.SOURCES_OF_LISTS:
        (nothing_to_find / "lijsten" / name).mkdir(parents=True)
    make_provider(nothing_to_find, node="v20.0.0")
    found, missing = programs.set_up_programs()
    assert missing == []
    assert found == {
        "GESPREK_CHROMIUM": str(nothing_to_find / "chromium"),
        "GESPREK_FIREFOX": str(nothing_to_find / "firefox-esr"),
        "GESPREK_WEBKIT": str(webkit),
        "GESPREK_NGINX": str(nothing_to_find / "nginx"),
        "GESPREK_CADDY": str(nothing_to_find / "caddy"),
        "GESPREK_POSTGRES": str(nothing_to_find),
        "GESPREK_AANBIEDER": str(nothing_to_find / "aanbieder"),
        "GESPREK_LIBREOFFICE": str(nothing_to_find / "soffice"),
        "GESPREK_SYSTEMD_ANALYZE": str(nothing_to_find / "systemd-analyze"),
        "GESPREK_WINE": str(nothing_to_find / "wine"),
        "GESPREK_LIJSTEN": str(nothing_to_find / "lijsten"),
        "GESPREK_OSSLSIGNCODE": str(nothing_to_find / "osslsigncode"),
    }


def test_wine_without_the_compiler_for_what_it_lacks_does_not_count(nothing_to_find: Path) -> None:
    (nothing_to_find / "wine").touch(0o755)
    assert find_programs.find_wine() is None


@pytest.mark.parametrize("variable", [one.variable for one in programs.PROGRAMS])
def test_a_path_in_the_environment_that_leads_nowhere_counts_as_missing(
    nothing_to_find: Path, monkeypatch: pytest.MonkeyPatch, variable: str
) -> None:
    monkeypatch.setenv(variable, str(nothing_to_find / "weg"))
    found, missing = programs.set_up_programs()
    assert found == {}
    assert len(missing) == len(programs.PROGRAMS)


@pytest.mark.skipif(ON_WINDOWS, reason="there is no apt there")
def test_what_is_missing_is_asked_of_apt_with_nothing_to_answer(
    nothing_to_find: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked = nothing_to_find / "asked"
    apt = nothing_to_find / "apt-get"
    apt.write_text(f'#!/bin/sh\necho "$DEBIAN_FRONTEND $@" >> {asked}\n', "utf-8")
    apt.chmod(0o755)
    monkeypatch.setattr(programs, "VENV", nothing_to_find)
    monkeypatch.setattr(os, "geteuid", lambda: 0)
    programs.set_up_programs()
    lines = asked.read_text("utf-8").splitlines()
    assert all(line.startswith("noninteractive -qq ") for line in lines)
    assert [line.split()[-1] for line in lines if " install -y " in line] == [
        "chromium-headless-shell",
        "firefox-esr",
        "xauth",
        "postgresql",
        "npm",
        "libreoffice-writer-nogui",
        "systemd",
        "gcc-mingw-w64-x86-64-win32",
        "osslsigncode",
    ]
