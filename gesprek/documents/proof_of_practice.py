"""Proof that somebody practised with a team, for the own portfolio; nothing of it is kept.

It tells what was done and in which role, and two lines that its owner types at that moment. Of the
case, the leervraag and the colleagues nothing is on it, but the name of who led and signs it.
"""

from gesprek.content import Inhoud
from gesprek.documents.blocks import (
    Block,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
    WritingLines,
)
from gesprek.domain.dates import day_in_words
from gesprek.domain.oefening import Oefening
from gesprek.domain.portfolio import ProofText
from gesprek.domain.progress import leider_of
from gesprek.domain.team import Team


def proof(inhoud: Inhoud, oefening: Oefening, team: Team, told: ProofText) -> Paper:
    """Return the proof of one person who took part.

    Raises KeyError where ``told.wie`` has no role in the oefening.
    """
    title = inhoud.tekst("bewijs.titel")
    rows = [
        ("bewijs.naam", team.name_of(told.wie)),
        ("bewijs.dag", day_in_words(oefening.practised)),
        ("bewijs.duur", inhoud.tekst("bewijs.minuten", minuten=oefening.minuten)),
        ("bewijs.vorm", inhoud.werkvormen[oefening.werkvorm].label),
        ("bewijs.rol", inhoud.rollen[oefening.werkvorm][oefening.rollen[told.wie]].titel),
        ("bewijs.soort", inhoud.label(told.soort)),
    ]
    table = TableBlock(
        (inhoud.tekst("bewijs.wat"), inhoud.tekst("bewijs.gegeven")),
        tuple((inhoud.tekst(head), text) for head, text in rows),
        (2, 5),
    )
    own: list[Block] = [Heading(inhoud.tekst("bewijs.terugblik"))]
    for words, text in (("geleerd", told.geleerd), ("anders", told.anders)):
        own += [Heading(inhoud.tekst(f"bewijs.{words}"), klein=True), Paragraph(text)]
    blocks = (table, *own, *_signed(inhoud, oefening, team, told.wie))
    return Paper("bewijs", title, (PaperPage(title, blocks),))


def _signed(inhoud: Inhoud, oefening: Oefening, team: Team, owner: str) -> list[Block]:
    """Return room for the full name of the owner, and for who led to sign; never the owner."""
    leider = leider_of(oefening) or oefening.inbrenger or owner
    signs = inhoud.tekst("bewijs.collega")
    if leider != owner:
        signs = inhoud.tekst("bewijs.leidde", naam=team.name_of(leider))
    return [
        Heading(inhoud.tekst("bewijs.ondertekend")),
        Paragraph(inhoud.tekst("bewijs.voluit")),
        WritingLines(1),
        Paragraph(signs),
        WritingLines(1),
        Paragraph(inhoud.tekst("bewijs.nergens_bewaard"), klein=True),
    ]
