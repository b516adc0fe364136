"""Follow-ups that wait: on the team page, on start, and before a new oefening; one tap each."""

from collections.abc import Callable, Sequence

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.domain.oefening import Oefening
from gesprek.domain.open_vervolgen import Openstaand, call_off, openstaand, put_off, uitkomst
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.ui.fields.open_oefening import Change, OpenOefening, refusals_shown, save, today
from gesprek.ui.frame.addresses import link_to_step, link_to_team
from gesprek.ui.frame.visitor import has_right, practices
from gesprek.ui.frame.words import day, label, screen_text


def taps(oefening: Oefening) -> None:
    """Draw what one tap does to a follow-up that asks something; nothing for any other."""
    for one in openstaand([oefening], today()):
        _row(one, with_link=False)


def outcome(oefening: Oefening) -> None:
    """Draw the expectation beside how it went, where both were told."""
    vervolg = oefening.vervolg
    found = uitkomst(vervolg)
    if found and vervolg.verwachting and vervolg.hoe_ging_het:
        expected = f"{screen_text('stap_7.verwachting_was')}: {label(vervolg.verwachting)}"
        was = f"{screen_text('stap_7.zo_ging_het')}: {label(vervolg.hoe_ging_het)}"
        st.caption(f"{expected} · {was} · {label(found)}")


def on_start(teams: Sequence[Team]) -> None:
    """Draw for each team how many follow-ups wait, with the way there."""
    for team in teams:
        waiting = openstaand(practices().oefeningen(team.id), today())
        if waiting:
            with st.container(border=True, horizontal=True, vertical_alignment="center"):
                st.text(_how_many("op_start", len(waiting), team=team.naam))
                link_to_team(team.id)


def before_new(work: OpenOefening) -> None:
    """Draw what waits when a new oefening begins, for who may open the others."""
    is_new = work.oefening.verst is Stap.MOMENT
    if not is_new or not has_right(Right.TEAM_ZIEN, Subject(work.team.id)):
        return
    waiting = openstaand(practices().oefeningen(work.team.id), today())
    if waiting:
        with st.container(border=True):
            st.markdown(f":material/forum: {_how_many('voor_nieuwe', len(waiting))}")
            _row(waiting[0], with_link=True)


def _how_many(key: str, count: int, **named: str) -> str:
    if count == 1:
        return screen_text(f"vervolgbord.{key}_een", **named)
    return screen_text(f"vervolgbord.{key}", aantal=count, **named)


def _row(one: Openstaand, *, with_link: bool) -> None:
    words = screen_text("vervolgbord.wacht_lang" if one.te_lang else "vervolgbord.wacht")
    st.caption(f"{words} · {screen_text('vervolgbord.sinds', dag=day(one.since))}")
    if not practices().is_open(one.oefening):
        return
    with st.container(horizontal=True, vertical_alignment="center"):
        if with_link:
            there = screen_text("vervolgbord.praat_na")
            link_to_step(one.oefening, Stap.VERVOLG, there, ":material/forum:")
        if not one.was_had:
            _tap("niet_doorgegaan", ":material/event_busy:", one, lambda it: call_off(it, today()))
            _tap("week_later", ":material/event_repeat:", one, lambda it: put_off(it, today()))


def _tap(key: str, icon: str, one: Openstaand, change: Change) -> None:
    st.button(
        screen_text(f"vervolgbord.{key}"),
        key=f"{key}-{one.oefening.id}",
        icon=icon,
        type="tertiary",
        on_click=_save,
        args=(one.oefening.id, change),
    )


def _save(oefening_id: str, change: Callable[[Oefening], Oefening]) -> None:
    with refusals_shown():
        save(oefening_id, change)
