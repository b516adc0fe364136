"""Step 1: who is here, in which form they practise and who has which role."""

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
from gesprek.storage.ids import new_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key
from gesprek.ui.fields.open_oefening import Werk, refusals_shown
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.widgets import fill_widget, forget_widget, save_if_changed, widget_value
from gesprek.ui.frame.visitor import archief
from gesprek.ui.frame.words import label, listed, tekst


def wie(werk: Werk) -> None:
    """Draw who is here: one tap per name, and a field for a new one."""
    key = field_key(werk, ("wie",))
    fill_widget(key, list(werk.oefening.rollen))
    if werk.team.deelnemers:
        st.pills(
            tekst("stap_1.wie"),
            list(werk.team.deelnemers),
            selection_mode="multi",
            format_func=werk.team.name_of,
            key=key,
            on_change=_store_who,
            args=(werk,),
        )
    else:
        st.info(tekst("team.geen_deelnemers"))
    _offer_rollenspel(werk)
    st.text_input(
        tekst("team.nieuwe_naam"),
        key=field_key(werk, ("naam",)),
        placeholder=tekst("nu.nieuwe_naam_voorbeeld"),
        on_change=_store_name,
        args=(werk,),
    )


def werkvorm(werk: Werk) -> None:
    """Draw the choice of form."""
    key = field_key(werk, ("werkvorm",))
    fill_widget(key, werk.oefening.werkvorm)
    st.segmented_control(
        tekst("stap_1.vorm"),
        list(Werkvorm),
        format_func=label,
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_form, werk)),
    )
    shown = inhoud().werkvormen[werk.oefening.werkvorm]
    st.caption(f"{shown.uitleg} {shown.aantal}.")


def rollen(werk: Werk) -> None:
    """Draw who has which role; who is left observes."""
    oefening = werk.oefening
    if not oefening.rollen:
        return
    for rol, aantal in ROLREGELS[oefening.werkvorm].items():
        if aantal.maximum == 1 and rol is not Rol.OBSERVANT:
            _role_choice(werk, rol, required=aantal.minimum == 1)
    observers = [werk.team.name_of(key) for key in oefening.with_rol(Rol.OBSERVANT)]
    if observers:
        st.text(tekst("stap_1.observanten", namen=listed(observers)))
    _about_roles(werk)
    st.button(
        tekst("rollen.stel_voor"),
        icon=":material/shuffle:",
        on_click=werk.change,
        args=(_divided,),
    )


def _role_choice(werk: Werk, rol: Rol, *, required: bool) -> None:
    key = field_key(werk, ("rol", rol))
    holders = werk.oefening.with_rol(rol)
    fill_widget(key, holders[0] if holders else None)
    st.pills(
        inhoud().rollen[werk.oefening.werkvorm][rol].titel,
        list(werk.oefening.rollen),
        format_func=werk.team.name_of,
        key=key,
        required=required and bool(holders),
        on_change=save_if_changed,
        args=(key, partial(_store_role, werk, rol, holders)),
    )


def _about_roles(werk: Werk) -> None:
    """Say what changes with few people, and who has not brought in a case yet."""
    oefening, people = werk.oefening, len(werk.oefening.rollen)
    if oefening.werkvorm is Werkvorm.ROLLENSPEL and people == len(Rol) - 1:
        st.caption(tekst("rollen.met_drie"))
    elif oefening.werkvorm is Werkvorm.ROLLENSPEL and people < len(Rol):
        st.caption(tekst("rollen.minder_mensen"))
    history = archief().oefeningen_with(oefening)
    waiting = not_yet_ingebracht(oefening.rollen, history)
    if waiting and len(waiting) < people:
        names = listed([werk.team.name_of(key) for key in waiting])
        st.caption(tekst("rollen.nog_niet_ingebracht", namen=names))


def _store_who(werk: Werk) -> None:
    key = field_key(werk, ("wie",))
    _let_in(werk, widget_value(key) or [])
    forget_widget(key)


def _store_name(werk: Werk) -> None:
    key = field_key(werk, ("naam",))
    naam, person = widget_value(key), new_id()
    if not naam:
        return
    with refusals_shown():
        archief().add_name(werk.oefening, person, naam)
        unsaved_text.clear(werk, key)
        _let_in(werk, [*werk.oefening.rollen, person])


def _let_in(werk: Werk, people: list[str]) -> None:
    """Save who is here; a fourth person in voorbespreken waits for the team's choice."""
    together = werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if together and len(people) > MAX_VOORBESPREKEN:
        sessie().waiting[werk.oefening.id] = tuple(people)
        return
    sessie().waiting.pop(werk.oefening.id, None)
    werk.change(lambda one: _with_people(one, one.werkvorm, people))


def _offer_rollenspel(werk: Werk) -> None:
    """Say that voorbespreken is for two or three, and let everybody in with one tap."""
    waiting = sessie().waiting.get(werk.oefening.id)
    if not waiting:
        return
    st.warning(tekst("rollen.vierde_bij_voorbespreken"), icon=":material/group_add:")
    st.button(
        tekst("rollen.kies_rollenspel"),
        icon=":material/theater_comedy:",
        on_click=_all_in_rollenspel,
        args=(werk, list(waiting)),
    )


def _all_in_rollenspel(werk: Werk, people: list[str]) -> None:
    sessie().waiting.pop(werk.oefening.id, None)
    werk.change(lambda one: _with_people(one, Werkvorm.ROLLENSPEL, people))


def _store_form(werk: Werk) -> bool:
    key = field_key(werk, ("werkvorm",))
    form = widget_value(key)
    sessie().waiting.pop(werk.oefening.id, None)
    if werk.try_change(lambda one: assign(one, form, switch(form, one.rollen))):
        return True
    forget_widget(key)
    return False


def _store_role(werk: Werk, rol: Rol, holders: tuple[str, ...]) -> bool:
    chosen = widget_value(field_key(werk, ("rol", rol)))
    person, given = (chosen, rol) if chosen else (holders[0], Rol.OBSERVANT)
    return werk.try_change(
        lambda one: assign(one, one.werkvorm, give(one.werkvorm, one.rollen, person, given))
    )


def _with_people(oefening: Oefening, form: Werkvorm, people: list[str]) -> Oefening:
    return assign(oefening, form, with_people(form, oefening.rollen, people))


def _divided(oefening: Oefening) -> Oefening:
    history = [one for one in archief().oefeningen_with(oefening) if one.id != oefening.id]
    return assign(
        oefening,
        oefening.werkvorm,
        propose_rollen(oefening.werkvorm, tuple(oefening.rollen), history),
    )
