"""Step 3: the case, told and if wanted written down, and the leervraag."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.content.step_texts import Voorbeeldcasus
from gesprek.domain.oefening import Casus, Casusveld, Oefening
from gesprek.domain.themas import Thema
from gesprek.ui.fields.choices import field_key, keuzes, vinkje
from gesprek.ui.fields.open_oefening import Werk, now
from gesprek.ui.fields.session import sessie
from gesprek.ui.fields.text_field import regelveld, tekstveld
from gesprek.ui.frame.words import label, tekst

_PROMPTS = tuple(veld for veld in Casusveld if veld is not Casusveld.ONDERWERP)


def onderwerp(werk: Werk) -> None:
    """Draw the subject of the conversation: the one thing of the case that is always typed."""
    shown = inhoud().casusvelden.velden[Casusveld.ONDERWERP]
    regelveld(werk, ("casus", Casusveld.ONDERWERP), shown.label, placeholder=shown.voorbeeld)


def vertel(werk: Werk) -> None:
    """Draw the other fields as prompts to tell, each with a tick and room to write."""
    st.header(tekst("stap_3.vertel"))
    st.caption(f"{tekst('stap_3.vertel_eerst')} {tekst('stap_3.begin_bij_kaart')}")
    for veld in _PROMPTS:
        with st.container(border=True, gap="xsmall"):
            _prompt(werk, veld)


def leervraag(werk: Werk) -> None:
    """Draw what the inbrenger wants help with."""
    shown = inhoud().casusvelden.leervraag
    tekstveld(werk, ("casus", "leervraag"), shown.label, placeholder=shown.voorbeeld)


def themas(werk: Werk) -> None:
    """Draw what the case is about."""
    with st.expander(tekst("stap_3.themas")):
        keuzes(werk, ("casus", "themas"), tekst("stap_3.themas_uitleg"), list(Thema))
        for thema in werk.oefening.casus.themas:
            st.caption(f"{label(thema)}: {inhoud().themas[thema].uitleg}")


def buurvrouw() -> None:
    """Draw the check question that keeps the client unknown, in sight while people type."""
    st.info(
        f"**{inhoud().casusvelden.buurvrouw}** {tekst('stap_3.privacy_uitleg')}",
        icon=":material/shield_person:",
    )


def voorbeelden(werk: Werk) -> None:
    """Draw the example cases, each to borrow with one tap."""
    with st.popover(tekst("stap_3.voorbeelden"), icon=":material/menu_book:"):
        st.caption(tekst("stap_3.voorbeelden_uitleg"))
        for slug, casus in inhoud().casussen.items():
            st.button(
                casus.titel,
                key=f"leen-{slug}",
                width="stretch",
                on_click=_borrow,
                args=(werk, casus),
            )


def leervraag_in_sight(werk: Werk) -> None:
    """Draw the leervraag as it stays in sight in steps 4 to 6."""
    with st.container(border=True, key="leervraag"):
        st.caption(tekst("stapbalk.leervraag"))
        st.text(werk.oefening.casus.leervraag or tekst("algemeen.niets_ingevuld"))


def whole_casus(werk: Werk) -> None:
    """Draw what was written of the case, to read back."""
    casus = werk.oefening.casus
    with st.expander(tekst("algemeen.de_casus"), icon=":material/description:"):
        for veld in Casusveld:
            written = casus.value_at((veld,))
            if written:
                st.caption(inhoud().casusvelden.velden[veld].label)
                st.text(written)


def _prompt(werk: Werk, veld: Casusveld) -> None:
    """Draw one thing to tell; the room to write opens on request, or when it was used."""
    shown = inhoud().casusvelden.velden[veld]
    path = ("casus", veld)
    key = f"schrijf-{field_key(werk, path)}"
    with st.container(horizontal=True, vertical_alignment="center"):
        vinkje(werk, ("casus", "verteld", veld), shown.label)
        has_draft = field_key(werk, path) in sessie().drafts
        writes = bool(werk.oefening.value_at(path)) or has_draft or key in sessie().opened
        if not writes:
            st.button(
                tekst("stap_3.schrijf_op"),
                key=key,
                icon=":material/edit:",
                type="tertiary",
                on_click=_open,
                args=(key,),
            )
    st.caption(" ".join(shown.denk_hierbij_aan))
    if writes:
        sessie().opened.setdefault(key, now())  # it stays open when its text is taken out
        tekstveld(werk, path, shown.label, placeholder=shown.voorbeeld, hide_label=True)


def _open(key: str) -> None:
    sessie().opened[key] = now()


def _borrow(werk: Werk, example: Voorbeeldcasus) -> None:
    """Fill the case from an example; what stood there can be brought back."""
    werk.replace((("casus",), ("inleven", "brief")), lambda oefening: _filled(oefening, example))


def _filled(oefening: Oefening, example: Voorbeeldcasus) -> Oefening:
    casus = Casus(
        onderwerp=example.onderwerp,
        client=example.client,
        geboden_zorg=example.geboden_zorg,
        wijziging=example.wijziging,
        knelpunten=example.knelpunten,
        verteld=oefening.casus.verteld,
        themas=example.themas,
        leervraag=example.leervraag,
    )
    brief = oefening.inleven.brief
    if not brief or brief in map(_brief, inhoud().casussen.values()):
        brief = _brief(example)
    return oefening.changed(casus=casus, inleven=oefening.inleven.changed(brief=brief))


def _brief(example: Voorbeeldcasus) -> str:
    brief = example.brief
    return "\n".join([brief.gevoel, *brief.zegt, *brief.helpt, *brief.hindert])
