"""Forms of our own: what they ask, how they are shown, and reading what was posted.

Plain HTML that works without script and for a screen reader. They are ours and not Streamlit's,
because only a plain answer can set a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from starlette.exceptions import HTTPException
from starlette.responses import HTMLResponse, PlainTextResponse

from gesprek.access.access_errors import (
    InvalidCertificate,
    InvalidSetting,
    Refused,
    SetUpImpossible,
    TooManyAttempts,
    UnknownReminder,
    UnsuitablePassword,
)
from gesprek.access.join_codes import UnreadableCode
from gesprek.access.visitors import REMEMBERED
from gesprek.domain.base import InvalidName, TextMissing, TextTooLong, UserError
from gesprek.services import paths
from gesprek.services.way_back import WANTED, way_back, with_way_back
from gesprek.web.own_page import TITLE
from gesprek.web.static_files import ASTRAY, LETTERS_PATH, SIGN_IN_SCRIPT, SIGN_IN_STYLE

if TYPE_CHECKING:
    from collections.abc import Mapping

    from jinja2 import Template
    from starlette.requests import Request

NO_STORE: Final = {"Cache-Control": "no-store"}
MOST_BYTES: Final = 20_000
"""A password of 1,000 signs of four bytes, each written as three."""
_WRONG_INPUT: Final = (
    *(UnreadableCode, UnsuitablePassword, InvalidSetting, InvalidCertificate),
    *(InvalidName, TextMissing, TextTooLong),
)


def plain(status: int, words: str = "") -> PlainTextResponse:
    """Return an answer in plain words that nobody keeps."""
    return PlainTextResponse(words, status, headers=NO_STORE)


@dataclass(frozen=True)
class FormField:
    """One field of a form, with a label above it and a hint below that.

    Attributes:
        kind: `text`, `password`, `checkbox`, `hidden` for what only the server reads, or `choice`.
        value: What is in it or was chosen, or what a tick means.
        attributes: More attributes of HTML.
        is_required: Whether the browser asks for it.
        shown_with: The values of a choice in the same form with which it is asked; empty: always.
        options: The values of a choice with their labels; the first one is chosen.
        begins_empty: Whether nothing of a choice is chosen at first.
    """

    name: str
    label: str
    kind: str = "text"
    hint: str = ""
    value: str = ""
    attributes: Mapping[str, str] = field(default_factory=dict)
    is_required: bool = True
    shown_with: tuple[str, ...] = ()
    options: Mapping[str, str] = field(default_factory=dict)
    begins_empty: bool = False


@dataclass(frozen=True)
class Form:
    """A form: the heading above it (may be empty), where it is sent to, and its button."""

    heading: str
    action: str
    button: str
    fields: tuple[FormField, ...] = ()


async def read_form(request: Request) -> dict[str, str]:
    """Return the fields; of a field that came twice the first.

    Raises HTTPException where it is too large, of another kind, or has too many fields.
    """
    if not is_sent_as(request, "application/x-www-form-urlencoded"):
        raise HTTPException(415)
    length = request.headers.get("content-length", "0")
    is_short = length.isdigit() and int(length[:20]) <= MOST_BYTES
    body = await body_of(request, MOST_BYTES) if is_short else None
    if body is None:
        raise HTTPException(413)
    try:
        pairs = parse_qsl(body.decode("ascii"), keep_blank_values=True, max_num_fields=30)
    except ValueError:
        raise HTTPException(400) from None
    return dict(reversed(pairs))


def is_sent_as(request: Request, kind: str) -> bool:
    """Return whether a request says that its body is of this media type."""
    return request.headers.get("content-type", "").partition(";")[0].strip().lower() == kind


async def body_of(request: Request, most: int) -> bytes | None:
    """Return the body, None where it is longer than ``most``; no more of it is read then."""
    body = b""
    async for part in request.stream():
        body += part
        if len(body) > most:
            return None
    return body


def wanted_of(request: Request) -> str:
    """Return the way back in the address of a page to sign in, or of a form of such a page."""
    return way_back(request.query_params.get(WANTED, ""))


@dataclass(frozen=True)
class Notice:
    """What went wrong: a sentence, the HTTP status, and the seconds to wait where that helps."""

    sentence: str = ""
    status: int = 200
    wait: int = 0


NO_NOTICE: Final = Notice()


def notice_of(error: UserError) -> Notice:
    """Tell an error on the page, with the status that fits it."""
    if isinstance(error, TooManyAttempts):
        return Notice(error.sentence, 429, error.seconden)
    kinds = (((SetUpImpossible, UnknownReminder), 404), (_WRONG_INPUT, 400), (Refused, 403))
    return Notice(error.sentence, next((one[1] for one in kinds if isinstance(error, one[0])), 503))


def filled(form: Form, typed: Mapping[str, str] | None) -> Form:
    """Return a form with what was typed and chosen in it, never a password."""
    kept = ("text", "choice")
    fields = (
        replace(one, value=typed.get(one.name, one.value)) if typed and one.kind in kept else one
        for one in form.fields
    )
    return replace(form, fields=tuple(fields))


@dataclass(frozen=True)
class FooterLine:
    """A line below the forms; a link where it has an address."""

    text: str
    address: str = ""
    is_button: bool = False


def form_page(  # noqa: PLR0913 - what a page can hold, by name
    title: str,
    forms: tuple[Form, ...],
    notice: Notice = NO_NOTICE,
    *,
    intro: str = "",
    footer: tuple[FooterLine, ...] = (),
    wanted: str = "",
) -> HTMLResponse:
    """Build a page: a heading with a line below it, what went wrong, forms, and lines below.

    ``wanted`` is the way back, which every form and every link of the page keeps.
    """
    told = {"title": title, "forms": forms, "notice": notice, "intro": intro, "footer": footer}
    page = _template().render(told, way_back=with_way_back("", wanted))
    headers = NO_STORE | ({"Retry-After": str(notice.wait)} if notice.wait else {})
    return HTMLResponse(page, notice.status, headers=headers)


@cache
def _template() -> Template:
    from jinja2 import Environment, FileSystemLoader  # with the first page and not with the server

    pages = Environment(
        loader=FileSystemLoader(Path(__file__).parent / "templates"),
        autoescape=True,
        trim_blocks=True,
    )
    pages.globals |= {"program": TITLE, "astray": ASTRAY, "script": SIGN_IN_SCRIPT}
    pages.globals["styles"] = LETTERS_PATH, SIGN_IN_STYLE
    return pages.get_template("form_page.html")


TEAM, CODE, PASSWORD = "team", "oefening", "wachtwoord"

_PLAIN: Final = {"autocomplete": "off", "autocapitalize": "none", "spellcheck": "false"}
SIGN_OUT_FORM: Final = Form("Je bent al aangemeld", paths.SIGN_OUT, "Afmelden")
CODE_FIELD: Final = FormField(
    "code",
    "Code van de oefening",
    hint="Zes letters en cijfers, nooit een O, I, 0 of 1.",
    attributes=_PLAIN,
)
JOIN_FORM: Final = Form(
    "Met één oefening meedoen", paths.sign_in_path(CODE), "Doe mee", (CODE_FIELD,)
)
KEY_FORM: Final = Form(
    "Met je hele team",
    paths.sign_in_path(TEAM),
    "Open het team",
    (
        FormField("sleutel", "Sleutel van je team", hint="Vier woorden.", attributes=_PLAIN),
        FormField(
            "onthoud",
            f"Onthoud dit apparaat {REMEMBERED.days} dagen",
            "checkbox",
            "Doe dit alleen op een apparaat van het team.",
            "ja",
            is_required=False,
        ),
    ),
)
_WHO: Final = FormField(
    "wie", "Wie ben je?", "choice", options={"adviseur": "Kwaliteitsadviseur", "manager": "Manager"}
)
_NAME: Final = FormField(
    "naam",
    "Naam",
    attributes={"autocomplete": "username"},
    is_required=False,
    shown_with=("manager",),
)
_SECRET: Final = FormField(
    "wachtwoord", "Wachtwoord", "password", attributes={"autocomplete": "current-password"}
)
PASSWORD_FORM: Final = Form("", paths.sign_in_path(PASSWORD), "Aanmelden", (_WHO, _NAME, _SECRET))
TO_PASSWORD: Final = FooterLine(
    "Ik ben kwaliteitsadviseur of manager", paths.sign_in_path(PASSWORD)
)
TO_TEAM: Final = FooterLine("Terug naar aanmelden met je team", paths.SIGN_IN)
# A link and no form: the policy on forms would refuse the way on to the provider.
TO_ORGANISATION: Final = FooterLine(
    "Aanmelden met het account van je organisatie", paths.ORGANISATION, is_button=True
)
