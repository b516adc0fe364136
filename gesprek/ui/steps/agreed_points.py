"""What to watch for: the team agrees on points in step 4, and they stand first in step 5."""

from functools import partial

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.compared_rondes import compare_rondes, list_path
from gesprek.domain.kijkpunten import Kijkvoorstel, propose_kijkpunten
from gesprek.domain.oefening import Oefening
from gesprek.domain.themas import Observatiepunt
from gesprek.domain.werkvormen import Rol, Werkvorm, dekking
from gesprek.services.paper_request import OwnPaper
from gesprek.ui.fields.choices import draw_choices, remove_button
from gesprek.ui.fields.folds import expander
from gesprek.ui.fields.open_oefening import OpenOefening, Path, fresh
from gesprek.ui.frame.visitor import require_right, visitor
from gesprek.ui.frame.words import label, listed, screen_text
from gesprek.ui.reference.papers import links
from gesprek.ui.reference.step_help import bullets
from gesprek.ui.steps.cards_and_observation import draw_observation, draw_points
from gesprek.ui.steps.seen_marks import draw_compared
from gesprek.ui.together.pace import act_button, writes

_PATH: Path = ("inleven", "kijkpunten")
_EYE = ":material/visibility:"


def draw_board(work: OpenOefening) -> None:
    """Draw the points that were agreed on, else those that are proposed to who may agree."""
    oefening = work.oefening
    agreed = oefening.inleven.kijkpunten
    may_agree = writes(oefening, Rol.INBRENGER, Rol.OBSERVANT)
    if not agreed and not may_agree:
        return
    with st.container(border=True):
        st.header(screen_text("kijkpunten.titel"))
        if agreed:
            _agreed(oefening)
        else:
            _proposal(work)
        if may_agree:
            _other_points(work)


def _agreed(oefening: Oefening) -> None:
    bullets(map(label, oefening.inleven.kijkpunten))
    looks = dekking(oefening.rollen).draw_tops_en_tips
    st.caption(screen_text("kijkpunten.wie_let_op", rol=label(looks).lower()))


def _proposal(work: OpenOefening) -> None:
    casus = work.oefening.casus
    proposed = propose_kijkpunten(casus.leervraag, casus.themas, inhoud().kijkpunten)
    bullets(map(label, proposed.punten))
    st.text(_reason(proposed))  # it has words that somebody typed
    agree = partial(_agree, punten=proposed.punten)
    act_button(work, "kijkpunten.spreek_af", agree, ":material/check:")


def _reason(proposed: Kijkvoorstel) -> str:
    if proposed.woorden:
        words = listed([f"‘{one}’" for one in proposed.woorden])
        return screen_text("kijkpunten.om_woorden", woorden=words)
    if proposed.themas:
        themas = listed([f"‘{label(one)}’" for one in proposed.themas])
        return screen_text("kijkpunten.om_themas", themas=themas)
    return screen_text("kijkpunten.past_altijd")


def _agree(oefening: Oefening, *, punten: tuple[Observatiepunt, ...]) -> Oefening:
    """Return the oefening with these points; where others were agreed meanwhile, unchanged."""
    if oefening.inleven.kijkpunten:
        return oefening
    return oefening.changed(inleven=oefening.inleven.changed(kijkpunten=punten))


def _other_points(work: OpenOefening) -> None:
    """Draw the way to other points, to none, and to the list on paper."""
    agreed = bool(work.oefening.inleven.kijkpunten)
    words = screen_text("kijkpunten.wijzig" if agreed else "kijkpunten.kies_zelf")
    with expander("kijkpunten.kies_zelf", words=words):
        draw_choices(work, _PATH, screen_text("kijkpunten.hooguit"), list(Observatiepunt))
        if agreed:
            remove_button(work, _PATH, screen_text("kijkpunten.haal_weg"))
            ways = screen_text("kijkpunten.pdf"), screen_text("kijkpunten.print")
            links(OwnPaper.KIJKPUNTEN, {"o": work.oefening.id}, ways)


def is_list_of_all(oefening: Oefening) -> bool:
    """Return whether a device of all has the observation list in step 5."""
    return oefening.werkvorm is Werkvorm.ROLLENSPEL or bool(oefening.inleven.kijkpunten)


def draw_list(work: OpenOefening) -> None:
    """Draw the list to mark in step 5, the agreed points first and open.

    Raises RightMissing where it is not open.
    """
    require_right(Right.OBSERVEREN, work.subject)
    if not work.oefening.inleven.kijkpunten:
        draw_observation(work)
    elif visitor().persoon:
        _own_lists(work)
    else:
        _lists(work)


@st.fragment
def _own_lists(work: OpenOefening) -> None:
    """A mark on an own device draws these lists anew, and not the page."""
    _lists(fresh(work))


def _lists(work: OpenOefening) -> None:
    oefening, me = work.oefening, visitor().persoon or ""
    gesprek, agreed = oefening.gesprek, oefening.inleven.kijkpunten
    with st.container(border=True):
        st.header(screen_text("kijkpunten.titel"))
        if me:
            st.caption(screen_text("stap_5.alleen_jij"))
        if gesprek.rondes:
            st.caption(screen_text("kijkpunten.deze_ronde", nummer=len(gesprek.rondes)))
        draw_points(work, list_path(gesprek, me), agreed)
        if not gesprek.running:
            draw_compared(compare_rondes(gesprek, agreed, me))
    with expander("kijkpunten.andere", _EYE, of=me):
        st.markdown(inhoud().observatielijst.uitleg)
        first = list_path(gesprek.changed(rondes={}), me)
        draw_points(work, first, (one for one in Observatiepunt if one not in agreed))
