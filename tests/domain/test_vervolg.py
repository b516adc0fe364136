from collections.abc import Callable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule
from pydantic import ValidationError

from gesprek.domain.base import ImpossibleMoment, ImpossibleVervolg, UserError
from gesprek.domain.vervolg import (
    Vervolg,
    Vervolgstaat,
    Vervolgvraag,
    Verwachting,
    close,
    due,
    is_due,
    is_te_lang_open,
    mark_geweest,
    mark_niet_doorgegaan,
    plan,
    reopen,
)
from tests.domain.strategies import vervolgen
from tests.support.builders.oefeningen import TODAY

S = Vervolgstaat
DAY = timedelta(days=1)
NONE = Vervolg()
PLANNED = plan(NONE, TODAY, TODAY)
UNDATED = plan(NONE, None, TODAY)
HAD = mark_geweest(PLANNED, TODAY, TODAY)
TOLD = HAD.changed(hoe_ging_het=Verwachting.GOED)
CLOSED = close(TOLD, TODAY)
CANCELLED = mark_niet_doorgegaan(PLANNED, TODAY)

ACTIONS: dict[str, Callable[[Vervolg], Vervolg]] = {
    "plan": lambda one: plan(one, TODAY, TODAY),
    "geweest": lambda one: mark_geweest(one, TODAY, TODAY),
    "niet_doorgegaan": lambda one: mark_niet_doorgegaan(one, TODAY),
    "close": lambda one: close(one, TODAY),
    "reopen": reopen,
}
STATES = {None: NONE, S.GEPLAND: PLANNED, S.GEWEEST: TOLD, S.AFGEROND: CLOSED}
STATES[S.NIET_DOORGEGAAN] = CANCELLED
REFUSED = "refused"
# fmt: off
TRANSITIONS: dict[Vervolgstaat | None, dict[str, Vervolgstaat | str | None]] = {
    None: {
        "plan": S.GEPLAND, "geweest": S.GEWEEST, "niet_doorgegaan": S.NIET_DOORGEGAAN,
        "close": REFUSED, "reopen": None,
    },
    S.GEPLAND: {
        "plan": S.GEPLAND, "geweest": S.GEWEEST, "niet_doorgegaan": S.NIET_DOORGEGAAN,
        "close": REFUSED, "reopen": S.GEPLAND,
    },
    S.GEWEEST: {
        "plan": S.GEPLAND, "geweest": S.GEWEEST, "niet_doorgegaan": REFUSED,
        "close": S.AFGEROND, "reopen": S.GEWEEST,
    },
    S.AFGEROND: {
        "plan": REFUSED, "geweest": REFUSED, "niet_doorgegaan": REFUSED,
        "close": S.AFGEROND, "reopen": S.GEWEEST,
    },
    S.NIET_DOORGEGAAN: {
        "plan": S.GEPLAND, "geweest": REFUSED, "niet_doorgegaan": S.NIET_DOORGEGAAN,
        "close": REFUSED, "reopen": S.GEPLAND,
    },
}
# fmt: on


@pytest.mark.parametrize("staat", [None, *Vervolgstaat])
@pytest.mark.parametrize("action", ACTIONS)
def test_only_these_transitions_are_allowed(staat: Vervolgstaat | None, action: str) -> None:
    before, expected = STATES[staat], TRANSITIONS[staat][action]
    assert before.staat is staat
    if expected == REFUSED:
        with pytest.raises(ImpossibleVervolg):
            ACTIONS[action](before)
    else:
        assert ACTIONS[action](before).staat == expected


class Wandeling(RuleBasedStateMachine):
    """Any row of buttons, in any order, on later and later days."""

    def __init__(self) -> None:
        super().__init__()
        self.vervolg = Vervolg(notitie="blijft", verwachting=Verwachting.MOEILIJK)
        self.today = TODAY

    @rule(days=st.integers(0, 400))
    def wait(self, days: int) -> None:
        self.today += timedelta(days=days)

    @rule(offset=st.none() | st.integers(-400, 400))
    def plan(self, offset: int | None) -> None:
        day = None if offset is None else self.today + timedelta(days=offset)
        self._try(lambda one: plan(one, day, self.today))

    @rule(offset=st.integers(-400, 400))
    def geweest(self, offset: int) -> None:
        self._try(lambda one: mark_geweest(one, self.today + timedelta(days=offset), self.today))

    @rule()
    def niet_doorgegaan(self) -> None:
        self._try(lambda one: mark_niet_doorgegaan(one, self.today))

    @rule(how=st.none() | st.sampled_from(Verwachting))
    def close(self, how: Verwachting | None) -> None:
        told = self.vervolg.changed(hoe_ging_het=how or self.vervolg.hoe_ging_het)
        self._try(lambda _: close(told, self.today))

    @rule()
    def reopen(self) -> None:
        self._try(reopen)

    def _try(self, action: Callable[[Vervolg], Vervolg]) -> None:
        try:
            self.vervolg = action(self.vervolg)
        except UserError as refused:
            assert refused.sentence.endswith(".")  # noqa: PT017 - any action may be refused

    @invariant()
    def it_has_a_closing_day_exactly_when_closed(self) -> None:
        assert (self.vervolg.closed is not None) == self.vervolg.is_closed

    @invariant()
    def a_conversation_that_was_had_has_a_day_that_is_past(self) -> None:
        if self.vervolg.staat in (S.GEWEEST, S.AFGEROND):
            assert self.vervolg.gesprek_op
            assert self.vervolg.gesprek_op <= self.today

    @invariant()
    def closing_needs_hoe_ging_het(self) -> None:
        if self.vervolg.staat is S.AFGEROND:
            assert self.vervolg.hoe_ging_het

    @invariant()
    def what_was_written_stays(self) -> None:
        assert self.vervolg.notitie == "blijft"
        assert self.vervolg.verwachting is Verwachting.MOEILIJK

    @invariant()
    def what_is_closed_is_never_due(self) -> None:
        if self.vervolg.is_closed:
            assert not is_due(self.vervolg, TODAY, self.today)
            assert not is_te_lang_open(self.vervolg, TODAY, self.today)


TestWandeling = Wandeling.TestCase


@given(vervolgen(), st.sampled_from(sorted(ACTIONS)))
def test_no_transition_touches_the_note_the_needs_or_the_ticks(
    vervolg: Vervolg, action: str
) -> None:
    try:
        after = ACTIONS[action](vervolg)
    except ImpossibleVervolg:
        return
    same = {"notitie", "besproken", "behoeften", "behoeften_delen", "verwachting", "hoe_ging_het"}
    for field in same:
        assert getattr(after, field) == getattr(vervolg, field)


def test_without_hoe_ging_het_a_follow_up_cannot_be_closed() -> None:
    with pytest.raises(ImpossibleVervolg, match="Kies eerst hoe"):
        close(HAD, TODAY)


def test_reopening_keeps_the_answer_that_was_given() -> None:
    assert reopen(CLOSED) == TOLD
    assert reopen(CANCELLED) == PLANNED


def test_closing_again_keeps_the_first_day() -> None:
    assert close(CLOSED, TODAY + 5 * DAY) == CLOSED
    assert mark_niet_doorgegaan(CANCELLED, TODAY + 5 * DAY).closed == TODAY


def test_a_new_date_opens_a_cancelled_follow_up() -> None:
    again = plan(CANCELLED, TODAY + 7 * DAY, TODAY)
    assert (again.staat, again.gesprek_op, again.closed) == (S.GEPLAND, TODAY + 7 * DAY, None)


@pytest.mark.parametrize("offset", [-366, 0, 366])
def test_a_date_within_a_year_can_be_planned(offset: int) -> None:
    assert plan(NONE, TODAY + offset * DAY, TODAY).gesprek_op == TODAY + offset * DAY


@pytest.mark.parametrize(
    "day", [TODAY + 367 * DAY, TODAY - 367 * DAY, date.min, date.max, date(9999, 1, 1)]
)
def test_a_date_more_than_a_year_away_is_refused(day: date) -> None:
    with pytest.raises(ImpossibleMoment, match="Kies een dag"):
        plan(NONE, day, TODAY)


@pytest.mark.parametrize("day", [TODAY + DAY, date.max, TODAY - 367 * DAY, date.min])
def test_a_conversation_was_not_had_in_the_future_or_more_than_a_year_ago(day: date) -> None:
    with pytest.raises(ImpossibleMoment, match="Kies"):
        mark_geweest(PLANNED, day, TODAY)


def test_a_conversation_may_have_been_today_or_a_year_ago() -> None:
    for day in (TODAY, TODAY - 366 * DAY):
        assert mark_geweest(PLANNED, day, TODAY).gesprek_op == day


@pytest.mark.parametrize("day", ["2026-02-30", "0001-01-01", date.max, "binnenkort"])
def test_a_date_that_cannot_be_counted_with_is_not_stored(day: object) -> None:
    with pytest.raises(ValidationError):
        Vervolg().changed(gesprek_op=day)


# due and te lang open


def test_a_follow_up_is_due_the_day_after_the_conversation() -> None:
    assert due(PLANNED, TODAY) == TODAY + DAY
    assert not is_due(PLANNED, TODAY, TODAY)
    assert is_due(PLANNED, TODAY, TODAY + DAY)


def test_without_a_date_it_is_due_14_days_after_the_practice() -> None:
    assert due(UNDATED, TODAY) == TODAY + 14 * DAY
    assert not is_due(UNDATED, TODAY, TODAY + 13 * DAY)
    assert is_due(UNDATED, TODAY, TODAY + 14 * DAY)


@pytest.mark.parametrize("vervolg", [PLANNED, UNDATED, HAD], ids=["planned", "undated", "had"])
def test_it_is_te_lang_open_from_the_15th_day_after_it_was_due(vervolg: Vervolg) -> None:
    first = due(vervolg, TODAY)
    assert not is_te_lang_open(vervolg, TODAY, first + 14 * DAY)
    assert is_te_lang_open(vervolg, TODAY, first + 15 * DAY)


def test_the_due_day_crosses_the_end_of_february() -> None:
    leap = plan(NONE, date(2028, 2, 28), date(2028, 2, 1))
    assert due(leap, date(2028, 2, 1)) == date(2028, 2, 29)
    assert due(UNDATED, date(2026, 2, 20)) == date(2026, 3, 6)


@pytest.mark.parametrize("vervolg", [CLOSED, CANCELLED], ids=["closed", "cancelled"])
def test_a_closed_follow_up_is_never_due(vervolg: Vervolg) -> None:
    assert not is_due(vervolg, TODAY, TODAY + 99 * DAY)
    assert not is_te_lang_open(vervolg, TODAY, TODAY + 99 * DAY)


@given(vervolgen(), st.dates(date(2025, 1, 1), date(2027, 1, 1)), st.integers(0, 100))
def test_what_is_te_lang_open_is_due_and_stays_so(
    vervolg: Vervolg, today: date, later: int
) -> None:
    if is_te_lang_open(vervolg, TODAY, today):
        assert is_due(vervolg, TODAY, today)
        assert is_te_lang_open(vervolg, TODAY, today + timedelta(days=later))


def test_the_five_questions_are_those_of_the_leaflet_in_order() -> None:
    assert [one.value for one in Vervolgvraag] == [
        "hoe_ging_het",
        "wat_ging_goed",
        "wat_kan_beter",
        "wat_heb_je_nodig",
        "wat_bied_je_anderen",
    ]
