"""Who is at this page, asked anew at each right: a log-in may have ended in the meantime."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import streamlit as st

from gesprek.access.rights import NO_SUBJECT, Right, Subject, may, require
from gesprek.access.visitors import Visitor
from gesprek.services.practices import Practices
from gesprek.services.root import VisitorServices, services
from gesprek.services.visits import Visit

_DRAWN_FOR: Final[ContextVar[Visitor | None]] = ContextVar("drawn_for", default=None)


def current_visit(*, in_use: bool = False) -> Visit:
    """Return who is at this page now; raises StoreError where that cannot be known.

    ``in_use`` tells that somebody did something: a page that only looks keeps no log-in alive.
    """
    told = st.user.to_dict()  # once: Streamlit looks for a file of secrets at each question
    soort, log_in = (str(told.get(name) or "") for name in ("soort", "aanmelding"))
    return services().visits.again(soort, log_in, in_use=in_use)


@contextmanager
def drawn_for(who: Visitor | None) -> Iterator[None]:
    """Draw a page for one visitor, who is looked up once for all that is only shown.

    Each read and each save looks the visitor up again (``require_right``, ``for_visitor``). So do
    a tap and a live part, which come outside of this. Where ``who`` is None it cannot be known
    now; each use asks again then, and says so.
    """
    before = _DRAWN_FOR.set(who)
    try:
        yield
    finally:
        _DRAWN_FOR.reset(before)


def visitor() -> Visitor:
    """Return who this page is drawn for, as the rights see them; errors as ``current_visit``."""
    return _DRAWN_FOR.get() or current_visit().visitor


def has_right(right: Right, subject: Subject = NO_SUBJECT) -> bool:
    """Return whether who this page is drawn for has a right."""
    return may(visitor(), right, subject)


def require_right(right: Right, subject: Subject = NO_SUBJECT) -> None:
    """Ask for a right now, the first line of each page; raises RightMissing."""
    require(current_visit().visitor, right, subject)


def for_visitor() -> VisitorServices:
    """Return what the visitor of this page can do; errors as ``current_visit``."""
    return VisitorServices(services(), current_visit())


def practices() -> Practices:
    """Return the teams and oefeningen of the visitor of this page."""
    return for_visitor().practices
