"""What a team remembers, its own trends, and what it shares with the organisation."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

import streamlit as st

from gesprek.access.rights import Recht, Zaak
from gesprek.domain.errors import TekstOntbreekt
from gesprek.domain.oefening import Oefening
from gesprek.domain.open_vervolgen import needs_of
from gesprek.domain.team import Team
from gesprek.domain.team_memory import (
    Geleerd,
    Herinnering,
    memories,
    propose_inbrenger,
    returning_leerthemas,
    returning_themas,
    search,
)
from gesprek.domain.themas import Leerthema
from gesprek.privacy import Finding, mask, scan
from gesprek.services.organisation_texts import read_privacywoorden
from gesprek.services.retention import Bewaring
from gesprek.services.sharing import Delen
from gesprek.trends.indicators import teamtrend
from gesprek.ui.fields.open_oefening import refusals_shown, today
from gesprek.ui.fields.widgets import fill_widget, widget_value
from gesprek.ui.frame.visitor import archief, mag, store
from gesprek.ui.frame.words import day, label, listed, tekst

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


def own_trends(team: Team) -> None:
    """Draw how often the team practised and what it learned; without pandas, so without charts."""
    if not mag(Recht.TEAMCIJFERS, Zaak(team.id)):
        return
    trend = teamtrend(archief().teamrijen(team.id))
    if not trend.kwartalen:
        return
    with st.expander(tekst("teamcijfers.titel"), icon=":material/insights:"):
        st.caption(tekst("teamcijfers.uitleg"))
        for one in trend.kwartalen:
            words = {"geoefend": one.geoefend, "nabesproken": one.nabesproken}
            st.text(tekst("teamcijfers.kwartaal", kwartaal=one.kwartaal, **words))
        _counted(tekst("teamcijfers.leerthemas"), trend.leerthemas)
        _counted(tekst("teamcijfers.themas"), trend.themas)
        _sharing(team)


def _counted(title: str, counts: Sequence[tuple[StrEnum, int]]) -> None:
    if counts:
        st.markdown(f"**{title}**")
        st.text("\n".join(f"{label(one)}: {count}" for one, count in counts))


def _sharing(team: Team) -> None:
    """Draw the leerpunten that were kept, each with the way to share it or take it back."""
    kept = Bewaring(store(Recht.TEAM_ZIEN, Zaak(team.id))).geleerd(team.id)
    if not kept or not mag(Recht.NAMEN_BEHEREN, Zaak(team.id)):
        return
    st.markdown(f"**{tekst('teamcijfers.delen')}**")
    st.caption(tekst("teamcijfers.delen_uitleg"))
    for one in reversed(kept):
        for key in one.leerpunten:
            with st.container(border=True):
                _leerpunt(team, one, key)


def _leerpunt(team: Team, one: Geleerd, key: str) -> None:
    shared, name = one.gedeeld.get(key), f"delen-{one.oefening}-{key}"
    if shared:
        st.text(shared.tekst)
        st.caption(tekst("teamcijfers.gedeeld", dag=day(shared.op)))
        words = tekst("teamcijfers.haal_terug")
        st.button(words, key=f"{name}-terug", on_click=_take_back, args=(team, one, key))
        return
    st.text(one.leerpunten[key].tekst)
    with st.popover(tekst("teamcijfers.deel"), icon=":material/share:", type="tertiary"):
        st.markdown(tekst("teamcijfers.deel_uitleg"))
        text = one.leerpunten[key].tekst
        shown = fill_widget(name, mask(text, _found(team, text)))
        st.text_area(tekst("teamcijfers.deel_tekst"), shown, key=name)
        words = tekst("teamcijfers.deel_nu")
        st.button(words, key=f"{name}-nu", on_click=_share, args=(team, one, key, name))


def _found(team: Team, text: str) -> list[Finding]:
    """Return what could tell who a text is about, or of which team it is."""
    words = read_privacywoorden(store(Recht.TEAM_ZIEN, Zaak(team.id)))
    return scan(text, [*words.eigen, team.naam], words.blijven, today())


def _named(team: Team, text: str) -> list[str]:
    """Return the names of the team's own people in a text, also those that are common words."""
    names = [one.naam for one in team.deelnemers.values()]
    return [one for one in names if re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE)]


def _share(team: Team, one: Geleerd, key: str, name: str) -> None:
    """Share the text as it stands, unless the guard still finds something in it."""
    text = str(widget_value(name) or "")
    with refusals_shown():
        found = [text[part.start : part.end] for part in _found(team, text)]
        fragments = dict.fromkeys([*found, *_named(team, text)])
        if fragments:
            shown = ", ".join(f"'{one}'" for one in fragments)
            raise TekstOntbreekt(tekst("teamcijfers.te_herkennen", wat=shown))
        Delen(store(Recht.NAMEN_BEHEREN, Zaak(team.id))).share(one.oefening, key, text, today())


def _take_back(team: Team, one: Geleerd, key: str) -> None:
    with refusals_shown():
        Delen(store(Recht.NAMEN_BEHEREN, Zaak(team.id))).take_back(one.oefening, key)
