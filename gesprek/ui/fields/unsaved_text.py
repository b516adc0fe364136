"""What somebody typed on this device and did not save yet: put back once, forgotten when saved."""

from collections.abc import Iterator
from contextlib import contextmanager, suppress

from gesprek.domain.errors import Gespreksfout
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.text import clean
from gesprek.services.drafts import text_of
from gesprek.services.root import services
from gesprek.ui.fields.open_oefening import Werk
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.widgets import set_widget_value
from gesprek.ui.frame.visitor import archief, binnen


def put_back(werk: Werk, stap: Stap) -> None:
    """Put the drafts of this device back in their fields; each time that a step is opened.

    Who goes along with the group in mid-sentence finds the sentence when they look back.

    A field that saves itself keeps the draft until it is saved or thrown away; any other field,
    such as that for a new tip, is filled again. Where a colleague saved another text meanwhile,
    both show.
    """
    memory, oefening = sessie(), werk.oefening
    _look_what_was_saved(oefening)
    _forget_what_was_saved()
    if memory.looked == (oefening.id, stap):
        return
    memory.looked = oefening.id, stap
    for key, text in services().concepten.of(binnen(), oefening).items():
        # Newer than what the browser still holds: it is kept before a page is drawn anew.
        if key not in memory.refusals and key not in memory.botsingen:
            memory.drafts[key] = text
            (memory.botsingen if is_overtaken(werk, key, text) else memory.put_back).add(key)
            set_widget_value(key, text)


def typed_in(werk: Werk, key: str) -> str | None:
    """Return what stands in a field by now and was not saved; None: nothing."""
    return services().concepten.of(binnen(), werk.oefening).get(key)


def is_overtaken(werk: Werk, key: str, typed: str) -> bool:
    """Return whether another text was saved in a field since who is here began to type in it."""
    memory = sessie()
    with suppress(Gespreksfout):  # saving says what is wrong
        stored = archief().oefening(werk.oefening.id).waarde
        if key not in memory.drafts and text_of(stored, key) == memory.shown.get(key):
            return False  # what was typed over is just what this page showed
        return services().concepten.is_overtaken(binnen(), stored, key, typed)
    return False


def is_typed(werk: Werk, key: str, text: str) -> bool:
    """Return whether the browser said of this text that it was typed in a field, "" included."""
    with suppress(Gespreksfout):  # then nobody can know
        return services().concepten.typed(binnen(), werk.oefening.id, key) == clean(text)
    return False


@contextmanager
def saving(werk: Werk, key: str) -> Iterator[None]:
    """Save a text within this: a tap may break that off right after it was saved.

    Its draft would stay, and what is typed later be taken for a change of that old text.
    """
    place, memory = (werk.oefening.id, key), sessie()
    memory.being_saved.add(place)
    yield
    memory.being_saved.discard(place)


def clear(werk: Werk, key: str) -> None:
    """Empty a field of which the text was added to the oefening."""
    sessie().drafts.pop(key, None)
    set_widget_value(key, "")
    forget(werk, key)


def forget(werk: Werk, key: str, saved: tuple[str, ...] | None = None) -> None:
    """Forget a draft that was saved or thrown away; where the store fails now, at the next page.

    Args:
        werk: the oefening.
        key: the field.
        saved: what was saved of it, see ``Concepten.forget``; None: it is thrown away.
    """
    memory = sessie()
    memory.put_back.discard(key)
    memory.to_forget[werk.oefening.id, key] = saved
    _forget_what_was_saved()


def _look_what_was_saved(oefening: Oefening) -> None:
    """Find those texts that were saved after all, of which the saving was broken off."""
    memory = sessie()
    here = {one for one in memory.being_saved if one[0] == oefening.id}
    if here:
        unsaved = services().concepten.of(binnen(), oefening)
        memory.to_forget |= {
            one: (text_of(oefening, one[1]),) for one in here if one[1] not in unsaved
        }
        memory.being_saved -= here


def _forget_what_was_saved() -> None:
    """Forget the drafts that were saved: else the next text is taken for a change of an old one."""
    memory = sessie()
    for (oefening_id, key), saved in tuple(memory.to_forget.items()):
        with suppress(Gespreksfout):
            services().concepten.forget(binnen(), oefening_id, key, saved)
            memory.to_forget.pop((oefening_id, key), None)
