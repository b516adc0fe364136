"""Step 1: who is here, in which form they practise and who has which role."""

from collections.abc import Sequence
from functools import partial

import streamlit as st

from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening, assign
from gesprek.domain.rolverdeling import (
    give,
    not_yet_ingebracht,
    propose_rollen,
    switch,
    with_people,
)
from gesprek.domain.werkvormen import MAX_VOORBESPREKEN, ROLREGELS, Rol, Werkvorm
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import OpenOefening, field_key, refusals_shown
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import (
    fill_widget,
    forget_widget,
    save_if_changed,
    widget_value,
)
from gesprek.ui.frame.visitor import practices
from gesprek.ui.frame.words import label, listed, screen_text


def draw_people(work: OpenOefening) -> None:
    """Draw who is here: one tap per name, and a field for a new one."""
    key, new = field_key(work, ("wie",)), DraftForm(work.oefening.id, ("naam",))
    fill_widget(key, list(work.oefening.rollen))
    if work.team.deelnemers:
        st.pills(
            screen_text("stap_1.wie"),
            list(work.team.deelnemers),
            selection_mode="multi",
            format_func=work.team.name_of,
            key=key,
            on_change=save_if_changed,
            args=(key, partial(_store_who, work, key)),
        )
    else:
        st.info(screen_text("team.geen_deelnemers"))
    _offer_rollenspel(work)
    words, hint = screen_text("team.nieuwe_naam"), screen_text("nu.nieuwe_naam_voorbeeld")
    new.new_line(words, partial(_add_name, work, new), hint)


def draw_werkvorm(work: OpenOefening) -> None:
    """Draw the choice of form."""
    key = field_key(work, ("werkvorm",))
    fill_widget(key, work.oefening.werkvorm)
    st.segmented_control(
        screen_text("stap_1.vorm"),
        list(Werkvorm),
        format_func=label,
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_form, work, key)),
    )
    shown = inhoud().werkvormen[work.oefening.werkvorm]
    st.caption(f"{shown.uitleg} {shown.aantal}.")


def draw_rollen(work: OpenOefening) -> None:
    """Draw who has which role; who is left observes."""
    oefening = work.oefening
    if not oefening.rollen:
        return
    for rol, aantal in ROLREGELS[oefening.werkvorm].items():
        if aantal.maximum == 1 and rol is not Rol.OBSERVANT:
            _role_choice(work, rol, required=aantal.minimum == 1)
    observers = [work.team.name_of(key) for key in oefening.with_rol(Rol.OBSERVANT)]
    if observers:
        st.text(screen_text("stap_1.observanten", namen=listed(observers)))
    _about_roles(work)
    words, icon = screen_text("rollen.stel_voor"), ":material/shuffle:"
    st.button(words, icon=icon, on_click=work.change, args=(_divided,))


def _role_choice(work: OpenOefening, rol: Rol, *, required: bool) -> None:
    key = field_key(work, ("rol", rol))
    holders = work.oefening.with_rol(rol)
    fill_widget(key, holders[0] if holders else None)
    st.pills(
        inhoud().rollen[work.oefening.werkvorm][rol].titel,
        list(work.oefening.rollen),
        format_func=work.team.name_of,
        key=key,
        required=required and bool(holders),
        on_change=save_if_changed,
        args=(key, partial(_store_role, work, key, rol, holders)),
    )


def _about_roles(work: OpenOefening) -> None:
    """Say what changes with few people, and who has not brought in a case yet."""
    oefening, people = work.oefening, len(work.oefening.rollen)
    if oefening.werkvorm is Werkvorm.ROLLENSPEL and people < len(Rol):
        is_three = people == len(Rol) - 1
        st.caption(screen_text("rollen.met_drie" if is_three else "rollen.minder_mensen"))
    waiting = not_yet_ingebracht(oefening.rollen, practices().oefeningen_with(oefening))
    if waiting and len(waiting) < people:
        names = listed([work.team.name_of(key) for key in waiting])
        st.caption(screen_text("rollen.nog_niet_ingebracht", namen=names))


def _store_who(work: OpenOefening, key: str) -> bool:
    if _let_in(work, widget_value(key) or []):
        return True
    forget_widget(key)
    return False


def _add_name(work: OpenOefening, form: DraftForm, naam: str) -> bool:
    person = new_id()
    with refusals_shown():
        practices().add_name(work.oefening, person, naam)
        form.done("")
        _let_in(work, [*work.oefening.rollen, person])
        return True
    return False


def _let_in(work: OpenOefening, people: Sequence[str], chosen: Werkvorm | None = None) -> bool:
    """Save who is here, and return whether that was done.

    A fourth person in voorbespreken waits for the team's choice of a form.
    """
    oefening, waiting = work.oefening, session().waiting
    together = oefening.werkvorm is Werkvorm.VOORBESPREKEN and chosen is None
    if together and len(people) > MAX_VOORBESPREKEN:
        waiting[oefening.id] = tuple(people)
        return False
    waiting.pop(oefening.id, None)

    def with_them(one: Oefening) -> Oefening:
        form = chosen or one.werkvorm
        return assign(one, form, with_people(form, one.rollen, people))

    return work.try_change(with_them)


def _offer_rollenspel(work: OpenOefening) -> None:
    """Say that voorbespreken is for two or three, and let everybody in with one tap."""
    waiting = session().waiting.get(work.oefening.id)
    if waiting:
        st.warning(screen_text("rollen.vierde_bij_voorbespreken"), icon=":material/group_add:")
        words, icon = screen_text("rollen.kies_rollenspel"), ":material/theater_comedy:"
        draw_button(words, _let_in, work, waiting, Werkvorm.ROLLENSPEL, icon=icon)


def _store_form(work: OpenOefening, key: str) -> bool:
    form = widget_value(key)
    session().waiting.pop(work.oefening.id, None)
    if work.try_change(lambda one: assign(one, form, switch(form, one.rollen))):
        return True
    forget_widget(key)
    return False


def _store_role(work: OpenOefening, key: str, rol: Rol, holders: tuple[str, ...]) -> bool:
    chosen = widget_value(key)
    person, given = (chosen, rol) if chosen else (holders[0], Rol.OBSERVANT)
    return work.try_change(
        lambda one: assign(one, one.werkvorm, give(one.werkvorm, one.rollen, person, given))
    )


def _divided(oefening: Oefening) -> Oefening:
    form, people = oefening.werkvorm, tuple(oefening.rollen)
    history = [one for one in practices().oefeningen_with(oefening) if one.id != oefening.id]
    return assign(oefening, form, propose_rollen(form, people, history))
