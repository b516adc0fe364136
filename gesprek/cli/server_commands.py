"""The commands wachtwoord, inrichten and begin: what only who runs the server may do."""

import getpass
import json
import sys
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from gesprek.access.access_errors import UnreadableSettings
from gesprek.access.certificate import check_certificate
from gesprek.access.passwords import LONGEST
from gesprek.access.request_origin import networks
from gesprek.access.settings import NetworkMode, Settings
from gesprek.access.signing import ServerSecrets
from gesprek.cli.console import ExitCode, WrongUsage, existing_store, progress, report
from gesprek.domain.dates import utc_now
from gesprek.services.paths import set_up_path
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.protocol import Store
from gesprek.storage.store_errors import Corrupt, SchemaTooNew

HERE: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - the advisor chose so
_SOON: Final = timedelta(days=14)
_UNSAFE: Final = (
    "Onbeveiligd: wie op hetzelfde netwerk zit, kan meelezen. Kies in Beheer voor een certificaat "
    "of een proxy, en start daarna opnieuw."
)


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


def begin() -> ExitCode:
    """Print how the server has to start, as JSON.

    Raises:
        UnreadableSettings: it cannot be known.
        InvalidCertificate: the server would not start with its certificate.
        StoreError: the store cannot be used.
    """
    visits = _visits(open_store())
    try:
        settings, is_done = visits.settings(), visits.setting_up.is_done
    except (Corrupt, SchemaTooNew):
        raise UnreadableSettings(
            "De instellingen in de opslag zijn niet te lezen: zet een reservekopie terug met "
            "`python -m gesprek herstel`, of start met de nieuwste versie van Gesprekstool."
        ) from None
    link = "" if is_done else set_up_path(visits.setting_up.new_link())
    report(json.dumps(plan(settings, visits.now()) | {"link": link}))
    return ExitCode.DONE


def plan(settings: Settings, now: datetime) -> dict[str, Any]:
    """Return how the server has to start.

    Args:
        settings: what the advisor set.
        now: the present moment.

    Returns:
        ``luister``: the address to listen on. ``namen``: what browsers may call the server.
        ``certificaat`` and ``sleutel``: absolute paths, empty where there is none. ``adres``: what
        colleagues open, empty where nobody can; ``met_poort``: whether our port comes behind it.
        ``let_op``: a sentence to show, or empty.

    Raises:
        InvalidCertificate: see ``check_certificate``.
    """
    is_open = settings.netwerk is not NetworkMode.DICHT
    scheme = "https" if settings.has_tls else "http"
    return {
        "luister": _listens_on(settings),
        # Streamlit compares an IPv6 address without its brackets.
        "namen": [host.strip("[]") for host in settings.hosts],
        "adres": f"{scheme}://{settings.namen[0]}" if is_open else "",
        "met_poort": settings.netwerk is not NetworkMode.PROXY,
        **_certificate(settings, now),
    }


def _listens_on(settings: Settings) -> str:
    """Return this machine's own address where all who may ask are on it."""
    proxies = settings.trusted_proxies
    if settings.netwerk is NetworkMode.DICHT or (proxies and _all_here(proxies)):
        return HERE
    return EVERYWHERE


def _all_here(proxies: Sequence[str]) -> bool:
    return all(network.is_loopback for network in networks(proxies))


def _certificate(settings: Settings, now: datetime) -> dict[str, str]:
    files = settings.tls_files
    if files is None:
        unsafe = settings.netwerk is NetworkMode.ONBEVEILIGD
        return {"certificaat": "", "sleutel": "", "let_op": _UNSAFE if unsafe else ""}
    until = check_certificate(*files)
    let_op = ""
    if until and until - now < _SOON:
        let_op = (
            f"Het certificaat verloopt op {until:%d-%m-%Y}: zet er voor die dag een nieuw neer."
        )
    return {"certificaat": str(files[0]), "sleutel": str(files[1]), "let_op": let_op}
