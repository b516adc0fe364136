"""What the page says is true of what it may not show too: figures made by hand, at their edges."""

from datetime import date

from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.domain.themas import Leerthema, Thema
from gesprek.trends.closing import CountingRules
from gesprek.trends.figure import ChartForm, Figure, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.how_far import HowFarCount
from gesprek.trends.indicators import Answer, HowFar, Indicator, is_played
from gesprek.trends.kept_figures import (
    ALLES,
    Cell,
    Chain,
    ClosedSpan,
    CountTable,
    QuarterCounts,
    Selection,
    TableAxis,
    chain_of,
)
from gesprek.trends.overview_page import remark_of
from gesprek.trends.selected_figures import SelectedFigures
from gesprek.ui.frame.words import screen_text
from tests.trends import fixed

TODAY = date(2027, 1, 30)


def published(span: Span, indicator: Indicator, smallest: int = 9, **cells: int) -> QuarterCounts:
    """Return a document that holds one table of a span; a cell without a name is 'totaal'."""
    found = tuple(
        Cell(soort="" if soort == "totaal" else soort, aantal=aantal)
        for soort, aantal in cells.items()
    )
    table = CountTable(indicator=indicator, per=TableAxis.GEHEEL, kleinste=smallest, cellen=found)
    closed = ClosedSpan(reeks=chain_of(indicator), eerst=str(span.eerst), laatst=str(span.laatst))
    return QuarterCounts(
        kwartaal=str(span.laatst), geteld_op=TODAY, tables=(table,), spans=(closed,)
    )


def figure(naam: str, *kept: QuarterCounts, drempel: int = 5) -> Figure:
    made = Figures(kept, ALLES, drempel, inhoud()).alle()
    return next(one for one in made if one.naam == naam)


FIRST, SECOND = Span.named("2026-K1"), Span.named("2026-K2")
LONG = Span.named("2025-K2", "2025-K4")


def test_a_part_that_is_hidden_in_some_span_is_in_the_table_only() -> None:
    """Else a bar would look whole without it."""
    known = {HowFar.AFGEROND: 20, HowFar.TE_BESPREKEN: 10}
    kept = (
        published(FIRST, Indicator.HOEVER, **known),
        published(SECOND, Indicator.HOEVER, **known, **{HowFar.NIET_DOORGEGAAN: 9}),
    )
    found = figure("vervolg", *kept)
    assert found.vorm is ChartForm.DELEN
    assert {one.row for one in found.punten} == {
        screen_text("overzicht.kolom_afgerond"),
        screen_text("overzicht.kolom_te_bespreken"),
    }
    assert [row[3] for row in found.regels] == [None, 9]


def test_where_the_whole_is_hidden_a_bar_is_as_high_as_it_is_per_quarter() -> None:
    kept = (
        published(LONG, Indicator.HOEVER, **{HowFar.AFGEROND: 30}),
        published(FIRST, Indicator.HOEVER, **{HowFar.AFGEROND: 20}),
    )
    found = figure("vervolg", *kept)
    assert found.sentence.startswith("Teams bespraken 50 gesprekken na. Welk deel")
    assert [one.height for one in found.punten] == [None, None]
    assert found.vorm is ChartForm.STAVEN


def test_what_is_published_is_shown_also_where_what_stands_before_it_is_hidden() -> None:
    found = figure("geholpen", published(FIRST, Indicator.GEHOLPEN, **{Answer.NEE: 12}))
    assert found.sentence == "Hielp te weinig: 12 keer. Welk deel dat is, kunnen we nog niet tonen."
    assert [one.aantal for one in found.punten] == [12]
    assert found.regels[0][1:3] == (12, None)


def test_a_raised_threshold_leaves_no_sentence_about_what_is_not_there() -> None:
    kept = (
        published(FIRST, Indicator.BEGONNEN, 20, totaal=20),
        published(FIRST, Indicator.LIGT, 6, moment=6),
    )
    found = figure("ligt", *kept, drempel=8)
    assert found.sentence == screen_text("overzicht.te_weinig")


def test_what_occurs_most_says_that_it_is_not_of_all_time_where_a_span_shows_nothing() -> None:
    told = {Leerthema.DOORVRAGEN: 30, Leerthema.LUISTEREN: 12}
    shown = published(FIRST, Indicator.LEERTHEMA, 12, totaal=42, **told)
    hidden = published(SECOND, Indicator.LEERTHEMA, 6, totaal=66, **told)
    some = screen_text("overzicht.zin_getoond")
    assert some not in figure("leerthemas", shown, hidden).sentence
    assert figure("leerthemas", shown, hidden, drempel=8).sentence.endswith(some)


def test_a_raised_threshold_leaves_the_totals_of_shorter_spans() -> None:
    small, large = (
        published(span, Indicator.OEFENINGEN, count, totaal=count)
        for span, count in ((FIRST, 6), (SECOND, 20))
    )
    both = ClosedSpan(reeks=Chain.DELEN, eerst="2026-K1", laatst="2026-K2")
    large = large.changed(spans=(*(large.spans or ()), both))
    found = figure("oefeningen", small, large, drempel=8)
    assert [row[:2] for row in found.regels] == [("2026-K1", None), ("2026-K2", 20)]
    assert found.tile
    assert found.tile.number == "20"


def test_a_strongest_change_is_said_of_what_can_be_compared() -> None:
    before = published(FIRST, Indicator.LEERTHEMA, totaal=40, **{Leerthema.DOORVRAGEN: 20})
    after = published(
        SECOND,
        Indicator.LEERTHEMA,
        totaal=80,
        **{Leerthema.DOORVRAGEN: 26, Leerthema.LUISTEREN: 40},
    )
    said = figure("leerthemas", before, after).sentence
    assert "van wat we kunnen vergelijken: Doorvragen, van 20 naar 26 keer" in said


def test_how_many_teams_take_part_is_not_told_of_one_form() -> None:
    kept = [published(FIRST, Indicator.TEAMS, oefent=8, actief=9)]
    made = Figures(kept, Selection(form="rollenspel"), 5, inhoud()).alle()  # type: ignore[arg-type]
    found = next(one for one in made if one.naam == "bereik")
    assert (found.punten, found.sentence) == ((), screen_text("overzicht.alleen_geheel"))


def closed_rows(days: dict[str, int | None]) -> HowFarCount:
    """Count follow-ups that are done: team → the days until step 7 of its twelve oefeningen."""
    some = [row for row in fixed.rijen() if is_played(row) and row.vervolg == "afgerond"]
    rows = [
        some[at % len(some)].changed(oefening=f"{team}-{at}", team=team, dagen_tot_vervolg=found)
        for team, found in days.items()
        for at in range(12)
    ]
    others = [row for row in fixed.rijen() if row.vervolg != "afgerond"]
    rules = CountingRules(date(2026, 4, 30), fixed.ploegen())
    found = HowFarCount([*others, *rows], rules.today, rules.builder)
    told = {cell.soort for one in found.tables for cell in one.cellen}
    assert HowFar.AFGEROND in told
    return found


def test_the_median_of_days_is_of_several_teams_or_is_not_shown() -> None:
    assert closed_rows({"t1": 40, "t2": None, "t3": None}).days is None
    several = closed_rows({"t1": 40, "t2": 10, "t3": None})
    assert (several.days, several.days_of) == (25, 24)


def test_a_raised_threshold_hides_a_median_of_fewer() -> None:
    one = published(FIRST, Indicator.HOEVER, 30, **{HowFar.AFGEROND: 30})
    told = one.changed(dagen_tot_vervolg=7.0, dagen_over=12)
    assert SelectedFigures([told], drempel=12).dagen(FIRST) == 7
    assert SelectedFigures([told], drempel=13).dagen(FIRST) is None
    older = one.changed(dagen_tot_vervolg=7.0)
    assert SelectedFigures([older], drempel=10).dagen(FIRST) == 7
    assert SelectedFigures([older], drempel=11).dagen(FIRST) is None


def test_one_day_is_one_day() -> None:
    one = published(FIRST, Indicator.HOEVER, 30, **{HowFar.AFGEROND: 30})
    said = figure("dagen", one.changed(dagen_tot_vervolg=1.0, dagen_over=20)).sentence
    assert said == (
        "In kwartaal 1 van 2026 zat er meestal 1 dag tussen het gesprek en het napraten."
    )


def test_answers_are_named_as_the_columns_are() -> None:
    kept = [published(FIRST, Indicator.GEHOLPEN, **{Answer.JA: 20, Answer.NEE: 10})]
    found = figure("geholpen", *kept)
    assert found.kop[1:3] == ("Hielp", "Hielp te weinig")
    assert found.tile
    assert found.tile.number == "67 %"


def test_a_chart_of_unequal_spans_says_how_it_is_read_and_one_of_equal_spans_says_nothing() -> None:
    told = {Leerthema.DOORVRAGEN: 30, Leerthema.LUISTEREN: 12}
    kept = [published(one, Indicator.LEERTHEMA, 12, totaal=42, **told) for one in (LONG, FIRST)]
    words = screen_text("overzicht.leeswijzer_vakken")
    assert remark_of(figure("leerthemas", *kept), inhoud()) == words
    assert remark_of(figure("leerthemas", kept[1]), inhoud()) == ""


def test_a_chart_that_shows_the_highest_only_says_of_how_many() -> None:
    told = {one: 20 - at for at, one in enumerate(Thema)}
    found = figure("themas", published(FIRST, Indicator.THEMA, 9, totaal=90, **told))
    said = screen_text("overzicht.bovenste", aantal=len(found.punten), van=len(told))
    assert len(found.punten) < len(told)
    assert remark_of(found, inhoud()) == said
    few = dict(list(told.items())[:3])
    one = figure("themas", published(FIRST, Indicator.THEMA, 9, totaal=90, **few))
    assert remark_of(one, inhoud()) == ""


def test_a_table_says_in_whole_words_what_a_chart_says_in_short() -> None:
    known = {HowFar.AFGEROND: 20, HowFar.TE_BESPREKEN: 10}
    found = figure("vervolg", published(FIRST, Indicator.HOEVER, **known))
    assert found.kop[2] == "Nog niet nabesproken"
    assert {one.row for one in found.punten} == {"Nabesproken", "Nog niet"}


def test_the_small_chart_of_a_tile_ends_with_its_number() -> None:
    first, second = (
        published(span, Indicator.OEFENINGEN, count, totaal=count)
        for span, count in ((FIRST, 12), (SECOND, 20))
    )
    both = ClosedSpan(reeks=Chain.DELEN, eerst="2026-K1", laatst="2026-K2")
    table = (second.tables or ())[0]
    second = second.changed(spans=(*(second.spans or ()), both), tables=(table,))
    found = figure("oefeningen", first, second)
    assert found.tile
    assert [shown(one.aantal) for one in found.tile.course] == ["12", found.tile.number]
