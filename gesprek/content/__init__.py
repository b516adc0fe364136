"""The texts of the app: read once from ``data/inhoud``, checked, typed."""

import os
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Final

from gesprek.content.all_texts import Inhoud
from gesprek.content.own_texts import with_own
from gesprek.content.text_files import check, read_toml
from gesprek.content.value_types import ContentError, TextProblem

__all__ = ["ContentError", "Inhoud", "TextProblem", "inhoud", "load", "use_own", "with_tables"]

SHIPPED: Final = Path(__file__).resolve().parents[2] / "data" / "inhoud"

_own_tables: dict[str, Any] = {}


def load(folder: Path, own: Path | None = None, tables: Mapping[str, Any] | None = None) -> Inhoud:
    """Return all texts, of which ``folder`` has the shipped ones: a TOML file per field.

    The files of the folder ``own`` override these piece by piece, and ``tables`` override both.
    Raises ContentError where a shipped file or key is missing, unknown, double, empty or of the
    wrong kind.
    """
    raw, problemen = _read_all(folder)
    inhoud, fouten = check(raw)
    unread = {probleem.bestand for probleem in problemen}
    problemen += [f.probleem for f in fouten if f.probleem.bestand not in unread]
    if problemen or inhoud is None:
        raise ContentError(problemen)
    return with_own(inhoud, raw, own, tables) if own or tables else inhoud


def _read_all(folder: Path) -> tuple[dict[str, Any], list[TextProblem]]:
    raw: dict[str, Any] = {}
    problemen: list[TextProblem] = []
    for name in [name for name in Inhoud.model_fields if name != "problemen"]:
        raw[name], found = read_toml(folder / f"{name}.toml")
        problemen.extend(found)
    problemen.extend(
        TextProblem.of(path.name, "", "dit bestand is onbekend.")
        for path in folder.glob("*.toml")
        if path.stem not in raw
    )
    return raw, problemen


@cache
def inhoud() -> Inhoud:
    """Return all texts, read once per process and again after ``use_own``.

    ``GESPREK_TEKSTEN`` names the folder with own texts. Raises ContentError as ``load``.
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
    """Return the texts of the app itself, as they stand in the files: name → table."""
    return _read_all(SHIPPED)[0]
