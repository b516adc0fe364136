"""The card that an inbrenger has at hand on the day of the real conversation.

It is for the inbrenger alone, so it holds the leervraag and what they chose to say: no paper that
goes to the team has that on it. A page of the app and a small paper are made of the same blocks.
"""

from gesprek.content import Inhoud
from gesprek.documents.blocks import Block, Heading, Paper, PaperPage, Paragraph
from gesprek.documents.own_papers import plan_lines
from gesprek.domain.oefening import Oefening
from gesprek.domain.text_fields import GEWIST


def card_blocks(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    """Return leervraag, plan, own sentences and what to do when it gets hard, each if any.

    Without plan and own words a sentence says where they come from.
    """
    card, asked = oefening.vervolg.dagkaart, oefening.casus.leervraag
    own = [
        *_part(inhoud, "plan", *plan_lines(inhoud, oefening.terugblik)),
        *_part(inhoud, "zinnen", card.zin_1, card.zin_2, card.zin_3),
        *_part(inhoud, "lastig", card.bij_lastig),
    ]
    leervraag = _part(inhoud, "leervraag", "" if asked == GEWIST else asked)
    return [*leervraag, *(own or [Paragraph(inhoud.tekst("dagkaart.nog_niets"), klein=True)])]


def day_card(inhoud: Inhoud, oefening: Oefening) -> Paper:
    """Return the card as a paper for a pocket."""
    title = inhoud.tekst("dagkaart.titel")
    return Paper(
        "dagkaart", title, (PaperPage(title, tuple(card_blocks(inhoud, oefening))),), klein=True
    )


def _part(inhoud: Inhoud, name: str, *lines: str) -> list[Block]:
    there = [Paragraph(line) for line in lines if line]
    return [Heading(inhoud.tekst(f"dagkaart.{name}"), klein=True), *there] if there else []
