"""What the overview tells, in its order: a screen and a sheet of paper are both drawn of this."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import date
from itertools import groupby
from typing import Final, NamedTuple

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Span, date_in_words
from gesprek.domain.themas import Behoefte
from gesprek.trends.figure import ChartForm, Figure, shown
from gesprek.trends.kept_figures import Chain
from gesprek.trends.running import Running, Wait
from gesprek.trends.span_words import in_words

SoFar = tuple[Running, Mapping[Chain, Wait]]
Row = tuple[tuple[Figure, ...], ...]
"""Columns side by side, each with figures below each other."""
NotYet = tuple[str, tuple[tuple[str, str], ...]]
"""Why figures have no number; of each its title, and for what it waits."""

_NEEDS: Final = "behoeften"
_ROWS: Final = (
    (("leerthemas",), ("vervolg", "behoeften")),
    (("oefeningen",), ("ligt",)),
    (("themas",), ("per_rol",)),
)
"""The figures from top to bottom, side by side where there is room."""
_TABLE_ONLY: Final = frozenset({"bereik", "geholpen", "dagen", "plan"})
"""Their course is in a tile or a sentence already."""
_CHAINS: Final = {
    "oefeningen": Chain.TOTAAL,
    "bereik": Chain.TEAMS,
    "leerthemas": Chain.LEERTHEMA,
    "per_rol": Chain.ROL,
    "themas": Chain.THEMA,
}
"""Figure → the chain it is published in; all others with how far it came."""


class OverviewPage(NamedTuple):
    """The parts of the overview from top to bottom.

    ``tiles`` have a large number, ``rows`` a chart, ``tables`` neither; ``so_far`` is empty where
    nothing may be said. ``missing`` is what cannot be shown yet.
    """

    tiles: tuple[Figure, ...]
    so_far: str
    rows: tuple[Row, ...]
    tables: tuple[Figure, ...]
    missing: tuple[NotYet, ...]

    @property
    def charts(self) -> Iterator[Figure]:
        """The figures with a chart, in the order of the page."""
        return (one for row in self.rows for column in row for one in column)


def with_answers(
    figures: Iterable[Figure], since: Mapping[Behoefte, date], woorden: Inhoud
) -> Iterator[Figure]:
    """Yield the figures; that of what teams need says which of it was answered, and since when.

    Only of what it shows a number of.
    """
    for one in figures:
        rows = one.regels if one.naam == _NEEDS else ()
        known = {row[0] for row in rows if row[1] is not None}
        told = [
            woorden.tekst("overzicht.beantwoord", soort=woorden.label(need), dag=date_in_words(day))
            for need, day in since.items()
            if woorden.label(need) in known
        ]
        yield one._replace(sentence=" ".join((one.sentence, *told)))


def arrange(figures: Sequence[Figure], so_far: SoFar | None, woorden: Inhoud) -> OverviewPage:
    """Return the page of these figures; ``so_far`` is of all oefeningen together only."""
    drawn = {one.naam: one for one in figures if one.punten}
    columns = [
        [tuple(drawn[name] for name in names if name in drawn) for names in row] for row in _ROWS
    ]
    missing = [one for one in figures if not one.punten and not one.tile]
    return OverviewPage(
        tuple(one for one in figures if one.tile),
        so_far_words(so_far[0], woorden) if so_far else "",
        tuple(tuple(one for one in row if one) for row in columns if any(row)),
        tuple(one for name, one in drawn.items() if name in _TABLE_ONLY),
        tuple(_missing(missing, so_far, woorden)),
    )


def so_far_words(running: Running, woorden: Inhoud) -> str:
    """Return what may be said of the time that runs, of all oefeningen together."""
    when = in_words(Span(running.span.eerst, running.span.eerst), woorden)
    if running.oefeningen is None:
        return woorden.tekst("overzicht.nu_toe_niets", tijd=when)
    teams = woorden.tekst("overzicht.nu_toe_teams", aantal=running.teams) if running.teams else ""
    told = {"tijd": when, "aantal": shown(running.oefeningen), "teams": teams}
    return woorden.tekst("overzicht.nu_toe", **told)


def remark_of(figure: Figure, woorden: Inhoud) -> str:
    """Return how its chart is read: marks that are not equally wide, or rows that it leaves out."""
    known, drawn = sum(row[1] is not None for row in figure.regels), len(figure.punten)
    if figure.vorm is ChartForm.BALKEN:
        told = {"aantal": drawn, "van": known}
        return woorden.tekst("overzicht.bovenste", **told) if known > drawn else ""
    is_uneven = len({mark.end - mark.begin for mark in figure.punten}) > 1
    has_words = is_uneven and figure.vorm in (ChartForm.STAVEN, ChartForm.VAKKEN)
    return woorden.tekst(f"overzicht.leeswijzer_{figure.vorm}") if has_words else ""


def _missing(figures: Sequence[Figure], so_far: SoFar | None, woorden: Inhoud) -> Iterator[NotYet]:
    """Yield the figures without a number, by why, and when each may come where that is known."""
    waits = woorden.tekst("overzicht.te_weinig")
    by_why = sorted(figures, key=lambda one: one.sentence)
    for why, group in groupby(by_why, key=lambda one: one.sentence):
        lines = [
            (one.titel, _wait(one.naam, so_far, woorden) if why == waits else "") for one in group
        ]
        yield why, tuple(lines)


def _wait(naam: str, so_far: SoFar | None, woorden: Inhoud) -> str:
    """Return for what a figure waits, and where that may be said when it may be there."""
    why = woorden.tekst(f"overzicht.wacht_{naam}")
    if so_far is None:
        return why
    running, waits = so_far
    wait = waits[_CHAINS.get(naam, Chain.HOEVER)]
    if wait.uiterlijk < running.span.laatst:  # its time is up: it comes with the next closing
        when = woorden.tekst("overzicht.wacht_volgende")
    elif wait.oefeningen:
        when = woorden.tekst("overzicht.wacht_op", aantal=wait.oefeningen)
    else:
        last = in_words(Span(wait.uiterlijk, wait.uiterlijk), woorden)
        when = woorden.tekst("overzicht.wacht_uiterlijk", tijd=last)
    return f"{why} {when}"
