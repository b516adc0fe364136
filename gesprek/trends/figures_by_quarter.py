"""The figures with a bar for each quarter."""

from collections.abc import Callable, Sequence

from gesprek.domain.werkvormen import Werkvorm
from gesprek.trends.figure import (
    ChartForm,
    ChartPoint,
    Figure,
    FigureLine,
    FigureMaker,
    FigureNumber,
    FigureWords,
)
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import SelectedFigures, Selection, percentage

Waarde = Callable[[str], FigureNumber]


class FiguresByQuarter(FigureMaker):
    """Makes the figures per quarter of a choice.

    Args:
        selected: the numbers of the choice.
        keuze: the filter.
        woorden: the words on screen.
        gespeeld: the numbers of the choice, of what was a rollenspel.
    """

    def __init__(
        self,
        selected: SelectedFigures,
        keuze: Selection,
        woorden: FigureWords,
        gespeeld: SelectedFigures,
    ) -> None:
        super().__init__(selected, keuze, woorden)
        self._gespeeld = gespeeld

    def oefeningen(self) -> Figure:
        """Return how often was practised, and in which form."""
        count = self._value(Indicator.OEFENINGEN)
        rows: list[FigureLine] = []
        for one in self._selected.kwartalen:
            played = self._gespeeld.waarde(one, Indicator.OEFENINGEN)
            rows.append((one, count(one), played, percentage(played, count(one))))
        total = self._selected.som(Indicator.OEFENINGEN)
        zin = self._sentence("overzicht.zin_oefeningen", total.aantal)
        kop = [
            self._column("oefeningen"),
            self._woorden.label(Werkvorm.ROLLENSPEL),
            self._share("oefeningen"),
        ]
        if self._keuze.form:
            kop, rows = kop[:1], [row[:2] for row in rows]
        return self._per_quarter("oefeningen", zin, [("", count)], kop, rows)

    def bereik(self) -> Figure:
        """Return how many of the active teams practise."""
        practised = self._value(Indicator.TEAMS, Coverage.OEFENT)
        active = self._value(Indicator.TEAMS, Coverage.ACTIEF)
        rows = [
            (
                one,
                practised(one),
                active(one),
                percentage(_whole(practised(one)), _whole(active(one))),
            )
            for one in self._selected.kwartalen
        ]
        last = next((row for row in reversed(rows) if row[1] is not None), None)
        zin = self._sentence(
            "overzicht.zin_bereik",
            last and last[1],
            kwartaal=last and last[0],
            van=last and last[2],
        )
        kop = (self._column("teams"), self._column("actief"), self._share("bereik"))
        return self._per_quarter("bereik", zin, [("", practised)], kop, rows)

    def geholpen(self) -> Figure:
        """Return whether it helped."""
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Answer.JA, Answer.NEE))
        rows = [
            (one, ja(one), nee(one), percentage(_whole(ja(one)), _sum(ja(one), nee(one))))
            for one in self._selected.kwartalen
        ]
        share = _share_over(rows)
        zin = self._sentence("overzicht.zin_geholpen", share)
        names = self._column("ja"), self._column("nee")
        series = [(names[0], ja), (names[1], nee)]
        return self._whole_only(
            self._per_quarter("geholpen", zin, series, (*names, self._share("geholpen")), rows)
        )

    def vervolg(self) -> Figure:
        """Return how many were talked about afterwards."""
        kinds = (HowFar.AFGEROND, HowFar.TE_BESPREKEN, HowFar.NIET_DOORGEGAAN)
        done, due, off = (self._value(Indicator.HOEVER, one) for one in kinds)
        rows = [
            (
                one,
                done(one),
                due(one),
                off(one),
                percentage(_whole(done(one)), _sum(done(one), due(one))),
            )
            for one in self._selected.kwartalen
        ]
        share = _share_over([row[:3] for row in rows])
        zin = self._sentence("overzicht.zin_vervolg", share)
        names = [self._column(one) for one in kinds]
        series = list(zip(names, (done, due, off), strict=True))
        return self._per_quarter("vervolg", zin, series, (*names, self._share("vervolg")), rows)

    def dagen(self) -> Figure:
        """Return the days until step 7."""
        days = [(one, self._selected.dagen(one)) for one in self._selected.kwartalen]
        last = next((row for row in reversed(days) if row[1] is not None), None)
        zin = self._sentence("overzicht.zin_dagen", last and last[1], kwartaal=last and last[0])
        series = [("", self._selected.dagen)]
        return self._whole_only(
            self._per_quarter("dagen", zin, series, (self._column("dagen"),), days)
        )

    def _per_quarter(
        self,
        naam: str,
        zin: str,
        series: Sequence[tuple[str, Waarde]],
        kop: Sequence[str],
        rows: Sequence[FigureLine],
    ) -> Figure:
        points = [
            ChartPoint(name, one, value(one))
            for name, value in series
            for one in self._selected.kwartalen
        ]
        return self._figure(
            naam,
            zin,
            (ChartForm.STAVEN, points),
            ((self._woorden.tekst("overzicht.kwartaal"), *kop), rows),
        )


def _whole(value: FigureNumber) -> int | None:
    return None if value is None else int(value)


def _sum(one: FigureNumber, other: FigureNumber) -> int | None:
    return None if one is None or other is None else int(one + other)


def _share_over(rows: Sequence[FigureLine]) -> int | None:
    """Return the share of the second column in the second and third, where both are shown."""
    pairs = [
        (first, second)
        for _, first, second, *_ in rows
        if isinstance(first, (int, float)) and isinstance(second, (int, float))
    ]
    part = sum(first for first, _ in pairs)
    return percentage(int(part), int(part + sum(second for _, second in pairs)))
