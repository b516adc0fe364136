"""Two people talk a borrowed case through, card by card, to `afgerond`."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import local_day
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Gespreksstap, Leerthema
from gesprek.domain.vervolg import REMINDER_WITHOUT_DATE, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import day, screen_text
from tests.engines.expectations import expect
from tests.stories.browser_driver import words_of
from tests.stories.story import Verhaal
from tests.support.builders.oefeningen import team_of
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.stories.conftest import House
    from tests.support.server import Server

pytestmark = pytest.mark.browser

EXAMPLE = "medicijnkastje"


@pytest.mark.kort
def test_two_people_talk_a_case_through_card_by_card_to_afgerond(
    house: House, new_driver: Callable[..., BrowserDriver], make_team: Callable[..., Team]
) -> None:
    team = make_team("Team Twee", "Noor", "Sam")
    _talk_it_through(Verhaal(new_driver(house.server), house.archive, team.id))


@pytest.mark.alles
def test_two_people_do_the_same_as_a_team_after_the_set_up(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    running = server()
    organisation = Organisatie(running.store).set_up()
    team = organisation.make_team("Team Twee", "Noor", "Sam")
    story = Verhaal(new_driver(running), organisation.archive, team.id)
    story.gast.page.goto(f"{running.url}/")
    story.gast.sign_in(organisation.visits.renew_key(team.id))
    _talk_it_through(story)


@pytest.mark.alles
def test_two_people_do_the_same_on_a_server_in_a_python_for_windows(
    house_on_windows: House, new_driver: Callable[..., BrowserDriver]
) -> None:
    server, archive = house_on_windows
    team = archive.create_team(team_of("Team Twee", ("Noor", "Sam"))).value
    _talk_it_through(Verhaal(new_driver(server), archive, team.id))


def _talk_it_through(story: Verhaal) -> None:
    _begin(story)
    _borrow_the_case(story)
    _turn_the_cards(story)
    _look_back_without_an_observant(story)
    _close(story)


def _begin(story: Verhaal) -> None:
    gast = story.gast
    gast.open(f"/team?t={story.team_id}")
    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    gast.has_chosen(screen_text("stap_1.vorm"), words_of(Werkvorm.VOORBESPREKEN))
    titles = inhoud().rollen[Werkvorm.VOORBESPREKEN]
    gast.has_chosen(titles[Rol.INBRENGER].titel, "Noor")
    gast.has_chosen(titles[Rol.CLIENTROL].titel, "Sam")
    gast.sees_not(words_of(Rol.BEGELEIDER))
    gast.tap_main(words_to_go_on(Stap.MOMENT))
    gast.is_at(Stap.VOORBEREIDING)
    gast.tap_main(screen_text("stap_2.verder"))
    gast.is_at(Stap.CASUS)
    assert story.stored.werkvorm is Werkvorm.VOORBESPREKEN
    assert list(story.stored.rollen.values()) == [Rol.INBRENGER, Rol.CLIENTROL]


def _borrow_the_case(story: Verhaal) -> None:
    gast, example = story.gast, inhoud().casussen[EXAMPLE]
    gast.tap(screen_text("stap_3.voorbeelden"))
    gast.tap(example.titel)
    gast.holds(inhoud().casusvelden.leervraag.label, example.leervraag)
    gast.page.keyboard.press("Escape")
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.is_at(Stap.INLEVEN)
    gast.sees(example.leervraag)
    casus = story.stored.casus
    assert (casus.onderwerp, casus.leervraag) == (example.onderwerp, example.leervraag)
    assert (casus.client, casus.themas) == (example.client.strip(), example.themas)
    gast.tap_main(screen_text("stap_4.iedereen_klaar"))
    gast.is_at(Stap.GESPREK)


def _turn_the_cards(story: Verhaal) -> None:
    gast, cards = story.gast, list(Gespreksstap)
    gast.tap_main(screen_text("stap_5.begin_kaarten"))
    for number, card in enumerate(cards, start=1):
        gast.sees(screen_text("stap_5.kaart", nummer=number, totaal=len(cards)))
        gast.sees(inhoud().gesprekstool.stappen[card].doel)
        assert list(story.stored.gesprek.kaarten) == cards[: number - 1]
        if number == 2:
            _look_at_the_card_before(story)
        last = card is cards[-1]
        gast.tap_main(screen_text("stap_5.laatste_kaart" if last else "stap_5.volgende_kaart"))
    gast.sees(screen_text("stap_5.alle_kaarten_besproken"))
    assert len(story.stored.gesprek.finished) == 1
    gast.tap_main(screen_text("stap_5.naar_terugkijken"))
    gast.is_at(Stap.TERUGKIJKEN)


def _look_at_the_card_before(story: Verhaal) -> None:
    gast, total = story.gast, len(Gespreksstap)
    gast.tap(screen_text("stap_5.vorige_kaart"))
    gast.sees(screen_text("stap_5.kaart", nummer=1, totaal=total))
    gast.tap_main(screen_text("stap_5.volgende_kaart"))
    gast.sees(screen_text("stap_5.kaart", nummer=2, totaal=total))


def _look_back_without_an_observant(story: Verhaal) -> None:
    """First the inbrenger looks back on itself; tops and tips come from the cliëntrol."""
    gast = story.gast
    story.turn(Beurt.INBRENGER_VERTELT, "stap_6.heeft_verteld")
    story.turn(Beurt.CLIENTROL_VERTELT, "stap_6.heeft_verteld")
    story.turn(Beurt.CLIENTROL_GEEFT_FEEDBACK, "stap_6.heeft_verteld")
    story.is_on(Beurt.MEENEMER)
    gast.tap(screen_text("stap_6.ja_genoeg"))
    story.has(lambda one: one.terugblik.voldoende_geholpen, "it helped enough")
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.LEERPUNTEN)
    gast.page.get_by_text(words_of(Leerthema.OPENEN), exact=True).click()
    story.has(lambda one: one.terugblik.leerpunten, "a leerpunt is stored")
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.AFSPRAAK)
    gast.tap_main(screen_text("stap_6.sluit_af"))
    gast.is_at(Stap.VERVOLG)
    assert list(story.stored.terugblik.verteld) == [
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.CLIENTROL_GEEFT_FEEDBACK,
    ]


def _close(story: Verhaal) -> None:
    gast = story.gast
    reminder = local_day(datetime.now(UTC)) + REMINDER_WITHOUT_DATE
    gast.sees(screen_text("stap_7.wacht_zonder_dag"), day(reminder))
    gast.tap_main(screen_text("stap_7.is_geweest"))
    gast.choose(screen_text("stap_7.hoe_ging_het"), words_of(Verwachting.WISSELEND))
    gast.tap_main(screen_text("stap_7.rond_af"))
    gast.sees(screen_text("stap_7.afgerond"))
    expect(gast.page.locator(".st-key-hoofdactie")).to_contain_text(
        screen_text("stap_7.nog_een_casus")
    )
    assert story.stored.vervolg.staat is Vervolgstaat.AFGEROND
    (row,) = (one for one in story.archive.rijen() if one.team == story.team_id)
    assert (row.werkvorm, row.verst, row.vervolg) == (
        Werkvorm.VOORBESPREKEN,
        Stap.VERVOLG,
        Vervolgstaat.AFGEROND,
    )
    assert row.vervolg_due == story.stored.vervolg.gesprek_op + timedelta(days=1)  # type: ignore[operator]
    assert [(one.rol, one.leerthema) for one in row.leerpunten] == [
        (Rol.INBRENGER, Leerthema.OPENEN)
    ]
    assert (len(row.deelnemers), row.themas) == (2, inhoud().casussen[EXAMPLE].themas)
