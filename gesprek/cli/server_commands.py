"""The commands wachtwoord and inrichten: what only who runs the server may do."""

import getpass
import sys

from gesprek.access.passwords import LONGEST
from gesprek.access.signing import ServerSecrets
from gesprek.cli.console import ExitCode, WrongUsage, existing_store, progress, report
from gesprek.domain.dates import utc_now
from gesprek.services.paths import set_up_path
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.protocol import Store


def set_password() -> ExitCode:
    """Give the advisor a new password and end all the advisor's log-ins."""
    visits = _visits(existing_store())
    if visits.accounts.adviseur() is None and not visits.setting_up.is_done:
        progress("Gesprekstool is nog niet ingericht. Start Gesprekstool en open de link.")
        return ExitCode.PROBLEM
    visits.administration.set_advisor(_ask())
    report("Het nieuwe wachtwoord staat. Wie als adviseur was aangemeld, is nu afgemeld.")
    return ExitCode.DONE


def set_up() -> ExitCode:
    """Print the path of a new link to set up; who starts the server puts its address before it."""
    report(set_up_path(_visits(open_store()).setting_up.new_link()))
    return ExitCode.DONE


def _visits(store: Store) -> Visits:
    return Visits(store, ServerSecrets(store.secret_store()), utc_now)


def _ask() -> str:
    """Return the new password: asked twice, or the first line of standard input.

    Raises:
        WrongUsage: nothing was typed, or two different passwords.
    """
    if not sys.stdin.isatty():
        typed = sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    else:
        typed = getpass.getpass("Nieuw wachtwoord: ")
        if typed != getpass.getpass("Nog een keer: "):
            raise WrongUsage("De twee wachtwoorden zijn niet gelijk. Probeer het opnieuw.")
    if not typed:
        raise WrongUsage("Er kwam geen wachtwoord binnen. Typ er een.")
    return typed
