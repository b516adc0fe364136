"""The server is gone for a while: the page says so in Dutch, keeps what was typed, and goes on."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from scripts.picture_steps import DO
from scripts.voorbeelden import Subset
from tests.engines.expectations import expect
from tests.stories.accessibility import violations

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from tests.support.server import Server

pytestmark = pytest.mark.browser

PATIENCE: Final = 60_000  # ms: a step hears of its server on its live line first
TYPED: Final = "Steunkousen voor de nacht"
LOOKED_ONCE: Final = 3_500  # ms: the page looks after itself every three seconds
HELD_OFF: Final = 1_000  # ms
HELD_OFF_AFTER_BACK: Final = """async () => {
  const { heldOff } = await import("/gesprek/live.js");
  return new Promise((done) => {
    addEventListener("popstate", () => setTimeout(() => done(heldOff())));
    history.back();
  });
}"""


def test_a_lost_server_is_told_and_what_was_typed_is_kept(
    server: Callable[..., Server], visitor: Callable[..., Page]
) -> None:
    house = server()
    archive = Archive(open_store(str(house.store)))
    ploeg = Subset(archive, "Team Lijn", ("Noor", "Sam"))
    page = visitor()
    page.goto(house.url + ploeg.at(Stap.CASUS, DO.prepare))
    field = page.get_by_role("textbox", name=inhoud().casusvelden.velden[Casusveld.ONDERWERP].label)
    field.wait_for()
    field.fill(TYPED)
    house.kill()
    bar = page.locator("#gesprek-lijn")
    expect(bar).to_contain_text("Geen verbinding met Gesprekstool.", timeout=PATIENCE)
    assert bar.get_attribute("role") == "status"
    assert not [one for one in violations(page) if "gesprek-lijn" in one]
    house.start_again()
    expect(bar).to_contain_text("Er is weer verbinding.", timeout=PATIENCE)
    expect(bar).to_be_hidden(timeout=PATIENCE)
    expect(page.get_by_role("dialog")).to_have_count(0, timeout=PATIENCE)
    expect(field).to_have_value(TYPED)


def test_a_page_that_went_blank_comes_back_by_itself(
    server: Callable[..., Server], visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.goto(server().url)
    heading = page.get_by_role("heading", level=1)
    heading.wait_for()
    page.wait_for_timeout(LOOKED_ONCE)
    page.evaluate("document.querySelector('#root').replaceChildren()")
    expect(heading).to_have_count(0)
    heading.wait_for(timeout=PATIENCE)


def test_going_back_holds_off_what_the_live_part_asks(
    server: Callable[..., Server], visitor: Callable[..., Page]
) -> None:
    house = server()
    archive = Archive(open_store(str(house.store)))
    page = visitor()
    page.goto(house.url)
    page.goto(house.url + Subset(archive, "Team Terug", ("Noor", "Sam")).at(Stap.CASUS, DO.prepare))
    page.get_by_role("textbox").first.wait_for()
    page.evaluate("history.pushState({}, '', '/help')")
    assert page.evaluate(HELD_OFF_AFTER_BACK) > HELD_OFF
