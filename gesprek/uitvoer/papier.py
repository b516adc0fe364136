"""The papers of which every team has the same: what a practice without network needs."""

from collections.abc import Mapping, Sequence
from typing import Final, NamedTuple

from gesprek.domein.gesprek import Gezien
from gesprek.domein.oefening import Casusveld
from gesprek.domein.rotatie import propose_rollen
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import Feedbacksoort, beurten
from gesprek.domein.tijdplan import minutes_for, tijdplan
from gesprek.domein.vervolg import Vervolgvraag
from gesprek.domein.werkvormen import (
    MAX_DEELNEMERS,
    MAX_VOORBESPREKEN,
    MIN_DEELNEMERS,
    Rol,
    Werkvorm,
)
from gesprek.inhoud import Inhoud
from gesprek.inhoud.naslag import Feedbackdeel, TimeOutTekst
from gesprek.inhoud.stappen import Beurttekst
from gesprek.inhoud.werkvormen import RolTekst
from gesprek.uitvoer.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Kaart,
    Kaarten,
    Kop,
    Lijst,
    Schrijfregels,
    Stuk,
    Tabel,
)

MOST_PEOPLE: Final[Mapping[Werkvorm, int]] = {
    Werkvorm.VOORBESPREKEN: MAX_VOORBESPREKEN,
    Werkvorm.ROLLENSPEL: MAX_DEELNEMERS,
}


class Speler(NamedTuple):
    """Who has a role; without a name there is room to write one."""

    rol: Rol
    naam: str = ""


def spelers_for(werkvorm: Werkvorm, people: int) -> tuple[Speler, ...]:
    """Return who does what when so many people practise, in the leaflet's order of roles.

    Args:
        werkvorm: the form.
        people: how many; a number that the form has no room for becomes the nearest it has.
    """
    number = min(max(people, MIN_DEELNEMERS), MOST_PEOPLE[werkvorm])
    rollen = propose_rollen(werkvorm, [f"{one:02}" for one in range(number)], [])
    return tuple(Speler(rol) for rol in sorted(rollen.values(), key=list(Rol).index))


def rolkaarten(inhoud: Inhoud, werkvorm: Werkvorm, spelers: Sequence[Speler]) -> Stuk:
    """Return a role card for each person."""
    present = frozenset(speler.rol for speler in spelers)
    pages = tuple(_role_card(inhoud, werkvorm, speler, present) for speler in spelers)
    return Stuk("rolkaarten", inhoud.tekst("papier.rolkaarten"), pages)


def kijklijst(inhoud: Inhoud) -> Stuk:
    """Return the observation list, and what each behaviour looks like."""
    shown = inhoud.observatielijst
    marks = tuple(inhoud.label(one) for one in Gezien)
    rows = tuple((punt.label, "", "", "", "") for punt in shown.punten.values())
    head = (inhoud.tekst("papier.wat_je_ziet"), *marks, inhoud.tekst("papier.letterlijk"))
    meaning: list[Blok] = []
    for punt in shown.punten.values():
        example = inhoud.tekst("papier.voorbeeld", tekst=punt.voorbeeld)
        meaning += [Kop(punt.label, klein=True), Alinea(punt.let_op), Alinea(example, klein=True)]
    title = inhoud.tekst("papier.kijklijst")
    return Stuk(
        "kijklijst",
        title,
        (
            Bladzijde(title, (Alinea(shown.uitleg), Tabel(head, rows, (30, 11, 11, 16, 32)))),
            Bladzijde(inhoud.tekst("papier.let_op"), tuple(meaning)),
        ),
    )


def stapkaarten(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int) -> Stuk:
    """Return the time plan and a card for each of the seven steps."""
    plan = tijdplan(werkvorm, minuten)
    rows = tuple((inhoud.label(deel), str(length)) for deel, length in plan.items())
    head = (inhoud.tekst("papier.deel"), inhoud.tekst("papier.minuten"))
    about = inhoud.tekst(
        "papier.tijdplan_uitleg", vorm=inhoud.label(werkvorm).lower(), minuten=minuten
    )
    pages = [Bladzijde(inhoud.tekst("papier.tijdplan"), (Alinea(about), Tabel(head, rows, (3, 1))))]
    pages += [_step_card(inhoud, werkvorm, minuten, stap) for stap in Stap]
    return Stuk("stapkaarten", inhoud.tekst("papier.stapkaarten"), tuple(pages))


def gesprekskaarten(inhoud: Inhoud, werkvorm: Werkvorm) -> Stuk:
    """Return the companion tool, one card a page."""
    shown, pages = inhoud.gesprekstool, []
    for number, kaart in enumerate(shown.stappen.values(), start=1):
        blokken: list[Blok] = [Alinea(kaart.doel, vet=True), Lijst(kaart.wat_doe_je)]
        blokken += [Kop(inhoud.tekst("papier.zeg_bijvoorbeeld")), _quotes(kaart.voorbeeldzinnen)]
        if werkvorm is Werkvorm.VOORBESPREKEN:
            together = inhoud.tekst("papier.voorbespreken_vragen")
            blokken += [Kop(together), Lijst(kaart.voorbespreken)]
        else:
            blokken += [Kop(inhoud.label(werkvorm)), Alinea(kaart.rollenspel)]
        blokken += [Kop(inhoud.tekst("papier.valkuil")), Alinea(kaart.valkuil)]
        named = {"nummer": number, "kaart": kaart.titel}
        pages.append(Bladzijde(inhoud.tekst("papier.gesprekskaart", **named), tuple(blokken)))
    last: tuple[Blok, ...] = (
        Alinea(shown.drie_vragen.uitleg),
        Lijst(shown.drie_vragen.vragen),
        Kop(shown.vaste_grens.titel),
        Alinea(shown.vaste_grens.tekst),
    )
    pages.append(Bladzijde(shown.drie_vragen.titel, last))
    return Stuk("gesprekskaarten", inhoud.tekst("papier.gesprekskaarten"), tuple(pages))


def feedbackregels(inhoud: Inhoud) -> Stuk:
    """Return the rules for giving and getting feedback, each with its example."""
    shown = inhoud.feedback
    pages = [_feedback(inhoud, deel) for deel in (shown.geven, shown.ontvangen)]
    starts: list[Blok] = []
    for soort in Feedbacksoort:
        words = inhoud.tekst("papier.zo_begin_je", soort=inhoud.label(soort).lower())
        starts += [Kop(words), _quotes(shown.zinnen[soort])]
    pages[0] = Bladzijde(pages[0].titel, (*pages[0].blokken, *starts))
    return Stuk("feedbackregels", inhoud.tekst("papier.feedbackregels"), tuple(pages))


def afspraken(inhoud: Inhoud) -> Stuk:
    """Return the agreement for safe practice, the time-out and stepping out of the role."""
    shown = inhoud.afspraken
    blokken: list[Blok] = [Alinea(shown.inleiding)]
    for kaart in shown.kaarten.values():
        blokken += [Kop(kaart.titel, klein=True), Alinea(kaart.tekst)]
    pages = (
        Bladzijde(shown.titel, tuple(blokken)),
        *(_how_to(inhoud, one) for one in (shown.time_out, shown.uit_de_rol)),
    )
    return Stuk("afspraken", inhoud.tekst("papier.afspraken"), pages)


def methodeposter(inhoud: Inhoud) -> Stuk:
    """Return the poster of methods."""
    title = inhoud.tekst("papier.methodes")
    about = Alinea(inhoud.tekst("papier.methodes_uitleg"), klein=True)
    return Stuk("methodes", title, (Bladzijde(title, (about, method_cards(inhoud))),))


def method_cards(inhoud: Inhoud) -> Kaarten:
    """Return a card for each method."""
    return Kaarten(
        tuple(
            Kaart(
                one.naam,
                one.staat_voor,
                f"{one.betekenis} {inhoud.tekst('papier.wanneer', tekst=one.wanneer)}",
                one.zo_doe_je_het,
            )
            for one in inhoud.methodes.values()
        )
    )


def werkblad(inhoud: Inhoud, werkvorm: Werkvorm, spelers: Sequence[Speler]) -> Stuk:
    """Return sheets to write on: the case, looking back, the follow-up."""
    about = Alinea(inhoud.tekst("papier.werkblad_uitleg"), vet=True)
    case: list[Blok] = [about, Alinea(inhoud.casusvelden.buurvrouw, klein=True)]
    fields = [inhoud.casusvelden.velden[veld] for veld in Casusveld]
    for vraag in (*fields, inhoud.casusvelden.leervraag):
        case += [Kop(vraag.label, klein=True), Alinea(" ".join(vraag.denk_hierbij_aan), klein=True)]
        case.append(Schrijfregels(2))
    rollen = {str(number): speler.rol for number, speler in enumerate(spelers)}
    turns = [inhoud.terugkijken[werkvorm][beurt] for beurt in beurten(rollen)]
    looking = tuple(blok for turn in turns for blok in _turn(turn))
    after: list[Blok] = []
    for question in Vervolgvraag:
        shown = inhoud.vervolg.vragen[question]
        after += [Kop(shown.label, klein=True), Lijst(shown.denk_hierbij_aan), Schrijfregels(2)]
    return Stuk(
        "werkblad",
        inhoud.tekst("papier.werkblad"),
        (
            Bladzijde(inhoud.tekst("papier.werkblad"), tuple(case)),
            Bladzijde(inhoud.tekst("papier.terugkijken"), looking),
            Bladzijde(inhoud.tekst("papier.napraten"), tuple(after)),
        ),
    )


def alles(inhoud: Inhoud, werkvorm: Werkvorm, spelers: Sequence[Speler], minuten: int) -> Stuk:
    """Return all of the above for one practice."""
    named = {"vorm": inhoud.label(werkvorm).lower(), "aantal": len(spelers)}
    return Stuk.together(
        "alles",
        inhoud.tekst("papier.alles", **named),
        (
            stapkaarten(inhoud, werkvorm, minuten),
            rolkaarten(inhoud, werkvorm, spelers),
            gesprekskaarten(inhoud, werkvorm),
            kijklijst(inhoud),
            feedbackregels(inhoud),
            afspraken(inhoud),
            methodeposter(inhoud),
            werkblad(inhoud, werkvorm, spelers),
        ),
    )


def _role_card(
    inhoud: Inhoud, werkvorm: Werkvorm, speler: Speler, present: frozenset[Rol]
) -> Bladzijde:
    shown = inhoud.rollen[werkvorm][speler.rol]
    name = inhoud.tekst("papier.naam", naam=speler.naam) if speler.naam else ""
    blokken: list[Blok] = [Alinea(name or inhoud.tekst("papier.naam_leeg"), vet=True)]
    blokken.append(Alinea(shown.uitleg))
    for stap, lines in shown.stappen.items():
        named = {"nummer": stap.number, "stap": inhoud.stappen[stap].kort}
        blokken += [Kop(inhoud.tekst("papier.taak_bij_stap", **named), klein=True), Lijst(lines)]
        if stap in shown.script:
            words = inhoud.tekst("papier.zeg_bijvoorbeeld")
            blokken += [Alinea(words, klein=True), _quotes(shown.script[stap])]
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


def _step_card(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int, stap: Stap) -> Bladzijde:
    shown = inhoud.stappen[stap].voor(werkvorm)
    blokken: list[Blok] = [Alinea(shown.doel, vet=True)]
    planned = minutes_for(werkvorm, minuten, stap)
    if planned:
        blokken.append(Alinea(inhoud.tekst("papier.stap_minuten", minuten=planned)))
    blokken += [Kop(inhoud.tekst("papier.wat_doe_je")), Lijst(shown.wat_doe_je, vakjes=True)]
    blokken += [Kop(inhoud.tekst("papier.zeg_bijvoorbeeld")), _quotes(shown.wat_zeg_je)]
    named = {"nummer": stap.number, "stap": inhoud.stappen[stap].titel}
    return Bladzijde(inhoud.tekst("papier.stap", **named), tuple(blokken))


def _feedback(inhoud: Inhoud, deel: Feedbackdeel) -> Bladzijde:
    blokken: list[Blok] = [Alinea(deel.inleiding)]
    for regel in deel.regels.values():
        example = inhoud.tekst("papier.voorbeeld", tekst=regel.voorbeeld)
        blokken += [Kop(regel.titel, klein=True), Alinea(regel.uitleg), Alinea(example, klein=True)]
    return Bladzijde(deel.titel, tuple(blokken))


def _how_to(inhoud: Inhoud, shown: TimeOutTekst) -> Bladzijde:
    words = Kop(inhoud.tekst("papier.zeg_bijvoorbeeld"))
    steps = Lijst(shown.zo_doe_je_het)
    return Bladzijde(shown.titel, (Alinea(shown.uitleg), steps, words, _quotes(shown.zinnen)))


def _turn(turn: Beurttekst) -> tuple[Blok, ...]:
    return Kop(turn.label, klein=True), Alinea(turn.uitleg), Lijst(turn.vragen), Schrijfregels(2)


def _quotes(lines: Sequence[str]) -> Lijst:
    return Lijst(tuple(f"‘{line}’" for line in lines))
