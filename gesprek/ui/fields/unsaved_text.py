"""What somebody typed on this device and did not save yet: put back once, forgotten when saved."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from typing import Any

from gesprek.domain.base import UserError
from gesprek.domain.oefening import Oefening, moments_in
from gesprek.domain.stappen import Stap
from gesprek.domain.text import clean
from gesprek.services.draft_fields import REVIEW_CHOICE, REVIEWED
from gesprek.services.drafts import text_of
from gesprek.services.root import services
from gesprek.services.visits import Visit
from gesprek.ui.fields.open_oefening import OpenOefening, Path, field_key
from gesprek.ui.fields.session import session
from gesprek.ui.fields.widgets import save_if_changed, set_widget_value, widget_value
from gesprek.ui.frame.visitor import current_visit, practices
from gesprek.ui.frame.words import screen_text


def put_back(work: OpenOefening, stap: Stap) -> None:
    """Put the drafts of this device back in their fields; each time that a step is opened.

    Who goes along with the group in mid-sentence finds the sentence when they look back. A field
    that saves itself keeps the draft until it is saved or discarded; any other field, such as that
    for a new tip, is filled again. Where a colleague saved another text meanwhile, both show.
    """
    memory, oefening = session(), work.oefening
    _look_what_was_saved(oefening)
    _forget_what_was_saved()
    if memory.looked == (oefening.id, stap):
        return
    memory.looked = oefening.id, stap
    for key, text in services().drafts.of(current_visit(), oefening).items():
        # Newer than what the browser still holds: it is kept before a page is drawn again.
        if key not in memory.refusals and key not in memory.botsingen:
            memory.drafts[key] = text
            (memory.botsingen if is_overtaken(work, key, text) else memory.put_back).add(key)
            set_widget_value(key, text)


def typed_in(work: OpenOefening, key: str) -> str | None:
    """Return what is in a field by now and was not saved; None: nothing."""
    return services().drafts.of(current_visit(), work.oefening).get(key)


def is_overtaken(work: OpenOefening, key: str, typed: str) -> bool:
    """Return whether another text was saved in a field since who is here began to type in it."""
    memory = session()
    with suppress(UserError):  # saving says what is wrong
        stored = practices().latest(work.versie).value
        if key not in memory.drafts and text_of(stored, key) == memory.shown.get(key):
            return False  # what was typed over is just what this page showed
        return services().drafts.is_overtaken(current_visit(), stored, key, typed)
    return False


def is_typed(work: OpenOefening, key: str, text: str) -> bool:
    """Return whether the browser said of this text that it was typed in a field, "" included."""
    with suppress(UserError):  # then nobody can know
        return services().drafts.typed(current_visit(), work.oefening.id, key) == clean(text)
    return False


def unsaved_moments(work: OpenOefening, stap: Stap) -> list[str]:
    """Return why each day or time that was typed in this step is not saved."""
    memory, words = session(), UserError(screen_text("concept.dag"))
    keys = (field_key(work, path) for path in moments_in(work.oefening, stap))
    return [memory.refusals.get(key, words).sentence for key in keys if key in memory.drafts]


@contextmanager
def saving(work: OpenOefening, key: str) -> Iterator[None]:
    """Save a text within this: a tap may break that off right after it was saved.

    Its draft would stay, and what is typed later be taken for a change of that old text.
    """
    place, memory = (work.oefening.id, key), session()
    memory.being_saved.add(place)
    yield
    memory.being_saved.discard(place)


def note_clash(key: str, typed: object) -> None:
    """Note that somebody else saved a field that was changed here: nothing of it is saved."""
    memory = session()
    memory.drafts[key] = typed
    memory.botsingen.add(key)
    memory.refusals.pop(key, None)
    with suppress(UserError):
        services().drafts.note_clash(current_visit(), key)


def forget_in(place: str, name: str) -> None:
    """Forget the drafts of a form by its key, or of one field, as ``forget``."""
    memory = session()
    by_field = (memory.drafts, memory.refusals)
    for key in {key for table in by_field for key in table} | memory.botsingen | memory.put_back:
        if key == name or key.startswith(f"{name}-"):
            _let_go(key)
    memory.to_forget[place, name] = None
    _forget_what_was_saved()


def forget_review(work: OpenOefening, path: Path = ()) -> None:
    """Forget what was changed in the review of a text, or (no path) of all: it is saved by now."""
    for kind in (REVIEWED, REVIEW_CHOICE):
        key = field_key(work, (kind, *path))
        if not path or any(one.startswith(key) for one in session().drafts):
            forget_in(work.oefening.id, key)


def forget(work: OpenOefening, key: str, saved: tuple[str, ...] | None = None) -> None:
    """Forget a draft that was saved or discarded, and what was said of it.

    Where the store fails now, the server forgets it at the next page.
    ``saved`` is what was saved of it, see ``Drafts.forget``; None: it is discarded.
    """
    _let_go(key)
    session().to_forget[work.oefening.id, key] = saved
    _forget_what_was_saved()


def _let_go(key: str) -> None:
    memory = session()
    memory.drafts.pop(key, None)
    memory.refusals.pop(key, None)
    memory.botsingen.discard(key)
    memory.put_back.discard(key)


def field_saves(place: str, key: str, widget: str = "") -> dict[str, Any]:
    """Return what a field for text is given so that its text is kept as a draft.

    ``widget`` is the key of a field that is drawn anew for each text that we put in it.
    """

    def keep() -> bool:
        return keep_text(place, key, widget_value(widget or key) or "")

    if widget:
        return {"key": widget, "on_change": keep}
    return {"key": key, "on_change": save_if_changed, "args": (key, keep)}


def keep_text(place: str, key: str, text: str) -> bool:
    """Keep a text as the draft in a field; returns False: it is not stored yet."""
    return _keep(place, key, services().drafts.keep, text)


def keep_choice(place: str, key: str) -> bool:
    """Keep what is chosen in a field as its draft; as ``keep_text``."""
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


def _look_what_was_saved(oefening: Oefening) -> None:
    """Find those texts that were saved after all, of which the saving was broken off."""
    memory = session()
    here = {one for one in memory.being_saved if one[0] == oefening.id}
    if here:
        unsaved = services().drafts.of(current_visit(), oefening)
        memory.to_forget |= {
            one: (text_of(oefening, one[1]),) for one in here if one[1] not in unsaved
        }
        memory.being_saved -= here


def _forget_what_was_saved() -> None:
    """Forget the drafts that were saved: else the next text is taken for a change of an old one."""
    memory = session()
    for (oefening_id, key), saved in tuple(memory.to_forget.items()):
        with suppress(UserError):
            services().drafts.forget(current_visit(), oefening_id, key, saved)
            memory.to_forget.pop((oefening_id, key), None)
