"""The figures over the whole period: how often each kind occurred."""

from collections.abc import Sequence

from gesprek.domein.onderwerpen import Behoefte, Thema
from gesprek.domein.stappen import Stap
from gesprek.overzicht.beeld import percentage
from gesprek.overzicht.figuur import Figuur, Punt, Regel, Vorm
from gesprek.overzicht.figuurmaker import Figuurmaker, number
from gesprek.overzicht.indicatoren import Hoever, Indicator
from gesprek.overzicht.kwartaalcijfers import TOTAAL


class Periodefiguren(Figuurmaker):
    """Makes the figures over the period of a choice."""

    def themas(self) -> Figuur:
        """Return what the conversations are about."""
        return self._shares("themas", Indicator.THEMA, Thema, Indicator.OEFENINGEN, TOTAAL)

    def behoeften(self) -> Figuur:
        """Return what teams need."""
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

    def ligt(self) -> Figuur:
        """Return where it gets stuck, and how many get through."""
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
            f"overzicht.zin_{naam}", number(most[1]) if most else None, soort=most and most[0]
        )
        if not in_order:
            rows = sorted(rows, key=lambda row: -float(row[1] or 0))
        points = [Punt(str(row[0]), "", number(row[1])) for row in rows if row[1] is not None]
        kop = (kind, self._column("aantal"), *more)
        return self._figuur(naam, zin, (Vorm.BALKEN, points), (kop, rows))
