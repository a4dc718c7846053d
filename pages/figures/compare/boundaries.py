"""The plane with the boundaries of several runs, which the stage draws over the points."""

from __future__ import annotations

from typing import Any

import numpy as np
import plotly.graph_objects as go
from numpy.typing import NDArray

from logreg_core.points.dataset import Dataset
from pages.figures.plane import axis_words, plane, view_of
from pages.figures.theme import INK, LIGHT, escape

POINTS = 0.55  # how much of their colour points keep under several lines


def boundaries(dataset: Dataset, held_out: NDArray[np.intp] | None = None) -> go.Figure:
    """Draw the points alone, quieter than on the Lab; the lines and their names are the stage's.

    held_out : numbers, from 0, of examples that descent does not see, as in `plane`.
    """
    figure = plane(dataset, view_of(dataset), held_out).update_traces(opacity=POINTS)
    figure.layout.shapes = ()
    names = [escape(axis_words(dataset.features, which), 50) for which in (0, 1)]
    return figure.update_layout(annotations=axis_names(*names))


def axis_names(x: str, y: str) -> list[dict[str, Any]]:
    """Return the names of both axes, outside the picture: below its right corner, and above its left one."""
    note = dict(showarrow=False, xref="paper", yref="paper", font=dict(size=13, color=LIGHT[INK]))
    return [
        note | dict(text=f"<i>{x}</i>", x=1, xanchor="right", y=0, yanchor="top", yshift=-18),
        note | dict(text=f"<i>{y}</i>", x=0, xanchor="right", xshift=-8, y=1, yanchor="bottom"),
    ]
