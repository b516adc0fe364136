import pytest
from hypothesis import given

from gesprek.domain.base import TextMissing
from gesprek.domain.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugblik,
    add_feedback,
    add_leerpunt,
    beurten,
    current_beurt,
    feedback_in_order,
    next_beurt,
    open_feedback,
    previous_beurt,
    speakers,
    tellings,
)
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol, Werkvorm
from tests.domain.strategies import any_rollen, divisions, terugblikken
from tests.support.builders.oefeningen import TWEE, VIER

TIP = Feedback(soort=Feedbacksoort.TIP, tekst="laat een stilte vallen")
GELEERD = Leerpunt(rol=Rol.INBRENGER, leerthema=Leerthema.OPENEN)


def test_with_an_observant_the_order_is_that_of_the_leaflet() -> None:
    assert beurten(VIER) == (
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.OBSERVANTEN_VERTELLEN,
        Beurt.MEENEMER,
        Beurt.LEERPUNTEN,
        Beurt.AFSPRAAK,
    )


@pytest.mark.parametrize("rollen", [TWEE, {**TWEE, "dee": Rol.BEGELEIDER}])
def test_without_an_observant_the_clientrol_gives_feedback_after_both_told(
    rollen: dict[str, Rol],
) -> None:
    assert beurten(rollen) == (
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.CLIENTROL_GEEFT_FEEDBACK,
        Beurt.MEENEMER,
        Beurt.LEERPUNTEN,
        Beurt.AFSPRAAK,
    )


@given(divisions())
def test_the_inbrenger_always_tells_first_and_takes_something_along_after_all_told(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    order = beurten(division[1])
    assert order[0] is Beurt.INBRENGER_VERTELT
    assert order[len(tellings(division[1]))] is Beurt.MEENEMER
    assert order[-2:] == (Beurt.LEERPUNTEN, Beurt.AFSPRAAK)


@given(any_rollen)
def test_exactly_one_turn_gives_tops_and_tips(rollen: dict[str, Rol]) -> None:
    feedback = {Beurt.OBSERVANTEN_VERTELLEN, Beurt.CLIENTROL_GEEFT_FEEDBACK}
    assert len(feedback & set(beurten(rollen))) == 1
    assert len(feedback & set(tellings(rollen))) == 1


@given(any_rollen)
def test_the_tellings_are_the_turns_in_which_somebody_tells(rollen: dict[str, Rol]) -> None:
    assert set(tellings(rollen)) == set(beurten(rollen)) - {
        Beurt.MEENEMER,
        Beurt.LEERPUNTEN,
        Beurt.AFSPRAAK,
    }
    assert tellings(rollen) == beurten(rollen)[: len(tellings(rollen))]


def test_every_turn_has_a_place_in_some_division() -> None:
    assert {*beurten(VIER), *beurten(TWEE)} == set(Beurt)


# Whose turn it is


@given(divisions())
def test_the_turns_are_walked_one_by_one_and_stop_at_the_last(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    rollen, terugblik, walked = division[1], Terugblik(), []
    for _ in range(len(beurten(rollen)) + 1):
        walked.append(current_beurt(terugblik, rollen))
        terugblik = next_beurt(terugblik, rollen)
    assert tuple(walked) == (*beurten(rollen), Beurt.AFSPRAAK)
    assert terugblik.verteld == dict.fromkeys(tellings(rollen), True)


@given(terugblikken, any_rollen)
def test_it_is_always_the_turn_of_somebody_who_is_there(
    terugblik: Terugblik, rollen: dict[str, Rol]
) -> None:
    for one in (terugblik, next_beurt(terugblik, rollen), previous_beurt(terugblik, rollen)):
        assert current_beurt(one, rollen) in beurten(rollen)


@given(terugblikken, any_rollen)
def test_going_back_a_turn_takes_back_nothing_that_was_told(
    terugblik: Terugblik, rollen: dict[str, Rol]
) -> None:
    back = previous_beurt(terugblik, rollen)
    assert back.changed(besproken_beurt=terugblik.besproken_beurt) == terugblik


@given(terugblikken, any_rollen)
def test_the_next_turn_ticks_only_the_telling_that_was_left(
    terugblik: Terugblik, rollen: dict[str, Rol]
) -> None:
    leaving, after = current_beurt(terugblik, rollen), next_beurt(terugblik, rollen)
    ticked = {leaving: True} if leaving in tellings(rollen) else {}
    assert after.verteld == {**terugblik.verteld, **ticked}
    same = {"verteld": terugblik.verteld, "besproken_beurt": terugblik.besproken_beurt}
    assert after.changed(**same) == terugblik


def test_back_and_forth_is_the_same_turn_and_before_the_first_there_is_none() -> None:
    second = next_beurt(Terugblik(), VIER)
    assert current_beurt(previous_beurt(second, VIER), VIER) is Beurt.INBRENGER_VERTELT
    assert current_beurt(previous_beurt(Terugblik(), VIER), VIER) is Beurt.INBRENGER_VERTELT


def test_when_the_observant_leaves_the_turn_goes_to_who_has_not_told() -> None:
    observing = next_beurt(next_beurt(Terugblik(), VIER), VIER)
    assert current_beurt(observing, VIER) is Beurt.OBSERVANTEN_VERTELLEN
    assert current_beurt(observing, TWEE) is Beurt.CLIENTROL_GEEFT_FEEDBACK


def test_when_all_have_told_the_turn_is_for_the_meenemer() -> None:
    told = Terugblik(verteld=dict.fromkeys(tellings(VIER), True))
    assert current_beurt(told, VIER) is Beurt.MEENEMER


# Tops, tips and leerpunten


@given(terugblikken)
def test_what_is_added_and_removed_again_leaves_everything_as_it_was(terugblik: Terugblik) -> None:
    with_tip = add_feedback(terugblik, "nieuw", TIP)
    assert with_tip.feedback["nieuw"] == TIP
    assert with_tip.with_value(("feedback", "nieuw"), None) == terugblik
    with_leerpunt = add_leerpunt(terugblik, "nieuw", GELEERD)
    assert with_leerpunt.leerpunten["nieuw"] == GELEERD
    assert with_leerpunt.with_value(("leerpunten", "nieuw"), None) == terugblik


def test_a_tip_is_tied_to_nothing_unless_its_giver_says_so() -> None:
    assert (TIP.gedrag, TIP.bij_leervraag) == (None, False)


@pytest.mark.parametrize("text", ["", "  \n", "\x00", "\u200b"])
def test_a_tip_without_text_is_refused(text: str) -> None:
    with pytest.raises(TextMissing, match="Schrijf eerst"):
        add_feedback(Terugblik(), "F1", Feedback(soort=Feedbacksoort.TOP, tekst=text))


def test_a_leerpunt_needs_a_leerthema_and_no_text() -> None:
    assert add_leerpunt(Terugblik(), "L1", GELEERD).leerpunten == {"L1": GELEERD}


@pytest.mark.parametrize(
    ("als", "dan", "parts"),
    [
        ("Als  het stil is", "Dan\nwacht ik", ("het stil is", "wacht ik")),
        ("Als ze zucht.", "dan wacht ik", ("ze zucht", "wacht ik")),
        ("ze zucht", "Wacht ik even…", ("ze zucht", "Wacht ik even…")),
        ("als", "", ("als", "")),
        ("alsof hij boos is", "danst hij", ("alsof hij boos is", "danst hij")),
    ],
)
def test_a_plan_is_read_without_the_words_that_the_sentence_adds(
    als: str, dan: str, parts: tuple[str, str]
) -> None:
    assert Meenemer(als=als, dan=dan).parts == parts


# who speaks


@given(divisions())
def test_in_each_turn_somebody_who_is_there_speaks(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    _, rollen = division
    for beurt in beurten(rollen):
        assert set(speakers(beurt)) & set(rollen.values())


def test_each_tells_for_themselves_and_all_learn() -> None:
    assert speakers(Beurt.INBRENGER_VERTELT) == (Rol.INBRENGER,)
    assert speakers(Beurt.CLIENTROL_VERTELT) == (Rol.CLIENTROL,)
    assert speakers(Beurt.OBSERVANTEN_VERTELLEN) == (Rol.OBSERVANT,)
    assert speakers(Beurt.CLIENTROL_GEEFT_FEEDBACK) == (Rol.CLIENTROL,)
    assert speakers(Beurt.MEENEMER) == speakers(Beurt.AFSPRAAK) == (Rol.INBRENGER,)
    assert speakers(Beurt.LEERPUNTEN) == tuple(Rol)


def given_by(*givers: str) -> Terugblik:
    return Terugblik(
        feedback={
            f"f{number}": Feedback(soort=Feedbacksoort.TIP, tekst=f"van {van}", van=van)
            for number, van in enumerate(givers)
        }
    )


def opened(terugblik: Terugblik, rollen: dict[str, Rol]) -> Terugblik:
    return terugblik.changed(besproken_beurt=tellings(rollen)[-1])


def test_feedback_is_shown_in_the_order_of_the_roles_first_that_of_the_device_of_all() -> None:
    terugblik = opened(given_by("weg", "bo", "cas", "", "cas", "dee"), VIER)
    found = feedback_in_order(terugblik, dict(reversed(VIER.items())))
    assert [van for van, _ in found] == ["", "dee", "cas", "bo", "weg"]
    assert [list(given) for _, given in found] == [["f3"], ["f5"], ["f2", "f4"], ["f1"], ["f0"]]


@given(terugblikken, any_rollen)
def test_no_top_or_tip_is_left_out_or_shown_twice(
    terugblik: Terugblik, rollen: dict[str, Rol]
) -> None:
    in_order = feedback_in_order(opened(terugblik, rollen), rollen)
    shown = [key for _, given in in_order for key in given]
    assert sorted(shown) == sorted(terugblik.feedback)


def test_tops_and_tips_open_in_the_turn_of_who_gives_them_and_stay_open() -> None:
    for rollen in (VIER, TWEE):
        terugblik, seen = given_by("bo"), []
        for _ in beurten(rollen):
            seen.append(bool(open_feedback(terugblik, rollen)))
            assert bool(feedback_in_order(terugblik, rollen)) == seen[-1]
            terugblik = next_beurt(terugblik, rollen)
        assert seen == [False, False, True, True, True, True]
