"""The page on which somebody makes a proof of practising together, and the file that comes back.

A plain form of ours: what is typed in it comes with one request, is on the paper, and is gone. A
page of Streamlit would remember it.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.responses import Response
from starlette.routing import Route

from gesprek.access.access_errors import RightMissing
from gesprek.content import inhoud
from gesprek.domain.base import TextMissing, TextTooLong, UserError
from gesprek.domain.portfolio import CanmedsRol
from gesprek.domain.text import MAX_REGEL
from gesprek.services import paths
from gesprek.services.proofs import LEARNED, OTHERWISE, SORT, WHO, Proofs
from gesprek.storage.store_errors import NotFound, RefusedText
from gesprek.web.authentication import visit_of
from gesprek.web.sign_in_pages import (
    NO_NOTICE,
    NO_STORE,
    FooterLine,
    Form,
    FormField,
    Notice,
    filled,
    form_page,
    read_form,
)

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from starlette.requests import Request

    from gesprek.services.root import Services

_FILE = {"Content-Disposition": 'attachment; filename="bewijs-samen-oefenen.pdf"'}
_TO_START = FooterLine("Naar het begin", "/")


def proof_routes(services: Callable[[], Services]) -> list[Route]:
    """Build the routes to hand to `st.App`."""

    async def show(request: Request) -> Response:
        return await _answer(request, {})

    async def make(request: Request) -> Response:
        try:
            form = await read_form(request)
        except HTTPException as error:
            return _refused(Notice("Vul het formulier opnieuw in.", error.status_code))
        return await _answer(request, form)

    async def _answer(request: Request, form: Mapping[str, str]) -> Response:
        proofs = Proofs(services(), visit_of(request.scope))
        oefening = request.query_params.get("o", "")
        try:
            people = await run_in_threadpool(proofs.people, oefening)
        except UserError as error:
            return _refused(_notice(error))
        if request.method != "POST":
            return _page(oefening, people, NO_NOTICE)
        try:
            found = await run_in_threadpool(proofs.make, oefening, form)
        except UserError as error:
            return _page(oefening, people, _notice(error), form)
        return Response(found, media_type="application/pdf", headers={**NO_STORE, **_FILE})

    return [
        Route(paths.PROOF, show, methods=["GET"]),
        Route(paths.PROOF, make, methods=["POST"]),
    ]


def _notice(error: UserError) -> Notice:
    kinds = ((RightMissing, 403), (NotFound, 404), ((TextMissing, TextTooLong, RefusedText), 400))
    status = next((one[1] for one in kinds if isinstance(error, one[0])), 503)
    return Notice(error.sentence, status)


def _refused(notice: Notice) -> Response:
    return form_page(inhoud().tekst("bewijs.titel"), (), notice, footer=(_TO_START,))


def _page(
    oefening: str, people: Mapping[str, str], notice: Notice, typed: Mapping[str, str] | None = None
) -> Response:
    shown = inhoud()
    form = Form("", paths.proof_path(oefening), shown.tekst("bewijs.maak"), tuple(_fields(people)))
    words = shown.tekst("bewijs.terug")
    return form_page(
        shown.tekst("bewijs.titel"),
        (filled(form, typed),),
        notice,
        intro=shown.tekst("bewijs.uitleg"),
        footer=(FooterLine(words, paths.take_away_path(oefening)),),
    )


def _fields(people: Mapping[str, str]) -> list[FormField]:
    shown, limit = inhoud(), {"maxlength": str(MAX_REGEL), "autocomplete": "off"}
    kinds = {one.value: shown.label(one) for one in CanmedsRol}
    return [
        _choice(WHO, shown.tekst("bewijs.wie"), people),
        _choice(SORT, shown.tekst("bewijs.soort"), kinds),
        *(
            FormField(name, shown.tekst(f"bewijs.{name}"), hint=hint, attributes=limit)
            for name, hint in (
                (LEARNED, shown.tekst("bewijs.geleerd_voorbeeld")),
                (OTHERWISE, shown.tekst("bewijs.anders_voorbeeld")),
            )
        ),
    ]


def _choice(name: str, words: str, options: Mapping[str, str]) -> FormField:
    """Return a choice in which nothing is chosen by itself: it comes on a paper of one person."""
    return FormField(name, words, "choice", options=options, begins_empty=len(options) > 1)
