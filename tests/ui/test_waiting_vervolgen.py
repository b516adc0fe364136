"""Follow-ups that wait, closed or put off with one tap; and what a team remembers."""

from datetime import timedelta

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import LATER, Uitkomst
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.vervolg import Vervolgstaat, mark_geweest, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import KWAAD, LEVEND, NAMES, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

ROLLENSPEL = Werkvorm.ROLLENSPEL
NIET, LATER_TIK = screen_text("vervolgbord.niet_doorgegaan"), screen_text("vervolgbord.week_later")


@pytest.fixture
def wachtend(make: Make, archive: Archive) -> Oefening:
    """An oefening whose conversation was planned twenty days ago."""
    return replanned(archive, make(ROLLENSPEL, 3, Stap.VERVOLG), -20)


def replanned(archive: Archive, oefening: Oefening, days: int) -> Oefening:
    seen = archive.oefening(oefening.id)
    moved = plan(seen.value.vervolg, today() + timedelta(days=days), today())
    return archive.save(seen, seen.value.changed(vervolg=moved)).value


def staat(archive: Archive, oefening: Oefening) -> Vervolgstaat | None:
    return archive.oefening(oefening.id).value.vervolg.staat


def test_one_tap_on_the_team_page_closes_what_did_not_go_through(
    tab: PageDriver, team: Team, wachtend: Oefening, archive: Archive
) -> None:
    tab.open("team", t=team.id)
    tab.sees(screen_text("vervolgbord.wacht_lang"))
    tab.tap(NIET)
    assert staat(archive, wachtend) is Vervolgstaat.NIET_DOORGEGAAN
    tab.sees_not(screen_text("vervolgbord.wacht_lang"))


def test_one_tap_puts_it_off_a_week(
    tab: PageDriver, team: Team, wachtend: Oefening, archive: Archive
) -> None:
    tab.open("team", t=team.id)
    tab.tap(LATER_TIK)
    stored = archive.oefening(wachtend.id).value.vervolg
    assert (stored.staat, stored.gesprek_op) == (Vervolgstaat.GEPLAND, today() + LATER)
    tab.sees_not(screen_text("vervolgbord.wacht_lang"))


def test_one_that_was_had_can_only_be_talked_over(
    tab: PageDriver, team: Team, wachtend: Oefening, archive: Archive
) -> None:
    seen = archive.oefening(wachtend.id)
    had = mark_geweest(seen.value.vervolg, today() - timedelta(days=20), today())
    archive.save(seen, seen.value.changed(vervolg=had))
    tab.open("team", t=team.id)
    buttons = [one.label for one in tab.at.button]
    assert NIET not in buttons
    assert LATER_TIK not in buttons
    tab.tap(screen_text("team.nu_oefenen"))
    assert NIET not in [one.label for one in tab.at.button]
    tab.follow(screen_text("vervolgbord.praat_na"))
    tab.is_at(Stap.VERVOLG)


def test_what_is_not_due_yet_offers_no_tap(tab: PageDriver, team: Team, make: Make) -> None:
    make(ROLLENSPEL, 3, Stap.VERVOLG)
    tab.open("team", t=team.id)
    assert NIET not in [one.label for one in tab.at.button]


def test_the_start_page_tells_how_many_wait(
    tab: PageDriver, team: Team, wachtend: Oefening
) -> None:
    tab.open("start")
    tab.sees(screen_text("vervolgbord.op_start_een", team=team.naam))
    assert wachtend.team == team.id


def test_without_waiting_ones_the_start_page_says_nothing(tab: PageDriver, team: Team) -> None:
    tab.open("start")
    tab.sees_not(screen_text("vervolgbord.op_start_een", team=team.naam))


def test_a_new_oefening_begins_with_what_waits(
    tab: PageDriver, team: Team, wachtend: Oefening, archive: Archive
) -> None:
    tab.open("team", t=team.id)
    tab.tap(screen_text("team.nu_oefenen"))
    tab.is_at(Stap.MOMENT)
    tab.sees(screen_text("vervolgbord.voor_nieuwe_een"))
    tab.tap(NIET)
    assert staat(archive, wachtend) is Vervolgstaat.NIET_DOORGEGAAN
    tab.is_at(Stap.MOMENT)
    tab.sees_not(screen_text("vervolgbord.voor_nieuwe_een"))


def test_an_oefening_that_went_on_says_nothing_of_others(
    tab: PageDriver, make: Make, wachtend: Oefening
) -> None:
    assert wachtend.id
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.CASUS).id)
    tab.sees_not(screen_text("vervolgbord.voor_nieuwe_een"))


def test_a_closed_one_shows_the_outcome_beside_the_expectation(
    tab: PageDriver, team: Team, make: Make
) -> None:
    make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.sees(label(Uitkomst.MAKKELIJKER))


# --- memory ----------------------------------------------------------------------------------


def test_the_memory_searches_proposes_and_tells_what_returns(
    tab: PageDriver, team: Team, make: Make
) -> None:
    for _ in range(2):
        make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.sees(screen_text("geheugen.keer", wat=label(Thema.NAASTEN), aantal=2))
    tab.sees(screen_text("geheugen.keer", wat=label(Leerthema.OPENEN), aantal=2))
    tab.sees(screen_text("geheugen.voorstel", naam=NAMES[1]))
    assert [one.value for one in tab.at.text].count(LEVEND) >= 2
    tab.write(screen_text("geheugen.zoek"), "bestaatniet")
    tab.sees(screen_text("geheugen.niets"))
    tab.write(screen_text("geheugen.zoek"), KWAAD)
    tab.sees_not(screen_text("geheugen.niets"))
    tab.is_plain()


def test_a_team_without_oefeningen_has_no_memory_to_show(tab: PageDriver, team: Team) -> None:
    tab.open("team", t=team.id)
    tab.sees_not(screen_text("geheugen.wie"))


def test_needs_are_told_only_with_the_yes_of_the_team(
    tab: PageDriver, team: Team, make: Make, archive: Archive
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.sees(screen_text("geheugen.nodig"))
    seen = archive.oefening(one.id)
    no = seen.value.vervolg.changed(behoeften_delen=False)
    archive.save(seen, seen.value.changed(vervolg=no))
    tab.reload()
    tab.sees_not(screen_text("geheugen.nodig"))
    assert seen.value.rollen[min(seen.value.rollen)] in Rol
