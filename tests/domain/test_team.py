import pytest
from hypothesis import given
from hypothesis import strategies as st

from gesprek.domain.base import InvalidName, TextMissing, TextTooLong, UserError
from gesprek.domain.team import Team, add_deelnemer, mark_used, new_team
from tests.domain.strategies import AWKWARD, any_text
from tests.support.builders.oefeningen import TODAY

NOORD = add_deelnemer(add_deelnemer(new_team("T1", "Team Noord"), "a", "Anna"), "b", "Bo")


def test_a_new_team_has_a_name_and_nobody_in_it() -> None:
    assert new_team("T1", "  Team \n Noord ") == Team(id="T1", naam="Team Noord")


@pytest.mark.parametrize("naam", ["", "   ", "\n", "\x00", "\u200b"])
def test_a_team_or_a_person_without_a_name_is_refused_with_what_to_do(naam: str) -> None:
    with pytest.raises(TextMissing, match="Geef het team een naam"):
        new_team("T1", naam)
    with pytest.raises(TextMissing, match="Vul een voornaam"):
        add_deelnemer(NOORD, "c", naam)


@given(st.sampled_from(AWKWARD) | any_text)
def test_any_name_is_taken_or_refused_with_a_sentence(naam: str) -> None:
    try:
        team = add_deelnemer(NOORD, "c", naam)
    except UserError as refused:
        assert refused.sentence.endswith((".", "'."))  # noqa: PT017 - either outcome is right
    else:
        assert Team.model_validate(team.to_document()) == team
        team.deelnemers["c"].naam.encode("utf-8")


@pytest.mark.parametrize("size", [61, 100_000])
def test_a_name_that_is_too_long_is_refused(size: int) -> None:
    with pytest.raises(TextTooLong):
        new_team("T1", "x" * size)
    with pytest.raises(TextTooLong):
        add_deelnemer(NOORD, "c", "x" * size)


@pytest.mark.parametrize("naam", ["<b>Anna</b>", "[Anna](http://x.nl)", "**Anna**"])
def test_a_name_with_signs_that_come_alive_is_refused(naam: str) -> None:
    with pytest.raises(InvalidName):
        add_deelnemer(NOORD, "c", naam)
    with pytest.raises(InvalidName):
        new_team("T1", naam)


def test_a_person_who_is_added_comes_last_and_leaves_the_others() -> None:
    team = add_deelnemer(NOORD, "c", " Cas ")
    assert [person.naam for person in team.deelnemers.values()] == ["Anna", "Bo", "Cas"]
    assert list(NOORD.deelnemers) == ["a", "b"]


@pytest.mark.parametrize("naam", ["Anna", "anna", " ANNA\n", "A\x00nna"])
def test_a_name_that_stands_on_the_list_is_refused_with_a_way_out(naam: str) -> None:
    with pytest.raises(TextMissing, match="Voeg een letter toe"):
        add_deelnemer(NOORD, "c", naam)


def test_the_same_name_written_in_another_unicode_form_is_the_same_name() -> None:
    zoe = add_deelnemer(NOORD, "z", "Zo\u00eb")
    with pytest.raises(TextMissing):
        add_deelnemer(zoe, "y", "Zoe\u0308")


def test_a_name_that_is_not_on_the_list_reads_as_a_colleague() -> None:
    assert NOORD.name_of("weg") == "een collega"


def test_only_who_practised_is_marked_used() -> None:
    used = mark_used(NOORD, {"a", "weg"}, TODAY)
    assert used.deelnemers["a"].last_used == TODAY
    assert used.deelnemers["b"].last_used is None
    assert set(used.deelnemers) == {"a", "b"}


def test_a_second_team_cannot_have_the_same_name() -> None:
    zuid = new_team("a", "Team Zuid")
    with pytest.raises(InvalidName, match="al een team"):
        new_team("b", " team  ZUID ", [zuid])
    assert new_team("b", "Team Noord", [zuid]).naam == "Team Noord"
