"""The reference texts, the words for values of the domain, and the short texts of the screens."""

import re
from typing import Annotated, Final

from gesprek.content.value_types import Drie, Elk, Gevuld, Kaart, Kort, Lang, Lijst, Slug
from gesprek.domain.base import Value
from gesprek.domain.gesprek import Gezien
from gesprek.domain.how_we_looked_back import Terugkijkadvies
from gesprek.domain.kijkpunten import Kijkwijzer
from gesprek.domain.oefening import Schermdeel
from gesprek.domain.portfolio import CanmedsRol
from gesprek.domain.preparation import Voorbereidingswijze
from gesprek.domain.progress import Missing, Stand, Uitkomst
from gesprek.domain.reminders import (
    Berichtsoort,
    Berichtstaat,
    Bezorgfout,
    Herinnerwijze,
    Kanaalsoort,
)
from gesprek.domain.terugblik import Feedbacksoort, Terugkijkvraag
from gesprek.domain.text import of_number
from gesprek.domain.themas import Gespreksstap, Observatiepunt
from gesprek.domain.vervolg import Hulp, PlanGebruikt, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import PlanPart, Rol, Rolprobleem


class TimeOutTekst(Value):
    """What a time-out is and how the team uses it."""

    titel: Kort
    uitleg: Lang
    zo_doe_je_het: Lijst
    zinnen: Lijst


class Afspraken(Value):
    """The agreement for safe practice, the time-out and stepping out of the role."""

    titel: Kort
    inleiding: Lang
    kaarten: dict[Slug, Kaart]
    time_out: TimeOutTekst
    uit_de_rol: TimeOutTekst


class Regel(Value):
    """A rule for feedback with an example sentence."""

    titel: Kort
    uitleg: Lang
    voorbeeld: Lang


class Feedbackdeel(Value):
    """The rules of one side: who gives feedback, or who gets it."""

    titel: Kort
    inleiding: Lang
    regels: dict[Slug, Regel]


class Feedbackregels(Value):
    """The rules for feedback, with ways to begin a top or a tip."""

    geven: Feedbackdeel
    ontvangen: Feedbackdeel
    zinnen: Annotated[dict[Feedbacksoort, Lijst], Elk(*Feedbacksoort)]


class Methode(Value):
    """A method for a good conversation, its letters written out."""

    naam: Kort
    staat_voor: Kort
    betekenis: Lang
    wanneer: Lang
    zo_doe_je_het: Lijst
    voorbeeld: Lang


class Gesprekskaart(Value):
    """One step of the companion tool, for both forms."""

    titel: Kort
    doel: Lang
    wat_doe_je: Lijst
    voorbeeldzinnen: Annotated[tuple[Lang, ...], Drie]
    valkuil: Lang
    voorbespreken: Lijst
    rollenspel: Lang


class DrieVragen(Value):
    """Three questions that a client can ask."""

    titel: Kort
    uitleg: Lang
    vragen: Lijst


class Gesprekstool(Value):
    """The companion tool 'samen in gesprek'."""

    titel: Kort
    inleiding: Lang
    stappen: Annotated[dict[Gespreksstap, Gesprekskaart], Elk(*Gespreksstap)]
    drie_vragen: DrieVragen
    vaste_grens: Kaart


class Observatietekst(Value):
    """A behaviour on the observation list."""

    label: Kort
    let_op: Lang
    voorbeeld: Lang


class Observatielijst(Value):
    """The observation list and how to use it."""

    titel: Kort
    uitleg: Lang
    punten: Annotated[dict[Observatiepunt, Observatietekst], Elk(*Observatiepunt)]


class KijkwijzerTekst(Kijkwijzer):
    """What points to a leerthema, with at least one word and one point."""

    woorden: Lijst
    punten: Annotated[tuple[Observatiepunt, ...], Gevuld]


class Woorden(Value):
    """A label for each value that shows on screen and has no file of its own."""

    rol: Annotated[dict[Rol, Kort], Elk(*Rol)]
    rolprobleem: Annotated[dict[Rolprobleem, Kort], Elk(*Rolprobleem)]
    ontbreekt: Annotated[dict[Missing, Kort], Elk(*Missing)]
    voorbereidingswijze: Annotated[dict[Voorbereidingswijze, Kort], Elk(*Voorbereidingswijze)]
    feedbacksoort: Annotated[dict[Feedbacksoort, Kort], Elk(*Feedbacksoort)]
    gezien: Annotated[dict[Gezien, Kort], Elk(*Gezien)]
    vervolgstaat: Annotated[dict[Vervolgstaat, Kort], Elk(*Vervolgstaat)]
    verwachting: Annotated[dict[Verwachting, Kort], Elk(*Verwachting)]
    plan_gebruikt: Annotated[dict[PlanGebruikt, Kort], Elk(*PlanGebruikt)]
    hulp: Annotated[dict[Hulp, Kort], Elk(*Hulp)]
    schermdeel: Annotated[dict[Schermdeel, Kort], Elk(*Schermdeel)]
    stand: Annotated[dict[Stand, Kort], Elk(*Stand)]
    deel: Annotated[dict[PlanPart, Kort], Elk(*PlanPart)]
    uitkomst: Annotated[dict[Uitkomst, Kort], Elk(*Uitkomst)]
    terugkijkvraag: Annotated[dict[Terugkijkvraag, Kort], Elk(*Terugkijkvraag)]
    canmedsrol: Annotated[dict[CanmedsRol, Kort], Elk(*CanmedsRol)]
    terugkijkadvies: Annotated[dict[Terugkijkadvies, Kort], Elk(*Terugkijkadvies)]
    herinnerwijze: Annotated[dict[Herinnerwijze, Kort], Elk(*Herinnerwijze)]
    kanaalsoort: Annotated[dict[Kanaalsoort, Kort], Elk(*Kanaalsoort)]
    berichtsoort: Annotated[dict[Berichtsoort, Kort], Elk(*Berichtsoort)]
    berichtstaat: Annotated[dict[Berichtstaat, Kort], Elk(*Berichtstaat)]
    bezorgfout: Annotated[dict[Bezorgfout, Lang], Elk(*Bezorgfout)]


Scherm = dict[Slug, dict[Slug, Lang]]

_GAP: Final = re.compile(r"\{([a-z_]+)(?::([^{}|]*)\|([^{}|]*))?\}")


def gaps(text: str) -> frozenset[str]:
    """Return the names between braces that the program fills in."""
    return frozenset(gap[1] for gap in _GAP.finditer(text))


def fill_in(text: str, values: dict[str, object]) -> str:
    """Return the text with each gap filled, in one pass: a value with braces stays as it is.

    ``{aantal:dag|dagen}`` becomes the first word where that value is one, else the second.

    Raises KeyError where a gap has no value, or a value has no gap.
    """
    if gaps(text) != values.keys():
        raise KeyError(*sorted(gaps(text) ^ values.keys()))
    return _GAP.sub(lambda gap: _filled(gap, str(values[gap[1]])), text)


def _filled(gap: re.Match[str], value: str) -> str:
    one, more = gap.group(2, 3)
    return value if one is None else of_number(value, one, more)
