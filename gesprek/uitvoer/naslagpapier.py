"""The papers to look things up in: companion tool, feedback, agreements, methods."""

from gesprek.domein.terugblik import Feedbacksoort
from gesprek.domein.werkvormen import Werkvorm
from gesprek.inhoud import Inhoud
from gesprek.inhoud.naslag import Feedbackdeel, Gesprekskaart, TimeOutTekst
from gesprek.uitvoer.blokken import (
    Alinea,
    Bladzijde,
    Blok,
    Kaart,
    Kaarten,
    Kop,
    Lijst,
    Stuk,
    quotes,
)


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
