"""Step 7 asks what counts: plan, expectation beside outcome, what helped; and ten minutes more."""

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.ten_minutes import turned
from gesprek.domain.terugblik import Meenemer
from gesprek.domain.vervolg import Hulp, PlanGebruikt, Vervolgstaat, Verwachting
from gesprek.domain.werkvormen import TEN_MINUTES, Werkvorm
from gesprek.services.archive import Archive
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import LEVEND, Fill
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver, stored

ROLLENSPEL = Werkvorm.ROLLENSPEL
PLAN, HIELP = screen_text("napraten.plan_gebruikt"), screen_text("napraten.hielp")
HOE, ROND_AF = screen_text("stap_7.hoe_ging_het"), screen_text("stap_7.rond_af")
BEGIN = screen_text("tien_minuten.begin")


@pytest.fixture
def geweest(tab: PageDriver, make: Make) -> PageDriver:
    """Step 7, after the real conversation."""
    return tab.open_step(Stap.VERVOLG, make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF).id)


def groups(tab: PageDriver) -> list[str]:
    return [one.label for one in tab.at.button_group]


def test_whether_the_plan_was_used_and_what_helped_are_stored(geweest: PageDriver) -> None:
    geweest.choose(PLAN, PlanGebruikt.DEELS)
    geweest.choose(HIELP, Hulp.OEFENEN, Hulp.RUST)
    vervolg = stored(geweest).vervolg
    assert vervolg.plan_gebruikt is PlanGebruikt.DEELS
    assert vervolg.hielp == (Hulp.OEFENEN, Hulp.RUST)
    geweest.choose(HIELP)
    assert stored(geweest).vervolg.hielp == ()


def test_without_a_plan_nobody_asks_whether_it_was_used(
    tab: PageDriver, make: Make, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF)
    bare = one.terugblik.changed(meenemer=Meenemer())
    elsewhere(one, lambda it: it.changed(terugblik=bare))
    tab.open_step(Stap.VERVOLG, one.id)
    assert PLAN not in groups(tab)
    assert HIELP in groups(tab)


def test_all_of_it_can_be_left_out(geweest: PageDriver) -> None:
    before = stored(geweest).vervolg
    geweest.choose(HOE, Verwachting.GOED)
    geweest.tap_main(ROND_AF)
    after = stored(geweest).vervolg
    assert after.staat is Vervolgstaat.AFGEROND
    assert (after.plan_gebruikt, after.hielp) == (before.plan_gebruikt, before.hielp)


def test_expectation_and_outcome_stand_beside_each_other_in_words(geweest: PageDriver) -> None:
    was = screen_text("stap_7.zo_ging_het")
    assert not [line for line in geweest.lines() if line.startswith(was)]
    geweest.choose(HOE, Verwachting.MOEILIJK)
    geweest.sees(
        f"{screen_text('stap_7.verwachting_was')}: **{label(Verwachting.WISSELEND)}**",
        f"{was}: **{label(Verwachting.MOEILIJK)}**",
        "Het ging lastiger dan gedacht.",
    )


def test_what_was_told_stands_in_the_closed_oefening(geweest: PageDriver) -> None:
    geweest.choose(PLAN, PlanGebruikt.JA)
    geweest.choose(HIELP, Hulp.PLAN, Hulp.TIP)
    geweest.choose(HOE, Verwachting.GOED)
    geweest.tap_main(ROND_AF)
    geweest.sees(
        f"{screen_text('napraten.het_plan')}: {label(PlanGebruikt.JA)}",
        f"{screen_text('napraten.dit_hielp')}: {label(Hulp.PLAN)} en {label(Hulp.TIP)}",
    )
    geweest.is_plain()


# --- ten minutes more ------------------------------------------------------------------------


@pytest.mark.parametrize("how", list(Verwachting))
def test_ten_minutes_more_are_offered_where_it_was_hard(
    geweest: PageDriver, how: Verwachting
) -> None:
    assert BEGIN not in geweest.buttons
    geweest.choose(HOE, how)
    assert (BEGIN in geweest.buttons) is (how is not Verwachting.GOED)
    geweest.tap_main(ROND_AF)
    assert (BEGIN in geweest.buttons) is (how is not Verwachting.GOED)


@pytest.mark.parametrize(
    ("werkvorm", "people"), [(ROLLENSPEL, 4), (ROLLENSPEL, 2), (Werkvorm.VOORBESPREKEN, 3)]
)
def test_two_taps_start_a_round_with_the_same_people_and_the_roles_turned(
    tab: PageDriver, make: Make, archive: Archive, werkvorm: Werkvorm, people: int
) -> None:
    together = werkvorm is Werkvorm.VOORBESPREKEN
    start = "stap_5.begin_kaarten" if together else "stap_5.start_eerste_ronde"
    before = make(werkvorm, people, Stap.VERVOLG, Fill.HALF)
    tab.open_step(Stap.VERVOLG, before.id)
    tab.choose(HOE, Verwachting.MOEILIJK)
    tab.tap(BEGIN)
    tab.is_at(Stap.GESPREK)
    tab.sees(screen_text("tien_minuten.plan"))
    assert LEVEND in " ".join(tab.lines())
    tab.tap_main(screen_text(start))
    one = stored(tab)
    assert one.id != before.id
    assert one.gesprek.running
    assert (one.minuten, one.rollen) == (TEN_MINUTES, turned(before.rollen))
    assert one.casus.leervraag == before.casus.leervraag
    assert len(archive.oefeningen(before.team)) == 2
    tab.open_step(Stap.MOMENT, one.id)
    assert tab.chosen(screen_text("stap_1.hoe_lang")) == [
        screen_text("algemeen.minuten", aantal=TEN_MINUTES)
    ]


def test_a_second_tap_opens_what_the_first_one_made(geweest: PageDriver, archive: Archive) -> None:
    geweest.choose(HOE, Verwachting.MOEILIJK)
    other = PageDriver().open_step(Stap.VERVOLG, geweest.oefening_id)
    geweest.tap(BEGIN)
    other.tap(BEGIN)
    assert other.oefening_id == geweest.oefening_id
    assert len(archive.oefeningen(stored(geweest).team)) == 2


def test_who_came_by_a_code_alone_cannot_make_an_oefening_and_is_offered_none(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere
) -> None:
    one = make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF)
    hard = one.vervolg.changed(hoe_ging_het=Verwachting.MOEILIJK)
    elsewhere(one, lambda it: it.changed(vervolg=hard))
    assert BEGIN not in own_device(one, "").open_step(Stap.VERVOLG, one.id).buttons


def test_in_any_other_step_5_no_plan_is_there_to_try(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.GESPREK, make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.HALF).id)
    tab.sees_not(screen_text("tien_minuten.plan"))
