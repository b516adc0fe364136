"""A line to somebody else's server: how long it may take, and in our words what is wrong."""

import socket
import ssl
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Final

from gesprek.delivery.delivery_errors import DeliveryFailed
from gesprek.domain.reminders import Bezorgfout

STEP: Final = 20.0
"""Seconds for the other side to answer once."""
WHOLE: Final = 120.0
"""Seconds for all of it, well within ``LEASE``: who sends a byte now and then does not hold us."""


@contextmanager
def ends_after(line: Callable[[], socket.socket | None], seconds: float) -> Iterator[None]:
    """End a line after so many seconds, whoever reads from it; ``line`` returns it as it is then.

    Who reads sees the other side go.
    """

    def end() -> None:
        found = line()
        if found is not None:
            with suppress(OSError):
                # Not that of a TLS socket: from then on it would send what it gets unencrypted.
                socket.socket.shutdown(found, socket.SHUT_RDWR)

    timer = threading.Timer(seconds, end)
    timer.daemon = True
    timer.start()
    try:
        yield
    finally:
        timer.cancel()


@contextmanager
def named_errors(*unintelligible: type[Exception]) -> Iterator[None]:
    """Raise DeliveryFailed for what goes wrong on a line.

    ``unintelligible`` are the errors of a library that got no answer, or none that it understood.
    """
    try:
        yield
    except unintelligible:
        raise DeliveryFailed(Bezorgfout.GEEN_ANTWOORD) from None  # the cause quotes the other side
    except OSError as error:
        raise DeliveryFailed(_fault_of(error)) from None


def _fault_of(error: OSError) -> Bezorgfout:
    match error:
        case socket.gaierror():
            return Bezorgfout.NAAM_ONBEKEND
        case ssl.SSLError():
            return Bezorgfout.TLS
    return Bezorgfout.GEEN_VERBINDING
