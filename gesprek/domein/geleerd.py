"""What a team learned, kept when the rest of the oefening has gone; and what it shares of that."""

from collections.abc import Iterable
from datetime import date
from typing import Final

from gesprek.domein.fouten import TekstOntbreekt
from gesprek.domein.kwartaal import Kwartaal
from gesprek.domein.model import Waarde
from gesprek.domein.oefening import Oefening
from gesprek.domein.onderwerpen import Leerthema
from gesprek.domein.tekst import Tekst, clean
from gesprek.domein.terugblik import Leerpunt
from gesprek.domein.tijd import Dag

MIN_TEAMS_SHARING: Final = 5
"""Shared texts are shown from so many teams on (domain, 'What leaves the team')."""


class Gedeeld(Waarde):
    """A text that a team shares with the organisation: a copy in words that name nobody."""

    tekst: Tekst
    leerthema: Leerthema
    op: Dag


class Geleerd(Waarde):
    """The leerpunten of one oefening that hold a text; nothing in it leads to a person.

    ``gedeeld`` maps the id of a leerpunt to what the team shares of it; by default nothing.
    """

    oefening: str
    team: str
    dag: Dag
    leerpunten: dict[str, Leerpunt] = {}
    gedeeld: dict[str, Gedeeld] = {}


def geleerd(oefening: Oefening) -> Geleerd:
    """Return the leerpunten of this oefening that somebody put into words; perhaps none."""
    texts = {key: one for key, one in oefening.terugblik.leerpunten.items() if one.tekst}
    return Geleerd(
        oefening=oefening.id, team=oefening.team, dag=oefening.practised, leerpunten=texts
    )


def share(one: Geleerd, key: str, tekst: str, today: date) -> Geleerd:
    """Return the leerpunten with this text shared in the place of one of them.

    Raises:
        TekstOntbreekt: the text is empty, or the leerpunt is not there any more.
        TekstTeLang: the text is too long.
    """
    if not clean(tekst) or key not in one.leerpunten:
        raise TekstOntbreekt("Schrijf eerst op wat je wilt delen.")
    shared = Gedeeld(tekst=tekst, leerthema=one.leerpunten[key].leerthema, op=today)
    return one.changed(gedeeld={**one.gedeeld, key: shared})


def take_back(one: Geleerd, key: str) -> Geleerd:
    """Return the leerpunten with this one not shared any more."""
    return one.changed(gedeeld={name: text for name, text in one.gedeeld.items() if name != key})


def shown_to_all(kept: Iterable[Geleerd], today: date) -> list[Gedeeld]:
    """Return the shared texts that the organisation may read, in the order of their words.

    Rule: from 5 teams on, and after the quarter in which it was shared was closed; so that a text
    is one of many that appear on the same day, and nothing in the order tells of a team.
    """
    ready = [
        (one.team, text)
        for one in kept
        for text in one.gedeeld.values()
        if Kwartaal.of(text.op).closes <= today
    ]
    if len({team for team, _ in ready}) < MIN_TEAMS_SHARING:
        return []
    order = {thema: place for place, thema in enumerate(Leerthema)}
    return sorted((text for _, text in ready), key=lambda one: (order[one.leerthema], one.tekst))
