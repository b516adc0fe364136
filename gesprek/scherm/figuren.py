"""A chart with its conclusion in words and the same figures as a plain table."""

from collections.abc import Sequence
from enum import StrEnum

import pandas as pd
import streamlit as st

from gesprek.overzicht.cijfers import AANTAL, KWARTAAL, SOORT
from gesprek.overzicht.grafieken import stacked_bars
from gesprek.scherm.teksten import label, tekst


def figuur(
    counts: pd.DataFrame, kinds: Sequence[StrEnum], kind_title: str, number_title: str
) -> None:
    """Draw counts per quarter: the conclusion, the chart and the table.

    Args:
        counts: columns ``kwartaal``, ``soort``, ``aantal``; not empty.
        kinds: every kind there is, in order.
        kind_title: what a kind is called.
        number_title: what is counted.
    """
    labels = {one.value: label(one) for one in kinds}
    totals = counts.groupby(SOORT, observed=True)[AANTAL].sum()
    most = labels[str(totals.idxmax())]
    st.markdown(tekst("overzicht.vaakst", soort=most, aantal=int(totals.max())))
    titles = (tekst("overzicht.kwartaal"), kind_title, number_title)
    st.altair_chart(stacked_bars(counts, kinds, label, titles), width="stretch")
    with st.expander(tekst("overzicht.toon_tabel")):
        st.table(
            counts.assign(**{SOORT: counts[SOORT].map(labels)})
            .rename(columns=dict(zip((KWARTAAL, SOORT, AANTAL), titles, strict=True)))
            .set_index(titles[0])
        )
