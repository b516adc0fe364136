"""The overview: trends over closed quarters, from figures that give nobody away."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.page_frame import show_outcome
from gesprek.ui.frame.visitor import for_visitor, require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview import answering, choice, figures
from gesprek.ui.overview.figures import draw_figures, draw_so_far

require_right(Right.CIJFERS)

st.title(screen_text("overzicht.titel"))
st.markdown(screen_text("overzicht.inleiding"))

quarters = for_visitor().figures.quarters()
if not quarters:
    st.info(screen_text("overzicht.leeg"), icon=":material/insights:")
    draw_so_far(for_visitor().figures.so_far()[0])
    answering.answers(None)
    show_outcome()
    end_page()
    st.stop()

chosen = choice.choose(quarters)
draw_figures(chosen)
answering.answers(chosen)
figures.shared()
choice.links(chosen)
show_outcome()
