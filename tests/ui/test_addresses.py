"""Addresses that people mistype or make up: a Dutch sentence, and nothing changes."""

from collections.abc import Callable
from pathlib import Path

import pytest

from gesprek.content import inhoud
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, new_team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id, new_oefening_id
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import KWAAD, LEVEND, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

HOSTILE = [
    "",
    " ",
    "xx",
    "None",
    "../../etc",
    "..%2f..%2fetc%2fpasswd",
    "/etc/passwd",
    "C:\\Windows",
    "a" * 100_000,
    LEVEND,
    "🌻",
    "שלום",
    "nul\x00teken",
    "'; drop table teams; --",
    "01arz3ndektsv4rrffq69g5fav/../team",
]
NAAR_START = screen_text("algemeen.naar_start")


def files(root: Path) -> dict[str, bytes]:
    found = (path for path in root.rglob("*") if path.is_file())
    return {str(path.relative_to(root)): path.read_bytes() for path in found}


def is_refused(tab: PageDriver) -> None:
    assert [error.value for error in tab.at.error] == [NotFound.message]
    tab.is_plain()
    tab.follow(NAAR_START)
    assert tab.title == screen_text("start.titel")


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: ascii(asked[:12]))
def test_an_oefening_that_cannot_be_gives_a_sentence_and_a_way_out(
    tab: PageDriver, root: Path, team: Team, asked: str
) -> None:
    assert team.deelnemers
    before = files(root)
    tab.open_step(Stap.CASUS, asked)
    is_refused(tab)
    assert files(root) == before


@pytest.mark.parametrize("asked", HOSTILE, ids=lambda asked: ascii(asked[:12]))
def test_a_team_that_cannot_be_gives_a_sentence_and_a_way_out(
    tab: PageDriver, root: Path, team: Team, asked: str
) -> None:
    assert team.deelnemers
    before = files(root)
    tab.open("team", t=asked)
    is_refused(tab)
    assert files(root) == before


@pytest.mark.parametrize("stap", list(Stap))
def test_a_step_without_an_oefening_gives_a_sentence(tab: PageDriver, stap: Stap) -> None:
    tab.open(f"stap_{stap.number}_{stap.value}")
    is_refused(tab)


@pytest.mark.parametrize(
    "wrong",
    [
        lambda one: new_oefening_id(one.team),
        lambda one: one.team,
        lambda one: one.id.upper(),
        lambda one: f"{one.id}0",
        lambda one: f"{new_id()}-{one.id.split('-')[1]}",
    ],
    ids=["unknown", "only-team", "capitals", "longer", "other-team"],
)
def test_an_id_that_looks_right_but_is_not_gives_a_sentence(
    tab: PageDriver, make: Make, wrong: Callable[[object], str]
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.HALF)
    tab.open_step(Stap.CASUS, wrong(one))
    is_refused(tab)


def test_an_oefening_is_not_found_under_another_team(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.HALF)
    other = archive.create_team(new_team(new_id(), "Team Noord")).value
    tab.open_step(Stap.CASUS, f"{other.id}-{one.id.split('-')[1]}")
    is_refused(tab)


def test_of_two_ids_in_the_address_the_last_one_counts_and_nothing_breaks(
    tab: PageDriver, make: Make
) -> None:
    first, last = (make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, fill) for fill in list(Fill)[:2])
    tab.at.switch_page("../../../pages/stap_3_casus.py")
    tab.at.query_params = {"o": [first.id, last.id]}
    tab._go()
    assert KWAAD in str(tab.field("Waar gaat het gesprek over?").value)


def test_parameters_that_mean_nothing_are_left_alone(tab: PageDriver, team: Team) -> None:
    tab.open("team", t=team.id, o=LEVEND, embed="true", x="../..")
    assert tab.title == team.naam
    tab.is_plain()


@pytest.mark.parametrize(
    ("path", "known"),
    [("", True), ("team", True), ("stap-3", True), ("bestaat-niet", False), ("stap-8", False)],
)
def test_an_unknown_page_says_so_above_the_start_page(
    tab: PageDriver, path: str, *, known: bool
) -> None:
    tab.at.context = {"url": f"http://127.0.0.1:8501/{path}"}
    tab.open("start")
    assert tab.title == screen_text("start.titel")
    (tab.sees_not if known else tab.sees)(screen_text("fouten.adres_onbekend"))


def test_two_tabs_hold_two_oefeningen_side_by_side(tab: PageDriver, make: Make) -> None:
    first, second = (make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS) for _ in range(2))
    other = PageDriver().open_step(Stap.CASUS, second.id)
    tab.open_step(Stap.CASUS, first.id)
    label = inhoud().casusvelden.leervraag.label
    tab.write(label, "Van de eerste")
    other.write(label, "Van de tweede")
    tab.open_step(Stap.CASUS, first.id)
    tab.holds(label, "Van de eerste")
    tab.open_step(Stap.CASUS, second.id)
    tab.holds(label, "Van de tweede")


def test_a_wrong_team_in_the_address_does_not_forget_the_own_team(
    tab: PageDriver, team: Team
) -> None:
    tab.open("team", t=team.id)
    tab.open("team", t="../../etc")
    tab.open("team")
    assert tab.title == team.naam
