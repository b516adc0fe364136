"""The command demo: a made-up organisation, and two years of oefeningen spread over its teams."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime, time, timedelta
from random import Random
from typing import Final

from gesprek.cli.console import ExitCode, counted, progress, report
from gesprek.cli.demo_oefening import DemoOefening
from gesprek.content import inhoud
from gesprek.content.all_texts import Voorbeeldcasus
from gesprek.domain.dates import TIME_ZONE, local_day, utc_now
from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.retention_terms import CODED_MONTHS, is_past, text_goes_on
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.team import Team, add_deelnemer, mark_used, new_team, place
from gesprek.domain.team_memory import geleerd
from gesprek.domain.werkvormen import MAX_VOORBESPREKEN, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_up
from gesprek.services.coded_rows import CodedRows
from gesprek.services.organisation_info import ExampleData
from gesprek.services.restore import has_content
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.values import id_at

_DAYS: Final = 730
_FRIDAY: Final = 4
_PLACES: Final = ("Noord", "Oost", "Zuid", "West", "Centrum", "Haven", "Park", "Brink", "Molen")
_KINDS: Final = ("Wijkteam", "Team", "Woongroep", "Avondteam", "Ambulant team")
_LOCATIONS: Final = ("De Linden", "Het Baken", "Wijkzorg")
_NAMES: Final = (
    *("Sam", "Noor", "Eva", "Bo", "Cas", "Dee", "Fatima", "Lotte", "Youssef", "Mees"),
    *("Anne", "Jip", "Roos", "Ilse", "Tom", "Hanna", "Omar", "Lieke", "Bram", "Sanne"),
    *("Koen", "Mila", "Ravi", "Joke", "Femke", "Daan", "Wies", "Teun", "Nadia", "Pim"),
)


class DemoOrganisation:
    """The same one for the same random source and the same moment.

    Everything but what is planned lies before ``now``; the oefeningen borrow ``casussen``.

    Attributes:
        teams: after ``oefeningen`` their names tell when they last practised.
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
        self.teams = [self._make_team(number, begin) for number in range(teams)]
        self._past: dict[str, list[Oefening]] = {team.id: [] for team in self.teams}

    def oefeningen(self) -> Iterator[tuple[Oefening, datetime]]:
        """Yield each oefening with the moment of its last change, the oldest first."""
        for begin in sorted(meeting(self._random, self._now) for _ in range(self._count)):
            place = self._random.randrange(len(self.teams))
            oefening, last_change = self._make(self.teams[place], begin)
            past = self._past[oefening.team]
            past[:] = [*past[-19:], oefening]
            day = local_day(last_change)
            self.teams[place] = mark_used(self.teams[place], set(oefening.rollen), day)
            yield oefening, last_change

    def _make(self, team: Team, begin: datetime) -> tuple[Oefening, datetime]:
        random = self._random
        werkvorm = random.choices(list(Werkvorm), (1, 2))[0]
        most = MAX_VOORBESPREKEN if werkvorm is Werkvorm.VOORBESPREKEN else len(team.deelnemers)
        people = random.sample(list(team.deelnemers), random.randint(2, min(most, 6)))
        rollen = propose_rollen(werkvorm, people, self._past[team.id])
        oefening_id = f"{team.id}-{self._id(begin)}"
        oefening = new_oefening(oefening_id, team.id, begin, werkvorm, rollen)
        story = DemoOefening(random, self._now, random.choice(self._casussen))
        return story.tell(oefening, begin)

    def _make_team(self, number: int, begin: datetime) -> Team:
        kind = _KINDS[number // len(_PLACES) % len(_KINDS)]
        round_number = number // (len(_PLACES) * len(_KINDS))
        name = f"{kind} {_PLACES[number % len(_PLACES)]} {round_number or ''}"
        team = place(new_team(self._id(begin), name), _LOCATIONS[number % len(_LOCATIONS)])
        for one in self._random.sample(_NAMES, self._random.randint(4, 9)):
            team = add_deelnemer(team, self._id(begin), one)
        return team

    def _id(self, moment: datetime) -> str:
        return id_at(moment, self._random.randbytes(10))


def meeting(random: Random, now: datetime) -> datetime:
    """Return the begin of a meeting: on a working day, over by now, and not too old for figures."""
    today, hour = local_day(now), time(random.randint(9, 15), random.choice((0, 15, 30, 45)))
    # Above 1 the last weeks hold more oefeningen than the first: teams that begin, go on.
    begin = datetime.combine(
        today - timedelta(int(_DAYS * random.random() ** 1.6)), hour, TIME_ZONE
    )
    while begin.weekday() > _FRIDAY or begin > now - timedelta(hours=2):
        begin -= timedelta(days=1)
    if is_past(begin.date(), CODED_MONTHS, today):
        begin += timedelta(weeks=1)
    return begin


class DemoClock(threading.local):
    """A clock that is where the story is, in each thread on its own."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        """Return the moment of the story."""
        return self.now


def demo(teams: int, oefeningen: int, seed: int) -> ExitCode:
    """Fill an empty store; what is past its term goes at once, as in a store that is two years."""
    clock = DemoClock()
    store = open_store(clock=clock)
    if has_content(store):
        progress(
            "In de opslag staat al iets. Zet GESPREK_OPSLAG op een lege map en probeer het opnieuw."
        )
        return ExitCode.PROBLEM
    progress("Een organisatie bedenken …")
    random = Random(seed)  # noqa: S311 - a story, no secret
    casussen = tuple(inhoud().casussen.values())
    organisation = DemoOrganisation(random, clock.now, casussen, teams, oefeningen)
    ExampleData(store).mark(team.id for team in organisation.teams)
    _fill(store, clock, organisation)
    clean_up(store)
    report(
        f"Klaar: {teams} teams en {oefeningen} oefeningen in twee jaar. "
        "Tekst van meer dan 8 weken geleden is al weg, zoals altijd.\n"
        "Op elke pagina staat dat dit voorbeeldgegevens zijn. Daar verwijder je ze ook."
    )
    return ExitCode.DONE


def _fill(store: Store, clock: DemoClock, organisation: DemoOrganisation) -> None:
    """Store an organisation as if it had been stored in two years.

    Several threads, because a disk spends most of its time waiting.
    """
    today, archive, rows = local_day(clock()), Archive(store), CodedRows(store)

    def add(oefening: Oefening, last_change: datetime) -> None:
        """Store an oefening at the moment of its last change; past T only what outlives it."""
        clock.now = last_change
        if today < text_goes_on(oefening, local_day(last_change)):
            archive.create_oefening(oefening)
            return
        key = DocumentKey(Kind.OEFENING, oefening.id, oefening.team)
        text = Record(key, 1, oefening.to_document(), last_change, oefening.created)
        rows.update(text)  # as of a text that was removed meanwhile
        kept = geleerd(oefening)
        if kept.leerpunten:
            leerpunten = DocumentKey(Kind.LEERPUNTEN, oefening.id, oefening.team)
            store.create(leerpunten, kept.to_document())

    with ThreadPoolExecutor(8) as pool:
        stories = zip(*organisation.oefeningen(), strict=True)
        for number, _ in enumerate(pool.map(add, *stories), 1):
            counted(number)
        list(pool.map(archive.create_team, organisation.teams))
