"""Erasing on request, the end of the term, and what a team takes along."""

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.retention_terms import LONGEST_AFTER_CLOSING
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.team_memory import geleerd
from gesprek.domain.terugblik import Meenemer
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.erasure_ledger import ErasureLedger
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import NotFound
from gesprek.ui.fields.open_oefening import today
from gesprek.ui.frame.words import day, label, screen_text
from tests.storage.examples import path_of
from tests.support.builders.oefeningen import LEVEND, NAMES, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

Sluit = Callable[[], Oefening]

VERWIJDER = screen_text("team.verwijder_oefening")
ONGEDAAN = screen_text("algemeen.ongedaan")


@pytest.fixture
def closed(make: Make) -> Oefening:
    return make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE)


@pytest.fixture
def tab(tab: PageDriver, team: Team, closed: Oefening) -> PageDriver:
    """The team's page, with one closed oefening."""
    assert closed.team == team.id
    return tab.open("team", t=team.id)


def files_with(root: Path, words: str) -> list[Path]:
    return [path for path in root.rglob("*") if path.is_file() and words in path.read_text("utf-8")]


def test_a_removed_oefening_is_gone_from_the_folder_and_can_be_put_back(
    tab: PageDriver, root: Path, archive: Archive, closed: Oefening
) -> None:
    assert files_with(root, "KWAAD")
    tab.tap(VERWIJDER)
    assert files_with(root, "KWAAD") == []
    with pytest.raises(NotFound):
        archive.oefening(closed.id)
    tab.tap(ONGEDAAN)
    assert archive.oefening(closed.id).value == closed
    assert VERWIJDER in tab.buttons


def test_undo_of_a_removal_ends_with_the_page(
    tab: PageDriver, closed: Oefening, team: Team
) -> None:
    tab.tap(VERWIJDER)
    tab.reload()
    assert ONGEDAAN not in tab.buttons
    store = open_store(None)
    assert closed.id in ErasureLedger(store).of(team.id).oefening


def test_who_wants_its_words_gone_gets_that_in_one_tap_and_can_take_it_back(
    tab: PageDriver, archive: Archive, closed: Oefening
) -> None:
    key = next(key for key, rol in closed.rollen.items() if closed.inbrenger == key and rol)
    naam = NAMES[list(closed.rollen).index(key)]
    tab.tap(screen_text("team.wis_inbreng_van", naam=naam))
    left = archive.oefening(closed.id).value
    assert left.casus.client == left.inleven.brief == ""
    assert left.casus.themas == closed.casus.themas
    tab.tap(ONGEDAAN)
    assert archive.oefening(closed.id).value == closed


def test_who_brought_in_nothing_hears_that(tab: PageDriver) -> None:
    naam = NAMES[-1]
    tab.tap(screen_text("team.wis_inbreng_van", naam=naam))
    assert [one.value for one in tab.at.error] == [screen_text("team.geen_inbreng", naam=naam)]
    assert ONGEDAAN not in tab.buttons


def test_a_name_off_the_list_stands_in_the_ledger_so_that_no_backup_brings_it_back(
    tab: PageDriver, team: Team
) -> None:
    key = next(iter(team.deelnemers))
    tab.tap(screen_text("team.verwijder_naam", naam=NAMES[0]))
    assert set(ErasureLedger(open_store(None)).of(team.id).naam) == {key}
    tab.tap(ONGEDAAN)
    assert ErasureLedger(open_store(None)).of(team.id).naam == {}


def test_a_team_reads_when_its_text_goes_and_what_it_takes_along(
    tab: PageDriver, closed: Oefening
) -> None:
    tab.sees(
        screen_text("team.tekst_gaat_weg"),
        screen_text("team.nog_dagen", aantal=LONGEST_AFTER_CLOSING),
    )
    tab.follow(screen_text("meenemen.bekijk"))
    assert tab.title == screen_text("meenemen.titel")
    goes_on = today() + timedelta(days=LONGEST_AFTER_CLOSING)
    tab.sees(screen_text("meenemen.tot", dag=day(goes_on)), closed.terugblik.afspraken)
    (leerpunt,) = closed.terugblik.leerpunten.values()
    tab.sees(f"{label(leerpunt.leerthema)} ({label(leerpunt.rol)}): {leerpunt.tekst}")
    tab.is_plain()


def test_what_is_taken_along_holds_no_case(
    tab: PageDriver, archive: Archive, closed: Oefening
) -> None:
    casus = closed.casus.changed(onderwerp="Geheim 1", client="Geheim 2", leervraag="Geheim 3")
    inleven = closed.inleven.changed(brief="Geheim 4")
    archive.save(archive.oefening(closed.id), closed.changed(casus=casus, inleven=inleven))
    tab.open("meenemen", o=closed.id)
    assert not [line for line in tab.lines() if "Geheim" in line]


def test_the_plan_reads_as_one_sentence_also_where_als_and_dan_were_typed(
    tab: PageDriver, archive: Archive, closed: Oefening
) -> None:
    meenemer = Meenemer(als="Als ze zucht.", dan="wacht ik even.")
    terugblik = closed.terugblik.changed(meenemer=meenemer)
    archive.save(archive.oefening(closed.id), closed.changed(terugblik=terugblik))
    tab.open("meenemen", o=closed.id)
    tab.sees("Als ze zucht, dan wacht ik even.")


def test_without_looking_back_there_is_nothing_to_take_along_yet(
    tab: PageDriver, make: Make
) -> None:
    fresh = make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    tab.open("meenemen", o=fresh.id)
    tab.sees(screen_text("meenemen.leeg"))


def test_leerpunten_outlive_their_oefening_until_somebody_removes_them(
    tab: PageDriver, team: Team, closed: Oefening
) -> None:
    store = open_store(None)
    key = DocumentKey(Kind.LEERPUNTEN, closed.id, team.id)
    store.create(key, geleerd(closed).to_document())
    store.delete(DocumentKey(Kind.OEFENING, closed.id, team.id))
    tab.open("team", t=team.id)
    tab.sees(screen_text("team.geleerd"), LEVEND)
    tab.is_plain()
    tab.tap(screen_text("stap_6.verwijder_leerpunt"))
    tab.sees_not(LEVEND)
    tab.tap(ONGEDAAN)
    tab.sees(LEVEND)


# --- beheer ----------------------------------------------------------------------------------


def test_the_advisor_reads_that_all_is_well(tab: PageDriver) -> None:
    tab.open("beheer")
    tab.sees(screen_text("beheer.alles_in_orde"))


def test_the_advisor_reads_what_is_damaged_without_a_word_of_it(
    tab: PageDriver, root: Path, team: Team, closed: Oefening
) -> None:
    path = path_of(root, DocumentKey(Kind.OEFENING, closed.id, closed.team))
    path.write_text(f'{{"kapot": "{LEVEND}')
    tab.open("team", t=team.id)
    tab.sees(screen_text("fouten.oefening_kapot"))
    tab.open("beheer")
    soort = screen_text("beheer.soort_oefening")
    tab.sees(screen_text("beheer.probleem", soort=soort, id=closed.id))
    assert not [line for line in tab.lines() if "KWAAD" in line or team.naam in line]
