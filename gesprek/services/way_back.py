"""The way back: the page or paper that somebody asked for before they signed in.

Anybody can have written it, and programs for mail change addresses on the way: they add what they
count with, encode what was encoded, and take the end of a sentence along. So an address is built
anew from the parts of it that we know, and nothing else can ever be a place to go to.
"""

import re
from collections.abc import Iterator
from typing import Final
from urllib.parse import parse_qsl, quote, unquote

from gesprek.access.join_codes import UnreadableCode, read_code
from gesprek.services import paths

WANTED: Final = "naar"
"""The field with the way back in the addresses of the pages to sign in."""
_LONGEST: Final = 8_000
_ENCODED: Final = 3
"""How many times at most one address is encoded."""
_PAGE: Final = re.compile(r"/[a-z0-9-]{1,40}")
_FILE: Final = re.compile(rf"({paths.PAPER}|{paths.FIGURES})/[a-z-]{{1,40}}\.[a-z]{{3,4}}")
_CODE: Final = re.compile(rf"{paths.JOIN}/([^/]{{1,50}})", re.IGNORECASE)
_NO_PAGES: Final = frozenset(one for one in vars(paths).values() if isinstance(one, str))
_BETWEEN: Final = re.compile("[?&;]")
SENTENCE: Final = ".,:;!?)]}>'\"’”»"
"""What a sentence or a bracket leaves behind an address."""
_BEHIND: Final = f"{SENTENCE} *+_"  # mark-up too
_OF_A_PAGE: Final = frozenset({"o", "t", "terug"})
_OF_A_FILE: Final = frozenset({"o", "vorm", "mensen", "minuten", "van", "tot", "plaats"})
_VALUE: Final = re.compile("[A-Za-z0-9][A-Za-z0-9_-]{0,79}")


def way_back(asked: str) -> str:
    """Return the address of a page or paper of ours within this server; empty for any other.

    Args:
        asked: a path with what comes behind the question mark, as it came in.
    """
    path, query = _parts(asked)
    place = path.rstrip(_BEHIND + "/")
    code = _CODE.fullmatch(place)
    if code:
        return _joined(code[1])
    if len(asked) > _LONGEST or not place.isascii():
        return ""
    place = place.lower()  # only now: some signs of other alphabets become ASCII by it
    if _FILE.fullmatch(place):
        return _with_fields(place, query, _OF_A_FILE)
    is_page = _PAGE.fullmatch(place) and place not in _NO_PAGES
    return _with_fields(place, query, _OF_A_PAGE) if is_page else ""


def mended(path: str, query: str) -> str:
    """Return the address of a page that was meant, where Streamlit would read another one.

    Empty where it reads the same, or where this is no address of a page.
    """
    meant = way_back(f"{path}?{query}")
    place, _, fields = meant.partition("?")
    read = [one for one in parse_qsl(query, keep_blank_values=True) if one[0] in _OF_A_PAGE]
    return "" if (place, parse_qsl(fields)) == (path, read) else meant


def with_way_back(address: str, wanted: str) -> str:
    """Return an address of the pages to sign in that keeps the way back; empty: there is none."""
    return f"{address}?{WANTED}={quote(wanted, safe='')}" if wanted else address


def is_about(wanted: str, oefening: str) -> bool:
    """Return whether a way back is to something of this oefening."""
    return ("o", oefening) in _fields(wanted.partition("?")[2])


def _parts(asked: str) -> tuple[str, str]:
    """Return the path, in no code, and what comes behind it."""
    path, query = asked, ""
    for _ in range(_ENCODED + 1):
        path, *more = _BETWEEN.split(path, maxsplit=1)
        query = "&".join([*more, query])
        path = unquote(path)
    return path, query


def _joined(typed: str) -> str:
    try:
        return paths.join_path(read_code(typed))
    except UnreadableCode:
        return ""


def _with_fields(place: str, query: str, known: frozenset[str]) -> str:
    """Return the address with the fields that it knows, the first of a name; empty: one is odd."""
    kept: dict[str, str] = {}
    for name, value in _fields(query):
        if name in known:
            kept.setdefault(name, value.rstrip(_BEHIND))
    if not all(map(_VALUE.fullmatch, kept.values())):
        return ""
    return place + "?" * bool(kept) + "&".join(f"{name}={value}" for name, value in kept.items())


def _fields(query: str, depth: int = _ENCODED) -> Iterator[tuple[str, str]]:
    """Yield each name with its value. What stands encoded within the value of one is never two."""
    for part in _BETWEEN.split(query):
        name, equals, value = part.partition("=")
        if equals:
            yield _decoded(name).lower(), _decoded(value)
        elif depth and "%" in part:
            yield from _fields(unquote(part), depth - 1)


def _decoded(text: str) -> str:
    for _ in range(_ENCODED):
        text = unquote(text)
    return text
