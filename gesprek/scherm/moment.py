"""Step 1: when, who is here, which form and who has which role."""

from datetime import datetime, time, timedelta
from functools import partial

import streamlit as st

from gesprek.domein.oefening import Oefening, assign, plan_moment
from gesprek.domein.rolverdeling import give, join, leave, switch
from gesprek.domein.rotatie import not_yet_ingebracht, propose_rollen
from gesprek.domein.tijd import TIJDZONE, YEAR, local
from gesprek.domein.tijdplan import MEETING_LENGTHS, tijdplan
from gesprek.domein.werkvormen import MAX_VOORBESPREKEN, ROLREGELS, Rol, Werkvorm
from gesprek.inhoud import inhoud
from gesprek.opslag.ids import new_id
from gesprek.scherm import concepten
from gesprek.scherm.bezoek import archief
from gesprek.scherm.sessie import sessie
from gesprek.scherm.teksten import label, listed, tekst
from gesprek.scherm.velden import field_key, regelveld
from gesprek.scherm.werk import Werk, now, refusals_shown, today
from gesprek.scherm.widgets import fill_widget, forget_widget, save_if_changed, widget_value

_NOW, _LATER = "nu", "later"
_DEFAULT_TIME = time(14)


def wanneer(werk: Werk) -> None:
    """Draw the choice between now and a planned moment, with how long the team has."""
    key = field_key(werk, ("wanneer",))
    planned = werk.oefening.gepland_op
    fill_widget(key, _LATER if planned else _NOW)
    st.segmented_control(
        tekst("stap_1.moment"),
        [_NOW, _LATER],
        format_func=lambda one: tekst(f"stap_1.{one}"),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_when, werk)),
    )
    if planned:
        _moment(werk, planned)
    _minutes(werk)


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


def _moment(werk: Werk, planned: datetime) -> None:
    day, at = field_key(werk, ("dag",)), field_key(werk, ("tijd",))
    fill_widget(day, local(planned).date())
    fill_widget(at, local(planned).time())
    with st.container(horizontal=True):
        st.date_input(
            tekst("stap_1.dag"),
            key=day,
            min_value=min(today(), local(planned).date()),
            max_value=today() + YEAR,
            format="DD-MM-YYYY",
            on_change=save_if_changed,
            args=(day, partial(_store_moment, werk)),
        )
        st.time_input(
            tekst("stap_1.tijd"),
            key=at,
            on_change=save_if_changed,
            args=(at, partial(_store_moment, werk)),
        )
    regelveld(werk, ("plaats",), tekst("stap_1.plaats"))


def _minutes(werk: Werk) -> None:
    key = field_key(werk, ("minuten",))
    fill_widget(key, werk.oefening.minuten)
    st.segmented_control(
        tekst("stap_1.hoe_lang"),
        MEETING_LENGTHS,
        format_func=lambda one: tekst("algemeen.minuten", aantal=one),
        key=key,
        required=True,
        on_change=save_if_changed,
        args=(key, partial(_store_minutes, werk)),
    )
    with st.expander(tekst("stap_1.tijdplan")):
        for deel, minutes in tijdplan(werk.oefening.werkvorm, werk.oefening.minuten).items():
            st.markdown(f"- {label(deel)}: {tekst('algemeen.minuten', aantal=minutes)}")
        st.caption(tekst("stapbalk.tijd_uitleg"))


def _store_when(werk: Werk) -> None:
    moment = None
    if widget_value(field_key(werk, ("wanneer",))) == _LATER:
        moment = datetime.combine(today() + timedelta(days=1), _DEFAULT_TIME, TIJDZONE)
    werk.change(lambda oefening: plan_moment(oefening, moment, now()))


def _store_moment(werk: Werk) -> None:
    keys = field_key(werk, ("dag",)), field_key(werk, ("tijd",))
    day, at = (widget_value(key) for key in keys)
    if not (day and at):
        return
    moment = datetime.combine(day, at, TIJDZONE)
    if not werk.try_change(lambda oefening: plan_moment(oefening, moment, now())):
        for key in keys:
            forget_widget(key)


def _store_minutes(werk: Werk) -> None:
    minutes = widget_value(field_key(werk, ("minuten",)))
    werk.change(lambda oefening: oefening.changed(minuten=minutes))


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
        concepten.clear(werk, key)
        _let_in(werk, [*werk.oefening.rollen, person])


def _let_in(werk: Werk, people: list[str]) -> None:
    """Save who is here; a fourth person in voorbespreken waits for the team's choice."""
    together = werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN
    if together and len(people) > MAX_VOORBESPREKEN:
        sessie().waiting[werk.oefening.id] = tuple(people)
        return
    sessie().waiting.pop(werk.oefening.id, None)
    werk.change(lambda oefening: _with_people(oefening, people))


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
    werk.change(
        lambda one: _with_people(assign(one, Werkvorm.ROLLENSPEL, dict(one.rollen)), people)
    )


def _store_form(werk: Werk) -> None:
    key = field_key(werk, ("werkvorm",))
    form = widget_value(key)
    sessie().waiting.pop(werk.oefening.id, None)
    if not werk.try_change(lambda one: assign(one, form, switch(form, one.rollen))):
        forget_widget(key)


def _store_role(werk: Werk, rol: Rol, holders: tuple[str, ...]) -> None:
    chosen = widget_value(field_key(werk, ("rol", rol)))
    person, given = (chosen, rol) if chosen else (holders[0], Rol.OBSERVANT)
    werk.change(
        lambda one: assign(one, one.werkvorm, give(one.werkvorm, one.rollen, person, given))
    )


def _with_people(oefening: Oefening, people: list[str]) -> Oefening:
    divided = dict(oefening.rollen)
    for person in set(divided) - set(people):
        divided = leave(divided, person)
    for person in people:
        divided = join(oefening.werkvorm, divided, person)
    return assign(oefening, oefening.werkvorm, divided)


def _divided(oefening: Oefening) -> Oefening:
    history = [one for one in archief().oefeningen_with(oefening) if one.id != oefening.id]
    return assign(
        oefening,
        oefening.werkvorm,
        propose_rollen(oefening.werkvorm, tuple(oefening.rollen), history),
    )
