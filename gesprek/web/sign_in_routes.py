"""Signing in and out: small pages of our own, and the cookie that holds a log-in's id."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.responses import RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import Refused
from gesprek.access.join_codes import UnreadableCode, read_code
from gesprek.access.request_origin import device_of
from gesprek.access.visitors import REMEMBERED
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.web import sign_in_pages as pages
from gesprek.web.authentication import SCOPE_KEY, WANTED, is_page_of_ours
from gesprek.web.forms import FormField, InvalidForm, read_form
from gesprek.web.sign_in_pages import NO_NOTICE, NO_STORE, Notice, form_page, notice_of

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import HTMLResponse

    from gesprek.access.visitors import LogIn
    from gesprek.web.authentication import Authenticator
    from gesprek.web.forms import Form

_AT_ONCE = 8
_YEAR = 365 * 24 * 3600
_NO_FORM = "Dit formulier kwam niet goed over. Vul het opnieuw in."
_NO_CODE = Notice("Dit is geen code van een oefening. Typ de code hieronder over.", 404)


Landing = Callable[["LogIn"], str]
"""Returns the path to go to after signing in."""


def to_start(log_in: LogIn) -> str:
    """Return the path of the start page, with the oefening that a code opened."""
    return f"/?o={log_in.alleen}" if log_in.alleen else "/"


def sign_in_routes(authenticator: Authenticator, landing: Landing = to_start) -> list[Route]:
    """Build the routes to hand to `st.App`.

    Args:
        authenticator: Knows who asks; its middleware must be there too.
        landing: Returns the path to go to after signing in.
    """
    handler = SignInRoutes(authenticator, landing)
    return [
        Route(paths.SIGN_IN, handler.show, methods=["GET"]),
        Route(paths.sign_in_path(pages.PASSWORD), handler.show_password, methods=["GET"]),
        Route(paths.sign_in_path("{way}"), handler.sign_in, methods=["POST"]),
        Route(paths.sign_in_path("{way}"), _back, methods=["GET"]),
        Route(paths.JOIN, handler.show, methods=["GET"]),
        Route(paths.join_path("{code:path}"), handler.join, methods=["GET"]),
        Route(paths.SIGN_OUT, handler.sign_out, methods=["POST"]),
        Route(paths.SIGN_OUT, _back, methods=["GET"]),
    ]


class SignInRoutes:
    """Shows the forms and sets the cookie.

    Args:
        authenticator: Knows who asks.
        landing: Returns the path to go to after signing in.
    """

    def __init__(self, authenticator: Authenticator, landing: Landing) -> None:
        self._authenticator = authenticator
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
        log_in = request.scope[SCOPE_KEY].log_in
        if code and log_in:
            opened = await run_in_threadpool(self._opened, log_in, code)
            if opened:
                return RedirectResponse(opened, 303, headers=NO_STORE)
        return self._page(request, code=code, notice=NO_NOTICE if code else _NO_CODE)

    async def show_password(self, _request: Request) -> Response:
        """Show the form for advisor and managers."""
        return await self._password_page()

    async def sign_in(self, request: Request) -> Response:
        """Sign in, or show the form again with what is wrong."""
        way = request.path_params["way"]
        try:
            form = await read_form(request)
            async with self._places:
                log_in = await run_in_threadpool(self._let_in, way, form, request)
        except InvalidForm as error:
            notice = Notice(_NO_FORM, error.status)
        except UserError as error:
            notice = notice_of(error)
        else:
            wanted = form.get(WANTED, "")
            return await run_in_threadpool(self.welcome, request, log_in, wanted)
        if way == pages.PASSWORD:
            return await self._password_page(notice)
        return self._page(request, notice)

    async def sign_out(self, request: Request) -> Response:
        """End the log-in and forget the cookie."""
        log_in = request.scope[SCOPE_KEY].log_in
        answer = RedirectResponse(paths.SIGN_IN, 303, headers=NO_STORE)
        if log_in:
            await run_in_threadpool(self._authenticator.visits().sign_out, log_in)
        answer.delete_cookie(
            self._authenticator.cookie_name,
            secure=self._authenticator.is_secure,
            httponly=True,
            samesite="lax",
        )
        return answer

    def welcome(self, request: Request, log_in: LogIn, wanted: str = "") -> Response:
        """Redirect with the cookie of a new log-in; the one that this browser had ends.

        Args:
            request: What was sent.
            log_in: The new log-in.
            wanted: The page that they asked for before they signed in.
        """
        visits = self._authenticator.visits()
        before = request.scope[SCOPE_KEY].log_in
        if before:
            visits.log_ins.revoke(before.id)
        goes_on = log_in.alleen is None and is_page_of_ours(wanted)
        path = wanted if goes_on else self._landing(log_in)
        answer = RedirectResponse(path, 303, headers=NO_STORE)
        life = int(REMEMBERED.total_seconds()) if log_in.vertrouwd else None
        self._set(answer, self._authenticator.cookie_name, visits.cookie_of(log_in), life)
        if log_in.account:
            device = visits.sign_in.device_of(log_in.account)
            self._set(answer, self._authenticator.device_cookie_name, device, _YEAR)
        return answer

    def _opened(self, log_in: LogIn, code: str) -> str | None:
        """Return the path of the oefening of a code, if this log-in opens it."""
        try:
            oefening = self._authenticator.visits().sign_in.oefening_for(log_in, code)
        except UserError:
            return None
        return self._landing(log_in.changed(alleen=oefening)) if oefening else None

    def _let_in(self, way: str, form: dict[str, str], request: Request) -> LogIn:
        sign_in, address = (
            self._authenticator.visits().sign_in,
            self._authenticator.address(request.scope),
        )
        device_kind = device_of(request.headers.get("user-agent", ""))
        match way:
            case pages.TEAM:
                remembers = "onthoud" in form
                return sign_in.by_key(
                    form.get("sleutel", ""), address, onthoud=remembers, apparaat=device_kind
                )
            case pages.CODE:
                return sign_in.by_code(form.get("code", ""), address, device_kind)
            case pages.PASSWORD:
                device = request.cookies.get(self._authenticator.device_cookie_name, "")
                name = form.get("naam", "") if form.get("wie") == "manager" else None
                return sign_in.by_password(name, form.get("wachtwoord", ""), address, device)
            case _:
                raise Refused("Deze manier van aanmelden is er niet. Kies een andere.")

    def _page(self, request: Request, notice: Notice = NO_NOTICE, code: str = "") -> HTMLResponse:
        wanted = request.query_params.get(WANTED, "")
        shown: tuple[Form, ...] = (_leading_to(pages.KEY_FORM, wanted), pages.JOIN_FORM)
        if code:
            filled = replace(pages.CODE_FIELD, value=code)
            shown = (replace(pages.JOIN_FORM, fields=(filled,)), pages.KEY_FORM)
        signed_in = request.scope[SCOPE_KEY].log_in is not None
        return form_page(
            "Aanmelden",
            (pages.SIGN_OUT_FORM, *shown) if signed_in else shown,
            notice,
            footer=(pages.TO_PASSWORD,),
            intro=self._authenticator.notice,
        )

    async def _password_page(self, notice: Notice = NO_NOTICE) -> HTMLResponse:
        is_open = await run_in_threadpool(self._organisation_is_open)
        footer = (pages.TO_ORGANISATION, pages.TO_TEAM) if is_open else (pages.TO_TEAM,)
        return form_page(
            "Aanmelden met een wachtwoord",
            (pages.PASSWORD_FORM,),
            notice,
            footer=footer,
            intro=self._authenticator.notice,
        )

    def _organisation_is_open(self) -> bool:
        try:
            return self._authenticator.visits().organisation.is_open
        except UserError:  # a password may still do
            return False

    def _set(self, answer: Response, name: str, value: str, life: int | None) -> None:
        answer.set_cookie(
            name,
            value,
            max_age=life,
            secure=self._authenticator.is_secure,
            httponly=True,
            samesite="lax",
        )


def _readable(typed: str) -> str:
    """Return a code as it is stored, empty for what cannot be one."""
    try:
        return read_code(typed)
    except UnreadableCode:
        return ""


def _leading_to(form: Form, wanted: str) -> Form:
    """Return the form with the page that is opened once it is right."""
    if not is_page_of_ours(wanted):
        return form
    return replace(form, fields=(*form.fields, FormField(WANTED, "", "hidden", value=wanted)))


async def _back(_request: Request) -> Response:
    """Lead who reloads a page that only forms are sent to."""
    return RedirectResponse(paths.SIGN_IN, 303, headers=NO_STORE)
