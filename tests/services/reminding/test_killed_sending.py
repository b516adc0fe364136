"""A server that is killed at any moment, and two that send at once: each message at most once."""

import os
import subprocess
import sys
from collections import Counter
from datetime import timedelta
from pathlib import Path

import pytest
from fast_mail_parser import parse_email

from gesprek.domain.reminders import LEASE, Berichtstaat
from tests.services.reminding.reminded import NOOR, SAM, Reminded
from tests.support.builders.oefeningen import NOW
from tests.support.channel_receiver import ChannelReceiver
from tests.support.mail_server import PATIENCE, Hold, MailServerHere

PROGRAM = Path(__file__).parent / "programs" / "send_reminders.py"
ROOT = Path(__file__).resolve().parents[3]
pytestmark = pytest.mark.alles  # each starts a process or two

TAKEN = ["voor bezig", "na bezig", "voor afgegeven"]
SECOND = timedelta(seconds=1)


def start(team: Reminded, hold: str = "") -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, str(PROGRAM), team.place.address, team.now.isoformat(), hold],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )


def kill(server: subprocess.Popen[str]) -> None:
    """Kill it, as a power cut would."""
    server.kill()
    server.communicate()
    assert server.returncode != 0


def killed_at(team: Reminded, hold: str) -> None:
    """Let a server send, and kill it before or after it saved a state."""
    server = start(team, hold)
    assert server.stdout is not None
    assert server.stdout.readline().strip() == hold
    kill(server)


@pytest.fixture
def one(team: Reminded, mail: MailServerHere) -> Reminded:
    """A team with one message to send."""
    team.turn_on(mail.settings)
    team.by_mail(sam=SAM)
    team.plan()
    return team


def later(team: Reminded) -> None:
    """Let another server send: as long as the first may still live, and once it may not."""
    team.now += LEASE - SECOND
    team.round()
    team.now += SECOND
    team.round()
    team.round()


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
@pytest.mark.parametrize("hold", TAKEN)
def test_killed_before_the_end_of_a_mail_another_server_sends_it_once(
    one: Reminded, mail: MailServerHere, hold: str
) -> None:
    killed_at(one, hold)
    assert mail.received == []
    later(one)
    assert [received.naar for received in mail.received] == [[SAM]]
    assert one.states == [Berichtstaat.VERZONDEN]


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
@pytest.mark.parametrize("command", ["EHLO", "MAIL", "RCPT"])
def test_killed_while_the_mail_server_is_silent_another_server_sends_it_once(
    one: Reminded, mail: MailServerHere, command: str
) -> None:
    mail.hold = Hold(command)
    server = start(one, "nergens")
    assert mail.hold.reached.wait(PATIENCE)
    kill(server)
    mail.hold.goes_on.set()
    mail.hold = None
    later(one)
    assert [received.naar for received in mail.received] == [[SAM]]
    assert one.states == [Berichtstaat.VERZONDEN]


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
@pytest.mark.parametrize(("hold", "arrived"), [("na afgegeven", 0), ("voor verzonden", 1)])
def test_killed_from_the_end_of_a_mail_on_it_is_never_sent_again_and_told(
    one: Reminded, mail: MailServerHere, hold: str, arrived: int
) -> None:
    killed_at(one, hold)
    later(one)
    assert len(mail.received) == arrived
    assert one.states == [Berichtstaat.ONZEKER]
    assert one.outbox.counts().uncertain == 1


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
def test_killed_while_the_mail_server_thinks_about_the_end_it_is_never_sent_again(
    one: Reminded, mail: MailServerHere
) -> None:
    mail.hold = Hold("DATA")
    server = start(one, "nergens")
    assert mail.hold.reached.wait(PATIENCE)
    kill(server)
    mail.hold.goes_on.set()
    mail.hold = None
    later(one)
    assert mail.commands.count("DATA") == 1
    assert one.states == [Berichtstaat.ONZEKER]


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
def test_killed_once_all_is_saved_nothing_is_left_to_do(
    one: Reminded, mail: MailServerHere
) -> None:
    killed_at(one, "na verzonden")
    later(one)
    assert len(mail.received) == 1
    assert one.states == [Berichtstaat.VERZONDEN]


@pytest.mark.posix_only("een signaal dat meteen een eind maakt")
@pytest.mark.parametrize(
    ("hold", "arrived", "staat"),
    [
        ("na bezig", 1, Berichtstaat.VERZONDEN),
        ("voor afgegeven", 1, Berichtstaat.VERZONDEN),
        ("na afgegeven", 0, Berichtstaat.ONZEKER),
        ("voor verzonden", 1, Berichtstaat.ONZEKER),
    ],
)
def test_a_channel_gets_a_message_of_a_killed_server_at_most_once(
    team: Reminded, channel: ChannelReceiver, hold: str, arrived: int, staat: Berichtstaat
) -> None:
    team.turn_on(None, channel.host)
    team.in_channel(channel.address)
    team.plan()
    killed_at(team, hold)
    later(team)
    assert len(channel.posted) == arrived
    assert team.states == [staat]


def test_two_servers_send_fifty_messages_once_each(team: Reminded, mail: MailServerHere) -> None:
    team.turn_on(mail.settings)
    team.by_mail(sam=SAM, noor=NOOR)
    for count in range(1, 26):
        team.plan(NOW + timedelta(minutes=30 * count))
    servers = [start(team) for _ in range(2)]
    for server in servers:
        assert server.stdout is not None
        assert server.stdout.readline() == "klaar\n"
    for server in servers:
        assert server.stdin is not None
        server.stdin.write("\n")
        server.stdin.flush()
    for server in servers:
        server.communicate()
        assert server.returncode == 0
    team.round()
    ids = Counter(parse_email(one.data).headers["Message-ID"][0] for one in mail.received)
    assert (len(ids), ids.total()) == (50, 50)
    assert team.states == [Berichtstaat.VERZONDEN] * 50
