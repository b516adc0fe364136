"""The short texts of the screens: ``[page]`` tables with one text per key, and their gaps."""

import re
from typing import Final

from gesprek.inhoud.soorten import Lang, Slug

Scherm = dict[Slug, dict[Slug, Lang]]

_GAP: Final = re.compile(r"\{([a-z_]+)\}")


def gaps(text: str) -> frozenset[str]:
    """Return the names between braces that the program fills in."""
    return frozenset(_GAP.findall(text))


def fill_in(text: str, values: dict[str, object]) -> str:
    """Return the text with each gap filled, in one pass: a value with braces stays as it is.

    Raises:
        KeyError: a gap has no value, or a value has no gap.
    """
    if gaps(text) != values.keys():
        raise KeyError(*sorted(gaps(text) ^ values.keys()))
    return _GAP.sub(lambda gap: str(values[gap[1]]), text)
