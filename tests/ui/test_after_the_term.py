"""What a page says of what was done and can be read no more: its text gone, or damaged."""

from datetime import timedelta
from pathlib import Path

import pytest

from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import Gone
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, new_team
from gesprek.domain.team_memory import needs_of, propose_inbrenger
from gesprek.domain.themas import Behoefte
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_up
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.values import new_id
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import label, listed, screen_text
from tests.storage.examples import path_of
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

LEEG = screen_text("team.leeg")


def _past_its_term(root: Path) -> None:
    clean_up(open_store(str(root)), lambda: now() + timedelta(days=60))


def _only_gone(archive: Archive, team: Team) -> Gone:
    (gone,) = archive.past(team.id, [])
    assert isinstance(gone, Gone)
    return gone


@pytest.fixture
def closed(make: Make, archive: Archive) -> Oefening:
    """A closed oefening of which everybody may read that more time is needed."""
    one = archive.oefening(make(Werkvorm.ROLLENSPEL, 4, Stap.VERVOLG, Fill.WHOLE).id)
    needs = {"behoeften": (Behoefte.TIJD,), "behoeften_delen": True}
    return archive.save(one, one.value.changed(vervolg=one.value.vervolg.changed(**needs))).value


def test_a_team_of_which_the_texts_are_gone_is_not_told_that_it_never_practised(
    tab: PageDriver, root: Path, archive: Archive, team: Team, closed: Oefening
) -> None:
    assert closed.vervolg.is_closed
    _past_its_term(root)
    assert archive.oefeningen(team.id) == []
    tab.open("team", t=team.id)
    tab.sees(screen_text("team.niets_open"), screen_text("team.gesloten_weg", aantal=1))
    tab.sees_not(LEEG, screen_text("team.geen_gesloten"))
    needed = screen_text("geheugen.keer", wat=label(Behoefte.TIJD), aantal=1)
    tab.sees(screen_text("geheugen.titel"), needed)
    assert needs_of(archive.rijen_of(team.id)) == {Behoefte.TIJD: 1}


def test_who_brought_in_a_case_of_which_the_text_is_gone_is_not_proposed_as_if_they_had_not(
    tab: PageDriver, root: Path, archive: Archive, team: Team, closed: Oefening
) -> None:
    _past_its_term(root)
    brought_in = closed.inbrenger
    others = [team.name_of(one) for one in team.deelnemers if one != brought_in]
    tab.open("team", t=team.id)
    tab.sees(screen_text("geheugen.nog_niet", namen=listed(others)))
    tab.tap(screen_text("team.nu_oefenen"))
    (new,) = archive.oefeningen(team.id)
    assert list(new.rollen) == [one for one in team.deelnemers if one in closed.rollen]
    assert new.inbrenger not in (None, brought_in)
    waiting = [team.name_of(one) for one in new.rollen if one not in (brought_in, new.inbrenger)]
    tab.sees(screen_text("rollen.nog_niet_ingebracht", namen=listed(waiting)))


def test_a_text_that_is_gone_and_its_row_that_is_kept_count_as_one(
    archive: Archive, team: Team, closed: Oefening
) -> None:
    past = archive.past(team.id, archive.oefeningen(team.id))
    assert past == [closed]
    gone = _only_gone(archive, team)
    assert (gone.id, gone.inbrenger) == (closed.id, closed.inbrenger)
    assert sorted(gone.people) == sorted(closed.rollen)
    assert gone.rollen == {closed.inbrenger: Rol.INBRENGER}
    assert propose_inbrenger(tuple(team.deelnemers), past) == propose_inbrenger(
        tuple(team.deelnemers), [gone]
    )


def test_who_is_no_longer_on_the_list_leads_to_nobody(
    archive: Archive, team: Team, closed: Oefening
) -> None:
    assert closed.team == team.id
    seen = archive.team(team.id)
    archive.save_team(seen, seen.value.changed(deelnemers={}))
    gone = _only_gone(archive, team)
    assert (gone.people, gone.inbrenger) == ((), None)


def test_what_was_only_planned_counts_as_no_practice_once_it_is_gone(
    tab: PageDriver, root: Path, archive: Archive, team: Team, make: Make
) -> None:
    make(Werkvorm.ROLLENSPEL, 4, Stap.CASUS)
    _past_its_term(root)
    tab.open("team", t=team.id)
    tab.sees(LEEG)
    assert archive.past(team.id, []) == []


# --- damaged -----------------------------------------------------------------------------------


def _damage(root: Path, key: DocumentKey) -> None:
    path = path_of(root, key)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text('{"kapot": "', encoding="utf-8")


def test_a_team_that_cannot_be_read_is_not_taken_for_none(
    tab: PageDriver, root: Path, archive: Archive
) -> None:
    team = archive.create_team(new_team(new_id(), "Zuid")).value
    _damage(root, DocumentKey(Kind.TEAM, team.id))
    tab.open("start")
    tab.sees(screen_text("fouten.team_kapot"))
    assert screen_text("start.begin_proefteam") not in tab.buttons


def test_what_a_person_put_in_may_be_in_what_cannot_be_read(
    tab: PageDriver, root: Path, team: Team, closed: Oefening
) -> None:
    _damage(root, DocumentKey(Kind.OEFENING, closed.id, team.id))
    tab.open("team", t=team.id)
    naam = next(iter(team.deelnemers.values())).naam
    tab.tap(screen_text("team.wis_inbreng_van", naam=naam))
    tab.sees(screen_text("fouten.oefening_kapot"))
    tab.sees_not(screen_text("team.geen_inbreng", naam=naam))


@pytest.mark.parametrize("kind", list(Kind))
def test_beheer_names_whatever_cannot_be_read(beheer: PageDriver, root: Path, kind: Kind) -> None:
    in_a_team = kind in (Kind.OEFENING, Kind.GECODEERD, Kind.LEERPUNTEN)
    team = new_id()
    named = {Kind.TEAM: team, Kind.OEFENING: f"{team}-{new_id()}", Kind.BEHEER: "teksten-x"}
    naam = named.get(kind, "account-x")
    key = DocumentKey(kind, naam, team if in_a_team else None)
    _damage(root, key)
    open_store(str(root)).check()
    beheer.open("beheer")
    soort = screen_text(f"beheer.soort_{kind}")
    beheer.sees(screen_text("beheer.probleem", soort=soort, id=key.id))


@pytest.mark.parametrize("kind", [Kind.TEAM, Kind.ACCOUNT])
def test_a_list_of_beheer_says_that_something_in_it_cannot_be_read(
    beheer: PageDriver, root: Path, kind: Kind
) -> None:
    beheer.open("beheer")
    beheer.sees_not(screen_text("beheer.niet_te_lezen"))
    _damage(root, DocumentKey(kind, new_id() if kind is Kind.TEAM else "account-x"))
    beheer.open("beheer")
    beheer.sees(screen_text("beheer.niet_te_lezen"))
    if kind is Kind.ACCOUNT:
        beheer.sees_not(screen_text("managers.geen"))
