"""When something was, and what changed, in words that a manager reads at once."""

import pytest

from gesprek.content import inhoud
from gesprek.domain.dates import Span
from gesprek.trends.span_words import Course, change, course_of, in_words, label_of, what_it_was

HALF, QUARTER = Span.named("2026-K1", "2026-K2"), Span.named("2026-K3")
ALL = Span.named("2025-K1", "2026-K4")


@pytest.mark.parametrize(
    ("first", "last", "words", "label"),
    [
        ("2026-K3", "2026-K3", "kwartaal 3 van 2026", "K3\n2026"),
        ("2026-K1", "2026-K2", "de eerste helft van 2026", "K1–K2\n2026"),
        ("2026-K3", "2026-K4", "de tweede helft van 2026", "K3–K4\n2026"),
        ("2026-K1", "2026-K4", "heel 2026", "K1–K4\n2026"),
        ("2026-K2", "2026-K3", "kwartaal 2 tot en met 3 van 2026", "K2–K3\n2026"),
        (
            "2025-K4",
            "2026-K1",
            "kwartaal 4 van 2025 tot en met kwartaal 1 van 2026",
            "K4 2025 –\nK1 2026",
        ),
    ],
)
def test_a_span_is_said_as_people_say_it(first: str, last: str, words: str, label: str) -> None:
    span = Span.named(first, last)
    assert in_words(span, inhoud()) == words
    assert label_of(span) == label


@pytest.mark.parametrize(
    ("number", "was", "said"),
    [
        (30, 22, "8 meer dan in kwartaal 2 van 2026 (22)."),
        (22, 30, "8 minder dan in kwartaal 2 van 2026 (30)."),
        (22, 22, "Even vaak als in kwartaal 2 van 2026."),
    ],
)
def test_a_change_has_the_number_of_before_in_it(number: int, was: int, said: str) -> None:
    course = Course(QUARTER, number, Span.named("2026-K2"), was)
    assert change(course, inhoud()) == said


def test_spans_that_are_not_as_long_are_compared_per_quarter() -> None:
    said = change(Course(QUARTER, 30, HALF, 41), inhoud())
    assert said == (
        "Dat is 30 per kwartaal. In de eerste helft van 2026 was het 20,5 per kwartaal."
    )


def test_the_first_number_is_compared_with_nothing() -> None:
    course = Course(QUARTER, 30, None, None)
    told = {change(course, inhoud()), what_it_was(course, "deel", inhoud())}
    assert told == {"Er is nog niets om mee te vergelijken."}


@pytest.mark.parametrize(
    ("unit", "said"),
    [
        ("deel", "In de eerste helft van 2026 was het 76 %."),
        ("teams", "In de eerste helft van 2026 waren het er 76."),
    ],
)
def test_a_share_or_a_number_of_teams_tells_what_it_was(unit: str, said: str) -> None:
    assert what_it_was(Course(QUARTER, 80, HALF, 76), unit, inhoud()) == said


def test_a_course_is_that_of_the_last_number_in_the_period_and_the_one_before_it() -> None:
    spans = [Span.named("2025-K1", "2025-K4"), HALF, QUARTER]
    numbers = {spans[0]: 5, HALF: None, QUARTER: 7}
    assert course_of(spans, numbers.get, ALL) == Course(QUARTER, 7, spans[0], 5)
    assert course_of(spans, numbers.get, Span.named("2026-K3")) == Course(QUARTER, 7, spans[0], 5)
    assert course_of(spans, numbers.get, Span.named("2025-K1", "2025-K4")) == Course(
        spans[0], 5, None, None
    )
    assert course_of(spans, numbers.get, HALF) is None
