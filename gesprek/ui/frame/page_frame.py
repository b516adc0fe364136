"""The frame of every step page: step bar and title above, one main action below."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import first_incomplete, go_to, is_complete, is_reachable, missing
from gesprek.domain.stappen import Stap
from gesprek.ui.fields import privacy_review, unsaved_text
from gesprek.ui.fields.open_oefening import Change, Werk, as_stored, open_werk, undo
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.addresses import (
    link_to_scherm,
    link_to_start,
    link_to_step,
    link_to_team,
    open_step,
    step_page,
    step_query,
)
from gesprek.ui.frame.visitor import bezoeker
from gesprek.ui.frame.words import clock, label, tekst
from gesprek.ui.reference.step_help import open_naslag, step_help
from gesprek.ui.together import join_code, live_part, own_device, pace


def show_text_problems() -> None:
    """Show what is wrong with the organisation's own texts; the shipped text stands in for it."""
    problems = inhoud().problemen
    with st.container():
        if problems:
            with st.expander(tekst("start.eigen_teksten"), icon=":material/warning:"):
                for problem in problems:
                    st.text(str(problem))


def show_undo(page: str) -> None:
    """Offer to take back what was just removed on this page (of an oefening or a team)."""
    herstel = sessie().undo
    place = st.container(horizontal=True, vertical_alignment="center")  # as in `show_problem`
    if herstel and herstel.page == page:
        with place:
            st.text(tekst("algemeen.verwijderd"))
            st.button(tekst("algemeen.ongedaan"), icon=":material/undo:", on_click=undo)


def _unchanged(oefening: Oefening) -> Oefening:
    return oefening


_DONE_ICON = ":material/check_circle:"


def open_step_page(stap: Stap) -> Werk:
    """Open the oefening in the address and draw the top of its page.

    A step that cannot be opened yet says so and ends the page.

    Raises:
        GeenRecht: it is not open to who asks.
        NotFound: there is no such oefening.
    """
    werk = open_werk()
    own_device.ask_once(werk)
    pace.arrive(werk.oefening, stap)
    unsaved_text.put_back(werk, stap)
    _step_bar(werk, stap)
    shown = inhoud().stappen[stap]
    st.title(tekst("stapbalk.titel", nummer=stap.number, totaal=len(Stap), stap=shown.titel))
    show_problem()
    with st.container():
        pace.way_back(werk, stap)
    if not is_reachable(werk.oefening, stap):
        _send_back(werk.oefening, stap)
    if privacy_review.asked(werk, stap):
        _review(werk, stap)
    _help(werk, stap)
    live_part.live(werk, stap)
    show_undo(werk.oefening.id)
    return werk


def words_to_go_on(stap: Stap) -> str:
    """Return the words on the main button that leads to the next step."""
    following = stap.next or stap
    return tekst("algemeen.verder_naar", stap=inhoud().stappen[following].kort.lower())


def footer(werk: Werk, stap: Stap, words: str) -> bool:
    """Draw the bar at the bottom; return whether the main action was tapped."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="voet"):
        if privacy_review.asked(werk, stap):
            st.button(tekst("nakijken.terug"), icon=":material/arrow_back:", on_click=_let_go)
        else:
            _link_back(werk, stap)
        st.container(key="opgeslagen").caption(_saved_words())
        tapped = _main_action(werk, stap, words)
    one, memory = werk.oefening, sessie()
    offered = (one.id, words, len(one.gesprek.kaarten), one.terugblik.besproken_beurt)
    seen, memory.offered = memory.offered or offered, offered
    return tapped and seen == offered  # a second tap, or an old page, asks for what is done already


def _main_action(werk: Werk, stap: Stap, words: str) -> bool:
    """Draw what moves the group, for who leads; for who looks back the way to the group."""
    if pace.is_elsewhere(werk.oefening, stap):
        pace.link_to_group(werk.oefening)
    elif pace.may_go_on(werk.oefening):
        return st.button(words, type="primary", key="hoofdactie")
    return False


def go_on_from(werk: Werk, stap: Stap, closing: Change = _unchanged) -> None:
    """Go to the next step, or say what this one still needs; does not return.

    Args:
        werk: the oefening.
        stap: the step that the team is done with.
        closing: what the main action itself changes, saved together with the move.
    """
    werk = as_stored(werk)  # with what was typed just before this tap
    lacking = missing(closing(werk.oefening), stap)
    if lacking or stap.next is None:
        sessie().problem = " ".join(label(one) for one in lacking)
        st.rerun()
    following = stap.next
    _end(werk, stap, lambda oefening: go_to(closing(oefening), following), following)


def finish(werk: Werk, stap: Stap, change: Change) -> None:
    """Save what ends the last step; does not return."""
    _end(as_stored(werk), stap, change)


def _end(werk: Werk, stap: Stap, change: Change, following: Stap | None = None) -> None:
    """Save what ends a step and open the following one; does not return.

    What the privacy guard found in the step is looked at first.
    """
    if privacy_review.is_needed(werk, werk.oefening, stap):
        privacy_review.ask(werk, stap, change, following)
    elif werk.try_act(change):
        sessie().undo = None
        if following:
            open_step(following, werk.oefening.id)
    st.rerun()


def _review(werk: Werk, stap: Stap) -> None:
    """Draw what the guard found in the place of the step; does not return."""
    chosen = privacy_review.texts_to_review(werk, stap)
    waiting = privacy_review.asked(werk, stap)
    if footer(werk, stap, tekst("nakijken.verder")) and waiting:
        if werk.try_change(lambda oefening: waiting.change(chosen(oefening))):
            _let_go()
            sessie().undo = None
            if waiting.following:
                open_step(waiting.following, werk.oefening.id)
        st.rerun()
    end_page()
    st.stop()


def _let_go() -> None:
    sessie().nakijken = None


def show_problem() -> None:
    """Show once what was just refused."""
    memory = sessie()
    # A place of its own, also when empty: else what comes below is drawn anew, and folds shut.
    with st.container():
        if memory.problem:
            st.error(memory.problem, icon=":material/error:")
            memory.problem = None


def _step_bar(werk: Werk, current: Stap) -> None:
    """Draw the seven steps, and in words where the team is and what is missing."""
    oefening = werk.oefening
    with st.container(horizontal=True, gap="xxsmall", key="stappenbalk"):
        for stap in Stap:
            shown = inhoud().stappen[stap]
            done = stap is not current and is_complete(oefening, stap)
            with st.container(width="content", key=f"stap{'-nu' if stap is current else stap}"):
                st.page_link(
                    step_page(stap),
                    label=shown.kort,
                    icon=_DONE_ICON if done else f":material/counter_{stap.number}:",
                    disabled=not is_reachable(oefening, stap),
                    query_params=step_query(oefening, stap),
                )
    st.container(key=f"nodig-{current}").markdown(_what_now(werk, current))


def _what_now(werk: Werk, current: Stap) -> str:
    """Return what the step still needs, or for who does not lead that they go along."""
    if not pace.may_go_on(werk.oefening):
        return tekst("groep.je_gaat_mee", wie=pace.who_leads(werk))
    lacking = missing(werk.oefening, current)
    if not lacking:
        return tekst("stapbalk.alles_klaar")
    shown = lacking[:1] if current is Stap.TERUGKIJKEN else lacking  # there one turn at a time
    return f"{tekst('stapbalk.nodig')}: {' '.join(label(one) for one in shown)}"


def _help(werk: Werk, stap: Stap) -> None:
    """Draw the way to what this step is for, and to the cards and rules, in the same place."""
    with st.container(horizontal=True, key="hulp"):
        with st.popover(tekst("stapbalk.hulp"), icon=":material/help:", type="tertiary"):
            step_help(stap, werk.oefening.werkvorm)
        if st.button(tekst("naslag.titel"), icon=":material/style:", type="tertiary"):
            open_naslag()
        pace.lead(werk)
        join_code.join_code(werk.oefening)
        if not bezoeker().persoon:
            link_to_scherm(werk.oefening.id)
        own_device.whose(werk)


def _send_back(oefening: Oefening, stap: Stap) -> None:
    blocking = first_incomplete(oefening, stap) or Stap.MOMENT
    named = {"nummer": blocking.number, "stap": inhoud().stappen[blocking].kort}
    st.info(tekst("stapbalk.eerst_nodig", **named))
    link_to_step(oefening, blocking, tekst("stapbalk.ga_naar", **named))
    end_page()
    st.stop()


def _link_back(werk: Werk, stap: Stap) -> None:
    if stap.previous is None and bezoeker().alleen:
        link_to_start()
    elif stap.previous is None:
        link_to_team(werk.oefening.team)
    else:
        link_to_step(werk.oefening, stap.previous, tekst("algemeen.terug"), ":material/arrow_back:")


def _saved_words() -> str:
    saved = sessie().saved
    if saved is None:
        return tekst("algemeen.bewaart_zelf")
    return tekst("algemeen.opgeslagen", tijd=clock(saved))
