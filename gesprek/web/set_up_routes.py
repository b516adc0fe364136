"""Setting up, once, on a page that only the link from the terminal opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from gesprek.access.access_errors import InvalidSetting
from gesprek.access.settings import NetworkMode, Settings, filled_in
from gesprek.domain.base import UserError
from gesprek.services.paths import set_up_path
from gesprek.web.forms import Form, FormField, InvalidForm, read_form
from gesprek.web.sign_in_pages import NO_NOTICE, Notice, form_page, notice_of
from gesprek.web.sign_in_routes import SignInRoutes, to_start

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

    from gesprek.access.visitors import LogIn
    from gesprek.web.authentication import Authenticator
    from gesprek.web.sign_in_routes import Landing

_WAYS = {
    NetworkMode.DICHT.value: "Nee, alleen deze computer",
    NetworkMode.CERTIFICAAT.value: "Ja, met een eigen certificaat",
    NetworkMode.PROXY.value: "Ja, achter een proxy van de organisatie die de verbinding beveiligt",
    NetworkMode.ONBEVEILIGD.value: "Ja, onbeveiligd: wij weten dat anderen dan kunnen meelezen",
}


def set_up_routes(authenticator: Authenticator, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`; arguments as `sign_in_routes`."""
    handler = SignInRoutes(authenticator, landing)

    def check(request: Request) -> None:
        address = authenticator.address(request.scope)
        authenticator.visits().check_link(request.path_params["token"], address)

    async def show(request: Request) -> Response:
        try:
            await run_in_threadpool(check, request)
        except UserError as error:
            return _page(request, notice_of(error))
        return _page(request)

    async def set_up(request: Request) -> Response:
        try:
            await run_in_threadpool(check, request)
            form = await read_form(request)
            log_in = await run_in_threadpool(_set_up, authenticator, request, form)
        except InvalidForm as error:
            return _page(request, Notice("Vul het formulier opnieuw in.", error.status))
        except UserError as error:
            return _page(request, notice_of(error))
        return await run_in_threadpool(handler.welcome, request, log_in)

    path = set_up_path("{token}")
    return [Route(path, show, methods=["GET"]), Route(path, set_up, methods=["POST"])]


def _set_up(authenticator: Authenticator, request: Request, form: dict[str, str]) -> LogIn:
    if form.get("wachtwoord", "") != form.get("nogmaals", ""):
        raise InvalidSetting("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
    visits, token = authenticator.visits(), request.path_params["token"]
    settings = filled_in(Settings(), form, visits.now())
    return visits.set_up(token, settings, form.get("wachtwoord", ""))


def _page(request: Request, notice: Notice = NO_NOTICE) -> HTMLResponse:
    """Show the form; without it where the link does not work or was guessed at too often."""
    form = Form("", set_up_path(request.path_params["token"]), "Richt Gesprekstool in", _FIELDS)
    intro = "Jij wordt de kwaliteitsadviseur. Dit doe je één keer."
    shown = notice.status not in _SHUT
    return form_page("Inrichten", (form,) if shown else (), notice, intro=intro if shown else "")


def _only_with(*ways: NetworkMode, name: str, label: str, hint: str = "") -> FormField:
    return FormField(name, label, hint=hint, is_required=False, shown_with=ways)


_SHUT = frozenset({404, 429})
_NEW = {"autocomplete": "new-password"}
_HINT = "12 tekens of meer, zoals een zin die je makkelijk onthoudt. Plakken mag."
_CERTIFICATE = "De plek van het bestand op deze computer."
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
    _only_with(
        NetworkMode.CERTIFICAAT,
        NetworkMode.PROXY,
        NetworkMode.ONBEVEILIGD,
        name="namen",
        label="Adres waarop collega's Gesprekstool openen",
        hint="Alleen de naam, zoals gesprek.organisatie.nl. Start Gesprekstool daarna opnieuw.",
    ),
    _only_with(
        NetworkMode.CERTIFICAAT,
        name="certificaat",
        label="Bestand van het certificaat",
        hint=_CERTIFICATE,
    ),
    _only_with(
        NetworkMode.CERTIFICAAT,
        name="certificaatsleutel",
        label="Bestand van de sleutel",
        hint=_CERTIFICATE,
    ),
    _only_with(NetworkMode.PROXY, name="proxies", label="IP-adres van de proxy"),
)
