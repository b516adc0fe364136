"""Step 5: rounds with their time, and what was seen in them."""

from datetime import datetime, timedelta
from enum import StrEnum
from typing import Annotated, Final

from pydantic import Field

from gesprek.domain.base import ImpossibleRonde, Value
from gesprek.domain.dates import Moment
from gesprek.domain.text import LineText, LongText
from gesprek.domain.themas import Gespreksstap, Observatiepunt

SHORTEST_ROUND: Final = 1
LONGEST_ROUND: Final = 30
BEST_ROUND: Final = 5
"""Minutes; a round of play is best at most so long (domain, 'Time'). It informs, never locks."""


class TimeOut(Value):
    """A short stop that everyone may call."""

    started: Moment
    stopped: Moment | None = None


class Ronde(Value):
    """One time through the conversation, or through a fragment of it (a herkansing)."""

    started: Moment
    stopped: Moment | None = None
    time_outs: dict[str, TimeOut] = {}
    herkansing: bool = False
    fragment: LineText = ""
    notitie: LongText = ""

    @property
    def running_time_out(self) -> str | None:
        """The id of the time-out that has not ended, or None."""
        return next((key for key, value in self.time_outs.items() if value.stopped is None), None)

    def elapsed(self, now: datetime) -> timedelta:
        """Return the time played until ``now``, time-outs left out; never negative."""
        end = self.stopped or now
        return max(end - self.started - self._paused(end), timedelta())

    def _paused(self, end: datetime) -> timedelta:
        """Return the time in time-outs until ``end``; what two of them share counts once."""
        paused, counted_until = timedelta(), self.started
        for time_out in sorted(self.time_outs.values(), key=lambda one: one.started):
            begin = max(time_out.started, counted_until)
            counted_until = max(min(time_out.stopped or end, end), begin)
            paused += counted_until - begin
        return paused


class Gezien(StrEnum):
    """What an observer marks beside a behaviour; never a score."""

    GEZIEN = "gezien"
    NIET_GEZIEN = "niet_gezien"
    NVT = "nvt"


class Observatie(Value):
    """One line of the observation list."""

    gezien: Gezien | None = None
    citaat: LineText = ""


class Gesprek(Value):
    """All of step 5; ``rondes`` maps sortable ids to rounds.

    ``observaties`` is the list that a team fills in together on one device, ``kijklijsten`` those
    of observers on their own: deelnemer id → list. ``ronde_minuten`` is where the clock says that
    it is time to round off.
    """

    rondes: dict[str, Ronde] = {}
    kaarten: dict[Gespreksstap, bool] = {}
    observaties: dict[Observatiepunt, Observatie] = {}
    kijklijsten: dict[str, dict[Observatiepunt, Observatie]] = {}
    ronde_minuten: Annotated[int, Field(ge=SHORTEST_ROUND, le=LONGEST_ROUND)] = BEST_ROUND
    uit_de_rol: bool = False

    @property
    def running(self) -> str | None:
        """The id of the round that has not stopped, or None."""
        return next((key for key, ronde in self.rondes.items() if ronde.stopped is None), None)

    @property
    def finished(self) -> tuple[Ronde, ...]:
        """The rounds that have stopped, oldest first."""
        return tuple(self.rondes[key] for key in sorted(self.rondes) if self.rondes[key].stopped)

    @property
    def last_stopped(self) -> datetime | None:
        """When the last round stopped, or None."""
        return max((ronde.stopped for ronde in self.finished if ronde.stopped), default=None)


def next_ronde(gesprek: Gesprek) -> str:
    """Return the id of the next round: its number.

    So two devices that start a round at the same moment claim the same id, and one is refused.
    """
    return f"r{len(gesprek.rondes) + 1:03}"


def next_time_out(gesprek: Gesprek) -> str:
    """Return the id of the next time-out in the running round, by the same reasoning."""
    ronde = gesprek.rondes.get(gesprek.running or "")
    return f"t{len(ronde.time_outs) + 1 if ronde else 1:03}"


def start_ronde(gesprek: Gesprek, ronde_id: str, now: datetime, *, fragment: str = "") -> Gesprek:
    """Return the gesprek with a new round running; every later one is a herkansing.

    Raises:
        ImpossibleRonde: a round is running already.
    """
    if gesprek.running:
        raise ImpossibleRonde("Er loopt al een ronde. Stop die eerst.")
    ronde = Ronde(started=now, herkansing=bool(gesprek.rondes), fragment=fragment)
    return gesprek.changed(rondes={**gesprek.rondes, ronde_id: ronde}, uit_de_rol=False)


def stop_ronde(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the running round, and its time-out, stopped.

    Raises:
        ImpossibleRonde: no round is running.
    """
    key, ronde = _running(gesprek)
    if ronde.running_time_out:
        ronde = _stop_time_out(ronde, now)
    return _with_ronde(gesprek, key, ronde.changed(stopped=max(now, ronde.started)))


def resume_ronde(gesprek: Gesprek) -> Gesprek:
    """Return the gesprek with the last round running again, as if it had not been stopped.

    Raises:
        ImpossibleRonde: there is no stopped round, or one is running.
    """
    if gesprek.running or not gesprek.rondes:
        raise ImpossibleRonde("Er is geen ronde om verder te spelen. Start een nieuwe ronde.")
    key = max(gesprek.rondes)
    return _with_ronde(gesprek, key, gesprek.rondes[key].changed(stopped=None)).changed(
        uit_de_rol=False
    )


def call_time_out(gesprek: Gesprek, time_out_id: str, now: datetime) -> Gesprek:
    """Return the gesprek with the running round paused; calling twice changes nothing.

    Raises:
        ImpossibleRonde: no round is running.
    """
    key, ronde = _running(gesprek)
    if ronde.running_time_out:
        return gesprek
    paused = ronde.changed(time_outs={**ronde.time_outs, time_out_id: TimeOut(started=now)})
    return _with_ronde(gesprek, key, paused)


def end_time_out(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the play going on; without a time-out nothing changes.

    Raises:
        ImpossibleRonde: no round is running.
    """
    key, ronde = _running(gesprek)
    if not ronde.running_time_out:
        return gesprek
    return _with_ronde(gesprek, key, _stop_time_out(ronde, now))


def change_ronde_minuten(gesprek: Gesprek, minutes: int) -> Gesprek:
    """Return the gesprek with the clock saying so many minutes later or earlier that it is time.

    Args:
        gesprek: all of step 5.
        minutes: how many later; negative: earlier. It stays between 1 and 30.
    """
    wanted = gesprek.ronde_minuten + minutes
    return gesprek.changed(ronde_minuten=min(max(wanted, SHORTEST_ROUND), LONGEST_ROUND))


def _running(gesprek: Gesprek) -> tuple[str, Ronde]:
    key = gesprek.running
    if key is None:
        raise ImpossibleRonde("Er loopt geen ronde. Start eerst een ronde.")
    return key, gesprek.rondes[key]


def _stop_time_out(ronde: Ronde, now: datetime) -> Ronde:
    key = ronde.running_time_out
    if key is None:
        return ronde
    time_out = ronde.time_outs[key]
    stopped = time_out.changed(stopped=max(now, time_out.started))
    return ronde.changed(time_outs={**ronde.time_outs, key: stopped})


def _with_ronde(gesprek: Gesprek, key: str, ronde: Ronde) -> Gesprek:
    return gesprek.changed(rondes={**gesprek.rondes, key: ronde})
