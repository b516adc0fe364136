"""What an advisor types in Beheer: refused in sight, and nothing of it comes alive anywhere."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pytest

from gesprek.browser import selector
from gesprek.content import shipped, with_tables
from gesprek.content.own_texts import fit
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.services.organisation_info import change_own_texts
from gesprek.storage import open_store
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import WACHTWOORD, Organisatie

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from playwright.sync_api import Locator

    from tests.stories.browser_driver import BrowserDriver
    from tests.support.server import Server

pytestmark = pytest.mark.browser

# What a field of Beheer refuses, and what one of them would keep.
BLUNT = (
    "<script>window.owned=1</script><img src=x onerror=window.owned=1> "
    "![p](https://kwaad.example/a.png) [k](javascript:window.owned=1) :red[rood] :material/home:"
)
SLY = (
    '"onload="window.owned=1" onmouseover="window.owned=1" srcset="https://kwaad.example/a.png '
    "[k](https://kwaad.example) :red[rood] $x^2$ :material/home: &lt;img src=x&gt;"
)
SHORT = '" onload="window.owned=1" srcset="//kwaad.example/a.png'
TABS = ("teams", "managers", "organisatie", "teksten", "privacy", "bewaren", "opslag")
TYPED_IN = 'input[type="text"]:not([role="combobox"]), input[type="password"], textarea'
ALIVE = (
    'img[src*="kwaad"], img[srcset], [onload], [onerror], [onmouseover], a[href^="javascript"], '
    "iframe, main script"
)
SETTLE = 200  # ms: what was typed is on its way
FEWEST_FIELDS = 30
NO_TEXT = ("adres", "icoon")


def is_plain(gast: BrowserDriver) -> None:
    """Find nothing on this page that was brought alive."""
    expect(gast.page.locator(ALIVE)).to_have_count(0)
    assert gast.page.evaluate("window.owned") is None


def advisor_of(house: Server, new_driver: Callable[..., BrowserDriver]) -> BrowserDriver:
    one = new_driver(house)
    one.page.goto(f"{house.url}/aanmelden/wachtwoord")
    one.page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    one.page.get_by_role("button", name="Aanmelden").click()
    one.sees_title(screen_text("beheer.titel"))
    return one


def test_a_refusal_leaves_the_board_open_with_what_was_typed(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    Organisatie(house.store).set_up()
    advisor = advisor_of(house, new_driver)
    advisor.page.get_by_role("tab", name=screen_text("beheer.teksten"), exact=True).click()
    advisor.unfold(screen_text("teksten.nieuwe_link"))
    field = advisor.page.get_by_label(screen_text("teksten.link_label")).filter(visible=True)
    field.fill("Zonder adres")
    field.press("Tab")
    advisor.is_ready()
    keep = advisor.page.get_by_role("button", name=screen_text("teksten.bewaar_link"))
    for _ in range(2):  # the sentence comes, goes, and comes
        keep.filter(visible=True).click()
        expect(advisor.page.get_by_role("alert")).to_be_in_viewport()
        expect(field).to_have_value("Zonder adres")
        field.press("Enter")
        advisor.is_ready()
        expect(keep.filter(visible=True)).to_be_visible()


@pytest.mark.alles
@pytest.mark.parametrize("typed", [BLUNT, SLY], ids=["blunt", "sly"])
def test_whatever_is_typed_in_beheer_comes_alive_nowhere(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver], typed: str
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    organisation.make_team("Team Zuid", "Noor")
    advisor = advisor_of(house, new_driver)
    fields = 0
    for name in TABS:
        advisor.page.get_by_role("tab", name=screen_text(f"beheer.{name}"), exact=True).click()
        panel = advisor.page.get_by_role("tabpanel").filter(visible=True)
        fields += fill_panel(advisor, panel, typed)
        is_plain(advisor)
    assert fields >= FEWEST_FIELDS
    for path in ("/beheer", "/", "/overzicht", "/verantwoording"):
        advisor.open(path)
        is_plain(advisor)
    # What the browser asked outside, and what the policy refused, the guard reports at the end.


def fill_panel(advisor: BrowserDriver, panel: Locator, typed: str) -> int:
    """Fill each field of a board, also what is folded or pops up, and tap what keeps it."""
    unfold(advisor, panel)
    filled = fill(advisor, panel, typed)
    ways = panel.get_by_role("radio").count()
    for place in range(ways):  # each way to open the network has fields of its own
        panel.get_by_role("radio").nth(place).locator("xpath=ancestor::label").click()
        advisor.page.wait_for_timeout(SETTLE)
        advisor.is_ready()
        filled += fill(advisor, panel, typed)
    tap_all(advisor, panel.locator(f"{selector('primary-button')}, {KEEPS}"))
    opens = panel.locator(f"{selector('popover')} button").filter(visible=True)
    for place in range(opens.count()):
        opens.nth(place).click()
        inside = advisor.page.locator(selector("popover-body"))
        filled += fill(advisor, inside, typed)
        if inside.locator(TYPED_IN).count():
            tap_all(advisor, inside.get_by_role("button").first)
        advisor.page.keyboard.press("Escape")
        advisor.is_ready()
    return filled


KEEPS = f"{selector('expander-content')} {selector('secondary-button')}"


def unfold(advisor: BrowserDriver, panel: Locator) -> None:
    folded = panel.locator("details:not([open]) > summary").filter(visible=True)
    while folded.count():
        folded.first.click()
        advisor.is_ready()


def fill(advisor: BrowserDriver, place: Locator, typed: str) -> int:
    fields = place.locator(TYPED_IN).filter(visible=True)
    number = 0
    while number < fields.count():
        fields.nth(number).fill(typed)
        fields.nth(number).press("Tab")
        number += 1
        advisor.is_ready()
    if number:
        advisor.page.wait_for_timeout(SETTLE)
        advisor.is_ready()
    return number


def tap_all(advisor: BrowserDriver, buttons: Locator) -> None:
    for number in range(buttons.filter(visible=True).count()):
        buttons.filter(visible=True).nth(number).click()
        advisor.is_ready()
        is_plain(advisor)


def with_payload(table: Mapping[str, Any], payload: str) -> dict[str, Any]:
    """Return the texts with the payload after each; addresses, icons and lists stay."""
    changed: dict[str, Any] = {}
    for key, value in table.items():
        if isinstance(value, dict):
            changed[key] = with_payload(value, payload)
        elif isinstance(value, str) and key not in NO_TEXT:
            changed[key] = fit(f"{value} {payload}")
    return changed


@pytest.mark.alles
def test_own_texts_that_could_come_alive_ask_nobody_outside_on_any_page(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim", "Ali")
    made = oefening_in(Werkvorm.ROLLENSPEL, 4, Stap.TERUGKIJKEN, Fill.WHOLE, team)
    organisation.archive.create_oefening(made)
    tables = with_payload(shipped(), SHORT)
    assert not with_tables(tables).problemen
    change_own_texts(open_store(str(house.store)), lambda _stored: tables)
    gast, advisor = new_driver(house), new_driver(house)
    for one, path in ((gast, "/aanmelden"), (advisor, "/aanmelden/wachtwoord")):
        one.page.goto(house.url + path)
    gast.sign_in(organisation.visits.renew_key(team.id))
    advisor.page.get_by_label("Wachtwoord").fill(WACHTWOORD)
    advisor.page.get_by_role("button", name="Aanmelden").click()
    steps = [f"/stap-{stap.number}?o={made.id}" for stap in Stap]
    own = [f"/{page}?o={made.id}" for page in ("meenemen", "dagkaart")]
    visits = [(gast, path) for path in ("/", "/team", *own, *steps)]
    visits += [(advisor, path) for path in ("/beheer", "/overzicht", "/verantwoording", steps[2])]
    for one, path in visits:
        one.open(path)
        expect(one.page.get_by_text("onload=").first).to_be_attached()
        is_plain(one)
    gast.open(steps[0])
    gast.page.locator("button").filter(has_text=screen_text("deelbord.titel")).first.click()
    expect(gast.page.locator("img.qr")).to_be_visible()
    is_plain(gast)
