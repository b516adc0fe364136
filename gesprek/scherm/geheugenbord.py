"""What a team remembers: its leerpunten to search, themes that return, who could bring in."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

import streamlit as st

from gesprek.domein.geheugen import (
    Herinnering,
    memories,
    propose_inbrenger,
    returning_leerthemas,
    returning_themas,
    search,
)
from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.openstaand import needs_of
from gesprek.domein.team import Team
from gesprek.opslag.bewaring import Bewaring
from gesprek.scherm.bezoek import archief, store
from gesprek.scherm.teksten import day, label, listed, tekst
from gesprek.toegang.rechten import Recht, Zaak

_MOST: Final = 20

_Woord = TypeVar("_Woord", bound=StrEnum)


def memory(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the memory of a team, folded; nothing before its first oefening."""
    lines = _kept(team, oefeningen)
    if not oefeningen and not lines:
        return
    with st.expander(tekst("geheugen.titel"), icon=":material/lightbulb:"):
        _who_next(team, oefeningen)
        rijen = archief().teamrijen(team.id)
        _returning("geheugen.terug", returning_themas(rijen))
        _returning("geheugen.terug_geleerd", returning_leerthemas(rijen))
        _returning("geheugen.nodig", needs_of(oefeningen), tekst("geheugen.nodig_uitleg"))
        _learned(team, lines)


def _kept(team: Team, oefeningen: Sequence[Oefening]) -> tuple[Herinnering, ...]:
    gone = Bewaring(store(Recht.TEAM_ZIEN, Zaak(team.id))).geleerd(team.id)
    return memories(oefeningen, gone)


def _who_next(team: Team, oefeningen: Sequence[Oefening]) -> None:
    voorstel = propose_inbrenger(tuple(team.deelnemers), oefeningen)
    if voorstel is None:
        return
    st.markdown(f"**{tekst('geheugen.wie')}**")
    if voorstel.waiting:
        names = listed([team.name_of(one) for one in voorstel.waiting])
        st.text(tekst("geheugen.nog_niet", namen=names))
    st.text(tekst("geheugen.voorstel", naam=team.name_of(voorstel.first)))


def _returning(title: str, counts: Mapping[_Woord, int], about: str = "") -> None:
    if not counts:
        return
    st.markdown(f"**{tekst(title)}**")
    for word, count in counts.items():
        st.text(tekst("geheugen.keer", wat=label(word), aantal=count))
    if about:
        st.caption(about)


def _learned(team: Team, lines: Sequence[Herinnering]) -> None:
    if not lines:
        return
    words = st.text_input(
        tekst("geheugen.zoek"),
        key=f"zoek-{team.id}",
        placeholder=tekst("geheugen.zoek_voorbeeld"),
        max_chars=100,
    )
    present = [one for one in Leerthema if one in {line.leerpunt.leerthema for line in lines}]
    chosen = st.pills(
        tekst("geheugen.thema"), present, format_func=label, key=f"zoekthema-{team.id}"
    )
    found = search(lines, words, chosen)
    if not found:
        st.info(tekst("geheugen.niets"))
    for line in found[:_MOST]:
        with st.container(border=True):
            st.text(line.leerpunt.tekst)
            about = (label(line.leerpunt.leerthema), label(line.leerpunt.rol), day(line.dag))
            st.caption(" · ".join(about))
    if len(found) > _MOST:
        st.caption(tekst("geheugen.meer", aantal=len(found) - _MOST))
