"""Step 2: a card of two minutes to read aloud, or what was shared beforehand."""

import streamlit as st

from gesprek.domein.oefening import Oefening, Voorbereidingswijze
from gesprek.inhoud import inhoud
from gesprek.inhoud.naslag import Regel
from gesprek.scherm.naslag import afspraken, bullets
from gesprek.scherm.teksten import tekst
from gesprek.scherm.velden import field_key, vinkje
from gesprek.scherm.werk import Werk
from gesprek.scherm.widgets import fill_widget, widget_value


def voorleeskaart() -> None:
    """Draw what the team reads aloud: the agreement, the time-out and how to give feedback."""
    shown = inhoud()
    with st.container(border=True):
        st.header(shown.afspraken.titel)
        afspraken()
        st.markdown(f"**{shown.afspraken.time_out.titel}**: {shown.afspraken.time_out.uitleg}")
    with st.container(border=True):
        st.header(shown.feedback.geven.titel)
        bullets(f"**{regel.titel}**: {regel.uitleg}" for regel in _rules())


def gedeeld(werk: Werk) -> None:
    """Draw whether this was shared beforehand, and then who has read it."""
    key = field_key(werk, ("gedeeld",))
    shared = werk.oefening.voorbereiding.wijze is Voorbereidingswijze.GEDEELD
    ticked = fill_widget(key, shared)
    st.checkbox(tekst("stap_2.gedeeld"), ticked, key=key, on_change=_share, args=(werk, key))
    if shared:
        st.caption(tekst("stap_2.gelezen_uitleg"))
        for person in werk.oefening.rollen:
            path = ("voorbereiding", "gelezen", person)
            naam = werk.team.name_of(person)
            vinkje(werk, path, tekst("stap_2.naam_heeft_gelezen", naam=naam))


def _share(werk: Werk, key: str) -> None:
    shared = widget_value(key)
    werk.change(lambda one: _by(one, Voorbereidingswijze.GEDEELD if shared else None))


def read_together(oefening: Oefening) -> Oefening:
    """Return the oefening as read together, unless the team chose another way."""
    return _by(oefening, oefening.voorbereiding.wijze or Voorbereidingswijze.SAMEN_GELEZEN)


def skipped(oefening: Oefening) -> Oefening:
    """Return the oefening with this step passed over."""
    return _by(oefening, Voorbereidingswijze.OVERGESLAGEN)


def _by(oefening: Oefening, wijze: Voorbereidingswijze | None) -> Oefening:
    return oefening.changed(voorbereiding=oefening.voorbereiding.changed(wijze=wijze))


def _rules() -> list[Regel]:
    return list(inhoud().feedback.geven.regels.values())
