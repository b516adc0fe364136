"""The observation list on paper: of every team, and of one that agreed what to watch for."""

from collections.abc import Iterable, Sequence
from typing import Final

from gesprek.content import Inhoud
from gesprek.documents.blocks import (
    Block,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
    with_example,
)
from gesprek.domain.gesprek import Gezien
from gesprek.domain.themas import Observatiepunt

_WIDTHS: Final = (30, 11, 11, 16, 32)
_MOMENTS_BY_HAND: Final = 5


def observation_list(inhoud: Inhoud) -> Paper:
    """Return the observation list, and what each behaviour looks like."""
    title, about = inhoud.tekst("papier.kijklijst"), Paragraph(inhoud.observatielijst.uitleg)
    first = PaperPage(title, (about, _table(inhoud, Observatiepunt), *_moments(inhoud)))
    return Paper("kijklijst", title, (first, _meaning(inhoud, Observatiepunt)))


def kijkpunten_paper(inhoud: Inhoud, agreed: Sequence[Observatiepunt]) -> Paper:
    """Return the list of a team that agreed on these points: they come first, the rest below.

    There is room to mark them once more, for a replay. Without any it is the list of every team.
    """
    if not agreed:
        return observation_list(inhoud)
    others = [point for point in Observatiepunt if point not in agreed]
    title, table = inhoud.tekst("papier.kijklijst"), _table(inhoud, agreed)
    first = (
        Heading(inhoud.tekst("papier.kijkpunten")),
        table,
        Heading(inhoud.tekst("papier.kijkpunten_opnieuw")),
        table,
    )
    more = (_table(inhoud, others), *_moments(inhoud))
    rest = PaperPage(inhoud.tekst("papier.andere_punten"), more)
    pages = (PaperPage(title, first), rest, _meaning(inhoud, (*agreed, *others)))
    return Paper("kijkpunten", title, pages)


def _table(inhoud: Inhoud, points: Iterable[Observatiepunt]) -> TableBlock:
    marks = tuple(inhoud.label(one) for one in Gezien)
    head = (inhoud.tekst("papier.wat_je_ziet"), *marks, inhoud.tekst("papier.letterlijk"))
    rows = tuple((inhoud.label(point), "", "", "", "") for point in points)
    return TableBlock(head, rows, _WIDTHS)


def _moments(inhoud: Inhoud) -> list[Block]:
    """Return lines for moments of the play, each with its time."""
    title, about = inhoud.tekst("momentenpapier.titel"), inhoud.tekst("momentenpapier.uitleg")
    head = (inhoud.tekst("momentenpapier.tijd"), inhoud.tekst("momentenpapier.wat"))
    lines = TableBlock(head, (("", ""),) * _MOMENTS_BY_HAND, (1, 6))
    return [Heading(title), Paragraph(about), lines]


def _meaning(inhoud: Inhoud, points: Iterable[Observatiepunt]) -> PaperPage:
    found: list[Block] = []
    for point in points:
        shown = inhoud.observatielijst.punten[point]
        found += with_example(inhoud, shown.label, shown.let_op, shown.voorbeeld)
    return PaperPage(inhoud.tekst("papier.let_op"), tuple(found))
