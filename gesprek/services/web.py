"""What the routes and the threads beside the pages ask of the services."""

import threading
from contextlib import suppress
from datetime import date

from gesprek.domain.dates import local_day, utc_now
from gesprek.domain.errors import UserError
from gesprek.domain.oefening import Oefening
from gesprek.domain.value import Versioned
from gesprek.services.cleaning import clean_daily
from gesprek.services.practices import Practices
from gesprek.services.retention import Retention
from gesprek.services.root import services
from gesprek.services.visits import Visit
from gesprek.storage.protocol import DocumentKey, Store

_AGAIN_AFTER = 5.0  # seconds


def check_store() -> None:
    """Raise when the store can't be read or written."""
    services().archive.probe()


def keep_draft(visit: Visit, veld: str, typed: str) -> None:
    """Keep what somebody types, for who they are now: they were looked up before it came in."""
    services().drafts.keep(_again(visit), veld, typed)


def version_for(visit: Visit, oefening: str) -> int:
    """Return the version of an oefening for who may read it."""
    return Practices(services().archive, visit.bezoeker).oefening(oefening).version


def still_counts(visit: Visit) -> bool:
    """Tell whether who opened a line is still on the same log-in, as the same person."""
    before, now = visit.bezoeker, _again(visit).bezoeker
    return (now.soort, now.persoon) == (before.soort, before.persoon)


def of_team(team: str) -> list[Versioned[Oefening]]:
    """Return what a team's calendar is made of."""
    return services().archive.versies(team)


def goes_on(oefening: Oefening) -> date | None:
    """Return the first day on which the text of an oefening may not be there any more."""
    return Retention(services().store).goes_on_of(oefening)


def keep_clean(stop: threading.Event) -> None:
    """Count what closed, then remove what is past its term, now and each day."""
    from gesprek.services.quarter_figures import (
        count_closed,  # the server answers sooner without it
    )

    def opened() -> Store:
        # First the figures: rows that are two years old go with this cleaning. Where they cannot
        # be counted now, what is past its term goes all the same.
        with suppress(UserError):
            count_closed(services().store, local_day(utc_now()))
        return services().store

    def clean_log_ins() -> None:
        services().visits.clean()

    clean_daily(opened, stop, also=clean_log_ins)


def relay_saves(stop: threading.Event) -> None:
    """Pass on what other servers tell of saves, where several servers share the store."""

    def tell_pages(sleutel: DocumentKey, version: int) -> None:
        services().hub.tell(sleutel.id, version)

    while not stop.is_set():
        with suppress(UserError):  # it may be unusable now and well later
            services().store.hear(tell_pages, stop)
            return
        stop.wait(_AGAIN_AFTER)


def end_lines() -> None:
    """Let no open line keep the server from ending."""
    with suppress(UserError):  # without a store nobody has a line
        services().hub.close()


def _again(visit: Visit) -> Visit:
    log_in = visit.log_in.id if visit.log_in else ""
    return services().visits.again(visit.bezoeker.soort, log_in)
