"""The links of a reminder: a page with one button, for whoever has the link, signed in or not.

Programs that look through mail open every link, so opening one changes nothing. A provider of mail
may stop reminders for its user by one POST (RFC 8058): the link is the proof, and no cookie counts.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.routing import Route

from gesprek.access.reminder_links import LinkKind
from gesprek.content import inhoud
from gesprek.domain.base import UserError
from gesprek.services import paths
from gesprek.services.reminder_answers import ReminderAnswers
from gesprek.web.sign_in_pages import (
    NO_NOTICE,
    FooterLine,
    Form,
    FormField,
    Notice,
    form_page,
    is_sent_as,
    notice_of,
    read_form,
)

if TYPE_CHECKING:
    from starlette.requests import Request
    from starlette.responses import Response

    from gesprek.web.authentication import Authenticator

_BACK: Final = "terug"
"""The field by which the page after stopping takes that back."""


def reminder_routes(authenticator: Authenticator) -> list[Route]:
    """Build the routes to hand to `st.App`."""
    handler = ReminderRoutes(authenticator)
    confirm, stop = (paths.reminder_path(kind, "{token:path}") for kind in LinkKind)
    return [
        Route(confirm, handler.show_confirm, methods=["GET"]),
        Route(confirm, handler.confirm, methods=["POST"]),
        Route(stop, handler.show_stop, methods=["GET"]),
        Route(stop, handler.stop, methods=["POST"]),
    ]


class ReminderRoutes:
    """Asks once more, and does it."""

    def __init__(self, authenticator: Authenticator) -> None:
        self._authenticator = authenticator

    async def show_confirm(self, request: Request) -> Response:
        """Ask whether somebody wants reminders on this address."""
        return await self._ask(LinkKind.BEVESTIG, request)

    async def show_stop(self, request: Request) -> Response:
        """Ask whether somebody wants no more of them."""
        return await self._ask(LinkKind.STOP, request)

    async def confirm(self, request: Request) -> Response:
        """Begin to remind."""
        try:
            await run_in_threadpool(self._answers.confirm, *self._asked(request))
        except UserError as error:
            return _page(LinkKind.BEVESTIG, notice=notice_of(error))
        return _done("bevestigd")

    async def stop(self, request: Request) -> Response:
        """Stop, or take that back where the page after it asks so."""
        token, adres = self._asked(request)
        back = await _back_of(request)
        try:
            if back:
                await run_in_threadpool(self._answers.undo, token, back, adres)
                return _done("terug")
            made = await run_in_threadpool(self._answers.stop, token, adres)
        except UserError as error:
            return _page(LinkKind.STOP, notice=notice_of(error))
        again = FormField(_BACK, "", "hidden", value=made)
        words = inhoud().tekst("herinnerlink.toch")
        return _done(
            "gestopt", Form("", paths.reminder_path(LinkKind.STOP, token), words, (again,))
        )

    async def _ask(self, kind: LinkKind, request: Request) -> Response:
        token, adres = self._asked(request)
        try:
            await run_in_threadpool(self._answers.require, kind, token, adres)
        except UserError as error:
            return _page(kind, notice=notice_of(error))
        words = inhoud().tekst(f"herinnerlink.{kind}_knop")
        return _page(kind, Form("", paths.reminder_path(kind, token), words))

    def _asked(self, request: Request) -> tuple[str, str]:
        return request.path_params["token"], self._authenticator.address(request.scope)

    @property
    def _answers(self) -> ReminderAnswers:
        return ReminderAnswers(self._authenticator.visits())


async def _back_of(request: Request) -> str:
    """Return what takes a stop back, empty where that is not asked; of other forms nothing."""
    if not is_sent_as(request, "application/x-www-form-urlencoded"):
        return ""
    try:
        return (await read_form(request)).get(_BACK, "")
    except HTTPException:
        return ""


def _page(kind: LinkKind, *forms: Form, notice: Notice = NO_NOTICE) -> Response:
    shown = inhoud()
    intro = shown.tekst(f"herinnerlink.{kind}_uitleg") if forms else ""
    return form_page(shown.tekst(f"herinnerlink.{kind}"), forms, notice, intro=intro)


def _done(what: str, *forms: Form) -> Response:
    shown = inhoud()
    title, intro = shown.tekst(f"herinnerlink.{what}"), shown.tekst(f"herinnerlink.{what}_uitleg")
    return form_page(
        title, forms, intro=intro, footer=(FooterLine(shown.tekst("herinnerlink.dicht")),)
    )
