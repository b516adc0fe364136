"""What each coded row counts for, each indicator with its formula; and a team's own trends.

Source of all of them: domain, 'What leaves the team: coded figures only'. An oefening counts in
the quarter of its (first) round, and as it is when that quarter is closed.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from typing import Final, NamedTuple

from gesprek.domain.coded_row import CodedRow
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Leerthema, Thema
from gesprek.domain.vervolg import PlanGebruikt, Vervolgstaat


class Indicator(StrEnum):
    """A table of figures."""

    OEFENINGEN = "oefeningen"
    """Oefeningen that reached step 5, per quarter; and per form: rollenspel / oefeningen."""
    TEAMS = "teams"
    """Bereik: teams with one oefening or more / active teams."""
    HOEVER = "hoever"
    """How far the oefeningen came: see ``hoever``."""
    LIGT = "ligt"
    """Waar blijft het liggen, of what was never played: see ``ligt_voor_het_gesprek``."""
    AFGEMAAKT = "afgemaakt"
    """Reached step 6; afgemaakt is this / started, and started is OEFENINGEN and BEGONNEN."""
    BEGONNEN = "begonnen"
    """Begun but never played: has a leervraag, did not reach step 5."""
    THEMA = "thema"
    """Oefeningen with the theme / oefeningen; several each, so the sum is above 100 %."""
    LEERTHEMA = "leerthema"
    """Leerpunten with the leerthema / leerpunten; also per kind of role that learned."""
    GEHOLPEN = "geholpen"
    """Voldoende geholpen: ja / (ja + nee), for the whole organisation only."""
    PLAN = "plan"
    """Plan gebruikt: ja and deels / (ja + deels + nee), of closed follow-ups; who did not need the
    plan gave no answer. For the whole organisation only."""
    BEHOEFTE = "behoefte"
    """Nodig van de organisatie: closed follow-ups with the need, and with the team's yes, / closed
    follow-ups; for the whole organisation only."""


class HowFar(StrEnum):
    """Where an oefening that was played is when its quarter is closed; exactly one each."""

    GESPREK = "gesprek"
    """Lies still after step 5."""
    TERUGKIJKEN = "terugkijken"
    """Lies still after step 6: no date, and step 7 was not begun."""
    TE_BESPREKEN = "te_bespreken"
    """The follow-up was due and is open. That is what lies at step 7, also where somebody changed
    something since: own choice, because it is the step itself that was not taken."""
    AFGEROND = "afgerond"
    NIET_DOORGEGAAN = "niet_doorgegaan"
    BEZIG_GESPREK = "bezig_gesprek"
    """As GESPREK, but something happened in the last 30 days."""
    BEZIG_TERUGKIJKEN = "bezig_terugkijken"
    WACHT = "wacht"
    """The follow-up is not due yet."""


BEFORE_STEP_6: Final = frozenset({HowFar.GESPREK, HowFar.BEZIG_GESPREK})
SHOWN: Final = (
    HowFar.GESPREK,
    HowFar.TERUGKIJKEN,
    HowFar.TE_BESPREKEN,
    HowFar.AFGEROND,
    HowFar.NIET_DOORGEGAAN,
)
"""What the screen names; the others are only there where there are any."""


class Answer(StrEnum):
    """Whether an oefening helped enough, or whether the plan was used."""

    JA = "ja"
    NEE = "nee"
    GEEN = "geen"


class Coverage(StrEnum):
    """What is counted of the teams."""

    OEFENT = "oefent"
    ACTIEF = "actief"


def is_played(row: CodedRow) -> bool:
    """Return whether it counts as an oefening: it reached step 5."""
    return row.is_played


def is_idle(row: CodedRow, today: date) -> bool:
    """Return whether nothing happened for 30 days."""
    return today - row.last_activity >= timedelta(days=30)


def hoever(row: CodedRow, today: date) -> HowFar:
    """Return where an oefening that was played is.

    Formulas on top of it: 'waar blijft het liggen' is the last step of oefeningen without activity
    for 30 days; 'vervolg gedaan' is afgerond / all that were due, less niet doorgegaan; 'afgemaakt'
    is reached step 6 / started.
    """
    if row.verst is Stap.GESPREK:
        return HowFar.GESPREK if is_idle(row, today) else HowFar.BEZIG_GESPREK
    if row.vervolg is None:
        return HowFar.TERUGKIJKEN if is_idle(row, today) else HowFar.BEZIG_TERUGKIJKEN
    if row.vervolg in (Vervolgstaat.AFGEROND, Vervolgstaat.NIET_DOORGEGAAN):
        return HowFar(row.vervolg)
    if row.vervolg_due and row.vervolg_due > today:
        return HowFar.WACHT
    return HowFar.TE_BESPREKEN


def ligt_voor_het_gesprek(row: CodedRow, today: date) -> Stap | None:
    """Return where an oefening that was never played lies still; None: not, or it was played.

    With a leervraag step 3 is done, so it lies at step 4.
    """
    if is_played(row) or not is_idle(row, today):
        return None
    return Stap.INLEVEN if row.has_leervraag else row.verst


def geholpen(row: CodedRow) -> Answer:
    """Return whether it helped enough; no answer as long as step 6 was not done."""
    if row.voldoende_geholpen is None:
        return Answer.GEEN
    return Answer.JA if row.voldoende_geholpen else Answer.NEE


_USED: Final[Mapping[PlanGebruikt | None, Answer]] = {
    PlanGebruikt.JA: Answer.JA,
    PlanGebruikt.DEELS: Answer.JA,
    PlanGebruikt.NEE: Answer.NEE,
}


def plan_gebruikt(row: CodedRow) -> Answer:
    """Return whether the plan was used, wholly or in part; 'niet nodig' is no answer to that.

    Also no answer: a row of a version that did not ask, or of a follow-up that is not closed.
    """
    is_closed = row.vervolg is Vervolgstaat.AFGEROND
    return _USED.get(row.plan_gebruikt, Answer.GEEN) if is_closed else Answer.GEEN


class TeamQuarter(NamedTuple):
    """One quarter of a team: how often it practised, and how often it talked the real one over."""

    kwartaal: str
    geoefend: int
    nabesproken: int


class TeamTrend(NamedTuple):
    """What a team sees of itself, nothing of who.

    Quarters, the oldest first; leerthemas with their number of leerpunten and themes with their
    number of oefeningen, the highest first.
    """

    kwartalen: tuple[TeamQuarter, ...]
    leerthemas: tuple[tuple[Leerthema, int], ...]
    themas: tuple[tuple[Thema, int], ...]


def teamtrend(rijen: Iterable[CodedRow]) -> TeamTrend:
    """Return the trends of one team, with the quarter that runs; formulas as ``Indicator``."""
    played = [row for row in rijen if is_played(row)]
    practised = Counter(row.kwartaal for row in played)
    talked = Counter(row.kwartaal for row in played if row.vervolg is Vervolgstaat.AFGEROND)
    return TeamTrend(
        tuple(TeamQuarter(one, practised[one], talked[one]) for one in sorted(practised)),
        tuple(Counter(one.leerthema for row in played for one in row.leerpunten).most_common()),
        tuple(Counter(one for row in played for one in row.themas).most_common()),
    )
