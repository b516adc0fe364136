"""Names that nothing in front gives away: known ones, and words that nobody knows."""

from typing import Final

from gesprek.privacy.findings import Level
from gesprek.privacy.name_parts import NameReader
from gesprek.privacy.names import FoundName
from gesprek.privacy.rules import NormalizedText
from gesprek.privacy.word_lists import (
    first_names,
    is_known,
    is_word,
    ordinary_words,
    own_first_names,
)

_SHORTEST: Final = 3
_SHORTEST_LOWER: Final = 4
_SHORTEST_LISTED_LOWER: Final = 6
_VOWELS: Final = frozenset("aeiouy")


def bare(tekst: NormalizedText, reader: NameReader, place: int) -> FoundName | None:
    """Return the name that begins here, if the word itself and its place tell so."""
    one = reader.woorden[place]
    if not one.is_word or one.text[0] == "'":
        return None
    if not one.has_capital:
        return _lower(reader, place)
    begin = one.text.split("-", 1)[0]  # 'TED-kousen' is no name, 'JANSEN' may be one
    if begin.isupper() and len(begin) > 1:
        word = one.normal
        if len(word) < _SHORTEST_LOWER or not reader.is_first_name(place) or is_known(word):
            return None
    look = _at_start if tekst.starts_sentence(one.start) else _inside
    return look(reader, place)


def _is_often_a_name(reader: NameReader, place: int) -> bool:
    return reader.normal(place) in ordinary_words("naam", "vaak")


def _acts(reader: NameReader, end: int, *, articles: bool) -> bool:
    """Whether what ends here does something: 'Roos heeft', not 'Boos liep hij'."""
    if not reader.is_verb(end):
        return False
    after = reader.normal(end + 1)
    turns = ordinary_words("taal", "voornaamwoorden") - {"dat", "het", "er", "dit", "mevrouw"}
    return after not in (turns if articles else turns | ordinary_words("taal", "lidwoorden"))


def _in_a_row(reader: NameReader, end: int) -> bool:
    """Whether another name follows: 'Fatma en Yusuf', 'Joke, Lida en Ans'."""
    return reader.normal(end) in ("en", ",", "of") and (
        reader.has_capital(end + 1) and reader.is_naam(end + 1)
    )


def _owns(reader: NameReader, end: int) -> bool:
    """Whether "'s" or 'zijn broer' follows: 'Marie's man', 'Mehmet zijn broer'."""
    return reader.normal(end) in ("'s", "'") or (
        reader.normal(end) == "zijn" and not reader.is_verb(end + 1)
    )


def _at_start(reader: NameReader, place: int) -> FoundName | None:
    """A capital at the start of a sentence says nothing; the word and what follows must."""
    word = reader.normal(place)
    end = max(reader.lees(place), place + 1)
    ordinary, often = is_word(word), _is_often_a_name(reader, place)
    shows = _acts(reader, end, articles=True) or _in_a_row(reader, end) or _owns(reader, end)
    longer = end - place > 1 and (reader.is_naam(place) or not ordinary)
    if word in ordinary_words("taal", "nooit") and not often:
        return None
    if reader.is_first_name(place) and len(word) >= _SHORTEST - 1:
        return _known_first(reader, place, end, shows=shows, longer=longer)
    if reader.is_surname(place) and not ordinary and len(word) >= _SHORTEST:
        return FoundName(place, place, end, Level.DIRECT if shows else Level.MAYBE)
    if longer and not ordinary and not is_known(word):
        return FoundName(place, place, end, Level.MAYBE)
    if _is_strange(reader, place) and shows:
        return FoundName(place, place, end, Level.MAYBE)
    return None


def _known_first(
    reader: NameReader, place: int, end: int, *, shows: bool, longer: bool
) -> FoundName | None:
    word = reader.normal(place)
    if not is_word(word):
        return FoundName(place, place, end)
    if longer and reader.is_naam(end - 1) and not is_word(reader.normal(end - 1)):
        return FoundName(place, place, end)
    if _is_often_a_name(reader, place) and (shows or longer):
        return FoundName(place, place, end)
    if _acts(reader, end, articles=False) and not reader.is_verb(place) and len(word) >= _SHORTEST:
        return FoundName(place, place, end, Level.MAYBE) if word in own_first_names() else None
    return None


def _inside(reader: NameReader, place: int) -> FoundName | None:  # noqa: PLR0911 - each line is one reason
    """A capital inside a sentence says: this is somebody's or something's own name."""
    word, before = reader.normal(place), reader.normal(place - 1)
    end = max(reader.lees(place), place + 1)
    ordinary = is_word(word)
    article = before in ordinary_words("taal", "lidwoorden") - {"zijn", "haar", "ons", "mijn"}
    if word in ordinary_words("taal", "nooit") and not _is_often_a_name(reader, place):
        return None
    if reader.is_first_name(place) and (not ordinary or _is_often_a_name(reader, place)):
        return None if article and ordinary else FoundName(place, place, end)
    if len(word) < _SHORTEST:
        return None
    if reader.is_first_name(place) and not article:
        return FoundName(place, place, end, Level.MAYBE) if word in first_names() else None
    if reader.is_surname(place) and not ordinary and not article:
        return FoundName(place, place, end)
    if reader.is_surname(place) and before in ordinary_words("naam", "voorzetsels"):
        return FoundName(place, place, end, Level.MAYBE)
    if _is_strange(reader, place) and not article:
        return FoundName(place, place, end, Level.MAYBE, "[naam]")
    return None


def _is_strange(reader: NameReader, place: int) -> bool:
    """Whether it is in no list at all, and could be said aloud."""
    one = reader.woorden[place]
    inner = any(letter.isupper() for letter in one.text[1:])
    spoken = len(_VOWELS & set(one.normal)) > 0 and len(one.normal) > _SHORTEST
    return spoken and not inner and "-" not in one.text and not is_known(one.normal)


def _lower(reader: NameReader, place: int) -> FoundName | None:
    """'anneke belde', 'mohammed sliep': a first name that is no word."""
    word = reader.normal(place)
    if len(word) < _SHORTEST_LOWER or word not in first_names():
        return None
    if is_known(word):
        first = place == 0 or reader.normal(place - 1) in (".", "\n")
        begins = first and _is_often_a_name(reader, place) and reader.is_verb(place + 1)
        sure = begins and word not in ordinary_words("taal", "nooit")
        return FoundName(place, place, place + 1, Level.MAYBE) if sure else None
    if word in own_first_names() or len(word) >= _SHORTEST_LISTED_LOWER:
        return FoundName(place, place, place + 1, Level.MAYBE)
    near = reader.is_verb(place + 1) or reader.is_verb(place - 1)
    return FoundName(place, place, place + 1, Level.MAYBE) if near else None
