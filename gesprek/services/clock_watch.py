"""Whether the date of this machine can be believed, before anything goes that is past its term.

A laptop with an empty battery, or one that was put back from a copy, may tell another year. What
goes by such a date never comes back, and figures that are closed by it stay as they are. So after
a jump all of it waits: until somebody says that the date is right, or some days have gone by.
"""

from contextlib import suppress
from datetime import date, timedelta
from typing import Final

from gesprek.domain.base import UserError, Value
from gesprek.storage.protocol import DocumentKey, Kind, Store
from gesprek.storage.store_errors import Corrupt, NotFound, SchemaTooNew
from gesprek.storage.values import update_or_create, value_of

LONGEST_PAUSE: Final = timedelta(days=35)
"""[K] So long a server may be off, a holiday included, before its date is doubted."""
WAIT: Final = timedelta(days=7)
"""[K] So long a doubted date has to go on; text then stays a week longer at most."""
_KEY: Final = DocumentKey(Kind.BEHEER, "klok")


class DateDoubted(UserError):
    """The date jumped ahead; nothing may be removed by it yet."""


class SeenDate(Value):
    """Which date this store was looked after on last."""

    gezien: date
    sprong: date | None = None
    """The date that is doubted, since the first day that told it."""

    def noted(self, today: date) -> "SeenDate":
        """Return what is known once this date was told."""
        if today - self.gezien <= LONGEST_PAUSE:  # also of a clock that was put right, or back
            return SeenDate(gezien=max(self.gezien, today))
        if self.sprong is None or today < self.sprong:
            return self.changed(sprong=today)
        return SeenDate(gezien=today) if today - self.sprong >= WAIT else self


def require_date(store: Store, today: date) -> None:
    """Note that the store is looked after today; errors as ``update_or_create``.

    Raises:
        DateDoubted: nothing may be removed by this date.
    """
    known = (_seen(store) or SeenDate(gezien=today)).noted(today)
    update_or_create(store, _KEY, lambda _stored: known.to_document())
    if known.sprong:
        raise DateDoubted("De datum van deze computer sprong vooruit. Er is niets opgeruimd.")


def doubted_date(store: Store) -> date | None:
    """Return the date that is doubted, None for none."""
    known = _seen(store)
    return known.sprong if known else None


def believe_date(store: Store, today: date) -> None:
    """Take this date for the right one; errors as ``update_or_create``."""
    update_or_create(store, _KEY, lambda _stored: SeenDate(gezien=today).to_document())


def forget_date(store: Store) -> None:
    """Begin anew: what the store holds is of another day. Errors as ``Store.delete``."""
    with suppress(NotFound):
        store.delete(_KEY)


def _seen(store: Store) -> SeenDate | None:
    try:
        return value_of(SeenDate, store.get(_KEY).document)
    except (NotFound, Corrupt, SchemaTooNew):
        return None
