from collections import Counter

import pytest
from hypothesis import given, settings

from gesprek.domain.base import InvalidRolverdeling
from gesprek.domain.werkvormen import (
    MAX_DEELNEMERS,
    MAX_VOORBESPREKEN,
    MIN_DEELNEMERS,
    ROLREGELS,
    Dekking,
    Rol,
    Rolprobleem,
    Werkvorm,
    check_rollen,
    dekking,
    propose_werkvorm,
    rolproblemen,
)
from tests.domain.strategies import any_rollen, divisions, max_people, werkvormen

IN, CL, OB, BE = Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT, Rol.BEGELEIDER
VOOR, SPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
P = Rolprobleem


def roles(*given_roles: Rol) -> dict[str, Rol]:
    return {f"p{number}": rol for number, rol in enumerate(given_roles)}


@settings(max_examples=100)
@given(werkvormen, any_rollen)
def test_no_problem_means_that_every_count_and_the_size_are_right(
    werkvorm: Werkvorm, rollen: dict[str, Rol]
) -> None:
    count = Counter(rollen.values())
    rules = ROLREGELS[werkvorm]
    counts_right = all(
        rule.minimum <= count[rol] <= (len(rollen) if rule.maximum is None else rule.maximum)
        for rol, rule in rules.items()
    )
    only_known = set(rollen.values()) <= set(rules)
    size_right = MIN_DEELNEMERS <= len(rollen) <= max_people(werkvorm)
    assert (not rolproblemen(werkvorm, rollen)) == (counts_right and only_known and size_right)


def test_the_counts_are_those_of_the_leaflet() -> None:
    counts = {
        form: {rol: (rule.minimum, rule.maximum) for rol, rule in rules.items()}
        for form, rules in ROLREGELS.items()
    }
    assert counts == {
        VOOR: {IN: (1, 1), CL: (1, 1), OB: (0, 1)},
        SPEL: {IN: (1, 1), CL: (1, 1), OB: (0, None), BE: (0, 1)},
    }


@given(divisions())
def test_a_division_that_fits_has_no_problem_and_may_be_stored(
    division: tuple[Werkvorm, dict[str, Rol]],
) -> None:
    assert rolproblemen(*division) == ()
    check_rollen(*division)


@settings(max_examples=100)
@given(werkvormen, any_rollen)
def test_what_may_be_stored_only_lacks_people(werkvorm: Werkvorm, rollen: dict[str, Rol]) -> None:
    gaps = {P.GEEN_INBRENGER, P.GEEN_CLIENTROL, P.TE_WEINIG_DEELNEMERS}
    try:
        check_rollen(werkvorm, rollen)
    except InvalidRolverdeling:
        assert set(rolproblemen(werkvorm, rollen)) - gaps
    else:
        assert set(rolproblemen(werkvorm, rollen)) <= gaps


@pytest.mark.parametrize(
    ("werkvorm", "rollen"),
    [
        (VOOR, (IN, CL)),
        (VOOR, (IN, CL, OB)),
        (SPEL, (IN, CL)),
        (SPEL, (IN, CL, OB)),
        (SPEL, (IN, CL, BE)),
        (SPEL, (IN, CL, OB, BE)),
        (SPEL, (IN, CL, OB, OB)),
        (SPEL, (IN, CL, OB, OB, BE)),
        (SPEL, (IN, CL, *[OB] * 9, BE)),
        (SPEL, (IN, CL, *[OB] * 10)),
    ],
)
def test_these_divisions_will_do(werkvorm: Werkvorm, rollen: tuple[Rol, ...]) -> None:
    assert rolproblemen(werkvorm, roles(*rollen)) == ()


@pytest.mark.parametrize(
    ("werkvorm", "rollen", "problems"),
    [
        (VOOR, (), {P.TE_WEINIG_DEELNEMERS, P.GEEN_INBRENGER, P.GEEN_CLIENTROL}),
        (SPEL, (IN,), {P.TE_WEINIG_DEELNEMERS, P.GEEN_CLIENTROL}),
        (SPEL, (CL,), {P.TE_WEINIG_DEELNEMERS, P.GEEN_INBRENGER}),
        (SPEL, (OB, BE), {P.GEEN_INBRENGER, P.GEEN_CLIENTROL}),
        (SPEL, (IN, IN, CL), {P.MEER_INBRENGERS}),
        (VOOR, (IN, IN, CL), {P.MEER_INBRENGERS}),
        (SPEL, (IN, CL, CL), {P.MEER_CLIENTROLLEN}),
        (VOOR, (IN, CL, CL), {P.MEER_CLIENTROLLEN}),
        (SPEL, (IN, CL, BE, BE), {P.MEER_BEGELEIDERS}),
        (VOOR, (IN, CL, BE), {P.BEGELEIDER_BESTAAT_NIET}),
        (VOOR, (IN, CL, BE, BE), {P.BEGELEIDER_BESTAAT_NIET, P.TE_VEEL_VOOR_VOORBESPREKEN}),
        (VOOR, (IN, CL, OB, OB), {P.TE_VEEL_VOOR_VOORBESPREKEN}),
        (SPEL, (IN, CL, *[OB] * 11), {P.TE_VEEL_DEELNEMERS}),
        (VOOR, (IN, CL, *[OB] * 11), {P.TE_VEEL_VOOR_VOORBESPREKEN}),
    ],
)
def test_each_broken_rule_is_named(
    werkvorm: Werkvorm, rollen: tuple[Rol, ...], problems: set[Rolprobleem]
) -> None:
    assert set(rolproblemen(werkvorm, roles(*rollen))) == problems


def test_every_problem_can_arise() -> None:
    tried = [
        rolproblemen(werkvorm, roles(*[rol] * times))
        for werkvorm in Werkvorm
        for rol in Rol
        for times in (1, 2, 13)
    ]
    assert {problem for problems in tried for problem in problems} == set(Rolprobleem)


def test_a_begeleider_does_not_exist_in_voorbespreken() -> None:
    assert tuple(ROLREGELS[VOOR]) == (IN, CL, OB)
    assert tuple(ROLREGELS[SPEL]) == (IN, CL, OB, BE)


def test_a_fourth_person_in_voorbespreken_is_offered_the_rollenspel() -> None:
    with pytest.raises(InvalidRolverdeling) as refused:
        check_rollen(VOOR, roles(IN, CL, OB, OB))
    assert "2 of 3" in refused.value.sentence
    assert "Kies rollenspel" in refused.value.sentence


@pytest.mark.parametrize(
    ("werkvorm", "rollen", "word"),
    [
        (SPEL, (IN, IN), "inbrenger"),
        (SPEL, (CL, CL), "cliënt"),
        (SPEL, (BE, BE), "begeleider"),
        (VOOR, (IN, CL, BE), "begeleider"),
        (SPEL, (OB,) * 13, "twee groepen"),
    ],
)
def test_a_role_too_many_is_refused_with_what_to_do(
    werkvorm: Werkvorm, rollen: tuple[Rol, ...], word: str
) -> None:
    with pytest.raises(InvalidRolverdeling, match=word):
        check_rollen(werkvorm, roles(*rollen))


@pytest.mark.parametrize("werkvorm", Werkvorm)
@pytest.mark.parametrize("rollen", [(), (IN,), (CL,), (OB, OB), (OB, OB, OB)])
def test_a_gap_may_be_stored_while_the_team_chooses(
    werkvorm: Werkvorm, rollen: tuple[Rol, ...]
) -> None:
    check_rollen(werkvorm, roles(*rollen))


@pytest.mark.parametrize(
    ("rollen", "covers"),
    [
        ((IN, CL, OB, BE), Dekking(stappen_en_tijd=BE, draw_tops_en_tips=OB)),
        ((IN, CL, OB, OB), Dekking(stappen_en_tijd=OB, draw_tops_en_tips=OB)),
        ((IN, CL, OB), Dekking(stappen_en_tijd=OB, draw_tops_en_tips=OB)),
        ((IN, CL, BE), Dekking(stappen_en_tijd=BE, draw_tops_en_tips=CL)),
        ((IN, CL), Dekking(stappen_en_tijd=None, draw_tops_en_tips=CL)),
    ],
)
def test_a_role_that_is_left_out_is_covered(rollen: tuple[Rol, ...], covers: Dekking) -> None:
    assert dekking(roles(*rollen)) == covers
    assert dekking(roles(*reversed(rollen))) == covers


def test_two_people_are_proposed_to_talk_and_more_to_play() -> None:
    assert propose_werkvorm(2) is VOOR
    assert {propose_werkvorm(people) for people in range(3, 13)} == {SPEL}


@pytest.mark.parametrize("people", range(2, 13))
def test_the_proposed_form_has_room_for_these_people(people: int) -> None:
    assert people <= max_people(propose_werkvorm(people))


def test_the_forms_hold_2_or_3_and_2_to_12_people() -> None:
    assert (MIN_DEELNEMERS, MAX_VOORBESPREKEN, MAX_DEELNEMERS) == (2, 3, 12)
