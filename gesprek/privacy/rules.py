"""The patterns of ``data/privacy/regels``: read once, at the first text, one file per kind."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from gesprek.privacy.findings import Finding, Label, Level
from gesprek.privacy.normalized_text import NormalizedText

DATA: Final = Path(__file__).parent.parent.parent / "data" / "privacy"

_NUMBER: Final = (
    "(?:(?:een|één|twee|drie|vier|vijf|zes|zeven|acht|negen)(?:en|ën)"
    "(?:twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig)"
    "|twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig|honderd|elf|twaalf|dertien"
    "|veertien|vijftien|zestien|zeventien|achttien|negentien|een|twee|drie|vier|vijf|zes|zeven"
    "|acht|negen|tien)"
)
_PARTS: Final[Mapping[str, str]] = {
    "«letters»": "[^\\W\\d_]",
    "«klein»": "[a-zé]",
    "«voor»": "(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Oo]p|'[ts]|[Hh]et|[Ss]int|[Ss]t\\.?) ",
    "«straat»": (
        "(?:straat|straatje|laan|weg|gracht|kade|singel|plein|plantsoen|steeg|dreef|dijk|pad|hof"
        "|park|baan|ring|wal|hoek|veld|akker|kamp|oord|rode|horst|haven|markt|dam|brink|es|erf"
        "|weide|donk|laantje|wijk|diep|vliet|zijl|poort|burg|stede|buurt|kamp|werf|schans)"
    ),
    "«nummer»": (
        " (?:nr\\.? ?|nummer )?[1-9]\\d{0,4}(?: ?(?:[a-zA-Z]|bis|hs)(?!\\w))?"
        "(?:-(?:\\d{1,4}|[IVX]{1,4}|hs|huis|boven))?"
        "(?!\\w)(?![.,]\\d)"
        "(?! (?:keer|x|maal|uur|minuten|dagen|weken|maanden|jaar|personen|mensen|meter|km))"
    ),
    "«maand»": (
        "(?:januari|jan|februari|febr?|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug"
        "|september|sept?|oktober|okt|november|nov|december|dec)"
    ),
    "«getalwoord»": _NUMBER,
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, what it finds, and the sentences that prove it."""

    naam: str
    label: Label
    level: Level
    patroon: re.Pattern[str]
    controle: str
    voorstel: str
    raak: tuple[str, ...]
    schoon: tuple[str, ...]


_INDIRECT: Final = frozenset({Label.AGE, Label.DATE, Label.PLACE})
Check = Callable[[NormalizedText, re.Match[str]], bool]


@cache
def rules_of(soort: str) -> tuple[Rule, ...]:
    """Return the patterns of one kind, in the order of the file."""
    table = tomllib.loads((DATA / "regels" / f"{soort}.toml").read_text(encoding="utf-8"))
    return tuple(_regel(one) for one in table["regel"])


def kinds() -> list[str]:
    """Return the kinds that have patterns."""
    return sorted(path.stem for path in (DATA / "regels").glob("*.toml"))


def _regel(one: Mapping[str, object]) -> Rule:
    pattern = str(one["patroon"])
    for part, meaning in _PARTS.items():
        pattern = pattern.replace(part, meaning)
    label = Label(str(one["label"]))
    level = Level.INDIRECT if label in _INDIRECT else Level.DIRECT
    return Rule(
        naam=str(one["naam"]),
        label=label,
        level=Level(str(one.get("level", level))),
        patroon=re.compile(pattern, 0 if one.get("hoofdletters") else re.IGNORECASE),
        controle=str(one.get("controle", "")),
        voorstel=str(one.get("voorstel", "")),
        raak=_sentences(one["raak"]),
        schoon=_sentences(one["schoon"]),
    )


def _sentences(value: object) -> tuple[str, ...]:
    return tuple(str(one) for one in value) if isinstance(value, list) else ()


def span(match: re.Match[str]) -> tuple[int, int]:
    """Return where the telling part of a match is: its group 'deel' if it has one."""
    groups = match.re.groupindex
    for name in ("deel", "deel2", "deel3"):
        if name in groups and match.group(name) is not None:
            return match.span(name)
    return match.span()


def find_by_rules(
    tekst: NormalizedText, soort: str, controles: Mapping[str, Check] | None = None
) -> Iterator[Finding]:
    """Yield what the patterns of one kind find, where their check agrees.

    Args:
        tekst: the text.
        soort: the kind, as the file is named.
        controles: name of a check → the check; a pattern names the one that it needs.
    """
    for regel in rules_of(soort):
        check = (controles or {}).get(regel.controle)
        for match in regel.patroon.finditer(tekst.plain):
            if check is None or check(tekst, match):
                yield Finding(*span(match), regel.label, regel.level, regel.voorstel)


def fits(tekst: NormalizedText, soort: str, labels: Collection[Label]) -> bool:
    """Tell whether a pattern with one of these labels fits anywhere, whatever its check says."""
    return any(
        regel.label in labels and regel.patroon.search(tekst.plain) for regel in rules_of(soort)
    )
