"""Each figure has a conclusion, a chart and a table, or says why not."""

from datetime import date

import pytest

from gesprek.content import inhoud
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.chart_forms import charts_of, frame
from gesprek.trends.figure import ChartForm, Figure
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.indicators import teamtrend
from gesprek.trends.kept_figures import ALLES, QuarterCounts, Selection
from gesprek.ui.frame.words import screen_text
from tests.support.extent import size
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.trends.organisations import KWARTAAL, TODAY, Maker

GOED = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
LEEG = QuarterCounts(kwartaal="2026-K2", geteld_op=date(2026, 7, 30))
NIET_ALLES = "Dit gaat alleen over de tijd waarvan we iets kunnen tonen."
HOE_SNEL = "In kwartaal 1 van 2026 zaten er meestal 7 dagen tussen het gesprek en het napraten."
PLAN = "Van de inbrengers die antwoordden, gebruikte 67 % het plan, helemaal of deels."
CHOICES = [
    Selection(form, place)
    for form in (None, *Werkvorm)
    for place in (None, "Noord", "Zuid", "Anders")
]


def all_of(keuze: Selection = ALLES) -> dict[str, Figure]:
    return {one.naam: one for one in Figures([GOED, LEEG], keuze, 5, inhoud()).alle()}


@pytest.mark.parametrize(
    ("naam", "zin"),
    [
        ("oefeningen", "Teams oefenden samen 96 keer."),
        ("bereik", "In kwartaal 1 van 2026 oefenden 8 van de 8 teams."),
        ("leerthemas", f"Het vaakst: Het gesprek beginnen (60 keer). {NIET_ALLES}"),
        ("geholpen", "Van de inbrengers die antwoordden, zei 73 % dat het voldoende hielp."),
        (
            "vervolg",
            f"Van de gesprekken die zijn geweest, is 79 % nabesproken. {HOE_SNEL} {PLAN}",
        ),
        ("plan", PLAN),
        ("dagen", HOE_SNEL),
    ],
)
def test_the_conclusion_tells_the_figure(naam: str, zin: str) -> None:
    assert all_of()[naam].sentence == zin


@pytest.mark.parametrize("keuze", CHOICES)
def test_each_figure_has_a_chart_and_a_table_or_says_that_there_is_too_little(
    keuze: Selection,
) -> None:
    for one in all_of(keuze).values():
        assert one.sentence
        assert bool(one.punten) == bool(one.regels)
        assert all(len(row) == len(one.kop) for row in one.regels)
        if not one.punten and not one.tile:
            assert one.sentence in (
                screen_text("overzicht.te_weinig"),
                screen_text("overzicht.alleen_geheel"),
            )


def test_what_is_there_for_the_whole_organisation_only_says_so_in_a_part() -> None:
    part = all_of(Selection(None, "Noord"))
    for naam in ("geholpen", "dagen", "behoeften", "per_rol"):
        assert part[naam].sentence == screen_text("overzicht.alleen_geheel")
    assert part["vervolg"].punten


def test_a_quarter_that_may_not_be_shown_stands_in_the_chart_as_a_dash() -> None:
    points = frame(all_of()["oefeningen"].punten)
    assert list(points["woord"]) == ["96", "–"]


@pytest.mark.alles
def test_every_kind_of_chart_can_be_drawn_for_any_organisation() -> None:
    drawn = set()
    for seed in range(size(8, 40)):
        made = Maker(seed, most=600).make()
        cijfers = calculate(KWARTAAL, made.rijen, made.ploegen, TODAY)
        for one in Figures([cijfers], ALLES, 5, inhoud()).alle():
            for each in (one, one.small, one.on_paper):
                for chart in charts_of(each):
                    chart.to_dict()
                    drawn.add(each.vorm)
    assert drawn == set(ChartForm)


def test_a_team_sees_its_own_figures_without_threshold() -> None:
    own = [one for one in fixed.rijen() if one.team == "t1"][:3]
    trend = teamtrend(own)
    played = [one for one in own if one.verst.number >= 5]
    assert sum(one.geoefend for one in trend.kwartalen) == len(played)
    assert sum(count for _, count in trend.leerthemas) == sum(len(one.leerpunten) for one in played)
