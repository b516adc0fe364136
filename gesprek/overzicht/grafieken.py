"""Altair charts of counts; loaded by the overview page only, because Altair is heavy."""

from collections.abc import Callable, Sequence
from enum import StrEnum

import altair as alt
import pandas as pd

from gesprek.overzicht.cijfers import AANTAL, KWARTAAL, SOORT

# Okabe and Ito's palette, made for colour-blind readers; repeats after eight with the legend
# and the table beside the chart to tell the kinds apart.
_COLOURS = (
    "#0072B2",
    "#E69F00",
    "#009E73",
    "#CC79A7",
    "#56B4E9",
    "#D55E00",
    "#999933",
    "#666666",
    "#882255",
    "#44AA99",
)

# The legend stands inside the height of a chart that fits its page.
_BARS_HEIGHT = 260
_LEGEND_LINE = 20


def stacked_bars(
    counts: pd.DataFrame,
    kinds: Sequence[StrEnum],
    label: Callable[[StrEnum], str],
    titles: tuple[str, str, str],
) -> alt.Chart:
    """Return bars per quarter, one colour per kind.

    Args:
        counts: columns ``kwartaal``, ``soort``, ``aantal``.
        kinds: every kind there is, in order.
        label: gives the word on screen of a kind.
        titles: what to call the quarter, the kind and the number.
    """
    quarter, kind, number = titles
    order = [label(one) for one in kinds]
    shown = counts.assign(**{SOORT: [order[code] for code in counts[SOORT].cat.codes]})
    chart: alt.Chart = (
        alt.Chart(shown)
        .mark_bar(size=48)
        .encode(
            x=alt.X(f"{KWARTAAL}:O", title=quarter, axis=alt.Axis(labelAngle=0)),
            y=alt.Y(f"{AANTAL}:Q", title=number, axis=alt.Axis(tickMinStep=1)),
            color=alt.Color(
                f"{SOORT}:N",
                title=kind,
                scale=alt.Scale(domain=order, range=list(_COLOURS[: len(order)])),
                legend=alt.Legend(orient="bottom", columns=1, labelLimit=280),
            ),
            tooltip=[
                alt.Tooltip(KWARTAAL, title=quarter),
                alt.Tooltip(SOORT, title=kind),
                alt.Tooltip(AANTAL, title=number),
            ],
        )
        .properties(height=_BARS_HEIGHT + _LEGEND_LINE * len(order))
    )
    return chart
