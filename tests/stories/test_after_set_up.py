"""From the link of the start to teams on their own devices: who gets in, and who is put out."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

import pytest

from gesprek.browser import selector
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from gesprek.ui.frame.words import screen_text
from tests.engines.expectations import expect
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import MANAGER, MANAGER_WACHTWOORD, WACHTWOORD, Organisatie
from tests.support.server import Server, running

if TYPE_CHECKING:
    from collections.abc import Callable, Iterator

    from tests.stories.browser_driver import BrowserDriver

pytestmark = pytest.mark.browser

PHONE = {"width": 390, "height": 844}


@pytest.fixture(scope="module")
def ingericht(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Server, Organisatie]]:
    """A server of an organisation, for the stories that leave it running; each has its own team."""
    with running(tmp_path_factory.mktemp("ingericht")) as house:
        yield house, Organisatie(house.store).set_up()


@pytest.mark.kort
def test_an_advisor_sets_up_and_a_team_comes_in_by_the_card_and_a_colleague_by_the_code(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    advisor = new_driver(house)
    _set_up(advisor, Organisatie(house.store).visits.setting_up.new_link())
    link = _make_a_team(advisor, "Team Zonnebloem")
    phone = new_driver(house, viewport=PHONE)
    phone.page.goto(link)
    phone.page.get_by_role("button", name="Open het team").click()
    phone.sees_title("Team Zonnebloem")
    phone.write(screen_text("team.nieuwe_naam"), "Noor", then="Enter")
    phone.sees(screen_text("team.verwijder_naam", naam="Noor"))
    phone.tap(screen_text("team.nu_oefenen"))
    phone.is_at(Stap.MOMENT)
    phone.tap(screen_text("deelbord.titel"))
    code = phone.page.locator(selector("popover-body")).locator("code").inner_text()
    colleague = new_driver(house, viewport=PHONE)
    colleague.page.goto(f"{house.url}/aanmelden#{code}")
    colleague.page.get_by_role("button", name="Doe mee").click()
    colleague.sees_title(screen_text("wie.titel"))
    colleague.write(screen_text("wie.nieuw"), "Sam")
    colleague.tap(screen_text("wie.verder"))
    colleague.is_at(Stap.MOMENT)
    colleague.sees(screen_text("wie.jij_bent", naam="Sam"))
    assert colleague.oefening_id == phone.oefening_id
    _renew_the_key(advisor)
    for one in (phone, colleague):
        is_out(one)


def is_out(one: BrowserDriver) -> None:
    """Wait until an open page has led its visitor to the page to sign in."""
    expect(one.page).to_have_url(re.compile("/aanmelden"))
    one.sees("Sleutel van je team")


def _set_up(advisor: BrowserDriver, token: str) -> None:
    advisor.page.goto(f"{advisor.url}/inrichten/{token}")
    advisor.page.get_by_label("Naam van je organisatie").fill("Zorg aan de Maas")
    advisor.page.get_by_label("Wachtwoord", exact=True).fill(WACHTWOORD)
    advisor.page.get_by_label("Nog een keer hetzelfde wachtwoord").fill(WACHTWOORD)
    expect(advisor.page.get_by_label("IP-adres van de proxy")).to_be_hidden()
    advisor.page.get_by_role("button", name="Richt Gesprekstool in").click()
    advisor.sees_title(screen_text("beheer.titel"))


def _make_a_team(advisor: BrowserDriver, naam: str) -> str:
    """Make a team and return the address that the QR code on its card opens."""
    advisor.write(screen_text("teams.naam"), naam)
    advisor.tap(screen_text("teams.maak"))
    card = advisor.page.locator(".st-key-sleutelkaart")
    expect(card.get_by_role("img", name=screen_text("sleutelkaart.qr"))).to_be_visible()
    key = card.locator("code").inner_text()
    assert re.fullmatch(r"[a-z]+( [a-z]+){3}", key)
    advisor.tap(screen_text("sleutelkaart.klaar"))
    advisor.sees(screen_text("teams.uitleg"))
    return f"{advisor.url}/aanmelden#{key.replace(' ', '-')}"


def _renew_the_key(advisor: BrowserDriver) -> None:
    advisor.tap(screen_text("teams.sleutel"))
    advisor.tap(screen_text("teams.nieuwe_sleutel"))
    advisor.sees(screen_text("sleutelkaart.een_keer"))


@pytest.mark.alles
def test_text_that_could_come_alive_stays_text_on_every_page_of_a_team(
    ingericht: tuple[Server, Organisatie], new_driver: Callable[..., BrowserDriver]
) -> None:
    house, organisation = ingericht
    team = organisation.make_team("Team Zuid", "Noor", "Sam", "Wim", "Ali")
    made = [
        oefening_in(form, people, Stap.TERUGKIJKEN, fill, team)
        for form, people in ((Werkvorm.ROLLENSPEL, 4), (Werkvorm.VOORBESPREKEN, 3))
        for fill in (Fill.HALF, Fill.WHOLE)
    ]
    for one in made:
        organisation.archive.create_oefening(one)
    gast = new_driver(house)
    gast.page.goto(f"{house.url}/")
    gast.sign_in(organisation.visits.renew_key(team.id))
    paths = [f"/{page}?o={one.id}" for one in made for page in ("meenemen", "stap-3", "stap-6")]
    paths += [f"/stap-{stap.number}?o={made[1].id}" for stap in Stap]
    for path in ("/team", *dict.fromkeys(paths)):
        gast.open(path)
        assert gast.page.evaluate("window.owned") is None
        assert gast.page.locator('a[href*="kwaad"], img[src*="kwaad"]').count() == 0
    # What the browser asked outside, and what the policy refused, the guard reports at the end.


def test_who_signs_out_in_one_tab_is_out_in_the_other(
    ingericht: tuple[Server, Organisatie], new_driver: Callable[..., BrowserDriver]
) -> None:
    house, organisation = ingericht
    team = organisation.make_team("Team Zuid", "Noor")
    gast = new_driver(house)
    gast.page.goto(f"{house.url}/")
    gast.sign_in(organisation.visits.renew_key(team.id), remember=True)
    other = gast.another_tab()
    other.open("/team")
    other.sees_title("Team Zuid")
    gast.tap(screen_text("aanwezig.afmelden"))
    is_out(other)
    other.sees_not("Noor")
    is_out(gast)  # else the guard looks at a page that is on its way


@pytest.mark.parametrize(
    "end",
    [
        pytest.param("removed manager", marks=pytest.mark.alles),
        "revoked device",
        pytest.param("archived team", marks=pytest.mark.alles),
    ],
)
def test_who_is_put_out_by_the_advisor_is_out_of_every_open_tab(
    ingericht: tuple[Server, Organisatie], new_driver: Callable[..., BrowserDriver], end: str
) -> None:
    house, organisation = ingericht
    visits = organisation.visits
    gast = new_driver(house)
    if end == "removed manager":
        gast.page.goto(f"{house.url}/aanmelden/wachtwoord")
        gast.page.get_by_label("Manager").check()
        gast.page.get_by_label("Naam").fill(MANAGER)
        gast.page.get_by_label("Wachtwoord").fill(MANAGER_WACHTWOORD)
        gast.page.get_by_role("button", name="Aanmelden").click()
        gast.sees_title(screen_text("overzicht.titel"))
        visits.administration.remove_manager(visits.accounts.managers()[0].id)
    else:
        team = organisation.make_team("Team Zuid", "Noor")
        gast.page.goto(f"{house.url}/")
        gast.sign_in(visits.renew_key(team.id), remember=True)
        gast.open("/team")
        gast.sees_title("Team Zuid")
        if end == "revoked device":
            (device,) = visits.log_ins.of_team(team.id)
            visits.log_ins.revoke(device.id)
        else:
            visits.close_team(team.id)
    is_out(gast)


@pytest.mark.alles
def test_a_restart_keeps_everybody_in_and_a_renewed_secret_puts_everybody_out(
    server: Callable[..., Server], new_driver: Callable[..., BrowserDriver]
) -> None:
    house = server()
    organisation = Organisatie(house.store).set_up()
    team = organisation.make_team("Team Zuid", "Noor")
    gast = new_driver(house)
    gast.page.goto(f"{house.url}/")
    gast.sign_in(organisation.visits.renew_key(team.id), remember=True)
    with gast.while_the_server_is_down():
        house.kill()
        house.start_again()
        gast.open("/team")
        gast.sees_title("Team Zuid")
    organisation.visits.sign_everybody_out()
    is_out(gast)
