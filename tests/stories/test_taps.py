"""A team that sits together is playing within eight taps and two typed fields."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.stories.story import Verhaal

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = pytest.mark.browser

MOST_TAPS = 8
TYPED_FIELDS = 2


def test_from_the_team_page_to_a_running_round_takes_at_most_8_taps_and_2_fields(
    house: House, new_driver: Callable[..., BrowserDriver], make_team: Callable[..., Team]
) -> None:
    team = make_team("Team Vlot", "Amina", "Joost", "Fenna", "Wim")
    gast = new_driver(house.server)
    story = Verhaal(gast, house.archive, team.id)
    gast.open(f"/team?t={team.id}")

    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    gast.tap_main(words_to_go_on(Stap.MOMENT))
    gast.is_at(Stap.VOORBEREIDING)
    gast.tap_main(screen_text("stap_2.verder"))
    gast.is_at(Stap.CASUS)
    # Straight from the field to the button, as people do: the field is stored all the same.
    shown = inhoud().casusvelden
    gast.write(shown.velden[Casusveld.ONDERWERP].label, "Steunkousen", then=None)
    gast.write(shown.leervraag.label, "Hoe begin ik?", then=None)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.is_at(Stap.INLEVEN)
    gast.tap_main(screen_text("stap_4.iedereen_klaar"))
    gast.is_at(Stap.GESPREK)
    gast.tap_main(screen_text("stap_5.start_eerste_ronde"))
    gast.sees(screen_text("stap_5.ronde_bezig", nummer=1))

    assert story.stored.gesprek.running
    assert (story.stored.casus.onderwerp, story.stored.casus.leervraag) == (
        "Steunkousen",
        "Hoe begin ik?",
    )
    assert gast.taps <= MOST_TAPS
    assert gast.typed == TYPED_FIELDS
