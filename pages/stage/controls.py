"""Which controls a stage shows, by name, each the data-control of what is shown or left out in the browser; and what is
covered.

What a place needs is a list here and no style sheet: the page as it is, Present for a class, or a lesson.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from types import MappingProxyType

import numpy as np

from pages.figures.plane import View, line_coordinates
from pages.stage.columns import Columns, sent_lines

TRANSPORT = ("reset", "back", "play", "step", "predict", "speed", "stopAtRise", "scrub", "t", "present")
REVEAL = "reveal"  # factors shown one at a time
BLANKS = "blanks"  # numbers to be filled in
CONTROLS = MappingProxyType(
    {
        "lab": (
            *TRANSPORT,
            *("view", "draw", "place", "handles", "startRing", "takeBack", "flip", "undo", "home"),
            *("dismiss", "rate", "promise", "acts", "chain", "fork", "sigma"),
            REVEAL,
            "offer",
            BLANKS,
        ),
        "graph": (*TRANSPORT, REVEAL, BLANKS),
        "strip": (*TRANSPORT, REVEAL, BLANKS),
        "compare": (*TRANSPORT, "left", "right", "lanes", REVEAL, BLANKS),
    }
)
"""Every control that a kind of stage has."""

_ON_THE_LAB_ALONE = frozenset({"predict"})
_NOT_BESIDE_OTHERS = frozenset({"stopAtRise", REVEAL, BLANKS})  # which are about one run
_NOT_FOR_A_CLASS = frozenset({"home", "dismiss", "promise", "fork"})
# Elsewhere the sidebar has the button that begins to present.
_FOR_A_CLASS_ALONE = MappingProxyType(
    {"lab": {REVEAL, "present"}, "graph": {"present"}, "strip": {REVEAL, "present"}, "compare": {"present"}}
)
# By what a lesson calls them; "standardise" is beside its question, and so are the boxes of "start".
_IN_A_LESSON = MappingProxyType(
    {
        "back": {"back"},
        "play": {"play"},
        "step": {"step"},
        "scrub": {"scrub", "t"},
        "rate": {"rate"},
        "from-start": {"acts"},
        "flip": {"flip"},
        "chain": {"chain"},
        "reset": {"reset"},
        "standardise": set[str](),
        "start": {"place", "handles", "startRing", "takeBack"},
        "place": {"place", "handles", "startRing", "takeBack"},
        "guess": {"handles"},
    }
)


@dataclass(frozen=True)
class Asked:
    """What of the Lab's stage is in sight where something is asked, in a lesson.

    controls : of those that a lesson names.  covered : what its numbers, words and shapes must not tell: "J", "curve",
    "best", "strip", "correct", "line"; "pick" for the ring, "chain" for what follows the strip's first line; and
    "transport" and "rate" for rows of controls that are not needed.
    """

    controls: tuple[str, ...] = ()
    covered: tuple[str, ...] = ()


def controls_of(kind: str, *, present: bool, asked: Asked | None = None) -> list[str]:
    """Return the names of what a kind of stage shows: to a class where `present` is set, or where it is asked."""
    if asked is not None:
        named = {"home", "dismiss"}.union(*(_IN_A_LESSON[name] for name in asked.controls))
        return [name for name in CONTROLS[kind] if name in named]
    left_out = _NOT_FOR_A_CLASS if present else _FOR_A_CLASS_ALONE[kind]
    left_out = left_out | (_ON_THE_LAB_ALONE if kind != "lab" else frozenset())
    left_out = left_out | (_NOT_BESIDE_OTHERS if kind == "compare" else frozenset())
    return [name for name in CONTROLS[kind] if name not in left_out]


_TOLD_BY = MappingProxyType(
    {
        "J": (
            "J",
            "F",
            "penalty",
            "gap",
            "J_before",
            "J_test",
            "why",
            "why_acts",
            "why_share",
            "why_wrong",
            "why_percent",
        ),
        "best": ("gap",),
        "correct": ("correct", "correct_test", "why_wrong"),
        "strip": ("z", "y_hat", "L", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_dw1", "dL_dw2", "extreme"),
        "line": ("w1", "w2", "b", "norm", "state", "data_w1", "data_w2", "data_b", "former"),
    }
)
_BEGINS = MappingProxyType(
    {
        "J": ("change", "slope", "curvature"),
        "strip": ("share_",),
        "line": ("next_", "u_", "dJ_d", "dF_d", "charge_", "former"),
    }
)


def covered_columns(columns: Columns, covered: Collection[str], view: View) -> Columns:
    """Return columns in which nothing is told of what is covered: zeros in their place, and no line anywhere."""
    found = dict(columns)
    for what in covered:
        for name in columns:
            if name in _TOLD_BY.get(what, ()) or name.startswith(_BEGINS.get(what, ("\0",))):
                found[name] = np.zeros_like(columns[name])
    if "line" in covered:
        rows = len(columns["w1"])
        nowhere = sent_lines(line_coordinates(np.zeros((1, 2)), np.zeros(1), view))
        found["lines"] = np.repeat(nowhere, rows, axis=0)
        if "former" in found:
            found["former"] = np.repeat(nowhere[:, :4], rows, axis=0)
    return found
