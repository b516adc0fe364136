"""A proof for the own portfolio: from the last turn of step 6 and from step 7, kept nowhere."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.portfolio import CanmedsRol
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import beurten
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.documents.reading import on_one_line, text_of
from tests.stories.accessibility import violations
from tests.stories.room import join
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Page

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

LEARNED = "Ik leerde na een vraag stil te blijven."
OTHERWISE = "Ik vraag eerst wat iemand belangrijk vindt."
FIELDS = {"geleerd": LEARNED, "anders": OTHERWISE}


def at_the_last_turn(oefening: Oefening) -> Oefening:
    last = beurten(oefening.rollen)[-1]
    return oefening.changed(terugblik=oefening.terugblik.changed(besproken_beurt=last))


def form_of(phone: BrowserDriver) -> Page:
    """Follow the link, which opens in a tab of its own."""
    with phone.page.expect_popup() as opened:
        phone.follow(screen_text("bewijs.knop"))
    return opened.value


def test_a_proof_is_made_at_the_end_of_step_6_and_in_step_7_and_kept_nowhere(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.TERUGKIJKEN, Fill.EMPTY, team)
    one = organisation.archive.create_oefening(at_the_last_turn(made)).value
    phone = new_driver(house, viewport={"width": 390, "height": 844})
    join(phone, organisation, one, team.name_of(one.with_rol(Rol.CLIENTROL)[0]))
    page = form_of(phone)
    page.get_by_label(inhoud().label(CanmedsRol.COMMUNICATOR)).check()
    page.get_by_label(screen_text("bewijs.geleerd")).fill(LEARNED)
    assert violations(page) == []
    # One line fails: what was typed stands there still.
    page.get_by_label(screen_text("bewijs.anders")).fill("Bel mij op 06 12345678")
    page.get_by_role("button", name=screen_text("bewijs.maak")).click()
    page.get_by_role("alert").wait_for()
    assert page.get_by_label(screen_text("bewijs.geleerd")).input_value() == LEARNED
    page.get_by_label(screen_text("bewijs.anders")).fill(OTHERWISE)
    with page.expect_download() as coming:
        page.get_by_role("button", name=screen_text("bewijs.maak")).click()
    paper = text_of(Path(coming.value.path()).read_bytes())
    for words in (*FIELDS.values(), inhoud().label(CanmedsRol.COMMUNICATOR), "Sam"):
        assert on_one_line(words) in paper
    kept = [path for path in house.store.rglob("*") if path.is_file()]
    assert kept
    assert not [path for path in kept if LEARNED.encode() in path.read_bytes()]
    assert not [path for path in kept if OTHERWISE.encode() in path.read_bytes()]


def test_step_7_leads_to_it_too(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.EMPTY, team)
    one = organisation.archive.create_oefening(made).value
    phone = new_driver(house, viewport={"width": 390, "height": 844})
    join(phone, organisation, one, "Noor")
    form_of(phone).get_by_role("button", name=screen_text("bewijs.maak")).wait_for()
