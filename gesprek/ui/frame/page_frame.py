"""The frame of every step page: step bar and title above, one main action below."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import first_incomplete, go_to, is_complete, is_reachable, missing
from gesprek.domain.stappen import Stap
from gesprek.ui.fields import privacy_review, unsaved_text
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.open_oefening import Change, OpenOefening, as_stored, open_oefening_page
from gesprek.ui.fields.session import Review, session
from gesprek.ui.fields.widgets import end_page
from gesprek.ui.frame.addresses import (
    link_to_screen,
    link_to_start,
    link_to_step,
    link_to_team,
    open_step,
    step_page,
    step_query,
)
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import clock, label, screen_text
from gesprek.ui.reference.step_help import draw_open_help, step_help
from gesprek.ui.together import joining, live_part, pace


def show_undo(page: str) -> None:
    """Offer to take back what was just removed on this page (of an oefening or a team)."""
    offer = session().undo
    # Also when empty, as in `show_problem`.
    with st.container(horizontal=True, vertical_alignment="center"):
        if offer and offer.page == page:
            st.text(screen_text("algemeen.verwijderd"))
            draw_button(screen_text("algemeen.ongedaan"), _undo, icon=":material/undo:")


def _undo() -> None:
    offer, session().undo = session().undo, None
    if offer:
        offer.restore()


def open_step_page(stap: Stap) -> OpenOefening:
    """Open the oefening in the address and draw the top of its page.

    A step that cannot be opened yet says so and ends the page; errors as ``open_oefening_page``.
    """
    work = open_oefening_page()
    joining.ask_once(work)
    pace.arrive(work.oefening, stap)
    unsaved_text.put_back(work, stap)
    _step_bar(work, stap)
    shown = inhoud().stappen[stap]
    st.title(screen_text("stapbalk.titel", nummer=stap.number, totaal=len(Stap), stap=shown.titel))
    show_problem()
    with st.container():
        pace.way_back(work, stap)
    if not is_reachable(work.oefening, stap):
        _send_back(work.oefening, stap)
    waiting = privacy_review.asked(work, stap)
    if waiting:
        _review(work, waiting)
    _help(work, stap)
    live_part.live(work, stap)
    show_undo(work.oefening.id)
    return work


def words_to_go_on(stap: Stap) -> str:
    """Return the words on the main button that leads to the next step."""
    following = stap.next or stap
    return screen_text("algemeen.verder_naar", stap=inhoud().stappen[following].kort.lower())


def footer(work: OpenOefening, stap: Stap, words: str) -> bool:
    """Draw the bar at the bottom; return whether the main action was tapped."""
    with st.bottom, st.container(horizontal=True, vertical_alignment="center", key="voet"):
        if privacy_review.asked(work, stap):
            draw_button(screen_text("nakijken.terug"), _let_go, icon=pace.ARROW_BACK)
        else:
            _link_back(work, stap)
        saved = session().saved
        told = screen_text("algemeen.opgeslagen", tijd=clock(saved)) if saved else ""
        st.container(key="opgeslagen").caption(told or screen_text("algemeen.bewaart_zelf"))
        tapped = False
        if pace.is_elsewhere(work.oefening, stap):
            pace.link_to_group(work.oefening)
        elif pace.may_go_on(work.oefening):  # who leads moves the group
            tapped = st.button(words, type="primary", key="hoofdactie")
    live_part.mark_end()  # in the page itself: in the bar it would take room
    one, memory = work.oefening, session()
    offered = (one.id, words, len(one.gesprek.kaarten), one.terugblik.besproken_beurt)
    seen, memory.offered = memory.offered or offered, offered
    return tapped and seen == offered  # a second tap, or an old page, asks for what is done already


def go_on_from(work: OpenOefening, stap: Stap, closing: Change = lambda one: one) -> None:
    """Go to the next step, or say what this one still needs; does not return.

    ``closing`` is what the main action itself changes, saved together with the move.
    """
    work = as_stored(work)  # with what was typed just before this tap
    lacking = [label(one) for one in missing(closing(work.oefening), stap)]
    lacking += unsaved_text.unsaved_moments(work, stap)
    if lacking or stap.next is None:
        session().problem = " ".join(lacking)
        st.rerun()
    following = stap.next
    _end(work, stap, lambda oefening: go_to(closing(oefening), following), following)


def finish(work: OpenOefening, stap: Stap, change: Change) -> None:
    """Save what ends the last step; does not return."""
    _end(as_stored(work), stap, change)


def _end(work: OpenOefening, stap: Stap, change: Change, following: Stap | None = None) -> None:
    """Save what ends a step and open the following one; does not return.

    What the privacy guard found in the step is looked at first.
    """
    if privacy_review.is_needed(work, stap):
        privacy_review.ask(work, stap, change, following)
    elif work.try_act(change):
        _leave(work, following)
    st.rerun()


def _leave(work: OpenOefening, following: Stap | None) -> None:
    session().undo = None
    if following:
        open_step(following, work.oefening.id)


def _review(work: OpenOefening, waiting: Review) -> None:
    """Draw what the guard found in the place of the step; does not return."""
    chosen = privacy_review.texts_to_review(work, waiting)
    if footer(work, waiting.stap, screen_text("nakijken.verder")):
        if chosen is None:
            session().problem = screen_text("nakijken.veranderd")
        elif work.try_change(lambda oefening: waiting.change(chosen(oefening))):
            unsaved_text.forget_review(work)
            _let_go()
            _leave(work, waiting.following)
        st.rerun()
    end_page()
    st.stop()


def _let_go() -> None:
    session().nakijken = None


def show_problem() -> None:
    """Show once what was just refused."""
    memory = session()
    # A place of its own, also when empty: else what comes below is drawn again, and folds shut.
    with st.container():
        if memory.problem:
            st.error(memory.problem, icon=":material/error:")
            memory.problem = None


def show_outcome() -> None:
    """Draw what was refused or kept: at the bottom, in sight however long the page is."""
    with st.bottom:
        refused, saved = session().problem, session().saved
        show_problem()
        if saved and not refused:
            st.caption(screen_text("algemeen.opgeslagen", tijd=clock(saved)))


def _step_bar(work: OpenOefening, current: Stap) -> None:
    """Draw the seven steps, and in words where the team is and what is missing."""
    oefening = work.oefening
    with st.container(horizontal=True, gap="xxsmall", key="stappenbalk"):
        for stap in Stap:
            shown = inhoud().stappen[stap]
            done = stap is not current and is_complete(oefening, stap)
            with st.container(width="content", key=f"stap{'-nu' if stap is current else stap}"):
                st.page_link(
                    step_page(stap),
                    label=shown.kort,
                    icon=f":material/{'check_circle' if done else f'counter_{stap.number}'}:",
                    disabled=not is_reachable(oefening, stap),
                    query_params=step_query(oefening, stap),
                )
    st.container(key=f"nodig-{current}").markdown(_what_now(work, current))


def _what_now(work: OpenOefening, current: Stap) -> str:
    """Return what the step still needs, or for who does not lead that they go along."""
    if not pace.may_go_on(work.oefening):
        return screen_text("groep.je_gaat_mee", wie=pace.who_leads(work))
    lacking = missing(work.oefening, current)
    if not lacking:
        return screen_text("stapbalk.alles_klaar")
    shown = lacking[:1] if current is Stap.TERUGKIJKEN else lacking  # there one turn at a time
    return f"{screen_text('stapbalk.nodig')}: {' '.join(label(one) for one in shown)}"


def _help(work: OpenOefening, stap: Stap) -> None:
    """Draw the way to what this step is for, and to the cards and rules, in the same place."""
    with st.container(horizontal=True, key="hulp"):
        with popover("stapbalk.hulp", ":material/help:"):
            step_help(stap, work.oefening.werkvorm)
        draw_button(
            screen_text("naslag.titel"),
            _open_cards,
            (work.oefening.id, stap),
            icon=":material/style:",
            kind="tertiary",
        )
        if session().cards_over == (work.oefening.id, stap):
            draw_open_help(_open_cards)
        else:
            _open_cards()
        pace.lead(work)
        joining.join_code(work.oefening)
        if not visitor().persoon:
            link_to_screen(work.oefening.id)
        joining.whose(work)


def _open_cards(over: tuple[str, Stap] | None = None) -> None:
    """Open the cards and rules over a step; without one they are put away."""
    session().cards_over = over


def _send_back(oefening: Oefening, stap: Stap) -> None:
    blocking = first_incomplete(oefening, stap) or Stap.MOMENT
    named = {"nummer": blocking.number, "stap": inhoud().stappen[blocking].kort}
    st.info(screen_text("stapbalk.eerst_nodig", **named))
    link_to_step(oefening, blocking, screen_text("stapbalk.ga_naar", **named))
    end_page()
    st.stop()


def _link_back(work: OpenOefening, stap: Stap) -> None:
    if stap.previous is None and visitor().alleen:
        link_to_start()
    elif stap.previous is None:
        link_to_team(work.oefening.team)
    else:
        words = screen_text("algemeen.terug")
        link_to_step(work.oefening, stap.previous, words, pace.ARROW_BACK)
