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
from tests.support.channel_receiver import ChannelReceiver
from tests.support.mail_server import PASSWORD, MailServerHere
from tests.support.organisation import WACHTWOORD, Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator
    from pathlib import Path

    from gesprek.domain.team import Team
    from tests.stories.browser_driver import BrowserDriver
    from tests.support.certificate import Certificaat
    from tests.support.server import Server

pytestmark = pytest.mark.browser

TEAM, NAAM, ADRES = "Team Zonnebloem", "Noor", "noor@voorbeeld.nl"
LINK = re.compile(r"https?://\S+")


@pytest.fixture
def certificate(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Certificaat:
    """A certificate for servers here, that this machine trusts."""
    made = make_certificate(tmp_path / "tls")
    monkeypatch.setenv("SSL_CERT_FILE", str(made.path))
    return made


@pytest.fixture
def mail_server(certificate: Certificaat) -> Iterator[MailServerHere]:
    """A real mail server with TLS and a login."""
    with MailServerHere(certificate) as server:
        yield server


@pytest.fixture
def channel(certificate: Certificaat) -> Iterator[ChannelReceiver]:
    """A real HTTPS server that takes messages for a channel."""
    with ChannelReceiver(certificate) as receiver:
        yield receiver


def words(name: str) -> str:
    return screen_text(f"herinnerbeheer.{name}")


def link_words(name: str) -> str:
    return inhoud().tekst(f"herinnerlink.{name}")


def open_board(advisor: BrowserDriver) -> None:
    """Sign in as the advisor and open what Beheer has of reminders."""
    advisor.page.goto(f"{advisor.url}/aanmelden/wachtwoord")
    advisor.page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    advisor.page.get_by_role("button", name="Aanmelden", exact=True).click()
    advisor.open("/beheer")
    advisor.page.get_by_role("tab", name=screen_text("beheer.herinneringen")).click()
    advisor.sees(words("staat_uit"))


def turn_on(advisor: BrowserDriver, mail: MailServerHere) -> None:
    """Fill in the mail server in Beheer, and keep it."""
    open_board(advisor)
    advisor.write(words("server"), mail.settings.server)
    port = advisor.page.get_by_role("spinbutton", name=words("poort"))
    port.fill(str(mail.port))
    port.press("Tab")
    advisor.write(words("afzender"), mail.settings.afzender)
    advisor.write(words("gebruiker"), mail.settings.gebruiker)
    advisor.write(words("wachtwoord"), PASSWORD)  # by Tab, past the button in the field
    advisor.tap(words("bewaar"))
    advisor.sees(screen_text("herinnerbeheer.staat_aan", hoe=words("aan_mail")))


def choose_way(member: BrowserDriver, team: str, key: str, way: Herinnerwijze) -> None:
    """Sign in with the key of a team, and choose how it is reminded."""
    member.page.goto(f"{member.url}/aanmelden")
    member.sign_in(key)
    member.open(f"/team?t={team}")
    member.unfold(screen_text("herinnering.titel"))
    member.page.get_by_text(label(way), exact=True).click()


def ask_for_mail(member: BrowserDriver, team: str, key: str) -> None:
    """Let a team choose mail on its shared laptop, and one of them give an address."""
    choose_way(member, team, key, Herinnerwijze.MAIL)
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


def plan(house: Server) -> tuple[Organisatie, Team, datetime]:
    """Let a team have an oefening in nine days, at two o'clock."""
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team(TEAM, NAAM, "Sam", "Wim")
    moment = datetime.combine(utc_now().date() + timedelta(days=9), time(14), TIME_ZONE)
    one = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.MOMENT, Fill.EMPTY, team)
    organisation.archive.create_oefening(one.changed(gepland_op=moment))
    return organisation, team, moment


def send(organisation: Organisatie, now: datetime) -> None:
    """Do what a server does at this moment."""
    visits = organisation.visits
    ReminderSending(visits.store, visits.server_secrets, lambda: now).round(threading.Event())


def test_who_asks_for_reminders_gets_them_until_one_tap_in_the_mail(
    server: Callable[..., Server],
    new_driver: Callable[..., BrowserDriver],
    mail_server: MailServerHere,
) -> None:
    house = server()
    organisation, team, moment = plan(house)

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

    send(organisation, moment - timedelta(days=1, hours=4))
    assert [one.naar for one in mail_server.received[2:]] == [[ADRES]]
    told = text_of(mail_server, 2)
    assert "14:00" in told
    assert [one for one in (TEAM, NAAM, "Sam", "Wim") if one in told] == []
    page, stop = LINK.findall(told)
    assert urlsplit(page).path == "/stap-1"

    answer(phone, stop, "stop_knop", "gestopt")
    assert read_team_reminder(organisation.visits.store, team.id).ontvangers == {}
    laptop.reload()
    laptop.unfold(screen_text("herinnering.titel"))
    laptop.sees(label(Herinnerwijze.MAIL))


def test_a_team_reads_a_reminder_in_its_channel_of_a_server_that_the_advisor_allowed(
    server: Callable[..., Server],
    new_driver: Callable[..., BrowserDriver],
    channel: ChannelReceiver,
) -> None:
    house = server()
    organisation, team, moment = plan(house)
    advisor = new_driver(house)
    open_board(advisor)
    advisor.write(words("andere"), channel.host, then="Enter")
    advisor.sees(screen_text("herinnerbeheer.staat_aan", hoe=words("aan_kanaal")))
    laptop = new_driver(house)
    key = organisation.visits.renew_key(team.id)
    choose_way(laptop, team.id, key, Herinnerwijze.KANAAL)
    field = screen_text("herinnering.kanaal")
    laptop.write(field, "https://elders.example/haak")
    laptop.tap(screen_text("herinnering.kanaal_bewaar"))
    laptop.sees("Naar dit adres mag Gesprekstool niets sturen.")
    laptop.write(field, channel.address)
    laptop.tap(screen_text("herinnering.kanaal_bewaar"))
    laptop.sees(screen_text("herinnering.kanaal_weg"))
    send(organisation, moment - timedelta(days=1, hours=4))
    (posted,) = channel.posted
    said = str(posted.message)
    assert "14:00" in said
    assert [one for one in (TEAM, NAAM, "Sam", "Wim") if one in said] == []
    assert channel.address not in "".join(
        path.read_text() for path in house.store.rglob("*.json") if path.is_file()
    )
