"""A reminder as a message: times, our own words and a link. Nothing of a case, a team or a person.

A mail is plain text, so that it is the same everywhere and asks nothing of another server.
"""

from datetime import date, datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from typing import Any, Final, NamedTuple, cast
from urllib.parse import urlsplit

from gesprek.content import Inhoud
from gesprek.domain.dates import day_in_words, moment_in_words
from gesprek.domain.reminders import CONFIRM_WITHIN, Berichtsoort
from gesprek.domain.text import clean_line

_STOP: Final = "List-Unsubscribe"
_NEVER_FOLDED: Final = (_STOP, "Message-ID")


class ReminderWords(NamedTuple):
    """What a message says; the same by mail and in a channel."""

    onderwerp: str
    tekst: str
    link_tekst: str


class MailDetails(NamedTuple):
    """From whom a mail is, to whom, and what makes it this one.

    ``bericht`` is the id of the message: with the same one a mailbox can tell that it is the same
    mail. ``adres`` is the address of this server.
    """

    afzender: str
    naar: str
    bericht: str
    adres: str
    now: datetime


class ReminderLinks(NamedTuple):
    """Where a message leads; ``stop`` is empty where there is nothing to stop."""

    pagina: str
    stop: str = ""


def reminder_words(
    soort: Berichtsoort, dag: date, planned: datetime | None, inhoud: Inhoud
) -> ReminderWords:
    """Return what is said; ``planned`` is the moment of the oefening that it may be about."""
    is_moment = soort is Berichtsoort.MOMENT
    when = moment_in_words(planned) if is_moment and planned else day_in_words(dag)
    values = {"wanneer": when} if is_moment or soort is Berichtsoort.TEKST else {}
    about = {"dagen": CONFIRM_WITHIN.days} if soort is Berichtsoort.BEVESTIGEN else values
    return ReminderWords(
        clean_line(inhoud.tekst(f"bericht.{soort}_onderwerp", **values)),
        inhoud.tekst(f"bericht.{soort}_tekst", **about),
        clean_line(inhoud.tekst(f"bericht.{soort}_link")),
    )


def reminder_mail(
    words: ReminderWords, links: ReminderLinks, details: MailDetails, inhoud: Inhoud
) -> EmailMessage:
    """Return a reminder as a mail; who has a mailbox that can stop it does so there in one tap.

    Sources: RFC 3834 (made by a program) and RFC 8058 (to stop in one tap).
    """
    mail = EmailMessage(policy=_POLICY)
    name = clean_line(inhoud.tekst("bericht.afzender"))
    mail["From"] = Address(name, addr_spec=details.afzender)
    mail["To"] = details.naar
    mail["Subject"] = words.onderwerp
    mail["Date"] = details.now
    mail["Message-ID"] = f"<{details.bericht}@{urlsplit(details.adres).hostname}>"
    mail["Auto-Submitted"] = "auto-generated"
    body = f"{words.tekst}\n\n{words.link_tekst}:\n{links.pagina}\n"
    if links.stop:
        mail[_STOP] = f"<{links.stop}>"
        if links.stop.startswith("https:"):
            mail["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
        body += f"\n{inhoud.tekst('bericht.stoppen')}\n{links.stop}\n"
    mail.set_content(body, cte="quoted-printable")  # of ASCII only: every server takes it
    mail["Content-Language"] = "nl"
    return mail


def test_mail(details: MailDetails, inhoud: Inhoud) -> EmailMessage:
    """Return a mail that shows that sending works; it leads to the first page."""
    words = ReminderWords(
        clean_line(inhoud.tekst("bericht.proef_onderwerp")),
        inhoud.tekst("bericht.proef_tekst"),
        clean_line(inhoud.tekst("bericht.proef_link")),
    )
    return reminder_mail(words, ReminderLinks(details.adres), details, inhoud)


class _MailLines(EmailPolicy):
    """Leaves addresses whole: Python breaks a long one in pieces that no mailbox joins again."""

    linesep = "\r\n"

    def fold_binary(self, name: str, value: Any) -> bytes:  # noqa: ANN401 - as in the standard library
        """Return the lines of a header."""
        if name in _NEVER_FOLDED:
            return f"{name}: {value}\r\n".encode("ascii")
        return super().fold_binary(name, value)


_POLICY: Final = cast("Any", _MailLines)()  # the types of the standard library ask for too much
