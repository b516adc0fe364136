"""What a team remembers, shares and takes along, its own trends, and what it has erased."""

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from enum import StrEnum
from typing import Final, TypeVar

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.content import inhoud
from gesprek.documents.own_papers import what_was_learned
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.how_we_looked_back import course
from gesprek.domain.oefening import Oefening
from gesprek.domain.rolverdeling import Past
from gesprek.domain.team import Team
from gesprek.domain.team_memory import (
    Geleerd,
    Memory,
    memories,
    needs_of,
    propose_inbrenger,
    returning_leerthemas,
    returning_themas,
    search,
)
from gesprek.domain.terugblik import Leerpunt
from gesprek.domain.themas import Leerthema
from gesprek.privacy import mask, scan_leaving
from gesprek.services.erasing import Undo
from gesprek.storage.values import team_of
from gesprek.trends.indicators import teamtrend
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.forms import DraftForm, team_form
from gesprek.ui.fields.open_oefening import OpenOefening, today
from gesprek.ui.fields.session import UndoOffer, session
from gesprek.ui.frame.visitor import for_visitor, has_right, practices
from gesprek.ui.frame.words import day, label, listed, screen_text
from gesprek.ui.reference.papers import draw_blocks
from gesprek.ui.team.looking_back_course import draw_course

_MOST: Final = 20

_Woord = TypeVar("_Woord", bound=StrEnum)


def take_away(work: OpenOefening) -> None:
    """Draw until when an oefening can be read, and what the team takes along from it."""
    goes_on = for_visitor().learned.goes_on(work.oefening)
    if goes_on:
        st.caption(screen_text("meenemen.tot", dag=day(goes_on)))
    blocks = what_was_learned(inhoud(), work.oefening)
    if not blocks:
        st.info(screen_text("meenemen.leeg"))
    draw_blocks(blocks)


def memory(team: Team, oefeningen: Sequence[Oefening], rows: Sequence[CodedRow]) -> None:
    """Draw the memory of a team, folded; nothing before its first oefening.

    The coded rows tell of oefeningen of which the text is gone, too.
    """
    kept = for_visitor().learned.kept(team.id)
    lines = memories(oefeningen, kept)
    if not (oefeningen or kept or rows):
        return
    with expander("geheugen.titel", ":material/lightbulb:"):
        _who_next(team, practices().past(team.id, oefeningen))
        draw_course(course(oefeningen, kept))
        _returning("geheugen.terug", returning_themas(rows))
        _returning("geheugen.terug_geleerd", returning_leerthemas(rows))
        _returning("geheugen.nodig", needs_of(rows), screen_text("geheugen.nodig_uitleg"))
        _search(team, lines)


def _who_next(team: Team, past: Sequence[Past]) -> None:
    proposal = propose_inbrenger(tuple(team.deelnemers), past)
    if proposal is None:
        return
    st.markdown(f"**{screen_text('geheugen.wie')}**")
    if proposal.waiting:
        names = listed([team.name_of(one) for one in proposal.waiting])
        st.text(screen_text("geheugen.nog_niet", namen=names))
    st.text(screen_text("geheugen.voorstel", naam=team.name_of(proposal.first)))


def _returning(title: str, counts: Mapping[_Woord, int], about: str = "") -> None:
    if not counts:
        return
    st.markdown(f"**{screen_text(title)}**")
    for word, count in counts.items():
        st.text(screen_text("geheugen.keer", wat=label(word), aantal=count))
    if about:
        st.caption(about)


def _search(team: Team, lines: Sequence[Memory]) -> None:
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
            _learned_row(line.leerpunt, line.dag)
    if len(found) > _MOST:
        st.caption(screen_text("geheugen.meer", aantal=len(found) - _MOST))


def _learned_row(leerpunt: Leerpunt, dag: date) -> None:
    st.text(leerpunt.tekst)
    st.caption(f"{label(leerpunt.leerthema)} · {label(leerpunt.rol)} · {day(dag)}")


def own_trends(team: Team, rows: Sequence[CodedRow]) -> None:
    """Draw how often the team practised and what it learned; without pandas, so without charts."""
    if not has_right(Right.TEAMCIJFERS, Subject(team.id)):
        return
    trend = teamtrend(rows)
    if not trend.kwartalen:
        return
    with expander("teamcijfers.titel", ":material/insights:"):
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
    kept = _kept_leerpunten(team)
    if not kept or not has_right(Right.NAMEN_BEHEREN, Subject(team.id)):
        return
    st.markdown(f"**{screen_text('teamcijfers.delen')}**")
    st.caption(screen_text("teamcijfers.delen_uitleg"))
    for one in reversed(kept):
        for key in one.leerpunten:
            with st.container(border=True):
                _leerpunt(team, one, key)


def _leerpunt(team: Team, one: Geleerd, key: str) -> None:
    shared = one.gedeeld.get(key)
    form, name = team_form(team.id, "delen", one.oefening, key), f"delen-{one.oefening}-{key}"
    if shared:
        _shared(one, key, form)
        return
    st.text(one.leerpunten[key].tekst)
    with popover("teamcijfers.deel", ":material/share:", of=name):
        st.markdown(screen_text("teamcijfers.deel_uitleg"))
        text = one.leerpunten[key].tekst
        known = for_visitor().learned.privacy_words(team.id)
        masked = mask(text, scan_leaving(text, known, team, today()))
        form.text("", screen_text("teamcijfers.deel_tekst"), masked)
        words = screen_text("teamcijfers.deel_nu")
        draw_button(words, _share, one, key, form, key=f"{name}-nu")


def _shared(one: Geleerd, key: str, form: DraftForm) -> None:
    """Draw what is shared, beside what somebody here was writing to share of the same leerpunt."""
    shared, name = one.gedeeld[key], f"{form.key()}-terug"
    st.text(shared.tekst)
    st.caption(screen_text("teamcijfers.gedeeld", dag=day(shared.op)))
    form.fill("", shared.tekst)
    form.say_more("", shared.tekst, save=lambda: _share(one, key, form))
    words, take_back = screen_text("teamcijfers.haal_terug"), for_visitor().learned.take_back
    draw_button(words, lambda: take_back(one.oefening, key), key=name)


def _share(one: Geleerd, key: str, form: DraftForm) -> None:
    """Share the text as it is; not what a colleague shared meanwhile and nobody saw here."""
    form.require_seen("", "" if key not in one.gedeeld else one.gedeeld[key].tekst)
    for_visitor().learned.share(one.oefening, key, str(form.value()), today())
    form.done()


def kept_leerpunten(team: Team) -> None:
    """Draw the leerpunten of which the oefening has gone, the newest first."""
    kept = _kept_leerpunten(team)
    if not kept:
        return
    with expander("team.geleerd", ":material/school:"):
        st.caption(screen_text("team.geleerd_uitleg"))
        for one in reversed(kept):
            for key, leerpunt in one.leerpunten.items():
                with st.container(border=True):
                    _learned_row(leerpunt, one.dag)
                    words, gone = screen_text("stap_6.verwijder_leerpunt"), (one.oefening, key)
                    name, icon = f"verwijder-{one.oefening}-{key}", ":material/close:"
                    draw_button(words, _erase_leerpunt, *gone, key=name, icon=icon, kind="tertiary")


def _kept_leerpunten(team: Team) -> list[Geleerd]:
    return [one for one in for_visitor().learned.kept(team.id) if one.leerpunten]


def _erase_leerpunt(oefening_id: str, leerpunt_id: str) -> None:
    _erase(team_of(oefening_id), lambda: for_visitor().erasing.leerpunt(oefening_id, leerpunt_id))


def erase_oefening(oefening_id: str) -> None:
    """Remove an oefening with all its text; what counts for the figures stays."""
    _erase(team_of(oefening_id), lambda: for_visitor().erasing.oefening(oefening_id))


def erase_name(team_id: str, deelnemer_id: str) -> None:
    """Take a name off the team's list."""
    _erase(team_id, lambda: for_visitor().erasing.naam(team_id, deelnemer_id))


def erase_inbreng(team_id: str, deelnemer_id: str, naam: str) -> None:
    """Take out of the team's oefeningen what one person put in."""
    undo = _erase(team_id, lambda: for_visitor().erasing.inbreng(team_id, deelnemer_id))
    if not undo.changed:
        session().undo = None
        session().problem = (
            screen_text("fouten.oefening_kapot")
            if practices().has_unreadable(team_id)
            else screen_text("team.geen_inbreng", naam=naam)
        )


def _erase(team_id: str, erase: Callable[[], Undo]) -> Undo:
    """Erase, and remember how to bring it back."""
    undo = erase()
    session().undo = UndoOffer(team_id, lambda: for_visitor().erasing.undo(undo))
    return undo
