"""How one made-up oefening goes, told with the rules of the domain."""

from collections.abc import Callable, Sequence
from datetime import date, datetime, timedelta
from enum import Enum
from random import Random
from typing import Final

from gesprek.cli.demo_calendar import DAYS, working_day
from gesprek.cli.demo_kijkpunten import agreed_points, mark_points
from gesprek.content.example_cases import Voorbeeldcasus
from gesprek.domain.dates import TIME_ZONE, local, local_day
from gesprek.domain.gesprek import (
    Gezien,
    Markering,
    Observatie,
    next_ronde,
    start_ronde,
    stop_ronde,
)
from gesprek.domain.oefening import Casus, Oefening, everyone_ready, plan_moment
from gesprek.domain.preparation import Voorbereiding, Voorbereidingswijze
from gesprek.domain.progress import go_to
from gesprek.domain.retention_terms import LONGEST_AFTER_PRACTICE
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import (
    Feedback,
    Feedbacksoort,
    Leerpunt,
    Meenemer,
    Terugkijkvraag,
    add_feedback,
    add_leerpunt,
    tellings,
)
from gesprek.domain.themas import Behoefte, Leerthema, Observatiepunt, Thema
from gesprek.domain.vervolg import (
    Dagkaart,
    Hulp,
    PlanGebruikt,
    Vervolg,
    Verwachting,
    close,
    mark_geweest,
    mark_niet_doorgegaan,
    plan,
)

_Step = Callable[[Oefening], Oefening]


RISING: Final = Thema.ZORGTECHNOLOGIE, Leerthema.EMOTIE_EN_WEERSTAND
"""What comes up: cases about it, and what is learned from them."""
_RISES_FROM: Final = 0.6
_RISES_TO: Final = 4.0
_DAYS_TO_VERVOLG: Final = 9
_KEPT_AT: Final = 102  # s: what the client said then was worth to come back to
_PLAN_USED: Final = {
    PlanGebruikt.JA: 5,
    PlanGebruikt.DEELS: 3,
    PlanGebruikt.NEE: 2,
    PlanGebruikt.NIET_NODIG: 1,
    None: 2,
}
"""How many of thirteen inbrengers say so; None: it was left out."""


class Outcome(Enum):
    """How far an oefening came, and how many of a hundred came so far.

    That is lately, long ago, and long ago where a location lags.
    """

    GEPLAND = 10, 0, 0
    BLIJFT_LIGGEN = 15, 12, 18
    WACHT = 35, 8, 24
    AFGEROND = 30, 70, 48
    NIET_DOORGEGAAN = 10, 10, 10


class DemoOefening:
    """Tells one oefening, which borrows an example case; ``lags``: of a location that lags."""

    def __init__(
        self,
        random: Random,
        now: datetime,
        begin: datetime,
        casussen: Sequence[Voorbeeldcasus],
        *,
        lags: bool,
    ) -> None:
        self._random = random
        self._now = now
        self._moment = begin
        self._ago = now - begin
        self._lags = lags
        recent = max(0.0, 1 - self._ago / timedelta(DAYS))
        # How often what rises comes up by then, where all else does so once.
        self._rise = _RISES_FROM + (_RISES_TO - _RISES_FROM) * recent**2
        weights = [self._rise if RISING[0] in one.themas else 1 for one in casussen]
        self._casus = random.choices(casussen, weights)[0]

    def tell(self, oefening: Oefening) -> tuple[Oefening, datetime]:
        """Return a new oefening as far as it came, and the moment of its last change."""
        column = 1 + self._lags if self._ago > timedelta(days=45) else 0
        afloop = self._random.choices([*Outcome], [one.value[column] for one in Outcome])[0]
        if afloop is Outcome.GEPLAND:
            day = working_day(local_day(self._now) + timedelta(self._random.randint(1, 20)))
            ahead = datetime.combine(day, local(self._moment).time(), TIME_ZONE)
            return plan_moment(oefening, ahead, self._now), self._moment
        steps: list[_Step] = [self._prepare, self._bring_in, self._empathise, self._play]
        if afloop is Outcome.BLIJFT_LIGGEN:
            steps = steps[: self._random.randint(1, len(steps))]
        else:
            steps += [self._look_back, self._plan]
        for step in steps:
            oefening = step(oefening)
        return self._follow_up(oefening, afloop), self._moment

    def _prepare(self, oefening: Oefening) -> Oefening:
        wijze = self._random.choice(list(Voorbereidingswijze))
        prepared = oefening.changed(voorbereiding=Voorbereiding(wijze=wijze))
        return go_to(prepared, Stap.CASUS)

    def _bring_in(self, oefening: Oefening) -> Oefening:
        self._moment += timedelta(minutes=8)
        borrowed = self._casus.model_dump(include={*Casus.model_fields})
        return go_to(oefening.changed(casus=Casus.model_validate(borrowed)), Stap.INLEVEN)

    def _empathise(self, oefening: Oefening) -> Oefening:
        self._moment += timedelta(minutes=5)
        ready = everyone_ready(oefening)
        agreed = agreed_points(oefening)
        inleven = ready.inleven.changed(brief=self._casus.brief.gevoel, kijkpunten=agreed)
        return go_to(ready.changed(inleven=inleven), Stap.GESPREK)

    def _play(self, oefening: Oefening) -> Oefening:
        gesprek = oefening.gesprek
        for _ in range(self._random.randint(1, 2)):
            gesprek = start_ronde(gesprek, next_ronde(gesprek), self._moment)
            self._moment += timedelta(minutes=5)
            gesprek = stop_ronde(gesprek, self._moment)
        seen = self._random.sample(list(Observatiepunt), 4)
        marks = {one: Observatie(gezien=self._random.choice(list(Gezien))) for one in seen}
        tekst = self._casus.brief.zegt[0]
        kept = {"moment": Markering(ronde=min(gesprek.rondes), seconde=_KEPT_AT, tekst=tekst)}
        played = gesprek.changed(observaties=marks, markeringen=kept, uit_de_rol=True)
        agreed = oefening.inleven.kijkpunten
        played = mark_points(played, agreed) if agreed else played
        return go_to(oefening.changed(gesprek=played), Stap.TERUGKIJKEN)

    def _look_back(self, oefening: Oefening) -> Oefening:
        self._moment += timedelta(minutes=15)
        random, brief, card = self._random, self._casus.brief, self._casus.dagkaart
        terugblik = oefening.terugblik.changed(
            verteld=dict.fromkeys(tellings(oefening.rollen), True),
            voldoende_geholpen=random.random() < 0.85,  # noqa: PLR2004 - most teams say yes
            meenemer=Meenemer(als=card.als, dan=card.dan) if card else Meenemer(),
        )
        for soort, tekst in zip(Feedbacksoort, random.sample(brief.helpt, 2), strict=True):
            feedback = Feedback(soort=soort, tekst=tekst)
            terugblik = add_feedback(terugblik, f"feedback-{soort}", feedback)
        weights = [self._rise if one in RISING else 1 for one in Leerthema]
        for number, rol in enumerate(random.sample(list(oefening.rollen.values()), 2)):
            tekst = random.choice(("", random.choice(brief.helpt)))
            leerthema = random.choices(list(Leerthema), weights)[0]
            leerpunt = Leerpunt(rol=rol, leerthema=leerthema, tekst=tekst)
            terugblik = add_leerpunt(terugblik, f"leerpunt-{number}", leerpunt)
        answers = {one: random.random() < 0.8 for one in Terugkijkvraag}  # noqa: PLR2004
        terugblik = terugblik.changed(hoe_keken_we=answers)
        return go_to(oefening.changed(terugblik=terugblik), Stap.VERVOLG)

    def _plan(self, oefening: Oefening) -> Oefening:
        """Plan the real conversation; one in ten teams does not know the day yet."""
        today = local_day(self._moment)
        knows = self._random.random() > 0.1  # noqa: PLR2004 - see above
        day = working_day(today + timedelta(self._random.randint(2, 28))) if knows else None
        planned = plan(oefening.vervolg, day, today)
        return oefening.changed(vervolg=planned.changed(dagkaart=self._card()))

    def _card(self) -> Dagkaart:
        """Return the card for the day, which half of the inbrengers write."""
        example = self._casus.dagkaart
        if example is None or self._random.random() < 0.5:  # noqa: PLR2004 - see above
            return Dagkaart()
        return Dagkaart.model_validate(example.model_dump(include={*Dagkaart.model_fields}))

    def _follow_up(self, oefening: Oefening, afloop: Outcome) -> Oefening:
        """Meet after the real conversation, mostly soon, where that was before now.

        Who waits until the text is gone never does.
        """
        vervolg, practised = oefening.vervolg, local_day(self._moment)
        held = vervolg.gesprek_op or practised + timedelta(days=10)
        later = timedelta(1 + int(self._random.expovariate(1 / _DAYS_TO_VERVOLG)))
        met = working_day(held + later)
        last = min(local_day(self._now), practised + timedelta(LONGEST_AFTER_PRACTICE))
        if afloop not in (Outcome.AFGEROND, Outcome.NIET_DOORGEGAAN) or met >= last:
            return oefening
        self._moment = self._moment + (met - local_day(self._moment))
        if afloop is Outcome.NIET_DOORGEGAAN:
            return oefening.changed(vervolg=mark_niet_doorgegaan(vervolg, met))
        return oefening.changed(vervolg=self._close(oefening, held, met))

    def _close(self, oefening: Oefening, held: date, met: date) -> Vervolg:
        random = self._random
        talked = mark_geweest(oefening.vervolg, held, met).changed(
            hoe_ging_het=random.choice(list(Verwachting)),
            behoeften=tuple(random.sample(list(Behoefte), random.randint(0, 2))),
            behoeften_delen=random.random() < 0.5,  # noqa: PLR2004 - as many yes as no
            plan_gebruikt=random.choices([*_PLAN_USED], [*_PLAN_USED.values()])[0],
            hielp=tuple(random.sample(list(Hulp), random.randint(0, 2))),
        )
        return close(talked, met)
