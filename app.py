"""The server: `streamlit run app.py` (or simply `python3 start.py`)."""

import gc
import sys
import threading
from contextlib import suppress
from datetime import date

import streamlit as st

from gesprek.domein.fouten import Gespreksfout
from gesprek.domein.oefening import Oefening
from gesprek.domein.tekst import printable
from gesprek.domein.tijd import local_day
from gesprek.inhoud import Inhoudfout, inhoud
from gesprek.opslag.bewaring import Bewaring
from gesprek.opslag.opschonen import clean_daily
from gesprek.opslag.protocol import Sleutel, Store
from gesprek.opslag.tinydb_store import utc_now
from gesprek.scherm.adres import landing
from gesprek.scherm.bezoek import huis
from gesprek.scherm.callbacks import hear_each_tap
from gesprek.scherm.pakketten import leave_packages_alone
from gesprek.scherm.teksten import tekst
from gesprek.server.aanmelden import sign_in_routes
from gesprek.server.achtergrond import beside_the_pages, later
from gesprek.server.binnen import watch_routes
from gesprek.server.bronnen import Bronnen
from gesprek.server.cijfers import Gevraagd, figure_routes
from gesprek.server.concepten import draft_routes
from gesprek.server.deur import door_middleware, make_door
from gesprek.server.inrichten import set_up_routes
from gesprek.server.limits import Lines, limits_middleware
from gesprek.server.live import live_routes
from gesprek.server.log import keep_logs_quiet
from gesprek.server.organisatie import organisation_routes
from gesprek.server.routes import server_routes
from gesprek.server.schil import shell_middleware
from gesprek.server.uitvoer import export_routes
from gesprek.toegang.bewaakt import BewaaktArchief
from gesprek.toegang.instellingen import Instellingen
from gesprek.toegang.portier import Binnen
from gesprek.uitvoer.bewaard import Bewaard

FIRST_PAGE = 2.0
"""Seconds for whoever opens the first page: with many oefeningen cleaning would slow it down."""


def check_texts() -> None:
    """Tell what is wrong with the texts; without whole texts of our own nothing can start."""
    try:
        problems = inhoud().problemen
    except Inhoudfout as error:
        sys.exit(str(error))
    for problem in problems:
        sys.stderr.write(f"{printable(str(problem))}\n")


def read_settings() -> Instellingen:
    """Return the settings of the network; where they cannot be read, nobody gets in."""
    try:
        return huis().portier.instellingen()
    except Gespreksfout as error:
        sys.stderr.write(f"{printable(error.zin)}\n")
        return Instellingen()


def check_store() -> None:
    """Raise when the store can't be read or written."""
    huis().archief.probe()


def keep_clean(stop: threading.Event) -> None:
    """Count what closed, then remove what is past its term, now and each day."""
    from gesprek.scherm.kwartalen import count_closed  # here, as in `make_figures`

    def opened() -> Store:
        # First the figures: rows that are two years old go with this cleaning. Where they cannot
        # be counted now, what is past its term goes all the same.
        with suppress(Gespreksfout):
            count_closed(huis().store, local_day(utc_now()))
        return huis().store

    def clean_door() -> None:
        huis().portier.clean()

    clean_daily(opened, stop, also=clean_door)


def keep_draft(binnen: Binnen, veld: str, typed: str) -> None:
    """Keep what somebody types, for who they are now: they were looked up before it came in."""
    aanmelding = binnen.aanmelding.id if binnen.aanmelding else ""
    now = huis().portier.again(binnen.bezoeker.soort, aanmelding)
    huis().concepten.keep(now, veld, typed)


def version_for(binnen: Binnen, oefening: str) -> int:
    """Return the version of an oefening for who may read it."""
    return BewaaktArchief(huis().archief, binnen.bezoeker).oefening(oefening).version


def still_counts(binnen: Binnen) -> bool:
    """Tell whether who opened a line is still on the same log-in, as the same person."""
    aanmelding = binnen.aanmelding.id if binnen.aanmelding else ""
    now = huis().portier.again(binnen.bezoeker.soort, aanmelding).bezoeker
    return (now.soort, now.persoon) == (binnen.bezoeker.soort, binnen.bezoeker.persoon)


def tell_pages(sleutel: Sleutel, version: int) -> None:
    """Tell the pages of an oefening that it was saved."""
    huis().zaal.tell(sleutel.id, version)


def hear_others(stop: threading.Event) -> None:
    """Pass on what other servers tell of saves, where several servers share the store."""
    while not stop.is_set():
        with suppress(Gespreksfout):  # it may be unusable now and well later
            huis().store.hear(tell_pages, stop)
            return
        stop.wait(5)


def end_lines() -> None:
    """Let no open line keep the server from ending."""
    with suppress(Gespreksfout):  # without a store nobody has a line
        huis().zaal.close()


def of_team(team: str) -> list[Bewaard]:
    """Return what a team's calendar is made of."""
    return [Bewaard(one.waarde, one.version) for one in huis().archief.versies(team)]


def goes_on(oefening: Oefening) -> date | None:
    """Return the first day on which the text of an oefening may not be there any more."""
    return Bewaring(huis().store).goes_on(oefening.team).get(oefening.id)


def make_figures(binnen: Binnen, asked: Gevraagd) -> bytes | None:
    """Make the file of figures that somebody asks for."""
    from gesprek.scherm.uitvoer import make_file  # the server answers sooner without it

    who = binnen.bezoeker.soort.value
    period, part = (asked.van, asked.tot), (asked.vorm, asked.plaats)
    return make_file(huis().store, who, asked.bestand, period, part)


def freeze_what_stays() -> None:
    """Let the garbage collector pass over all that was loaded: it stays as long as the server.

    It would look at it again and again while people tap, and everybody waits for it. It does not
    look one last time: that takes 50 ms, and finds some twenty objects.
    """
    gc.freeze()


def show_failure(_error: Exception) -> bool:
    """Tell the user in Dutch that something broke; the log has the place, not the text."""
    st.error(tekst("fouten.onverwacht"))
    return True  # Streamlit need not show its own message


keep_logs_quiet()
leave_packages_alone()
hear_each_tap()
check_texts()
settings = read_settings()
door = make_door(lambda: huis().portier, settings)
lines = Lines()
sources = Bronnen(
    archief=lambda who: BewaaktArchief(huis().archief, who),
    portier=lambda: huis().portier,
    of_team=of_team,
    goes_on=goes_on,
)

app = st.App(
    "gesprek/scherm/menu.py",
    lifespan=beside_the_pages(later(FIRST_PAGE, keep_clean), hear_others, ending=end_lines),
    routes=[
        *server_routes(check_store, known_errors=(Gespreksfout,)),
        *set_up_routes(door, landing),
        *organisation_routes(door, landing),
        *sign_in_routes(door, landing),
        *draft_routes(keep_draft),
        *watch_routes(door, lines),
        *live_routes(lambda: huis().zaal, version_for, still_counts),
        *export_routes(door, sources),
        *figure_routes(make_figures),
    ],
    middleware=[
        *shell_middleware(settings.hosts),
        *door_middleware(door),
        *limits_middleware(door, lines),
    ],
    on_script_error=show_failure,
)

freeze_what_stays()
