"""A reminder as a mail, read by a library that is not ours: fast-mail-parser, written in Rust."""

import re
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from urllib.parse import quote

import pytest
from fast_mail_parser import PyMail, parse_email

from gesprek import content
from gesprek.content import inhoud
from gesprek.documents import reminder_message
from gesprek.documents.reminder_message import (
    MailDetails,
    ReminderLinks,
    reminder_mail,
    reminder_words,
)
from gesprek.domain.reminders import Berichtsoort
from gesprek.storage.values import new_id, new_oefening_id
from tests.support.builders.oefeningen import NOW, TODAY

BASE = "https://gesprek.organisatie.example"
STOP = f"{BASE}/herinnering/stop/{new_id()}.{new_id()}.{'a' * 32}"
PAGE = f"{BASE}/stap-7?o={new_oefening_id(new_id())}"
DETAILS = MailDetails("gesprek@organisatie.example", "iemand@team.example", "b" * 40, BASE, NOW)
LINES = re.compile(rb"(?:[\x20-\x7e\t]{0,998}\r\n)*")


def made(
    soort: Berichtsoort, links: ReminderLinks | None = None, details: MailDetails = DETAILS
) -> bytes:
    planned = datetime(2026, 12, 4, 13, tzinfo=UTC)
    words = reminder_words(soort, TODAY, planned, inhoud())
    return bytes(reminder_mail(words, links or ReminderLinks(PAGE, STOP), details, inhoud()))


def header(mail: PyMail, name: str) -> str:
    (found,) = mail.headers[name]
    return found


@pytest.mark.parametrize("soort", Berichtsoort)
def test_a_reader_that_is_not_ours_finds_each_part(soort: Berichtsoort) -> None:
    mail = parse_email(made(soort))
    words = reminder_words(soort, TODAY, datetime(2026, 12, 4, 13, tzinfo=UTC), inhoud())
    assert mail.subject == words.onderwerp
    assert header(mail, "From") == "Gesprekstool <gesprek@organisatie.example>"
    assert header(mail, "To") == DETAILS.naar
    assert header(mail, "Message-ID") == f"<{'b' * 40}@gesprek.organisatie.example>"
    assert header(mail, "Auto-Submitted") == "auto-generated"
    assert header(mail, "Content-Language") == "nl"
    assert header(mail, "List-Unsubscribe") == f"<{STOP}>"
    assert header(mail, "List-Unsubscribe-Post") == "List-Unsubscribe=One-Click"
    assert parsedate_to_datetime(header(mail, "Date")) == NOW
    (text,) = mail.text_plain
    assert words.tekst in text
    assert text.splitlines().count(PAGE) == text.splitlines().count(STOP) == 1
    assert (mail.text_html, mail.attachments) == ([], [])


@pytest.mark.parametrize("soort", Berichtsoort)
def test_every_mail_server_takes_its_lines(soort: Berichtsoort) -> None:
    assert LINES.fullmatch(made(soort))


def test_a_planned_moment_is_told_in_words_and_dutch_time() -> None:
    mail = parse_email(made(Berichtsoort.MOMENT))
    assert mail.subject == "Samen oefenen op vrijdag 4 december 2026 om 14:00"


def test_the_same_message_has_the_same_id_and_another_one_another() -> None:
    first, again = made(Berichtsoort.MOMENT), made(Berichtsoort.MOMENT)
    other = made(Berichtsoort.MOMENT, details=DETAILS._replace(bericht="c" * 40))
    assert first == again
    ids = {header(parse_email(one), "Message-ID") for one in (first, other)}
    assert len(ids) == 2


def test_without_tls_nobody_is_asked_to_stop_in_one_tap() -> None:
    plain = STOP.replace("https", "http")
    mail = parse_email(made(Berichtsoort.MOMENT, ReminderLinks(PAGE, plain)))
    assert "List-Unsubscribe-Post" not in mail.headers  # RFC 8058, 3.1: only with https
    assert header(mail, "List-Unsubscribe") == f"<{plain}>"


def test_who_asked_for_nothing_has_nothing_to_stop() -> None:
    mail = parse_email(made(Berichtsoort.BEVESTIGEN, ReminderLinks(PAGE)))
    assert "List-Unsubscribe" not in mail.headers
    assert inhoud().tekst("bericht.stoppen") not in mail.text_plain[0]


def test_a_trial_leads_to_the_first_page() -> None:
    mail = parse_email(bytes(reminder_message.test_mail(DETAILS, inhoud())))
    assert mail.subject == "Proefbericht van Gesprekstool"
    assert BASE in mail.text_plain[0].splitlines()
    assert "List-Unsubscribe" not in mail.headers


@pytest.mark.parametrize("own", ["Één moment – 你好 {wanneer} ✉", "é" * 55 + "{wanneer}"])
def test_own_words_arrive_as_they_were_written(own: str) -> None:
    content.use_own({"herinneringen": {"bericht": {"moment_onderwerp": own}}})
    try:
        made_mail = made(Berichtsoort.MOMENT)
    finally:
        content.use_own({})
    assert LINES.fullmatch(made_mail)
    when = "vrijdag 4 december 2026 om 14:00"
    assert parse_email(made_mail).subject == own.replace("{wanneer}", when)


@pytest.mark.parametrize("own", ["Onderwerp\nBcc: kwaad@example.nl {wanneer}", "Zonder moment"])
def test_own_words_that_break_a_subject_are_not_used(own: str) -> None:
    texts = content.with_tables({"herinneringen": {"bericht": {"moment_onderwerp": own}}})
    words = reminder_words(Berichtsoort.MOMENT, TODAY, NOW, texts)
    mail = bytes(reminder_mail(words, ReminderLinks(PAGE, STOP), DETAILS, texts))
    assert "Bcc" not in parse_email(mail).headers
    assert len(texts.problemen) == 1


def test_a_long_address_of_the_server_stays_whole() -> None:
    host = ".".join(["a" * 60] * 4)
    stop = f"https://{host}/herinnering/stop/{quote('x' * 130)}"
    details = DETAILS._replace(adres=f"https://{host}:8443")
    mail = parse_email(made(Berichtsoort.TEKST, ReminderLinks(PAGE, stop), details))
    assert header(mail, "List-Unsubscribe") == f"<{stop}>"
    assert header(mail, "Message-ID") == f"<{'b' * 40}@{host}>"
    assert stop in mail.text_plain[0]
