"""The pieces that more than one text is made of, and the texts that are a few of these."""

from gesprek.domein.model import Waarde
from gesprek.inhoud.soorten import Adres, Kort, Lang, Slug


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


class Link(Waarde):
    """An address outside the app."""

    label: Kort
    uitleg: Lang
    adres: Adres
