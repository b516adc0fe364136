"""Making a team, its names, and the doors to an oefening."""

from datetime import timedelta

import pytest

from gesprek.domain.base import InvalidName, TextMissing, TextTooLong
from gesprek.domain.dates import local, local_day
from gesprek.domain.oefening import plan_moment
from gesprek.domain.progress import Stand
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team, add_deelnemer, new_team
from gesprek.domain.text import MAX_NAAM
from gesprek.domain.vervolg import mark_niet_doorgegaan, plan
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.storage.values import new_id
from gesprek.ui.fields.open_oefening import now, today
from gesprek.ui.frame.words import day, day_and_time, label, screen_text
from tests.support.builders.oefeningen import KWAAD, Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

NAAM = screen_text("team.nieuwe_naam")
NU = screen_text("team.nu_oefenen")

WRONG_NAMES = [
    f"[{KWAAD}](https://kwaad.example)",
    f"![{KWAAD}](https://kwaad.example/a.png)",
    f"<b>{KWAAD}</b>",
    f"**{KWAAD}**",
    f":red[{KWAAD}]",
    f"${KWAAD}$",
    f"www.{KWAAD}.example",
    "a" * (MAX_NAAM + 1),
    "a" * 100_000,
]


def names_of(archive: Archive, team: Team) -> list[str]:
    return [one.naam for one in archive.team(team.id).value.deelnemers.values()]


# --- the names of a team ---------------------------------------------------------------------


def test_a_name_is_stored_when_the_field_is_left_and_the_field_is_ready_for_the_next(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    tab.open("team", t=team.id)
    for naam in ("Fleur", "Gijs"):
        tab.write(NAAM, naam)
        tab.holds(NAAM, "")
    assert names_of(archive, team)[-2:] == ["Fleur", "Gijs"]
    tab.sees("Fleur", "Gijs")


def test_an_empty_list_of_names_is_open_and_stays_so_for_who_fills_it(
    tab: PageDriver, archive: Archive
) -> None:
    empty = archive.create_team(new_team(new_id(), "Team Nieuw")).value

    def is_open() -> bool:
        (names,) = [one for one in tab.at.expander if one.label == screen_text("team.deelnemers")]
        return bool(names.proto.expanded)

    tab.open("team", t=empty.id)
    assert is_open()
    for naam in ("Fleur", "Gijs"):
        tab.write(NAAM, naam)
        assert is_open()
    tab.reload()
    assert not is_open()


@pytest.mark.parametrize("naam", ["  ", "ANOUK", *WRONG_NAMES], ids=lambda naam: naam[:9])
def test_a_wrong_name_is_refused_in_dutch_stays_in_its_field_and_stores_nothing(
    tab: PageDriver, archive: Archive, team: Team, naam: str
) -> None:
    tab.open("team", t=team.id)
    tab.write(NAAM, naam)
    with pytest.raises((InvalidName, TextTooLong, TextMissing)) as refused:
        add_deelnemer(team, new_id(), naam)
    assert [error.value for error in tab.at.error] == [refused.value.sentence]
    tab.holds(NAAM, naam)
    assert archive.team(team.id).value == team
    tab.is_plain()


def test_a_name_that_is_removed_can_be_put_back(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    tab.open("team", t=team.id)
    tab.tap(screen_text("team.verwijder_naam", naam="Bastiaan"))
    assert "Bastiaan" not in names_of(archive, team)
    tab.sees_not("Bastiaan")
    tab.tap(screen_text("algemeen.ongedaan"))
    assert archive.team(team.id).value.deelnemers == team.deelnemers
    tab.sees("Bastiaan")
    tab.sees_not(screen_text("algemeen.verwijderd"))


def test_who_was_removed_from_the_list_is_a_colleague_in_an_old_oefening(
    tab: PageDriver, make: Make, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.GESPREK, Fill.WHOLE)
    tab.open("team", t=team.id)
    for naam in [deelnemer.naam for deelnemer in team.deelnemers.values()]:
        tab.tap(screen_text("team.verwijder_naam", naam=naam))
    for stap in Stap:
        tab.open_step(stap, one.id)
        tab.sees_not("Anouk", "Bastiaan", "Chantal")
    tab.sees_not("None")
    tab.open("team", t=team.id)
    tab.sees(screen_text("team.ingebracht_door", naam="een collega"))


# --- begin now -------------------------------------------------------------------------------


def test_nu_oefenen_opens_step_1_of_a_new_oefening_with_a_form_and_roles_proposed(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    tab.open("team", t=team.id)
    tab.tap(NU)
    tab.is_at(Stap.MOMENT)
    (made,) = archive.oefeningen(team.id)
    assert tab.oefening_id == made.id
    assert made.gepland_op is None
    assert made.werkvorm is Werkvorm.ROLLENSPEL
    assert set(made.rollen) == set(team.deelnemers)
    assert {*made.rollen.values()} == set(Rol)
    tab.sees(screen_text("stapbalk.alles_klaar"))


def test_nu_oefenen_twice_makes_one_oefening_as_long_as_nobody_wrote_in_it(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    for _ in range(2):
        tab.open("team", t=team.id)
        tab.tap(NU)
    (made,) = archive.oefeningen(team.id)
    assert tab.oefening_id == made.id
    tab.tap_main(screen_text("algemeen.verder_naar", stap="voorbereiden"))
    tab.open("team", t=team.id)
    tab.tap(NU)
    assert [made.id, tab.oefening_id] == [one.id for one in archive.oefeningen(team.id)]


def test_nu_oefenen_without_names_opens_step_1_which_says_to_put_a_name_on_the_list(
    tab: PageDriver, archive: Archive
) -> None:
    empty = archive.create_team(new_team(new_id(), "Team Leeg")).value
    tab.open("team", t=empty.id)
    tab.tap(NU)
    tab.is_at(Stap.MOMENT)
    tab.sees(screen_text("team.geen_deelnemers"), "Nog nodig: Kies wie de casus inbrengt.")
    for naam in ("Fleur", "Gijs"):
        tab.write(NAAM, naam)
    assert list(stored(tab).rollen.values()) == [Rol.INBRENGER, Rol.CLIENTROL]
    assert names_of(archive, empty) == ["Fleur", "Gijs"]


def test_the_next_oefening_proposes_who_was_here_last_and_another_inbrenger(
    tab: PageDriver, make: Make, team: Team
) -> None:
    before = make(Werkvorm.VOORBESPREKEN, 2, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.tap(NU)
    after = stored(tab)
    assert set(after.rollen) == set(before.rollen)
    assert after.werkvorm is Werkvorm.VOORBESPREKEN
    assert after.with_rol(Rol.INBRENGER) == before.with_rol(Rol.CLIENTROL)


# --- plan ahead ------------------------------------------------------------------------------


def test_plan_a_practice_opens_step_1_for_tomorrow(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    tab.open("team", t=team.id)
    tab.tap(screen_text("team.plan"))
    tab.is_at(Stap.MOMENT)
    (made,) = archive.oefeningen(team.id)
    assert made.gepland_op
    assert local_day(made.gepland_op) == today() + timedelta(days=1)
    assert tab.chosen(screen_text("stap_1.moment")) == [screen_text("stap_1.later")]
    tab.open("team", t=team.id)
    tab.sees(label(Stand.GEPLAND), day_and_time(made.gepland_op))


def test_a_planned_oefening_is_not_taken_for_an_unused_one(
    tab: PageDriver, archive: Archive, team: Team
) -> None:
    for words in (screen_text("team.plan"), NU):
        tab.open("team", t=team.id)
        tab.tap(words)
    assert [bool(one.gepland_op) for one in archive.oefeningen(team.id)] == [True, False]


# --- the board -------------------------------------------------------------------------------


def test_every_kind_of_open_and_closed_oefening_has_its_group(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    form = Werkvorm.ROLLENSPEL
    make(form, 3, Stap.VERVOLG, Fill.HALF)
    make(form, 3, Stap.VERVOLG, Fill.WHOLE)
    seen = [archive.oefening(make(form, 3, Stap.VERVOLG).id) for _ in range(3)]
    for versie, days in zip(seen, (-40, +3), strict=False):
        planned = plan(versie.value.vervolg, today() + timedelta(days=days), today())
        archive.save(versie, versie.value.changed(vervolg=planned))
    gone = mark_niet_doorgegaan(seen[2].value.vervolg, today())
    archive.save(seen[2], seen[2].value.changed(vervolg=gone))
    fresh = archive.oefening(make(form, 3, Stap.MOMENT).id)
    archive.save(fresh, plan_moment(fresh.value, now() + timedelta(days=2), now()))
    make(form, 3, Stap.CASUS, Fill.HALF)

    tab.open("team", t=team.id)
    groups = [line for line in tab.lines() if line.startswith("### ")]
    assert [group.split(maxsplit=2)[2] for group in groups] == [label(one) for one in Stand]
    tab.sees(day(today()))


def test_a_team_with_only_closed_oefeningen_is_told_that_nothing_is_open(
    tab: PageDriver, make: Make, team: Team
) -> None:
    make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open("team", t=team.id)
    tab.sees(screen_text("team.niets_open"))
    tab.sees_not(screen_text("team.leeg"), screen_text("team.geen_gesloten"))


def test_a_team_sees_only_its_own_oefeningen(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    make(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.HALF)
    other = archive.create_team(new_team(new_id(), "Team Noord")).value
    tab.open("team", t=other.id)
    tab.sees_not(KWAAD, *(one.naam for one in team.deelnemers.values()))
    tab.sees(screen_text("team.leeg"))


def test_a_planned_moment_shows_in_dutch_time(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    versie = archive.oefening(make(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT).id)
    moment = now() + timedelta(days=2)
    archive.save(versie, plan_moment(versie.value, moment, now()))
    tab.open("team", t=team.id)
    tab.sees(f"om {local(moment):%H:%M}")
