"""How a team is reminded: in its calendar only, by mail, or in its own channel.

What is typed here is no draft: an address and that of a channel are kept sealed or not at all.
"""

from collections.abc import Callable
from functools import partial
from typing import Final

import streamlit as st

from gesprek.access.rights import Right, Subject
from gesprek.domain.base import UserError
from gesprek.domain.reminders import Herinnerwijze, Kanaalsoort
from gesprek.domain.team import Team
from gesprek.services.reminder_choices import AddressState, Choice
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import (
    fill_widget,
    save_if_changed,
    set_widget_value,
    widget_value,
)
from gesprek.ui.frame.visitor import for_visitor, has_right, visitor
from gesprek.ui.frame.words import label, screen_text

_ICONS: Final = {
    AddressState.GEEN: "event_busy",
    AddressState.WACHT: "hourglass_empty",
    AddressState.BEVESTIGD: "check_circle",
}


def reminders(team: Team) -> None:
    """Draw the choice, folded; nothing where the organisation turned nothing on."""
    if not has_right(Right.HERINNEREN, Subject(team.id)):
        return
    if not for_visitor().reminders.is_shown(team.id):
        return
    with expander("herinnering.titel", ":material/event_repeat:"):
        ways, choice = (
            for_visitor().reminders.ways(team.id),
            for_visitor().reminders.choice(team.id),
        )
        if ways:
            st.markdown(screen_text("herinnering.uitleg"))
            _way(team, ways, choice)
        else:
            st.info(screen_text("herinnering.uitgezet"), icon=":material/info:")
        if choice.has_channel or choice.wijze is Herinnerwijze.KANAAL:
            _channel(team, choice)
        if choice.has_addresses or choice.wijze is Herinnerwijze.MAIL:
            _own_address(team, choice)


def _way(team: Team, ways: tuple[Herinnerwijze, ...], choice: Choice) -> None:
    key, options = f"herinnerwijze-{team.id}", [Herinnerwijze.AGENDA, *ways]
    save = partial(_save_way, team.id, key)
    held = fill_widget(key, choice.wijze, save)
    st.radio(
        screen_text("herinnering.wijze"),
        options,
        index=options.index(held) if held in options else 0,
        format_func=label,
        key=key,
        on_change=save_if_changed,
        args=(key, save),
    )


def _save_way(team_id: str, key: str) -> bool:
    with refusals_shown():
        for_visitor().reminders.choose_way(team_id, Herinnerwijze(widget_value(key)))
        return True
    return False


def _channel(team: Team, choice: Choice) -> None:
    """Draw where the channel is, and the field for its address, which never shows again."""
    if choice.has_channel:
        words = screen_text("herinnering.kanaal_is", soort=label(choice.kanaalsoort))
        with st.container(horizontal=True, vertical_alignment="center"):
            st.markdown(words)
            draw_button(
                screen_text("herinnering.kanaal_weg"),
                lambda: for_visitor().reminders.forget_channel(team.id),
                key="kanaal-weg",
                kind="tertiary",
            )
        return
    kind_key, key = f"kanaalsoort-{team.id}", f"kanaal-{team.id}"
    soort = st.radio(
        screen_text("herinnering.kanaalsoort"),
        list(Kanaalsoort),
        format_func=label,
        key=kind_key,
        horizontal=True,
    )
    st.markdown(screen_text(f"herinnering.{soort}_zo"))
    st.text_input(screen_text("herinnering.kanaal"), key=key, type="password", autocomplete="off")
    _refusal(key)
    st.caption(screen_text("herinnering.kanaal_uitleg"))
    draw_button(screen_text("herinnering.kanaal_bewaar"), _save_channel, team.id, soort, key)


def _save_channel(team_id: str, soort: Kanaalsoort, key: str) -> None:
    set_channel = for_visitor().reminders.set_channel
    _give(key, lambda typed: set_channel(team_id, soort, typed))


def _own_address(team: Team, choice: Choice) -> None:
    """Draw whether somebody gets mail; on an own device that person, else who is chosen."""
    by_mail = choice.wijze is Herinnerwijze.MAIL
    names = {key: one.naam for key, one in team.deelnemers.items()}
    person = visitor().persoon or None
    if not names:
        st.caption(screen_text("herinnering.geen_namen"))
    elif not person:
        person = st.selectbox(
            screen_text("wie.titel"),
            list(names),
            index=None,
            format_func=lambda one: names.get(one, ""),
            placeholder=screen_text("herinnering.kies_naam"),
            key=f"herinner-wie-{team.id}",
        )
    if person in names:
        _address(team.id, person, names[person], by_mail=by_mail)


def _address(team_id: str, person: str, naam: str, *, by_mail: bool) -> None:
    state = for_visitor().reminders.state_of(team_id, person)
    if state is AddressState.GEEN and not by_mail:
        return
    icon = f":material/{_ICONS[state]}:"
    st.markdown(f"{icon} {screen_text(f'herinnering.{state}', naam=naam)}")
    if by_mail:
        _new_address(team_id, person, state)
    if state is not AddressState.GEEN:
        stop = partial(for_visitor().reminders.stop, team_id, person)
        words = screen_text("herinnering.stop")
        draw_button(words, stop, key=f"herinner-stop-{person}", icon=":material/close:")


def _new_address(team_id: str, person: str, state: AddressState) -> None:
    key = f"herinner-adres-{person}"
    words = screen_text(f"herinnering.{'adres' if state is AddressState.GEEN else 'ander_adres'}")
    st.text_input(words, key=key, autocomplete="email", max_chars=254)
    _refusal(key)
    st.caption(screen_text("herinnering.adres_uitleg"))
    kept = f"herinner-vraag-{person}"
    draw_button(screen_text("herinnering.vraag"), _ask, team_id, person, key, key=kept)


def _ask(team_id: str, person: str, key: str) -> None:
    give_address = for_visitor().reminders.give_address
    _give(key, lambda typed: give_address(team_id, person, typed))


def _give(key: str, keep: Callable[[str], None]) -> None:
    """Keep what stands in a field and empty it; what is refused stays, and shows below it."""
    try:
        keep(str(widget_value(key) or ""))
    except UserError as fault:
        session().refusals[key] = fault
    else:
        set_widget_value(key, "")


def _refusal(key: str) -> None:
    """Draw once why a field was refused: on a phone the top of the page is out of sight here."""
    fault = session().refusals.pop(key, None)
    with st.container():  # also when empty, so that what is below stays in its place
        if fault:
            st.error(fault.sentence, icon=":material/error:")
