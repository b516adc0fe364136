"""Tables whose kinds stand alone: what was never played, and what one can have several of."""

from collections.abc import Sequence
from datetime import date

from gesprek.domein.codering import Rij
from gesprek.domein.onderwerpen import Behoefte, Thema
from gesprek.overzicht.indicatoren import Indicator, is_begun, ligt_voor_het_gesprek
from gesprek.overzicht.kwartaalcijfers import TOTAAL, Cel, Tabel
from gesprek.overzicht.tabelbouw import REST, Geteld, Tabelbouwer, Verdeling, grouped, rijen_of


def never_played(waiting: Sequence[Rij], today: date, bouwer: Tabelbouwer) -> list[Tabel]:
    """Return what was begun but never played, and where what was not even begun lies still.

    The total of what was not begun stands nowhere, so that each step is shown by itself.
    """
    begun = [Geteld(rij) for rij in waiting if is_begun(rij)]
    steps = _lies([rij for rij in waiting if not is_begun(rij)], today)
    tables = [
        one.changed(cellen=only(one, TOTAAL))
        for one in bouwer.partition(Indicator.BEGONNEN, {"alle": begun})
    ]
    lies = bouwer.partition(Indicator.LIGT, _lies(rijen_of(begun), today)) if tables else []
    for soort, things in steps.items():
        if soort != REST:
            lies += bouwer.partition(Indicator.LIGT, {soort: things})
    return [*tables, *(one.changed(cellen=_without_total(one)) for one in lies)]


def _lies(rijen: Sequence[Rij], today: date) -> dict[str, list[Geteld]]:
    """Return step → what lies there; ``REST`` is what somebody still works on."""
    steps = [ligt_voor_het_gesprek(rij, today) or REST for rij in rijen]
    return grouped(steps, map(Geteld, rijen))


def each(
    bouwer: Tabelbouwer,
    indicator: Indicator,
    soorten: type[Thema] | type[Behoefte],
    rijen: Sequence[Rij],
    splits: Sequence[Verdeling] = (),
) -> list[Tabel]:
    """Return a table per kind of which an oefening may have several: with it, and without it."""
    found = []
    for soort in soorten:
        own = [rij.themas if isinstance(soort, Thema) else rij.behoeften for rij in rijen]
        has = [soort.value if soort in several else REST for several in own]
        tables = bouwer.partition(
            indicator, grouped(has, map(Geteld, rijen), (soort.value, REST)), splits
        )
        found += [one.changed(cellen=only(one, soort)) for one in tables]
    return found


def only(tabel: Tabel, soort: str) -> tuple[Cel, ...]:
    """Return the cells of one kind."""
    return tuple(cel for cel in tabel.cellen if cel.soort == soort)


def _without_total(tabel: Tabel) -> tuple[Cel, ...]:
    return tuple(cel for cel in tabel.cellen if cel.soort != TOTAAL)
