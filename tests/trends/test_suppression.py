"""Nobody derives a figure below the threshold from all screens, filters and quarters together."""

from collections import Counter, defaultdict
from collections.abc import Mapping
from datetime import date
from itertools import product
from typing import NamedTuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.dates import Span
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends import bands, count_tables, suppression
from gesprek.trends.count_tables import TableBuilder
from gesprek.trends.indicators import HowFar, Indicator
from gesprek.trends.kept_figures import (
    Cell,
    Chain,
    CountTable,
    QuarterCounts,
    Selection,
    TableAxis,
)
from gesprek.trends.selected_figures import SelectedFigures, locaties
from gesprek.trends.spans import History
from gesprek.trends.splits import Subset
from gesprek.trends.suppression import hidden, is_safe
from tests.support.extent import size
from tests.trends import fixed
from tests.trends.attacker import Attacker, is_small
from tests.trends.attacker import Cell as Figure
from tests.trends.counted import calculate
from tests.trends.organisations import (
    KWARTAAL,
    SPAN,
    TODAY,
    Change,
    Maker,
    Organisatie,
    Published,
    erased,
    learned_later,
    moved,
)

# About a second each. With `--alles` thousands, else enough to find a slip.
STORIES = range(size(40, 300, 3_000))
_CHUNK = 20


class Attack(NamedTuple):
    """What happens to an organisation, and what the attacker knows besides what is published."""

    drempels: tuple[int, ...] = (5,)
    change: Change | None = None
    is_insider: bool = False


ATTACKS = (
    Attack(),
    Attack(drempels=(8,)),
    Attack(drempels=(5, 5, 8)),
    Attack(change=erased),
    Attack(change=moved),
    Attack(change=learned_later),
    Attack(is_insider=True),
)
PLAIN = ATTACKS[0]


def figures(organisation: Organisatie, drempel: int = 5) -> QuarterCounts:
    return calculate(KWARTAAL, organisation.rijen, organisation.ploegen, TODAY, drempel)


def attacker(seed: int, attack: Attack) -> Attacker:
    maker = Maker(seed)
    story = maker.story().tell(maker.random, attack.drempels, attack.change)
    teams = Counter(row.team for row in story.organisatie.rijen)
    insider = teams.most_common(1)[0][0] if attack.is_insider else ""
    return Attacker(story.published, insider=insider, changes=attack.change is not None)


def leaks(seed: int, attack: Attack = PLAIN) -> list[str]:
    return [one.naam for one in attacker(seed, attack).derived() if is_small(one)]


def derived(organisation: Organisatie, cijfers: QuarterCounts) -> list[Figure]:
    published = Published(cijfers, {KWARTAAL: organisation.rijen}, organisation.ploegen)
    return Attacker([published]).derived()


@pytest.mark.parametrize("first", STORIES[::_CHUNK])
def test_an_attacker_who_knows_all_spans_derives_no_figure_below_the_threshold(first: int) -> None:
    found = {
        (seed, attack): leaks(seed, attack)
        for seed in range(first, first + _CHUNK)
        for attack in (ATTACKS[seed % len(ATTACKS)],)
    }
    assert {key: names for key, names in found.items() if names} == {}


def test_each_hidden_answer_of_a_band_could_be_as_many_counts_as_the_threshold() -> None:
    widths = [
        width for seed in range(size(12, 100)) for width in attacker(seed, PLAIN).answers().values()
    ]
    assert len(widths) > 5
    assert min(widths) >= 5


@pytest.mark.alles
def test_without_a_wide_band_it_tells_a_hidden_answer_nearly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bands, "_width", lambda *_band: 99)
    monkeypatch.setattr(bands, "_WAYS", ((0.05, 0.95),))
    widths = [width for seed in range(_CHUNK) for width in attacker(seed, PLAIN).answers().values()]
    assert min(widths) < 5


@pytest.mark.alles
def test_without_secondary_suppression_the_attacker_derives_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def only_what_is_too_small(
        self: TableBuilder, tabel: Mapping[str, Mapping[str, list[CodedRow]]]
    ) -> frozenset[str]:
        is_small = {
            soort: not all(map(self.is_safe, cells.values())) for soort, cells in tabel.items()
        }
        return frozenset(soort for soort in tabel if is_small[soort])

    monkeypatch.setattr(TableBuilder, "hidden", only_what_is_too_small)
    assert sum(bool(leaks(seed)) for seed in range(_CHUNK)) > _CHUNK // 4


@pytest.mark.alles
def test_without_base_spans_the_attacker_derives_a_total_from_two_that_overlap(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def quarters(self: History, chain: Chain, *_parent: Chain) -> list[Span]:
        own = self.spans(chain)
        every = [Span.named(one.kwartaal) for one in self._kept]
        return [one for one in every if not own or one.eerst > own[-1].laatst]

    monkeypatch.setattr(History, "after", quarters)
    monkeypatch.setattr(History, "total", lambda *_span: 30)
    found = [name for seed in range(_CHUNK) for name in leaks(seed)]
    assert [name for name in found if name.startswith("oefeningen")] != []


@pytest.mark.alles
def test_without_two_teams_in_each_figure_an_insider_derives_figures(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(count_tables, "is_shared", suppression.is_safe)
    assert any(leaks(seed, Attack(is_insider=True)) for seed in range(_CHUNK))


def with_nothing_idle_at_step_5() -> Organisatie:
    """Ten oefeningen still move at step 5, and none lies still there: nobody may know that."""
    played = [one for one in fixed.rijen() if one.verst.number > 5]
    moving = [
        one.changed(
            oefening=f"{one.oefening}-bezig",
            verst=Stap.GESPREK,
            last_activity=TODAY,
            vervolg=None,
            vervolg_due=None,
            dagen_tot_vervolg=None,
            voldoende_geholpen=None,
            leerpunten=(),
            behoeften=(),
        )
        for one in played[:10]
    ]
    return Organisatie([*played, *moving], fixed.ploegen())


def test_what_has_no_answer_or_is_not_finished_does_not_tell_that_nothing_lies_at_step_5() -> None:
    organisation = with_nothing_idle_at_step_5()
    cijfers = figures(organisation)
    assert [one.naam for one in derived(organisation, cijfers) if is_small(one)] == []
    selected = SelectedFigures([cijfers])
    assert selected.value(SPAN, Indicator.HOEVER, HowFar.BEZIG_GESPREK) == 10
    assert selected.value(SPAN, Indicator.AFGEMAAKT) is None
    assert selected.value(SPAN, Indicator.GEHOLPEN, "ja") is None


@pytest.mark.parametrize(
    ("indicator", "soort", "aantal"),
    [(Indicator.AFGEMAAKT, "", 81), (Indicator.GEHOLPEN, "geen", 10)],
)
def test_showing_either_of_them_would_tell_it(
    indicator: Indicator, soort: str, aantal: int
) -> None:
    organisation = with_nothing_idle_at_step_5()
    cijfers = figures(organisation)
    told = CountTable(
        indicator=indicator,
        per=TableAxis.GEHEEL,
        kleinste=6,
        cellen=(Cell(soort=soort, aantal=aantal),),
    )
    more = cijfers.changed(tables=(*cijfers.tables, told))
    assert f"hoever gesprek None None None {KWARTAAL}" in [
        one.naam for one in derived(organisation, more)
    ]


def test_of_two_ways_to_split_one_table_one_is_shown() -> None:
    for seed in range(0, 100, 2):
        ways: dict[tuple[Indicator, str], set[TableAxis]] = defaultdict(set)
        for one in figures(Maker(seed, most=900).make()).tables:
            if one.indicator not in (Indicator.OEFENINGEN, Indicator.TEAMS):
                ways[one.indicator, one.cellen[-1].soort].add(one.per)
        assert [
            kind
            for kind, found in ways.items()
            if TableAxis.BEIDE not in found and {TableAxis.FORM, TableAxis.LOCATIE} <= found
        ] == []


@settings(deadline=None, max_examples=size(15, 40))
@given(st.integers(0, 10_000), st.integers(5, 30))
def test_every_figure_that_is_shown_is_of_enough_oefeningen_and_people(
    seed: int, drempel: int
) -> None:
    organisation = Maker(seed).make()
    cijfers = figures(organisation, drempel)
    for tabel in cijfers.tables:
        assert tabel.kleinste >= drempel
    for keuze in choices(cijfers):
        shown = SelectedFigures([cijfers], keuze, drempel).value(SPAN, Indicator.OEFENINGEN)
        own = [row for row in organisation.rijen if fits(organisation, row, keuze)]
        assert shown is None or (shown == len(own) and is_safe(own, drempel))


def choices(cijfers: QuarterCounts) -> list[Selection]:
    return [Selection(*one) for one in product((None, *Werkvorm), (None, *locaties([cijfers])))]


def fits(organisation: Organisatie, row: CodedRow, keuze: Selection) -> bool:
    return (
        row.verst.number >= 5
        and keuze.form in (None, row.werkvorm)
        and keuze.locatie in (None, organisation.locatie(row))
    )


@settings(deadline=None, max_examples=size(15, 40))
@given(st.integers(0, 10_000), st.integers(5, 40))
def test_a_threshold_that_was_raised_later_hides_whole_tables(seed: int, drempel: int) -> None:
    cijfers = figures(Maker(seed, most=400).make())
    selected = SelectedFigures([cijfers], Selection(), drempel)
    for tabel in cijfers.tables:
        for cel in tabel.cellen:
            if tabel.per is TableAxis.GEHEEL and tabel.indicator is not Indicator.TEAMS:
                value = selected.value(SPAN, tabel.indicator, cel.soort)
                assert value == (cel.aantal if tabel.kleinste >= drempel else None)
                assert value is None or value >= drempel


def test_a_period_is_the_sum_of_the_quarters_that_are_shown_and_no_more() -> None:
    many = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), TODAY)
    few = calculate("2026-K2", fixed.rijen()[:9], fixed.ploegen(), date(2026, 7, 30))
    selected = SelectedFigures([many, few])
    assert selected.value(Span.named("2026-K2"), Indicator.THEMA, "naasten") is None
    assert selected.som(Indicator.THEMA, "naasten") == 34
    assert selected.som(Indicator.THEMA, "onvrede") is None


def rows(*counts: int, people: int = 9) -> list[list[CodedRow]]:
    """Return groups of oefeningen of three inbrengers and so many people."""
    (example,) = fixed.rijen()[:1]
    number = 0
    groups = []
    for count in counts:
        group = []
        for _ in range(count):
            number += 1
            group.append(
                example.changed(
                    oefening=f"o{number}",
                    deelnemers=(f"p{number % people}", f"p{(number + 1) % people}"),
                    inbrenger=f"p{number % min(people, 4)}",
                )
            )
        groups.append(group)
    return groups


def table(*counts: int) -> dict[str, dict[str, list[CodedRow]]]:
    return {f"{count}": {"": group} for count, group in zip(counts, rows(*counts), strict=True)}


@pytest.mark.parametrize(
    ("counts", "gone"),
    [
        ((9, 8), set()),
        ((9, 8, 4), {"4", "8"}),
        ((20, 4, 3), {"4", "3"}),  # together 7: safe
        ((20, 6, 2), {"2", "6"}),
        ((20, 9, 0), {"0", "9"}),  # nought would be known too
        ((4, 3), {"4", "3"}),
    ],
)
def test_the_smallest_kinds_are_hidden_until_what_is_hidden_is_safe_together(
    counts: tuple[int, ...], gone: set[str]
) -> None:
    assert hidden(table(*counts), 5) == gone


def test_five_oefeningen_of_four_people_or_two_inbrengers_are_too_little() -> None:
    (group,) = rows(12)
    assert is_safe(group)
    (few,) = rows(12, people=4)
    assert not is_safe(few)
    two = [one.changed(inbrenger=f"p{number % 2}") for number, one in enumerate(group)]
    assert not is_safe(two)
    assert not is_safe(group[:4])
    assert not is_safe([group[0]] * 12)


def test_no_threshold_below_five_is_believed() -> None:
    (group,) = rows(4)
    assert not is_safe(group, 1)


def test_a_location_of_two_teams_is_never_shown() -> None:
    played = fixed.rijen()
    places = {f"t{one}": Subset("Klein" if one <= 2 else "Groot") for one in range(1, 9)}
    assert locaties([calculate(KWARTAAL, played, places, TODAY)]) == []
    places["t3"] = Subset("Klein")
    assert locaties([calculate(KWARTAAL, played, places, TODAY)]) == ["Groot", "Klein"]


def test_how_many_teams_practised_is_hidden_where_it_would_tell_what_a_team_did() -> None:
    (group,) = rows(9)
    spread = [one.changed(team=f"t{number}") for number, one in enumerate(group)]
    teams = {f"t{number}": Subset("") for number in range(9)}
    selected = SelectedFigures([calculate(KWARTAAL, spread, teams, TODAY)])
    assert selected.value(SPAN, Indicator.OEFENINGEN) == 9
    assert selected.value(SPAN, Indicator.TEAMS, "oefent") is None


def test_the_name_of_what_is_not_shown_can_be_no_location() -> None:
    from gesprek.domain.base import InvalidName
    from gesprek.domain.team import place
    from tests.support.builders.oefeningen import team_of_five

    with pytest.raises(InvalidName):
        place(team_of_five(), count_tables.REST)


@settings(deadline=None, max_examples=size(40, 150))
@given(st.integers(0, 10_000))
def test_what_was_never_played_is_shown_only_where_it_and_what_is_left_are_safe(seed: int) -> None:
    organisation = Maker(seed, most=900).make()
    selected = SelectedFigures([figures(organisation)])
    waiting = [row for row in organisation.rijen if row.verst.number < 5]
    begun = [row for row in waiting if row.has_leervraag]
    at_4 = [row for row in begun if (TODAY - row.last_activity).days >= 30]
    total = selected.value(SPAN, Indicator.BEGONNEN)
    lies = selected.value(SPAN, Indicator.LIGT, Stap.INLEVEN)
    assert total in (None, len(begun))
    assert lies in (None, len(at_4))
    if total is not None:
        assert is_safe(begun)
    if lies is not None:
        left = [row for row in begun if row not in at_4]
        assert is_safe(at_4)
        assert is_safe(left) or not left
    for stap in (Stap.MOMENT, Stap.VOORBEREIDING, Stap.CASUS):
        own = [
            row
            for row in waiting
            if not row.has_leervraag
            and row.verst is stap
            and (TODAY - row.last_activity).days >= 30
        ]
        value = selected.value(SPAN, Indicator.LIGT, stap)
        assert value is None or (value == len(own) and is_safe(own))
