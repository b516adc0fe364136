"""Two of something in one browser: two servers, two windows of one team, two teams."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

import pytest

from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import Werkvorm
from tests.support.builders.oefeningen import Fill, oefening_in
from tests.support.organisation import WACHTWOORD, Organisatie
from tests.support.server import Server
from tests.web.http_driver import HttpDriver

if TYPE_CHECKING:
    from collections.abc import Iterator
    from pathlib import Path

    from gesprek.domain.oefening import Oefening

ADVISER = {"wie": "adviseur", "wachtwoord": WACHTWOORD}


class Place:
    """A server on a store of its own, with a team that has an oefening."""

    def __init__(self, folder: Path) -> None:
        self.organisation = Organisatie(folder).set_up()
        self.visits = self.organisation.visits
        self.oefening = self.make("Team Zuid")
        self.server = Server(folder, folder.with_suffix(".log")).start()

    def make(self, name: str) -> Oefening:
        team = self.organisation.make_team(name, "Noor", "Sam", "Wim")
        made = oefening_in(Werkvorm.ROLLENSPEL, 3, Stap.CASUS, Fill.EMPTY, team)
        return self.organisation.archive.create_oefening(made).value


@pytest.fixture(scope="module")
def places(tmp_path_factory: pytest.TempPathFactory) -> Iterator[list[Place]]:
    folder = tmp_path_factory.mktemp("twee")
    found = [Place(folder / name) for name in ("een", "twee")]
    yield found
    for one in found:
        one.server.stop()


@pytest.fixture
def one(places: list[Place]) -> Place:
    return places[0]


def who_is(driver: HttpDriver) -> str:
    """Return the signs by which a page knows whose log-in it is; empty for a guest."""
    return driver.get("/binnen").text.partition("-")[2]


def is_in(driver: HttpDriver, place: Place) -> bool:
    path = f"/stap-3?o={place.oefening.id}"
    return driver.get(path, Accept="text/html").status == 200 and bool(who_is(driver))


def test_two_servers_on_one_host_end_nothing_of_each_other(places: list[Place]) -> None:
    jar: dict[str, str] = {}
    windows = [HttpDriver(place.server, jar) for place in places]
    for window, place in zip(windows, places, strict=True):
        assert window.sign_in(place.visits.renew_key(place.oefening.team)).status == 303
        jar |= window.cookies
        window.cookies = jar  # a browser knows no ports
    for window, place in zip(windows, places, strict=True):
        window.cookies = jar
        assert is_in(window, place)
    gone = windows[0].post("/afmelden")
    for name, told in gone.cookies.items():
        assert not told.value
        jar.pop(name, None)
    assert not is_in(windows[0], places[0])
    assert is_in(windows[1], places[1])


def test_two_servers_know_the_device_of_an_account_each_by_its_own_name(
    places: list[Place],
) -> None:
    names = [
        set(HttpDriver(place.server).post("/aanmelden/wachtwoord", ADVISER).cookies)
        for place in places
    ]
    assert len(names[0]) == len(names[1]) == 2
    assert not names[0] & names[1]


def test_the_cookie_of_an_older_program_still_lets_a_device_in(one: Place) -> None:
    log_in = one.visits.sign_in.by_key(
        one.visits.renew_key(one.oefening.team), "127.0.0.1", onthoud=True
    )
    assert is_in(HttpDriver(one.server, {"gesprek": one.visits.cookie_of(log_in)}), one)


def test_who_signs_in_once_more_for_the_same_team_stays_on_the_same_log_in(one: Place) -> None:
    key = one.visits.renew_key(one.oefening.team)
    first = HttpDriver(one.server)
    assert first.sign_in(key).status == 303
    person = next(iter(one.oefening.rollen))
    one.visits.log_ins.be(first.log_in.partition(".")[0], person)
    second = HttpDriver(one.server, dict(first.cookies))
    assert second.post("/aanmelden/team", {"sleutel": key, "onthoud": "ja"}).status == 303
    assert second.log_in == first.log_in
    (kept,) = one.visits.log_ins.of_team(one.oefening.team)
    assert (kept.persoon, kept.vertrouwd) == (person, True)


def test_what_was_half_typed_in_one_window_survives_signing_in_in_another(one: Place) -> None:
    key, text = one.visits.renew_key(one.oefening.team), "Mevrouw wil zelf douchen"
    first = HttpDriver(one.server)
    assert first.sign_in(key).status == 303
    field = f"veld-{one.oefening.id}-casus-onderwerp"
    body = json.dumps({"veld": field, "tekst": text}).encode()
    headers = {"Origin": first.origin, "Content-Type": "application/json"}
    assert first.send("POST", "/concept", body, headers).status == 200
    second = HttpDriver(one.server, dict(first.cookies))
    assert second.sign_in(key).status == 303
    assert text in second.all_of("stap-3", f"o={one.oefening.id}")


def test_another_team_takes_the_browser_over_and_a_page_can_tell(one: Place) -> None:
    keys = [one.visits.renew_key(each.team) for each in (one.oefening, one.make("Team Noord"))]
    first = HttpDriver(one.server)
    assert first.sign_in(keys[0]).status == 303
    before = who_is(first)
    told = first.get("/aanmelden").text
    assert "Meld je je hier anders aan? Dan geldt dat voor al je vensters." in told
    assert first.sign_in(keys[0]).status == 303
    assert who_is(first) == before
    old = HttpDriver(one.server, dict(first.cookies))
    assert first.sign_in(keys[1]).status == 303
    assert who_is(first) not in {"", before}
    assert who_is(old) == ""


def test_the_forms_of_two_tabs_that_were_open_both_work(one: Place) -> None:
    key = one.visits.renew_key(one.oefening.team)
    tab = HttpDriver(one.server)
    for _ in range(2):  # both were opened before either was sent
        tab.get("/aanmelden")
    for _ in range(2):
        assert tab.sign_in(key).status == 303
        assert is_in(tab, one)
