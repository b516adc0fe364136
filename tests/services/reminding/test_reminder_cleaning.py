"""Addresses go with the name and the team that they are of, and where nobody confirmed them."""

from datetime import timedelta

import pytest

from gesprek.domain.reminders import CONFIRM_WITHIN
from gesprek.domain.team import archive
from gesprek.services.erasing import Erasing
from gesprek.services.organisation_info import ExampleData
from gesprek.services.reminder_cleaning import clean_addresses, forget_person
from gesprek.services.visits import Visits
from gesprek.storage.protocol import DocumentKey, Kind
from tests.services.reminding.reminded import NOOR, SAM, Reminded
from tests.support.builders.oefeningen import TODAY


@pytest.fixture
def known(team: Reminded) -> Reminded:
    """Sam and Noor confirmed an address, and both gave another one since."""
    team.by_mail(sam=SAM, noor=NOOR)
    team.choose(te_bevestigen=team.sealed(sam=SAM, noor=NOOR), kanaal="verzegeld")
    return team


def names(team: Reminded) -> tuple[set[str], set[str]]:
    return {*team.choice.ontvangers}, {*team.choice.te_bevestigen}


def is_forgotten(team: Reminded) -> bool:
    return not [*team.store.list(Kind.HERINNERING)]


def test_with_a_name_its_addresses_go_at_once_and_do_not_come_back(known: Reminded) -> None:
    erasing = Erasing(known.store, known.clock)
    undo = erasing.naam(known.team.id, "sam")
    assert names(known) == ({"noor"}, {"noor"})
    erasing.undo(undo)
    assert "sam" in known.archive.team(known.team.id).value.deelnemers
    assert names(known) == ({"noor"}, {"noor"})


def test_a_name_that_nobody_reminds_goes_as_before(team: Reminded) -> None:
    Erasing(team.store, team.clock).naam(team.team.id, "sam")
    assert is_forgotten(team)


def test_with_a_damaged_choice_a_name_goes_as_before(known: Reminded) -> None:
    known.place.damage(DocumentKey(Kind.HERINNERING, known.team.id))
    forget_person(known.store, known.team.id, "sam")
    Erasing(known.store, known.clock).naam(known.team.id, "sam")
    assert "sam" not in known.archive.team(known.team.id).value.deelnemers


def test_a_team_that_is_put_away_is_forgotten(known: Reminded) -> None:
    Visits(known.store, known.secrets, known.clock).close_team(known.team.id)
    assert is_forgotten(known)


def test_with_the_example_data_their_addresses_go(known: Reminded) -> None:
    example = ExampleData(known.store)
    example.mark([known.team.id])
    example.remove()
    assert is_forgotten(known)


def test_cleaning_takes_what_nobody_confirmed_in_time_and_no_more(known: Reminded) -> None:
    known.now += CONFIRM_WITHIN - timedelta(seconds=1)
    clean_addresses(known.store, known.now)
    assert names(known) == ({"sam", "noor"}, {"sam", "noor"})
    known.now += timedelta(seconds=1)
    clean_addresses(known.store, known.now)
    assert names(known) == ({"sam", "noor"}, set())
    assert known.choice.kanaal == "verzegeld"


def test_cleaning_takes_the_address_of_a_name_that_went_another_way(known: Reminded) -> None:
    seen = known.archive.team(known.team.id)
    left = {"noor": seen.value.deelnemers["noor"]}
    known.archive.save_team(seen, seen.value.changed(deelnemers=left))
    clean_addresses(known.store, known.now)
    assert names(known) == ({"noor"}, {"noor"})


def test_cleaning_forgets_a_team_that_is_put_away_or_gone(known: Reminded) -> None:
    seen = known.archive.team(known.team.id)
    known.archive.save_team(seen, archive(seen.value, TODAY))
    clean_addresses(known.store, known.now)
    assert is_forgotten(known)
    known.by_mail(sam=SAM)
    known.store.delete(DocumentKey(Kind.TEAM, known.team.id))
    clean_addresses(known.store, known.now)
    assert is_forgotten(known)


def test_of_a_team_that_cannot_be_read_nothing_is_forgotten(known: Reminded) -> None:
    known.place.damage(DocumentKey(Kind.TEAM, known.team.id))
    clean_addresses(known.store, known.now)
    assert names(known) == ({"sam", "noor"}, {"sam", "noor"})
