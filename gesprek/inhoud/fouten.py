"""What can be wrong with the texts, said in Dutch with the file, the key and the reason."""

from collections.abc import Iterable
from typing import Final, NamedTuple, Self

from gesprek.domein.tekst import clean_line

_MAX_NAME: Final = 120


class Probleem(NamedTuple):
    """One thing that is wrong with a text file; ``sleutel`` is empty for the file as a whole."""

    bestand: str
    sleutel: str
    reden: str

    @classmethod
    def of(cls, bestand: str, sleutel: str, reden: str) -> Self:
        """Return the problem with names that every screen and log can hold."""
        return cls(clean_line(bestand)[:_MAX_NAME], clean_line(sleutel)[:_MAX_NAME], reden)

    def __str__(self) -> str:
        where = f"{self.bestand}, {self.sleutel}" if self.sleutel else self.bestand
        return f"{where}: {self.reden}"


class Inhoudfout(Exception):
    """The shipped texts are not whole; ``problemen`` names everything that is wrong."""

    def __init__(self, problemen: Iterable[Probleem]) -> None:
        self.problemen = tuple(sorted(set(problemen)))
        lines = "\n".join(f"- {probleem}" for probleem in self.problemen)
        super().__init__(f"De teksten van de app kloppen niet. Herstel dit:\n{lines}")
