"""Role cards: what each role does in a step, by form and by who is there."""

from collections.abc import Sequence

import streamlit as st

from gesprek.domein.stappen import Stap
from gesprek.domein.werkvormen import Rol, possible_rollen
from gesprek.inhoud import inhoud
from gesprek.scherm.bezoek import bezoeker
from gesprek.scherm.naslag import bullets, quoted
from gesprek.scherm.teksten import listed, tekst
from gesprek.scherm.werk import Werk
from gesprek.toegang.bewaakt import role_of


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
