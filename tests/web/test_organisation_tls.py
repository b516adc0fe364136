"""Signing in by the organisation where browsers reach the server by TLS, behind a proxy."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest
from starlette.applications import Starlette

from gesprek.access.guess_limits import STOP_ORGANISATIE
from gesprek.access.openid import ProviderSettings
from gesprek.access.settings import Settings, change_settings
from gesprek.services.visits import Visits
from gesprek.web.authentication import authentication_middleware, make_authenticator
from gesprek.web.other_sign_in_routes import organisation_routes
from tests.support.in_thread import aside
from tests.support.openid_provider import CLIENT, ROLE, SECRET, ProviderClient

if TYPE_CHECKING:
    from collections.abc import Iterator

    from gesprek.access.signing import ServerSecrets
    from gesprek.storage.protocol import Store
    from tests.access.conftest import Clock

START = "/aanmelden/organisatie"
NAAM = "gesprek.zorg.example"
KOEK = "__Secure-gesprek-organisatie-"


@pytest.fixture(scope="module")
def aanbieder() -> Iterator[ProviderClient]:
    one = ProviderClient().start()
    yield one
    one.stop()


@pytest.fixture
def app(
    store: Store, server_secrets: ServerSecrets, clock: Clock, aanbieder: ProviderClient
) -> Starlette:
    """The routes and the door alone, without the shell that checks the host name."""
    settings = Settings.model_validate(
        {
            "netwerk": "proxy",
            "namen": [NAAM],
            "proxies": ["127.0.0.1"],
            "organisatie_aanmelding": ProviderSettings(
                uitgever=aanbieder.issuer(), client_id=CLIENT, waarde=ROLE
            ),
        }
    )
    change_settings(store, lambda _before: settings)
    visits = Visits(store, server_secrets, clock)
    visits.organisation.set_secret(SECRET)
    authenticator = make_authenticator(lambda: visits, settings)
    return Starlette(
        routes=organisation_routes(authenticator, lambda _log_in: "/"),
        middleware=authentication_middleware(authenticator),
    )


def client(app: Starlette, naam: str = NAAM, adres: str = "192.0.2.1") -> httpx2.AsyncClient:
    return httpx2.AsyncClient(
        transport=httpx2.ASGITransport(app),
        base_url=f"https://{naam}",
        headers={"X-Forwarded-For": adres, "X-Forwarded-Host": "boef.example"},
    )


def asked_of(answer: httpx2.Response) -> dict[str, str]:
    query = parse_qs(urlsplit(answer.headers["Location"]).query)
    return {name: value for name, (value,) in query.items()}


def test_with_tls_the_way_back_is_https_and_the_cookie_is_secure(app: Starlette) -> None:
    async def story() -> httpx2.Response:
        async with client(app) as browser:
            return await browser.get(START)

    answer = aside(story())
    assert asked_of(answer)["redirect_uri"] == f"https://{NAAM}{START}/terug"
    assert answer.headers["Set-Cookie"].startswith(KOEK)
    assert "; Secure" in answer.headers["Set-Cookie"]


@pytest.mark.parametrize("naam", ["boef.example", f"{NAAM}.boef.example", f"{NAAM}:x"])
def test_a_name_that_was_not_set_leads_nowhere_also_without_the_shell(
    app: Starlette, naam: str
) -> None:
    async def story() -> httpx2.Response:
        async with client(app) as browser:
            return await browser.get(START, headers={"Host": naam})

    answer = aside(story())
    assert answer.status_code == 403
    assert "Location" not in answer.headers


def test_who_guesses_on_is_told_to_wait_and_the_provider_is_left_alone(
    app: Starlette, aanbieder: ProviderClient
) -> None:
    async def guess(browser: httpx2.AsyncClient) -> int:
        asked = asked_of(await browser.get(START))
        query = {"state": asked["state"], "code": "geraden"}
        return (await browser.get(f"{START}/terug", params=query)).status_code

    async def story() -> tuple[list[int], int]:
        async with client(app) as browser, client(app, adres="192.0.2.2") as other:
            told = [await guess(browser) for _ in range(STOP_ORGANISATIE.fouten + 1)]
            return told, await guess(other)

    before = len([one for one in aanbieder.gevraagd if one.endswith("/token")])
    told, other = aside(story())
    assert told == [403] * STOP_ORGANISATIE.fouten + [429]
    assert other == 403
    after = len([one for one in aanbieder.gevraagd if one.endswith("/token")])
    assert after - before == STOP_ORGANISATIE.fouten + 1
