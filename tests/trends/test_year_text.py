"""The year in one paragraph tells nothing that the overview does not show of the same period."""

import re
from collections.abc import Iterator
from datetime import date
from functools import partial

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gesprek.content import inhoud
from gesprek.domain.antwoorden import Antwoord
from gesprek.domain.dates import Span
from gesprek.domain.themas import Behoefte
from gesprek.trends.figure import Figure, shown
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.kept_figures import ALLES, QuarterCounts
from gesprek.trends.year_text import YearFigures, YearText, year_periods
from tests.support.extent import size
from tests.trends import attacker, fixed
from tests.trends.attacker import Attacker, Where, is_small
from tests.trends.counted import calculate
from tests.trends.organisations import Maker, Story

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
# When something was is no figure: it is said in quarters, and of an answer in days.
WHEN = re.compile(
    r"kwartaal \d( tot en met \d)? van \d{4}|(heel|helft van) \d{4}"
    r"|\d{1,2} [a-z]+ \d{4}"
)
ANSWERS = (
    Antwoord(behoefte=Behoefte.TRAINING, tekst="Een cursus.", sinds=date(2026, 3, 3)),
    Antwoord(
        behoefte=Behoefte.TIJD,
        tekst="Elke maand een uur.",
        sinds=date(2026, 1, 5),
        gestopt=date(2026, 6, 1),
    ),
)
GOED = calculate("2026-K1", fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))


FOLLOWED_UP = (
    "Van de gesprekken daarna is 79 % nabesproken, en 67 % van wie antwoordde, "
    "gebruikte iets van het plan."
)


def made(
    kept: list[QuarterCounts], period: Span, drempel: int = 5, *answers: Antwoord
) -> YearText | None:
    return YearFigures(kept, ALLES, drempel, inhoud(), period).text(answers)


def numbers(text: str) -> set[str]:
    return {*NUMBER.findall(WHEN.sub("", text))}


def on_the_overview(figures: list[Figure]) -> set[str]:
    """Return every number that the page shows of these figures, in words, charts or tables."""
    said = []
    for one in figures:
        cells = [cell for row in one.regels for cell in row[1:]]
        said += [cell if isinstance(cell, str) else shown(cell) for cell in cells]
        said += [one.sentence, *(one.tile[:3] if one.tile else ())]
    return {number for text in said for number in numbers(text)}


def story(seed: int, drempels: tuple[int, ...] = (5,)) -> Story:
    maker = Maker(seed, most=400)
    return maker.story().tell(maker.random, drempels)


@settings(deadline=None, max_examples=size(40, 400))
@given(st.integers(0, 100_000), st.sampled_from((5, 5, 8, 20)))
def test_each_number_of_the_paragraph_is_on_the_overview_for_the_same_period(
    seed: int, drempel: int
) -> None:
    kept = story(seed).kept
    for period in year_periods(kept):
        text = made(kept, period, drempel, *ANSWERS)
        figures = [*Figures(kept, ALLES, drempel, inhoud(), period).alle()]
        if text:
            assert numbers(text.paragraph) <= on_the_overview(figures), text.paragraph
            assert 5 <= len(text.sentences) <= 8, text.sentences
            assert all(re.fullmatch(r"[A-Z0-9].*\.", one) for one in text.sentences)
        else:
            by_name = {one.naam: one for one in figures}
            assert not by_name["oefeningen"].punten


def test_most_kinds_of_sentences_occur_in_the_stories_of_the_test_above() -> None:
    said = " ".join(
        text.paragraph
        for seed in range(30)
        for kept in (story(seed).kept,)
        for period in year_periods(kept)
        if (text := made(kept, period))
    )
    for words in ("minstens", "het meest", "per kwartaal", "napraten", "nabesproken", "% dat"):
        assert words in said, words


def test_a_paragraph_of_all_that_can_be_said() -> None:
    text = made([GOED], Span.named("2026-K1"), 5, *ANSWERS)
    assert text
    assert text.titel == "Samen gesprekken oefenen: kwartaal 1 van 2026"
    assert text.sentences == (
        "In kwartaal 1 van 2026 oefenden teams 96 keer een gesprek uit de praktijk.",
        "In kwartaal 1 van 2026 deden 8 van de 8 teams mee.",
        "Het vaakst leerden collega's iets over het gesprek beginnen (60 keer).",
        "Van de inbrengers die antwoordden, zei 73 % dat het oefenen voldoende hielp.",
        FOLLOWED_UP,
        "Teams zeiden het vaakst dat zij dit nodig hebben: scholing of uitleg (20 keer).",
        "De organisatie gaf antwoord op wat teams nodig hebben: scholing of uitleg en meer tijd.",
        "De cijfers gaan over alle teams samen en over niemand apart.",
    )
    assert text.answers == (
        "Scholing of uitleg, sinds 3 maart 2026: Een cursus.",
        "Meer tijd, van 5 januari 2026 tot 1 juni 2026: Elke maand een uur.",
    )
    assert text.whole == "\n\n".join((text.paragraph, *text.answers))


def test_what_is_hidden_at_a_higher_threshold_is_named_and_its_number_is_gone() -> None:
    text = made([GOED], Span.named("2026-K1"), 12)
    assert text
    assert "wat teams het vaakst nodig hebben kunnen we niets tonen" in text.paragraph
    assert "20 keer" not in text.paragraph
    assert "nog geen antwoord" in text.paragraph


def test_where_nothing_is_shown_there_is_no_paragraph() -> None:
    assert made([GOED], Span.named("2026-K1"), 1_000, *ANSWERS) is None
    empty = QuarterCounts(kwartaal="2026-K2", geteld_op=date(2026, 7, 30))
    assert made([empty], Span.named("2026-K2"), 5, *ANSWERS) is None


def quarters(*names: str) -> list[QuarterCounts]:
    return [QuarterCounts(kwartaal=name, geteld_op=date(2026, 4, 30)) for name in names]


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        ((), []),
        (("2026-K2",), [("2026-K2", "2026-K2")]),
        (("2025-K1", "2025-K4"), [("2025-K1", "2025-K4")]),
        (
            ("2024-K1", "2026-K1"),
            [("2025-K2", "2026-K1"), ("2025-K1", "2025-K4"), ("2024-K1", "2024-K4")],
        ),
        (("2024-K2", "2025-K3"), [("2024-K4", "2025-K3")]),
    ],
)
def test_the_last_four_quarters_and_whole_years_can_be_chosen(
    names: tuple[str, ...], expected: list[tuple[str, str]]
) -> None:
    assert year_periods(quarters(*names)) == [Span.named(*one) for one in expected]


class ReaderOfYears(Attacker):
    """An attacker who reads the paragraph of each period as well, and takes it at its word."""

    def _cells(self) -> Iterator[attacker.Cell]:
        yield from super()._cells()
        kept = [one.cijfers for one in self._published]
        for period in year_periods(kept):
            text = made(kept, period)
            said = re.search(r"oefenden teams ([\d.]+) keer een", text.paragraph if text else "")
            if said:
                telt = partial(attacker._fits, Where(period, None, None), lambda _one: True)
                number = int(said[1].replace(".", ""))
                delen = ("totaal", "weg totaal")
                yield attacker.Cell(f"alinea {period}", delen, telt, [], number)


@pytest.mark.parametrize("first", range(0, size(24, 200), 8))
def test_who_reads_the_paragraphs_derives_no_figure_below_the_threshold(first: int) -> None:
    found = {}
    for seed in range(first, first + 8):
        reader = ReaderOfYears(story(seed).published)
        found[seed] = [one.naam for one in reader.derived() if is_small(one)]
    assert {seed: names for seed, names in found.items() if names} == {}
