"""The fixed set of oefeningen, as anybody can count them by hand: ``oefeningen.csv``."""

import csv
from pathlib import Path

from gesprek.domain.coded_row import CodedRow
from gesprek.trends.splits import Subset

FILE = Path(__file__).with_name("oefeningen.csv")


def lines() -> list[dict[str, str]]:
    with FILE.open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file, delimiter=";"))


def rijen() -> list[CodedRow]:
    return [_row(one) for one in lines()]


def ploegen() -> dict[str, Subset]:
    return {one["team"]: Subset(one["locatie"]) for one in lines()}


def _row(one: dict[str, str]) -> CodedRow:
    learned = [part.split(":") for part in _several(one["leerpunten"])]
    return CodedRow.model_validate(
        {
            "oefening": one["oefening"],
            "team": one["team"],
            "dag": one["dag"],
            "werkvorm": one["werkvorm"],
            "has_leervraag": one["leervraag"] == "ja",
            "verst": one["verst"],
            "last_activity": one["laatst"],
            "themas": _several(one["themas"]),
            "leerpunten": [{"rol": rol, "leerthema": thema} for rol, thema in learned],
            "voldoende_geholpen": {"ja": True, "nee": False}.get(one["geholpen"]),
            "vervolg": one["vervolg"] or None,
            "vervolg_due": one["due"] or None,
            "dagen_tot_vervolg": one["dagen"] or None,
            "plan_gebruikt": one["plan"] or None,
            "behoeften": _several(one["behoeften"]),
            "deelnemers": _several(one["deelnemers"]),
            "inbrenger": one["inbrenger"],
        }
    )


def _several(cell: str) -> list[str]:
    return [part for part in cell.split("+") if part]
