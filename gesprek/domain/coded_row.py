"""The coded row: the only thing of an oefening that figures are made from. It holds no text."""

from datetime import date, datetime
from typing import Self

from gesprek.domain.base import Value
from gesprek.domain.dates import Quarter, local_day
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import PlanGebruikt, Vervolgstaat, due
from gesprek.domain.werkvormen import Rol, Werkvorm


class CodedLeerpunt(Value):
    """What kind of role learned about what."""

    rol: Rol
    leerthema: Leerthema


class CodedRow(Value):
    """One oefening in codes; people stand in it as pseudonyms that only the store can make."""

    oefening: str
    team: str
    dag: date
    werkvorm: Werkvorm
    has_leervraag: bool = False
    verst: Stap = Stap.MOMENT
    last_activity: date
    themas: tuple[Thema, ...] = ()
    leerpunten: tuple[CodedLeerpunt, ...] = ()
    voldoende_geholpen: bool | None = None
    vervolg: Vervolgstaat | None = None
    vervolg_due: date | None = None
    dagen_tot_vervolg: int | None = None
    plan_gebruikt: PlanGebruikt | None = None
    behoeften: tuple[Behoefte, ...] = ()
    deelnemers: tuple[str, ...] = ()
    inbrenger: str | None = None

    @property
    def kwartaal(self) -> str:
        """The quarter of the practice, as '2026-K4'."""
        return str(Quarter.of(self.dag))

    @property
    def is_played(self) -> bool:
        """Whether the team practised: it reached step 5."""
        return self.verst.number >= Stap.GESPREK.number

    def with_pseudonyms(self, deelnemers: tuple[str, ...], inbrenger: str | None) -> Self:
        """Return the row with who took part, counted without being known."""
        return self.changed(deelnemers=deelnemers, inbrenger=inbrenger)


def encode(oefening: Oefening, now: datetime) -> CodedRow:
    """Return the coded row of an oefening, without people; ``now`` is when it last changed.

    Of its text only the presence of a leervraag is used. The days until the follow-up are from the
    real conversation to step 7, once that is closed.
    """
    vervolg, terugblik = oefening.vervolg, oefening.terugblik
    staat = vervolg.staat or (Vervolgstaat.GEPLAND if oefening.verst is Stap.VERVOLG else None)
    days = None
    if staat is Vervolgstaat.AFGEROND and vervolg.closed and vervolg.gesprek_op:
        days = max((vervolg.closed - vervolg.gesprek_op).days, 0)
    return CodedRow(
        oefening=oefening.id,
        team=oefening.team,
        dag=oefening.first_practised,
        werkvorm=oefening.werkvorm,
        has_leervraag=bool(oefening.casus.leervraag),
        verst=oefening.verst,
        last_activity=local_day(now),
        themas=oefening.casus.themas,
        leerpunten=tuple(
            CodedLeerpunt(rol=one.rol, leerthema=one.leerthema)
            for _, one in sorted(terugblik.leerpunten.items())
        ),
        voldoende_geholpen=terugblik.voldoende_geholpen,
        vervolg=staat,
        vervolg_due=due(vervolg, oefening.practised) if staat else None,
        dagen_tot_vervolg=days,
        plan_gebruikt=vervolg.plan_gebruikt if staat is Vervolgstaat.AFGEROND else None,
        behoeften=vervolg.behoeften if vervolg.behoeften_delen else (),
    )
