"""Text for one person on a shared laptop: closed, and open for a short while on request."""

from collections.abc import Sequence
from datetime import timedelta
from typing import Final

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.werkvormen import Rol
from gesprek.services.draft_fields import FIELD
from gesprek.services.practices import subject_of
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key, now
from gesprek.ui.fields.session import session
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.frame.visitor import has_right, require_right, visitor
from gesprek.ui.frame.words import screen_text

OPEN_FOR: Final = timedelta(seconds=20)
_LOOK_AGAIN: Final = 2.0


def draw_private_text(
    work: OpenOefening, path: Path, label: str, readers: Sequence[str], right: Right
) -> None:
    """Draw a private text for its ``readers``, of whom the last one is named, with this right.

    On an own device it is open, and for who is no reader it is not there. On a device of all it
    is behind 'Alleen voor …: toon' and closes after 20 seconds; who taps says to be a reader.
    While its owner writes, it stays open until 'Klaar'.
    """
    person = visitor().persoon
    if person:
        is_own = right is Right.EIGEN_VOORBEREIDING and person in readers
        rol = work.oefening.rollen.get(person)
        if has_right(right, subject_of(work.oefening, rol, is_schrijver=is_own)):
            draw_text_field(work, path, label)
    elif readers:
        require_right(right, subject_of(work.oefening, Rol.CLIENTROL, is_schrijver=True))
        _behind_a_tap(work, path, label, work.team.name_of(readers[-1]))


def lees(work: OpenOefening, path: Path, label: str, right: Right) -> None:
    """Draw a private text to read on the own device of a reader; nothing where there is none."""
    person, text = visitor().persoon, work.oefening.value_at(path)
    if not person or not text:
        return
    rol = work.oefening.rollen.get(person)
    if has_right(right, subject_of(work.oefening, rol, is_schrijver=path[-1] == person)):
        with st.container(border=True):
            st.caption(label)
            st.text(text)


def _behind_a_tap(work: OpenOefening, path: Path, label: str, for_whom: str) -> None:
    key = field_key(work, path)
    if session().opened.get(f"{key}-schrijf"):
        draw_text_field(work, path, label)
        draw_button(screen_text("algemeen.prive_klaar"), _close, key, key=f"{key}-klaar")
    elif session().opened.get(key):
        _open(work, path, label)
    else:
        st.caption(label)
        with st.container(horizontal=True):
            if work.oefening.value_at(path):
                words = screen_text("algemeen.alleen_voor", naam=for_whom)
                draw_button(words, _show, key, key=f"{key}-toon", icon=":material/visibility:")
            words, name = screen_text("algemeen.prive_schrijf", naam=for_whom), f"{key}-schrijf"
            draw_button(words, _show, name, key=name, icon=":material/edit:", kind="tertiary")


@st.fragment(run_every=_LOOK_AGAIN)
def _open(work: OpenOefening, path: Path, label: str) -> None:
    key = field_key(work, path)
    since = session().opened.get(key)
    if since is None or now() - since > OPEN_FOR:
        _close(key)
        st.rerun()
    with st.container(border=True):
        st.caption(label)
        st.text(work.oefening.value_at(path) or screen_text("algemeen.niets_ingevuld"))
        words, icon = screen_text("algemeen.alleen_voor_verberg"), ":material/visibility_off:"
        if st.button(words, key=f"{key}-verberg", icon=icon):
            _close(key)
            st.rerun()


def close_private_texts() -> None:
    """Close what is open: the laptop is shared, and who comes back to the step may be other."""
    opened = session().opened
    for key in [one for one in opened if one.startswith(FIELD)]:
        opened.pop(key, None)


def _show(key: str) -> None:
    close_private_texts()  # one at a time: the next reader is another person
    session().opened[key] = now()


def _close(key: str) -> None:
    session().opened.pop(key, None)
    session().opened.pop(f"{key}-schrijf", None)
