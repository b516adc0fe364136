"""Whether the plan was used: counted of closed follow-ups only, hidden where that is too small."""

from collections import Counter
from datetime import date

import pytest

from gesprek.content import inhoud
from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Span
from gesprek.domain.vervolg import PlanGebruikt, Vervolgstaat
from gesprek.trends.figure import FigureLine
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.how_far import HowFarCount
from gesprek.trends.indicators import Answer, HowFar, Indicator, plan_gebruikt
from gesprek.trends.kept_figures import (
    ALLES,
    Cell,
    CountTable,
    QuarterCounts,
    Selection,
    TableAxis,
)
from gesprek.trends.selected_figures import SelectedFigures
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.trends.test_suppression import leaks

K1, K2 = "2026-K1", "2026-K2"
SPAN = Span.named(K1)
TODAY = date(2026, 4, 30)
SAYS = inhoud()
_SEED = 62
"""An organisation with many closed follow-ups of which few did not use the plan."""


def figures(rows: list[CodedRow], drempel: int = 5) -> QuarterCounts:
    return calculate(K1, rows, fixed.ploegen(), TODAY, drempel)


def shown(cijfers: QuarterCounts, drempel: int = 5) -> list[int | None]:
    selected = SelectedFigures([cijfers], ALLES, drempel)
    return [selected.value(SPAN, Indicator.PLAN, one) for one in (Answer.JA, Answer.NEE)]


def plan_table(
    *kept: QuarterCounts, keuze: Selection = ALLES
) -> tuple[str, tuple[FigureLine, ...]]:
    found = {one.naam: one for one in Figures([*kept], keuze, 5, SAYS).alle()}["plan"]
    return found.sentence, found.regels


@pytest.mark.parametrize(
    ("said", "answer"),
    [
        (PlanGebruikt.JA, Answer.JA),
        (PlanGebruikt.DEELS, Answer.JA),
        (PlanGebruikt.NEE, Answer.NEE),
        (PlanGebruikt.NIET_NODIG, Answer.GEEN),
        (None, Answer.GEEN),
    ],
)
def test_deels_is_used_and_niet_nodig_is_no_answer(
    said: PlanGebruikt | None, answer: Answer
) -> None:
    (row,) = [one for one in fixed.rijen() if one.vervolg is Vervolgstaat.AFGEROND][:1]
    assert plan_gebruikt(row.changed(plan_gebruikt=said)) is answer


def test_of_a_follow_up_that_is_open_there_is_no_answer() -> None:
    (row,) = [one for one in fixed.rijen() if one.vervolg is Vervolgstaat.GEPLAND][:1]
    assert plan_gebruikt(row.changed(plan_gebruikt=PlanGebruikt.JA)) is Answer.GEEN


def test_a_row_of_a_version_that_did_not_ask_has_no_answer() -> None:
    old = [one.to_document() for one in fixed.rijen()]
    for document in old:
        document.pop("plan_gebruikt", None)
    rows = [CodedRow.model_validate(one) for one in old]
    assert {plan_gebruikt(one) for one in rows} == {Answer.GEEN}
    assert shown(figures(rows)) == [None, None]


def test_of_too_few_nothing_is_shown_and_the_smallest_takes_others_along() -> None:
    rows = [
        one.changed(plan_gebruikt=None) if one.plan_gebruikt is PlanGebruikt.NEE else one
        for one in fixed.rijen()
    ]
    nees = [one for one in rows if one.vervolg is Vervolgstaat.AFGEROND][:4]
    few = [one.changed(plan_gebruikt=PlanGebruikt.NEE) if one in nees else one for one in rows]
    assert shown(figures(few))[1] is None


def test_without_the_number_of_closed_follow_ups_the_answers_are_not_shown() -> None:
    """With one other kind beside them, the closed ones are hidden so that nothing tells 'none'."""
    closed = [one for one in fixed.rijen() if one.vervolg is Vervolgstaat.AFGEROND]
    rows = [*closed]
    for number in range(2):
        rows += [
            one.changed(oefening=f"{one.oefening}-{number}", vervolg=Vervolgstaat.GEPLAND)
            for one in closed
        ]
    cijfers = figures(rows)
    assert SelectedFigures([cijfers]).value(SPAN, Indicator.HOEVER, HowFar.AFGEROND) is None
    assert [one for one in cijfers.tables if one.indicator is Indicator.PLAN] == []


def test_it_is_there_for_the_whole_organisation_only() -> None:
    found = [one for one in figures(fixed.rijen()).tables if one.indicator is Indicator.PLAN]
    assert [one.per for one in found] == [TableAxis.GEHEEL]
    said, rows = plan_table(figures(fixed.rijen()), keuze=Selection(locatie="Noord"))
    assert (said, rows) == (SAYS.tekst("overzicht.alleen_geheel"), ())


def test_a_threshold_that_was_raised_later_hides_it_together_with_how_far_they_came() -> None:
    cijfers = figures(fixed.rijen())
    smallest = [one.kleinste for one in cijfers.tables if one.indicator is Indicator.HOEVER]
    assert shown(cijfers, min(smallest)) == [24, 12]
    assert shown(cijfers, min(smallest) + 1) == [None, None]


def test_figures_that_were_kept_before_it_was_asked_stay_and_go_on() -> None:
    before = figures([one.changed(plan_gebruikt=None) for one in fixed.rijen()])
    later = [
        one.changed(oefening=f"{one.oefening}-later", dag=date(2026, 5, 4)) for one in fixed.rijen()
    ]
    after = calculate(K2, later, fixed.ploegen(), date(2026, 7, 30))
    kept = QuarterCounts.model_validate(before.to_document())
    assert [one for one in kept.tables if one.indicator is Indicator.PLAN] == []
    said, rows = plan_table(kept, after)
    assert said == SAYS.tekst("overzicht.zin_plan", aantal="67")
    assert [row[1:] for row in rows] == [(None, None, None), (24, 12, 67)]


def test_the_share_stands_beside_how_often_they_talked_it_over() -> None:
    found = {one.naam: one for one in Figures([figures(fixed.rijen())], ALLES, 5, SAYS).alle()}
    assert SAYS.tekst("overzicht.zin_plan", aantal="67") in found["vervolg"].sentence
    assert found["plan"].kop[-1] == SAYS.tekst("overzicht.deel_plan")


def test_without_its_own_suppression_the_attacker_derives_who_did_not_use_the_plan(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def what_is_large_enough(_count: HowFarCount, closed: list[CodedRow]) -> list[CountTable]:
        said = Counter(map(plan_gebruikt, closed))
        cells = [Cell(soort=answer, aantal=many) for answer, many in said.items() if many >= 5]
        whole = TableAxis.GEHEEL
        return [
            CountTable(indicator=Indicator.PLAN, per=whole, kleinste=5, cellen=(one,))
            for one in cells
        ]

    assert leaks(_SEED) == []
    monkeypatch.setattr(HowFarCount, "_plan", what_is_large_enough)
    assert [one for one in leaks(_SEED) if one.startswith("plan nee")] != []
