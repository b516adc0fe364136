"""The fold of a team's page about reminders: who sees it, and what can be typed in it."""

from collections.abc import Callable

import pytest

from gesprek.access.reminder_settings import (
    CHANNEL,
    MailServer,
    ReminderSettings,
    change_reminder_settings,
)
from gesprek.domain.reminders import Herinnerwijze, Kanaalsoort, TeamHerinnering
from gesprek.domain.stappen import Stap
from gesprek.domain.team import Team
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.archive import Archive
from gesprek.services.kept_reminders import change_team_reminder, read_team_reminder
from gesprek.services.root import services
from gesprek.services.visits import Visits
from gesprek.storage.protocol import Kind
from gesprek.ui.frame.words import label, screen_text
from tests.domain.strategies import AWKWARD
from tests.ui.conftest import Make, OwnDevice
from tests.ui.page_driver import PageDriver

MAIL = MailServer(server="mail.voorbeeld.nl", afzender="wij@voorbeeld.nl")
ON = ReminderSettings(adres="https://gesprek.voorbeeld.nl", mail=MAIL, kanalen=("hooks.slack.com",))
TYPED = tuple(one for one in AWKWARD if "\ud83d" not in one)
"""What a browser can send."""
SLACK, ADRES = "https://hooks.slack.com/services/T0/B0/geheim", "sam@voorbeeld.nl"
EXPLAINED = screen_text("herinnering.uitleg")
WAY, WHO = screen_text("herinnering.wijze"), screen_text("wie.titel")
MINE, ASK = screen_text("herinnering.adres"), screen_text("herinnering.vraag")
STOP = screen_text("herinnering.stop")
PLACE, USE = screen_text("herinnering.kanaal"), screen_text("herinnering.kanaal_bewaar")


def set_to(settings: ReminderSettings) -> None:
    change_reminder_settings(services().store, lambda _: settings)


def kept(team: Team) -> TeamHerinnering:
    return read_team_reminder(services().store, team.id)


def choose(tab: PageDriver, label_of: str, value: object) -> None:
    """Choose one of the radio buttons or of the list with this label."""
    (found,) = [one for one in (*tab.at.radio, *tab.at.selectbox) if one.label == label_of]
    found.set_value(value)
    tab._run()


def ways(tab: PageDriver) -> list[str]:
    return [option for one in tab.at.radio if one.label == WAY for option in one.options]


@pytest.fixture
def as_team(visits: Visits, team: Team, as_visitor: Callable[..., PageDriver]) -> PageDriver:
    """The page of a team that came with its key, where all was turned on."""
    set_to(ON)
    log_in = visits.sign_in.by_key(visits.renew_key(team.id), "10.0.0.1", onthoud=False)
    tab: PageDriver = as_visitor(log_in)
    return tab.open("team", t=team.id)


def by_mail(tab: PageDriver, team: Team) -> str:
    """Let the team be reminded by mail, and choose the first name; return whose that is."""
    choose(tab, WAY, Herinnerwijze.MAIL)
    person = next(iter(team.deelnemers))
    choose(tab, WHO, person)
    return person


def test_nothing_is_drawn_as_long_as_the_organisation_turned_nothing_on(
    as_team: PageDriver, team: Team
) -> None:
    as_team.sees(EXPLAINED)
    set_to(ReminderSettings())
    as_team.open("team", t=team.id)
    as_team.sees_not(EXPLAINED, screen_text("herinnering.titel"))
    assert ways(as_team) == []


def test_before_the_set_up_nothing_is_drawn(tab: PageDriver, team: Team) -> None:
    set_to(ON)
    tab.open("team", t=team.id)
    tab.sees_not(EXPLAINED, screen_text("herinnering.titel"))


@pytest.mark.parametrize(
    ("settings", "wanted"),
    [
        (ON, list(Herinnerwijze)),
        (ON.changed(kanalen=()), [Herinnerwijze.AGENDA, Herinnerwijze.MAIL]),
        (ON.changed(mail=None), [Herinnerwijze.AGENDA, Herinnerwijze.KANAAL]),
    ],
)
def test_a_team_chooses_from_what_was_turned_on(
    as_team: PageDriver, team: Team, settings: ReminderSettings, wanted: list[Herinnerwijze]
) -> None:
    set_to(settings)
    as_team.open("team", t=team.id)
    assert ways(as_team) == [label(one) for one in wanted]


def test_a_choice_is_kept_at_once(as_team: PageDriver, team: Team) -> None:
    for wijze in (Herinnerwijze.KANAAL, Herinnerwijze.MAIL, Herinnerwijze.AGENDA):
        choose(as_team, WAY, wijze)
        assert kept(team).wijze is wijze


def test_who_gives_an_address_reads_what_to_do_and_the_field_is_empty(
    as_team: PageDriver, team: Team
) -> None:
    person = by_mail(as_team, team)
    as_team.type(MINE, ADRES)
    as_team.tap(ASK)
    assert not as_team.at.error
    naam = team.name_of(person)
    as_team.sees(screen_text("herinnering.wacht", naam=naam))
    as_team.holds(screen_text("herinnering.ander_adres"), "")
    assert list(kept(team).te_bevestigen) == [person]
    as_team.reload()
    as_team.sees_not(ADRES)
    choose(as_team, WHO, person)
    as_team.tap(STOP)
    assert kept(team).te_bevestigen == {}
    as_team.sees(screen_text("herinnering.geen", naam=naam))


def test_what_one_typed_is_not_in_the_field_of_the_next(as_team: PageDriver, team: Team) -> None:
    by_mail(as_team, team)
    as_team.write(MINE, ADRES)
    choose(as_team, WHO, list(team.deelnemers)[1])
    as_team.holds(MINE, "")
    assert ADRES not in str([one.document for one in services().store.list(Kind.CONCEPT)])


def test_what_is_no_address_is_told_and_nothing_is_kept(as_team: PageDriver, team: Team) -> None:
    by_mail(as_team, team)
    for typed in (*TYPED, "sam@", "x" * 250, "a@b.nl;c@d.nl"):
        as_team.type(MINE, typed)
        as_team.tap(ASK)
        (told,) = as_team.at.error
        assert "e-mailadres" in told.value, typed
    assert kept(team).te_bevestigen == {}


def test_a_refused_address_stays_in_its_field(as_team: PageDriver, team: Team) -> None:
    by_mail(as_team, team)
    as_team.type(MINE, "sam@voorbeeld")
    as_team.tap(ASK)
    as_team.holds(MINE, "sam@voorbeeld")


def test_the_address_of_a_channel_is_kept_and_shows_nowhere(
    as_team: PageDriver, team: Team
) -> None:
    choose(as_team, WAY, Herinnerwijze.KANAAL)
    choose(as_team, screen_text("herinnering.kanaalsoort"), Kanaalsoort.SLACK)
    as_team.type(PLACE, SLACK)
    as_team.tap(USE)
    assert services().visits.server_secrets.unsealed(CHANNEL, kept(team).kanaal) == SLACK
    as_team.sees(screen_text("herinnering.kanaal_is", soort=label(Kanaalsoort.SLACK)))
    as_team.sees_not("geheim")
    assert SLACK not in str([one.document for one in services().store.list(Kind.CONCEPT)])
    as_team.tap(screen_text("herinnering.kanaal_weg"))
    assert kept(team).kanaal == ""


def test_what_is_no_address_of_a_channel_is_told_and_nothing_is_kept(
    as_team: PageDriver, team: Team
) -> None:
    choose(as_team, WAY, Herinnerwijze.KANAAL)
    for typed in (*TYPED, "https://elders.nl/x", f"https://{'x' * 3_000}.nl"):
        as_team.type(PLACE, typed)
        as_team.tap(USE)
        assert len(as_team.at.error) == 1, typed
    assert kept(team).kanaal == ""


def test_a_team_without_names_is_told_to_add_one(
    as_team: PageDriver, team: Team, archive: Archive
) -> None:
    archive.save_team(archive.team(team.id), team.changed(deelnemers={}))
    as_team.open("team", t=team.id)
    choose(as_team, WAY, Herinnerwijze.MAIL)
    as_team.sees(screen_text("herinnering.geen_namen"))


def test_what_was_given_can_be_stopped_after_all_was_turned_off(
    as_team: PageDriver, team: Team
) -> None:
    person = by_mail(as_team, team)
    as_team.type(MINE, ADRES)
    as_team.tap(ASK)
    set_to(ReminderSettings())
    as_team.open("team", t=team.id)
    as_team.sees(screen_text("herinnering.uitgezet"))
    choose(as_team, WHO, person)
    as_team.tap(STOP)
    assert kept(team).te_bevestigen == {}


def test_on_an_own_device_one_is_asked_no_name_and_sees_only_oneself(
    visits: Visits, team: Team, as_visitor: Callable[..., PageDriver]
) -> None:
    set_to(ON)
    first, second = list(team.deelnemers)[:2]
    change_team_reminder(visits.store, team.id, lambda one: one.changed(wijze=Herinnerwijze.MAIL))
    log_in = visits.sign_in.by_key(visits.renew_key(team.id), "10.0.0.1", onthoud=False)
    visits.log_ins.be(log_in.id, second)
    tab: PageDriver = as_visitor(log_in).open("team", t=team.id)
    assert WHO not in [one.label for one in tab.at.selectbox]
    tab.sees(screen_text("herinnering.geen", naam=team.name_of(second)))
    tab.sees_not(screen_text("herinnering.geen", naam=team.name_of(first)))
    tab.type(MINE, ADRES)
    tab.tap(ASK)
    assert list(kept(team).te_bevestigen) == [second]


def test_who_came_by_the_code_of_one_oefening_is_offered_nothing(
    make: Make, own_device: OwnDevice, team: Team
) -> None:
    set_to(ON)
    one = make(Werkvorm.ROLLENSPEL, 3, Stap.VERVOLG)
    tab = own_device(one, next(iter(one.rollen)))
    tab.open("team", t=team.id)
    tab.sees_not(EXPLAINED)
