"""The large clock of step 5: it runs in the browser, so that a second costs the server nothing."""

from datetime import timedelta

import streamlit as st

from gesprek import browser
from gesprek.domain.gesprek import Ronde
from gesprek.domain.oefening import Oefening
from gesprek.domain.stappen import Stap
from gesprek.domain.werkvormen import minutes_for
from gesprek.ui.fields.open_oefening import now
from gesprek.ui.frame.words import screen_text

_HTML = (
    '<div class="klok"><span role="timer" aria-live="off"></span><small></small>'
    '<i role="status"></i></div>'
)


def draw_clock(oefening: Oefening) -> None:
    """Draw the time of the round that runs, or of the last one; nothing is locked when it is up."""
    gesprek, moment = oefening.gesprek, now()
    key = gesprek.running or max(gesprek.rondes, default=None)
    ronde = gesprek.rondes[key] if key else None
    data = {
        "seconds": (ronde.elapsed(moment) if ronde else timedelta()).total_seconds(),
        "now": moment.timestamp() * 1000,
        "running": bool(gesprek.running and ronde and not ronde.running_time_out),
        "best": gesprek.ronde_minuten * 60,
        "name": screen_text("stap_5.tijd_verstreken"),  # for who cannot see the clock
        "note": _note(oefening, ronde),
        "mark": screen_text("stap_5.tijd_om"),  # before the title of the tab
        "over": screen_text("stap_5.tijd_voorbij", minuten=gesprek.ronde_minuten),
    }
    component = st.components.v2.component(
        "klok", html=_HTML, css=browser.style("clock.css"), js=browser.component("clock")
    )
    component(key="klok", data=data)


def keep_awake() -> None:
    """Keep the screen on while a round without a clock runs; the clock does so itself."""
    st.components.v2.component("wakker", js=browser.component("awakeScreen"))(key="wakker")


def _note(oefening: Oefening, ronde: Ronde | None) -> str:
    """Return the words beneath, until the best length of a round is reached."""
    if ronde is None:
        minutes = minutes_for(oefening.werkvorm, oefening.minuten, Stap.GESPREK)
        return screen_text("stap_5.klok_plan", minuten=minutes)
    if ronde.running_time_out:
        return screen_text("stap_5.time_out_loopt")
    words = "stap_5.ronde_gedaan" if ronde.stopped else "stap_5.ronde_bezig"
    return screen_text(words, nummer=len(oefening.gesprek.rondes))
