"""Step 7: the meeting after the real conversation.

A change that the state of the follow-up does not allow raises ImpossibleVervolg, a day on which the
conversation cannot be ImpossibleMoment.
"""

from datetime import date, timedelta
from enum import StrEnum
from typing import Final

from gesprek.domain.base import ImpossibleMoment, ImpossibleVervolg, Value
from gesprek.domain.dates import YEAR, Day
from gesprek.domain.text import LineText, LongText
from gesprek.domain.themas import Behoefte

TE_LANG_OPEN: Final = timedelta(days=14)
REMINDER_WITHOUT_DATE: Final = timedelta(days=14)


class Vervolgstaat(StrEnum):
    """How far the follow-up is."""

    GEPLAND = "gepland"
    GEWEEST = "geweest"
    AFGEROND = "afgerond"
    NIET_DOORGEGAAN = "niet_doorgegaan"

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self in (Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN)


class Verwachting(StrEnum):
    """How the inbrenger expects the real conversation to go, and how it went: best to hardest."""

    GOED = "goed"
    WISSELEND = "wisselend"
    MOEILIJK = "moeilijk"


class Vervolgvraag(StrEnum):
    """The leaflet's five questions."""

    HOE_GING_HET = "hoe_ging_het"
    WAT_GING_GOED = "wat_ging_goed"
    WAT_KAN_BETER = "wat_kan_beter"
    WAT_HEB_JE_NODIG = "wat_heb_je_nodig"
    WAT_BIED_JE_ANDEREN = "wat_bied_je_anderen"


class PlanGebruikt(StrEnum):
    """Whether the inbrenger did what the meenemer planned."""

    JA = "ja"
    DEELS = "deels"
    NEE = "nee"
    NIET_NODIG = "niet_nodig"


class Hulp(StrEnum):
    """What helped in the real conversation."""

    OEFENEN = "oefenen"
    PLAN = "plan"
    EIGEN_ZIN = "eigen_zin"
    TIP = "tip"
    RUST = "rust"
    ANDERS = "anders"


class Dagkaart(Value):
    """What the inbrenger has at hand on the day, besides leervraag and meenemer."""

    zin_1: LineText = ""
    zin_2: LineText = ""
    zin_3: LineText = ""
    bij_lastig: LineText = ""


class Vervolg(Value):
    """All of step 7; ``gesprek_op`` None means that the date is not known yet."""

    staat: Vervolgstaat | None = None
    gesprek_op: Day | None = None
    verwachting: Verwachting | None = None
    hoe_ging_het: Verwachting | None = None
    plan_gebruikt: PlanGebruikt | None = None
    hielp: tuple[Hulp, ...] = ()
    dagkaart: Dagkaart = Dagkaart()
    besproken: dict[Vervolgvraag, bool] = {}
    notitie: LongText = ""
    behoeften: tuple[Behoefte, ...] = ()
    behoeften_delen: bool = False
    closed: Day | None = None

    @property
    def is_closed(self) -> bool:
        """Whether nothing more is expected."""
        return self.staat is not None and self.staat.is_closed


def plan(vervolg: Vervolg, gesprek_op: date | None, today: date) -> Vervolg:
    """Return the follow-up waiting for the conversation on this day, at most a year away.

    None: not known yet. Also the way back from ``niet_doorgegaan``: a new date.
    """
    if vervolg.staat is Vervolgstaat.AFGEROND:
        raise ImpossibleVervolg("Deze oefening is al afgerond. Begin een nieuwe oefening.")
    if gesprek_op and abs(gesprek_op - today) > YEAR:
        raise ImpossibleMoment("Kies een dag binnen een jaar van nu.")
    return vervolg.changed(staat=Vervolgstaat.GEPLAND, gesprek_op=gesprek_op, closed=None)


def mark_geweest(vervolg: Vervolg, gesprek_op: date, today: date) -> Vervolg:
    """Return the follow-up in which the conversation was had, at most a year ago."""
    if vervolg.is_closed:
        raise ImpossibleVervolg("Dit vervolg is al gesloten. Heropen het eerst.")
    if gesprek_op > today:
        raise ImpossibleMoment("Dit gesprek is nog niet geweest. Kies vandaag of een dag ervoor.")
    if today - gesprek_op > YEAR:
        raise ImpossibleMoment("Kies een dag binnen een jaar van nu.")
    return vervolg.changed(staat=Vervolgstaat.GEWEEST, gesprek_op=gesprek_op)


def mark_niet_doorgegaan(vervolg: Vervolg, today: date) -> Vervolg:
    """Return the follow-up closed because the conversation will not take place."""
    if vervolg.staat in (Vervolgstaat.GEWEEST, Vervolgstaat.AFGEROND):
        raise ImpossibleVervolg("Dit gesprek is al geweest. Bespreek hoe het ging.")
    return vervolg.changed(staat=Vervolgstaat.NIET_DOORGEGAAN, closed=vervolg.closed or today)


def close(vervolg: Vervolg, today: date) -> Vervolg:
    """Return the follow-up closed: 'hoe ging het' is the one answer it needs."""
    if vervolg.staat not in (Vervolgstaat.GEWEEST, Vervolgstaat.AFGEROND):
        raise ImpossibleVervolg("Vul eerst in dat het gesprek is geweest.")
    if vervolg.hoe_ging_het is None:
        raise ImpossibleVervolg("Kies eerst hoe het echte gesprek ging.")
    return vervolg.changed(staat=Vervolgstaat.AFGEROND, closed=vervolg.closed or today)


def reopen(vervolg: Vervolg) -> Vervolg:
    """Return a closed follow-up opened again: undo of closing, nothing is lost."""
    if not vervolg.is_closed:
        return vervolg
    was_had = vervolg.staat is Vervolgstaat.AFGEROND
    staat = Vervolgstaat.GEWEEST if was_had else Vervolgstaat.GEPLAND
    return vervolg.changed(staat=staat, closed=None)


def due(vervolg: Vervolg, practised: date) -> date:
    """Return the first day on which the follow-up can be talked over.

    That is the day after the real conversation; without a date 14 days after the practice.
    """
    if vervolg.gesprek_op:
        return vervolg.gesprek_op + timedelta(days=1)
    return practised + REMINDER_WITHOUT_DATE


def is_due(vervolg: Vervolg, practised: date, today: date) -> bool:
    """Return whether an open follow-up waits to be talked over today."""
    return not vervolg.is_closed and today >= due(vervolg, practised)


def is_te_lang_open(vervolg: Vervolg, practised: date, today: date) -> bool:
    """Return whether an open follow-up has been due for more than 14 days."""
    return not vervolg.is_closed and today > due(vervolg, practised) + TE_LANG_OPEN
