"""The commands backup, herstel, exporteer, controle and opschonen."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Final

from gesprek.access.log_ins import LogIns
from gesprek.access.signing import ServerSecrets
from gesprek.cli.console import (
    ExitCode,
    counted,
    documents_of,
    existing_store,
    file_to_read,
    file_to_write,
    progress,
    report,
)
from gesprek.domain.dates import utc_now
from gesprek.services.archive import Archive
from gesprek.services.backup import old_copies, write_copy
from gesprek.services.cleaning import clean_up
from gesprek.services.copy_file import LINES, SUFFIXES, ZIP, open_copy
from gesprek.services.restore import NotEmpty, herstel
from gesprek.services.retention import CleaningReport, Removed
from gesprek.storage import open_store
from gesprek.storage.protocol import Kind, Store, StoreProblem
from gesprek.storage.store_errors import CloudFolder, NotFound


def backup(typed: str) -> ExitCode:
    """Make a back-up."""
    return _write(file_to_write(typed, ZIP), "De reservekopie is klaar")


def export(typed: str) -> ExitCode:
    """Write everything as lines of JSON."""
    return _write(file_to_write(typed, LINES), "De export is klaar")


def restore_copy(typed: str, *, replaces: bool) -> ExitCode:
    """Put a copy back, and check the store afterwards."""
    path = file_to_read(typed, SUFFIXES)
    progress("De kopie nakijken en terugzetten …")
    store = open_store()
    try:
        with open_copy(path) as copy:
            done = herstel(store, copy, utc_now, counted, vervang=replaces)
    except NotEmpty as error:
        progress(f"{error.zin} Wil je alles daar vervangen? Zet er dan --vervang bij.")
        return ExitCode.PROBLEM
    # In the copy are log-ins that were ended since; and somebody may be signing in just now.
    ServerSecrets(store.secret_store()).renew()
    LogIns(store, utc_now).revoke_all()
    report(f"Teruggezet: {documents_of(done.aantal)}. Iedereen meldt zich opnieuw aan.")
    if done.gewist:
        report(f"Niet teruggezet, want gewist: {documents_of(done.gewist)}.")
    if done.weg:
        report(f"Weggehaald, want niet in de kopie: {documents_of(done.weg)}.")
    if done.gemaskeerd:
        report(f"Vervangen, want dat bewaren we nooit: {done.gemaskeerd} nummers of adressen.")
    print_report(done.opgeschoond)
    report("Staat Gesprekstool aan? Stop het en start het opnieuw.")
    return print_problems(problems_in(store))


def _write(path: Path, told: str) -> ExitCode:
    store = existing_store()
    progress("Alles lezen en schrijven …")
    try:
        made = write_copy(store, path, utc_now, counted)
    except CloudFolder:
        progress(
            "Die map wordt naar internet gekopieerd, zoals OneDrive of Dropbox. "
            "In de kopie staat tekst van teams. Kies een andere map."
        )
        return ExitCode.PROBLEM
    report(f"{told}: {documents_of(made.aantal)}.")
    return print_problems(made.problemen)


_WORDS: Final = {
    Removed.OEFENINGEN: "oefeningen waarvan de tekst weg moest",
    Removed.LEERPUNTEN: "oefeningen waarvan de leerpunten weg moesten",
    Removed.RIJEN: "rijen voor de cijfers",
    Removed.NAMEN: "namen die lang niet zijn gebruikt",
    Removed.CONCEPTEN: "teksten die nooit zijn opgeslagen",
    Removed.LOGREGELS: "regels van het logboek",
    Removed.GROOTBOEKREGELS: "regels over wat lang geleden is gewist",
    Removed.KAPOT: "kapotte bestanden",
}


def check_store() -> ExitCode:
    """Read everything and name what cannot be used."""
    store = existing_store()
    progress("Alles nalezen …")
    found = problems_in(store)
    if not found:
        report("Alles is in orde.")
    return print_problems(found)


def clean() -> ExitCode:
    """Remove what is past its term, and name the copies that are."""
    store = existing_store()
    progress("Nakijken wat weg moet …")
    outcome = clean_up(store)
    print_report(outcome)
    if not +outcome.weg:
        report("Er hoefde niets weg.")
    return max(_print_failed(outcome), _print_backups(store))


def problems_in(store: Store) -> tuple[StoreProblem, ...]:
    """Read every document as the screens would and return what cannot be used."""
    archive = Archive(store)
    found = store.check()
    archive.teams()
    for team in {record.sleutel.team for record in store.list(Kind.OEFENING)}:
        with suppress(NotFound):  # a folder that is not ours
            archive.oefeningen(team or "")
    archive.rijen()
    both = (*found, *archive.problems())
    return tuple({problem.sleutel: problem for problem in both}.values())


def print_problems(found: Iterable[StoreProblem]) -> ExitCode:
    """Name documents by their kind and id; they hold no text that somebody typed."""
    code = ExitCode.DONE
    for problem in found:
        key = problem.sleutel
        progress(f"{key.soort.value} {key.id}: {problem.zin}")
        code = ExitCode.PROBLEM
    return code


def print_report(outcome: CleaningReport) -> None:
    """Tell what was removed, in counts."""
    for kind, count in outcome.weg.items():
        if count:
            report(f"Weggegooid: {count} {_WORDS[kind]}.")


def _print_failed(outcome: CleaningReport) -> ExitCode:
    for sentence, count in outcome.mislukt.items():
        progress(f"Niet gelukt, {count} keer: {sentence}")
    return ExitCode.PROBLEM if outcome.mislukt else ExitCode.DONE


def _print_backups(store: Store) -> ExitCode:
    backups = old_copies(store, utc_now())
    for path in backups.oud:
        progress(f"Ouder dan 28 dagen, gooi weg: {path}")
    for folder in backups.onbereikbaar:
        progress(f"Hier staan misschien oude reservekopieën, kijk zelf: {folder}")
    return ExitCode.PROBLEM if backups.oud or backups.onbereikbaar else ExitCode.DONE
