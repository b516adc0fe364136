"""The yardstick of ``benchmarks.live``: step 4 as an ordinary Streamlit app would do it.

A plain script with the settings of Streamlit itself: a fragment that asks every two seconds, and
SQLite. It shows about as much as our page does, and asks for no rights.
"""

import os
import sqlite3
from html import escape

import streamlit as st

from benchmarks.socket_driver import BUTTON, READY

EVERY = 2
DATABASE = "PEILING"
"""The environment variable that names the file."""


def open_database(path: str) -> sqlite3.Connection:
    """Return the database, made where it is missing; ``versie`` counts the saves."""
    database = sqlite3.connect(path, timeout=30)
    database.execute("pragma journal_mode=wal")
    database.execute("create table if not exists klaar(o, wie, klaar, primary key(o, wie))")
    database.execute("create table if not exists versie(o primary key, versie)")
    return database


def ready_of(database: sqlite3.Connection, oefening: str) -> dict[str, bool]:
    """Return who takes part, and whether they are ready."""
    rows = database.execute("select wie, klaar from klaar where o=? order by wie", (oefening,))
    return {who: bool(klaar) for who, klaar in rows}


def version_of(database: sqlite3.Connection, oefening: str) -> int:
    """Return how often an oefening was saved."""
    found = database.execute("select versie from versie where o=?", (oefening,)).fetchone()
    return int(found[0]) if found else 0


def save(oefening: str, who: str, *, is_ready: bool) -> None:
    """Keep whether somebody is ready."""
    with open_database(os.environ[DATABASE]) as database:
        database.execute("insert or replace into klaar values(?, ?, ?)", (oefening, who, is_ready))
        database.execute(
            "insert into versie values(?, 1) on conflict(o) do update set versie = versie + 1",
            (oefening,),
        )


@st.fragment(run_every=EVERY)
def _live(oefening: str, me: str) -> None:
    ready = ready_of(open_database(os.environ[DATABASE]), oefening)
    rows = [
        f"<li><b>{escape(who)}</b> {READY if klaar else ''}</li>" for who, klaar in ready.items()
    ]
    st.html(f'<ul class="samen">{"".join(rows)}</ul>')
    st.button(
        "Toch nog niet klaar" if ready[me] else "Ik ben klaar",
        key=BUTTON,
        on_click=lambda: save(oefening, me, is_ready=not ready[me]),
    )


def _page(oefening: str, me: str) -> None:
    st.title("Inleven")
    _live(oefening, me)
    for who in ready_of(open_database(os.environ[DATABASE]), oefening):
        with st.expander(who):
            st.markdown("Wat doe jij in deze stap? Lees de casus en bereid je voor.")
            st.text_area(f"Eigen voorbereiding van {who}", key=f"eigen-{who}")
    for number in range(4):
        st.text(f"Vraag {number}")
        st.text_area("Antwoord", key=f"antwoord-{number}")


if __name__ == "__main__":
    _page(st.query_params["o"], st.query_params["wie"])
