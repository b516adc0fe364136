"""One pace: who leads moves the group, the others go along, look back and find the way again."""

from collections.abc import Callable

import pytest

from gesprek.content import inhoud
from gesprek.domain.gesprek import call_time_out, current_kaart, next_time_out
from gesprek.domain.oefening import Oefening, everyone_ready
from gesprek.domain.progress import give_lead, go_to, leider_of
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.terugblik import current_beurt, next_beurt
from gesprek.domain.werkvormen import Rol, Werkvorm
from gesprek.live.hub import _Topic
from gesprek.services.archive import Archive
from gesprek.services.root import services
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import screen_text
from gesprek.ui.steps import cards_and_observation, looking_back, play
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Elsewhere, Make, OwnDevice
from tests.ui.page_driver import PageDriver

STAP = inhoud().stappen
VOLGT = screen_text("groep.naar_de_groep", nummer=5, stap=STAP[Stap.GESPREK].kort.lower())
TERUG = screen_text("groep.naar_de_groep", nummer=4, stap=STAP[Stap.INLEVEN].kort.lower())
KIJKT = screen_text("groep.je_kijkt_terug", nummer=4, stap=STAP[Stap.INLEVEN].kort.lower())
ZELF, MEE = screen_text("groep.neem_over"), screen_text("groep.neem_mee")


def links(tab: PageDriver) -> list[str]:
    return [one.label for one in tab.at.page_link]


def main_actions(tab: PageDriver) -> list[str]:
    return [one.label for one in tab.at.button if one.key == "hoofdactie"]


def _onward(one: Oefening) -> Oefening:
    return go_to(everyone_ready(one), Stap.GESPREK)


@pytest.fixture
def vier(make: Make) -> Oefening:
    """Four people at step 4, each with a role."""
    return make(Werkvorm.ROLLENSPEL, 4, Stap.INLEVEN)


@pytest.fixture
def eigen(vier: Oefening, own_device: OwnDevice) -> Callable[[Rol], PageDriver]:
    """A function that returns the own device of who has a role, at step 4."""

    def come(rol: Rol) -> PageDriver:
        return own_device(vier, vier.with_rol(rol)[0]).open_step(Stap.INLEVEN, vier.id)

    return come


# Going along


@pytest.mark.parametrize("stap", [Stap.MOMENT, Stap.CASUS, Stap.GESPREK, Stap.VERVOLG])
def test_who_comes_in_by_an_old_address_is_where_the_group_is(
    vier: Oefening, own_device: OwnDevice, stap: Stap
) -> None:
    tab = own_device(vier, next(iter(vier.rollen))).open_step(stap, vier.id)
    tab.is_at(Stap.INLEVEN)
    assert "terug" not in tab.at.query_params


def test_a_page_that_the_group_left_has_the_way_to_the_group_for_the_browser_to_go(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], elsewhere: Elsewhere
) -> None:
    tab = eigen(Rol.OBSERVANT)
    assert VOLGT not in links(tab)
    elsewhere(vier, _onward)
    tab.tap(screen_text("samen.ik_ben_klaar"))
    tab.follow(VOLGT)
    tab.is_at(Stap.GESPREK)
    assert VOLGT not in links(tab)


def test_a_main_action_of_a_page_that_the_group_left_is_not_there(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], elsewhere: Elsewhere, archive: Archive
) -> None:
    tab = eigen(Rol.BEGELEIDER)
    elsewhere(vier, _onward)
    tab.tap_main(screen_text("stap_4.iedereen_klaar"))
    assert main_actions(tab) == []
    assert archive.oefening(vier.id).value.stap is Stap.GESPREK
    assert VOLGT in links(tab)


# Looking back


def test_who_looks_back_reads_where_the_group_is_and_a_reload_stays_there(
    eigen: Callable[[Rol], PageDriver],
) -> None:
    tab = eigen(Rol.OBSERVANT)
    tab.sees_not(KIJKT)
    tab.follow(STAP[Stap.CASUS].kort)
    tab.is_at(Stap.CASUS)
    assert tab.at.query_params["terug"] in ("1", ["1"])
    tab.sees(KIJKT)
    assert main_actions(tab) == []
    assert MEE not in tab.buttons
    tab.reload()
    tab.is_at(Stap.CASUS)
    tab.sees(KIJKT)
    tab.follow(TERUG)
    tab.is_at(Stap.INLEVEN)
    tab.sees_not(KIJKT)
    assert "terug" not in tab.at.query_params


def test_who_looks_back_stays_there_when_the_group_moves_and_reads_the_new_step(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], elsewhere: Elsewhere
) -> None:
    tab = eigen(Rol.OBSERVANT)
    tab.follow(STAP[Stap.CASUS].kort)
    elsewhere(vier, _onward)
    tab.reload()
    tab.is_at(Stap.CASUS)
    assert VOLGT in links(tab)
    tab.sees(screen_text("groep.je_kijkt_terug", nummer=5, stap=STAP[Stap.GESPREK].kort.lower()))


def test_who_leads_takes_everybody_along_to_where_they_look_back(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], archive: Archive
) -> None:
    tab = eigen(Rol.BEGELEIDER)
    tab.follow(STAP[Stap.CASUS].kort)
    assert main_actions(tab) == []
    tab.tap(MEE)
    assert archive.oefening(vier.id).value.stap is Stap.CASUS
    tab.is_at(Stap.CASUS)
    tab.sees_not(KIJKT)
    assert len(main_actions(tab)) == 1
    assert "terug" not in tab.at.query_params


def test_before_the_set_up_the_page_of_the_one_machine_is_where_the_group_is(
    make: Make, tab: PageDriver
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.GESPREK)
    tab.open_step(Stap.CASUS, one.id)
    tab.is_at(Stap.CASUS)
    assert len(main_actions(tab)) == 1
    assert VOLGT not in links(tab)


# The lead


def test_who_does_not_lead_has_no_main_action_and_reads_who_does(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], team: Team
) -> None:
    leads = screen_text("groep.leidt", naam=team.name_of(vier.with_rol(Rol.BEGELEIDER)[0]))
    for rol in Rol:
        tab = eigen(rol)
        tab.sees(leads)
        assert (main_actions(tab) == []) is (rol is not Rol.BEGELEIDER)
        assert (screen_text("groep.je_gaat_mee", wie=leads) in tab.lines()) is (
            rol is not Rol.BEGELEIDER
        )


def test_the_lead_is_handed_over_with_one_tap(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], archive: Archive, team: Team
) -> None:
    inbrenger, begeleider = eigen(Rol.INBRENGER), eigen(Rol.BEGELEIDER)
    (person,) = vier.with_rol(Rol.INBRENGER)
    begeleider.sees(screen_text("groep.geef_door"))
    assert ZELF not in begeleider.buttons
    begeleider.tap(team.name_of(person))
    assert leider_of(archive.oefening(vier.id).value) == person
    assert main_actions(begeleider) == []
    inbrenger.reload()
    assert main_actions(inbrenger) == [screen_text("stap_4.iedereen_klaar")]


def test_the_lead_is_taken_over_in_the_window_that_says_who_leads(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], archive: Archive, team: Team
) -> None:
    tab = eigen(Rol.CLIENTROL)
    tab.sees_not(screen_text("groep.geef_door"))
    (begeleider,) = vier.with_rol(Rol.BEGELEIDER)
    tab.sees(screen_text("groep.zeker", naam=team.name_of(begeleider)))
    tab.tap(ZELF)
    assert leider_of(archive.oefening(vier.id).value) == vier.with_rol(Rol.CLIENTROL)[0]
    assert main_actions(tab) == [screen_text("stap_4.iedereen_klaar")]
    assert ZELF not in tab.buttons


@pytest.mark.parametrize("stap", list(Stap))
def test_each_step_page_lets_who_looks_back_take_the_lead_too(
    vier: Oefening, own_device: OwnDevice, archive: Archive, elsewhere: Elsewhere, stap: Stap
) -> None:
    elsewhere(vier, lambda one: one.changed(verst=Stap.VERVOLG))
    (person,) = vier.with_rol(Rol.CLIENTROL)
    tab = own_device(vier, person)
    tab.open(f"stap_{stap.number}_{stap.value}", o=vier.id, terug="1")
    tab.is_at(stap)
    tab.tap(ZELF)
    assert leider_of(archive.oefening(vier.id).value) == person
    tab.is_at(stap)


def test_who_goes_along_reads_that_the_device_of_who_leads_is_gone(
    vier: Oefening, own_device: OwnDevice, team: Team
) -> None:
    (leads,), (other,) = vier.with_rol(Rol.BEGELEIDER), vier.with_rol(Rol.CLIENTROL)
    name = team.name_of(leads)
    leidt = screen_text("groep.leidt", naam=name)
    words = screen_text("groep.is_weg", naam=name, knop=leidt)
    tab = own_device(vier, other).open_step(Stap.INLEVEN, vier.id)
    tab.sees_not(words)
    services().hub._topics[vier.id] = _Topic(seen={leads, other})
    tab.reload()
    tab.sees(words)
    tab.tap(ZELF)
    tab.sees_not(words)


def test_who_has_no_role_cannot_take_the_lead(
    vier: Oefening, own_device: OwnDevice, team: Team
) -> None:
    (outsider,) = [one for one in team.deelnemers if one not in vier.rollen]
    tab = own_device(vier, outsider).open_step(Stap.INLEVEN, vier.id)
    tab.sees(screen_text("groep.doe_eerst_mee"))
    assert ZELF not in tab.buttons
    assert main_actions(tab) == []


def test_a_device_of_all_goes_on_beside_who_leads(
    vier: Oefening, own_device: OwnDevice, archive: Archive, elsewhere: Elsewhere
) -> None:
    elsewhere(vier, lambda one: give_lead(one, one.with_rol(Rol.OBSERVANT)[0]))
    tab = own_device(vier).open_step(Stap.INLEVEN, vier.id)
    tab.tap_main(screen_text("stap_4.iedereen_klaar"))
    tab.is_at(Stap.GESPREK)
    assert archive.oefening(vier.id).value.stap is Stap.GESPREK


# Two at the same moment


def test_a_main_action_counts_also_when_somebody_else_saves_at_the_same_moment(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], at_once: Elsewhere, archive: Archive
) -> None:
    tab = eigen(Rol.BEGELEIDER)
    path = ("inleven", "klaar", vier.with_rol(Rol.OBSERVANT)[0])
    at_once(vier, lambda one: one.with_value(path, value=True))
    tab.tap_main(screen_text("stap_4.iedereen_klaar"))
    tab.is_at(Stap.GESPREK)
    assert not tab.at.error
    stored = archive.oefening(vier.id).value
    assert stored.inleven.klaar == dict.fromkeys(stored.rollen, True)


def test_who_is_ready_at_the_same_moment_as_a_colleague_does_not_undo_them(
    vier: Oefening, eigen: Callable[[Rol], PageDriver], at_once: Elsewhere, archive: Archive
) -> None:
    tab = eigen(Rol.OBSERVANT)
    (other,) = vier.with_rol(Rol.CLIENTROL)
    at_once(vier, lambda one: one.with_value(("inleven", "klaar", other), value=True))
    tab.tap(screen_text("samen.ik_ben_klaar"))
    ready = archive.oefening(vier.id).value.inleven.klaar
    assert ready == {other: True, vier.with_rol(Rol.OBSERVANT)[0]: True}


def _pause(one: Oefening) -> Oefening:
    paused = call_time_out(one.gesprek, next_time_out(one.gesprek), now())
    return one.changed(gesprek=paused)


def _turn(one: Oefening) -> Oefening:
    return one.changed(terugblik=next_beurt(one.terugblik, one.rollen))


def _card(one: Oefening) -> Oefening:
    card = current_kaart(one.gesprek)
    return cards_and_observation.finish_card(card, one)


TWICE = {
    "start": (Werkvorm.ROLLENSPEL, Stap.GESPREK, Fill.EMPTY, play.begin),
    "stop": (Werkvorm.ROLLENSPEL, Stap.GESPREK, Fill.HALF, play.stop),
    "first card": (Werkvorm.VOORBESPREKEN, Stap.GESPREK, Fill.EMPTY, play.begin),
    "next card": (Werkvorm.VOORBESPREKEN, Stap.GESPREK, Fill.HALF, _card),
    "turn": (Werkvorm.ROLLENSPEL, Stap.TERUGKIJKEN, Fill.EMPTY, _turn),
}


@pytest.mark.parametrize("what", TWICE)
def test_two_taps_at_the_same_moment_are_one(
    make: Make, own_device: OwnDevice, at_once: Elsewhere, archive: Archive, what: str
) -> None:
    werkvorm, stap, fill, act = TWICE[what]
    one = make(werkvorm, 2, stap, fill)
    once = act(one)
    tab = own_device(one, one.with_rol(Rol.CLIENTROL)[0]).open_step(stap, one.id)
    at_once(one, act)
    tab.tap_main(tab.main_action)
    assert not tab.at.error, [error.value for error in tab.at.error]
    stored = archive.oefening(one.id).value
    assert list(stored.gesprek.rondes) == list(once.gesprek.rondes)
    assert stored.gesprek.running == once.gesprek.running
    assert stored.gesprek.kaarten == once.gesprek.kaarten
    assert current_beurt(stored.terugblik, one.rollen) is current_beurt(once.terugblik, one.rollen)


def test_a_time_out_that_two_call_at_the_same_moment_is_one(
    make: Make, own_device: OwnDevice, at_once: Elsewhere, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    (person,) = one.with_rol(Rol.CLIENTROL)
    begun = archive.save(archive.oefening(one.id), play.begin(one)).value
    tab = own_device(one, person).open_step(Stap.GESPREK, one.id)
    at_once(begun, _pause)
    tab.tap(screen_text("stap_5.time_out"))
    assert not tab.at.error
    (ronde,) = archive.oefening(one.id).value.gesprek.rondes.values()
    assert list(ronde.time_outs) == ["t001"]
    tab.sees(screen_text("stap_5.einde_time_out"))


def test_a_time_out_of_a_round_that_was_stopped_says_so(
    make: Make, own_device: OwnDevice, elsewhere: Elsewhere, archive: Archive
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 4, Stap.GESPREK)
    elsewhere(one, play.begin)
    tab = own_device(one, one.with_rol(Rol.CLIENTROL)[0]).open_step(Stap.GESPREK, one.id)
    before = elsewhere(one, play.stop)
    tab.tap(screen_text("stap_5.time_out"))
    assert [error.value for error in tab.at.error] == [
        "Er loopt geen ronde. Start eerst een ronde."
    ]
    assert archive.oefening(one.id).value == before


def test_a_turn_that_was_left_and_a_card_that_was_turned_just_before_stay_as_they_are(
    make: Make,
) -> None:
    one = make(Werkvorm.ROLLENSPEL, 2, Stap.TERUGKIJKEN)
    leaving = current_beurt(one.terugblik, one.rollen)
    moved = looking_back.onward_from(leaving, one)
    assert moved != one
    assert looking_back.onward_from(leaving, moved) == moved
    talks = make(Werkvorm.VOORBESPREKEN, 2, Stap.GESPREK, Fill.HALF)
    card = current_kaart(talks.gesprek)
    turned = cards_and_observation.finish_card(card, talks)
    assert turned != talks
    assert cards_and_observation.finish_card(card, turned) == turned
