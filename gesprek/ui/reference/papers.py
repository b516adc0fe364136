"""Papers to print or keep, and the description of a paper drawn on a page."""

from collections.abc import Iterable
from urllib.parse import urlencode

import streamlit as st

from gesprek.documents.blocks import Block, BulletList, Heading, Paragraph
from gesprek.domain.werkvormen import MEETING_LENGTHS, MIN_DEELNEMERS, MOST_PEOPLE, Werkvorm
from gesprek.services.paper_request import GeneralPaper
from gesprek.services.paths import paper_path, proof_path
from gesprek.ui.frame.words import label, screen_text
from gesprek.ui.reference.step_help import bullets

_USUAL_MINUTES = 45  # one of MEETING_LENGTHS


def draw_blocks(blocks: Iterable[Block], *, is_ours: bool = False) -> None:
    """Draw blocks: each text is shown as it is, because it may be what people typed.

    With ``is_ours`` they hold texts of ours only, which may have marks such as bold.
    """
    for block in blocks:
        match block:
            case Heading(tekst=text):
                st.header(text)
            case BulletList(regels=lines) if is_ours:
                bullets(lines)
            case BulletList(regels=lines):
                for line in lines:
                    st.text(line)
            case Paragraph(tekst=text):
                (st.caption if is_ours else st.text)(text)
            case _:
                raise NotImplementedError(type(block))


def papers() -> None:
    """Draw for which practice, and then each paper."""
    query = _choose()
    for name in GeneralPaper:
        with st.container(border=True):
            st.markdown(f"**{screen_text(f'papierbord.{name}')}**")
            st.caption(screen_text(f"papierbord.{name}_uitleg"))
            links(name, query, (screen_text("papierbord.pdf"), screen_text("papierbord.print")))


def links(name: str, query: dict[str, object], words: tuple[str, str]) -> None:
    """Draw the two ways to have a paper: a file, and a page to print; ``words`` are on these links.

    ``query`` says for which practice or oefening the paper is.
    """
    asked = urlencode(query)
    with st.container(horizontal=True):
        st.link_button(words[0], f"{paper_path(name, 'pdf')}?{asked}", icon=":material/download:")
        st.link_button(words[1], f"{paper_path(name, 'html')}?{asked}", icon=":material/print:")


def date_link(name: str, oefening_id: str, words: str) -> None:
    """Draw the way to a date of an oefening as a file for a calendar."""
    address = f"{paper_path(name, 'ics')}?{urlencode({'o': oefening_id})}"
    st.link_button(words, address, icon=":material/event:", type="tertiary")


def proof_link(oefening_id: str) -> None:
    """Draw the way to a proof of practising together."""
    words = screen_text("bewijs.knop")
    icon = ":material/workspace_premium:"
    st.link_button(words, proof_path(oefening_id), icon=icon, type="tertiary")


def _choose() -> dict[str, object]:
    werkvorm = st.segmented_control(
        screen_text("papierbord.vorm"),
        list(Werkvorm),
        format_func=label,
        default=Werkvorm.ROLLENSPEL,
        required=True,
        key="papier-vorm",
    )
    most = MOST_PEOPLE[werkvorm]
    mensen = st.pills(
        screen_text("papierbord.mensen"),
        list(range(MIN_DEELNEMERS, most + 1)),
        default=min(4, most),
        required=True,
        key=f"papier-mensen-{werkvorm}",
    )
    minuten = st.segmented_control(
        screen_text("papierbord.minuten"),
        list(MEETING_LENGTHS),
        format_func=lambda one: screen_text("algemeen.minuten", aantal=one),
        default=_USUAL_MINUTES,
        required=True,
        key="papier-minuten",
    )
    return {"vorm": werkvorm.value, "mensen": mensen, "minuten": minuten}
