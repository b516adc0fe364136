"""Step 6: tops and tips, tied to a behaviour or to the leervraag; and leerpunten."""

from collections.abc import Mapping

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.compared_rondes import has_marks, observers
from gesprek.domain.shown import shown_to_all
from gesprek.domain.terugblik import (
    Feedback,
    Feedbacksoort,
    Leerpunt,
    add_feedback,
    add_leerpunt,
    feedback_in_order,
)
from gesprek.domain.themas import Leerthema, Observatiepunt
from gesprek.domain.werkvormen import Rol
from gesprek.services.practices import role_of
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button, remove_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.forms import DraftForm
from gesprek.ui.fields.open_oefening import OpenOefening, attempt, fresh
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import set_widget_value, widget_value
from gesprek.ui.frame.visitor import practices, require_right, visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.steps.inleven import who
from gesprek.ui.steps.seen_marks import draw_marks
from gesprek.ui.together.pace import writes

_LEERVRAAG = "leervraag"


def draw_tops_en_tips(work: OpenOefening) -> None:
    """Draw tops and tips in the order of speaking, with room for one more."""
    st.markdown(f"**{screen_text('stap_6.feedback')}**")
    st.caption(screen_text("stap_6.feedback_uitleg"))
    terugblik, rollen = shown_to_all(work.oefening).terugblik, work.oefening.rollen
    for person, given in feedback_in_order(terugblik, rollen):
        if person:
            # Folded, so that each giver's open when that one speaks.
            words = screen_text("stap_6.feedback_van", naam=work.team.name_of(person))
            with expander("feedback", of=person, words=words):
                _rows(work, given)
        else:
            _rows(work, given)
    if writes(work.oefening, Rol.OBSERVANT, Rol.CLIENTROL, Rol.BEGELEIDER):
        _form(work)


@st.fragment
def draw_quick_feedback(work: OpenOefening) -> None:
    """Draw room for a quick top or tip during the conversation, and those that this person gave.

    Others see them once the team looks back.
    """
    now, me = fresh(work), visitor().persoon
    given = now.oefening.terugblik.feedback.items()
    with expander("stap_5.snel", ":material/lightbulb:"):
        st.caption(screen_text("stap_5.alleen_jij"))
        _form(now)
        _rows(now, {key: one for key, one in given if one.van == me})


def draw_seen(work: OpenOefening) -> None:
    """Draw what was marked and noted in step 5; raises RightMissing before the team looks back."""
    require_right(Right.OBSERVATIES, work.subject)
    shown = shown_to_all(work.oefening)
    gesprek = shown.gesprek
    notes = [ronde.notitie for ronde in gesprek.rondes.values() if ronde.notitie]
    if notes:
        with expander("stap_6.ronde_notities", ":material/edit_note:"):
            for note in notes:
                st.text(note)
    lists = {"": screen_text("stap_6.kijklijst")}
    for person in observers(gesprek):
        naam = work.team.name_of(person)
        lists[person] = screen_text("stap_6.kijklijst_van", naam=naam)
    for person, words in lists.items():
        if has_marks(gesprek, person):
            of = person or "observaties"
            with expander("kijklijst", ":material/visibility:", of=of, words=words):
                draw_marks(work, person)


def _form(work: OpenOefening) -> None:
    form = DraftForm(work.oefening.id, ("feedback",))
    with st.container(border=True):
        soorten = list(Feedbacksoort)
        st.segmented_control(
            screen_text("stap_6.soort"),
            soorten,
            format_func=label,
            default=form.fill("soort", Feedbacksoort.TOP, soorten),
            required=True,
            **form.saves("soort"),
        )
        hint = screen_text("stap_6.nieuwe_feedback_voorbeeld")
        form.text("", screen_text("stap_6.nieuwe_feedback"), placeholder=hint)
        belongs_to = {_LEERVRAAG: screen_text("stap_6.hoort_bij_leervraag")}
        belongs_to |= {point: label(point) for point in Observatiepunt}
        options = list(belongs_to)
        form.fill("hoort_bij", None, options)  # not as its index too: it could not be emptied
        st.selectbox(
            screen_text("stap_6.hoort_bij"),
            options,
            index=None,
            format_func=belongs_to.__getitem__,
            placeholder=screen_text("stap_6.hoort_bij_niets"),
            **form.saves("hoort_bij"),
        )
        words, key = screen_text("stap_6.voeg_feedback_toe"), form.key("voeg_toe")
        draw_button(words, _add_feedback, work, form, key=key, icon=":material/add:")


def _rows(work: OpenOefening, given: Mapping[str, Feedback]) -> None:
    for key, one in given.items():
        icon = ":material/thumb_up:" if one.soort is Feedbacksoort.TOP else ":material/lightbulb:"
        about = screen_text("stap_6.hoort_bij_leervraag") if one.bij_leervraag else ""
        about = label(one.gedrag) if one.gedrag else about
        words, path = screen_text("stap_6.verwijder_feedback"), ("terugblik", "feedback", key)
        with st.container(border=True):
            st.markdown(f"{icon} **{label(one.soort)}**" + (f": {about}" if about else ""))
            st.text(one.tekst)
            remove_button(work, path, words)


def _add_feedback(work: OpenOefening, form: DraftForm) -> None:
    bij = form.value("hoort_bij")
    given = {
        "soort": form.value("soort"),
        "tekst": form.value(),
        "gedrag": None if bij in ("", _LEERVRAAG) else bij,
        "bij_leervraag": bij == _LEERVRAAG,
        "van": visitor().persoon or "",
    }
    key = new_id()
    if work.try_change(
        lambda one: one.changed(
            terugblik=add_feedback(one.terugblik, key, Feedback.model_validate(given))
        )
    ):
        form.done("")
        set_widget_value(form.key("hoort_bij"), None)


def draw_leerpunten(work: OpenOefening) -> None:
    """Draw what was learned, with room for more."""
    st.caption(screen_text("stap_6.leerpunten_uitleg"))
    for key, one in work.oefening.terugblik.leerpunten.items():
        with st.container(border=True):
            st.markdown(f"**{label(one.leerthema)}**: {label(one.rol)}")
            if one.tekst:
                st.text(one.tekst)
            words = screen_text("stap_6.verwijder_leerpunt")
            remove_button(work, ("terugblik", "leerpunten", key), words)
    _new_leerpunt(work)


def _new_leerpunt(work: OpenOefening) -> None:
    """Draw room for a leerpunt: role and text if wanted, the tap on a leerthema adds it."""
    mine = role_of(visitor(), work.oefening)
    present = [mine] if mine else [rol for rol in Rol if work.oefening.with_rol(rol)]
    stored, form = work.oefening.terugblik.leerpunten, DraftForm(work.oefening.id, ("leerpunt",))
    thema_key = form.key(f"thema{len(stored)}")
    if session().new_ids.get(thema_key) in stored:
        del session().new_ids[thema_key]
    with st.container(border=True):
        st.pills(
            screen_text("stap_6.leerpunt_rol"),
            present,
            format_func=lambda rol: f"{label(rol)} ({who(work, rol)})",
            default=form.fill("rol", present[0] if present else None, present),
            required=True,
            **form.saves("rol"),
        )
        hint = screen_text("stap_6.leerpunt_tekst_voorbeeld")
        form.text("tekst", screen_text("stap_6.leerpunt_tekst"), placeholder=hint)
        st.pills(
            screen_text("stap_6.leerthema"),
            list(Leerthema),
            format_func=label,
            key=thema_key,
            on_change=attempt,
            args=(_add_leerpunt, work, form, thema_key),
        )


def _add_leerpunt(work: OpenOefening, form: DraftForm, thema_key: str) -> None:
    thema = widget_value(thema_key)
    if not thema:
        return
    given = {
        "rol": form.value("rol"),
        "leerthema": thema,
        "tekst": form.value("tekst"),
        "van": visitor().persoon or "",
    }
    # A tap that the browser sends again, because the answer was slow, adds nothing twice.
    key = session().new_ids.setdefault(thema_key, new_id())
    if key in practices().oefening(work.oefening.id).value.terugblik.leerpunten:
        return
    if work.try_change(
        lambda one: one.changed(
            terugblik=add_leerpunt(one.terugblik, key, Leerpunt.model_validate(given))
        )
    ):
        form.done("tekst")
    else:
        set_widget_value(thema_key, None)
