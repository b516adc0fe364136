"""Setting up, once, on a page that only the link from the terminal opens."""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.routing import Route

from gesprek.access.access_errors import InstellingOngeldig
from gesprek.access.settings import Instellingen, Netwerk, filled_in
from gesprek.domain.errors import Gespreksfout
from gesprek.web.form_reading import FormulierOngeldig, read_form
from gesprek.web.sign_in_pages import GEEN, Formulier, Keuze, Melding, Veld, blad, melding_of
from gesprek.web.sign_in_routes import Balie, to_start

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse, Response

    from gesprek.access.visitors import Aanmelding
    from gesprek.web.authentication import Deur
    from gesprek.web.sign_in_routes import Landing

SET_UP_PATH = "/inrichten/"
_WAYS = {
    Netwerk.DICHT.value: "Nee, alleen deze computer",
    Netwerk.CERTIFICAAT.value: "Ja, met een eigen certificaat",
    Netwerk.PROXY.value: "Ja, achter een proxy van de organisatie die de verbinding beveiligt",
    Netwerk.ONBEVEILIGD.value: "Ja, onbeveiligd: wij weten dat anderen dan kunnen meelezen",
}


def set_up_routes(deur: Deur, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`; arguments as `sign_in_routes`."""
    desk = Balie(deur, landing)

    def check(request: Request) -> None:
        address = deur.address(request.scope)
        deur.portier().check_link(request.path_params["token"], address)

    async def show(request: Request) -> Response:
        try:
            await run_in_threadpool(check, request)
        except Gespreksfout as error:
            return _page(request, melding_of(error))
        return _page(request)

    async def set_up(request: Request) -> Response:
        try:
            await run_in_threadpool(check, request)
            form = await read_form(request)
            aanmelding = await run_in_threadpool(_set_up, deur, request, form)
        except FormulierOngeldig as error:
            return _page(request, Melding("Vul het formulier opnieuw in.", error.status))
        except Gespreksfout as error:
            return _page(request, melding_of(error))
        return await run_in_threadpool(desk.welcome, request, aanmelding)

    path = SET_UP_PATH + "{token}"
    return [Route(path, show, methods=["GET"]), Route(path, set_up, methods=["POST"])]


def _set_up(deur: Deur, request: Request, form: dict[str, str]) -> Aanmelding:
    if form.get("wachtwoord", "") != form.get("nogmaals", ""):
        raise InstellingOngeldig("De twee wachtwoorden zijn niet gelijk. Vul ze opnieuw in.")
    portier, token = deur.portier(), request.path_params["token"]
    settings = filled_in(Instellingen(), form, portier.now())
    return portier.set_up(token, settings, form.get("wachtwoord", ""))


def _page(request: Request, melding: Melding = GEEN) -> HTMLResponse:
    """Show the form; without it where the link does not work or was guessed at too often."""
    form = Formulier(
        "", SET_UP_PATH + request.path_params["token"], "Richt Gesprekstool in", _FIELDS
    )
    intro = "Jij wordt de kwaliteitsadviseur. Dit doe je één keer."
    shown = melding.status not in _SHUT
    return blad("Inrichten", (form,) if shown else (), melding, inleiding=intro if shown else "")


def _only_with(*ways: Netwerk, naam: str, label: str, uitleg: str = "") -> Veld:
    return Veld(naam, label, uitleg=uitleg, verplicht=False, bij=ways)


_SHUT = frozenset({404, 429})
_NEW = 'autocomplete="new-password"'
_HINT = "12 tekens of meer, zoals een zin die je makkelijk onthoudt. Plakken mag."
_CERTIFICATE = "De plek van het bestand op deze computer."
_FIELDS = (
    Veld("organisatie", "Naam van je organisatie", extra='autocomplete="organization"'),
    Veld("wachtwoord", "Wachtwoord", "password", _HINT, extra=_NEW),
    Veld("nogmaals", "Nog een keer hetzelfde wachtwoord", "password", extra=_NEW),
    Keuze("netwerk", "Mogen collega's Gesprekstool op hun eigen apparaat openen?", _WAYS),
    _only_with(
        Netwerk.CERTIFICAAT,
        Netwerk.PROXY,
        Netwerk.ONBEVEILIGD,
        naam="namen",
        label="Adres waarop collega's Gesprekstool openen",
        uitleg="Alleen de naam, zoals gesprek.organisatie.nl. Start Gesprekstool daarna opnieuw.",
    ),
    _only_with(
        Netwerk.CERTIFICAAT,
        naam="certificaat",
        label="Bestand van het certificaat",
        uitleg=_CERTIFICATE,
    ),
    _only_with(
        Netwerk.CERTIFICAAT,
        naam="certificaatsleutel",
        label="Bestand van de sleutel",
        uitleg=_CERTIFICATE,
    ),
    _only_with(Netwerk.PROXY, naam="proxies", label="IP-adres van de proxy"),
)
