"""The papers of which every team has the same: what a practice without network needs."""

from collections.abc import Sequence

from gesprek.domein.gesprek import Gezien
from gesprek.domein.oefening import Casusveld
from gesprek.domein.stappen import Stap
from gesprek.domein.terugblik import beurten
from gesprek.domein.tijdplan import minutes_for, tijdplan
from gesprek.domein.vervolg import Vervolgvraag
from gesprek.domein.werkvormen import Rol, Werkvorm
from gesprek.inhoud import Inhoud
from gesprek.uitvoer.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Kop,
    Lijst,
    Schrijfregels,
    Stuk,
    Tabel,
    quotes,
)
from gesprek.uitvoer.naslagpapier import afspraken, feedbackregels, gesprekskaarten, methodeposter
from gesprek.uitvoer.rolkaarten import rolkaarten


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


def werkblad(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> Stuk:
    """Return sheets to write on: the case, looking back, the follow-up."""
    title = inhoud.tekst("papier.werkblad")
    pages = (
        Bladzijde(title, _about_case(inhoud)),
        Bladzijde(inhoud.tekst("papier.terugkijken"), _about_turns(inhoud, werkvorm, rollen)),
        Bladzijde(inhoud.tekst("papier.napraten"), _about_vervolg(inhoud)),
    )
    return Stuk("werkblad", title, pages)


def alles(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol], minuten: int) -> Stuk:
    """Return all of the above for one practice."""
    named = {"vorm": inhoud.label(werkvorm).lower(), "aantal": len(rollen)}
    return Stuk.together(
        "alles",
        inhoud.tekst("papier.alles", **named),
        (
            stapkaarten(inhoud, werkvorm, minuten),
            rolkaarten(inhoud, werkvorm, rollen),
            gesprekskaarten(inhoud, werkvorm),
            kijklijst(inhoud),
            feedbackregels(inhoud),
            afspraken(inhoud),
            methodeposter(inhoud),
            werkblad(inhoud, werkvorm, rollen),
        ),
    )


def _step_card(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int, stap: Stap) -> Bladzijde:
    shown = inhoud.stappen[stap].voor(werkvorm)
    blokken: list[Blok] = [Alinea(shown.doel, vet=True)]
    planned = minutes_for(werkvorm, minuten, stap)
    if planned:
        blokken.append(Alinea(inhoud.tekst("papier.stap_minuten", minuten=planned)))
    blokken += [Kop(inhoud.tekst("papier.wat_doe_je")), Lijst(shown.wat_doe_je, vakjes=True)]
    blokken += [Kop(inhoud.tekst("papier.zeg_bijvoorbeeld")), quotes(shown.wat_zeg_je)]
    named = {"nummer": stap.number, "stap": inhoud.stappen[stap].titel}
    return Bladzijde(inhoud.tekst("papier.stap", **named), tuple(blokken))


def _about_case(inhoud: Inhoud) -> tuple[Blok, ...]:
    shown = inhoud.casusvelden
    about = Alinea(inhoud.tekst("papier.werkblad_uitleg"), vet=True)
    blokken: list[Blok] = [about, Alinea(shown.buurvrouw, klein=True)]
    for vraag in (*(shown.velden[veld] for veld in Casusveld), shown.leervraag):
        prompts = Alinea(" ".join(vraag.denk_hierbij_aan), klein=True)
        blokken += [Kop(vraag.label, klein=True), prompts, Schrijfregels(2)]
    return tuple(blokken)


def _about_turns(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> tuple[Blok, ...]:
    blokken: list[Blok] = []
    for beurt in beurten({str(number): rol for number, rol in enumerate(rollen)}):
        turn = inhoud.terugkijken[werkvorm][beurt]
        blokken += [Kop(turn.label, klein=True), Alinea(turn.uitleg)]
        blokken += [Lijst(turn.vragen), Schrijfregels(2)]
    return tuple(blokken)


def _about_vervolg(inhoud: Inhoud) -> tuple[Blok, ...]:
    blokken: list[Blok] = []
    for vraag in Vervolgvraag:
        shown = inhoud.vervolg.vragen[vraag]
        blokken += [Kop(shown.label, klein=True), Lijst(shown.denk_hierbij_aan), Schrijfregels(2)]
    return tuple(blokken)
