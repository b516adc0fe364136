"""What the domain refuses, each with a Dutch sentence that says what to do."""


class Gespreksfout(Exception):
    """The team asked for something the rules do not allow.

    ``zin`` is shown on screen as it stands: it holds no text that a user typed.
    """

    def __init__(self, zin: str) -> None:
        super().__init__(zin)
        self.zin = zin


class TekstTeLang(Gespreksfout):
    """A field holds more characters than the store accepts."""


class TekstOntbreekt(Gespreksfout):
    """A field that must be filled is empty."""


class NaamOngeldig(Gespreksfout):
    """A name holds signs that do not belong in one."""


class RolverdelingOngeldig(Gespreksfout):
    """The roles break a rule of the form."""


class LeidingOngeldig(Gespreksfout):
    """This person cannot lead the group."""


class StapNietBereikbaar(Gespreksfout):
    """An earlier step still lacks something."""


class RondeOnmogelijk(Gespreksfout):
    """A round cannot start, pause or stop in this state."""


class VervolgOnmogelijk(Gespreksfout):
    """The follow-up cannot go to this state."""


class TermijnOngeldig(Gespreksfout):
    """A term would become longer than it was."""


class MomentOnmogelijk(Gespreksfout):
    """A date or time lies where it cannot."""
