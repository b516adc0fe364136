"""The texts of the app: read once from ``data/inhoud``, checked, typed."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from gesprek.inhoud.fouten import Inhoudfout, Probleem
from gesprek.inhoud.laden import load, raw_texts
from gesprek.inhoud.model import Inhoud

__all__ = [
    "Inhoud",
    "Inhoudfout",
    "Probleem",
    "inhoud",
    "load",
    "shipped",
    "use_own",
    "with_tables",
]

SHIPPED: Final = Path(__file__).resolve().parents[2] / "data" / "inhoud"


_own_tables: dict[str, Any] = {}


@cache
def inhoud() -> Inhoud:
    """Return all texts, read once per process and again after ``use_own``.

    ``GESPREK_TEKSTEN`` names the folder with own texts.

    Raises:
        Inhoudfout: the shipped texts are not whole.
    """
    return with_tables(_own_tables)


def use_own(tables: Mapping[str, Any]) -> None:
    """Lay these own texts over all others from now on; one that does not fit is left out."""
    _own_tables.clear()
    _own_tables.update(tables)
    inhoud.cache_clear()


def with_tables(tables: Mapping[str, Any]) -> Inhoud:
    """Return the texts as they would be with these own ones."""
    own = os.environ.get("GESPREK_TEKSTEN", "").strip()
    return load(SHIPPED, Path(own) if own else None, tables)


@cache
def shipped() -> dict[str, Any]:
    """Return the texts of the app itself, as they stand in the files."""
    return raw_texts(SHIPPED)
