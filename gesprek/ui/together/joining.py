"""Joining on an own device: the code, and whose device it is."""

from contextlib import suppress
from functools import lru_cache
from html import escape

import streamlit as st

from gesprek.access.rights import Right
from gesprek.access.visitors import VisitorKind
from gesprek.domain.base import InvalidRolverdeling
from gesprek.domain.oefening import Oefening, assign
from gesprek.domain.rolverdeling import join
from gesprek.services.paths import JOIN, join_path
from gesprek.services.practices import subject_of
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import OpenOefening, now, refusals_shown, save
from gesprek.ui.fields.session import forget_the_writer, session
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import current_visit, for_visitor, has_right, practices, visitor
from gesprek.ui.frame.words import screen_text
from gesprek.ui.team.team_access import address_for_colleagues, qr_image


def join_code(oefening: Oefening) -> None:
    """Draw the code, folded; before the set-up there is no way for others to join."""
    if not may_hand_out(oefening):
        return
    with popover("deelbord.titel", ":material/qr_code:"):
        access = for_visitor().access
        code = access.join_code(oefening)
        st.markdown(screen_text("deelbord.uitleg"))
        code_and_qr(code)
        if access.join_code_works(oefening):
            st.caption(screen_text("deelbord.werkt_nu"))
            return
        st.caption(screen_text("deelbord.werkt_niet"))
        words = screen_text("deelbord.laat_binnen")
        draw_button(words, _let_in, oefening, key="laat-binnen")


def may_hand_out(oefening: Oefening) -> bool:
    """Return whether the code to join may be on this page."""
    is_set_up = visitor().soort is not VisitorKind.LOKAAL
    return is_set_up and has_right(Right.DEELCODE, subject_of(oefening))


def code_and_qr(code: str) -> None:
    """Draw the code large, with the QR code that opens it and the address to type."""
    place = address_for_colleagues()
    st.container(key="deelcode").code(code, language=None)
    picture = _picture(f"{place}{join_path(code)}")
    st.html(f'<img class="qr" alt="{escape(screen_text("deelbord.qr"))}" src="{picture}">')
    st.caption(screen_text("deelbord.adres", adres=f"{place}{JOIN}"))


# Drawn at each rerun of each phone. Only codes of oefeningen: a team's key is shown once.
_picture = lru_cache(maxsize=256)(qr_image)


def _let_in(oefening: Oefening) -> None:
    for_visitor().access.let_in(oefening)


_ASKED = "wie"
_ALL = ""


def ask_once(work: OpenOefening) -> None:
    """Ask who this is where a code opened the page and nobody said; ends the page then."""
    who, memory = visitor(), session()
    if not (memory.opened.get(_ASKED) or (who.alleen and who.persoon is None)):
        return
    st.title(screen_text("wie.titel"))
    st.markdown(screen_text("wie.uitleg"))
    if memory.problem:
        st.error(memory.problem, icon=":material/error:")
        memory.problem = None
    if memory.takes_over:
        naam = work.team.name_of(memory.takes_over)
        st.warning(screen_text("wie.al_mee", naam=naam), icon=":material/devices:")
        words = screen_text("wie.hier_verder", naam=naam)
        st.button(words, on_click=_be, args=(work, memory.takes_over))
    _names(work)
    end_page()
    st.stop()


def whose(work: OpenOefening) -> None:
    """Draw whose device this is, with the way to change it; nothing before the set-up."""
    who = visitor()
    if who.soort is VisitorKind.TEAM:
        naam = work.team.name_of(who.persoon) if who.persoon else ""
        words = screen_text("wie.jij_bent", naam=naam) if naam else screen_text("wie.mijn_apparaat")
        st.button(words, icon=":material/person:", type="tertiary", on_click=_ask_again)


def _names(work: OpenOefening) -> None:
    """Draw a button for each name: first who takes part, then the rest of the team."""
    with st.container(horizontal=True):
        for person in dict.fromkeys((*work.oefening.rollen, *work.team.deelnemers)):
            naam = work.team.name_of(person)
            draw_button(naam, _choose, work, person, key=f"wie-{person}")
    form = DraftForm(work.oefening.id, ("wie_nieuw",))
    form.line("", screen_text("wie.nieuw"), max_chars=100)
    st.button(screen_text("wie.verder"), type="primary", on_click=_add, args=(work, form))
    words, icon = screen_text("wie.van_ons_allemaal"), ":material/groups:"
    st.button(words, icon=icon, type="tertiary", on_click=_be, args=(work, _ALL))


def _choose(work: OpenOefening, person: str) -> None:
    """Be this person, or ask first where they take part on another device."""
    log_in = current_visit().log_in
    elsewhere = for_visitor().access.devices_of(work.oefening, person)
    if log_in and any(one.id != log_in.id for one in elsewhere):
        session().takes_over = person
    else:
        _be(work, person)


def _add(work: OpenOefening, form: DraftForm) -> None:
    naam, person = form.value(), new_id()
    with refusals_shown():
        practices().add_name(work.oefening, person, naam)
        form.done("")
        _be(work, person)


def _be(work: OpenOefening, person: str) -> None:
    with refusals_shown():
        if for_visitor().be(work.oefening, person):
            session().takes_over = None
            forget_the_writer()
            if person != _ALL and person not in work.oefening.rollen:
                _take_part(work, person)


def _take_part(work: OpenOefening, person: str) -> None:
    """Give who walks in the first role that is free; a form that is full says so."""
    session().problem = screen_text("wie.geen_plek")
    with suppress(InvalidRolverdeling):
        save(
            work.oefening.id,
            lambda one: assign(one, one.werkvorm, join(one.werkvorm, one.rollen, person)),
        )
        session().problem = None


def _ask_again() -> None:
    session().opened[_ASKED] = now()
