"""Make pictures of every page: `python -m scripts.schermen`.

Each page in the states of ``voorbeelden.STATES``, at three widths, light and dark, whole pages
long. What a page folds away is opened in the state 'vol'. Needs requirements-dev.txt and an
installed Chromium, Chrome or Edge. `--help` names the options.
"""

import argparse
import os
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final, Literal

from PIL import Image
from playwright.sync_api import Browser, Page, ViewportSize, sync_playwright

from gesprek.browser import selector, with_selectors
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from scripts import deuren, telefoons
from scripts.find_programs import find_browser
from scripts.voorbeelden import GO_ON, STATES
from start import FOLDER
from tests.support.server import Server

Scheme = Literal["light", "dark"]

SIZES: Final = {390: 844, 1280: 800, 1920: 1080}
SCHEMES: Final[tuple[Scheme, ...]] = ("light", "dark")
ALL_PICTURES: Final = FOLDER / "docs" / "schermen"
README_PICTURE: Final = FOLDER / "docs" / "beeld" / "gesprek.png"
README_STATE, README_PAGE = "half", "stap-5"
README_SIZE: Final[ViewportSize] = {"width": 1280, "height": 900}
MAIN_BUTTON: Final = ".st-key-hoofdactie button"
REVIEW: Final = ".nakijken >> nth=0"
_COLOURS: Final = 96
_TALLEST: Final = 8000  # px: beyond this a page is broken, not long
_READY: Final = selector("drawn")
_SHOWN: Final = "html:not([data-tekent])"  # hidden until it is whole, see accessibility.js
_FOLDED: Final = selector("expander-folded")
_HEIGHT: Final = with_selectors(
    """() => {
  const main = document.querySelector(":--main");
  return main ? main.scrollHeight : document.body.scrollHeight;
}"""
)
# Some frames after everything has its place: fonts, what folds out, fields that grow with their
# text.
AT_REST: Final = """async () => {
  await document.fonts.ready;
  const ends = (one) => Number.isFinite(one.effect.getComputedTiming().endTime);
  await Promise.allSettled(document.getAnimations().filter(ends).map((one) => one.finished));
  for (let frame = 0; frame < 6; frame++) await new Promise(requestAnimationFrame);
}"""
_LIGHTNESS: Final = with_selectors(
    """() => {
  const colour = getComputedStyle(document.querySelector(":--app")).backgroundColor;
  return colour.match(/\\d+/g).slice(0, 3).reduce((sum, part) => sum + Number(part), 0) / 765;
}"""
)


def main() -> None:
    """Make the pictures that were asked for."""
    asked = _asked()
    with _house() as (server, archive), start_browser() as browser:
        if asked.readme:
            _readme(browser, server, archive)
        else:
            _everything(browser, server, archive, asked)


def _asked() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        prog="python -m scripts.schermen", description="Plaatjes van alle schermen."
    )
    parser.add_argument("--uit", type=Path, default=ALL_PICTURES, help="de map voor de plaatjes")
    parser.add_argument("--alleen", default="", help="alleen plaatjes met dit woord in de naam")
    parser.add_argument("--readme", action="store_true", help="alleen het plaatje van de README")
    return parser.parse_args()


@contextmanager
def _house() -> Iterator[tuple[Server, Archive]]:
    """A server on an empty store that goes away afterwards."""
    with tempfile.TemporaryDirectory(prefix="schermen-") as folder:
        server = Server(Path(folder) / "opslag", Path(folder) / "server.log").start()
        try:
            yield server, Archive(open_store(str(server.store)))
        finally:
            server.stop()


@contextmanager
def start_browser() -> Iterator[Browser]:
    """Start the browser that is installed."""
    path = find_browser()
    if path is None:
        raise SystemExit("Geen browser gevonden: installeer Chromium of zet GESPREK_CHROMIUM.")
    is_root = hasattr(os, "geteuid") and os.geteuid() == 0
    flags = ["--disable-gpu", *(["--no-sandbox"] if is_root else [])]
    with sync_playwright() as playwright:
        yield playwright.chromium.launch(executable_path=path, args=flags)


def new_visitor(browser: Browser, width: int) -> Page:
    """Return an empty page of a new visitor in Amsterdam."""
    return browser.new_page(
        viewport={"width": width, "height": SIZES[width]},
        locale="nl-NL",
        timezone_id="Europe/Amsterdam",
        reduced_motion="reduce",
    )


def _everything(
    browser: Browser, server: Server, archive: Archive, asked: argparse.Namespace
) -> None:
    asked.uit.mkdir(parents=True, exist_ok=True)
    page = new_visitor(browser, 1280)
    for state, fill in STATES.items():
        for name, path in fill(archive).items():
            picture = f"{name}-{state}"
            if asked.alleen in picture:
                open_page(page, server.url + path, unfolded=state == "vol")
                _take_all(page, asked.uit, picture)
                print(f"{picture}: {len(SIZES) * len(SCHEMES)} plaatjes")
    _doors(browser, server, archive, asked)
    print(f"Klaar. De plaatjes staan in {asked.uit}")


def _doors(browser: Browser, server: Server, archive: Archive, asked: argparse.Namespace) -> None:
    """Take what only exists after the set-up; it comes last, for there is no way back."""

    def take(page: Page, name: str) -> None:
        take_at(page, f"{name}-deur", tuple(SIZES))

    def take_at(page: Page, picture: str, sizes: tuple[int, ...]) -> None:
        if asked.alleen in picture:
            _take_all(page, asked.uit, picture, sizes)
            print(f"{picture}: {len(sizes) * len(SCHEMES)} plaatjes")

    def take_own(page: Page, name: str, sizes: tuple[int, ...]) -> None:
        take_at(page, f"{name}-eigen", sizes)

    deuren.pictures(lambda: new_visitor(browser, 1280), server, archive, take)
    telefoons.pictures(lambda: new_visitor(browser, 1280), server, archive, take_own)


def open_page(page: Page, address: str, *, unfolded: bool) -> None:
    """Open an address and wait until the page is drawn; unfold what it folds away if asked."""
    page.emulate_media(color_scheme=SCHEMES[0])
    page.goto(address)
    page.locator(_READY).wait_for()
    page.locator(_SHOWN).wait_for(state="attached")
    page.locator(selector("main")).locator(selector("markdown")).first.wait_for()
    if address.endswith(GO_ON):
        page.locator(MAIN_BUTTON).click()
        page.locator(REVIEW).wait_for()
    page.locator(selector("waiting-block")).first.wait_for(state="detached")
    if unfolded:
        page.locator(_FOLDED).evaluate_all("parts => parts.forEach((part) => part.click())")


def _take_all(page: Page, folder: Path, name: str, sizes: tuple[int, ...] = tuple(SIZES)) -> None:
    for scheme in SCHEMES:
        page.emulate_media(color_scheme=scheme)
        for width in sizes:
            _fit(page, width)
            page.screenshot(path=folder / f"{name}-{width}-{scheme}.png")
        if page.locator(selector("app")).count():
            _check_scheme(page, scheme)


def _fit(page: Page, width: int) -> None:
    """Make the window as tall as the page, whose content scrolls within."""
    page.set_viewport_size({"width": width, "height": SIZES[width]})
    page.evaluate(AT_REST)
    height = min(max(page.evaluate(_HEIGHT), SIZES[width]), _TALLEST)
    page.set_viewport_size({"width": width, "height": height})
    page.evaluate(AT_REST)


def _check_scheme(page: Page, scheme: Scheme) -> None:
    """Stop when the page does not follow the device's choice of light or dark."""
    is_light = page.evaluate(_LIGHTNESS) > 1 / 2
    if is_light != (scheme == "light"):
        raise SystemExit(f"De pagina volgt de kleuren van het apparaat niet ({scheme}).")


def _readme(browser: Browser, server: Server, archive: Archive) -> None:
    """Write the picture of a running round that the README shows."""
    for state, fill in STATES.items():
        pictures = fill(archive)
        if state == README_STATE:
            break
    page = new_visitor(browser, 1280)
    page.set_viewport_size(README_SIZE)
    open_page(page, server.url + pictures[README_PAGE], unfolded=False)
    page.evaluate(AT_REST)
    README_PICTURE.parent.mkdir(parents=True, exist_ok=True)
    page.screenshot(path=README_PICTURE)
    with Image.open(README_PICTURE) as image:
        small = image.convert("RGB").quantize(_COLOURS)
    small.save(README_PICTURE, optimize=True)
    print(f"{README_PICTURE}: {README_PICTURE.stat().st_size // 1024} kB")


if __name__ == "__main__":
    main()
