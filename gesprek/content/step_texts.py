"""The texts of the steps, the case, the forms and the roles."""

from typing import Annotated

from gesprek.content.value_types import Elk, Gevuld, Icoon, Kort, Lang, Lijst, Woord
from gesprek.domain.base import Value
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Beurt
from gesprek.domain.themas import AndereStap, Behoefte, Thema
from gesprek.domain.vervolg import Vervolgvraag
from gesprek.domain.werkvormen import Rol, Werkvorm, possible_rollen


class Stapdeel(Value):
    """What a step says for one form."""

    doel: Lang
    wat_doe_je: Lijst
    wat_zeg_je: Lijst


class Afwijking(Value):
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


class Beurttekst(Value):
    """A turn in step 6: who speaks, and what to ask."""

    label: Kort
    uitleg: Lang
    vragen: Lijst


class Terugkijken(Value):
    """The turns of step 6 per form."""

    voorbespreken: Annotated[dict[Beurt, Beurttekst], Elk(*Beurt)]
    rollenspel: Annotated[dict[Beurt, Beurttekst], Elk(*Beurt)]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Beurt, Beurttekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken


class Vervolgtekst(Value):
    """A question of step 7 with what to think of."""

    label: Kort
    denk_hierbij_aan: Lijst


class Vervolgteksten(Value):
    """Step 7, and the other ways on that step 6 offers."""

    vragen: Annotated[dict[Vervolgvraag, Vervolgtekst], Elk(*Vervolgvraag)]
    andere_stappen: Annotated[dict[AndereStap, Woord], Elk(*AndereStap)]
    behoeften: Annotated[dict[Behoefte, Woord], Elk(*Behoefte)]


class Casusvraag(Value):
    """A field of the case with what to think of while telling."""

    label: Kort
    denk_hierbij_aan: Lijst
    voorbeeld: Kort


class Casusvelden(Value):
    """The fields of step 3."""

    velden: Annotated[dict[Casusveld, Casusvraag], Elk(*Casusveld)]
    leervraag: Casusvraag
    buurvrouw: Kort


class ClientrolBrief(Value):
    """The private brief for whoever plays the client."""

    gevoel: Lang
    zegt: Lijst
    helpt: Lijst
    hindert: Lijst


class Voorbeeldcasus(Value):
    """An invented case to borrow."""

    titel: Kort
    themas: Annotated[tuple[Thema, ...], Gevuld]
    onderwerp: Kort
    client: Lang
    geboden_zorg: Lang
    wijziging: Lang
    knelpunten: Lang
    leervraag: Lang
    brief: ClientrolBrief


class Werkvormtekst(Value):
    """A form: what it is and for how many."""

    label: Kort
    uitleg: Lang
    aantal: Kort


class Minder(Value):
    """What changes for a role when fewer people are there."""

    zonder_begeleider: Lang | None = None
    zonder_observant: Lang | None = None


class Verzinnen(Value):
    """What whoever plays the client may make up, and what not."""

    wel: Lijst
    niet: Lijst


class RolTekst(Value):
    """A role in one form; ``stappen`` holds only the steps in which the role has a task."""

    titel: Kort
    uitleg: Lang
    icoon: Icoon
    stappen: dict[Stap, Lijst]
    minder: Minder = Minder()
    verzinnen: Verzinnen | None = None
    script: dict[Stap, Lijst] = {}


class Rollen(Value):
    """The roles per form: ``rollen[werkvorm][rol]``."""

    voorbespreken: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.VOORBESPREKEN))]
    rollenspel: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.ROLLENSPEL))]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Rol, RolTekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken
