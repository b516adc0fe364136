"""Signing in and out: small pages of our own, and the cookie that holds a log-in's id."""

import asyncio
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import HTMLResponse, RedirectResponse, Response
from starlette.routing import Route

from gesprek.access.access_errors import Refused
from gesprek.access.join_codes import UnreadableCode, read_code
from gesprek.access.request_origin import device_of
from gesprek.access.visitors import REMEMBERED, LogIn
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.way_back import WANTED, is_about, way_back, with_way_back
from gesprek.web import sign_in_pages as pages
from gesprek.web.authentication import Authenticator, visit_of
from gesprek.web.sign_in_pages import (
    NO_NOTICE,
    NO_STORE,
    Notice,
    form_page,
    notice_of,
    read_form,
    wanted_of,
)

_YEAR = 365 * 24 * 3600
_NO_CODE = Notice("Dit is geen code van een oefening. Typ de code hieronder over.", 404)
_ALL_WINDOWS = (
    "Je bent in deze browser al aangemeld. Meld je je hier anders aan? Dan geldt dat voor al je "
    "vensters."
)
Landing = Callable[["LogIn"], str]
"""Returns the path to go to after signing in."""


def guards(authenticator: Authenticator) -> dict[str, Any]:
    """Return what keeps a cookie of ours from scripts, other sites and open lines."""
    return {"secure": authenticator.is_secure, "httponly": True, "samesite": "lax"}


def sign_in_routes(authenticator: Authenticator, landing: Landing) -> list[Route]:
    """Build the routes to hand to `st.App`, with the middleware of the same authenticator."""
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
    """Shows the forms and sets the cookie."""

    def __init__(self, authenticator: Authenticator, landing: Landing) -> None:
        self._authenticator = authenticator
        self._landing = landing
        # Checking passwords takes its time, two at once: who waits for that must not take the
        # threads that all other requests need.
        self._places = asyncio.Semaphore(8)

    async def show(self, request: Request) -> Response:
        """Show the forms for a team and for one oefening."""
        return self._page(request, code=_readable(request.query_params.get("code", "")))

    async def join(self, request: Request) -> Response:
        """Open the oefening of the code in the address, for who is in; show the form to others.

        Nobody is signed in by an address alone: another site could send a browser there.
        """
        code = _code_in(way_back(paths.join_path(request.path_params["code"])))
        log_in = visit_of(request.scope).log_in
        if code and log_in:
            opened = await run_in_threadpool(self._opened, log_in, code)
            if opened:
                return RedirectResponse(opened, 303, headers=NO_STORE)
        return self._page(request, code=code, notice=NO_NOTICE if code else _NO_CODE)

    async def show_password(self, request: Request, notice: Notice = NO_NOTICE) -> Response:
        """Show the form for advisor and managers."""
        is_open = await run_in_threadpool(self._organisation_is_open)
        return form_page(
            "Aanmelden met een wachtwoord",
            (pages.PASSWORD_FORM,),
            notice,
            footer=(pages.TO_ORGANISATION, pages.TO_TEAM) if is_open else (pages.TO_TEAM,),
            intro=self._authenticator.notice,
            wanted=wanted_of(request),
        )

    async def sign_in(self, request: Request) -> Response:
        """Sign in, or show the form again with what is wrong."""
        way = request.path_params["way"]
        try:
            form = await read_form(request)
            async with self._places:
                log_in = await run_in_threadpool(self._let_in, way, form, request)
        except HTTPException as error:
            sentence = "Dit formulier kwam niet goed over. Vul het opnieuw in."
            notice = Notice(sentence, error.status_code)
        except UserError as error:
            notice = notice_of(error)
        else:
            wanted = way_back(form.get(WANTED, "")) or wanted_of(request)
            return await run_in_threadpool(self.welcome, request, log_in, wanted)
        if way == pages.PASSWORD:
            return await self.show_password(request, notice)
        return self._page(request, notice)

    async def sign_out(self, request: Request) -> Response:
        """End the log-in and forget the cookie."""
        log_in = visit_of(request.scope).log_in
        place = with_way_back(paths.SIGN_IN, wanted_of(request))
        answer = RedirectResponse(place, 303, headers=NO_STORE)
        if log_in:
            await run_in_threadpool(self._authenticator.visits().sign_out, log_in)
        answer.delete_cookie(self._authenticator.cookie_name, **guards(self._authenticator))
        return answer

    def welcome(self, request: Request, log_in: LogIn, wanted: str = "") -> Response:
        """Redirect with the cookie of a new log-in; another one that this browser had ends.

        ``wanted`` is the way back to what they asked for before they signed in.
        """
        visits, known_by = self._authenticator.visits(), guards(self._authenticator)
        before = visit_of(request.scope).log_in
        if before and before.is_of_same(log_in):
            log_in = visits.log_ins.go_on(before, log_in)
        elif before:
            visits.log_ins.revoke(before.id)
        path = self._place_of(log_in, wanted) or self._landing(log_in)
        answer = RedirectResponse(path, 303, headers=NO_STORE)
        life = int(REMEMBERED.total_seconds()) if log_in.vertrouwd else None
        cookie = visits.cookie_of(log_in)
        answer.set_cookie(self._authenticator.cookie_name, cookie, life, **known_by)
        if log_in.account:
            device = visits.sign_in.device_of(log_in.account)
            answer.set_cookie(self._authenticator.device_cookie_name, device, _YEAR, **known_by)
        return answer

    def _place_of(self, log_in: LogIn, wanted: str) -> str | None:
        """Return where a way back leads for a log-in, if it leads anywhere for it."""
        code = _code_in(wanted)
        if code:
            return self._opened(log_in, code)
        return wanted if log_in.alleen is None or is_about(wanted, log_in.alleen) else None

    def _opened(self, log_in: LogIn, code: str) -> str | None:
        """Return the path of the oefening of a code, if this log-in opens it."""
        try:
            oefening = self._authenticator.visits().sign_in.oefening_for(log_in, code)
        except UserError:
            return None
        return self._landing(log_in.changed(alleen=oefening)) if oefening else None

    def _let_in(self, way: str, form: dict[str, str], request: Request) -> LogIn:
        sign_in = self._authenticator.visits().sign_in
        address = self._authenticator.address(request.scope)
        device_kind = device_of(request.headers.get("user-agent", ""))
        match way:
            case pages.TEAM:
                key, stays = form.get("sleutel", ""), "onthoud" in form
                return sign_in.by_key(key, address, onthoud=stays, apparaat=device_kind)
            case pages.CODE:
                return sign_in.by_code(form.get("code", ""), address, device_kind)
            case pages.PASSWORD:
                device = request.cookies.get(self._authenticator.device_cookie_name, "")
                name = form.get("naam", "") if form.get("wie") == "manager" else None
                return sign_in.by_password(name, form.get("wachtwoord", ""), address, device)
            case _:
                raise Refused("Deze manier van aanmelden is er niet. Kies een andere.")

    def _page(self, request: Request, notice: Notice = NO_NOTICE, code: str = "") -> HTMLResponse:
        shown: tuple[pages.Form, ...] = pages.KEY_FORM, pages.JOIN_FORM
        if code:
            filled = replace(pages.CODE_FIELD, value=code)
            shown = (replace(pages.JOIN_FORM, fields=(filled,)), pages.KEY_FORM)
        signed_in = visit_of(request.scope).log_in is not None
        intro = (self._authenticator.notice, _ALL_WINDOWS if signed_in else "")
        return form_page(
            "Aanmelden",
            (pages.SIGN_OUT_FORM, *shown) if signed_in else shown,
            notice,
            footer=(pages.TO_PASSWORD,),
            intro=" ".join(filter(None, intro)),
            wanted=wanted_of(request) or (paths.join_path(code) if code else ""),
        )

    def _organisation_is_open(self) -> bool:
        try:
            return self._authenticator.visits().organisation.is_open
        except UserError:  # a password may still do
            return False


def _code_in(wanted: str) -> str:
    """Return the code in a way back, empty where there is none."""
    before = paths.join_path("")
    return wanted.removeprefix(before) if wanted.startswith(before) else ""


def _readable(typed: str) -> str:
    """Return a code as it is stored, empty for what cannot be one."""
    try:
        return read_code(typed)
    except UnreadableCode:
        return ""


async def _back(request: Request) -> Response:
    """Lead who reloads a page that only forms are sent to."""
    place = with_way_back(paths.SIGN_IN, wanted_of(request))
    return RedirectResponse(place, 303, headers=NO_STORE)
