"""What the organisation does about what teams need: its answers, as they change and end."""

from collections.abc import Iterable
from datetime import date
from typing import Annotated, Final

from pydantic import AfterValidator

from gesprek.domain.base import TextMissing, UserError, Value
from gesprek.domain.dates import Day, Span
from gesprek.domain.text import clean_limited
from gesprek.domain.themas import Behoefte

MAX_ANTWOORD: Final = 600
"""Characters: teams read it while they prepare a practice."""


class AnswerChanged(UserError):
    """Somebody else changed or ended this answer since it was looked at; nothing is stored."""

    def __init__(self) -> None:
        super().__init__(
            "Iemand anders heeft dit antwoord net veranderd. Er is nog niets opgeslagen. "
            "Lees eerst wat er nu staat."
        )


class Antwoord(Value):
    """One answer of the organisation, to one need.

    Attributes:
        sinds: the day on which it was first given.
        gewijzigd: when its text was last changed; None: never.
        gestopt: when it ended; None: it is current.
    """

    behoefte: Behoefte
    tekst: Annotated[str, AfterValidator(lambda text: clean_limited(text, MAX_ANTWOORD))]
    sinds: Day
    gewijzigd: Day | None = None
    gestopt: Day | None = None


class Antwoorden(Value):
    """All answers by their ids; of each need at most one is current."""

    antwoorden: dict[str, Antwoord] = {}

    def current_key(self, behoefte: Behoefte) -> str | None:
        """Return the id of the answer to a need that is current."""
        found = (key for key, one in self.antwoorden.items() if _is_current(one, behoefte))
        return next(found, None)

    def current(self, behoefte: Behoefte) -> Antwoord | None:
        """Return the answer to a need that is current."""
        key = self.current_key(behoefte)
        return self.antwoorden[key] if key else None

    def text(self, behoefte: Behoefte) -> str:
        """Return the text of the current answer to a need; empty where there is none."""
        found = self.current(behoefte)
        return found.tekst if found else ""

    @property
    def newest_first(self) -> tuple[Antwoord, ...]:
        """The current answers; what was given or changed last comes first."""
        found = [one for need in Behoefte if (one := self.current(need))]
        return tuple(sorted(found, key=lambda one: one.gewijzigd or one.sinds, reverse=True))

    @property
    def ended(self) -> dict[str, Antwoord]:
        """The answers that ended, by their ids; the last one first."""
        found = [(key, one) for key, one in self.antwoorden.items() if one.gestopt]
        return dict(sorted(found, key=lambda one: one[1].gestopt or date.min, reverse=True))


def _is_current(one: Antwoord, behoefte: Behoefte) -> bool:
    return one.behoefte is behoefte and one.gestopt is None


def answer(
    known: Antwoorden, key: str, given: tuple[Behoefte, str], seen: str, today: date
) -> Antwoorden:
    """Return the answers with this text as the answer to a need.

    Args:
        known: all answers.
        key: the id of the answer, if it is a new one.
        given: the need and the text.
        seen: the text that the writer saw as the current one; empty: none.
        today: the day of writing.

    Raises:
        TextMissing: the text is empty. TextTooLong: it is too long.
        AnswerChanged: the current text is another one than the writer saw.
    """
    behoefte, tekst = given
    tekst = clean_limited(tekst, MAX_ANTWOORD)
    if not tekst:
        raise TextMissing("Schrijf eerst op wat de organisatie doet.")
    now = known.text(behoefte)
    if now == tekst:
        return known
    if now != seen:
        raise AnswerChanged
    own = known.current_key(behoefte)
    if own is None:
        return _with(known, key, Antwoord(behoefte=behoefte, tekst=tekst, sinds=today))
    return _with(known, own, known.antwoorden[own].changed(tekst=tekst, gewijzigd=today))


def stop(known: Antwoorden, behoefte: Behoefte, seen: str, today: date) -> Antwoorden:
    """Return the answers with the current one to a need ended; harmless where there is none.

    Raises AnswerChanged where its text is another one than was ``seen``.
    """
    own = known.current_key(behoefte)
    if own is None:
        return known
    if known.text(behoefte) != seen:
        raise AnswerChanged
    return _with(known, own, known.antwoorden[own].changed(gestopt=today))


def go_on(known: Antwoorden, key: str) -> Antwoorden:
    """Return the answers with one that ended current again; harmless where it did not end.

    Raises AnswerChanged where it is gone, or where its need has another answer by now.
    """
    one = known.antwoorden.get(key)
    if one is None or (one.gestopt and known.current_key(one.behoefte)):
        raise AnswerChanged
    return _with(known, key, one.changed(gestopt=None))


def remove(known: Antwoorden, key: str) -> Antwoorden:
    """Return the answers without one that ended; raises AnswerChanged where it is current."""
    if key in known.antwoorden and not known.antwoorden[key].gestopt:
        raise AnswerChanged
    left = {name: one for name, one in known.antwoorden.items() if name != key}
    return known.changed(antwoorden=left)


def given_in(known: Iterable[Antwoord], period: Span, *, is_last: bool) -> tuple[Antwoord, ...]:
    """Return the answers that belong to a period, the oldest first.

    Figures of a period come out in the quarter after it, so an answer to them that is given in that
    quarter belongs to it too; to the last period that is known each later one. An answer that ended
    before the period does not.
    """
    begin, end = period.eerst.later(-1).last_day, period.laatst.later(1).last_day
    found = (
        one
        for one in known
        if (is_last or one.sinds <= end) and (one.gestopt is None or one.gestopt > begin)
    )
    return tuple(sorted(found, key=lambda one: one.sinds))


def _with(known: Antwoorden, key: str, one: Antwoord) -> Antwoorden:
    return known.changed(antwoorden={**known.antwoorden, key: one})
