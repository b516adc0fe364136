"""The hand-out of step 2: what everybody who takes part gets beforehand.

It is the one paper with the join code on it, so it is made for who is inside only.
"""

from dataclasses import dataclass

from gesprek.content import Inhoud
from gesprek.content.reference_texts import Feedbackdeel
from gesprek.documents.blocks import Alinea, Bladzijde, Blok, Code, Kop, Lijst, Stuk, Tabel
from gesprek.documents.general_papers import method_cards
from gesprek.domain.dates import moment_in_words
from gesprek.domain.oefening import Oefening
from gesprek.domain.team import Team


@dataclass(frozen=True)
class Toegang:
    """How to join on an own device.

    Attributes:
        code: the join code.
        adres: where it is typed, as people read it.
        link: the same with the code filled in, for the QR code.
    """

    code: str
    adres: str
    link: str


def uitnodiging(inhoud: Inhoud, oefening: Oefening, team: Team, toegang: Toegang | None) -> Stuk:
    """Return the hand-out: moment, place, roles, code, companion tool, rules, methods.

    Args:
        inhoud: the texts.
        oefening: of which nothing of steps 3 to 7 is read.
        team: for the names of who takes part.
        toegang: how to join; None where nobody can, such as before the set-up.
    """
    title = inhoud.tekst("uitnodiging.titel")
    first = [Alinea(inhoud.tekst("uitnodiging.inleiding")), *_when(inhoud, oefening)]
    first += [Kop(inhoud.tekst("uitnodiging.wie")), _who(inhoud, oefening, team)]
    pages = [
        Bladzijde(title, (*first, *_join(inhoud, toegang))),
        _tool(inhoud),
        _rules(inhoud),
        Bladzijde(inhoud.tekst("uitnodiging.methodes"), (method_cards(inhoud), *_links(inhoud))),
    ]
    return Stuk("uitnodiging", title, tuple(pages))


def _when(inhoud: Inhoud, oefening: Oefening) -> list[Blok]:
    planned = oefening.gepland_op
    lines = [
        inhoud.tekst("uitnodiging.moment", moment=moment_in_words(planned))
        if planned
        else inhoud.tekst("uitnodiging.nog_geen_moment")
    ]
    if oefening.plaats:
        lines.append(inhoud.tekst("uitnodiging.plaats", plaats=oefening.plaats))
    form = inhoud.werkvormen[oefening.werkvorm]
    lines.append(inhoud.tekst("uitnodiging.duur", minuten=oefening.minuten))
    lines.append(inhoud.tekst("uitnodiging.vorm", vorm=form.label, uitleg=form.uitleg))
    return [Kop(inhoud.tekst("uitnodiging.wanneer")), Lijst(tuple(lines))]


def _who(inhoud: Inhoud, oefening: Oefening, team: Team) -> Tabel:
    titles = inhoud.rollen[oefening.werkvorm]
    rows = [(team.name_of(person), titles[rol].titel) for person, rol in oefening.rollen.items()]
    head = (inhoud.tekst("uitnodiging.wie_naam"), inhoud.tekst("uitnodiging.wie_rol"))
    return Tabel(head, tuple(rows), (3, 2))


def _join(inhoud: Inhoud, toegang: Toegang | None) -> list[Blok]:
    if toegang is None:
        return []
    return [
        Kop(inhoud.tekst("uitnodiging.meedoen")),
        Code(
            toegang.code,
            toegang.link,
            inhoud.tekst("uitnodiging.code_uitleg", adres=toegang.adres),
            inhoud.tekst("uitnodiging.vierkant"),
        ),
        Alinea(inhoud.tekst("uitnodiging.code_blijft_hier"), klein=True),
    ]


def _tool(inhoud: Inhoud) -> Bladzijde:
    blokken: list[Blok] = [Alinea(inhoud.gesprekstool.inleiding)]
    for number, kaart in enumerate(inhoud.gesprekstool.stappen.values(), start=1):
        named = {"nummer": number, "kaart": kaart.titel}
        blokken += [Kop(inhoud.tekst("papier.gesprekskaart", **named), klein=True)]
        blokken += [Alinea(kaart.doel), Lijst(kaart.wat_doe_je)]
    return Bladzijde(inhoud.tekst("uitnodiging.tool"), tuple(blokken))


def _rules(inhoud: Inhoud) -> Bladzijde:
    shown = inhoud.feedback
    return Bladzijde(
        inhoud.tekst("uitnodiging.regels"),
        (
            _in_short(shown.geven),
            Kop(inhoud.tekst("uitnodiging.krijgen")),
            _in_short(shown.ontvangen),
            Kop(inhoud.afspraken.titel),
            Lijst(tuple(f"{one.titel}. {one.tekst}" for one in inhoud.afspraken.kaarten.values())),
        ),
    )


def _in_short(deel: Feedbackdeel) -> Lijst:
    return Lijst(tuple(f"{regel.titel}. {regel.uitleg}" for regel in deel.regels.values()))


def _links(inhoud: Inhoud) -> list[Blok]:
    lines = tuple(f"{link.label}: {link.adres}" for link in inhoud.links.values())
    return [Kop(inhoud.tekst("uitnodiging.meer")), Lijst(lines)] if lines else []
