"""Answers of the organisation: given, changed, ended and taken up again, by two at once."""

from contextlib import suppress
from datetime import date, timedelta
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.antwoorden import (
    MAX_ANTWOORD,
    AnswerChanged,
    Antwoord,
    Antwoorden,
    answer,
    given_in,
    go_on,
    remove,
    stop,
)
from gesprek.domain.base import TextMissing, TextTooLong, UserError
from gesprek.domain.dates import Span
from gesprek.domain.text import clean
from gesprek.domain.themas import Behoefte
from tests.support.extent import size

TIJD, TRAINING = Behoefte.TIJD, Behoefte.TRAINING
DAY = date(2027, 3, 3)
NONE = Antwoorden()
GIVEN = answer(NONE, "a", (TIJD, "Elke maand een uur."), "", DAY)
LATER = DAY + timedelta(40)
TEXTS = st.text(max_size=MAX_ANTWOORD + 30)


class Step(NamedTuple):
    """What a manager does, who saw the answers as they were so many steps ago."""

    what: str
    need: Behoefte
    tekst: str
    ago: int


STEPS = st.builds(
    Step,
    st.sampled_from(("answer", "stop", "go_on", "remove")),
    st.sampled_from((TIJD, TRAINING)),
    st.one_of(st.sampled_from(("a", "b")), TEXTS),
    st.integers(0, 2),
)


def after(known: Antwoorden, step: Step, seen: Antwoorden, number: int) -> Antwoorden:
    today, text = DAY + timedelta(number), seen.text(step.need)
    ended = [*known.ended]
    if step.what == "answer":
        return answer(known, f"k{number}", (step.need, step.tekst), text, today)
    if step.what == "stop":
        return stop(known, step.need, text, today)
    change = go_on if step.what == "go_on" else remove
    return change(known, ended[0]) if ended else known


@settings(max_examples=size(150, 1000))
@given(st.lists(STEPS, max_size=12))
def test_nobody_overwrites_or_ends_a_text_that_they_did_not_see(steps: list[Step]) -> None:
    history = [NONE]
    for number, step in enumerate(steps):
        now, seen = history[-1], history[max(0, len(history) - 1 - step.ago)]
        found = now
        with suppress(UserError):
            found = after(now, step, seen, number)
        for need in Behoefte:
            is_seen = now.text(need) in (seen.text(need), "")
            assert found.text(need) == now.text(need) or is_seen or step.what == "go_on"
        _is_whole(now, found, step)
        history.append(found)


def _is_whole(now: Antwoorden, found: Antwoorden, step: Step) -> None:
    """One current answer to a need, 'sinds' never moves, and nothing goes but what is removed."""
    current = [one.behoefte for one in found.antwoorden.values() if not one.gestopt]
    assert len(current) == len({*current})
    lost = now.antwoorden.keys() - found.antwoorden.keys()
    assert not lost or (step.what == "remove" and lost <= now.ended.keys())
    for key, one in found.antwoorden.items():
        assert one.tekst == clean(one.tekst) != ""
        assert key not in now.antwoorden or now.antwoorden[key].sinds == one.sinds
    assert Antwoorden.model_validate(found.to_document()) == found


def test_a_changed_answer_keeps_the_day_on_which_it_was_first_given() -> None:
    changed = answer(GIVEN, "b", (TIJD, "Elke week een uur."), "Elke maand een uur.", LATER)
    (one,) = changed.newest_first
    assert (one.tekst, one.sinds, one.gewijzigd) == ("Elke week een uur.", DAY, LATER)
    assert [*changed.antwoorden] == ["a"]


def test_the_same_text_again_changes_nothing() -> None:
    assert answer(GIVEN, "b", (TIJD, " Elke maand een uur. "), "", LATER) == GIVEN


def test_who_answers_what_somebody_else_answered_meanwhile_is_told_so() -> None:
    with pytest.raises(AnswerChanged):
        answer(GIVEN, "b", (TIJD, "Iets anders."), "", LATER)


def test_who_ends_another_text_than_they_saw_is_told_so() -> None:
    with pytest.raises(AnswerChanged):
        stop(GIVEN, TIJD, "Iets anders.", LATER)


def test_an_ended_answer_is_no_current_one_and_goes_on_as_it_was() -> None:
    ended = stop(GIVEN, TIJD, "Elke maand een uur.", LATER)
    assert (ended.newest_first, ended.text(TIJD)) == ((), "")
    assert ended.ended["a"].gestopt == LATER
    assert stop(ended, TIJD, "", LATER) == ended
    assert go_on(ended, "a") == GIVEN


def test_an_answer_after_one_that_ended_is_a_new_one_with_a_day_of_its_own() -> None:
    ended = stop(GIVEN, TIJD, "Elke maand een uur.", LATER)
    anew = answer(ended, "b", (TIJD, "Weer iets."), "", LATER)
    assert {key: one.sinds for key, one in anew.antwoorden.items()} == {"a": DAY, "b": LATER}
    with pytest.raises(AnswerChanged):
        go_on(anew, "a")


def test_only_what_ended_can_be_removed() -> None:
    with pytest.raises(AnswerChanged):
        remove(GIVEN, "a")
    assert remove(stop(GIVEN, TIJD, "Elke maand een uur.", LATER), "a") == NONE
    assert remove(NONE, "a") == NONE


@pytest.mark.parametrize("text", ["", "  \n", "\u200b"])
def test_an_empty_text_is_no_answer(text: str) -> None:
    with pytest.raises(TextMissing):
        answer(GIVEN, "b", (TIJD, text), "Elke maand een uur.", LATER)


def test_a_text_that_is_too_long_is_refused_and_one_at_the_limit_is_not() -> None:
    assert answer(NONE, "a", (TIJD, "é" * MAX_ANTWOORD), "", DAY).text(TIJD)
    with pytest.raises(TextTooLong):
        answer(NONE, "a", (TIJD, "é" * (MAX_ANTWOORD + 1)), "", DAY)


def test_the_newest_answer_comes_first_also_where_it_was_changed() -> None:
    both = answer(GIVEN, "b", (TRAINING, "Een cursus."), "", DAY + timedelta(1))
    assert [one.behoefte for one in both.newest_first] == [TRAINING, TIJD]
    changed = answer(both, "c", (TIJD, "Meer tijd."), "Elke maand een uur.", LATER)
    assert [one.behoefte for one in changed.newest_first] == [TIJD, TRAINING]


YEAR = Span.named("2026-K1", "2026-K4")


@pytest.mark.parametrize(
    ("sinds", "gestopt", "found"),
    [
        (date(2026, 5, 1), None, "both"),
        (date(2025, 5, 1), date(2025, 12, 31), "neither"),
        (date(2025, 5, 1), date(2026, 1, 1), "both"),
        (date(2027, 3, 31), None, "both"),
        (date(2027, 4, 1), None, "last"),
    ],
)
def test_an_answer_belongs_to_a_year_in_which_it_holds_or_whose_figures_it_answers(
    sinds: date, gestopt: date | None, found: str
) -> None:
    one = Antwoord(behoefte=TIJD, tekst="x", sinds=sinds, gestopt=gestopt)
    assert bool(given_in([one], YEAR, is_last=False)) == (found == "both")
    assert bool(given_in([one], YEAR, is_last=True)) == (found != "neither")
