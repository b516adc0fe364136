"""A text as the rules read it, and the patterns of ``data/privacy/regels``: one file per kind."""

import re
import tomllib
import unicodedata
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cache, cached_property
from pathlib import Path
from typing import Any, Final

from gesprek.domain.odd_signs import INVISIBLE, ODD_BREAKS, ODD_SPACES
from gesprek.privacy.findings import Finding, Label, Level

DATA: Final = Path(__file__).parent.parent.parent / "data" / "privacy"

# Left out, or a name or number with one inside would not be recognised; two spaces are one.
_UNSEEN: Final = re.compile(f"[{INVISIBLE}]")
_UNEVEN: Final = re.compile(f"[{INVISIBLE}]|  ")
_LONG_DASHES: Final = "\u2014\u2015\u2e3a\u2e3b\ufe31\ufe32\ufe58"
"""Between words these part them, between digits they may be a hyphen."""
_BETWEEN_DIGITS: Final = re.compile(rf"(?<=\d) ?[{_LONG_DASHES}·•_\u2027\u2219\u2043] ?(?=\d)")
_BROKEN_NUMBER: Final = re.compile(r"(?<=\d\d)\n(?=\d\d)")
_SPACE: Final = re.compile(f"[\t{ODD_SPACES}]")
_BREAK: Final = re.compile(f"[\r{ODD_BREAKS}]")
_OFTEN_MET: Final = 0x20FF


class _Alike(dict[int, str]):
    """A character → the one by which the rules know it; filled as characters are met."""

    def __missing__(self, code: int) -> str:
        sign = chr(code)
        known = _form_of(sign, unicodedata.category(sign) if not sign.isascii() else "")
        if code <= _OFTEN_MET:
            self[code] = known
        return known


def _form_of(sign: str, category: str) -> str:
    if category == "Nd":
        return str(unicodedata.decimal(sign))
    if category == "Pd" and sign not in _LONG_DASHES:
        return "-"
    if "\uff01" <= sign <= "\uff5e" or "\U0001d400" <= sign <= "\U0001d7ff":  # wide, mathematical
        return unicodedata.normalize("NFKC", sign)
    return " " if _SPACE.match(sign) else "\n" if _BREAK.match(sign) else sign


_ALIKE: Final = _Alike(str.maketrans(dict.fromkeys("\u2019\u2018\u02bc\u00b4`", "'")))
_ALIKE[0x2212] = "-"  # the minus sign
_LETTER: Final = r"[^\W\d_]"
_WORD: Final = re.compile(
    rf"(?:{_LETTER}\.){{2,6}}{_LETTER}?(?!\w)"  # A.M., v.d.
    rf"|'[tsn](?!\w)|{_LETTER}+(?:['-](?!s(?!\w)){_LETTER}+){{0,5}}|\d+|[^\w\s]|\n"
)
_OTHER_LETTERS: Final = str.maketrans({"\u0131": "i", "ł": "l", "ø": "o", "đ": "d", "ß": "s"})
_TENS: Final = "twintig|dertig|veertig|vijftig|zestig|zeventig|tachtig|negentig"
_UNITS: Final = "een|twee|drie|vier|vijf|zes|zeven|acht|negen"
_PARTS: Final[Mapping[str, str]] = {
    "«letters»": _LETTER,
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


def normal(word: str) -> str:
    """Return a word as the lists hold it: lower case, without marks on the letters."""
    word = word.lower()
    if word.isascii():
        return word
    parts = unicodedata.normalize("NFKD", word.translate(_ALIKE))
    kept = "".join(one for one in parts if not unicodedata.combining(one))
    return kept.translate(_OTHER_LETTERS)


@dataclass(frozen=True, slots=True)
class Word:
    """One word, number or mark: as written, in normal form, and where it is."""

    text: str
    normal: str
    start: int
    end: int

    @property
    def is_word(self) -> bool:
        """Whether it is made of letters."""
        return self.text[0].isalpha() or (len(self.text) > 1 and self.text[0] == "'")

    @property
    def has_capital(self) -> bool:
        """Whether it begins with a capital; 'al-Masri' does as well."""
        if self.text[0].isupper():
            return True
        before, hyphen, after = self.text.partition("-")
        return bool(hyphen) and len(before) <= len("ash") and after[:1].isupper()


class NormalizedText:
    """A text with its letters in one form, cut in words, with the way back to the source."""

    def __init__(self, source: str) -> None:
        plain, self._origin = _plain(source)
        self.plain = _BETWEEN_DIGITS.sub(lambda mark: "-".center(len(mark.group())), plain)

    @cached_property
    def woorden(self) -> Sequence[Word]:
        """Return the words, numbers and marks in order; a new line is one of them."""
        return [
            Word(one.group(), normal(one.group()), one.start(), one.end())
            for one in _WORD.finditer(self.plain)
        ]

    @cached_property
    def joined(self) -> "NormalizedText":
        """Return it with a space where a number goes on behind the end of a line; or itself."""
        plain = _BROKEN_NUMBER.sub(" ", self.plain)
        if plain == self.plain:
            return self
        joined = NormalizedText("")
        joined.plain = plain
        return joined

    def origin(self, position: int) -> int:
        """Return the code point in the source of a position in ``plain``."""
        return position if self._origin is None else self._origin[position]

    def starts_sentence(self, start: int) -> bool:
        """Whether a sentence begins at this position in ``plain``."""
        before = self.plain[max(0, start - 40) : start].rstrip(" \"'(*-•[“„")
        return not before or before[-1] in ".!?:;\n…"

    def with_capital(self, start: int, words: str) -> str:
        """Return words for this position, with a capital where a sentence begins."""
        if words[:1].islower() and self.starts_sentence(start):
            return words[0].upper() + words[1:]
        return words


def _plain(source: str) -> tuple[str, list[int] | None]:
    """Return the text in one form; and, where positions shift, the source position of each."""
    even = source.translate(_ALIKE)
    if not _UNEVEN.search(even) and unicodedata.is_normalized("NFC", even):
        return even, None
    seen = [place for place, sign in enumerate(even) if not _UNSEEN.match(sign)]
    letters: list[str] = []
    origin: list[int] = []
    start = 0
    while start < len(seen):
        end = start + 1
        while end < len(seen) and unicodedata.combining(even[seen[end]]):
            end += 1
        composed = unicodedata.normalize("NFC", "".join(even[place] for place in seen[start:end]))
        if composed != " " or letters[-1:] != [" "]:
            letters += composed
            origin += [seen[start]] * len(composed)
        start = end
    return "".join(letters), [*origin, len(source)]


@dataclass(frozen=True, slots=True)
class Rule:
    """One pattern, what it finds, and the sentences that prove it."""

    label: Label
    level: Level
    patroon: re.Pattern[str]
    controle: str
    voorstel: str
    raak: tuple[str, ...]
    schoon: tuple[str, ...]


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
        for match in regel.patroon.finditer(tekst.plain):
            if check is None or check(tekst, match):
                yield Finding(*span(match), regel.label, regel.level, regel.voorstel)


def fits(tekst: NormalizedText, soort: str, labels: Collection[Label]) -> bool:
    """Tell whether a pattern with one of these labels fits anywhere, whatever its check says."""
    return any(
        regel.label in labels and regel.patroon.search(tekst.plain) for regel in rules_of(soort)
    )
