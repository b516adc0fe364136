"""The periods and the views whose charts are drawn before anybody asks."""

from datetime import date

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts, Selection
from gesprek.trends.usual_views import periods, usual_figures
from tests.trends import fixed
from tests.trends.counted import calculate


def quarters(*names: str) -> list[QuarterCounts]:
    return [QuarterCounts(kwartaal=name, geteld_op=date(2026, 4, 30)) for name in names]


YEARS = [f"{year}-K{number}" for year in (2023, 2024, 2025) for number in range(1, 5)]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ([], []),
        (["2026-K1"], [Span.named("2026-K1")]),
        (YEARS[:4], [Span.named("2023-K1", "2023-K4")]),
        (YEARS[:6], [Span.named("2023-K3", "2024-K2"), Span.named("2023-K1", "2024-K2")]),
        (YEARS, [Span.named(first, "2025-K4") for first in ("2025-K1", "2024-K1", "2023-K1")]),
        (
            ["2023-K1", "2026-K1"],
            [Span.named(f, "2026-K1") for f in ("2025-K2", "2024-K2", "2023-K1")],
        ),
    ],
)
def test_the_periods_are_a_year_two_years_and_all_without_doubles(
    names: list[str], expected: list[Span]
) -> None:
    assert periods(quarters(*names)) == expected


def test_the_usual_figures_are_those_of_the_page_with_a_chart() -> None:
    kept = [calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))]
    usual = set(usual_figures(kept, 5, inhoud()))
    (period,) = periods(kept)
    for keuze in (ALLES, Selection(locatie="Noord"), Selection(locatie="Zuid")):
        page = [one for one in Figures(kept, keuze, 5, inhoud(), period).alle() if one.punten]
        assert page
        assert {*page} <= usual
        assert keuze != ALLES or {one.on_paper for one in page} <= usual
    assert all(one.punten for one in usual)
