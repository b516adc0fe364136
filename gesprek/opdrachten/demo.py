"""The command demo: a believable organisation that nobody works at."""

import argparse
import threading
from concurrent.futures import ThreadPoolExecutor
from datetime import datetime
from random import Random
from typing import Final

from gesprek.domein.bewaartermijn import text_goes_on
from gesprek.domein.geleerd import geleerd
from gesprek.domein.oefening import Oefening
from gesprek.domein.tijd import local_day
from gesprek.inhoud import inhoud
from gesprek.opdrachten.organisatie import Organisatie
from gesprek.opdrachten.uitkomst import Uitkomst, meld, tel, voortgang
from gesprek.opslag import open_store
from gesprek.opslag.archief import Archief
from gesprek.opslag.herstellen import has_content
from gesprek.opslag.opschonen import opschonen
from gesprek.opslag.protocol import Record, Sleutel, Soort, Store
from gesprek.opslag.rijen import Rijen
from gesprek.opslag.tinydb_store import utc_now
from gesprek.opslag.voorbeeld import Voorbeeld

_THREADS: Final = 8


class Klok(threading.local):
    """A clock that stands where the story is, in each thread on its own."""

    def __init__(self) -> None:
        self.now = utc_now()

    def __call__(self) -> datetime:
        """Return the moment of the story."""
        return self.now


def demo(gekozen: argparse.Namespace) -> Uitkomst:
    """Fill an empty store; what is past its term goes at once, as in a store that is two years."""
    klok = Klok()
    store = open_store(clock=klok)
    if has_content(store):
        voortgang(
            "In de opslag staat al iets. Zet GESPREK_OPSLAG op een lege map en probeer het opnieuw."
        )
        return Uitkomst.PROBLEEM
    voortgang("Een organisatie bedenken …")
    random = Random(gekozen.seed)  # noqa: S311 - a story, no secret
    casussen = tuple(inhoud().casussen.values())
    organisatie = Organisatie(random, klok.now, casussen, gekozen.teams, gekozen.oefeningen)
    Voorbeeld(store).mark(team.id for team in organisatie.teams())
    Vuller(store, klok).fill(organisatie)
    opschonen(store)
    meld(
        f"Klaar: {gekozen.teams} teams en {gekozen.oefeningen} oefeningen in twee jaar. "
        "Tekst van meer dan 8 weken geleden is al weg, zoals altijd.\n"
        "Op elke pagina staat dat dit voorbeeldgegevens zijn. Daar verwijder je ze ook."
    )
    return Uitkomst.GOED


class Vuller:
    """Stores a made-up organisation as if it had been stored in two years.

    Args:
        store: where it goes.
        klok: the clock of the store.
    """

    def __init__(self, store: Store, klok: Klok) -> None:
        self._store = store
        self._klok = klok
        self._today = local_day(klok())
        self._archief = Archief(store)
        self._rijen = Rijen(store)

    def fill(self, organisatie: Organisatie) -> None:
        """Store all of it; several threads, because a disk spends most of its time waiting."""
        stories = organisatie.oefeningen()
        with ThreadPoolExecutor(_THREADS) as pool:
            for number, _ in enumerate(pool.map(self._add, *zip(*stories, strict=True)), 1):
                tel(number)
            list(pool.map(self._archief.create_team, organisatie.teams()))

    def _add(self, oefening: Oefening, last_change: datetime) -> None:
        """Store an oefening at the moment of its last change; past T only what outlives it."""
        self._klok.now = last_change
        if self._today < text_goes_on(oefening, local_day(last_change)):
            self._archief.create_oefening(oefening)
            return
        key = Sleutel(Soort.OEFENING, oefening.id, oefening.team)
        text = Record(key, 1, oefening.to_document(), last_change, oefening.created)
        self._rijen.update(text)  # as of a text that was removed meanwhile
        kept = geleerd(oefening)
        if kept.leerpunten:
            leerpunten = Sleutel(Soort.LEERPUNTEN, oefening.id, oefening.team)
            self._store.create(leerpunten, kept.to_document())
