"""The organisation's own texts: shown in each tab at the next tap, changed by the advisor."""

from contextlib import suppress
from typing import Any, Final

from gesprek.content import inhoud, use_own, with_tables
from gesprek.content.own_texts import TextPath, UnsuitableText, with_text, without_text
from gesprek.domain.base import UserError
from gesprek.services.root import services
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import for_visitor
from gesprek.ui.frame.words import screen_text

_shown: Final[dict[str, int]] = {}
"""The version of the own texts that this process shows."""


def refresh() -> None:
    """Show the own texts as they are stored now; costs a look at one file."""
    with suppress(UserError):  # the page itself says what is wrong with the store
        version = services().public.texts_version()
        if _shown.get("versie", 0) != version:
            use_own(services().public.own_texts())
            _shown["versie"] = version


def own_tables() -> dict[str, Any]:
    """Return the own texts of Beheer as they are stored."""
    return for_visitor().texts.own_texts()


def keep(plek: TextPath, waarde: object) -> None:
    """Store an own text, or a group of them, at a place.

    Raises:
        UnsuitableText: it does not fit there; nothing is changed.
        UserError: the store refuses it.
    """
    _save(with_text(own_tables(), plek, waarde))


def put_back(plek: TextPath) -> None:
    """Remove the own text at a place: the one of the app comes back; errors as ``keep``."""
    _save(without_text(own_tables(), plek))


def _save(tables: dict[str, Any]) -> None:
    before = set(inhoud().problemen)
    wrong = [one for one in with_tables(tables).problemen if one not in before]
    if wrong:
        raise UnsuitableText(screen_text("teksten.past_niet", reden=wrong[0].reden))
    for_visitor().texts.save_own_texts(tables)
    session().saved = now()
    refresh()
