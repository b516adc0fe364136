"""What is proposed to watch for, by the words of a leervraag and the themes of a case."""

import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.base import TooManyPoints
from gesprek.domain.kijkpunten import Kijkwijzer, propose_kijkpunten
from gesprek.domain.preparation import MOST_KIJKPUNTEN, Inleven
from gesprek.domain.themas import Leerthema, Observatiepunt, Thema

P = Observatiepunt
NONE = Kijkwijzer(woorden=("qqq",), punten=(P.NIET_ONDERBREKEN,))
WIJZERS = dict.fromkeys(Leerthema, NONE) | {
    Leerthema.LUISTEREN: Kijkwijzer(
        woorden=("stil*", "hoor"),
        themas=(Thema.ONVREDE,),
        punten=(P.STILTE, P.SAMENVATTEN, P.NIET_ONDERBREKEN),
    ),
    Leerthema.EMOTIE_EN_WEERSTAND: Kijkwijzer(
        woorden=("boos", "in de steek", "cliënt*"),
        themas=(Thema.NAASTEN,),
        punten=(P.EMOTIE_BENOEMEN, P.WEERSTAND_TERUGGEVEN, P.STILTE),
    ),
}
LUISTEREN = (P.STILTE, P.SAMENVATTEN, P.NIET_ONDERBREKEN)

_wijzers = st.fixed_dictionaries(
    {
        one: st.builds(
            Kijkwijzer,
            woorden=st.lists(st.text(max_size=6), max_size=4).map(tuple),
            themas=st.lists(st.sampled_from(Thema), max_size=3).map(tuple),
            punten=st.lists(st.sampled_from(P), min_size=1, max_size=4).map(tuple),
        )
        for one in Leerthema
    }
)
_themas = st.lists(st.sampled_from(Thema), max_size=4)


@settings(deadline=None)
@given(st.text(), _themas, _wijzers)
def test_whatever_is_asked_there_are_one_to_three_points_and_the_same_again(
    leervraag: str, themas: list[Thema], wijzers: dict[Leerthema, Kijkwijzer]
) -> None:
    found = propose_kijkpunten(leervraag, themas, wijzers)
    assert 1 <= len(found.punten) <= MOST_KIJKPUNTEN
    assert len(set(found.punten)) == len(found.punten)
    assert propose_kijkpunten(leervraag, themas, wijzers) == found
    assert not (found.woorden and found.themas)


@pytest.mark.parametrize(
    ("leervraag", "woorden"),
    [
        ("Hoe blijf ik STIL?", ("STIL",)),
        ("Hoe verdraag ik stíltes?", ("stíltes",)),
        (unicodedata.normalize("NFD", "Hoe verdraag ik stíltes?"), ("stíltes",)),
        ("Hoe hoor ik stilte?", ("hoor", "stilte")),
    ],
)
def test_capitals_and_accents_do_not_matter(leervraag: str, woorden: tuple[str, ...]) -> None:
    found = propose_kijkpunten(leervraag, [], WIJZERS)
    assert (found.punten, found.woorden) == (LUISTEREN, woorden)


@pytest.mark.parametrize(
    "leervraag", ["pastil", "Hij is boosaardig", "behoorlijk", "hoort", "b oos"]
)
def test_a_part_of_a_word_does_not_point_but_for_a_beginning_with_a_star(leervraag: str) -> None:
    assert propose_kijkpunten(leervraag, [], WIJZERS).woorden == ()


def test_a_phrase_may_go_on_at_the_next_line_and_is_told_on_one() -> None:
    found = propose_kijkpunten("Laat ik haar in\nde  steek?", [], WIJZERS)
    assert found.woorden == ("in de steek",)


def test_most_words_give_two_points_and_the_next_one_the_third() -> None:
    found = propose_kijkpunten("Is ze boos? Hoor ik de stilte?", [], WIJZERS)
    assert found.punten == (P.STILTE, P.SAMENVATTEN, P.EMOTIE_BENOEMEN)


def test_of_as_many_words_the_first_one_goes_first() -> None:
    found = propose_kijkpunten("Is ze boos, of is het stil?", [], WIJZERS)
    assert found.punten == (P.EMOTIE_BENOEMEN, P.WEERSTAND_TERUGGEVEN, P.STILTE)
    found = propose_kijkpunten("Is het stil, of is ze boos?", [], WIJZERS)
    assert found.punten == (P.STILTE, P.SAMENVATTEN, P.EMOTIE_BENOEMEN)


def test_without_a_word_the_themes_point_and_without_those_it_is_what_fits_always() -> None:
    by_theme = propose_kijkpunten("Hoe doe ik dat?", [Thema.NAASTEN, Thema.LEEFSTIJL], WIJZERS)
    assert by_theme.punten == (P.EMOTIE_BENOEMEN, P.WEERSTAND_TERUGGEVEN, P.STILTE)
    assert by_theme.themas == (Thema.NAASTEN,)
    assert propose_kijkpunten("", [], WIJZERS) == (LUISTEREN, (), ())


def test_an_endless_word_neither_points_nor_takes_long() -> None:
    assert propose_kijkpunten("stil" * 25_000, [], WIJZERS).woorden == ()


def test_at_most_three_points_can_be_agreed_on_each_once() -> None:
    assert Inleven(kijkpunten=(P.STILTE, P.STILTE)).kijkpunten == (P.STILTE,)
    with pytest.raises(TooManyPoints) as refused:
        Inleven(kijkpunten=tuple(P)[:4])
    assert refused.value.sentence == "Kies hooguit 3 punten. Haal eerst een ander punt weg."
