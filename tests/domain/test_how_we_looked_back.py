"""How a team looked back: its course, and the one advice that follows from it."""

from collections.abc import Mapping, Sequence
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.coded_row import encode
from gesprek.domain.how_we_looked_back import (
    ADVISES_FROM,
    LOOKS_AT,
    LookedBack,
    Terugkijkadvies,
    advice,
    course,
)
from gesprek.domain.oefening import Oefening
from gesprek.domain.team_memory import Geleerd, geleerd
from gesprek.domain.terugblik import Terugblik, Terugkijkvraag
from gesprek.domain.text_fields import without_inbreng
from tests.domain.strategies import oefeningen
from tests.support.builders.marked import MARKED_AT
from tests.support.builders.oefeningen import complete

SPRAK, GEDRAG, LEERVRAAG = Terugkijkvraag
DAY = date(2026, 5, 11)
Answers = Mapping[Terugkijkvraag, bool]
ANSWERS = st.dictionaries(st.sampled_from(Terugkijkvraag), st.booleans())


def courses(*answers: Answers) -> list[LookedBack]:
    """Return a course, the newest first; each oefening is a week before the one before it."""
    return [
        LookedBack(DAY - timedelta(weeks=number), f"t-{number}", one)
        for number, one in enumerate(answers)
    ]


def answered(oefening_id: str, answers: dict[Terugkijkvraag, bool]) -> Oefening:
    return complete().changed(id=oefening_id, terugblik=Terugblik(hoe_keken_we=answers))


def test_advice_and_questions_go_by_the_same_words() -> None:
    words = [one.value for one in Terugkijkvraag]
    assert [one.value for one in Terugkijkadvies if one is not Terugkijkadvies.GAAT_GOED] == words


@given(st.lists(ANSWERS, max_size=ADVISES_FROM - 1))
def test_below_three_oefeningen_nothing_is_advised(answers: list[Answers]) -> None:
    assert advice(courses(*answers)) is None


@given(st.lists(ANSWERS, min_size=ADVISES_FROM, max_size=12))
def test_from_three_on_it_is_about_a_question_of_the_last_five_that_was_answered_no_most_often(
    answers: list[Answers],
) -> None:
    missed = {
        vraag: sum(one.get(vraag) is False for one in answers[:LOOKS_AT])
        for vraag in Terugkijkvraag
    }
    told = advice(courses(*answers))
    if told is Terugkijkadvies.GAAT_GOED:
        assert not any(missed.values())
    else:
        assert told is not None
        assert missed[Terugkijkvraag(told.value)] == max(missed.values()) > 0


@pytest.mark.parametrize(
    ("answers", "told"),
    [
        ([{SPRAK: True}, {GEDRAG: True}, {}], Terugkijkadvies.GAAT_GOED),
        ([{}, {}, {LEERVRAAG: False}], Terugkijkadvies.LEERVRAAG_BEANTWOORD),
        # As often: the latest 'nee' counts, and of one day the first question.
        ([{LEERVRAAG: False}, {SPRAK: False}, {}], Terugkijkadvies.LEERVRAAG_BEANTWOORD),
        ([{LEERVRAAG: False, GEDRAG: False}, {}, {}], Terugkijkadvies.GEDRAG_BENOEMD),
        ([{GEDRAG: False}, {SPRAK: False}, {SPRAK: False}], Terugkijkadvies.IEDEREEN_SPRAK),
        # What is six oefeningen ago is past.
        ([{SPRAK: True}] * LOOKS_AT + [{SPRAK: False}] * 4, Terugkijkadvies.GAAT_GOED),
    ],
)
def test_the_advice_is_about_what_was_missed_most_and_last(
    answers: Sequence[Answers], told: Terugkijkadvies
) -> None:
    assert advice(courses(*answers)) is told


def test_the_course_holds_what_is_there_and_what_outlived_its_oefening_newest_first() -> None:
    there = answered("t-2", {SPRAK: True})
    gone = Geleerd(oefening="t-1", team="t", dag=date(2020, 1, 1), hoe_keken_we={GEDRAG: False})
    found = course([there, answered("t-3", {})], [gone, geleerd(there)])
    assert [(one.oefening, one.antwoorden) for one in found] == [
        ("t-2", {SPRAK: True}),
        ("t-1", {GEDRAG: False}),
    ]


@given(oefening=oefeningen())
def test_what_was_answered_outlives_the_text_even_without_a_leerpunt(oefening: Oefening) -> None:
    bare = oefening.changed(terugblik=oefening.terugblik.changed(leerpunten={}))
    kept = geleerd(bare)
    assert kept.hoe_keken_we == oefening.terugblik.hoe_keken_we
    assert kept.holds_something is bool(kept.hoe_keken_we)


@given(oefening=oefeningen(), answers=ANSWERS)
def test_no_answer_is_in_a_coded_row(
    oefening: Oefening, answers: dict[Terugkijkvraag, bool]
) -> None:
    other = oefening.changed(terugblik=oefening.terugblik.changed(hoe_keken_we=answers))
    assert encode(other, MARKED_AT) == encode(oefening, MARKED_AT)


@given(oefening=oefeningen(), data=st.data())
def test_who_wipes_the_own_contribution_leaves_how_the_team_looked_back(
    oefening: Oefening, data: st.DataObject
) -> None:
    person = data.draw(st.sampled_from([*oefening.rollen, "niemand"]))
    left = without_inbreng(oefening, person)
    assert left.terugblik.hoe_keken_we == oefening.terugblik.hoe_keken_we
