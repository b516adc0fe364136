"""Every right for every visitor and every thing, against a table written out by hand."""

from itertools import product

import pytest

from gesprek.access.access_errors import RightMissing
from gesprek.access.rights import NO_SUBJECT, RIGHTS, Right, Subject, may, require
from gesprek.access.visitors import GAST, LOKAAL, Visitor, VisitorKind
from gesprek.domain.werkvormen import Rol

TEAM = Visitor(VisitorKind.TEAM, team="a")
MET_CODE = Visitor(VisitorKind.TEAM, team="a", alleen="a-1")
ONTHOUDEN = Visitor(VisitorKind.TEAM, team="a", vraagt_code=True)
ONTHOUDEN_OPEN = Visitor(VisitorKind.TEAM, team="a", vraagt_code=True, geopend=frozenset({"a-1"}))
MANAGER = Visitor(VisitorKind.MANAGER)
ADVISEUR = Visitor(VisitorKind.ADVISEUR)
VISITORS = {
    "gast": GAST,
    "lokaal": LOKAAL,
    "team": TEAM,
    "met_code": MET_CODE,
    "onthouden": ONTHOUDEN,
    "onthouden_open": ONTHOUDEN_OPEN,
    "manager": MANAGER,
    "adviseur": ADVISEUR,
}

# Columns as in VISITORS. x: always; t: of the own team; o: the oefening that is open to them;
# s: that, from step 6 on; b: that, as inbrenger or cliëntrol; i: that, as inbrenger;
# w: that, as its writer; -: never.
TABLE = """
                       gast lokaal team met_code onthouden onthouden_open manager adviseur
aanmelden              x    x      x    x        x         x              x       x
uitleg                 x    x      x    x        x         x              x       x
team_zien              -    t      t    -        t         t              -       -
namen_beheren          -    t      t    -        t         t              -       -
naam_toevoegen         -    o      o    o        -         o              -       -
oefening_maken         -    t      t    -        t         t              -       -
oefening               -    o      o    o        -         o              -       -
observaties            -    s      s    s        -         s              -       -
observeren             -    o      o    o        -         o              -       -
brief                  -    b      b    b        -         b              -       -
eigen_voorbereiding    -    w      w    w        -         w              -       -
oefening_verwijderen   -    o      o    o        -         o              -       -
meenemen               -    o      o    o        -         o              -       -
dagkaart               -    i      i    i        -         i              -       -
bewijs                 -    s      s    s        -         s              -       -
deelcode               -    o      o    o        -         o              -       -
teamcijfers            -    t      t    -        t         t              -       -
agenda                 -    t      t    -        t         t              -       -
herinneren             -    -      t    -        t         t              -       -
teamapparaten          -    -      t    -        t         t              -       x
cijfers                -    x      -    -        -         -              x       x
cijfers_uitvoeren      -    x      -    -        -         -              x       x
beantwoorden           -    x      -    -        -         -              x       x
antwoorden             -    x      x    x        x         x              -       -
proefteam              -    x      -    -        -         -              -       -
teams_beheren          -    -      -    -        -         -              -       x
accounts_beheren       -    -      -    -        -         -              -       x
aanmeldingen_intrekken -    -      -    -        -         -              -       x
organisatie            -    -      -    -        -         -              -       x
instellingen           -    x      -    -        -         -              -       x
logboek                -    x      -    -        -         -              -       x
opslag_gezondheid      -    x      -    -        -         -              -       x
verantwoording         x    x      x    x        x         x              x       x
"""
# What each visitor can open: this machine all, a team all its own, a code or an opened device one.
OPEN = {
    "lokaal": {"a-1", "a-2", "b-1"},
    "team": {"a-1", "a-2"},
    "met_code": {"a-1"},
    "onthouden_open": {"a-1"},
}
OWN = {"lokaal": {"a", "b"}, "team": {"a"}, "onthouden": {"a"}, "onthouden_open": {"a"}}
TEXT = {
    *(
        Right.TEAM_ZIEN,
        Right.NAMEN_BEHEREN,
        Right.NAAM_TOEVOEGEN,
        Right.OEFENING_MAKEN,
        Right.OEFENING,
    ),
    *(Right.OBSERVATIES, Right.OBSERVEREN, Right.BRIEF, Right.EIGEN_VOORBEREIDING),
    *(Right.OEFENING_VERWIJDEREN, Right.MEENEMEN, Right.DEELCODE, Right.TEAMCIJFERS),
    *(Right.DAGKAART, Right.BEWIJS),
}


def rows() -> list[tuple[str, str, str]]:
    """Return (right, visitor, letter) for each cell."""
    header, *lines = (line.split() for line in TABLE.strip().splitlines())
    return [
        (right, visitor, letter)
        for right, *letters in lines
        for visitor, letter in zip(header, letters, strict=True)
    ]


def things() -> list[Subject]:
    """Return everything that a right can be asked for."""
    places = [
        *((None, None), ("a", None), ("b", None), (None, "a-1")),
        *(("a", "a-1"), ("a", "a-2"), ("b", "b-1"), ("b", "a-1")),
    ]
    rest = product([None, *Rol], [False, True], [False, True])
    return [Subject(*place, *more) for place, more in product(places, list(rest))]


def expected(letter: str, visitor: str, subject: Subject) -> bool:
    own = subject.team in OWN.get(visitor, set())
    reachable = subject.team in {"a", "b"} if visitor == "lokaal" else subject.team == "a"
    is_open = reachable and subject.oefening in OPEN.get(visitor, set())
    return {
        "x": True,
        "-": False,
        "t": own,
        "o": is_open,
        "s": is_open and subject.terugkijken,
        "b": is_open and subject.rol in {Rol.INBRENGER, Rol.CLIENTROL},
        "i": is_open and subject.rol is Rol.INBRENGER,
        "w": is_open and subject.is_schrijver,
    }[letter]


@pytest.mark.parametrize(("right", "visitor", "letter"), rows())
def test_a_right_is_there_exactly_where_the_table_says(
    right: str, visitor: str, letter: str
) -> None:
    for subject in things():
        allowed = may(VISITORS[visitor], Right(right), subject)
        assert allowed is expected(letter, visitor, subject), subject


def test_the_table_of_this_test_names_every_right_and_every_kind_of_visitor() -> None:
    assert {right for right, _, _ in rows()} == set(Right) == set(RIGHTS)
    assert {one.soort for one in VISITORS.values()} == set(VisitorKind)


@pytest.mark.parametrize("visitor", [GAST, MANAGER, ADVISEUR])
def test_who_is_no_team_never_gets_text_notes_or_names(visitor: Visitor) -> None:
    assert not [
        (right, subject) for right in TEXT for subject in things() if may(visitor, right, subject)
    ]


@pytest.mark.parametrize("visitor", [MANAGER, ADVISEUR])
def test_a_team_on_the_log_in_of_another_kind_gives_nothing(visitor: Visitor) -> None:
    mixed = Visitor(visitor.soort, team="a", geopend=frozenset({"a-1"}))
    assert not may(mixed, Right.OEFENING, Subject("a", "a-1"))


def test_a_team_without_id_owns_nothing_that_has_no_team() -> None:
    assert not may(Visitor(VisitorKind.TEAM), Right.TEAM_ZIEN, NO_SUBJECT)


def test_asking_for_a_right_that_is_there_goes_through() -> None:
    require(TEAM, Right.OEFENING, Subject("a", "a-1"))


@pytest.mark.parametrize("visitor", VISITORS.values(), ids=VISITORS.keys())
def test_a_refusal_is_a_dutch_sentence_that_says_what_to_do(visitor: Visitor) -> None:
    with pytest.raises(RightMissing) as refused:
        require(
            visitor,
            Right.OEFENING,
            Subject("c", "c-1", Rol.INBRENGER) if visitor != LOKAAL else NO_SUBJECT,
        )
    assert refused.value.sentence.endswith(".")
    assert "c-1" not in refused.value.sentence
