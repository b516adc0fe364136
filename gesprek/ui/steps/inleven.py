"""Step 4: role cards, and everyone prepares for the own role."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from gesprek.access.rights import BRIEF_ROLES, Right
from gesprek.content import inhoud
from gesprek.documents.role_cards import instead_of, task_of
from gesprek.domain.preparation import Vraag
from gesprek.domain.stappen import Stap
from gesprek.domain.text import clean
from gesprek.domain.werkvormen import ROLREGELS, Rol
from gesprek.services.practices import role_of
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import remove_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.fields.private_text import draw_private_text
from gesprek.ui.fields.text_field import draw_text_field
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import listed, screen_text
from gesprek.ui.reference.papers import draw_blocks
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.together.pace import writes

_BADGE = ":material/badge:"


def draw_role_cards(work: OpenOefening, stap: Stap) -> None:
    """Draw a card for each role that somebody has and that has a task in this step."""
    oefening = work.oefening
    with_task = [
        rol
        for rol in ROLREGELS[oefening.werkvorm]
        if oefening.with_rol(rol) and stap in inhoud().rollen[oefening.werkvorm][rol].stappen
    ]
    mine = role_of(visitor(), oefening)
    if mine not in with_task:
        _cards(work, with_task, stap)
        return
    _cards(work, [mine], stap)
    others = [rol for rol in with_task if rol is not mine]
    if others:
        with expander("stapbalk.andere_rollen", _BADGE):
            _cards(work, others, stap)


def _cards(work: OpenOefening, rollen: Sequence[Rol], stap: Stap) -> None:
    with st.grid(min(len(rollen), 2) or 1, min_column_width=280, border=True):
        for rol in rollen:
            with st.container():
                shown = inhoud().rollen[work.oefening.werkvorm][rol]
                st.markdown(f"## {shown.icoon} {shown.titel}")
                st.text(who(work, rol))
                more = instead_of(shown, work.oefening.rollen.values())
                draw_blocks(task_of(inhoud(), shown, stap, more), is_ours=True)


def draw_folded_role_cards(work: OpenOefening, stap: Stap) -> None:
    """Draw the role cards behind one line, for steps in which something else comes first."""
    if role_of(visitor(), work.oefening):
        draw_role_cards(work, stap)
        return
    with expander("stapbalk.rollen", _BADGE):
        draw_role_cards(work, stap)


def who(work: OpenOefening, rol: Rol) -> str:
    """Return the names of who has this role."""
    return listed([work.team.name_of(key) for key in work.oefening.with_rol(rol)])


def draw_brief(work: OpenOefening) -> None:
    """Draw the private brief for the cliëntrol, and what may be made up."""
    oefening, words = work.oefening, screen_text("stap_4.brief")
    if visitor().persoon and role_of(visitor(), oefening) not in BRIEF_ROLES:
        return
    readers = [*oefening.with_rol(Rol.INBRENGER), *oefening.with_rol(Rol.CLIENTROL)]
    with st.container(border=True):
        st.header(words)
        st.caption(screen_text("stap_4.brief_uitleg"))
        draw_private_text(work, ("inleven", "brief"), words, readers, Right.BRIEF)
        draw_invented_parts(work)


def draw_invented_parts(work: OpenOefening) -> None:
    """Draw what the cliëntrol may make up, folded."""
    may = inhoud().rollen[work.oefening.werkvorm][Rol.CLIENTROL].verzinnen
    if may:
        with expander("stap_4.verzinnen"):
            st.markdown(screen_text("stap_4.verzinnen_wel"))
            bullets(may.wel)
            st.markdown(screen_text("stap_4.verzinnen_niet"))
            bullets(may.niet)


def draw_own_preparation(work: OpenOefening) -> None:
    """Draw per person a private note."""
    with expander("stap_4.eigen_notitie", expanded=bool(visitor().persoon)):
        st.caption(screen_text("stap_4.eigen_notitie_uitleg"))
        for person in work.oefening.rollen:
            path = ("inleven", "eigen", person)
            label = screen_text("stap_4.eigen_van", naam=work.team.name_of(person))
            draw_private_text(work, path, label, [person], Right.EIGEN_VOORBEREIDING)


def draw_questions(work: OpenOefening) -> None:
    """Draw the questions to the inbrenger with room for an answer."""
    with expander("stap_4.vragen"):
        st.caption(screen_text("stap_4.vragen_uitleg"))
        for one, vraag in work.oefening.inleven.vragen.items():
            st.text(vraag.vraag)
            path = ("inleven", "vragen", one)
            if writes(work.oefening, Rol.INBRENGER):
                draw_text_field(work, (*path, "antwoord"), screen_text("stap_4.antwoord"))
            elif vraag.antwoord:
                st.caption(screen_text("stap_4.antwoord"))
                st.text(vraag.antwoord)
            remove_button(work, path, screen_text("stap_4.verwijder_vraag"))
        form, words = (
            DraftForm(work.oefening.id, ("nieuwe_vraag",)),
            screen_text("stap_4.nieuwe_vraag"),
        )
        form.new_line(words, partial(_add, work, form))


def _add(work: OpenOefening, form: DraftForm, typed: str) -> bool:
    vraag, path = clean(typed), ("inleven", "vragen", new_id())
    if not vraag or not work.try_change(
        lambda one: one.with_value(path, Vraag(vraag=vraag).to_document())
    ):
        return False
    form.done("")
    return True
