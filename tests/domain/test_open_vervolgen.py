"""Follow-ups that ask something, and what came of the others."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import ImpossibleVervolg
from gesprek.domain.coded_row import encode
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import (
    LATER,
    Stand,
    Uitkomst,
    call_off,
    openstaand,
    put_off,
    stand,
    uitkomst,
)
from gesprek.domain.team_memory import needs_of
from gesprek.domain.themas import Behoefte
from gesprek.domain.vervolg import Vervolg, Vervolgstaat, Verwachting
from tests.support.builders.marked import MARKED_AT as NOW
from tests.support.builders.oefeningen import complete

TODAY = date(2027, 3, 1)


def waiting(day: date | None, oefening_id: str = "t-a", **fields: object) -> Oefening:
    vervolg = Vervolg(staat=Vervolgstaat.GEPLAND, gesprek_op=day).changed(**fields)
    return complete().changed(id=oefening_id, vervolg=vervolg)


def days_ago(days: int) -> date:
    return TODAY - timedelta(days=days)


def test_from_the_day_after_the_conversation_a_follow_up_asks_something() -> None:
    assert openstaand([waiting(TODAY)], TODAY) == ()
    (only,) = openstaand([waiting(days_ago(1))], TODAY)
    assert (only.since, only.te_lang) == (TODAY, False)


def test_after_fourteen_days_it_waits_too_long() -> None:
    (due_long,), (too_long,) = (openstaand([waiting(days_ago(n))], TODAY) for n in (15, 16))
    assert (due_long.te_lang, too_long.te_lang) == (False, True)


def test_the_longest_waiting_stands_first() -> None:
    three = [waiting(days_ago(n), f"t-{n}") for n in (3, 30, 9)]
    assert [one.oefening.id for one in openstaand(three, TODAY)] == ["t-30", "t-9", "t-3"]


def test_one_that_was_had_asks_only_to_be_talked_over() -> None:
    (had,) = openstaand([waiting(days_ago(2), staat=Vervolgstaat.GEWEEST)], TODAY)
    assert had.was_had
    with pytest.raises(ImpossibleVervolg):
        call_off(had.oefening, TODAY)


@pytest.mark.parametrize("staat", [Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN])
def test_a_closed_one_asks_nothing(staat: Vervolgstaat) -> None:
    assert openstaand([waiting(days_ago(90), staat=staat, closed=TODAY)], TODAY) == ()


def test_one_tap_puts_the_conversation_off_a_week() -> None:
    later = put_off(waiting(days_ago(40)), TODAY)
    assert later.vervolg.gesprek_op == TODAY + LATER
    assert openstaand([later], TODAY) == ()
    assert stand(later, TODAY) is Stand.WACHT_OP_GESPREK


def test_one_tap_closes_what_does_not_go_through_and_a_new_date_opens_it_again() -> None:
    off = call_off(waiting(days_ago(40)), TODAY)
    assert (off.vervolg.staat, off.vervolg.closed) == (Vervolgstaat.NIET_DOORGEGAAN, TODAY)
    again = put_off(off, TODAY)
    assert (again.vervolg.staat, again.vervolg.closed) == (Vervolgstaat.GEPLAND, None)


@pytest.mark.parametrize(
    ("expected", "was", "found"),
    [
        ("moeilijk", "goed", Uitkomst.MAKKELIJKER),
        ("wisselend", "goed", Uitkomst.MAKKELIJKER),
        ("goed", "goed", Uitkomst.ZOALS_VERWACHT),
        ("moeilijk", "moeilijk", Uitkomst.ZOALS_VERWACHT),
        ("goed", "wisselend", Uitkomst.LASTIGER),
        ("wisselend", "moeilijk", Uitkomst.LASTIGER),
        (None, "goed", None),
        ("goed", None, None),
    ],
)
def test_the_outcome_stands_beside_the_expectation(
    expected: str | None, was: str | None, found: Uitkomst | None
) -> None:
    assert uitkomst(Vervolg.model_validate({"verwachting": expected, "hoe_ging_het": was})) is found


@given(st.sampled_from(Verwachting), st.sampled_from(Verwachting))
def test_swapping_expectation_and_outcome_turns_the_answer_round(
    one: Verwachting, other: Verwachting
) -> None:
    there, back = (
        uitkomst(Vervolg(verwachting=a, hoe_ging_het=b)) for a, b in ((one, other), (other, one))
    )
    turned = {
        Uitkomst.MAKKELIJKER: Uitkomst.LASTIGER,
        Uitkomst.LASTIGER: Uitkomst.MAKKELIJKER,
        Uitkomst.ZOALS_VERWACHT: Uitkomst.ZOALS_VERWACHT,
    }
    assert there is not None
    assert turned[there] is back


def test_needs_count_only_with_the_yes_of_the_team_here_and_in_the_coded_row() -> None:
    two, one = (Behoefte.TIJD, Behoefte.TRAINING), (Behoefte.TRAINING,)
    three = [
        waiting(TODAY, behoeften=two, behoeften_delen=True),
        waiting(TODAY, behoeften=(Behoefte.BELEID,), behoeften_delen=False),
        waiting(TODAY, behoeften=one, behoeften_delen=True),
    ]
    rows = [encode(one, NOW) for one in three]
    assert dict(needs_of(rows)) == {Behoefte.TRAINING: 2, Behoefte.TIJD: 1}
    assert list(needs_of(rows)) == [Behoefte.TRAINING, Behoefte.TIJD]
    assert encode(three[1], NOW).behoeften == ()
