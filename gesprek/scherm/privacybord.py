"""The organisation's own words for the privacy guard, for the quality advisor."""

from collections.abc import Callable
from typing import Final

import streamlit as st

from gesprek.domein.privacywoorden import Privacywoorden, read_lines
from gesprek.opslag.privacywoorden import read_privacywoorden, save_privacywoorden
from gesprek.scherm.bezoek import bezoeker, store
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import tekst
from gesprek.scherm.werk import now, refusals_shown
from gesprek.scherm.widgets import fill_widget, set_widget_value, widget_value
from gesprek.services.root import services
from gesprek.toegang.rechten import Recht

_EIGEN: Final = "privacy-eigen"
_BLIJVEN: Final = "privacy-blijven"


def own_words() -> None:
    """Draw the two lists, one word or name a line; each saves itself when it is left."""
    words = read_privacywoorden(store(Recht.INSTELLINGEN))
    _list(_EIGEN, tekst("beheer.eigen"), tekst("beheer.eigen_uitleg"), words.eigen, _with_eigen)
    _list(
        _BLIJVEN,
        tekst("beheer.blijven"),
        tekst("beheer.blijven_uitleg"),
        words.blijven,
        _with_blijven,
    )
    st.caption(tekst("algemeen.bewaart_zelf"))


_Change = Callable[[Privacywoorden, tuple[str, ...]], Privacywoorden]


def _list(key: str, label: str, explained: str, words: tuple[str, ...], change: _Change) -> None:
    shown = fill_widget(key, "\n".join(words))
    st.text_area(label, shown, key=key, height="content", on_change=_store, args=(key, change))
    st.caption(explained)


def _store(key: str, change: _Change) -> None:
    """Save a list; what is refused stays in its field, with the sentence above the page."""
    typed = widget_value(key) or ""
    sessie().drafts[key] = typed
    with refusals_shown():
        lines = read_lines(typed)
        whole = store(Recht.INSTELLINGEN)
        save_privacywoorden(whole, change(read_privacywoorden(whole), lines))
        services().portier.beheer.note_setting(bezoeker().soort)
        del sessie().drafts[key]
        set_widget_value(key, "\n".join(lines))
        sessie().saved = now()


def _with_eigen(words: Privacywoorden, lines: tuple[str, ...]) -> Privacywoorden:
    return words.changed(eigen=lines)


def _with_blijven(words: Privacywoorden, lines: tuple[str, ...]) -> Privacywoorden:
    return words.changed(blijven=lines)
