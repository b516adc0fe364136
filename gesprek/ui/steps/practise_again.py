"""'Nog tien minuten oefenen': the door to it in step 7, and the plan to try in its step 5."""

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.content import inhoud
from gesprek.documents.own_papers import plan_lines
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.ten_minutes import may_practise_again, plan_to_try, ten_minutes, unstarted
from gesprek.storage.values import new_oefening_id
from gesprek.ui.fields.open_oefening import OpenOefening, as_stored, now, refusals_shown
from gesprek.ui.frame.addresses import open_step
from gesprek.ui.frame.visitor import has_right, practices
from gesprek.ui.frame.words import screen_text


def offer(work: OpenOefening) -> None:
    """Draw the way to ten minutes more, where the real conversation was hard."""
    is_ours = has_right(Right.OEFENING_MAKEN, Subject(work.team.id))
    if not is_ours or not may_practise_again(work.oefening):
        return
    with st.container(border=True):
        st.markdown(screen_text("tien_minuten.uitleg"))
        if st.button(screen_text("tien_minuten.begin"), icon=":material/replay:"):
            _begin(as_stored(work).oefening)


def draw_plan_to_try(work: OpenOefening) -> None:
    """Draw the plan that these ten minutes are about; nothing in any other oefening."""
    if plan_to_try(work.oefening):
        with st.container(border=True):
            st.caption(screen_text("tien_minuten.plan"))
            st.text(" ".join(plan_lines(inhoud(), work.oefening.terugblik)))


def _begin(before: Oefening) -> None:
    """Open step 5 of ten minutes more; what a tap before this one made is used again."""
    with refusals_shown():
        there = unstarted(before, practices().oefeningen(before.team))
        if there is None:
            new = ten_minutes(before, new_oefening_id(before.team), now())
            there = practices().create_oefening(new).value
        open_step(Stap.GESPREK, there.id)
    st.rerun()
