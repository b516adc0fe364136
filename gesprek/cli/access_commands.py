"""The commands wachtwoord and inrichten: what only who runs the server may do."""

import argparse
import getpass
import sys

from gesprek.access.passwords import LONGEST
from gesprek.access.signing import Geheim
from gesprek.cli.console import Uitkomst, VerkeerdGebruik, existing_store, meld, voortgang
from gesprek.services.visits import Portier
from gesprek.storage import open_store
from gesprek.storage.files.file_store import utc_now
from gesprek.storage.protocol import Store


def wachtwoord(_gekozen: argparse.Namespace) -> Uitkomst:
    """Give the advisor a new password and end all the advisor's log-ins."""
    portier = _portier(existing_store())
    if portier.accounts.adviseur() is None and not portier.inrichting.is_done:
        voortgang("Gesprekstool is nog niet ingericht. Start Gesprekstool en open de link.")
        return Uitkomst.PROBLEEM
    portier.beheer.set_adviseur(_ask())
    meld("Het nieuwe wachtwoord staat. Wie als adviseur was aangemeld, is nu afgemeld.")
    return Uitkomst.GOED


def inrichten(_gekozen: argparse.Namespace) -> Uitkomst:
    """Print the path of a new link to set up; who starts the server puts its address before it."""
    meld(f"/inrichten/{_portier(open_store()).inrichting.new_link()}")
    return Uitkomst.GOED


def _portier(store: Store) -> Portier:
    return Portier(store, Geheim(store.kluis()), utc_now)


def _ask() -> str:
    """Return the new password: asked twice, or the first line of standard input.

    Raises:
        VerkeerdGebruik: nothing was typed, or two different passwords.
    """
    if not sys.stdin.isatty():
        typed = sys.stdin.readline(LONGEST + 2).rstrip("\r\n")
    else:
        typed = getpass.getpass("Nieuw wachtwoord: ")
        if typed != getpass.getpass("Nog een keer: "):
            raise VerkeerdGebruik("De twee wachtwoorden zijn niet gelijk. Probeer het opnieuw.")
    if not typed:
        raise VerkeerdGebruik("Er kwam geen wachtwoord binnen. Typ er een.")
    return typed
