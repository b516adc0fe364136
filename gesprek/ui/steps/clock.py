"""A large clock that runs in the browser, so that a second costs the server nothing."""

from dataclasses import asdict, dataclass
from datetime import datetime, timedelta

import streamlit as st

_HTML = '<div class="klok" role="timer" aria-live="off"><span></span><small></small></div>'
_CSS = """
.klok { font-variant-numeric: tabular-nums; text-align: center; line-height: 1.1; }
.klok span { font-size: clamp(4rem, 18vw, 9rem); font-weight: 700; display: block; }
.klok small { font-size: 1.1rem; opacity: .85; }
.klok.pauze span { opacity: .55; }
"""
# The clock counts on the time of the server: a device may have another time, and may have slept.
# The live line tells how far the server is ahead; without it the moment of drawing does.
_JS = """
export default function ({ data, parentElement }) {
  const clock = parentElement.querySelector(".klok");
  const [time, note] = clock.children;
  const ahead = data.now - Date.now();
  const draw = () => {
    const now = Date.now() + (window.gesprekVoor ?? ahead);
    const since = data.running ? (now - data.now) / 1000 : 0;
    const seconds = Math.max(0, Math.floor(data.seconds + since));
    time.textContent = Math.floor(seconds / 60) + ":" + String(seconds % 60).padStart(2, "0");
    note.textContent = data.running && seconds >= data.best ? data.over : data.note;
  };
  clock.classList.toggle("pauze", !data.running);
  clock.setAttribute("aria-label", data.name);
  // Called again with every change: the clock that ran before must stop first.
  clearInterval(clock.ticking);
  clock.ticking = data.running ? setInterval(draw, 250) : 0;
  draw();
  return () => clearInterval(clock.ticking);
}
"""


@dataclass(frozen=True)
class ClockWords:
    """What is with the clock.

    Attributes:
        name: what the clock shows, for who cannot see it.
        note: the words beneath.
        over: the words beneath once the best length of a round is reached.
    """

    name: str
    note: str
    over: str


def draw_clock(
    elapsed: timedelta, now: datetime, *, running: bool, best: timedelta, words: ClockWords
) -> None:
    """Draw the time played, counting on in the browser while it runs.

    Args:
        elapsed: the time so far.
        now: the moment at which it was so much.
        running: whether it goes on.
        best: the best length of a round; nothing is locked after it.
        words: what is with the clock.
    """
    component = st.components.v2.component("klok", html=_HTML, css=_CSS, js=_JS)
    component(
        key="klok",
        data={
            "seconds": elapsed.total_seconds(),
            "now": now.timestamp() * 1000,
            "running": running,
            "best": best.total_seconds(),
            **asdict(words),
        },
    )
