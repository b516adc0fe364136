"""The commands backup, herstel, exporteer, controle, opschonen and privacy."""

import json
import sys
from collections.abc import Collection
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
from gesprek.domain.text import of_number
from gesprek.privacy import mask, scan
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
        progress(f"{error.sentence} Wil je alles daar vervangen? Zet er dan --vervang bij.")
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
        masked = of_number(done.gemaskeerd, "nummer of adres", "nummers of adressen")
        report(f"Vervangen, want dat bewaren we nooit: {done.gemaskeerd} {masked}.")
    _print_report(done.opgeschoond)
    report("Staat Gesprekstool aan? Stop het en start het opnieuw.")
    return _print_problems(_problems_in(store))


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
    if not made.afgeschermd:
        progress(
            "Let op: op deze schijf zijn er geen rechten per account. Iedereen die bij de schijf "
            "kan, kan de kopie lezen. Bewaar haar op een versleutelde stick."
        )
    return _print_problems(made.problemen)


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
    found = _problems_in(store)
    if not found:
        report("Alles is in orde.")
    return _print_problems(found)


def clean() -> ExitCode:
    """Remove what is past its term, and name the copies that are."""
    store = existing_store()
    progress("Nakijken wat weg moet …")
    outcome = clean_up(store)
    _print_report(outcome)
    if not +outcome.weg:
        report("Er hoefde niets weg.")
    for sentence, count in outcome.mislukt.items():
        progress(f"Niet gelukt, {count} keer: {sentence}")
    backups = old_copies(store, utc_now())
    for path in backups.oud:
        progress(f"Ouder dan 28 dagen, gooi weg: {path}")
    for folder in backups.onbereikbaar:
        progress(f"Hier staan misschien oude reservekopieën, kijk zelf: {folder}")
    is_done = not (outcome.mislukt or backups.oud or backups.onbereikbaar)
    return ExitCode.DONE if is_done else ExitCode.PROBLEM


def _problems_in(store: Store) -> tuple[StoreProblem, ...]:
    """Read every document as the screens would and return what cannot be used."""
    archive = Archive(store)
    found = store.check()
    archive.teams()
    for team in {record.key.team for record in store.list(Kind.OEFENING)}:
        with suppress(NotFound):  # a folder that is not ours
            archive.oefeningen(team or "")
    archive.rijen()
    return tuple({one.key: one for one in (*found, *archive.problems())}.values())


def _print_problems(found: Collection[StoreProblem]) -> ExitCode:
    """Name documents by their kind and id; they hold no text that somebody typed."""
    for problem in found:
        progress(f"{problem.key.kind.value} {problem.key.id}: {problem.sentence}")
    return ExitCode.PROBLEM if found else ExitCode.DONE


def _print_report(outcome: CleaningReport) -> None:
    for kind, count in outcome.weg.items():
        if count:
            report(f"Weggegooid: {count} {_WORDS[kind]}.")


_LONGEST: Final = 1_000_000
"""Bytes in one line; a whole file without line breaks is a slip, not a text."""


def check_text(*, masks: bool) -> ExitCode:
    """Print one line for each line that comes in: what was found, or the text without it."""
    for number, raw in enumerate(iter(lambda: sys.stdin.buffer.readline(_LONGEST + 2), b""), 1):
        if len(raw.rstrip(b"\r\n")) > _LONGEST:
            progress(
                f"Regel {number} is langer dan {_LONGEST} tekens. Knip de tekst in kortere regels."
            )
            return ExitCode.PROBLEM
        try:
            line = raw.decode("utf-8").rstrip("\r\n")
        except UnicodeDecodeError:
            progress(
                f"Regel {number} is niet te lezen. Bewaar de tekst als UTF-8 en probeer opnieuw."
            )
            return ExitCode.PROBLEM
        findings = scan(line)
        told = [
            {name: getattr(one, name) for name in ("start", "end", "label", "level", "suggestion")}
            for one in findings
        ]
        report(mask(line, findings) if masks else json.dumps({"findings": told}))
    return ExitCode.DONE
