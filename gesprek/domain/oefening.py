"""One practice of one case by a team, from planning (step 1) to follow-up (step 7)."""

from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Final

from gesprek.domain.base import ImpossibleMoment, Value
from gesprek.domain.dates import (
    TIME_ZONE,
    YEAR,
    Moment,
    clock_in_words,
    day_in_words,
    local,
    local_day,
)
from gesprek.domain.gesprek import Gesprek
from gesprek.domain.preparation import Inleven, Voorbereiding
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Terugblik
from gesprek.domain.text import LineText, LongText
from gesprek.domain.themas import Thema
from gesprek.domain.typed_dates import moment_of, read_day, read_time
from gesprek.domain.vervolg import Vervolg
from gesprek.domain.werkvormen import MeetingLength, Rol, Werkvorm, check_rollen


class Casusveld(StrEnum):
    """The five fields of a case; the leaflet's 'Denk hierbij aan'."""

    ONDERWERP = "onderwerp"
    CLIENT = "client"
    GEBODEN_ZORG = "geboden_zorg"
    WIJZIGING = "wijziging"
    KNELPUNTEN = "knelpunten"


class Casus(Value):
    """The case and what the inbrenger wants help with; ``verteld`` ticks what was told.

    ``van`` is whose case it is where that is not the inbrenger: they swapped for ten minutes more.
    """

    onderwerp: LineText = ""
    client: LongText = ""
    geboden_zorg: LongText = ""
    wijziging: LongText = ""
    knelpunten: LongText = ""
    verteld: dict[Casusveld, bool] = {}
    themas: tuple[Thema, ...] = ()
    leervraag: LongText = ""
    van: str = ""


class Schermdeel(StrEnum):
    """What the beamer shows only where the team switches it on."""

    NAMEN = "namen"
    CASUS = "casus"
    NOTITIES = "notities"


_BEFORE_LOOKING_BACK: Final = frozenset(Stap.TERUGKIJKEN.earlier)


class Oefening(Value):
    """An oefening; ``rollen`` maps the ids of who takes part to their role.

    ``leider`` is who got or took the lead; who leads in fact, ``progress.leider_of`` tells.
    ``scherm`` is what the beamer shows besides the step.
    ``nagekeken`` tells per step what the team let stand of what the privacy guard found there:
    label → how many. Never the words themselves. ``afgezegd`` is the moment that was planned before
    the team chose to begin now, so that a calendar can take it back.
    """

    id: str
    team: str
    created: Moment
    werkvorm: Werkvorm
    gepland_op: Moment | None = None
    afgezegd: Moment | None = None
    plaats: LineText = ""
    minuten: MeetingLength = 45
    rollen: dict[str, Rol] = {}
    leider: str = ""
    scherm: tuple[Schermdeel, ...] = ()
    stap: Stap = Stap.MOMENT
    verst: Stap = Stap.MOMENT
    voorbereiding: Voorbereiding = Voorbereiding()
    casus: Casus = Casus()
    inleven: Inleven = Inleven()
    gesprek: Gesprek = Gesprek()
    terugblik: Terugblik = Terugblik()
    vervolg: Vervolg = Vervolg()
    nagekeken: dict[Stap, dict[str, int]] = {}

    def with_rol(self, rol: Rol) -> tuple[str, ...]:
        """Return the ids of who has this role."""
        return tuple(key for key, value in self.rollen.items() if value is rol)

    @property
    def inbrenger(self) -> str | None:
        """The id of who brings in the case, or None."""
        return next(iter(self.with_rol(Rol.INBRENGER)), None)

    @property
    def is_untouched(self) -> bool:
        """Whether nobody wrote or planned anything yet, so that it can serve as a new one."""
        return self.verst is Stap.MOMENT and not self.gepland_op and self.casus == Casus()

    @property
    def looks_back(self) -> bool:
        """Whether the team reached step 6: marks, quotes and round notes are open from then on."""
        return self.verst not in _BEFORE_LOOKING_BACK

    @property
    def practised(self) -> date:
        """The day on which the team last practised, or met for it."""
        return local_day(self.gesprek.last_stopped or self.gepland_op or self.created)

    @property
    def first_practised(self) -> date:
        """The day of the first round: a replay in a next quarter does not count there again."""
        first = min((ronde.started for ronde in self.gesprek.rondes.values()), default=None)
        return local_day(first) if first else self.practised


def new_oefening(
    oefening_id: str, team: str, now: datetime, werkvorm: Werkvorm, rollen: dict[str, Rol]
) -> Oefening:
    """Return an oefening that starts now; raises InvalidRolverdeling as ``check_rollen``."""
    check_rollen(werkvorm, rollen)
    return Oefening(id=oefening_id, team=team, created=now, werkvorm=werkvorm, rollen=rollen)


def assign(oefening: Oefening, werkvorm: Werkvorm, rollen: dict[str, Rol]) -> Oefening:
    """Return the oefening with another form or roles: a swap, a walk-in.

    Raises InvalidRolverdeling as ``check_rollen``.
    """
    return oefening.changed(werkvorm=werkvorm, rollen=check_rollen(werkvorm, rollen))


def plan_moment(oefening: Oefening, moment: datetime | None, now: datetime) -> Oefening:
    """Return the oefening planned for this moment (None: now).

    Raises ImpossibleMoment where it has passed, or is more than a year away.
    """
    if moment and moment < now - timedelta(hours=1):
        raise ImpossibleMoment("Dit moment is al voorbij. Kies een later moment of kies 'Nu'.")
    if moment and moment > now + YEAR:
        raise ImpossibleMoment("Dit moment is verder dan een jaar weg. Kies een eerder moment.")
    gone = None if moment else oefening.gepland_op or oefening.afgezegd
    return oefening.changed(gepland_op=moment, afgezegd=gone)


def propose_moment(now: datetime) -> datetime:
    """Return what a planned moment begins with, to be changed: tomorrow at two o'clock [K]."""
    return datetime.combine(local_day(now) + timedelta(days=1), time(14), TIME_ZONE)


def everyone_ready(oefening: Oefening) -> Oefening:
    """Return the oefening with one 'Iedereen is klaar' for all who take part."""
    klaar = {**oefening.inleven.klaar, **dict.fromkeys(oefening.rollen, True)}
    return oefening.changed(inleven=oefening.inleven.changed(klaar=klaar))


DAG: Final = ("gepland_op", "dag")
TIJD: Final = ("gepland_op", "tijd")
GESPREK_OP: Final = ("vervolg", "gesprek_op")
MOMENTS: Final = frozenset({DAG, TIJD, GESPREK_OP})
"""The paths of the fields in which a day or a time is typed."""

_EMPTY: Final = "Vul in wanneer jullie oefenen, of kies 'Nu'."


def text_at(oefening: Oefening, path: tuple[str, ...]) -> str:
    """Return what stands in a field, "" where nothing does; a day and a time in words."""
    if path in {DAG, TIJD}:
        planned = oefening.gepland_op
        in_words = clock_in_words(planned) if planned and path == TIJD else ""
        return day_in_words(local_day(planned)) if planned and path == DAG else in_words
    value = oefening.value_at(path)
    return day_in_words(value) if value and path == GESPREK_OP else value or ""


def says_what_is_there(oefening: Oefening, path: tuple[str, ...], text: str, today: date) -> bool:
    """Return whether a text is what stands in a field; of a day, in any way to write it."""
    if path not in MOMENTS or not text.strip():
        return text_at(oefening, path) == text
    planned = local(oefening.gepland_op) if oefening.gepland_op else None
    try:
        if path == TIJD:
            return planned is not None and read_time(text) == planned.time()
        stored = oefening.value_at(path) if path == GESPREK_OP else planned and planned.date()
        return read_day(text, today) == stored
    except ImpossibleMoment:
        return False


def with_text(oefening: Oefening, path: tuple[str, ...], text: str, now: datetime) -> Oefening:
    """Return the oefening with what was typed in a field.

    Raises ImpossibleMoment where it is no day or time, or one at which this cannot be; else as
    ``Oefening.with_value``.
    """
    if path not in MOMENTS:
        return oefening.with_value(path, text or None)
    if path == GESPREK_OP:
        had_on = read_day(text, local_day(now)).isoformat() if text.strip() else None
        return oefening.with_value(path, had_on)
    if not text.strip():
        raise ImpossibleMoment(_EMPTY)
    planned = local(oefening.gepland_op or now)
    day = read_day(text, local_day(now)) if path == DAG else planned.date()
    at = read_time(text) if path == TIJD else planned.time()
    return plan_moment(oefening, moment_of(day, at), now)


def moments_in(oefening: Oefening, stap: Stap) -> tuple[tuple[str, ...], ...]:
    """Return the paths of the fields for a day or a time that a step has."""
    if stap is Stap.MOMENT and oefening.gepland_op:
        return DAG, TIJD
    return (GESPREK_OP,) if stap in {Stap.TERUGKIJKEN, Stap.VERVOLG} else ()
