"""Text for one person on a shared laptop: closed, and open for a short while on request."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.domain.werkvormen import Rol
from gesprek.services.drafts import FIELD
from gesprek.services.practices import zaak_of
from gesprek.ui.fields.choices import field_key
from gesprek.ui.fields.open_oefening import Path, Werk, now
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.text_field import tekstveld
from gesprek.ui.frame.visitor import bezoeker, mag, vraag
from gesprek.ui.frame.words import tekst

OPEN_FOR: Final = timedelta(seconds=20)
_LOOK_AGAIN: Final = 2.0
REVIEWED: Final = "nakijken"
"""Begins the key of a private text that stands open in the review before going on."""


def prive_tekst(werk: Werk, path: Path, label: str, readers: Sequence[str], recht: Recht) -> None:
    """Draw a private text for its readers.

    On an own device it is open, and for who is no reader it is not there. On a device of all it
    stands behind 'Alleen voor …: toon' and closes after 20 seconds; who taps says to be a reader.
    While its owner writes, it stays open until 'Klaar'.

    Args:
        werk: the oefening.
        path: where the text stands.
        label: what stands above it.
        readers: the ids of who may read it; the last one is named.
        recht: what they need.
    """
    person = bezoeker().persoon
    if person:
        is_own = recht is Recht.EIGEN_VOORBEREIDING and person in readers
        rol = werk.oefening.rollen.get(person)
        if mag(recht, zaak_of(werk.oefening, rol, is_schrijver=is_own)):
            tekstveld(werk, path, label)
    elif readers:
        vraag(recht, zaak_of(werk.oefening, Rol.CLIENTROL, is_schrijver=True))
        _behind_a_tap(werk, path, label, werk.team.name_of(readers[-1]))


def lees(werk: Werk, path: Path, label: str, recht: Recht) -> None:
    """Draw a private text to read on the own device of a reader; nothing where there is none."""
    person, text = bezoeker().persoon, werk.oefening.value_at(path)
    if not person or not text:
        return
    rol = werk.oefening.rollen.get(person)
    if mag(recht, zaak_of(werk.oefening, rol, is_schrijver=path[-1] == person)):
        with st.container(border=True):
            st.caption(label)
            st.text(text)


def _behind_a_tap(werk: Werk, path: Path, label: str, for_whom: str) -> None:
    key = field_key(werk, path)
    if sessie().opened.get(f"{key}-schrijf"):
        tekstveld(werk, path, label)
        st.button(tekst("algemeen.prive_klaar"), key=f"{key}-klaar", on_click=_close, args=(key,))
    elif sessie().opened.get(key):
        _open(werk, path, label)
    else:
        st.caption(label)
        _ways_in(key, for_whom, is_written=bool(werk.oefening.value_at(path)))


def _ways_in(key: str, for_whom: str, *, is_written: bool) -> None:
    """Draw the taps that show a private text and let its writer go on."""
    with st.container(horizontal=True):
        if is_written:
            st.button(
                tekst("algemeen.alleen_voor", naam=for_whom),
                key=f"{key}-toon",
                icon=":material/visibility:",
                on_click=_show,
                args=(key,),
            )
        st.button(
            tekst("algemeen.prive_schrijf", naam=for_whom),
            key=f"{key}-schrijf",
            icon=":material/edit:",
            type="tertiary",
            on_click=_show,
            args=(f"{key}-schrijf",),
        )


@st.fragment(run_every=_LOOK_AGAIN)
def _open(werk: Werk, path: Path, label: str) -> None:
    key = field_key(werk, path)
    since = sessie().opened.get(key)
    if since is None or now() - since > OPEN_FOR:
        _close(key)
        st.rerun()
    with st.container(border=True):
        st.caption(label)
        st.text(werk.oefening.value_at(path) or tekst("algemeen.niets_ingevuld"))
        if st.button(
            tekst("algemeen.alleen_voor_verberg"),
            key=f"{key}-verberg",
            icon=":material/visibility_off:",
        ):
            _close(key)
            st.rerun()


def close_private_texts() -> None:
    """Close what stands open: the laptop is shared, and who comes back to the step may be other."""
    memory = sessie()
    private = [key for key in memory.opened if key.startswith((FIELD, REVIEWED))]
    for key in private:
        _close(key)


def _show(key: str) -> None:
    close_private_texts()  # one at a time: the next reader is another person
    sessie().opened[key] = now()


def _close(key: str) -> None:
    sessie().opened.pop(key, None)
    sessie().opened.pop(f"{key}-schrijf", None)
