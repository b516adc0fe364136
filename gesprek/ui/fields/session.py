"""What one browser tab remembers, in one typed object; see ``widgets`` for what its fields hold."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from threading import RLock
from typing import TYPE_CHECKING, Any

import streamlit as st

from gesprek.domain.base import UserError
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text_fields import TextPlace
from gesprek.services.archive import Versioned

if TYPE_CHECKING:
    from gesprek.privacy import Finding
    from gesprek.services.reminder_admin import Trial

_KEY = "sessie"


@dataclass(frozen=True)
class UndoOffer:
    """A removal that can be taken back while its page, of an oefening or a team, is open."""

    page: str
    restore: Callable[[], object]


@dataclass(frozen=True)
class Preview:
    """A text as it will be: the key of its field, the words in it, and what it was filled with."""

    key: str
    words: tuple["Finding", ...]
    text: str


@dataclass(frozen=True)
class Review:
    """Going on from a step, put off until the team looked at what the privacy guard found.

    ``change`` is saved when the team goes on; then ``following`` opens, None: the page stays.
    ``texts`` are the texts as they were first shown, and ``words`` the preview of each.
    """

    oefening: str
    stap: Stap
    change: Callable[[Oefening], Oefening]
    following: Stap | None
    texts: dict[tuple[str, ...], TextPlace] = field(default_factory=dict)
    words: dict[tuple[str, ...], Preview] = field(default_factory=dict)


@dataclass(frozen=True)
class KeyCard:
    """A new key of a team, shown until its card is put away."""

    team: str
    key: str


@dataclass
class FilledValue:
    """What we put, in place of ``olds``, in a field that the browser may have had already.

    ``olds`` has more than one where that happened more often within a moment. ``run`` is
    the number of the drawing. ``moment`` is when that ended, or as long as it did not, when the
    field was filled; in seconds of the clock of this machine.
    """

    olds: tuple[object, ...]
    new: object
    run: int
    moment: float


@dataclass
class Session:
    """Identity and drafts of one tab.

    Attributes:
        team: the team whose page is open.
        seen: per oefening the version that was last drawn, the base of every change.
        seen_live: the same of what a live part drew.
        one_at_a_time: held while ``seen`` or ``seen_live`` is read and written. Streamlit may deal
            with a tap in one thread while another one ends; without this the second would be made
            on what the first had just changed, and conflict with it.
        drawn_live: whether the live part was drawn since the whole page was.
        drawn_version: the version of the oefening that the page was last drawn of.
        runs: how often the page was drawn, the drawing that is under way included. One that is
            broken off, because something was tapped meanwhile, does not count.
        drawn: per field when it was last drawn, as a number of ``runs``.
        shown: per field what the browser is known to hold: what the store held as the page was
            last drawn whole, or what was saved since.
        given: per field what it was filled with since a page was last drawn whole; the browser
            may hold any of it.
        replaced: per field what was last put in it, and what it held before.
        drawing: whether a whole page is being drawn, or the last one was broken off.
        drafts: per field the text, or the choice of a form, that was not saved, kept until it is.
        put_back: the fields whose draft was typed before this page was opened.
        being_saved: the oefening and the field of each text of which the saving began and was not
            seen to end.
        to_forget: the oefening and the field of each draft that was saved and is still kept, with
            what was saved; None: whatever it is.
        looked: the oefening and the step of which the drafts were put back last.
        refusals: per field why it was not saved.
        botsingen: the fields that somebody else changed too, until the team chooses between the
            draft and what is stored.
        saved: when something was last stored.
        problem: a sentence about what was just refused, shown once.
        offered: what the main action was when it was last drawn.
        new_ids: per choice the id of what its tap adds, so that a repeated tap adds nothing.
        cards_over: the oefening and the step over which the cards and rules are open, so that they
            stay so when a colleague's save draws the page anew.
        opened: what was opened on a page, such as a private text, and since when.
        bevindingen: per field what the privacy guard found in it, by the mark of its text; the
            text itself is not in here.
        takes_over: the deelnemer who may go on here instead of on another device.
        agenda: per team the token of its calendar, made in this tab and shown once.
        proefmail: the test message that is under way, or that ended last in this tab.
        waiting: per oefening the people for whom the form has no room, until the team chooses.
    """

    team: str | None = None
    seen: dict[str, Versioned[Oefening]] = field(default_factory=dict)
    seen_live: dict[str, Versioned[Oefening]] = field(default_factory=dict)
    one_at_a_time: RLock = field(default_factory=RLock)
    drawn_live: bool = False
    drawn_version: int | None = None
    runs: int = 1
    drawn: dict[str, int] = field(default_factory=dict)
    shown: dict[str, object] = field(default_factory=dict)
    given: dict[str, list[object]] = field(default_factory=dict)
    replaced: dict[str, FilledValue] = field(default_factory=dict)
    drawing: bool = False
    drafts: dict[str, Any] = field(default_factory=dict)
    put_back: set[str] = field(default_factory=set)
    being_saved: set[tuple[str, str]] = field(default_factory=set)
    to_forget: dict[tuple[str, str], tuple[str, ...] | None] = field(default_factory=dict)
    looked: tuple[str, Stap] | None = None
    refusals: dict[str, UserError] = field(default_factory=dict)
    botsingen: set[str] = field(default_factory=set)
    saved: datetime | None = None
    problem: str | None = None
    offered: tuple[object, ...] | None = None
    new_ids: dict[str, str] = field(default_factory=dict)
    undo: UndoOffer | None = None
    cards_over: tuple[str, Stap] | None = None
    opened: dict[str, datetime] = field(default_factory=dict)
    bevindingen: dict[str, tuple[int, list["Finding"]]] = field(default_factory=dict)
    nakijken: Review | None = None
    takes_over: str | None = None
    sleutelkaart: KeyCard | None = None
    agenda: dict[str, str] = field(default_factory=dict)
    proefmail: "Trial | None" = None
    waiting: dict[str, tuple[str, ...]] = field(default_factory=dict)


def session() -> Session:
    """Return this tab's memory, made at its first use."""
    if _KEY not in st.session_state:
        st.session_state[_KEY] = Session()
    remembered: Session = st.session_state[_KEY]
    return remembered


def forget_the_writer() -> None:
    """Forget what who used this tab wrote and opened; what is a draft, the server keeps for them.

    For a tab that goes on as another person: the fields have the same names for both.
    """
    memory = session()
    memory.looked = memory.undo = memory.nakijken = None
    by_field = memory.drafts, memory.put_back, memory.refusals, memory.botsingen
    for private in (*by_field, memory.being_saved, memory.to_forget, memory.opened):
        private.clear()
