"""Whose own device this is: asked once of who comes in by a code, and to change afterwards."""

from contextlib import suppress

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.access.visitors import Bezoekersoort
from gesprek.domain.errors import RolverdelingOngeldig
from gesprek.domain.oefening import Oefening, assign
from gesprek.domain.rolverdeling import join
from gesprek.services.root import services
from gesprek.storage.ids import new_id
from gesprek.ui.fields.open_oefening import Werk, now, refusals_shown, save
from gesprek.ui.fields.session import forget_the_writer, sessie
from gesprek.ui.fields.widgets import end_page, set_widget_value, widget_value
from gesprek.ui.frame.visitor import archief, bezoeker, binnen, vraag
from gesprek.ui.frame.words import tekst

_ASKED, _NEW = "wie", "wie-nieuw"
_ALL = ""


def ask_once(werk: Werk) -> None:
    """Ask who this is where a code opened the page and nobody said; ends the page then."""
    who = bezoeker()
    if not (sessie().opened.get(_ASKED) or (who.alleen and who.persoon is None)):
        return
    st.title(tekst("wie.titel"))
    st.markdown(tekst("wie.uitleg"))
    if sessie().problem:
        st.error(sessie().problem, icon=":material/error:")
        sessie().problem = None
    taken = sessie().takes_over
    if taken:
        _confirm(werk, taken)
    _names(werk)
    end_page()
    st.stop()


def whose(werk: Werk) -> None:
    """Draw whose device this is, with the way to change it; nothing before the set-up."""
    who = bezoeker()
    if who.soort is not Bezoekersoort.TEAM:
        return
    naam = werk.team.name_of(who.persoon) if who.persoon else ""
    words = tekst("wie.jij_bent", naam=naam) if naam else tekst("wie.mijn_apparaat")
    st.button(words, icon=":material/person:", type="tertiary", on_click=_ask_again)


def _names(werk: Werk) -> None:
    """Draw a button for each name: first who takes part, then the rest of the team."""
    rest = [one for one in werk.team.deelnemers if one not in werk.oefening.rollen]
    with st.container(horizontal=True):
        for person in (*werk.oefening.rollen, *rest):
            st.button(
                werk.team.name_of(person),
                key=f"wie-{person}",
                on_click=_choose,
                args=(werk, person),
            )
    st.text_input(tekst("wie.nieuw"), key=_NEW, max_chars=100)
    st.button(tekst("wie.verder"), type="primary", on_click=_add, args=(werk,))
    st.button(
        tekst("wie.van_ons_allemaal"),
        icon=":material/groups:",
        type="tertiary",
        on_click=_be,
        args=(werk, _ALL),
    )


def _confirm(werk: Werk, person: str) -> None:
    naam = werk.team.name_of(person)
    st.warning(tekst("wie.al_mee", naam=naam), icon=":material/devices:")
    st.button(tekst("wie.hier_verder", naam=naam), on_click=_be, args=(werk, person))


def _choose(werk: Werk, person: str) -> None:
    """Be this person, or ask first where they take part on another device."""
    aanmelding = binnen().aanmelding
    elsewhere = services().portier.aanmeldingen.of_person(werk.team.id, person)
    if [one for one in elsewhere if aanmelding and one.id != aanmelding.id]:
        sessie().takes_over = person
    else:
        _be(werk, person)


def _add(werk: Werk) -> None:
    naam, person = widget_value(_NEW) or "", new_id()
    with refusals_shown():
        archief().add_name(werk.oefening, person, naam)
        set_widget_value(_NEW, "")
        _be(werk, person)


def _be(werk: Werk, person: str) -> None:
    aanmelding = binnen().aanmelding
    with refusals_shown():
        vraag(Recht.OEFENING, werk.zaak)
        if aanmelding:
            services().portier.aanmeldingen.be(aanmelding.id, person)
            sessie().takes_over = None
            forget_the_writer()
            _take_part(werk, person)


def _take_part(werk: Werk, person: str) -> None:
    """Give who walks in the first role that is free; a form that is full says so."""
    if person == _ALL or person in werk.oefening.rollen:
        return

    def with_person(one: Oefening) -> Oefening:
        return assign(one, one.werkvorm, join(one.werkvorm, one.rollen, person))

    sessie().problem = tekst("wie.geen_plek")
    with suppress(RolverdelingOngeldig):
        save(werk.oefening.id, with_person)
        sessie().problem = None


def _ask_again() -> None:
    sessie().opened[_ASKED] = now()
