"""One pace: everybody goes with the group, may look back, and finds the way to the group again."""

from functools import partial
from typing import Final, Literal

import streamlit as st

from gesprek.access.visitors import VisitorKind
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import give_lead, go_to, leider_of, may_lead
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Rol
from gesprek.ui.fields.folds import popover
from gesprek.ui.fields.open_oefening import Change, OpenOefening
from gesprek.ui.fields.session import session
from gesprek.ui.frame.addresses import link_to_step, looks_back, open_step, stop_looking_back
from gesprek.ui.frame.visitor import visitor
from gesprek.ui.frame.words import screen_text

_GROUP = ":material/groups:"
ARROW_BACK: Final = ":material/arrow_back:"


def act_button(
    work: OpenOefening,
    words: str,
    change: Change,
    icon: str | None = None,
    *,
    kind: Literal["secondary", "tertiary"] = "secondary",
) -> None:
    """Draw a button that does this by ``OpenOefening.act``; ``words`` is the key of its text."""
    st.button(screen_text(words), icon=icon, type=kind, on_click=work.act, args=(change,))


def is_elsewhere(oefening: Oefening, stap: Stap) -> bool:
    """Return whether the group is at another step than this page.

    Never before the set-up: with one machine for all its page is where the group is.
    """
    return stap is not oefening.stap and visitor().soort is VisitorKind.TEAM


def goes_along(oefening: Oefening, stap: Stap) -> bool:
    """Return whether this page goes to the step of the group, unless somebody looks back."""
    return is_elsewhere(oefening, stap) and not looks_back()


def arrive(oefening: Oefening, stap: Stap) -> None:
    """Begin at the step of the group, also by an old address; does not return then.

    Only as the page is opened: later on the browser goes along, see ``live_part``.
    """
    if stap is oefening.stap:
        stop_looking_back()
    elif goes_along(oefening, stap) and session().runs == 1:
        open_step(oefening.stap, oefening.id)


def may_go_on(oefening: Oefening) -> bool:
    """Return whether the group goes on from this page."""
    return may_lead(oefening, visitor().persoon)


def writes(oefening: Oefening, *rollen: Rol) -> bool:
    """Return whether who is here writes what these roles tell.

    On a device of all everybody does; on an own one those roles, and who leads, for all.
    """
    me = visitor().persoon
    return not me or oefening.rollen.get(me) in rollen or may_go_on(oefening)


def way_back(work: OpenOefening, stap: Stap) -> None:
    """Draw where the group is, for who looks back; who leads may take everybody along."""
    if is_elsewhere(work.oefening, stap) and looks_back():
        with st.container(border=True, key="terugkijker"):
            words = screen_text("groep.je_kijkt_terug", **_where(work.oefening))
            st.markdown(f":material/history: {words}")
            if may_go_on(work.oefening):
                act_button(work, "groep.neem_mee", lambda one: go_to(one, stap), _GROUP)


def link_to_group(oefening: Oefening) -> None:
    """Draw the way to the step of the group."""
    words = screen_text("groep.naar_de_groep", **_where(oefening))
    link_to_step(oefening, oefening.stap, words, _GROUP)


def who_leads(work: OpenOefening) -> str:
    """Return who leads, in a sentence; empty where everybody may go on."""
    leider = leider_of(work.oefening)
    return screen_text("groep.leidt", naam=work.team.name_of(leider)) if leider else ""


def lead(work: OpenOefening) -> None:
    """Draw who leads, folded, with the way to hand the lead over or to take it."""
    if visitor().soort is not VisitorKind.TEAM or not work.oefening.rollen:
        return
    words = who_leads(work) or screen_text("groep.iedereen_leidt")
    with popover("leiding", ":material/flag:", words=words):
        st.markdown(screen_text("groep.uitleg"))
        leider = leider_of(work.oefening)
        if not may_go_on(work.oefening):
            _take_over(work, leider or "")
            return
        st.caption(screen_text("groep.geef_door"))
        for person in work.oefening.rollen:
            if person != leider:
                name, led = work.team.name_of(person), partial(give_lead, persoon=person)
                st.button(name, key=f"leiding-{person}", on_click=work.act, args=(led,))


def _take_over(work: OpenOefening, leider: str) -> None:
    """Ask once more: who leads may be in the middle of a sentence."""
    me = visitor().persoon or ""
    if me not in work.oefening.rollen:
        st.caption(screen_text("groep.doe_eerst_mee"))
        return
    st.markdown(screen_text("groep.zeker", naam=work.team.name_of(leider)))
    words, led = screen_text("groep.neem_over"), partial(give_lead, persoon=me)
    st.button(words, type="primary", on_click=work.act, args=(led,))


def _where(oefening: Oefening) -> dict[str, object]:
    stap = oefening.stap
    return {"nummer": stap.number, "stap": inhoud().stappen[stap].kort.lower()}
