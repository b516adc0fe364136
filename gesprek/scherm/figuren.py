"""A figure on the page: its conclusion in words, its chart, and the same figures as a table."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import Final

import streamlit as st

from gesprek.overzicht.figuur import Figuur, Getal, shown
from gesprek.overzicht.tekening import as_svg, tekeningen
from gesprek.scherm.teksten import tekst

_NARROW: Final = 5
_FITS: Final = 3
"""So many columns fit on a phone."""
_DASH: Final = "–"


def figuren(alle: Iterable[Figuur]) -> None:
    """Draw the figures that may be shown, and at the end in one list which are not there yet."""
    missing = []
    for one in alle:
        if one.punten:
            _figuur(one)
        else:
            missing.append(one)
    if missing:
        _not_yet(missing)


def _figuur(one: Figuur) -> None:
    st.header(one.titel, anchor=False)
    st.markdown(one.zin)
    for drawn in tekeningen(one):
        if drawn.naam:
            st.markdown(f"**{drawn.naam}**")
        told = as_svg(drawn, f"{one.titel} {one.zin} {drawn.naam}")
        # Not st.html, which takes every drawing out.
        st.markdown(f'<div class="grafiek">{told}</div>', unsafe_allow_html=True)
    with st.expander(tekst("overzicht.als_tabel"), expanded=True):
        _table(one)


def _not_yet(missing: list[Figuur]) -> None:
    """List the figures without a number by why; what each waits for is the same for everybody."""
    st.header(tekst("overzicht.nog_niet"), anchor=False)
    for zin, group in groupby(sorted(missing, key=lambda one: one.zin), key=lambda one: one.zin):
        st.markdown(zin)
        waits = zin == tekst("overzicht.te_weinig")
        lines = [
            f"- **{one.titel}** {tekst(f'overzicht.wacht_{one.naam}') if waits else ''}"
            for one in group
        ]
        st.markdown("\n".join(lines))


def _table(one: Figuur) -> None:
    """Draw a plain table; what may not be shown says so, in a wide table by a dash.

    As HTML: for ``st.table`` a browser fetches 130 kB, and it takes signs in a cell for Markdown.
    """
    is_wide = len(one.kop) > _NARROW
    nothing = _DASH if is_wide else tekst("overzicht.weinig")
    head = "".join(f'<th scope="col">{escape(name)}</th>' for name in one.kop)
    body = "".join(_row(_cells(one, row, nothing)) for row in one.regels)
    scrolls = f' tabindex="0" role="group" aria-label="{escape(one.titel)}"'
    st.html(
        f'<div class="cijfers"{scrolls if len(one.kop) > _FITS else ""}><table>'
        f"<thead><tr>{head}</tr></thead><tbody>{body}</tbody></table></div>"
    )
    if is_wide and any(None in row for row in one.regels):
        st.caption(tekst("overzicht.streepje"))


def _row(cells: list[str]) -> str:
    name, *rest = (escape(one) for one in cells)
    return f'<tr><th scope="row">{name}</th>{"".join(f"<td>{one}</td>" for one in rest)}</tr>'


def _cells(one: Figuur, row: tuple[str | Getal, ...], nothing: str) -> list[str]:
    cells = [one if isinstance(one, str) else shown(one) or nothing for one in row]
    if one.deel and row[-1] is not None:
        cells[-1] = tekst("overzicht.procent", aantal=cells[-1])
    return cells
