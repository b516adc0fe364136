"""Made-up organisations of any size, by a seed: rows of one quarter and the teams they are of."""

from dataclasses import dataclass
from datetime import date, timedelta
from random import Random
from typing import TypeVar

from gesprek.domain.coded_row import CodedLeerpunt, CodedRow
from gesprek.domain.dates import Span
from gesprek.domain.stappen import Stap
from gesprek.domain.themas import Behoefte, Leerthema, Thema
from gesprek.domain.vervolg import Vervolgstaat
from gesprek.domain.werkvormen import Rol, Werkvorm
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


class Maker:
    """Makes an organisation whose shares, sizes and dominant people differ with each seed."""

    def __init__(self, seed: int, most: int = 160) -> None:
        self.random = Random(seed)  # noqa: S311 - a story, no secret
        self.most = most
        self.slope = 1.0
        self.themas = self.some(list(Thema), 4)
        self.leerthemas = self.some(list(Leerthema), 5)

    def some(self, kinds: list[_Kind], most: int) -> list[_Kind]:
        return self.random.sample(kinds, self.random.randint(1, min(most, len(kinds))))

    def skewed(self, kinds: list[_Kind]) -> _Kind:
        """Return one of these, the first ones far more often: small kinds are what leaks."""
        return kinds[min(int(self.random.expovariate(self.slope)), len(kinds) - 1)]

    def make(self) -> Organisatie:
        random = self.random
        self.slope = random.choice((0.4, 0.8, 1.5))
        places = ["Noord", "Zuid", "Oost", "~"][: random.randint(1, 4)]
        teams = {
            f"team{number}": Subset(
                "" if (place := random.choice(places)) == "~" else place, random.random() < 0.9
            )
            for number in range(random.randint(2, 14))
        }
        count = int(self.most ** random.random()) + random.randint(0, 40)
        rows = [self.row(number, self.skewed(list(teams))) for number in range(count)]
        return Organisatie(rows, teams)

    def row(self, number: int, team: str) -> CodedRow:
        random = self.random
        people = [f"{team}-{one}" for one in random.sample(range(7), random.randint(2, 4))]
        stap = random.choices(
            [Stap.VERVOLG, Stap.TERUGKIJKEN, Stap.GESPREK, Stap.INLEVEN, Stap.CASUS, Stap.MOMENT],
            [30, random.choice((1, 6, 12)), random.choice((1, 6, 12)), 6, 3, 3],
        )[0]
        staat = self.skewed([*Vervolgstaat][::-1]) if stap is Stap.VERVOLG else None
        day = FIRST + timedelta(days=random.randint(0, 89))
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
            behoeften=tuple(one for one in Behoefte if staat and random.random() < 0.3),
            deelnemers=tuple(sorted(people)),
            inbrenger=people[0],
        )
