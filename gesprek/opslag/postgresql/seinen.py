"""The hint to other servers that an oefening was saved; asking for versions stays the truth."""

from collections.abc import Callable
from contextlib import suppress
from threading import Event
from typing import Final

import psycopg
import sqlalchemy as sa

from gesprek.opslag.fouten import NotFound
from gesprek.opslag.postgresql.verbinding import Verbinding
from gesprek.opslag.protocol import Sleutel, Soort

_CHANNEL: Final = "gesprek_oefening"
_LOOK_SECONDS: Final = 1.0
_AGAIN_SECONDS: Final = 2.0


def send(connection: sa.Connection, sleutel: Sleutel, version: int) -> None:
    """Tell who listens, at the commit, that an oefening was saved; of another kind nothing.

    Only ids and a number pass: whoever listens reads the store itself.
    """
    if sleutel.soort is Soort.OEFENING:
        told = f"{sleutel.team} {sleutel.id} {version}"
        connection.execute(sa.select(sa.func.pg_notify(_CHANNEL, told)))


def hear(verbinding: Verbinding, tell: Callable[[Sleutel, int], None], stop: Event) -> None:
    """Pass on what is sent, until ``stop`` is set; for a thread.

    A line that breaks is opened again. What was sent in between is missed, and found by who asks
    for versions.
    """
    while not stop.is_set():
        with suppress(psycopg.Error), verbinding.connect() as line:
            line.autocommit = True
            line.execute(f"LISTEN {_CHANNEL}")
            while not stop.is_set():
                for one in line.notifies(timeout=_LOOK_SECONDS):
                    _pass_on(one.payload, tell)
                    if stop.is_set():
                        break
        stop.wait(_AGAIN_SECONDS)


def _pass_on(told: str, tell: Callable[[Sleutel, int], None]) -> None:
    """Pass on one hint; one of a newer program, or of somebody else, is left out."""
    with suppress(ValueError, NotFound):
        team, one, version = told.split(" ")
        tell(Sleutel(Soort.OEFENING, one, team), int(version))
