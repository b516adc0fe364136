"""What the overview is about: the period, the form and the location; and the words for it."""

from collections.abc import Sequence
from itertools import groupby
from typing import Final, NamedTuple

import streamlit as st

from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import inhoud
from gesprek.opslag.delen import Delen
from gesprek.overzicht.beeld import Keuze, locaties
from gesprek.overzicht.figuren import Figuren
from gesprek.overzicht.kwartaalcijfers import Kwartaalcijfers
from gesprek.scherm.bezoek import store
from gesprek.scherm.teksten import label, tekst
from gesprek.scherm.werk import today
from gesprek.services.quarters import closed_quarters
from gesprek.toegang.instellingen import read_instellingen
from gesprek.toegang.rechten import Recht

_SHOWN: Final = 8
"""So many quarters at first: two years, as long as rows are kept."""


class Gekozen(NamedTuple):
    """What somebody chose: the quarters, the filter, and the threshold as it is now."""

    kwartalen: tuple[Kwartaalcijfers, ...]
    keuze: Keuze
    drempel: int

    @property
    def figuren(self) -> Figuren:
        """The figures of it."""
        return Figuren(self.kwartalen, self.keuze, self.drempel, inhoud())


def quarters() -> list[Kwartaalcijfers]:
    """Return the figures of the closed quarters."""
    return closed_quarters(store(Recht.CIJFERS), today())


def choose(kwartalen: Sequence[Kwartaalcijfers]) -> Gekozen:
    """Draw the choices and return what was chosen; the last two years at first."""
    drempel = read_instellingen(store(Recht.CIJFERS)).drempel
    names = [one.kwartaal for one in kwartalen]
    with st.container(horizontal=True, key="overzichtkeuze"):
        first = st.selectbox(
            tekst("overzicht.eerst"), names, index=max(len(names) - _SHOWN, 0), key="eerst"
        )
        last = st.selectbox(tekst("overzicht.laatst"), names, index=len(names) - 1, key="laatst")
        keuze = _filter(kwartalen)
    st.caption(tekst("overzicht.grens", aantal=drempel))
    first, last = sorted((first, last))
    period = [one for one in kwartalen if first <= one.kwartaal <= last]
    return Gekozen(tuple(period), keuze, drempel)


def shared() -> None:
    """Draw what teams share with the organisation, by leerthema; nothing where it is too little."""
    found = Delen(store(Recht.CIJFERS)).shown(today())
    if not found:
        return
    st.header(tekst("overzicht.gedeeld"), anchor=False)
    st.caption(tekst("overzicht.gedeeld_uitleg"))
    for thema, texts in groupby(found, key=lambda one: one.leerthema):
        with st.container(border=True):
            st.markdown(f"**{label(thema)}**")
            for one in texts:
                st.text(one.tekst)


def _filter(kwartalen: Sequence[Kwartaalcijfers]) -> Keuze:
    form = st.selectbox(
        tekst("overzicht.vorm"),
        [None, *Werkvorm],
        format_func=lambda one: label(one) if one else tekst("overzicht.vorm_alle"),
        key="vorm",
    )
    places = locaties(kwartalen)
    if not places:
        return Keuze(form)
    place = st.selectbox(
        tekst("overzicht.plaats"),
        [None, *places],
        format_func=lambda one: one or tekst("overzicht.plaats_alle"),
        key="plaats",
    )
    return Keuze(form, place)
