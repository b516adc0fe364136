"""Signing in and out: small pages of our own, and the cookie that holds a log-in's id."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import Geweigerd
from gesprek.access.join_codes import CodeOnleesbaar, read_code
from gesprek.access.request_origin import device_of
from gesprek.access.visitors import REMEMBERED
from gesprek.domain.errors import Gespreksfout
from gesprek.web import sign_in_forms as forms
from gesprek.web.authentication import SCOPE_KEY, WANTED, is_page_of_ours
from gesprek.web.form_reading import FormulierOngeldig, read_form
from gesprek.web.sign_in_forms import JOIN_PATH, PASSWORD, SIGN_IN_PATH, SIGN_OUT_PATH
from gesprek.web.sign_in_pages import GEEN, NO_STORE, Melding, Veld, blad, melding_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from gesprek.access.visitors import Aanmelding
    from gesprek.web.authentication import Deur
    from gesprek.web.sign_in_pages import Formulier

_AT_ONCE = 8
_YEAR = 365 * 24 * 3600
_NO_FORM = "Dit formulier kwam niet goed over. Vul het opnieuw in."
_NO_CODE = Melding("Dit is geen code van een oefening. Typ de code hieronder over.", 404)


Landing = Callable[["Aanmelding"], str]
"""Returns the path to go to after signing in."""


def to_start(aanmelding: Aanmelding) -> str:
    """Return the path of the start page, with the oefening that a code opened."""
    return f"/?o={aanmelding.alleen}" if aanmelding.alleen else "/"


def sign_in_routes(deur: Deur, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        deur: The door; its middleware must be there too.
        landing: Returns the path to go to after signing in.
    """
    desk = Balie(deur, landing)
    return [
        Route(SIGN_IN_PATH, desk.show, methods=["GET"]),
        Route(f"{SIGN_IN_PATH}/wachtwoord", desk.show_password, methods=["GET"]),
        Route(f"{SIGN_IN_PATH}/{{manier}}", desk.sign_in, methods=["POST"]),
        Route(f"{SIGN_IN_PATH}/{{manier}}", _back, methods=["GET"]),
        Route(JOIN_PATH, desk.show, methods=["GET"]),
        Route(f"{JOIN_PATH}/{{code:path}}", desk.join, methods=["GET"]),
        Route(SIGN_OUT_PATH, desk.sign_out, methods=["POST"]),
        Route(SIGN_OUT_PATH, _back, methods=["GET"]),
    ]


class Balie:
    """The desk: shows the forms and hands out the cookie.

    Args:
        deur: The door.
        landing: Returns the path to go to after signing in.
    """

    def __init__(self, deur: Deur, landing: Landing) -> None:
        self._deur = deur
        self._landing = landing
        # Checking passwords takes its time, two at once: who waits for that must not take the
        # threads that all other requests need.
        self._places = asyncio.Semaphore(_AT_ONCE)

    async def show(self, request: Request) -> Response:
        """Show the forms for a team and for one oefening."""
        return self._page(request, code=_readable(request.query_params.get("code", "")))

    async def join(self, request: Request) -> Response:
        """Open the oefening of the code in the address, for who is in; show the form to others.

        Nobody is signed in by an address alone: another site could send a browser there.
        """
        code = _readable(request.path_params["code"])
        aanmelding = request.scope[SCOPE_KEY].aanmelding
        if code and aanmelding:
            opened = await run_in_threadpool(self._opened, aanmelding, code)
            if opened:
                return RedirectResponse(opened, 303, headers=NO_STORE)
        return self._page(request, code=code, melding=GEEN if code else _NO_CODE)

    async def show_password(self, _request: Request) -> Response:
        """Show the form for advisor and managers."""
        return await self._password_page()

    async def sign_in(self, request: Request) -> Response:
        """Sign in, or show the form again with what is wrong."""
        manier = request.path_params["manier"]
        try:
            form = await read_form(request)
            async with self._places:
                aanmelding = await run_in_threadpool(self._let_in, manier, form, request)
        except FormulierOngeldig as error:
            melding = Melding(_NO_FORM, error.status)
        except Gespreksfout as error:
            melding = melding_of(error)
        else:
            wanted = form.get(WANTED, "")
            return await run_in_threadpool(self.welcome, request, aanmelding, wanted)
        if manier == PASSWORD:
            return await self._password_page(melding)
        return self._page(request, melding)

    async def sign_out(self, request: Request) -> Response:
        """End the log-in and forget the cookie."""
        aanmelding = request.scope[SCOPE_KEY].aanmelding
        answer = RedirectResponse(SIGN_IN_PATH, 303, headers=NO_STORE)
        if aanmelding:
            await run_in_threadpool(self._deur.portier().sign_out, aanmelding)
        answer.delete_cookie(
            self._deur.cookie_name, secure=self._deur.veilig, httponly=True, samesite="lax"
        )
        return answer

    def welcome(self, request: Request, aanmelding: Aanmelding, wanted: str = "") -> Response:
        """Redirect with the cookie of a new log-in; the one that this browser had ends.

        Args:
            request: What was sent.
            aanmelding: The new log-in.
            wanted: The page that they asked for before they signed in.
        """
        portier = self._deur.portier()
        before = request.scope[SCOPE_KEY].aanmelding
        if before:
            portier.aanmeldingen.revoke(before.id)
        goes_on = aanmelding.alleen is None and is_page_of_ours(wanted)
        path = wanted if goes_on else self._landing(aanmelding)
        answer = RedirectResponse(path, 303, headers=NO_STORE)
        life = int(REMEMBERED.total_seconds()) if aanmelding.vertrouwd else None
        self._set(answer, self._deur.cookie_name, portier.cookie_of(aanmelding), life)
        if aanmelding.account:
            device = portier.ingang.device_of(aanmelding.account)
            self._set(answer, self._deur.device_cookie_name, device, _YEAR)
        return answer

    def _opened(self, aanmelding: Aanmelding, code: str) -> str | None:
        """Return the path of the oefening of a code, if this log-in opens it."""
        try:
            oefening = self._deur.portier().ingang.oefening_for(aanmelding, code)
        except Gespreksfout:
            return None
        return self._landing(aanmelding.changed(alleen=oefening)) if oefening else None

    def _let_in(self, manier: str, form: dict[str, str], request: Request) -> Aanmelding:
        ingang, adres = self._deur.portier().ingang, self._deur.address(request.scope)
        device_kind = device_of(request.headers.get("user-agent", ""))
        match manier:
            case forms.TEAM:
                remembers = "onthoud" in form
                return ingang.by_key(
                    form.get("sleutel", ""), adres, onthoud=remembers, apparaat=device_kind
                )
            case forms.CODE:
                return ingang.by_code(form.get("code", ""), adres, device_kind)
            case forms.PASSWORD:
                device = request.cookies.get(self._deur.device_cookie_name, "")
                naam = form.get("naam", "") if form.get("wie") == "manager" else None
                return ingang.by_password(naam, form.get("wachtwoord", ""), adres, device)
            case _:
                raise Geweigerd("Deze manier van aanmelden is er niet. Kies een andere.")

    def _page(self, request: Request, melding: Melding = GEEN, code: str = "") -> HTMLResponse:
        wanted = request.query_params.get(WANTED, "")
        shown: tuple[Formulier, ...] = (_leading_to(forms.KEY, wanted), forms.JOIN)
        if code:
            (field,) = forms.JOIN.velden
            filled = replace(field, waarde=code) if isinstance(field, Veld) else field
            shown = (replace(forms.JOIN, velden=(filled,)), forms.KEY)
        signed_in = request.scope[SCOPE_KEY].aanmelding is not None
        return blad(
            "Aanmelden",
            (forms.OUT, *shown) if signed_in else shown,
            melding,
            voet=forms.TO_PASSWORD,
            inleiding=self._deur.notice,
        )

    async def _password_page(self, melding: Melding = GEEN) -> HTMLResponse:
        is_open = await run_in_threadpool(self._organisation_is_open)
        voet = (forms.TO_ORGANISATION if is_open else "") + forms.TO_TEAM
        return blad(
            "Aanmelden met een wachtwoord",
            (forms.WITH_PASSWORD,),
            melding,
            voet=voet,
            inleiding=self._deur.notice,
        )

    def _organisation_is_open(self) -> bool:
        try:
            return self._deur.portier().organisatie.is_open
        except Gespreksfout:  # a password may still do
            return False

    def _set(self, answer: Response, name: str, value: str, life: int | None) -> None:
        answer.set_cookie(
            name, value, max_age=life, secure=self._deur.veilig, httponly=True, samesite="lax"
        )


def _readable(getypt: str) -> str:
    """Return a code as it is stored, empty for what cannot be one."""
    try:
        return read_code(getypt)
    except CodeOnleesbaar:
        return ""


def _leading_to(form: Formulier, wanted: str) -> Formulier:
    """Return the form with the page that is opened once it is right."""
    if not is_page_of_ours(wanted):
        return form
    return replace(form, velden=(*form.velden, Veld(WANTED, "", "hidden", waarde=wanted)))


async def _back(_request: Request) -> Response:
    """Lead who reloads a page that only forms are sent to."""
    return RedirectResponse(SIGN_IN_PATH, 303, headers=NO_STORE)
