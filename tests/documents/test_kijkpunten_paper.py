"""The observation list of a team that agreed what to watch for."""

from gesprek.content import inhoud
from gesprek.documents.blocks import Heading, Paper, TableBlock, html
from gesprek.documents.observation_papers import kijkpunten_paper, observation_list
from gesprek.domain.themas import Observatiepunt

P = Observatiepunt
AGREED = (P.STILTE, P.AFSPRAAK)


def rows(paper: Paper) -> list[list[str]]:
    """Return the first column of each table, that for moments by hand left out."""
    tables = [one for page in paper.bladzijden for one in page.blokken]
    columns = [[row[0] for row in one.rijen] for one in tables if isinstance(one, TableBlock)]
    return [one for one in columns if any(one)]


def test_what_was_agreed_comes_first_twice_and_the_rest_below_each_once() -> None:
    others = [inhoud().label(one) for one in P if one not in AGREED]
    agreed = [inhoud().label(one) for one in AGREED]
    assert rows(kijkpunten_paper(inhoud(), AGREED)) == [agreed, agreed, others]


def test_it_is_said_in_words_which_points_were_agreed() -> None:
    first, rest, _ = kijkpunten_paper(inhoud(), AGREED).bladzijden
    assert first.blokken[0] == Heading(inhoud().tekst("papier.kijkpunten"))
    assert rest.titel == inhoud().tekst("papier.andere_punten")
    assert inhoud().tekst("papier.kijkpunten") in html(kijkpunten_paper(inhoud(), AGREED), inhoud())


def test_without_agreed_points_it_is_the_list_of_every_team() -> None:
    assert kijkpunten_paper(inhoud(), ()) == observation_list(inhoud())
