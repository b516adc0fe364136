"""The command serve: the server, as the advisor set it, until somebody ends it."""

import os
import threading
import time
import webbrowser
from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Final, NamedTuple

from gesprek.access.access_errors import UnreadableSettings
from gesprek.access.certificate import check_certificate
from gesprek.access.request_origin import networks
from gesprek.access.settings import NetworkMode, Settings
from gesprek.cli.console import ExitCode, WrongUsage, progress, report
from gesprek.services.background import check_store
from gesprek.services.paths import set_up_path
from gesprek.services.root import services
from gesprek.services.server_log import configure_logging
from gesprek.storage.store_errors import Corrupt, SchemaTooNew, StoreError

HERE: Final = "127.0.0.1"
EVERYWHERE: Final = "0.0.0.0"  # noqa: S104 - the advisor chose so
USUAL_PORT: Final = 8501
_PORTS: Final = range(1024, 65536)  # below these only an administrator may listen
_SOON: Final = timedelta(days=14)
_STORE_SECONDS: Final = 5.0  # for a store that comes up at the same time
_PATIENCE_SECONDS: Final = 20.0
_UNSAFE: Final = (
    "Onbeveiligd: wie op hetzelfde netwerk zit, kan meelezen. Kies in Beheer voor een certificaat "
    "of een proxy, en start daarna opnieuw."
)
_PROXY: Final = (
    "Dit werkt alleen op deze naam zelf, niet op een pad erachter. Luistert je proxy op een andere "
    "poort dan 443? Zet die poort dan achter het adres."
)
_STILL: Final = "De server is nog aan het starten; op een trage computer duurt dat even …"


class StartPlan(NamedTuple):
    """How the server has to start.

    Attributes:
        listens_on: the address to listen on.
        certificate: the absolute path of the certificate; empty: without TLS.
        key: that of its key.
        for_colleagues: the address that colleagues open; empty where nobody can.
        with_port: whether our port comes behind that address.
        notice: a sentence to show, or empty.
        link: the path of a new link to set up; empty where that is done.
    """

    listens_on: str = HERE
    certificate: str = ""
    key: str = ""
    for_colleagues: str = ""
    with_port: bool = True
    notice: str = ""
    link: str = ""

    def open_address(self, port: int) -> str:
        """Return what colleagues open, empty where they can't."""
        with_port = self.for_colleagues and self.with_port
        return f"{self.for_colleagues}:{port}" if with_port else self.for_colleagues

    def own_address(self, port: int) -> str:
        """Return what the browser on this machine opens."""
        return self.open_address(port) or f"http://{HERE}:{port}"


def serve(port: int, *, opens_browser: bool) -> ExitCode:
    """Run the server until Ctrl+C or SIGTERM.

    Raises:
        WrongUsage: it cannot listen on this port.
        UnreadableSettings, InvalidCertificate: see ``read_plan``.
        StoreError: the store cannot be used.
    """
    # Here, because no other command has to load them.
    from gesprek.cli.own_server import OwnServer, listening_socket, open_more_files

    if port not in _PORTS:
        raise WrongUsage(f"Kies als poort een getal van {_PORTS[0]} tot en met {_PORTS[-1]}.")
    configure_logging()
    forget_foreign_settings()
    is_there = threading.Event()
    threading.Thread(target=_ask_for_patience, args=[is_there], daemon=True).start()
    try:
        _wait_for_store()
        plan = read_plan()
        listening = listening_socket(plan.listens_on, port)
        # Only now: a new link ends the one before, of a server that may be on this port.
        plan = plan._replace(link=_new_link())
        open_more_files()

        def started() -> None:
            is_there.set()
            tell(plan, port)
            if opens_browser:
                threading.Thread(
                    target=webbrowser.open, args=[plan.own_address(port)], daemon=True
                ).start()

        OwnServer("app:app", plan.certificate, plan.key, started=started).run([listening])
    except KeyboardInterrupt:  # uvicorn raises it anew once it has ended
        pass
    finally:
        is_there.set()
    return ExitCode.DONE


def _ask_for_patience(is_there: threading.Event) -> None:
    while not is_there.wait(_PATIENCE_SECONDS):
        progress(_STILL)


def tell(plan: StartPlan, port: int) -> None:
    """Tell where Gesprekstool is, who can reach it and what is still to be done."""
    report(f"Gesprekstool staat klaar op {plan.own_address(port)} (stoppen: Ctrl+C).")
    if plan.link:
        report(
            "Nog niet ingericht: dit werkt alleen op deze computer. Richt in met deze link (werkt "
            f"één keer, 24 uur): http://{HERE}:{port}{plan.link}"
        )
    elif plan.for_colleagues:
        report(f"Adres voor collega's: {plan.open_address(port)}")
    if plan.notice:
        report(plan.notice)


def read_plan() -> StartPlan:
    """Return how the server has to start, but for the link.

    Raises:
        UnreadableSettings: it cannot be known.
        InvalidCertificate: the server would not start with its certificate.
        StoreError: the store cannot be used.
    """
    visits = services().visits
    try:
        settings = visits.settings()
    except (Corrupt, SchemaTooNew):
        raise UnreadableSettings(
            "De instellingen in de opslag zijn niet te lezen: zet een reservekopie terug met "
            "`python -m gesprek herstel`, of start met de nieuwste versie van Gesprekstool."
        ) from None
    return plan_of(settings, visits.now())


def _new_link() -> str:
    """Return the path of a new link to set up, empty where that is done."""
    setting_up = services().visits.setting_up
    return "" if setting_up.is_done else set_up_path(setting_up.new_link())


def plan_of(settings: Settings, now: datetime) -> StartPlan:
    """Return how the server has to start with what the advisor set.

    Raises:
        InvalidCertificate: see ``check_certificate``.
    """
    is_open = settings.netwerk is not NetworkMode.DICHT
    scheme = "https" if settings.has_tls else "http"
    certificate, key = map(str, settings.tls_files or ("", ""))
    return StartPlan(
        listens_on=_listens_on(settings),
        certificate=certificate,
        key=key,
        for_colleagues=f"{scheme}://{settings.namen[0]}" if is_open else "",
        with_port=settings.netwerk is not NetworkMode.PROXY,
        notice=_notice(settings, now),
    )


def _listens_on(settings: Settings) -> str:
    """Return this machine's own address where all who may ask are on it."""
    proxies = settings.trusted_proxies
    if settings.netwerk is NetworkMode.DICHT or (proxies and _all_here(proxies)):
        return HERE
    return EVERYWHERE


def _all_here(proxies: Sequence[str]) -> bool:
    return all(network.is_loopback for network in networks(proxies))


def _notice(settings: Settings, now: datetime) -> str:
    if settings.tls_files is None:
        notices = {NetworkMode.ONBEVEILIGD: _UNSAFE, NetworkMode.PROXY: _PROXY}
        return notices.get(settings.netwerk, "")
    until = check_certificate(*settings.tls_files)
    if until and until - now < _SOON:
        return f"Het certificaat verloopt op {until:%d-%m-%Y}: zet er voor die dag een nieuw neer."
    return ""


def forget_foreign_settings() -> None:
    """Let nothing that stands in our environment for another program change a setting."""
    for name in [one for one in os.environ if one.startswith("STREAMLIT_")]:
        del os.environ[name]


def _wait_for_store() -> None:
    """Wait a moment for the store.

    Raises:
        StoreError: it cannot be used.
    """
    end = time.monotonic() + _STORE_SECONDS
    while True:
        try:
            return check_store()
        except StoreError:
            if time.monotonic() > end:
                raise
            time.sleep(0.2)
