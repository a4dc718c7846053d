"""How runs beside one another are told apart: each lane has an ink, a dash and a symbol, none of them a class's."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from pages.figures.theme import INK, LANE_2, LANE_3, LANE_4, LANE_5, LANE_6, LIGHT

PALE = 0.4  # how much of its ink a lane keeps where it is still to come
WIDTH = 2.2  # of its line, in pixels


@dataclass(frozen=True)
class Mark:
    """One lane's ink, by its name in `theme`, its dash in pixels ("solid" for none), and its symbol.

    symbol : what Plotly calls it;  path : its outline as SVG, around 0, 0;  word : what it is called.
    """

    ink: str
    dash: str
    symbol: str
    path: str
    word: str


MARKS = (
    Mark(INK, "solid", "square", "M-5,-5H5V5H-5Z", "square"),
    Mark(LANE_2, "8px,4px", "triangle-up", "M0,-6.5L6.5,5H-6.5Z", "triangle"),
    Mark(LANE_3, "2px,3px", "triangle-down", "M0,6.5L6.5,-5H-6.5Z", "triangle on its tip"),
    Mark(LANE_4, "9px,3px,2px,3px", "cross", "M-2,-6H2V-2H6V2H2V6H-2V2H-6V-2H-2Z", "plus"),
    Mark(LANE_5, "4px,3px", "x", "M-5.7,-2.8L-2.8,-5.7L0,-2.9L2.8,-5.7L5.7,-2.8L2.9,0L5.7,2.8L2.8,5.7L0,2.9"
         "L-2.8,5.7L-5.7,2.8L-2.9,0Z", "cross"),
    Mark(LANE_6, "14px,4px", "star", "M0,-7.5L1.8,-2.4L7.1,-2.3L2.9,0.9L4.4,6.1L0,3L-4.4,6.1L-2.9,0.9L-7.1,-2.3"
         "L-1.8,-2.4Z", "star"),
)  # fmt: skip
"""One for each lane, in their order."""


def pale_line(lane: int, name: str, hover: str) -> dict[str, Any]:
    """Return how a lane's line looks where it is still to come; `meta` says whose it is.

    The stage draws the part so far over it. All its points are drawn, so that both have their dashes at one place.
    """
    mark = MARKS[lane]
    return dict(
        type="scatter",
        mode="lines",
        name=name,
        meta=dict(lane=lane),
        opacity=PALE,
        line=dict(color=LIGHT[mark.ink], width=WIDTH, dash=mark.dash, simplify=False),
        hovertemplate=hover,
    )
