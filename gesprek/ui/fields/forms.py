"""Forms: fields that a button saves together, and of which what is half filled in is one draft.

Here alone is said what that draft holds: each text, and each choice beside it. What somebody else
saved meanwhile in a field that was changed here too shows beside it, and nothing is stored.
"""

from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from functools import partial
from typing import Any, Final

import streamlit as st

from gesprek.domain.base import UserError
from gesprek.domain.text import clean
from gesprek.services.drafts import FIELD
from gesprek.services.form_fields import TEAM
from gesprek.services.root import services
from gesprek.services.visits import Visit
from gesprek.ui.fields.choices import draw_both
from gesprek.ui.fields.session import session
from gesprek.ui.fields.unsaved_text import forget_in
from gesprek.ui.fields.widgets import (
    appears,
    fill_widget,
    replace_value,
    save_if_changed,
    set_widget_value,
    take_new,
    widget_value,
)
from gesprek.ui.frame.visitor import current_visit
from gesprek.ui.frame.words import screen_text

_NOTHING: Final = object()


class FormClash(UserError):
    """Somebody else saved a field that was changed here too; nothing is stored."""


@dataclass(frozen=True)
class Form:
    """The fields of one form; a part is one of them, "" the field that bears the form's name.

    Attributes:
        place: the id of an oefening, ``team-<id>`` or 'beheer'.
        name: what comes before the parts in the paths of the fields.
        is_bound: whether its choices mean nothing once what they are about was changed.
    """

    place: str
    name: tuple[str, ...]
    is_bound: bool = False

    def key(self, part: str = "") -> str:
        """Return the key of the widget of a part."""
        return "-".join(filter(None, (FIELD, self.place, *self.name, part)))

    def fill(self, part: str, stored: object, options: Sequence[object] | None = None) -> Any:  # noqa: ANN401 - each widget has its own type
        """Fill a field with its draft, else with what is stored; return what it holds.

        A choice that is none of the ``options`` any more is what is stored.
        """
        key, memory = self.key(part), session()
        if appears(key) or memory.shown.get(key, stored) != stored:
            self._find_draft(key, stored)
        if options is not None and not _is_among(memory.drafts.get(key), options):
            memory.drafts.pop(key, None)
        return fill_widget(key, stored)

    def saves(self, part: str) -> dict[str, Any]:
        """Return what a widget is given so that what is done in it is kept."""
        key = self.key(part)
        args = (key, partial(_keep_choice, self.place, key))
        return {"key": key, "on_change": save_if_changed, "args": args}

    def line(self, part: str, words: str, stored: object = "", **more: object) -> None:
        """Draw a field for one line; ``more`` goes to its widget."""
        self._draw(st.text_input, part, words, stored, more)

    def text(self, part: str, words: str, stored: object = "", **more: object) -> None:
        """Draw a field for some lines; ``more`` goes to its widget."""
        self._draw(partial(st.text_area, height="content"), part, words, stored, more)

    def new_line(self, words: str, add: Callable[[str], bool], hint: str | None = None) -> None:
        """Draw a field that adds what is typed in it as it is left; ``add`` as ``take_new``."""
        key, held = self.key(), self.fill("", "")
        args = (key, add)
        st.text_input(words, held, key=key, placeholder=hint, on_change=take_new, args=args)

    def _draw(
        self,
        draw: Callable[..., object],
        part: str,
        words: str,
        stored: object,
        more: dict[str, object],
    ) -> None:
        held = self.fill(part, stored)
        draw(words, held, **field_saves(self.place, self.key(part)), **more)
        self.show_both(part, stored)

    def show_both(self, part: str, stored: object, told: Callable[[Any], str] = str) -> None:
        """Draw what was filled in here beside what somebody else saved, where they clash."""
        key, memory = self.key(part), session()
        with st.container():  # also when empty, as below each text
            if key in memory.botsingen and key in memory.drafts:
                mine = memory.drafts[key]
                options = (("mijn", mine), ("andere", stored))
                draw_both(
                    key,
                    screen_text("formulier.botsing"),
                    (told(mine), told(stored)),
                    [(screen_text(f"formulier.{one}"), value) for one, value in options],
                    lambda value: self._choose(key, value, stored),
                )

    def value(self, part: str = "") -> Any:  # noqa: ANN401 - each widget has its own type
        """Return what a field holds now; "" where it was not drawn."""
        held = widget_value(self.key(part))
        return "" if held is None else held

    def given(self, *parts: str) -> dict[str, Any]:
        """Return what to store of each part: what was changed here, else what is stored by now.

        Raises FormClash where somebody else changed one of them too since it was drawn.
        """
        found = {part: self._given(self.key(part)) for part in parts}
        if _NOTHING in found.values():
            raise FormClash(screen_text("formulier.botsing"))
        return found

    def _given(self, key: str) -> object:
        memory, typed = session(), widget_value(key)
        now = services().drafts.stored(current_visit(), key)
        shown = memory.shown.get(key, now)
        clashes = key in memory.botsingen
        if typed is None or _same(typed, now) or (typed == shown and not clashes):
            return now
        if clashes or shown != now:
            memory.drafts[key] = typed
            memory.botsingen.add(key)
            return _NOTHING
        return typed

    def done(self, *emptied: str) -> None:
        """Forget the draft of what was saved, and empty these parts."""
        forget_in(self.place, self.key())
        for part in emptied:
            replace_value(self.key(part), "")

    def _find_draft(self, key: str, stored: object) -> None:
        """Take over what was filled in here before, and tell whether it clashes by now."""
        memory = session()
        with suppress(UserError):
            visit = current_visit()
            found = services().drafts.of_form(visit, self.place).get(key, _NOTHING)
            if found is _NOTHING or _same(found, stored):
                return
            if services().drafts.is_form_overtaken(visit, key):
                if self.is_bound:
                    return
                memory.botsingen.add(key)
            memory.drafts[key] = found

    def _choose(self, key: str, value: object, stored: object) -> None:
        """Put the choice in the field; what comes from here is on what is stored now."""
        forget_in(self.place, key)
        session().shown[key] = stored
        set_widget_value(key, value)
        if not _same(value, stored):
            if isinstance(value, str):
                keep_text(self.place, key, value)
            else:
                _keep_choice(self.place, key)


def team_form(team_id: str, *name: str) -> Form:
    """Return a form on the page of a team."""
    return Form(f"{TEAM}{team_id}", name)


def field_saves(place: str, key: str) -> dict[str, Any]:
    """Return what a field for text is given so that its text is kept as a draft."""

    def keep() -> bool:
        return keep_text(place, key, widget_value(key) or "")

    return {"key": key, "on_change": save_if_changed, "args": (key, keep)}


def keep_text(place: str, key: str, text: str) -> bool:
    """Keep a text as the draft in a field; returns False: it is not stored yet."""
    return _keep(place, key, services().drafts.keep, text)


def _keep_choice(place: str, key: str) -> bool:
    held = widget_value(key)
    chosen = [str(one) for one in held] if isinstance(held, list | tuple) else held
    return _keep(place, key, services().drafts.choose, chosen)


def _keep(place: str, key: str, keep: Callable[[Visit, str, Any], None], held: object) -> bool:
    """Keep what a field holds as a draft; returns False: it is not stored itself.

    What can't be kept stays in this tab, and nothing older comes back in its place.
    """
    session().drafts[key] = held
    with suppress(UserError):
        visit = current_visit()
        try:
            keep(visit, key, held)
        except UserError:
            services().drafts.forget(visit, place, key)
    return False


def _same(one: object, other: object) -> bool:
    return one == other or (isinstance(one, str) and clean(one) == other)


def _is_among(held: object, options: Sequence[object]) -> bool:
    return all(one in options for one in (held if isinstance(held, list) else [held]))
