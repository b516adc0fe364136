"""A year in one paragraph, for a quality report: of the figures that the overview shows.

Each sentence tells a figure that is shown of that period. What is hidden is named in one sentence.
"""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice
from typing import Final, NamedTuple

from gesprek.domain.antwoorden import Antwoord
from gesprek.domain.dates import Quarter, Span, date_in_words
from gesprek.domain.text import enumerated
from gesprek.domain.themas import Behoefte, Leerthema
from gesprek.trends.figure import shown
from gesprek.trends.figures_of_courses import both
from gesprek.trends.figures_of_kinds import Waarde
from gesprek.trends.figures_of_period import Figures
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import Chain, QuarterCounts
from gesprek.trends.span_words import course_of, in_words

_QUARTERS: Final = 4
_MOST: Final = 8
"""So many sentences a paragraph has at most."""


class YearText(NamedTuple):
    """A paragraph: its title, its sentences, and below them a line for each answer."""

    titel: str
    sentences: tuple[str, ...]
    answers: tuple[str, ...] = ()

    @property
    def paragraph(self) -> str:
        """The sentences one after the other."""
        return " ".join(self.sentences)

    @property
    def whole(self) -> str:
        """All of it as one text to copy, without its title."""
        return "\n\n".join((self.paragraph, *self.answers))


def year_periods(kwartalen: Sequence[QuarterCounts]) -> list[Span]:
    """Return the periods to choose from: the last four quarters, and whole years, the last first.

    ``kwartalen`` is what was published, the oldest first; of less than four quarters it is all.
    """
    if not kwartalen:
        return []
    first, last = (Quarter.named(kwartalen[at].kwartaal) for at in (0, -1))
    kept, latest = Span(first, last), Span(max(first, last.later(1 - _QUARTERS)), last)
    years = range(last.jaar, first.jaar - 1, -1)
    whole = (Span(Quarter(one, 1), Quarter(one, _QUARTERS)) for one in years)
    return [*dict.fromkeys((latest, *filter(kept.has, whole)))]


class YearFigures(Figures):
    """Makes the paragraph of the whole organisation over a period, as ``Figures`` does its page."""

    def text(self, answers: Sequence[Antwoord]) -> YearText | None:
        """Return the paragraph; None where no figure of the period is shown.

        ``answers`` are those that belong to the period.
        """
        told = {
            "geoefend": self._practised(),
            "bereik": self._reach(),
            "geleerd": self._learned(),
            "geholpen": self._helped(),
            "vervolg": self._talked_over(),
            "nodig": self._needed(),
        }
        if not any(told.values()):
            return None
        begin = [told.pop(name) for name in ("geoefend", "bereik", "geleerd")]
        kinds = dict(zip(("geoefend", "bereik", "geleerd"), begin, strict=True)) | told
        rest = [*told.values(), self._hidden(kinds), self._answered(answers), *self._about()]
        found = islice(filter(None, (*begin, self._changed_most(), *rest)), _MOST)
        titel = self._woorden.tekst("jaar.kop", tijd=in_words(self._period, self._woorden))
        return YearText(titel, tuple(found), tuple(map(self._line, answers)))

    def _practised(self) -> str:
        """Return how often was practised; at least so often where a part of it is hidden."""
        whole = self._selected.within(self._period, Indicator.OEFENINGEN)
        part = self._selected.som(Indicator.OEFENINGEN)
        when = in_words(self._period, self._woorden)
        if whole is not None:
            return self._told("geoefend", whole, tijd=when)
        return "" if part is None else self._told("geoefend_minstens", part, tijd=when)

    def _reach(self) -> str:
        practised = self._at_any_time(Indicator.TEAMS, Coverage.OEFENT)
        active = self._at_any_time(Indicator.TEAMS, Coverage.ACTIEF)
        course = course_of(self._ever.spans(Chain.TEAMS), practised, self._period)
        of = active(course.span) if course else None
        if course is None or of is None:
            return ""
        when = in_words(course.span, self._woorden)
        return self._told("bereik", course.number, van=shown(of), tijd=when)

    def _learned(self) -> str:
        return self._most_of("geleerd", Indicator.LEERTHEMA, Leerthema)

    def _needed(self) -> str:
        return self._most_of("nodig", Indicator.BEHOEFTE, Behoefte)

    def _most_of(self, name: str, told: Indicator, kinds: type[Leerthema] | type[Behoefte]) -> str:
        """Return which kind occurs most; where it may be another one that is hidden, nothing."""
        words = {(told, str(one)): self._woorden.label(one) for one in kinds}
        best = self._selected.most(told, words)
        if best is None:
            return ""
        key = name if self._selected.shows_each_span(told) else f"{name}_deels"
        return self._told(key, best[1], soort=_inside(words[best[0]]))

    def _changed_most(self) -> str:
        """Return which leerthema changed most, else how the number of oefeningen changed."""
        found = self._strongest()
        if found:
            name, values = self._comparison(*found)
            return self._woorden.tekst(
                f"jaar.{name}", **{**values, "soort": _inside(str(values["soort"]))}
            )
        ever = self._ever.spans(Chain.TOTAAL)
        course = course_of(ever, self._at_any_time(Indicator.OEFENINGEN), self._period)
        if course is None or course.before is None:
            return ""
        name, values = self._comparison("", course)
        return self._woorden.tekst(
            "jaar.vaker_per_kwartaal" if name.endswith("kwartaal") else "jaar.vaker",
            **{key: value for key, value in values.items() if key != "soort"},
        )

    def _helped(self) -> str:
        """Return which share was helped, or between what it lies."""
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Answer.JA, Answer.NEE))
        share = self._over_period(ja, both(ja, nee))
        if share is not None:
            return self._told("geholpen", share)
        count = self._only_part(ja, both(ja, nee))
        bands = [(one, band) for one in self._far() if (band := self._selected.band(one))]
        if not bands:
            return "" if count is None else self._told("geholpen_aantal", count)
        span, band = bands[-1]
        part, when = self._band_words(band), in_words(span, self._woorden)
        return self._woorden.tekst("jaar.geholpen_band", deel=part.lower(), tijd=when)

    def _talked_over(self) -> str:
        """Return which share was talked about, and which share used the plan."""
        done, due = (
            self._value(Indicator.HOEVER, one) for one in (HowFar.AFGEROND, HowFar.TE_BESPREKEN)
        )
        ja, nee = (self._value(Indicator.PLAN, one) for one in (Answer.JA, Answer.NEE))
        share = self._over_period(done, both(done, due))
        plan = self._over_period(ja, both(ja, nee))
        if share is None:
            count = self._only_part(done, both(done, due))
            return "" if count is None else self._told("vervolg_aantal", count)
        if plan is None:
            return self._told("vervolg", share)
        return self._told("vervolg_plan", share, plan=shown(plan))

    def _only_part(self, part: Waarde, whole: Waarde) -> int | None:
        """Return how many there are of a part, where no span shows of how many."""
        if any(whole(one) is not None for one in self._far()):
            return None
        known = [number for one in self._far() if (number := part(one)) is not None]
        return sum(known) if known else None

    def _hidden(self, told: Mapping[str, str]) -> str:
        """Return of what nothing can be told, and why; empty where all is told."""
        words = [
            self._woorden.tekst(f"jaar.over_{name}") for name, text in told.items() if not text
        ]
        return self._woorden.tekst("jaar.te_weinig", lijst=enumerated(words)) if words else ""

    def _answered(self, answers: Sequence[Antwoord]) -> str:
        if not answers:
            return self._woorden.tekst("jaar.geen_antwoord")
        needs = dict.fromkeys(_inside(self._woorden.label(one.behoefte)) for one in answers)
        return self._woorden.tekst("jaar.antwoord", lijst=enumerated([*needs]))

    def _about(self) -> Iterator[str]:
        """Yield what may be said where there is room."""
        yield self._woorden.tekst("jaar.samen")
        yield self._woorden.tekst("jaar.kwartalen")

    def _line(self, one: Antwoord) -> str:
        """Return an answer with what it is about and from when until when it holds."""
        since = {"behoefte": self._woorden.label(one.behoefte), "dag": date_in_words(one.sinds)}
        if one.gestopt:
            until = date_in_words(one.gestopt)
            return self._woorden.tekst("jaar.regel_tot", **since, tot=until, tekst=one.tekst)
        return self._woorden.tekst("jaar.regel", **since, tekst=one.tekst)

    def _told(self, name: str, number: float, **values: object) -> str:
        return self._woorden.tekst(f"jaar.{name}", aantal=shown(number), **values)


def _inside(label: str) -> str:
    """Return a label as it stands inside a sentence; one such as 'LSD' stays as it is."""
    return label if label[1:2].isupper() else label[:1].lower() + label[1:]
