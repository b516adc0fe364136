"""Dates for a calendar (RFC 5545): moment, real conversation, follow-up, and what is overdue.

Nothing that somebody typed goes into an event: no case, no place, no name, no code. What is in
it is our own text and times, so that a calendar in the cloud tells nobody whom it is about. So it
is no secret either: marked as private, it would be hidden from the colleagues it is for. On the day
of the real conversation there is an address too, of a page that opens only for who is in.

Many programs do not read STATUS. What is cancelled says so in its title as well, takes no time,
does not ring, and a file with nothing else asks by METHOD to take it away.

The UID is the oefening and the kind of event. SEQUENCE is the version of the stored oefening: the
store raises it with each change, so a changed or cancelled date always has a higher one, and the
same date may have one too, as RFC 5545 allows. See ``docs/decisions/0027-calendar-files.md``.
"""

from collections.abc import Callable, Iterable
from datetime import UTC, date, datetime, timedelta
from functools import partial
from typing import Final

from icalendar import Alarm, Calendar, Component, Event, vText

from gesprek.content import Inhoud
from gesprek.domain.base import Versioned
from gesprek.domain.dates import local, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, stand
from gesprek.domain.stappen import Stap
from gesprek.domain.text import clean_line
from gesprek.domain.vervolg import Vervolgstaat, due

CardAddress = Callable[[str], str]
"""Returns the address of the card for the day of an oefening, by its id."""
ZONE: Final = "Europe/Amsterdam"
BEFORE_MOMENT: Final = timedelta(minutes=-30)
CANCELLED: Final = "CANCELLED"
MORNING: Final = timedelta(hours=9)
"""A day without a time rings at nine."""
BEFORE_WORK: Final = timedelta(hours=7)
"""Nobody knows at what time the real conversation is; the card is for before it."""

# The rule of the European Union since 1996; no oefening is older.
_ZONE_RULE: Final = f"""BEGIN:VTIMEZONE
TZID:{ZONE}
BEGIN:DAYLIGHT
DTSTART:19960331T020000
RRULE:FREQ=YEARLY;BYMONTH=3;BYDAY=-1SU
TZNAME:CEST
TZOFFSETFROM:+0100
TZOFFSETTO:+0200
END:DAYLIGHT
BEGIN:STANDARD
DTSTART:19961027T030000
RRULE:FREQ=YEARLY;BYMONTH=10;BYDAY=-1SU
TZNAME:CET
TZOFFSETFROM:+0200
TZOFFSETTO:+0100
END:STANDARD
END:VTIMEZONE
"""


def moment_file(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> bytes | None:
    """Return a calendar with the planned moment, cancelled where it was; None: there is none."""
    event = _moment(seen, inhoud, now)
    return _one(inhoud, event)


def gesprek_file(
    seen: Versioned[Oefening], inhoud: Inhoud, now: datetime, card: CardAddress
) -> bytes | None:
    """Return a calendar with the day of the real conversation; None: it is not known."""
    return _one(inhoud, _gesprek(seen, inhoud, now, card))


def vervolg_file(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> bytes | None:
    """Return a calendar with the follow-up, cancelled where it is; None: it is not planned."""
    event = _vervolg(seen, inhoud, now)
    return _one(inhoud, event)


def feed(
    oefeningen: Iterable[Versioned[Oefening]], inhoud: Inhoud, now: datetime, card: CardAddress
) -> bytes:
    """Return a team's subscription: planned moments, real conversations, follow-ups, overdue."""
    kinds = (_moment, partial(_gesprek, card=card), _vervolg, _open)
    events = (make(one, inhoud, now) for one in oefeningen for make in kinds)
    return _file(inhoud, filter(None, events), is_feed=True)


def _moment(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    oefening = seen.value
    planned = oefening.gepland_op or oefening.afgezegd
    if planned is None:
        return None
    event = _event(seen, "moment", inhoud, now)
    length = timedelta(minutes=oefening.minuten)
    event.add("dtstart", _on_the_clock(planned, length))
    event.add("duration", length)
    if oefening.gepland_op is None:
        return _cancelled(event, inhoud)
    return _confirmed(event, BEFORE_MOMENT)


def _gesprek(
    seen: Versioned[Oefening], inhoud: Inhoud, now: datetime, card: CardAddress
) -> Event | None:
    """Return the day of the real conversation, with the way to what its inbrenger takes along."""
    vervolg = seen.value.vervolg
    if vervolg.gesprek_op is None:
        return None
    event = _event(seen, "gesprek", inhoud, now)
    _all_day(event, vervolg.gesprek_op)
    if vervolg.staat is Vervolgstaat.NIET_DOORGEGAAN:
        return _cancelled(event, inhoud)
    address = card(seen.value.id)
    told = inhoud.tekst("agendabestand.gesprek_kaart", adres=address)
    event["description"] = vText(f"{event['description']}\n{told}")
    event.add("url", address)
    is_ahead = vervolg.staat in (None, Vervolgstaat.GEPLAND)
    return _confirmed(event, BEFORE_WORK if is_ahead else None)


def _vervolg(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    vervolg = seen.value.vervolg
    if vervolg.staat is None and seen.value.verst is not Stap.VERVOLG:
        return None
    event = _event(seen, "vervolg", inhoud, now)
    _all_day(event, due(vervolg, seen.value.practised))
    if vervolg.staat is Vervolgstaat.NIET_DOORGEGAAN:
        return _cancelled(event, inhoud)
    return _confirmed(event, None if vervolg.is_closed else MORNING)


def _open(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    """Return what is overdue as an event of today; it moves along until it is done."""
    today = local_day(now)
    if stand(seen.value, today) is not Stand.TE_LANG_OPEN:
        return None
    event = _event(seen, "open", inhoud, now)
    event["sequence"] = today.toordinal()  # another date each day, whatever was saved
    _all_day(event, today)
    return _confirmed(event, None)


def _event(seen: Versioned[Oefening], soort: str, inhoud: Inhoud, now: datetime) -> Event:
    event = Event()
    event.add("uid", f"{seen.value.id}-{soort}@gesprekstool")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", seen.version)
    event.add("summary", clean_line(inhoud.tekst(f"agendabestand.{soort}")))
    event.add("description", inhoud.tekst(f"agendabestand.{soort}_uitleg"))
    return event


def _cancelled(event: Event, inhoud: Inhoud) -> Event:
    titel = inhoud.tekst("agendabestand.vervallen", titel=str(event["summary"]))
    for name, value in (
        ("status", CANCELLED),
        ("summary", titel),
        ("description", inhoud.tekst("agendabestand.vervallen_uitleg")),
        ("transp", "TRANSPARENT"),
    ):
        event.pop(name, None)
        event.add(name, value)
    return event


def _confirmed(event: Event, rings: timedelta | None) -> Event:
    event.add("status", "CONFIRMED")
    if rings is not None:
        alarm = Alarm()
        alarm.add("action", "DISPLAY")
        alarm.add("trigger", rings)
        alarm.add("description", str(event["summary"]))
        event.add_component(alarm)
    return event


def _all_day(event: Event, day: date) -> None:
    event.add("dtstart", day)
    event.add("dtend", day + timedelta(days=1))
    event.add("transp", "TRANSPARENT")


def _on_the_clock(begin: datetime, length: timedelta) -> datetime:
    """Return when something begins in Dutch time; in UTC where the clock changes on the way.

    There a reader that adds the length to the time on the clock is an hour wrong, and RFC 5545
    reads a time that comes twice as the first of the two.
    """
    here, end = local(begin), local(begin + length)
    is_plain = here.utcoffset() == end.utcoffset() and not here.fold
    return here if is_plain else begin.astimezone(UTC)


def _one(inhoud: Inhoud, event: Event | None) -> bytes | None:
    return _file(inhoud, [event], is_off=event["status"] == CANCELLED) if event else None


def _file(
    inhoud: Inhoud, events: Iterable[Event], *, is_feed: bool = False, is_off: bool = False
) -> bytes:
    calendar = Calendar()
    calendar.add("prodid", "-//Gesprekstool//NL")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", clean_line(inhoud.tekst("agendabestand.naam")))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Component.from_ical(_ZONE_RULE))
    if is_off:
        calendar.add("method", "CANCEL")
    if is_feed:
        calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
        calendar.add("x-published-ttl", "PT1H")
    for event in events:
        calendar.add_component(event)
    return bytes(calendar.to_ical())
