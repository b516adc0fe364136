"""After a replay: what was seen in each round, beside each other and without a judgement."""

from datetime import UTC, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.compared_rondes import compare_rondes, has_marks, list_path, observers
from gesprek.domain.gesprek import Gesprek, Gezien, Observatie, next_ronde, start_ronde, stop_ronde
from gesprek.domain.themas import Observatiepunt
from tests.domain.strategies import gesprekken

P = Observatiepunt
NOW = datetime(2026, 3, 2, 9, tzinfo=UTC)
SEEN = Observatie(gezien=Gezien.GEZIEN, citaat="Hoe is dat voor u?")
NOT_SEEN = Observatie(gezien=Gezien.NIET_GEZIEN)
NOTHING = Observatie()


def played(times: int) -> Gesprek:
    gesprek = Gesprek()
    for number in range(times):
        began = NOW + timedelta(minutes=10 * number)
        running = start_ronde(gesprek, next_ronde(gesprek), began)
        gesprek = stop_ronde(running, began + timedelta(minutes=5))
    return gesprek


def marked(gesprek: Gesprek, ronde: str, person: str, marks: dict[P, Observatie]) -> Gesprek:
    where = {"kijklijsten": {person: marks}} if person else {"observaties": marks}
    if not ronde:
        return gesprek.changed(**where)
    one = gesprek.rondes[ronde].changed(**where)
    return gesprek.changed(rondes={**gesprek.rondes, ronde: one})


def test_the_first_round_is_marked_in_the_gesprek_and_each_replay_in_its_own_round() -> None:
    assert list_path(played(0)) == list_path(played(1)) == ("gesprek", "observaties")
    assert list_path(played(1), "sam") == ("gesprek", "kijklijsten", "sam")
    assert list_path(played(2)) == ("gesprek", "rondes", "r002", "observaties")
    assert list_path(played(3), "sam") == ("gesprek", "rondes", "r003", "kijklijsten", "sam")


def test_each_point_stands_with_all_rounds_in_order() -> None:
    gesprek = marked(played(3), "", "sam", {P.STILTE: NOT_SEEN, P.AFSPRAAK: SEEN})
    gesprek = marked(gesprek, "r003", "sam", {P.STILTE: SEEN, P.DOEL_EN_TIJD: NOT_SEEN})
    found = compare_rondes(gesprek, (P.STILTE,), "sam")
    assert list(found.items()) == [
        (P.STILTE, (NOT_SEEN, NOTHING, SEEN)),
        (P.DOEL_EN_TIJD, (NOTHING, NOTHING, NOT_SEEN)),
    ]


def test_without_a_marked_replay_there_is_nothing_to_compare() -> None:
    gesprek = marked(played(2), "", "", {P.STILTE: SEEN})
    assert compare_rondes(gesprek, (P.STILTE,)) == {}
    emptied = marked(gesprek, "r002", "", {P.STILTE: NOTHING})
    assert compare_rondes(emptied, (P.STILTE,)) == {}


def test_a_point_that_nobody_marked_is_left_out() -> None:
    gesprek = marked(played(2), "r002", "", {P.STILTE: SEEN})
    assert compare_rondes(gesprek, (P.STILTE, P.AFSPRAAK)).keys() == {P.STILTE}


def test_the_marks_of_one_observer_are_not_those_of_another_or_of_all() -> None:
    gesprek = marked(played(2), "r002", "sam", {P.STILTE: SEEN})
    gesprek = marked(gesprek, "", "noor", {P.STILTE: NOT_SEEN})
    assert compare_rondes(gesprek, (P.STILTE,), "noor") == {}
    assert compare_rondes(gesprek, (P.STILTE,)) == {}
    assert observers(gesprek) == ("noor", "sam")
    assert has_marks(gesprek, "noor")
    assert has_marks(gesprek, "sam")
    assert not has_marks(gesprek, "eva")
    assert not has_marks(gesprek)


@settings(deadline=None)
@given(gesprekken(), st.lists(st.sampled_from(P), max_size=3, unique=True))
def test_every_mark_of_a_replay_is_shown_in_as_many_columns_as_there_are_rounds(
    gesprek: Gesprek, agreed: list[P]
) -> None:
    keys = sorted(gesprek.rondes)
    for person in ("", *observers(gesprek)):
        found = compare_rondes(gesprek, agreed, person)
        assert all(len(rounds) == len(keys) for rounds in found.values())
        for number, key in enumerate(keys[1:], start=1):
            ronde = gesprek.rondes[key]
            marks = ronde.kijklijsten.get(person, {}) if person else ronde.observaties
            for point, one in marks.items():
                assert one == NOTHING or found[point][number] == one
        if found:
            assert has_marks(gesprek, person)
