"""Where an oefening stands, as the team page groups them."""

from datetime import date
from enum import StrEnum

from gesprek.domein.oefening import Oefening
from gesprek.domein.stappen import Stap
from gesprek.domein.tijd import local_day
from gesprek.domein.vervolg import Vervolgstaat, is_due, is_te_lang_open


class Stand(StrEnum):
    """The group in which the team page shows an oefening."""

    TE_LANG_OPEN = "te_lang_open"
    BESPREKEN = "bespreken"
    BEZIG = "bezig"
    GEPLAND = "gepland"
    WACHT_OP_GESPREK = "wacht_op_gesprek"
    AFGEROND = "afgerond"
    NIET_DOORGEGAAN = "niet_doorgegaan"

    @property
    def is_open(self) -> bool:
        """Whether the team still has something to do."""
        return self not in (Stand.AFGEROND, Stand.NIET_DOORGEGAAN)


def stand(oefening: Oefening, today: date) -> Stand:
    """Return where this oefening stands today."""
    vervolg = oefening.vervolg
    if vervolg.staat is Vervolgstaat.AFGEROND:
        return Stand.AFGEROND
    if vervolg.staat is Vervolgstaat.NIET_DOORGEGAAN:
        return Stand.NIET_DOORGEGAAN
    if vervolg.staat is None and oefening.verst is not Stap.VERVOLG:
        return _before_vervolg(oefening, today)
    if is_te_lang_open(vervolg, oefening.practised, today):
        return Stand.TE_LANG_OPEN
    if vervolg.staat is Vervolgstaat.GEWEEST or is_due(vervolg, oefening.practised, today):
        return Stand.BESPREKEN
    return Stand.WACHT_OP_GESPREK


def _before_vervolg(oefening: Oefening, today: date) -> Stand:
    planned_ahead = oefening.gepland_op is not None and local_day(oefening.gepland_op) >= today
    begun = oefening.verst.number > Stap.VOORBEREIDING.number
    return Stand.GEPLAND if planned_ahead and not begun else Stand.BEZIG
