"""The script that Streamlit runs for every page: the menu, the style sheet and one net below."""

from pathlib import Path
from typing import Final

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.stappen import Stap
from gesprek.scherm import aanwezig, eigen, storing, voorbeeld
from gesprek.scherm.adres import (
    SCHERM,
    all_pages,
    is_page_of,
    is_step,
    is_unknown_address,
)
from gesprek.scherm.bezoek import drawn_for
from gesprek.scherm.prive import close_private_texts
from gesprek.scherm.teksten import tekst
from gesprek.scherm.widgets import begin_page, end_page
from gesprek.toegang.bezoeker import GAST
from gesprek.toegang.fouten import GeenRecht

_HERE: Final = Path(__file__).parent


def run() -> None:
    """Run the page in the address; what the domain or the store refuses becomes a sentence."""
    begin_page()
    eigen.refresh()
    st.html(_HERE / "opmaak.css")
    who = aanwezig.who_asks()
    page = st.navigation(all_pages(who or GAST), position="top")
    st.set_page_config(page_title=tekst("menu.titel", pagina=page.title))
    if is_unknown_address():
        st.warning(tekst("fouten.adres_onbekend"))
    if not is_page_of(page, Stap.INLEVEN):
        close_private_texts()
    try:
        with drawn_for(who):
            aanwezig.notices()
            if page.url_path != SCHERM:
                voorbeeld.banner()
            if not is_step(page) and page.url_path != SCHERM:
                aanwezig.signed_in(who or GAST)
            page.run()
    except GeenRecht as fout:
        aanwezig.refuse(fout)
    except Gespreksfout as fout:
        storing.show(fout)
    end_page()


run()
