"""Moments of a round: marked on its own clock, in order, and taken further as a top or a tip."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import ImpossibleRonde, TextMissing
from gesprek.domain.gesprek import (
    Gesprek,
    Markering,
    Ronde,
    call_time_out,
    end_time_out,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.markeringen import (
    Gemarkeerd,
    add_markering,
    feedback_of,
    latest_of,
    make_feedback,
    may_mark,
    moments,
    moments_of,
    writers_of,
)
from gesprek.domain.terugblik import Feedbacksoort, Terugblik
from gesprek.domain.werkvormen import Rol
from tests.domain.strategies import gesprekken
from tests.support.builders.oefeningen import fresh

NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
RUNNING = start_ronde(Gesprek(), "r001", NOW)
ROLLEN = {"noor": Rol.INBRENGER, "sam": Rol.CLIENTROL, "wim": Rol.OBSERVANT, "ali": Rol.BEGELEIDER}


def at(seconds: float) -> datetime:
    return NOW + timedelta(seconds=seconds)


def seconds_of(gesprek: Gesprek) -> list[int]:
    return [one.markering.seconde for one in moments(gesprek)]


@pytest.mark.parametrize("gesprek", [Gesprek(), stop_ronde(RUNNING, at(60))])
def test_without_a_running_round_there_is_no_moment_to_mark(gesprek: Gesprek) -> None:
    with pytest.raises(ImpossibleRonde, match="Start eerst een ronde"):
        add_markering(gesprek, "m", "wim", NOW)


def test_a_moment_has_the_second_of_its_round_and_who_marked_it() -> None:
    marked = add_markering(RUNNING, "m", "wim", at(102.9))
    assert marked.markeringen == {"m": Markering(ronde="r001", seconde=102, van="wim")}
    assert [one.tijd for one in moments(marked)] == ["1:42"]


def test_a_time_out_does_not_count_and_all_taps_in_it_are_one() -> None:
    paused = call_time_out(RUNNING, "t001", at(60))
    marked = add_markering(paused, "m1", "wim", at(75))
    assert add_markering(marked, "m2", "wim", at(110)) == marked
    going_on = end_time_out(marked, at(120))
    assert seconds_of(add_markering(going_on, "m3", "wim", at(130))) == [60, 70]


@pytest.mark.parametrize(("after", "count"), [(0, 1), (1.9, 1), (2, 2)])
def test_a_double_tap_in_one_breath_is_one_moment(after: float, count: int) -> None:
    once = add_markering(RUNNING, "m1", "wim", at(5))
    assert len(add_markering(once, "m2", "wim", at(5 + after)).markeringen) == count


def test_two_who_mark_at_once_both_keep_their_moment() -> None:
    once = add_markering(RUNNING, "m1", "wim", at(5))
    both = add_markering(once, "m2", "ali", at(5))
    assert {one.markering.van for one in moments(both)} == {"wim", "ali"}
    assert [one.id for one in moments_of(both, "ali")] == ["m2"]
    assert writers_of(both, ROLLEN) == ("wim", "ali")


@given(gesprekken(), st.integers(0, 900), st.sampled_from(["", "wim"]))
def test_a_mark_changes_nothing_else_and_moments_are_always_in_order(
    gesprek: Gesprek, seconds: int, van: str
) -> None:
    if gesprek.running:
        began = gesprek.rondes[gesprek.running].started
        marked = add_markering(gesprek, "nieuw", van, began + timedelta(seconds=seconds))
        assert marked.changed(markeringen=gesprek.markeringen) == gesprek
        assert {**marked.markeringen, **gesprek.markeringen} == marked.markeringen
        gesprek = marked
    found = moments(gesprek)
    assert [(one.ronde, one.markering.seconde) for one in found] == sorted(
        (one.ronde, one.markering.seconde) for one in found
    )
    assert {one.id for one in found} == {
        key for key, one in gesprek.markeringen.items() if one.ronde in gesprek.rondes
    }
    per_writer = [moments_of(gesprek, van) for van in writers_of(gesprek, ROLLEN)]
    assert sorted(one for each in per_writer for one in each) == sorted(found)


def test_the_latest_is_of_the_last_round_and_of_the_same_writer() -> None:
    first = add_markering(RUNNING, "m1", "wim", at(5))
    more = add_markering(add_markering(first, "m2", "wim", at(9)), "m3", "ali", at(12))
    latest = latest_of(more, "wim")
    assert latest
    assert latest.id == "m2"
    again = start_ronde(stop_ronde(more, at(60)), "r002", at(70))
    assert latest_of(again, "wim") is None
    assert [one.ronde for one in moments(add_markering(again, "m4", "wim", at(75)))] == [1, 1, 1, 2]


@pytest.mark.parametrize(
    ("seconde", "tijd"), [(0, "0:00"), (59, "0:59"), (60, "1:00"), (725, "12:05")]
)
def test_the_time_reads_as_on_the_clock(seconde: int, tijd: str) -> None:
    assert Gemarkeerd("m", 1, Markering(ronde="r", seconde=seconde)).tijd == tijd


def test_who_watches_marks_and_where_nobody_does_so_do_the_players() -> None:
    four = fresh().changed(rollen=ROLLEN)
    assert {one for one in ROLLEN if may_mark(four, one)} == {"wim", "ali"}
    assert may_mark(four, "")
    assert may_mark(four, None)
    assert not may_mark(four, "gast")
    players = fresh().changed(rollen={"noor": Rol.INBRENGER, "sam": Rol.CLIENTROL})
    assert all(may_mark(players, one) for one in players.rollen)
    assert not may_mark(four.changed(leider="noor"), "noor")
    led = players.changed(leider="noor")
    assert [may_mark(led, one) for one in ("noor", "sam")] == [True, False]


def _with_word(tekst: str) -> Gemarkeerd:
    return Gemarkeerd("m1", 1, Markering(ronde="r001", seconde=5, tekst=tekst, van="wim"))


@pytest.mark.parametrize("soort", list(Feedbacksoort))
def test_a_moment_with_a_word_becomes_one_top_or_tip_of_its_writer(soort: Feedbacksoort) -> None:
    made = make_feedback(Terugblik(), _with_word("Ze zuchtte."), soort, "f1")
    given = feedback_of(made, "m1")
    assert given
    assert (given.soort, given.tekst, given.van) == (soort, "Ze zuchtte.", "wim")
    for other in Feedbacksoort:
        assert make_feedback(made, _with_word("Iets anders"), other, "f2") == made
    assert feedback_of(Terugblik(), "m1") is None
    assert feedback_of(made, "m2") is None


def test_a_moment_without_a_word_becomes_nothing() -> None:
    with pytest.raises(TextMissing, match="Schrijf eerst"):
        make_feedback(Terugblik(), _with_word(""), Feedbacksoort.TOP, "f1")


def test_a_moment_of_a_round_that_is_gone_does_not_show() -> None:
    left = Gesprek(
        rondes={"r001": Ronde(started=NOW)}, markeringen={"m": Markering(ronde="x", seconde=1)}
    )
    assert moments(left) == ()
