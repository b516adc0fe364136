"""Spans are made of published totals, chosen from published numbers only, and never cut anew."""

from collections import Counter
from datetime import date, timedelta
from itertools import pairwise

import pytest

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.domain.themas import Leerthema, Thema
from gesprek.trends.bands import band_of
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.indicators import Answer, Indicator, is_played
from gesprek.trends.kept_figures import Chain, QuarterCounts, chain_of
from gesprek.trends.running import Running, running, waits
from gesprek.trends.selected_figures import SelectedFigures
from gesprek.trends.spans import LONGEST, History, needed
from tests.support.extent import size
from tests.trends import fixed
from tests.trends.counted import calculate
from tests.trends.organisations import FEW, Maker, Story

SEEDS = range(size(60, 300))


def story(seed: int, *drempels: int) -> Story:
    maker = Maker(seed)
    return maker.story().tell(maker.random, drempels or (5,))


def played(*counts: int, first: str = "2025-K1") -> dict[str, list[CodedRow]]:
    """Return so many oefeningen of several teams in each quarter from the first on."""
    rows = [row for row in fixed.rijen() if is_played(row)]
    found = {}
    for number, count in enumerate(counts):
        quarter = Quarter.named(first).later(number)
        day = quarter.last_day - timedelta(days=40)
        found[str(quarter)] = [
            row.changed(dag=day, oefening=f"{row.oefening}-{number}") for row in rows[:count]
        ]
    return found


def closed(rows: dict[str, list[CodedRow]], *kept: QuarterCounts) -> list[QuarterCounts]:
    found = list(kept)
    for name in sorted(rows):
        rules = CountingRules(Quarter.named(name).closes, fixed.ploegen())
        found.append(close_quarter(found, name, rows, rules))
    return found


def spans(kept: list[QuarterCounts], chain: Chain) -> list[str]:
    return [str(span) for one in kept if (span := one.span(chain))]


@pytest.mark.parametrize("chain", Chain)
def test_spans_of_a_chain_never_overlap_and_last_a_year_at_most(chain: Chain) -> None:
    for seed in SEEDS:
        found = [span for one in story(seed).kept if (span := one.span(chain))]
        assert all(one.laatst < other.eerst for one, other in pairwise(found))
        assert all(len(one.kwartalen) <= LONGEST for one in found)


@pytest.mark.parametrize("chain", [one for one in Chain if one is not Chain.TOTAAL])
def test_every_span_is_made_of_spans_of_which_the_total_is_shown(chain: Chain) -> None:
    for seed in SEEDS:
        kept = story(seed).kept
        found = [span for one in kept if (span := one.span(chain))]
        assert all(History(kept).total(one) is not None for one in found)


def test_which_spans_there_are_follows_from_the_published_totals() -> None:
    """So an attacker who sees when a span ended learns nothing that a total did not tell."""
    for seed in SEEDS:
        told = story(seed)
        known: list[QuarterCounts] = []
        for one in told.published:
            totals = [each for each in one.cijfers.tables if each.indicator is Indicator.OEFENINGEN]
            bare = one.cijfers.changed(tables=tuple(totals), spans=(), hoogste=(), helpt=None)
            for chain in Chain:
                if chain is Chain.TOTAAL:
                    span = one.cijfers.span(chain)
                else:
                    enough = needed(chain, len(one.ploegen), 5, FEW)
                    quarter = Quarter.named(one.cijfers.kwartaal)
                    span = History([*known, bare]).closing(chain, quarter, enough)
                assert span == one.cijfers.span(chain)
                if span:
                    closes = [each for each in one.cijfers.spans or () if each.reeks is chain]
                    bare = bare.changed(spans=(*(bare.spans or ()), *closes))
            known.append(bare)


def test_a_small_organisation_gets_years_and_a_large_one_quarters() -> None:
    small, large = closed(played(20, 20, 20, 20)), closed(played(96, 96, 96, 96))
    assert spans(small, Chain.TOTAAL) == spans(large, Chain.TOTAAL) == [*played(1, 1, 1, 1)]
    assert spans(small, Chain.LEERTHEMA) == ["2025-K1 t/m 2025-K3"]
    assert spans(small, Chain.HOEVER) == ["2025-K1 t/m 2025-K4"]
    assert spans(large, Chain.LEERTHEMA) == spans(large, Chain.HOEVER) == [*played(1, 1, 1, 1)]


def test_what_is_too_small_joins_the_next_quarter_and_a_year_of_it_stays_hidden() -> None:
    assert spans(closed(played(3, 12)), Chain.TOTAAL) == ["2025-K1 t/m 2025-K2"]
    kept = closed(played(1, 1, 1, 1, 30))
    assert spans(kept, Chain.TOTAAL) == ["2025-K1 t/m 2025-K4", "2026-K1"]
    assert [cell.aantal for one in kept for table in one.tables for cell in table.cellen][:1] == [
        30
    ]


def test_a_span_ends_at_the_last_total_where_the_next_may_be_more_than_a_year_away() -> None:
    kept = closed(played(10, 10, 10, 2, 10))
    assert spans(kept, Chain.LEERTHEMA) == ["2025-K1 t/m 2025-K3"]
    assert kept[3].span(Chain.LEERTHEMA) == Span.named("2025-K1", "2025-K3")


def test_figures_of_an_older_version_stay_and_spans_go_on_after_them() -> None:
    old = calculate("2025-K1", played(96)["2025-K1"], fixed.ploegen(), date(2025, 4, 30))
    old = old.changed(spans=None)
    kept = closed(played(20, 20, 20, 20, first="2025-K2"), old)
    assert kept[0] == old
    assert spans(kept, Chain.THEMA) == ["2025-K1", "2025-K2 t/m 2025-K4"]
    selected = SelectedFigures(kept)
    assert selected.som(Indicator.OEFENINGEN) == 96 + 4 * 20
    assert selected.value(Span.named("2025-K1"), Indicator.OEFENINGEN) == 96


def test_only_spans_that_lie_wholly_in_a_period_are_added_up() -> None:
    kept = closed(played(20, 20, 20, 20, 20, 20))
    half = SelectedFigures(kept, period=Span.named("2025-K2", "2026-K2"))
    assert half.som(Indicator.OEFENINGEN) == 5 * 20
    assert half.spans(Chain.LEERTHEMA) == [Span.named("2025-K4", "2026-K2")]
    assert half.within(Span.named("2025-K4", "2026-K2"), Indicator.OEFENINGEN) == 60
    assert half.within(Span.named("2025-K1", "2025-K2"), Indicator.OEFENINGEN) is None


@pytest.mark.parametrize("chain", [Chain.THEMA, Chain.LEERTHEMA])
def test_what_is_said_to_occur_most_does_so_among_what_is_hidden_too(chain: Chain) -> None:
    said = 0
    for seed in SEEDS:
        told = story(seed)
        every = _how_often(told, chain)
        indicator = Indicator(chain.value)
        best = SelectedFigures(told.kept).most(indicator, [(indicator, kind) for kind in every])
        if best:
            said += 1
            assert every[best[0][1]] == max(every.values())
    assert said > 5


def test_nothing_is_said_to_occur_most_where_what_nearly_all_have_is_hidden() -> None:
    rare, common = Thema.NAASTEN, Thema.ZELF_DOEN
    rows = [
        row.changed(themas=(rare,) if number < 2 else (common, rare) if number < 14 else (common,))
        for number, row in enumerate(played(40)["2025-K1"])
    ]
    kept = calculate("2025-K1", rows, fixed.ploegen(), date(2025, 4, 30))
    selected, span = SelectedFigures([kept]), Span.named("2025-K1")
    assert selected.value(span, Indicator.THEMA, common) is None
    assert selected.value(span, Indicator.THEMA, rare) == 14
    assert selected.most(Indicator.THEMA, [(Indicator.THEMA, one) for one in Thema]) is None


def _how_often(told: Story, chain: Chain) -> Counter[str]:
    """Return how often each kind occurs in the spans of which something is shown, hidden or not."""
    found = Counter(dict.fromkeys(map(str, Thema if chain is Chain.THEMA else Leerthema), 0))
    for one in told.published:
        span = one.cijfers.span(chain)
        is_shown = any(chain_of(each.indicator, each.per) is chain for each in one.cijfers.tables)
        for name in span.kwartalen if span and is_shown else ():
            for row in filter(is_played, one.rijen.get(name, ())):
                learned = [each.leerthema for each in row.leerpunten]
                found.update(map(str, row.themas if chain is Chain.THEMA else learned))
    return found


def so_far(kept: list[QuarterCounts], rows: dict[str, list[CodedRow]], today: date) -> Running:
    return running(kept, rows, CountingRules(today, fixed.ploegen()))


def test_the_quarter_that_runs_is_rounded_down_to_fives() -> None:
    rows = played(20, 13)
    kept = closed({"2025-K1": rows["2025-K1"]})
    now = so_far(kept, rows, date(2025, 6, 1))
    assert now == Running(Span.named("2025-K2"), 10, 5)
    assert so_far(kept, played(20, 4), date(2025, 6, 1)).oefeningen is None


def test_a_hidden_quarter_is_counted_with_the_one_that_runs_so_that_neither_is_known() -> None:
    rows = played(20, 3, 6)
    kept = closed({name: rows[name] for name in ("2025-K1", "2025-K2")})
    now = so_far(kept, rows, date(2025, 9, 1))
    assert now.span == Span.named("2025-K2", "2025-K3")
    assert now.oefeningen == 5
    # A quarter that is over and large enough will have a total of its own.
    rows = played(20, 30, 6)
    kept = closed({"2025-K1": rows["2025-K1"]})
    assert so_far(kept, rows, date(2025, 7, 5)).span == Span.named("2025-K3")


def test_how_many_it_takes_is_told_from_published_and_rounded_numbers() -> None:
    rows = played(20, 13)
    kept = closed({"2025-K1": rows["2025-K1"]})
    today = date(2025, 6, 1)
    rules = CountingRules(today, fixed.ploegen())
    found = waits(kept, so_far(kept, rows, today), rules)
    wanted = needed(Chain.THEMA, len(rules.groups), 5)
    assert found[Chain.THEMA].oefeningen == wanted - 20 - 10
    assert found[Chain.THEMA].uiterlijk == Quarter.named("2025-K4")
    assert found[Chain.TOTAAL].oefeningen == 0


def test_before_anything_is_published_what_runs_begins_where_it_will_be_counted_from() -> None:
    rows = played(3, 6)
    now = so_far([], rows, date(2025, 6, 1))
    assert now.span == Span.named("2025-K1", "2025-K2")
    assert now.span == closed(rows)[-1].span(Chain.TOTAAL)
    assert so_far([], {}, date(2025, 6, 1)).span == Span.named("2025-K2")


def test_what_waits_to_be_closed_is_not_forgotten_in_how_many_it_takes() -> None:
    rows = played(20, 33, 6)
    kept = closed({"2025-K1": rows["2025-K1"]})
    rules = CountingRules(date(2025, 7, 5), fixed.ploegen())
    now = so_far(kept, rows, rules.today)
    assert (now.span, now.oefeningen, now.before) == (Span.named("2025-K3"), 5, 30)
    wanted = needed(Chain.THEMA, len(rules.groups), 5)
    assert waits(kept, now, rules)[Chain.THEMA].oefeningen == wanted - 20 - 30 - 5


@pytest.mark.parametrize(
    ("share", "answered", "told", "band"),
    [
        (0.95, range(20, 61), {}, (0.75, 1.0)),
        (0.6, range(20, 61), {}, (0.5, 0.75)),
        (0.95, range(20, 21), {Answer.JA: 16}, None),  # then 4 said no, whatever is told
        (0.95, range(20, 61), {Answer.JA: 13}, (0.75, 1.0)),
        # Of ten, up to three quarters: 3 or 4 said no, if it is hidden because it is below 5.
        (0.95, range(10, 61), {}, (0.5, 1.0)),
    ],
)
def test_a_band_is_as_narrow_as_it_may_be(
    share: float, answered: range, told: dict[str, int], band: tuple[float, float] | None
) -> None:
    found = band_of(share, answered, told, 5)
    assert (found and (found.boven, found.tot)) == band
