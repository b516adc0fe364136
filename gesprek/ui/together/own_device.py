"""Whose own device this is: asked once of who comes in by a code, and to change afterwards."""

from contextlib import suppress

import streamlit as st

from gesprek.access.visitors import VisitorKind
from gesprek.domain.errors import InvalidRolverdeling
from gesprek.domain.oefening import Oefening, assign
from gesprek.domain.rolverdeling import join
from gesprek.storage.ids import new_id
from gesprek.ui.fields.open_oefening import OpenOefening, now, refusals_shown, save
from gesprek.ui.fields.session import forget_the_writer, session
from gesprek.ui.fields.widgets import end_page, set_widget_value, widget_value
from gesprek.ui.frame.visitor import current_visit, for_visitor, practices, visitor
from gesprek.ui.frame.words import screen_text

_ASKED, _NEW = "wie", "wie-nieuw"
_ALL = ""


def ask_once(work: OpenOefening) -> None:
    """Ask who this is where a code opened the page and nobody said; ends the page then."""
    who = visitor()
    if not (session().opened.get(_ASKED) or (who.alleen and who.persoon is None)):
        return
    st.title(screen_text("wie.titel"))
    st.markdown(screen_text("wie.uitleg"))
    if session().problem:
        st.error(session().problem, icon=":material/error:")
        session().problem = None
    taken = session().takes_over
    if taken:
        _confirm(work, taken)
    _names(work)
    end_page()
    st.stop()


def whose(work: OpenOefening) -> None:
    """Draw whose device this is, with the way to change it; nothing before the set-up."""
    who = visitor()
    if who.soort is not VisitorKind.TEAM:
        return
    naam = work.team.name_of(who.persoon) if who.persoon else ""
    words = screen_text("wie.jij_bent", naam=naam) if naam else screen_text("wie.mijn_apparaat")
    st.button(words, icon=":material/person:", type="tertiary", on_click=_ask_again)


def _names(work: OpenOefening) -> None:
    """Draw a button for each name: first who takes part, then the rest of the team."""
    rest = [one for one in work.team.deelnemers if one not in work.oefening.rollen]
    with st.container(horizontal=True):
        for person in (*work.oefening.rollen, *rest):
            st.button(
                work.team.name_of(person),
                key=f"wie-{person}",
                on_click=_choose,
                args=(work, person),
            )
    st.text_input(screen_text("wie.nieuw"), key=_NEW, max_chars=100)
    st.button(screen_text("wie.verder"), type="primary", on_click=_add, args=(work,))
    st.button(
        screen_text("wie.van_ons_allemaal"),
        icon=":material/groups:",
        type="tertiary",
        on_click=_be,
        args=(work, _ALL),
    )


def _confirm(work: OpenOefening, person: str) -> None:
    naam = work.team.name_of(person)
    st.warning(screen_text("wie.al_mee", naam=naam), icon=":material/devices:")
    st.button(screen_text("wie.hier_verder", naam=naam), on_click=_be, args=(work, person))


def _choose(work: OpenOefening, person: str) -> None:
    """Be this person, or ask first where they take part on another device."""
    log_in = current_visit().log_in
    elsewhere = for_visitor().access.devices_of(work.oefening, person)
    if [one for one in elsewhere if log_in and one.id != log_in.id]:
        session().takes_over = person
    else:
        _be(work, person)


def _add(work: OpenOefening) -> None:
    naam, person = widget_value(_NEW) or "", new_id()
    with refusals_shown():
        practices().add_name(work.oefening, person, naam)
        set_widget_value(_NEW, "")
        _be(work, person)


def _be(work: OpenOefening, person: str) -> None:
    with refusals_shown():
        if for_visitor().be(work.oefening, person):
            session().takes_over = None
            forget_the_writer()
            _take_part(work, person)


def _take_part(work: OpenOefening, person: str) -> None:
    """Give who walks in the first role that is free; a form that is full says so."""
    if person == _ALL or person in work.oefening.rollen:
        return

    def with_person(one: Oefening) -> Oefening:
        return assign(one, one.werkvorm, join(one.werkvorm, one.rollen, person))

    session().problem = screen_text("wie.geen_plek")
    with suppress(InvalidRolverdeling):
        save(work.oefening.id, with_person)
        session().problem = None


def _ask_again() -> None:
    session().opened[_ASKED] = now()
