"""Signing in by the organisation: to its provider and back, to the same cookie as a password."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import Refused
from gesprek.access.openid import WRONG_ANSWER, person_of
from gesprek.access.openid_attempts import LIFE
from gesprek.access.request_origin import RequestOrigin
from gesprek.domain.errors import UserError
from gesprek.services import paths
from gesprek.web import sign_in_forms as forms
from gesprek.web.sign_in_pages import NO_STORE, form_page, notice_of
from gesprek.web.sign_in_routes import SignInRoutes, to_start

if TYPE_CHECKING:
    from starlette.requests import Request

    from gesprek.access.visitors import LogIn
    from gesprek.services.organisation_sign_in import OrganisationSignIn
    from gesprek.web.authentication import Authenticator
    from gesprek.web.provider_client import ProviderClient
    from gesprek.web.sign_in_routes import Landing

_LONGEST_CODE = 5_000
_TITLE = "Aanmelden met het account van je organisatie"
_STOPPED = "Je bent niet aangemeld, want het aanmelden is gestopt. Je kunt opnieuw beginnen."
_REFUSED = (
    "Je organisatie laat je niet binnen. "
    "Vraag je beheerder of jouw account Gesprekstool mag gebruiken."
)


def organisation_routes(deur: Authenticator, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`, before those of `sign_in_routes`; as for those."""
    desk = OrganisationRoutes(deur, landing)
    return [
        Route(paths.ORGANISATION, desk.leave, methods=["GET"]),
        Route(paths.ORGANISATION_BACK, desk.come_back, methods=["GET"]),
    ]


class OrganisationRoutes:
    """The desk for who signs in by the organisation.

    Args:
        deur: The door.
        landing: Returns the path to go to after signing in.
    """

    def __init__(self, deur: Authenticator, landing: Landing) -> None:
        self._deur = deur
        self._balie = SignInRoutes(deur, landing)
        self._aanbieder: ProviderClient | None = None

    async def leave(self, request: Request) -> Response:
        """Send the browser to the provider, with a cookie to know it by when it comes back."""
        try:
            aanbieder, terug = await run_in_threadpool(self._prepare, request)
            poging, koek = await run_in_threadpool(self._ingang.pogingen.begin)
            answer = RedirectResponse(await aanbieder.start(poging, terug), 303, headers=NO_STORE)
        except UserError as error:
            return _page(error)
        answer.set_cookie(
            self._cookie_name,
            koek,
            max_age=int(LIFE.total_seconds()),
            path=paths.ORGANISATION,
            secure=self._deur.veilig,
            httponly=True,
            samesite="lax",
        )
        return answer

    async def come_back(self, request: Request) -> Response:
        """Sign in who the provider vouches for, or tell why not."""
        try:
            log_in = await self._let_in(request)
            answer = await run_in_threadpool(self._balie.welcome, request, log_in)
        except UserError as error:
            answer = _page(error)
        answer.delete_cookie(
            self._cookie_name,
            paths.ORGANISATION,
            secure=self._deur.veilig,
            httponly=True,
            samesite="lax",
        )
        return answer

    @property
    def _cookie_name(self) -> str:
        # '__Host-' cannot be: it asks for the path '/'.
        return "__Secure-gesprek-organisatie" if self._deur.veilig else "gesprek-organisatie"

    @property
    def _ingang(self) -> OrganisationSignIn:
        return self._deur.visits().organisatie

    async def _let_in(self, request: Request) -> LogIn:
        """Return the log-in of who comes back; errors are those of its parts."""
        told, sign_in = request.query_params, self._ingang
        generatie = await run_in_threadpool(sign_in.generation)
        aanbieder, terug = await run_in_threadpool(self._prepare, request)
        koek = request.cookies.get(self._cookie_name, "")
        poging = await run_in_threadpool(sign_in.pogingen.take, koek, told.get("state", ""))
        code = _code_of(request, aanbieder.log_in.uitgever)
        with sign_in.counted(self._deur.address(request.scope)):
            identiteit = await aanbieder.redeem(code, poging, terug)
            now = self._deur.visits().now()
            persoon = await run_in_threadpool(
                person_of, identiteit, aanbieder.log_in, poging.nonce, now
            )
            return await run_in_threadpool(sign_in.let_in, persoon, generatie)

    def _prepare(self, request: Request) -> tuple[ProviderClient, str]:
        """Return the provider as it is set now, and the address to come back to; blocks.

        Raises:
            Refused: it is not set, or the request is addressed to a name that is not ours.
        """
        from gesprek.web.provider_client import ProviderClient

        log_in, secret = self._ingang.settings()
        here = RequestOrigin("", {"host": request.headers.get("host", "")})
        if here.host not in self._deur.visits().instellingen().hosts:
            raise Refused("Open Gesprekstool op het adres dat je van de adviseur kreeg.")
        scheme = "https" if self._deur.veilig else "http"
        before = self._aanbieder
        if before is None or (before.log_in, before.secret) != (log_in, secret):
            before = self._aanbieder = ProviderClient(log_in, secret)
        return before, f"{scheme}://{here.headers['host'].strip().lower()}{paths.ORGANISATION_BACK}"


def _code_of(request: Request, uitgever: str) -> str:
    """Return the code that the provider sent.

    Raises:
        Refused: it sent an error instead, or another provider sent it (RFC 9207).
    """
    told = request.query_params
    error, code = told.get("error"), told.get("code", "")
    if error is not None:
        raise Refused(_STOPPED if error == "access_denied" else _REFUSED)
    if not 0 < len(code) <= _LONGEST_CODE or told.get("iss", uitgever) != uitgever:
        raise Refused(WRONG_ANSWER)
    return code


def _page(error: UserError) -> Response:
    return form_page(_TITLE, (), notice_of(error), voet=_AGAIN + forms.TO_PASSWORD)


_AGAIN = f'<p><a href="{paths.ORGANISATION}">Opnieuw proberen</a></p>'
