"""For who sees little, hears a page, or uses no mouse: axe-core on every page, and the keyboard."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final, NamedTuple

import pytest
from pypdfium2 import PdfDocument

from gesprek.browser import selector, with_selectors
from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Gespreksstap, Leerthema
from gesprek.domain.vervolg import Vervolgstaat, Verwachting
from gesprek.services.archive import Archive
from gesprek.services.paper_request import GeneralPaper
from gesprek.storage import open_store
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from gesprek.ui.reference.manual import PARTS, read
from scripts import deuren
from scripts.voorbeelden import STATES, Subset
from tests.engines.choice import every_engine
from tests.engines.expectations import expect
from tests.stories.accessibility import violations
from tests.stories.browser_driver import words_of
from tests.stories.keys import OpToetsen
from tests.stories.recording import PHONES, SCHEMES, Oog, Scheme
from tests.stories.story import Verhaal
from tests.stories.waiting import Guard
from tests.support.extent import ALLES
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, Page

pytestmark = pytest.mark.browser

WIDTHS: Final = (390, 1280)
# With `--alles` each page in each state, both widths in both schemes; else one of these four.
LOOKS: Final[list[tuple[int, Scheme]]] = (
    [(width, scheme) for width in WIDTHS for scheme in SCHEMES] if ALLES else [(390, "dark")]
)
# The state in which a page shows most; the others come with `--alles`.
MAIN_STATES: Final = STATES if ALLES else ("vol",)
SPOIL: Final = with_selectors(
    """() => document.querySelector(":--main-block")
  .insertAdjacentHTML("beforeend", '<h5>te diep</h5><button></button><img src="data:,">')"""
)
# Fields show the focus by their frame; the page itself has it between the menu and its content.
FOCUS_IN_SIGHT: Final = with_selectors(
    """() => {
  const one = document.activeElement;
  if (one === document.body || one.matches(":--main")) return true;
  const here = one.closest("label") ?? one;
  const { x, y, width, height } = here.getBoundingClientRect();
  const there = document.elementFromPoint(x + width / 2, y + height / 2);
  const { outlineStyle, boxShadow } = getComputedStyle(one);
  const shows = outlineStyle !== "none" || boxShadow !== "none";
  return here.contains(there) && (shows || one.matches("input, textarea, [role=spinbutton]"));
}"""
)
# Labels that end with three dots where they would fit, by a fraction of a pixel. What may go on in
# a next line never does.
CUT_OFF: Final = with_selectors(
    """() => [...document.querySelectorAll(":--popover-button :--markdown")]
  .filter((one) => getComputedStyle(one).whiteSpace === "nowrap"
    && one.firstElementChild.getBoundingClientRect().width > one.getBoundingClientRect().width)
  .map((one) => one.textContent)"""
)


class House(NamedTuple):
    server: Server
    paths: dict[str, str]


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Iterator[House]:
    folder = tmp_path_factory.mktemp("toegankelijk")
    server = Server(folder / "opslag", folder / "server.log").start()
    archive = Archive(open_store(str(server.store)))
    paths: dict[str, str] = {}
    for state, fill in STATES.items():
        new = fill(archive)
        if state in MAIN_STATES:
            paths |= {f"{name}, {state}": path for name, path in new.items()}
        if state == "half":
            paths |= {"nakijken": new["stap-3-nakijken"], "speelt": new["stap-5"]}
    paths["help"] = "/help"
    for name in ("stap-5, vol", "stap-6-afspraak, vol"):
        oefening = paths[name].partition("?")[2]
        paths |= {f"scherm bij {name}": f"/scherm?{oefening}"}
    yield House(server, paths)
    server.stop()


@pytest.fixture
def oog(chromium: Browser, house: House) -> Iterator[Oog]:
    """A screen of its own, for a test that does something to a page."""
    one = Oog(chromium, house.server.url)
    yield one
    one.close()


@pytest.fixture(scope="module")
def scherm(chromium: Browser, house: House) -> Iterator[Oog]:
    """A screen for all that only looks: to open Streamlit anew costs more than to look."""
    one = Oog(chromium, house.server.url)
    yield one
    one.close()


@pytest.fixture
def reader(scherm: Oog) -> Oog:
    """The same screen, narrow and dark as a new one is."""
    scherm._light_up(SCHEMES[0])
    scherm.page.set_viewport_size({"width": PHONES[0], "height": 844})
    return scherm


class Bezocht(NamedTuple):
    """What a visit to a page found."""

    wrong: set[str]
    title: str
    language: str | None


@pytest.fixture(scope="module")
def bezocht(scherm: Oog, house: House) -> dict[str, Bezocht]:
    """Every page, visited in each look."""
    seen = {}
    for name, path in house.paths.items():
        scherm.open(path, scherm.width)
        title, language = scherm.page.title(), scherm.page.locator("html").get_attribute("lang")
        scherm._unfold()
        wrong: set[str] = set()
        as_it_is = (scherm.width, scherm.scheme)
        for width, scheme in sorted(LOOKS, key=lambda look: look != as_it_is):
            scherm.look(width, scheme)
            wrong.update(_that_stay(scherm))
        seen[name] = Bezocht(wrong, title, language)
    return seen


def _that_stay(scherm: Oog) -> set[str]:
    """Return what axe finds twice: on a busy machine it may look before all is drawn."""
    found = set(violations(scherm.page))
    if not found:
        return found
    scherm._rest()
    return found & set(violations(scherm.page))


@pytest.mark.kort
def test_axe_finds_nothing_of_ours_on_any_page(bezocht: dict[str, Bezocht]) -> None:
    assert {name: one.wrong for name, one in bezocht.items() if one.wrong} == {}
    assert len(bezocht) >= 20


def test_axe_finds_nothing_in_what_opens_over_a_page(house: House, reader: Oog) -> None:
    reader.open(house.paths["stap-5, vol"])
    reader.page.get_by_role("button", name=screen_text("stapbalk.hulp")).click()
    reader.page.locator(selector("popover-body")).wait_for()
    assert violations(reader.page) == []
    reader.page.keyboard.press("Escape")
    reader.page.get_by_role("button", name=screen_text("naslag.titel")).click()
    tabs = reader.page.get_by_role("dialog").get_by_role("tab")
    expect(tabs).not_to_have_count(0)
    for tab in tabs.all():
        tab.click()
        reader._rest()
        assert violations(reader.page) == []


@pytest.mark.kort
def test_axe_sees_what_is_wrong(house: House, oog: Oog) -> None:
    oog.open(house.paths["start, vol"])
    oog.page.evaluate(SPOIL)
    rules = {one.partition(":")[0] for one in violations(oog.page)}
    assert {"heading-order", "button-name", "image-alt"} <= rules


def test_axe_finds_nothing_at_the_door_nor_behind_it(
    server: Callable[..., Server], visitor: Callable[..., Page]
) -> None:
    running = server()
    archive = Archive(open_store(str(running.store)))
    STATES["half"](archive)
    found: dict[str, list[str]] = {}
    seen = []

    def look(page: Page, name: str) -> None:
        page.evaluate("document.fonts.ready")
        seen.append(name)
        if wrong := violations(page):
            found[name] = wrong

    deuren.pictures(lambda: visitor(viewport={"width": 390, "height": 844}), running, archive, look)
    assert found == {}
    assert {"inrichten", "aanmelden", "beheer-teams", "team-aangemeld", "wie"} <= set(seen)


@pytest.mark.parametrize("naam", list(GeneralPaper))
def test_axe_finds_nothing_on_a_paper(house: House, reader: Oog, naam: str) -> None:
    reader.page.goto(f"{house.server.url}/uitvoer/{naam}.html")
    assert violations(reader.page) == []
    wide = "() => document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert reader.page.evaluate(wide) <= 0


def test_the_manual_fits_on_a_phone_and_can_be_read(reader: Oog) -> None:
    reader.go("/help")
    seen = reader.visit()
    assert {where: what for where, what in seen.sideways.items() if what} == {}
    assert (seen.low, seen.faint) == ([], {"dark": [], "light": []})
    tabs = reader.page.get_by_role("tab")
    expect(tabs).to_have_count(len(PARTS))
    for part, tab in zip(PARTS, tabs.all(), strict=True):
        tab.click()
        shown = reader.page.get_by_role("tabpanel").filter(visible=True)
        for picture in shown.get_by_role("img").all():
            expect(picture).not_to_have_js_property("naturalWidth", 0)  # refused: complete as well
        assert shown.get_by_role("img").count() == read(part).count("![")


def test_the_manual_for_the_team_is_printed_on_one_sheet(house: House, reader: Oog) -> None:
    reader.page.goto(f"{house.server.url}/help")
    shown = reader.page.get_by_role("tabpanel").filter(visible=True)
    for picture in shown.get_by_role("img").all():
        expect(picture).to_have_js_property("complete", value=True)
    assert _sheets(reader.page) == 1
    reader.page.get_by_role("tab", name=screen_text("help.adviseur")).click()
    expect(shown).to_contain_text("Installeren")
    assert _sheets(reader.page) > 1  # what does not fit is counted


def test_every_path_is_dutch_and_titled(bezocht: dict[str, Bezocht]) -> None:
    assert {one.language for one in bezocht.values()} == {"nl"}
    titles = {name: one.title for name, one in bezocht.items()}
    assert {name: one for name, one in titles.items() if not one.endswith("Gesprekstool")} == {}
    for stap in Stap:
        (shown,) = {one for name, one in titles.items() if name.startswith(f"stap-{stap.number}")}
        assert inhoud().stappen[stap].titel in shown


def test_what_has_the_focus_is_in_sight_on_a_phone_and_shows_it(house: House, oog: Oog) -> None:
    oog.open(house.paths["stap-1, vol"])
    for _ in range(40):
        oog.page.keyboard.press("Tab")
        oog.page.wait_for_function(FOCUS_IN_SIGHT)


@pytest.mark.parametrize("engine", every_engine(), indirect=True)
def test_no_label_of_what_opens_is_cut_off(house: House, visitor: Callable[..., Page]) -> None:
    for name in ("stap-3, vol", "team, vol"):
        # A new tab for each: of a page that is still busy Firefox gives up going to the next.
        page = visitor(viewport={"width": PHONES[0], "height": 844})
        page.goto(house.server.url + house.paths[name])
        expect(page.locator(selector("popover-button")).nth(1)).to_be_visible()
        for _ in range(50):  # our style sheet comes with the page, a moment after its first parts
            if not page.evaluate(CUT_OFF):
                break
            page.wait_for_timeout(100)
        assert page.evaluate(CUT_OFF) == []


def test_a_letter_outside_a_field_does_nothing(house: House, oog: Oog) -> None:
    asked: list[object] = []
    oog.page.on("websocket", lambda line: line.on("framesent", lambda one: asked.append(one)))  # noqa: PLW0108 - no builtin
    oog.open(house.paths["papier, leeg"])
    oog.page.wait_for_timeout(500)
    assert asked
    asked.clear()
    for key in ("r", "c", "R"):
        oog.page.keyboard.press(key)
    oog.page.wait_for_timeout(500)
    assert asked == []
    expect(oog.page.get_by_role("dialog")).to_have_count(0)


def test_a_letter_in_a_field_is_typed(house: House, oog: Oog) -> None:
    oog.open(house.paths["stap-3, vol"])
    field = oog.page.get_by_role("textbox").first
    field.press("End")
    field.press("r")
    assert field.input_value().endswith("r")


@pytest.mark.not_in("firefox", "webkit", reason="their drivers can not choose colours or motion")
def test_a_page_is_printed_black_on_white_from_the_dark_theme_too(
    house: House, visitor: Callable[..., Page]
) -> None:
    page = visitor(color_scheme="dark")
    page.goto(house.server.url + house.paths["stap-3, vol"])
    heading, field = page.get_by_role("heading", level=1), page.get_by_role("textbox").first
    expect(heading).to_be_visible()
    expect(heading).not_to_have_css("color", "rgb(0, 0, 0)")
    page.emulate_media(media="print", color_scheme="dark")
    for one in (heading, field):
        expect(one).to_have_css("color", "rgb(0, 0, 0)")
        expect(one).to_have_css("background-color", "rgb(255, 255, 255)")
    expect(page.locator(selector("bottom"))).to_be_hidden()
    tick = page.locator(selector("checkbox-box")).locator('[data-selected="true"] svg').first
    expect(tick.locator("..")).not_to_have_css("background-color", "rgb(255, 255, 255)")
    chosen = page.locator('button[data-selected="true"]').first
    expect(chosen).to_have_css("box-shadow", re.compile("2px inset"))


@pytest.mark.not_in("firefox", "webkit", reason="their drivers can not choose colours or motion")
def test_who_asks_for_less_motion_gets_none(house: House, visitor: Callable[..., Page]) -> None:
    page = visitor(reduced_motion="reduce")
    page.goto(house.server.url + house.paths["speelt"])
    page.get_by_role("heading", level=1).wait_for()
    moving = """() => document.getAnimations().filter((one) =>
      one.effect.getComputedTiming().duration > 10).map((one) => one.animationName ?? "glides")"""
    assert page.evaluate(moving) == []


@pytest.mark.kort
def test_the_whole_flow_goes_by_keyboard_alone(
    server: Callable[..., Server], visitor: Callable[..., Page]
) -> None:
    running = server()
    archive = Archive(open_store(str(running.store)))
    team = Subset(archive, "Team Toets", ("Noor", "Sam")).team
    page = visitor(viewport={"width": 1280, "height": 800})
    gast = OpToetsen(page, running.url, Guard(page.context, running))
    story = Verhaal(gast, archive, team.id)
    gast.open(f"/team?t={team.id}")
    _to_the_conversation(gast)
    _through_the_cards(gast)
    _back_and_on(story)
    assert gast.pointers == 0
    assert story.stored.vervolg.staat is Vervolgstaat.AFGEROND


def _sheets(page: Page) -> int:
    """Return how many sheets of A4 a page takes."""
    edges = dict.fromkeys(("top", "right", "bottom", "left"), "10mm")
    return len(PdfDocument(page.pdf(format="A4", margin=edges)))  # type: ignore[arg-type]


def _to_the_conversation(gast: OpToetsen) -> None:
    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    gast.tap_main(words_to_go_on(Stap.MOMENT))
    gast.is_at(Stap.VOORBEREIDING)
    gast.tap_main(screen_text("stap_2.verder"))
    gast.is_at(Stap.CASUS)
    shown = inhoud().casusvelden
    gast.write(shown.velden[Casusveld.ONDERWERP].label, "Steunkousen")
    gast.write(shown.leervraag.label, "Hoe begin ik?")
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.is_at(Stap.INLEVEN)
    gast.tap_main(screen_text("stap_4.iedereen_klaar"))
    gast.is_at(Stap.GESPREK)


def _through_the_cards(gast: OpToetsen) -> None:
    gast.tap_main(screen_text("stap_5.begin_kaarten"))
    for number, card in enumerate(Gespreksstap, start=1):
        gast.sees(screen_text("stap_5.kaart", nummer=number, totaal=len(Gespreksstap)))
        last = card is list(Gespreksstap)[-1]
        gast.tap_main(screen_text("stap_5.laatste_kaart" if last else "stap_5.volgende_kaart"))
    gast.tap_main(screen_text("stap_5.naar_terugkijken"))
    gast.is_at(Stap.TERUGKIJKEN)


def _back_and_on(story: Verhaal) -> None:
    gast = story.gast
    for beurt in (
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.CLIENTROL_GEEFT_FEEDBACK,
    ):
        story.turn(beurt, "stap_6.heeft_verteld")
    gast.tap(screen_text("stap_6.ja_genoeg"))
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.LEERPUNTEN)
    gast._tap(gast.page.get_by_text(words_of(Leerthema.OPENEN), exact=True))
    story.has(lambda one: one.terugblik.leerpunten, "a leerpunt is stored")
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.AFSPRAAK)
    gast.tap_main(screen_text("stap_6.sluit_af"))
    gast.is_at(Stap.VERVOLG)
    gast.tap_main(screen_text("stap_7.is_geweest"))
    gast.choose(screen_text("stap_7.hoe_ging_het"), words_of(Verwachting.WISSELEND))
    gast.tap_main(screen_text("stap_7.rond_af"))
    gast.sees(screen_text("stap_7.afgerond"))
