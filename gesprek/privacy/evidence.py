"""What stands around a word and shows that it is somebody: a verb, a row of names, "'s"."""

from typing import Final

from gesprek.privacy.name_parts import NameReader
from gesprek.privacy.name_words import is_finite, shows_a_person
from gesprek.privacy.word_lists import graded, is_known, is_word, ordinary_words

_BETWEEN: Final = ("en", ",", "of", "/", "&", "+")
"""What is between the names of a row."""
_COPULAS: Final = frozenset({"is", "was", "zijn", "waren", "helpt", "werkt", "hielp", "werkte"})
"""Verbs behind what is no person as well: 'Storm is voorspeld', 'Rust helpt'."""
_SUBJECTS: Final = frozenset(
    {"ik", "je", "jij", "hij", "zij", "ze", "we", "wij", "u", "men", "mevrouw", "meneer", "er"}
)
_CONJUNCTIONS: Final = frozenset(
    {"dat", "als", "omdat", "wanneer", "terwijl", "nadat", "voordat", "doordat", "toen", "of"}
)


def acts(reader: NameReader, end: int, *, articles: bool) -> bool:
    """Whether what ends here does something: 'Roos heeft', not 'Boos liep hij'."""
    if not reader.is_verb(end):
        return False
    after = reader.normal(end + 1)
    turns = ordinary_words("taal", "voornaamwoorden") - {"dat", "het", "er", "dit", "mevrouw"}
    return after not in (turns if articles else turns | ordinary_words("taal", "lidwoorden"))


def in_a_row(reader: NameReader, end: int) -> bool:
    """Whether another name follows: 'Fatma en Yusuf', 'Joke, Lida en Ans', 'Sem/Lotte'."""
    return reader.normal(end) in _BETWEEN and (
        (reader.has_capital(end + 1) and reader.is_naam(end + 1))
        or (
            reader.normal(end + 1) in ("haar", "zijn", "ik", "wij")  # 'Nel en haar zus'
            and reader.normal(end) == "en"
        )
    )


def behind_one(reader: NameReader, place: int) -> bool:
    """Whether a sure name is in the same row: the 'Bo' of 'Sem/Lotte/Bo'."""
    before = place - 2
    return (
        reader.normal(place - 1) in _BETWEEN
        and reader.has_capital(before)
        and reader.is_first_name(before)
        and not is_known(reader.normal(before))
    )


def owns(reader: NameReader, end: int) -> bool:
    """Whether "'s" or 'zijn broer' follows: 'Marie's man', 'Mehmet zijn broer'."""
    return reader.normal(end) in ("'s", "'") or (
        reader.normal(end) == "zijn" and not reader.is_verb(end + 1)
    )


def is_person(reader: NameReader, end: int) -> bool:
    """Whether what follows is what only a person does or is: 'Storm is weer boos'."""
    words = [reader.normal(place) for place in range(end, end + 7)]
    marks = (at for at, word in enumerate(words) if not word[:1].isalnum())
    return shows_a_person(words[: next(marks, None)])


def is_one(word: str) -> bool:
    """Whether it can be one thing or one person: before a verb that needs an article or a name."""
    return not word.endswith(("en", "ers", "els", "jes", "heid", "ing"))


def is_who(reader: NameReader, place: int, end: int) -> bool:
    """Whether a name that is a word as well is who does or is what follows."""
    word = reader.normal(place)
    if is_finite(word) or reader.normal(end + 1) in _SUBJECTS:  # 'Koken wil zij niet'
        return False
    alone = acts(reader, end, articles=False) and reader.normal(end) not in _COPULAS
    alone = alone and is_one(word) and word not in ordinary_words("taal", "beroepen")
    return is_person(reader, end) or alone or in_a_row(reader, end)


def agrees(reader: NameReader, place: int, end: int) -> bool:
    """Whether a usual word in the plural has a verb in the singular: 'Bloemen vergeet haar pil'."""
    word = reader.normal(place)
    usual = graded("meestal_woord") - ordinary_words("taal", "voornaamwoorden")
    plural = word.endswith(("en", "s")) and word in usual
    person = reader.normal(end) in ordinary_words("taal", "mensenwerk")
    return plural and person and is_who(reader, place, end)


def is_language(reader: NameReader, place: int) -> bool:
    """'Spreekt Frans': a language, near a word of speech."""
    if reader.normal(place) not in ordinary_words("taal", "talen"):
        return False
    near = {reader.normal(one) for one in range(place - 6, place)}
    return bool(near & ordinary_words("taal", "spreken"))


def is_near(reader: NameReader, place: int, end: int) -> bool:
    """Whether a verb or a preposition is beside it: 'vannacht belde Bakker', 'met Bakker'."""
    before = reader.normal(place - 1)
    return (
        before in ordinary_words("naam", "voorzetsels")
        or before in _CONJUNCTIONS
        or reader.is_verb(place - 1)
        or is_person(reader, end)
        or (reader.normal(end).startswith("ge") and is_word(reader.normal(end)))
    )


def has_article(reader: NameReader, place: int) -> bool:
    """Whether an article or a possessive is right in front."""
    return reader.normal(place - 1) in ordinary_words("taal", "lidwoorden")
