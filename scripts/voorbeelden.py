"""Invented teams with oefeningen in every state, made through the domain and put in a store.

Each function of ``STATES`` fills the store a bit further and returns which address shows what:
the name of the picture → the path to open.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from gesprek.domain.oefening import everyone_ready
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import propose_werkvorm
from gesprek.services.archive import Archive
from scripts.picture_steps import DO, NOW
from tests.support.builders.oefeningen import begun, team_of
from tests.support.builders.steps import Change

Pictures = Mapping[str, str]

_FOUR: Final = ("Amina", "Joost", "Fenna", "Wim")
_FIVE: Final = ("Anne-Fleur", "Mohamed", "Priya", "Jan-Willem", "Bo")
_TWO: Final = ("Noor", "Sam")


GO_ON: Final = "#verder"
"""Ends an address of which the page is looked at after one tap on its main button."""


class Subset:
    """A team in the store, with a way to put oefeningen beside it."""

    def __init__(self, archive: Archive, naam: str, names: Sequence[str]) -> None:
        self.team = archive.create_team(team_of(naam, names)).value
        self._archive = archive

    @property
    def page(self) -> str:
        """The address of the team's page."""
        return f"/team?t={self.team.id}"

    def at(self, stap: Stap, *changes: Change, began: datetime = NOW) -> str:
        """Store an oefening after these changes; return the address of its step."""
        people = tuple(self.team.deelnemers)
        made = begun(self.team, propose_werkvorm(len(people)), people, began)
        for change in changes:
            made = change(made)
        made = made.changed(stap=stap, verst=stap)
        self._archive.create_oefening(made)
        return f"/stap-{stap.number}?o={made.id}"


def empty(_archive: Archive) -> Pictures:
    """Nothing was ever entered."""
    return {
        "start": "/",
        "team-geen": "/team",
        "overzicht": "/overzicht",
        "jaar": "/jaar",
        "beheer": "/beheer",
        "verantwoording": "/verantwoording",
        "papier": "/papier",
        "onbekend": "/weg",
    }


def just_begun(archive: Archive) -> Pictures:
    """Each step as a team finds it that has just come there."""
    new = Subset(archive, "Team Nieuw", ())
    four, two = Subset(archive, "Team Zuid", _FOUR), Subset(archive, "Team Noord", _TWO)
    return {
        "team": new.page,
        "stap-1": new.at(Stap.MOMENT),
        "stap-2": four.at(Stap.VOORBEREIDING),
        "stap-3": four.at(Stap.CASUS, DO.prepare),
        "stap-4": four.at(Stap.INLEVEN, DO.prepare, DO.tell),
        "stap-5": four.at(Stap.GESPREK, DO.prepare, DO.tell, everyone_ready),
        "stap-5-voorbespreken": two.at(Stap.GESPREK, DO.prepare, DO.tell, everyone_ready),
        "stap-6": four.at(Stap.TERUGKIJKEN, DO.prepare, DO.tell, everyone_ready, DO.play),
        "stap-7": four.at(Stap.VERVOLG, *DO.until_7, DO.wait_without_day),
    }


def half_way(archive: Archive) -> Pictures:
    """Each step in the middle of its work."""
    four, two = Subset(archive, "Team Oost", _FOUR), Subset(archive, "Team West", _TWO)
    look_back = (DO.prepare, DO.tell_all, DO.enter_all, DO.play_and_note)
    return {
        "start": "/",
        "overzicht": "/overzicht",
        "jaar": "/jaar",
        "stap-1": two.at(Stap.MOMENT),
        "stap-2": two.at(Stap.VOORBEREIDING, DO.share),
        "stap-3": four.at(Stap.CASUS, DO.prepare, DO.tell_a_little),
        "stap-3-verraadt": four.at(Stap.CASUS, DO.prepare, DO.tell_too_much),
        "stap-3-nakijken": four.at(Stap.CASUS, DO.prepare, DO.tell_too_much) + GO_ON,
        "stap-4": four.at(Stap.INLEVEN, DO.prepare, DO.tell, DO.write_a_brief),
        "stap-5": four.at(Stap.GESPREK, DO.prepare, DO.tell_all, everyone_ready, DO.run_a_round),
        "stap-5-time-out": four.at(
            Stap.GESPREK, DO.prepare, DO.tell_all, everyone_ready, DO.run_a_round, DO.pause
        ),
        "stap-5-voorbespreken": two.at(
            Stap.GESPREK, DO.prepare, DO.tell_all, everyone_ready, DO.run_a_round, DO.turn_two_cards
        ),
        "stap-6-tops-en-tips": four.at(
            Stap.TERUGKIJKEN, *look_back, DO.give_feedback, DO.turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-meenemer": four.at(
            Stap.TERUGKIJKEN, *look_back, DO.say_no, DO.turn_to(Beurt.MEENEMER)
        ),
        "stap-7": four.at(Stap.VERVOLG, *DO.until_7, DO.wait),
        "stap-7-geweest": four.at(Stap.VERVOLG, *DO.until_7, DO.meet),
        "team": four.page,
    }


def full(archive: Archive) -> Pictures:
    """Each step with everything in it that it can hold, and a team with a long history."""
    five = Subset(archive, "Team Wijkverpleging Noordoostpolder", _FIVE)
    two = Subset(archive, "Team Meer", _TWO)
    played = (DO.prepare, DO.tell_all, DO.enter_all, DO.play_twice, DO.give_feedback, DO.say_no)
    pictures = {
        "start": "/",
        "stap-1": five.at(Stap.MOMENT, DO.plan_ahead),
        "stap-2": five.at(Stap.VOORBEREIDING, DO.share, DO.everyone_read),
        "stap-3": five.at(Stap.CASUS, DO.prepare, DO.tell_all),
        "stap-4": five.at(Stap.INLEVEN, DO.prepare, DO.tell_all, DO.enter_all),
        "stap-5": five.at(Stap.GESPREK, *played[:4]),
        "stap-5-voorbespreken": two.at(
            Stap.GESPREK, DO.prepare, DO.tell_all, DO.enter_all, DO.turn_all_cards, DO.play
        ),
        **_points(five, played),
        "stap-6-tops-en-tips": five.at(
            Stap.TERUGKIJKEN, *played, DO.turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-leerpunten": five.at(
            Stap.TERUGKIJKEN, *played, DO.learn, DO.turn_to(Beurt.LEERPUNTEN)
        ),
        "stap-6-afspraak": five.at(Stap.TERUGKIJKEN, *played, DO.learn, DO.turn_to(Beurt.AFSPRAAK)),
        "stap-7-geweest": five.at(
            Stap.VERVOLG, *played, DO.learn, DO.expect, DO.meet, DO.talk_over, DO.find_it_hard
        ),
        "stap-7-afgerond": five.at(
            Stap.VERVOLG, *played, DO.learn, DO.meet, DO.talk_over, DO.close
        ),
        "team": five.page,
        "overzicht": "/overzicht",
        "jaar": "/jaar",
    }
    pictures["dagkaart"] = five.at(Stap.VERVOLG, *DO.until_7, DO.wait, DO.write_a_card)
    pictures["dagkaart"] = pictures["dagkaart"].replace("/stap-7", "/dagkaart")
    pictures["meenemen"] = pictures["stap-7-afgerond"].replace("/stap-7", "/meenemen")
    _practise_for_a_year(five)
    five.at(Stap.VERVOLG, *DO.until_7, DO.wait_too_long, began=NOW - timedelta(days=60))
    return pictures


def _points(five: Subset, played: Sequence[Change]) -> Pictures:
    """The steps of a team that agreed what to watch for, and played twice."""
    return {
        "stap-4-kijkpunten": five.at(Stap.INLEVEN, *played[:3], DO.agree_on_points),
        "stap-5-kijkpunten": five.at(
            Stap.GESPREK, *played[:4], DO.agree_on_points, DO.note_the_replay
        ),
        "stap-6-kijkpunten": five.at(
            Stap.TERUGKIJKEN,
            *(*played, DO.agree_on_points, DO.note_the_replay),
            DO.turn_to(Beurt.OBSERVANTEN_VERTELLEN),
        ),
    }


def _practise_for_a_year(five: Subset) -> None:
    """Store more oefeningen in each quarter, about more leerthemas."""
    for quarter in range(1, 5):
        began = NOW - timedelta(days=91 * quarter)
        for theme in list(Leerthema)[: 2 * quarter]:
            five.at(
                Stap.VERVOLG,
                *DO.until_7,
                DO.learn_about(theme, began),
                DO.meet,
                DO.close,
                began=began,
            )


def own_devices(archive: Archive) -> tuple[Subset, Pictures]:
    """A team of four, each on an own device: the roles in the order of ``Rol``."""
    four = Subset(archive, "Team Rivier", _FOUR)
    look_back = (DO.prepare, DO.tell_all, DO.note_apart, DO.play_and_note)
    return four, {
        "stap-4": four.at(Stap.INLEVEN, DO.prepare, DO.tell_all, DO.write_a_brief, DO.some_ready),
        "stap-5": four.at(
            Stap.GESPREK,
            *(DO.prepare, DO.tell_all, DO.note_apart, DO.agree_on_points, DO.run_a_round),
        ),
        "stap-6-inbrenger-vertelt": four.at(Stap.TERUGKIJKEN, *look_back),
        "stap-6-tops-en-tips": four.at(
            Stap.TERUGKIJKEN, *look_back, DO.give_apart, DO.turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-meenemer": four.at(
            Stap.TERUGKIJKEN, *look_back, DO.say_no, DO.turn_to(Beurt.MEENEMER)
        ),
    }


STATES: Final[Mapping[str, Callable[[Archive], Pictures]]] = {
    "leeg": empty,
    "begin": just_begun,
    "half": half_way,
    "vol": full,
}
