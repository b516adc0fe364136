"""What the store refuses or cannot do, each with a Dutch sentence that says what to do.

No error holds text that a user typed, except ``FieldConflict``, which carries both values beside
its sentence so that the screen can show them.
"""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import Any, ClassVar

from gesprek.domain.base import UserError


class StoreError(UserError):
    """The base of every error of the store; ``sentence`` may be shown as it is."""

    message: ClassVar[str] = "Er ging iets mis bij het opslaan. Probeer het opnieuw."

    def __init__(self) -> None:
        super().__init__(self.message)


class NotFound(StoreError):
    """No document has this key, or the id cannot be one."""

    message = "Dit is er niet of niet meer. Ga terug naar de startpagina en kies opnieuw."


class AlreadyExists(StoreError):
    """A new document has the key of one that is there."""

    message = "Dit bestaat al. Laad de pagina opnieuw."


class FieldConflict(StoreError):
    """Somebody else changed the same field since; nothing was changed.

    ``conflicts`` is path → (the value offered, the value stored); None where a side has no value.
    """

    message = "Een collega veranderde dit ook. Bekijk allebei en kies wat blijft staan."

    def __init__(self, conflicts: Mapping[tuple[str, ...], tuple[Any, Any]]) -> None:
        super().__init__()
        self.conflicts = conflicts


class Busy(StoreError):
    """Somebody else held the document longer than the time limit; nothing was changed."""

    message = "De opslag is even bezet. Wacht een paar tellen en probeer het opnieuw."


class StoreFull(StoreError):
    """The disk, the quota or the file-size limit is full; nothing was changed."""

    message = (
        "Er is geen ruimte meer op de schijf. Dit is niet opgeslagen. "
        "Vraag de kwaliteitsadviseur om ruimte te maken en probeer het opnieuw."
    )


class Damage(StrEnum):
    """What is wrong with a damaged file, in words that quote nothing of it."""

    EMPTY = "leeg"
    ZEROED = "alleen nullen"
    NOT_UTF8 = "geen hele UTF-8"
    NOT_JSON = "geen hele JSON"
    SHAPE = "een andere vorm"
    INCOMPLETE = "er ontbreekt iets"


class Corrupt(StoreError):
    """A document is there and cannot be read; ``damage`` is None where nobody saw its content."""

    message = (
        "Dit is beschadigd en niet te lezen. Vraag de kwaliteitsadviseur om hulp. "
        "Al het andere werkt nog gewoon."
    )

    def __init__(self, damage: Damage | None = None) -> None:
        super().__init__()
        self.damage = damage


class SchemaTooNew(StoreError):
    """A newer version of the program wrote this document; this one leaves it alone."""

    message = (
        "Dit is opgeslagen met een nieuwere versie van Gesprekstool. "
        "Vraag de kwaliteitsadviseur om het programma bij te werken."
    )


class OutcomeUnknown(StoreError):
    """The change is visible, but whether it would survive a power cut is not known."""

    message = (
        "Het is niet zeker of dit is opgeslagen. "
        "Laad de pagina opnieuw en kijk of je wijziging er staat."
    )


class InvalidDocument(StoreError):
    """A value that the store cannot keep exactly: no JSON, a NUL, too large or too deep."""

    message = (
        "Dit kan niet worden opgeslagen. Haal vreemde tekens weg of maak de tekst korter, "
        "en probeer het opnieuw."
    )


class RefusedText(StoreError):
    """A text holds what is never stored, whatever somebody says; nothing was changed."""

    message = "Hier staat iets in dat we nooit bewaren. Haal het weg en probeer het opnieuw."
    _WORDS: ClassVar[Mapping[str, str]] = {
        "BSN": "een BSN (burgerservicenummer)",
        "EMAIL": "een e-mailadres",
        "IBAN": "een rekeningnummer",
        "PHONE": "een telefoonnummer",
    }

    def __init__(self, labels: Sequence[str]) -> None:
        UserError.__init__(
            self,
            f"Hier staat {' en '.join(self._WORDS[one] for one in labels)} in. Dat bewaren we "
            "nooit. Haal het weg, dan wordt je tekst opgeslagen.",
        )


class Unusable(StoreError):
    """The folder cannot be read or written: rights, a disk that fails, a wrong address."""

    message = (
        "De map van de opslag is niet te gebruiken. Vraag de kwaliteitsadviseur om te kijken "
        "of de map bestaat en of dit programma erin mag schrijven."
    )


class NetworkFolder(Unusable):
    """The folder lies on another computer: locks and fsync cannot be relied on there."""

    message = (
        "De map van de opslag staat op een netwerkschijf. Daar kan tekst verloren gaan. "
        "Kies een map op de schijf van deze computer en start opnieuw."
    )


class CloudFolder(Unusable):
    """The folder is copied to the cloud: that moves files about, and takes case text along."""

    message = (
        "De map van de opslag staat in een map die naar internet kopieert, zoals OneDrive of "
        "Dropbox. Daar kan tekst verloren gaan of uitlekken. "
        "Kies een gewone map op deze computer en start opnieuw."
    )


class NoDatabase(Unusable):
    """The database does not answer, or refuses: an address, a password, a server that is away."""

    message = (
        "De database van de opslag is nu niet te gebruiken. Wat je zag, is niet veranderd. "
        "Probeer het over een halve minuut opnieuw. Blijft het zo, vraag dan de beheerder van "
        "de server om te kijken of de database aanstaat en of GESPREK_OPSLAG klopt."
    )


class UnsafeDatabase(Unusable):
    """The database is set so that it could lose what it acknowledged, or change text."""

    message = (
        "De database van de opslag is onveilig ingesteld. Daar kan tekst verloren gaan. "
        "Zet fsync en synchronous_commit aan, gebruik UTF8 als codering en start opnieuw."
    )


class NoDriver(Unusable):
    """The packages for PostgreSQL are not installed."""

    message = (
        "De pakketten voor PostgreSQL ontbreken. Start met start.py, of installeer ze met "
        "`pip install --require-hashes -r requirements-postgres.lock`."
    )


MAY_PASS = (Busy, OutcomeUnknown, StoreFull, Unusable)
"""What may be well again when the same is tried a moment later."""
