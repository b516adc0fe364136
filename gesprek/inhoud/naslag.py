"""The texts to look things up in: agreements, feedback, methods, tool, what to observe."""

from typing import Annotated

from gesprek.domein.model import Waarde
from gesprek.domein.onderwerpen import Gespreksstap, Observatiepunt
from gesprek.domein.terugblik import Feedbacksoort
from gesprek.inhoud.soorten import Drie, Elk, Kort, Lang, Lijst, Slug
from gesprek.inhoud.stukken import Kaart


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
