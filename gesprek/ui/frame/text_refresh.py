"""The organisation's own texts: shown in each tab at the next tap, changed by the advisor."""

from contextlib import suppress
from typing import Any, Final

from gesprek.access.rights import Recht
from gesprek.content import inhoud, use_own, with_tables
from gesprek.content.own_texts import Plek, TekstOngeschikt, with_text, without_text
from gesprek.domain.errors import Gespreksfout
from gesprek.services.organisation_texts import read_eigen_teksten, save_eigen_teksten, version_of
from gesprek.services.root import services
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.session import sessie
from gesprek.ui.frame.visitor import bezoeker, store
from gesprek.ui.frame.words import tekst

_shown: Final[dict[str, int]] = {}
"""The version of the own texts that this process shows."""


def refresh() -> None:
    """Show the own texts as they are stored now; costs a look at one file."""
    with suppress(Gespreksfout):  # the page itself says what is wrong with the store
        version = version_of(services().store)
        if _shown.get("versie", 0) != version:
            use_own(read_eigen_teksten(services().store))
            _shown["versie"] = version


def own_tables() -> dict[str, Any]:
    """Return the own texts of Beheer as they are stored."""
    return read_eigen_teksten(store(Recht.INSTELLINGEN))


def keep(plek: Plek, waarde: object) -> None:
    """Store an own text, or a group of them, at a place.

    Raises:
        TekstOngeschikt: it does not fit there; nothing is changed.
        Gespreksfout: the store refuses it.
    """
    _save(with_text(own_tables(), plek, waarde))


def put_back(plek: Plek) -> None:
    """Remove the own text at a place: the one of the app comes back; errors as ``keep``."""
    _save(without_text(own_tables(), plek))


def _save(tables: dict[str, Any]) -> None:
    whole = store(Recht.INSTELLINGEN)
    before = set(inhoud().problemen)
    wrong = [one for one in with_tables(tables).problemen if one not in before]
    if wrong:
        raise TekstOngeschikt(tekst("teksten.past_niet", reden=wrong[0].reden))
    save_eigen_teksten(whole, tables)
    services().portier.beheer.note_setting(bezoeker().soort)
    sessie().saved = now()
    refresh()
