"""A figure on the page: its conclusion in words, its chart, and the same figures as a table."""

from typing import Final

import streamlit as st

from gesprek.overzicht.figuur import Figuur, Getal, shown
from gesprek.overzicht.grafieken import grafieken
from gesprek.scherm.teksten import tekst

_NARROW: Final = 5
_DASH: Final = "–"


def figuur(one: Figuur) -> None:
    """Draw a figure; without one its sentence says why."""
    st.header(one.titel, anchor=False)
    if not one.punten:
        st.caption(f":material/visibility_off: {one.zin}")
        return
    st.markdown(one.zin)
    for name, chart in grafieken(one):
        if name:
            st.markdown(f"**{name}**")
        st.altair_chart(chart, width="stretch", alt=f"{one.titel} {one.zin}")
    with st.expander(tekst("overzicht.als_tabel"), expanded=True):
        _table(one)


def _table(one: Figuur) -> None:
    """Draw a plain table; what may not be shown says so, in a wide table by a dash."""
    is_wide = len(one.kop) > _NARROW
    nothing = _DASH if is_wide else tekst("overzicht.weinig")
    st.table(
        [dict(zip(one.kop, _cells(one, row, nothing), strict=True)) for row in one.regels],
        border="horizontal",
        hide_index=True,
    )
    if is_wide and any(None in row for row in one.regels):
        st.caption(tekst("overzicht.streepje"))


def _cells(one: Figuur, row: tuple[str | Getal, ...], nothing: str) -> list[str]:
    cells = [one if isinstance(one, str) else shown(one) or nothing for one in row]
    if one.deel and row[-1] is not None:
        cells[-1] = tekst("overzicht.procent", aantal=cells[-1])
    return cells
