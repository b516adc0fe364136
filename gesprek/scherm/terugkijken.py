"""Step 6: looking back, one speaker at a time, the leervraag in sight."""

import streamlit as st

from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import AndereStap, Leerthema, Observatiepunt
from gesprek.domein.terugblik import (
    Beurt,
    Feedback,
    Feedbacksoort,
    Leerpunt,
    add_feedback,
    add_leerpunt,
    beurten,
    tellings,
)
from gesprek.domein.vervolg import Verwachting
from gesprek.domein.vervolg import plan as plan_vervolg
from gesprek.domein.werkvormen import Rol
from gesprek.inhoud import inhoud
from gesprek.opslag.ids import new_id
from gesprek.scherm.naslag import bullets
from gesprek.scherm.rolkaarten import who
from gesprek.scherm.sessie import set_widget_value, widget_value
from gesprek.scherm.teksten import label, tekst
from gesprek.scherm.velden import dagveld, field_key, keuze, keuzes, tekstveld
from gesprek.scherm.werk import Werk, today

_PAGE = "terugkijken"
_LEERVRAAG = "leervraag"


def current(oefening: Oefening) -> Beurt:
    """Return whose turn it is: where the team is, else the first turn that is not done."""
    order = beurten(oefening.rollen)
    if oefening.terugblik.besproken_beurt in order:
        return oefening.terugblik.besproken_beurt
    waiting = (one for one in tellings(oefening.rollen) if not oefening.terugblik.verteld.get(one))
    return next(waiting, order[len(tellings(oefening.rollen))])


def is_last(oefening: Oefening) -> bool:
    """Return whether the last turn is on."""
    return current(oefening) is beurten(oefening.rollen)[-1]


def main_action(oefening: Oefening) -> str:
    """Return the words on the main button in this turn."""
    if is_last(oefening):
        return tekst("stap_6.sluit_af")
    told = current(oefening) in tellings(oefening.rollen)
    return tekst("stap_6.heeft_verteld" if told else "stap_6.volgende_beurt")


def next_turn(werk: Werk) -> None:
    """Tick what was told and give the next one the turn."""
    werk.change(_turned)
    st.rerun()


def closing(oefening: Oefening) -> Oefening:
    """Return the oefening waiting for the real conversation, its date known or not."""
    vervolg = oefening.vervolg
    return oefening.changed(vervolg=plan_vervolg(vervolg, vervolg.gesprek_op, today()))


def beurt(werk: Werk) -> None:
    """Draw the order of the turns and the one that is on."""
    order = beurten(werk.oefening.rollen)
    now_on = current(werk.oefening)
    shown = inhoud().terugkijken[werk.oefening.werkvorm][now_on]
    number = order.index(now_on) + 1
    st.progress(
        number / len(order),
        text=tekst("stap_6.beurt_nummer", nummer=number, totaal=len(order)),
    )
    st.subheader(shown.label)
    st.markdown(shown.uitleg)
    bullets(shown.vragen)
    _PARTS[now_on](werk)
    if number > 1:
        st.button(
            tekst("stap_6.vorige_beurt"),
            icon=":material/arrow_back:",
            type="tertiary",
            on_click=werk.change,
            args=(_turned_back,),
        )


def _telling(werk: Werk) -> None:
    now_on = current(werk.oefening)
    with st.expander(tekst("stap_6.opschrijven")):
        tekstveld(werk, ("terugblik", "ervaringen", now_on), label(now_on))


def _telling_with_feedback(werk: Werk) -> None:
    _seen(werk)
    feedback(werk)


def feedback(werk: Werk) -> None:
    """Draw tops and tips, with room for one more."""
    st.markdown(f"**{tekst('stap_6.feedback')}**")
    st.caption(tekst("stap_6.feedback_uitleg"))
    for key, one in werk.oefening.terugblik.feedback.items():
        _feedback_row(werk, key, one)
    with st.form(field_key(werk, ("nieuwe_feedback",)), border=True):
        soort = st.segmented_control(
            tekst("stap_6.soort"),
            list(Feedbacksoort),
            format_func=label,
            default=Feedbacksoort.TOP,
            required=True,
            key=field_key(werk, ("soort",)),
        )
        key = field_key(werk, ("feedback",))
        st.text_area(
            tekst("stap_6.nieuwe_feedback"),
            key=key,
            height="content",
            placeholder=tekst("stap_6.nieuwe_feedback_voorbeeld"),
        )
        bij_key = field_key(werk, ("hoort_bij",))
        st.selectbox(
            tekst("stap_6.hoort_bij"),
            [_LEERVRAAG, *Observatiepunt],
            index=None,
            format_func=_belongs_to,
            placeholder=tekst("stap_6.hoort_bij_niets"),
            key=bij_key,
        )
        st.form_submit_button(
            tekst("stap_6.voeg_feedback_toe"),
            icon=":material/add:",
            on_click=_add_feedback,
            args=(werk, key, field_key(werk, ("soort",)), bij_key),
        )


def _belongs_to(value: str) -> str:
    if value == _LEERVRAAG:
        return tekst("stap_6.hoort_bij_leervraag")
    return label(Observatiepunt(value))


def _feedback_row(werk: Werk, key: str, one: Feedback) -> None:
    with st.container(border=True):
        icon = ":material/thumb_up:" if one.soort is Feedbacksoort.TOP else ":material/lightbulb:"
        about = _belongs_to(_LEERVRAAG) if one.bij_leervraag else ""
        about = label(one.gedrag) if one.gedrag else about
        st.markdown(f"{icon} **{label(one.soort)}**" + (f" – {about}" if about else ""))
        st.text(one.tekst)
        _remove_button(
            werk, ("terugblik", "feedback", key), tekst("stap_6.verwijder_feedback"), key
        )


def _seen(werk: Werk) -> None:
    """Draw what was marked on the observation list, to tell from."""
    marked = {punt: seen for punt, seen in werk.oefening.gesprek.observaties.items() if seen.gezien}
    if not marked:
        return
    with st.expander(tekst("stap_6.kijklijst"), icon=":material/visibility:"):
        for punt, seen in marked.items():
            if seen.gezien:
                st.markdown(f"**{label(punt)}** – {label(seen.gezien)}")
            if seen.citaat:
                st.text(f"‘{seen.citaat}’")


def _meenemer(werk: Werk) -> None:
    st.caption(tekst("stap_6.meenemer_uitleg"))
    for part in ("als", "dan"):
        path = ("terugblik", "meenemer", part)
        hint = tekst(f"stap_6.meenemer_{part}_voorbeeld")
        tekstveld(werk, path, tekst(f"stap_6.meenemer_{part}"), placeholder=hint)
    _voldoende(werk)
    with st.expander(tekst("stap_6.afspraken")):
        tekstveld(
            werk,
            ("terugblik", "afspraken"),
            tekst("stap_6.afspraken"),
            placeholder=tekst("stap_6.afspraken_voorbeeld"),
        )


def _voldoende(werk: Werk) -> None:
    st.markdown(f"**{tekst('stap_6.voldoende_geholpen')}**")
    st.caption(tekst("stap_6.voldoende_geholpen_wie"))
    answer = werk.oefening.terugblik.voldoende_geholpen
    with st.container(horizontal=True):
        for value, words in ((True, "stap_6.ja_genoeg"), (False, "stap_6.nee_nog_niet")):
            chosen = answer is value
            st.button(
                tekst(words),
                icon=":material/check:" if chosen else None,
                key=f"geholpen-{value}",
                on_click=werk.change,
                args=(_helped(value),),
            )
    if answer is False:
        st.caption(tekst("stap_6.andere_stap_uitleg"))
        path = ("terugblik", "andere_stappen")
        keuzes(werk, path, tekst("stap_6.andere_stap"), list(AndereStap))


def _leerpunten(werk: Werk) -> None:
    st.caption(tekst("stap_6.leerpunten_uitleg"))
    for key, one in werk.oefening.terugblik.leerpunten.items():
        with st.container(border=True):
            st.markdown(f"**{label(one.leerthema)}** – {label(one.rol)}")
            if one.tekst:
                st.text(one.tekst)
            words = tekst("stap_6.verwijder_leerpunt")
            _remove_button(werk, ("terugblik", "leerpunten", key), words, key)
    _new_leerpunt(werk)


def _new_leerpunt(werk: Werk) -> None:
    """Draw room for a leerpunt: role and text if wanted, the tap on a leerthema adds it."""
    present = [rol for rol in Rol if werk.oefening.with_rol(rol)]
    keys = [field_key(werk, ("leerpunt", part)) for part in ("rol", "tekst", "thema")]
    with st.container(border=True):
        st.segmented_control(
            tekst("stap_6.leerpunt_rol"),
            present,
            format_func=lambda rol: f"{label(rol)} ({who(werk, rol)})",
            default=present[0] if present else None,
            required=True,
            key=keys[0],
        )
        st.text_area(
            tekst("stap_6.leerpunt_tekst"),
            key=keys[1],
            height="content",
            placeholder=tekst("stap_6.leerpunt_tekst_voorbeeld"),
        )
        st.pills(
            tekst("stap_6.leerthema"),
            list(Leerthema),
            format_func=label,
            key=keys[2],
            on_change=_add_leerpunt,
            args=(werk, *keys),
        )


def _afspraak(werk: Werk) -> None:
    dagveld(werk, ("vervolg", "gesprek_op"), tekst("stap_6.wanneer_gesprek"))
    st.caption(tekst("stap_6.weet_nog_niet_uitleg"))
    keuze(werk, ("vervolg", "verwachting"), tekst("stap_6.verwachting"), list(Verwachting))


_PARTS = {
    Beurt.INBRENGER_VERTELT: _telling,
    Beurt.CLIENTROL_VERTELT: _telling,
    Beurt.OBSERVANTEN_VERTELLEN: _telling_with_feedback,
    Beurt.CLIENTROL_GEEFT_FEEDBACK: _telling_with_feedback,
    Beurt.MEENEMER: _meenemer,
    Beurt.LEERPUNTEN: _leerpunten,
    Beurt.AFSPRAAK: _afspraak,
}


def _remove_button(werk: Werk, path: tuple[str, ...], words: str, key: str) -> None:
    st.button(
        words,
        key=f"verwijder-{key}",
        icon=":material/close:",
        type="tertiary",
        on_click=werk.remove,
        args=(path, _PAGE),
    )


def _helped(value: bool) -> object:  # noqa: FBT001 - the answer itself
    return lambda one: one.changed(terugblik=one.terugblik.changed(voldoende_geholpen=value))


def _turned(oefening: Oefening) -> Oefening:
    terugblik, now_on = oefening.terugblik, current(oefening)
    order = beurten(oefening.rollen)
    verteld = dict(terugblik.verteld)
    if now_on in tellings(oefening.rollen):
        verteld[now_on] = True
    following = order[min(order.index(now_on) + 1, len(order) - 1)]
    return oefening.changed(terugblik=terugblik.changed(verteld=verteld, besproken_beurt=following))


def _turned_back(oefening: Oefening) -> Oefening:
    order = beurten(oefening.rollen)
    before = order[max(order.index(current(oefening)) - 1, 0)]
    return oefening.changed(terugblik=oefening.terugblik.changed(besproken_beurt=before))


def _add_feedback(werk: Werk, text_key: str, soort_key: str, bij_key: str) -> None:
    bij = widget_value(bij_key)
    given = {
        "soort": widget_value(soort_key),
        "tekst": widget_value(text_key) or "",
        "gedrag": None if bij in (None, _LEERVRAAG) else bij,
        "bij_leervraag": bij == _LEERVRAAG,
    }
    key = new_id()
    if werk.try_change(
        lambda one: one.changed(
            terugblik=add_feedback(one.terugblik, key, Feedback.model_validate(given))
        )
    ):
        set_widget_value(text_key, "")
        set_widget_value(bij_key, None)


def _add_leerpunt(werk: Werk, rol_key: str, text_key: str, thema_key: str) -> None:
    thema = widget_value(thema_key)
    if not thema:
        return
    given = {"rol": widget_value(rol_key), "leerthema": thema, "tekst": widget_value(text_key)}
    key = new_id()
    set_widget_value(thema_key, None)
    if werk.try_change(
        lambda one: one.changed(
            terugblik=add_leerpunt(one.terugblik, key, Leerpunt.model_validate(given))
        )
    ):
        set_widget_value(text_key, "")
