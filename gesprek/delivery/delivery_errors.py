"""What can be wrong with bringing a message."""

from gesprek.domain.reminders import Bezorgfout


class DeliveryFailed(Exception):
    """The message was not accepted; it holds no word of what the other side said."""

    def __init__(self, fout: Bezorgfout) -> None:
        super().__init__(fout.value)
        self.fout = fout


class DeliveryUncertain(Exception):
    """All of it was sent and no answer came: it may have arrived."""
