"""Step 5: rounds with their time, the cards of voorbespreken, and what was seen.

In voorbespreken the companion tool comes one card at a time; all cards make one round. A change
that the rounds do not allow in their state raises ImpossibleRonde.
"""

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

KAARTEN: Final = tuple(Gespreksstap)


class TimeOut(Value):
    """A short stop that everyone may call."""

    started: Moment
    stopped: Moment | None = None


class Gezien(StrEnum):
    """What an observer marks beside a behaviour; never a score."""

    GEZIEN = "gezien"
    NIET_GEZIEN = "niet_gezien"
    NVT = "nvt"


class Observatie(Value):
    """One line of the observation list."""

    gezien: Gezien | None = None
    citaat: LineText = ""


class Markering(Value):
    """A moment of a round that its writer wants to come back to in step 6; never a score.

    ``seconde`` is the time played at that moment, time-outs left out. ``van`` is who marked it on
    an own device; empty: on a device of all.
    """

    ronde: str
    seconde: Annotated[int, Field(ge=0)]
    tekst: LineText = ""
    van: str = ""


class Ronde(Value):
    """One time through the conversation, or through a fragment of it (a herkansing).

    ``observaties`` and ``kijklijsten`` are as those of Gesprek, and hold what was seen of the
    kijkpunten in a herkansing; what was seen in the first round stands in Gesprek itself.
    """

    started: Moment
    stopped: Moment | None = None
    time_outs: dict[str, TimeOut] = {}
    herkansing: bool = False
    fragment: LineText = ""
    notitie: LongText = ""
    observaties: dict[Observatiepunt, Observatie] = {}
    kijklijsten: dict[str, dict[Observatiepunt, Observatie]] = {}

    @property
    def running_time_out(self) -> str | None:
        """The id of the time-out that has not ended, or None."""
        return next((key for key, value in self.time_outs.items() if value.stopped is None), None)

    def elapsed(self, now: datetime) -> timedelta:
        """Return the time played until ``now``, time-outs left out; never negative."""
        end = self.stopped or now
        paused, counted_until = timedelta(), self.started
        for time_out in sorted(self.time_outs.values(), key=lambda one: one.started):
            begin = max(time_out.started, counted_until)
            # What two of them share counts once.
            counted_until = max(min(time_out.stopped or end, end), begin)
            paused += counted_until - begin
        return max(end - self.started - paused, timedelta())


class Gesprek(Value):
    """All of step 5; ``rondes`` and ``markeringen`` map sortable ids to values.

    ``observaties`` is the list that a team fills in together on one device, ``kijklijsten`` those
    of observers on their own: deelnemer id → list. ``ronde_minuten`` is where the clock says that
    it is time to round off.
    """

    rondes: dict[str, Ronde] = {}
    kaarten: dict[Gespreksstap, bool] = {}
    observaties: dict[Observatiepunt, Observatie] = {}
    kijklijsten: dict[str, dict[Observatiepunt, Observatie]] = {}
    markeringen: dict[str, Markering] = {}
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
    """Return the gesprek with a new round running; every later one is a herkansing."""
    if gesprek.running:
        raise ImpossibleRonde("Er loopt al een ronde. Stop die eerst.")
    ronde = Ronde(started=now, herkansing=bool(gesprek.rondes), fragment=fragment)
    return gesprek.changed(rondes={**gesprek.rondes, ronde_id: ronde}, uit_de_rol=False)


def stop_ronde(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the running round, and its time-out, stopped."""
    gesprek = end_time_out(gesprek, now)
    key, ronde = _running(gesprek)
    return _with_ronde(gesprek, key, stopped=max(now, ronde.started))


def resume_ronde(gesprek: Gesprek) -> Gesprek:
    """Return the gesprek with the last round running again, as if it had not been stopped."""
    if gesprek.running or not gesprek.rondes:
        raise ImpossibleRonde("Er is geen ronde om verder te spelen. Start een nieuwe ronde.")
    return _with_ronde(gesprek, max(gesprek.rondes), stopped=None).changed(uit_de_rol=False)


def call_time_out(gesprek: Gesprek, time_out_id: str, now: datetime) -> Gesprek:
    """Return the gesprek with the running round paused; calling twice changes nothing."""
    key, ronde = _running(gesprek)
    if ronde.running_time_out:
        return gesprek
    time_outs = {**ronde.time_outs, time_out_id: TimeOut(started=now)}
    return _with_ronde(gesprek, key, time_outs=time_outs)


def end_time_out(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the play going on; without a time-out nothing changes."""
    key, ronde = _running(gesprek)
    paused = ronde.running_time_out
    if paused is None:
        return gesprek
    time_out = ronde.time_outs[paused]
    stopped = time_out.changed(stopped=max(now, time_out.started))
    return _with_ronde(gesprek, key, time_outs={**ronde.time_outs, paused: stopped})


def change_ronde_minuten(gesprek: Gesprek, minutes: int) -> Gesprek:
    """Return the gesprek rounding off so many minutes later; negative: earlier. Within 1 to 30."""
    wanted = gesprek.ronde_minuten + minutes
    return gesprek.changed(ronde_minuten=min(max(wanted, SHORTEST_ROUND), LONGEST_ROUND))


def current_kaart(gesprek: Gesprek) -> Gespreksstap:
    """Return the first card that is not done yet, the last one when all are."""
    return next((card for card in KAARTEN if not gesprek.kaarten.get(card)), KAARTEN[-1])


def finish_kaart(gesprek: Gesprek, now: datetime) -> Gesprek:
    """Return the gesprek with the current card done; the last card ends the running round."""
    done = {**gesprek.kaarten, current_kaart(gesprek): True}
    moved = gesprek.changed(kaarten=done)
    return stop_ronde(moved, now) if all(done.get(card) for card in KAARTEN) else moved


def previous_kaart(gesprek: Gesprek) -> Gesprek:
    """Return the gesprek one card back; at the first card nothing changes."""
    before = KAARTEN[max(KAARTEN.index(current_kaart(gesprek)) - 1, 0)]
    left = {card: done for card, done in gesprek.kaarten.items() if card is not before}
    return gesprek.changed(kaarten=left)


def restart_kaarten(gesprek: Gesprek, ronde_id: str, now: datetime) -> Gesprek:
    """Return the gesprek with a new round from the first card."""
    return start_ronde(gesprek.changed(kaarten={}), ronde_id, now)


def _running(gesprek: Gesprek) -> tuple[str, Ronde]:
    key = gesprek.running
    if key is None:
        raise ImpossibleRonde("Er loopt geen ronde. Start eerst een ronde.")
    return key, gesprek.rondes[key]


def _with_ronde(gesprek: Gesprek, key: str, **fields: object) -> Gesprek:
    ronde = gesprek.rondes[key].changed(**fields)
    return gesprek.changed(rondes={**gesprek.rondes, key: ronde})
