"""Step 6: looking back in the leaflet's fixed order."""

from collections.abc import Mapping
from enum import StrEnum

from gesprek.domain.base import TextMissing, Value
from gesprek.domain.text import LongText, clean
from gesprek.domain.themas import AndereStap, Leerthema, Observatiepunt
from gesprek.domain.werkvormen import Rol


class Beurt(StrEnum):
    """A turn in step 6."""

    INBRENGER_VERTELT = "inbrenger_vertelt"
    CLIENTROL_VERTELT = "clientrol_vertelt"
    OBSERVANTEN_VERTELLEN = "observanten_vertellen"
    CLIENTROL_GEEFT_FEEDBACK = "clientrol_geeft_feedback"
    MEENEMER = "meenemer"
    LEERPUNTEN = "leerpunten"
    AFSPRAAK = "afspraak"


class Feedbacksoort(StrEnum):
    """What went well, or what can be better."""

    TOP = "top"
    TIP = "tip"


class Feedback(Value):
    """A top or a tip, tied to a behaviour or to the leervraag where the giver says so.

    ``van`` is who gave it on an own device; empty: on a device of all. ``bij_markering`` is the id
    of the moment in the play that it was made of.
    """

    soort: Feedbacksoort
    tekst: LongText
    van: str = ""
    gedrag: Observatiepunt | None = None
    bij_leervraag: bool = False
    bij_markering: str = ""


class Meenemer(Value):
    """What the inbrenger takes to practice, best as an 'als … dan …' plan."""

    als: LongText = ""
    dan: LongText = ""

    @property
    def parts(self) -> tuple[str, str]:
        """Both parts without the 'als', the 'dan' and the full stop that a sentence adds itself."""
        return _bare(self.als, "als"), _bare(self.dan, "dan")


class Leerpunt(Value):
    """What somebody learned: one leerthema, text if wanted, and the role that learned it.

    ``van`` is who noted it on an own device; empty: on a device of all.
    """

    rol: Rol
    leerthema: Leerthema
    tekst: LongText = ""
    van: str = ""


class Terugkijkvraag(StrEnum):
    """How the team looked back: three questions at the end of step 6, for the team alone."""

    IEDEREEN_SPRAK = "iedereen_sprak"
    GEDRAG_BENOEMD = "gedrag_benoemd"
    LEERVRAAG_BEANTWOORD = "leervraag_beantwoord"


class Terugblik(Value):
    """All of step 6; ``feedback`` and ``leerpunten`` map sortable ids to values."""

    verteld: dict[Beurt, bool] = {}
    ervaringen: dict[Beurt, LongText] = {}
    feedback: dict[str, Feedback] = {}
    meenemer: Meenemer = Meenemer()
    voldoende_geholpen: bool | None = None
    andere_stappen: tuple[AndereStap, ...] = ()
    afspraken: LongText = ""
    leerpunten: dict[str, Leerpunt] = {}
    besproken_beurt: Beurt | None = None
    hoe_keken_we: dict[Terugkijkvraag, bool] = {}


def _bare(text: str, word: str) -> str:
    first, rest = (*text.split(maxsplit=1), "", "")[:2]
    return (rest if rest and first.casefold() == word else text).rstrip(".")


def beurten(rollen: Mapping[str, Rol]) -> tuple[Beurt, ...]:
    """Return the turns in order for this division of roles.

    Source: leaflet step 6. Without an observant the inbrenger first looks back on itself, then
    the cliëntrol gives tops and tips after leaving the role (own choice; the leaflet is silent).
    The last turn asks the date of the real conversation, before the team parts.
    """
    observers = Rol.OBSERVANT in rollen.values()
    return (
        Beurt.INBRENGER_VERTELT,
        Beurt.CLIENTROL_VERTELT,
        Beurt.OBSERVANTEN_VERTELLEN if observers else Beurt.CLIENTROL_GEEFT_FEEDBACK,
        Beurt.MEENEMER,
        Beurt.LEERPUNTEN,
        Beurt.AFSPRAAK,
    )


def tellings(rollen: Mapping[str, Rol]) -> tuple[Beurt, ...]:
    """Return the turns in which somebody tells, which the team ticks when it was told."""
    return beurten(rollen)[:3]


def current_beurt(terugblik: Terugblik, rollen: Mapping[str, Rol]) -> Beurt:
    """Return whose turn it is: where the team is, else the first telling that was not told."""
    order, told = beurten(rollen), tellings(rollen)
    if terugblik.besproken_beurt in order:
        return terugblik.besproken_beurt
    waiting = (beurt for beurt in told if not terugblik.verteld.get(beurt))
    return next(waiting, order[len(told)])


def next_beurt(terugblik: Terugblik, rollen: Mapping[str, Rol]) -> Terugblik:
    """Return the terugblik with the next turn on; a telling that is left counts as told."""
    order, leaving = beurten(rollen), current_beurt(terugblik, rollen)
    verteld = dict(terugblik.verteld)
    if leaving in tellings(rollen):
        verteld[leaving] = True
    following = order[min(order.index(leaving) + 1, len(order) - 1)]
    return terugblik.changed(verteld=verteld, besproken_beurt=following)


def previous_beurt(terugblik: Terugblik, rollen: Mapping[str, Rol]) -> Terugblik:
    """Return the terugblik one turn back; what was told stays told."""
    order = beurten(rollen)
    before = order[max(order.index(current_beurt(terugblik, rollen)) - 1, 0)]
    return terugblik.changed(besproken_beurt=before)


def add_feedback(terugblik: Terugblik, feedback_id: str, feedback: Feedback) -> Terugblik:
    """Return the terugblik with one more top or tip; raises TextMissing where it is empty."""
    if not clean(feedback.tekst):
        raise TextMissing("Schrijf eerst op wat je zag. Daarna kun je het toevoegen.")
    return terugblik.changed(feedback={**terugblik.feedback, feedback_id: feedback})


def open_feedback(terugblik: Terugblik, rollen: Mapping[str, Rol]) -> dict[str, Feedback]:
    """Return the tops and tips that everybody who takes part may read by now.

    None before the turn of who gives them: what observers note during the conversation waits until
    inbrenger and cliëntrol have told (domain, 'Privacy': hidden till step 6, whose order is fixed).

    What shows them asks ``shown_to_all``. Only the list in which somebody notes tips for later
    shows that person's own ones sooner.
    """
    is_open = current_beurt(terugblik, rollen) not in tellings(rollen)[:-1]
    return dict(terugblik.feedback) if is_open else {}


def feedback_in_order(
    terugblik: Terugblik, rollen: Mapping[str, Rol]
) -> list[tuple[str, dict[str, Feedback]]]:
    """Return ``open_feedback`` per giver, in the order of ``rollen``; without a giver first."""
    given, order = open_feedback(terugblik, rollen), ["", *rollen]
    gone = sorted({one.van for one in given.values()}.difference(order))
    found = {
        van: {key: one for key, one in given.items() if one.van == van} for van in (*order, *gone)
    }
    return [(van, theirs) for van, theirs in found.items() if theirs]


def speakers(beurt: Beurt) -> tuple[Rol, ...]:
    """Return the roles that speak in a turn; where several do, they go round."""
    return {
        Beurt.INBRENGER_VERTELT: (Rol.INBRENGER,),
        Beurt.CLIENTROL_VERTELT: (Rol.CLIENTROL,),
        Beurt.OBSERVANTEN_VERTELLEN: (Rol.OBSERVANT,),
        Beurt.CLIENTROL_GEEFT_FEEDBACK: (Rol.CLIENTROL,),
        Beurt.MEENEMER: (Rol.INBRENGER,),
        Beurt.AFSPRAAK: (Rol.INBRENGER,),
    }.get(beurt, tuple(Rol))


def add_leerpunt(terugblik: Terugblik, leerpunt_id: str, leerpunt: Leerpunt) -> Terugblik:
    """Return the terugblik with one more leerpunt; its text may be empty."""
    return terugblik.changed(leerpunten={**terugblik.leerpunten, leerpunt_id: leerpunt})
