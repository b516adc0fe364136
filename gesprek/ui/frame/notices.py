"""What every page says by itself: who is there, example data, and what fails now."""

from collections.abc import Callable
from contextlib import suppress
from html import escape
from typing import Final

import streamlit as st

from gesprek.access.access_errors import RightMissing
from gesprek.access.rights import Right
from gesprek.access.settings import NetworkMode
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.content import inhoud, use_own
from gesprek.domain.base import UserError
from gesprek.services.paths import SIGN_IN
from gesprek.services.root import services
from gesprek.services.way_back import way_back, with_way_back
from gesprek.storage.store_errors import MAY_PASS
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.session import session
from gesprek.ui.frame.addresses import asked_address, asked_oefening, link_to_start, open_step
from gesprek.ui.frame.visitor import current_visit, for_visitor, has_right, practices, visitor
from gesprek.ui.frame.words import screen_text

_AGAIN_AFTER: Final = 5  # seconds
_texts_shown: Final[dict[str, int]] = {}
"""The version of the organisation's own texts that this process shows."""


def refresh_texts() -> None:
    """Show the own texts as they are stored now; costs a look at one file."""
    with suppress(UserError):  # the page itself says what is wrong with the store
        version = services().public.texts_version()
        if _texts_shown.get("versie", 0) != version:
            use_own(services().public.own_texts())
            _texts_shown["versie"] = version


def who_asks() -> Visitor | None:
    """Return who this page is drawn for, and note that they are there.

    None where that cannot be known now; the page itself asks again, and says so.
    """
    with suppress(UserError):
        return current_visit(in_use=True).visitor
    return None


def notices() -> None:
    """Draw what everybody must keep in mind: that others can read along."""
    if services().public.network() is NetworkMode.ONBEVEILIGD:
        st.warning(screen_text("aanwezig.onbeveiligd"), icon=":material/no_encryption:")


def signed_in(who: Visitor) -> None:
    """Draw who is signed in, with the way out."""
    if who.soort in (VisitorKind.GAST, VisitorKind.LOKAAL):
        return
    with st.container(horizontal=True, vertical_alignment="center", key="aangemeld"):
        st.caption(screen_text(f"aanwezig.{'oefening' if who.alleen else who.soort}"))
        words = screen_text("aanwezig.afmelden")
        draw_button(
            words, lambda: for_visitor().sign_out(), icon=":material/logout:", kind="tertiary"
        )


def sign_in_link() -> None:
    """Draw the way to the page to sign in; it is no page of Streamlit, so no ``st.page_link``."""
    words = escape(screen_text("aanwezig.meld_je_aan"))  # the advisor may have changed them
    address = with_way_back(SIGN_IN, way_back(asked_address()))
    st.html(f'<a class="knop" href="{address}" target="_self">{words}</a>')


def refuse(fault: RightMissing) -> None:
    """Say that this is not for the visitor, with the way on."""
    who = visitor()
    if who.vraagt_code and asked_oefening():
        ask_code()
        return
    st.error(fault.sentence, icon=":material/lock:")
    if who.soort is VisitorKind.GAST:
        sign_in_link()
    else:
        link_to_start()


def ask_code() -> None:
    """Draw the field for the code of an oefening, on a device that was remembered."""
    st.info(screen_text("aanwezig.vraag_code"), icon=":material/lock:")
    with st.form("code", border=False):
        typed = st.text_input(screen_text("aanwezig.code"))
        if st.form_submit_button(screen_text("aanwezig.open"), type="primary"):
            try:
                found = for_visitor().open_by_code(typed)
                if found:
                    open_step(practices().oefening(found).value.stap, found)
            except UserError as fault:
                st.error(fault.sentence, icon=":material/error:")
    st.caption(screen_text("aanwezig.of_sleutel"))
    sign_in_link()


def show_text_problems() -> None:
    """Show what is wrong with the organisation's own texts; the shipped text replaces it."""
    problems = inhoud().problemen
    with st.container():
        if problems:
            with expander("start.eigen_teksten", ":material/warning:"):
                for problem in problems:
                    st.text(str(problem))


def show_unexpected(_error: Exception) -> bool:
    """Tell the user in Dutch that something broke; the log has the place, not the text."""
    st.error(screen_text("fouten.onverwacht"))
    return True  # Streamlit need not show its own message


def show_failure(fault: UserError) -> None:
    """Draw why the page cannot be drawn; what may pass is tried again by itself."""
    st.error(fault.sentence, icon=":material/error:")
    if isinstance(fault, MAY_PASS):
        try_again("pagina", lambda: True)
    link_to_start()


@st.fragment(run_every=_AGAIN_AFTER)
def try_again(key: str, attempt: Callable[[], bool]) -> None:
    """Try every few seconds and at a tap; once that goes well, the page is drawn again."""
    with st.container(horizontal=True, vertical_alignment="center"):
        st.caption(screen_text("fouten.probeert_zelf"))
        words, name = screen_text("fouten.probeer_nu"), f"{key}-probeer"
        tapped = st.button(words, key=name, icon=":material/refresh:")
    if (tapped or not session().drawing) and attempt():
        st.rerun()


def example_banner() -> None:
    """Say that all of this is made up; who looks after the store removes it in one tap."""
    if not services().public.has_example_data():
        return
    st.warning(screen_text("voorbeeld.banner"), icon=":material/theater_comedy:")
    if has_right(Right.INSTELLINGEN):
        draw_button(screen_text("voorbeeld.verwijder"), _remove, icon=":material/delete:")


def _remove() -> None:
    for_visitor().texts.remove_example_data()
