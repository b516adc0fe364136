"""What a team remembers."""

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.coded_row import encode
from gesprek.domain.oefening import Casus, Oefening
from gesprek.domain.team_memory import (
    Geleerd,
    Memory,
    memories,
    propose_inbrenger,
    returning_leerthemas,
    returning_themas,
    search,
)
from gesprek.domain.terugblik import Leerpunt, Terugblik
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from tests.support.builders.marked import MARKED_AT as NOW
from tests.support.builders.oefeningen import complete


def leerpunt(tekst: str, thema: Leerthema = Leerthema.OPENEN) -> Leerpunt:
    return Leerpunt(rol=Rol.OBSERVANT, leerthema=thema, tekst=tekst)


def with_learned(oefening_id: str, *found: Leerpunt, themas: tuple[Thema, ...] = ()) -> Oefening:
    points = {str(number): one for number, one in enumerate(found)}
    return complete().changed(
        id=oefening_id,
        terugblik=Terugblik(leerpunten=points),
        casus=Casus(onderwerp="x", leervraag="x", themas=themas),
    )


def gone(oefening_id: str, day: date, tekst: str) -> Geleerd:
    return Geleerd(oefening=oefening_id, team="t", dag=day, leerpunten={"a": leerpunt(tekst)})


def test_what_is_there_and_what_outlived_its_oefening_stand_together_newest_first() -> None:
    there = with_learned("t-2", leerpunt("nu"), leerpunt(""))
    lines = memories([there], [gone("t-1", date(2020, 1, 1), "toen")])
    assert [line.leerpunt.tekst for line in lines] == ["nu", "toen"]


def test_what_is_there_as_well_counts_once() -> None:
    there = with_learned("t-2", leerpunt("nu"))
    assert len(memories([there], [gone("t-2", there.practised, "nu")])) == 1


LINES = (
    Memory(date(2026, 1, 1), "t-1", leerpunt("Rustig beginnen bij de cliënt")),
    Memory(date(2026, 1, 2), "t-2", leerpunt("Een stilte laten", Leerthema.LUISTEREN)),
)


@pytest.mark.parametrize(
    ("words", "thema", "found"),
    [
        ("", None, [0, 1]),
        ("   ", None, [0, 1]),
        ("CLIENT rustig", None, [0]),
        ("cliënt", None, [0]),
        ("stil", None, [1]),
        ("stil cliënt", None, []),
        ("", Leerthema.LUISTEREN, [1]),
        ("rustig", Leerthema.LUISTEREN, []),
        (".*", None, []),
        ("x" * 10_000, None, []),
    ],
)
def test_every_word_must_be_there_whatever_its_capitals_and_accents(
    words: str, thema: Leerthema | None, found: list[int]
) -> None:
    assert search(LINES, words, thema) == tuple(LINES[number] for number in found)


@given(st.text(max_size=40))
def test_a_leerpunt_is_found_by_its_own_text(text: str) -> None:
    line = Memory(date(2026, 1, 1), "t-1", leerpunt(text))
    assert search([line], line.leerpunt.tekst) == (line,)


def test_a_theme_returns_from_its_second_oefening_on() -> None:
    themas = [(Thema.NAASTEN, Thema.LEEFSTIJL), (Thema.NAASTEN,), (Thema.ONVREDE,)]
    rows = [encode(with_learned(f"t-{n}", themas=one), NOW) for n, one in enumerate(themas)]
    assert dict(returning_themas(rows)) == {Thema.NAASTEN: 2}
    assert dict(returning_themas(rows[:1])) == {}


def test_a_leerthema_twice_in_one_oefening_has_not_returned() -> None:
    twice = encode(with_learned("t-1", leerpunt("a"), leerpunt("b")), NOW)
    once = encode(with_learned("t-2", leerpunt("c")), NOW)
    assert dict(returning_leerthemas([twice])) == {}
    assert dict(returning_leerthemas([twice, once])) == {Leerthema.OPENEN: 2}


def test_who_has_not_brought_in_yet_is_proposed_first() -> None:
    one = complete().changed(rollen={"a": Rol.INBRENGER, "b": Rol.CLIENTROL})
    proposal = propose_inbrenger(("a", "b", "c"), [one])
    assert proposal is not None
    assert (proposal.first, proposal.waiting) == ("b", ("b", "c"))


def test_when_all_have_brought_in_the_one_longest_ago_is_proposed() -> None:
    first = complete().changed(id="t-1", rollen={"b": Rol.INBRENGER, "a": Rol.CLIENTROL})
    second = complete().changed(id="t-2", rollen={"a": Rol.INBRENGER, "b": Rol.CLIENTROL})
    proposal = propose_inbrenger(("a", "b"), [second, first])
    assert proposal is not None
    assert (proposal.first, proposal.waiting) == ("b", ())


def test_an_empty_list_has_no_proposal() -> None:
    assert propose_inbrenger((), [complete()]) is None


def test_a_word_that_was_pasted_from_another_program_is_found() -> None:
    tekst = LINES[0].leerpunt.tekst
    assert search(LINES, tekst.replace(" ", "\xa0").replace("e", "\xade")) == search(LINES, tekst)
