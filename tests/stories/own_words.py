"""Whose words are on a screen: ours (data/inhoud, Streamlit in Dutch), the user's, or nobody's."""

from __future__ import annotations

import codecs
import re
from functools import cache
from typing import TYPE_CHECKING, Final, cast

from gesprek.browser import contract
from gesprek.content import inhoud
from gesprek.domain.dates import DAYS, MONTHS
from gesprek.domain.gesprek import Gezien
from gesprek.domain.oefening import Casusveld
from gesprek.domain.vervolg import Dagkaart
from gesprek.domain.werkvormen import Rol
from gesprek.privacy import mask, scan
from gesprek.services.archive import Archive, Versioned

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from gesprek.domain.oefening import Oefening
    from gesprek.domain.team import Team

LONG_WORD: Final = "wxqz" * 12
"""Stands in every text of an oefening, as an address or a chemical name would."""

# The fields of a document that hold what people typed, and the tables of which each value does.
_TYPED: Final = frozenset(
    {"naam", "plaats", "vraag", "antwoord", "brief", "notitie", "citaat", "fragment", "tekst"}
    | {"als", "dan", "afspraken", "leervraag", *Casusveld, *Dagkaart.model_fields}
)
_TYPED_TABLES: Final = frozenset({"eigen", "ervaringen"})
_ONE_LINE: Final = frozenset({"naam", "fragment", "citaat", *Dagkaart.model_fields})

_DAY: Final = rf"(?:(?:{'|'.join(DAYS)}) )?\d{{1,2}} (?:{'|'.join(MONTHS)})(?: \d{{4}})?"
_CLOCK: Final = r"\d{1,2}:\d\d"
_NUMBERS: Final = re.compile(
    rf"{_DAY}(?: om {_CLOCK})?|\d{{1,2}}-\d{{1,2}}-\d{{4}}|{_CLOCK}|\d+(?:[.,]\d+)?%?"
    r"|\d{4}-K[1-4]|[-–:/]|dd|mm|jjjj|uu"
)
_COUNT: Final = re.compile(r"\{\w+:([^|{}]*)\|([^{}]*)\}")
"""The words for one and for more in a text of ours: see ``domain.text.of_number``."""
_GAP: Final = re.compile(r"\{\w+\}|\$\d")
# How the screens put texts side by side; a space only after a whole sentence.
_JOINERS: Final = (": ", " · ", " – ", " en ", ", ", "; ", " (", ") ")
_SENTENCES: Final = re.compile(r"(?<=[.?!…]) ")
# The Dutch of React Aria, which Streamlit builds on, in a Dutch browser.
_REACT_ARIA: Final = ("Negeren", "Gekozen datum: {datum}", "Geselecteerde tijd: {tijd}")
_EDGES: Final = "→‘’'()·:, \u2066\u2069"


class GemerktArchief(Archive):
    """Stores everything with made-up words (ROT13) in place of what people typed."""

    def create_team(self, team: Team) -> Versioned[Team]:
        """Store a team with made-up names."""
        return super().create_team(type(team).model_validate(_marked(team.to_document())))

    def create_oefening(self, oefening: Oefening) -> Versioned[Oefening]:
        """Store an oefening with made-up texts."""
        document = _marked(oefening.to_document())
        return super().create_oefening(type(oefening).model_validate(document))

    def typed(self) -> frozenset[str]:
        """Return every made-up text in the store."""
        teams = self.teams()
        oefeningen = [one for team in teams for one in self.oefeningen(team.id)]
        documents = [one.to_document() for one in (*teams, *oefeningen)]
        texts = {text for one in documents for text in _typed_in(one)}
        return frozenset(map(_squeezed, texts.union(*map(_neutral, texts))))


class Herkenner:
    """Tells whether a text on a screen is ours or the user's.

    Args:
        typed: what users typed.
    """

    def __init__(self, typed: Iterable[str]) -> None:
        ours = [_COUNT.sub(which, one) for one in _our_texts() for which in (r"\1", r"\2")]
        templates = [*ours, *_streamlit_in_dutch(), *_REACT_ARIA]
        self._typed = "\n".join(typed)
        self._whole = {_squeezed(one) for one in templates} | set(self._typed.splitlines())
        self._patterns = [_pattern(_squeezed(one)) for one in templates if _GAP.search(one)]
        self.knows = cache(self._knows)

    def strangers(self, texts: Iterable[str]) -> list[str]:
        """Return the texts that are nobody's."""
        return [text for text in texts if not self._knows_all(text)]

    def _knows_all(self, text: str) -> bool:
        """Tell whether a text is known as a whole, or line by line as a list is."""
        whole, lines = _squeezed(text), map(_squeezed, text.splitlines())
        return self.knows(whole) or all(map(self.knows, lines))

    def _knows(self, text: str) -> bool:
        bare = text.strip(_EDGES)
        return (
            not bare
            or bool({text, bare, bare.removesuffix("."), _unquoted(text)} & self._whole)
            or self._is_part_of_a_text(bare)  # as the privacy guard shows it
            or bool(_NUMBERS.fullmatch(bare))
            or any(self._fits(pattern, text) for pattern in self._patterns)
            or any(self.knows(left) and self.knows(right) for left, right in _parts(text))
        )

    def _is_part_of_a_text(self, bare: str) -> bool:
        return bool(re.search(rf"(?<!\w){re.escape(bare)}(?!\w)", self._typed))

    def _fits(self, pattern: re.Pattern[str], text: str) -> bool:
        found = pattern.fullmatch(text)
        if found is None:
            return False
        return all(self.knows(gap) for gap in found.groups() if gap != text)


def _neutral(text: str) -> set[str]:
    """Return what the privacy guard proposes for a text, in words and as a whole."""
    found = scan(text)
    return {mask(text, found)}.union(*({one.suggestion, *one.alternatives} for one in found))


def _unquoted(text: str) -> str:
    return text.removeprefix("‘").removesuffix("’")


def _parts(text: str) -> Iterator[tuple[str, str]]:
    for joiner in _JOINERS:
        places = re.finditer(re.escape(joiner), text)
        yield from ((text[: one.start()], text[one.end() :]) for one in places)
    yield from ((text[: one.start()], text[one.end() :]) for one in _SENTENCES.finditer(text))


def _pattern(template: str) -> re.Pattern[str]:
    return re.compile("(.+?)".join(re.escape(part) for part in _GAP.split(template)))


def _our_texts() -> Iterator[str]:
    yield from _strings(inhoud().model_dump(mode="json"))
    yield from (stap.kort.lower() for stap in inhoud().stappen.values())
    yield from (inhoud().label(one).lower() for one in (*Rol, *Gezien))


def _streamlit_in_dutch() -> Iterator[str]:
    """Return the Dutch side of the contract with Streamlit, by name or after a pattern."""
    known = contract()
    dutch = [known[part] for part in ("names", "name_patterns", "refusals", "answers")]
    for place in known["places"]:
        dutch += [place.get("words", {}), place.get("patterns", {})]
    for one in dutch:
        if isinstance(one, dict):
            for words in one.values():
                # A name such as 'maand,Datum': the part has a Dutch word for each English one.
                terms = known["terms"].values() if "$<term>" in words else ("",)
                yield from (words.replace("$<term>", term) for term in terms)


def _strings(node: object) -> Iterator[str]:
    if isinstance(node, str):
        yield node
    elif isinstance(node, dict):
        for one in node.values():
            yield from _strings(one)
    elif isinstance(node, list):
        for one in node:
            yield from _strings(one)


def _is_typed(key: str, table: str) -> bool:
    return key in _TYPED or table in _TYPED_TABLES


def _marked(document: dict[str, object], table: str = "") -> dict[str, object]:
    return {key: _marked_value(key, value, table) for key, value in document.items()}


def _marked_value(key: str, value: object, table: str) -> object:
    if isinstance(value, dict):
        return _marked(cast("dict[str, object]", value), key)
    if isinstance(value, str) and _is_typed(key, table):
        nonsense = codecs.encode(value, "rot13")
        return nonsense if key in _ONE_LINE else f"{nonsense} {LONG_WORD}"
    return value


def _typed_in(document: dict[str, object], table: str = "") -> Iterator[str]:
    for key, value in document.items():
        if isinstance(value, dict):
            yield from _typed_in(cast("dict[str, object]", value), key)
        elif isinstance(value, str) and _is_typed(key, table):
            yield value


def _squeezed(text: str) -> str:
    return " ".join(text.split())
