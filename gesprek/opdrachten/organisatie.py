"""A made-up organisation: its teams, and two years of oefeningen spread over them."""

from collections.abc import Iterator, Sequence
from datetime import date, datetime, time, timedelta
from random import Random
from typing import Final

from gesprek.domein.bewaartermijn import CODED_MONTHS, is_past
from gesprek.domein.oefening import Oefening
from gesprek.domein.rotatie import propose_rollen
from gesprek.domein.team import Team, add_deelnemer, mark_used, new_team, place
from gesprek.domein.tijd import TIJDZONE, local_day
from gesprek.domein.werkvormen import MAX_VOORBESPREKEN, Werkvorm
from gesprek.inhoud.casus import Voorbeeldcasus
from gesprek.opdrachten.verloop import Verloop
from gesprek.opslag.ids import id_at

_DAYS: Final = 730
_LENGTH: Final = timedelta(hours=2)
_FRIDAY: Final = 4
_WEEK: Final = 7
_RECENT: Final = 1.6
"""Above 1 the last weeks hold more oefeningen than the first: teams that begin, go on."""
_REMEMBERED: Final = 20
_PLACES: Final = ("Noord", "Oost", "Zuid", "West", "Centrum", "Haven", "Park", "Brink", "Molen")
_KINDS: Final = ("Wijkteam", "Team", "Woongroep", "Avondteam", "Ambulant team")
_LOCATIONS: Final = ("De Linden", "Het Baken", "Wijkzorg")
_NAMES: Final = (
    *("Sam", "Noor", "Eva", "Bo", "Cas", "Dee", "Fatima", "Lotte", "Youssef", "Mees"),
    *("Anne", "Jip", "Roos", "Ilse", "Tom", "Hanna", "Omar", "Lieke", "Bram", "Sanne"),
    *("Koen", "Mila", "Ravi", "Joke", "Femke", "Daan", "Wies", "Teun", "Nadia", "Pim"),
)
_SMALLEST: Final = 4
_LARGEST: Final = 9


class Organisatie:
    """The same one for the same random source and the same moment.

    Args:
        random: the source of everything that differs.
        now: the present moment; everything but what is planned lies before it.
        casussen: the example cases that the oefeningen borrow.
        teams: how many teams.
        oefeningen: how many oefeningen together.
    """

    def __init__(
        self,
        random: Random,
        now: datetime,
        casussen: Sequence[Voorbeeldcasus],
        teams: int,
        oefeningen: int,
    ) -> None:
        self._random = random
        self._now = now
        self._casussen = casussen
        self._count = oefeningen
        begin = now - timedelta(days=_DAYS + 1)
        self._teams = [self._make_team(number, begin) for number in range(teams)]
        self._past: dict[str, list[Oefening]] = {team.id: [] for team in self._teams}

    def teams(self) -> list[Team]:
        """Return the teams; after ``oefeningen`` their names tell when they last practised."""
        return self._teams

    def oefeningen(self) -> Iterator[tuple[Oefening, datetime]]:
        """Yield each oefening with the moment of its last change, the oldest first."""
        for begin in sorted(meeting(self._random, self._now) for _ in range(self._count)):
            place = self._random.randrange(len(self._teams))
            oefening, last_change = self._make(self._teams[place], begin)
            past = self._past[oefening.team]
            past[:] = [*past[1 - _REMEMBERED :], oefening]
            people, day = set(oefening.rollen), local_day(last_change)
            self._teams[place] = mark_used(self._teams[place], people, day)
            yield oefening, last_change

    def _make(self, team: Team, begin: datetime) -> tuple[Oefening, datetime]:
        random = self._random
        werkvorm = random.choices(list(Werkvorm), (1, 2))[0]
        most = MAX_VOORBESPREKEN if werkvorm is Werkvorm.VOORBESPREKEN else len(team.deelnemers)
        people = random.sample(list(team.deelnemers), random.randint(2, min(most, 6)))
        rollen = propose_rollen(werkvorm, people, self._past[team.id])
        oefening_id = f"{team.id}-{self._id(begin)}"
        verloop = Verloop(random, self._now, random.choice(self._casussen))
        return verloop.tell(oefening_id, team.id, begin, werkvorm, rollen)

    def _make_team(self, number: int, begin: datetime) -> Team:
        kind = _KINDS[number // len(_PLACES) % len(_KINDS)]
        round_number = number // (len(_PLACES) * len(_KINDS))
        naam = f"{kind} {_PLACES[number % len(_PLACES)]} {round_number or ''}"
        team = place(new_team(self._id(begin), naam), _LOCATIONS[number % len(_LOCATIONS)])
        for one in self._random.sample(_NAMES, self._random.randint(_SMALLEST, _LARGEST)):
            team = add_deelnemer(team, self._id(begin), one)
        return team

    def _id(self, moment: datetime) -> str:
        return id_at(moment, self._random.randbytes(10))


def meeting(random: Random, now: datetime) -> datetime:
    """Return the begin of a meeting: on a working day, over by now, and not too old for figures."""
    today, clock = local_day(now), time(random.randint(9, 15), random.choice((0, 15, 30, 45)))
    day = today - timedelta(days=int(_DAYS * random.random() ** _RECENT))
    while day.weekday() > _FRIDAY or _at(day, clock) > now - _LENGTH:
        day -= timedelta(days=1)
    if is_past(day, CODED_MONTHS, today):
        day += timedelta(days=_WEEK)
    return _at(day, clock)


def _at(day: date, clock: time) -> datetime:
    return datetime.combine(day, clock, TIJDZONE)
