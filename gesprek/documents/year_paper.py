"""The year in one paragraph, to take along for a quality report."""

from gesprek.content import Inhoud
from gesprek.documents.blocks import Block, Heading, Paper, PaperPage, Paragraph
from gesprek.trends.year_text import YearText


def year_paper(inhoud: Inhoud, text: YearText) -> Paper:
    """Return the paragraph below its title, and below it what the organisation answered."""
    blocks: list[Block] = [Paragraph(text.paragraph)]
    if text.answers:
        blocks.append(Heading(inhoud.tekst("jaar.antwoorden")))
    blocks += [Paragraph(line) for line in text.answers]
    return Paper("jaar", text.titel, (PaperPage(text.titel, tuple(blocks)),))
