"""The view for the beamer: large, for everybody in the room, and nothing of anybody unasked."""

import streamlit as st

from gesprek.domein.oefening import Oefening, Schermdeel
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import current_beurt, open_feedback
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import inhoud
from gesprek.scherm import casus, kaartenronde, spel
from gesprek.scherm.adres import link_to_step
from gesprek.scherm.bezoek import bezoeker, mag, portier
from gesprek.scherm.deelbord import code_and_qr
from gesprek.scherm.naslag import bullets
from gesprek.scherm.samen import listen, stand_of, wake_up_call
from gesprek.scherm.teksten import label, listed, tekst
from gesprek.scherm.velden import keuzes
from gesprek.scherm.werk import Werk, fresh
from gesprek.services.root import services
from gesprek.toegang.bezoeker import Bezoekersoort
from gesprek.toegang.rechten import Recht

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
        kaartenronde.card_on_the_table(werk.oefening)
        return
    spel.clock_of(werk.oefening)
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
