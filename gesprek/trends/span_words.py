"""When something was, and what changed since the time before, in words."""

from collections.abc import Callable, Sequence
from typing import NamedTuple

from gesprek.content.all_texts import Inhoud
from gesprek.domain.dates import Span
from gesprek.trends.figure import FigureNumber, shown

_YEAR, _HALF = 4, 2


class Course(NamedTuple):
    """The last span that shows a number, and the one before it where there is one."""

    span: Span
    number: float
    before: Span | None
    was: float | None


def course_of(
    spans: Sequence[Span], value: Callable[[Span], FigureNumber], period: Span
) -> Course | None:
    """Return the last number in a period, and the one before, in the period or not; None: none."""
    known = [(one, number) for one in spans if (number := value(one)) is not None]
    inside = [at for at, (one, _) in enumerate(known) if period.has(one)]
    if not inside:
        return None
    span, number = known[inside[-1]]
    before, was = known[inside[-1] - 1] if inside[-1] else (None, None)
    return Course(span, number, before, was)


def in_words(span: Span, texts: Inhoud) -> str:
    """Return a span as people say it: a quarter, half a year, a year, or from when till when."""
    begin, end = span
    length = len(span.kwartalen)
    if length == 1:
        return texts.tekst("overzicht.tijd_kwartaal", nummer=begin.nummer, jaar=begin.jaar)
    if length == _YEAR and begin.nummer == 1:
        return texts.tekst("overzicht.tijd_jaar", jaar=begin.jaar)
    if length == _HALF and begin.nummer in (1, 3):
        half = "eerste" if begin.nummer == 1 else "tweede"
        return texts.tekst(f"overzicht.tijd_{half}_helft", jaar=begin.jaar)
    if begin.jaar == end.jaar:
        ends = {"begin": begin.nummer, "eind": end.nummer, "jaar": begin.jaar}
        return texts.tekst("overzicht.tijd_binnen_jaar", **ends)
    ends = {"begin": begin.nummer, "eind": end.nummer, "van": begin.jaar, "tot": end.jaar}
    return texts.tekst("overzicht.tijd_van_tot", **ends)


def label_of(span: Span) -> str:
    """Return what stands below a span in a chart, in two lines parted by a line break."""
    begin, end = span
    if begin.jaar != end.jaar:
        return f"K{begin.nummer} {begin.jaar} –\nK{end.nummer} {end.jaar}"
    quarters = f"K{begin.nummer}" if begin == end else f"K{begin.nummer}–K{end.nummer}"
    return f"{quarters}\n{begin.jaar}"


def change(course: Course, texts: Inhoud) -> str:
    """Return how a count changed since the span before; per quarter where that was not as long."""
    if course.before is None or course.was is None:
        return texts.tekst("overzicht.verandering_eerste")
    quarters, others = len(course.span.kwartalen), len(course.before.kwartalen)
    before = in_words(course.before, texts)
    if quarters != others:
        now, was = course.number / quarters, course.was / others
        return texts.tekst(
            "overzicht.verandering_per_kwartaal",
            nu=shown(round(now, 1)),
            was=shown(round(was, 1)),
            ervoor=before,
        )
    return _compared(course.number, course.was, before, texts)


def what_it_was(course: Course, unit: str, texts: Inhoud) -> str:
    """Return what a number was in the span before.

    ``unit`` is 'deel' of a share in percents, 'teams' of a number that longer spans do not add up.
    """
    if course.before is None or course.was is None:
        return texts.tekst("overzicht.verandering_eerste")
    before = in_words(course.before, texts)
    return texts.tekst(f"overzicht.verandering_{unit}", was=shown(course.was), ervoor=before)


def _compared(now: float, was: float, before: str, texts: Inhoud) -> str:
    if now == was:
        return texts.tekst("overzicht.verandering_gelijk", ervoor=before)
    word = "meer" if now > was else "minder"
    return texts.tekst(
        f"overzicht.verandering_{word}", aantal=shown(abs(now - was)), was=shown(was), ervoor=before
    )
