"""Talking to the provider of the organisation: short, small, and only with safe addresses.

Loaded when somebody signs in this way: Authlib and httpx2 cost the start of the server nothing.
"""

from __future__ import annotations

import asyncio
import time
from contextlib import aclosing, contextmanager
from typing import TYPE_CHECKING, Any, Final, NamedTuple
from urllib.parse import quote_plus

import httpx2
from authlib.common.errors import AuthlibBaseError
from authlib.integrations.httpx_client import AsyncOAuth2Client
from authlib.oauth2.client import OAuth2Client

from gesprek.access.access_errors import ProviderFails, Refused
from gesprek.access.openid import WRONG_ANSWER, Attempt, Identity, ProviderSettings, is_safe

if TYPE_CHECKING:
    from collections.abc import Iterator

SECONDS: Final = 5.0
"""For one question, from looking up the name to the last byte."""
MOST_BYTES: Final = 200_000
_SILENT_FOR: Final = 10.0
"""After a failure nobody asks again for so long: many visitors cost a sick provider little."""
_SILENT: Final = (
    "De aanmelding van je organisatie antwoordt niet goed. Wacht even en probeer het opnieuw. "
    "Blijft dit zo? Vraag het de kwaliteitsadviseur."
)
_POST: Final = "client_secret_post"
_WRONG: Final = (
    *(httpx2.HTTPError, httpx2.InvalidURL, AuthlibBaseError, TimeoutError),
    *(ValueError, KeyError, TypeError, RecursionError),
)


class _SafeAddresses(NamedTuple):
    """What the provider tells of itself."""

    authorize: str
    token: str
    keys: str
    posts_secret: bool


class ProviderClient:
    """One provider, with one way to identify ourselves to it: its settings and our secret.

    Every method raises ProviderFails where the provider does not answer, or not as it should.
    """

    def __init__(self, log_in: ProviderSettings, secret: str) -> None:
        self.log_in = log_in
        self.secret = secret
        self._lock = asyncio.Lock()
        self._known: _SafeAddresses | None = None
        self._until = 0.0

    async def start(self, attempt: Attempt, back: str) -> str:
        """Return the address to send the browser to; ``back`` is where it has to return."""
        known = await self._addresses()
        asker = OAuth2Client(
            None,
            client_id=self.log_in.client_id,
            scope="openid profile",
            redirect_uri=back,
            code_challenge_method="S256",
        )
        url, _state = asker.create_authorization_url(
            known.authorize,
            state=attempt.state,
            nonce=attempt.nonce,
            code_verifier=attempt.verifier,
        )
        return str(url)

    async def redeem(self, code: str, attempt: Attempt, back: str) -> Identity:
        """Return whom a code is for, as the provider tells it; ``back`` as for ``start``.

        Raises Refused where it knows no such code.
        """
        known = await self._addresses()
        with _failures():
            async with self._client(known, back) as client:
                token = await client.fetch_token(
                    known.token, code=code, code_verifier=attempt.verifier
                )
                return Identity(str(token["id_token"]), await _json(client, known.keys))

    async def _addresses(self) -> _SafeAddresses:
        """Return the addresses; one visitor asks while the others wait for the answer."""
        async with self._lock:
            if time.monotonic() >= self._until:
                self._known, self._until = None, time.monotonic() + SECONDS + _SILENT_FOR
                self._known = await self._ask()
                self._until = time.monotonic() + 3_600
        if self._known is None:
            raise ProviderFails(_SILENT)
        return self._known

    async def _ask(self) -> _SafeAddresses:
        with _failures():
            async with self._client() as client:
                issuer = self.log_in.uitgever
                address = f"{issuer.rstrip('/')}/.well-known/openid-configuration"
                told = await _json(client, address)
            endpoints = ("authorization_endpoint", "token_endpoint", "jwks_uri")
            authorize, token, keys = (str(told[name]) for name in endpoints)
            if told["issuer"] != issuer or not all(
                is_safe(one, loopback=self.log_in.is_loopback) for one in (authorize, token, keys)
            ):
                raise ProviderFails(WRONG_ANSWER)
            posts = _POST in (told.get("token_endpoint_auth_methods_supported") or ())
            return _SafeAddresses(authorize, token, keys, posts)

    def _client(self, known: _SafeAddresses | None = None, back: str = "") -> _Client:
        # What is not in the list of methods, is 'basic' by the standard. There both are encoded
        # before they are joined (RFC 6749, 2.3.1), which Authlib leaves to us.
        posts = bool(known and known.posts_secret)
        written = str if posts else quote_plus
        return _Client(
            client_id=written(self.log_in.client_id),
            client_secret=written(self.secret),
            token_endpoint_auth_method=_POST if posts else "client_secret_basic",
            redirect_uri=back,
            headers={"Accept-Encoding": "identity"},
            timeout=SECONDS,
            follow_redirects=False,
        )


class _Client(AsyncOAuth2Client):  # type: ignore[misc]  # it has no types
    """A client that waits a short while, reads a small answer and goes nowhere else."""

    async def send(self, request: httpx2.Request, **choices: Any) -> httpx2.Response:  # noqa: ANN401
        """Send one request and return its answer, read as a whole.

        Raises TimeoutError where it took too long, and ValueError where the answer is too large,
        packed, or sends us elsewhere.
        """
        async with asyncio.timeout(SECONDS):
            answer = await super().send(request, **{**choices, "stream": True})
            async with aclosing(answer):
                body = await _read(answer)
        return httpx2.Response(
            answer.status_code, headers=answer.headers, content=body, request=request
        )


async def _read(answer: httpx2.Response) -> bytes:
    if answer.is_redirect or answer.headers.get("content-encoding", "identity") != "identity":
        raise ValueError
    body = b""
    async for part in answer.aiter_raw():
        body += part
        if len(body) > MOST_BYTES:
            raise ValueError
    return body


async def _json(client: _Client, address: str) -> dict[str, Any]:
    answer = await client.request("GET", address, withhold_token=True)
    answer.raise_for_status()
    told = answer.json()
    if not isinstance(told, dict):
        raise TypeError
    return told


@contextmanager
def _failures() -> Iterator[None]:
    """Tell what goes wrong in a sentence; the error itself may quote a code or a token."""
    try:
        yield
    except AuthlibBaseError as error:
        kind = Refused if error.error == "invalid_grant" else ProviderFails
        raise kind(WRONG_ANSWER) from None
    except _WRONG:
        raise ProviderFails(_SILENT) from None
