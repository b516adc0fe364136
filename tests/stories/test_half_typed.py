"""Nothing typed is lost: over a reload, a lost line, a power cut, on a busy machine."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind
from gesprek.ui.frame.words import screen_text
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.busy import busy_machine
from tests.support.extent import size
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House
    from tests.support.server import Server

pytestmark = pytest.mark.browser

LEERVRAAG = inhoud().casusvelden.leervraag.label
HALF = "Hoe zeg ik dat het anders moet zonder"


def begin(
    running: Server, new_driver: Callable[..., BrowserDriver], fill: Fill = Fill.EMPTY
) -> Verhaal:
    organisation = Organisatie(running.store)
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, fill, team)
    organisation.archive.create_oefening(made)
    story = Verhaal(new_driver(running), organisation.archive, team.id)
    story.gast.open_step(Stap.CASUS, made.id)
    return story


def drafts(running: Server) -> str:
    return str([one.document for one in open_store(str(running.store)).list(Kind.CONCEPT)])


def type_half(running: Server, gast: BrowserDriver, text: str = HALF) -> None:
    """Type in a field without leaving it, until the server has it."""
    gast.field(LEERVRAAG).press_sequentially(text)
    gast.until(lambda: text in drafts(running), "the draft is kept")


def test_a_half_typed_text_is_back_after_a_reload_and_gone_once_saved(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    running = house.server
    story = begin(running, new_driver)
    gast = story.gast
    type_half(running, gast)
    assert story.stored.casus.leervraag == ""
    gast.reload()
    gast.holds(LEERVRAAG, HALF)
    gast.sees(screen_text("concept.teruggezet"))
    gast.tap(screen_text("concept.bewaar"))
    story.has(lambda one: one.casus.leervraag == HALF, "the text is saved")
    gast.sees_not(screen_text("concept.teruggezet"))
    gast.until(lambda: HALF not in drafts(running), "the draft is gone")
    gast.reload()
    gast.holds(LEERVRAAG, HALF)
    gast.sees_not(screen_text("concept.teruggezet"))


@pytest.mark.alles
def test_a_text_that_is_thrown_away_stays_away(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    running = house.server
    story = begin(running, new_driver)
    type_half(running, story.gast)
    story.gast.reload()
    story.gast.tap(screen_text("concept.weg"))
    story.gast.holds(LEERVRAAG, "")
    story.gast.until(lambda: HALF not in drafts(running), "the draft is gone")
    story.gast.reload()
    story.gast.holds(LEERVRAAG, "")


def test_a_half_typed_text_survives_a_power_cut_and_a_lost_line(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    story = begin(running, new_driver)
    gast = story.gast
    type_half(running, gast)
    with gast.while_the_server_is_down():
        gast.page.context.set_offline(True)
        gast.field(LEERVRAAG).press_sequentially(" ze")
        gast.page.wait_for_timeout(1_000)
        assert f"{HALF} ze" not in drafts(running)
        gast.page.context.set_offline(False)
        gast.until(lambda: f"{HALF} ze" in drafts(running), "the last keys arrived after all")
        running.kill()
        running.start_again()
        gast.open_step(Stap.CASUS, gast.oefening_id)
    gast.holds(LEERVRAAG, f"{HALF} ze")


def test_what_is_typed_in_field_after_field_is_stored_and_seen_on_a_busy_machine_too(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    """Each field is left while the saving of the one before is drawn."""
    story = begin(house.server, new_driver, Fill.WHOLE)  # then each field is in sight
    gast = story.gast
    labels = {one: inhoud().casusvelden.velden[one].label for one in Casusveld}
    with busy_machine():
        for number in range(size(10, 25)):
            typed = {one: f"{one} {number}" for one in Casusveld}
            for one, text in typed.items():
                gast.write(labels[one], text)
            for one, text in typed.items():
                story.has(partial(_holds, one, text), text)
                gast.holds(labels[one], text)
            gast.sees_not(screen_text("algemeen.botsing"))
        for one in Casusveld:
            gast.write(labels[one], "")
            story.has(partial(_holds, one, ""), f"{one} is empty")


def _holds(one: Casusveld, text: str, made: Oefening) -> bool:
    return bool(getattr(made.casus, one) == text)


@pytest.mark.alles
def test_a_new_tip_that_was_half_typed_is_back_too(
    house: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    running = house.server
    story = begin(running, new_driver)
    gast = story.gast
    label = screen_text("stap_4.nieuwe_vraag")
    organisation = Organisatie(running.store)
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN, Fill.EMPTY, story.team)
    organisation.archive.create_oefening(made)
    gast.open_step(Stap.INLEVEN, made.id)
    gast.unfold(screen_text("stap_4.vragen"))
    gast.field(label).press_sequentially("Wat wil ze")
    gast.until(lambda: "Wat wil ze" in drafts(running), "the draft is kept")
    gast.reload()
    gast.unfold(screen_text("stap_4.vragen"))
    gast.holds(label, "Wat wil ze")


@pytest.mark.alles
def test_a_colleague_on_another_device_sees_nothing_of_it(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    organisation = Organisatie(running.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.EMPTY, team)
    organisation.archive.create_oefening(made)
    key = organisation.visits.renew_key(team.id)
    writer, reader = new_driver(running), new_driver(running)
    for one in (writer, reader):
        one.page.goto(f"{running.url}/")
        one.sign_in(key)
        one.open_step(Stap.CASUS, made.id)
    type_half(running, writer)
    reader.reload()
    reader.holds(LEERVRAAG, "")
    reader.sees_not(screen_text("concept.teruggezet"))
