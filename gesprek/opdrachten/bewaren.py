"""The commands backup, herstel and exporteer."""

import argparse
from pathlib import Path

from gesprek.opdrachten.plek import existing_store, file_to_read, file_to_write
from gesprek.opdrachten.uitkomst import Uitkomst, documenten, meld, tel, voortgang
from gesprek.opdrachten.zorg import noem_problemen, noem_verslag, problemen
from gesprek.opslag import open_store
from gesprek.opslag.fouten import CloudFolder
from gesprek.opslag.herstellen import NietLeeg, herstel
from gesprek.opslag.kopiebestand import LINES, SUFFIXES, ZIP, open_copy
from gesprek.opslag.reservekopie import write_copy
from gesprek.opslag.tinydb_store import utc_now
from gesprek.toegang.aanmeldingen import Aanmeldingen
from gesprek.toegang.geheim import Geheim


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
