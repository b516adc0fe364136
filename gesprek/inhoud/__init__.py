"""The texts of the app: read once from ``data/inhoud``, checked, typed."""

import os
from functools import cache
from pathlib import Path
from typing import Final

from gesprek.inhoud.fouten import Inhoudfout, Probleem
from gesprek.inhoud.laden import load
from gesprek.inhoud.model import Inhoud

__all__ = ["Inhoud", "Inhoudfout", "Probleem", "inhoud", "load"]

SHIPPED: Final = Path(__file__).resolve().parents[2] / "data" / "inhoud"


@cache
def inhoud() -> Inhoud:
    """Return all texts, read once per process.

    ``GESPREK_TEKSTEN`` names the folder with own texts.

    Raises:
        Inhoudfout: the shipped texts are not whole.
    """
    own = os.environ.get("GESPREK_TEKSTEN", "").strip()
    return load(SHIPPED, Path(own) if own else None)
