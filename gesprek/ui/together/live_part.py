"""The live part of a step page: hears of every change, and shows who is here and who is ready."""

from collections.abc import Iterator, Mapping
from html import escape
from typing import Final, TypeGuard

import streamlit as st

from gesprek import browser
from gesprek.domain.base import UserError, Value
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import is_complete, leider_of, may_lead
from gesprek.domain.stappen import Stap
from gesprek.live.hub import stand
from gesprek.services.paths import live_path
from gesprek.ui.fields.open_oefening import OpenOefening, Path, as_drawn, fresh
from gesprek.ui.fields.session import session
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.together import pace

_FILLED_IN: Final = {
    "voorbereiding": Stap.VOORBEREIDING,
    "casus": Stap.CASUS,
    "inleven": Stap.INLEVEN,
    "gesprek": Stap.GESPREK,
    "terugblik": Stap.TERUGKIJKEN,
    "vervolg": Stap.TERUGKIJKEN,
}
"""Group of fields → the first step whose page shows it."""
_EACH: Final = "*"
"""Stands in a path for the id of one of several values, such as a round."""
_SHOWN_LIVE: Final[Mapping[Stap, set[Path]]] = {
    Stap.INLEVEN: {("inleven", "klaar"), ("inleven", "eigen")},
    Stap.GESPREK: {
        ("inleven", "klaar"),
        ("gesprek", "kijklijsten"),
        ("gesprek", "markeringen"),
        ("gesprek", "rondes", _EACH, "kijklijsten"),
    },
}
"""Of these groups, what a page shows in its live part, or only to who wrote it."""
_NOWHERE: Final = {("nagekeken",), ("scherm",)}


def live(work: OpenOefening, stap: Stap) -> None:
    """Draw the live part; a change of what is elsewhere on the page draws the whole page."""
    session().drawn_live = False
    session().drawn_version = work.versie.version
    wake_up_call()
    _live(work, stap)


@st.fragment
def _live(work: OpenOefening, stap: Stap) -> None:
    # With the whole page it is drawn as the page is: to begin anew would lose the tap that is
    # being dealt with. What changed in this moment rings once more, because the stand tells it.
    with_the_page, session().drawn_live = not session().drawn_live, True
    try:
        now = as_drawn(work) if with_the_page else fresh(work)
    except UserError:  # such as a log-in that ended: the whole page tells it
        st.rerun()
    signs = stand_of(now)
    goes = pace.goes_along(now.oefening, stap)
    if goes:
        with st.container(key="volg"):  # the browser taps it
            pace.link_to_group(now.oefening)
    elif draws_anew(work.oefening, now.oefening, stap):
        st.rerun()
    me = visitor().persoon or ""
    listen(work.oefening.id, me, signs, goes=goes, drawn=work.versie.version)
    _who_is_here(now, stap, me)


def draws_anew(drawn: Oefening, stored: Oefening, stap: Stap) -> bool:
    """Return whether what changed is on the page of this step outside its live part."""
    if is_complete(drawn, stap) != is_complete(stored, stap):
        return True
    return any(not _is_light(path, stap) for path in _changed(drawn, stored))


def stand_of(work: OpenOefening) -> str:
    """Return the signs that tell the browser which state it shows."""
    return stand(work.versie.version, work.services.comings(work.oefening))


def mark_end() -> None:
    """Draw the version of the oefening that the page shows, as the last of it.

    By this the browser sees that all before it has come, see ``live.js``.
    """
    with st.container(key="getekend"):
        st.html(f'<i data-versie="{session().drawn_version}"></i>')


def listen(
    oefening_id: str, me: str, signs: str, *, goes: bool = False, drawn: int | None = None
) -> None:
    """Let the browser draw this part anew once the oefening is in another state than ``signs``.

    ``me`` is whose own device this is, empty for a device of all. With ``goes`` the browser goes to
    the step of the group, by the link in 'volg'. ``drawn`` is the version that the page around it
    shows, see ``mark_end``.
    """
    st.components.v2.component("luister", js=browser.component("live"))(
        key=f"luister-{oefening_id}",
        data={
            "address": live_path(oefening_id),
            "wie": me,
            "stand": signs,
            "go": goes,
            "pagina": drawn,
        },
        on_stand_change=lambda: None,
    )


def wake_up_call() -> None:
    """Let the browser have the whole page drawn, where the server knows none of its parts.

    After a restart the server has not drawn the live part yet. Outside every fragment.
    """
    component = st.components.v2.component("wek", js=browser.component("wakeUp"))
    component(key="wek", on_wek_change=lambda: None)


def _changed(old: Value, new: Value, above: Path = ()) -> Iterator[Path]:
    """Yield the path of each field that differs."""
    for name in type(old).model_fields:
        before, after = getattr(old, name), getattr(new, name)
        if before == after:
            continue
        if isinstance(before, Value):
            yield from _changed(before, after, (*above, name))
        elif _holds_same(before, after):
            for key in before:
                yield from _changed(before[key], after[key], (*above, name, _EACH))
        else:
            yield (*above, name)


def _holds_same(before: object, after: object) -> TypeGuard[dict[str, Value]]:
    """Return whether both hold values by the same keys, so that only those can differ."""
    if not isinstance(before, dict) or not isinstance(after, dict):
        return False
    values = (*before.values(), *after.values())
    return before.keys() == after.keys() and all(isinstance(one, Value) for one in values)


def _is_light(path: Path, stap: Stap) -> bool:
    """Return whether a page draws nothing of this path outside its live part."""
    first = _FILLED_IN.get(path[0])
    comes_later = first is not None and first.number > stap.number
    return comes_later or path in _NOWHERE or path in _SHOWN_LIVE.get(stap, set())


def _who_is_here(work: OpenOefening, stap: Stap, me: str) -> None:
    """Draw who takes part, who is here on an own device, who leads and, in step 4, who is ready."""
    stored, here = work.oefening, work.services.here(work.oefening)
    if not me and not here:
        return  # one device for all: they sit beside each other
    ready = stored.inleven.klaar if stap is Stap.INLEVEN else {}
    leider = leider_of(stored)
    rows = []
    for person, rol in stored.rollen.items():
        words = [label(rol)]
        if person == leider:
            words.append(screen_text("samen.leidt"))
        if ready.get(person):
            words.append(screen_text("samen.klaar"))
        rows.append(_row(work.team.name_of(person), words, is_here=person in here or person == me))
    who = escape(screen_text("samen.wie"))
    st.html(f'<ul class="samen" aria-label="{who}">{"".join(rows)}</ul>')
    if leider in work.services.gone(stored) and not may_lead(stored, me):
        named = {"naam": work.team.name_of(leider), "knop": pace.who_leads(work)}
        st.markdown(f":material/person: {screen_text('groep.is_weg', **named)}")
    if stap is Stap.INLEVEN and me in stored.rollen and not may_lead(stored, me):
        _own_ready(work, me, is_ready=bool(ready.get(me)))


def _row(naam: str, words: list[str], *, is_here: bool) -> str:
    said = screen_text("samen.is_er" if is_here else "samen.is_er_niet")
    return (
        f'<li class="{"er" if is_here else "weg"}">'
        f'<span class="stip" role="img" aria-label="{escape(said)}"></span>'
        f"<b>{escape(naam)}</b> {escape(', '.join(words))}</li>"
    )


def _own_ready(work: OpenOefening, me: str, *, is_ready: bool) -> None:
    path = ("inleven", "klaar", me)
    st.button(
        screen_text("samen.nog_niet_klaar" if is_ready else "samen.ik_ben_klaar"),
        key="ik-ben-klaar",
        icon=":material/undo:" if is_ready else ":material/check:",
        type="tertiary" if is_ready else "primary",
        on_click=work.act,
        args=(lambda one: one.with_value(path, None if is_ready else True),),
    )
