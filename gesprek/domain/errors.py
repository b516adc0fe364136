"""What the domain refuses, each with a Dutch sentence that says what to do."""


class UserError(Exception):
    """The team asked for something the rules do not allow.

    ``zin`` is shown on screen as it stands: it holds no text that a user typed.
    """

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


class TextTooLong(UserError):
    """A field holds more characters than the store accepts."""


class TextMissing(UserError):
    """A field that must be filled is empty."""


class InvalidName(UserError):
    """A name holds signs that do not belong in one."""


class InvalidRolverdeling(UserError):
    """The roles break a rule of the form."""


class InvalidLeader(UserError):
    """This person cannot lead the group."""


class StapOutOfReach(UserError):
    """An earlier step still lacks something."""


class ImpossibleRonde(UserError):
    """A round cannot start, pause or stop in this state."""


class ImpossibleVervolg(UserError):
    """The follow-up cannot go to this state."""


class InvalidTerm(UserError):
    """A term would become longer than it was."""


class ImpossibleMoment(UserError):
    """A date or time lies where it cannot."""
