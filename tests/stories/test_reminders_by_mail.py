"""From Beheer to the mailbox and back: turned on, asked for, confirmed, read, and stopped."""

from __future__ import annotations

import re
import threading
from datetime import datetime, time, timedelta
from typing import TYPE_CHECKING
from urllib.parse import urlsplit

import pytest
from fast_mail_parser import parse_email

from gesprek.content import inhoud
from gesprek.domain.dates import TIME_ZONE, utc_now
from gesprek.domain.reminders import Herinnerwijze
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.kept_reminders import read_team_reminder
from gesprek.services.reminder_sending import ReminderSending
from gesprek.ui.frame.words import label, screen_text
from tests.engines.expectations import expect
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.certificate import make_certificate
from tests.support.mail_server import PASSWORD, MailServerHere
from tests.support.organisation import WACHTWOORD, Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

TEAM, NAAM, ADRES = "Team Zonnebloem", "Noor", "noor@voorbeeld.nl"
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def mail_server(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[MailServerHere]:
    """A real mail server with TLS and a login, that this machine trusts."""
    certificate = make_certificate(tmp_path / "tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate.path))
    with MailServerHere(certificate) as server:
        yield server


def words(name: str) -> str:
    return screen_text(f"herinnerbeheer.{name}")


def link_words(name: str) -> str:
    return inhoud().tekst(f"herinnerlink.{name}")


def turn_on(advisor: BrowserDriver, mail: MailServerHere) -> None:
    """Fill in the mail server in Beheer, and keep it."""
    advisor.page.goto(f"{advisor.url}/aanmelden/wachtwoord")
    advisor.page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    advisor.page.get_by_role("button", name="Aanmelden", exact=True).click()
    advisor.open("/beheer")
    advisor.page.get_by_role("tab", name=screen_text("beheer.herinneringen")).click()
    advisor.sees(words("staat_uit"))
    advisor.write(words("server"), mail.settings.server)
    port = advisor.page.get_by_role("spinbutton", name=words("poort"))
    port.fill(str(mail.port))
    port.press("Tab")
    advisor.write(words("afzender"), mail.settings.afzender)
    advisor.write(words("gebruiker"), mail.settings.gebruiker)
    advisor.write(words("wachtwoord"), PASSWORD)  # by Tab, past the button in the field
    advisor.tap(words("bewaar"))
    advisor.sees(screen_text("herinnerbeheer.staat_aan", hoe=words("aan_mail")))


def ask_for_mail(member: BrowserDriver, team: str, key: str) -> None:
    """Let a team choose mail on its shared laptop, and one of them give an address."""
    member.page.goto(f"{member.url}/aanmelden")
    member.sign_in(key)
    member.open(f"/team?t={team}")
    member.unfold(screen_text("herinnering.titel"))
    member.page.get_by_text(label(Herinnerwijze.MAIL), exact=True).click()
    who = member.page.get_by_role("combobox", name=screen_text("wie.titel"))
    expect(who).to_be_visible()
    member.is_ready()
    who.click()
    member.page.get_by_role("option", name=NAAM).click()
    member.sees(screen_text("herinnering.geen", naam=NAAM))
    member.write(screen_text("herinnering.adres"), ADRES)
    member.tap(screen_text("herinnering.vraag"))
    member.sees(screen_text("herinnering.wacht", naam=NAAM))


def text_of(mail: MailServerHere, number: int) -> str:
    return "\n".join(parse_email(mail.received[number].data).text_plain)


def answer(driver: BrowserDriver, link: str, button: str, title: str) -> None:
    """Open a link of a mail, and tap its one button."""
    driver.page.goto(link)
    driver.page.get_by_role("button", name=link_words(button)).click()
    expect(driver.page.get_by_role("heading", level=1)).to_have_text(link_words(title))


def test_who_asks_for_reminders_gets_them_until_one_tap_in_the_mail(
    server: Callable[..., Server],
    new_driver: Callable[..., BrowserDriver],
    mail_server: MailServerHere,
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team(TEAM, NAAM, "Sam", "Wim")
    moment = datetime.combine(utc_now().date() + timedelta(days=9), time(14), TIME_ZONE)
    one = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT, Fill.EMPTY, team)
    organisation.archive.create_oefening(one.changed(gepland_op=moment))

    advisor = new_driver(house)
    turn_on(advisor, mail_server)
    advisor.write(words("proef_naar"), "beheer@voorbeeld.nl")
    advisor.tap(words("proef"))
    advisor.sees(words("proef_gelukt"))
    assert mail_server.received[0].naar == ["beheer@voorbeeld.nl"]

    tall = {"width": 1280, "height": 1600}  # to scroll on the way would close the list of names
    laptop = new_driver(house, viewport=tall)
    ask_for_mail(laptop, team.id, organisation.visits.renew_key(team.id))
    laptop.until(lambda: len(mail_server.received) == 2, "the server asks whether it is right")
    assert mail_server.received[1].naar == [ADRES]
    (confirm,) = LINK.findall(text_of(mail_server, 1))

    phone = new_driver(house, viewport={"width": 390, "height": 844})
    answer(phone, confirm, "bevestig_knop", "bevestigd")

    the_day_before = moment - timedelta(days=1, hours=4)
    store, secrets = organisation.visits.store, organisation.visits.server_secrets
    ReminderSending(store, secrets, lambda: the_day_before).round(threading.Event())
    assert [one.naar for one in mail_server.received[2:]] == [[ADRES]]
    told = text_of(mail_server, 2)
    assert "14:00" in told
    assert [one for one in (TEAM, NAAM, "Sam", "Wim") if one in told] == []
    page, stop = LINK.findall(told)
    assert urlsplit(page).path == "/stap-1"

    answer(phone, stop, "stop_knop", "gestopt")
    assert read_team_reminder(store, team.id).ontvangers == {}
    laptop.reload()
    laptop.unfold(screen_text("herinnering.titel"))
    laptop.sees(label(Herinnerwijze.MAIL))
