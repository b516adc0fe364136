"""A rollenspel of four people about compression stockings, from the first click to `afgerond`."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import local_day
from gesprek.domain.gesprek import Gezien
from gesprek.domain.oefening import Casusveld
from gesprek.domain.preparation import Voorbereidingswijze
from gesprek.domain.progress import Stand
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedbacksoort
from gesprek.domain.themas import Behoefte, Leerthema, Observatiepunt, Thema
from gesprek.domain.vervolg import Vervolgstaat, Vervolgvraag, Verwachting
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import day, screen_text
from tests.engines.expectations import expect
from tests.stories.browser_driver import words_of
from tests.stories.keys import OpToetsen
from tests.stories.story import Verhaal
from tests.support.extent import ALLES
from tests.support.organisation import Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable
    from datetime import date

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

NAMES = ("Amina", "Joost", "Fenna", "Wim")
ONDERWERP = "Steunkousen uittrekken met een hulpmiddel"
LEERVRAAG = "Hoe blijf ik rustig als mevrouw zegt dat ze ervoor betaalt?"
CLIENT = "Een vrouw van rond de tachtig.\nZe woont alleen."
CITAAT = "Wat betekent de avond voor u?"
NOTITIE = "Na de stilte vertelde ze meer."
TOP = "Je bleef stil nadat ze zuchtte."
TIP = "Vat samen voordat je iets voorstelt."
ALS, DAN = "ze boos wordt", "blijf ik stil en vraag ik wat er speelt"
GELEERD = "Eerst vragen, dan pas uitleggen"
NAGEPRAAT = "Ze wil het hulpmiddel proberen."


BEGINS = ["as a team after it", *(["before the set-up"] if ALLES else [])]


@pytest.mark.alles
@pytest.mark.parametrize("begin", BEGINS)
def test_a_rollenspel_of_four_reaches_afgerond_and_survives_a_power_cut(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver], begin: str
) -> None:
    house = server()
    gast, archive = new_driver(house), Archive(open_store(str(house.store)))
    start = _start_a_team if begin == "before the set-up" else _sign_in_as_a_team
    story = Verhaal(gast, archive, start(gast, archive, house))
    _say_who_is_here(story)
    _read_aloud(story)
    _tell_the_case(story)
    _enter_into_the_role(story)
    _play_until_the_time_out(story)
    _lose_the_power(story, house)
    _play_to_the_end(story)
    _look_back_and_on(story, house)


@pytest.mark.alles
def test_a_rollenspel_of_four_before_the_set_up_goes_by_keyboard_alone(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    gast, archive = new_driver(house, OpToetsen), Archive(open_store(str(house.store)))
    assert isinstance(gast, OpToetsen)
    story = Verhaal(gast, archive, _start_a_team(gast, archive, house))
    _say_who_is_here(story)
    _read_aloud(story)
    _tell_the_case(story)
    _enter_into_the_role(story)
    _play_until_the_time_out(story)
    _play_to_the_end(story)
    _look_back_and_on(story, house)
    assert gast.pointers == 0


def _look_back_and_on(story: Verhaal, house: Server) -> None:
    _tell_how_it_was(story)
    _give_tops_and_tips(story)
    _take_something_along(story)
    _learn(story)
    _agree_on_a_day(story)
    _talk_it_over(story)
    _find_it_closed(story, house)


def _sign_in_as_a_team(gast: BrowserDriver, _archive: Archive, house: Server) -> str:
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid")
    gast.page.goto(f"{house.url}/")
    gast.sign_in(organisation.visits.renew_key(team.id))
    gast.sees_title("Team Zuid")
    return team.id


def _start_a_team(gast: BrowserDriver, archive: Archive, _house: Server) -> str:
    gast.open()
    gast.sees(screen_text("start.titel"), screen_text("start.proefteam_uitleg"))
    gast.tap(screen_text("start.begin_proefteam"))
    gast.sees_title(screen_text("start.proefteam"))
    gast.sees(screen_text("team.leeg"))
    (team,) = archive.teams()
    return team.id


def _say_who_is_here(story: Verhaal) -> None:
    gast = story.gast
    gast.tap(screen_text("team.nu_oefenen"))
    gast.is_at(Stap.MOMENT)
    for number, naam in enumerate(NAMES, start=1):
        gast.write(screen_text("team.nieuwe_naam"), naam, then="Enter")
        gast.until(lambda n=number: len(story.team.deelnemers) == n, f"{naam} is on the list")  # type: ignore[misc]
        gast.holds(screen_text("team.nieuwe_naam"), "")
    gast.sees(screen_text("rollen.vierde_bij_voorbespreken"))
    gast.tap(screen_text("rollen.kies_rollenspel"))
    gast.has_chosen(screen_text("stap_1.vorm"), words_of(Werkvorm.ROLLENSPEL))
    for naam in NAMES:
        gast.has_chosen(screen_text("stap_1.wie"), naam)
    gast.tap(screen_text("rollen.stel_voor"))
    titles = inhoud().rollen[Werkvorm.ROLLENSPEL]
    for naam, rol in zip(NAMES, (Rol.INBRENGER, Rol.CLIENTROL, None, Rol.BEGELEIDER), strict=True):
        if rol:
            gast.has_chosen(titles[rol].titel, naam)
    gast.sees(screen_text("stap_1.observanten", namen="Fenna"))
    named = {story.team.name_of(key): rol for key, rol in story.stored.rollen.items()}
    assert named == dict(zip(NAMES, Rol, strict=True)) | {
        "Fenna": Rol.OBSERVANT,
        "Wim": Rol.BEGELEIDER,
    }
    assert story.stored.werkvorm is Werkvorm.ROLLENSPEL
    gast.tap_main(words_to_go_on(Stap.MOMENT))
    gast.is_at(Stap.VOORBEREIDING)


def _read_aloud(story: Verhaal) -> None:
    gast = story.gast
    shown = inhoud().afspraken
    gast.sees(shown.titel, shown.time_out.titel)
    gast.tap_main(screen_text("stap_2.verder"))
    gast.is_at(Stap.CASUS)
    assert story.stored.voorbereiding.wijze is Voorbereidingswijze.SAMEN_GELEZEN
    assert story.stored.stap is Stap.CASUS


def _tell_the_case(story: Verhaal) -> None:
    gast = story.gast
    shown = inhoud().casusvelden
    onderwerp, client = shown.velden[Casusveld.ONDERWERP], shown.velden[Casusveld.CLIENT]
    gast.write(onderwerp.label, ONDERWERP)
    story.has(lambda one: one.casus.onderwerp == ONDERWERP, "the subject is stored")
    gast.sees(re.sub(r"\{.*", "", inhoud().scherm["algemeen"]["opgeslagen"]))
    gast.tick(client.label)
    gast._tap(gast.page.get_by_role("button", name=screen_text("stap_3.schrijf_op")).first)
    gast.write(client.label, CLIENT)
    gast.unfold(screen_text("stap_3.themas"))
    gast.choose(screen_text("stap_3.themas_uitleg"), words_of(Thema.ZELF_DOEN))
    gast.write(shown.leervraag.label, LEERVRAAG)
    gast.tap_main(words_to_go_on(Stap.CASUS))
    gast.is_at(Stap.INLEVEN)
    casus = story.stored.casus
    assert (casus.onderwerp, casus.client, casus.leervraag) == (ONDERWERP, CLIENT, LEERVRAAG)
    assert (casus.verteld, casus.themas) == ({Casusveld.CLIENT: True}, (Thema.ZELF_DOEN,))


def _enter_into_the_role(story: Verhaal) -> None:
    gast = story.gast
    gast.sees(LEERVRAAG, *NAMES)
    gast.tap_main(screen_text("stap_4.iedereen_klaar"))
    gast.is_at(Stap.GESPREK)
    assert set(story.stored.inleven.klaar) == set(story.stored.rollen)


def _play_until_the_time_out(story: Verhaal) -> None:
    gast = story.gast
    gast.sees(LEERVRAAG)
    gast.tap_main(screen_text("stap_5.start_eerste_ronde"))
    gast.sees(screen_text("stap_5.ronde_bezig", nummer=1))
    expect(gast.page.get_by_role("timer")).to_have_text(re.compile(r"0:0[1-9]"))
    assert story.stored.gesprek.running
    shown = inhoud().observatielijst
    gast.unfold(shown.titel)
    gast.choose(shown.punten[Observatiepunt.STILTE].label, words_of(Gezien.GEZIEN))
    gast.write(screen_text("stap_5.citaat"), CITAAT)
    story.has(
        lambda one: one.gesprek.observaties[Observatiepunt.STILTE].citaat == CITAAT,
        "the quote is stored",
    )
    gast.tap(screen_text("stap_5.time_out"))
    gast.sees(screen_text("stap_5.time_out_loopt"))


def _lose_the_power(story: Verhaal, house: Server) -> None:
    """The server is killed in the middle of the round and starts again on the same store."""
    gast, before = story.gast, story.stored
    (ronde,) = before.gesprek.rondes.values()
    assert ronde.running_time_out
    with gast.while_the_server_is_down():
        house.kill()
        house.start_again()
        gast.reload()
    gast.is_at(Stap.GESPREK)
    gast.sees(LEERVRAAG, screen_text("stap_5.time_out_loopt"))
    shown = inhoud().observatielijst
    gast.unfold(shown.titel)
    gast.has_chosen(shown.punten[Observatiepunt.STILTE].label, words_of(Gezien.GEZIEN))
    gast.holds(screen_text("stap_5.citaat"), CITAAT)
    assert story.stored == before


def _play_to_the_end(story: Verhaal) -> None:
    gast = story.gast
    gast.tap(screen_text("stap_5.einde_time_out"))
    gast.sees(screen_text("stap_5.ronde_bezig", nummer=1))
    gast.tap_main(screen_text("stap_5.stop_ronde"))
    gast.sees(screen_text("stap_5.ronde_gedaan", nummer=1))
    gast.tick(screen_text("stap_5.uit_de_rol"))
    gast.unfold(screen_text("stap_5.notitie"))
    gast.write(screen_text("stap_5.notitie_veld", nummer=1), NOTITIE)
    gast.tap_main(screen_text("stap_5.naar_terugkijken"))
    gast.is_at(Stap.TERUGKIJKEN)
    (ronde,) = story.stored.gesprek.finished
    (time_out,) = ronde.time_outs.values()
    assert ronde.stopped
    assert time_out.stopped
    assert ronde.started < time_out.started < time_out.stopped <= ronde.stopped
    assert (ronde.notitie, ronde.herkansing) == (NOTITIE, False)
    assert story.stored.gesprek.uit_de_rol


def _tell_how_it_was(story: Verhaal) -> None:
    story.turn(Beurt.INBRENGER_VERTELT, "stap_6.heeft_verteld")
    story.turn(Beurt.CLIENTROL_VERTELT, "stap_6.heeft_verteld")
    story.is_on(Beurt.OBSERVANTEN_VERTELLEN)
    assert set(story.stored.terugblik.verteld) == {
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
    }


def _give_tops_and_tips(story: Verhaal) -> None:
    gast = story.gast
    gast.unfold(screen_text("stap_6.kijklijst"))
    gast.sees(CITAAT)
    for soort, text in ((Feedbacksoort.TOP, TOP), (Feedbacksoort.TIP, TIP)):
        gast.choose(screen_text("stap_6.soort"), words_of(soort))
        gast.write(screen_text("stap_6.nieuwe_feedback"), text, then=None)
        gast.tap(screen_text("stap_6.voeg_feedback_toe"))
        gast.sees(text)
        gast.holds(screen_text("stap_6.nieuwe_feedback"), "")
    given = {one.tekst: one.soort for one in story.stored.terugblik.feedback.values()}
    assert given == {TOP: Feedbacksoort.TOP, TIP: Feedbacksoort.TIP}
    gast.tap_main(screen_text("stap_6.heeft_verteld"))


def _take_something_along(story: Verhaal) -> None:
    gast = story.gast
    story.is_on(Beurt.MEENEMER)
    gast.write(screen_text("stap_6.meenemer_als"), ALS)
    gast.write(screen_text("stap_6.meenemer_dan"), DAN)
    gast.tap(screen_text("stap_6.ja_genoeg"))
    story.has(lambda one: one.terugblik.voldoende_geholpen, "it helped enough")
    gast.tap_main(screen_text("stap_6.volgende_beurt"))
    story.is_on(Beurt.LEERPUNTEN)
    meenemer = story.stored.terugblik.meenemer
    assert (meenemer.als, meenemer.dan) == (ALS, DAN)


def _learn(story: Verhaal) -> None:
    gast = story.gast
    gast.write(screen_text("stap_6.leerpunt_tekst"), GELEERD)
    gast._tap(gast.page.get_by_text(words_of(Leerthema.DOORVRAGEN), exact=True))
    gast.sees(GELEERD)
    gast.holds(screen_text("stap_6.leerpunt_tekst"), "")
    (leerpunt,) = story.stored.terugblik.leerpunten.values()
    assert (leerpunt.rol, leerpunt.leerthema, leerpunt.tekst) == (
        Rol.INBRENGER,
        Leerthema.DOORVRAGEN,
        GELEERD,
    )
    gast.tap_main(screen_text("stap_6.volgende_beurt"))


def _agree_on_a_day(story: Verhaal) -> None:
    gast = story.gast
    story.is_on(Beurt.AFSPRAAK)
    wanted = _today() + timedelta(days=7)
    gast.set_day(screen_text("stap_6.wanneer_gesprek"), wanted)
    gast.choose(screen_text("stap_6.verwachting"), words_of(Verwachting.MOEILIJK))
    story.has(lambda one: one.vervolg.gesprek_op == wanted, "the day is stored")
    gast.tap_main(screen_text("stap_6.sluit_af"))
    gast.is_at(Stap.VERVOLG)
    gast.sees(screen_text("stap_7.wacht", dag=day(wanted)), ALS, DAN)
    vervolg = story.stored.vervolg
    assert vervolg.staat is Vervolgstaat.GEPLAND
    assert vervolg.verwachting is Verwachting.MOEILIJK
    assert set(story.stored.terugblik.verteld) == {
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.OBSERVANTEN_VERTELLEN,
    }


def _talk_it_over(story: Verhaal) -> None:
    gast = story.gast
    gast.tap_main(screen_text("stap_7.is_geweest"))
    gast.sees(screen_text("stap_7.praat_samen"), words_of(Verwachting.MOEILIJK))
    assert story.stored.vervolg.staat is Vervolgstaat.GEWEEST
    gast.tick(inhoud().vervolg.vragen[Vervolgvraag.WAT_GING_GOED].label)
    gast.choose(screen_text("stap_7.hoe_ging_het"), words_of(Verwachting.GOED))
    gast.write(screen_text("stap_7.notitie"), NAGEPRAAT)
    gast.choose(screen_text("stap_7.behoeften"), words_of(Behoefte.TIJD))
    gast.tap_main(screen_text("stap_7.rond_af"))
    gast.sees(screen_text("stap_7.afgerond"), NAGEPRAAT, words_of(Verwachting.GOED))
    vervolg = story.stored.vervolg
    assert (vervolg.staat, vervolg.closed) == (Vervolgstaat.AFGEROND, _today())
    assert (vervolg.hoe_ging_het, vervolg.notitie) == (Verwachting.GOED, NAGEPRAAT)
    assert vervolg.besproken == {Vervolgvraag.WAT_GING_GOED: True}
    assert vervolg.behoeften == (Behoefte.TIJD,)


def _find_it_closed(story: Verhaal, house: Server) -> None:
    """The team sees it among the closed ones; of the words only codes reach the figures."""
    gast = story.gast
    gast.open(f"/team?t={story.team.id}")
    gast.unfold(screen_text("team.gesloten"))
    gast.sees(words_of(Stand.AFGEROND), ONDERWERP)
    (row,) = story.archive.rijen()
    assert (row.werkvorm, row.verst, row.vervolg) == (
        Werkvorm.ROLLENSPEL,
        Stap.VERVOLG,
        Vervolgstaat.AFGEROND,
    )
    assert (row.themas, row.voldoende_geholpen, row.dagen_tot_vervolg) == (
        (Thema.ZELF_DOEN,),
        True,
        0,
    )
    assert [(one.rol, one.leerthema) for one in row.leerpunten] == [
        (Rol.INBRENGER, Leerthema.DOORVRAGEN)
    ]
    assert (len(row.deelnemers), row.behoeften) == (4, ())
    words = row.model_dump_json()
    for typed in (*NAMES, ONDERWERP, LEERVRAAG, CITAAT, TOP, TIP, ALS, DAN, GELEERD, NAGEPRAAT):
        assert typed not in words
    gast.open("/overzicht")
    if Organisatie(house.store).visits.setting_up.is_done:
        gast.sees("Dit is niet open voor jou.")
    else:
        gast.sees(screen_text("overzicht.leeg"))


def _today() -> date:
    return local_day(datetime.now(UTC))
