"""What we assume of Streamlit does not hold, and the page says so in place of doing nothing."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

import pytest

from gesprek.content import inhoud
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.services.archive import Archive
from gesprek.storage import open_store
from scripts.picture_steps import DO
from scripts.voorbeelden import Subset
from tests.browser.contract_check import SCRIPTS
from tests.engines.expectations import expect

if TYPE_CHECKING:
    from collections.abc import Callable

    from playwright.sync_api import Locator, Page, Route, WebSocket

    from tests.support.server import Server

pytestmark = [
    pytest.mark.browser,
    pytest.mark.not_in("webkit", reason="its driver can not change what a page loads"),
]

PATIENCE: Final = 60_000  # ms
AT_REST: Final = 8_000  # ms: a page looks after itself every two or three seconds
TYPED: Final = "Steunkousen voor de nacht"
NOT_LIVE: Final = "vraagt het daarom steeds na"
NOT_KEPT: Final = "wordt niet tussendoor bewaard"
FIELD: Final = inhoud().casusvelden.velden[Casusveld.ONDERWERP].label


def give_other_scripts(page: Page, old: str, new: str) -> None:
    """Let a browser get the scripts of a Streamlit that calls one thing something else."""

    def rename(route: Route) -> None:
        text = (SCRIPTS / route.request.url.rpartition("/")[2]).read_text("utf-8")
        route.fulfill(body=text.replace(old, new), content_type="text/javascript")

    page.route("**/static/js/*.js", rename)


@pytest.fixture
def address(server: Callable[..., Server]) -> str:
    """Where everybody opens the same step 3."""
    house = server()
    archive = Archive(open_store(str(house.store)))
    return house.url + Subset(archive, "Team Anders", ("Noor", "Sam")).at(Stap.CASUS, DO.prepare)


def field_of(page: Page) -> Locator:
    return page.get_by_role("textbox", name=FIELD)


def bar_of(page: Page) -> Locator:
    return page.locator("#gesprek-lijn")


@pytest.mark.parametrize(
    "renamed",
    [
        "data-test-script-state",
        "data-test-connection-state",
        "`CONNECTED`",
        "`notRunning`",
        "`stApp`",
        "`stMain`",
    ],
)
def test_a_page_that_tells_its_state_in_other_words_says_so_and_follows_all_the_same(
    address: str, visitor: Callable[..., Page], renamed: str
) -> None:
    odd, colleague = visitor(), visitor()
    give_other_scripts(odd, renamed, f"{renamed[:-2]}q{renamed[-2:]}")
    odd.goto(address)
    field_of(odd).wait_for()
    expect(bar_of(odd)).to_contain_text(NOT_LIVE, timeout=PATIENCE)
    colleague.goto(address)
    field_of(colleague).fill(TYPED)
    field_of(colleague).press("Tab")
    expect(field_of(odd)).to_have_value(TYPED, timeout=PATIENCE)


def test_a_page_that_cannot_ask_for_its_live_part_says_so_and_takes_taps(
    address: str, visitor: Callable[..., Page]
) -> None:
    odd, colleague = visitor(), visitor()
    give_other_scripts(odd, "setTriggerValue", "setTriqgerValue")
    odd.goto(address)
    field_of(odd).wait_for()
    colleague.goto(address)
    field_of(colleague).fill(TYPED)
    field_of(colleague).press("Tab")
    expect(bar_of(odd)).to_contain_text(NOT_LIVE, timeout=PATIENCE)
    odd.get_by_role("button", name="Kaarten en regels").click()
    expect(odd.get_by_role("tab").first).to_be_visible()


def test_a_page_that_names_its_fields_otherwise_says_that_typing_is_not_kept(
    address: str, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    give_other_scripts(page, "`st-key-", "`st-kqey-")
    page.goto(address)
    field_of(page).wait_for()
    expect(bar_of(page)).to_contain_text(NOT_KEPT, timeout=PATIENCE)


def test_a_page_of_which_a_script_did_not_come_is_loaded_anew_and_then_says_so(
    address: str, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    asked = []

    def refuse(route: Route) -> None:
        asked.append(route.request.url)
        route.abort()

    page.route("**/gesprek/live.js", refuse)
    page.goto(address)
    field_of(page).wait_for()
    expect(page.get_by_role("alert").first).to_contain_text("kon niet worden geladen")
    assert len(asked) >= 2
    page.unroute("**/gesprek/live.js")
    page.reload()
    field_of(page).wait_for()
    expect(page.get_by_text("kon niet worden geladen")).to_have_count(0)


@pytest.mark.not_in("firefox", reason="its driver does not tell what goes over a WebSocket")
def test_a_page_around_which_its_live_part_is_newer_is_asked_for_anew(
    address: str, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    sent: list[int] = []

    def note(line: WebSocket) -> None:
        line.on("framesent", lambda _frame: sent.append(1))

    page.on("websocket", note)
    page.goto(address)
    field_of(page).wait_for()
    mark = page.locator(".st-key-getekend [data-versie]")
    mark.wait_for(state="attached")
    page.wait_for_timeout(AT_REST)
    before = len(sent)
    page.wait_for_timeout(AT_REST)
    assert len(sent) == before
    mark.evaluate("one => one.dataset.versie = '0'")
    page.wait_for_timeout(AT_REST)
    assert len(sent) > before


def test_a_page_that_is_as_we_know_it_says_nothing(
    address: str, visitor: Callable[..., Page]
) -> None:
    page = visitor()
    page.goto(address)
    field_of(page).wait_for()
    page.wait_for_timeout(10_000)
    expect(bar_of(page)).to_have_count(0)
