"""Signing in by the organisation at a certified provider: a real server, and oidc-provider."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import TYPE_CHECKING
from urllib.parse import parse_qsl, urlencode, urlsplit

import pytest

from gesprek.access.openid import PersonClaim, ProviderSettings
from gesprek.access.settings import change_settings
from gesprek.storage.files.file_store import TinyDBStore
from tests.support.certified_provider import CLIENTS, METHODS, SECRET, AtProvider, CertifiedProvider
from tests.support.organisation import Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver
from tests.web.organisation_server import APP, ENVIRONMENT, START, TERUG, kind, path_of, refused

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.services.visits import Visits
    from tests.web.http_driver import Answer

pytestmark = [
    pytest.mark.alles,
    pytest.mark.posix_only("the tests run the Node.js of this machine"),
]


@dataclass
class Place:
    """A server, and the provider of its organisation."""

    server: Server
    provider: CertifiedProvider
    visits: Visits

    def set(self, log_in: ProviderSettings) -> None:
        change_settings(
            TinyDBStore(self.server.store),
            lambda before: before.changed(organisatie_aanmelding=log_in),
        )

    def browser(self) -> Browser:
        return Browser(HttpDriver(self.server), AtProvider(self.provider))


@dataclass
class Browser:
    """One browser: what it has of us, and what of the provider."""

    ours: HttpDriver
    theirs: AtProvider

    def leaves(self, naar: str = "") -> str:
        """Start to sign in, and return the address at the provider."""
        answer = self.ours.get(f"{START}?{urlencode({'naar': naar})}" if naar else START)
        assert answer.status == 303, answer.text
        return str(answer.headers["Location"])

    def signs_in(self, name: str = "noor") -> Answer:
        return self.ours.get(self.theirs.signs_in(self.leaves(), name))


@pytest.fixture(scope="module")
def one_place(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Place]:
    folder = tmp_path_factory.mktemp("gecertificeerd")
    organisation = Organisatie(folder / "opslag").set_up()
    # First the server, whose port somebody else may take while the provider starts.
    server = Server(folder / "opslag", folder / "log", app=APP, environment=ENVIRONMENT).start()
    provider = CertifiedProvider(folder / "aanbieder", f"{server.url}{TERUG}").start()
    yield Place(server, provider, organisation.visits)
    server.stop()
    provider.stop()


@pytest.fixture
def place(one_place: Place) -> Place:
    """The same ones, with the settings and the secret as they should be, and no manager."""
    one_place.visits.organisation.set_secret(SECRET)
    one_place.set(one_place.provider.settings())
    for one in one_place.visits.accounts.managers():
        one_place.visits.administration.remove_manager(one.id)
    for one in one_place.visits.accounts.blocked():
        one_place.visits.accounts.allow_again(one.id)
    return one_place


def changed(address: str, **fields: str) -> str:
    """Return an address with other values for these fields; an empty one leaves its field out."""
    told = {**dict(parse_qsl(urlsplit(address).query)), **fields}
    query = urlencode({name: value for name, value in told.items() if value})
    return urlsplit(address)._replace(query=query).geturl()


@pytest.mark.parametrize("client", CLIENTS)
def test_a_manager_comes_in_however_the_token_is_signed(place: Place, client: str) -> None:
    place.set(place.provider.settings(client))
    browser = place.browser()
    answer = browser.signs_in()
    assert (answer.status, answer.headers["Location"]) == (303, "/")
    assert kind(browser.ours) == "manager"
    assert "Noor de Boer" in [one.naam for one in place.visits.accounts.managers()]


def test_a_group_lets_a_manager_in_too(place: Place) -> None:
    group = place.provider.settings(kenmerk=PersonClaim.GROUPS, waarde="/zorg/managers")
    place.set(group)
    assert place.browser().signs_in().status == 303
    refused(place.browser().signs_in("wim"), 403, "Je account heeft geen toegang")


@pytest.mark.parametrize("name", ["sam", "wim"])
def test_who_lacks_the_role_is_refused(place: Place, name: str) -> None:
    browser = place.browser()
    refused(browser.signs_in(name), 403, "Je account heeft geen toegang tot Gesprekstool.")
    assert kind(browser.ours) == "gast"


def test_who_stops_at_the_provider_reads_that_nothing_happened(place: Place) -> None:
    browser = place.browser()
    path = browser.theirs.stops(browser.leaves())
    refused(browser.ours.get(path), 403, "het aanmelden is gestopt")


def test_a_wrong_secret_is_told_and_the_right_one_works_at_once(place: Place) -> None:
    place.visits.organisation.set_secret("een-ander-geheim")
    refused(place.browser().signs_in(), 503, "de instellingen na te kijken")
    place.visits.organisation.set_secret(SECRET)
    assert place.browser().signs_in().status == 303


@pytest.mark.parametrize("left_out", ["code_challenge", "code_challenge_method"])
def test_the_provider_refuses_an_attempt_without_pkce(place: Place, left_out: str) -> None:
    browser = place.browser()
    path = path_of(browser.theirs.open(changed(browser.leaves(), **{left_out: ""})))
    assert "error=invalid_request" in path
    refused(browser.ours.get(path), 403, "Je organisatie laat je niet binnen.")


@pytest.mark.parametrize("left_out", ["state", "nonce"])
def test_the_provider_shows_no_page_without_state_and_nonce(place: Place, left_out: str) -> None:
    browser = place.browser()
    page = browser.theirs.open(changed(browser.leaves(), **{left_out: ""}))
    assert page.startswith(f"{place.provider.issuer}/auth?")


@pytest.mark.parametrize("field", ["nonce", "code_challenge"])
def test_a_code_of_a_changed_attempt_lets_nobody_in(place: Place, field: str) -> None:
    browser = place.browser()
    address = changed(browser.leaves(), **{field: "A" * 43})
    refused(browser.ours.get(browser.theirs.signs_in(address)), 403, "klopt niet")
    assert kind(browser.ours) == "gast"


def test_a_provider_that_keeps_the_roles_to_itself_lets_nobody_in(place: Place) -> None:
    with place.provider.begun_anew(is_in_token=False):
        refused(place.browser().signs_in(), 403, "Je account heeft geen toegang")


@pytest.mark.parametrize(("method", "client"), [*zip(METHODS, CLIENTS[1:], strict=True)])
def test_a_secret_with_odd_signs_gets_through_in_each_way_that_a_provider_asks(
    place: Place, method: str, client: str
) -> None:
    with place.provider.begun_anew(methods=(method,)):
        place.set(place.provider.settings(client))  # another one: what is known is asked again
        assert place.browser().signs_in().status == 303


def test_a_provider_that_began_anew_with_other_keys_works_at_once(place: Place) -> None:
    assert place.browser().signs_in().status == 303
    waiting = place.browser()
    path = waiting.theirs.signs_in(waiting.leaves())
    with place.provider.begun_anew():
        refused(waiting.ours.get(path), 403, "klopt niet")  # it knows nothing of what was going on
        assert waiting.signs_in().status == 303
    assert kind(waiting.ours) == "manager"


def test_to_sign_out_here_is_not_to_sign_out_there(place: Place) -> None:
    browser = place.browser()
    browser.signs_in()
    out = browser.ours.post("/afmelden")
    assert not out.log_in.value
    assert kind(browser.ours) == "gast"
    path = path_of(browser.theirs.open(browser.leaves()))  # nobody fills in anything
    assert browser.ours.get(path).status == 303
    assert kind(browser.ours) == "manager"


# Two tabs


@pytest.mark.parametrize("first", [0, 1])
def test_two_tabs_both_come_in_on_their_own_page_whichever_is_ready_first(
    place: Place, first: int
) -> None:
    browser = place.browser()
    pages = ["/overzicht", "/help?terug=1"]
    tabs = [(page, browser.leaves(page)) for page in pages]
    ids = set()
    for page, address in (tabs[first], tabs[1 - first]):
        answer = browser.ours.get(browser.theirs.signs_in(address))
        assert (answer.status, answer.headers["Location"]) == (303, page)
        ids.add(browser.ours.log_in.partition(".")[0])
    assert kind(browser.ours) == "manager"
    assert len(ids) == 1  # the first tab goes on as it was


def test_two_tabs_that_come_back_in_the_same_moment_both_come_in(place: Place) -> None:
    browser = place.browser()
    paths = [browser.theirs.signs_in(browser.leaves(page)) for page in ("/overzicht", "/help")]
    before = dict(browser.ours.cookies)
    tabs = [HttpDriver(place.server, dict(before)) for _ in paths]
    answers: dict[str, Answer] = {}
    gate = threading.Barrier(2)

    def come_back(tab: HttpDriver, path: str) -> None:
        gate.wait(60)
        answers[path] = tab.get(path)

    threads = [
        threading.Thread(target=come_back, args=pair) for pair in zip(tabs, paths, strict=True)
    ]
    for one in threads:
        one.start()
    for one in threads:
        one.join(60)
    told = [answers[path].headers["Location"] for path in paths]
    assert told == ["/overzicht", "/help"]
    assert [kind(tab) for tab in tabs] == ["manager", "manager"]
    assert len(place.visits.accounts.managers()) == 1
