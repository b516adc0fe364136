"""What was seen, to read: one list, and after a replay the rounds beside each other."""

from collections.abc import Mapping

import streamlit as st

from gesprek.access.rights import Right
from gesprek.domain.compared_rondes import compare_rondes
from gesprek.domain.gesprek import Observatie
from gesprek.domain.themas import Observatiepunt
from gesprek.ui.fields.open_oefening import OpenOefening
from gesprek.ui.frame.visitor import require_right
from gesprek.ui.frame.words import label, screen_text

_IN_WORDS = 3  # so many rounds have a word for their number


def draw_marks(work: OpenOefening, person: str = "") -> None:
    """Draw what this person, or all on one device, marked, the kijkpunten first.

    Raises RightMissing before the team looks back.
    """
    require_right(Right.OBSERVATIES, work.subject)
    gesprek, agreed = work.oefening.gesprek, work.oefening.inleven.kijkpunten
    compared = compare_rondes(gesprek, agreed, person)
    draw_compared(compared)
    marks = gesprek.kijklijsten.get(person, {}) if person else gesprek.observaties
    for point in dict.fromkeys((*agreed, *marks)):
        if point in marks and point not in compared:
            _mark(point, marks[point])


def draw_compared(compared: Mapping[Observatiepunt, tuple[Observatie, ...]]) -> None:
    """Draw per point what was seen in each round; nothing where no replay was marked."""
    if not compared:
        return
    st.markdown(f"**{screen_text('kijkpunten.naast_elkaar')}**")
    for point, rounds in compared.items():
        st.markdown(f"**{label(point)}**")
        st.text("\n".join(_in_words(*one) for one in enumerate(rounds, start=1)))
    st.caption(screen_text("kijkpunten.anders"))


def _mark(point: Observatiepunt, one: Observatie) -> None:
    if one.gezien:
        st.markdown(f"**{label(point)}**: {label(one.gezien)}")
    if one.citaat:
        st.text(f"‘{one.citaat}’")


def _in_words(number: int, one: Observatie) -> str:
    """Return what was seen in a round, in one line."""
    if number <= _IN_WORDS:
        ronde = screen_text(f"kijkpunten.ronde_{number}")
    else:
        ronde = screen_text("kijkpunten.ronde_later", nummer=number)
    if one == Observatie():
        return screen_text("kijkpunten.in_ronde", ronde=ronde, wat=screen_text("kijkpunten.niets"))
    parts = [label(one.gezien).lower()] if one.gezien else []
    parts += [f"‘{one.citaat}’"] if one.citaat else []
    return screen_text("kijkpunten.in_ronde", ronde=ronde, wat=", ".join(parts))
