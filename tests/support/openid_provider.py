"""A small provider of OpenID Connect on this machine, that can misbehave on demand.

The first part of its paths says how: `http://127.0.0.1:<port>/<gedrag>` is an issuer of its own.
"""

from __future__ import annotations

import asyncio
import base64
import gzip
import hashlib
import hmac
import json
import secrets
import threading
import time
from typing import TYPE_CHECKING, Any, Self
from urllib.parse import urlencode

import uvicorn
from joserfc import jwt
from joserfc.jwk import RSAKey
from starlette.applications import Starlette
from starlette.responses import JSONResponse, RedirectResponse, Response, StreamingResponse
from starlette.routing import Route

from gesprek.web.sign_in_pages import read_form
from tests.support.server import free_port

if TYPE_CHECKING:
    from collections.abc import AsyncIterator

    from starlette.requests import Request

CLIENT = "gesprekstool"
SECRET = "een-geheim~van.de_aanbieder"  # noqa: S105 - of this provider only
ROLE = "gesprek-manager"
PERSON = {"sub": "sub-17", "name": "Noor de Boer", "roles": ["anders", ROLE]}
HUGE = 5_000_000


def _part(data: bytes) -> str:
    return base64.urlsafe_b64encode(data).rstrip(b"=").decode()


def _unsafe(header: dict[str, str], claims: dict[str, Any], key: bytes | None) -> str:
    """Return a token that no library would make: without signature, or signed with a public key."""
    signed = f"{_part(json.dumps(header).encode())}.{_part(json.dumps(claims).encode())}"
    code = hmac.new(key, signed.encode(), hashlib.sha256).digest() if key else b""
    return f"{signed}.{_part(code)}"


class ProviderClient:
    """The provider; it says yes to everybody who is sent to it.

    Attributes:
        persoon: Who signs in next: the claims that are about them.
        gevraagd: The paths that were asked for, in order.
        uitgegeven: Every code and token that it gave.
        leeftijd: How long ago the next token was made, in seconds.
    """

    def __init__(self) -> None:
        self.port = free_port()
        self.persoon: dict[str, Any] = dict(PERSON)
        self.gevraagd: list[str] = []
        self.uitgegeven: list[str] = []
        self.leeftijd = 0
        self._key, self._other = (RSAKey.generate_key(2048, {"kid": "een"}) for _ in range(2))
        self._codes: dict[str, dict[str, str]] = {}
        routes = [
            Route("/{gedrag}/.well-known/openid-configuration", self._discovery),
            Route("/{gedrag}/sleutels", self._keys),
            Route("/{gedrag}/aanmelden", self._authorize),
            Route("/{gedrag}/token", self._token, methods=["POST"]),
        ]
        config = uvicorn.Config(
            Starlette(routes=routes),
            port=self.port,
            log_level="error",
            timeout_graceful_shutdown=1,
            lifespan="off",
        )
        self._server = uvicorn.Server(config)
        self._thread = threading.Thread(target=self._server.run, daemon=True)

    def start(self) -> Self:
        """Start and wait until it listens."""
        self._thread.start()
        end = time.monotonic() + 60
        while not self._server.started:
            assert time.monotonic() < end, "the provider did not start"
            time.sleep(0.01)
        return self

    def stop(self) -> None:
        """End it."""
        self._server.should_exit = True
        self._thread.join(60)

    def issuer(self, gedrag: str = "goed") -> str:
        """Return the issuer that behaves like this."""
        return f"http://127.0.0.1:{self.port}/{gedrag}"

    async def _discovery(self, request: Request) -> Response:
        gedrag = self._note(request)
        told: dict[str, Any] = {
            "issuer": self.issuer("een-ander" if gedrag == "andere-uitgever" else gedrag),
            "authorization_endpoint": self.issuer(gedrag) + "/aanmelden?taal=nl",
            "token_endpoint": self.issuer(gedrag) + "/token",
            "jwks_uri": self.issuer(gedrag) + "/sleutels",
        }
        if gedrag == "onveilig":
            told |= {"token_endpoint": "http://aanbieder.example/token"}
        if gedrag == "post":
            told |= {"token_endpoint_auth_methods_supported": ["client_secret_post"]}
        return _misbehaved(request, gedrag, told)

    async def _keys(self, request: Request) -> Response:
        gedrag = self._note(request)
        keys = {"keys": [self._key.as_dict(private=False)]}
        return _misbehaved(request, gedrag.removeprefix("sleutels-"), keys)

    async def _authorize(self, request: Request) -> Response:
        gedrag, asked = self._note(request), dict(request.query_params)
        assert asked["client_id"] == CLIENT
        assert asked["response_type"] == "code"
        assert asked["code_challenge_method"] == "S256"
        assert "openid" in asked["scope"].split()
        told = {"state": asked["state"]}
        if gedrag in {"access_denied", "server_error"}:
            told["error"] = gedrag
        else:
            told["code"] = self._given(secrets.token_urlsafe(24))
            self._codes[told["code"]] = asked
        return RedirectResponse(f"{asked['redirect_uri']}?{urlencode(told)}", 302)

    async def _token(self, request: Request) -> Response:
        gedrag, form = self._note(request), await read_form(request)
        if not self._is_known(request, form, gedrag) or gedrag == "invalid_client":
            return JSONResponse({"error": "invalid_client"}, 401)
        asked = self._codes.pop(form.get("code", ""), None)
        if asked is None or not _fits(form, asked):
            return JSONResponse({"error": "invalid_grant"}, 400)
        token = self._given(self._id_token(gedrag, asked["nonce"]))
        told = {"access_token": "niet-gebruikt", "token_type": "Bearer", "id_token": token}
        if gedrag == "zonder-token":
            del told["id_token"]
        return _misbehaved(request, gedrag.removeprefix("token-"), told)

    def _is_known(self, request: Request, form: dict[str, str], gedrag: str) -> bool:
        if gedrag == "post":
            return (form.get("client_id"), form.get("client_secret")) == (CLIENT, SECRET)
        right = base64.b64encode(f"{CLIENT}:{SECRET}".encode()).decode()
        return request.headers.get("authorization") == f"Basic {right}"

    def _id_token(self, gedrag: str, nonce: str) -> str:
        made = int(time.time()) - self.leeftijd
        right = {"iss": self.issuer(gedrag), "aud": CLIENT, "nonce": nonce}
        claims = {**right, "iat": made, "exp": made + 300, **self.persoon, **_WRONG.get(gedrag, {})}
        claims = {name: value for name, value in claims.items() if value is not None}
        header = {"alg": "RS256", "kid": "onbekend" if gedrag == "kid" else "een"}
        if gedrag == "none":
            return _unsafe({**header, "alg": "none"}, claims, None)
        if gedrag == "hs256":
            return _unsafe({**header, "alg": "HS256"}, claims, self._key.as_pem(private=False))
        key = self._other if gedrag == "andere-sleutel" else self._key
        return jwt.encode(header, claims, key)

    def _given(self, one: str) -> str:
        self.uitgegeven.append(one)
        return one

    def _note(self, request: Request) -> str:
        self.gevraagd.append(request.url.path)
        return str(request.path_params["gedrag"])


_WRONG: dict[str, dict[str, Any]] = {
    "nonce": {"nonce": "van-een-ander"},
    "geen-nonce": {"nonce": None},
    "aud": {"aud": "een-andere-app"},
    "aud-van-ander": {"aud": "een-andere-app", "azp": CLIENT},
    "azp": {"aud": [CLIENT, "een-andere-app"], "azp": "een-andere-app"},
    "iss": {"iss": "https://aanbieder.example"},
    "geen-exp": {"exp": None},
    "geen-sub": {"sub": None},
    "geen-rol": {"roles": ["gesprek-manager-anders"]},
    "geen-rollen": {"roles": None, "groups": [ROLE]},
}


def _fits(form: dict[str, str], asked: dict[str, str]) -> bool:
    digest = hashlib.sha256(form.get("code_verifier", "").encode()).digest()
    return (
        form.get("grant_type") == "authorization_code"
        and form.get("redirect_uri") == asked["redirect_uri"]
        and _part(digest) == asked["code_challenge"]
    )


def _misbehaved(request: Request, gedrag: str, told: dict[str, Any]) -> Response:
    if gedrag == "elders" and request.url.hostname == "localhost":
        gedrag = "goed"  # who follows, gets what was asked for
    elsewhere = f"http://localhost:{request.url.port}{request.url.path}"
    whole = json.dumps(told)
    packed = gzip.compress(whole.encode())
    wrong = {
        "500": JSONResponse(told, 500),
        "elders": JSONResponse(told, 307, headers={"Location": elsewhere}),
        "groot": JSONResponse({**told, "vulling": "x" * HUGE}),
        "ingepakt": Response(packed, headers={"Content-Encoding": "gzip"}),
        "diep": Response("[" * 100_000, media_type="application/json"),
        "traag": StreamingResponse(_drops(whole), media_type="application/json"),
    }
    return wrong.get(gedrag, Response(whole, media_type="application/json"))


async def _drops(text: str) -> AsyncIterator[str]:
    """Give a letter at a time, so that each comes in time and the whole does not."""
    for letter in text:
        yield letter
        await asyncio.sleep(0.2)
