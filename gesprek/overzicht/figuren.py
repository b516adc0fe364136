"""All figures of the overview, made of what is kept: the same for the page and each export."""

from collections.abc import Iterator, Sequence

from gesprek.domein.werkvormen import Werkvorm
from gesprek.overzicht.beeld import Beeld, Keuze
from gesprek.overzicht.figuur import Figuur
from gesprek.overzicht.figuurmaker import Woorden
from gesprek.overzicht.kwartaalcijfers import Kwartaalcijfers
from gesprek.overzicht.kwartaalfiguren import Kwartaalfiguren
from gesprek.overzicht.leerthemafiguren import Leerthemafiguren
from gesprek.overzicht.periodefiguren import Periodefiguren


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
        beeld = Beeld(kwartalen, keuze, drempel)
        gespeeld = Beeld(kwartalen, Keuze(Werkvorm.ROLLENSPEL, keuze.locatie), drempel)
        self._kwartaal = Kwartaalfiguren(beeld, keuze, woorden, gespeeld)
        self._periode = Periodefiguren(beeld, keuze, woorden)
        self._leerthema = Leerthemafiguren(beeld, keuze, woorden)

    def alle(self) -> Iterator[Figuur]:
        """Yield the figures in the order of the page."""
        yield self._kwartaal.oefeningen()
        yield self._kwartaal.bereik()
        yield self._leerthema.leerthemas()
        yield self._leerthema.per_rol()
        yield self._periode.themas()
        yield self._periode.ligt()
        yield self._kwartaal.geholpen()
        yield self._kwartaal.vervolg()
        yield self._kwartaal.dagen()
        yield self._periode.behoeften()
