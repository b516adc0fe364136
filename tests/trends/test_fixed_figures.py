"""Each figure of the fixed set equals what a hand count gives.

The numbers were counted from ``oefeningen.csv`` with awk and sort, without the program: 120
oefeningen in one quarter, of which 96 were played.
"""

from datetime import date

import pytest

from gesprek.domain.dates import Span
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.trends.indicators import Answer, Coverage, HowFar, Indicator
from gesprek.trends.kept_figures import Selection
from gesprek.trends.selected_figures import SelectedFigures, locaties, percentage
from tests.trends import fixed
from tests.trends.counted import calculate

K = "2026-K1"
SPAN = Span.named(K)
CIJFERS = calculate(K, fixed.rijen(), fixed.ploegen(), date(2026, 4, 30))
ROLLENSPEL, VOORBESPREKEN = Werkvorm.ROLLENSPEL, Werkvorm.VOORBESPREKEN

# indicator, kind, all, rollenspel, voorbespreken, Noord, Zuid, Noord and rollenspel; -: not shown.
COUNTED = """
oefeningen -                         96 62 34 48 48 30
teams      oefent                     8  -  -  4  4  -
teams      actief                     8  -  -  4  4  -
hoever     gesprek                   12  -  -  -  -  -
hoever     terugkijken                -  -  -  -  -  -
hoever     te_bespreken              13  -  -  7  6  -
hoever     afgerond                  48  -  - 28 20  -
hoever     niet_doorgegaan           13  -  -  5  8  -
begonnen   -                         18  -  -  -  -  -
thema      zelf_doen                 36 23 13 14 22  7
thema      zorgtechnologie           45 31 14 25 20 19
thema      naasten                   34 23 11 17 17 11
thema      veiligheid_en_eigen_keuze 29  -  - 15 14  -
leerthema  -                        169  -  -100 69  -
leerthema  openen                    60  -  - 29 31  -
leerthema  doorvragen                42  -  - 31 11  -
leerthema  emotie_en_weerstand       41  -  - 23 18  -
leerthema  boodschap                  -  -  -  -  -  -
geholpen   ja                        59  -  -  -  -  -
geholpen   nee                       22  -  -  -  -  -
plan       ja                        24  -  -  -  -  -
plan       nee                       12  -  -  -  -  -
behoefte   tijd                      11  -  -  -  -  -
behoefte   training                  20  -  -  -  -  -
"""
CHOICES = (
    Selection(),
    Selection(ROLLENSPEL),
    Selection(VOORBESPREKEN),
    Selection(None, "Noord"),
    Selection(None, "Zuid"),
    Selection(ROLLENSPEL, "Noord"),
)


def counted() -> list[tuple[str, str, Selection, int | None]]:
    found = []
    for line in COUNTED.replace("-100", "- 100").strip().splitlines():
        indicator, soort, *numbers = line.split()
        for keuze, number in zip(CHOICES, numbers, strict=True):
            value = None if number == "-" else int(number)
            found.append((indicator, "" if soort == "-" else soort, keuze, value))
    return found


@pytest.mark.parametrize(("indicator", "soort", "keuze", "value"), counted())
def test_each_figure_is_the_hand_count(
    indicator: str, soort: str, keuze: Selection, value: int | None
) -> None:
    assert SelectedFigures([CIJFERS], keuze).value(SPAN, Indicator(indicator), soort) == value


def test_the_set_has_more_than_60_oefeningen() -> None:
    assert len(fixed.lines()) == 120


def test_the_median_of_the_days_until_step_7_is_7() -> None:
    assert SelectedFigures([CIJFERS]).dagen(SPAN) == 7


def test_the_median_is_not_shown_for_a_part() -> None:
    assert SelectedFigures([CIJFERS], Selection(None, "Noord")).dagen(SPAN) is None


def test_the_locations_are_those_of_which_something_is_shown() -> None:
    assert locaties([CIJFERS]) == ["Noord", "Zuid"]


def test_the_shares_are_those_of_the_formulas() -> None:
    value = SelectedFigures([CIJFERS]).value
    ja = value(SPAN, Indicator.GEHOLPEN, Answer.JA) or 0
    nee = value(SPAN, Indicator.GEHOLPEN, Answer.NEE) or 0
    done = value(SPAN, Indicator.HOEVER, HowFar.AFGEROND) or 0
    due = value(SPAN, Indicator.HOEVER, HowFar.TE_BESPREKEN) or 0
    assert percentage(ja, ja + nee) == 73  # 59 of 81
    assert percentage(done, done + due) == 79  # 48 of 61
    used = value(SPAN, Indicator.PLAN, Answer.JA) or 0
    not_used = value(SPAN, Indicator.PLAN, Answer.NEE) or 0
    assert percentage(used, used + not_used) == 67  # 24 of 36: 6 of 48 needed none, 6 said nothing
    assert percentage(value(SPAN, Indicator.OEFENINGEN), 0) is None
    assert percentage(62, 96) == 65
    assert percentage(8, 9) is None
    assert percentage(value(SPAN, Indicator.TEAMS, Coverage.OEFENT), 8) is None  # n = 8


def test_what_was_begun_and_what_was_finished_is_counted_where_nobody_is_on_his_way() -> None:
    """Without the three that still moved 81 of 93 + 18 begun oefeningen reached step 6."""
    settled = [one for one in fixed.rijen() if not (one.verst is Stap.GESPREK and is_late(one))]
    selected = SelectedFigures([calculate(K, settled, fixed.ploegen(), date(2026, 4, 30))])
    assert selected.value(SPAN, Indicator.AFGEMAAKT) == 81
    assert selected.value(SPAN, Indicator.OEFENINGEN) == 93
    assert selected.value(SPAN, Indicator.BEGONNEN) == 18
    assert selected.value(SPAN, Indicator.HOEVER, HowFar.TERUGKIJKEN) == 7


def is_late(row: object) -> bool:
    return getattr(row, "last_activity", date.min) > date(2026, 3, 31)


def test_what_was_not_begun_is_shown_by_step_from_five_on() -> None:
    rows = [
        one.changed(has_leervraag=False, oefening=f"{one.oefening}-{number}")
        for number in range(3)
        for one in fixed.rijen()
        if one.verst is Stap.CASUS
    ]
    idle = [one for one in rows if not is_late(one)]
    played = [one for one in fixed.rijen() if one.verst is Stap.VERVOLG]
    selected = SelectedFigures([calculate(K, [*played, *rows], fixed.ploegen(), date(2026, 4, 30))])
    assert selected.value(SPAN, Indicator.LIGT, Stap.CASUS) == len(idle) == 18
    assert selected.value(SPAN, Indicator.LIGT, Stap.MOMENT) is None


# Leerpunten per role in the fixed set, counted by hand.
PER_ROLE = """
              inbrenger clientrol observant begeleider
openen               27        16        14          3
doorvragen           14        13        10          5
emotie_en_weerstand  13        14         -          -
"""


def test_three_times_the_set_shows_three_times_the_leerpunten_of_each_role() -> None:
    rows = [
        one.changed(oefening=f"{one.oefening}-{number}")
        for number in range(3)
        for one in fixed.rijen()
    ]
    selected = SelectedFigures([calculate(K, rows, fixed.ploegen(), date(2026, 4, 30))])
    header, *lines = (line.split() for line in PER_ROLE.strip().splitlines())
    for thema, *numbers in lines:
        for rol, number in zip(header, numbers, strict=True):
            expected = None if number == "-" else 3 * int(number)
            assert selected.value(SPAN, Indicator.LEERTHEMA, thema, Rol(rol)) == expected
    # Of the 2 of the begeleider only two people brought in: too few. The 12 of the observant hide
    # that, and the theme itself is shown.
    assert selected.value(SPAN, Indicator.LEERTHEMA, "emotie_en_weerstand") == 3 * 41
