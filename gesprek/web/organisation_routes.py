"""Signing in by the organisation: to its provider and back, to the same cookie as a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import Refused
from gesprek.access.openid import LIFE, WRONG_ANSWER, person_of
from gesprek.access.request_origin import RequestOrigin
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.web.sign_in_pages import NO_STORE, TO_PASSWORD, FooterLine, form_page, notice_of
from gesprek.web.sign_in_routes import SignInRoutes, to_start

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.access.visitors import LogIn
    from gesprek.services.organisation_sign_in import OrganisationSignIn
    from gesprek.web.authentication import Authenticator
    from gesprek.web.provider_client import ProviderClient
    from gesprek.web.sign_in_routes import Landing

_LONGEST_CODE = 5_000
_AGAIN = FooterLine("Opnieuw proberen", paths.ORGANISATION)
_TITLE = "Aanmelden met het account van je organisatie"
_STOPPED = "Je bent niet aangemeld, want het aanmelden is gestopt. Je kunt opnieuw beginnen."
_REFUSED = (
    "Je organisatie laat je niet binnen. "
    "Vraag je beheerder of jouw account Gesprekstool mag gebruiken."
)


def organisation_routes(authenticator: Authenticator, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`, before those of `sign_in_routes`; as for those."""
    handler = OrganisationRoutes(authenticator, landing)
    return [
        Route(paths.ORGANISATION, handler.leave, methods=["GET"]),
        Route(paths.ORGANISATION_BACK, handler.come_back, methods=["GET"]),
    ]


class OrganisationRoutes:
    """Sends who signs in by the organisation to its provider, and lets them in afterwards.

    Args:
        authenticator: Knows who asks.
        landing: Returns the path to go to after signing in.
    """

    def __init__(self, authenticator: Authenticator, landing: Landing) -> None:
        self._authenticator = authenticator
        self._sign_in = SignInRoutes(authenticator, landing)
        self._provider: ProviderClient | None = None

    async def leave(self, request: Request) -> Response:
        """Send the browser to the provider, with a cookie to know it by when it comes back."""
        try:
            provider, back = await run_in_threadpool(self._prepare, request)
            attempt, cookie = await run_in_threadpool(self._organisation.attempts.begin)
            answer = RedirectResponse(await provider.start(attempt, back), 303, headers=NO_STORE)
        except UserError as error:
            return _page(error)
        answer.set_cookie(
            self._cookie_name,
            cookie,
            max_age=int(LIFE.total_seconds()),
            path=paths.ORGANISATION,
            secure=self._authenticator.is_secure,
            httponly=True,
            samesite="lax",
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Sign in who the provider vouches for, or tell why not."""
        try:
            log_in = await self._let_in(request)
            answer = await run_in_threadpool(self._sign_in.welcome, request, log_in)
        except UserError as error:
            answer = _page(error)
        answer.delete_cookie(
            self._cookie_name,
            paths.ORGANISATION,
            secure=self._authenticator.is_secure,
            httponly=True,
            samesite="lax",
        )
        return answer

    @property
    def _cookie_name(self) -> str:
        # '__Host-' cannot be: it asks for the path '/'.
        return (
            "__Secure-gesprek-organisatie"
            if self._authenticator.is_secure
            else "gesprek-organisatie"
        )

    @property
    def _organisation(self) -> OrganisationSignIn:
        return self._authenticator.visits().organisation

    async def _let_in(self, request: Request) -> LogIn:
        """Return the log-in of who comes back; errors are those of its parts."""
        told, sign_in = request.query_params, self._organisation
        generation = await run_in_threadpool(sign_in.generation)
        provider, back = await run_in_threadpool(self._prepare, request)
        cookie = request.cookies.get(self._cookie_name, "")
        attempt = await run_in_threadpool(sign_in.attempts.take, cookie, told.get("state", ""))
        code = _code_of(request, provider.log_in.uitgever)
        with sign_in.counted(self._authenticator.address(request.scope)):
            identity = await provider.redeem(code, attempt, back)
            now = self._authenticator.visits().now()
            person = await run_in_threadpool(
                person_of, identity, provider.log_in, attempt.nonce, now
            )
            return await run_in_threadpool(sign_in.let_in, person, generation)

    def _prepare(self, request: Request) -> tuple[ProviderClient, str]:
        """Return the provider as it is set now, and the address to come back to; blocks.

        Raises:
            Refused: it is not set, or the request is addressed to a name that is not ours.
        """
        from gesprek.web.provider_client import ProviderClient

        log_in, secret = self._organisation.settings()
        here = RequestOrigin("", {"host": request.headers.get("host", "")})
        if here.host not in self._authenticator.visits().settings().hosts:
            raise Refused("Open Gesprekstool op het adres dat je van de adviseur kreeg.")
        scheme = "https" if self._authenticator.is_secure else "http"
        before = self._provider
        if before is None or (before.log_in, before.secret) != (log_in, secret):
            before = self._provider = ProviderClient(log_in, secret)
        return before, f"{scheme}://{here.headers['host'].strip().lower()}{paths.ORGANISATION_BACK}"


def _code_of(request: Request, issuer: str) -> str:
    """Return the code that the provider sent.

    Raises:
        Refused: it sent an error instead, or another provider sent it (RFC 9207).
    """
    told = request.query_params
    error, code = told.get("error"), told.get("code", "")
    if error is not None:
        raise Refused(_STOPPED if error == "access_denied" else _REFUSED)
    if not 0 < len(code) <= _LONGEST_CODE or told.get("iss", issuer) != issuer:
        raise Refused(WRONG_ANSWER)
    return code


def _page(error: UserError) -> Response:
    return form_page(_TITLE, (), notice_of(error), footer=(_AGAIN, TO_PASSWORD))
