"""On the team's page: its own trends, and which leerpunten it shares with the organisation."""

import re
from collections.abc import Sequence
from enum import StrEnum

import streamlit as st

from gesprek.domein.fouten import TekstOntbreekt
from gesprek.domein.geleerd import Geleerd
from gesprek.domein.team import Team
from gesprek.opslag.bewaring import Bewaring
from gesprek.opslag.delen import Delen
from gesprek.opslag.privacywoorden import read_privacywoorden
from gesprek.overzicht.teamtrend import teamtrend
from gesprek.privacy import Finding, mask, scan
from gesprek.scherm.bezoek import archief, mag, store
from gesprek.scherm.teksten import day, label, tekst
from gesprek.scherm.werk import refusals_shown, today
from gesprek.scherm.widgets import fill_widget, widget_value
from gesprek.toegang.rechten import Recht, Zaak


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
