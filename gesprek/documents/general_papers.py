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
    titled,
    with_example,
)
from gesprek.documents.observation_papers import observation_list
from gesprek.documents.role_cards import role_cards
from gesprek.domain.oefening import Casusveld
from gesprek.domain.stappen import Stap
from gesprek.domain.terugblik import Feedbacksoort, beurten
from gesprek.domain.vervolg import Vervolgvraag
from gesprek.domain.werkvormen import Rol, Werkvorm, minutes_for, time_plan_of


def conversation_cards(inhoud: Inhoud, werkvorm: Werkvorm) -> Paper:
    """Return the companion tool, one card a page."""
    shown = inhoud.gesprekstool
    cards = (
        _conversation_card(inhoud, werkvorm, number, card)
        for number, card in enumerate(shown.stappen.values(), start=1)
    )
    last: tuple[Block, ...] = (
        Paragraph(shown.drie_vragen.uitleg),
        BulletList(shown.drie_vragen.vragen),
        Heading(shown.vaste_grens.titel),
        Paragraph(shown.vaste_grens.tekst),
    )
    pages = (*cards, PaperPage(shown.drie_vragen.titel, last))
    return Paper("gesprekskaarten", inhoud.tekst("papier.gesprekskaarten"), pages)


def feedback_rules(inhoud: Inhoud) -> Paper:
    """Return the rules for giving and getting feedback, each with its example."""
    shown = inhoud.feedback
    starts: list[Block] = []
    for soort in Feedbacksoort:
        words = inhoud.tekst("papier.zo_begin_je", soort=inhoud.label(soort).lower())
        starts += [Heading(words), quotes(shown.zinnen[soort])]
    pages = (_feedback(inhoud, shown.geven, starts), _feedback(inhoud, shown.ontvangen))
    return Paper("feedbackregels", inhoud.tekst("papier.feedbackregels"), tuple(pages))


def agreements(inhoud: Inhoud) -> Paper:
    """Return the agreement for safe practice, the time-out and stepping out of the role."""
    shown = inhoud.afspraken
    blokken: list[Block] = [Paragraph(shown.inleiding)]
    for card in shown.kaarten.values():
        blokken += [Heading(card.titel, klein=True), Paragraph(card.tekst)]
    how_to = (_how_to(inhoud, one) for one in (shown.time_out, shown.uit_de_rol))
    pages = (PaperPage(shown.titel, tuple(blokken)), *how_to)
    return Paper("afspraken", inhoud.tekst("papier.afspraken"), pages)


def method_poster(inhoud: Inhoud) -> Paper:
    """Return the poster of methods."""
    title = inhoud.tekst("papier.methodes")
    about = Paragraph(inhoud.tekst("papier.methodes_uitleg"), klein=True)
    page = PaperPage(title, (about, method_cards(inhoud)))
    return Paper("methodes", inhoud.tekst("papier.methodes"), (page,))


def method_cards(inhoud: Inhoud) -> CardGrid:
    """Return a card for each method."""
    cards = []
    for one in inhoud.methodes.values():
        text = f"{one.betekenis} {inhoud.tekst('papier.wanneer', tekst=one.wanneer)}"
        cards.append(Card(one.naam, one.staat_voor, text, one.zo_doe_je_het))
    return CardGrid(tuple(cards))


def step_cards(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int) -> Paper:
    """Return the time plan and a card for each of the seven steps."""
    plan = time_plan_of(werkvorm, minuten)
    rows = tuple((inhoud.label(deel), str(length)) for deel, length in plan.items())
    head = (inhoud.tekst("papier.deel"), inhoud.tekst("papier.minuten"))
    named = {"vorm": inhoud.label(werkvorm).lower(), "minuten": minuten}
    about = Paragraph(inhoud.tekst("papier.tijdplan_uitleg", **named))
    first = PaperPage(inhoud.tekst("papier.tijdplan"), (about, TableBlock(head, rows, (3, 1))))
    cards = (_step_card(inhoud, werkvorm, minuten, stap) for stap in Stap)
    return Paper("stapkaarten", inhoud.tekst("papier.stapkaarten"), (first, *cards))


def worksheet(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol]) -> Paper:
    """Return sheets to write on: the case, looking back, the follow-up."""
    shown = inhoud.casusvelden
    about = Paragraph(inhoud.tekst("papier.werkblad_uitleg"), vet=True)
    case: list[Block] = [about, Paragraph(shown.buurvrouw, klein=True)]
    for vraag in (*(shown.velden[veld] for veld in Casusveld), shown.leervraag):
        prompts = Paragraph(" ".join(vraag.denk_hierbij_aan), klein=True)
        case += [Heading(vraag.label, klein=True), prompts, WritingLines(2)]
    turns: list[Block] = []
    for beurt in beurten({str(number): rol for number, rol in enumerate(rollen)}):
        turn = inhoud.terugkijken[werkvorm][beurt]
        turns += [Heading(turn.label, klein=True), Paragraph(turn.uitleg)]
        turns += [BulletList(turn.vragen), WritingLines(2)]
    turns += _how_we_looked_back(inhoud, werkvorm)
    vervolg: list[Block] = []
    for one in Vervolgvraag:
        asked = inhoud.vervolg.vragen[one]
        vervolg += [*titled(asked.label, asked.denk_hierbij_aan, klein=True), WritingLines(2)]
    title = inhoud.tekst("papier.werkblad")
    pages = (
        PaperPage(title, tuple(case)),
        PaperPage(inhoud.tekst("papier.terugkijken"), tuple(turns)),
        PaperPage(inhoud.tekst("papier.napraten"), tuple(vervolg)),
    )
    return Paper("werkblad", title, pages)


def _how_we_looked_back(inhoud: Inhoud, werkvorm: Werkvorm) -> list[Block]:
    asked = inhoud.terugkijkvragen[werkvorm].values()
    lines = [inhoud.tekst("hoe_keken_we.op_papier", vraag=one) for one in asked]
    return titled(inhoud.tekst("hoe_keken_we.titel"), lines, klein=True)


def all_papers(inhoud: Inhoud, werkvorm: Werkvorm, rollen: Sequence[Rol], minuten: int) -> Paper:
    """Return all of the above for one practice."""
    papers = (
        step_cards(inhoud, werkvorm, minuten),
        role_cards(inhoud, werkvorm, rollen),
        conversation_cards(inhoud, werkvorm),
        observation_list(inhoud),
        feedback_rules(inhoud),
        agreements(inhoud),
        method_poster(inhoud),
        worksheet(inhoud, werkvorm, rollen),
    )
    title = inhoud.tekst("papier.alles", vorm=inhoud.label(werkvorm).lower(), aantal=len(rollen))
    return Paper("alles", title, tuple(page for one in papers for page in one.bladzijden))


def _conversation_card(
    inhoud: Inhoud, werkvorm: Werkvorm, number: int, card: Gesprekskaart
) -> PaperPage:
    blokken: list[Block] = [Paragraph(card.doel, vet=True), BulletList(card.wat_doe_je)]
    blokken += _say(inhoud, card.voorbeeldzinnen)
    if werkvorm is Werkvorm.VOORBESPREKEN:
        blokken += titled(inhoud.tekst("papier.voorbespreken_vragen"), card.voorbespreken)
    else:
        blokken += [Heading(inhoud.label(werkvorm)), Paragraph(card.rollenspel)]
    blokken += [Heading(inhoud.tekst("papier.valkuil")), Paragraph(card.valkuil)]
    title = inhoud.tekst("papier.gesprekskaart", nummer=number, kaart=card.titel)
    return PaperPage(title, tuple(blokken))


def _feedback(inhoud: Inhoud, deel: Feedbackdeel, more: Sequence[Block] = ()) -> PaperPage:
    blokken: list[Block] = [Paragraph(deel.inleiding)]
    for regel in deel.regels.values():
        blokken += with_example(inhoud, regel.titel, regel.uitleg, regel.voorbeeld)
    return PaperPage(deel.titel, (*blokken, *more))


def _how_to(inhoud: Inhoud, shown: TimeOutTekst) -> PaperPage:
    blokken: list[Block] = [Paragraph(shown.uitleg), BulletList(shown.zo_doe_je_het)]
    return PaperPage(shown.titel, (*blokken, *_say(inhoud, shown.zinnen)))


def _step_card(inhoud: Inhoud, werkvorm: Werkvorm, minuten: int, stap: Stap) -> PaperPage:
    shown = inhoud.stappen[stap].voor(werkvorm)
    blokken: list[Block] = [Paragraph(shown.doel, vet=True)]
    if planned := minutes_for(werkvorm, minuten, stap):
        blokken.append(Paragraph(inhoud.tekst("papier.stap_minuten", minuten=planned)))
    steps = BulletList(shown.wat_doe_je, vakjes=True)
    blokken += [Heading(inhoud.tekst("papier.wat_doe_je")), steps]
    blokken += _say(inhoud, shown.wat_zeg_je)
    named = {"nummer": stap.number, "stap": inhoud.stappen[stap].titel}
    return PaperPage(inhoud.tekst("papier.stap", **named), tuple(blokken))


def _say(inhoud: Inhoud, lines: Sequence[str]) -> list[Block]:
    return [Heading(inhoud.tekst("papier.zeg_bijvoorbeeld")), quotes(lines)]
