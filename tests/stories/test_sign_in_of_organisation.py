"""A manager signs in by a certified provider, in one tab and in two."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, NamedTuple

import pytest

from gesprek.access.settings import change_settings
from gesprek.storage import open_store
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.support.certified_provider import PASSWORD, SECRET, CertifiedProvider
from tests.support.organisation import Organisatie
from tests.support.server import Server

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.stories.browser_driver import BrowserDriver

pytestmark = pytest.mark.browser

TO_PASSWORD = "Ik ben kwaliteitsadviseur of manager"  # noqa: S105 - the words of a link
BY_ORGANISATION = "Aanmelden met het account van je organisatie"
PAGES = {"/overzicht": "overzicht.titel", "/help": "help.titel"}
REFUSED = r"the server responded with a status of (403|503)"


class Place(NamedTuple):
    """A server, its provider, and the advisor's view."""

    server: Server
    provider: CertifiedProvider
    organisation: Organisatie


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("organisatie")
    organisation = Organisatie(folder / "opslag").set_up()
    environment = {"NO_PROXY": "127.0.0.1"}
    # First the server, whose port somebody else may take while the provider starts.
    server = Server(folder / "opslag", folder / "log", environment=environment).start()
    back = f"{server.url}/aanmelden/organisatie/terug"
    provider = CertifiedProvider(folder / "aanbieder", back).start()
    log_in = provider.settings()
    store = open_store(str(server.store))
    change_settings(store, lambda one: one.changed(organisatie_aanmelding=log_in))
    organisation.visits.organisation.set_secret(SECRET)
    yield Place(server, provider, organisation)
    server.stop()
    provider.stop()


@pytest.fixture
def manager(place: Place, new_driver: Callable[..., BrowserDriver]) -> BrowserDriver:
    """A browser that goes to the provider too."""
    one = new_driver(place.server)
    one.guard.hosts.add(f"127.0.0.1:{place.provider.port}")
    one.guard.allow(REFUSED)
    one.guard.allow(r"favicon\.ico")  # the provider has none
    return one


def leave(tab: BrowserDriver, path: str) -> None:
    """Open a page, and go the way to the provider that the page to sign in offers."""
    tab.page.goto(tab.url + path)
    for words in (TO_PASSWORD, BY_ORGANISATION):
        tab.page.get_by_role("link", name=words).click()


def fill_in(tab: BrowserDriver, name: str) -> None:
    """Sign in on the page of the provider."""
    expect(tab.page.get_by_role("heading", level=1)).to_have_text("De aanbieder")
    tab.page.get_by_label("Naam").fill(name)
    tab.page.get_by_label("Wachtwoord").fill(PASSWORD)
    tab.page.get_by_role("button", name="Ga verder").click()


def is_on(tab: BrowserDriver, path: str) -> None:
    tab.sees_title(screen_text(PAGES[path]))
    expect(tab.page).to_have_url(re.compile(rf"{path}$"))


def reads(tab: BrowserDriver, sentence: str) -> None:
    expect(tab.page.get_by_role("alert")).to_contain_text(sentence)


def test_a_manager_comes_in_and_signs_out_again(place: Place, manager: BrowserDriver) -> None:
    leave(manager, "/overzicht")
    fill_in(manager, "noor")
    is_on(manager, "/overzicht")
    manager.tap(screen_text("aanwezig.afmelden"))
    expect(manager.page).to_have_url(re.compile("/aanmelden"))
    leave(manager, "/overzicht")  # the provider still knows who this is, and asks nothing
    is_on(manager, "/overzicht")
    assert "Noor de Boer" in [one.naam for one in place.organisation.visits.accounts.managers()]


def test_who_may_not_in_and_who_stops_read_why_and_can_try_again(manager: BrowserDriver) -> None:
    leave(manager, "/overzicht")
    manager.page.get_by_role("button", name="Stop").click()
    reads(manager, "het aanmelden is gestopt")
    manager.page.get_by_role("link", name="Opnieuw proberen").click()
    fill_in(manager, "sam")
    reads(manager, "Je account heeft geen toegang tot Gesprekstool.")


def test_a_wrong_secret_and_new_keys_are_no_reason_to_start_the_server_again(
    place: Place, manager: BrowserDriver
) -> None:
    place.organisation.visits.organisation.set_secret("verlopen")
    leave(manager, "/help")
    fill_in(manager, "noor")
    reads(manager, "Vraag de kwaliteitsadviseur om de instellingen na te kijken.")
    place.organisation.visits.organisation.set_secret(SECRET)
    manager.page.get_by_role("link", name="Opnieuw proberen").click()
    is_on(manager, "/help")
    with place.provider.begun_anew():
        manager.tap(screen_text("aanwezig.afmelden"))
        expect(manager.page).to_have_url(re.compile("/aanmelden"))
        leave(manager, "/help")
        fill_in(manager, "noor")
        is_on(manager, "/help")


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_two_tabs_that_sign_in_at_once_each_come_in_on_their_own_page(
    manager: BrowserDriver, order: tuple[int, int]
) -> None:
    paths, tabs = list(PAGES), (manager, manager.another_tab())
    for tab, path in zip(tabs, paths, strict=True):
        leave(tab, path)
    for one in order:
        fill_in(tabs[one], "noor")
        is_on(tabs[one], paths[one])
    first = tabs[order[0]]
    first.page.bring_to_front()
    is_on(first, paths[order[0]])
    first.sees_not("Deze browser is nu anders aangemeld")
    first.reload()
    is_on(first, paths[order[0]])
