"""Every page, empty, half and full: our words only, no sideways scroll, room for a finger."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest

from gesprek.browser import contract, selector, with_selectors
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld, everyone_ready
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage import open_store
from gesprek.ui.frame.words import screen_text
from scripts.picture_steps import DO
from scripts.voorbeelden import STATES, Subset
from tests.engines.expectations import expect
from tests.stories.own_words import GemerktArchief, Herkenner
from tests.stories.recording import SCHEMES, Oog, Opname, Scheme, visit_all
from tests.support.extent import ALLES
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, FloatRect, Locator, Page

pytestmark = pytest.mark.browser

PHONE, LAPTOP = {"width": 390, "height": 844}, {"width": 1280, "height": 800}
STILL: Final = 2.0  # px: a line of letters may be rounded otherwise
JUST_BEGUN: Final = "begin"
"""The state that shows nothing which half and full do not; it comes with ``--alles``."""
IN_COLOURS: Final[dict[str, Scheme]] = {"leeg": "dark", "half": "dark", "vol": "light"}
"""So each step is looked at in both; with ``--alles`` in each state too."""
SETTLE: Final = 300  # ms: what would still move, moves by then

FAILED: Final = screen_text("fouten.onverwacht")
PLANT: Final = with_selectors(
    """(planted) => {
  const field = document.createElement("textarea");
  for (const [name, words] of Object.entries(planted))
    if (name === "text") field.append(words); else field.setAttribute(name, words);
  document.querySelector(":--main").append(field);
}"""
)
SPOIL: Final = with_selectors(
    """() => {
  document.querySelector(":--main-block").insertAdjacentHTML("beforeend",
    '<p style="width:120rem">te breed</p><button style="min-height:0;height:20px">te laag</button>'
    + '<p style="opacity:.3">te vaag</p>');
}"""
)
# Words that are the same in Dutch: data/inhoud has them too.
ALSO_DUTCH: Final[set[str]] = set()

# Streamlit names each icon in a line of ours by its English file name. It can't be set, and
# gesprek/browser/dutch_words.js leaves lines of ours alone.
ICON_NAME: Final = re.compile(r"[a-z_]+ icon")


class Gezien(NamedTuple):
    """All pages as they were seen: the state and the page → what was measured."""

    pages: dict[str, Opname]
    server: Server
    paths: dict[str, str]
    herkenner: Herkenner


@pytest.fixture(scope="module")
def gezien(chromium: Browser, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gezien]:
    folder = tmp_path_factory.mktemp("schermen")
    server = Server(folder / "opslag", folder / "server.log").start()
    archive = GemerktArchief(open_store(str(server.store)))
    pages: dict[str, Opname] = {}
    paths: dict[str, str] = {}
    for state, fill in STATES.items():
        new = {f"{name}, {state}": path for name, path in fill(archive).items()}
        if state == "half":
            new |= _together(archive)
        new |= _on_the_beamer(new)
        paths |= new
        if ALLES or state != JUST_BEGUN:
            pages |= _visit(chromium, server, new, SCHEMES if ALLES else (IN_COLOURS[state],))
    oog = Oog(chromium, server.url)
    pages |= _cards(oog, paths["stap-5, vol"])
    oog.close()
    yield Gezien(pages, server, paths, Herkenner(archive.typed()))
    server.stop()


def _visit(
    chromium: Browser, server: Server, paths: dict[str, str], schemes: tuple[Scheme, ...]
) -> dict[str, Opname]:
    ogen = Oog(chromium, server.url, schemes), Oog(chromium, server.url, schemes)
    pages = visit_all(ogen, paths)
    for oog in ogen:
        oog.close()
    return pages


@pytest.fixture
def oog(chromium: Browser, gezien: Gezien) -> Iterator[Oog]:
    one = Oog(chromium, gezien.server.url)
    yield one
    one.close()


def _on_the_beamer(paths: dict[str, str]) -> dict[str, str]:
    """Return the view for the beamer of each step with most in it."""
    return {
        f"scherm bij {name}": f"/scherm?{path.partition('?')[2]}"
        for name, path in paths.items()
        if name in {"stap-5, vol", "stap-6-afspraak, vol", "stap-3, half"}
    }


def _together(archive: GemerktArchief) -> dict[str, str]:
    """Store what STATES has for a rollenspel only."""
    two = Subset(archive, "Team Samen", ("Noor", "Sam"))
    played = (DO.prepare, DO.tell, everyone_ready, DO.play)
    return {
        "stap-4-voorbespreken, half": two.at(Stap.INLEVEN, DO.prepare, DO.tell),
        "stap-6-voorbespreken, half": two.at(Stap.TERUGKIJKEN, *played),
    }


def _cards(oog: Oog, path: str) -> dict[str, Opname]:
    """Look at each tab of the cards and rules."""
    oog.open(path)
    oog.page.get_by_role("button", name=screen_text("naslag.titel")).click()
    tabs = oog.page.get_by_role("dialog").get_by_role("tab")
    expect(tabs).not_to_have_count(0)
    seen = {}
    for tab in tabs.all():
        tab.click()
        seen[f"kaarten, {tab.inner_text()}"] = oog.measure()
    return seen


def test_all_pages_were_seen_in_all_states_with_everything_open(gezien: Gezien) -> None:
    assert len(gezien.pages) >= 40
    every_word = {word for page in gezien.pages.values() for word in page.words}
    shown = inhoud()
    assert {
        stap.voor(form).doel for stap in shown.stappen.values() for form in Werkvorm
    } <= every_word
    assert {begrip.uitleg for begrip in shown.begrippen.values()} <= {
        word.partition(": ")[2] for word in every_word
    }
    assert {casus.titel for casus in shown.casussen.values()} <= every_word
    assert not [name for name, page in gezien.pages.items() if FAILED in page.words]


def test_each_word_on_every_page_is_ours_or_the_users(gezien: Gezien) -> None:
    found = {name: _strangers(gezien, page.words) for name, page in gezien.pages.items()}
    assert {name: words for name, words in found.items() if words} == {}


def test_a_planted_word_or_name_in_english_is_found(gezien: Gezien, oog: Oog) -> None:
    planted = {
        "text": "Loading results",
        "aria-label": "Choose an option",
        "placeholder": "Press Enter to apply",
        "title": "Delete",
    }
    oog.open(gezien.paths["stap-3, half"])
    oog.page.evaluate(PLANT, planted)
    assert sorted(_strangers(gezien, oog.words())) == sorted(planted.values())


def test_streamlits_own_english_is_nobodys(gezien: Gezien) -> None:
    names = contract()["names"]
    assert len(names) > 20
    english = {one for one, dutch in names.items() if one != dutch}
    assert english - set(gezien.herkenner.strangers(english)) == ALSO_DUTCH


def test_no_page_scrolls_sideways_on_a_phone_or_with_text_of_200_percent(gezien: Gezien) -> None:
    wide = {
        f"{name}, {where}": what
        for name, page in gezien.pages.items()
        for where, what in page.sideways.items()
        if what
    }
    assert wide == {}


def test_every_control_is_at_least_44_px_high_on_a_phone(gezien: Gezien) -> None:
    assert {name: page.low for name, page in gezien.pages.items() if page.low} == {}


@pytest.mark.parametrize("scheme", SCHEMES)
def test_every_text_stands_out_against_its_ground(gezien: Gezien, scheme: Scheme) -> None:
    seen = {name: page.faint[scheme] for name, page in gezien.pages.items() if scheme in page.faint}
    assert len(seen) >= 15
    assert {name: faint for name, faint in seen.items() if faint} == {}


def test_what_is_too_wide_too_low_or_too_faint_is_found(gezien: Gezien, oog: Oog) -> None:
    oog.open(gezien.paths["stap-2, half"])
    oog.page.evaluate(SPOIL)
    seen = oog.measure()
    assert all("te breed" in str(what) for what in seen.sideways.values())
    assert [one for one in seen.low if one.startswith("20 px: button")]
    assert all("te vaag" in str(what) for what in seen.faint.values())


@pytest.mark.parametrize("size", [PHONE, LAPTOP], ids=["phone", "laptop"])
def test_nothing_moves_when_a_text_is_typed_and_saved(
    gezien: Gezien, visitor: Callable[..., Page], size: dict[str, int]
) -> None:
    page = visitor(viewport=size)
    page.goto(gezien.server.url + gezien.paths["stap-3, begin"])
    shown = inhoud().casusvelden
    for prompt in (shown.velden[Casusveld.ONDERWERP], shown.leervraag):
        _nothing_moves(page, page.get_by_role("textbox", name=prompt.label), size)


def _nothing_moves(page: Page, field: Locator, size: dict[str, int]) -> None:
    button = page.locator(".st-key-hoofdactie button")
    field.click()
    page.wait_for_timeout(SETTLE)
    places = [_boxes(field, button)]
    before = _scrolled(page)
    field.fill(f"Hoe begin ik hierover in {size['width']} woorden?")
    places.append(_boxes(field, button))
    assert _most_moved(places) <= STILL, places
    field.press("Tab")
    expect(page.locator(".st-key-opgeslagen")).to_contain_text(
        screen_text("algemeen.opgeslagen", tijd="")
    )
    page.wait_for_timeout(SETTLE)
    places.append(_boxes(field, button))
    # Tab brings the next field out from behind the bar; in the page nothing moves.
    places[-1][0]["y"] += _scrolled(page) - before
    assert _most_moved(places) <= STILL, places


def _strangers(gezien: Gezien, words: list[str]) -> list[str]:
    return [one for one in gezien.herkenner.strangers(words) if not ICON_NAME.fullmatch(one)]


def _scrolled(page: Page) -> float:
    return float(page.locator(selector("main")).evaluate("one => one.scrollTop"))


def _boxes(*what: Locator) -> list[FloatRect]:
    boxes = [one.bounding_box() for one in what]
    return [box for box in boxes if box]


def _most_moved(places: list[list[FloatRect]]) -> float:
    first = places[0]
    return max(
        abs(box[side] - was[side])
        for boxes in places[1:]
        for box, was in zip(boxes, first, strict=True)
        for side in ("x", "y", "width", "height")
    )
