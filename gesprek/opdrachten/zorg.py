"""The commands controle and opschonen."""

import argparse
from collections.abc import Iterable
from contextlib import suppress
from typing import Final

from gesprek.opdrachten.plek import existing_store
from gesprek.opdrachten.uitkomst import Uitkomst, meld, voortgang
from gesprek.opslag.archief import Archief
from gesprek.opslag.fouten import NotFound
from gesprek.opslag.opschonen import opschonen
from gesprek.opslag.protocol import Probleem, Soort, Store
from gesprek.opslag.reservekopie import old_copies
from gesprek.opslag.tinydb_store import utc_now
from gesprek.opslag.verslag import Verslag, Weg

_WOORDEN: Final = {
    Weg.OEFENINGEN: "oefeningen waarvan de tekst weg moest",
    Weg.LEERPUNTEN: "oefeningen waarvan de leerpunten weg moesten",
    Weg.RIJEN: "rijen voor de cijfers",
    Weg.NAMEN: "namen die lang niet zijn gebruikt",
    Weg.CONCEPTEN: "teksten die nooit zijn opgeslagen",
    Weg.LOGREGELS: "regels van het logboek",
    Weg.GROOTBOEKREGELS: "regels over wat lang geleden is gewist",
    Weg.KAPOT: "kapotte bestanden",
}


def controle(_gekozen: argparse.Namespace) -> Uitkomst:
    """Read everything and name what cannot be used."""
    store = existing_store()
    voortgang("Alles nalezen …")
    found = problemen(store)
    if not found:
        meld("Alles is in orde.")
    return noem_problemen(found)


def opruimen(_gekozen: argparse.Namespace) -> Uitkomst:
    """Remove what is past its term, and name the copies that are."""
    store = existing_store()
    voortgang("Nakijken wat weg moet …")
    verslag = opschonen(store)
    noem_verslag(verslag)
    if not +verslag.weg:
        meld("Er hoefde niets weg.")
    return max(_noem_mislukt(verslag), _noem_kopieen(store))


def problemen(store: Store) -> tuple[Probleem, ...]:
    """Read every document as the screens would and return what cannot be used."""
    archief = Archief(store)
    found = store.check()
    archief.teams()
    for team in {record.sleutel.team for record in store.list(Soort.OEFENING)}:
        with suppress(NotFound):  # a folder that is not ours
            archief.oefeningen(team or "")
    archief.rijen()
    both = (*found, *archief.problems())
    return tuple({problem.sleutel: problem for problem in both}.values())


def noem_problemen(found: Iterable[Probleem]) -> Uitkomst:
    """Name documents by their kind and id; they hold no text that somebody typed."""
    uitkomst = Uitkomst.GOED
    for problem in found:
        key = problem.sleutel
        voortgang(f"{key.soort.value} {key.id}: {problem.zin}")
        uitkomst = Uitkomst.PROBLEEM
    return uitkomst


def noem_verslag(verslag: Verslag) -> None:
    """Tell what was removed, in counts."""
    for weg, count in verslag.weg.items():
        if count:
            meld(f"Weggegooid: {count} {_WOORDEN[weg]}.")


def _noem_mislukt(verslag: Verslag) -> Uitkomst:
    for zin, count in verslag.mislukt.items():
        voortgang(f"Niet gelukt, {count} keer: {zin}")
    return Uitkomst.PROBLEEM if verslag.mislukt else Uitkomst.GOED


def _noem_kopieen(store: Store) -> Uitkomst:
    kopieen = old_copies(store, utc_now())
    for path in kopieen.oud:
        voortgang(f"Ouder dan 28 dagen, gooi weg: {path}")
    for folder in kopieen.onbereikbaar:
        voortgang(f"Hier staan misschien oude reservekopieën, kijk zelf: {folder}")
    return Uitkomst.PROBLEEM if kopieen.oud or kopieen.onbereikbaar else Uitkomst.GOED
