"""Figures: numbers in, Plotly out. A figure works nothing out that the core could, and knows nothing of a page.

Read `theme` first: every colour and its meaning, and what all figures share. For the Lab: `plane` (with `jitter`),
`curve` and `along_step`. For the Chain rule page: `graph` (the one drawing that is SVG), `tangent`, `factors`,
`squared_error`, `saturation`, `check_error`. For the Examples page: `arrows`, `contributions`, `largest_contributions`,
`example_over_steps`, `roc`. Small pictures for a list are in `learning`, those of several
runs beside one another in `compare`.

What the room offers is its modules, so that a page imports the figures that it draws and no others.
"""

__all__ = [
    "along_step",
    "arrows",
    "check_error",
    "compare",
    "contributions",
    "curve",
    "example_over_steps",
    "factors",
    "graph",
    "jitter",
    "largest_contributions",
    "learning",
    "plane",
    "roc",
    "saturation",
    "squared_error",
    "tangent",
    "theme",
]
