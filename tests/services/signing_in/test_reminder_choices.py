"""How a team is reminded: who may choose, whose address is kept, and what a link can do."""

from __future__ import annotations

import threading
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING

import pytest

from gesprek.access.access_errors import (
    InvalidSetting,
    RightMissing,
    TooManyAttempts,
    TooManyMails,
    UnknownReminder,
)
from gesprek.access.guess_limits import STOP_HERINNERING
from gesprek.access.reminder_links import Asked, LinkKind, token_of
from gesprek.access.reminder_settings import (
    ADDRESS,
    CHANNEL,
    PASSWORD_NAME,
    MailServer,
    ReminderSettings,
    change_reminder_settings,
)
from gesprek.access.visitors import Visitor, VisitorKind
from gesprek.domain.base import TextMissing, UserError
from gesprek.domain.reminders import (
    CONFIRM_WITHIN,
    Bericht,
    Berichtsoort,
    Bezorgfout,
    Herinnerwijze,
    Kanaalsoort,
    Ontvanger,
    TeamHerinnering,
)
from gesprek.domain.team import archive
from gesprek.services.audit_log import AuditEvent
from gesprek.services.kept_reminders import read_team_reminder
from gesprek.services.reminder_admin import TRIAL_WITHIN, ReminderAdmin, Trial
from gesprek.services.reminder_answers import UNDO_WITHIN, ReminderAnswers
from gesprek.services.reminder_choices import AddressState, ReminderChoices, TeamReminders
from gesprek.services.root import ProgramSettings, build
from gesprek.services.visits import Visit
from gesprek.storage.protocol import Kind
from gesprek.storage.store_errors import NotFound
from gesprek.storage.values import new_id, value_of
from tests.domain.strategies import AWKWARD
from tests.support.builders.oefeningen import team_of

if TYPE_CHECKING:
    from collections.abc import Callable
    from pathlib import Path

    from gesprek.domain.team import Team

HERE, ELSEWHERE = "10.0.0.1", "10.0.0.2"
SAM, NOOR = "sam", "noor"
ADRES, OTHER = "sam@voorbeeld.nl", "ander@voorbeeld.nl"
SLACK = "https://hooks.slack.com/services/T0/B0/geheim"
MAIL = MailServer(server="mail.voorbeeld.nl", gebruiker="wij", afzender="wij@voorbeeld.nl")
ON = ReminderSettings(adres="https://gesprek.voorbeeld.nl", mail=MAIL, kanalen=("hooks.slack.com",))
HUGE = "x" * 100_000


class House:
    """The services on a store, with a clock that a test moves."""

    def __init__(self, folder: Path) -> None:
        self.now = datetime(2026, 6, 1, 12, tzinfo=UTC)
        self.services = build(ProgramSettings(str(folder), lambda: self.now))
        self.visits, self.store = self.services.visits, self.services.store
        people = {SAM: "Sam", NOOR: "Noor"}
        self.team = self.services.archive.create_team(team_of("Team", people)).value
        self.set(ON)
        self.choices, self.answers = ReminderChoices(self.visits), ReminderAnswers(self.visits)
        self.choices.choose_way(self.team.id, Herinnerwijze.MAIL)

    def set(self, settings: ReminderSettings) -> None:
        change_reminder_settings(self.store, lambda _: settings)

    @property
    def kept(self) -> TeamHerinnering:
        return read_team_reminder(self.store, self.team.id)

    def give(self, typed: str = ADRES, person: str = SAM) -> str:
        """Give an address; return it as it is kept."""
        self.choices.give_address(self.team.id, person, typed)
        return self.kept.te_bevestigen[person].adres

    def link(self, kind: LinkKind, sealed: str, person: str = SAM) -> str:
        return token_of(self.visits.server_secrets, kind, self.team.id, person, sealed)

    def confirmed(self, typed: str = ADRES, person: str = SAM) -> str:
        sealed = self.give(typed, person)
        self.answers.confirm(self.link(LinkKind.BEVESTIG, sealed, person), HERE)
        return sealed

    def state(self, person: str = SAM) -> AddressState:
        return self.choices.state_of(self.team.id, person)

    def change_team(self, change: Callable[[Team], Team]) -> None:
        seen = self.services.archive.team(self.team.id)
        self.services.archive.save_team(seen, change(seen.value))

    def as_visitor(self, persoon: str | None = None) -> TeamReminders:
        who = Visitor(VisitorKind.TEAM, team=self.team.id, persoon=persoon)
        return TeamReminders(self.services, Visit(who))

    def events(self) -> list[AuditEvent]:
        log = self.visits.audit_log
        return [one.wat for month in log.months() for one in log.lines_of(month)]


@pytest.fixture
def home(tmp_path: Path) -> House:
    return House(tmp_path / "opslag")


# --- what is kept ------------------------------------------------------------------------------


def test_an_address_is_kept_sealed_and_waits_until_it_is_confirmed(
    home: House, tmp_path: Path
) -> None:
    sealed = home.give()
    assert home.visits.server_secrets.unsealed(ADDRESS, sealed) == ADRES
    assert (home.state(), home.kept.ontvangers) == (AddressState.WACHT, {})
    home.answers.confirm(home.link(LinkKind.BEVESTIG, sealed), HERE)
    assert (home.state(), home.kept.te_bevestigen) == (AddressState.BEVESTIGD, {})
    written = [one.read_bytes() for one in (tmp_path / "opslag").rglob("*") if one.is_file()]
    assert [one for one in written if b"sam@" in one] == []


def test_a_message_asks_whether_the_address_is_right_once_for_each_that_is_given(
    home: House,
) -> None:
    home.give()
    home.give(OTHER)
    found = [value_of(Bericht, one.document) for one in home.store.list(Kind.BERICHT)]
    assert [(one.soort, one.naar, one.team) for one in found] == [
        (Berichtsoort.BEVESTIGEN, SAM, home.team.id)
    ] * 2


def test_a_confirmed_address_counts_until_the_new_one_is_confirmed(home: House) -> None:
    before = home.confirmed()
    after = home.give(OTHER)
    assert home.kept.ontvangers[SAM].adres == before
    home.answers.confirm(home.link(LinkKind.BEVESTIG, after), HERE)
    assert home.kept.ontvangers[SAM].adres == after


@pytest.mark.parametrize("typed", [*AWKWARD, HUGE, "sam", "sam@", "@x.nl", "a@b.nl, c@d.nl"])
def test_what_can_be_no_address_is_refused_and_nothing_is_kept(home: House, typed: str) -> None:
    with pytest.raises(InvalidSetting, match="e-mailadres"):
        home.give(typed)
    assert home.kept.te_bevestigen == {}
    assert list(home.store.list(Kind.BERICHT)) == []


def test_who_is_not_on_the_list_and_a_team_that_is_put_away_give_no_address(home: House) -> None:
    for person in ("nobody", "", "../x"):
        with pytest.raises(NotFound):
            home.choices.give_address(home.team.id, person, ADRES)
    home.change_team(lambda one: archive(one, home.now.date()))
    with pytest.raises(NotFound):
        home.give()


@pytest.mark.parametrize("wijze", [Herinnerwijze.AGENDA, Herinnerwijze.KANAAL])
def test_a_team_that_is_not_reminded_by_mail_takes_no_address(
    home: House, wijze: Herinnerwijze
) -> None:
    home.choices.choose_way(home.team.id, wijze)
    with pytest.raises(InvalidSetting, match="per e-mail"):
        home.give()


def test_a_way_that_is_turned_off_cannot_be_chosen_and_counts_no_more(home: House) -> None:
    home.set(ON.changed(mail=None))
    assert home.choices.choice(home.team.id).wijze is Herinnerwijze.AGENDA
    with pytest.raises(InvalidSetting, match="uitgezet"):
        home.choices.choose_way(home.team.id, Herinnerwijze.MAIL)
    home.choices.choose_way(home.team.id, Herinnerwijze.AGENDA)


def test_what_was_given_can_be_taken_back_after_all_was_turned_off(home: House) -> None:
    home.confirmed()
    home.set(ReminderSettings())
    assert home.choices.is_shown(home.team.id)
    home.choices.stop(home.team.id, SAM)
    home.choices.choose_way(home.team.id, Herinnerwijze.AGENDA)
    assert not home.choices.is_shown(home.team.id)


# --- the channel -------------------------------------------------------------------------------


def test_the_address_of_a_channel_is_kept_sealed_and_told_to_nobody(home: House) -> None:
    home.choices.set_channel(home.team.id, Kanaalsoort.SLACK, f"  {SLACK}\n")
    assert home.visits.server_secrets.unsealed(CHANNEL, home.kept.kanaal) == SLACK
    told = home.choices.choice(home.team.id)
    assert (told.has_channel, told.kanaalsoort) == (True, Kanaalsoort.SLACK)
    assert "geheim" not in repr(told)
    home.choices.forget_channel(home.team.id)
    assert home.kept.kanaal == ""


@pytest.mark.parametrize(
    "typed",
    [
        *(one for one in AWKWARD if one.strip()),
        "https://hooks.slack.com.evil.nl/x",
        "http://hooks.slack.com/x",
        "https://iemand@hooks.slack.com/x",
        "https://127.0.0.1/x",
        f"https://hooks.slack.com/{HUGE}",
    ],
)
def test_an_address_on_another_host_than_was_allowed_is_refused(home: House, typed: str) -> None:
    with pytest.raises(InvalidSetting, match="mag Gesprekstool niets sturen"):
        home.choices.set_channel(home.team.id, Kanaalsoort.SLACK, typed)
    assert home.kept.kanaal == ""


def test_an_empty_address_of_a_channel_says_what_to_do(home: House) -> None:
    with pytest.raises(TextMissing, match="Plak"):
        home.choices.set_channel(home.team.id, Kanaalsoort.TEAMS, " \n")


# --- limits ------------------------------------------------------------------------------------


def test_one_person_asks_for_five_mails_an_hour(home: House) -> None:
    for number in range(5):
        home.give(f"sam{number}@voorbeeld.nl")
    with pytest.raises(TooManyMails):
        home.give("sam5@voorbeeld.nl")
    home.give("noor@voorbeeld.nl", NOOR)


def test_a_stranger_gets_three_mails_a_day_however_the_address_is_spelled(home: House) -> None:
    other = home.services.archive.create_team(team_of("Ander", {SAM: "Sam"})).value
    home.choices.choose_way(other.id, Herinnerwijze.MAIL)
    for typed in ("Buur@Voorbeeld.NL", "buur+1@voorbeeld.nl"):
        home.give(typed)
    home.choices.give_address(other.id, SAM, "buur@voorbeeld.nl")
    for team, typed in ((home.team.id, "buur@voorbeeld.nl"), (other.id, "BUUR+2@voorbeeld.nl")):
        with pytest.raises(TooManyMails):
            home.choices.give_address(team, NOOR if team == home.team.id else SAM, typed)
    assert len(list(home.store.list(Kind.BERICHT))) == 3


def test_a_team_asks_for_twenty_mails_an_hour(home: House) -> None:
    people = {f"p{number}": f"Naam {chr(65 + number)}" for number in range(21)}
    team = home.services.archive.create_team(team_of("Groot", people)).value
    home.choices.choose_way(team.id, Herinnerwijze.MAIL)
    for person in list(people)[:20]:
        home.choices.give_address(team.id, person, f"{person}@voorbeeld.nl")
    with pytest.raises(TooManyMails):
        home.choices.give_address(team.id, "p20", "p20@voorbeeld.nl")


# --- links -------------------------------------------------------------------------------------


def test_opening_a_link_changes_nothing(home: House) -> None:
    sealed, before = home.give(), home.kept
    for kind in LinkKind:
        home.answers.require(kind, home.link(kind, sealed), HERE)
    assert home.kept == before


def test_confirming_twice_is_harmless_and_stays_confirmed(home: House) -> None:
    sealed = home.confirmed()
    home.answers.confirm(home.link(LinkKind.BEVESTIG, sealed), HERE)
    assert list(home.kept.ontvangers) == [SAM]


def test_a_link_to_confirm_ends_after_a_week_and_at_the_next_address(home: House) -> None:
    first = home.give()
    second = home.give(OTHER)
    with pytest.raises(UnknownReminder):
        home.answers.confirm(home.link(LinkKind.BEVESTIG, first), HERE)
    home.now += CONFIRM_WITHIN
    with pytest.raises(UnknownReminder):
        home.answers.confirm(home.link(LinkKind.BEVESTIG, second), HERE)
    assert home.kept.ontvangers == {}
    assert home.state() is AddressState.GEEN


def test_a_stop_at_the_same_moment_is_not_undone_by_confirming(home: House) -> None:
    class Late(ReminderAnswers):
        def _found(self, kind: LinkKind, token: str, adres: str) -> tuple[Asked, Ontvanger]:
            found = super()._found(kind, token, adres)
            home.choices.stop(home.team.id, SAM)
            return found

    link = home.link(LinkKind.BEVESTIG, home.give())
    Late(home.visits).confirm(link, HERE)
    assert home.kept.ontvangers == {}


def test_a_link_to_confirm_is_dead_once_the_name_went(home: House) -> None:
    sealed = home.give()
    home.change_team(lambda one: one.changed(deelnemers={NOOR: one.deelnemers[NOOR]}))
    with pytest.raises(UnknownReminder):
        home.answers.confirm(home.link(LinkKind.BEVESTIG, sealed), HERE)
    assert home.kept.ontvangers == {}


def test_stopping_by_a_link_forgets_every_address_also_once_the_name_went(home: House) -> None:
    sealed = home.confirmed()
    home.give(OTHER)
    home.change_team(lambda one: one.changed(deelnemers={}))
    home.answers.stop(home.link(LinkKind.STOP, sealed), HERE)
    assert (home.kept.ontvangers, home.kept.te_bevestigen) == ({}, {})
    with pytest.raises(UnknownReminder):
        home.answers.stop(home.link(LinkKind.STOP, sealed), HERE)


def test_stopping_leaves_the_addresses_of_colleagues(home: House) -> None:
    sealed = home.confirmed()
    home.confirmed("noor@voorbeeld.nl", NOOR)
    home.answers.stop(home.link(LinkKind.STOP, sealed), HERE)
    assert list(home.kept.ontvangers) == [NOOR]


def test_stopping_can_be_taken_back_for_an_hour(home: House) -> None:
    sealed = home.confirmed()
    link = home.link(LinkKind.STOP, sealed)
    back = home.answers.stop(link, HERE)
    home.answers.undo(link, back, HERE)
    assert home.kept.ontvangers[SAM].adres == sealed
    back = home.answers.stop(link, HERE)
    home.now += UNDO_WITHIN + timedelta(seconds=1)
    with pytest.raises(UnknownReminder):
        home.answers.undo(link, back, HERE)
    assert home.kept.ontvangers == {}


def test_taking_back_leaves_an_address_that_was_given_meanwhile(home: House) -> None:
    link = home.link(LinkKind.STOP, home.confirmed())
    back = home.answers.stop(link, HERE)
    after = home.confirmed(OTHER)
    home.answers.undo(link, back, HERE)
    assert home.kept.ontvangers[SAM].adres == after


def test_taking_back_needs_the_link_the_page_and_the_name(home: House) -> None:
    link, noor = home.link(LinkKind.STOP, home.confirmed()), home.confirmed(OTHER, NOOR)
    back = home.answers.stop(link, HERE)
    for token, told in (
        (link, ""),
        (link, "made.up"),
        (home.link(LinkKind.STOP, noor, NOOR), back),
        (link.replace(SAM, NOOR), back),
    ):
        with pytest.raises(UnknownReminder):
            home.answers.undo(token, told, ELSEWHERE)
    home.change_team(lambda one: one.changed(deelnemers={}))
    with pytest.raises(UnknownReminder):
        home.answers.undo(link, back, HERE)
    assert SAM not in home.kept.ontvangers


def test_a_link_of_one_kind_of_one_person_of_one_team_does_nothing_else(home: House) -> None:
    sealed, noor = home.give(), home.give("noor@voorbeeld.nl", NOOR)
    before = home.kept
    wrong = [
        home.link(LinkKind.STOP, sealed),
        home.link(LinkKind.BEVESTIG, sealed).replace(SAM, NOOR),
        home.link(LinkKind.BEVESTIG, noor).replace(NOOR, SAM),
        home.link(LinkKind.BEVESTIG, sealed).replace(home.team.id, new_id()),
        home.link(LinkKind.BEVESTIG, sealed)[:-1],
        *AWKWARD,
        HUGE,
        "..",
        "a.b.c.d",
    ]
    for token in wrong:
        home.visits.limits.clean()
        with pytest.raises((UnknownReminder, TooManyAttempts)):
            home.answers.confirm(token, f"10.1.0.{len(token) % 250}")
    assert home.kept == before


def test_guessing_links_is_stopped_and_a_right_one_still_opens(home: House) -> None:
    link = home.link(LinkKind.BEVESTIG, home.give())
    for _ in range(STOP_HERINNERING.fouten):
        with pytest.raises(UnknownReminder):
            home.answers.require(LinkKind.STOP, "x.y.z", HERE)
    with pytest.raises(TooManyAttempts):
        home.answers.require(LinkKind.STOP, "x.y.z", HERE)
    with pytest.raises(UnknownReminder):
        home.answers.require(LinkKind.STOP, "x.y.z", ELSEWHERE)
    home.answers.confirm(link, HERE)


# --- who may -----------------------------------------------------------------------------------


def test_on_an_own_device_nobody_touches_the_address_of_a_colleague(home: House) -> None:
    mine = home.as_visitor(SAM)
    for ask in (
        lambda: mine.state_of(home.team.id, NOOR),
        lambda: mine.give_address(home.team.id, NOOR, ADRES),
        lambda: mine.stop(home.team.id, NOOR),
    ):
        with pytest.raises(RightMissing):
            ask()
    mine.give_address(home.team.id, SAM, ADRES)
    assert mine.state_of(home.team.id, SAM) is AddressState.WACHT


@pytest.mark.parametrize("persoon", ["", None])
def test_on_a_shared_laptop_one_chooses_a_name(home: House, persoon: str | None) -> None:
    shared = home.as_visitor(persoon)
    shared.give_address(home.team.id, NOOR, ADRES)
    shared.stop(home.team.id, NOOR)
    assert home.state(NOOR) is AddressState.GEEN


def test_the_log_tells_what_happened_and_of_addresses_nothing_more(
    home: House, tmp_path: Path
) -> None:
    shared = home.as_visitor()
    shared.choose_way(home.team.id, Herinnerwijze.MAIL)
    shared.give_address(home.team.id, SAM, ADRES)
    sealed = home.kept.te_bevestigen[SAM].adres
    home.answers.confirm(home.link(LinkKind.BEVESTIG, sealed), HERE)
    shared.stop(home.team.id, SAM)
    assert sorted(home.events()) == sorted(
        [AuditEvent.HERINNERING_GEKOZEN, AuditEvent.ADRES_BEVESTIGD, AuditEvent.ADRES_GESTOPT]
    )
    (log,) = (tmp_path / "opslag" / "logboek").glob("*.json")
    assert log.read_text("utf-8").count(home.team.id) == 1


# --- Beheer ------------------------------------------------------------------------------------


def as_advisor(home: House) -> ReminderAdmin:
    return ReminderAdmin(home.services, Visit(Visitor(VisitorKind.ADVISEUR)))


def kept_password(home: House) -> str:
    return home.visits.server_secrets.kept(PASSWORD_NAME)


def test_the_password_of_the_mail_server_stays_until_server_or_login_changes(home: House) -> None:
    beheer = as_advisor(home)
    beheer.set_mail(ON.adres, MAIL, "geheim woord")
    beheer.set_mail(ON.adres, MAIL.changed(afzender="zij@voorbeeld.nl"), "")
    assert kept_password(home) == "geheim woord"
    for other in (MAIL.changed(server="elders.nl"), MAIL.changed(gebruiker="zij")):
        with pytest.raises(InvalidSetting, match="wachtwoord"):
            beheer.set_mail(ON.adres, other, "")
        assert beheer.settings().mail == MAIL.changed(afzender="zij@voorbeeld.nl")
    beheer.set_mail(ON.adres, None, "")
    assert (kept_password(home), beheer.settings().mail) == ("", None)


def test_a_server_without_login_keeps_no_password(home: House) -> None:
    beheer = as_advisor(home)
    beheer.set_mail(ON.adres, MAIL, "geheim woord")
    beheer.set_mail(ON.adres, MAIL.changed(gebruiker=""), "geheim woord")
    assert kept_password(home) == ""


@pytest.mark.parametrize("typed", ["twee\nregels", "x\x00", "x" * 501])
def test_what_can_be_no_password_is_refused(home: House, typed: str) -> None:
    with pytest.raises(InvalidSetting):
        as_advisor(home).set_mail(ON.adres, MAIL, typed)
    assert kept_password(home) == ""


@pytest.mark.parametrize("typed", [*AWKWARD, HUGE, "a@b"])
def test_a_test_message_goes_to_an_address_only(home: House, typed: str) -> None:
    with pytest.raises(UserError, match="e-mailadres"):
        as_advisor(home).begin_trial(typed)


def test_a_test_message_that_hangs_has_failed_after_twenty_seconds(home: House) -> None:
    hangs = threading.Event()

    def send() -> None:
        hangs.wait()

    trial = Trial(send, lambda: home.now)
    assert not trial.is_done
    home.now += TRIAL_WITHIN + timedelta(seconds=1)
    assert (trial.is_done, trial.fout) == (True, Bezorgfout.GEEN_ANTWOORD)
    hangs.set()
    trial.wait()
    assert trial.fout is None
