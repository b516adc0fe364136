"""The role cards: which role each has when so many people practise, and a card for each."""

from collections.abc import Mapping, Sequence
from typing import Final

from gesprek.content import Inhoud
from gesprek.content.step_texts import RolTekst
from gesprek.documents.blocks import Alinea, Bladzijde, Blok, Kop, Lijst, Stuk, quotes
from gesprek.domain.rolverdeling import propose_rollen
from gesprek.domain.werkvormen import (
    MAX_DEELNEMERS,
    MAX_VOORBESPREKEN,
    MIN_DEELNEMERS,
    Rol,
    Werkvorm,
)

MOST_PEOPLE: Final[Mapping[Werkvorm, int]] = {
    Werkvorm.VOORBESPREKEN: MAX_VOORBESPREKEN,
    Werkvorm.ROLLENSPEL: MAX_DEELNEMERS,
}


def rollen_for(werkvorm: Werkvorm, people: int) -> tuple[Rol, ...]:
    """Return a role for each when so many people practise, in the leaflet's order of roles.

    Args:
        werkvorm: the form.
        people: how many; a number that the form has no room for becomes the nearest it has.
    """
    number = min(max(people, MIN_DEELNEMERS), MOST_PEOPLE[werkvorm])
    rollen = propose_rollen(werkvorm, [f"{one:02}" for one in range(number)], [])
    return tuple(sorted(rollen.values(), key=list(Rol).index))


def rolkaarten(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> Stuk:
    """Return a role card for each person, with room for a name."""
    present = frozenset(rollen)
    pages = tuple(_role_card(inhoud, werkvorm, rol, present) for rol in rollen)
    return Stuk("rolkaarten", inhoud.tekst("papier.rolkaarten"), pages)


def _role_card(inhoud: Inhoud, werkvorm: Werkvorm, rol: Rol, present: frozenset[Rol]) -> Bladzijde:
    shown = inhoud.rollen[werkvorm][rol]
    blokken: list[Blok] = [Alinea(inhoud.tekst("papier.naam"), vet=True), Alinea(shown.uitleg)]
    for stap, lines in shown.stappen.items():
        named = {"nummer": stap.number, "stap": inhoud.stappen[stap].kort}
        blokken += [Kop(inhoud.tekst("papier.taak_bij_stap", **named), klein=True), Lijst(lines)]
        if stap in shown.script:
            words = inhoud.tekst("papier.zeg_bijvoorbeeld")
            blokken += [Alinea(words, klein=True), quotes(shown.script[stap])]
    blokken += _fewer(inhoud, shown, present) + _made_up(inhoud, shown)
    return Bladzijde(inhoud.tekst("papier.jij_bent", rol=shown.titel), tuple(blokken))


def _fewer(inhoud: Inhoud, shown: RolTekst, present: frozenset[Rol]) -> list[Blok]:
    """Return what changes for a role because others are left out."""
    without = (
        (Rol.BEGELEIDER, shown.minder.zonder_begeleider),
        (Rol.OBSERVANT, shown.minder.zonder_observant),
    )
    lines = tuple(text for rol, text in without if text and rol not in present)
    if not lines:
        return []
    return [Kop(inhoud.tekst("papier.minder_mensen"), klein=True), Lijst(lines)]


def _made_up(inhoud: Inhoud, shown: RolTekst) -> list[Blok]:
    if shown.verzinnen is None:
        return []
    return [
        Kop(inhoud.tekst("papier.wel_verzinnen"), klein=True),
        Lijst(shown.verzinnen.wel),
        Kop(inhoud.tekst("papier.niet_verzinnen"), klein=True),
        Lijst(shown.verzinnen.niet),
    ]
