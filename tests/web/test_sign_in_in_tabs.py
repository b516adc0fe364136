"""Tabs of one browser that sign in by the organisation at once, and what can go wrong between."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from typing import TYPE_CHECKING
from urllib.parse import parse_qs, quote, urlsplit

import pytest

from gesprek.access.openid import LIFE
from tests.support.in_thread import aside
from tests.web.http_driver import HttpDriver
from tests.web.organisation_server import START, TERUG, attempts_in, kind, path_of, refused
from tests.web.test_organisation_tls import aanbieder, app, asked_of, client

if TYPE_CHECKING:
    import httpx2
    from starlette.applications import Starlette

    from tests.access.conftest import Clock
    from tests.web.http_driver import Answer
    from tests.web.organisation_server import House

__all__ = ["aanbieder", "app"]

PAGES = ("/overzicht", "/help?terug=1")
LONGEST = f"/uitvoer/meenemen.html?o={'o' * 80}&vorm={'v' * 77}"
TOO_LONG = f"{LONGEST}v"
MANY = 20
TAKEN = 8_000
"""What nginx takes of one line of a request."""
GIVEN = 4_000
"""What nginx takes of the head of an answer."""


def leaves(house: House, tab: HttpDriver, naar: str) -> tuple[Answer, str]:
    """Start in a tab; return our answer, and the path that the provider sends it back to."""
    answer = tab.get(f"{START}?naar={quote(naar, safe='')}")
    return answer, path_of(house.at_provider(answer.headers["Location"]))


def take_away(browser: HttpDriver, answer: Answer) -> None:
    """Forget the cookies that an answer takes away, as a browser does."""
    for name in attempts_in(answer):
        if not answer.cookies[name].value:
            browser.cookies.pop(name, None)


@pytest.mark.parametrize("order", [(0, 1), (1, 0)])
def test_each_tab_comes_back_to_the_page_that_it_asked_for(
    house: House, driver: HttpDriver, order: tuple[int, int]
) -> None:
    paths = [leaves(house, driver, page)[1] for page in PAGES]
    log_ins = set()
    for one in order:
        answer = driver.get(paths[one])
        take_away(driver, answer)
        assert (answer.status, answer.headers["Location"]) == (303, PAGES[one])
        log_ins.add(driver.log_in.partition(".")[0])
    assert len(log_ins) == 1
    assert kind(driver) == "manager"
    assert not [name for name in driver.cookies if "organisatie" in name]


@pytest.mark.parametrize("what", ["doubled", "foreign", "made up", "crossed"])
def test_what_goes_wrong_in_one_tab_leaves_the_other_as_it_is(
    house: House, driver: HttpDriver, what: str
) -> None:
    first, second = (leaves(house, driver, page)[1] for page in PAGES)
    assert driver.get(first).status == 303
    state = {name: parse_qs(urlsplit(path).query) for name, path in (("a", first), ("b", second))}
    wrong = {
        "doubled": first,
        "foreign": leaves(house, HttpDriver(house.server), PAGES[0])[1],
        "made up": f"{TERUG}?state={'0' * 64}&code=x",
        "crossed": second.replace(state["b"]["code"][0], state["a"]["code"][0]),
    }[what]
    answer = driver.get(wrong)
    refused(answer, 403, "klopt niet" if what == "crossed" else "te oud of al gebruikt")
    assert kind(driver) == "manager"
    if what != "crossed":  # an attempt counts once, also where it went wrong
        assert driver.get(second).headers["Location"] == PAGES[1]


def test_twenty_tabs_that_leave_at_once_all_come_in_and_their_cookies_stay_small(
    house: House, driver: HttpDriver
) -> None:
    tabs = [HttpDriver(house.server) for _ in range(MANY)]
    with ThreadPoolExecutor(MANY) as pool:
        gone = list(pool.map(lambda tab: leaves(house, tab, PAGES[0]), tabs))
    for tab in tabs:
        driver.cookies |= tab.cookies
    assert len(driver.cookies) == MANY
    for answer, path in gone:
        assert len(str(answer.headers)) < GIVEN
        back = driver.get(path)
        take_away(driver, back)
        assert (back.status, back.headers["Location"]) == (303, PAGES[0])
    assert kind(driver) == "manager"


def test_the_cookies_of_twenty_attempts_fit_in_what_a_proxy_takes(
    house: House, driver: HttpDriver
) -> None:
    for naar in (f"{LONGEST}&plaats={'p' * 80}&van={'v' * 80}", LONGEST):
        driver.cookies.clear()
        for _ in range(MANY):  # none of them knows of another
            tab = HttpDriver(house.server)
            leaves(house, tab, naar)
            driver.cookies |= tab.cookies
        whole = "; ".join(f"{name}={value}" for name, value in driver.cookies.items())
        assert whole.count("gesprek-organisatie") == MANY
        assert len(whole) < TAKEN
    paths = []
    for _ in range(MANY):
        answer, path = leaves(house, driver, PAGES[1])
        assert len(str(answer.headers)) < GIVEN
        take_away(driver, answer)
        paths.append(path)
    assert len(driver.cookies) == 5
    assert driver.get(paths[-1]).headers["Location"] == PAGES[1]


def test_only_a_way_back_that_is_too_long_for_a_cookie_is_lost(
    house: House, driver: HttpDriver
) -> None:
    for naar, place in ((LONGEST, LONGEST), (TOO_LONG, "/")):
        _, path = leaves(house, driver, naar)
        assert driver.get(path).headers["Location"] == place


def test_a_tab_that_waited_too_long_tells_so_and_the_other_comes_in(
    app: Starlette, clock: Clock
) -> None:
    async def story() -> list[httpx2.Response]:
        async with client(app) as browser:
            old = asked_of(await browser.get(START))["state"]
            clock.now += LIFE
            new = asked_of(await browser.get(START))["state"]
            query = [{"state": state, "code": "geraden"} for state in (old, new)]
            return [await browser.get(TERUG, params=one) for one in query]

    stale, fresh = aside(story())
    assert stale.status_code == 403
    assert "te oud of al gebruikt" in stale.text
    assert "klopt niet" in fresh.text  # it was asked of the provider
