"""Reading all texts once, checked as a whole."""

from collections.abc import Mapping
from pathlib import Path
from typing import Any

from gesprek.inhoud.controle import check
from gesprek.inhoud.eigen import with_own
from gesprek.inhoud.fouten import Inhoudfout, Probleem
from gesprek.inhoud.lezen import read_toml
from gesprek.inhoud.model import Inhoud


def load(folder: Path, own: Path | None = None, tables: Mapping[str, Any] | None = None) -> Inhoud:
    """Return all texts.

    Args:
        folder: the shipped texts, one TOML file per field of ``Inhoud``.
        own: a folder whose files override the shipped ones piece by piece.
        tables: own texts that override both.

    Raises:
        Inhoudfout: a shipped file or key is missing, unknown, double, empty or of the wrong kind.
    """
    raw, problemen = _read_all(folder)
    inhoud, fouten = check(raw)
    unread = {probleem.bestand for probleem in problemen}
    problemen += [f.probleem for f in fouten if f.probleem.bestand not in unread]
    if problemen or inhoud is None:
        raise Inhoudfout(problemen)
    return with_own(inhoud, raw, own, tables) if own or tables else inhoud


def raw_texts(folder: Path) -> dict[str, Any]:
    """Return the texts as they stand in the files: file without ending → table."""
    return _read_all(folder)[0]


def _read_all(folder: Path) -> tuple[dict[str, Any], list[Probleem]]:
    wanted = [name for name in Inhoud.model_fields if name != "problemen"]
    raw: dict[str, Any] = {}
    problemen: list[Probleem] = []
    for name in wanted:
        raw[name], found = read_toml(folder / f"{name}.toml")
        problemen.extend(found)
    problemen.extend(
        Probleem.of(path.name, "", "dit bestand is onbekend.")
        for path in sorted(folder.glob("*.toml"))
        if path.stem not in raw
    )
    return raw, problemen
