"""The commands backup, herstel, exporteer, controle and opschonen."""

import argparse
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from gesprek.access.log_ins import Aanmeldingen
from gesprek.access.signing import Geheim
from gesprek.cli.console import (
    Uitkomst,
    documenten,
    existing_store,
    file_to_read,
    file_to_write,
    meld,
    tel,
    voortgang,
)
from gesprek.services.archive import Archief
from gesprek.services.backup import old_copies, write_copy
from gesprek.services.cleaning import opschonen
from gesprek.services.copy_file import LINES, SUFFIXES, ZIP, open_copy
from gesprek.services.restore import NietLeeg, herstel
from gesprek.services.retention import Verslag, Weg
from gesprek.storage import open_store
from gesprek.storage.files.file_store import utc_now
from gesprek.storage.protocol import Probleem, Soort, Store
from gesprek.storage.store_errors import CloudFolder, NotFound


def backup(gekozen: argparse.Namespace) -> Uitkomst:
    """Make a back-up."""
    return _write(file_to_write(gekozen.bestand, ZIP), "De reservekopie is klaar")


def exporteer(gekozen: argparse.Namespace) -> Uitkomst:
    """Write everything as lines of JSON."""
    return _write(file_to_write(gekozen.bestand, LINES), "De export is klaar")


def herstellen(gekozen: argparse.Namespace) -> Uitkomst:
    """Put a copy back, and check the store afterwards."""
    path = file_to_read(gekozen.bestand, SUFFIXES)
    voortgang("De kopie nakijken en terugzetten …")
    store = open_store()
    try:
        with open_copy(path) as bron:
            done = herstel(store, bron, utc_now, tel, vervang=gekozen.vervang)
    except NietLeeg as error:
        voortgang(f"{error.zin} Wil je alles daar vervangen? Zet er dan --vervang bij.")
        return Uitkomst.PROBLEEM
    # In the copy are log-ins that were ended since; and somebody may be signing in just now.
    Geheim(store.kluis()).renew()
    Aanmeldingen(store, utc_now).revoke_all()
    meld(f"Teruggezet: {documenten(done.aantal)}. Iedereen meldt zich opnieuw aan.")
    if done.gewist:
        meld(f"Niet teruggezet, want gewist: {documenten(done.gewist)}.")
    if done.weg:
        meld(f"Weggehaald, want niet in de kopie: {documenten(done.weg)}.")
    if done.gemaskeerd:
        meld(f"Vervangen, want dat bewaren we nooit: {done.gemaskeerd} nummers of adressen.")
    noem_verslag(done.opgeschoond)
    meld("Staat Gesprekstool aan? Stop het en start het opnieuw.")
    return noem_problemen(problemen(store))


def _write(path: Path, klaar: str) -> Uitkomst:
    store = existing_store()
    voortgang("Alles lezen en schrijven …")
    try:
        made = write_copy(store, path, utc_now, tel)
    except CloudFolder:
        voortgang(
            "Die map wordt naar internet gekopieerd, zoals OneDrive of Dropbox. "
            "In de kopie staat tekst van teams. Kies een andere map."
        )
        return Uitkomst.PROBLEEM
    meld(f"{klaar}: {documenten(made.aantal)}.")
    return noem_problemen(made.problemen)


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
