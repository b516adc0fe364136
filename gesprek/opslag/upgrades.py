"""How what an older program stored becomes what this one reads; the file follows at its next save.

A step takes the JSON of one schema to the next. It is never changed afterwards: back-ups of that
time need it too.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType
from typing import Any, Final

SCHEMA: Final = 3
Step = Callable[[dict[str, Any]], dict[str, Any]]


def _add_created(stored: dict[str, Any]) -> dict[str, Any]:
    """Schema 2 tells when a document was made, so that a draft cannot live on by being saved.

    Of an older one the last change is what is known.
    """
    return {**stored, "created": stored["saved"]}


def _unchanged(stored: dict[str, Any]) -> dict[str, Any]:
    """Schema 3 lets an oefening hold who leads, and what several devices write side by side.

    Nothing of an older one changes; an older program could not read a newer one.
    """
    return stored


STEPS: Final[Mapping[int, Step]] = MappingProxyType({1: _add_created, 2: _unchanged})


def upgrade(stored: dict[str, Any]) -> dict[str, Any]:
    """Return the stored envelope in the present schema.

    Raises:
        KeyError, TypeError: something that its schema demands misses.
    """
    while stored["schema"] < SCHEMA:
        schema = stored["schema"]
        stored = {**STEPS[schema](stored), "schema": schema + 1}
    return stored
