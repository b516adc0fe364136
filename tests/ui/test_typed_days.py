"""A day or a time that is typed is saved as it was meant, or stays in its field with the reason."""

from datetime import datetime, time, timedelta

import pytest

from gesprek.domain.dates import TIME_ZONE, day_in_words, local, local_day
from gesprek.domain.oefening import Oefening, plan_moment
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import now, today
from gesprek.ui.frame.page_frame import words_to_go_on
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

DAG, TIJD = screen_text("stap_1.dag"), screen_text("stap_1.tijd")
WANNEER, ANDERE_DAG = screen_text("stap_6.wanneer_gesprek"), screen_text("stap_7.verander_dag")
SLUIT, GEWEEST = screen_text("stap_6.sluit_af"), screen_text("stap_7.is_geweest")
LATER = "later"
NONE = "31e februari"


@pytest.fixture
def planned(tab: PageDriver, make: Make) -> PageDriver:
    """Step 1, planned for tomorrow at two o'clock."""
    tab.open_step(Stap.MOMENT, make(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(screen_text("stap_1.moment"), LATER)
    return tab


@pytest.fixture
def closing(tab: PageDriver, archive: Archive, make: Make) -> PageDriver:
    """The last turn of step 6, in which nothing is missing."""
    made = make(Werkvorm.ROLLENSPEL, 3, Stap.TERUGKIJKEN, Fill.WHOLE)
    versie = archive.oefening(made.id)
    terugblik = versie.value.terugblik.changed(besproken_beurt=Beurt.AFSPRAAK)
    vervolg = versie.value.vervolg.changed(staat=None, gesprek_op=None)
    archive.save(versie, versie.value.changed(terugblik=terugblik, vervolg=vervolg))
    return tab.open_step(Stap.TERUGKIJKEN, made.id)


@pytest.fixture
def waiting(tab: PageDriver, make: Make) -> PageDriver:
    """Step 7, with the conversation planned for today."""
    return tab.open_step(Stap.VERVOLG, make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG).id)


def errors(tab: PageDriver) -> str:
    return " ".join(str(error.value) for error in tab.at.error)


def moment_of(made: Oefening) -> datetime:
    assert made.gepland_op
    return local(made.gepland_op)


def test_a_typed_day_and_time_are_saved_and_shown_as_they_were_understood(
    planned: PageDriver,
) -> None:
    on = today() + timedelta(days=40)
    planned.write(DAG, f"{on:%d%m%y}")
    planned.write(TIJD, "9u30")
    assert moment_of(stored(planned)) == datetime.combine(on, time(9, 30), TIME_ZONE)
    planned.holds(DAG, day_in_words(on))
    planned.holds(TIJD, "09:30")


@pytest.mark.parametrize(
    ("label", "typed", "why"),
    [
        (DAG, NONE, "bestaat niet"),
        (DAG, "volgende week", "Typ bijvoorbeeld"),
        (DAG, "", "Vul in wanneer"),
        (TIJD, "half drie", "Typ de tijd"),
        (TIJD, "24:00", "Typ de tijd"),
        (TIJD, "", "Vul in wanneer"),
    ],
)
def test_what_is_not_understood_stays_in_its_field_and_holds_the_step(
    planned: PageDriver, label: str, typed: str, why: str
) -> None:
    before = stored(planned)
    planned.write(label, typed)
    planned.holds(label, typed)
    assert why in errors(planned)
    planned.tap_main(words_to_go_on(Stap.MOMENT))
    planned.is_at(Stap.MOMENT)
    assert errors(planned).count(why) == 2  # at the top of the page and below the field
    planned.holds(label, typed)
    assert stored(planned) == before


def test_what_was_not_understood_can_be_typed_again_and_lets_the_step_go(
    planned: PageDriver,
) -> None:
    planned.write(DAG, NONE)
    planned.write(DAG, "overmorgen")
    assert not errors(planned)
    planned.tap_main(words_to_go_on(Stap.MOMENT))
    planned.is_at(Stap.VOORBEREIDING)
    assert local_day(moment_of(stored(planned))) == today() + timedelta(days=2)


def test_choosing_now_leaves_no_day_to_wait_for(planned: PageDriver) -> None:
    planned.write(DAG, NONE)
    planned.choose(screen_text("stap_1.moment"), "nu")
    planned.tap_main(words_to_go_on(Stap.MOMENT))
    planned.is_at(Stap.VOORBEREIDING)


def test_a_day_that_is_past_only_by_its_time_is_saved_with_the_next_time(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    """Whichever of the two is typed first: the other one follows."""
    on = today() + timedelta(days=3)
    planned = datetime.combine(today() - timedelta(days=9), time(0, 5), TIME_ZONE)
    versie = archive.oefening(make(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT).id)
    archive.save(versie, plan_moment(versie.value, planned, planned))
    tab.open_step(Stap.MOMENT, versie.value.id)
    tab.write(TIJD, "16:45")
    assert "al voorbij" in errors(tab)
    tab.write(DAG, day_in_words(on))
    assert not errors(tab)
    assert moment_of(stored(tab)) == datetime.combine(on, time(16, 45), TIME_ZONE)


def test_the_calendar_replaces_what_was_not_understood(planned: PageDriver) -> None:
    planned.write(DAG, NONE)
    assert planned.at.date_input[0].value is None
    on = today() + timedelta(days=5)
    planned.set_day(DAG, on)
    assert not errors(planned)
    planned.holds(DAG, day_in_words(on))
    assert local_day(moment_of(stored(planned))) == on


def test_a_day_that_is_not_understood_is_not_lost_by_closing_step_6(closing: PageDriver) -> None:
    closing.type(WANNEER, NONE)
    closing.tap_main(SLUIT)
    closing.is_at(Stap.TERUGKIJKEN)
    assert "bestaat niet" in errors(closing)
    assert stored(closing).vervolg.staat is None
    closing.write(WANNEER, "")
    closing.tap_main(SLUIT)
    closing.is_at(Stap.VERVOLG)
    assert stored(closing).vervolg.gesprek_op is None


def test_a_day_typed_right_before_the_tap_that_closes_step_6_is_saved(closing: PageDriver) -> None:
    closing.type(WANNEER, "overmorgen")
    closing.tap_main(SLUIT)
    closing.is_at(Stap.VERVOLG)
    vervolg = stored(closing).vervolg
    assert vervolg.staat is Vervolgstaat.GEPLAND
    assert vervolg.gesprek_op == today() + timedelta(days=2)


def test_a_day_that_is_not_understood_does_not_become_today_in_step_7(waiting: PageDriver) -> None:
    waiting.type(ANDERE_DAG, NONE)
    waiting.tap_main(GEWEEST)
    assert "bestaat niet" in errors(waiting)
    assert stored(waiting).vervolg.staat is Vervolgstaat.GEPLAND
    waiting.holds(ANDERE_DAG, NONE)
    waiting.write(ANDERE_DAG, "gisteren")
    waiting.tap_main(GEWEEST)
    vervolg = stored(waiting).vervolg
    assert (vervolg.staat, vervolg.gesprek_op) == (
        Vervolgstaat.GEWEEST,
        today() - timedelta(days=1),
    )


def test_a_day_of_a_colleague_is_not_overwritten_by_one_that_is_typed(
    waiting: PageDriver, archive: Archive
) -> None:
    versie = archive.oefening(waiting.oefening_id)
    theirs = today() + timedelta(days=5)
    vervolg = versie.value.vervolg.changed(gesprek_op=theirs)
    archive.save(versie, versie.value.changed(vervolg=vervolg))
    waiting.write(ANDERE_DAG, "morgen")
    waiting.sees(screen_text("algemeen.botsing"), day_in_words(theirs))
    assert screen_text("algemeen.houd_beide") not in waiting.buttons
    waiting.tap(screen_text("algemeen.houd_mijn_tekst"))
    assert stored(waiting).vervolg.gesprek_op == today() + timedelta(days=1)


@pytest.mark.parametrize("label", [DAG, TIJD])
def test_a_typed_moment_is_no_finding_of_the_privacy_guard(planned: PageDriver, label: str) -> None:
    planned.holds(
        label, "14:00" if label == TIJD else day_in_words(local_day(now()) + timedelta(1))
    )
    planned.sees_not(screen_text("nakijken.let_op"))
