"""What a stage may ask for of the lanes of Compare, and the Lab's for a fork.

    {"fork": true}                                    on the Lab: Compare with this run, and a fork at twice the rate
    {"fork": "rule", "to": "nesterov:0.9"}            or with something else that is other there
    {"lane": 2, "change": "rate", "to": 0.5}          another rate, rule, batch or λ of the third lane
    {"lane": 2, "copy": true}                         one more lane, a copy of that one; with "change" and "to" also
    {"lane": 2, "fork": "rate", "to": 0.5}            one more, which parts from that one at this step
    {"lane": 2, "remove": true}                       no such lane any more
    {"lane": 2, "open": true}                         that lane in the Lab
    {"tune": true}                                    the best rate for each
    {"pictures": "plane,gap,steps"}                   which pictures are shown
    {"preset": "cars"}                                one of the comparisons to begin with

What can be changed, and how it is written, is in `CHANGED`. A value that can't be used changes nothing, and is said.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Any

from logreg_core import DataError
from logreg_core.descent.experiment import ALL
from logreg_core.descent.rules.registry import rule_from_text
from pages.session.comparing import lane_changes
from pages.session.inbox import Request, is_whole
from pages.session.link import read_pictures
from pages.session.session import Session


def asked(before: Session, request: Request) -> Session:
    """Apply what a request asks for of lanes, at the step on screen; the same session where it asks for nothing.

    before : at the step at which the request was made.
    """
    try:
        return _asked(before, request)
    except (DataError, ValueError, OverflowError) as error:
        return before.saying(f"The lane stays as it was: {str(error).rstrip('.')}.")


def _asked(before: Session, request: Request) -> Session:
    k, forks = request.get("lane"), request.get("fork") is True or request.get("fork") in list(CHANGED)
    if request.get("tune") is True:
        return lane_changes.tune_all(before)
    if isinstance(request.get("preset"), str):
        return lane_changes.show_preset(before, request["preset"])
    if isinstance(request.get("pictures"), str):
        return before.at(replace(before.moment, pictures=read_pictures(request["pictures"])))
    if not is_whole(k) or k < 0:
        return lane_changes.fork_the_lab(before, **_change(request, "fork")) if forks else before
    if request.get("open") is True:
        return lane_changes.open_in_the_lab(before, k)
    if request.get("remove") is True:
        return lane_changes.remove(before, k)
    if forks:
        return lane_changes.fork(before, k, **_change(request, "fork"))
    if request.get("copy") is True:
        return lane_changes.add(before, k, **_change(request, "change"))
    change = _change(request, "change")
    return lane_changes.change(before, k, **change) if change else before


def _change(request: Request, key: str) -> dict[str, Any]:
    """Return what is to be other; nothing where the request names nothing, or what no lane has."""
    name, value = request.get(key), request.get("to")
    read = CHANGED.get(name) if isinstance(name, str) else None
    return {str(name): read(value)} if read else {}


def _number(value: object) -> float:
    if isinstance(value, bool) or not isinstance(value, (int, float)) or not math.isfinite(value):
        raise ValueError(f"{value!r:.40} is not a number")
    return float(value)


def _whole(value: object) -> int:
    if not is_whole(value):
        raise ValueError(f"{value!r:.40} is not a whole number")
    return value


def _text(value: object) -> str:
    if not isinstance(value, str):
        raise ValueError(f"{value!r:.40} is not a word")
    return value


CHANGED: dict[str, Callable[[object], Any]] = {
    "rate": _number,
    "rule": lambda value: rule_from_text(_text(value)),
    "l2": _number,
    "batch": lambda value: None if value == ALL else _whole(value),
    "batch_seed": _whole,
    "batch_order": _text,
}
