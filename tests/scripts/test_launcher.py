"""What `Gesprekstool.cmd` starts: where the data are, the port, a second start, and the end."""

from __future__ import annotations

import os
import shutil
import signal
import socket
import subprocess
import sys
import threading
from typing import TYPE_CHECKING

import pytest

from deploy.windows.data_folder import DATA, LOCK, LaunchError, find_data
from deploy.windows.launcher import end_with_window, free_port
from tests.support.closing_window import CLOSES, ORDER
from tests.support.server import ROOT, line_to
from tests.support.server import free_port as port_of_nobody

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence
    from pathlib import Path

POSIX = pytest.mark.posix_only("a signal that ends a process in an orderly way")


# --- Where the data are --------------------------------------------------------------------------


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """The user's own folder."""
    (tmp_path / "sam").mkdir()
    return tmp_path / "sam"


def unpacked(place: Path, version: str = "0.2.0") -> Path:
    folder = place / f"gesprekstool-{version}-windows"
    folder.mkdir(parents=True)
    return folder


def test_the_data_come_beside_the_unpacked_folder(home: Path) -> None:
    place = home / "Downloads"
    assert find_data(unpacked(place), home) == place / DATA
    assert (place / DATA).is_dir()


def test_a_new_version_beside_the_old_one_or_over_it_finds_the_data(home: Path) -> None:
    place = home / "Downloads"
    old = unpacked(place)
    data = find_data(old, home)
    assert find_data(unpacked(place, "0.3.0"), home) == data
    shutil.rmtree(old)
    assert find_data(unpacked(place), home) == data


def test_a_new_version_in_a_folder_of_its_own_name_finds_the_data(home: Path) -> None:
    place = home / "Downloads"
    data = find_data(unpacked(place), home)
    twice = unpacked(place / "gesprekstool-0.3.0-windows", "0.3.0")
    assert find_data(twice, home) == data


def test_beside_a_folder_in_onedrive_no_data_come(
    home: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    place = home / "OneDrive - Zorg" / "Bureaublad"
    assert find_data(unpacked(place), home) == home / DATA
    assert not (place / DATA).exists()
    assert "Daarom komen ze in je eigen map" in capsys.readouterr().out


def test_data_in_the_user_s_own_folder_are_found_from_anywhere(home: Path) -> None:
    data = find_data(unpacked(home / "OneDrive"), home)
    assert find_data(unpacked(home / "Desktop" / "werk" / "nieuw", "0.3.0"), home) == data


def test_where_nothing_may_be_written_the_data_come_in_the_user_s_own_folder(home: Path) -> None:
    place = home / "Downloads"
    folder = unpacked(place)
    (place / DATA).write_text("in de weg", "utf-8")
    assert find_data(folder, home) == home / DATA


def test_data_that_were_moved_to_onedrive_are_refused_with_a_way_out(home: Path) -> None:
    place = home / "OneDrive"
    folder = unpacked(place)
    (place / DATA).mkdir()
    with pytest.raises(LaunchError) as refused:
        find_data(folder, home)
    assert str(place / DATA) in str(refused.value)
    assert f"Sleep de map naar {home}" in str(refused.value)


def test_data_that_cannot_be_written_are_refused_with_a_way_out(home: Path) -> None:
    place = home / "Downloads"
    folder = unpacked(place)
    # As if it can't be written, also for the account of root.
    (place / DATA / LOCK).mkdir(parents=True)
    with pytest.raises(LaunchError, match="mag je niet schrijven"):
        find_data(folder, home)


def test_without_any_place_for_data_the_way_out_is_told(home: Path) -> None:
    folder = unpacked(home / "OneDrive")
    (home / DATA).write_text("in de weg", "utf-8")
    with pytest.raises(LaunchError, match="Pak het zip-bestand uit in een map"):
        find_data(folder, home)


# --- The port ------------------------------------------------------------------------------------


def test_a_port_that_another_program_uses_is_left_to_it() -> None:
    with socket.socket() as other:
        other.bind(("127.0.0.1", 0))
        other.listen()
        taken, free = other.getsockname()[1], port_of_nobody()
        assert free_port([taken, free]) == free
        assert free_port([taken]) == taken  # the server then tells what is wrong


# --- From the start to the end -------------------------------------------------------------------


@pytest.fixture
def program(tmp_path: Path) -> Path:
    """The folder of the program in an unpacked zip, with an odd name as people have them."""
    folder = tmp_path / "Sam & Noor (werk)" / "gesprekstool" / "programma-0.0.0"
    folder.mkdir(parents=True)
    for name in (".streamlit", "app.py", "data", "gesprek", "pages"):
        (folder / name).symlink_to(ROOT / name)
    shutil.copytree(ROOT / "deploy" / "windows", folder / "deploy" / "windows")
    return folder


def start(program: Path, arguments: Sequence[str], **environment: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "deploy.windows.launcher", *arguments],
        cwd=program,
        env={**os.environ, "GESPREK_OPSLAG": "", "PYTHONPATH": str(program), **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
    )


@pytest.fixture
def running(program: Path) -> Iterator[tuple[subprocess.Popen[str], int]]:
    """The launcher, once its server has told that it is there; and its port."""
    port = port_of_nobody()
    with start(program, [f"--poort={port}", "--geen-browser"]) as process:
        assert process.stdout is not None
        told = [process.stdout.readline() for _ in range(3)]
        while "Laat dit venster open" not in told[-2]:  # before it a sentence of the first start
            told.append(process.stdout.readline())
        assert told[-3] == f"Je gegevens staan in {program.parent.parent / DATA}.\n"
        assert f"staat klaar op http://127.0.0.1:{port} " in told[-1]
        yield process, port
        process.kill()


@POSIX
def test_it_serves_on_the_data_beside_it_and_leaves_nothing_behind_at_the_end(
    program: Path, running: tuple[subprocess.Popen[str], int]
) -> None:
    process, port = running
    line = line_to(port, tls=False)
    line.request("GET", "/gezond")
    assert line.getresponse().status == 200
    data = program.parent.parent / DATA
    assert (data / "opslag" / "beheer").is_dir()
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 0
    assert not (data / "adres.txt").exists()
    assert sorted(path.name for path in program.parent.iterdir()) == ["programma-0.0.0"]


@POSIX
def test_a_second_start_opens_the_browser_on_the_one_that_runs(
    program: Path, running: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    _, port = running
    opened = tmp_path / "geopend"
    browser = tmp_path / "browser"
    browser.write_text(f'#!/bin/sh\necho "$1" > "{opened}"\n', "utf-8")
    browser.chmod(0o755)
    with start(program, [], BROWSER=str(browser)) as second:
        told, _ = second.communicate(timeout=120)
    assert second.returncode == 0
    assert told.endswith(f"Gesprekstool staat al aan op http://127.0.0.1:{port}.\n")
    assert opened.read_text("utf-8") == f"http://127.0.0.1:{port}\n"


@POSIX
def test_a_command_works_on_the_same_data(
    program: Path, running: tuple[subprocess.Popen[str], int], tmp_path: Path
) -> None:
    assert running
    with start(program, ["backup", str(tmp_path / "kopie.zip")]) as command:
        told, _ = command.communicate(timeout=120)
    assert command.returncode == 0, told
    assert (tmp_path / "kopie.zip").is_file()


@POSIX
def test_what_is_no_command_is_told_in_dutch(program: Path) -> None:
    with start(program, ["bestaatniet"]) as command:
        told, _ = command.communicate(timeout=120)
    assert command.returncode == 2
    assert "Deze opdracht klopt niet" in told


def test_when_the_window_is_closed_the_server_ends_before_windows_ends_it() -> None:
    done = subprocess.run(
        [sys.executable, "-c", CLOSES], cwd=ROOT, capture_output=True, encoding="utf-8", check=True
    )
    assert done.stdout.splitlines() == ORDER


def test_what_is_no_end_of_the_window_is_left_to_python() -> None:
    ctrl_c = 0
    assert not end_with_window(threading.Event())(ctrl_c)
