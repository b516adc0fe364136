"""The role cards: which role each has when so many people practise, and a card for each."""

from collections.abc import Collection, Sequence

from gesprek.content import Inhoud
from gesprek.content.all_texts import RolTekst
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    quotes,
    titled,
)
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import MIN_DEELNEMERS, MOST_PEOPLE, Rol, Werkvorm


def rollen_for(werkvorm: Werkvorm, people: int) -> tuple[Rol, ...]:
    """Return a role for each of so many, or the nearest number that the form has room for.

    In the leaflet's order of roles.
    """
    number = min(max(people, MIN_DEELNEMERS), MOST_PEOPLE[werkvorm])
    rollen = propose_rollen(werkvorm, [f"{one:02}" for one in range(number)], [])
    return tuple(sorted(rollen.values(), key=list(Rol).index))


def role_cards(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> Paper:
    """Return a role card for each person, with room for a name."""
    present = frozenset(rollen)
    pages = tuple(_role_card(inhoud, werkvorm, rol, present) for rol in rollen)
    return Paper("rolkaarten", inhoud.tekst("papier.rolkaarten"), pages)


def _role_card(inhoud: Inhoud, werkvorm: Werkvorm, rol: Rol, present: frozenset[Rol]) -> PaperPage:
    shown = inhoud.rollen[werkvorm][rol]
    name = Paragraph(inhoud.tekst("papier.naam"), vet=True)
    blokken: list[Block] = [name, Paragraph(shown.uitleg)]
    for stap in shown.stappen:
        named = {"nummer": stap.number, "stap": inhoud.stappen[stap].kort}
        title = inhoud.tekst("papier.taak_bij_stap", **named)
        blokken += [Heading(title, klein=True), *task_of(inhoud, shown, stap)]
    fewer = inhoud.tekst("papier.minder_mensen")
    blokken += titled(fewer, instead_of(shown, present), klein=True)
    if may := shown.verzinnen:
        blokken += titled(inhoud.tekst("papier.wel_verzinnen"), may.wel, klein=True)
        blokken += titled(inhoud.tekst("papier.niet_verzinnen"), may.niet, klein=True)
    return PaperPage(inhoud.tekst("papier.jij_bent", rol=shown.titel), tuple(blokken))


def task_of(inhoud: Inhoud, shown: RolTekst, stap: Stap, more: Sequence[str] = ()) -> list[Block]:
    """Return the task of a role in a step, for paper and page alike, and ``more`` that it does."""
    blokken: list[Block] = [BulletList((*shown.stappen[stap], *more))]
    if stap in shown.script:
        words = Paragraph(inhoud.tekst("stap_4.script"), klein=True)
        blokken += [words, quotes(shown.script[stap])]
    return blokken


def instead_of(shown: RolTekst, present: Collection[Rol]) -> tuple[str, ...]:
    """Return what a role does because others are left out."""
    without = (
        (Rol.BEGELEIDER, shown.minder.zonder_begeleider),
        (Rol.OBSERVANT, shown.minder.zonder_observant),
    )
    return tuple(text for rol, text in without if text and rol not in present)
