"""What most people look at in the overview: the charts of it are drawn before anybody asks."""

from collections.abc import Iterator, Sequence
from typing import Final

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Quarter, Span
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.figure import Figure
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts, Selection
from gesprek.trends.selected_figures import locaties

_YEARS: Final = (4, 8)


def periods(kwartalen: Sequence[QuarterCounts]) -> list[Span]:
    """Return the periods to choose from, each once: the last year, the last two years, and all.

    ``kwartalen`` is what was published, the oldest first; of nothing there is no period.
    """
    if not kwartalen:
        return []
    first, last = (Quarter.named(kwartalen[at].kwartaal) for at in (0, -1))
    begins = [*(max(first, last.later(1 - count)) for count in _YEARS), first]
    return [Span(begin, last) for begin in dict.fromkeys(begins)]


def usual_figures(
    kwartalen: Sequence[QuarterCounts], drempel: int, woorden: Inhoud
) -> Iterator[Figure]:
    """Yield the figures with a chart of each usual view, small ones too, as the page makes them.

    Those are the whole organisation, also on paper, each form and each location, over each of the
    periods.
    """
    forms = (Selection(form=one) for one in Werkvorm)
    places = (Selection(locatie=one) for one in locaties(kwartalen))
    for keuze in (ALLES, *forms, *places):
        for period in periods(kwartalen):
            made = [*Figures(kwartalen, keuze, drempel, woorden, period).alle()]
            yield from (each for one in made for each in (one, one.small) if each.punten)
            if keuze == ALLES:
                yield from (one.on_paper for one in made if one.punten)
