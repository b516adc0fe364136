"""What everybody who takes part may read by now, on whatever it is shown."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gesprek.domain.gesprek import start_ronde, stop_ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.shown import shown_to_all
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import beurten
from gesprek.domain.text_fields import texts_of
from tests.support.builders.marked import MARKED_AT, marked

PRIVATE = {"MERK-BRIEF", "MERK-EIGEN", "MERK-ZIN", "MERK-LASTIG"}
SEEN = {"MERK-RONDE", "MERK-CITAAT", "MERK-MARKERING"}
GIVEN = {"MERK-TOP", "MERK-TIP"}


def texts_in(oefening: Oefening) -> set[str]:
    return {plek.tekst for stap in Stap for plek in texts_of(oefening, stap)}


def held_back(oefening: Oefening) -> set[str]:
    return texts_in(oefening) - texts_in(shown_to_all(oefening))


def at_turns() -> Iterator[Oefening]:
    for beurt in beurten(marked().rollen):
        back = marked().terugblik.changed(besproken_beurt=beurt)
        yield marked().changed(stap=Stap.TERUGKIJKEN, verst=Stap.TERUGKIJKEN, terugblik=back)


def test_in_each_turn_tops_and_tips_wait_until_both_have_told() -> None:
    waits = [held_back(one) for one in at_turns()]
    assert waits == [PRIVATE | GIVEN] * 2 + [PRIVATE] * 4


@pytest.mark.parametrize("stap", [Stap.INLEVEN, Stap.GESPREK])
def test_before_step_6_marks_and_notes_of_who_observes_wait_too(stap: Stap) -> None:
    before = next(at_turns()).changed(stap=stap, verst=stap)
    assert held_back(before) == PRIVATE | SEEN | GIVEN


def test_what_is_noted_while_a_replay_is_played_waits_until_it_stops() -> None:
    *_, later = at_turns()
    again = start_ronde(later.gesprek, "s", MARKED_AT + timedelta(hours=1))
    playing = later.changed(stap=Stap.GESPREK, gesprek=again)
    assert held_back(playing) == PRIVATE | SEEN | GIVEN
    stopped = stop_ronde(again, MARKED_AT + timedelta(hours=2))
    assert held_back(playing.changed(gesprek=stopped)) == PRIVATE


def test_nothing_else_is_ever_left_out() -> None:
    kept = {"inleven": marked().inleven, "vervolg": marked().vervolg}
    assert shown_to_all(marked()).changed(**kept) == marked()
    card = {"dagkaart": marked().vervolg.dagkaart}
    assert shown_to_all(marked()).vervolg.changed(**card) == marked().vervolg
