"""Moments of a round that somebody wants to come back to in step 6: add, order, take further.

Source: feedback works best tied to behaviour that was really seen; the time says when. A moment is
never a score, and everything about it can be left out.
"""

from collections.abc import Mapping
from datetime import datetime
from typing import Final, NamedTuple

from gesprek.domain.base import ImpossibleRonde, TextMissing
from gesprek.domain.gesprek import Gesprek, Markering
from gesprek.domain.oefening import Oefening
from gesprek.domain.progress import may_lead
from gesprek.domain.terugblik import Feedback, Feedbacksoort, Terugblik, add_feedback
from gesprek.domain.werkvormen import Rol

ONE_BREATH: Final = 1
"""Seconds of play in which a second tap of the same writer means the same moment [K]."""
WATCHING: Final = frozenset({Rol.OBSERVANT, Rol.BEGELEIDER})
"""The roles that watch the play, and so mark moments in it."""


class Gemarkeerd(NamedTuple):
    """A markering with its id and the number of its round, the first being 1."""

    id: str
    ronde: int
    markering: Markering

    @property
    def tijd(self) -> str:
        """The time in the round, as on its clock: 102 seconds → 1:42."""
        return f"{self.markering.seconde // 60}:{self.markering.seconde % 60:02}"


def may_mark(oefening: Oefening, persoon: str | None) -> bool:
    """Return whether this person marks moments on an own device; None or empty: a device of all.

    Who watches does, and where nobody watches, who leads.
    """
    if persoon and WATCHING.intersection(oefening.rollen.values()):
        return oefening.rollen.get(persoon) in WATCHING
    return may_lead(oefening, persoon)


def add_markering(gesprek: Gesprek, key: str, van: str, now: datetime) -> Gesprek:
    """Return the gesprek with this moment of the running round marked.

    A second tap in one breath, by the same writer, changes nothing; in a time-out the play stands
    still, so all taps there are one. Raises ImpossibleRonde where no round runs.
    """
    if gesprek.running is None:
        raise ImpossibleRonde("Er loopt geen ronde. Start eerst een ronde.")
    seconde = int(gesprek.rondes[gesprek.running].elapsed(now).total_seconds())
    made = Markering(ronde=gesprek.running, seconde=seconde, van=van)
    if any(_is_same(made, one) for one in gesprek.markeringen.values()):
        return gesprek
    return gesprek.changed(markeringen={**gesprek.markeringen, key: made})


def _is_same(made: Markering, one: Markering) -> bool:
    is_same_writer = (made.ronde, made.van) == (one.ronde, one.van)
    return is_same_writer and 0 <= made.seconde - one.seconde <= ONE_BREATH


def moments(gesprek: Gesprek) -> tuple[Gemarkeerd, ...]:
    """Return the moments in the order of the play, those of a round that is gone left out."""
    numbers = {key: number for number, key in enumerate(sorted(gesprek.rondes), start=1)}
    found = [
        Gemarkeerd(key, numbers[one.ronde], one)
        for key, one in gesprek.markeringen.items()
        if one.ronde in numbers
    ]
    return tuple(sorted(found, key=lambda one: (one.ronde, one.markering.seconde, one.id)))


def moments_of(gesprek: Gesprek, van: str) -> tuple[Gemarkeerd, ...]:
    """Return the moments of one writer, in order; empty: those of the devices of all."""
    return tuple(one for one in moments(gesprek) if one.markering.van == van)


def latest_of(gesprek: Gesprek, van: str) -> Gemarkeerd | None:
    """Return what this writer marked last in the last round, or None."""
    last = len(gesprek.rondes)
    mine = (one for one in moments_of(gesprek, van) if one.ronde == last)
    return max(mine, key=lambda one: one.id, default=None)


def writers_of(gesprek: Gesprek, rollen: Mapping[str, Rol]) -> tuple[str, ...]:
    """Return who marked moments, in the order of ``rollen``; first the devices of all, as empty."""
    found = {one.markering.van for one in moments(gesprek)}
    order = ["", *rollen]
    return tuple(van for van in (*order, *sorted(found.difference(order))) if van in found)


def feedback_of(terugblik: Terugblik, key: str) -> Feedback | None:
    """Return the top or tip that was made of a moment, or None."""
    return next((one for one in terugblik.feedback.values() if one.bij_markering == key), None)


def make_feedback(
    terugblik: Terugblik, moment: Gemarkeerd, soort: Feedbacksoort, feedback_id: str
) -> Terugblik:
    """Return the terugblik with a top or tip of this moment, in the words of its writer.

    Where there is one already, nothing changes. Raises TextMissing for a moment without a word.
    """
    markering = moment.markering
    if feedback_of(terugblik, moment.id):
        return terugblik
    if not markering.tekst:
        raise TextMissing("Schrijf eerst een woord bij dit moment.")
    made = Feedback(soort=soort, tekst=markering.tekst, van=markering.van, bij_markering=moment.id)
    return add_feedback(terugblik, feedback_id, made)
