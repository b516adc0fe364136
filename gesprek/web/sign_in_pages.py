"""The pages to sign in: plain HTML forms that work without script and for a screen reader.

They are ours and not Streamlit's, because only a plain answer can set a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Final

from starlette.responses import HTMLResponse

from gesprek.access.access_errors import (
    InvalidCertificate,
    InvalidSetting,
    Refused,
    SetUpImpossible,
    TooManyAttempts,
    UnsuitablePassword,
)
from gesprek.access.join_codes import UnreadableCode
from gesprek.access.visitors import REMEMBERED
from gesprek.domain.base import InvalidName, TextMissing, TextTooLong, UserError
from gesprek.services import paths
from gesprek.web.forms import Form, FormField
from gesprek.web.static_files import LETTERS_PATH, SIGN_IN_SCRIPT, SIGN_IN_STYLE

if TYPE_CHECKING:
    from jinja2 import Template

TITLE: Final = "Gesprekstool"
NO_STORE: Final = {"Cache-Control": "no-store"}

_WRONG_INPUT: Final = (
    *(UnreadableCode, UnsuitablePassword, InvalidSetting, InvalidCertificate),
    *(InvalidName, TextMissing, TextTooLong),
)


@dataclass(frozen=True)
class Notice:
    """What went wrong with a form that was sent.

    Attributes:
        sentence: Read aloud at once.
        status: The HTTP status.
        wait: Seconds to wait, 0 where waiting does not help.
    """

    sentence: str = ""
    status: int = 200
    wait: int = 0


NO_NOTICE: Final = Notice()


def notice_of(error: UserError) -> Notice:
    """Tell an error on the page, with the status that fits it."""
    if isinstance(error, TooManyAttempts):
        return Notice(error.zin, 429, error.seconden)
    if isinstance(error, SetUpImpossible):
        return Notice(error.zin, 404)
    if isinstance(error, _WRONG_INPUT):
        return Notice(error.zin, 400)
    return Notice(error.zin, 403 if isinstance(error, Refused) else 503)


@dataclass(frozen=True)
class FooterLine:
    """A line below the forms; a link where it has an address."""

    text: str
    address: str = ""
    is_button: bool = False


def form_page(
    title: str,
    forms: tuple[Form, ...],
    notice: Notice = NO_NOTICE,
    *,
    intro: str = "",
    footer: tuple[FooterLine, ...] = (),
) -> HTMLResponse:
    """Build a page.

    Args:
        title: Its heading.
        forms: What it asks.
        notice: What went wrong.
        intro: A line below the heading.
        footer: Lines below the forms.
    """
    page = _template().render(title=title, forms=forms, notice=notice, intro=intro, footer=footer)
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
    pages.globals |= {
        "program": TITLE,
        "styles": (LETTERS_PATH, SIGN_IN_STYLE),
        "script": SIGN_IN_SCRIPT,
    }
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
_KINDS: Final = {"adviseur": "Kwaliteitsadviseur", "manager": "Manager"}
PASSWORD_FORM: Final = Form(
    "",
    paths.sign_in_path(PASSWORD),
    "Aanmelden",
    (
        FormField("wie", "Wie ben je?", "choice", options=_KINDS),
        FormField(
            "naam",
            "Naam",
            attributes={"autocomplete": "username"},
            is_required=False,
            shown_with=("manager",),
        ),
        FormField(
            "wachtwoord",
            "Wachtwoord",
            "password",
            attributes={"autocomplete": "current-password"},
        ),
    ),
)
TO_PASSWORD: Final = FooterLine(
    "Ik ben kwaliteitsadviseur of manager", paths.sign_in_path(PASSWORD)
)
TO_TEAM: Final = FooterLine("Terug naar aanmelden met je team", paths.SIGN_IN)
# A link and no form: the policy on forms would refuse the way on to the provider.
TO_ORGANISATION: Final = FooterLine(
    "Aanmelden met het account van je organisatie", paths.ORGANISATION, is_button=True
)
