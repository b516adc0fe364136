"""The papers of one oefening: hand-out of step 2, take-away after step 6, card for the day.

The hand-out is what everybody who takes part gets beforehand. It is the one paper with the join
code on it, so it is made for who is inside only. The take-away has what was learned, without the
case (source: the domain's take-away). Of the case only its coded themes are read, and the leervraag
is told by the leerthemas of what was learned: in general words. The card that an inbrenger has at
hand on the day of the real conversation is for the inbrenger alone: so it holds the leervraag and
what they chose to say. A page of the app and a small paper are made of the same blocks.
"""

from collections.abc import Iterable
from datetime import date
from typing import NamedTuple

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
    titled,
)
from gesprek.documents.general_papers import method_cards
from gesprek.domain.dates import day_in_words, moment_in_words
from gesprek.domain.oefening import Oefening
from gesprek.domain.shown import shown_to_all
from gesprek.domain.team import Team
from gesprek.domain.terugblik import Feedbacksoort, Leerpunt, Terugblik
from gesprek.domain.text_fields import GEWIST


class InvitationAccess(NamedTuple):
    """A join code, where it is typed as people read it, and a link with the code filled in."""

    code: str
    adres: str
    link: str


def invitation(
    inhoud: Inhoud, oefening: Oefening, team: Team, toegang: InvitationAccess | None
) -> Paper:
    """Return the hand-out: moment, place, roles, code, companion tool, rules, methods.

    Of the oefening nothing of steps 3 to 7 is read. ``toegang`` is None where nobody can join, such
    as before the set-up.
    """
    title = inhoud.tekst("uitnodiging.titel")
    first = [Paragraph(inhoud.tekst("uitnodiging.inleiding")), *_when(inhoud, oefening)]
    first += [Heading(inhoud.tekst("uitnodiging.wie")), _who(inhoud, oefening, team)]
    links = [f"{link.label}: {link.adres}" for link in inhoud.links.values()]
    more = titled(inhoud.tekst("uitnodiging.meer"), links)
    pages = [
        PaperPage(title, (*first, *_join(inhoud, toegang))),
        _tool(inhoud),
        _rules(inhoud),
        PaperPage(inhoud.tekst("uitnodiging.methodes"), (method_cards(inhoud), *more)),
    ]
    return Paper("uitnodiging", title, tuple(pages))


def _when(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    lines = [inhoud.tekst("uitnodiging.nog_geen_moment")]
    if oefening.gepland_op:
        planned = moment_in_words(oefening.gepland_op)
        lines = [inhoud.tekst("uitnodiging.moment", moment=planned)]
    if oefening.plaats:
        lines.append(inhoud.tekst("uitnodiging.plaats", plaats=oefening.plaats))
    form = inhoud.werkvormen[oefening.werkvorm]
    lines.append(inhoud.tekst("uitnodiging.duur", minuten=oefening.minuten))
    lines.append(inhoud.tekst("uitnodiging.vorm", vorm=form.label, uitleg=form.uitleg))
    return titled(inhoud.tekst("uitnodiging.wanneer"), lines)


def _who(inhoud: Inhoud, oefening: Oefening, team: Team) -> TableBlock:
    titles = inhoud.rollen[oefening.werkvorm]
    rows = [(team.name_of(person), titles[rol].titel) for person, rol in oefening.rollen.items()]
    head = (inhoud.tekst("uitnodiging.wie_naam"), inhoud.tekst("uitnodiging.wie_rol"))
    return TableBlock(head, tuple(rows), (3, 2))


def _join(inhoud: Inhoud, toegang: InvitationAccess | None) -> list[Block]:
    if toegang is None:
        return []
    about = inhoud.tekst("uitnodiging.code_uitleg", adres=toegang.adres)
    return [
        Heading(inhoud.tekst("uitnodiging.meedoen")),
        Code(toegang.code, toegang.link, about, inhoud.tekst("uitnodiging.vierkant")),
        Paragraph(inhoud.tekst("uitnodiging.code_blijft_hier"), klein=True),
    ]


def _tool(inhoud: Inhoud) -> PaperPage:
    blokken: list[Block] = [Paragraph(inhoud.gesprekstool.inleiding)]
    for number, card in enumerate(inhoud.gesprekstool.stappen.values(), start=1):
        title = inhoud.tekst("papier.gesprekskaart", nummer=number, kaart=card.titel)
        blokken += [Heading(title, klein=True), Paragraph(card.doel), BulletList(card.wat_doe_je)]
    return PaperPage(inhoud.tekst("uitnodiging.tool"), tuple(blokken))


def _rules(inhoud: Inhoud) -> PaperPage:
    agreed = [f"{one.titel}. {one.tekst}" for one in inhoud.afspraken.kaarten.values()]
    blokken = (
        BulletList(_in_short(inhoud.feedback.geven)),
        *titled(inhoud.tekst("uitnodiging.krijgen"), _in_short(inhoud.feedback.ontvangen)),
        *titled(inhoud.afspraken.titel, agreed),
    )
    return PaperPage(inhoud.tekst("uitnodiging.regels"), blokken)


def _in_short(deel: Feedbackdeel) -> tuple[str, ...]:
    return tuple(f"{regel.titel}. {regel.uitleg}" for regel in deel.regels.values())


def take_away_paper(inhoud: Inhoud, oefening: Oefening, goes_on: date | None = None) -> Paper:
    """Return the take-away; ``goes_on`` is when the text of the oefening may be gone."""
    title = inhoud.tekst("meeneempapier.titel")
    form, day = inhoud.label(oefening.werkvorm).lower(), day_in_words(oefening.practised)
    blokken: list[Block] = [Paragraph(inhoud.tekst("meeneempapier.datum", dag=day, vorm=form))]
    blokken += _about(inhoud, oefening)
    blokken += what_was_learned(inhoud, oefening)
    if oefening.vervolg.gesprek_op:
        planned = day_in_words(oefening.vervolg.gesprek_op)
        blokken.append(Paragraph(inhoud.tekst("meeneempapier.gesprek_op", dag=planned)))
    if goes_on:
        until = inhoud.tekst("meeneempapier.tot", dag=day_in_words(goes_on))
        blokken.append(Paragraph(until, klein=True))
    return Paper("meenemen", title, (PaperPage(title, tuple(blokken)),))


def _about(inhoud: Inhoud, oefening: Oefening) -> Iterable[Block]:
    """Yield the themes, and what the leervraag was about, in our own words."""
    themes = [inhoud.label(one) for one in oefening.casus.themas]
    learned = dict.fromkeys(one.leerthema for one in oefening.terugblik.leerpunten.values())
    asked = [f"{inhoud.label(one)}: {inhoud.leerthemas[one].uitleg}" for one in learned]
    yield from titled(inhoud.tekst("meeneempapier.onderwerpen"), themes)
    if asked:
        yield from titled(inhoud.tekst("meeneempapier.leervraag"), asked)
        yield Paragraph(inhoud.tekst("meeneempapier.leervraag_uitleg"), klein=True)


def what_was_learned(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    """Return the tops, tips, plan, agreements and leerpunten: for the paper and the page alike.

    What is held back now is left out; see ``shown_to_all``.
    """
    terugblik, found = shown_to_all(oefening).terugblik, list[Block]()
    given = terugblik.feedback.values()
    for soort in Feedbacksoort:
        found += titled(inhoud.label(soort), [one.tekst for one in given if one.soort is soort])
    found += titled(inhoud.tekst("meeneempapier.plan"), plan_lines(inhoud, terugblik))
    agreed = [terugblik.afspraken] if terugblik.afspraken else []
    found += titled(inhoud.tekst("stap_6.afspraken"), agreed)
    learned = [_learned(inhoud, one) for one in terugblik.leerpunten.values()]
    return found + titled(inhoud.tekst("meenemen.leerpunten"), learned)


def plan_lines(inhoud: Inhoud, terugblik: Terugblik) -> list[str]:
    """Return the plan of the inbrenger in one sentence, or the part of it that is there."""
    als, dan = terugblik.meenemer.parts
    if als and dan:
        return [inhoud.tekst("meenemen.plan", als=als, dan=dan)]
    return [one for one in (als, dan) if one]


def _learned(inhoud: Inhoud, leerpunt: Leerpunt) -> str:
    kind = f"{inhoud.label(leerpunt.leerthema)} ({inhoud.label(leerpunt.rol)})"
    return f"{kind}: {leerpunt.tekst}" if leerpunt.tekst else kind


def card_blocks(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    """Return leervraag, plan, own sentences and what to do when it gets hard, each if any.

    Without plan and own words a sentence says where they come from.
    """
    card, asked = oefening.vervolg.dagkaart, oefening.casus.leervraag
    own = [
        *_part(inhoud, "plan", *plan_lines(inhoud, oefening.terugblik)),
        *_part(inhoud, "zinnen", card.zin_1, card.zin_2, card.zin_3),
        *_part(inhoud, "lastig", card.bij_lastig),
    ]
    leervraag = _part(inhoud, "leervraag", "" if asked == GEWIST else asked)
    return [*leervraag, *(own or [Paragraph(inhoud.tekst("dagkaart.nog_niets"), klein=True)])]


def day_card(inhoud: Inhoud, oefening: Oefening) -> Paper:
    """Return the card as a paper for a pocket."""
    title = inhoud.tekst("dagkaart.titel")
    return Paper(
        "dagkaart", title, (PaperPage(title, tuple(card_blocks(inhoud, oefening))),), klein=True
    )


def _part(inhoud: Inhoud, name: str, *lines: str) -> list[Block]:
    there = [Paragraph(line) for line in lines if line]
    return [Heading(inhoud.tekst(f"dagkaart.{name}"), klein=True), *there] if there else []
