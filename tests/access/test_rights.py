"""Every right for every visitor and every thing, against a table written out by hand."""

from itertools import product

import pytest

from gesprek.access.access_errors import GeenRecht
from gesprek.access.rights import NIETS, TABEL, Recht, Zaak, may, require
from gesprek.access.visitors import GAST, LOKAAL, Bezoeker, Bezoekersoort
from gesprek.domain.werkvormen import Rol

TEAM = Bezoeker(Bezoekersoort.TEAM, team="a")
MET_CODE = Bezoeker(Bezoekersoort.TEAM, team="a", alleen="a-1")
ONTHOUDEN = Bezoeker(Bezoekersoort.TEAM, team="a", vraagt_code=True)
ONTHOUDEN_OPEN = Bezoeker(
    Bezoekersoort.TEAM, team="a", vraagt_code=True, geopend=frozenset({"a-1"})
)
MANAGER = Bezoeker(Bezoekersoort.MANAGER)
ADVISEUR = Bezoeker(Bezoekersoort.ADVISEUR)
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
# s: that, from step 6 on; b: that, as inbrenger or cliëntrol; w: that, as its writer; -: never.
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
deelcode               -    o      o    o        -         o              -       -
teamcijfers            -    t      t    -        t         t              -       -
agenda                 -    t      t    -        t         t              -       -
teamapparaten          -    -      t    -        t         t              -       x
cijfers                -    x      -    -        -         -              x       x
cijfers_uitvoeren      -    x      -    -        -         -              x       x
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
        Recht.TEAM_ZIEN,
        Recht.NAMEN_BEHEREN,
        Recht.NAAM_TOEVOEGEN,
        Recht.OEFENING_MAKEN,
        Recht.OEFENING,
    ),
    *(Recht.OBSERVATIES, Recht.OBSERVEREN, Recht.BRIEF, Recht.EIGEN_VOORBEREIDING),
    *(Recht.OEFENING_VERWIJDEREN, Recht.MEENEMEN, Recht.DEELCODE, Recht.TEAMCIJFERS),
}


def rows() -> list[tuple[str, str, str]]:
    """Return (right, visitor, letter) for each cell."""
    header, *lines = (line.split() for line in TABLE.strip().splitlines())
    return [
        (right, visitor, letter)
        for right, *letters in lines
        for visitor, letter in zip(header, letters, strict=True)
    ]


def things() -> list[Zaak]:
    """Return everything that a right can be asked for."""
    places = [
        *((None, None), ("a", None), ("b", None), (None, "a-1")),
        *(("a", "a-1"), ("a", "a-2"), ("b", "b-1"), ("b", "a-1")),
    ]
    rest = product([None, *Rol], [False, True], [False, True])
    return [Zaak(*place, *more) for place, more in product(places, list(rest))]


def expected(letter: str, visitor: str, zaak: Zaak) -> bool:
    own = zaak.team in OWN.get(visitor, set())
    reachable = zaak.team in {"a", "b"} if visitor == "lokaal" else zaak.team == "a"
    is_open = reachable and zaak.oefening in OPEN.get(visitor, set())
    return {
        "x": True,
        "-": False,
        "t": own,
        "o": is_open,
        "s": is_open and zaak.terugkijken,
        "b": is_open and zaak.rol in {Rol.INBRENGER, Rol.CLIENTROL},
        "w": is_open and zaak.is_schrijver,
    }[letter]


@pytest.mark.parametrize(("right", "visitor", "letter"), rows())
def test_a_right_is_there_exactly_where_the_table_says(
    right: str, visitor: str, letter: str
) -> None:
    for zaak in things():
        allowed = may(VISITORS[visitor], Recht(right), zaak)
        assert allowed is expected(letter, visitor, zaak), zaak


def test_the_table_of_this_test_names_every_right_and_every_kind_of_visitor() -> None:
    assert {right for right, _, _ in rows()} == set(Recht) == set(TABEL)
    assert {one.soort for one in VISITORS.values()} == set(Bezoekersoort)


@pytest.mark.parametrize("visitor", [GAST, MANAGER, ADVISEUR])
def test_who_is_no_team_never_gets_text_notes_or_names(visitor: Bezoeker) -> None:
    assert not [(right, zaak) for right in TEXT for zaak in things() if may(visitor, right, zaak)]


@pytest.mark.parametrize("visitor", [MANAGER, ADVISEUR])
def test_a_team_on_the_log_in_of_another_kind_gives_nothing(visitor: Bezoeker) -> None:
    mixed = Bezoeker(visitor.soort, team="a", geopend=frozenset({"a-1"}))
    assert not may(mixed, Recht.OEFENING, Zaak("a", "a-1"))


def test_a_team_without_id_owns_nothing_that_has_no_team() -> None:
    assert not may(Bezoeker(Bezoekersoort.TEAM), Recht.TEAM_ZIEN, NIETS)


def test_asking_for_a_right_that_is_there_goes_through() -> None:
    require(TEAM, Recht.OEFENING, Zaak("a", "a-1"))


@pytest.mark.parametrize("visitor", VISITORS.values(), ids=VISITORS.keys())
def test_a_refusal_is_a_dutch_sentence_that_says_what_to_do(visitor: Bezoeker) -> None:
    with pytest.raises(GeenRecht) as refused:
        require(
            visitor, Recht.OEFENING, Zaak("c", "c-1", Rol.INBRENGER) if visitor != LOKAAL else NIETS
        )
    assert refused.value.zin.endswith(".")
    assert "c-1" not in refused.value.zin
