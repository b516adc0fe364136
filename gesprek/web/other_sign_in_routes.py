"""The ways in beside a key, a code and a password: setting up, and by the organisation.

Setting up is done once, on a page that only the link from the terminal opens. Who signs in by the
organisation goes to its provider and back, and gets the same cookie as with a password.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import InvalidSetting, Refused
from gesprek.access.openid import WRONG_ANSWER, person_of
from gesprek.access.request_origin import RequestOrigin, authority
from gesprek.access.settings import NetworkMode, Settings, filled_in
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.way_back import SENTENCE
from gesprek.web import sign_in_pages as pages
from gesprek.web.attempt_cookies import AttemptCookies
from gesprek.web.sign_in_pages import FormField, Notice, form_page, notice_of
from gesprek.web.sign_in_routes import SignInRoutes

if TYPE_CHECKING:
    from collections.abc import Mapping

    from starlette.requests import Request

    from gesprek.access.visitors import LogIn
    from gesprek.services.organisation_sign_in import OrganisationSignIn
    from gesprek.web.authentication import Authenticator
    from gesprek.web.provider_client import ProviderClient
    from gesprek.web.sign_in_routes import Landing

_WAYS = {
    NetworkMode.DICHT.value: "Nee, alleen deze computer",
    NetworkMode.CERTIFICAAT.value: "Ja, met een eigen certificaat",
    NetworkMode.PROXY.value: "Ja, achter een proxy van de organisatie die de verbinding beveiligt",
    NetworkMode.ONBEVEILIGD.value: "Ja, onbeveiligd: wij weten dat anderen dan kunnen meelezen",
}


def set_up_routes(authenticator: Authenticator, landing: Landing) -> list[Route]:
    """Build the routes to hand to `st.App`; arguments as `sign_in_routes`."""
    handler = SignInRoutes(authenticator, landing)

    def check(request: Request) -> None:
        address = authenticator.address(request.scope)
        authenticator.visits().check_link(_token(request), address)

    async def set_up(request: Request) -> Response:
        form: dict[str, str] = {}
        try:
            await run_in_threadpool(check, request)
            if request.method != "POST":
                return _page(request, pages.NO_NOTICE)
            form = await pages.read_form(request)
            log_in = await run_in_threadpool(_set_up, authenticator, request, form)
        except HTTPException as error:
            return _page(request, Notice("Vul het formulier opnieuw in.", error.status_code))
        except UserError as error:
            return _page(request, notice_of(error), form)
        return await run_in_threadpool(handler.welcome, request, log_in, pages.wanted_of(request))

    path = paths.set_up_path("{token}")
    return [Route(path, set_up, methods=["GET"]), Route(path, set_up, methods=["POST"])]


def _token(request: Request) -> str:
    token: str = request.path_params["token"]
    return token.rstrip(SENTENCE)


def _set_up(authenticator: Authenticator, request: Request, form: dict[str, str]) -> LogIn:
    if form.get("wachtwoord", "") != form.get("nogmaals", ""):
        raise InvalidSetting("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
    visits, token = authenticator.visits(), _token(request)
    settings = filled_in(Settings(), form, visits.now())
    return visits.set_up(token, settings, form.get("wachtwoord", ""))


def _page(request: Request, notice: Notice, typed: Mapping[str, str] | None = None) -> HTMLResponse:
    """Show the form with what was typed; without it where the link does not work.

    Nor where it was guessed at too often.
    """
    if notice.status in (404, 429):
        return form_page("Inrichten", (), notice)
    action = paths.set_up_path(_token(request))
    form = pages.filled(pages.Form("", action, "Richt Gesprekstool in", _FIELDS), typed)
    intro = "Jij wordt de kwaliteitsadviseur. Dit doe je één keer."
    wanted = pages.wanted_of(request)
    return form_page("Inrichten", (form,), notice, intro=intro, wanted=wanted)


_NEW = {"autocomplete": "new-password"}
_HINT = "12 tekens of meer, zoals een zin die je makkelijk onthoudt. Plakken mag."
_CERTIFICATE = "De plek van het bestand op deze computer."
_TLS, _PROXY = (NetworkMode.CERTIFICAAT,), (NetworkMode.PROXY,)
_FIELDS = (
    FormField(
        "organisatie", "Naam van je organisatie", attributes={"autocomplete": "organization"}
    ),
    FormField("wachtwoord", "Wachtwoord", "password", _HINT, attributes=_NEW),
    FormField("nogmaals", "Nog een keer hetzelfde wachtwoord", "password", attributes=_NEW),
    FormField(
        "netwerk",
        "Mogen collega's Gesprekstool op hun eigen apparaat openen?",
        "choice",
        options=_WAYS,
    ),
    *(
        FormField(name, label, hint=hint, is_required=False, shown_with=ways)
        for name, label, hint, ways in (
            (
                "namen",
                "Adres waarop collega's Gesprekstool openen",
                "Alleen de naam, zoals gesprek.organisatie.nl. Start Gesprekstool daarna opnieuw.",
                (*_TLS, *_PROXY, NetworkMode.ONBEVEILIGD),
            ),
            ("certificaat", "Bestand van het certificaat", _CERTIFICATE, _TLS),
            ("certificaatsleutel", "Bestand van de sleutel", _CERTIFICATE, _TLS),
            ("proxies", "IP-adres van de proxy", "", _PROXY),
        )
    ),
)


_LONGEST_CODE = 5_000
_STOPPED = "Je bent niet aangemeld, want het aanmelden is gestopt. Je kunt opnieuw beginnen."
_REFUSED = (
    "Je organisatie laat je niet binnen. "
    "Vraag je beheerder of jouw account Gesprekstool mag gebruiken."
)


class OrganisationRoutes:
    """Sends who signs in by the organisation to its provider, and lets them in afterwards."""

    def __init__(self, authenticator: Authenticator, landing: Landing) -> None:
        self._authenticator = authenticator
        self._sign_in = SignInRoutes(authenticator, landing)
        self._cookies = AttemptCookies(authenticator)
        self._provider: ProviderClient | None = None

    async def leave(self, request: Request) -> Response:
        """Send the browser to the provider, with a cookie to know it by when it comes back."""
        try:
            provider, back = await run_in_threadpool(self._prepare, request)
            attempt, cookie = await run_in_threadpool(self._organisation.attempts.begin)
            place = await provider.start(attempt, back)
            answer = RedirectResponse(place, 303, headers=pages.NO_STORE)
            await run_in_threadpool(self._cookies.keep, request, answer, (attempt.state, cookie))
        except UserError as error:
            return _refusal(error, pages.wanted_of(request))
        return answer

    async def come_back(self, request: Request) -> Response:
        """Sign in who the provider vouches for, or tell why not."""
        wanted = ""
        try:
            cookie, wanted = await run_in_threadpool(self._cookies.found, request)
            log_in = await self._let_in(request, cookie)
            answer = await run_in_threadpool(self._sign_in.welcome, request, log_in, wanted)
            await run_in_threadpool(self._cookies.end, request, answer)
        except UserError as error:
            return _refusal(error, wanted)
        return answer

    @property
    def _organisation(self) -> OrganisationSignIn:
        return self._authenticator.visits().organisation

    async def _let_in(self, request: Request, cookie: str) -> LogIn:
        """Return the log-in of who comes back; errors are those of its parts."""
        told, sign_in = request.query_params, self._organisation
        generation = await run_in_threadpool(sign_in.generation)
        provider, back = await run_in_threadpool(self._prepare, request)
        attempt = await run_in_threadpool(sign_in.attempts.take, cookie, told.get("state", ""))
        code = _code_of(request, provider.log_in.uitgever)
        with sign_in.counted(self._authenticator.address(request.scope)):
            identity = await provider.redeem(code, attempt, back)
            told_of = identity, provider.log_in, attempt.nonce, self._authenticator.visits().now()
            person = await run_in_threadpool(person_of, *told_of)
            return await run_in_threadpool(sign_in.let_in, person, generation)

    def _prepare(self, request: Request) -> tuple[ProviderClient, str]:
        """Return the provider as it is set now, and the address to come back to; blocks.

        Raises Refused where it is not set, or the request is addressed to a name that is not ours.
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
        own = authority(here.headers["host"], scheme)
        return before, f"{scheme}://{own}{paths.ORGANISATION_BACK}"


def _code_of(request: Request, issuer: str) -> str:
    """Return the code that the provider sent.

    Raises Refused where it sent an error instead, or another provider sent it (RFC 9207).
    """
    told = request.query_params
    error, code = told.get("error"), told.get("code", "")
    if error is not None:
        raise Refused(_STOPPED if error == "access_denied" else _REFUSED)
    if not 0 < len(code) <= _LONGEST_CODE or told.get("iss", issuer) != issuer:
        raise Refused(WRONG_ANSWER)
    return code


def _refusal(error: UserError, wanted: str) -> Response:
    title = "Aanmelden met het account van je organisatie"
    again = pages.FooterLine("Opnieuw proberen", paths.ORGANISATION)
    return form_page(title, (), notice_of(error), footer=(again, pages.TO_PASSWORD), wanted=wanted)


def organisation_routes(authenticator: Authenticator, landing: Landing) -> list[Route]:
    """Build the routes to hand to `st.App`, before those of `sign_in_routes`; as for those."""
    handler = OrganisationRoutes(authenticator, landing)
    return [
        Route(paths.ORGANISATION, handler.leave, methods=["GET"]),
        Route(paths.ORGANISATION_BACK, handler.come_back, methods=["GET"]),
    ]
