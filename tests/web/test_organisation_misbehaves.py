"""A provider that misbehaves, or somebody in its name: what the real server makes of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

import pytest

from gesprek.access.openid import ProviderSettings
from tests.support.openid_provider import CLIENT, ROLE
from tests.support.server import free_port
from tests.web.http_driver import HttpDriver
from tests.web.organisation_server import START, WACHTWOORD, attempts_in, refused

if TYPE_CHECKING:
    from tests.web.organisation_server import House


@pytest.mark.parametrize(
    "gedrag",
    [
        *("nonce", "geen-nonce", "aud", "aud-van-ander", "azp", "iss", "geen-exp", "geen-sub"),
        *("none", "hs256", "andere-sleutel", "kid"),
    ],
)
def test_a_token_that_is_not_right_lets_nobody_in(house: House, gedrag: str) -> None:
    house.choose(gedrag)
    refused(house.sign_in(), 403, "Het antwoord van je organisatie klopt niet.")
    assert house.visits.accounts.managers() == []


@pytest.mark.parametrize("leeftijd", [370, -90])
def test_a_token_of_another_time_tells_of_the_clock(house: House, leeftijd: int) -> None:
    house.aanbieder.leeftijd = leeftijd
    refused(house.sign_in(), 503, "De klok van deze server")
    assert house.visits.accounts.managers() == []


@pytest.mark.parametrize("leeftijd", [330, -30])
def test_clocks_may_differ_a_little(house: House, leeftijd: int) -> None:
    house.aanbieder.leeftijd = leeftijd
    assert house.sign_in().status == 303


@pytest.mark.parametrize("gedrag", ["geen-rol", "geen-rollen"])
def test_without_the_role_nobody_comes_in(house: House, gedrag: str) -> None:
    house.choose(gedrag)
    refused(house.sign_in(), 403, "Je account heeft geen toegang tot Gesprekstool.")
    assert house.visits.accounts.managers() == []


def test_who_lost_the_role_stays_out(house: House) -> None:
    assert house.sign_in().status == 303
    house.aanbieder.persoon["roles"] = []
    refused(house.sign_in(), 403, "geen toegang")


@pytest.mark.parametrize(
    ("gedrag", "sentence"),
    [("access_denied", "het aanmelden is gestopt"), ("server_error", "laat je niet binnen")],
)
def test_who_stops_at_the_provider_is_told_so(house: House, gedrag: str, sentence: str) -> None:
    house.choose(gedrag)
    refused(house.sign_in(), 403, sentence)


@pytest.mark.parametrize("gedrag", ["500", "elders", "groot", "ingepakt", "diep", "onveilig"])
def test_who_cannot_leave_for_the_provider_is_told_so(
    house: House, driver: HttpDriver, gedrag: str
) -> None:
    house.choose(gedrag)
    answer = driver.get(START)
    refused(answer, 503, "van je organisatie")
    assert "Location" not in answer.headers
    assert attempts_in(answer) == []


def test_a_provider_with_another_name_than_was_set_is_refused(
    house: House, driver: HttpDriver
) -> None:
    house.choose("andere-uitgever")
    refused(driver.get(START), 503, "de instellingen na te kijken")


@pytest.mark.parametrize(
    "gedrag",
    [
        *("token-500", "token-elders", "token-groot", "token-ingepakt", "token-diep"),
        *("zonder-token", "sleutels-500", "sleutels-groot"),
    ],
)
def test_a_provider_that_fails_halfway_lets_nobody_in(house: House, gedrag: str) -> None:
    house.choose(gedrag)
    refused(house.sign_in(), 503, "De aanmelding van je organisatie antwoordt niet goed.")


def test_a_provider_that_does_not_know_us_points_at_the_settings(house: House) -> None:
    house.choose("invalid_client")
    refused(house.sign_in(), 503, "de instellingen na te kijken")


@pytest.mark.parametrize("gedrag", ["traag", pytest.param("token-traag", marks=pytest.mark.alles)])
def test_a_slow_provider_is_given_up_and_is_not_asked_again_at_once(
    house: House, gedrag: str
) -> None:
    """It takes for ever: who is here has not heard the half of it when it is given up."""
    house.choose(gedrag)
    one = HttpDriver(house.server)
    refused(one.get(START) if gedrag == "traag" else house.sign_in(one), 503, "antwoordt niet goed")
    if gedrag == "traag":
        asked = len(house.aanbieder.gevraagd)
        refused(HttpDriver(house.server).get(START), 503, "antwoordt niet goed")
        assert len(house.aanbieder.gevraagd) == asked


def test_a_provider_that_is_down_is_told_and_a_password_still_works(
    house: House, driver: HttpDriver
) -> None:
    address = f"http://127.0.0.1:{free_port()}"
    house.set(ProviderSettings(uitgever=address, client_id=CLIENT, waarde=ROLE))
    refused(driver.get(START), 503, "antwoordt niet goed")
    assert driver.post("/aanmelden/wachtwoord", {"wachtwoord": WACHTWOORD}).status == 303
