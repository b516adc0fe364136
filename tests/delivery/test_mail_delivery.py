"""Mail to a real server, and what is wrong where it is not taken."""

import socket
from collections.abc import Iterator
from email.message import EmailMessage
from email.policy import SMTP

import pytest

from gesprek.access.reminder_settings import MailSecurity, MailServer
from gesprek.delivery import mail_delivery
from gesprek.delivery.delivery_errors import DeliveryFailed, DeliveryUncertain
from gesprek.delivery.mail_delivery import deliver_mail
from gesprek.domain.reminders import Bezorgfout
from gesprek.storage.store_errors import FieldConflict
from tests.support.certificate import Certificaat
from tests.support.mail_server import PASSWORD, SENDER, MailServerHere
from tests.support.scripted_server import ENDS, SAYS_NOTHING, ScriptedMailServer
from tests.support.server import free_port

TO = "iemand@team.example"
BODY = "Eerste regel\n.\n..twee punten\n.een punt\nHet laatste woord: één.\n"


def a_mail() -> EmailMessage:
    mail = EmailMessage(policy=SMTP)
    mail["Subject"] = "Proef"
    mail.set_content(BODY, cte="quoted-printable")
    return mail


def send(server: MailServer, password: str = PASSWORD) -> None:
    deliver_mail(server, password, TO, a_mail())


def fault_of(server: MailServer, password: str = PASSWORD) -> Bezorgfout:
    with pytest.raises(DeliveryFailed) as caught:
        send(server, password)
    return caught.value.fout


@pytest.fixture
def mail(certificate: Certificaat) -> Iterator[MailServerHere]:
    with MailServerHere(certificate) as server:
        yield server


@pytest.fixture
def impatient(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(mail_delivery, "STEP", 0.3)


@pytest.mark.parametrize("security", MailSecurity)
@pytest.mark.parametrize("signs_in", [True, False])
def test_a_mail_arrives_as_it_was_written(
    certificate: Certificaat, security: MailSecurity, *, signs_in: bool
) -> None:
    with MailServerHere(certificate, security, signs_in=signs_in) as server:
        send(server.settings)
    (received,) = server.received
    assert received.naar == [TO]
    assert f"MAIL {SENDER}" in server.commands
    told = received.data.replace(b"\r\n", b"\n").partition(b"\n\n")[2].decode()
    assert told == BODY.replace("één", "=C3=A9=C3=A9n")


def test_the_server_does_not_hear_the_name_of_this_machine(
    mail: MailServerHere, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(socket, "getfqdn", lambda *_: "laptop-van-iemand.example")
    send(mail.settings)
    assert {one for one in mail.commands if one.startswith("EHLO")} == {"EHLO [127.0.0.1]"}


@pytest.mark.parametrize(
    ("command", "answer", "fout"),
    [
        ("MAIL", "550 5.1.8 afzender", Bezorgfout.AFZENDER),
        ("MAIL", "530 5.7.0 eerst aanmelden", Bezorgfout.INLOGGEN),
        ("MAIL", "451 later", Bezorgfout.LATER),
        ("RCPT", "550 5.1.1 onbekend", Bezorgfout.ONTVANGER),
        ("RCPT", "450 4.2.0 later", Bezorgfout.LATER),
        ("DATA", "554 geen spam", Bezorgfout.GEWEIGERD),
        ("DATA", "452 vol", Bezorgfout.LATER),
    ],
)
def test_a_refusal_says_what_it_is_about(
    mail: MailServerHere, command: str, answer: str, fout: Bezorgfout
) -> None:
    mail.answers[command] = answer
    assert fault_of(mail.settings) is fout
    assert mail.received == []


@pytest.mark.parametrize("password", ["verkeerd", "", "\x00", "ë" * 500])
def test_a_wrong_password_is_named(mail: MailServerHere, password: str) -> None:
    assert fault_of(mail.settings, password) is Bezorgfout.INLOGGEN


@pytest.mark.parametrize("offered", ["hier", "AUTH", "AUTH GSSAPI NTLM", "AUTH LOGIN"])
def test_a_server_that_knows_no_way_of_ours_to_sign_in_is_named(
    certificate: Certificaat, offered: str
) -> None:
    answers = {"EHLO": f"250-hier\r\n250 {offered}", "AUTH": "535 onbekend"}
    with ScriptedMailServer(certificate, answers) as server:
        assert fault_of(server.settings.changed(gebruiker="gesprek")) is Bezorgfout.INLOGGEN


@pytest.mark.parametrize("security", MailSecurity)
def test_a_certificate_that_nobody_trusts_ends_it(
    stranger: Certificaat, security: MailSecurity
) -> None:
    with MailServerHere(stranger, security) as server:
        assert fault_of(server.settings) is Bezorgfout.TLS
    assert server.commands.count(f"MAIL {SENDER}") == 0


def test_a_certificate_for_another_name_ends_it(mail: MailServerHere) -> None:
    assert fault_of(mail.settings.changed(server="localhost")) is Bezorgfout.TLS


def test_a_port_without_tls_is_named() -> None:
    with MailServerHere(None, signs_in=False) as server:
        assert fault_of(server.settings) is Bezorgfout.TLS
        with_tls = server.settings.changed(beveiliging=MailSecurity.TLS)
        assert fault_of(with_tls) is Bezorgfout.TLS
    assert server.received == []


def test_a_name_that_is_nowhere_is_named() -> None:
    server = MailServer(server="mail.bestaat-niet.invalid", afzender=SENDER)
    assert fault_of(server) is Bezorgfout.NAAM_ONBEKEND


def test_a_port_that_nobody_listens_on_is_named() -> None:
    server = MailServer(server="127.0.0.1", poort=free_port(), afzender=SENDER)
    assert fault_of(server) is Bezorgfout.GEEN_VERBINDING


@pytest.mark.parametrize(
    ("command", "answer", "fout"),
    [
        ("", SAYS_NOTHING, Bezorgfout.GEEN_ANTWOORD),
        ("", ENDS, Bezorgfout.GEEN_ANTWOORD),
        ("", "hallo", Bezorgfout.GEEN_ANTWOORD),
        ("", "2" * 10_000, Bezorgfout.GEEN_ANTWOORD),
        ("", "554 niet hier", Bezorgfout.GEEN_VERBINDING),
        ("EHLO", "421 even niet", Bezorgfout.LATER),
        ("EHLO", "502 ken ik niet", Bezorgfout.GEEN_VERBINDING),
        ("MAIL", SAYS_NOTHING, Bezorgfout.GEEN_ANTWOORD),
        ("RCPT", ENDS, Bezorgfout.GEEN_ANTWOORD),
        ("DATA", SAYS_NOTHING, Bezorgfout.GEEN_ANTWOORD),
        ("DATA", "554 niet", Bezorgfout.GEWEIGERD),
        (".", "554 niet", Bezorgfout.GEWEIGERD),
        (".", "421 even niet", Bezorgfout.LATER),
    ],
)
@pytest.mark.usefixtures("impatient")
def test_a_server_that_misbehaves_before_the_end_has_nothing(
    certificate: Certificaat, command: str, answer: str, fout: Bezorgfout
) -> None:
    with ScriptedMailServer(certificate, {command: answer}) as server:
        assert fault_of(server.settings) is fout


@pytest.mark.parametrize("answer", [SAYS_NOTHING, ENDS, "hallo", "999 wat?", "354 ga door"])
@pytest.mark.usefixtures("impatient")
def test_after_the_end_silence_and_nonsense_leave_it_uncertain(
    certificate: Certificaat, answer: str
) -> None:
    with (
        ScriptedMailServer(certificate, {".": answer}) as server,
        pytest.raises(DeliveryUncertain),
    ):
        send(server.settings)


def test_a_server_that_sends_a_letter_now_and_then_is_left(
    certificate: Certificaat, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(mail_delivery, "WHOLE", 0.5)
    with ScriptedMailServer(certificate, {"MAIL": f"250 {'x' * 400}"}, slow=True) as server:
        assert fault_of(server.settings) is Bezorgfout.GEEN_ANTWOORD


def test_where_the_commit_fails_the_end_is_not_sent(mail: MailServerHere) -> None:
    def conflict() -> None:
        raise FieldConflict({})

    with pytest.raises(FieldConflict):
        deliver_mail(mail.settings, PASSWORD, TO, a_mail(), conflict)
    send(mail.settings)  # the server answers, and has the second only
    assert len(mail.received) == 1


def test_at_the_commit_the_server_has_nothing_yet(mail: MailServerHere) -> None:
    seen: list[int] = []
    deliver_mail(mail.settings, PASSWORD, TO, a_mail(), lambda: seen.append(len(mail.received)))
    assert (seen, len(mail.received)) == ([0], 1)
    assert mail.commands.count("DATA") == 1
