"""Who is at this page, asked anew at each right: a log-in may have ended in the meantime."""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from typing import Final

import streamlit as st

from gesprek.access.rights import NIETS, Recht, Zaak, may, require
from gesprek.access.visitors import Bezoeker
from gesprek.services.practices import BewaaktArchief
from gesprek.services.root import services
from gesprek.services.visits import Binnen, Portier
from gesprek.storage.protocol import Store

_DRAWN_FOR: Final[ContextVar[Bezoeker | None]] = ContextVar("drawn_for", default=None)


def binnen(*, in_use: bool = False) -> Binnen:
    """Return who is at this page now.

    Args:
        in_use: whether somebody did something; a page that only looks keeps no log-in alive.

    Raises:
        Opslagfout: who this is cannot be known now.
    """
    told = st.user.to_dict()  # once: Streamlit looks for a file of secrets at each question
    soort, aanmelding = (str(told.get(name) or "") for name in ("soort", "aanmelding"))
    return services().portier.again(soort, aanmelding, in_use=in_use)


@contextmanager
def drawn_for(who: Bezoeker | None) -> Iterator[None]:
    """Draw a page for one visitor: what is shown is asked once, not at each of its twenty uses.

    What reads or saves asks anew (``vraag``, ``archief``, ``store``, ``portier``), and so does a
    tap and a live part, which come outside of this.

    Args:
        who: None where that cannot be known now; each use asks anew then, and says so.
    """
    before = _DRAWN_FOR.set(who)
    try:
        yield
    finally:
        _DRAWN_FOR.reset(before)


def bezoeker() -> Bezoeker:
    """Return who this page is drawn for, as the rights see them; errors as ``binnen``."""
    return _DRAWN_FOR.get() or binnen().bezoeker


def mag(recht: Recht, zaak: Zaak = NIETS) -> bool:
    """Return whether who this page is drawn for has a right."""
    return may(bezoeker(), recht, zaak)


def vraag(recht: Recht, zaak: Zaak = NIETS) -> None:
    """Ask for a right now; the first line of each page.

    Raises:
        GeenRecht: they have not.
    """
    require(binnen().bezoeker, recht, zaak)


def archief() -> BewaaktArchief:
    """Return the teams and oefeningen as who is at this page may use them."""
    who = binnen()

    def open_here(oefening: str) -> None:
        """On a device that asks codes, who began an oefening need not type its code."""
        if who.aanmelding and who.bezoeker.vraagt_code:
            services().portier.aanmeldingen.open_oefening(who.aanmelding.id, oefening)

    return BewaaktArchief(services().archief, who.bezoeker, open_here)


def store(recht: Recht, zaak: Zaak = NIETS) -> Store:
    """Return the store itself for what a right is asked for, such as erasing.

    Raises:
        GeenRecht: they have not.
    """
    vraag(recht, zaak)
    return services().store


def portier(recht: Recht, zaak: Zaak = NIETS) -> Portier:
    """Return the doorkeeper for what a right is asked for; errors as ``store``."""
    vraag(recht, zaak)
    return services().portier
