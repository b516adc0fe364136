"""All figures of the overview, made of what is kept: the same for the page and each export."""

from collections.abc import Callable, Iterator, Sequence
from enum import StrEnum
from typing import Protocol

from gesprek.domein.onderwerpen import Behoefte, Leerthema, Thema
from gesprek.domein.stappen import Stap
from gesprek.domein.werkvormen import Rol, Werkvorm
from gesprek.overzicht.beeld import ALLES, Beeld, Keuze, percentage
from gesprek.overzicht.figuur import Figuur, Getal, Punt, Regel, Vorm, shown
from gesprek.overzicht.indicatoren import Antwoord, Bereik, Hoever, Indicator
from gesprek.overzicht.kwartaalcijfers import TOTAAL, Kwartaalcijfers

Waarde = Callable[[str], Getal]


class Woorden(Protocol):
    """The words on screen."""

    def tekst(self, sleutel: str, **waarden: object) -> str:
        """Return a text by its key."""

    def label(self, value: StrEnum) -> str:
        """Return the label of a value."""


class Figuren:
    """Makes all figures of a choice.

    Args:
        kwartalen: the kept figures of the period, the oldest first.
        keuze: the filter.
        drempel: the threshold as it is now.
        woorden: the words on screen.
    """

    def __init__(
        self, kwartalen: Sequence[Kwartaalcijfers], keuze: Keuze, drempel: int, woorden: Woorden
    ) -> None:
        self._keuze = keuze
        self._beeld = Beeld(kwartalen, keuze, drempel)
        self._per_form = {
            form: Beeld(kwartalen, Keuze(form, keuze.locatie), drempel) for form in Werkvorm
        }
        self._woorden = woorden
        self._kwartaal = woorden.tekst("overzicht.kwartaal")

    def alle(self) -> Iterator[Figuur]:
        """Yield the figures in the order of the page."""
        yield self._oefeningen()
        yield self._bereik()
        yield self._leerthemas()
        yield self._per_rol()
        yield self._themas()
        yield self._ligt()
        yield self._geholpen()
        yield self._vervolg()
        yield self._dagen()
        yield self._behoeften()

    # Per quarter

    def _oefeningen(self) -> Figuur:
        count = self._value(Indicator.OEFENINGEN)
        roleplay = self._per_form[Werkvorm.ROLLENSPEL]
        rows: list[Regel] = []
        for one in self._beeld.kwartalen:
            played = roleplay.waarde(one, Indicator.OEFENINGEN)
            rows.append((one, count(one), played, percentage(played, count(one))))
        total = self._beeld.som(Indicator.OEFENINGEN)
        zin = self._zin("overzicht.zin_oefeningen", total.aantal)
        kop = [
            self._column("oefeningen"),
            self._woorden.label(Werkvorm.ROLLENSPEL),
            self._share("oefeningen"),
        ]
        if self._keuze.form:
            kop, rows = kop[:1], [row[:2] for row in rows]
        return self._per_kwartaal("oefeningen", zin, [("", count)], kop, rows)

    def _bereik(self) -> Figuur:
        practised = self._value(Indicator.TEAMS, Bereik.OEFENT)
        active = self._value(Indicator.TEAMS, Bereik.ACTIEF)
        rows = [
            (
                one,
                practised(one),
                active(one),
                percentage(_whole(practised(one)), _whole(active(one))),
            )
            for one in self._beeld.kwartalen
        ]
        last = next((row for row in reversed(rows) if row[1] is not None), None)
        zin = self._zin(
            "overzicht.zin_bereik",
            last and last[1],
            kwartaal=last and last[0],
            van=last and last[2],
        )
        kop = (self._column("teams"), self._column("actief"), self._share("bereik"))
        return self._per_kwartaal("bereik", zin, [("", practised)], kop, rows)

    def _geholpen(self) -> Figuur:
        ja, nee = (self._value(Indicator.GEHOLPEN, one) for one in (Antwoord.JA, Antwoord.NEE))
        rows = [
            (one, ja(one), nee(one), percentage(_whole(ja(one)), _sum(ja(one), nee(one))))
            for one in self._beeld.kwartalen
        ]
        share = _share_over(rows)
        zin = self._zin("overzicht.zin_geholpen", share)
        names = self._column("ja"), self._column("nee")
        series = [(names[0], ja), (names[1], nee)]
        return self._whole_only(
            self._per_kwartaal("geholpen", zin, series, (*names, self._share("geholpen")), rows)
        )

    def _vervolg(self) -> Figuur:
        kinds = (Hoever.AFGEROND, Hoever.TE_BESPREKEN, Hoever.NIET_DOORGEGAAN)
        done, due, off = (self._value(Indicator.HOEVER, one) for one in kinds)
        rows = [
            (
                one,
                done(one),
                due(one),
                off(one),
                percentage(_whole(done(one)), _sum(done(one), due(one))),
            )
            for one in self._beeld.kwartalen
        ]
        share = _share_over([row[:3] for row in rows])
        zin = self._zin("overzicht.zin_vervolg", share)
        names = [self._column(one) for one in kinds]
        series = list(zip(names, (done, due, off), strict=True))
        return self._per_kwartaal("vervolg", zin, series, (*names, self._share("vervolg")), rows)

    def _dagen(self) -> Figuur:
        days = [(one, self._beeld.dagen(one)) for one in self._beeld.kwartalen]
        last = next((row for row in reversed(days) if row[1] is not None), None)
        zin = self._zin("overzicht.zin_dagen", last and last[1], kwartaal=last and last[0])
        series = [("", self._beeld.dagen)]
        return self._whole_only(
            self._per_kwartaal("dagen", zin, series, (self._column("dagen"),), days)
        )

    def _per_kwartaal(
        self,
        naam: str,
        zin: str,
        series: Sequence[tuple[str, Waarde]],
        kop: Sequence[str],
        rows: Sequence[Regel],
    ) -> Figuur:
        points = [
            Punt(name, one, value(one)) for name, value in series for one in self._beeld.kwartalen
        ]
        return self._figuur(naam, zin, (Vorm.STAVEN, points), ((self._kwartaal, *kop), rows))

    # Over the whole period

    def _themas(self) -> Figuur:
        return self._shares("themas", Indicator.THEMA, Thema, Indicator.OEFENINGEN, TOTAAL)

    def _behoeften(self) -> Figuur:
        return self._whole_only(
            self._shares(
                "behoeften", Indicator.BEHOEFTE, Behoefte, Indicator.HOEVER, Hoever.AFGEROND
            )
        )

    def _shares(
        self,
        naam: str,
        indicator: Indicator,
        soorten: type[Thema] | type[Behoefte],
        of: Indicator,
        of_soort: str,
    ) -> Figuur:
        """Return how often each kind occurred, most often first, and its share of all.

        The share is over the quarters that show this kind.
        """
        rows = []
        for soort in soorten:
            shown = lambda one, soort=soort: self._beeld.waarde(one, indicator, soort) is not None  # noqa: E731
            count = self._beeld.som(indicator, soort).aantal
            total = self._beeld.som(of, of_soort, among=shown).aantal
            rows.append((self._woorden.label(soort), count, percentage(count, total)))
        return self._bars(naam, rows, self._column(naam), (self._share(naam),))

    def _ligt(self) -> Figuur:
        kinds: list[tuple[str, Indicator, str]] = [
            (self._step(stap), Indicator.LIGT, stap)
            for stap in (Stap.MOMENT, Stap.VOORBEREIDING, Stap.CASUS, Stap.INLEVEN)
        ]
        kinds += [
            (self._step(Stap.GESPREK), Indicator.HOEVER, Hoever.GESPREK),
            (self._step(Stap.TERUGKIJKEN), Indicator.HOEVER, Hoever.TERUGKIJKEN),
            (self._step(Stap.VERVOLG), Indicator.HOEVER, Hoever.TE_BESPREKEN),
        ]
        rows = [(name, self._beeld.som(table, soort).aantal) for name, table, soort in kinds]
        found = self._bars("ligt", rows, self._column("stap"), (), in_order=True)
        share = self._finished()
        more = self._woorden.tekst("overzicht.zin_afgemaakt", aantal=share) if share else ""
        return found._replace(zin=f"{found.zin} {more}".strip())

    def _finished(self) -> int | None:
        """Return reached step 6 / started, over the quarters in which both may be shown."""
        pairs = []
        for one in self._beeld.kwartalen:
            done = self._beeld.waarde(one, Indicator.AFGEMAAKT)
            begun = self._beeld.waarde(one, Indicator.BEGONNEN)
            played = self._beeld.waarde(one, Indicator.OEFENINGEN)
            if done is not None and begun is not None and played is not None:
                pairs.append((done, played + begun))
        return percentage(sum(done for done, _ in pairs), sum(total for _, total in pairs))

    def _step(self, stap: Stap) -> str:
        shown = self._woorden.label(stap).lower()
        return self._woorden.tekst("overzicht.stap", nummer=stap.number, stap=shown)

    def _bars(
        self,
        naam: str,
        rows: Sequence[Regel],
        kind: str,
        more: tuple[str, ...],
        *,
        in_order: bool = False,
    ) -> Figuur:
        shown = [row for row in rows if row[1] is not None]
        most = max(shown, key=lambda row: float(row[1] or 0), default=None)
        zin = self._zin(
            f"overzicht.zin_{naam}", _number(most[1]) if most else None, soort=most and most[0]
        )
        if not in_order:
            rows = sorted(rows, key=lambda row: -float(row[1] or 0))
        points = [Punt(str(row[0]), "", _number(row[1])) for row in rows if row[1] is not None]
        kop = (kind, self._column("aantal"), *more)
        return self._figuur(naam, zin, (Vorm.BALKEN, points), (kop, rows))

    # Leerthema's against something else

    def _leerthemas(self) -> Figuur:
        columns = list(self._beeld.kwartalen)
        value = lambda thema, one: self._beeld.waarde(one, Indicator.LEERTHEMA, thema)  # noqa: E731
        return self._grid("leerthemas", columns, columns, value)

    def _per_rol(self) -> Figuur:
        roles = list(Rol)
        value = lambda thema, rol: self._beeld.som(Indicator.LEERTHEMA, thema, rol).aantal  # noqa: E731
        names = [self._woorden.label(rol) for rol in roles]
        return self._whole_only(self._grid("per_rol", roles, names, value))

    def _grid(
        self,
        naam: str,
        columns: Sequence[str],
        names: Sequence[str],
        value: Callable[[Leerthema, str], int | None],
    ) -> Figuur:
        rows: list[Regel] = [
            (self._woorden.label(thema), *(value(thema, one) for one in columns))
            for thema in Leerthema
        ]
        points = [
            Punt(str(row[0]), name, _number(cell))
            for row in rows
            if any(cell is not None for cell in row[1:])
            for name, cell in zip(names, row[1:], strict=True)
        ]
        totals = {str(row[0]): sum(float(cell or 0) for cell in row[1:]) for row in rows}
        most = max(totals, key=lambda one: totals[one])
        zin = self._zin(f"overzicht.zin_{naam}", int(totals[most]) or None, soort=most)
        kop = (self._column("leerthema"), *names)
        return self._figuur(naam, zin, (Vorm.VAKKEN, points), (kop, rows))

    # What all share

    def _value(self, indicator: Indicator, soort: str = TOTAAL) -> Callable[[str], int | None]:
        return lambda kwartaal: self._beeld.waarde(kwartaal, indicator, soort)

    def _column(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.kolom_{naam}")

    def _share(self, naam: str) -> str:
        return self._woorden.tekst(f"overzicht.deel_{naam}")

    def _zin(self, sleutel: str, aantal: Getal, **waarden: object) -> str:
        """Return the conclusion; without a number that there is too little to show."""
        if aantal is None:
            return self._woorden.tekst("overzicht.te_weinig")
        return self._woorden.tekst(sleutel, aantal=shown(aantal), **waarden)

    def _figuur(
        self,
        naam: str,
        zin: str,
        chart: tuple[Vorm, Sequence[Punt]],
        table: tuple[Sequence[str], Sequence[Regel]],
    ) -> Figuur:
        vorm, points = chart
        kop, rows = table
        titel = self._woorden.tekst(f"overzicht.titel_{naam}")
        if all(one.aantal is None for one in points):
            return Figuur(naam, titel, self._woorden.tekst("overzicht.te_weinig"))
        has_share = kop[-1].startswith(self._woorden.tekst("overzicht.deel"))
        return Figuur(naam, titel, zin, vorm, tuple(points), tuple(kop), has_share, tuple(rows))

    def _whole_only(self, figuur: Figuur) -> Figuur:
        """Return the figure, or that it is there for the whole organisation only."""
        if self._keuze == ALLES:
            return figuur
        return Figuur(figuur.naam, figuur.titel, self._woorden.tekst("overzicht.alleen_geheel"))


def _number(value: str | Getal) -> Getal:
    return None if isinstance(value, str) else value


def _whole(value: Getal) -> int | None:
    return None if value is None else int(value)


def _sum(one: Getal, other: Getal) -> int | None:
    return None if one is None or other is None else int(one + other)


def _share_over(rows: Sequence[Regel]) -> int | None:
    """Return the share of the second column in the second and third, where both are shown."""
    pairs = [
        (first, second)
        for _, first, second, *_ in rows
        if isinstance(first, (int, float)) and isinstance(second, (int, float))
    ]
    part = sum(first for first, _ in pairs)
    return percentage(int(part), int(part + sum(second for _, second in pairs)))
