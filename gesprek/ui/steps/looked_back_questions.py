"""The three questions at the end of step 6: how did we look back?"""

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.terugblik import Terugkijkvraag
from gesprek.ui.fields.choices import draw_yes_no
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.words import screen_text


def draw_how_we_looked_back(work: OpenOefening) -> None:
    """Draw the questions; each can be skipped, answered by anybody who is here, and changed."""
    st.subheader(screen_text("hoe_keken_we.titel"))
    st.caption(screen_text("hoe_keken_we.uitleg"))
    asked = inhoud().terugkijkvragen[work.oefening.werkvorm]
    for vraag in Terugkijkvraag:
        draw_yes_no(work, ("terugblik", "hoe_keken_we", vraag), asked[vraag])
