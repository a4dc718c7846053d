"""The colours and what each one means. A colour always stands for data; buttons are of neutral ink,
and class 1's also rings what has the keyboard's focus.

Figures are built in the light palette; `dark_of` maps each of its values to the dark one.
"""

from __future__ import annotations

from typing import Any

from logreg_core.points.short_text import short_name

(
    CLASS_0,
    CLASS_1,
    LOSS,
    GRADIENT,
    INK,
    SOFT,
    LINE,
    CHIP,
    PRESSED,
    PAGE,
    SURFACE,
    TINT,
    BOX,
    EDGE,
    PALE,
    CONTOUR,
    LANE_2,
    LANE_3,
    LANE_4,
    LANE_5,
    LANE_6,
) = (
    "class0",
    "class1",
    "loss",
    "gradient",
    "ink",
    "soft",
    "line",
    "chip",
    "pressed",
    "page",
    "surface",
    "tint",
    "box",
    "edge",
    "pale",
    "contour",
    "lane2",
    "lane3",
    "lane4",
    "lane5",
    "lane6",
)

LIGHT = {
    CLASS_0: "#c4500b",
    CLASS_1: "#0b69a8",
    LOSS: "#1d7a4b",
    GRADIENT: "#4b1d73",  # any derivative of the loss
    INK: "#1b2430",
    SOFT: "#5d6b7a",
    LINE: "#e3e6ea",
    CHIP: "#f1f4f7",
    PRESSED: "#27323f",
    PAGE: "#ffffff",
    SURFACE: "#ffffff",
    TINT: "#e9edf2",  # what is chosen of several
    BOX: "#8792a0",  # frames of fields and switches
    EDGE: "#c3cad2",  # frames of buttons
    PALE: "#bfd9cb",  # a curve's part that is still to come
    CONTOUR: "#c9d0d8",  # lines of equal height
    LANE_2: "#b20933",  # runs beside one another; the first is in ink. None of them is a class's colour
    LANE_3: "#05616b",
    LANE_4: "#9e7400",
    LANE_5: "#8392a3",
    LANE_6: "#9654d8",
}
DARK = {
    CLASS_0: "#f08a4b",
    CLASS_1: "#5cb2ec",
    LOSS: "#58c48b",
    GRADIENT: "#b06fe0",
    INK: "#e8edf3",
    SOFT: "#9aa8b8",
    LINE: "#2a3442",
    CHIP: "#1b242f",
    PRESSED: "#d5dde6",
    PAGE: "#10151c",
    SURFACE: "#10151c",
    TINT: "#26313e",
    BOX: "#6b7a8d",
    EDGE: "#46556a",
    PALE: "#2b5340",
    CONTOUR: "#38454f",
    LANE_2: "#f26da5",
    LANE_3: "#66c5cc",
    LANE_4: "#a68f42",
    LANE_5: "#656b73",
    LANE_6: "#f0d87e",
}
SYMBOLS = ("diamond", "circle")  # class 0, class 1: never by colour alone
BAND_EDGES = (0.1, 0.25, 0.5, 0.75, 0.9)
_BAND_OPACITIES = (
    (CLASS_0, 0.26),
    (CLASS_0, 0.17),
    (CLASS_0, 0.08),
    (CLASS_1, 0.08),
    (CLASS_1, 0.17),
    (CLASS_1, 0.26),
)
FONT = "'Source Sans', system-ui, sans-serif"


def _rgba(colour: str, opacity: float) -> str:
    red, green, blue = (int(colour[i : i + 2], 16) for i in (1, 3, 5))
    return f"rgba({red},{green},{blue},{opacity:g})"


def bands(palette: dict[str, str] = LIGHT) -> tuple[str, ...]:
    """Return the six fills from ŷ < 0.1 to ŷ > 0.9."""
    return tuple(_rgba(palette[name], opacity) for name, opacity in _BAND_OPACITIES)


def veil(palette: dict[str, str] = LIGHT) -> str:
    """Return the colour over the part of a curve that is still to come."""
    return _rgba(palette[SURFACE], 0.72)


def dark_of() -> dict[str, str]:
    """Return the dark colour for every light one that a figure may hold."""
    pairs = [(LIGHT[name], DARK[name]) for name in LIGHT]
    return dict(pairs) | dict(zip(bands(LIGHT), bands(DARK), strict=True)) | {veil(LIGHT): veil(DARK)}


def either(name: str) -> str:
    """Return a colour for CSS outside the stage, in light and dark: the page may change while it is open."""
    return f"light-dark({LIGHT[name]}, {DARK[name]})"


def css_variables() -> str:
    """Return both palettes as custom properties of the stage, in CSS."""

    def block(selector: str, palette: dict[str, str]) -> str:
        return selector + "{" + "".join(f"--{name}:{value};" for name, value in palette.items()) + "}"

    # Until the stage's script runs and says which one, the page's own scheme: else a dark page would flash white.
    waiting = block(".gd-stage:not([data-theme])", {name: either(name) for name in LIGHT})
    return block(".gd-stage", LIGHT) + block('.gd-stage[data-theme="dark"]', DARK) + waiting


def axis(title: str) -> dict[str, Any]:
    """Return one axis as all figures draw it."""
    return dict(
        title=dict(text=title, standoff=6, font=dict(size=14)),
        gridcolor=LIGHT[LINE],
        zeroline=False,
        showline=False,
        ticks="",
        tickfont=dict(size=12.5, color=LIGHT[SOFT]),
        automargin=False,
    )


def layout() -> dict[str, Any]:
    """Return the layout of all figures: transparent ground, ink, small margins, zoom kept over updates."""
    return dict(
        template={},  # none; else Streamlit's own is checked and copied into each figure, a third of the time
        autosize=True,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        font=dict(family=FONT, size=13, color=LIGHT[INK]),
        hoverlabel=dict(
            font=dict(family=FONT, size=13, color=LIGHT[INK]), bgcolor=LIGHT[SURFACE], bordercolor=LIGHT[SOFT]
        ),
        hovermode="closest",
        dragmode="pan",
        modebar=dict(bgcolor="rgba(0,0,0,0)", color=LIGHT[SOFT], activecolor=LIGHT[INK]),
        showlegend=False,
        uirevision="kept",
        margin=dict(l=48, r=10, t=8, b=40),
    )


def still() -> dict[str, Any]:
    """Return settings for a small figure with fixed axes: nothing to drag and no buttons to zoom."""
    return dict(dragmode=False, xaxis_fixedrange=True, yaxis_fixedrange=True)


def legend_above() -> dict[str, Any]:
    """Return settings that put the curves' names in a row above them, where their ends leave no room for labels."""
    font = dict(size=12, color=LIGHT[SOFT])
    row = dict(orientation="h", x=0.5, xanchor="center", y=1.0, yanchor="bottom", bgcolor="rgba(0,0,0,0)", font=font)
    return dict(showlegend=True, legend=row)


def escape(text: str, longest: int = 40) -> str:
    """Return a name from a file as Plotly text: on one line, cut, with nothing that Plotly reads as markup."""
    line = short_name(text, longest)
    return (
        line.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("$", "&#36;").replace("%", "&#37;")
    )
