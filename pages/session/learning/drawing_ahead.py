"""Somebody draws the curve of J that is to come: until it is drawn, the page is told of no later step."""

from __future__ import annotations

import math
from dataclasses import replace
from itertools import pairwise
from typing import Any

from logreg_core.descent.run import until
from logreg_core.learning.expected_curve import LARGEST, MOST_COLUMNS, Curve, kept
from pages.session.moment import Moment
from pages.session.session import Session
from pages.session.work import Work

NOWHERE = ("", 0)


def draws(session: Session) -> bool:
    """Return whether somebody draws how J goes on from the step on screen; another step or another run ends it."""
    return session.draws_at == _place(session.moment)


def _place(moment: Moment) -> tuple[str, int]:
    return moment.experiment.to_query(), moment.t


def asked(before: Session, session: Session, request: dict[str, Any]) -> Session:
    """Apply what a request asks for: {"draw": true} begins, {"draw": false} erases, {"drawn": [t, J, t, J, ...]} is it.

    before : the session before the request, which may have changed the rate: then the drawing is for the new one.
    What does not make sense is left aside.
    """
    old, new = before.moment.experiment, session.moment.experiment
    if draws(before) and old != new and old.data == new.data:
        session = _begun(session)
    if request.get("draw") is True and session.moment.t < session.moment.experiment.steps:
        session = _begun(session)
    if request.get("draw") is False:
        session = replace(session, draws_at=NOWHERE).at(replace(session.moment, expected=()))
    curve = _curve_in(request.get("drawn"), session.moment)
    if curve:
        session = replace(session, draws_at=NOWHERE).at(replace(session.moment, expected=curve))
    return session


def _begun(session: Session) -> Session:
    return replace(session, draws_at=_place(session.moment)).at(replace(session.moment, expected=()))


def _curve_in(drawn: object, moment: Moment) -> Curve:
    """Return what was drawn, from the step on screen on, in few points; none where it makes no sense."""
    if not isinstance(drawn, list) or not 4 <= len(drawn) <= 2 * (MOST_COLUMNS + 1) or len(drawn) % 2:
        return ()
    if not all(isinstance(each, (int, float)) and not isinstance(each, bool) and math.isfinite(each) for each in drawn):
        return ()
    steps, values = drawn[::2], drawn[1::2]
    if not all(isinstance(step, int) for step in steps) or not all(0 <= J <= LARGEST for J in values):
        return ()
    if (
        steps[0] != moment.t
        or steps[-1] > moment.experiment.steps
        or any(step >= later for step, later in pairwise(steps))
    ):
        return ()
    return kept(tuple(zip(steps, map(float, values), strict=True)))


def as_far_as_seen(work: Work, t: int) -> Work:
    """Return a run's work up to step t, so that nothing made of it can say what comes after."""
    return Work(until(work.run, min(t, work.run.steps)), work.step_cache)
