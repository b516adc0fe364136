"""The companion tool, rules and methods, in reach from every step without losing the place."""

from collections.abc import Callable, Iterable

import streamlit as st

from gesprek.content import inhoud
from gesprek.content.reference_texts import Gesprekskaart
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.fields.folds import expander
from gesprek.ui.frame.words import screen_text


def step_help(stap: Stap, werkvorm: Werkvorm) -> None:
    """Draw what this step is for, what to do and what to say."""
    shown = inhoud().stappen[stap].voor(werkvorm)
    parts = (
        shown.doel,
        _list(shown.wat_doe_je),
        f"**{screen_text('stapbalk.wat_zeg_je')}**",
        _list(quoted(shown.wat_zeg_je)),
    )
    st.markdown("\n\n".join(parts))  # as one: it is drawn with each page, and mostly folded


def draw_open_help(close: Callable[[], None]) -> None:
    """Draw the cards over the page; ``close`` is called when somebody puts them away."""
    st.dialog(screen_text("naslag.titel"), width="large", on_dismiss=close)(_cards)()


def draw_agreements() -> None:
    """Draw the agreement that makes practising safe."""
    shown = inhoud().afspraken
    st.markdown(shown.inleiding)
    for card in shown.kaarten.values():
        st.markdown(f"**{card.titel}**: {card.tekst}")


def draw_gesprekskaart(card: Gesprekskaart, werkvorm: Werkvorm) -> None:
    """Draw one card of the companion tool."""
    st.markdown(card.doel)
    together = werkvorm is Werkvorm.VOORBESPREKEN
    bullets(card.voorbespreken if together else card.wat_doe_je)
    st.markdown(f"**{screen_text('naslag.voorbeeldzinnen')}**")
    bullets(quoted(card.voorbeeldzinnen))
    st.caption(screen_text("naslag.valkuil", tekst=card.valkuil))


def bullets(lines: Iterable[str]) -> None:
    """Draw our own lines as a list."""
    st.markdown(_list(lines))


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def quoted(lines: Iterable[str]) -> list[str]:
    """Return lines as things to say."""
    return [f"*‘{line}’*" for line in lines]


def _cards() -> None:
    names = ("gesprekskaarten", "feedback", "methodes", "afspraken", "begrippen")
    tabs = st.tabs([screen_text(f"naslag.{name}") for name in names], key="naslag")
    tool, rules, methods, agreement, words = tabs
    with tool:
        _gesprekstool()
    with rules:
        for deel in (inhoud().feedback.geven, inhoud().feedback.ontvangen):
            st.header(deel.titel)
            st.markdown(deel.inleiding)
            for regel in deel.regels.values():
                st.markdown(f"**{regel.titel}**: {regel.uitleg}")
                st.caption(regel.voorbeeld)
        for link in inhoud().links.values():
            st.link_button(link.label, link.adres, icon=":material/open_in_new:")
    with methods:
        for name, methode in inhoud().methodes.items():
            with expander("methode", of=name, words=f"{methode.naam}: {methode.staat_voor}"):
                st.markdown(methode.betekenis)
                st.caption(methode.wanneer)
                bullets(methode.zo_doe_je_het)
                st.markdown(quoted([methode.voorbeeld])[0])
    with agreement:
        draw_agreements()
    with words:
        for term in inhoud().begrippen.values():
            st.markdown(f"**{term.label}**: {term.uitleg}")


def _gesprekstool() -> None:
    shown = inhoud().gesprekstool
    st.markdown(shown.inleiding)
    for name, card in shown.stappen.items():
        with expander("kaart", of=name, words=card.titel):
            draw_gesprekskaart(card, Werkvorm.ROLLENSPEL)
    st.header(shown.drie_vragen.titel)
    st.markdown(shown.drie_vragen.uitleg)
    bullets(shown.drie_vragen.vragen)
    st.header(shown.vaste_grens.titel)
    st.markdown(shown.vaste_grens.tekst)
