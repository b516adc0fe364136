"""Everyone on an own phone beside a beamer: one oefening, over a lost line and a power cut."""

from __future__ import annotations

import re
from datetime import UTC, datetime
from typing import TYPE_CHECKING

import pytest

from gesprek.browser import selector
from gesprek.content import inhoud
from gesprek.domain.gesprek import Gezien, next_ronde, start_ronde
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.engines.choice import every_engine
from tests.engines.expectations import expect
from tests.stories.browser_driver import words_of
from tests.stories.room import NAMES, PHONE, Kamer, full_room, join, make_oefening

if TYPE_CHECKING:
    from collections.abc import Callable

    from gesprek.domain.oefening import Oefening
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

BRIEF = "Ze heeft slecht geslapen."
HALF, REST = "Ik let vooral op stiltes", " en op de eerste vraag"
CITAAT, CITAAT_REST = "Wat betekent de avond", " voor u?"
TIP = "Vat samen voordat je iets voorstelt."
VERTELD = "Ik vond het begin spannend."
ALS, DAN = "ze boos wordt", "blijf ik stil"
# The page is busy until the tap is there too, as a slow phone is.
ASK_AS_IT_IS_PRESSED = """async (button) => {
  const { askNow } = await import("/gesprek/live.js");
  button.addEventListener("pointerdown", () => {
    askNow("nu");
    for (const end = Date.now() + 300; Date.now() < end; ) continue;
  }, { once: true });
}"""
STIL = inhoud().observatielijst.punten[Observatiepunt.STILTE].label


@pytest.fixture
def topic(server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]) -> Kamer:
    return full_room(server(), new_driver)


@pytest.mark.kort
@pytest.mark.parametrize("engine", every_engine(), indirect=True)
def test_five_devices_play_a_whole_rollenspel_over_a_lost_line_and_a_power_cut(
    topic: Kamer,
) -> None:
    topic.all_at(Stap.INLEVEN)
    _get_ready(topic)
    _lose_the_line_in_mid_sentence(topic)
    _start_and_call_a_time_out(topic)
    _lose_the_power_in_mid_sentence(topic)
    _stop_and_look_back(topic)
    _tell_in_turn(topic)
    _learn_and_close(topic)


def _get_ready(topic: Kamer) -> None:
    inbrenger, clientrol = topic.telefoons[Rol.INBRENGER], topic.telefoons[Rol.CLIENTROL]
    inbrenger.write(screen_text("stap_4.brief"), BRIEF)
    clientrol.holds(screen_text("stap_4.brief"), BRIEF)
    for rol in (Rol.OBSERVANT, Rol.BEGELEIDER):
        expect(topic.telefoons[rol].field(screen_text("stap_4.brief"))).to_have_count(0)
    clientrol.tap(screen_text("samen.ik_ben_klaar"))
    row = topic.leidt.page.locator("ul.samen li").filter(has_text="Sam")
    expect(row).to_contain_text(screen_text("samen.klaar"))


def _lose_the_line_in_mid_sentence(topic: Kamer) -> None:
    """The group goes on without the observant, who is back with the group and every letter."""
    observant = topic.telefoons[Rol.OBSERVANT]
    own = screen_text("stap_4.eigen_van", naam="Wim")
    observant.field(own).press_sequentially(HALF)
    with observant.while_the_server_is_down():
        observant.page.context.set_offline(True)
        observant.field(own).press_sequentially(REST)
        topic.leidt.tap_main(screen_text("stap_4.iedereen_klaar"))
        topic.leidt.is_at(Stap.GESPREK)
        observant.page.context.set_offline(False)
        topic.all_at(Stap.GESPREK)
        observant.until(lambda: HALF + REST in topic.drafts(), "every letter is kept")
    observant.follow(screen_text("algemeen.terug"))
    observant.is_at(Stap.INLEVEN)
    observant.holds(own, HALF + REST)
    observant.tap(screen_text("concept.bewaar"))
    person = topic.person(Rol.OBSERVANT)
    topic.has(lambda one: one.inleven.eigen.get(person) == HALF + REST, "the preparation is stored")
    words = screen_text("groep.naar_de_groep", nummer=5, stap="gesprek")
    observant.page.get_by_role("link", name=words).first.click()
    topic.all_at(Stap.GESPREK)
    observant.sees(HALF + REST)
    for rol, phone in topic.telefoons.items():
        if rol is not Rol.OBSERVANT:
            phone.sees_not(HALF)


def _start_and_call_a_time_out(topic: Kamer) -> None:
    topic.leidt.tap_main(screen_text("stap_5.start_eerste_ronde"))
    topic.all_see(screen_text("stap_5.ronde_bezig", nummer=1))
    clientrol = topic.telefoons[Rol.CLIENTROL]
    clientrol.sees(BRIEF)
    clientrol.tap(screen_text("stap_5.time_out"))
    topic.all_see(screen_text("stap_5.time_out_loopt"))
    clocks = {one.page.get_by_role("timer").inner_text() for one in topic.everybody}
    assert len(clocks) == 1
    topic.telefoons[Rol.INBRENGER].tap(screen_text("stap_5.einde_time_out"))
    topic.all_see(screen_text("stap_5.ronde_bezig", nummer=1))


def _lose_the_power_in_mid_sentence(topic: Kamer) -> None:
    """The server is killed while the observant types; all are back without a tap."""
    observant = topic.telefoons[Rol.OBSERVANT]
    observant.choose(STIL, words_of(Gezien.GEZIEN))
    quote = screen_text("stap_5.citaat")
    observant.field(quote).press_sequentially(CITAAT)
    person = topic.person(Rol.OBSERVANT)
    topic.has(lambda one: _has_seen(one, person), "the choice is stored")
    before = topic.stored
    topic.restart_in_mid_sentence(CITAAT)
    topic.all_at(Stap.GESPREK)
    # Firefox, and WebKit at times, leaves the field that is shut, and so stores what was typed.
    assert str(topic.stored).replace(CITAAT, "") == str(before)
    topic.all_see(screen_text("stap_5.ronde_bezig", nummer=1))
    observant.has_chosen(STIL, words_of(Gezien.GEZIEN))
    observant.holds(quote, CITAAT)
    observant.field(quote).press("End")
    observant.field(quote).press_sequentially(CITAAT_REST)
    observant.field(quote).press("Enter")
    topic.has(
        lambda one: (
            one.gesprek.kijklijsten[person][Observatiepunt.STILTE].citaat == CITAAT + CITAAT_REST
        ),
        "the quote is stored",
    )
    observant.unfold(screen_text("stap_5.snel"))
    observant.write(screen_text("stap_6.nieuwe_feedback"), TIP, then=None)
    observant.tap(screen_text("stap_6.voeg_feedback_toe"))
    topic.has(lambda one: one.terugblik.feedback, "the tip is stored")


def _has_seen(one: Oefening, person: str) -> bool:
    seen = one.gesprek.kijklijsten.get(person, {})
    return Observatiepunt.STILTE in seen and seen[Observatiepunt.STILTE].gezien is Gezien.GEZIEN


def _stop_and_look_back(topic: Kamer) -> None:
    topic.leidt.tap_main(screen_text("stap_5.stop_ronde"))
    topic.all_see(screen_text("stap_5.ronde_gedaan", nummer=1))
    topic.leidt.tap_main(screen_text("stap_5.naar_terugkijken"))
    topic.all_at(Stap.TERUGKIJKEN)


def _on_turn(topic: Kamer, beurt: Beurt) -> None:
    topic.all_see(inhoud().terugkijken[Werkvorm.ROLLENSPEL][beurt].label)


def _tell_in_turn(topic: Kamer) -> None:
    _on_turn(topic, Beurt.INBRENGER_VERTELT)
    inbrenger = topic.telefoons[Rol.INBRENGER]
    inbrenger.sees(screen_text("stap_6.jij_bent"))
    inbrenger.unfold(screen_text("stap_6.opschrijven"))
    inbrenger.write(words_of(Beurt.INBRENGER_VERTELT), VERTELD)
    topic.has(lambda one: VERTELD in one.terugblik.ervaringen.values(), "the telling is stored")
    topic.leidt.tap_main(screen_text("stap_6.heeft_verteld"))
    _on_turn(topic, Beurt.CLIENTROL_VERTELT)
    for one in topic.everybody:
        assert one.page.get_by_text(TIP).count() == 0
    topic.leidt.tap_main(screen_text("stap_6.heeft_verteld"))
    _on_turn(topic, Beurt.OBSERVANTEN_VERTELLEN)
    for phone in topic.telefoons.values():
        phone.unfold(screen_text("stap_6.feedback_van", naam="Wim"))
        phone.sees(TIP)
        phone.unfold(screen_text("stap_6.kijklijst_van", naam="Wim"))
        phone.sees(CITAAT + CITAAT_REST)
    topic.beamer.sees_not(TIP)
    topic.leidt.tap_main(screen_text("stap_6.heeft_verteld"))
    _on_turn(topic, Beurt.MEENEMER)
    inbrenger.write(screen_text("stap_6.meenemer_als"), ALS)
    inbrenger.write(screen_text("stap_6.meenemer_dan"), DAN)
    inbrenger.tap(screen_text("stap_6.ja_genoeg"))
    topic.has(lambda one: one.terugblik.voldoende_geholpen, "it helped enough")
    topic.has(
        lambda one: (one.terugblik.meenemer.als, one.terugblik.meenemer.dan) == (ALS, DAN),
        "the plan is stored",
    )
    topic.telefoons[Rol.CLIENTROL].sees(screen_text("meenemen.plan", als=ALS, dan=DAN))


def _learn_and_close(topic: Kamer) -> None:
    topic.leidt.tap_main(screen_text("stap_6.volgende_beurt"))
    _on_turn(topic, Beurt.LEERPUNTEN)
    clientrol = topic.telefoons[Rol.CLIENTROL]
    clientrol.page.get_by_text(words_of(Leerthema.DOORVRAGEN), exact=True).click()
    topic.has(lambda one: one.terugblik.leerpunten, "something was learned")
    topic.leidt.tap_main(screen_text("stap_6.volgende_beurt"))
    _on_turn(topic, Beurt.AFSPRAAK)
    topic.leidt.tap_main(screen_text("stap_6.sluit_af"))
    topic.all_at(Stap.VERVOLG)
    one = topic.stored
    observant = topic.person(Rol.OBSERVANT)
    assert one.inleven.brief == BRIEF
    assert one.inleven.eigen == {observant: HALF + REST}
    seen = one.gesprek.kijklijsten[observant][Observatiepunt.STILTE]
    assert (seen.gezien, seen.citaat) == (Gezien.GEZIEN, CITAAT + CITAAT_REST)
    (ronde,) = one.gesprek.finished
    assert [time_out.stopped is not None for time_out in ronde.time_outs.values()] == [True]
    assert [(tip.tekst, tip.van) for tip in one.terugblik.feedback.values()] == [(TIP, observant)]
    assert (one.terugblik.meenemer.als, one.terugblik.meenemer.dan) == (ALS, DAN)
    (learned,) = one.terugblik.leerpunten.values()
    assert (learned.rol, learned.van) == (Rol.CLIENTROL, topic.person(Rol.CLIENTROL))
    assert one.vervolg.staat is Vervolgstaat.GEPLAND
    assert "'teksten': {'" not in topic.drafts()


def test_two_phones_in_one_field_show_both_texts_and_keep_the_choice(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation, team, one = make_oefening(house, Stap.CASUS, *NAMES[:2])
    first, second = (new_driver(house, viewport=PHONE) for _ in range(2))
    for phone, naam in ((first, "Noor"), (second, "Sam")):
        join(phone, organisation, one, naam)
    field = inhoud().casusvelden.leervraag.label
    mine, theirs = "Hoe blijf ik rustig?", "Hoe houd ik het gesprek open?"

    def stored() -> str:
        (only,) = organisation.archive.oefeningen(team.id)
        return only.casus.leervraag

    first.field(field).press_sequentially(mine)
    second.write(field, theirs)
    first.until(lambda: stored() == theirs, "the text of the other is stored")
    told = inhoud().casusvelden.velden[Casusveld.CLIENT].label
    second.tick(told)
    expect(first.page.get_by_role("checkbox", name=told, exact=True)).to_be_checked()
    first.holds(field, mine)
    first.field(field).press("Tab")
    first.sees(screen_text("algemeen.botsing"))
    blocks = first.page.locator(selector("column"))
    for words, text in (("jouw_tekst", mine), ("tekst_van_collega", theirs)):
        block = blocks.filter(has_text=screen_text(f"algemeen.{words}"))
        expect(block).to_contain_text(text)
        expect(block).to_be_visible()
    assert stored() == theirs
    first.tap(screen_text("algemeen.houd_beide"))
    first.until(lambda: stored() == f"{theirs}\n\n{mine}", "the choice is kept")
    first.sees_not(screen_text("algemeen.botsing"))
    second.holds(field, f"{theirs}\n\n{mine}")


def test_a_phone_is_back_in_its_step_and_role_after_a_restart_without_a_tap(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation, _team, one = make_oefening(house, Stap.GESPREK, *NAMES)
    phone = new_driver(house, viewport=PHONE)
    join(phone, organisation, one, "Wim")
    with phone.while_the_server_is_down():
        house.kill()
        house.start_again()
        seen = organisation.archive.oefening(one.id)
        gesprek = start_ronde(one.gesprek, next_ronde(one.gesprek), datetime.now(UTC))
        organisation.archive.save(seen, seen.value.changed(gesprek=gesprek))
        phone.sees(screen_text("stap_5.ronde_bezig", nummer=1))
    phone.is_at(Stap.GESPREK)
    phone.sees(screen_text("wie.jij_bent", naam="Wim"), screen_text("stap_5.snel"))
    expect(phone.page).to_have_url(re.compile(one.id))


def test_a_tap_in_the_moment_in_which_the_live_part_is_asked_for_still_counts(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation, _, one = make_oefening(house, Stap.GESPREK, *NAMES)
    phone = new_driver(house, viewport=PHONE)
    join(phone, organisation, one, NAMES[3])
    phone.is_ready()
    phone.page.locator(".st-key-hoofdactie button").evaluate(ASK_AS_IT_IS_PRESSED)
    phone.tap_main(screen_text("stap_5.start_eerste_ronde"))
    phone.sees(screen_text("stap_5.ronde_bezig", nummer=1))
