"""From the coded rows of a closed quarter to the figures that may be shown of it.

Everything that any filter of the screen or any export will show of the quarter is decided here, at
once, and kept: nothing is computed later from rows. See ``docs/decisions/0016-suppression.md``.
"""

from collections.abc import Mapping, Sequence
from datetime import date
from statistics import median

from gesprek.domain.coded_row import Rij
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.werkvormen import Rol
from gesprek.trends.count_tables import (
    GEHEEL,
    REST,
    Deel,
    Geteld,
    Tabelbouwer,
    Verdeling,
    Zak,
    grouped,
    rijen_of,
)
from gesprek.trends.indicators import (
    BEFORE_STEP_6,
    SHOWN,
    Antwoord,
    Bereik,
    Hoever,
    Indicator,
    geholpen,
    hoever,
    is_played,
)
from gesprek.trends.kept_figures import TOTAAL, As, Cel, Kwartaalcijfers, Tabel
from gesprek.trends.splits import Ploeg, each, find_splits, never_played, only
from gesprek.trends.suppression import MIN_FOR_PERCENTAGE, MIN_OEFENINGEN, hidden, is_safe


def bereken(
    kwartaal: str,
    rijen: Sequence[Rij],
    ploegen: Mapping[str, Ploeg],
    today: date,
    drempel: int = MIN_OEFENINGEN,
) -> Kwartaalcijfers:
    """Return the figures of a closed quarter.

    Args:
        kwartaal: its name.
        rijen: the coded rows of the quarter, all of them.
        ploegen: team id → where it belongs; a team that is not in it has no location.
        today: the day on which it is counted.
        drempel: from how many oefeningen on a figure is shown.
    """
    empty = Kwartaalcijfers(kwartaal=kwartaal, geteld_op=today)
    played = [rij for rij in rijen if is_played(rij)]
    if not is_safe(played, drempel):
        return empty
    waiting = [rij for rij in rijen if not is_played(rij)]
    counted = _Kwartaal(played, ploegen, today, max(drempel, MIN_OEFENINGEN))
    tables = [*counted.played(), *never_played(waiting, today, counted.bouwer)]
    closed = counted.closed(tables)
    return empty.changed(
        tabellen=(*tables, *each(counted.bouwer, Indicator.BEHOEFTE, Behoefte, closed)),
        dagen_tot_vervolg=_median_days(closed),
    )


class _Kwartaal:
    """The oefeningen of one quarter that were played."""

    def __init__(
        self, rijen: Sequence[Rij], ploegen: Mapping[str, Ploeg], today: date, drempel: int
    ) -> None:
        self._rijen = rijen
        self._ploegen = ploegen
        self._drempel = drempel
        self.bouwer = Tabelbouwer(drempel)
        self._splits = find_splits(rijen, ploegen, drempel)
        self._hoever = _kinds([hoever(rij, today) for rij in rijen], rijen, SHOWN)

    def played(self) -> list[Tabel]:
        """Return all tables about what was played, but for the needs."""
        partition = self.bouwer.partition
        return [
            *self._oefeningen(),
            *self._teams(),
            *partition(Indicator.HOEVER, self._hoever, self._splits),
            *self._afgemaakt(),
            *each(self.bouwer, Indicator.THEMA, Thema, self._rijen, self._splits),
            *self._leerthemas(),
            *self._geholpen(),
        ]

    def closed(self, tables: Sequence[Tabel]) -> list[Rij]:
        """Return the oefeningen whose follow-up is done, where their number is shown."""
        shown = {
            cel.soort for one in tables if one.indicator is Indicator.HOEVER for cel in one.cellen
        }
        return rijen_of(self._hoever[Hoever.AFGEROND]) if Hoever.AFGEROND in shown else []

    def _oefeningen(self) -> list[Tabel]:
        everything = {"alle": [Geteld(rij) for rij in self._rijen]}
        build = self.bouwer.tabel
        found = [
            one
            for split in (GEHEEL, *self._splits)
            for one in build(Indicator.OEFENINGEN, everything, everything, split)
        ]
        return [one.changed(cellen=only(one, TOTAAL)) for one in found]

    def _teams(self) -> list[Tabel]:
        """Return how many teams practised, of how many, where that tells of no team.

        With as many oefeningen as teams each team had one: so many more there must be.
        """
        found = []
        for split in (GEHEEL, *(one for one in self._splits if one.per is As.LOCATIE)):
            parts = split.split(map(Geteld, self._rijen))
            spare = [len(rijen) - len({rij.team for rij in rijen}) for rijen in parts.values()]
            if min(spare) >= self._drempel:
                shown = {deel: rijen for deel, rijen in parts.items() if deel.locatie != REST}
                cells = [cel for deel, rijen in shown.items() for cel in self._reach(deel, rijen)]
                smallest = min(len(rijen) for rijen in parts.values())
                found.append(_teams_table(split.per, smallest, cells))
        return found

    def _reach(self, deel: Deel, rijen: Sequence[Rij]) -> list[Cel]:
        teams = {rij.team for rij in rijen}
        active = {
            team
            for team, ploeg in self._ploegen.items()
            if ploeg.actief and deel.locatie in (None, ploeg.locatie)
        }
        counts = {Bereik.OEFENT: len(teams), Bereik.ACTIEF: len(teams | active)}
        return [Cel(soort=one, locatie=deel.locatie, aantal=count) for one, count in counts.items()]

    def _afgemaakt(self) -> list[Tabel]:
        """Return how many reached step 6, where what did not is no part of a rest."""
        shown = self.bouwer.joined(self._hoever)
        before = [one for soort in BEFORE_STEP_6 for one in self._hoever.get(soort, ())]
        if any(soort in self._hoever and soort not in shown for soort in BEFORE_STEP_6):
            return []
        after = [
            one
            for soort, many in self._hoever.items()
            if soort not in BEFORE_STEP_6
            for one in many
        ]
        found = self.bouwer.partition(Indicator.AFGEMAAKT, {REST: before, "alle": after})
        return [one.changed(cellen=_soort(one, "alle", TOTAAL)) for one in found]

    def _geholpen(self) -> list[Tabel]:
        """Return whether it helped enough, where that tells nothing of how far oefeningen came.

        Who did not reach step 6 gave no answer. So what has no answer, less what is shown to stand
        before step 6, is a limit to what lies hidden at step 5, and must be safe itself.
        """
        answers = _kinds([geholpen(rij) for rij in self._rijen], self._rijen, Antwoord)
        shown = self.bouwer.joined(self._hoever)
        known = {one.rij.oefening for soort in BEFORE_STEP_6 for one in shown.get(soort, ())}
        left = [rij for rij in rijen_of(answers[Antwoord.GEEN]) if rij.oefening not in known]
        if Hoever.GESPREK in shown or is_safe(left, self._drempel):
            return self.bouwer.partition(Indicator.GEHOLPEN, answers)
        return []

    def _leerthemas(self) -> list[Tabel]:
        learned = [(one, rij) for rij in self._rijen for one in rij.leerpunten]
        things = [Geteld(rij, one.rol) for one, rij in learned]
        zak: Zak = grouped([str(one.leerthema) for one, _ in learned], things, map(str, Leerthema))
        tables = self.bouwer.partition(Indicator.LEERTHEMA, zak, self._splits)
        return tables + (self._per_rol(zak, things) if tables else [])

    def _per_rol(self, zak: Zak, things: Sequence[Geteld]) -> list[Tabel]:
        """Return the leerthema's per kind of role; roles that learned too little go together."""
        roles = {rol: {"": rijen_of(one for one in things if one.rol is rol)} for rol in Rol}
        gone = hidden(roles, self._drempel)
        delen = {rol: Deel(rol=REST if rol in gone else rol) for rol in Rol}
        split = Verdeling(
            As.ROL,
            tuple(dict.fromkeys(delen.values())),
            lambda one: delen[one.rol or Rol.INBRENGER],
        )
        if len(split.delen) == 1:
            return []
        groups = self.bouwer.joined(zak)
        kept = self.bouwer.kept(groups, split)
        return self.bouwer.tabel(Indicator.LEERTHEMA, groups, kept, split)


def _kinds(
    soorten: Sequence[str], rijen: Sequence[Rij], order: Sequence[str] | type[Antwoord]
) -> dict[str, list[Geteld]]:
    return grouped(soorten, map(Geteld, rijen), order)


def _soort(tabel: Tabel, soort: str, other: str) -> tuple[Cel, ...]:
    """Return the cells of a kind under another name."""
    return tuple(cel.changed(soort=other) for cel in only(tabel, soort))


def _median_days(closed: Sequence[Rij]) -> float | None:
    """Return the median of the days from the real conversation to step 7, from 10 on.

    For the whole organisation only, and per quarter only: medians cannot be added up.
    """
    days = [rij.dagen_tot_vervolg for rij in closed if rij.dagen_tot_vervolg is not None]
    return float(median(days)) if len(days) >= MIN_FOR_PERCENTAGE else None


def _teams_table(per: As, kleinste: int, cells: Sequence[Cel]) -> Tabel:
    return Tabel(indicator=Indicator.TEAMS, per=per, kleinste=kleinste, cellen=tuple(cells))
