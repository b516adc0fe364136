"""What the organisation does about what teams need: written below the figures, read by teams."""

from collections.abc import Mapping

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.antwoorden import Antwoord
from gesprek.domain.dates import date_in_words
from gesprek.domain.themas import Behoefte
from gesprek.services.form_fields import ANSWER
from gesprek.trends.figure import shown
from gesprek.trends.figures_of_period import Figures
from gesprek.ui.fields.choices import draw_button
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.forms import DraftForm, admin_form
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import for_visitor, has_right
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.overview.choice import OverviewChoice
from gesprek.ui.team.organisation_answers import since_words


def answers(chosen: OverviewChoice | None) -> None:
    """Draw each need that is shown or was answered, with its answer; nothing where none is.

    ``chosen`` is what the page is about; None: there are no figures yet.
    """
    if not has_right(Right.BEANTWOORDEN):
        return
    told = Figures(*chosen[:3], inhoud(), chosen.period).needs() if chosen else {}
    known = for_visitor().answers.all()
    if not told and not known.antwoorden:
        return
    st.header(screen_text("antwoorden.titel"), anchor=False)
    st.caption(screen_text("antwoorden.uitleg"))
    for need in Behoefte:
        one = known.current(need)
        if one or need in told:
            with st.container(border=True):
                _need(need, told, one)
    if known.ended:
        with expander("antwoorden.gestopt_titel", ":material/history:"):
            _ended(known.ended)


def _need(need: Behoefte, told: Mapping[Behoefte, int], one: Antwoord | None) -> None:
    """Draw how often teams told a need, where that is shown, its answer, and the form."""
    number = screen_text("antwoorden.genoemd", aantal=shown(told[need])) if need in told else ""
    since = since_words("antwoorden.sinds", one) if one else ""
    st.markdown(f"**{label(need)}**")
    if number or since:
        st.caption(" · ".join(filter(None, (number, since))))
    form, stored = admin_form(ANSWER, need), one.tekst if one else ""
    if one:
        st.text(one.tekst)
    words = "antwoorden.wijzig" if one else "antwoorden.geef"
    with expander(words, ":material/edit:", of=need):
        form.text("", screen_text("antwoorden.tekst", soort=label(need)), stored)
        with st.container(horizontal=True):
            save, key = screen_text("antwoorden.bewaar"), f"antwoord-{need}"
            draw_button(save, _keep, form, need, stored, key=key, kind="primary")
            if one:
                with popover("antwoorden.stop", ":material/close:", of=need):
                    st.markdown(screen_text("antwoorden.stop_uitleg"))
                    stop = screen_text("antwoorden.stop_nu")
                    draw_button(stop, _stop, form, need, stored, key=f"{key}-stop")


def _keep(form: DraftForm, need: Behoefte, drawn: str) -> None:
    """Store what was typed, on the answer that was drawn here."""
    typed = form.given("")[""]
    for_visitor().answers.answer(need, typed, drawn)
    session().saved = now()
    form.done()


def _stop(form: DraftForm, need: Behoefte, drawn: str) -> None:
    for_visitor().answers.stop(need, drawn)
    session().saved = now()
    form.done()


def _ended(ended: Mapping[str, Antwoord]) -> None:
    for key, one in ended.items():
        with st.container(border=True):
            dates = {"dag": one.sinds, "tot": one.gestopt or one.sinds}
            words = {name: date_in_words(day) for name, day in dates.items()}
            st.caption(screen_text("antwoorden.gestopt", soort=label(one.behoefte), **words))
            st.text(one.tekst)
            with st.container(horizontal=True):
                go_on, remove = for_visitor().answers.go_on, for_visitor().answers.remove
                words_on = screen_text("antwoorden.ga_door")
                draw_button(words_on, go_on, key, key=f"{key}-door", icon=":material/undo:")
                words_off = screen_text("antwoorden.verwijder")
                draw_button(words_off, remove, key, key=f"{key}-weg", kind="tertiary")
