"""Pictures of setting up, signing in and Beheer, for each kind of visitor."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from gesprek.access.settings import NetworkMode, Settings
from gesprek.browser import selector
from gesprek.services.archive import Archive
from gesprek.ui.frame.words import screen_text
from tests.support.organisation import WACHTWOORD, Organisatie
from tests.support.server import Server

Take = Callable[[Page, str], None]

_READY: Final = selector("drawn")
_TABS: Final = (
    *("teams", "managers", "organisatie", "herinneringen"),
    *("teksten", "privacy", "bewaren", "opslag"),
)


def pictures(visitor: Callable[[], Page], server: Server, archive: Archive, take: Take) -> None:
    """Set the organisation up and take every page that only then exists.

    Args:
        visitor: returns an empty page of a new visitor.
        server: a server that was not set up, with teams in its store.
        archive: its teams.
        take: takes the pictures of a page, under a name.
    """
    organisation = Organisatie(Path(server.store))
    link = organisation.visits.setting_up.new_link()
    guest = visitor()
    guest.goto(f"{server.url}/inrichten/{link}")
    take(guest, "inrichten")
    guest.get_by_label("Ja, met een eigen certificaat").check()
    take(guest, "inrichten-certificaat")
    organisation.set_up()
    organisation.visits.administration.change_settings(_openly)
    _guest(guest, server, take)
    _advisor(visitor(), server, take)
    _team(visitor(), server, organisation, archive.teams()[0].id, take)


def _openly(before: Settings) -> Settings:
    names = {"namen": ("gesprek.zorg.example",), "onbeveiligd_sinds": before.ingericht}
    return before.changed(netwerk=NetworkMode.ONBEVEILIGD, **names)


def _guest(page: Page, server: Server, take: Take) -> None:
    page.goto(f"{server.url}/")
    take(page, "aanmelden")
    page.get_by_label("Sleutel van je team").fill("dit is geen sleutel")
    page.get_by_role("button", name="Open het team").click()
    take(page, "aanmelden-mis")


def _advisor(page: Page, server: Server, take: Take) -> None:
    page.goto(f"{server.url}/aanmelden/wachtwoord")
    take(page, "aanmelden-wachtwoord")
    page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    page.get_by_role("button", name="Aanmelden").click()
    for name in _TABS:
        page.locator(_READY).wait_for()
        page.get_by_role("tab", name=screen_text(f"beheer.{name}"), exact=True).click()
        take(page, f"beheer-{name}")
    page.get_by_role("tab", name=screen_text("beheer.teams"), exact=True).click()
    page.get_by_role("button", name=screen_text("teams.sleutel")).first.click()
    page.get_by_role("button", name=screen_text("teams.nieuwe_sleutel")).click()
    page.get_by_text(screen_text("sleutelkaart.een_keer")).wait_for()
    take(page, "sleutelkaart")


def _team(page: Page, server: Server, organisation: Organisatie, team: str, take: Take) -> None:
    page.goto(f"{server.url}/aanmelden")
    page.get_by_label("Sleutel van je team").fill(organisation.visits.renew_key(team))
    page.get_by_role("button", name="Open het team").click()
    page.locator(_READY).wait_for()
    page.locator("summary").filter(has_text=screen_text("apparaten.titel")).click()
    take(page, "team-aangemeld")
    oefening = organisation.archive.oefeningen(team)[-1]
    page.goto(f"{server.url}/stap-1?o={oefening.id}")
    page.get_by_role("button", name=screen_text("deelbord.titel")).click()
    take(page, "meedoen")
    page.get_by_role("button", name=screen_text("wie.mijn_apparaat")).click()
    page.get_by_text(screen_text("wie.uitleg")).wait_for()
    take(page, "wie")
    page.locator(selector("main")).get_by_role("button").first.click()
    page.goto(f"{server.url}/stap-4?o={oefening.id}")
    page.locator(_READY).wait_for()
    take(page, "stap-4-eigen")
    page.goto(f"{server.url}/beheer")
    page.locator(_READY).wait_for()
    take(page, "geweigerd")
