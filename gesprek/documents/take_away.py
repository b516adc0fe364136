"""The team's take-away after step 6: what was learned, without the case.

Source: the domain's take-away. Of the case only its coded themes are read, and the leervraag is
told by the leerthemas of what was learned: in general words.
"""

from datetime import date

from gesprek.content import Inhoud
from gesprek.documents.blocks import Block, BulletList, Heading, Paper, PaperPage, Paragraph
from gesprek.domain.dates import day_in_words
from gesprek.domain.oefening import Oefening
from gesprek.domain.terugblik import Feedbacksoort, Leerpunt, Terugblik, open_feedback


def take_away_paper(inhoud: Inhoud, oefening: Oefening, goes_on: date | None = None) -> Paper:
    """Return the take-away: tops, tips, the plan, agreements and leerpunten.

    Args:
        inhoud: the texts.
        oefening: what is stored.
        goes_on: the first day on which its text may not be there any more.
    """
    title = inhoud.tekst("meeneempapier.titel")
    named = {
        "dag": day_in_words(oefening.practised),
        "vorm": inhoud.label(oefening.werkvorm).lower(),
    }
    blokken: list[Block] = [Paragraph(inhoud.tekst("meeneempapier.datum", **named))]
    blokken += _about(inhoud, oefening)
    blokken += what_was_learned(inhoud, oefening)
    if oefening.vervolg.gesprek_op:
        planned = day_in_words(oefening.vervolg.gesprek_op)
        blokken.append(Paragraph(inhoud.tekst("meeneempapier.gesprek_op", dag=planned)))
    if goes_on:
        until = inhoud.tekst("meeneempapier.tot", dag=day_in_words(goes_on))
        blokken.append(Paragraph(until, klein=True))
    return Paper("meenemen", title, (PaperPage(title, tuple(blokken)),))


def _about(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    """Return the themes, and what the leervraag was about, in our own words."""
    themes = tuple(inhoud.label(one) for one in oefening.casus.themas)
    learned = dict.fromkeys(one.leerthema for one in oefening.terugblik.leerpunten.values())
    asked = tuple(f"{inhoud.label(one)}: {inhoud.leerthemas[one].uitleg}" for one in learned)
    blokken = _titled(inhoud.tekst("meeneempapier.onderwerpen"), themes)
    if asked:
        blokken += _titled(inhoud.tekst("meeneempapier.leervraag"), asked)
        blokken.append(Paragraph(inhoud.tekst("meeneempapier.leervraag_uitleg"), klein=True))
    return blokken


def what_was_learned(inhoud: Inhoud, oefening: Oefening) -> list[Block]:
    """Return the tops, tips, plan, agreements and leerpunten: for the paper and the page alike.

    Feedback that its receiver may not see yet is left out; see ``open_feedback``.
    """
    terugblik, found = oefening.terugblik, list[Block]()
    given = open_feedback(terugblik, oefening.rollen).values()
    for soort in Feedbacksoort:
        words = tuple(one.tekst for one in given if one.soort is soort)
        found += _titled(inhoud.label(soort), words)
    found += _titled(inhoud.tekst("meeneempapier.plan"), _plan(inhoud, terugblik))
    agreed = (terugblik.afspraken,) if terugblik.afspraken else ()
    found += _titled(inhoud.tekst("stap_6.afspraken"), agreed)
    learned = tuple(_learned(inhoud, one) for one in terugblik.leerpunten.values())
    return found + _titled(inhoud.tekst("meenemen.leerpunten"), learned)


def _plan(inhoud: Inhoud, terugblik: Terugblik) -> tuple[str, ...]:
    als, dan = terugblik.meenemer.parts
    if als and dan:
        return (inhoud.tekst("meenemen.plan", als=als, dan=dan),)
    return tuple(one for one in (als, dan) if one)


def _learned(inhoud: Inhoud, leerpunt: Leerpunt) -> str:
    kind = f"{inhoud.label(leerpunt.leerthema)} ({inhoud.label(leerpunt.rol)})"
    return f"{kind}: {leerpunt.tekst}" if leerpunt.tekst else kind


def _titled(title: str, lines: tuple[str, ...]) -> list[Block]:
    return [Heading(title), BulletList(lines)] if lines else []
