"""The command begin: tells start.py, in one line of JSON, how the server has to start."""

import json
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any, Final

from gesprek.access.access_errors import UnreadableSettings
from gesprek.access.certificate import check_certificate
from gesprek.access.request_origin import networks
from gesprek.access.settings import NetworkMode, Settings
from gesprek.access.signing import ServerSecrets
from gesprek.cli.console import ExitCode, report
from gesprek.services.paths import set_up_path
from gesprek.services.visits import Visits
from gesprek.storage import open_store
from gesprek.storage.files.file_store import utc_now
from gesprek.storage.store_errors import Corrupt, SchemaTooNew

HERE: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - the advisor chose so
_SOON: Final = timedelta(days=14)
_UNSAFE: Final = (
    "Onbeveiligd: wie op hetzelfde netwerk zit, kan meelezen. Kies in Beheer voor een certificaat "
    "of een proxy, en start daarna opnieuw."
)


def begin() -> ExitCode:
    """Print how the server has to start, as JSON.

    Raises:
        UnreadableSettings: it cannot be known.
        InvalidCertificate: the server would not start with its certificate.
        StoreError: the store cannot be used.
    """
    store = open_store()
    visits = Visits(store, ServerSecrets(store.secret_store()), utc_now)
    try:
        settings, is_done = visits.instellingen(), visits.inrichting.is_done
    except (Corrupt, SchemaTooNew):
        raise UnreadableSettings(
            "De instellingen in de opslag zijn niet te lezen: zet een reservekopie terug met "
            "`python -m gesprek herstel`, of start met de nieuwste versie van Gesprekstool."
        ) from None
    link = "" if is_done else set_up_path(visits.inrichting.new_link())
    report(json.dumps(plan(settings, visits.now()) | {"link": link}))
    return ExitCode.GOED


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
