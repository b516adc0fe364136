"""The forms to sign in and out."""

from __future__ import annotations

from gesprek.access.visitors import REMEMBERED
from gesprek.services import paths
from gesprek.web.sign_in_pages import Form, FormChoice, FormField

TEAM, CODE, PASSWORD = "team", "oefening", "wachtwoord"

_PLAIN = 'autocomplete="off" autocapitalize="none" spellcheck="false"'
OUT = Form("Je bent al aangemeld", paths.SIGN_OUT, "Afmelden")
JOIN = Form(
    "Met één oefening meedoen",
    paths.sign_in_path(CODE),
    "Doe mee",
    (
        FormField(
            "code",
            "Code van de oefening",
            uitleg="Zes letters en cijfers, nooit een O, I, 0 of 1.",
            extra=_PLAIN,
        ),
    ),
)
KEY = Form(
    "Met je hele team",
    paths.sign_in_path(TEAM),
    "Open het team",
    (
        FormField("sleutel", "Sleutel van je team", uitleg="Vier woorden.", extra=_PLAIN),
        FormField(
            "onthoud",
            f"Onthoud dit apparaat {REMEMBERED.days} dagen",
            "checkbox",
            "Doe dit alleen op een apparaat van het team.",
            "ja",
            verplicht=False,
        ),
    ),
)
WITH_PASSWORD = Form(
    "",
    paths.sign_in_path(PASSWORD),
    "Aanmelden",
    (
        FormChoice("wie", "Wie ben je?", {"adviseur": "Kwaliteitsadviseur", "manager": "Manager"}),
        FormField(
            "naam",
            "Naam",
            extra='autocomplete="username"',
            verplicht=False,
            bij=("manager",),
        ),
        FormField("wachtwoord", "Wachtwoord", "password", extra='autocomplete="current-password"'),
    ),
)
TO_PASSWORD = (
    f'<p><a href="{paths.sign_in_path(PASSWORD)}">Ik ben kwaliteitsadviseur of manager</a></p>'
)
TO_TEAM = f'<p><a href="{paths.SIGN_IN}">Terug naar aanmelden met je team</a></p>'
# A link and no form: the policy on forms would refuse the way on to the provider.
TO_ORGANISATION = (
    f'<p><a class="knop" href="{paths.ORGANISATION}">'
    "Aanmelden met het account van je organisatie</a></p>"
)
