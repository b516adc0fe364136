"""A team shares a leerpunt only when it says so, and nobody reads which team it is of."""

from datetime import date

import pytest

from gesprek.domain.base import TextMissing
from gesprek.domain.team_memory import Geleerd, share, shown_to_all, take_back
from gesprek.domain.terugblik import Leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import Rol

SHARED, CLOSED = date(2026, 6, 1), date(2026, 7, 30)


def kept(team: int, thema: Leerthema = Leerthema.DOORVRAGEN) -> Geleerd:
    leerpunt = Leerpunt(rol=Rol.INBRENGER, leerthema=thema, tekst="Meer stilte laten")
    return Geleerd(
        oefening=f"o{team}", team=f"t{team}", dag=date(2026, 2, 1), leerpunten={"a": leerpunt}
    )


def shared(team: int, tekst: str = "") -> Geleerd:
    return share(kept(team), "a", tekst or f"Tekst {9 - team}", SHARED)


def test_nothing_is_shared_by_itself() -> None:
    assert shown_to_all([kept(team) for team in range(9)], CLOSED) == []


def test_from_five_teams_on_the_texts_are_shown_in_the_order_of_their_words() -> None:
    texts = shown_to_all([shared(team) for team in range(5)], CLOSED)
    assert [one.tekst for one in texts] == [f"Tekst {number}" for number in range(5, 10)]


def test_five_texts_of_four_teams_are_not_shown() -> None:
    many = [*(shared(team) for team in range(4)), shared(0, "Nog een")]
    assert shown_to_all(many, CLOSED) == []


def test_before_the_quarter_of_sharing_is_closed_nothing_is_shown() -> None:
    many = [shared(team) for team in range(5)]
    assert shown_to_all(many, date(2026, 7, 29)) == []
    late = share(kept(9), "a", "Later", date(2026, 7, 1))
    assert len(shown_to_all([*many, late], CLOSED)) == 5


def test_what_is_taken_back_is_gone_and_below_five_teams_so_is_the_rest() -> None:
    many = [shared(team) for team in range(5)]
    many[0] = take_back(many[0], "a")
    assert many[0] == kept(0)
    assert shown_to_all(many, CLOSED) == []


@pytest.mark.parametrize(("key", "tekst"), [("a", ""), ("a", "  \u200b"), ("b", "Iets")])
def test_an_empty_text_and_a_leerpunt_that_is_gone_cannot_be_shared(key: str, tekst: str) -> None:
    with pytest.raises(TextMissing):
        share(kept(1), key, tekst, SHARED)
