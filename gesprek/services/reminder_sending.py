"""Sending what waits, one message after the other, beside the pages.

Nothing of a message, of an address or of a team is logged; what went wrong is told in Beheer.
"""

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from functools import partial
from typing import Final

from gesprek.access.reminder_settings import ReminderSettings, read_reminder_settings
from gesprek.access.signing import ServerSecrets
from gesprek.content import Inhoud, inhoud, with_tables
from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
from gesprek.domain.reminders import PAUSES, Bericht, Berichtstaat, Bezorgfout
from gesprek.services.organisation_info import read_own_texts
from gesprek.services.outbox import Outbox, Taken
from gesprek.services.reminder_contents import Delivery, Now, ReminderContents
from gesprek.services.reminder_making import DueReminders
from gesprek.storage.protocol import Record, Store
from gesprek.storage.store_errors import FieldConflict, NotFound, StoreError, Unusable
from gesprek.storage.values import value_of

EACH: Final = 30.0
"""Seconds between two rounds."""
LOOKED_EACH: Final = timedelta(minutes=10)
"""How often all teams are looked at for what is due."""
_OF_THE_LINE: Final = frozenset(Bezorgfout) - {
    Bezorgfout.ONTVANGER,
    Bezorgfout.GEWEIGERD,
    Bezorgfout.LATER,
    Bezorgfout.KANAAL,
    Bezorgfout.INSTELLING,
}
"""What is wrong with the other server, and so with each message to it."""
_RESTS: Final = PAUSES[:4]
_LOGGER: Final = logging.getLogger(__name__)


class ReminderSending:
    """What one server sends; ``round`` is for one thread."""

    def __init__(self, store: Store, secrets: ServerSecrets, clock: Callable[[], datetime]) -> None:
        self._store = store
        self._secrets = secrets
        self._clock = clock
        self._outbox = Outbox(store, secrets, clock)
        self._lines = _BadLines()
        self._looked: datetime | None = None

    def round(self, stop: threading.Event) -> None:
        """Look for what is due, now and then, and send what waits, until ``stop`` is set.

        Where nothing is turned on this costs one look at the settings. What fails with one message
        does not hold up the others; a store that fails ends the round with Unusable.
        """
        settings = read_reminder_settings(self._store)
        if not settings.ways:
            return
        self._look(settings)
        ready = list(self._outbox.ready())
        texts = self._texts() if ready else inhoud()
        for record in ready:
            if stop.is_set():
                return
            try:
                self._send(record, Now(self._clock(), settings, texts))
            except (FieldConflict, NotFound):  # another server has it, or it was removed
                continue
            except Unusable:
                raise
            except Exception as error:  # noqa: BLE001 - the others have to go
                _tell(error)

    def _look(self, settings: ReminderSettings) -> None:
        now = self._clock()
        if self._looked is None or abs(now - self._looked) >= LOOKED_EACH:
            DueReminders(self._store, settings, now).put_all(self._outbox)
            self._looked = now

    def _texts(self) -> Inhoud:
        """Return the texts as the organisation wants them; maybe nobody opened a page yet."""
        own = read_own_texts(self._store)
        return with_tables(own) if own else inhoud()

    def _send(self, record: Record, now: Now) -> None:
        seen = Taken(record.key, record.version, value_of(Bericht, record.document))
        contents = ReminderContents(self._store, self._secrets, now)
        delivery = contents.delivery(seen, self._outbox)
        if delivery is None:
            self._outbox.close(seen, Berichtstaat.VERVALLEN)
        elif self._lines.may_use(delivery.line, now.moment) and (
            taken := self._outbox.take(record)
        ):
            self._lines.note(delivery.line, self._bring(taken, delivery), self._clock())

    def _bring(self, taken: Taken, delivery: Delivery) -> Bezorgfout | None:
        """Bring a message that this server took; return what went wrong."""
        try:
            delivery.bring(partial(self._outbox.commit, taken))
        except DeliveryFailed as error:
            self._outbox.fail(taken, error.fout)
            return error.fout
        except DeliveryUncertain:
            self._outbox.close(taken, Berichtstaat.ONZEKER)
            return Bezorgfout.GEEN_ANTWOORD
        except StoreError:  # as it noted that the end goes: so that was not sent
            self._outbox.release(taken)
            raise
        self._outbox.close(taken, Berichtstaat.VERZONDEN)
        return None


class _BadLines:
    """The lines that were bad a moment ago rest for a while, each time longer.

    So many messages cost a sick server little, and a wrong password does not lock an account. A
    line is another one as soon as its settings change.
    """

    def __init__(self) -> None:
        self._known: dict[object, tuple[int, datetime]] = {}

    def may_use(self, line: object, now: datetime) -> bool:
        return line not in self._known or now >= self._known[line][1]

    def note(self, line: object, fout: Bezorgfout | None, now: datetime) -> None:
        if fout not in _OF_THE_LINE:
            self._known.pop(line, None)
            return
        times = self._known[line][0] + 1 if line in self._known else 1
        self._known[line] = (times, now + _RESTS[min(times, len(_RESTS)) - 1])


def keep_sending(sending: Callable[[], ReminderSending], stop: threading.Event) -> None:
    """Send until ``stop`` is set; for a thread of the server. Raises nothing.

    ``sending`` opens the store, again as long as it is unusable.
    """
    known = None
    while not stop.is_set():
        try:
            known = known or sending()
            known.round(stop)
        except Exception as error:  # noqa: BLE001 - a thread that ends here sends never again
            _tell(error)
        stop.wait(EACH)


def _tell(error: Exception) -> None:
    _LOGGER.warning("Herinneringen versturen is niet gelukt: %s", type(error).__name__)
