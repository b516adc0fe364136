"""A manager answers what teams need, and a team in another browser reads it till it ends."""

from __future__ import annotations

from datetime import date
from threading import Event
from typing import TYPE_CHECKING

import pytest
from docx import Document

from gesprek.domain.themas import Behoefte
from gesprek.services.answers import read_answers
from gesprek.services.kept_drawings import draw_usual
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.trends import chart_process
from gesprek.ui.frame.words import label, screen_text
from tests.engines.expectations import expect
from tests.support.organisation import MANAGER, MANAGER_WACHTWOORD, Organisatie
from tests.trends import fixed
from tests.trends.counted import calculate

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

TRAINING = Behoefte.TRAINING
FIELD = screen_text("antwoorden.tekst", soort=label(TRAINING))
FOLD = screen_text("antwoorden.titel")
FIRST, SECOND = "Elke maand is er een oefenmiddag.", "Elke week is er een oefenmiddag."


def test_an_answer_is_read_by_a_team_changes_and_is_gone_once_it_ended(
    server: Callable[..., Server],
    new_driver: Callable[..., BrowserDriver],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    house = server()
    organisation, store = Organisatie(house.store).set_up(), open_store(str(house.store))
    cijfers = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
    store.create(DocumentKey(Kind.CIJFERS, "2026-k1"), cijfers.to_document())
    monkeypatch.setattr(chart_process, "run", chart_process.answer)
    draw_usual(store, date(2026, 5, 1), Event())  # a busy machine may take long to start a process
    key = organisation.visits.renew_key(organisation.make_team("Team Zuid", "Noor").id)
    manager, team = new_driver(house), new_driver(house, viewport={"width": 390, "height": 844})
    sign_in(manager)
    team.page.goto(f"{house.url}/")
    team.sign_in(key)
    team.open("/team")
    team.sees_not(FOLD)
    fold = manager.page.locator(f".st-key-open-antwoorden-geef-{TRAINING} summary")
    fold.click()
    save(manager, FIRST)
    manager.sees(screen_text("antwoorden.bewaar"))
    manager.until(lambda: read_answers(store).text(TRAINING) == FIRST, "the answer is stored")
    reads(team, FIRST)
    manager.page.locator(f".st-key-open-antwoorden-wijzig-{TRAINING} summary").click()
    save(manager, SECOND)
    manager.until(lambda: read_answers(store).text(TRAINING) == SECOND, "the change is stored")
    reads(team, SECOND)
    takes_the_year_along(manager)
    manager.tap(screen_text("antwoorden.stop"))
    manager.tap(screen_text("antwoorden.stop_nu"))
    manager.until(lambda: not read_answers(store).newest_first, "the answer ended")
    team.reload()
    team.sees_title("Team Zuid")
    team.sees_not(FOLD, SECOND)


def takes_the_year_along(manager: BrowserDriver) -> None:
    """The paragraph for the quality report tells of the answer, on its page and in its file."""
    year = manager.another_tab()
    year.open("/jaar")
    year.sees(SECOND)
    with year.page.expect_download() as coming:
        year.page.get_by_role("link", name=screen_text("jaar.als_docx")).click()
    written = [one.text for one in Document(str(coming.value.path())).paragraphs]
    assert any(SECOND in one for one in written)
    assert any(label(TRAINING) in one for one in written)
    year.page.close()


def sign_in(manager: BrowserDriver) -> None:
    manager.page.goto(f"{manager.url}/aanmelden/wachtwoord")
    manager.page.get_by_label("Manager").check()
    manager.page.get_by_label("Naam").fill(MANAGER)
    manager.page.get_by_label("Wachtwoord").fill(MANAGER_WACHTWOORD)
    manager.page.get_by_role("button", name="Aanmelden").click()
    manager.sees_title(screen_text("overzicht.titel"))
    expect(manager.page.get_by_role("heading", name=FOLD)).to_be_visible(timeout=120_000)


def save(manager: BrowserDriver, text: str) -> None:
    manager.write(FIELD, text)
    manager.page.locator(f".st-key-antwoord-{TRAINING} button").click()


def reads(team: BrowserDriver, text: str) -> None:
    """The team finds the text folded on its page."""
    team.reload()
    team.sees_title("Team Zuid")
    team.unfold(FOLD)
    team.sees(text)
