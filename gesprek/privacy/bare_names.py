"""Names that nothing in front gives away: known ones, and words that nobody knows."""

from typing import Final

from gesprek.privacy.findings import Level
from gesprek.privacy.name_parts import Lezer
from gesprek.privacy.names import Naam
from gesprek.privacy.normalized_text import Tekst
from gesprek.privacy.word_lists import eigen_voornamen, is_bekend, is_woord, voornamen, woorden

_SHORTEST: Final = 3
_SHORTEST_LOWER: Final = 4
_SHORTEST_LISTED_LOWER: Final = 6
_VOWELS: Final = frozenset("aeiouy")


def bare(tekst: Tekst, lezer: Lezer, place: int) -> Naam | None:
    """Return the name that begins here, if the word itself and its place tell so."""
    one = lezer.woorden[place]
    if not one.is_word or one.text[0] == "'":
        return None
    if not one.has_capital:
        return _lower(lezer, place)
    begin = one.text.split("-", 1)[0]  # 'TED-kousen' is no name, 'JANSEN' may be one
    if begin.isupper() and len(begin) > 1 and not _is_name_in_capitals(lezer, place):
        return None
    if tekst.starts_sentence(one.start):
        return _at_start(lezer, place)
    return _inside(lezer, place)


def _is_name_in_capitals(lezer: Lezer, place: int) -> bool:
    word = lezer.normal(place)
    return len(word) >= _SHORTEST_LOWER and lezer.is_voornaam(place) and not is_bekend(word)


def _is_often_a_name(lezer: Lezer, place: int) -> bool:
    return lezer.normal(place) in woorden("naam", "vaak")


def _acts(lezer: Lezer, end: int, *, articles: bool) -> bool:
    """Whether what ends here does something: 'Roos heeft', not 'Boos liep hij'."""
    if not lezer.is_werkwoord(end):
        return False
    after = lezer.normal(end + 1)
    turned = after in woorden("taal", "voornaamwoorden") - {"dat", "het", "er", "dit", "mevrouw"}
    articles_turn = not articles and after in woorden("taal", "lidwoorden")
    return not turned and not articles_turn


def _in_a_row(lezer: Lezer, end: int) -> bool:
    """Whether another name follows: 'Fatma en Yusuf', 'Joke, Lida en Ans'."""
    return lezer.normal(end) in ("en", ",", "of") and (
        lezer.has_capital(end + 1) and lezer.is_naam(end + 1)
    )


def _owns(lezer: Lezer, end: int) -> bool:
    """Whether "'s" or 'zijn broer' follows: 'Marie's man', 'Mehmet zijn broer'."""
    return lezer.normal(end) in ("'s", "'") or (
        lezer.normal(end) == "zijn" and not lezer.is_werkwoord(end + 1)
    )


def _at_start(lezer: Lezer, place: int) -> Naam | None:
    """A capital at the start of a sentence says nothing; the word and what follows must."""
    word = lezer.normal(place)
    end = max(lezer.lees(place), place + 1)
    ordinary, often = is_woord(word), _is_often_a_name(lezer, place)
    shows = _acts(lezer, end, articles=True) or _in_a_row(lezer, end) or _owns(lezer, end)
    longer = end - place > 1 and (lezer.is_naam(place) or not ordinary)
    if word in woorden("taal", "nooit") and not often:
        return None
    if lezer.is_voornaam(place) and len(word) >= _SHORTEST - 1:
        return _known_first(lezer, place, end, shows=shows, longer=longer)
    if lezer.is_achternaam(place) and not ordinary and len(word) >= _SHORTEST:
        return Naam(place, place, end, Level.DIRECT if shows else Level.MAYBE)
    if longer and not ordinary and not is_bekend(word):
        return Naam(place, place, end, Level.MAYBE)
    if _is_strange(lezer, place) and shows:
        return Naam(place, place, end, Level.MAYBE)
    return None


def _known_first(lezer: Lezer, place: int, end: int, *, shows: bool, longer: bool) -> Naam | None:
    word = lezer.normal(place)
    if not is_woord(word):
        return Naam(place, place, end)
    if longer and lezer.is_naam(end - 1) and not is_woord(lezer.normal(end - 1)):
        return Naam(place, place, end)
    if _is_often_a_name(lezer, place) and (shows or longer):
        return Naam(place, place, end)
    if (
        _acts(lezer, end, articles=False)
        and not lezer.is_werkwoord(place)
        and len(word) >= _SHORTEST
    ):
        return Naam(place, place, end, Level.MAYBE) if word in eigen_voornamen() else None
    return None


def _inside(lezer: Lezer, place: int) -> Naam | None:  # noqa: PLR0911 - each line is one reason
    """A capital inside a sentence says: this is somebody's or something's own name."""
    word, before = lezer.normal(place), lezer.normal(place - 1)
    end = max(lezer.lees(place), place + 1)
    ordinary = is_woord(word)
    article = before in woorden("taal", "lidwoorden") - {"zijn", "haar", "ons", "mijn"}
    if word in woorden("taal", "nooit") and not _is_often_a_name(lezer, place):
        return None
    if lezer.is_voornaam(place) and (not ordinary or _is_often_a_name(lezer, place)):
        return None if article and ordinary else Naam(place, place, end)
    if len(word) < _SHORTEST:
        return None
    if lezer.is_voornaam(place) and not article:
        return Naam(place, place, end, Level.MAYBE) if word in voornamen() else None
    if lezer.is_achternaam(place) and not ordinary and not article:
        return Naam(place, place, end)
    if lezer.is_achternaam(place) and before in woorden("naam", "voorzetsels"):
        return Naam(place, place, end, Level.MAYBE)
    if _is_strange(lezer, place) and not article:
        return Naam(place, place, end, Level.MAYBE, "[naam]")
    return None


def _is_strange(lezer: Lezer, place: int) -> bool:
    """Whether it is in no list at all, and could be said aloud."""
    one = lezer.woorden[place]
    inner = any(letter.isupper() for letter in one.text[1:])
    spoken = len(_VOWELS & set(one.normal)) > 0 and len(one.normal) > _SHORTEST
    return spoken and not inner and "-" not in one.text and not is_bekend(one.normal)


def _lower(lezer: Lezer, place: int) -> Naam | None:
    """'anneke belde', 'mohammed sliep': a first name that is no word."""
    word = lezer.normal(place)
    if len(word) < _SHORTEST_LOWER or word not in voornamen():
        return None
    if is_bekend(word):
        first = place == 0 or lezer.normal(place - 1) in (".", "\n")
        begins = first and _is_often_a_name(lezer, place) and lezer.is_werkwoord(place + 1)
        sure = begins and word not in woorden("taal", "nooit")
        return Naam(place, place, place + 1, Level.MAYBE) if sure else None
    if word in eigen_voornamen() or len(word) >= _SHORTEST_LISTED_LOWER:
        return Naam(place, place, place + 1, Level.MAYBE)
    near = lezer.is_werkwoord(place + 1) or lezer.is_werkwoord(place - 1)
    return Naam(place, place, place + 1, Level.MAYBE) if near else None
