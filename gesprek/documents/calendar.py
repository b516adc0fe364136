"""Dates for a calendar (RFC 5545): the planned moment, the follow-up, and what is overdue.

Nothing that somebody typed goes into an event: no case, no place, no name, no code. What is in
it is our own text and times, so that a calendar in the cloud tells nobody whom it is about.

The UID is the oefening and the kind of event. SEQUENCE is the version of the stored oefening: the
store raises it with each change, so a changed or cancelled date always has a higher one, and the
same date may have a higher one too, which RFC 5545 allows.
See ``docs/decisions/0027-calendar-files.md``.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from enum import StrEnum
from typing import Final

from icalendar import Alarm, Calendar, Component, Event

from gesprek.content import Inhoud
from gesprek.domain.base import Versioned
from gesprek.domain.dates import local, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import Stand, stand
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import Vervolgstaat, due

PRODUCT: Final = "-//Gesprekstool//NL"
ZONE: Final = "Europe/Amsterdam"
BEFORE_MOMENT: Final = timedelta(minutes=-30)
MORNING: Final = timedelta(hours=9)
"""A day without a time rings at nine."""
REFRESH: Final = "PT1H"

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


class AppointmentKind(StrEnum):
    """A kind of event; with the oefening it makes the UID."""

    MOMENT = "moment"
    VERVOLG = "vervolg"
    OPEN = "open"


def moment_file(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> bytes | None:
    """Return a calendar with the planned moment, cancelled where it was; None: there is none."""
    return _file(_moment(seen, inhoud, now), inhoud)


def vervolg_file(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> bytes | None:
    """Return a calendar with the follow-up, cancelled where it is; None: it is not planned."""
    return _file(_vervolg(seen, inhoud, now), inhoud)


def feed(oefeningen: Iterable[Versioned[Oefening]], inhoud: Inhoud, now: datetime) -> bytes:
    """Return a team's subscription: planned moments, follow-ups and overdue ones."""
    calendar = _calendar(inhoud)
    calendar.add("refresh-interval", timedelta(hours=1), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", REFRESH)
    for one in oefeningen:
        for make in (_moment, _vervolg, _open):
            event = make(one, inhoud, now)
            if event:
                calendar.add_component(event)
    return bytes(calendar.to_ical())


def _moment(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    oefening = seen.waarde
    planned = oefening.gepland_op or oefening.afgezegd
    if planned is None:
        return None
    event = _event(seen, AppointmentKind.MOMENT, inhoud, now)
    event.add("dtstart", _on_the_clock(planned))
    # A length and not an end: across a change of the clock the end has the same clock time twice.
    event.add("duration", timedelta(minutes=oefening.minuten))
    return _with_state(event, BEFORE_MOMENT, is_off=oefening.gepland_op is None)


def _vervolg(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    vervolg = seen.waarde.vervolg
    if vervolg.staat is None and seen.waarde.verst is not Stap.VERVOLG:
        return None
    event = _event(seen, AppointmentKind.VERVOLG, inhoud, now)
    _all_day(event, due(vervolg, seen.waarde.practised))
    return _with_state(
        event,
        None if vervolg.is_closed else MORNING,
        is_off=vervolg.staat is Vervolgstaat.NIET_DOORGEGAAN,
    )


def _open(seen: Versioned[Oefening], inhoud: Inhoud, now: datetime) -> Event | None:
    """Return what is overdue as an event of today; it moves along until it is done."""
    today = local_day(now)
    if stand(seen.waarde, today) is not Stand.TE_LANG_OPEN:
        return None
    event = _event(seen, AppointmentKind.OPEN, inhoud, now)
    event["sequence"] = today.toordinal()  # another date each day, whatever was saved
    _all_day(event, today)
    return _with_state(event, None, is_off=False)


def _event(
    seen: Versioned[Oefening], soort: AppointmentKind, inhoud: Inhoud, now: datetime
) -> Event:
    event = Event()
    event.add("uid", f"{seen.waarde.id}-{soort}@gesprekstool")
    event.add("dtstamp", now.astimezone(UTC))
    event.add("sequence", seen.version)
    event.add("summary", inhoud.tekst(f"agendabestand.{soort}"))
    event.add("description", inhoud.tekst(f"agendabestand.{soort}_uitleg"))
    event.add("class", "PRIVATE")
    return event


def _with_state(event: Event, rings: timedelta | None, *, is_off: bool) -> Event:
    event.add("status", "CANCELLED" if is_off else "CONFIRMED")
    if rings is not None and not is_off:
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


def _on_the_clock(moment: datetime) -> datetime:
    """Return the moment in Dutch time; in the hour that comes twice the second one in UTC.

    RFC 5545 reads such a time as the first of the two.
    """
    here = local(moment)
    return moment.astimezone(UTC) if here.fold else here


def _calendar(inhoud: Inhoud) -> Calendar:
    calendar = Calendar()
    calendar.add("prodid", PRODUCT)
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("x-wr-calname", inhoud.tekst("agendabestand.naam"))
    calendar.add("x-wr-timezone", ZONE)
    calendar.add_component(Component.from_ical(_ZONE_RULE))
    return calendar


def _file(event: Event | None, inhoud: Inhoud) -> bytes | None:
    if event is None:
        return None
    calendar = _calendar(inhoud)
    calendar.add_component(event)
    return bytes(calendar.to_ical())
