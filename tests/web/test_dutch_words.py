from __future__ import annotations

from typing import TYPE_CHECKING

import pytest
from playwright.sync_api import expect

from gesprek.browser import selector, with_selectors
from tests.support.server import ROOT, Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from playwright.sync_api import Browser, ConsoleMessage, Page

pytestmark = pytest.mark.browser

# Everything that a screen shows or reads out: texts, and the names and hints of controls.
WORDS = with_selectors(
    """() => {
  const words = [];
  const texts = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (texts.nextNode()) {
    const around = texts.currentNode.parentElement;
    if (!around.closest("script,style,noscript,:--icon"))
      words.push(texts.currentNode.data.trim());
  }
  for (const one of document.querySelectorAll('[aria-label],[placeholder],[title]'))
    for (const name of ['aria-label', 'placeholder', 'title'])
      if (one.getAttribute(name)) words.push(one.getAttribute(name));
  return words;
}"""
)
ENGLISH = {"the", "your", "press", "enter", "choose", "select", "clear", "open", "date", "day"}
ENGLISH |= {"month", "year", "file", "help", "heading", "value", "increment", "decrement", "upload"}


@pytest.fixture(scope="module")
def proef(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Server]:
    folder = tmp_path_factory.mktemp("nederlands")
    app = ROOT / "tests" / "support" / "trial_app" / "app.py"
    one = Server(folder, folder / "server.log", app=app).start()
    yield one
    one.stop()


@pytest.fixture(scope="module")
def tab(chromium: Browser) -> Iterator[Page]:
    """One tab for all tests: to load Streamlit in a new one costs more than what they look at."""
    tab = chromium.new_page(locale="nl-NL", timezone_id="Europe/Amsterdam")
    yield tab
    tab.close()


@pytest.fixture
def page(proef: Server, tab: Page) -> Page:
    """The page, opened anew."""
    tab.goto(proef.url)
    tab.get_by_role("button", name="Venster").wait_for()
    return tab


def test_a_page_at_rest_has_no_english_of_streamlit(page: Page) -> None:
    expect(page.get_by_placeholder("Kies een optie")).to_be_visible()
    expect(page.get_by_role("button", name="Kies een datum").first).to_be_visible()
    expect(page.get_by_role("button", name="Uitleg bij Notitie")).to_be_visible()
    expect(page.get_by_role("spinbutton", name="dag, Datum")).to_have_text("23")
    words = page.evaluate(WORDS)
    of_users = {"Close", "Page not found"}
    left = [word for word in words if ENGLISH & set(word.lower().replace(",", " ").split())]
    assert left == []
    assert of_users <= set(words)  # what somebody wrote stays, also when it reads like a control


def test_a_hint_under_a_field_is_dutch(page: Page) -> None:
    page.get_by_label("Naam", exact=True).fill("Fatima")
    expect(page.get_by_text("Enter om te bewaren", exact=True)).to_be_visible()
    page.get_by_role("textbox", name="In formulier", exact=True).fill("x")
    expect(page.get_by_text("Enter om te versturen", exact=True)).to_be_visible()


def test_a_number_out_of_range_is_refused_in_dutch(page: Page) -> None:
    page.get_by_label("Aantal").fill("20")
    page.keyboard.press("Enter")
    expect(page.get_by_role("alert").filter(has_text="kies een getal")).to_have_text(
        "Let op: kies een getal van 0 tot en met 10."
    )


def test_choices_stay_as_they_were_made(page: Page) -> None:
    page.get_by_label("Team", exact=True).click()
    choices = page.get_by_role("option")
    expect(choices).to_have_text(["Dark", "No results"])
    page.keyboard.type("zzz")
    expect(choices).to_have_text(["Niets gevonden"])


def test_the_calendar_is_dutch(page: Page) -> None:
    page.get_by_role("button", name="Kies een datum").first.click()
    expect(page.get_by_role("button", name="maandag 23 november 2026")).to_be_visible()
    expect(page.get_by_text("Pijltjes: dag kiezen.")).to_be_attached()


def test_a_window_of_the_program_keeps_its_words(page: Page) -> None:
    page.get_by_role("button", name="Venster").click()
    window = page.get_by_role("dialog")
    expect(window.get_by_role("heading")).to_have_text("Close")
    expect(window.locator(selector("text"))).to_have_text("Cancel")
    expect(window.get_by_role("button", name="Sluiten")).to_be_visible()


def test_an_unknown_address_says_so_in_dutch(proef: Server, page: Page) -> None:
    page.goto(f"{proef.url}/bestaat-niet")
    expect(page.get_by_role("heading", name="Deze pagina bestaat niet")).to_be_visible()
    expect(page.get_by_text("Dit adres hoort bij geen pagina.")).to_be_visible()


@pytest.mark.alles
def test_a_lost_server_says_so_in_dutch_and_the_page_comes_back(
    tmp_path_factory: pytest.TempPathFactory, visitor: Callable[..., Page]
) -> None:
    folder = tmp_path_factory.mktemp("weg")
    app = ROOT / "tests" / "support" / "trial_app" / "app.py"
    one = Server(folder, folder / "server.log", app=app).start()
    page = visitor()
    page.goto(one.url)
    page.get_by_role("button", name="Venster").wait_for()
    one.kill()
    expect(page.get_by_text("Gesprekstool antwoordt niet.")).to_be_visible(timeout=20_000)
    expect(page.get_by_role("heading", name="Geen verbinding")).to_be_visible()
    one.start_again()
    try:
        expect(page.get_by_text("Gesprekstool antwoordt niet.")).to_be_hidden(timeout=30_000)
        expect(page.get_by_role("button", name="Venster")).to_be_visible()
    finally:
        one.stop()


def test_the_page_breaks_no_rule_of_its_own_policy(
    proef: Server, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    refused: list[str] = []

    def note(message: ConsoleMessage) -> None:
        if "Content Security Policy" in message.text:
            refused.append(message.text)

    page.on("console", note)
    page.goto(proef.url)
    page.get_by_role("button", name="Venster").wait_for()
    assert refused == []
