"""Tops and tips, tied to a behaviour that was seen or to the leervraag."""

from collections.abc import Mapping
from typing import Final

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.domain.terugblik import Feedback, Feedbacksoort, add_feedback, feedback_in_order
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import Rol
from gesprek.storage.ids import new_id
from gesprek.ui.fields import unsaved_text
from gesprek.ui.fields.choices import field_key, remove_button
from gesprek.ui.fields.open_oefening import Werk, fresh
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import bezoeker, vraag
from gesprek.ui.frame.words import label, tekst
from gesprek.ui.steps.cards_and_observation import lists, seen
from gesprek.ui.together.pace import writes

_LEERVRAAG: Final = "leervraag"


def tops_en_tips(werk: Werk) -> None:
    """Draw tops and tips in the order of speaking, with room for one more."""
    st.markdown(f"**{tekst('stap_6.feedback')}**")
    st.caption(tekst("stap_6.feedback_uitleg"))
    for person, given in feedback_in_order(werk.oefening.terugblik, werk.oefening.rollen):
        if person:
            # Folded, so that each giver's open when that one speaks.
            naam = werk.team.name_of(person)
            with st.expander(tekst("stap_6.feedback_van", naam=naam)):
                _rows(werk, given)
        else:
            _rows(werk, given)
    if writes(werk.oefening, Rol.OBSERVANT, Rol.CLIENTROL, Rol.BEGELEIDER):
        _form(werk)


@st.fragment
def snelle_feedback(werk: Werk) -> None:
    """Draw room for a quick top or tip during the conversation, and those that this person gave.

    Others see them once the team looks back.
    """
    now, me = fresh(werk), bezoeker().persoon
    given = now.oefening.terugblik.feedback.items()
    with st.expander(tekst("stap_5.snel"), icon=":material/lightbulb:"):
        st.caption(tekst("stap_5.alleen_jij"))
        _form(now)
        _rows(now, {key: one for key, one in given if one.van == me})


def gezien(werk: Werk) -> None:
    """Draw what was marked and noted in step 5, to tell from.

    Raises:
        GeenRecht: the team does not look back yet.
    """
    vraag(Recht.OBSERVATIES, werk.zaak)
    notes = [ronde.notitie for ronde in werk.oefening.gesprek.rondes.values() if ronde.notitie]
    if notes:
        with st.expander(tekst("stap_6.ronde_notities"), icon=":material/edit_note:"):
            for note in notes:
                st.text(note)
    for naam, path in lists(werk):
        words = tekst("stap_6.kijklijst_van", naam=naam) if naam else tekst("stap_6.kijklijst")
        with st.expander(words, icon=":material/visibility:"):
            seen(werk, path)


def _form(werk: Werk) -> None:
    with st.form(field_key(werk, ("nieuwe_feedback",)), border=True):
        st.segmented_control(
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
            widget_value(key) or "",
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


def _rows(werk: Werk, given: Mapping[str, Feedback]) -> None:
    for key, one in given.items():
        _feedback_row(werk, key, one)


def _feedback_row(werk: Werk, key: str, one: Feedback) -> None:
    with st.container(border=True):
        icon = ":material/thumb_up:" if one.soort is Feedbacksoort.TOP else ":material/lightbulb:"
        about = _belongs_to(_LEERVRAAG) if one.bij_leervraag else ""
        about = label(one.gedrag) if one.gedrag else about
        st.markdown(f"{icon} **{label(one.soort)}**" + (f": {about}" if about else ""))
        st.text(one.tekst)
        remove_button(werk, ("terugblik", "feedback", key), tekst("stap_6.verwijder_feedback"))


def _belongs_to(value: str) -> str:
    if value == _LEERVRAAG:
        return tekst("stap_6.hoort_bij_leervraag")
    return label(Observatiepunt(value))


def _add_feedback(werk: Werk, text_key: str, soort_key: str, bij_key: str) -> None:
    bij = widget_value(bij_key)
    given = {
        "soort": widget_value(soort_key),
        "tekst": widget_value(text_key) or "",
        "gedrag": None if bij in (None, _LEERVRAAG) else bij,
        "bij_leervraag": bij == _LEERVRAAG,
        "van": bezoeker().persoon or "",
    }
    key = new_id()
    if werk.try_change(
        lambda one: one.changed(
            terugblik=add_feedback(one.terugblik, key, Feedback.model_validate(given))
        )
    ):
        unsaved_text.clear(werk, text_key)
        set_widget_value(bij_key, None)
