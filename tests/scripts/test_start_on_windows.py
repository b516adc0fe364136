"""start.py in a console of Windows, in a folder with a space, an accent and a sign of the shell."""

from __future__ import annotations

import shutil
from typing import TYPE_CHECKING

import pytest

from gesprek.storage import open_store
from scripts.find_programs import find_wine
from scripts.windows.python import HOME, PROGRAM, set_up_python
from scripts.windows.wine import windows_path
from start import APP_LOCK, FOLDER, digest
from tests.support.server import free_port
from tests.support.windows_server import NO_WINE

if TYPE_CHECKING:
    from pathlib import Path


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A folder with the program, as it is once start.py has installed everything in it."""
    if find_wine() is None:
        pytest.skip(NO_WINE)
    set_up_python()
    folder = tmp_path / "Mijn map & één"
    folder.mkdir()
    for name in ("app.py", "start.py", "requirements.lock"):
        shutil.copy(FOLDER / name, folder)
    for name in ("gesprek", "pages", "data", ".streamlit"):
        leave = shutil.ignore_patterns("opslag", "__pycache__")
        shutil.copytree(FOLDER / name, folder / name, ignore=leave)
    (folder / ".venv").mkdir()
    (folder / ".venv/Scripts").symlink_to(HOME)
    stamp = f"{digest(APP_LOCK).rpartition(' ')[0]} python3.13"
    (folder / ".venv" / f"{APP_LOCK.name}.stempel").write_text(stamp, "utf-8")
    return folder


@pytest.mark.alles
@pytest.mark.posix_only("Wine")
def test_start_shows_its_words_in_a_console_and_ctrl_c_lets_the_server_finish(
    installed: Path,
) -> None:
    from tests.support.windows_console import CTRL_C, WindowsConsole

    port, store = free_port(), installed / "data/opslag"
    command = [str(PROGRAM), "start.py", "--geen-browser", "--poort", str(port)]
    with WindowsConsole(command, installed) as console:
        console.shows("Gesprekstool start …")
        console.shows(f"staat klaar op http://127.0.0.1:{port}")
        console.shows("Nog niet ingericht: dit werkt alleen op deze computer.")
        console.shows("(werkt één keer, 24 uur)")
        console.press(CTRL_C)
        console.shows("Gesprekstool stopt …")
        assert console.ends_with() == 0
        assert "Traceback" not in console.shown
    assert open_store(str(store)).check() == ()


@pytest.mark.alles
@pytest.mark.posix_only("Wine")
def test_start_in_onedrive_tells_where_to_go(installed: Path) -> None:
    from tests.support.windows_console import WindowsConsole

    cloud = {"OneDrive": windows_path(installed.parent)}
    with WindowsConsole([str(PROGRAM), "start.py"], installed, cloud) as console:
        console.shows(r"Mijn map & één naar Z:\Gesprekstool en start daar opnieuw.")
        assert console.ends_with() == 1
