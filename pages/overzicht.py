"""The overview: trends over closed quarters, from figures that give nobody away."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview import downloads, period_and_figures
from gesprek.ui.overview.period_and_figures import draw_figures

require_right(Right.CIJFERS)

st.title(screen_text("overzicht.titel"))
st.markdown(screen_text("overzicht.inleiding"))

kwartalen = period_and_figures.quarters()
if not kwartalen:
    st.info(screen_text("overzicht.leeg"), icon=":material/insights:")
    end_page()
    st.stop()

gekozen = period_and_figures.choose(kwartalen)
draw_figures(gekozen.figures.alle())
period_and_figures.shared()
downloads.links(gekozen)
