"""What is sent to whom, when, and what is in it; by a real mail server and a real channel."""

import json
import re
from datetime import timedelta
from typing import cast

import pytest
from fast_mail_parser import parse_email

from gesprek.access.reminder_links import LinkKind, asked_by, fits
from gesprek.domain.reminders import (
    CONFIRM_WITHIN,
    PAUSES,
    Berichtsoort,
    Berichtstaat,
    Herinnerwijze,
    Kanaalsoort,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.team import archive
from gesprek.domain.vervolg import Vervolg, Vervolgstaat, plan
from gesprek.services.erasing import Erasing
from gesprek.services.organisation_info import change_own_texts
from gesprek.services.reminder_sending import ReminderSending
from gesprek.storage.protocol import DocumentKey, Kind, Store
from tests.services.reminding.reminded import BASE, DAY, NOOR, SAM, Reminded, to_whom
from tests.support.builders.marked import MARKER
from tests.support.builders.oefeningen import NOW, TODAY, done_until
from tests.support.channel_receiver import ChannelReceiver
from tests.support.mail_server import MailServerHere


def subjects(mail: MailServerHere) -> list[str]:
    return [parse_email(one.data).subject for one in mail.received]


# Nothing until somebody turns it on


def test_nothing_is_looked_at_as_long_as_nothing_is_turned_on(team: Reminded) -> None:
    team.by_mail(sam=SAM)
    team.plan()
    before = team.place.snapshot()
    team.round()
    assert team.place.snapshot() == before
    assert team.messages == []


class Counted:
    """A store that tells what is asked of it."""

    def __init__(self, store: Store) -> None:
        self._store = store
        self.asked: list[str] = []

    def __getattr__(self, name: str) -> object:
        self.asked.append(name)
        return getattr(self._store, name)


def test_as_long_as_nothing_is_turned_on_a_round_is_one_look_at_the_settings(
    team: Reminded,
) -> None:
    team.by_mail(sam=SAM)
    team.plan()
    counted = Counted(team.store)
    server = ReminderSending(cast("Store", counted), team.secrets, team.clock)
    for _ in range(3):
        server.round(team.stop)
    assert counted.asked == ["get"] * 3


@pytest.mark.parametrize("wijze", [Herinnerwijze.AGENDA, Herinnerwijze.KANAAL])
def test_a_team_that_chose_otherwise_gets_no_mail(
    both: Reminded, mail: MailServerHere, wijze: Herinnerwijze
) -> None:
    both.choose(wijze=wijze)
    both.plan()
    both.round()
    assert (both.messages, mail.received) == ([], [])


# Who is told, and what


def test_a_planned_moment_is_told_to_the_whole_team_and_once(
    both: Reminded, mail: MailServerHere
) -> None:
    both.plan()
    both.round()
    both.round()
    assert to_whom(mail) == [NOOR, SAM]
    assert both.states == [Berichtstaat.VERZONDEN] * 2
    both.now += timedelta(hours=3)
    both.round()
    assert len(mail.received) == 2


def test_the_rest_is_told_to_who_took_part(both: Reminded, mail: MailServerHere) -> None:
    played = done_until(Stap.VERVOLG, both.plan(NOW - DAY)).with_value(("rollen", "noor"), None)
    seen = both.archive.oefening(played.id)
    both.archive.save(seen, played.changed(vervolg=plan(Vervolg(), TODAY - DAY, TODAY)))
    both.round()
    assert to_whom(mail) == [SAM]
    assert subjects(mail) == ["Hoe ging het gesprek?"]


def test_nothing_of_a_case_a_team_or_a_person_is_in_a_message(
    both: Reminded, mail: MailServerHere, channel: ChannelReceiver
) -> None:
    both.plan()
    both.round()
    both.turn_on(None, channel.host)
    both.in_channel(channel.address)
    both.round()
    told = [json.dumps(one.message, ensure_ascii=False) for one in channel.posted]
    for one in mail.received:
        read = parse_email(one.data)
        told += [json.dumps(read.headers, ensure_ascii=False), *read.text_plain]
    assert len(told) == 5
    for word in (MARKER, both.team.naam, "Sam", "Noor"):
        assert not [one for one in told if re.search(rf"\b{word}\b", one)], word


def test_a_mail_leads_to_the_oefening_and_to_the_end_of_its_reminders(
    both: Reminded, mail: MailServerHere
) -> None:
    both.choose(ontvangers=both.sealed(sam=SAM))
    planned = both.plan()
    both.round()
    read = parse_email(mail.received[0].data)
    assert f"{BASE}/stap-1?o={planned.id}" in read.text_plain[0].splitlines()
    (stop,) = read.headers["List-Unsubscribe"]
    token = stop.removeprefix(f"<{BASE}/herinnering/stop/").removesuffix(">")
    asked = asked_by(token)
    assert asked is not None
    assert (asked.team, asked.deelnemer) == (both.team.id, "sam")
    assert fits(both.secrets, LinkKind.STOP, asked, both.choice.ontvangers["sam"].adres)


@pytest.mark.parametrize("soort", Kanaalsoort)
def test_a_channel_is_told_once_for_the_whole_team(
    team: Reminded, channel: ChannelReceiver, soort: Kanaalsoort
) -> None:
    team.turn_on(None, channel.host)
    team.in_channel(channel.address, soort)
    planned = team.plan()
    team.round()
    team.round()
    (posted,) = channel.posted
    assert f"{BASE}/stap-1?o={planned.id}" in json.dumps(posted.message)
    assert team.states == [Berichtstaat.VERZONDEN]


def test_a_late_follow_up_is_told_really_once(both: Reminded, mail: MailServerHere) -> None:
    both.choose(ontvangers=both.sealed(sam=SAM))
    played = both.plan(NOW - 20 * DAY)
    seen = both.archive.oefening(played.id)
    late = plan(Vervolg(), TODAY - 17 * DAY, TODAY)
    seen = both.archive.save(seen, done_until(Stap.VERVOLG, played).changed(vervolg=late))
    both.round()
    assert subjects(mail) == ["Jullie oefening wacht op het napraten"]
    other = plan(late, TODAY - 16 * DAY, TODAY)
    both.archive.save(seen, seen.value.changed(vervolg=other))
    both.round()
    assert len(mail.received) == 1


def test_text_that_goes_is_told_with_the_way_to_what_can_be_taken_along(
    both: Reminded, mail: MailServerHere
) -> None:
    both.choose(ontvangers=both.sealed(sam=SAM))
    played = both.plan(NOW + 40 * DAY)
    both.now += 50 * DAY
    both.round()
    assert subjects(mail) == ["De tekst van een oefening gaat weg op maandag 6 juli 2026"]
    assert f"{BASE}/meenemen?o={played.id}" in parse_email(mail.received[0].data).text_plain[0]


def test_at_night_nobody_is_woken(both: Reminded, mail: MailServerHere) -> None:
    both.now += timedelta(hours=7)  # 21:00
    both.plan(both.now + DAY)
    both.round()
    assert both.states == [Berichtstaat.WACHT] * 2
    both.now += timedelta(hours=11)
    both.round()
    assert to_whom(mail) == [NOOR, SAM]


def test_a_server_that_nobody_opened_a_page_of_uses_the_own_words(
    both: Reminded, mail: MailServerHere
) -> None:
    own = {"herinneringen": {"bericht": {"moment_onderwerp": "Tot straks, {wanneer}"}}}
    change_own_texts(both.store, lambda _before: own)
    both.plan()
    both.round()
    assert set(subjects(mail)) == {"Tot straks, dinsdag 12 mei 2026 om 14:00"}


# Asked anew at the moment that it is sent


def waiting(team: Reminded, mail: MailServerHere) -> None:
    """Let the messages for Sam and Noor wait for a server that asks to come back."""
    mail.answers["RCPT"] = "450 later"
    team.plan()
    team.round()
    assert team.states == [Berichtstaat.WACHT] * 2
    mail.answers.clear()
    team.now += PAUSES[0]


def test_a_name_that_went_gets_nothing_any_more(both: Reminded, mail: MailServerHere) -> None:
    waiting(both, mail)
    Erasing(both.store, both.clock).naam(both.team.id, "sam")
    assert both.choice.ontvangers.keys() == {"noor"}
    both.round()
    assert to_whom(mail) == [NOOR]
    assert sorted(both.states) == [Berichtstaat.VERVALLEN, Berichtstaat.VERZONDEN]


def test_a_name_that_went_another_way_gets_nothing_either(
    both: Reminded, mail: MailServerHere
) -> None:
    waiting(both, mail)
    ask(both, "noor")
    seen = both.archive.team(both.team.id)
    both.archive.save_team(seen, seen.value.changed(deelnemers={}))
    both.round()
    assert both.choice.ontvangers.keys() == {"sam", "noor"}
    assert (mail.received, both.states) == ([], [Berichtstaat.VERVALLEN] * 3)


@pytest.mark.parametrize(
    "change",
    [
        lambda team: team.choose(wijze=Herinnerwijze.AGENDA),
        lambda team: team.choose(ontvangers={}),
        lambda team: team.store.delete(DocumentKey(Kind.HERINNERING, team.team.id)),
        lambda team: team.turn_on(None, "hooks.slack.com"),
        lambda team: team.archive.save_team(
            team.archive.team(team.team.id), archive(team.team, TODAY)
        ),
    ],
    ids=["another way", "stopped", "nothing chosen", "turned off", "team put away"],
)
def test_who_does_not_want_it_any_more_gets_nothing(
    both: Reminded, mail: MailServerHere, change: object
) -> None:
    waiting(both, mail)
    assert callable(change)
    change(both)
    both.round()
    assert mail.received == []
    assert both.states == [Berichtstaat.VERVALLEN] * 2


def test_a_moment_that_was_called_off_is_not_told_and_told_when_it_is_back(
    both: Reminded, mail: MailServerHere
) -> None:
    waiting(both, mail)
    (record,) = both.store.list(Kind.OEFENING)
    seen = both.archive.oefening(record.key.id)
    off = both.archive.save(seen, seen.value.changed(gepland_op=None))
    both.round()
    assert both.states == [Berichtstaat.VERVALLEN] * 2
    both.archive.save(off, off.value.changed(gepland_op=seen.value.gepland_op))
    both.round()
    assert (to_whom(mail), both.states) == ([NOOR, SAM], [Berichtstaat.VERZONDEN] * 2)


def test_a_removed_oefening_is_not_told_of(both: Reminded, mail: MailServerHere) -> None:
    waiting(both, mail)
    (record,) = both.store.list(Kind.OEFENING)
    Erasing(both.store, both.clock).oefening(record.key.id)
    both.round()
    assert (mail.received, both.states) == ([], [Berichtstaat.VERVALLEN] * 2)


# To confirm an address


def ask(team: Reminded, whose: str = "sam") -> None:
    team.choose(te_bevestigen=team.sealed(**{whose: SAM}))
    sealed = team.choice.te_bevestigen[whose].adres
    assert team.outbox.ask_to_confirm(team.team.id, whose, sealed)
    assert not team.outbox.ask_to_confirm(team.team.id, whose, sealed)


def test_who_gave_an_address_is_asked_at_once_and_by_night(
    team: Reminded, mail: MailServerHere
) -> None:
    team.turn_on(mail.settings)
    team.now += timedelta(hours=9)
    ask(team)
    team.round()
    assert to_whom(mail) == [SAM]
    read = parse_email(mail.received[0].data)
    (line,) = [one for one in read.text_plain[0].splitlines() if "/bevestig/" in one]
    asked = asked_by(line.removeprefix(f"{BASE}/herinnering/bevestig/"))
    assert asked is not None
    assert fits(team.secrets, LinkKind.BEVESTIG, asked, team.choice.te_bevestigen["sam"].adres)
    assert "List-Unsubscribe" not in read.headers


def test_only_the_address_that_waits_is_asked(team: Reminded, mail: MailServerHere) -> None:
    team.turn_on(mail.settings)
    ask(team)
    team.choose(te_bevestigen=team.sealed(sam=SAM))  # the same one, given once more
    team.round()
    assert (mail.received, team.states) == ([], [Berichtstaat.VERVALLEN])


def test_an_address_that_was_not_asked_about_for_a_week_is_not_any_more(
    team: Reminded, mail: MailServerHere
) -> None:
    team.turn_on(mail.settings)
    ask(team)
    team.now += CONFIRM_WITHIN
    team.round()
    assert (mail.received, team.states) == ([], [Berichtstaat.VERVALLEN])


def test_where_only_the_day_is_another_it_is_another_message(
    both: Reminded, mail: MailServerHere
) -> None:
    both.choose(ontvangers=both.sealed(sam=SAM))
    played = both.plan(NOW - 3 * DAY)
    seen = both.archive.oefening(played.id)
    first = plan(Vervolg(), TODAY - 2 * DAY, TODAY)
    seen = both.archive.save(seen, done_until(Stap.VERVOLG, played).changed(vervolg=first))
    both.round()
    both.archive.save(seen, seen.value.changed(vervolg=plan(first, TODAY - DAY, TODAY)))
    both.round()
    assert [one.soort for one in both.messages] == [Berichtsoort.GESPREK] * 2
    assert first.staat is Vervolgstaat.GEPLAND
    assert len(mail.received) == 2
