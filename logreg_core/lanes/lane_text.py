"""Lanes as a part of a link: of each only what differs from the experiment beside them, floats by repr.

rule:nesterov:0.9;rates:0:0.5~same~rule:adam:0.9,0.999,1e-08;begins:40;touched:8000;w:0.1,0.2;b:-0.5
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

from logreg_core.descent.experiment import FIELDS, LONGEST, Experiment
from logreg_core.lanes.lane import LARGEST_TOUCHED, MOST_LANES, OF_A_LANE, Lane
from logreg_core.points.link_numbers import quoted_value, whole_number

BETWEEN_LANES, BETWEEN_FIELDS, AFTER_KEY = "~", ";", ":"
SAME = "same"  # how a lane that differs in nothing is written
_WRITTEN = tuple(each for each in FIELDS if each.name in OF_A_LANE)
_READ: dict[str, tuple[str, Callable[[str], Any]]] = {each.key: (each.name, each.from_text) for each in _WRITTEN}
_OF_ITS_PLACE = {"begins": LONGEST, "touched": LARGEST_TOUCHED}  # a lane's own fields, and the most that each may be


def lanes_to_text(lanes: tuple[Lane, ...], base: Experiment) -> str:
    """Return lanes as a link writes them beside an experiment; "" where there are none."""
    return BETWEEN_LANES.join(lane_to_text(lane, base) for lane in lanes)


def lanes_from_text(text: str, base: Experiment) -> tuple[tuple[Lane, ...], tuple[str, ...]]:
    """Return the lanes that a link describes beside an experiment, and a reason for each that can't be used."""
    lanes: list[Lane] = []
    reasons: list[str] = []
    parts = text.split(BETWEEN_LANES)
    for number, part in enumerate(parts[:MOST_LANES], 1):
        try:
            lanes.append(lane_from_text(part, base))
        except ValueError as error:
            reasons.append(f"lane {number} ({quoted_value(part)}) is left out: {str(error).rstrip('.')}")
    if len(parts) > MOST_LANES:
        reasons.append(f"it has {len(parts)} lanes, and the first {MOST_LANES} are shown")
    return tuple(lanes), tuple(reasons)


def lane_to_text(lane: Lane, base: Experiment) -> str:
    """Return what a lane has otherwise than an experiment on the same points: "rule:nesterov:0.9;rates:0:0.5"."""
    written = [
        f"{each.key}{AFTER_KEY}{each.to_text(getattr(lane.experiment, each.name))}"
        for each in _WRITTEN
        if each.to_text(getattr(lane.experiment, each.name)) != each.to_text(getattr(base, each.name))
    ]
    written += [f"{name}{AFTER_KEY}{getattr(lane, name)}" for name in _OF_ITS_PLACE if getattr(lane, name)]
    return BETWEEN_FIELDS.join(written) or SAME


def lane_from_text(text: str, base: Experiment) -> Lane:
    """Return the lane that a link describes beside an experiment. Raises ValueError with the reason."""
    changes: dict[str, Any] = {}
    places = dict.fromkeys(_OF_ITS_PLACE, 0)
    for part in text.split(BETWEEN_FIELDS) if text != SAME else ():
        key, _, value = part.partition(AFTER_KEY)
        if key in _OF_ITS_PLACE:
            places[key] = whole_number(value)
        elif key in _READ:
            name, read = _READ[key]
            changes[name] = read(value)
        else:
            known = ", ".join([*_READ, *_OF_ITS_PLACE])
            raise ValueError(f"{quoted_value(key)} is nothing that a lane has; it has {known}, or it is {SAME!r}")
    lane = Lane(replace(base, **changes), **places)
    return lane.on(base)
