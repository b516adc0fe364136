from datetime import timedelta
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import ImpossibleRonde
from gesprek.domain.gesprek import (
    KAARTEN,
    Gesprek,
    current_kaart,
    finish_kaart,
    previous_kaart,
    restart_kaarten,
    resume_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.themas import Gespreksstap
from tests.domain.strategies import gesprekken
from tests.support.builders.oefeningen import NOW

RUNNING = start_ronde(Gesprek(), "R1", NOW)
LATER = NOW + timedelta(minutes=11)


def finished(cards: int) -> Gesprek:
    return reduce(lambda gesprek, _: finish_kaart(gesprek, LATER), range(cards), RUNNING)


def test_the_cards_are_the_companion_tool_in_order() -> None:
    assert tuple(Gespreksstap) == KAARTEN


@pytest.mark.parametrize("cards", range(6))
def test_each_finished_card_brings_the_next_one(cards: int) -> None:
    assert current_kaart(finished(cards)) is KAARTEN[cards]
    assert finished(cards).running == "R1"


def test_the_last_card_ends_the_round_and_stays_the_current_one() -> None:
    done = finished(6)
    assert done.running is None
    assert [ronde.stopped for ronde in done.finished] == [LATER]
    assert current_kaart(done) is KAARTEN[-1]


@pytest.mark.parametrize("cards", range(1, 6))
def test_going_back_a_card_and_on_again_loses_nothing(cards: int) -> None:
    back = previous_kaart(finished(cards))
    assert current_kaart(back) is KAARTEN[cards - 1]
    assert finish_kaart(back, LATER) == finished(cards)


def test_before_the_first_card_there_is_none() -> None:
    assert previous_kaart(RUNNING) == RUNNING


def test_a_card_that_was_skipped_comes_first() -> None:
    gap = RUNNING.changed(kaarten={KAARTEN[0]: True, KAARTEN[2]: True, KAARTEN[1]: False})
    assert current_kaart(gap) is KAARTEN[1]
    assert current_kaart(finish_kaart(gap, LATER)) is KAARTEN[3]


def test_the_last_card_cannot_end_a_round_that_does_not_run() -> None:
    with pytest.raises(ImpossibleRonde):
        finish_kaart(stop_ronde(finished(5), LATER), LATER)


def test_a_resumed_round_can_be_ended_by_its_last_card_again() -> None:
    assert finish_kaart(resume_ronde(finished(6)), LATER) == finished(6)


def test_once_more_is_a_new_round_from_the_first_card_that_keeps_the_first_round() -> None:
    again = restart_kaarten(finished(6), "R2", LATER)
    assert current_kaart(again) is KAARTEN[0]
    assert again.running == "R2"
    assert again.rondes["R1"] == finished(6).rondes["R1"]


def test_the_cards_cannot_start_again_beside_a_running_round() -> None:
    with pytest.raises(ImpossibleRonde, match="Stop die eerst"):
        restart_kaarten(finished(3), "R2", LATER)


@given(gesprek=gesprekken(), on=st.booleans())
def test_turning_cards_changes_no_observation_and_no_note(gesprek: Gesprek, *, on: bool) -> None:
    if gesprek.running is None:
        gesprek = start_ronde(gesprek, "Z9", NOW)
    turned = finish_kaart(gesprek, NOW) if on else previous_kaart(gesprek)
    assert turned.observaties == gesprek.observaties
    notes = {key: ronde.notitie for key, ronde in gesprek.rondes.items()}
    assert {key: ronde.notitie for key, ronde in turned.rondes.items()} == notes
