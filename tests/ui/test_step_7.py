"""Step 7: waiting for the real conversation, talking it over, closing and opening again."""

from datetime import date, timedelta

import pytest

from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte
from gesprek.domain.vervolg import Vervolg, Vervolgstaat, Vervolgvraag, Verwachting, plan
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.words import day, label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

ROLLENSPEL = Werkvorm.ROLLENSPEL
GEWEEST, ROND_AF = screen_text("stap_7.is_geweest"), screen_text("stap_7.rond_af")
NOG_EEN = screen_text("stap_7.nog_een_casus")
NIET, TOCH = screen_text("stap_7.gaat_niet_door"), screen_text("stap_7.toch_door")
HOE = screen_text("stap_7.hoe_ging_het")


@pytest.fixture
def waiting(tab: PageDriver, make: Make) -> PageDriver:
    """Step 7, with the conversation planned for today."""
    return tab.open_step(Stap.VERVOLG, make(ROLLENSPEL, 3, Stap.VERVOLG).id)


@pytest.fixture
def geweest(tab: PageDriver, make: Make) -> PageDriver:
    """Step 7, after the real conversation."""
    return tab.open_step(Stap.VERVOLG, make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF).id)


@pytest.fixture
def afgerond(tab: PageDriver, make: Make) -> PageDriver:
    return tab.open_step(Stap.VERVOLG, make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE).id)


def vervolg_of(tab: PageDriver) -> Vervolg:
    return stored(tab).vervolg


def replan(tab: PageDriver, archive: Archive, days: int | None) -> None:
    """Put the conversation on another day and open the page again."""
    versie = archive.oefening(tab.oefening_id)
    on = None if days is None else today() + timedelta(days=days)
    planned = plan(versie.value.vervolg, on, today())
    archive.save(versie, versie.value.changed(vervolg=planned))
    tab.reload()


# --- waiting ---------------------------------------------------------------------------------


def test_the_page_says_when_the_conversation_is_and_from_when_it_can_be_talked_over(
    waiting: PageDriver, archive: Archive
) -> None:
    replan(waiting, archive, 3)
    waiting.sees(
        screen_text("stap_7.wacht", dag=day(today() + timedelta(days=3))),
        screen_text("stap_7.herinnering", dag=day(today() + timedelta(days=4))),
    )
    waiting.sees_not(screen_text("stap_7.te_lang_open"))


def test_an_oefening_that_waits_too_long_says_what_to_do(
    waiting: PageDriver, archive: Archive
) -> None:
    replan(waiting, archive, -15)
    waiting.sees_not(screen_text("stap_7.te_lang_open"))
    replan(waiting, archive, -16)
    waiting.sees(screen_text("stap_7.te_lang_open"))


@pytest.mark.parametrize("days", [-20, 0, 30])
def test_another_day_is_stored_when_it_is_chosen(waiting: PageDriver, days: int) -> None:
    on = today() + timedelta(days=days)
    waiting.set_day(screen_text("stap_7.verander_dag"), on)
    assert vervolg_of(waiting).gesprek_op == on
    waiting.sees(day(on))


def test_a_day_that_is_not_known_any_more_can_be_left_empty(waiting: PageDriver) -> None:
    waiting.set_day(screen_text("stap_7.verander_dag"), None)
    assert vervolg_of(waiting).gesprek_op is None
    waiting.sees(screen_text("stap_7.wacht_zonder_dag"))


@pytest.mark.parametrize("on", [date.min, date(2, 1, 1), date(9998, 12, 31), date.max])
def test_an_impossible_day_changes_nothing(waiting: PageDriver, on: date) -> None:
    before = stored(waiting)
    waiting.set_day(screen_text("stap_7.verander_dag"), on)
    assert stored(waiting) == before
    assert waiting.at.date_input[0].value == today()


@pytest.mark.parametrize(("days", "had_on"), [(-2, -2), (0, 0), (5, 0), (None, 0)])
def test_the_conversation_was_had_on_the_planned_day_or_else_today(
    waiting: PageDriver, archive: Archive, days: int | None, had_on: int
) -> None:
    replan(waiting, archive, days)
    waiting.tap_main(GEWEEST)
    assert vervolg_of(waiting).staat is Vervolgstaat.GEWEEST
    assert vervolg_of(waiting).gesprek_op == today() + timedelta(days=had_on)
    assert waiting.main_action == ROND_AF


def test_the_plan_of_the_inbrenger_stands_there_to_read_as_it_was_written(
    waiting: PageDriver,
) -> None:
    waiting.sees(screen_text("stap_7.je_plan"), f"{screen_text('stap_6.meenemer_als')} {LEVEND}")
    waiting.is_plain()


# --- talking it over -------------------------------------------------------------------------


def test_closing_without_how_it_went_says_that_this_is_missing(geweest: PageDriver) -> None:
    geweest.tap_main(ROND_AF)
    assert [error.value for error in geweest.at.error] == ["Kies eerst hoe het echte gesprek ging."]
    assert vervolg_of(geweest).staat is Vervolgstaat.GEWEEST


@pytest.mark.parametrize("how", list(Verwachting))
def test_how_it_went_closes_the_oefening(geweest: PageDriver, how: Verwachting) -> None:
    geweest.choose(HOE, how)
    geweest.tap_main(ROND_AF)
    vervolg = vervolg_of(geweest)
    assert (vervolg.staat, vervolg.hoe_ging_het) == (Vervolgstaat.AFGEROND, how)
    assert vervolg.closed == today()
    geweest.sees(screen_text("stap_7.afgerond"), f"**{label(how)}**", label(Verwachting.WISSELEND))
    geweest.is_plain()


def test_the_five_questions_each_have_a_tick_that_is_stored(geweest: PageDriver) -> None:
    for vraag in Vervolgvraag:
        shown = inhoud().vervolg.vragen[vraag]
        geweest.sees(*shown.denk_hierbij_aan)
        if not vervolg_of(geweest).besproken.get(vraag):
            geweest.tick(shown.label)
    assert vervolg_of(geweest).besproken == dict.fromkeys(Vervolgvraag, True)


def test_the_note_and_the_needs_are_stored_and_sharing_is_asked_only_with_a_need(
    geweest: PageDriver,
) -> None:
    geweest.write(screen_text("stap_7.notitie"), "Het begin ging goed")
    assert vervolg_of(geweest).notitie == "Het begin ging goed"
    geweest.choose(screen_text("stap_7.behoeften"), Behoefte.TRAINING)
    geweest.tick(screen_text("stap_7.behoeften_delen"))
    assert vervolg_of(geweest).behoeften == (Behoefte.TRAINING,)
    assert not vervolg_of(geweest).behoeften_delen
    geweest.choose(screen_text("stap_7.behoeften"))
    geweest.sees_not(screen_text("stap_7.behoeften_delen_uitleg"))


def test_the_people_who_practised_together_are_named(geweest: PageDriver) -> None:
    geweest.sees(screen_text("stap_7.met_wie", namen="Anouk, Bastiaan en Chantal"))


# --- not taking place, and back --------------------------------------------------------------


def test_a_conversation_that_will_not_take_place_closes_the_oefening_and_can_come_back(
    waiting: PageDriver,
) -> None:
    before = vervolg_of(waiting)
    waiting.tap(NIET)
    assert vervolg_of(waiting).staat is Vervolgstaat.NIET_DOORGEGAAN
    assert vervolg_of(waiting).closed == today()
    waiting.sees(screen_text("stap_7.niet_doorgegaan"))
    waiting.tap(TOCH)
    assert vervolg_of(waiting) == before
    waiting.set_day(screen_text("stap_7.verander_dag"), today() + timedelta(days=8))
    assert vervolg_of(waiting).gesprek_op == today() + timedelta(days=8)


def test_a_closed_oefening_can_be_opened_again_without_loss(afgerond: PageDriver) -> None:
    before = vervolg_of(afgerond)
    afgerond.tap(screen_text("stap_7.heropen"))
    after = vervolg_of(afgerond)
    assert after == before.changed(staat=Vervolgstaat.GEWEEST, closed=None)
    afgerond.holds(screen_text("stap_7.notitie"), LEVEND)
    afgerond.tap_main(ROND_AF)
    assert vervolg_of(afgerond) == before


# --- once more -------------------------------------------------------------------------------


@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_one_more_case_starts_with_the_same_people_and_form_and_another_inbrenger(
    tab: PageDriver, archive: Archive, make: Make, werkvorm: Werkvorm
) -> None:
    before = make(werkvorm, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open_step(Stap.VERVOLG, before.id)
    tab.tap_main(NOG_EEN)
    tab.is_at(Stap.MOMENT)
    after = stored(tab)
    assert after.id != before.id
    assert (after.werkvorm, set(after.rollen)) == (werkvorm, set(before.rollen))
    assert after.inbrenger != before.inbrenger
    assert after.is_untouched
    assert archive.oefening(before.id).value == before


def test_one_more_case_is_offered_after_a_conversation_that_did_not_take_place_too(
    waiting: PageDriver,
) -> None:
    waiting.tap(NIET)
    waiting.tap_main(NOG_EEN)
    waiting.is_at(Stap.MOMENT)


def test_had_on_an_old_page_does_not_close_what_another_tab_marked(waiting: PageDriver) -> None:
    other = PageDriver().open_step(Stap.VERVOLG, waiting.oefening_id)
    waiting.tap_main(GEWEEST)
    waiting.choose(HOE, Verwachting.GOED)
    other.tap_main(GEWEEST)
    assert vervolg_of(waiting).staat is Vervolgstaat.GEWEEST
    assert other.main_action == ROND_AF


def test_closing_on_an_old_page_does_not_begin_a_new_oefening(
    geweest: PageDriver, archive: Archive
) -> None:
    geweest.choose(HOE, Verwachting.GOED)
    other = PageDriver().open_step(Stap.VERVOLG, geweest.oefening_id)
    geweest.tap_main(ROND_AF)
    other.tap_main(ROND_AF)
    assert len(archive.oefeningen(stored(geweest).team)) == 1
    other.is_at(Stap.VERVOLG)
