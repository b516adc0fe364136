"""What goes wrong with sending: nothing is lost, nobody is asked too often, and Beheer knows."""

import threading
from datetime import datetime, timedelta
from itertools import pairwise

import pytest

from gesprek.access.reminder_settings import PASSWORD_NAME, MailServer
from gesprek.domain.reminders import (
    PAUSES,
    TRIES_FOR,
    Berichtstaat,
    Bezorgfout,
)
from gesprek.domain.stappen import Stap
from gesprek.domain.vervolg import Vervolg, plan
from gesprek.services.reminder_sending import ReminderSending, keep_sending
from gesprek.storage.protocol import DocumentKey, Kind
from gesprek.storage.store_errors import Unusable
from tests.services.reminding.reminded import DAY, NOOR, SAM, Reminded, to_whom
from tests.support.builders.oefeningen import NOW, TODAY, done_until
from tests.support.certificate import Certificaat
from tests.support.channel_receiver import ChannelReceiver
from tests.support.mail_server import PATIENCE, SENDER, Hold, MailServerHere
from tests.support.server import free_port


def nowhere() -> MailServer:
    """Return a server that is away."""
    return MailServer(server="127.0.0.1", poort=free_port(), afzender=SENDER)


# What goes wrong


def test_without_a_network_nothing_is_lost_pauses_grow_and_it_is_told_after_two_days(
    team: Reminded,
) -> None:
    team.turn_on(nowhere())
    team.by_mail(sam=SAM)
    played = team.plan(NOW - 3 * DAY)
    seen = team.archive.oefening(played.id)
    asked = plan(Vervolg(), TODAY - DAY, TODAY)
    team.archive.save(seen, done_until(Stap.VERVOLG, played).changed(vervolg=asked))
    server = team.server()
    tries: list[datetime] = []
    while not tries or team.states == [Berichtstaat.WACHT]:
        server.round(team.stop)
        tries.append(team.now)
        (message,) = team.messages
        assert (message.fout, message.pogingen) == (Bezorgfout.GEEN_VERBINDING, len(tries))
        team.now = message.vanaf - timedelta(seconds=1)
        server.round(team.stop)
        assert team.messages == [message]
        team.now = message.vanaf
    assert team.states == [Berichtstaat.MISLUKT]
    pauses = [later - sooner for sooner, later in pairwise(tries)]
    assert pauses[: len(PAUSES)] == sorted(pauses[: len(PAUSES)])
    assert pauses[:3] == list(PAUSES[:3])
    assert tries[-1] < NOW + TRIES_FOR
    counts = team.outbox.counts()
    assert (counts.waiting, counts.oldest) == (0, None)
    assert (counts.failed, counts.last_failure) == (1, Bezorgfout.GEEN_VERBINDING)


def test_once_the_network_is_back_all_of_it_goes(team: Reminded, mail: MailServerHere) -> None:
    team.turn_on(nowhere())
    team.by_mail(sam=SAM, noor=NOOR)
    team.plan()
    server = team.server()
    server.round(team.stop)
    waits = team.outbox.counts()
    assert (waits.waiting, waits.oldest) == (2, NOW)
    team.turn_on(mail.settings)
    team.now += PAUSES[0]
    server.round(team.stop)
    assert to_whom(mail) == [NOOR, SAM]


def test_a_server_that_is_away_is_tried_by_one_message_and_not_by_all(
    team: Reminded, mail: MailServerHere
) -> None:
    team.turn_on(mail.settings)
    team.by_mail(sam=SAM, noor=NOOR)
    team.secrets.keep(PASSWORD_NAME, "verkeerd")
    team.plan()
    server = team.server()
    server.round(team.stop)
    server.round(team.stop)
    assert sorted(one.pogingen for one in team.messages) == [0, 1]
    team.turn_on(mail.settings)  # with the right password
    server.round(team.stop)
    assert len(mail.received) == 1


def test_what_is_wrong_with_one_message_does_not_hold_up_the_other(
    both: Reminded, mail: MailServerHere
) -> None:
    both.choose(ontvangers={**both.choice.ontvangers, "sam": both.choice.ontvangers["noor"]})
    broken = both.choice.ontvangers["sam"].changed(adres="niet te lezen")
    both.choose(ontvangers={**both.choice.ontvangers, "sam": broken})
    both.plan()
    both.round()
    assert to_whom(mail) == [NOOR]
    found = {one.naar: (one.staat, one.fout) for one in both.messages}
    assert found["noor"] == (Berichtstaat.VERZONDEN, None)
    assert found["sam"] == (Berichtstaat.WACHT, Bezorgfout.INSTELLING)


def test_a_refused_address_is_not_tried_again(both: Reminded, mail: MailServerHere) -> None:
    mail.answers["RCPT"] = "550 onbekend"
    both.plan()
    both.round()
    assert both.states == [Berichtstaat.MISLUKT] * 2
    both.now += timedelta(hours=1)
    both.round()
    assert sum(one.startswith("RCPT") for one in mail.commands) == 2


def test_a_channel_that_is_not_allowed_any_more_gets_nothing(
    team: Reminded, channel: ChannelReceiver
) -> None:
    team.turn_on(None, "hooks.slack.com")
    team.in_channel(channel.address)
    team.plan()
    team.round()
    assert channel.posted == []
    assert [one.fout for one in team.messages] == [Bezorgfout.KANAAL]
    assert team.states == [Berichtstaat.MISLUKT]


def test_a_damaged_oefening_team_or_choice_holds_up_no_other(
    both: Reminded, mail: MailServerHere
) -> None:
    damaged = both.plan()
    both.plan(NOW + DAY + timedelta(hours=1))
    both.place.damage(DocumentKey(Kind.OEFENING, damaged.id, both.team.id))
    both.round()
    assert to_whom(mail) == [NOOR, SAM]
    both.place.damage(DocumentKey(Kind.TEAM, both.team.id))
    both.now += timedelta(minutes=10)
    both.round()
    assert len(mail.received) == 2


# The thread of the server


def test_the_thread_goes_on_after_an_error_and_logs_its_kind_only(
    both: Reminded, mail: MailServerHere, caplog: pytest.LogCaptureFixture
) -> None:
    both.plan()
    stop = threading.Event()
    waits: list[float] = []

    class Ends(threading.Event):
        """Ends the thread at its third pause."""

        def wait(self, timeout: float | None = None) -> bool:
            waits.append(timeout or 0)
            if len(waits) == 3:
                self.set()
            return self.is_set()

    def sending() -> ReminderSending:
        if not waits:
            raise Unusable
        return both.server()

    stop = Ends()
    keep_sending(sending, stop)
    assert to_whom(mail) == [NOOR, SAM]
    assert waits == [30, 30, 30]
    assert [one.getMessage() for one in caplog.records if one.name.startswith("gesprek")] == [
        "Herinneringen versturen is niet gelukt: Unusable"
    ]


def test_a_server_that_ends_begins_no_other_message(both: Reminded, mail: MailServerHere) -> None:
    both.plan()
    both.stop.set()
    both.round()
    assert (mail.received, both.states) == ([], [Berichtstaat.WACHT] * 2)


def test_a_page_does_not_wait_while_the_mail_server_hangs(
    both: Reminded, mail: MailServerHere
) -> None:
    both.choose(ontvangers=both.sealed(sam=SAM))
    planned = both.plan()
    mail.hold = Hold("DATA")
    thread = threading.Thread(target=both.round)
    thread.start()
    assert mail.hold.reached.wait(PATIENCE)
    seen = both.archive.oefening(planned.id)  # and while it hangs, people work
    both.archive.save(seen, seen.value.changed(plaats="Kantoor"))
    both.choose(te_bevestigen=both.sealed(noor=NOOR))
    assert both.states == [Berichtstaat.AFGEGEVEN]
    mail.hold.goes_on.set()
    thread.join(PATIENCE)
    assert both.states == [Berichtstaat.VERZONDEN]


def test_a_certificate_that_nobody_trusts_is_told(team: Reminded, stranger: Certificaat) -> None:
    with MailServerHere(stranger) as server:
        team.turn_on(server.settings)
        team.by_mail(sam=SAM)
        team.plan()
        team.round()
    assert team.outbox.counts().last_failure is Bezorgfout.TLS
    assert server.received == []
