"""Text that people type: cleaned at the border, never cut off without a word."""

import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Final

from pydantic import AfterValidator, Field

from gesprek.domain.base import InvalidName, TextTooLong, Value
from gesprek.domain.odd_signs import INVISIBLE, ODD_BREAKS, ODD_SPACES, UNWANTED

MAX_NAAM: Final = 60
MAX_REGEL: Final = 300
MAX_TEKST: Final = 10_000

# The last two are no characters in XML, and so in a workbook or a drawing.
_SURROGATES: Final = re.compile("[\ud800-\udfff\ufffe\uffff]")
_BREAK: Final = re.compile(f"\r\n|[\r{ODD_BREAKS}]")
_RUN: Final = re.compile(f"(?<! ) *[{ODD_SPACES}{UNWANTED}][ {ODD_SPACES}{UNWANTED}]*")
_SPACE: Final = re.compile(f"[ {ODD_SPACES}]")
# The joiners have a meaning in emoji, and between letters that are written as one.
_JOINED: Final = (
    "\u0600-\u10ff\u1780-\u18af\u2190-\u21ff\u2600-\u27bf\u2b00-\u2bff\ufe0f\U0001f000-\U0001faff"
)
_MARKS: Final = (
    "\u0300-\u036f\u0483-\u0489\u0591-\u05c7\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f"
)
_JOINERS: Final = "\u200c\u200d"
_IDLE_JOINER: Final = re.compile(
    f"(?:^|[^{_JOINED}{_MARKS}{_JOINERS}])[{_MARKS}]*[{_JOINERS}][{_MARKS}{_JOINERS}]*"
    f"|[{_JOINERS}](?![{_MARKS}]*[{_JOINED}])"
)

# What could steer a terminal, or the reader of a log: there those marks of direction go too.
_STEERS: Final = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

# Text beyond this is refused by every field. Normalizing is quadratic in a run of combining marks:
# 100,000 of them took 5.7 s.
_MAX_NORMALIZED: Final = 2 * MAX_TEKST

_SHOWS: Final = re.compile(rf"[^\s{ODD_SPACES}{INVISIBLE}]")

# Names stand on buttons and in titles, where Streamlit reads Markdown, also after escaping.
_NOT_IN_A_NAME: Final = re.compile(r"[\\[\]<>*_`~:#|$!{}@/^=+\"]|www\.", re.IGNORECASE)


def clean(text: str) -> str:
    r"""Return text that every store and screen can hold, in Unicode form NFC, trimmed.

    Ends of a line become ``\n`` and spaces plain ones, whatever program they are of: without them
    two words would be one, and the guard would not know the name in it. Marks without width go; no
    second space comes where they were. A lone surrogate becomes U+FFFD, so that it is seen to be
    gone; text that shows nothing becomes empty. Text longer than any field may hold is not
    normalized.
    """
    text = _BREAK.sub("\n", _SURROGATES.sub("\ufffd", text))
    text = _RUN.sub(_plain_space, _IDLE_JOINER.sub(_without_joiners, text)).strip()
    if len(text) <= _MAX_NORMALIZED:
        text = unicodedata.normalize("NFC", text)
    return text if _SHOWS.search(text) else ""


def _without_joiners(idle: re.Match[str]) -> str:
    return re.sub(f"[{_JOINERS}]", "\u200b", idle.group())


def _plain_space(run: re.Match[str]) -> str:
    """Return one space inside a line; at its ends as many as there were, which may be an indent."""
    spaces, text = len(_SPACE.findall(run.group())), run.string
    before, after = text[max(0, run.start() - 1) : run.start()], text[run.end() : run.end() + 1]
    return " " * (min(spaces, 1) if before.strip() and after.strip() else spaces)


def clean_line(text: str) -> str:
    """Return ``clean(text)`` on one line."""
    return " ".join(clean(text).split())


def clean_limited(text: str, limit: int) -> str:
    """Return the cleaned text; raises TextTooLong where more than ``limit`` characters are left."""
    text = clean(text)
    if len(text) > limit:
        raise TextTooLong(
            f"Deze tekst is te lang: {_thousands(len(text))} tekens. "
            f"Maak hem korter dan {_thousands(limit)} tekens. Er is nog niets opgeslagen."
        )
    return text


def clean_name(text: str) -> str:
    """Return a name on one line; raises TextTooLong where it is longer than a name.

    Raises InvalidName where it holds signs that could come alive as a link, an image or a colour.
    """
    name = clean_limited(clean_line(text), MAX_NAAM)
    if _NOT_IN_A_NAME.search(name):
        raise InvalidName(
            "Gebruik in een naam alleen letters, cijfers, spaties, streepjes, punten en haakjes."
        )
    return name


def _thousands(number: int) -> str:
    return f"{number:,}".replace(",", ".")


NameText = Annotated[str, AfterValidator(clean_name)]
LineText = Annotated[str, AfterValidator(lambda text: clean_limited(clean_line(text), MAX_REGEL))]
LongText = Annotated[str, AfterValidator(lambda text: clean_limited(text, MAX_TEKST))]


def printable(tekst: str) -> str:
    """Return a text for a terminal or a log: with '?' for what could steer the one who shows it.

    Those are control characters, marks that turn the direction of writing, and halves of pairs;
    the end of a line and a tab stay.
    """
    return _STEERS.sub("?", tekst)


MAX_WORDS: Final = 300


class PrivacyWords(Value):
    """What the guard knows of this organisation.

    ``eigen`` are names of houses, places and teams, which tell where a client lives. ``blijven`` is
    what looks like a name and is none: products, authors, methods.
    """

    eigen: Annotated[tuple[str, ...], Field(max_length=MAX_WORDS)] = ()
    blijven: Annotated[tuple[str, ...], Field(max_length=MAX_WORDS)] = ()


def read_lines(text: str) -> tuple[str, ...]:
    """Return the words of a text with one a line: cleaned, each once, in order.

    Raises TextTooLong where a line is longer than a name, or there are too many.
    """
    found = (clean_limited(clean_line(line), MAX_NAAM) for line in text.splitlines())
    lines = tuple(dict.fromkeys(line for line in found if line))
    if len(lines) > MAX_WORDS:
        raise TextTooLong(f"Dit zijn te veel regels. Houd het bij {MAX_WORDS}.")
    return lines


def enumerated(words: Sequence[str]) -> str:
    """Return words as 'a, b en c'."""
    if len(words) <= 1:
        return "".join(words)
    return f"{', '.join(words[:-1])} en {words[-1]}"


def of_number(count: object, one: str, more: str) -> str:
    """Return the word that goes with a number: one for 1, the other for every other number."""
    return one if str(count) == "1" else more
