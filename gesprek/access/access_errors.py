"""What the door refuses, each with a Dutch sentence that says what to do.

No sentence tells whether a name, key or code exists, and none holds what somebody typed, but for
the path of a certificate, which only the advisor sets and reads.
"""

from gesprek.domain.base import UserError
from gesprek.storage.store_errors import Corrupt


class RightMissing(UserError):
    """This visitor may not do this."""


class Refused(UserError):
    """A key, code, name or password is not right."""


class TooManyAttempts(UserError):
    """Too many attempts failed; ``seconden`` is how long to wait."""

    def __init__(self, seconden: int) -> None:
        minutes = -(-seconden // 60)
        wanneer = "één minuut" if minutes <= 1 else f"{minutes} minuten"
        super().__init__(f"Dit ging te vaak mis. Wacht {wanneer} en probeer het dan opnieuw.")
        self.seconden = seconden


class TooManyMails(UserError):
    """No mail to confirm an address is sent now; the sentence tells not to whom too many went."""

    def __init__(self) -> None:
        super().__init__(
            "Er zijn al een paar e-mails gestuurd. Kijk ook bij de ongewenste post. "
            "Niets gekomen? Probeer het morgen opnieuw."
        )


class UnknownReminder(UserError):
    """A link of a reminder is nobody's, or not any more; which of both nobody learns."""

    def __init__(self) -> None:
        super().__init__(
            "Deze link werkt niet of niet meer. Krijg je nog herinneringen? Gebruik dan de link "
            "in de nieuwste e-mail."
        )


class UnsuitablePassword(UserError):
    """A new password is too short, too long or too common."""


class InvalidSetting(UserError):
    """A setting cannot be like this."""


class InvalidCertificate(UserError):
    """The server cannot start with this certificate and key; the sentence names the file."""


class UnreadableSettings(UserError):
    """The settings are damaged or of a newer version: how open the server may be is not known."""


class DamagedSecret(Corrupt):
    """The secrets of the servers cannot be read: nobody can be known, or sign in."""

    message = (
        "Het geheim van deze server is beschadigd. Nu kan niemand zich aanmelden of verder werken. "
        "Wat al was opgeslagen, is er nog. Vraag de kwaliteitsadviseur om het geheim te "
        "herstellen. Hoe dat gaat, staat in docs/opslag.md."
    )


class ImpossibleDraft(UserError):
    """A draft cannot be kept."""


class ProviderFails(UserError):
    """The sign-in of the organisation does not work now, or not as it was set."""


class SetUpImpossible(UserError):
    """The link to set up is used, too old or made up."""
