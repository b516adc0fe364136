"""What a team remembers, its own trends, and what it shares with the organisation."""

import re
from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Final, TypeVar

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.domain.base import TextMissing
from gesprek.domain.oefening import Oefening
from gesprek.domain.open_vervolgen import needs_of
from gesprek.domain.team import Team
from gesprek.domain.team_memory import (
    Geleerd,
    Memory,
    memories,
    propose_inbrenger,
    returning_leerthemas,
    returning_themas,
    search,
)
from gesprek.domain.themas import Leerthema
from gesprek.privacy import Finding, mask, scan
from gesprek.trends.indicators import teamtrend
from gesprek.ui.fields.open_oefening import refusals_shown, today
from gesprek.ui.fields.widgets import fill_widget, widget_value
from gesprek.ui.frame.visitor import for_visitor, has_right, practices
from gesprek.ui.frame.words import day, label, listed, screen_text

_MOST: Final = 20

_Woord = TypeVar("_Woord", bound=StrEnum)


def memory(team: Team, oefeningen: Sequence[Oefening]) -> None:
    """Draw the memory of a team, folded; nothing before its first oefening."""
    lines = _kept(team, oefeningen)
    if not oefeningen and not lines:
        return
    with st.expander(screen_text("geheugen.titel"), icon=":material/lightbulb:"):
        _who_next(team, oefeningen)
        rijen = practices().team_rows(team.id)
        _returning("geheugen.terug", returning_themas(rijen))
        _returning("geheugen.terug_geleerd", returning_leerthemas(rijen))
        _returning("geheugen.nodig", needs_of(oefeningen), screen_text("geheugen.nodig_uitleg"))
        _learned(team, lines)


def _kept(team: Team, oefeningen: Sequence[Oefening]) -> tuple[Memory, ...]:
    gone = for_visitor().learned.kept(team.id)
    return memories(oefeningen, gone)


def _who_next(team: Team, oefeningen: Sequence[Oefening]) -> None:
    voorstel = propose_inbrenger(tuple(team.deelnemers), oefeningen)
    if voorstel is None:
        return
    st.markdown(f"**{screen_text('geheugen.wie')}**")
    if voorstel.waiting:
        names = listed([team.name_of(one) for one in voorstel.waiting])
        st.text(screen_text("geheugen.nog_niet", namen=names))
    st.text(screen_text("geheugen.voorstel", naam=team.name_of(voorstel.first)))


def _returning(title: str, counts: Mapping[_Woord, int], about: str = "") -> None:
    if not counts:
        return
    st.markdown(f"**{screen_text(title)}**")
    for word, count in counts.items():
        st.text(screen_text("geheugen.keer", wat=label(word), aantal=count))
    if about:
        st.caption(about)


def _learned(team: Team, lines: Sequence[Memory]) -> None:
    if not lines:
        return
    words = st.text_input(
        screen_text("geheugen.zoek"),
        key=f"zoek-{team.id}",
        placeholder=screen_text("geheugen.zoek_voorbeeld"),
        max_chars=100,
    )
    present = [one for one in Leerthema if one in {line.leerpunt.leerthema for line in lines}]
    chosen = st.pills(
        screen_text("geheugen.thema"), present, format_func=label, key=f"zoekthema-{team.id}"
    )
    found = search(lines, words, chosen)
    if not found:
        st.info(screen_text("geheugen.niets"))
    for line in found[:_MOST]:
        with st.container(border=True):
            st.text(line.leerpunt.tekst)
            about = (label(line.leerpunt.leerthema), label(line.leerpunt.rol), day(line.dag))
            st.caption(" · ".join(about))
    if len(found) > _MOST:
        st.caption(screen_text("geheugen.meer", aantal=len(found) - _MOST))


def own_trends(team: Team) -> None:
    """Draw how often the team practised and what it learned; without pandas, so without charts."""
    if not has_right(Right.TEAMCIJFERS, Subject(team.id)):
        return
    trend = teamtrend(practices().team_rows(team.id))
    if not trend.kwartalen:
        return
    with st.expander(screen_text("teamcijfers.titel"), icon=":material/insights:"):
        st.caption(screen_text("teamcijfers.uitleg"))
        for one in trend.kwartalen:
            words = {"geoefend": one.geoefend, "nabesproken": one.nabesproken}
            st.text(screen_text("teamcijfers.kwartaal", kwartaal=one.kwartaal, **words))
        _counted(screen_text("teamcijfers.leerthemas"), trend.leerthemas)
        _counted(screen_text("teamcijfers.themas"), trend.themas)
        _sharing(team)


def _counted(title: str, counts: Sequence[tuple[StrEnum, int]]) -> None:
    if counts:
        st.markdown(f"**{title}**")
        st.text("\n".join(f"{label(one)}: {count}" for one, count in counts))


def _sharing(team: Team) -> None:
    """Draw the leerpunten that were kept, each with the way to share it or take it back."""
    kept = for_visitor().learned.kept(team.id)
    if not kept or not has_right(Right.NAMEN_BEHEREN, Subject(team.id)):
        return
    st.markdown(f"**{screen_text('teamcijfers.delen')}**")
    st.caption(screen_text("teamcijfers.delen_uitleg"))
    for one in reversed(kept):
        for key in one.leerpunten:
            with st.container(border=True):
                _leerpunt(team, one, key)


def _leerpunt(team: Team, one: Geleerd, key: str) -> None:
    shared, name = one.gedeeld.get(key), f"delen-{one.oefening}-{key}"
    if shared:
        st.text(shared.tekst)
        st.caption(screen_text("teamcijfers.gedeeld", dag=day(shared.op)))
        words = screen_text("teamcijfers.haal_terug")
        st.button(words, key=f"{name}-terug", on_click=_take_back, args=(one, key))
        return
    st.text(one.leerpunten[key].tekst)
    with st.popover(screen_text("teamcijfers.deel"), icon=":material/share:", type="tertiary"):
        st.markdown(screen_text("teamcijfers.deel_uitleg"))
        text = one.leerpunten[key].tekst
        shown = fill_widget(name, mask(text, _found(team, text)))
        st.text_area(screen_text("teamcijfers.deel_tekst"), shown, key=name)
        words = screen_text("teamcijfers.deel_nu")
        st.button(words, key=f"{name}-nu", on_click=_share, args=(team, one, key, name))


def _found(team: Team, text: str) -> list[Finding]:
    """Return what could tell who a text is about, or of which team it is."""
    words = for_visitor().learned.privacy_words(team.id)
    return scan(text, [*words.eigen, team.naam], words.blijven, today())


def _named(team: Team, text: str) -> list[str]:
    """Return the names of the team's own people in a text, also those that are common words."""
    names = [one.naam for one in team.deelnemers.values()]
    return [one for one in names if re.search(rf"\b{re.escape(one)}\b", text, re.IGNORECASE)]


def _share(team: Team, one: Geleerd, key: str, name: str) -> None:
    """Share the text as it is, unless the guard still finds something in it."""
    text = str(widget_value(name) or "")
    with refusals_shown():
        found = [text[part.start : part.end] for part in _found(team, text)]
        fragments = dict.fromkeys([*found, *_named(team, text)])
        if fragments:
            shown = ", ".join(f"'{one}'" for one in fragments)
            raise TextMissing(screen_text("teamcijfers.te_herkennen", wat=shown))
        for_visitor().learned.share(one.oefening, key, text, today())


def _take_back(one: Geleerd, key: str) -> None:
    with refusals_shown():
        for_visitor().learned.take_back(one.oefening, key)
