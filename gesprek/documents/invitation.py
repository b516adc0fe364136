"""The hand-out of step 2: what everybody who takes part gets beforehand.

It is the one paper with the join code on it, so it is made for who is inside only.
"""

from dataclasses import dataclass

from gesprek.content import Inhoud
from gesprek.content.reference_texts import Feedbackdeel
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Code,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
)
from gesprek.documents.general_papers import method_cards
from gesprek.domain.dates import moment_in_words
from gesprek.domain.oefening import Oefening
from gesprek.domain.team import Team


@dataclass(frozen=True)
class InvitationAccess:
    """How to join on an own device.

    Attributes:
        code: the join code.
        adres: where it is typed, as people read it.
        link: the same with the code filled in, for the QR code.
    """

    code: str
    adres: str
    link: str


def invitation(
    inhoud: Inhoud, oefening: Oefening, team: Team, toegang: InvitationAccess | None
) -> Paper:
    """Return the hand-out: moment, place, roles, code, companion tool, rules, methods.

    Args:
        inhoud: the texts.
        oefening: of which nothing of steps 3 to 7 is read.
        team: for the names of who takes part.
        toegang: how to join; None where nobody can, such as before the set-up.
    """
    title = inhoud.tekst("uitnodiging.titel")
    first = [Paragraph(inhoud.tekst("uitnodiging.inleiding")), *_when(inhoud, oefening)]
    first += [Heading(inhoud.tekst("uitnodiging.wie")), _who(inhoud, oefening, team)]
    pages = [
        PaperPage(title, (*first, *_join(inhoud, toegang))),
        _tool(inhoud),
        _rules(inhoud),
        PaperPage(inhoud.tekst("uitnodiging.methodes"), (method_cards(inhoud), *_links(inhoud))),
    ]
    return Paper("uitnodiging", title, tuple(pages))


def _when(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
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
    return [Heading(inhoud.tekst("uitnodiging.wanneer")), BulletList(tuple(lines))]


def _who(inhoud: Inhoud, oefening: Oefening, team: Team) -> TableBlock:
    titles = inhoud.rollen[oefening.werkvorm]
    rows = [(team.name_of(person), titles[rol].titel) for person, rol in oefening.rollen.items()]
    head = (inhoud.tekst("uitnodiging.wie_naam"), inhoud.tekst("uitnodiging.wie_rol"))
    return TableBlock(head, tuple(rows), (3, 2))


def _join(inhoud: Inhoud, toegang: InvitationAccess | None) -> list[Block]:
    if toegang is None:
        return []
    return [
        Heading(inhoud.tekst("uitnodiging.meedoen")),
        Code(
            toegang.code,
            toegang.link,
            inhoud.tekst("uitnodiging.code_uitleg", adres=toegang.adres),
            inhoud.tekst("uitnodiging.vierkant"),
        ),
        Paragraph(inhoud.tekst("uitnodiging.code_blijft_hier"), klein=True),
    ]


def _tool(inhoud: Inhoud) -> PaperPage:
    blokken: list[Block] = [Paragraph(inhoud.gesprekstool.inleiding)]
    for number, kaart in enumerate(inhoud.gesprekstool.stappen.values(), start=1):
        named = {"nummer": number, "kaart": kaart.titel}
        blokken += [Heading(inhoud.tekst("papier.gesprekskaart", **named), klein=True)]
        blokken += [Paragraph(kaart.doel), BulletList(kaart.wat_doe_je)]
    return PaperPage(inhoud.tekst("uitnodiging.tool"), tuple(blokken))


def _rules(inhoud: Inhoud) -> PaperPage:
    shown = inhoud.feedback
    return PaperPage(
        inhoud.tekst("uitnodiging.regels"),
        (
            _in_short(shown.geven),
            Heading(inhoud.tekst("uitnodiging.krijgen")),
            _in_short(shown.ontvangen),
            Heading(inhoud.afspraken.titel),
            BulletList(
                tuple(f"{one.titel}. {one.tekst}" for one in inhoud.afspraken.kaarten.values())
            ),
        ),
    )


def _in_short(deel: Feedbackdeel) -> BulletList:
    return BulletList(tuple(f"{regel.titel}. {regel.uitleg}" for regel in deel.regels.values()))


def _links(inhoud: Inhoud) -> list[Block]:
    lines = tuple(f"{link.label}: {link.adres}" for link in inhoud.links.values())
    return [Heading(inhoud.tekst("uitnodiging.meer")), BulletList(lines)] if lines else []
