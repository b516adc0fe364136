"""The papers of which every team has the same."""

from collections.abc import Sequence

from gesprek.content import Inhoud
from gesprek.content.reference_texts import Feedbackdeel, Gesprekskaart, TimeOutTekst
from gesprek.documents.blocks import (
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
    quotes,
)
from gesprek.documents.role_cards import rolkaarten
from gesprek.domain.gesprek import Gezien
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Feedbacksoort, beurten
from gesprek.domain.time_plan import minutes_for, tijdplan
from gesprek.domain.vervolg import Vervolgvraag
from gesprek.domain.werkvormen import Rol, Werkvorm


def gesprekskaarten(inhoud: Inhoud, werkvorm: Werkvorm) -> Stuk:
    """Return the companion tool, one card a page."""
    shown = inhoud.gesprekstool
    last: tuple[Blok, ...] = (
        Alinea(shown.drie_vragen.uitleg),
        Lijst(shown.drie_vragen.vragen),
        Kop(shown.vaste_grens.titel),
        Alinea(shown.vaste_grens.tekst),
    )
    pages = (
        *(
            _conversation_card(inhoud, werkvorm, number, kaart)
            for number, kaart in enumerate(shown.stappen.values(), start=1)
        ),
        Bladzijde(shown.drie_vragen.titel, last),
    )
    return Stuk("gesprekskaarten", inhoud.tekst("papier.gesprekskaarten"), pages)


def feedbackregels(inhoud: Inhoud) -> Stuk:
    """Return the rules for giving and getting feedback, each with its example."""
    shown = inhoud.feedback
    pages = [_feedback(inhoud, deel) for deel in (shown.geven, shown.ontvangen)]
    starts: list[Blok] = []
    for soort in Feedbacksoort:
        words = inhoud.tekst("papier.zo_begin_je", soort=inhoud.label(soort).lower())
        starts += [Kop(words), quotes(shown.zinnen[soort])]
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


def _conversation_card(
    inhoud: Inhoud, werkvorm: Werkvorm, number: int, kaart: Gesprekskaart
) -> Bladzijde:
    blokken: list[Blok] = [Alinea(kaart.doel, vet=True), Lijst(kaart.wat_doe_je)]
    blokken += [Kop(inhoud.tekst("papier.zeg_bijvoorbeeld")), quotes(kaart.voorbeeldzinnen)]
    if werkvorm is Werkvorm.VOORBESPREKEN:
        blokken += [Kop(inhoud.tekst("papier.voorbespreken_vragen")), Lijst(kaart.voorbespreken)]
    else:
        blokken += [Kop(inhoud.label(werkvorm)), Alinea(kaart.rollenspel)]
    blokken += [Kop(inhoud.tekst("papier.valkuil")), Alinea(kaart.valkuil)]
    title = inhoud.tekst("papier.gesprekskaart", nummer=number, kaart=kaart.titel)
    return Bladzijde(title, tuple(blokken))


def _feedback(inhoud: Inhoud, deel: Feedbackdeel) -> Bladzijde:
    blokken: list[Blok] = [Alinea(deel.inleiding)]
    for regel in deel.regels.values():
        example = inhoud.tekst("papier.voorbeeld", tekst=regel.voorbeeld)
        blokken += [Kop(regel.titel, klein=True), Alinea(regel.uitleg), Alinea(example, klein=True)]
    return Bladzijde(deel.titel, tuple(blokken))


def _how_to(inhoud: Inhoud, shown: TimeOutTekst) -> Bladzijde:
    words = Kop(inhoud.tekst("papier.zeg_bijvoorbeeld"))
    steps = Lijst(shown.zo_doe_je_het)
    return Bladzijde(shown.titel, (Alinea(shown.uitleg), steps, words, quotes(shown.zinnen)))


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
