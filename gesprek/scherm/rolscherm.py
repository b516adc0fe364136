"""The own screen of each role while the team talks: what that role needs at hand, and no more."""

import streamlit as st

from gesprek.domein.terugblik import beurten, current_beurt
from gesprek.domein.werkvormen import Rol, Werkvorm, dekking
from gesprek.inhoud import inhoud
from gesprek.scherm.bezoek import bezoeker
from gesprek.scherm.inleven import verzinnen
from gesprek.scherm.kijklijst import observeren
from gesprek.scherm.naslag import afspraken
from gesprek.scherm.prive import lees
from gesprek.scherm.teksten import tekst
from gesprek.scherm.tops_en_tips import snelle_feedback
from gesprek.scherm.werk import Werk
from gesprek.toegang.bewaakt import role_of
from gesprek.toegang.rechten import Recht


def in_gesprek(werk: Werk) -> None:
    """Draw what the role of this device needs during the conversation; on a device of all the list.

    Who guards the steps gets the rules too; with nobody to guard them each screen shows them.
    """
    mine, me = role_of(bezoeker(), werk.oefening), bezoeker().persoon
    if me:
        _own(werk, mine, me)
    elif werk.oefening.werkvorm is Werkvorm.ROLLENSPEL:
        observeren(werk)
    if dekking(werk.oefening.rollen).stappen_en_tijd in (mine, None):
        rules(werk)


def _own(werk: Werk, mine: Rol | None, me: str) -> None:
    path = ("inleven", "eigen", me)
    lees(werk, path, tekst("stap_4.eigen_notitie"), Recht.EIGEN_VOORBEREIDING)
    if mine is Rol.CLIENTROL:
        lees(werk, ("inleven", "brief"), tekst("stap_4.brief"), Recht.BRIEF)
        verzinnen(werk)
    if mine is Rol.OBSERVANT:
        snelle_feedback(werk)  # above the list, which is long on a phone
        observeren(werk)


def rules(werk: Werk) -> None:
    """Draw the agreements and the order of speaking, for who guards them."""
    with st.expander(inhoud().afspraken.titel, icon=":material/health_and_safety:"):
        afspraken()
    speaking_order(werk)


def speaking_order(werk: Werk) -> None:
    """Draw who speaks when in step 6, the present turn marked."""
    oefening = werk.oefening
    now_on = current_beurt(oefening.terugblik, oefening.rollen)
    shown = inhoud().terugkijken[oefening.werkvorm]
    with st.expander(tekst("stap_6.volgorde"), icon=":material/format_list_numbered:"):
        lines = [
            f"1. **{shown[beurt].label}**" if beurt is now_on else f"1. {shown[beurt].label}"
            for beurt in beurten(oefening.rollen)
        ]
        st.markdown("\n".join(lines))
