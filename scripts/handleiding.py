"""Make the pictures of the manual: `python -m scripts.handleiding`.

Writes docs/handleiding/beeld. Everything on them is invented. Needs what scripts.schermen needs.
"""

import os
import tempfile
from pathlib import Path
from typing import Final

from PIL import Image
from playwright.sync_api import Page, ViewportSize

from gesprek.cli.demo import demo
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.ui.reference.manual import FOLDER
from scripts.schermen import AT_REST, new_visitor, open_page, start_browser
from scripts.voorbeelden import STATES
from tests.support.organisation import Organisatie
from tests.support.server import Server

PICTURES: Final = FOLDER / "beeld"
SIZE: Final[ViewportSize] = {"width": 1024, "height": 720}
_COLOURS: Final = 64
_FIGURE: Final = ".grafiek svg >> nth=0"


def main() -> None:
    """Make every picture."""
    PICTURES.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(prefix="handleiding-") as folder, start_browser() as browser:
        page = new_visitor(browser, 1280)
        page.set_viewport_size(SIZE)
        _of_a_team(page, Path(folder) / "team")
        _of_two_years(page, Path(folder) / "jaren")


def _of_a_team(page: Page, folder: Path) -> None:
    """Take what a team and the advisor see; before the set-up one may see everything."""
    server = Server(folder / "opslag", folder.with_suffix(".log")).start()
    try:
        archive = Archive(open_store(str(server.store)))
        paths = {
            name: path for fill in list(STATES.values())[:3] for name, path in fill(archive).items()
        }
        for name, path in (
            ("team", paths["team"]),
            ("gesprek", paths["stap-5"]),
            ("beheer", "/beheer"),
        ):
            open_page(page, server.url + path, unfolded=False)
            _take(page, name)
        link = Organisatie(server.store).visits.setting_up.new_link()
        page.goto(f"{server.url}/inrichten/{link}")
        _take(page, "inrichten")
    finally:
        server.stop()


def _of_two_years(page: Page, folder: Path) -> None:
    """Take the overview of an organisation that has practised for two years."""
    os.environ["GESPREK_OPSLAG"] = str(folder / "opslag")
    demo(teams=10, oefeningen=300, seed=1)
    server = Server(folder / "opslag", folder.with_suffix(".log")).start()
    try:
        open_page(page, f"{server.url}/overzicht", unfolded=False)
        page.locator(_FIGURE).wait_for()
        page.get_by_role("heading", level=1).evaluate("one => one.scrollIntoView()")
        _take(page, "overzicht")
    finally:
        server.stop()


def _take(page: Page, name: str) -> None:
    page.evaluate(AT_REST)
    page.wait_for_timeout(500)
    path = PICTURES / f"{name}.png"
    page.screenshot(path=path)
    with Image.open(path) as image:
        small = image.convert("RGB").quantize(_COLOURS)
    small.save(path, optimize=True)
    print(f"{path.name}: {path.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
