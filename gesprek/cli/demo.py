"""The command demo: a made-up organisation, and two years of oefeningen spread over its teams."""

import threading
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from datetime import datetime, timedelta
from random import Random
from typing import Final

from gesprek.cli.console import ExitCode, counted, progress, report
from gesprek.cli.demo_calendar import divide, meetings, rhythms
from gesprek.cli.demo_oefening import DemoOefening
from gesprek.content import inhoud
from gesprek.content.example_cases import Voorbeeldcasus
from gesprek.domain.antwoorden import Antwoord, Antwoorden
from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.oefening import Oefening, new_oefening
from gesprek.domain.retention_terms import text_goes_on
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.team import Team, add_deelnemer, mark_used, new_team, place
from gesprek.domain.team_memory import geleerd
from gesprek.domain.text import of_number
from gesprek.domain.themas import Behoefte
from gesprek.domain.werkvormen import MAX_VOORBESPREKEN, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.cleaning import clean_up
from gesprek.services.coded_rows import CodedRows
from gesprek.services.organisation_info import ANSWERS, ExampleData
from gesprek.services.restore import has_content
from gesprek.storage import open_store
from gesprek.storage.protocol import DocumentKey, Kind, Record, Store
from gesprek.storage.store_errors import AlreadyExists
from gesprek.storage.values import id_at

_PLACES: Final = ("Noord", "Oost", "Zuid", "West", "Centrum", "Haven", "Park", "Brink", "Molen")
_KINDS: Final = ("Wijkteam", "Team", "Woongroep", "Avondteam", "Ambulant team")
_LOCATIONS: Final = ("De Linden", "Het Baken", "Wijkzorg")
_LAGS: Final = "Het Baken"
_TEAMS_FOR_ALL_LOCATIONS: Final = 9
"""Below this the last location has no team: figures need three teams each."""
_NAMES: Final = (
    *("Sam", "Noor", "Eva", "Bo", "Cas", "Dee", "Fatima", "Lotte", "Youssef", "Mees"),
    *("Anne", "Jip", "Roos", "Ilse", "Tom", "Hanna", "Omar", "Lieke", "Bram", "Sanne"),
    *("Koen", "Mila", "Ravi", "Joke", "Femke", "Daan", "Wies", "Teun", "Nadia", "Pim"),
)
_ANSWERED: Final = timedelta(days=60)
_ANSWER: Final = (
    "Elke eerste dinsdag van de maand is er een oefenmiddag met een trainer. "
    "Je mag er in werktijd heen. Meld je aan bij je planner."
)


class DemoOrganisation:
    """The same one for the same random source and the same moment; alike on any other day.

    Its teams begin one after the other, slowly, and practise more and more. One location lags. On
    another day it has the same teams, with as many oefeningen each about the same; only what the
    calendar moves differs (``demo_calendar``). Everything but what is planned lies before ``now``;
    the oefeningen borrow ``casussen``.

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
        self._now = now
        self._casussen = casussen
        count = len(_LOCATIONS) - (teams < _TEAMS_FOR_ALL_LOCATIONS)
        places = [_LOCATIONS[number % count] for number in range(teams)]
        self._rhythms = rhythms(random, [one == _LAGS for one in places])
        self.teams = [
            _make_team(random, number, place, now - timedelta(rhythm.since + 1))
            for number, (place, rhythm) in enumerate(zip(places, self._rhythms, strict=True))
        ]
        self._past: dict[str, list[Oefening]] = {team.id: [] for team in self.teams}
        counts = divide(oefeningen, [one.weight for one in self._rhythms])
        # A random source for each: whatever one draws, the next is the same on any day.
        self._plan = sorted(
            (begin, number, random.getrandbits(64))
            for number, (rhythm, own) in enumerate(zip(self._rhythms, counts, strict=True))
            for begin in meetings(random, rhythm, own, now)
        )

    def oefeningen(self) -> Iterator[tuple[Oefening, datetime]]:
        """Yield each oefening with the moment of its last change, the oldest first."""
        for begin, number, seed in self._plan:
            random = Random(seed)  # noqa: S311 - a story, no secret
            oefening, last_change = self._make(random, number, begin)
            past = self._past[oefening.team]
            past[:] = [*past[-19:], oefening]
            day = local_day(last_change)
            self.teams[number] = mark_used(self.teams[number], set(oefening.rollen), day)
            yield oefening, last_change

    def _make(self, random: Random, number: int, begin: datetime) -> tuple[Oefening, datetime]:
        team = self.teams[number]
        werkvorm = random.choices(list(Werkvorm), (1, 2))[0]
        most = MAX_VOORBESPREKEN if werkvorm is Werkvorm.VOORBESPREKEN else len(team.deelnemers)
        people = random.sample(list(team.deelnemers), random.randint(2, min(most, 6)))
        rollen = propose_rollen(werkvorm, people, self._past[team.id])
        oefening = new_oefening(f"{team.id}-{_id(random, begin)}", team.id, begin, werkvorm, rollen)
        lags = self._rhythms[number].lags
        return DemoOefening(random, self._now, begin, self._casussen, lags=lags).tell(oefening)


def _make_team(random: Random, number: int, location: str, begin: datetime) -> Team:
    kind = _KINDS[number // len(_PLACES) % len(_KINDS)]
    round_number = number // (len(_PLACES) * len(_KINDS))
    name = f"{kind} {_PLACES[number % len(_PLACES)]} {round_number or ''}"
    team = place(new_team(_id(random, begin), name), location)
    for one in random.sample(_NAMES, random.randint(4, 9)):
        team = add_deelnemer(team, _id(random, begin), one)
    return team


def _id(random: Random, moment: datetime) -> str:
    return id_at(moment, random.randbytes(10))


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
    answer = _id(random, clock.now - _ANSWERED)
    ExampleData(store).mark((team.id for team in organisation.teams), [answer])
    _fill(store, clock, organisation)
    clean_up(store)
    _answer(store, answer, clock.now)
    report(
        f"Klaar: {teams} {of_number(teams, 'team', 'teams')} en {oefeningen} "
        f"{of_number(oefeningen, 'oefening', 'oefeningen')} in twee jaar. "
        "Tekst van meer dan 8 weken geleden is al weg, zoals altijd.\n"
        "Op elke pagina staat dat dit voorbeeldgegevens zijn. Daar verwijder je ze ook."
    )
    return ExitCode.DONE


def _answer(store: Store, key: str, now: datetime) -> None:
    """Store one answer of the organisation to what teams need."""
    one = Antwoord(behoefte=Behoefte.TRAINING, tekst=_ANSWER, sinds=local_day(now - _ANSWERED))
    with suppress(AlreadyExists):  # a real one that is there already stays
        store.create(ANSWERS, Antwoorden(antwoorden={key: one}).to_document())


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
        if kept.holds_something:
            leerpunten = DocumentKey(Kind.LEERPUNTEN, oefening.id, oefening.team)
            store.create(leerpunten, kept.to_document())

    with ThreadPoolExecutor(8) as pool:
        stories = zip(*organisation.oefeningen(), strict=True)
        for number, _ in enumerate(pool.map(add, *stories), 1):
            counted(number)
        list(pool.map(archive.create_team, organisation.teams))
