"""What the server does beside the pages: counting, cleaning, and passing on what others saved."""

import threading
from contextlib import suppress

from gesprek.domain.base import UserError
from gesprek.domain.dates import local_day, utc_now
from gesprek.services.cleaning import clean_daily
from gesprek.services.clock_watch import require_date
from gesprek.services.outbox import Outbox
from gesprek.services.reminder_cleaning import clean_addresses
from gesprek.services.root import services
from gesprek.storage.protocol import DocumentKey, Store


def check_store() -> None:
    """Raise when the store can't be read or written."""
    services().store.probe()


def keep_clean(stop: threading.Event) -> None:
    """Count what closed, remove what is past its term, and draw charts, now and each day."""
    from gesprek.services.kept_drawings import draw_usual
    from gesprek.services.quarter_figures import count_closed  # the server answers sooner without

    def opened() -> Store:
        require_date(services().store, local_day(utc_now()))
        # First the figures: rows that are two years old go with this cleaning. Where they cannot
        # be counted now, what is past its term goes all the same.
        with suppress(UserError):
            count_closed(services().store, local_day(utc_now()))
        return services().store

    def then() -> None:
        services().visits.clean()
        clean_reminders()
        with suppress(UserError):  # else a page draws what it needs
            draw_usual(services().store, local_day(utc_now()), stop)

    clean_daily(opened, stop, also=then)


def clean_reminders() -> None:
    """Remove addresses that have to go, and messages that were closed long ago."""
    one = services()
    clean_addresses(one.store, one.clock())
    Outbox(one.store, one.visits.server_secrets, one.clock).clean()


def send_reminders(stop: threading.Event) -> None:
    """Send what teams want to be reminded of, where the organisation turned that on."""
    from gesprek.services.reminder_sending import ReminderSending, keep_sending  # with smtplib

    def opened() -> ReminderSending:
        one = services()
        return ReminderSending(one.store, one.visits.server_secrets, one.clock)

    keep_sending(opened, stop)


def relay_saves(stop: threading.Event) -> None:
    """Pass on what other servers tell of saves, where several servers share the store."""

    def tell_pages(key: DocumentKey, version: int) -> None:
        services().hub.tell(key.id, version)

    while not stop.is_set():
        with suppress(UserError):  # it may be unusable now and well later
            services().store.hear(tell_pages, stop)
            return
        stop.wait(5)  # seconds


def end_lines() -> None:
    """Let no open line keep the server from ending."""
    with suppress(UserError):  # without a store nobody has a line
        services().hub.close()
