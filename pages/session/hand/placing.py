"""The start under the hand: the boundary that is moved in the plane, or the ring on the map, begins the run anew.

The browser moves lines and rings by geometry. What w and b a line stands for is worked out here, of the newest move.
"""

from __future__ import annotations

from dataclasses import replace
from typing import TypeGuard

import numpy as np

from logreg_core import DataError, Experiment, split
from logreg_core.model.line_through import line_through
from logreg_core.points.scaling import Scaling, with_weight
from pages.session import cache, history
from pages.session.changes import former_after
from pages.session.files import Files
from pages.session.inbox import Request
from pages.session.learning import study
from pages.session.session import Session

LONGEST_MOVE = 40  # letters of a move's name


def may_place(now: Session) -> bool:
    """Return whether a hand may move the start: not while Predict asks, nor in a lesson that does not ask for it."""
    seen = study.sight(now)
    return not now.moment.predict and (seen is None or bool({"start", "place"} & set(seen.controls)))


def asked(now: Session) -> tuple[str, bool, bool] | None:
    """Return what the stage is told: the last move, whether undoing takes one back, whether a line is only guessed."""
    if may_place(now):
        return now.moved, history.undoes_a_start(now), False
    seen = study.sight(now)
    return ("", False, True) if seen and "guess" in seen.controls and not now.moment.predict else None


def tell(before: Session) -> Session:
    """Take note of the start that the page around the stage is made with."""
    experiment = before.moment.experiment
    return replace(before, start_told=(*experiment.w, experiment.b), held=False)


def is_told(now: Session) -> bool:
    """Return whether the page around the stage may stay: it has the start on screen, or a hand still moves that."""
    experiment = now.moment.experiment
    return now.held or now.start_told == (*experiment.w, experiment.b)


def placed(before: Session, request: Request) -> Session:
    """Begin the run anew where a hand has laid its start; the same session where the request lays none, or none may.

    The request holds {"line": [[x1, x2], [x1, x2], [x1, x2]]}, two points of the boundary and one at which ŷ is 0.75,
    in the data's units, or {"start": [w1, w2, b]}, in those that descent moves in; with its "drag", its "move", and
    whether it is "held" still. One drag is one change, which can be undone.
    """
    if not ({"line", "start"} & set(request)) or not may_place(before):
        return before
    moment, move, drag = before.moment, request.get("move"), request.get("drag")
    start = _start_in(request, moment.experiment, before.files)
    if start is None or not isinstance(drag, str) or not isinstance(move, str):
        return before
    after = replace(before, moved=move[:LONGEST_MOVE], held=request.get("held") is True)
    (w1, w2, b), old = start, moment.experiment
    try:
        experiment = replace(old, w=(w1, w2), b=b)
    except ValueError:  # farther than any start may be
        return after
    if experiment == old:
        return after
    moment = replace(moment, experiment=experiment, t=0, start_seed=None)
    if drag == before.drag:
        return after.at(moment)
    moment = replace(moment, former=former_after(before, experiment), relabelled=None)
    after = replace(after, drag=drag, drags=before.drags + 1, start_is_typed=True).at(moment)
    return history.remember_start(after, old)


def _start_in(request: Request, experiment: Experiment, files: Files) -> tuple[float, float, float] | None:
    """Return the w1, w2 and b that a request lays, in the units that descent moves in; None where it makes no sense."""
    line, start = request.get("line"), request.get("start")
    if start is not None:
        if not _are_numbers(start, 3):
            return None
        w1, w2, b = map(float, start)
        return w1, w2, b
    if not isinstance(line, list) or len(line) != 3 or not all(_are_numbers(point, 2) for point in line):
        return None
    try:
        training = split(cache.dataset_of(experiment, files), experiment.holdout, experiment.holdout_seed).training
        scaling = Scaling.of(training.X, experiment.scale)
        scaled = scaling.apply(np.array(line, np.float64))
        w, bias = line_through(scaled[:2], scaled[2], weighted=with_weight(scaling.apply(training.X)))
    except (DataError, ValueError):  # no points, or no line
        return None
    return float(w[0]), float(w[1]), bias


def _are_numbers(value: object, count: int) -> TypeGuard[list[float]]:
    return (
        isinstance(value, list)
        and len(value) == count
        and all(isinstance(each, (int, float)) and not isinstance(each, bool) for each in value)
    )
