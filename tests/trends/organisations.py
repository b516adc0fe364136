"""Made-up organisations of any size, by a seed: rows of some quarters and the teams they are of."""

from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from random import Random
from typing import Final, NamedTuple, TypeVar

from gesprek.domain.coded_row import CodedLeerpunt, CodedRow
from gesprek.domain.dates import Quarter, Span
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import PlanGebruikt, Vervolgstaat
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.closing import CountingRules, close_quarter
from gesprek.trends.kept_figures import Chain, QuarterCounts
from gesprek.trends.spans import ENOUGH
from gesprek.trends.splits import Subset

_Kind = TypeVar("_Kind")
KWARTAAL = "2026-K1"
SPAN = Span.named(KWARTAAL)
FIRST = date(2026, 1, 1)
TODAY = date(2026, 4, 30)


@dataclass(frozen=True)
class Organisatie:
    rijen: list[CodedRow]
    ploegen: dict[str, Subset]

    def locatie(self, row: CodedRow) -> str:
        return self.ploegen[row.team].locatie


class Published(NamedTuple):
    """What was published when a quarter closed, and of what: rows by quarter, and the teams."""

    cijfers: QuarterCounts
    rijen: dict[str, list[CodedRow]]
    ploegen: dict[str, Subset]


Change = Callable[[Organisatie, Random], Organisatie]
"""What happens to an organisation between two closings."""
FEW: Final[Mapping[Chain, int]] = {chain: count // 3 for chain, count in ENOUGH.items()}
"""Small organisations get spans of every length with these."""


@dataclass
class Story:
    """An organisation over some quarters, each closed in its time."""

    organisatie: Organisatie
    published: list[Published] = field(default_factory=list)

    def tell(
        self,
        random: Random,
        drempels: Sequence[int] = (5,),
        change: Change | None = None,
    ) -> "Story":
        """Close all quarters, each with the next threshold; the last one is for all after it."""
        now = self.organisatie
        for number, name in enumerate(sorted({row.kwartaal for row in now.rijen})):
            closes = Quarter.named(name).closes
            rows: dict[str, list[CodedRow]] = defaultdict(list)
            for row in now.rijen:
                if row.kwartaal <= name:
                    rows[row.kwartaal].append(row)
            rules = CountingRules(closes, now.ploegen, drempels[: number + 1][-1], FEW)
            counted = close_quarter(self.kept, name, rows, rules)
            self.published.append(Published(counted, rows, now.ploegen))
            now = change(now, random) if change else now
        return self

    @property
    def kept(self) -> list[QuarterCounts]:
        return [one.cijfers for one in self.published]


class Maker:
    """Makes an organisation whose shares, sizes and dominant people differ with each seed."""

    def __init__(self, seed: int, most: int = 160) -> None:
        self.random = Random(seed)  # noqa: S311 - a story, no secret
        self.plans = Random(f"plan {seed}")  # noqa: S311 - see above; the rest stays as it was
        self.plan_weights = [self.plans.choice((1, 3, 9)) for _ in range(len(PlanGebruikt) + 1)]
        self.most = most
        self.slope = 1.0
        self.first = FIRST
        self.themas = self.some(list(Thema), 4)
        self.leerthemas = self.some(list(Leerthema), 5)

    def some(self, kinds: list[_Kind], most: int) -> list[_Kind]:
        return self.random.sample(kinds, self.random.randint(1, min(most, len(kinds))))

    def skewed(self, kinds: list[_Kind]) -> _Kind:
        """Return one of these, the first ones far more often: small kinds are what leaks."""
        return kinds[min(int(self.random.expovariate(self.slope)), len(kinds) - 1)]

    def make(self, places: Sequence[str] = ("Noord", "Zuid", "Oost", "~")) -> Organisatie:
        random = self.random
        self.slope = random.choice((0.4, 0.8, 1.5))
        places = places[: random.randint(1, len(places))]
        teams = {
            f"team{number}": Subset(
                "" if (place := random.choice(places)) == "~" else place, random.random() < 0.9
            )
            for number in range(random.randint(2, 14))
        }
        count = int(self.most ** random.random()) + random.randint(0, 40)
        rows = [self.row(number, self.skewed(list(teams))) for number in range(count)]
        return Organisatie(rows, teams)

    def story(self) -> Story:
        """Return an organisation of four to seven quarters, of which nothing is published yet."""
        made = self.make(("Noord", "Zuid", "~"))
        begin = Quarter.of(FIRST)
        rows = []
        for quarter in range(self.random.randint(4, 7)):
            self.first = begin.later(quarter - 1).last_day + timedelta(days=1)
            many = int(len(made.rijen) * self.random.choice((0.0, 0.1, 0.3, 1.0, 1.5)))
            teams = list(made.ploegen)
            rows += [self.row(1000 * quarter + one, self.skewed(teams)) for one in range(many)]
        # Nobody practised in any quarter: then all of it in the first one.
        return Story(Organisatie(rows or made.rijen, made.ploegen))

    def row(self, number: int, team: str) -> CodedRow:
        random = self.random
        people = [f"{team}-{one}" for one in random.sample(range(7), random.randint(2, 4))]
        stap = random.choices(
            [Stap.VERVOLG, Stap.TERUGKIJKEN, Stap.GESPREK, Stap.INLEVEN, Stap.CASUS, Stap.MOMENT],
            [30, random.choice((1, 6, 12)), random.choice((1, 6, 12)), 6, 3, 3],
        )[0]
        staat = self.skewed([*Vervolgstaat][::-1]) if stap is Stap.VERVOLG else None
        day = self.first + timedelta(days=random.randint(0, 89))
        looked_back = stap.number >= Stap.TERUGKIJKEN.number
        return CodedRow(
            oefening=f"{team}-{number:04}",
            team=team,
            dag=day,
            werkvorm=random.choices(list(Werkvorm), (1, random.choice((1, 3, 8))))[0],
            has_leervraag=stap.number > Stap.CASUS.number or random.random() < 0.5,
            verst=stap,
            last_activity=day + timedelta(days=random.choice((0, 3, 20, 60, 100))),
            themas=tuple(one for one in self.themas if random.random() < 0.35),
            leerpunten=tuple(
                CodedLeerpunt(rol=self.skewed(list(Rol)), leerthema=self.skewed(self.leerthemas))
                for _ in range(random.randint(0, 3) if looked_back else 0)
            ),
            voldoende_geholpen=random.random() < 0.8 if looked_back else None,
            vervolg=staat,
            vervolg_due=day + timedelta(days=random.randint(3, 130)) if staat else None,
            dagen_tot_vervolg=random.randint(0, 20) if staat is Vervolgstaat.AFGEROND else None,
            plan_gebruikt=self.plan() if staat is Vervolgstaat.AFGEROND else None,
            behoeften=tuple(one for one in Behoefte if staat and random.random() < 0.3),
            deelnemers=tuple(sorted(people)),
            inbrenger=people[0],
        )

    def plan(self) -> PlanGebruikt | None:
        """Return an answer, or none, in shares that differ with each seed."""
        kinds: list[PlanGebruikt | None] = [*PlanGebruikt, None]
        return self.plans.choices(kinds, self.plan_weights)[0]


def erased(one: Organisatie, random: Random) -> Organisatie:
    """One in twelve oefeningen goes."""
    return Organisatie([row for row in one.rijen if random.random() > 1 / 12], one.ploegen)


def moved(one: Organisatie, random: Random) -> Organisatie:
    """One in five teams belongs somewhere else from now on."""
    places = [group.locatie for group in one.ploegen.values()]
    return Organisatie(
        one.rijen,
        {
            team: group._replace(locatie=random.choice(places))
            if random.random() < 1 / 5
            else group
            for team, group in one.ploegen.items()
        },
    )


def learned_later(one: Organisatie, random: Random) -> Organisatie:
    """In one of eight oefeningen that were looked back on, somebody writes a leerpunt now."""
    return Organisatie(
        [
            row.changed(leerpunten=(*row.leerpunten, row.leerpunten[0]))
            if row.leerpunten and random.random() < 1 / 8
            else row
            for row in one.rijen
        ],
        one.ploegen,
    )
