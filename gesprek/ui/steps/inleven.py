"""Step 4: role cards, and everyone prepares for the own role."""

from collections.abc import Sequence

import streamlit as st

from gesprek.access.rights import BRIEFROLLEN, Recht
from gesprek.content import inhoud
from gesprek.domain.oefening import Vraag
from gesprek.domain.stappen import Stap
from gesprek.domain.text import clean
from gesprek.domain.werkvormen import Rol, possible_rollen
from gesprek.services.practices import role_of
from gesprek.storage.ids import new_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key, remove_button
from gesprek.ui.fields.open_oefening import Werk
from gesprek.ui.fields.private_text import prive_tekst
from gesprek.ui.fields.text_field import tekstveld
from gesprek.ui.fields.widgets import widget_value
from gesprek.ui.frame.visitor import bezoeker
from gesprek.ui.frame.words import listed, tekst
from gesprek.ui.reference.step_help import bullets, quoted
from gesprek.ui.together.pace import writes


def rolkaarten(werk: Werk, stap: Stap) -> None:
    """Draw a card for each role that somebody has and that has a task in this step."""
    oefening = werk.oefening
    with_task = [
        rol
        for rol in possible_rollen(oefening.werkvorm)
        if oefening.with_rol(rol) and stap in inhoud().rollen[oefening.werkvorm][rol].stappen
    ]
    mine = role_of(bezoeker(), oefening)
    if mine not in with_task:
        _cards(werk, with_task, stap)
        return
    _cards(werk, [mine], stap)
    others = [rol for rol in with_task if rol is not mine]
    if others:
        with st.expander(tekst("stapbalk.andere_rollen"), icon=":material/badge:"):
            _cards(werk, others, stap)


def _cards(werk: Werk, rollen: Sequence[Rol], stap: Stap) -> None:
    with st.grid(min(len(rollen), 2) or 1, min_column_width=280, border=True):
        for rol in rollen:
            with st.container():
                _card(werk, rol, stap)


def rolkaarten_folded(werk: Werk, stap: Stap) -> None:
    """Draw the role cards behind one line, for steps in which something else comes first."""
    if role_of(bezoeker(), werk.oefening):
        rolkaarten(werk, stap)
        return
    with st.expander(tekst("stapbalk.rollen"), icon=":material/badge:"):
        rolkaarten(werk, stap)


def who(werk: Werk, rol: Rol) -> str:
    """Return the names of who has this role."""
    return listed([werk.team.name_of(key) for key in werk.oefening.with_rol(rol)])


def _card(werk: Werk, rol: Rol, stap: Stap) -> None:
    shown = inhoud().rollen[werk.oefening.werkvorm][rol]
    st.markdown(f"## {shown.icoon} {shown.titel}")
    st.text(who(werk, rol))
    bullets([*shown.stappen[stap], *_instead(werk, rol)])
    if stap in shown.script:
        st.caption(tekst("stap_4.script"))
        bullets(quoted(shown.script[stap]))


def _instead(werk: Werk, rol: Rol) -> list[str]:
    """Return what this role does for a role that is left out."""
    less = inhoud().rollen[werk.oefening.werkvorm][rol].minder
    absent = {
        Rol.BEGELEIDER: less.zonder_begeleider,
        Rol.OBSERVANT: less.zonder_observant,
    }
    present = set(werk.oefening.rollen.values())
    return [text for gone, text in absent.items() if text and gone not in present]


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
        unsaved_text.clear(werk, _key(werk))
