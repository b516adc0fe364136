"""The papers of which every team has the same."""

from collections.abc import Sequence

from gesprek.content import Inhoud
from gesprek.content.reference_texts import Feedbackdeel, Gesprekskaart, TimeOutTekst
from gesprek.documents.blocks import (
    Block,
    BulletList,
    Card,
    CardGrid,
    Heading,
    Paper,
    PaperPage,
    Paragraph,
    TableBlock,
    WritingLines,
    quotes,
)
from gesprek.documents.role_cards import role_cards
from gesprek.domain.gesprek import Gezien
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Feedbacksoort, beurten
from gesprek.domain.time_plan import minutes_for, time_plan_of
from gesprek.domain.vervolg import Vervolgvraag
from gesprek.domain.werkvormen import Rol, Werkvorm


def conversation_cards(inhoud: Inhoud, werkvorm: Werkvorm) -> Paper:
    """Return the companion tool, one card a page."""
    shown = inhoud.gesprekstool
    last: tuple[Block, ...] = (
        Paragraph(shown.drie_vragen.uitleg),
        BulletList(shown.drie_vragen.vragen),
        Heading(shown.vaste_grens.titel),
        Paragraph(shown.vaste_grens.tekst),
    )
    pages = (
        *(
            _conversation_card(inhoud, werkvorm, number, kaart)
            for number, kaart in enumerate(shown.stappen.values(), start=1)
        ),
        PaperPage(shown.drie_vragen.titel, last),
    )
    return Paper("gesprekskaarten", inhoud.tekst("papier.gesprekskaarten"), pages)


def feedback_rules(inhoud: Inhoud) -> Paper:
    """Return the rules for giving and getting feedback, each with its example."""
    shown = inhoud.feedback
    pages = [_feedback(inhoud, deel) for deel in (shown.geven, shown.ontvangen)]
    starts: list[Block] = []
    for soort in Feedbacksoort:
        words = inhoud.tekst("papier.zo_begin_je", soort=inhoud.label(soort).lower())
        starts += [Heading(words), quotes(shown.zinnen[soort])]
    pages[0] = PaperPage(pages[0].titel, (*pages[0].blokken, *starts))
    return Paper("feedbackregels", inhoud.tekst("papier.feedbackregels"), tuple(pages))


def agreements(inhoud: Inhoud) -> Paper:
    """Return the agreement for safe practice, the time-out and stepping out of the role."""
    shown = inhoud.afspraken
    blokken: list[Block] = [Paragraph(shown.inleiding)]
    for kaart in shown.kaarten.values():
        blokken += [Heading(kaart.titel, klein=True), Paragraph(kaart.tekst)]
    pages = (
        PaperPage(shown.titel, tuple(blokken)),
        *(_how_to(inhoud, one) for one in (shown.time_out, shown.uit_de_rol)),
    )
    return Paper("afspraken", inhoud.tekst("papier.afspraken"), pages)


def method_poster(inhoud: Inhoud) -> Paper:
    """Return the poster of methods."""
    title = inhoud.tekst("papier.methodes")
    about = Paragraph(inhoud.tekst("papier.methodes_uitleg"), klein=True)
    return Paper("methodes", title, (PaperPage(title, (about, method_cards(inhoud))),))


def method_cards(inhoud: Inhoud) -> CardGrid:
    """Return a card for each method."""
    return CardGrid(
        tuple(
            Card(
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
) -> PaperPage:
    blokken: list[Block] = [Paragraph(kaart.doel, vet=True), BulletList(kaart.wat_doe_je)]
    blokken += [Heading(inhoud.tekst("papier.zeg_bijvoorbeeld")), quotes(kaart.voorbeeldzinnen)]
    if werkvorm is Werkvorm.VOORBESPREKEN:
        blokken += [
            Heading(inhoud.tekst("papier.voorbespreken_vragen")),
            BulletList(kaart.voorbespreken),
        ]
    else:
        blokken += [Heading(inhoud.label(werkvorm)), Paragraph(kaart.rollenspel)]
    blokken += [Heading(inhoud.tekst("papier.valkuil")), Paragraph(kaart.valkuil)]
    title = inhoud.tekst("papier.gesprekskaart", nummer=number, kaart=kaart.titel)
    return PaperPage(title, tuple(blokken))


def _feedback(inhoud: Inhoud, deel: Feedbackdeel) -> PaperPage:
    blokken: list[Block] = [Paragraph(deel.inleiding)]
    for regel in deel.regels.values():
        example = inhoud.tekst("papier.voorbeeld", tekst=regel.voorbeeld)
        blokken += [
            Heading(regel.titel, klein=True),
            Paragraph(regel.uitleg),
            Paragraph(example, klein=True),
        ]
    return PaperPage(deel.titel, tuple(blokken))


def _how_to(inhoud: Inhoud, shown: TimeOutTekst) -> PaperPage:
    words = Heading(inhoud.tekst("papier.zeg_bijvoorbeeld"))
    steps = BulletList(shown.zo_doe_je_het)
    return PaperPage(shown.titel, (Paragraph(shown.uitleg), steps, words, quotes(shown.zinnen)))


def observation_list(inhoud: Inhoud) -> Paper:
    """Return the observation list, and what each behaviour looks like."""
    shown = inhoud.observatielijst
    marks = tuple(inhoud.label(one) for one in Gezien)
    rows = tuple((punt.label, "", "", "", "") for punt in shown.punten.values())
    head = (inhoud.tekst("papier.wat_je_ziet"), *marks, inhoud.tekst("papier.letterlijk"))
    meaning: list[Block] = []
    for punt in shown.punten.values():
        example = inhoud.tekst("papier.voorbeeld", tekst=punt.voorbeeld)
        meaning += [
            Heading(punt.label, klein=True),
            Paragraph(punt.let_op),
            Paragraph(example, klein=True),
        ]
    title = inhoud.tekst("papier.kijklijst")
    return Paper(
        "kijklijst",
        title,
        (
            PaperPage(
                title, (Paragraph(shown.uitleg), TableBlock(head, rows, (30, 11, 11, 16, 32)))
            ),
            PaperPage(inhoud.tekst("papier.let_op"), tuple(meaning)),
        ),
    )


def step_cards(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int) -> Paper:
    """Return the time plan and a card for each of the seven steps."""
    plan = time_plan_of(werkvorm, minuten)
    rows = tuple((inhoud.label(deel), str(length)) for deel, length in plan.items())
    head = (inhoud.tekst("papier.deel"), inhoud.tekst("papier.minuten"))
    about = inhoud.tekst(
        "papier.tijdplan_uitleg", vorm=inhoud.label(werkvorm).lower(), minuten=minuten
    )
    pages = [
        PaperPage(
            inhoud.tekst("papier.tijdplan"), (Paragraph(about), TableBlock(head, rows, (3, 1)))
        )
    ]
    pages += [_step_card(inhoud, werkvorm, minuten, stap) for stap in Stap]
    return Paper("stapkaarten", inhoud.tekst("papier.stapkaarten"), tuple(pages))


def worksheet(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> Paper:
    """Return sheets to write on: the case, looking back, the follow-up."""
    title = inhoud.tekst("papier.werkblad")
    pages = (
        PaperPage(title, _about_case(inhoud)),
        PaperPage(inhoud.tekst("papier.terugkijken"), _about_turns(inhoud, werkvorm, rollen)),
        PaperPage(inhoud.tekst("papier.napraten"), _about_vervolg(inhoud)),
    )
    return Paper("werkblad", title, pages)


def all_papers(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol], minuten: int) -> Paper:
    """Return all of the above for one practice."""
    named = {"vorm": inhoud.label(werkvorm).lower(), "aantal": len(rollen)}
    return Paper.together(
        "alles",
        inhoud.tekst("papier.alles", **named),
        (
            step_cards(inhoud, werkvorm, minuten),
            role_cards(inhoud, werkvorm, rollen),
            conversation_cards(inhoud, werkvorm),
            observation_list(inhoud),
            feedback_rules(inhoud),
            agreements(inhoud),
            method_poster(inhoud),
            worksheet(inhoud, werkvorm, rollen),
        ),
    )


def _step_card(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int, stap: Stap) -> PaperPage:
    shown = inhoud.stappen[stap].voor(werkvorm)
    blokken: list[Block] = [Paragraph(shown.doel, vet=True)]
    planned = minutes_for(werkvorm, minuten, stap)
    if planned:
        blokken.append(Paragraph(inhoud.tekst("papier.stap_minuten", minuten=planned)))
    blokken += [
        Heading(inhoud.tekst("papier.wat_doe_je")),
        BulletList(shown.wat_doe_je, vakjes=True),
    ]
    blokken += [Heading(inhoud.tekst("papier.zeg_bijvoorbeeld")), quotes(shown.wat_zeg_je)]
    named = {"nummer": stap.number, "stap": inhoud.stappen[stap].titel}
    return PaperPage(inhoud.tekst("papier.stap", **named), tuple(blokken))


def _about_case(inhoud: Inhoud) -> tuple[Block, ...]:
    shown = inhoud.casusvelden
    about = Paragraph(inhoud.tekst("papier.werkblad_uitleg"), vet=True)
    blokken: list[Block] = [about, Paragraph(shown.buurvrouw, klein=True)]
    for vraag in (*(shown.velden[veld] for veld in Casusveld), shown.leervraag):
        prompts = Paragraph(" ".join(vraag.denk_hierbij_aan), klein=True)
        blokken += [Heading(vraag.label, klein=True), prompts, WritingLines(2)]
    return tuple(blokken)


def _about_turns(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> tuple[Block, ...]:
    blokken: list[Block] = []
    for beurt in beurten({str(number): rol for number, rol in enumerate(rollen)}):
        turn = inhoud.terugkijken[werkvorm][beurt]
        blokken += [Heading(turn.label, klein=True), Paragraph(turn.uitleg)]
        blokken += [BulletList(turn.vragen), WritingLines(2)]
    return tuple(blokken)


def _about_vervolg(inhoud: Inhoud) -> tuple[Block, ...]:
    blokken: list[Block] = []
    for vraag in Vervolgvraag:
        shown = inhoud.vervolg.vragen[vraag]
        blokken += [
            Heading(shown.label, klein=True),
            BulletList(shown.denk_hierbij_aan),
            WritingLines(2),
        ]
    return tuple(blokken)
