"""Moments in the play: one tap in step 5, and in step 6 what was seen then, in order."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.markeringen import (
    Gemarkeerd,
    add_markering,
    feedback_of,
    latest_of,
    make_feedback,
    may_mark,
    moments_of,
    writers_of,
)
from gesprek.domain.oefening import Oefening
from gesprek.domain.shown import shown_to_all
from gesprek.domain.terugblik import Feedbacksoort
from gesprek.storage.values import new_id
from gesprek.ui.fields.choices import draw_button, remove_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key, fresh, now
from gesprek.ui.fields.text_field import draw_line_field
from gesprek.ui.frame.visitor import require_right, visitor
from gesprek.ui.frame.words import label, screen_text

_ICONS = {Feedbacksoort.TOP: ":material/thumb_up:", Feedbacksoort.TIP: ":material/lightbulb:"}


def draw_marking(work: OpenOefening) -> None:
    """Draw the button that marks a moment, for who watches the play; see ``may_mark``."""
    one = work.oefening
    if one.gesprek.rondes and may_mark(one, visitor().persoon):
        _marking(work)


@st.fragment
def _marking(work: OpenOefening) -> None:
    """A tap draws this part anew, and not the page: nothing else moves while the others play."""
    work = fresh(work)
    if work.oefening.gesprek.running:
        words, icon = screen_text("moment.onthoud"), ":material/schedule:"
        st.button(words, icon=icon, key="markeer", width="stretch", on_click=_mark, args=(work,))
    latest = latest_of(work.oefening.gesprek, visitor().persoon or "")
    if latest:
        _latest(work, latest)


def _latest(work: OpenOefening, latest: Gemarkeerd) -> None:
    """Draw the moment that was marked last, with room for a word and the way to take it back."""
    path = _path(latest)
    words = screen_text("moment.onthouden", tijd=latest.tijd)
    with st.container(horizontal=True, vertical_alignment="center"):
        st.success(words, icon=":material/schedule:")
        remove_button(work, path, screen_text("moment.toch_niet"))
    draw_line_field(work, (*path, "tekst"), screen_text("moment.woord"))
    if visitor().persoon:
        st.caption(screen_text("stap_5.alleen_jij"))


def _mark(work: OpenOefening) -> None:
    key, van, moment = new_id(), visitor().persoon or "", now()

    def marked(one: Oefening) -> Oefening:
        return one.changed(gesprek=add_markering(one.gesprek, key, van, moment))

    work.act(marked)


def draw_moments(work: OpenOefening) -> None:
    """Draw the moments per writer, in the order of the play; raises RightMissing before step 6.

    The writer adds a word, and makes a top or a tip of it.
    """
    require_right(Right.OBSERVATIES, work.subject)
    shown, me = shown_to_all(work.oefening), visitor().persoon or ""
    for van in writers_of(shown.gesprek, shown.rollen):
        words = screen_text("moment.van_jullie")
        if van:
            words = screen_text("moment.van", naam=work.team.name_of(van))
        icon, found = ":material/schedule:", moments_of(shown.gesprek, van)
        with expander("moment", icon, of=van, words=words, expanded=van == me):
            if van == me:
                st.caption(screen_text("moment.uitleg"))
                for moment in found:
                    _own(work, moment)
            else:
                st.text("\n".join(f"{_when(one)}  {one.markering.tekst}".rstrip() for one in found))


def _own(work: OpenOefening, moment: Gemarkeerd) -> None:
    """Draw a moment of who is here; it becomes a top or a tip once it has a word."""
    with st.container(border=True):
        draw_line_field(work, (*_path(moment), "tekst"), _when(moment))
        made = feedback_of(work.oefening.terugblik, moment.id)
        if made:
            st.markdown(f"{_ICONS[made.soort]} {label(made.soort)}")
        elif moment.markering.tekst:
            with st.container(horizontal=True):
                for soort, words in _MAKE.items():
                    key = f"{field_key(work, _path(moment))}-{soort}"
                    icon = _ICONS[soort]
                    draw_button(screen_text(words), _make, work, moment, soort, key=key, icon=icon)


_MAKE = {Feedbacksoort.TOP: "moment.maak_top", Feedbacksoort.TIP: "moment.maak_tip"}


def _make(work: OpenOefening, moment: Gemarkeerd, soort: Feedbacksoort) -> None:
    key = new_id()

    def made(one: Oefening) -> Oefening:
        return one.changed(terugblik=make_feedback(one.terugblik, moment, soort, key))

    work.change(made)


def _when(moment: Gemarkeerd) -> str:
    return screen_text("moment.wanneer", nummer=moment.ronde, tijd=moment.tijd)


def _path(moment: Gemarkeerd) -> Path:
    return ("gesprek", "markeringen", moment.id)
