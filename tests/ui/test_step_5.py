"""Step 5: rounds, time-out and replay in a rollenspel; the cards in voorbespreken."""

from datetime import timedelta

import pytest

from gesprek.content import inhoud
from gesprek.domain.gesprek import KAARTEN, Gezien, Ronde, start_ronde
from gesprek.domain.progress import Missing
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import Rol, Werkvorm, minutes_for
from gesprek.services.archive import Archive
from gesprek.storage.values import new_id
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

VOORBESPREKEN, ROLLENSPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
START, STOP = screen_text("stap_5.start_eerste_ronde"), screen_text("stap_5.stop_ronde")
TERUG = screen_text("stap_5.naar_terugkijken")
TIME_OUT, VERDER = screen_text("stap_5.time_out"), screen_text("stap_5.einde_time_out")
VOLGENDE = screen_text("stap_5.volgende_kaart")


@pytest.fixture
def spel(tab: PageDriver, make: Make) -> PageDriver:
    """A rollenspel of three people in which nothing was played yet."""
    return tab.open_step(Stap.GESPREK, make(ROLLENSPEL, 3, Stap.GESPREK).id)


@pytest.fixture
def kaarten(tab: PageDriver, make: Make) -> PageDriver:
    """A voorbespreken of two people in which no card was taken yet."""
    return tab.open_step(Stap.GESPREK, make(VOORBESPREKEN, 2, Stap.GESPREK).id)


def last_ronde(tab: PageDriver) -> Ronde:
    rondes = stored(tab).gesprek.rondes
    return rondes[max(rondes)]


# --- rounds ----------------------------------------------------------------------------------


def test_a_round_starts_and_stops_with_the_main_action_and_leads_to_step_6(
    spel: PageDriver,
) -> None:
    spel.sees(label(Missing.RONDE))
    spel.tap_main(START)
    assert stored(spel).gesprek.running
    assert abs(last_ronde(spel).started - now()) < timedelta(minutes=1)
    spel.tap_main(STOP)
    assert last_ronde(spel).stopped
    spel.sees(screen_text("stapbalk.alles_klaar"))
    spel.tap_main(TERUG)
    spel.is_at(Stap.TERUGKIJKEN)


def test_a_running_round_is_still_running_after_the_page_is_loaded_again(spel: PageDriver) -> None:
    spel.tap_main(START)
    before = stored(spel)
    spel.reload()
    assert spel.main_action == STOP
    assert stored(spel) == before


def test_a_time_out_stops_the_clock_and_goes_on_again(spel: PageDriver) -> None:
    assert TIME_OUT not in spel.buttons
    spel.tap_main(START)
    spel.tap(TIME_OUT)
    assert last_ronde(spel).running_time_out
    spel.sees(inhoud().afspraken.time_out.titel)
    spel.tap(VERDER)
    assert last_ronde(spel).running_time_out is None
    assert len(last_ronde(spel).time_outs) == 1
    spel.sees_not(inhoud().afspraken.time_out.zo_doe_je_het[0])


def test_stopping_a_round_in_its_time_out_ends_both(spel: PageDriver) -> None:
    spel.tap_main(START)
    spel.tap(TIME_OUT)
    spel.tap_main(STOP)
    assert last_ronde(spel).stopped
    assert last_ronde(spel).running_time_out is None


def test_a_replay_of_a_fragment_is_a_new_round(spel: PageDriver) -> None:
    spel.tap_main(START)
    spel.tap_main(STOP)
    spel.sees(screen_text("stap_5.herkansing"))
    spel.type(screen_text("stap_5.fragment"), "Het begin")
    spel.tap(screen_text("stap_5.start_herkansing"))
    assert spel.main_action == STOP
    assert len(stored(spel).gesprek.rondes) == 2
    assert (last_ronde(spel).herkansing, last_ronde(spel).fragment) == (True, "Het begin")


def test_a_fragment_that_is_too_long_is_refused_in_dutch_and_stays_in_its_field(
    spel: PageDriver,
) -> None:
    spel.tap_main(START)
    spel.tap_main(STOP)
    before = stored(spel)
    spel.write(screen_text("stap_5.fragment"), "a" * 100_000)
    spel.tap(screen_text("stap_5.start_herkansing"))
    (error,) = spel.at.error
    assert error.value.startswith("Deze tekst is te lang: 100.000 tekens.")
    spel.holds(screen_text("stap_5.fragment"), "a" * 100_000)
    assert stored(spel) == before


def test_a_round_that_stopped_too_early_can_go_on(spel: PageDriver) -> None:
    spel.tap_main(START)
    spel.tap_main(STOP)
    spel.tap(screen_text("stap_5.verder_spelen"))
    assert spel.main_action == STOP
    assert len(stored(spel).gesprek.rondes) == 1


def test_stepping_out_of_the_role_is_asked_after_each_round(spel: PageDriver) -> None:
    spel.tap_main(START)
    spel.tap_main(STOP)
    spel.sees(inhoud().afspraken.uit_de_rol.titel)
    spel.tick(screen_text("stap_5.uit_de_rol"))
    assert stored(spel).gesprek.uit_de_rol
    spel.tap(screen_text("stap_5.start_herkansing"))
    spel.tap_main(STOP)
    assert not stored(spel).gesprek.uit_de_rol
    (box,) = [one for one in spel.at.checkbox if one.label == screen_text("stap_5.uit_de_rol")]
    assert not box.value


def test_start_on_an_old_page_does_not_stop_the_round_that_another_tab_started(
    spel: PageDriver,
) -> None:
    other = PageDriver().open_step(Stap.GESPREK, spel.oefening_id)
    spel.tap_main(START)
    other.tap_main(START)
    assert stored(spel).gesprek.running
    assert len(stored(spel).gesprek.rondes) == 1
    assert other.main_action == STOP
    other.tap_main(STOP)
    spel.tap_main(STOP)
    spel.is_at(Stap.GESPREK)
    assert last_ronde(spel).stopped


def test_the_clock_of_a_new_round_shows_what_the_plan_gives(spel: PageDriver) -> None:
    minutes = minutes_for(ROLLENSPEL, 45, Stap.GESPREK)
    assert screen_text("stap_5.klok_plan", minuten=minutes) in clock_data(spel)
    spel.tap_main(START)
    assert screen_text("stap_5.ronde_bezig", nummer=1) in clock_data(spel)
    spel.tap(TIME_OUT)
    assert screen_text("stap_5.time_out_loopt") in clock_data(spel)


def test_the_clock_says_what_is_told_as_the_time_is_over(spel: PageDriver) -> None:
    assert screen_text("stap_5.tijd_om") in clock_data(spel)


def test_a_round_of_one_minute_is_called_so(spel: PageDriver) -> None:
    for _ in range(minutes_for(ROLLENSPEL, 45, Stap.GESPREK)):
        spel.tap(screen_text("stap_5.minder_tijd"))
    spel.sees("Een ronde duurt 1 minuut")
    assert "De 1 minuut is voorbij." in clock_data(spel)
    spel.sees_not("1 minuten")


def clock_data(tab: PageDriver) -> str:
    (clock,) = clocks(tab)
    return clock.encode().decode("unicode_escape")


def clocks(tab: PageDriver) -> list[str]:
    """Return what each clock on the page is told."""
    protos = [getattr(one, "proto", None) for one in tab.at.get("bidi_component")]
    return [str(one) for one in protos if getattr(one, "component_name", "") == "klok"]


@pytest.mark.parametrize(
    ("people", "guard"), [(2, None), (3, "Observant (Chantal)"), (4, "Begeleider (Driss)")]
)
def test_the_page_says_who_keeps_the_time(
    tab: PageDriver, make: Make, people: int, guard: str | None
) -> None:
    tab.open_step(Stap.GESPREK, make(ROLLENSPEL, people, Stap.GESPREK).id)
    if guard:
        tab.sees(screen_text("rollen.wie_let_op_tijd", rol=guard))
    else:
        tab.sees(
            screen_text("rollen.scherm_let_op_tijd"), screen_text("rollen.time_out_voor_spelers")
        )


# --- what was seen ---------------------------------------------------------------------------


@pytest.mark.parametrize("punt", [Observatiepunt.STILTE, Observatiepunt.AFSPRAAK])
def test_a_mark_on_the_observation_list_asks_for_a_quote_and_can_go_again(
    spel: PageDriver, punt: Observatiepunt
) -> None:
    words = label(punt)
    spel.choose(words, Gezien.NIET_GEZIEN)
    assert stored(spel).gesprek.observaties[punt].gezien is Gezien.NIET_GEZIEN
    spel.write(screen_text("stap_5.citaat"), "Hoe is dat voor u?")
    assert stored(spel).gesprek.observaties[punt].citaat == "Hoe is dat voor u?"
    spel.choose(words)
    kept = stored(spel).gesprek.observaties[punt]
    assert (kept.gezien, kept.citaat) == (None, "Hoe is dat voor u?")


def test_marks_of_two_observers_on_two_devices_are_both_kept(spel: PageDriver) -> None:
    other = PageDriver().open_step(Stap.GESPREK, spel.oefening_id)
    spel.choose(label(Observatiepunt.STILTE), Gezien.GEZIEN)
    other.choose(label(Observatiepunt.SAMENVATTEN), Gezien.NVT)
    marks = {punt: seen.gezien for punt, seen in stored(spel).gesprek.observaties.items()}
    assert marks == {
        Observatiepunt.STILTE: Gezien.GEZIEN,
        Observatiepunt.SAMENVATTEN: Gezien.NVT,
    }


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_a_note_belongs_to_the_last_round(tab: PageDriver, make: Make, werkvorm: Werkvorm) -> None:
    one = make(werkvorm, 3, Stap.GESPREK, Fill.HALF)
    tab.open_step(Stap.GESPREK, one.id)
    field = screen_text("stap_5.notitie_veld", nummer=1)
    tab.holds(field, LEVEND)
    tab.write(field, "Een lange stilte")
    assert last_ronde(tab).notitie == "Een lange stilte"
    tab.is_plain()


# --- cards -----------------------------------------------------------------------------------


def test_voorbespreken_walks_all_cards_one_by_one_and_the_last_one_ends_the_round(
    kaarten: PageDriver,
) -> None:
    kaarten.sees(*(inhoud().gesprekstool.stappen[card].titel for card in KAARTEN))
    kaarten.tap_main(screen_text("stap_5.begin_kaarten"))
    for number, card in enumerate(KAARTEN, start=1):
        kaarten.sees(
            screen_text("stap_5.kaart", nummer=number, totaal=len(KAARTEN)),
            inhoud().gesprekstool.stappen[card].doel,
        )
        last = card is KAARTEN[-1]
        kaarten.tap_main(screen_text("stap_5.laatste_kaart") if last else VOLGENDE)
    assert stored(kaarten).gesprek.kaarten == dict.fromkeys(KAARTEN, True)
    assert last_ronde(kaarten).stopped
    kaarten.sees(screen_text("stap_5.alle_kaarten_besproken"))
    kaarten.tap_main(TERUG)
    kaarten.is_at(Stap.TERUGKIJKEN)


def test_a_card_can_be_taken_back(kaarten: PageDriver) -> None:
    kaarten.tap_main(screen_text("stap_5.begin_kaarten"))
    assert screen_text("stap_5.vorige_kaart") not in kaarten.buttons
    kaarten.tap_main(VOLGENDE)
    kaarten.tap_main(VOLGENDE)
    kaarten.tap(screen_text("stap_5.vorige_kaart"))
    kaarten.sees(screen_text("stap_5.kaart", nummer=2, totaal=len(KAARTEN)))
    assert stored(kaarten).gesprek.kaarten == {KAARTEN[0]: True}


def test_a_tap_that_comes_twice_skips_no_card(kaarten: PageDriver) -> None:
    kaarten.tap_main(screen_text("stap_5.begin_kaarten"))
    other = PageDriver().open_step(Stap.GESPREK, kaarten.oefening_id)
    kaarten.tap_main(VOLGENDE)
    other.tap_main(VOLGENDE)
    assert stored(kaarten).gesprek.kaarten == {KAARTEN[0]: True}
    other.sees(screen_text("stap_5.kaart", nummer=2, totaal=len(KAARTEN)))


def test_the_cards_can_be_walked_once_more_as_a_new_round(tab: PageDriver, make: Make) -> None:
    one = make(VOORBESPREKEN, 2, Stap.GESPREK, Fill.WHOLE)
    tab.open_step(Stap.GESPREK, one.id)
    tab.tap(screen_text("stap_5.kaarten_opnieuw"))
    tab.sees(screen_text("stap_5.kaart", nummer=1, totaal=len(KAARTEN)))
    assert len(stored(tab).gesprek.rondes) == 2


def test_in_voorbespreken_there_is_no_clock_time_out_or_observation_list(
    kaarten: PageDriver,
) -> None:
    kaarten.tap_main(screen_text("stap_5.begin_kaarten"))
    assert TIME_OUT not in kaarten.buttons
    assert not clocks(kaarten)
    assert label(Observatiepunt.STILTE) not in [group.label for group in kaarten.at.button_group]


# --- another form halfway --------------------------------------------------------------------


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_changing_the_form_while_a_round_runs_keeps_the_round_and_can_end_it(
    tab: PageDriver, archive: Archive, make: Make, werkvorm: Werkvorm
) -> None:
    versie = archive.oefening(make(werkvorm, 3, Stap.GESPREK).id)
    running = start_ronde(versie.value.gesprek, new_id(), now())
    archive.save(versie, versie.value.changed(gesprek=running))
    (other,) = set(Werkvorm) - {werkvorm}
    tab.open_step(Stap.MOMENT, versie.value.id)
    tab.choose(screen_text("stap_1.vorm"), other)
    tab.open_step(Stap.GESPREK, versie.value.id)
    if other is ROLLENSPEL:
        tab.tap_main(STOP)
    else:
        for _ in KAARTEN[1:]:
            tab.tap_main(VOLGENDE)
        tab.tap_main(screen_text("stap_5.laatste_kaart"))
    tab.tap_main(TERUG)
    tab.is_at(Stap.TERUGKIJKEN)
    assert stored(tab).with_rol(Rol.INBRENGER)
