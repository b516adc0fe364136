"""The view for the beamer, and the own screen of each role while the team talks."""

import streamlit as st

from gesprek.access.rights import Right
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening, Schermdeel
from gesprek.domain.shown import shown_to_all
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import beurten, current_beurt
from gesprek.domain.werkvormen import Rol, Werkvorm, dekking
from gesprek.services.practices import role_of
from gesprek.ui.fields.choices import draw_choices
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.open_oefening import OpenOefening, fresh
from gesprek.ui.fields.private_text import lees
from gesprek.ui.frame.addresses import link_to_step
from gesprek.ui.frame.visitor import for_visitor, visitor
from gesprek.ui.frame.words import label, listed, screen_text
from gesprek.ui.reference.step_help import bullets, draw_agreements
from gesprek.ui.steps.agreed_points import draw_list, is_list_of_all
from gesprek.ui.steps.cards_and_observation import card_on_the_table
from gesprek.ui.steps.casus import draw_leervraag_in_sight
from gesprek.ui.steps.clock import draw_clock
from gesprek.ui.steps.feedback_and_leerpunten import draw_quick_feedback
from gesprek.ui.steps.inleven import draw_invented_parts, who
from gesprek.ui.steps.play import draw_card
from gesprek.ui.together.joining import code_and_qr, may_hand_out
from gesprek.ui.together.live_part import listen, stand_of, wake_up_call

_RULES_OF_FEEDBACK = 4


def draw_beamer(work: OpenOefening) -> None:
    """Draw the whole view; it goes along with the group by itself."""
    wake_up_call()
    _screen(work)


@st.fragment
def _screen(work: OpenOefening) -> None:
    now = fresh(work)
    listen(now.oefening.id, visitor().persoon or "", stand_of(now))
    with st.container(key="beamer"):
        left, right = st.columns([3, 1], gap="large")
        with left:
            _step(now)
        if may_hand_out(now.oefening):
            with right:
                st.header(screen_text("beamer.doe_mee"))
                code_and_qr(for_visitor().access.join_code(now.oefening))
    with st.container(horizontal=True, vertical_alignment="center", key="beamerkeuze"):
        with popover("beamer.wat_staat_er", ":material/visibility:", is_link=False):
            draw_choices(now, ("scherm",), screen_text("beamer.kies"), list(Schermdeel))
            st.caption(screen_text("beamer.uitleg"))
        link_to_step(now.oefening, now.oefening.stap, screen_text("beamer.terug"))


def _step(work: OpenOefening) -> None:
    oefening = work.oefening
    stap, shown = oefening.stap, inhoud().stappen[oefening.stap]
    st.title(screen_text("stapbalk.titel", nummer=stap.number, totaal=len(Stap), stap=shown.titel))
    st.markdown(shown.voor(oefening.werkvorm).doel)
    if Schermdeel.CASUS in oefening.scherm:
        draw_leervraag_in_sight(work)
    if stap is Stap.GESPREK and oefening.werkvorm is Werkvorm.VOORBESPREKEN:
        card_on_the_table(oefening)
    elif stap is Stap.GESPREK:
        draw_clock(oefening)
        time_out = inhoud().afspraken.time_out
        draw_card(time_out.titel, time_out.zo_doe_je_het)
    elif stap is Stap.TERUGKIJKEN:
        _looking_back(oefening)
    else:
        agreed = inhoud().afspraken
        draw_card(agreed.titel, [one.titel for one in agreed.kaarten.values()])
    if Schermdeel.NAMEN in oefening.scherm:
        _who(work)
    if Schermdeel.NOTITIES in oefening.scherm:
        _notes(oefening)


def _looking_back(oefening: Oefening) -> None:
    beurt = current_beurt(oefening.terugblik, oefening.rollen)
    shown = inhoud().terugkijken[oefening.werkvorm][beurt]
    st.header(shown.label)
    st.markdown(shown.uitleg)
    bullets(shown.vragen)
    rules = inhoud().feedback.geven
    draw_card(rules.titel, [one.titel for one in rules.regels.values()][:_RULES_OF_FEEDBACK])


def _who(work: OpenOefening) -> None:
    here = work.services.here(work.oefening)
    for rol in dict.fromkeys(work.oefening.rollen.values()):
        st.text(f"{label(rol)}: {who(work, rol)}")
    if here:
        names = [work.team.name_of(person) for person in work.oefening.rollen if person in here]
        st.caption(screen_text("beamer.op_telefoon", namen=listed(names)))


def _notes(oefening: Oefening) -> None:
    """Draw questions with their answers, and tops and tips once their turn has come."""
    for vraag in oefening.inleven.vragen.values():
        st.text(f"{vraag.vraag}\n{vraag.antwoord}".strip())
    if oefening.stap is Stap.TERUGKIJKEN:
        for one in shown_to_all(oefening).terugblik.feedback.values():
            st.text(f"{label(one.soort)}: {one.tekst}")


def draw_role_screen(work: OpenOefening) -> None:
    """Draw what the role of this device needs during the conversation; on a device of all the list.

    Who guards the steps gets the rules too; with nobody to guard them each screen shows them.
    """
    mine, me = role_of(visitor(), work.oefening), visitor().persoon
    if me:
        path, words = ("inleven", "eigen", me), screen_text("stap_4.eigen_notitie")
        lees(work, path, words, Right.EIGEN_VOORBEREIDING)
    if mine is Rol.CLIENTROL:
        lees(work, ("inleven", "brief"), screen_text("stap_4.brief"), Right.BRIEF)
        draw_invented_parts(work)
    if mine is Rol.OBSERVANT:
        draw_quick_feedback(work)  # above the list, which is long on a phone
    if mine is Rol.OBSERVANT or (not me and is_list_of_all(work.oefening)):
        draw_list(work)
    if dekking(work.oefening.rollen).stappen_en_tijd in (mine, None):
        with expander("afspraken", ":material/health_and_safety:", words=inhoud().afspraken.titel):
            draw_agreements()
        speaking_order(work)


def speaking_order(work: OpenOefening) -> None:
    """Draw who speaks when in step 6, the present turn marked."""
    oefening = work.oefening
    now_on = current_beurt(oefening.terugblik, oefening.rollen)
    shown = inhoud().terugkijken[oefening.werkvorm]
    with expander("stap_6.volgorde", ":material/format_list_numbered:"):
        labels = {beurt: shown[beurt].label for beurt in beurten(oefening.rollen)}
        labels[now_on] = f"**{labels[now_on]}**"
        st.markdown("\n".join(f"1. {one}" for one in labels.values()))
