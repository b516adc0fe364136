"""The texts of the steps: what each says, asks and offers."""

from typing import Annotated

from gesprek.domein.model import Waarde
from gesprek.domein.onderwerpen import AndereStap, Behoefte
from gesprek.domein.terugblik import Beurt
from gesprek.domein.vervolg import Vervolgvraag
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud.soorten import Elk, Kort, Lang, Lijst
from gesprek.inhoud.stukken import Woord


class Stapdeel(Waarde):
    """What a step says for one form."""

    doel: Lang
    wat_doe_je: Lijst
    wat_zeg_je: Lijst


class Afwijking(Waarde):
    """What a step says differently in one form; what is left out stays as it is."""

    doel: Lang | None = None
    wat_doe_je: Lijst | None = None
    wat_zeg_je: Lijst | None = None


class StapTekst(Stapdeel):
    """A step of the leaflet; ``kort`` is for the step bar."""

    titel: Kort
    kort: Kort
    voorbespreken: Afwijking = Afwijking()
    rollenspel: Afwijking = Afwijking()

    def voor(self, werkvorm: Werkvorm) -> Stapdeel:
        """Return what this step says in this form."""
        other = self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken
        return Stapdeel(
            doel=other.doel or self.doel,
            wat_doe_je=other.wat_doe_je or self.wat_doe_je,
            wat_zeg_je=other.wat_zeg_je or self.wat_zeg_je,
        )


class Beurttekst(Waarde):
    """A turn in step 6: who speaks, and what to ask."""

    label: Kort
    uitleg: Lang
    vragen: Lijst


class Terugkijken(Waarde):
    """The turns of step 6 per form."""

    voorbespreken: Annotated[dict[Beurt, Beurttekst], Elk(*Beurt)]
    rollenspel: Annotated[dict[Beurt, Beurttekst], Elk(*Beurt)]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Beurt, Beurttekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken


class Vervolgtekst(Waarde):
    """A question of step 7 with what to think of."""

    label: Kort
    denk_hierbij_aan: Lijst


class Vervolgteksten(Waarde):
    """Step 7, and the other ways on that step 6 offers."""

    vragen: Annotated[dict[Vervolgvraag, Vervolgtekst], Elk(*Vervolgvraag)]
    andere_stappen: Annotated[dict[AndereStap, Woord], Elk(*AndereStap)]
    behoeften: Annotated[dict[Behoefte, Woord], Elk(*Behoefte)]
