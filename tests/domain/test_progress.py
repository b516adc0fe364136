import itertools

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import StapOutOfReach
from gesprek.domain.gesprek import start_ronde
from gesprek.domain.oefening import Casus, Oefening, assign
from gesprek.domain.preparation import Voorbereiding, Voorbereidingswijze
from gesprek.domain.progress import (
    Missing,
    first_incomplete,
    go_to,
    is_complete,
    is_reachable,
    missing,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.vervolg import Verwachting, mark_geweest, mark_niet_doorgegaan, plan, reopen
from gesprek.domain.werkvormen import Rol, Werkvorm
from tests.domain.strategies import oefeningen
from tests.support.builders.oefeningen import NOW, TODAY, TWEE, VIER, complete, done_until, fresh

O = Missing  # noqa: E741 - a short name for a word in many rows
stappen = st.sampled_from(Stap)


# Step 1


@pytest.mark.parametrize(
    ("werkvorm", "rollen", "lacks"),
    [
        (Werkvorm.ROLLENSPEL, VIER, ()),
        (Werkvorm.ROLLENSPEL, TWEE, ()),
        (Werkvorm.VOORBESPREKEN, TWEE, ()),
        (Werkvorm.ROLLENSPEL, {}, (O.INBRENGER, O.CLIENTROL)),
        (Werkvorm.ROLLENSPEL, {"a": Rol.INBRENGER}, (O.CLIENTROL,)),
        (Werkvorm.ROLLENSPEL, {"b": Rol.CLIENTROL}, (O.INBRENGER,)),
        (Werkvorm.VOORBESPREKEN, {"c": Rol.OBSERVANT}, (O.INBRENGER, O.CLIENTROL)),
        (Werkvorm.VOORBESPREKEN, VIER, (O.ROLLEN,)),
        (Werkvorm.VOORBESPREKEN, {**TWEE, "c": Rol.BEGELEIDER}, (O.ROLLEN,)),
        (Werkvorm.ROLLENSPEL, {**TWEE, "c": Rol.INBRENGER}, (O.ROLLEN,)),
    ],
)
def test_step_1_needs_an_inbrenger_a_clientrol_and_a_division_that_fits(
    werkvorm: Werkvorm, rollen: dict[str, Rol], lacks: tuple[Missing, ...]
) -> None:
    # A division that breaks a rule can come from two people who chose at the same moment.
    one = fresh().changed(werkvorm=werkvorm, rollen=rollen)
    assert missing(one, Stap.MOMENT) == lacks


def test_step_1_needs_no_planned_moment() -> None:
    assert fresh().gepland_op is None
    assert is_complete(fresh(), Stap.MOMENT)


# Step 2


@pytest.mark.parametrize("wijze", Voorbereidingswijze)
def test_step_2_is_complete_once_shared_read_or_skipped(wijze: Voorbereidingswijze) -> None:
    assert missing(fresh(), Stap.VOORBEREIDING) == (O.VOORBEREIDING,)
    prepared = fresh().changed(voorbereiding=Voorbereiding(wijze=wijze))
    assert is_complete(prepared, Stap.VOORBEREIDING)


def test_a_soft_tick_gelezen_is_not_needed_and_not_enough() -> None:
    ticked = Voorbereiding(gelezen=dict.fromkeys(VIER, True))
    assert not is_complete(fresh().changed(voorbereiding=ticked), Stap.VOORBEREIDING)


# Step 3


@pytest.mark.parametrize(
    ("casus", "lacks"),
    [
        (Casus(), (O.ONDERWERP, O.LEERVRAAG)),
        (Casus(onderwerp="x"), (O.LEERVRAAG,)),
        (Casus(leervraag="x"), (O.ONDERWERP,)),
        (Casus(onderwerp="x", leervraag="x"), ()),
        (Casus(onderwerp=" \n", leervraag="\x00\u200b"), (O.ONDERWERP, O.LEERVRAAG)),
        (Casus(client="x", knelpunten="x"), (O.ONDERWERP, O.LEERVRAAG)),
    ],
)
def test_step_3_needs_an_onderwerp_and_a_leervraag_only(
    casus: Casus, lacks: tuple[Missing, ...]
) -> None:
    assert missing(fresh().changed(casus=casus), Stap.CASUS) == lacks


def test_without_leervraag_step_3_is_not_complete() -> None:
    one = done_until(Stap.INLEVEN)
    assert is_complete(one, Stap.CASUS)
    assert not is_complete(one.with_value(("casus", "leervraag"), None), Stap.CASUS)


# Step 4


def test_step_4_waits_for_everyone_who_takes_part() -> None:
    one = fresh()
    for person in VIER:
        assert missing(one, Stap.INLEVEN) == (O.KLAAR,)
        one = one.with_value(("inleven", "klaar", person), value=True)
    assert is_complete(one, Stap.INLEVEN)


def test_nobody_is_not_everybody_who_is_klaar() -> None:
    assert missing(fresh({}), Stap.INLEVEN) == (O.KLAAR,)


def test_who_took_klaar_back_is_waited_for() -> None:
    one = done_until(Stap.GESPREK).with_value(("inleven", "klaar", "bo"), value=False)
    assert not is_complete(one, Stap.INLEVEN)


def test_who_left_is_not_waited_for_and_a_walk_in_is() -> None:
    ready = done_until(Stap.GESPREK)
    assert is_complete(assign(ready, Werkvorm.ROLLENSPEL, TWEE), Stap.INLEVEN)
    walk_in = assign(ready, Werkvorm.ROLLENSPEL, {**VIER, "eef": Rol.OBSERVANT})
    assert not is_complete(walk_in, Stap.INLEVEN)


# Step 5


def test_step_5_needs_one_round_done() -> None:
    one = done_until(Stap.GESPREK)
    running = one.changed(gesprek=start_ronde(one.gesprek, "R1", NOW))
    assert missing(one, Stap.GESPREK) == (O.RONDE,)
    assert missing(running, Stap.GESPREK) == (O.RONDE,)
    assert is_complete(done_until(Stap.TERUGKIJKEN), Stap.GESPREK)


def test_a_herkansing_that_runs_does_not_undo_step_5() -> None:
    one = done_until(Stap.TERUGKIJKEN)
    again = one.changed(gesprek=start_ronde(one.gesprek, "R2", NOW))
    assert is_complete(again, Stap.GESPREK)


# Step 6


def test_step_6_needs_the_tellings_voldoende_geholpen_and_a_leerpunt() -> None:
    one = done_until(Stap.TERUGKIJKEN)
    assert missing(one, Stap.TERUGKIJKEN) == (O.TELLINGS, O.VOLDOENDE_GEHOLPEN, O.LEERPUNT)
    assert is_complete(done_until(Stap.VERVOLG), Stap.TERUGKIJKEN)


@pytest.mark.parametrize(
    ("path", "lacks"),
    [
        (("terugblik", "verteld", "inbrenger_vertelt"), O.TELLINGS),
        (("terugblik", "verteld", "clientrol_vertelt"), O.TELLINGS),
        (("terugblik", "verteld", "observanten_vertellen"), O.TELLINGS),
        (("terugblik", "voldoende_geholpen"), O.VOLDOENDE_GEHOLPEN),
        (("terugblik", "leerpunten", "L1"), O.LEERPUNT),
    ],
)
def test_step_6_lacks_each_part_that_is_taken_out(path: tuple[str, ...], lacks: Missing) -> None:
    assert missing(done_until(Stap.VERVOLG).with_value(path, None), Stap.TERUGKIJKEN) == (lacks,)


def test_a_telling_that_was_unticked_is_not_told() -> None:
    path = ("terugblik", "verteld", "inbrenger_vertelt")
    one = done_until(Stap.VERVOLG).with_value(path, value=False)
    assert missing(one, Stap.TERUGKIJKEN) == (O.TELLINGS,)


def test_niet_voldoende_geholpen_is_an_answer_and_forces_no_other_step() -> None:
    one = done_until(Stap.VERVOLG).with_value(("terugblik", "voldoende_geholpen"), value=False)
    assert is_complete(one, Stap.TERUGKIJKEN)


def test_without_an_observant_the_clientrol_gives_the_feedback_that_is_needed() -> None:
    two = done_until(Stap.VERVOLG, fresh(TWEE, Werkvorm.VOORBESPREKEN))
    assert is_complete(two, Stap.TERUGKIJKEN)
    assert Beurt.CLIENTROL_GEEFT_FEEDBACK in two.terugblik.verteld
    path = ("terugblik", "verteld", "clientrol_geeft_feedback")
    assert missing(two.with_value(path, None), Stap.TERUGKIJKEN) == (O.TELLINGS,)


# Step 7


def test_step_7_needs_the_conversation_and_then_how_it_went() -> None:
    one = done_until(Stap.VERVOLG)
    assert missing(one, Stap.VERVOLG) == (O.GEWEEST,)
    planned = one.changed(vervolg=plan(one.vervolg, TODAY, TODAY))
    assert missing(planned, Stap.VERVOLG) == (O.GEWEEST,)
    had = one.changed(vervolg=mark_geweest(planned.vervolg, TODAY, TODAY))
    assert missing(had, Stap.VERVOLG) == (O.HOE_GING_HET,)
    told = had.changed(vervolg=had.vervolg.changed(hoe_ging_het=Verwachting.GOED))
    assert missing(told, Stap.VERVOLG) == (O.AFRONDEN,)
    assert missing(complete(), Stap.VERVOLG) == ()


def test_a_conversation_that_will_not_take_place_needs_nothing_more() -> None:
    one = done_until(Stap.VERVOLG)
    cancelled = mark_niet_doorgegaan(one.vervolg, TODAY)
    assert is_complete(one.changed(vervolg=cancelled), Stap.VERVOLG)
    assert not is_complete(one.changed(vervolg=reopen(cancelled)), Stap.VERVOLG)


# Both forms


@pytest.mark.parametrize(
    ("werkvorm", "rollen"),
    [
        (Werkvorm.ROLLENSPEL, VIER),
        (Werkvorm.ROLLENSPEL, TWEE),
        (Werkvorm.VOORBESPREKEN, TWEE),
        (Werkvorm.VOORBESPREKEN, {**TWEE, "c": Rol.OBSERVANT}),
    ],
)
def test_all_seven_steps_can_be_walked_in_both_forms(
    werkvorm: Werkvorm, rollen: dict[str, Rol]
) -> None:
    for before, after in itertools.pairwise(Stap):
        one = go_to(done_until(before, fresh(rollen, werkvorm)), before)
        if before is not Stap.MOMENT:
            with pytest.raises(StapOutOfReach):
                go_to(one, after)
        arrived = go_to(done_until(after, fresh(rollen, werkvorm)), after)
        assert (arrived.stap, arrived.verst) == (after, after)


def test_everything_missing_has_a_word_that_some_step_uses() -> None:
    bare = fresh({})
    lacks = {one for stap in Stap for one in missing(bare, stap)}
    assert lacks == set(Missing) - {O.ROLLEN, O.HOE_GING_HET, O.AFRONDEN}


# Moving


@given(oefeningen(), stappen)
def test_moving_changes_only_where_the_team_is_and_how_far_it_came(
    oefening: Oefening, stap: Stap
) -> None:
    if not is_reachable(oefening, stap):
        with pytest.raises(StapOutOfReach):
            go_to(oefening, stap)
        return
    moved = go_to(oefening, stap)
    assert moved.changed(stap=oefening.stap, verst=oefening.verst) == oefening
    assert moved.stap is stap
    assert moved.verst.number == max(oefening.verst.number, stap.number)


@given(oefeningen())
def test_back_is_always_possible_and_so_is_forth_again(oefening: Oefening) -> None:
    for stap in (*oefening.verst.earlier, oefening.verst):
        assert is_reachable(oefening, stap)
        there = go_to(oefening, stap)
        assert go_to(there, oefening.verst).verst is oefening.verst


@given(oefeningen(), st.lists(stappen, max_size=8))
def test_no_row_of_moves_loses_anything_or_a_step_that_was_reached(
    oefening: Oefening, moves: list[Stap]
) -> None:
    moved = oefening
    for stap in moves:
        if is_reachable(moved, stap):
            moved = go_to(moved, stap)
    assert moved.changed(stap=oefening.stap, verst=oefening.verst) == oefening
    assert moved.verst.number >= oefening.verst.number


@given(oefeningen(), stappen)
def test_ahead_is_open_exactly_when_all_before_lacks_nothing(
    oefening: Oefening, stap: Stap
) -> None:
    if stap.number > oefening.verst.number:
        complete_before = all(is_complete(oefening, earlier) for earlier in stap.earlier)
        assert is_reachable(oefening, stap) is complete_before


@given(oefeningen(), stappen)
def test_the_first_incomplete_step_is_before_and_all_before_it_are_complete(
    oefening: Oefening, stap: Stap
) -> None:
    first = first_incomplete(oefening, stap)
    if first is None:
        assert all(is_complete(oefening, one) for one in stap.earlier)
    else:
        assert first in stap.earlier
        assert not is_complete(oefening, first)
        assert all(is_complete(oefening, one) for one in first.earlier)


@given(oefeningen(), st.data())
def test_steps_that_were_reached_stay_open_whoever_comes_or_goes(
    oefening: Oefening, data: st.DataObject
) -> None:
    rollen = data.draw(
        st.sampled_from([TWEE, VIER, {}, {**VIER, "nieuw": Rol.OBSERVANT}, {"a": Rol.OBSERVANT}])
    )
    swapped = assign(oefening, Werkvorm.ROLLENSPEL, rollen)
    for stap in (*oefening.verst.earlier, oefening.verst):
        assert is_reachable(swapped, stap)


def test_a_walk_in_during_step_5_leaves_step_5_open_and_asks_klaar_before_step_6() -> None:
    playing = go_to(done_until(Stap.TERUGKIJKEN), Stap.GESPREK)
    joined = assign(playing, Werkvorm.ROLLENSPEL, {**VIER, "eef": Rol.OBSERVANT})
    assert is_reachable(joined, Stap.GESPREK)
    with pytest.raises(StapOutOfReach, match="stap 4"):
        go_to(joined, Stap.TERUGKIJKEN)
    assert go_to(joined.with_value(("inleven", "klaar", "eef"), value=True), Stap.TERUGKIJKEN)


def test_the_refusal_names_the_step_to_finish_first() -> None:
    with pytest.raises(StapOutOfReach) as refused:
        go_to(done_until(Stap.CASUS), Stap.VERVOLG)
    assert refused.value.sentence == "Maak eerst stap 3 af. Daar staat wat nog nodig is."
