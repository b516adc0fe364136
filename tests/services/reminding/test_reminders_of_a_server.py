"""A real server of the program sends beside its pages, and ends when it is asked to."""

import time
from collections.abc import Callable

import pytest

from gesprek.domain.dates import utc_now
from gesprek.domain.reminders import LEASE, Berichtstaat
from tests.services.reminding.reminded import SAM, Reminded
from tests.storage.place import Folder
from tests.support.certificate import Certificaat
from tests.support.mail_server import PATIENCE, Hold, MailServerHere
from tests.support.server import Server

pytestmark = [
    pytest.mark.alles,
    pytest.mark.op_bestanden("a server of one folder; two on a database are elsewhere"),
]


@pytest.fixture
def waiting(team: Reminded, mail: MailServerHere) -> Reminded:
    """Somebody gave an address, and waits for the question whether it is theirs."""
    team.now = utc_now()
    team.turn_on(mail.settings)
    team.choose(te_bevestigen=team.sealed(sam=SAM))
    sealed = team.choice.te_bevestigen["sam"].adres
    team.outbox.ask_to_confirm(team.team.id, "sam", sealed)
    return team


@pytest.fixture
def running(
    waiting: Reminded, server: Callable[..., Server], certificate: Certificaat
) -> Callable[[], Server]:
    assert isinstance(waiting.place, Folder)
    root = waiting.place.root
    return lambda: server(root, environment={"SSL_CERT_FILE": str(certificate.path)})


def becomes(team: Reminded, staat: Berichtstaat) -> None:
    """Wait until the message is in this state."""
    end = time.monotonic() + PATIENCE
    while team.states != [staat]:
        assert time.monotonic() < end, team.states
        time.sleep(0.05)


def test_a_server_sends_what_waits(
    waiting: Reminded, mail: MailServerHere, running: Callable[[], Server]
) -> None:
    one = running()
    becomes(waiting, Berichtstaat.VERZONDEN)
    assert [received.naar for received in mail.received] == [[SAM]]
    one.stop()
    assert SAM not in one.log.read_text("utf-8")


def test_pages_answer_and_the_server_ends_while_the_mail_server_hangs(
    waiting: Reminded, mail: MailServerHere, running: Callable[[], Server]
) -> None:
    mail.hold = Hold("DATA")
    one = running()
    assert mail.hold.reached.wait(PATIENCE)
    for path in ("/gezond", "/", "/aanmelden"):
        assert one.request(path)[0].status == 200
    assert waiting.states == [Berichtstaat.AFGEGEVEN]  # it hung all the time
    one.stop()
    waiting.now = utc_now() + LEASE
    waiting.round()
    assert waiting.states == [Berichtstaat.ONZEKER]


def test_what_a_server_cannot_bring_is_in_no_log(
    waiting: Reminded, mail: MailServerHere, running: Callable[[], Server]
) -> None:
    mail.answers["RCPT"] = f"550 {SAM} bestaat niet"
    one = running()
    becomes(waiting, Berichtstaat.MISLUKT)
    one.stop()
    log = one.log.read_text("utf-8")
    assert SAM not in log
    assert waiting.team.id not in log
    assert str(mail.port) not in log
