"""Step 4: everyone prepares for the own role; questions fill in the case."""

import streamlit as st

from gesprek.domein.oefening import Vraag
from gesprek.domein.tekst import clean
from gesprek.domein.werkvormen import Rol
from gesprek.inhoud import inhoud
from gesprek.opslag.ids import new_id
from gesprek.scherm import concepten
from gesprek.scherm.bezoek import bezoeker
from gesprek.scherm.groep import writes
from gesprek.scherm.naslag import bullets
from gesprek.scherm.prive import prive_tekst
from gesprek.scherm.teksten import tekst
from gesprek.scherm.tekstveld import tekstveld
from gesprek.scherm.velden import field_key, remove_button
from gesprek.scherm.werk import Werk
from gesprek.scherm.widgets import widget_value
from gesprek.toegang.bewaakt import role_of
from gesprek.toegang.rechten import BRIEFROLLEN, Recht


def brief(werk: Werk) -> None:
    """Draw the private brief for the cliëntrol, and what may be made up."""
    mine = role_of(bezoeker(), werk.oefening)
    if bezoeker().persoon and mine not in BRIEFROLLEN:
        return
    readers = [*werk.oefening.with_rol(Rol.INBRENGER), *werk.oefening.with_rol(Rol.CLIENTROL)]
    with st.container(border=True):
        st.header(tekst("stap_4.brief"))
        st.caption(tekst("stap_4.brief_uitleg"))
        prive_tekst(werk, ("inleven", "brief"), tekst("stap_4.brief"), readers, Recht.BRIEF)
        verzinnen(werk)


def verzinnen(werk: Werk) -> None:
    """Draw what the cliëntrol may make up, folded."""
    may = inhoud().rollen[werk.oefening.werkvorm][Rol.CLIENTROL].verzinnen
    if may:
        with st.expander(tekst("stap_4.verzinnen")):
            st.markdown(tekst("stap_4.verzinnen_wel"))
            bullets(may.wel)
            st.markdown(tekst("stap_4.verzinnen_niet"))
            bullets(may.niet)


def eigen_voorbereiding(werk: Werk) -> None:
    """Draw per person a private note."""
    with st.expander(tekst("stap_4.eigen_notitie"), expanded=bool(bezoeker().persoon)):
        st.caption(tekst("stap_4.eigen_notitie_uitleg"))
        for person in werk.oefening.rollen:
            path = ("inleven", "eigen", person)
            label = tekst("stap_4.eigen_van", naam=werk.team.name_of(person))
            prive_tekst(werk, path, label, [person], Recht.EIGEN_VOORBEREIDING)


def vragen(werk: Werk) -> None:
    """Draw the questions to the inbrenger with room for an answer."""
    with st.expander(tekst("stap_4.vragen")):
        st.caption(tekst("stap_4.vragen_uitleg"))
        for key, vraag in werk.oefening.inleven.vragen.items():
            st.text(vraag.vraag)
            path = ("inleven", "vragen", key)
            if writes(werk.oefening, Rol.INBRENGER):
                tekstveld(werk, (*path, "antwoord"), tekst("stap_4.antwoord"))
            elif vraag.antwoord:
                st.caption(tekst("stap_4.antwoord"))
                st.text(vraag.antwoord)
            remove_button(werk, path, tekst("stap_4.verwijder_vraag"))
        st.text_input(
            tekst("stap_4.nieuwe_vraag"),
            widget_value(_key(werk)) or "",
            key=_key(werk),
            on_change=_add,
            args=(werk,),
        )


def _key(werk: Werk) -> str:
    return field_key(werk, ("nieuwe_vraag",))


def _add(werk: Werk) -> None:
    typed = clean(widget_value(_key(werk)) or "")
    if not typed:
        return
    path = ("inleven", "vragen", new_id())
    if werk.try_change(lambda one: one.with_value(path, Vraag(vraag=typed).to_document())):
        concepten.clear(werk, _key(werk))
