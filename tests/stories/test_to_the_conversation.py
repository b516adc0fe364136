"""Four phones and a laptop practise; it reaches the real conversation, and they come back to it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.gesprek import Gezien
from gesprek.domain.markeringen import moments
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt, Feedbacksoort, Terugkijkvraag
from gesprek.domain.themas import Leerthema
from gesprek.domain.vervolg import Hulp, PlanGebruikt, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import TEN_MINUTES, Rol, Werkvorm
from gesprek.ui.frame.words import label, screen_text
from tests.stories.browser_driver import words_of
from tests.stories.room import LEERVRAAG, Kamer, full_room

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

WORD, REST, END = "Je bleef stil", " toen ze boos werd", " en wachtte"
ALS, DAN = "ze boos wordt", "blijf ik stil"
ZIN = "Ik wil graag eerst horen hoe u het ziet."
ROLLENSPEL = inhoud().terugkijkvragen[Werkvorm.ROLLENSPEL]


def test_four_phones_and_a_laptop_practise_what_was_asked_and_come_back_to_it(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    room = full_room(server(), new_driver)
    room.all_at(Stap.INLEVEN)
    _agree(room)
    _play_and_mark(room)
    _play_once_more(room)
    _look_back(room)
    _take_along_and_close(room)
    _read_the_card(room)
    _tell_how_it_went(room)
    _ten_minutes_more(room)


def _agree(room: Kamer) -> None:
    """One tap of the inbrenger agrees on what the observant watches for."""
    inbrenger, observant = room.telefoons[Rol.INBRENGER], room.telefoons[Rol.OBSERVANT]
    inbrenger.tap(screen_text("kijkpunten.spreek_af"))
    room.has(lambda one: one.inleven.kijkpunten, "the points are agreed on")
    observant.sees(*map(label, room.stored.inleven.kijkpunten))
    room.leidt.tap_main(screen_text("stap_4.iedereen_klaar"))
    room.all_at(Stap.GESPREK)


def _play_and_mark(room: Kamer) -> None:
    """A moment of the observant outlives a lost line, and its word a restart."""
    observant, begeleider = room.telefoons[Rol.OBSERVANT], room.telefoons[Rol.BEGELEIDER]
    begeleider.tap_main(screen_text("stap_5.start_eerste_ronde"))
    room.all_see(screen_text("stap_5.ronde_bezig", nummer=1))
    observant.choose(label(room.stored.inleven.kijkpunten[0]), words_of(Gezien.NIET_GEZIEN))
    observant.tap(screen_text("moment.onthoud"))
    room.has(lambda one: len(one.gesprek.markeringen) == 1, "the moment is stored")
    word = screen_text("moment.woord")
    observant.field(word).press_sequentially(WORD)
    with observant.while_the_server_is_down():
        observant.page.context.set_offline(True)
        observant.field(word).press_sequentially(REST)
        begeleider.tap(screen_text("moment.onthoud"))
        room.has(lambda one: len(moments(one.gesprek)) > 1, "the others go on")
        observant.page.context.set_offline(False)
        observant.until(lambda: WORD + REST in room.drafts(), "every letter is kept")
    room.restart_in_mid_sentence(WORD + REST)
    room.all_see(screen_text("stap_5.ronde_bezig", nummer=1))
    observant.holds(word, WORD + REST)
    observant.field(word).press("End")
    observant.field(word).press_sequentially(END)
    observant.field(word).press("Enter")
    room.has(lambda one: WORD + REST + END in _words(one), "the word is stored")
    assert begeleider.page.get_by_text(WORD).count() == 0
    begeleider.tap_main(screen_text("stap_5.stop_ronde"))
    room.all_see(screen_text("stap_5.ronde_gedaan", nummer=1))


def _words(one: Oefening) -> list[str]:
    return [marked.tekst for marked in one.gesprek.markeringen.values()]


def _play_once_more(room: Kamer) -> None:
    """The point that was agreed on is marked anew, and stands beside the first time."""
    observant, begeleider = room.telefoons[Rol.OBSERVANT], room.telefoons[Rol.BEGELEIDER]
    begeleider.tap(screen_text("stap_5.start_herkansing"))
    room.all_see(screen_text("stap_5.ronde_bezig", nummer=2))
    observant.sees(screen_text("kijkpunten.deze_ronde", nummer=2))
    observant.choose(label(room.stored.inleven.kijkpunten[0]), words_of(Gezien.GEZIEN))
    begeleider.tap_main(screen_text("stap_5.stop_ronde"))
    room.all_see(screen_text("stap_5.ronde_gedaan", nummer=2))
    observant.sees(*_both_rounds())
    begeleider.tap_main(screen_text("stap_5.naar_terugkijken"))
    room.all_at(Stap.TERUGKIJKEN)


def _both_rounds() -> list[str]:
    found = {1: Gezien.NIET_GEZIEN, 2: Gezien.GEZIEN}
    return [
        f"{screen_text(f'kijkpunten.ronde_{number}')}: {words_of(seen).lower()}"
        for number, seen in found.items()
    ]


def _look_back(room: Kamer) -> None:
    """The moments are with who marked them until both have told; one becomes a tip."""
    inbrenger, observant = room.telefoons[Rol.INBRENGER], room.telefoons[Rol.OBSERVANT]
    _on_turn(room, Beurt.INBRENGER_VERTELT)
    inbrenger.sees_not(WORD)
    room.leidt.tap_main(screen_text("stap_6.heeft_verteld"))
    _on_turn(room, Beurt.CLIENTROL_VERTELT)
    room.leidt.tap_main(screen_text("stap_6.heeft_verteld"))
    _on_turn(room, Beurt.OBSERVANTEN_VERTELLEN)
    inbrenger.unfold(screen_text("moment.van", naam="Wim"))
    inbrenger.sees(WORD + REST + END)
    observant.tap(screen_text("moment.maak_top"))
    room.has(lambda one: one.terugblik.feedback, "the top is stored")
    (given,) = room.stored.terugblik.feedback.values()
    assert (given.soort, given.tekst) == (Feedbacksoort.TOP, WORD + REST + END)
    inbrenger.unfold(screen_text("stap_6.kijklijst_van", naam="Wim"))
    inbrenger.sees(*_both_rounds())
    room.leidt.tap_main(screen_text("stap_6.heeft_verteld"))


def _on_turn(room: Kamer, beurt: Beurt) -> None:
    room.all_see(inhoud().terugkijken[Werkvorm.ROLLENSPEL][beurt].label)


def _take_along_and_close(room: Kamer) -> None:
    """The inbrenger makes the card, and the team says how it looked back."""
    inbrenger, clientrol = room.telefoons[Rol.INBRENGER], room.telefoons[Rol.CLIENTROL]
    _on_turn(room, Beurt.MEENEMER)
    inbrenger.write(screen_text("stap_6.meenemer_als"), ALS)
    inbrenger.write(screen_text("stap_6.meenemer_dan"), DAN)
    inbrenger.unfold(screen_text("dagkaart.schrijf"))
    inbrenger.write(screen_text("dagkaart.zin_1"), ZIN)
    inbrenger.tap(screen_text("stap_6.ja_genoeg"))
    room.has(lambda one: one.vervolg.dagkaart.zin_1 == ZIN, "the sentence is stored")
    room.has(lambda one: one.terugblik.voldoende_geholpen, "it helped enough")
    room.leidt.tap_main(screen_text("stap_6.volgende_beurt"))
    _on_turn(room, Beurt.LEERPUNTEN)
    clientrol.page.get_by_text(words_of(Leerthema.DOORVRAGEN), exact=True).click()
    room.has(lambda one: one.terugblik.leerpunten, "something was learned")
    room.leidt.tap_main(screen_text("stap_6.volgende_beurt"))
    _on_turn(room, Beurt.AFSPRAAK)
    inbrenger.set_day(screen_text("stap_6.wanneer_gesprek"), local_day(utc_now()))
    for vraag in Terugkijkvraag:
        room.leidt.choose(ROLLENSPEL[vraag], screen_text("algemeen.ja"))
    room.has(lambda one: len(one.terugblik.hoe_keken_we) == len(Terugkijkvraag), "all is answered")
    room.leidt.tap_main(screen_text("stap_6.sluit_af"))
    room.all_at(Stap.VERVOLG)


def _read_the_card(room: Kamer) -> None:
    """The card is one tap away for the inbrenger, and for nobody else."""
    inbrenger, observant = room.telefoons[Rol.INBRENGER], room.telefoons[Rol.OBSERVANT]
    inbrenger.follow(screen_text("dagkaart.bekijk"))
    inbrenger.sees_title(screen_text("dagkaart.titel"))
    inbrenger.sees(LEERVRAAG, ZIN, DAN)
    observant.open(inbrenger.page.url.removeprefix(room.house.url))
    observant.sees(screen_text("dagkaart.van_inbrenger"))
    observant.sees_not(ZIN)


def _tell_how_it_went(room: Kamer) -> None:
    """Afterwards one phone fills in what counted, as the team talks it over."""
    leidt = room.leidt
    leidt.tap_main(screen_text("stap_7.is_geweest"))
    leidt.choose(screen_text("stap_7.hoe_ging_het"), words_of(Verwachting.MOEILIJK))
    leidt.choose(screen_text("napraten.plan_gebruikt"), words_of(PlanGebruikt.DEELS))
    leidt.choose(screen_text("napraten.hielp"), words_of(Hulp.EIGEN_ZIN))
    leidt.tap_main(screen_text("stap_7.rond_af"))
    room.has(lambda one: one.vervolg.staat is Vervolgstaat.AFGEROND, "the oefening is closed")
    vervolg = room.stored.vervolg
    assert (vervolg.plan_gebruikt, vervolg.hielp) == (PlanGebruikt.DEELS, (Hulp.EIGEN_ZIN,))


def _ten_minutes_more(room: Kamer) -> None:
    """On the laptop, in two taps: the same people in other roles, and a round that runs."""
    laptop = room.beamer
    laptop.open(f"/stap-7?o={room.oefening_id}")
    laptop.tap(screen_text("tien_minuten.begin"))
    laptop.is_at(Stap.GESPREK)
    laptop.sees(screen_text("tien_minuten.plan"))
    laptop.tap_main(screen_text("stap_5.start_eerste_ronde"))
    laptop.sees(screen_text("stap_5.ronde_bezig", nummer=1))
    before, more = room.organisation.archive.oefeningen(room.team.id)
    assert (more.minuten, more.inbrenger) == (TEN_MINUTES, before.inbrenger)
    assert set(more.rollen) == set(before.rollen)
    assert more.rollen != before.rollen
