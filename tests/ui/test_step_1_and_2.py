"""Steps 1 and 2: who, which form, which role, when; and getting ready together."""

from datetime import date, datetime, time, timedelta

import pytest
from streamlit.proto.WidgetStates_pb2 import WidgetStates

from gesprek.content import inhoud
from gesprek.domain.dates import TIME_ZONE, clock_in_words, day_in_words, local_day
from gesprek.domain.oefening import plan_moment
from gesprek.domain.preparation import Voorbereidingswijze
from gesprek.domain.progress import Missing
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import MAX_DEELNEMERS, MEETING_LENGTHS, Rol, Werkvorm, time_plan_of
from gesprek.services.archive import Archive
from gesprek.ui.fields import widgets
from gesprek.ui.fields.open_oefening import now, today
from gesprek.ui.frame.words import label, screen_text
from tests.support.builders.oefeningen import Fill
from tests.ui.conftest import Make
from tests.ui.page_driver import PageDriver, stored

VOORBESPREKEN, ROLLENSPEL = Werkvorm.VOORBESPREKEN, Werkvorm.ROLLENSPEL
WIE, VORM = screen_text("stap_1.wie"), screen_text("stap_1.vorm")
NAAM = screen_text("team.nieuwe_naam")
MOMENT, LATER = screen_text("stap_1.moment"), "later"
VIERDE = screen_text("rollen.vierde_bij_voorbespreken")
KIES_ROLLENSPEL = screen_text("rollen.kies_rollenspel")


def role(werkvorm: Werkvorm, rol: Rol) -> str:
    return inhoud().rollen[werkvorm][rol].titel


def roles(tab: PageDriver) -> list[Rol]:
    """Return the roles in the order of the team's list."""
    one = stored(tab)
    return [one.rollen[person] for person in sorted(one.rollen)]


# --- who, form and roles ---------------------------------------------------------------------


def test_a_colleague_who_leaves_or_joins_is_stored_with_one_tap(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(WIE, *people[:2])
    assert set(stored(tab).rollen) == set(people[:2])
    assert tab.saved
    tab.choose(WIE, *people[:2], people[4])
    assert stored(tab).rollen[people[4]] is Rol.OBSERVANT
    tab.sees(screen_text("stap_1.observanten", namen="Evelien"))


def test_a_browser_that_missed_the_last_drawings_takes_nobody_off_and_adds_nobody_twice(
    tab: PageDriver, make: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a busy machine: it sends what it shows with the next tap, which nobody chose anew."""
    monkeypatch.setattr(widgets, "_ON_ITS_WAY", 600.0)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 2, Stap.MOMENT).id)
    before = tab.group(WIE)._widget_state
    for naam in ("Wim", "Zoë"):
        tab.write(NAAM, naam)
    typed = tab.field(NAAM).set_value("Zoë")._widget_state
    people = list(stored(tab).rollen)
    assert len(people) == 4
    tab.at._run(WidgetStates(widgets=[before, typed]))
    assert list(stored(tab).rollen) == people
    assert not tab.at.error
    tab.holds(NAAM, "")
    assert len(tab.chosen(WIE)) == 4
    tab.choose(WIE, *people[:3])  # and who really takes somebody off, does
    assert list(stored(tab).rollen) == people[:3]


def test_a_role_that_falls_free_is_named_and_stops_the_way_on(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(WIE, people[0], people[2])
    tab.sees(f"Nog nodig: {label(Missing.CLIENTROL)}")
    tab.tap_main(screen_text("algemeen.verder_naar", stap="voorbereiden"))
    tab.is_at(Stap.MOMENT)
    assert [error.value for error in tab.at.error] == [label(Missing.CLIENTROL)]
    tab.choose(role(ROLLENSPEL, Rol.CLIENTROL), people[2])
    tab.tap_main(screen_text("algemeen.verder_naar", stap="voorbereiden"))
    tab.is_at(Stap.VOORBEREIDING)


def test_nobody_at_all_is_no_error_but_something_to_choose(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 2, Stap.MOMENT).id)
    tab.choose(WIE)
    assert stored(tab).rollen == {}
    tab.sees(label(Missing.INBRENGER), label(Missing.CLIENTROL))
    tab.tap_main(screen_text("algemeen.verder_naar", stap="voorbereiden"))
    tab.is_at(Stap.MOMENT)


def test_giving_a_role_away_swaps_it_with_the_one_who_had_it(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    assert roles(tab) == [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT]
    tab.choose(role(ROLLENSPEL, Rol.INBRENGER), people[2])
    assert roles(tab) == [Rol.OBSERVANT, Rol.CLIENTROL, Rol.INBRENGER]
    assert tab.chosen(role(ROLLENSPEL, Rol.INBRENGER)) == ["Chantal"]
    tab.choose(role(ROLLENSPEL, Rol.CLIENTROL), people[2])
    assert roles(tab) == [Rol.OBSERVANT, Rol.INBRENGER, Rol.CLIENTROL]


def test_a_begeleider_can_be_chosen_and_left_out_again(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(role(ROLLENSPEL, Rol.BEGELEIDER), people[2])
    assert roles(tab)[2] is Rol.BEGELEIDER
    tab.choose(role(ROLLENSPEL, Rol.BEGELEIDER))
    assert roles(tab)[2] is Rol.OBSERVANT


def test_in_voorbespreken_no_begeleider_is_offered(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.MOMENT, make(VOORBESPREKEN, 3, Stap.MOMENT).id)
    labels = [group.label for group in tab.at.button_group]
    assert role(VOORBESPREKEN, Rol.INBRENGER) in labels
    assert role(ROLLENSPEL, Rol.BEGELEIDER) not in labels


def test_another_form_keeps_the_people_and_turns_the_begeleider_into_an_observant(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(role(ROLLENSPEL, Rol.BEGELEIDER), people[2])
    tab.choose(VORM, VOORBESPREKEN)
    assert stored(tab).werkvorm is VOORBESPREKEN
    assert roles(tab) == [Rol.INBRENGER, Rol.CLIENTROL, Rol.OBSERVANT]
    tab.sees(inhoud().werkvormen[VOORBESPREKEN].uitleg)


def test_voorbespreken_with_four_people_is_refused_and_the_choice_springs_back(
    tab: PageDriver, make: Make
) -> None:
    one = make(ROLLENSPEL, 4, Stap.MOMENT)
    tab.open_step(Stap.MOMENT, one.id)
    tab.choose(VORM, VOORBESPREKEN)
    (error,) = tab.at.error
    assert error.value.startswith("Voorbespreken doe je met 2 of 3 mensen.")
    assert tab.chosen(VORM) == [label(ROLLENSPEL)]
    assert stored(tab) == one


def test_a_fourth_person_in_voorbespreken_waits_and_rollenspel_lets_everybody_in(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    one = make(VOORBESPREKEN, 3, Stap.MOMENT)
    tab.open_step(Stap.MOMENT, one.id)
    tab.choose(WIE, *people[:4])
    tab.sees(VIERDE)
    assert stored(tab) == one
    assert tab.chosen(WIE) == ["Anouk", "Bastiaan", "Chantal"]
    tab.tap(KIES_ROLLENSPEL)
    assert stored(tab).werkvorm is ROLLENSPEL
    assert set(stored(tab).rollen) == set(people[:4])
    assert tab.chosen(WIE) == ["Anouk", "Bastiaan", "Chantal", "Driss"]
    tab.sees_not(VIERDE)


def test_the_offer_of_a_rollenspel_goes_when_somebody_else_leaves(
    tab: PageDriver, make: Make, team: Team
) -> None:
    people = list(team.deelnemers)
    tab.open_step(Stap.MOMENT, make(VOORBESPREKEN, 3, Stap.MOMENT).id)
    tab.choose(WIE, *people[:4])
    tab.choose(WIE, *people[:2])
    tab.sees_not(VIERDE)
    assert set(stored(tab).rollen) == set(people[:2])


def test_a_walk_in_is_put_on_the_list_and_in_the_practice_at_once(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 2, Stap.MOMENT).id)
    tab.write(NAAM, "Fleur")
    assert [one.naam for one in archive.team(team.id).value.deelnemers.values()][-1] == "Fleur"
    assert tab.chosen(WIE) == ["Anouk", "Bastiaan", "Fleur"]
    assert roles(tab)[-1] is Rol.OBSERVANT
    tab.holds(NAAM, "")


def test_a_walk_in_as_fourth_in_voorbespreken_is_on_the_list_and_waits(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    one = make(VOORBESPREKEN, 3, Stap.MOMENT)
    tab.open_step(Stap.MOMENT, one.id)
    tab.write(NAAM, "Fleur")
    tab.sees(VIERDE)
    assert stored(tab) == one
    tab.tap(KIES_ROLLENSPEL)
    fleur = list(archive.team(team.id).value.deelnemers)[-1]
    assert stored(tab).rollen[fleur] is Rol.OBSERVANT


def test_more_people_than_a_practice_holds_are_refused_in_dutch(
    tab: PageDriver, archive: Archive, make: Make, team: Team
) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 5, Stap.MOMENT).id)
    for number in range(MAX_DEELNEMERS - 5):
        tab.write(NAAM, f"Collega {number}")
    assert len(stored(tab).rollen) == MAX_DEELNEMERS
    tab.write(NAAM, "Te veel")
    assert [error.value for error in tab.at.error] == [
        f"Oefen met hooguit {MAX_DEELNEMERS} mensen. Maak twee groepen als je met meer bent."
    ]
    assert len(stored(tab).rollen) == MAX_DEELNEMERS
    assert len(tab.chosen(WIE)) == MAX_DEELNEMERS
    assert len(archive.team(team.id).value.deelnemers) == MAX_DEELNEMERS + 1


def test_the_proposal_gives_the_turn_to_who_has_not_brought_in_a_case(
    tab: PageDriver, make: Make
) -> None:
    make(ROLLENSPEL, 3, Stap.VERVOLG, Fill.WHOLE)
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.sees(screen_text("rollen.nog_niet_ingebracht", namen="Bastiaan en Chantal"))
    tab.tap(screen_text("rollen.stel_voor"))
    assert roles(tab)[0] is not Rol.INBRENGER
    assert tab.chosen(role(ROLLENSPEL, Rol.INBRENGER)) == ["Bastiaan"]


@pytest.mark.parametrize(
    ("people", "words"), [(2, "minder_mensen"), (3, "met_drie"), (4, None), (5, None)]
)
def test_below_four_people_a_rollenspel_says_which_roles_may_be_left_out(
    tab: PageDriver, make: Make, people: int, words: str | None
) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, people, Stap.MOMENT).id)
    for one in ("minder_mensen", "met_drie"):
        (tab.sees if one == words else tab.sees_not)(screen_text(f"rollen.{one}"))


# --- when ------------------------------------------------------------------------------------


def tomorrow() -> date:
    return today() + timedelta(days=1)


def test_planning_later_asks_day_time_and_place_and_stores_each(
    tab: PageDriver, make: Make
) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    assert [one.label for one in tab.at.date_input] == []
    tab.choose(MOMENT, LATER)
    assert stored(tab).gepland_op == datetime.combine(tomorrow(), time(14), TIME_ZONE)
    day = today() + timedelta(days=9)
    tab.set_day(screen_text("stap_1.dag"), day)
    tab.write(screen_text("stap_1.tijd"), "9u30")
    assert stored(tab).gepland_op == datetime.combine(day, time(9, 30), TIME_ZONE)
    tab.write(screen_text("stap_1.plaats"), "Teamkamer")
    assert stored(tab).plaats == "Teamkamer"
    tab.choose(MOMENT, "nu")
    assert stored(tab).gepland_op is None
    assert [one.label for one in tab.at.date_input] == []
    assert stored(tab).plaats == "Teamkamer"


@pytest.mark.parametrize(
    "day",
    [
        date.min,
        date(2, 1, 1),
        date(9998, 12, 31),
        date.max,
        timedelta(days=-1),
        timedelta(days=367),
    ],
    ids=str,
)
def test_a_day_outside_the_calendar_of_the_field_changes_nothing(
    tab: PageDriver, make: Make, day: date | timedelta
) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(MOMENT, LATER)
    before = stored(tab)
    tab.set_day(screen_text("stap_1.dag"), day if isinstance(day, date) else today() + day)
    assert stored(tab) == before
    assert tab.at.date_input[0].value == tomorrow()


def test_a_moment_that_is_past_is_refused_in_dutch_and_the_planned_moment_stays(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    versie = archive.oefening(make(ROLLENSPEL, 3, Stap.MOMENT).id)
    past = now() - timedelta(days=30)
    before = archive.save(versie, plan_moment(versie.value, past, past)).value
    tab.open_step(Stap.MOMENT, before.id)
    tab.set_day(screen_text("stap_1.dag"), today() - timedelta(days=5))
    assert [error.value for error in tab.at.error] == [
        "Dit moment is al voorbij. Kies een later moment of kies 'Nu'."
    ]
    assert stored(tab) == before
    tab.holds(screen_text("stap_1.dag"), day_in_words(today() - timedelta(days=5)))


def test_no_day_leaves_the_planned_moment_as_it_was(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.MOMENT, make(ROLLENSPEL, 3, Stap.MOMENT).id)
    tab.choose(MOMENT, LATER)
    before = stored(tab)
    tab.set_day(screen_text("stap_1.dag"), None)
    assert stored(tab) == before


def test_an_oefening_planned_in_the_past_still_opens_with_its_day(
    tab: PageDriver, archive: Archive, make: Make
) -> None:
    versie = archive.oefening(make(ROLLENSPEL, 3, Stap.MOMENT).id)
    past = now() - timedelta(days=30)
    archive.save(versie, plan_moment(versie.value, past, past))
    tab.open_step(Stap.MOMENT, versie.value.id)
    assert tab.at.date_input[0].value == local_day(past)
    tab.holds(screen_text("stap_1.dag"), day_in_words(local_day(past)))
    tab.holds(screen_text("stap_1.tijd"), clock_in_words(past))


@pytest.mark.parametrize("minutes", MEETING_LENGTHS)
@pytest.mark.parametrize("werkvorm", list(Werkvorm))
def test_the_length_of_the_meeting_is_stored_and_its_plan_adds_up(
    tab: PageDriver, make: Make, minutes: int, werkvorm: Werkvorm
) -> None:
    tab.open_step(Stap.MOMENT, make(werkvorm, 3, Stap.MOMENT).id)
    tab.choose(screen_text("stap_1.hoe_lang"), minutes)
    assert stored(tab).minuten == minutes
    parts = time_plan_of(werkvorm, minutes)
    tab.sees(*(f"- {label(deel)}: {length} minuten" for deel, length in parts.items()))
    assert sum(parts.values()) == minutes


# --- step 2 ----------------------------------------------------------------------------------


def test_read_and_go_on_is_stored_as_read_together(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.VOORBEREIDING, make(ROLLENSPEL, 3, Stap.VOORBEREIDING).id)
    tab.sees(inhoud().afspraken.titel, inhoud().feedback.geven.titel)
    tab.tap_main(screen_text("stap_2.verder"))
    tab.is_at(Stap.CASUS)
    assert stored(tab).voorbereiding.wijze is Voorbereidingswijze.SAMEN_GELEZEN


def test_step_2_can_be_skipped_with_one_tap(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.VOORBEREIDING, make(ROLLENSPEL, 3, Stap.VOORBEREIDING).id)
    tab.tap(screen_text("stap_2.sla_over"))
    tab.is_at(Stap.CASUS)
    assert stored(tab).voorbereiding.wijze is Voorbereidingswijze.OVERGESLAGEN


def test_what_was_shared_beforehand_has_a_soft_tick_per_person(
    tab: PageDriver, make: Make, team: Team
) -> None:
    tab.open_step(Stap.VOORBEREIDING, make(ROLLENSPEL, 3, Stap.VOORBEREIDING).id)
    tab.tick(screen_text("stap_2.gedeeld"))
    assert stored(tab).voorbereiding.wijze is Voorbereidingswijze.GEDEELD
    tab.tick(screen_text("stap_2.naam_heeft_gelezen", naam="Bastiaan"))
    assert stored(tab).voorbereiding.gelezen == {list(team.deelnemers)[1]: True}
    tab.tick(screen_text("stap_2.naam_heeft_gelezen", naam="Bastiaan"))
    assert stored(tab).voorbereiding.gelezen == {}
    tab.tap_main(screen_text("stap_2.verder"))
    assert stored(tab).voorbereiding.wijze is Voorbereidingswijze.GEDEELD


def test_taking_the_shared_tick_away_asks_again(tab: PageDriver, make: Make) -> None:
    tab.open_step(Stap.VOORBEREIDING, make(ROLLENSPEL, 3, Stap.VOORBEREIDING).id)
    tab.tick(screen_text("stap_2.gedeeld"))
    tab.tick(screen_text("stap_2.gedeeld"))
    assert stored(tab).voorbereiding.wijze is None
    tab.sees(label(Missing.VOORBEREIDING))
