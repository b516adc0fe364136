"""Names that nothing in front gives away: known ones, and words that nobody knows."""

from typing import Final

from gesprek.privacy.evidence import (
    acts,
    agrees,
    behind_one,
    has_article,
    in_a_row,
    is_language,
    is_near,
    is_person,
    is_who,
    owns,
)
from gesprek.privacy.findings import Level
from gesprek.privacy.name_parts import NameReader
from gesprek.privacy.name_words import is_double_name, is_finite
from gesprek.privacy.names import FoundName
from gesprek.privacy.rules import NormalizedText
from gesprek.privacy.word_lists import (
    first_names,
    forms_of_address,
    graded,
    is_known,
    is_word,
    ordinary_words,
    own_first_names,
    relations,
)

_SHORTEST: Final = 3
_SHORTEST_LOWER: Final = 4
_SHORTEST_LISTED_LOWER: Final = 6
_NO_ARTICLES: Final = frozenset({"zijn", "haar", "ons", "mijn", "dat"})
_VOWELS: Final = frozenset("aeiouy")


def bare(tekst: NormalizedText, reader: NameReader, place: int) -> FoundName | None:
    """Return the name that begins here, if the word itself and its place tell so."""
    one = reader.woorden[place]
    if not one.is_word or one.text[0] == "'":
        return None
    if not one.has_capital:
        return _lower(reader, place)
    if one.normal in forms_of_address() or one.normal in relations():
        return None
    if is_language(reader, place) or reader.is_code(place):
        return None
    begin = one.text.split("-", 1)[0]  # 'TED-kousen' is no name, 'JANSEN' may be one
    if begin.isupper() and len(begin) > 1:
        word = one.normal
        if len(word) < _SHORTEST_LOWER or not reader.is_first_name(place) or is_known(word):
            return None
    look = _at_start if tekst.starts_sentence(one.start) else _inside
    return look(reader, place)


def _is_often_a_name(reader: NameReader, place: int) -> bool:
    often = ordinary_words("naam", "vaak") | ordinary_words("naam", "soms")
    return reader.normal(place) in often


def _at_start(reader: NameReader, place: int) -> FoundName | None:  # noqa: PLR0911 - each is one reason
    """A capital at the start of a sentence says nothing; the word and what follows must."""
    word = reader.normal(place)
    end = max(reader.lees(place), place + 1)
    ordinary, often = is_word(word), _is_often_a_name(reader, place)
    person = is_person(reader, end)
    shows = acts(reader, end, articles=True) or in_a_row(reader, end) or owns(reader, end)
    shows = person if is_finite(word) else shows or person or behind_one(reader, place)
    longer = end - place > 1 and (reader.is_naam(place) or not ordinary)
    if _is_mostly_a_word(word) and not often:
        named = _is_name_alone(reader, place) and agrees(reader, place, end)
        return FoundName(place, place, end, Level.MAYBE) if named else None
    if is_double_name(reader.woorden[place]):
        return FoundName(place, place, end)
    if ordinary and not often and _is_name_alone(reader, place) and is_who(reader, place, end):
        return FoundName(place, place, end, Level.MAYBE)
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
    state = reader.normal(end) in ordinary_words("taal", "mensenstaat") | {"niet"}
    if _is_often_a_name(reader, place) and (shows or longer or (state and not is_finite(word))):
        return FoundName(place, place, end)
    if acts(reader, end, articles=False) and not reader.is_verb(place) and len(word) >= _SHORTEST:
        return FoundName(place, place, end, Level.MAYBE) if word in own_first_names() else None
    return None


def _inside(reader: NameReader, place: int) -> FoundName | None:  # noqa: PLR0911 - each line is one reason
    """A capital inside a sentence says: this is somebody's or something's own name."""
    word, before = reader.normal(place), reader.normal(place - 1)
    end = max(reader.lees(place), place + 1)
    ordinary = is_word(word)
    article = before in ordinary_words("taal", "lidwoorden") - _NO_ARTICLES
    if _is_none(reader, place):
        return None
    if is_double_name(reader.woorden[place]):
        return FoundName(place, place, end)
    if reader.is_first_name(place) and (not ordinary or _is_often_a_name(reader, place)):
        return None if article and ordinary else FoundName(place, place, end)
    if len(word) < _SHORTEST and not behind_one(reader, place):
        return None
    if reader.is_first_name(place) and not article:
        return FoundName(place, place, end, Level.MAYBE) if word in first_names() else None
    if reader.is_surname(place) and not ordinary and not article:
        return FoundName(place, place, end)
    if reader.is_surname(place) and not article and is_near(reader, place, end):
        return FoundName(place, place, end, Level.MAYBE)
    if _is_strange(reader, place) and not article:
        return FoundName(place, place, end, Level.MAYBE, "[naam]")
    return None


def _is_none(reader: NameReader, place: int) -> bool:
    """Whether the word or what is before it says that it is no name."""
    word, before = reader.normal(place), reader.normal(place - 1)
    if _is_mostly_a_word(word) and not _is_often_a_name(reader, place):
        return True
    behind = before in ordinary_words("naam", "voorzetsels") or reader.is_verb(place - 1)
    tells = is_finite(word) and reader.tells(place) and not behind  # 'Mevrouw Wil niet eten'
    return tells or before in ("tot", "heilige", "sint")  # 'zij bidt tot Maria'


def _is_name_alone(reader: NameReader, place: int) -> bool:
    """Whether it is a name without 'van der' in front as well."""
    return reader.is_first_name(place) or reader.is_surname(place)


def _is_mostly_a_word(word: str) -> bool:
    return word in ordinary_words("taal", "nooit") or word in graded("meestal_woord")


def _is_strange(reader: NameReader, place: int) -> bool:
    """Whether it is in no list at all, and could be said aloud."""
    one = reader.woorden[place]
    inner = any(letter.isupper() for letter in one.text[1:])
    spoken = len(_VOWELS & set(one.normal)) > 0 and len(one.normal) > _SHORTEST
    return spoken and not inner and "-" not in one.text and not is_known(one.normal)


def _lower(reader: NameReader, place: int) -> FoundName | None:
    """'anneke belde', 'mohammed sliep': a first name that is no word."""
    word = reader.normal(place)
    if _is_often_a_name(reader, place) and reader.normal(place - 1) in ("met", "naast", "namens"):
        after = reader.normal(place + 1)  # 'ik liep met wil naar buiten'
        goes_on = after in ordinary_words("naam", "voorzetsels") | {"naar", "in", "op", "uit", "de"}
        return FoundName(place, place, place + 1, Level.MAYBE) if goes_on else None
    met = reader.normal(place + 1) in ordinary_words("taal", "contact")  # 'ik heb joke gebeld'
    often = word in ordinary_words("naam", "vaak")
    if often and met and not has_article(reader, place):
        return FoundName(place, place, place + 1, Level.MAYBE)
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
    near = near or reader.normal(place - 1) in ordinary_words("naam", "voorzetsels")
    return FoundName(place, place, place + 1, Level.MAYBE) if near else None
