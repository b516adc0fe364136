"""The pieces that the texts of ``data/inhoud`` are made of, as typed objects."""

from typing import Annotated

from gesprek.domein.gesprek import Gezien
from gesprek.domein.model import Waarde
from gesprek.domein.oefening import Casusveld, Schermdeel, Voorbereidingswijze
from gesprek.domein.onderwerpen import (
    AndereStap,
    Behoefte,
    Gespreksstap,
    Observatiepunt,
    Thema,
)
from gesprek.domein.openstaand import Uitkomst
from gesprek.domein.stand import Stand
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import Beurt, Feedbacksoort
from gesprek.domein.tijdplan import Deel
from gesprek.domein.vervolg import Vervolgstaat, Vervolgvraag, Verwachting
from gesprek.domein.voortgang import Ontbreekt
from gesprek.domein.werkvormen import Rol, Rolprobleem, Werkvorm, possible_rollen
from gesprek.inhoud.soorten import Adres, Drie, Elk, Gevuld, Icoon, Kort, Lang, Lijst, Slug


class Kaart(Waarde):
    """A title with a short text."""

    titel: Kort
    tekst: Lang


class Woord(Waarde):
    """A label with one line that says what it means."""

    label: Kort
    uitleg: Lang


class Waarom(Waarde):
    """Why a team practises."""

    titel: Kort
    inleiding: Lang
    kaarten: dict[Slug, Kaart]


class Bewaarregel(Waarde):
    """One kind of text: who reads it, until when it stays, and what stays of it."""

    soort: Kort
    lezers: Lang
    tot: Lang
    blijft: Lang | None = None


class Verantwoording(Waarde):
    """What the organisation can show its works council and privacy officer."""

    titel: Kort
    inleiding: Lang
    regels: dict[Slug, Bewaarregel]
    delen: dict[Slug, Kaart]


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
    icoon: Icoon
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


class Minder(Waarde):
    """What changes for a role when fewer people are there."""

    zonder_begeleider: Lang | None = None
    zonder_observant: Lang | None = None


class Verzinnen(Waarde):
    """What whoever plays the client may make up, and what not."""

    wel: Lijst
    niet: Lijst


class RolTekst(Waarde):
    """A role in one form; ``stappen`` holds only the steps in which the role has a task."""

    titel: Kort
    uitleg: Lang
    icoon: Icoon
    stappen: dict[Stap, Lijst]
    minder: Minder = Minder()
    verzinnen: Verzinnen | None = None
    script: dict[Stap, Lijst] = {}


class Rollen(Waarde):
    """The roles per form: ``rollen[werkvorm][rol]``."""

    voorbespreken: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.VOORBESPREKEN))]
    rollenspel: Annotated[dict[Rol, RolTekst], Elk(*possible_rollen(Werkvorm.ROLLENSPEL))]

    def __getitem__(self, werkvorm: Werkvorm) -> dict[Rol, RolTekst]:
        return self.rollenspel if werkvorm is Werkvorm.ROLLENSPEL else self.voorbespreken


class Woorden(Waarde):
    """A label for each value that shows on screen and has no file of its own."""

    rol: Annotated[dict[Rol, Kort], Elk(*Rol)]
    rolprobleem: Annotated[dict[Rolprobleem, Kort], Elk(*Rolprobleem)]
    ontbreekt: Annotated[dict[Ontbreekt, Kort], Elk(*Ontbreekt)]
    voorbereidingswijze: Annotated[dict[Voorbereidingswijze, Kort], Elk(*Voorbereidingswijze)]
    feedbacksoort: Annotated[dict[Feedbacksoort, Kort], Elk(*Feedbacksoort)]
    gezien: Annotated[dict[Gezien, Kort], Elk(*Gezien)]
    vervolgstaat: Annotated[dict[Vervolgstaat, Kort], Elk(*Vervolgstaat)]
    verwachting: Annotated[dict[Verwachting, Kort], Elk(*Verwachting)]
    schermdeel: Annotated[dict[Schermdeel, Kort], Elk(*Schermdeel)]
    stand: Annotated[dict[Stand, Kort], Elk(*Stand)]
    deel: Annotated[dict[Deel, Kort], Elk(*Deel)]
    uitkomst: Annotated[dict[Uitkomst, Kort], Elk(*Uitkomst)]


class Werkvormtekst(Waarde):
    """A form: what it is, for how many, and when it fits."""

    label: Kort
    uitleg: Lang
    aantal: Kort
    wanneer: Lang
    icoon: Icoon


class TimeOutTekst(Waarde):
    """What a time-out is and how the team uses it."""

    titel: Kort
    uitleg: Lang
    zo_doe_je_het: Lijst
    zinnen: Lijst


class Afspraken(Waarde):
    """The agreement for safe practice, the time-out and stepping out of the role."""

    titel: Kort
    inleiding: Lang
    kaarten: dict[Slug, Kaart]
    time_out: TimeOutTekst
    uit_de_rol: TimeOutTekst


class Regel(Waarde):
    """A rule for feedback with an example sentence."""

    titel: Kort
    uitleg: Lang
    voorbeeld: Lang


class Feedbackdeel(Waarde):
    """The rules of one side: who gives feedback, or who gets it."""

    titel: Kort
    inleiding: Lang
    regels: dict[Slug, Regel]


class Feedbackregels(Waarde):
    """The rules for feedback, with ways to begin a top or a tip."""

    geven: Feedbackdeel
    ontvangen: Feedbackdeel
    zinnen: Annotated[dict[Feedbacksoort, Lijst], Elk(*Feedbacksoort)]


class Methode(Waarde):
    """A method for a good conversation, its letters written out."""

    naam: Kort
    staat_voor: Kort
    betekenis: Lang
    wanneer: Lang
    zo_doe_je_het: Lijst
    voorbeeld: Lang


class Gesprekskaart(Waarde):
    """One step of the companion tool, for both forms."""

    titel: Kort
    doel: Lang
    wat_doe_je: Lijst
    voorbeeldzinnen: Annotated[tuple[Lang, ...], Drie]
    valkuil: Lang
    voorbespreken: Lijst
    rollenspel: Lang


class DrieVragen(Waarde):
    """Three questions that a client can ask."""

    titel: Kort
    uitleg: Lang
    vragen: Lijst


class Gesprekstool(Waarde):
    """The companion tool 'samen in gesprek'."""

    titel: Kort
    inleiding: Lang
    stappen: Annotated[dict[Gespreksstap, Gesprekskaart], Elk(*Gespreksstap)]
    drie_vragen: DrieVragen
    vaste_grens: Kaart


class Observatietekst(Waarde):
    """A behaviour on the observation list."""

    label: Kort
    let_op: Lang
    voorbeeld: Lang


class Observatielijst(Waarde):
    """The observation list and how to use it."""

    titel: Kort
    uitleg: Lang
    punten: Annotated[dict[Observatiepunt, Observatietekst], Elk(*Observatiepunt)]


class Casusvraag(Waarde):
    """A field of the case with what to think of while telling."""

    label: Kort
    denk_hierbij_aan: Lijst
    voorbeeld: Kort


class Casusvelden(Waarde):
    """The fields of step 3."""

    velden: Annotated[dict[Casusveld, Casusvraag], Elk(*Casusveld)]
    leervraag: Casusvraag
    buurvrouw: Kort


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


class ClientrolBrief(Waarde):
    """The private brief for whoever plays the client."""

    gevoel: Lang
    zegt: Lijst
    helpt: Lijst
    hindert: Lijst


class Voorbeeldcasus(Waarde):
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


class Link(Waarde):
    """An address outside the app."""

    label: Kort
    uitleg: Lang
    adres: Adres
