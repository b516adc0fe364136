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
from gesprek.services.draft_fields import BEHEER, FIELD
from gesprek.services.root import services
from gesprek.storage.values import FORMS_OF_TEAM
from gesprek.ui.fields.choices import draw_both, draw_button
from gesprek.ui.fields.session import session
from gesprek.ui.fields.unsaved_text import (
    field_saves,
    forget_in,
    keep_choice,
    keep_text,
    note_clash,
)
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
class DraftForm:
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
        if options is not None and key in memory.drafts:
            found = _among(memory.drafts.pop(key), options)
            if found is not None:
                memory.drafts[key] = found
        return fill_widget(key, stored)

    def saves(self, part: str) -> dict[str, Any]:
        """Return what a widget is given so that what is done in it is kept."""
        key = self.key(part)
        args = (key, partial(keep_choice, self.place, key))
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
        draw(words, held, **{**field_saves(self.place, self.key(part)), **more})
        self.say_more(part, stored)

    def say_more(
        self,
        part: str,
        stored: object,
        told: Callable[[Any], str] = str,
        save: Callable[[], object] | None = None,
    ) -> None:
        """Draw what was filled in here beside what somebody else saved, where they clash.

        Else draw that it was filled in before, where that matters. ``told`` makes a sentence of a
        choice, and ``save`` stores what is chosen, in a field that saves itself.
        """
        key, memory = self.key(part), session()
        with st.container():  # also when empty, as below each text
            if key in memory.put_back and key not in memory.botsingen and self.place == BEHEER:
                self._say_put_back(key, stored, save)
            if key in memory.botsingen and key in memory.drafts:
                mine = memory.drafts[key]
                options = (("mijn", mine), ("andere", stored))
                draw_both(
                    key,
                    screen_text("formulier.botsing"),
                    (told(mine), told(stored)),
                    [(screen_text(f"formulier.{one}"), value) for one, value in options],
                    lambda value: self._choose(key, value, stored, save),
                )

    def _say_put_back(self, key: str, stored: object, save: Callable[[], object] | None) -> None:
        st.caption(f":material/history: {screen_text('concept.teruggezet')}")
        with st.container(horizontal=True):
            if save:
                draw_button(screen_text("concept.bewaar"), save, key=f"{key}-nu")
            words = screen_text("concept.weg")
            draw_button(words, self._choose, key, stored, stored, key=f"{key}-weg", kind="tertiary")

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
            note_clash(key, typed)
            return _NOTHING
        return typed

    def require_seen(self, part: str, drawn: object) -> None:
        """Raise FormClash where something else is stored by now than what was ``drawn`` of it."""
        key = self.key(part)
        if services().drafts.stored(current_visit(), key) not in (drawn, self.value(part)):
            note_clash(key, self.value(part))
            raise FormClash(screen_text("formulier.botsing"))

    def keep(self, part: str) -> None:
        """Keep the text in a field that saves itself, in case it is refused."""
        keep_text(self.place, self.key(part), self.value(part))

    def stored_as(self, part: str, text: str) -> None:
        """Show what was saved of one field that saves itself, and forget its draft."""
        forget_in(self.place, self.key(part))
        session().shown[self.key(part)] = text
        set_widget_value(self.key(part), text)

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
            memory.put_back.add(key)

    def _choose(
        self, key: str, value: object, stored: object, save: Callable[[], object] | None = None
    ) -> None:
        """Put the choice in the field; what comes from here is on what is stored now."""
        forget_in(self.place, key)
        session().shown[key] = stored
        set_widget_value(key, value)
        if not _same(value, stored):
            if isinstance(value, str):
                keep_text(self.place, key, value)
            else:
                keep_choice(self.place, key)
            if save:
                save()


def admin_form(*name: str) -> DraftForm:
    """Return a form of Beheer."""
    return DraftForm(BEHEER, name)


def team_form(team_id: str, *name: str) -> DraftForm:
    """Return a form on the page of a team."""
    return DraftForm(f"{FORMS_OF_TEAM}{team_id}", name)


def _same(one: object, other: object) -> bool:
    return one == other or (isinstance(one, str) and clean(one) == other)


def _among(held: object, options: Sequence[object]) -> object:
    """Return what was kept of a choice as the options that it was; None: it is none of them."""
    if isinstance(held, list) and not any(isinstance(one, tuple) for one in options):
        return [one for one in options if one in held]
    wanted = tuple(held) if isinstance(held, list) else held
    return next((one for one in options if one == wanted), None)
