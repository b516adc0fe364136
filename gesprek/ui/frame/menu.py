"""The script that Streamlit runs for every page: the menu, the style sheet and one net below."""

from copy import copy

import streamlit as st

from gesprek import browser
from gesprek.access.access_errors import RightMissing
from gesprek.access.visitors import GAST
from gesprek.domain.base import UserError
from gesprek.domain.stappen import Stap
from gesprek.ui.fields.private_text import close_private_texts
from gesprek.ui.fields.widgets import begin_page, end_page
from gesprek.ui.frame import notices
from gesprek.ui.frame.addresses import DAGKAART, SCHERM, all_pages, is_step, is_unknown_address
from gesprek.ui.frame.visitor import drawn_for
from gesprek.ui.frame.words import screen_text


def run() -> None:
    """Run the page in the address; what the domain or the store refuses becomes a sentence."""
    begin_page()
    notices.refresh_texts()
    st.html(f"<style>{browser.style('style.css')}</style>")
    who = notices.who_asks()
    # A page of our own: one that ran may not run again, and the others are for everybody.
    page = copy(st.navigation(all_pages(who or GAST), position="top"))
    st.set_page_config(page_title=screen_text("menu.titel", pagina=page.title))
    if is_unknown_address():
        st.warning(screen_text("fouten.adres_onbekend"))
    if not is_step(page, Stap.INLEVEN):
        close_private_texts()
    try:
        with drawn_for(who):
            notices.notices()
            if page.url_path != SCHERM:
                notices.example_banner()
                if not is_step(page) and page.url_path != DAGKAART:
                    notices.signed_in(who or GAST)
            page.run()
    except RightMissing as fault:
        notices.refuse(fault)
    except UserError as fault:
        notices.show_failure(fault)
    end_page()


run()
