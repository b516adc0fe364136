"""Invented teams with oefeningen in every state, made through the domain and put in a store.

Each function of ``STATES`` fills the store a bit further and returns which address shows what:
the name of the picture → the path to open.
"""

from collections.abc import Callable, Mapping, Sequence
from datetime import datetime, timedelta
from typing import Final

from gesprek.domain.oefening import Oefening, everyone_ready, new_oefening
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import Leerthema
from gesprek.domain.werkvormen import propose_werkvorm
from gesprek.services.archive import Archive
from gesprek.storage.ids import new_id, new_oefening_id
from scripts.stappen import (
    NOW,
    UNTIL_7,
    Change,
    be_playing,
    closed,
    enter_all,
    everyone_read,
    give_apart,
    give_feedback,
    had,
    learn,
    learn_about,
    note_apart,
    pause,
    plan_ahead,
    play,
    play_and_note,
    play_twice,
    prepare,
    say_no,
    share,
    some_ready,
    talk_over,
    tell,
    tell_a_little,
    tell_all,
    tell_too_much,
    turn_all_cards,
    turn_to,
    turn_two_cards,
    wait,
    wait_too_long,
    wait_without_day,
    write_a_brief,
)

Pictures = Mapping[str, str]

_FOUR: Final = ("Amina", "Joost", "Fenna", "Wim")
_FIVE: Final = ("Anne-Fleur", "Mohamed", "Priya", "Jan-Willem", "Bo")
_TWO: Final = ("Noor", "Sam")


GO_ON: Final = "#verder"
"""Ends an address of which the page is looked at after one tap on its main button."""


class Subset:
    """A team in the store, with a way to put oefeningen beside it."""

    def __init__(self, archive: Archive, naam: str, names: Sequence[str]) -> None:
        team = new_team(new_id(), naam)
        for one in names:
            team = add_deelnemer(team, new_id(), one)
        self.team: Team = archive.create_team(team).waarde
        self._archief = archive

    @property
    def page(self) -> str:
        """The address of the team's page."""
        return f"/team?t={self.team.id}"

    def at(self, stap: Stap, *changes: Change, began: datetime = NOW) -> str:
        """Store an oefening after these changes; return the address of its step."""
        made = self._fresh(began)
        for change in changes:
            made = change(made)
        made = made.changed(stap=stap, verst=stap)
        self._archief.create_oefening(made)
        return f"/stap-{stap.number}?o={made.id}"

    def _fresh(self, began: datetime) -> Oefening:
        people = tuple(self.team.deelnemers)
        form = propose_werkvorm(len(people))
        rollen = propose_rollen(form, people, ())
        return new_oefening(new_oefening_id(self.team.id), self.team.id, began, form, rollen)


def empty(_archief: Archive) -> Pictures:
    """Nothing was ever entered."""
    return {
        "start": "/",
        "team-geen": "/team",
        "overzicht": "/overzicht",
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
        "stap-3": four.at(Stap.CASUS, prepare),
        "stap-4": four.at(Stap.INLEVEN, prepare, tell),
        "stap-5": four.at(Stap.GESPREK, prepare, tell, everyone_ready),
        "stap-5-voorbespreken": two.at(Stap.GESPREK, prepare, tell, everyone_ready),
        "stap-6": four.at(Stap.TERUGKIJKEN, prepare, tell, everyone_ready, play),
        "stap-7": four.at(Stap.VERVOLG, *UNTIL_7, wait_without_day),
    }


def half_way(archive: Archive) -> Pictures:
    """Each step in the middle of its work."""
    four, two = Subset(archive, "Team Oost", _FOUR), Subset(archive, "Team West", _TWO)
    look_back = (prepare, tell_all, enter_all, play_and_note)
    return {
        "start": "/",
        "overzicht": "/overzicht",
        "stap-1": two.at(Stap.MOMENT),
        "stap-2": two.at(Stap.VOORBEREIDING, share),
        "stap-3": four.at(Stap.CASUS, prepare, tell_a_little),
        "stap-3-verraadt": four.at(Stap.CASUS, prepare, tell_too_much),
        "stap-3-nakijken": four.at(Stap.CASUS, prepare, tell_too_much) + GO_ON,
        "stap-4": four.at(Stap.INLEVEN, prepare, tell, write_a_brief),
        "stap-5": four.at(Stap.GESPREK, prepare, tell_all, everyone_ready, be_playing),
        "stap-5-time-out": four.at(
            Stap.GESPREK, prepare, tell_all, everyone_ready, be_playing, pause
        ),
        "stap-5-voorbespreken": two.at(
            Stap.GESPREK, prepare, tell_all, everyone_ready, be_playing, turn_two_cards
        ),
        "stap-6-tops-en-tips": four.at(
            Stap.TERUGKIJKEN, *look_back, give_feedback, turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-meenemer": four.at(Stap.TERUGKIJKEN, *look_back, say_no, turn_to(Beurt.MEENEMER)),
        "stap-7": four.at(Stap.VERVOLG, *UNTIL_7, wait),
        "stap-7-geweest": four.at(Stap.VERVOLG, *UNTIL_7, had),
        "team": four.page,
    }


def full(archive: Archive) -> Pictures:
    """Each step with everything in it that it can hold, and a team with a long history."""
    five = Subset(archive, "Team Wijkverpleging Noordoostpolder", _FIVE)
    two = Subset(archive, "Team Meer", _TWO)
    played = (prepare, tell_all, enter_all, play_twice, give_feedback, say_no)
    pictures = {
        "start": "/",
        "stap-1": five.at(Stap.MOMENT, plan_ahead),
        "stap-2": five.at(Stap.VOORBEREIDING, share, everyone_read),
        "stap-3": five.at(Stap.CASUS, prepare, tell_all),
        "stap-4": five.at(Stap.INLEVEN, prepare, tell_all, enter_all),
        "stap-5": five.at(Stap.GESPREK, *played[:4]),
        "stap-5-voorbespreken": two.at(
            Stap.GESPREK, prepare, tell_all, enter_all, turn_all_cards, play
        ),
        "stap-6-tops-en-tips": five.at(
            Stap.TERUGKIJKEN, *played, turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-leerpunten": five.at(Stap.TERUGKIJKEN, *played, learn, turn_to(Beurt.LEERPUNTEN)),
        "stap-6-afspraak": five.at(Stap.TERUGKIJKEN, *played, learn, turn_to(Beurt.AFSPRAAK)),
        "stap-7-geweest": five.at(Stap.VERVOLG, *played, learn, had, talk_over),
        "stap-7-afgerond": five.at(Stap.VERVOLG, *played, learn, had, talk_over, closed),
        "team": five.page,
        "overzicht": "/overzicht",
    }
    pictures["meenemen"] = pictures["stap-7-afgerond"].replace("/stap-7", "/meenemen")
    for quarter in range(1, 5):
        began = NOW - timedelta(days=91 * quarter)
        for theme in list(Leerthema)[: 2 * quarter]:
            five.at(Stap.VERVOLG, *UNTIL_7, learn_about(theme, began), had, closed, began=began)
    five.at(Stap.VERVOLG, *UNTIL_7, wait_too_long, began=NOW - timedelta(days=60))
    return pictures


def own_devices(archive: Archive) -> tuple[Subset, Pictures]:
    """A team of four, each on an own device: the roles in the order of ``Rol``."""
    four = Subset(archive, "Team Rivier", _FOUR)
    look_back = (prepare, tell_all, note_apart, play_and_note)
    return four, {
        "stap-4": four.at(Stap.INLEVEN, prepare, tell_all, write_a_brief, some_ready),
        "stap-5": four.at(Stap.GESPREK, prepare, tell_all, note_apart, be_playing),
        "stap-6-inbrenger-vertelt": four.at(Stap.TERUGKIJKEN, *look_back),
        "stap-6-tops-en-tips": four.at(
            Stap.TERUGKIJKEN, *look_back, give_apart, turn_to(Beurt.OBSERVANTEN_VERTELLEN)
        ),
        "stap-6-meenemer": four.at(Stap.TERUGKIJKEN, *look_back, say_no, turn_to(Beurt.MEENEMER)),
    }


STATES: Final[Mapping[str, Callable[[Archive], Pictures]]] = {
    "leeg": empty,
    "begin": just_begun,
    "half": half_way,
    "vol": full,
}
