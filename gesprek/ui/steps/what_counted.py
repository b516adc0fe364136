"""Step 7, talked over: expectation beside outcome, whether the plan was used, and what helped."""

import streamlit as st

from gesprek.domain.progress import uitkomst
from gesprek.domain.vervolg import Hulp, PlanGebruikt, Vervolg
from gesprek.ui.fields.choices import draw_choice, draw_choices
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.words import label, listed, screen_text


def ask_what_counted(work: OpenOefening) -> None:
    """Draw the expectation beside how it went, and two questions that may stay without answer.

    Whether the plan was used is asked only where there is a plan.
    """
    _beside(work.oefening.vervolg)
    if any(work.oefening.terugblik.meenemer.parts):
        words = screen_text("napraten.plan_gebruikt")
        draw_choice(work, ("vervolg", "plan_gebruikt"), words, list(PlanGebruikt))
    draw_choices(work, ("vervolg", "hielp"), screen_text("napraten.hielp"), list(Hulp))
    st.caption(screen_text("napraten.hielp_uitleg"))


def draw_what_counted(vervolg: Vervolg) -> None:
    """Draw what the team told of this, in words."""
    _beside(vervolg)
    if vervolg.plan_gebruikt:
        st.caption(f"{screen_text('napraten.het_plan')}: {label(vervolg.plan_gebruikt)}")
    if vervolg.hielp:
        helped = listed([label(one) for one in vervolg.hielp])
        st.caption(f"{screen_text('napraten.dit_hielp')}: {helped}")


def _beside(vervolg: Vervolg) -> None:
    """Draw what was expected, and beside it how it went, once that is told."""
    expected, was, found = vervolg.verwachting, vervolg.hoe_ging_het, uitkomst(vervolg)
    told = f"**{label(expected)}**" if expected else screen_text("stap_7.geen_verwachting")
    with st.container(border=True):
        before, after = st.columns(2)
        before.markdown(f"{screen_text('stap_7.verwachting_was')}: {told}")
        if was:
            after.markdown(f"{screen_text('stap_7.zo_ging_het')}: **{label(was)}**")
        if found:
            st.caption(label(found))
