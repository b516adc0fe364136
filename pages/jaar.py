"""The year in one paragraph, for the quality report: from the figures that the overview shows."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.visitor import for_visitor, require_right
from gesprek.ui.frame.words import screen_text
from gesprek.ui.overview import year

require_right(Right.CIJFERS)

st.title(screen_text("jaar.titel"))
st.markdown(screen_text("jaar.inleiding"))

periods = for_visitor().year.periods()
if not periods:
    st.info(screen_text("overzicht.leeg"), icon=":material/insights:")
    year.link_back()
    end_page()
    st.stop()

period = year.choose(periods)
year.draw(period)
year.link_back()
