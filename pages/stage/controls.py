"""Which controls a stage shows: by name, each the data-control of what is shown or left out in the browser.

What a place needs is a list here and no style sheet: the page as it is, or Present for a class.
"""

from __future__ import annotations

from types import MappingProxyType

TRANSPORT = ("reset", "back", "play", "step", "predict", "speed", "stopAtRise", "scrub", "t", "present")
REVEAL = "reveal"  # factors shown one at a time
CONTROLS = MappingProxyType(
    {
        "lab": (*TRANSPORT, "view", "flip", "undo", "home", "dismiss", "rate", "promise", "acts", "chain", REVEAL),
        "graph": (*TRANSPORT, REVEAL),
        "strip": (*TRANSPORT, REVEAL),
    }
)
"""Every control that a kind of stage has."""

_ON_THE_LAB_ALONE = frozenset({"predict"})
_NOT_FOR_A_CLASS = frozenset({"home", "dismiss", "promise"})
# Elsewhere the sidebar has the button that begins to present.
_FOR_A_CLASS_ALONE = MappingProxyType({"lab": {REVEAL, "present"}, "graph": {"present"}, "strip": {REVEAL, "present"}})


def controls_of(kind: str, *, present: bool) -> list[str]:
    """Return the names of what a kind of stage shows, to a class where `present` is set."""
    left_out = _NOT_FOR_A_CLASS if present else _FOR_A_CLASS_ALONE[kind]
    left_out = left_out | (_ON_THE_LAB_ALONE if kind != "lab" else frozenset())
    return [name for name in CONTROLS[kind] if name not in left_out]
