"""The pages of the door: plain HTML forms that work without script and for a screen reader.

They are ours and not Streamlit's, because only a plain answer can set a cookie.
"""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

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
from gesprek.domain.errors import InvalidName, TextMissing, TextTooLong, UserError
from gesprek.web.static_files import DOOR_SCRIPT, DOOR_STYLE, LETTERS_PATH

TITLE = "Gesprekstool"
NO_STORE = {"Cache-Control": "no-store"}

_WRONG_INPUT = (
    *(UnreadableCode, UnsuitablePassword, InvalidSetting, InvalidCertificate),
    *(InvalidName, TextMissing, TextTooLong),
)


@dataclass(frozen=True)
class FormField:
    """One field of a form.

    Attributes:
        naam: Its name in the form.
        label: What stands above it.
        soort: `text`, `password`, `checkbox`, or `hidden` for what only the server reads.
        uitleg: A line below the label.
        waarde: What stands in it, or what a tick means.
        extra: More attributes of our own, as they stand in HTML.
        verplicht: Whether the browser asks for it.
        bij: The values of a choice in the same form with which it is asked; empty: always.
    """

    naam: str
    label: str
    soort: str = "text"
    uitleg: str = ""
    waarde: str = ""
    extra: str = ""
    verplicht: bool = True
    bij: tuple[str, ...] = ()


@dataclass(frozen=True)
class FormChoice:
    """A choice of one out of a few; `opties` maps values to labels, the first one is chosen."""

    naam: str
    label: str
    opties: dict[str, str]


@dataclass(frozen=True)
class Form:
    """A form with its heading."""

    kop: str
    actie: str
    knop: str
    velden: tuple[FormField | FormChoice, ...] = ()
    uitleg: str = ""


@dataclass(frozen=True)
class Notice:
    """What went wrong with a form that was sent.

    Attributes:
        zin: The sentence, read aloud at once.
        status: The HTTP status.
        wacht: Seconds to wait, 0 where waiting does not help.
    """

    zin: str = ""
    status: int = 200
    wacht: int = 0


NO_NOTICE = Notice()


def notice_of(error: UserError) -> Notice:
    """Tell an error on the page, with the status that fits it."""
    if isinstance(error, TooManyAttempts):
        return Notice(error.zin, 429, error.seconden)
    if isinstance(error, SetUpImpossible):
        return Notice(error.zin, 404)
    if isinstance(error, _WRONG_INPUT):
        return Notice(error.zin, 400)
    return Notice(error.zin, 403 if isinstance(error, Refused) else 503)


def form_page(
    titel: str,
    formulieren: tuple[Form, ...],
    melding: Notice = NO_NOTICE,
    *,
    inleiding: str = "",
    voet: str = "",
) -> HTMLResponse:
    """Build a page.

    Args:
        titel: Its heading.
        formulieren: Its forms.
        melding: What went wrong.
        inleiding: A line below the heading.
        voet: HTML of our own below the forms.
    """
    head = f"Niet gelukt: {titel}" if melding.zin else titel
    alert = f'<p class="fout" role="alert">{escape(melding.zin)}</p>' if melding.zin else ""
    intro = f"<p>{escape(inleiding)}</p>" if inleiding else ""
    forms = "".join(_form(one) for one in formulieren)
    headers = NO_STORE | ({"Retry-After": str(melding.wacht)} if melding.wacht else {})
    page = (
        '<!doctype html><html lang="nl"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(head)} – {TITLE}</title>"
        f'<link rel="icon" href="data:,"><link rel="stylesheet" href="{LETTERS_PATH}">'
        f'<link rel="stylesheet" href="{DOOR_STYLE}">'
        f'<script src="{DOOR_SCRIPT}" defer></script></head>'
        f'<body><main><p class="merk">{TITLE}</p><h1>{escape(titel)}</h1>'
        f"{alert}{intro}{forms}{voet}</main></body></html>"
    )
    return HTMLResponse(page, melding.status, headers=headers)


def _form(formulier: Form) -> str:
    kop = f"<h2>{escape(formulier.kop)}</h2>" if formulier.kop else ""
    uitleg = f"<p>{escape(formulier.uitleg)}</p>" if formulier.uitleg else ""
    fields = "".join(
        _choice(one) if isinstance(one, FormChoice) else _field(one) for one in formulier.velden
    )
    return (
        f'<form method="post" action="{escape(formulier.actie)}">{kop}{uitleg}{fields}'
        f"<button>{escape(formulier.knop)}</button></form>"
    )


def _field(veld: FormField) -> str:
    name, label = escape(veld.naam), escape(veld.label)
    if veld.soort == "hidden":
        return f'<input type="hidden" name="{name}" value="{escape(veld.waarde)}">'
    hint = f'<span class="uitleg" id="uitleg-{name}">{escape(veld.uitleg)}</span>'
    attributes = f'id="{name}" name="{name}" type="{veld.soort}" value="{escape(veld.waarde)}"'
    attributes += f' aria-describedby="uitleg-{name}"' if veld.uitleg else ""
    attributes += " required" if veld.verplicht else ""
    attributes += f" {veld.extra}" if veld.extra else ""
    if veld.soort == "checkbox":
        box = f'<label class="vink"><input {attributes}> <span>{label}</span></label>'
        return box + (hint if veld.uitleg else "")
    shown = f'<label for="{name}">{label}</label>{hint if veld.uitleg else ""}<input {attributes}>'
    ways = " ".join(f"bij-{one}" for one in veld.bij)
    return f'<div class="bij {ways}">{shown}</div>' if ways else shown


def _choice(keuze: FormChoice) -> str:
    options = "".join(
        f'<label class="vink"><input type="radio" name="{escape(keuze.naam)}" '
        f'value="{escape(waarde)}"{" checked" if number == 0 else ""}> '
        f"<span>{escape(label)}</span></label>"
        for number, (waarde, label) in enumerate(keuze.opties.items())
    )
    return f"<fieldset><legend>{escape(keuze.label)}</legend>{options}</fieldset>"
