"""An advisor with a Windows laptop, without Python and without rights, unpacks the zip."""

from __future__ import annotations

import shutil
import zipfile
from typing import TYPE_CHECKING

import pytest

from gesprek.domain.stappen import Stap
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.ui.frame.words import screen_text
from scripts.find_programs import find_wine
from scripts.portable.build_error import BuildError
from scripts.portable.embedded_python import check_signatures, read_python
from scripts.windows.python import fetch_python
from scripts.windows.wine import run_windows
from tests.support.closing_window import CLOSES, ORDER
from tests.support.portable_zip import PortableServer, prepare_for_wine, told_by, unpack
from tests.support.windows_server import NO_WINE

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.stories.browser_driver import BrowserDriver

pytestmark = [pytest.mark.browser, pytest.mark.alles]


@pytest.fixture(scope="module")
def python(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The Python of python.org, as its zip."""
    return fetch_python(tmp_path_factory.mktemp("python"))


@pytest.fixture(scope="module")
def unpacked(python: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The zip, made and unpacked."""
    if find_wine() is None:
        pytest.skip(NO_WINE)
    folder = unpack(python, tmp_path_factory.mktemp("laptop"))
    prepare_for_wine(folder)
    return folder


@pytest.fixture
def server(unpacked: Path, tmp_path: Path) -> Iterator[PortableServer]:
    """What runs after a double click on `Gesprekstool.cmd`."""
    one = PortableServer(unpacked, tmp_path).start()
    yield one
    one.kill()


def test_from_a_double_click_to_step_1_and_with_the_next_version_all_is_there(
    server: PortableServer,
    unpacked: Path,
    new_driver: Callable[..., BrowserDriver],
    tmp_path: Path,
) -> None:
    told = server.logged("/inrichten/")
    assert "De eerste keer kan dit een paar minuten duren" in told
    assert f"Gesprekstool staat klaar op {server.url} " in told
    archive = Archive(open_store(str(server.store)))
    _start_practising(new_driver(server), archive)
    assert f"Gesprekstool staat al aan op {server.url}." in told_by(
        unpacked, ["--geen-browser"], tmp_path
    )
    server.stop()
    assert not (server.store.parent / "adres.txt").exists()
    next_one = unpacked.with_name("gesprekstool-99.0.0-windows")
    unpacked.rename(next_one)
    assert "Alles is in orde." in told_by(next_one, ["controle"], tmp_path)
    (team,) = archive.teams()
    assert team.naam == screen_text("start.proefteam")
    assert "Noor" in {one.naam for one in team.deelnemers.values()}


def _start_practising(gast: BrowserDriver, archive: Archive) -> None:
    gast.open()
    gast.tap(screen_text("start.begin_proefteam"))
    gast.sees_title(screen_text("start.proefteam"))
    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    gast.write(screen_text("team.nieuwe_naam"), "Noor", then="Enter")
    gast.until(lambda: "Noor" in str(archive.teams()), "Noor is on the list")
    gast.page.close()


def test_opened_inside_the_zip_it_tells_to_unpack_first(unpacked: Path, tmp_path: Path) -> None:
    (command,) = unpacked.parent.glob("*/Gesprekstool.cmd")
    shutil.copy(command, tmp_path)  # all that the Explorer unpacks for a double click
    told = told_by(tmp_path, [], tmp_path)
    assert "Pak eerst het zip-bestand uit." in told
    assert "python" not in told


def test_a_window_that_is_closed_is_heard_by_the_python_of_windows(unpacked: Path) -> None:
    (python,) = unpacked.parent.glob("*/programma-*/python/python.exe")
    done = run_windows([str(python), "-c", CLOSES], cwd=python.parent)
    assert done.stdout.decode().splitlines() == ORDER


def test_the_signatures_of_python_org_are_accepted_and_no_others(
    python: Path, tmp_path: Path
) -> None:
    assert check_signatures(read_python(python)) >= 20
    with zipfile.ZipFile(python) as source:
        files = {name: source.read(name) for name in source.namelist()}
    program = files["python.exe"]
    for wrong in (
        program[:-20_000] + bytes(20_000),  # a signature that is broken
        program.replace(b"This program", b"That program", 1),  # a program that was changed
        files["vcruntime140.dll"],  # signed by Microsoft
    ):
        assert wrong != program
        changed = tmp_path / "anders.zip"
        with zipfile.ZipFile(changed, "w") as packed:
            for name, data in {**files, "python.exe": wrong}.items():
                packed.writestr(name, data)
        with pytest.raises(BuildError, match=r"python\.exe is not signed"):
            check_signatures(read_python(changed))
