"""While a round runs, what must be quick asks no scrolling: the time-out, and a moment to keep."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.domain.gesprek import next_ronde, start_ronde
from gesprek.domain.markeringen import moments
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.stories.room import NAMES, PHONE, join
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

LAPTOP = {"width": 1280, "height": 720}
LEERVRAAG = "Hoe blijf ik rustig en duidelijk als ze boos wordt omdat er straks minder hulp komt?"
TIME_OUT, MARK = screen_text("stap_5.time_out"), screen_text("moment.onthoud")
WORD = screen_text("moment.woord")


def is_in_sight(one: BrowserDriver, words: str) -> bool:
    """Return whether the whole button is between the bars at the top and the bottom."""
    one.is_ready()
    box = one.page.get_by_role("button", name=words).bounding_box()
    bar = one.page.locator(".st-key-voet").bounding_box()
    assert box is not None
    assert bar is not None
    return box["y"] >= 0 and box["y"] + box["height"] <= bar["y"]


def test_time_out_and_moments_take_one_tap_without_scrolling(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", *NAMES)
    made = oefening_in(Werkvorm.ROLLENSPEL, len(NAMES), Stap.GESPREK, Fill.EMPTY, team)
    asked = made.casus.changed(leervraag=LEERVRAAG)
    playing = start_ronde(made.gesprek, next_ronde(made.gesprek), now())
    one = organisation.archive.create_oefening(made.changed(casus=asked, gesprek=playing)).value
    laptop = new_driver(house, viewport=LAPTOP)
    laptop.page.goto(f"{house.url}/")
    laptop.sign_in(organisation.visits.renew_key(team.id))
    laptop.open_step(Stap.GESPREK, one.id)
    phones = {rol: new_driver(house, viewport=PHONE) for rol in Rol}
    for rol, phone in phones.items():
        join(phone, organisation, one, team.name_of(one.with_rol(rol)[0]))

    everybody = [("laptop", laptop), *phones.items()]
    for size in (LAPTOP, PHONE):
        for who, device in everybody:
            device.page.set_viewport_size({"width": size["width"], "height": size["height"]})
            assert is_in_sight(device, TIME_OUT), (who, size)
            if who in (Rol.OBSERVANT, Rol.BEGELEIDER):
                assert is_in_sight(device, MARK), (who, size)
    _keep_a_moment(phones[Rol.OBSERVANT], lambda: organisation.archive.oefening(one.id).value)
    expect(phones[Rol.INBRENGER].page.get_by_role("button", name=MARK)).to_have_count(0)


def _keep_a_moment(phone: BrowserDriver, stored: Callable[[], Oefening]) -> None:
    """A double tap is one moment; its word is stored, and it can be taken back."""
    button = phone.page.get_by_role("button", name=MARK)
    button.dblclick()
    expect(phone.field(WORD)).to_be_visible()
    phone.write(WORD, "Ze slikte even")
    phone.until(lambda: [m.markering.tekst for m in moments(stored().gesprek)] != [""], "the word")
    (kept,) = moments(stored().gesprek)
    assert kept.markering.tekst == "Ze slikte even"
    phone.sees(screen_text("moment.onthouden", tijd=kept.tijd))
    phone.tap(screen_text("moment.toch_niet"))
    expect(phone.field(WORD)).to_have_count(0)
    phone.until(lambda: not stored().gesprek.markeringen, "it is taken back")
