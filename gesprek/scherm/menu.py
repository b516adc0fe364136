"""The script that Streamlit runs for every page: the menu, the style sheet and one net below."""

from pathlib import Path
from typing import Final

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.stappen import Stap
from gesprek.scherm.adres import all_pages, is_unknown_address, link_to_start, step_page
from gesprek.scherm.prive import close_private_texts
from gesprek.scherm.teksten import tekst

_HERE: Final = Path(__file__).parent


def run() -> None:
    """Run the page in the address; what the domain or the store refuses becomes a sentence."""
    page = st.navigation(all_pages(), position="top")
    st.set_page_config(
        page_title=tekst("menu.titel", pagina=page.title), page_icon=_HERE / "pictogram.svg"
    )
    st.html(_HERE / "opmaak.css")
    if is_unknown_address():
        st.warning(tekst("fouten.adres_onbekend"))
    if page.url_path != step_page(Stap.INLEVEN).url_path:
        close_private_texts()
    try:
        page.run()
    except Gespreksfout as fout:
        st.error(fout.zin, icon=":material/error:")
        link_to_start()


run()
