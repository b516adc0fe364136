"""Five people around one laptop: a private brief, a replay, and 'nee' with another way on."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import AndereStap, Leerthema
from gesprek.domain.vervolg import Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.ui.fields.private_text import OPEN_FOR
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import PATIENCE
from tests.stories.browser_driver import words_of
from tests.stories.story import Verhaal

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House

pytestmark = pytest.mark.browser

NAMES = ("Amina", "Joost", "Fenna", "Wim", "Priya")
BRIEF = "Je bent bang voor de stille avonden, maar dat zeg je niet meteen."
FRAGMENT = "Het begin, vanaf de eerste vraag"
AFSPRAAK = "Fenna gaat donderdag mee."


@pytest.mark.alles
def test_five_people_on_one_laptop_keep_a_brief_private_replay_and_choose_another_way(
    house: House, new_driver: Callable[..., BrowserDriver], make_team: Callable[..., Team]
) -> None:
    team = make_team("Team Vijf", *NAMES)
    story = Verhaal(new_driver(house.server), house.archive, team.id)
    _begin(story)
    _write_the_brief(story)
    _read_the_brief(story)
    left_open, since = _leave_the_brief_open(story)
    _play_and_replay(story)
    _say_no_and_choose(story)
    _close(story)
    _find_the_brief_closed(left_open, since)


def _begin(story: Verhaal) -> None:
    gast, shown = story.gast, inhoud().casusvelden
    gast.open(f"/team?t={story.team_id}")
    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    gast.has_chosen(screen_text("stap_1.vorm"), words_of(Werkvorm.ROLLENSPEL))
    gast.tap_main(words_to_go_on(Stap.MOMENT))
    gast.is_at(Stap.VOORBEREIDING)
    gast.tap(screen_text("stap_2.sla_over"))
    gast.is_at(Stap.CASUS)
    gast.write(shown.velden[Casusveld.ONDERWERP].label, "Steunkousen", then=None)
    gast.write(shown.leervraag.label, "Hoe blijf ik rustig?", then=None)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.is_at(Stap.INLEVEN)
    named = {story.team.name_of(key): rol for key, rol in story.stored.rollen.items()}
    assert named == {
        "Amina": Rol.INBRENGER,
        "Joost": Rol.CLIENTROL,
        "Fenna": Rol.OBSERVANT,
        "Wim": Rol.BEGELEIDER,
        "Priya": Rol.OBSERVANT,
    }


def _write_the_brief(story: Verhaal) -> None:
    gast = story.gast
    gast.tap(screen_text("algemeen.prive_schrijf", naam="Joost"))
    gast.write(screen_text("stap_4.brief"), BRIEF, then=None)
    gast.tap(screen_text("algemeen.prive_klaar"))
    story.has(lambda one: one.inleven.brief == BRIEF, "the brief is stored")
    gast.sees(screen_text("algemeen.alleen_voor", naam="Joost"))
    gast.sees_not(BRIEF)


def _read_the_brief(story: Verhaal) -> None:
    gast = story.gast
    gast.tap(screen_text("algemeen.alleen_voor", naam="Joost"))
    gast.sees(BRIEF)
    gast.tap(screen_text("algemeen.alleen_voor_verberg"))
    gast.sees(screen_text("algemeen.alleen_voor", naam="Joost"))
    gast.sees_not(BRIEF)


def _leave_the_brief_open(story: Verhaal) -> tuple[BrowserDriver, float]:
    """Open it in a tab that nobody touches any more; the story goes on in the other one."""
    tab = story.gast.another_tab()
    tab.open_step(Stap.INLEVEN, story.gast.oefening_id)
    since = time.monotonic()
    tab.tap(screen_text("algemeen.alleen_voor", naam="Joost"))
    tab.sees(BRIEF)
    story.gast.page.bring_to_front()
    return tab, since


def _find_the_brief_closed(tab: BrowserDriver, since: float) -> None:
    """It stays open for as long as was promised, and then closes by itself."""
    promised = OPEN_FOR.total_seconds()
    brief = tab.page.get_by_text(BRIEF)
    is_open = brief.is_visible()
    if time.monotonic() - since < promised - 1:
        assert is_open
    brief.wait_for(state="detached", timeout=1000 * promised + PATIENCE)
    assert time.monotonic() - since >= promised - 1
    tab.sees(screen_text("algemeen.alleen_voor", naam="Joost"))


def _play_and_replay(story: Verhaal) -> None:
    gast = story.gast
    gast.tap_main(screen_text("stap_4.iedereen_klaar"))
    gast.is_at(Stap.GESPREK)
    gast.tap_main(screen_text("stap_5.start_eerste_ronde"))
    gast.tap_main(screen_text("stap_5.stop_ronde"))
    gast.sees(inhoud().afspraken.uit_de_rol.titel)
    gast.write(screen_text("stap_5.fragment"), FRAGMENT, then=None)
    gast.tap(screen_text("stap_5.start_herkansing"))
    gast.sees(screen_text("stap_5.ronde_bezig", nummer=2))
    gast.tap_main(screen_text("stap_5.stop_ronde"))
    gast.sees(screen_text("stap_5.ronde_gedaan", nummer=2))
    first, second = story.stored.gesprek.finished
    assert (first.herkansing, first.fragment) == (False, "")
    assert (second.herkansing, second.fragment) == (True, FRAGMENT)
    gast.tap_main(screen_text("stap_5.naar_terugkijken"))
    gast.is_at(Stap.TERUGKIJKEN)


def _say_no_and_choose(story: Verhaal) -> None:
    gast = story.gast
    for beurt in (
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.OBSERVANTEN_VERTELLEN,
    ):
        story.turn(beurt, "stap_6.heeft_verteld")
    story.is_on(Beurt.MEENEMER)
    gast.tap(screen_text("stap_6.nee_nog_niet"))
    gast.choose(screen_text("stap_6.andere_stap"), words_of(AndereStap.SAMEN_GAAN))
    gast.unfold(screen_text("stap_6.afspraken"))
    gast.write(screen_text("stap_6.afspraken"), AFSPRAAK, then=None)
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.LEERPUNTEN)
    terugblik = story.stored.terugblik
    assert terugblik.voldoende_geholpen is False
    assert (terugblik.andere_stappen, terugblik.afspraken) == ((AndereStap.SAMEN_GAAN,), AFSPRAAK)


def _close(story: Verhaal) -> None:
    gast = story.gast
    begeleider = f"{words_of(Rol.BEGELEIDER)} (Wim)"
    gast.choose(screen_text("stap_6.leerpunt_rol"), begeleider)
    gast.page.get_by_text(words_of(Leerthema.GRENS_STELLEN), exact=True).click()
    story.has(lambda one: one.terugblik.leerpunten, "a leerpunt is stored")
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.turn(Beurt.AFSPRAAK, "stap_6.sluit_af")
    gast.is_at(Stap.VERVOLG)
    gast.tap_main(screen_text("stap_7.is_geweest"))
    gast.choose(screen_text("stap_7.hoe_ging_het"), words_of(Verwachting.WISSELEND))
    gast.tap_main(screen_text("stap_7.rond_af"))
    gast.sees(screen_text("stap_7.afgerond"))
    assert story.stored.vervolg.staat is Vervolgstaat.AFGEROND
    (leerpunt,) = story.stored.terugblik.leerpunten.values()
    assert (leerpunt.rol, leerpunt.leerthema) == (Rol.BEGELEIDER, Leerthema.GRENS_STELLEN)
    (row,) = (one for one in story.archive.rijen() if one.team == story.team_id)
    assert (row.voldoende_geholpen, row.vervolg) == (False, Vervolgstaat.AFGEROND)
