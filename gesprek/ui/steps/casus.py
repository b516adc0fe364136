"""Step 3: the case, told and if wanted written down, and the leervraag."""

import streamlit as st

from gesprek.content import inhoud
from gesprek.content.example_cases import Voorbeeldcasus
from gesprek.domain.oefening import Casus, Casusveld, Oefening
from gesprek.domain.themas import Thema
from gesprek.ui.fields.choices import draw_choices, draw_tick
from gesprek.ui.fields.folds import expander, popover
from gesprek.ui.fields.open_oefening import OpenOefening, field_key, now
from gesprek.ui.fields.session import session
from gesprek.ui.fields.text_field import draw_line_field, draw_text_field
from gesprek.ui.frame.words import label, screen_text


def draw_onderwerp(work: OpenOefening) -> None:
    """Draw the subject of the conversation: the one thing of the case that is always typed."""
    shown = inhoud().casusvelden.velden[Casusveld.ONDERWERP]
    draw_line_field(work, ("casus", Casusveld.ONDERWERP), shown.label, placeholder=shown.voorbeeld)


def draw_telling(work: OpenOefening) -> None:
    """Draw the other fields as prompts to tell, each with a tick and room to write."""
    st.header(screen_text("stap_3.vertel"))
    st.caption(f"{screen_text('stap_3.vertel_eerst')} {screen_text('stap_3.begin_bij_kaart')}")
    for veld in Casusveld:
        if veld is not Casusveld.ONDERWERP:
            with st.container(border=True, gap="xsmall"):
                _prompt(work, veld)


def draw_leervraag(work: OpenOefening) -> None:
    """Draw what the inbrenger wants help with."""
    shown = inhoud().casusvelden.leervraag
    draw_text_field(work, ("casus", "leervraag"), shown.label, placeholder=shown.voorbeeld)


def draw_themas(work: OpenOefening) -> None:
    """Draw what the case is about."""
    with expander("stap_3.themas"):
        draw_choices(work, ("casus", "themas"), screen_text("stap_3.themas_uitleg"), list(Thema))
        for thema in work.oefening.casus.themas:
            st.caption(f"{label(thema)}: {inhoud().themas[thema].uitleg}")


def draw_neighbour_tip() -> None:
    """Draw the check question that keeps the client unknown, in sight while people type."""
    words = f"**{inhoud().casusvelden.buurvrouw}** {screen_text('stap_3.privacy_uitleg')}"
    st.info(words, icon=":material/shield_person:")


def draw_examples(work: OpenOefening) -> None:
    """Draw the example cases, each to borrow with one tap."""
    with popover("stap_3.voorbeelden", ":material/menu_book:", is_link=False):
        st.caption(screen_text("stap_3.voorbeelden_uitleg"))
        for slug, casus in inhoud().casussen.items():
            key, args = f"leen-{slug}", (work, casus)
            st.button(casus.titel, key=key, width="stretch", on_click=_borrow, args=args)


def draw_leervraag_in_sight(work: OpenOefening) -> None:
    """Draw the leervraag as it stays in sight in steps 4 to 6."""
    with st.container(border=True, key="leervraag"):
        st.caption(screen_text("stapbalk.leervraag"))
        st.text(work.oefening.casus.leervraag or screen_text("algemeen.niets_ingevuld"))


def draw_whole_casus(work: OpenOefening) -> None:
    """Draw what was written of the case, to read back."""
    with expander("algemeen.de_casus", ":material/description:"):
        for veld in Casusveld:
            written = work.oefening.casus.value_at((veld,))
            if written:
                st.caption(inhoud().casusvelden.velden[veld].label)
                st.text(written)


def _prompt(work: OpenOefening, veld: Casusveld) -> None:
    """Draw one thing to tell; the room to write opens on request, or when it was used."""
    shown, path = inhoud().casusvelden.velden[veld], ("casus", veld)
    field = field_key(work, path)
    key, memory = f"schrijf-{field}", session()
    with st.container(horizontal=True, vertical_alignment="center"):
        draw_tick(work, ("casus", "verteld", veld), shown.label)
        has_text = bool(work.oefening.value_at(path)) or field in memory.drafts
        writes = has_text or key in memory.opened
        if not writes:
            words, icon = screen_text("stap_3.schrijf_op"), ":material/edit:"
            st.button(words, key=key, icon=icon, type="tertiary", on_click=_open, args=(key,))
    st.caption(" ".join(shown.denk_hierbij_aan))
    if writes:
        _open(key)  # it stays open when its text is taken out
        draw_text_field(work, path, shown.label, placeholder=shown.voorbeeld, hide_label=True)


def _open(key: str) -> None:
    session().opened.setdefault(key, now())


def _borrow(work: OpenOefening, example: Voorbeeldcasus) -> None:
    """Fill the case from an example; what stood there can be brought back."""
    work.replace((("casus",), ("inleven", "brief")), lambda oefening: _filled(oefening, example))


def _filled(oefening: Oefening, example: Voorbeeldcasus) -> Oefening:
    borrowed = example.model_dump(exclude={"titel", "brief", "dagkaart"})
    casus = Casus(**borrowed, verteld=oefening.casus.verteld)
    brief = oefening.inleven.brief
    if not brief or brief in [one.brief.tekst for one in inhoud().casussen.values()]:
        brief = example.brief.tekst
    return oefening.changed(casus=casus, inleven=oefening.inleven.changed(brief=brief))
