"""Reminders: what a team is told of, from which day, and what becomes of a message that waits.

A message is about a day of an oefening. Whether it may still be sent is asked of the oefening as it
is then, so that what was called off or done meanwhile is not reminded of.
"""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.base import Value
from gesprek.domain.dates import TIME_ZONE, Day, Moment, local, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, stand
from gesprek.domain.retention_terms import offers_take_away
from gesprek.domain.vervolg import TE_LANG_OPEN, Vervolgstaat, due

ONE_DAY: Final = timedelta(days=1)
LATE_IS_NEWS: Final = timedelta(days=7)
"""So long after it became late a follow-up is reminded of: what is older is no news [K]."""
MORNING, EVENING = time(8), time(20)
"""Nobody gets a reminder outside these hours [K]."""
PAUSES: Final = tuple(timedelta(minutes=one) for one in (1, 5, 15, 60, 180, 360, 720))
"""Before the next try; the last one again and again."""
TRIES_FOR: Final = timedelta(days=2)
LEASE: Final = timedelta(minutes=10)
"""Who took a message and is silent for so long, was stopped: another server may take it."""


class Berichtsoort(StrEnum):
    """What a message is about."""

    MOMENT = "moment"
    """A planned moment, the day before."""
    GESPREK = "gesprek"
    """How the real conversation went, from the day after it."""
    TE_LANG = "te_lang"
    """A follow-up that is two weeks late; once."""
    TEKST = "tekst"
    """Text that goes, a week before."""
    BEVESTIGEN = "bevestigen"
    """Somebody gave an address: is it theirs?"""


class Herinnering(NamedTuple):
    """Something that a team can be reminded of now.

    ``dag`` is the day that it is about; until ``tot``, not included, it says something.
    """

    soort: Berichtsoort
    dag: date
    tot: datetime


def herinneringen(oefening: Oefening, goes_on: date | None, now: datetime) -> list[Herinnering]:
    """Return what the team can be reminded of now; ``goes_on`` is T, the day its text goes.

    Source: 'Reminders' of the domain: the day before a planned moment, the day after the real
    conversation, once when a follow-up is two weeks late, a week before text goes.
    """
    today, found, stands = local_day(now), [], stand(oefening, local_day(now))
    planned = oefening.gepland_op
    if planned and stands is Stand.GEPLAND and local_day(planned) - ONE_DAY <= today:
        found.append(Herinnering(Berichtsoort.MOMENT, local_day(planned), planned))
    asks_on = due(oefening.vervolg, oefening.practised)
    late_on = asks_on + TE_LANG_OPEN + ONE_DAY
    if stands is Stand.BESPREKEN and oefening.vervolg.staat is not Vervolgstaat.GEWEEST:
        found.append(Herinnering(Berichtsoort.GESPREK, asks_on, _midnight(late_on)))
    if stands is Stand.TE_LANG_OPEN:
        found.append(Herinnering(Berichtsoort.TE_LANG, asks_on, _midnight(late_on + LATE_IS_NEWS)))
    if goes_on and offers_take_away(goes_on, today):
        found.append(Herinnering(Berichtsoort.TEKST, goes_on, _midnight(goes_on)))
    return [one for one in found if now < one.tot]


class Herinnerwijze(StrEnum):
    """How a team wants to be reminded, besides its own calendar."""

    AGENDA = "agenda"
    """Not."""
    MAIL = "mail"
    KANAAL = "kanaal"
    """A message in the team's channel."""


class Kanaalsoort(StrEnum):
    """Whose channel it is: each wants a message in its own form."""

    TEAMS = "teams"
    SLACK = "slack"


class Ontvanger(Value):
    """An address that somebody gave for themselves, sealed; ``sinds`` is when they gave it."""

    adres: str
    sinds: Moment


class TeamHerinnering(Value):
    """How a team is reminded; both maps are deelnemer id → address.

    Nothing goes to an address that waits to be confirmed but the question whether it is right.
    ``kanaal`` is the address of the team's channel, sealed.
    """

    wijze: Herinnerwijze = Herinnerwijze.AGENDA
    kanaal: str = ""
    kanaalsoort: Kanaalsoort = Kanaalsoort.TEAMS
    ontvangers: dict[str, Ontvanger] = {}
    te_bevestigen: dict[str, Ontvanger] = {}


CONFIRM_WITHIN: Final = timedelta(days=7)


class Berichtstaat(StrEnum):
    """What became of a message."""

    WACHT = "wacht"
    BEZIG = "bezig"
    """A server took it, and has not sent all of it."""
    AFGEGEVEN = "afgegeven"
    """All but the end was sent, and the end goes now: from here on it is never sent again."""
    VERZONDEN = "verzonden"
    ONZEKER = "onzeker"
    """The end was sent and no answer came."""
    MISLUKT = "mislukt"
    VERVALLEN = "vervallen"
    """There was nothing to remind of any more, or nobody to tell."""


class Bezorgfout(StrEnum):
    """Why a message could not be brought; the sentences are in ``data/inhoud``."""

    NAAM_ONBEKEND = "naam_onbekend"
    GEEN_VERBINDING = "geen_verbinding"
    TLS = "tls"
    INLOGGEN = "inloggen"
    AFZENDER = "afzender"
    ONTVANGER = "ontvanger"
    GEWEIGERD = "geweigerd"
    LATER = "later"
    """The other side asks to come back."""
    GEEN_ANTWOORD = "geen_antwoord"
    KANAAL = "kanaal"
    """There is no such channel, or its address may not be used."""
    INSTELLING = "instelling"
    """What this server needs to send it is not set."""

    @property
    def is_final(self) -> bool:
        """Whether another try would bring nothing."""
        return self in (Bezorgfout.ONTVANGER, Bezorgfout.GEWEIGERD, Bezorgfout.KANAAL)


class Bericht(Value):
    """A message that waits or waited; it holds no address, no name and no word of a case.

    ``naar`` is the id of the deelnemer, empty for the channel of the team. ``claim`` is of the
    server that took it, at ``geclaimd``.
    """

    team: str
    oefening: str = ""
    soort: Berichtsoort
    naar: str = ""
    dag: Day
    gemaakt: Moment
    vanaf: Moment
    tot: Moment
    staat: Berichtstaat = Berichtstaat.WACHT
    pogingen: int = 0
    claim: str = ""
    geclaimd: Moment | None = None
    fout: Bezorgfout | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is done with it."""
        return self.staat not in (Berichtstaat.WACHT, Berichtstaat.BEZIG, Berichtstaat.AFGEGEVEN)


def may_take(bericht: Bericht, now: datetime) -> bool:
    """Return whether a server may take this message now to send it."""
    if bericht.staat is Berichtstaat.BEZIG:
        return _is_left(bericht, now)
    return bericht.staat is Berichtstaat.WACHT and now >= bericht.vanaf


def take(bericht: Bericht, claim: str, now: datetime) -> Bericht:
    """Return the message taken by a server."""
    return bericht.changed(staat=Berichtstaat.BEZIG, claim=claim, geclaimd=now)


def at_the_end(bericht: Bericht, now: datetime) -> Bericht:
    """Return the message of which all but the end was sent."""
    return bericht.changed(staat=Berichtstaat.AFGEGEVEN, geclaimd=now)


def is_left_at_the_end(bericht: Bericht, now: datetime) -> bool:
    """Return whether who was sending it stopped at its end: nobody knows whether it arrived."""
    return bericht.staat is Berichtstaat.AFGEGEVEN and _is_left(bericht, now)


def failed(bericht: Bericht, fout: Bezorgfout, now: datetime) -> Bericht:
    """Return the message waiting for its next try, or given up where that would bring nothing."""
    tries = bericht.pogingen + 1
    pause = PAUSES[min(tries, len(PAUSES)) - 1]
    again = earliest(bericht.soort, now + pause)
    ends = fout.is_final or again >= min(bericht.gemaakt + TRIES_FOR, bericht.tot)
    return bericht.changed(
        staat=Berichtstaat.MISLUKT if ends else Berichtstaat.WACHT,
        vanaf=again,
        pogingen=tries,
        fout=fout,
        claim="",
        geclaimd=None,
    )


def closed(bericht: Bericht, staat: Berichtstaat) -> Bericht:
    """Return the message with what became of it."""
    fout = Bezorgfout.GEEN_ANTWOORD if staat is Berichtstaat.ONZEKER else None
    return bericht.changed(staat=staat, fout=fout, claim="", geclaimd=None)


def earliest(soort: Berichtsoort, moment: datetime) -> datetime:
    """Return the first moment from this one on at which such a message may go."""
    here = local(moment)
    if soort is Berichtsoort.BEVESTIGEN or MORNING <= here.time() < EVENING:
        return moment  # who just gave an address waits for it
    day = here.date() if here.time() < MORNING else here.date() + ONE_DAY
    return datetime.combine(day, MORNING, TIME_ZONE)


def _is_left(bericht: Bericht, now: datetime) -> bool:
    return bericht.geclaimd is None or now >= bericht.geclaimd + LEASE


def _midnight(day: date) -> datetime:
    return datetime.combine(day, time(), TIME_ZONE)
