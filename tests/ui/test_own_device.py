"""Who comes in by a code says who they are, and sees the own role and only what is theirs."""

from collections.abc import Callable

import pytest

from gesprek.access.visitors import LogIn
from gesprek.content import inhoud
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.visits import Visits
from gesprek.ui.frame.words import screen_text
from tests.support.builders.oefeningen import NAMES
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver

Komt = Callable[[Oefening], tuple[PageDriver, LogIn]]


@pytest.fixture
def komt(visits: Visits, as_visitor: Callable[..., PageDriver]) -> Komt:
    """A function that lets somebody come in by the code of an oefening, at step 4."""

    def come(one: Oefening) -> tuple[PageDriver, LogIn]:
        code = visits.join_codes.code_of(one.id)
        log_in = visits.sign_in.by_code(code, "10.0.0.1")
        return as_visitor(log_in).open_step(Stap.INLEVEN, one.id), log_in

    return come


def persoon(visits: Visits, log_in: LogIn) -> str | None:
    found = visits.by_id(log_in.id)
    assert found
    return found.visitor.persoon


def test_who_comes_in_by_a_code_is_asked_once_and_sees_the_own_role_first(
    make: Make, komt: Komt, visits: Visits, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)
    tab, log_in = komt(one)
    assert tab.title == screen_text("wie.titel")
    (observant,) = one.with_rol(Rol.OBSERVANT)
    naam = team.name_of(observant)
    tab.tap(naam)
    tab.is_at(Stap.INLEVEN)
    assert persoon(visits, log_in) == observant
    tab.sees(screen_text("wie.jij_bent", naam=naam), screen_text("stapbalk.andere_rollen"))
    tab.sees_not(screen_text("stap_4.brief_uitleg"))
    tab.reload()
    tab.is_at(Stap.INLEVEN)


@pytest.mark.parametrize("rol", [Rol.INBRENGER, Rol.CLIENTROL])
def test_inbrenger_and_clientrol_write_the_brief_on_their_own_device_without_a_veil(
    make: Make, komt: Komt, team: Team, archive: Archive, rol: Rol
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    tab, _ = komt(one)
    tab.tap(team.name_of(one.with_rol(rol)[0]))
    tab.write(screen_text("stap_4.brief"), "Zij is vandaag moe.")
    assert archive.oefening(one.id).value.inleven.brief == "Zij is vandaag moe."


def test_only_the_own_preparation_is_there(make: Make, komt: Komt, team: Team) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    tab, _ = komt(one)
    me, *others = list(one.rollen)
    tab.tap(team.name_of(me))
    labels = [field.label for field in tab.fields]
    assert screen_text("stap_4.eigen_van", naam=team.name_of(me)) in labels
    for other in others:
        assert screen_text("stap_4.eigen_van", naam=team.name_of(other)) not in labels
        tab.sees_not(screen_text("algemeen.prive_schrijf", naam=team.name_of(other)))


def test_a_new_name_joins_the_list_and_takes_the_first_free_role(
    make: Make, komt: Komt, archive: Archive, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)
    tab, _ = komt(one)
    tab.type(screen_text("wie.nieuw"), "Fleur")
    tab.tap(screen_text("wie.verder"))
    tab.is_at(Stap.INLEVEN)
    tab.sees(screen_text("wie.jij_bent", naam="Fleur"))
    names = {key: person.naam for key, person in archive.team(team.id).value.deelnemers.items()}
    (fleur,) = [key for key, naam in names.items() if naam == "Fleur"]
    assert archive.oefening(one.id).value.rollen[fleur] is Rol.OBSERVANT


@pytest.mark.parametrize("naam", ["", "  ", NAMES[0], "**vet**", "a" * 100_000])
def test_a_name_that_cannot_be_one_is_refused_and_asked_again(
    make: Make, komt: Komt, archive: Archive, team: Team, naam: str
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    tab, _ = komt(one)
    tab.type(screen_text("wie.nieuw"), naam)
    tab.tap(screen_text("wie.verder"))
    assert tab.title == screen_text("wie.titel")
    assert len(tab.at.error) == 1
    assert archive.team(team.id).value == team


def test_a_fourth_in_voorbespreken_is_in_and_reads_that_the_form_is_full(
    make: Make, komt: Komt, archive: Archive, team: Team
) -> None:
    one = make(Werkvorm.VOORBESPREKEN, 3, Stap.INLEVEN)
    tab, _ = komt(one)
    (outsider, *_) = [key for key in team.deelnemers if key not in one.rollen]
    tab.tap(team.name_of(outsider))
    tab.is_at(Stap.INLEVEN)
    tab.sees(screen_text("wie.geen_plek"))
    assert archive.oefening(one.id).value.rollen == one.rollen


def test_the_same_person_on_a_second_device_takes_over_after_being_asked(
    make: Make, komt: Komt, visits: Visits, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    person = next(iter(one.rollen))
    naam = team.name_of(person)
    first, first_log_in = komt(one)
    first.tap(naam)
    second, second_log_in = komt(one)
    second.tap(naam)
    assert second.title == screen_text("wie.titel")
    assert persoon(visits, first_log_in) == person
    second.tap(screen_text("wie.hier_verder", naam=naam))
    second.is_at(Stap.INLEVEN)
    assert persoon(visits, second_log_in) == person
    assert persoon(visits, first_log_in) is None
    first.reload()
    assert first.title == screen_text("wie.titel")


def test_a_device_of_all_keeps_the_veil_and_shows_every_card(
    make: Make, komt: Komt, team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    tab, _ = komt(one)
    tab.tap(screen_text("wie.van_ons_allemaal"))
    tab.is_at(Stap.INLEVEN)
    reader = team.name_of(one.with_rol(Rol.CLIENTROL)[0])
    tab.sees(screen_text("algemeen.prive_schrijf", naam=reader))
    roles = inhoud().rollen[Werkvorm.ROLLENSPEL]
    tab.sees(*(roles[rol].titel for rol in set(one.rollen.values())))


def test_who_came_by_the_key_may_say_whose_device_it_is_and_change_it(
    make: Make, visits: Visits, as_visitor: Callable[..., PageDriver], team: Team
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.INLEVEN)
    log_in = visits.sign_in.by_key(visits.renew_key(team.id), "10.0.0.1", onthoud=False)
    tab = as_visitor(log_in).open_step(Stap.INLEVEN, one.id)
    tab.is_at(Stap.INLEVEN)
    tab.tap(screen_text("wie.mijn_apparaat"))
    tab.tap(team.name_of(next(iter(one.rollen))))
    assert persoon(visits, log_in) == next(iter(one.rollen))
    tab.tap(screen_text("wie.jij_bent", naam=team.name_of(next(iter(one.rollen)))))
    tab.tap(screen_text("wie.van_ons_allemaal"))
    assert persoon(visits, log_in) == ""
