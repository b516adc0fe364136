"""The view for the beamer, and the own screen of each role while the team talks."""

import streamlit as st

from gesprek.access.rights import Recht
from gesprek.access.visitors import Bezoekersoort
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening, Schermdeel
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import beurten, current_beurt, open_feedback
from gesprek.domain.werkvormen import Rol, Werkvorm, dekking
from gesprek.services.practices import role_of
from gesprek.services.root import services
from gesprek.ui.fields.choices import keuzes
from gesprek.ui.fields.open_oefening import Werk, fresh
from gesprek.ui.fields.private_text import lees
from gesprek.ui.frame.addresses import link_to_step
from gesprek.ui.frame.visitor import bezoeker, mag, portier
from gesprek.ui.frame.words import label, listed, tekst
from gesprek.ui.reference.step_help import afspraken, bullets
from gesprek.ui.steps import cards_and_observation, casus, play
from gesprek.ui.steps.cards_and_observation import observeren
from gesprek.ui.steps.feedback import snelle_feedback
from gesprek.ui.steps.inleven import verzinnen
from gesprek.ui.together.join_code import code_and_qr
from gesprek.ui.together.live_part import listen, stand_of, wake_up_call

_RULES_OF_FEEDBACK = 4


def scherm(werk: Werk) -> None:
    """Draw the whole view; it goes along with the group by itself."""
    wake_up_call()
    _screen(werk)


@st.fragment
def _screen(werk: Werk) -> None:
    now = fresh(werk)
    listen(now.oefening.id, bezoeker().persoon or "", stand_of(now))
    with st.container(key="beamer"):
        left, right = st.columns([3, 1], gap="large")
        with left:
            _step(now)
        with right:
            _way_in(now)
    _choices(now)


def _step(werk: Werk) -> None:
    oefening = werk.oefening
    stap, shown = oefening.stap, inhoud().stappen[oefening.stap]
    st.title(tekst("stapbalk.titel", nummer=stap.number, totaal=len(Stap), stap=shown.titel))
    st.markdown(shown.voor(oefening.werkvorm).doel)
    if Schermdeel.CASUS in oefening.scherm:
        casus.leervraag_in_sight(werk)
    if stap is Stap.GESPREK:
        _conversation(werk)
    elif stap is Stap.TERUGKIJKEN:
        _looking_back(werk)
    else:
        _agreements()
    if Schermdeel.NAMEN in oefening.scherm:
        _who(werk)
    if Schermdeel.NOTITIES in oefening.scherm:
        _notes(oefening)


def _conversation(werk: Werk) -> None:
    if werk.oefening.werkvorm is Werkvorm.VOORBESPREKEN:
        cards_and_observation.card_on_the_table(werk.oefening)
        return
    play.clock_of(werk.oefening)
    shown = inhoud().afspraken.time_out
    with st.container(border=True):
        st.header(shown.titel)
        bullets(shown.zo_doe_je_het)


def _looking_back(werk: Werk) -> None:
    beurt = current_beurt(werk.oefening.terugblik, werk.oefening.rollen)
    shown = inhoud().terugkijken[werk.oefening.werkvorm][beurt]
    st.header(shown.label)
    st.markdown(shown.uitleg)
    bullets(shown.vragen)
    rules = inhoud().feedback.geven
    with st.container(border=True):
        st.header(rules.titel)
        bullets([one.titel for one in rules.regels.values()][:_RULES_OF_FEEDBACK])


def _agreements() -> None:
    shown = inhoud().afspraken
    with st.container(border=True):
        st.header(shown.titel)
        bullets(one.titel for one in shown.kaarten.values())


def _who(werk: Werk) -> None:
    here = services().zaal.here(werk.oefening.id)
    for rol in dict.fromkeys(werk.oefening.rollen.values()):
        names = [werk.team.name_of(person) for person in werk.oefening.with_rol(rol)]
        st.text(f"{label(rol)}: {listed(names)}")
    if here:
        names = [werk.team.name_of(person) for person in werk.oefening.rollen if person in here]
        st.caption(tekst("beamer.op_telefoon", namen=listed(names)))


def _notes(oefening: Oefening) -> None:
    """Draw questions with their answers, and tops and tips once their turn has come."""
    for vraag in oefening.inleven.vragen.values():
        st.text(f"{vraag.vraag}\n{vraag.antwoord}".strip())
    if oefening.stap is Stap.TERUGKIJKEN:
        for one in open_feedback(oefening.terugblik, oefening.rollen).values():
            st.text(f"{label(one.soort)}: {one.tekst}")


def _way_in(werk: Werk) -> None:
    """Draw the code to join; before the set-up nobody else can."""
    if bezoeker().soort is Bezoekersoort.LOKAAL or not mag(Recht.DEELCODE, werk.zaak):
        return
    st.header(tekst("beamer.doe_mee"))
    code_and_qr(portier(Recht.DEELCODE, werk.zaak).deelcodes.code_of(werk.oefening.id))


def _choices(werk: Werk) -> None:
    with st.container(horizontal=True, vertical_alignment="center", key="beamerkeuze"):
        with st.popover(tekst("beamer.wat_staat_er"), icon=":material/visibility:"):
            keuzes(werk, ("scherm",), tekst("beamer.kies"), list(Schermdeel))
            st.caption(tekst("beamer.uitleg"))
        link_to_step(werk.oefening, werk.oefening.stap, tekst("beamer.terug"))


def in_gesprek(werk: Werk) -> None:
    """Draw what the role of this device needs during the conversation; on a device of all the list.

    Who guards the steps gets the rules too; with nobody to guard them each screen shows them.
    """
    mine, me = role_of(bezoeker(), werk.oefening), bezoeker().persoon
    if me:
        _own(werk, mine, me)
    elif werk.oefening.werkvorm is Werkvorm.ROLLENSPEL:
        observeren(werk)
    if dekking(werk.oefening.rollen).stappen_en_tijd in (mine, None):
        rules(werk)


def _own(werk: Werk, mine: Rol | None, me: str) -> None:
    path = ("inleven", "eigen", me)
    lees(werk, path, tekst("stap_4.eigen_notitie"), Recht.EIGEN_VOORBEREIDING)
    if mine is Rol.CLIENTROL:
        lees(werk, ("inleven", "brief"), tekst("stap_4.brief"), Recht.BRIEF)
        verzinnen(werk)
    if mine is Rol.OBSERVANT:
        snelle_feedback(werk)  # above the list, which is long on a phone
        observeren(werk)


def rules(werk: Werk) -> None:
    """Draw the agreements and the order of speaking, for who guards them."""
    with st.expander(inhoud().afspraken.titel, icon=":material/health_and_safety:"):
        afspraken()
    speaking_order(werk)


def speaking_order(werk: Werk) -> None:
    """Draw who speaks when in step 6, the present turn marked."""
    oefening = werk.oefening
    now_on = current_beurt(oefening.terugblik, oefening.rollen)
    shown = inhoud().terugkijken[oefening.werkvorm]
    with st.expander(tekst("stap_6.volgorde"), icon=":material/format_list_numbered:"):
        lines = [
            f"1. **{shown[beurt].label}**" if beurt is now_on else f"1. {shown[beurt].label}"
            for beurt in beurten(oefening.rollen)
        ]
        st.markdown("\n".join(lines))
