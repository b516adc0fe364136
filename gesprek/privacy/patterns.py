"""The patterns of ``data/privacy/regels``: one file per kind."""

import re
import tomllib
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from gesprek.privacy.findings import Finding, Label, Level
from gesprek.privacy.rules import DATA, LETTER, NormalizedText

_TENS: Final = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_UNITS: Final = "een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_PARTS: Final[Mapping[str, str]] = {
    "«letters»": LETTER,
    "«klein»": "[a-zé]",
    "«voor»": (
        "(?:[Vv]an|[Dd]e|[Dd]er|[Dd]en|[Tt]er|[Tt]en|[Oo]p|'[ts]|[Hh]et|[Ss]int|[Ss]t\\.?|[Vv]\\."
        "|[1-9](?:e|ste|de)|(?:Burg|Prof|Dr|Mr|Ds|Jhr|Gen|Kon|Pr|Past|Pres|Min|Adm)\\.) "
    ),
    "«straat»": (
        "(?:straat|straatje|laan|weg|gracht|kade|singel|plein|plantsoen|steeg|dreef|dijk|pad|hof"
        "|park|baan|ring|wal|hoek|veld|akker|kamp|oord|rode|horst|haven|markt|dam|brink|es|erf"
        "|weide|donk|laantje|wijk|diep|vliet|zijl|poort|burg|stede|buurt|kamp|werf|schans"
        "|str\\.?|ln\\.?|pln\\.?|gr\\.|wg\\.)"
    ),
    "«nummer»": (
        " (?:nr\\.? ?|nummer )?[1-9]\\d{0,4}(?: ?(?:[a-zA-Z]|bis|hs|[IV]{1,3})(?!\\w))?"
        "(?:-(?:\\d{1,4}|[IVX]{1,4}|hs|huis|boven))?"
        "(?!\\w)(?![.,]\\d)"
        "(?! (?:keer|x|maal|uur|minuten|dagen|weken|maanden|jaar|personen|mensen|meter|km))"
    ),
    "«geen_tijd»": (  # a date or hours, of which the next number would make a telephone number
        r"(?!\d{1,2}([-./])\d{1,2}\1(?:19|20)\d\d(?!\d)|[01]\d\.[0-5]\d ?- ?[0-2]\d\.[0-5]\d(?!\d))"
    ),
    "«maand»": (
        "(?:januari|jan|februari|febr?|maart|mrt|april|apr|mei|juni|jun|juli|jul|augustus|aug"
        "|september|sept?|oktober|okt|november|nov|december|dec)"
    ),
    "«getalwoord»": (
        f"(?:(?:één|{_UNITS})(?:en|ën)(?:{_TENS})|{_TENS}|honderd|elf|twaalf|dertien|veertien"
        f"|vijftien|zestien|zeventien|achttien|negentien|{_UNITS}|tien)"
    ),
}


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, what it finds, and the sentences that prove it.

    ``cijfer`` tells that it never fits without a digit: most patterns need not look at most texts.
    """

    label: Label
    level: Level
    patroon: re.Pattern[str]
    cijfer: bool
    controle: str
    voorstel: str
    raak: tuple[str, ...]
    schoon: tuple[str, ...]

    def matches(self, tekst: NormalizedText) -> Iterator[re.Match[str]]:
        """Return where the pattern fits."""
        if self.cijfer and not tekst.has_digit:
            return iter(())
        return self.patroon.finditer(tekst.plain)


Check = Callable[[NormalizedText, re.Match[str]], bool]


@cache
def rules_of(soort: str) -> tuple[Rule, ...]:
    """Return the patterns of one kind, in the order of the file, read at the first text."""
    table = tomllib.loads((DATA / "regels" / f"{soort}.toml").read_text(encoding="utf-8"))
    return tuple(_regel(one) for one in table["regel"])


def _regel(one: Mapping[str, Any]) -> Rule:
    pattern: str = one["patroon"]
    for part, meaning in _PARTS.items():
        pattern = pattern.replace(part, meaning)
    label = Label(one["label"])
    is_indirect = label in {Label.AGE, Label.DATE, Label.PLACE}
    return Rule(
        label=label,
        level=Level(one.get("level", Level.INDIRECT if is_indirect else Level.DIRECT)),
        patroon=re.compile(pattern, 0 if one.get("hoofdletters") else re.IGNORECASE),
        cijfer=one.get("cijfer", False),
        controle=one.get("controle", ""),
        voorstel=one.get("voorstel", ""),
        raak=tuple(one["raak"]),
        schoon=tuple(one["schoon"]),
    )


def span(match: re.Match[str]) -> tuple[int, int]:
    """Return where the telling part of a match is: its group 'deel' if it has one."""
    groups = match.groupdict()
    name = next((name for name in ("deel", "deel2", "deel3") if groups.get(name) is not None), 0)
    return match.span(name)


def find_by_rules(
    tekst: NormalizedText, soort: str, controles: Mapping[str, Check]
) -> Iterator[Finding]:
    """Yield what the patterns of one kind find, where the check that a pattern names agrees."""
    for regel in rules_of(soort):
        check = controles.get(regel.controle)
        for match in regel.matches(tekst):
            if check is None or check(tekst, match):
                yield Finding(*span(match), regel.label, regel.level, regel.voorstel)


def fits(tekst: NormalizedText, soort: str, labels: Collection[Label]) -> bool:
    """Tell whether a pattern with one of these labels fits anywhere, whatever its check says."""
    return any(
        regel.label in labels and next(regel.matches(tekst), None) for regel in rules_of(soort)
    )
