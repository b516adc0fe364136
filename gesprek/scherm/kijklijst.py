"""The observation list: seen, not seen or not applicable, with a literal quote; never a score."""

import streamlit as st

from gesprek.domein.gesprek import Gezien
from gesprek.domein.onderwerpen import Observatiepunt
from gesprek.inhoud import inhoud
from gesprek.scherm.bezoek import bezoeker, vraag
from gesprek.scherm.teksten import label, tekst
from gesprek.scherm.tekstveld import regelveld
from gesprek.scherm.velden import keuze
from gesprek.scherm.werk import Path, Werk, fresh
from gesprek.toegang.rechten import Recht

TOGETHER: Path = ("gesprek", "observaties")


def observeren(werk: Werk) -> None:
    """Draw the list to fill in: the own one on an own device, else that of all.

    Raises:
        GeenRecht: this oefening is not open to who asks.
    """
    vraag(Recht.OBSERVEREN, werk.zaak)
    me = bezoeker().persoon
    shown = inhoud().observatielijst
    with st.expander(shown.titel, icon=":material/visibility:", expanded=bool(me)):
        st.markdown(shown.uitleg)
        if me:
            st.caption(tekst("stap_5.alleen_jij"))
            _own_list(werk, ("gesprek", "kijklijsten", me))
        else:
            _points(werk, TOGETHER)


def seen(werk: Werk, path: Path) -> None:
    """Draw what was marked in one list, to tell from; nothing where nothing was.

    Raises:
        GeenRecht: the team does not look back yet.
    """
    vraag(Recht.OBSERVATIES, werk.zaak)
    for punt, one in (werk.oefening.value_at(path) or {}).items():
        if one.gezien:
            st.markdown(f"**{label(punt)}**: {label(one.gezien)}")
        if one.citaat:
            st.text(f"‘{one.citaat}’")


def lists(werk: Werk) -> list[tuple[str, Path]]:
    """Return whose lists hold something, with their paths: that of all first, without a name."""
    gesprek = werk.oefening.gesprek
    own = [
        (werk.team.name_of(person), ("gesprek", "kijklijsten", person))
        for person in gesprek.kijklijsten
    ]
    all_lists: list[tuple[str, Path]] = [("", TOGETHER), *own]
    return [(naam, path) for naam, path in all_lists if werk.oefening.value_at(path)]


@st.fragment
def _own_list(werk: Werk, path: Path) -> None:
    """A mark on an own device draws this list anew, and not the page."""
    _points(fresh(werk), path)


def _points(werk: Werk, path: Path) -> None:
    for punt in Observatiepunt:
        _point(werk, (*path, punt), punt)


def _point(werk: Werk, path: Path, punt: Observatiepunt) -> None:
    text = inhoud().observatielijst.punten[punt]
    keuze(werk, (*path, "gezien"), text.label, list(Gezien))
    if werk.oefening.value_at(path):
        regelveld(werk, (*path, "citaat"), tekst("stap_5.citaat"))
    else:
        st.caption(text.let_op)
