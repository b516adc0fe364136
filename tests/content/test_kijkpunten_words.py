"""The words that lead from a leervraag to points to watch for."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.kijkpunten import propose_kijkpunten
from gesprek.domain.themas import Leerthema, Observatiepunt, Thema

P = Observatiepunt
EXAMPLES = {
    "steunkousen": (P.GEWONE_WOORDEN, P.DOEL_EN_TIJD, P.EMOTIE_BENOEMEN),
    "medicijnkastje": (P.NAASTE_BETROKKEN, P.OPEN_VRAAG, P.EMOTIE_BENOEMEN),
    "douchen": (P.EMOTIE_BENOEMEN, P.WEERSTAND_TERUGGEVEN, P.STILTE),
    "avondzorg": (P.STILTE, P.SAMENVATTEN, P.NAASTE_BETROKKEN),
    "leefcirkel": (P.NAASTE_BETROKKEN, P.OPEN_VRAAG, P.WAT_BELANGRIJK_IS),
    "blowen": (P.WEERSTAND_TERUGGEVEN, P.MEER_MOGELIJKHEDEN, P.GEWONE_WOORDEN),
    "minder_begeleiding": (P.STILTE, P.SAMENVATTEN, P.OPEN_VRAAG),
    "verhuizen": (P.DOEL_EN_TIJD, P.OPEN_VRAAG, P.EMOTIE_BENOEMEN),
}


@pytest.mark.parametrize("slug", inhoud().casussen)
def test_each_example_case_gets_points_that_fit_its_leervraag(slug: str) -> None:
    casus = inhoud().casussen[slug]
    found = propose_kijkpunten(casus.leervraag, casus.themas, inhoud().kijkpunten)
    assert found.punten == EXAMPLES[slug]
    assert found.woorden


@pytest.mark.parametrize("thema", Thema)
def test_each_theme_points_to_one_leerthema_and_so_to_three_points(thema: Thema) -> None:
    assert sum(thema in one.themas for one in inhoud().kijkpunten.values()) == 1
    found = propose_kijkpunten("Hoe doe ik dit?", [thema], inhoud().kijkpunten)
    assert (len(found.punten), found.themas) == (3, (thema,))


def test_every_point_of_the_list_is_proposed_by_some_leerthema() -> None:
    assert {point for one in inhoud().kijkpunten.values() for point in one.punten} == set(P)


@pytest.mark.parametrize("leerthema", inhoud().kijkpunten)
def test_each_word_of_a_leerthema_is_found_in_a_leervraag(leerthema: Leerthema) -> None:
    for word in inhoud().kijkpunten[leerthema].woorden:
        asked = f"Hoe gaat dat: {word.rstrip('*').upper()}?"
        assert propose_kijkpunten(asked, [], inhoud().kijkpunten).woorden, word
