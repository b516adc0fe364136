"""What one browser tab remembers, in one typed object; nothing else touches session state."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.oefening import Oefening
from gesprek.domein.stappen import Stap
from gesprek.opslag.archief import Versie
from gesprek.privacy import Finding

_KEY = "sessie"
_ON_ITS_WAY = 2.0  # s from the end of a drawing: until then a browser may not have got it


@dataclass(frozen=True)
class Herstel:
    """A removal that can be taken back while its page is open."""

    page: str
    restore: Callable[[], None]


@dataclass(frozen=True)
class Nakijken:
    """Going on from a step, put off until the team looked at what the privacy guard found.

    Attributes:
        oefening: its id.
        stap: the step of which the texts are looked at.
        change: what is saved when the team goes on.
        following: the step to open then, None to stay.
    """

    oefening: str
    stap: Stap
    change: Callable[[Oefening], Oefening]
    following: Stap | None


@dataclass(frozen=True)
class Sleutelkaart:
    """A new key of a team, until its card is put away."""

    team: str
    sleutel: str


@dataclass
class Vulling:
    """What a drawing put in a field that the browser may have had already.

    Attributes:
        old: what the field held.
        new: what it was filled with.
        run: the number of the drawing.
        moment: when that drawing ended, or as long as it did not, when the field was filled; in
            seconds of the clock of this machine.
    """

    old: object
    new: object
    run: int
    moment: float


@dataclass
class Sessie:
    """Identity and drafts of one tab.

    Attributes:
        team: the team whose page is open.
        seen: per oefening the version that was last drawn, the base of every change.
        seen_live: the same of what a live part drew.
        drawn_live: whether the live part was drawn since the whole page was.
        runs: how often the page was drawn, the drawing that is under way included. One that is
            broken off, because something was tapped meanwhile, does not count.
        drawn: per field when it was last drawn, as a number of ``runs``.
        shown: per field what the browser is known to hold: what the store held as the page was
            last drawn whole, or what was saved since.
        filling: per field what it was filled with since a page was last drawn whole; the browser
            may hold any of it.
        fillings: per field what a drawing last put in it in place of what it held.
        drawing: whether a whole page is being drawn, or the last one was broken off.
        drafts: per field the text that could not be saved, kept until it is.
        put_back: the fields whose draft was typed before this page was opened.
        looked: the oefening and the step of which the drafts were put back last.
        refusals: per field why it was not saved.
        botsingen: the fields that somebody else changed too, until the team chooses between the
            draft and what is stored.
        saved: when something was last stored.
        problem: a sentence about what was just refused, shown once.
        offered: what the main action was when it was last drawn.
        new_ids: per choice the id of what its tap adds, so that a repeated tap adds nothing.
        undo: how to bring back what was last removed.
        opened: what was opened on a page, such as a private text, and since when.
        bevindingen: per field what the privacy guard found in it, by the mark of its text; the
            text itself is not in here.
        nakijken: what waits until the team looked at what the guard found.
        takes_over: the deelnemer who may go on here instead of on another device.
        sleutelkaart: a new key of a team, shown until its card is put away.
        agenda: per team the token of its calendar, made in this tab and shown once.
        waiting: per oefening the people for whom the form has no room, until the team chooses.
    """

    team: str | None = None
    seen: dict[str, Versie[Oefening]] = field(default_factory=dict)
    seen_live: dict[str, Versie[Oefening]] = field(default_factory=dict)
    drawn_live: bool = False
    runs: int = 1
    drawn: dict[str, int] = field(default_factory=dict)
    shown: dict[str, object] = field(default_factory=dict)
    filling: dict[str, list[object]] = field(default_factory=dict)
    fillings: dict[str, Vulling] = field(default_factory=dict)
    drawing: bool = False
    drafts: dict[str, str] = field(default_factory=dict)
    put_back: set[str] = field(default_factory=set)
    looked: tuple[str, Stap] | None = None
    refusals: dict[str, Gespreksfout] = field(default_factory=dict)
    botsingen: set[str] = field(default_factory=set)
    saved: datetime | None = None
    problem: str | None = None
    offered: tuple[object, ...] | None = None
    new_ids: dict[str, str] = field(default_factory=dict)
    undo: Herstel | None = None
    opened: dict[str, datetime] = field(default_factory=dict)
    bevindingen: dict[str, tuple[int, list[Finding]]] = field(default_factory=dict)
    nakijken: Nakijken | None = None
    takes_over: str | None = None
    sleutelkaart: Sleutelkaart | None = None
    agenda: dict[str, str] = field(default_factory=dict)
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)


def sessie() -> Sessie:
    """Return this tab's memory, made at its first use."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Sessie()
    remembered: Sessie = st.session_state[_KEY]
    return remembered


def forget_the_writer() -> None:
    """Forget what who used this tab wrote and opened; what is a draft, the server keeps for them.

    For a tab that goes on as another person: the fields have the same names for both.
    """
    memory = sessie()
    memory.looked = memory.undo = memory.nakijken = None
    for private in (memory.drafts, memory.put_back, memory.refusals, memory.botsingen):
        private.clear()
    memory.opened.clear()


def begin_page() -> None:
    """Begin to draw a page; the browser may have nothing of a drawing that was broken off."""
    sessie().drawing = True


def end_page() -> None:
    """Note that the page was drawn whole; before every ``st.stop`` too."""
    memory = sessie()
    memory.shown |= {key: values[-1] for key, values in memory.filling.items()}
    memory.filling.clear()
    for one in memory.fillings.values():
        if one.run == memory.runs:
            one.moment = monotonic()
    memory.runs += 1
    memory.drawing = False


def widget_value(key: str) -> Any:  # noqa: ANN401 - each widget has its own type
    """Return what a widget holds, None before it was drawn."""
    return st.session_state.get(key)


def set_widget_value(key: str, value: object) -> None:
    """Put a value in a widget; only before it is drawn, or in a callback."""
    st.session_state[key] = value


def fill_widget(key: str, stored: object, save: Callable[[], None] | None = None) -> None:
    """Fill a widget from the store, without losing what could not be saved.

    Called before the widget is drawn. A field with a draft keeps the draft; any other field
    follows the store when that changed.

    Args:
        key: the widget's key.
        stored: what the store holds now, in the widget's own type.
        save: for a widget that saves itself: saves what it holds, where it did not get to that.
            Another tap within that moment makes Streamlit break it off for good.
    """
    memory = sessie()
    # A field that was away comes back empty in the browser, though the server may still know it.
    was_away = memory.drawn.get(key, 0) < memory.runs - 1
    memory.drawn[key] = memory.runs
    if save and not was_away and _is_unsaved(key, stored):
        _save(key, save)
        stored = st.session_state.get(key, stored) if key not in memory.drafts else stored
    if was_away or key not in st.session_state:
        st.session_state[key] = memory.drafts.get(key, stored)
    elif _must_follow(key, stored, saves=save is not None):
        held = st.session_state[key]
        memory.fillings[key] = Vulling(held, stored, memory.runs, monotonic())
        st.session_state[key] = stored
    if memory.drawing:
        memory.filling.setdefault(key, []).append(stored)
    else:
        memory.shown[key] = stored


def _must_follow(key: str, stored: object, *, saves: bool) -> bool:
    """Return whether a field that the browser may have by now is filled from the store again.

    One that is empty here and in the store is left alone: in the browser it is empty too, or
    something was typed that is still on its way.
    """
    memory, held = sessie(), st.session_state.get(key)
    if key in memory.drafts or held == stored == "":
        return False
    return memory.shown.get(key) != stored or (saves and held != stored)


def save_if_changed(key: str, save: Callable[[], None]) -> None:
    """Save what a widget holds, where somebody changed it; for its ``on_change``.

    Streamlit takes it for a change too where the drawing that was to bring a colleague's text was
    broken off: it knows the new text, and the browser still sends the one it has.
    """
    memory = sessie()
    if _is_known(key) and st.session_state.get(key) == memory.shown[key]:
        return
    if _is_known(key) and _is_echo(key):
        st.session_state[key] = memory.shown[key]
        return
    _save(key, save)


def _save(key: str, save: Callable[[], None]) -> None:
    """Save what the browser sent, and note that it holds that."""
    memory = sessie()
    save()
    if key in st.session_state and key not in memory.drafts:
        memory.shown[key] = st.session_state[key]


def _is_echo(key: str) -> bool:
    """Return whether a browser sends what it was given, and nobody changed that.

    It did not get the last drawing yet and sends what the field held before; or that drawing came
    down over what had just been typed, and saved. Once: who really wants this changes it again.
    """
    memory, value = sessie(), st.session_state.get(key)
    one = memory.fillings.get(key)
    if one is None or value not in (one.old, one.new):
        return False
    del memory.fillings[key]
    return monotonic() - one.moment < _ON_ITS_WAY


def _is_known(key: str) -> bool:
    """Return whether it is known what the browser held of a widget before it sent what it does."""
    memory = sessie()
    return key in memory.shown and key not in memory.drafts


def _is_unsaved(key: str, stored: object) -> bool:
    """Return whether a widget was changed and holds what is not stored.

    That is what no drawing put there. What is empty does not count: nothing is wiped without a tap.
    """
    memory, value = sessie(), st.session_state.get(key)
    ours = [stored, memory.shown.get(key), *memory.filling.get(key, [])]
    return bool(value) and key not in memory.drafts and value not in ours


def has_changed(key: str, stored: object) -> bool:
    """Return whether the store holds something else than when this field was last drawn."""
    return key in sessie().shown and sessie().shown[key] != stored


def show_stored(key: str, stored: object) -> None:
    """Fill a field in a callback with what it just saved, which is no change of somebody else."""
    if st.session_state.get(key) != stored:  # else what is typed meanwhile is left alone
        st.session_state[key] = stored
    sessie().shown[key] = stored


def forget_widget(key: str) -> None:
    """Let a widget start anew from the store: what it held was refused."""
    st.session_state.pop(key, None)
