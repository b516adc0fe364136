"""On the day: from the link in the calendar, through signing in, to the card on a phone."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.paths import day_card_path
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

ZIN = "Ik wil graag eerst horen hoe u het ziet."


def test_the_link_leads_through_signing_in_to_the_card_and_one_tap_leads_there_from_the_team(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim")
    one = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.EMPTY, team)
    written = one.vervolg.changed(dagkaart=Dagkaart(zin_1=ZIN))
    organisation.archive.create_oefening(one.changed(vervolg=written))
    phone = new_driver(house, viewport={"width": 390, "height": 844})
    phone.page.goto(f"{house.url}{day_card_path(one.id)}")
    phone.sign_in(organisation.visits.renew_key(team.id))
    phone.sees_title(screen_text("dagkaart.titel"))
    phone.sees(ZIN)
    phone.open(f"/team?t={team.id}")
    phone.follow(screen_text("dagkaart.bekijk"))
    phone.sees(ZIN)
