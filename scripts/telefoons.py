"""Pictures of the own screen of each role in steps 4, 5 and 6, and of the beamer beside them."""

from collections.abc import Callable
from pathlib import Path
from typing import Final

from playwright.sync_api import Page

from gesprek.browser import selector
from gesprek.domain.werkvormen import Rol
from gesprek.services.archive import Archive
from scripts.voorbeelden import Subset, own_devices
from tests.support.organisation import Organisatie
from tests.support.server import Server

PHONE: Final = (390,)
BEAMER: Final = (1280, 1920)
_READY: Final = selector("drawn")


Take = Callable[[Page, str, tuple[int, ...]], None]
"""Takes the pictures of a page, under a name, at these widths."""


def pictures(visitor: Callable[[], Page], server: Server, archive: Archive, take: Take) -> None:
    """Take what each role and the beamer show.

    Args:
        visitor: returns an empty page of a new visitor.
        server: a server of an organisation that was set up.
        archive: its teams.
        take: takes the pictures.
    """
    organisation = Organisatie(Path(server.store))
    ploeg, paths = own_devices(archive)
    for rol in Rol:
        page = _signed_in(visitor(), server, organisation, ploeg)
        device = page.context.cookies()[0]["value"].partition(".")[0]
        person = list(ploeg.team.deelnemers)[list(Rol).index(rol)]
        organisation.visits.log_ins.be(device, person)
        for name, path in paths.items():
            _open(page, server.url + path)
            take(page, f"{name}-{rol.value}", PHONE)
    page = _signed_in(visitor(), server, organisation, ploeg)
    for name, path in paths.items():
        _open(page, f"{server.url}/scherm?{path.partition('?')[2]}")
        take(page, f"beamer-{name}", BEAMER)


def _signed_in(page: Page, server: Server, organisation: Organisatie, ploeg: Subset) -> Page:
    page.goto(f"{server.url}/aanmelden")
    page.get_by_label("Sleutel van je team").fill(organisation.visits.renew_key(ploeg.team.id))
    page.get_by_role("button", name="Open het team").click()
    page.locator(_READY).wait_for()
    return page


def _open(page: Page, address: str) -> None:
    page.goto(address)
    page.locator(_READY).wait_for()
    page.locator(selector("main")).locator(selector("markdown")).first.wait_for()
