"""An oefening as the store has it; apart, so that a server starts without the calendar."""

from dataclasses import dataclass

from gesprek.domain.oefening import Oefening


@dataclass(frozen=True)
class Bewaard:
    """An oefening with the version of its document."""

    oefening: Oefening
    version: int
