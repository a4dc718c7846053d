"""What components in the browser ask for, applied to the session: each report is taken in by one `update`."""

from __future__ import annotations

import sys
from collections.abc import Callable
from dataclasses import replace
from typing import TypeGuard

from pages.figures.graph import FACTORS
from pages.session import fitting_rate, history, inbox, widgets
from pages.session.changes import (
    change_run,
    change_steps,
    drop_former,
    extended_steps,
    former_after,
    shows_without_momentum,
)
from pages.session.comparing import lane_requests
from pages.session.hand import placing
from pages.session.inbox import Received, Request, is_whole
from pages.session.learning import drawing_ahead, filling, predicting, study
from pages.session.moment import VIEWS, Moment
from pages.session.session import Session, update
from pages.stage.next_step.sweep_payload import can_go_back

LARGEST_PICK = 10**9
LONGEST_NAME = 100  # letters of a table's key or of a column's title
LARGEST_RATE = sys.float_info.max

Apply = Callable[[Session, Request], Session]  # what one request makes of the session


def receive(key: str, apply: Apply) -> None:
    """Take in what the component called `key` reports; `apply` is called with each new request, in order."""
    report = _report_of(key)
    update(lambda before: _taken_in(before, key, report, apply)[0])


def receive_from_stage(key: str = widgets.STAGE) -> None:
    """Take in what the stage, or a component that speaks as it does, reports: the step on screen, and requests.

    Where a request has put other points on screen the page will say it: their run starts anew.
    """
    update(_stage_taken_in, key, _report_of(key))


def _stage_taken_in(before: Session, key: str, report: object) -> Session:
    after, received = _taken_in(before, key, report, apply_request)
    if received is None:
        return before
    if key == widgets.STAGE:
        after = replace(after, playing=received.playing)
    # A request that has led to another step counts for more than the step that was on screen.
    if after.command != before.command:
        if after.moment.experiment.data == before.moment.experiment.data or after.moment.place:
            return after
        return replace(after, passing="The points have changed: the run starts anew from t = 0.")
    return predicting.seen(after.at(_at(after.moment, received.t)))


def _report_of(key: str) -> object:
    component = widgets.value_of(key)
    return component.get("report") if isinstance(component, dict) else None


def _taken_in(before: Session, key: str, report: object, apply: Apply) -> tuple[Session, Received | None]:
    received = inbox.news_of(report, sender=key, identity=before.identity, inbox=before.inbox)
    if received is None:
        return before, None
    after = before
    for request in received.requests:
        after = apply(after, request)
    return replace(after, inbox=received.inbox), received


def apply_request(before: Session, request: Request) -> Session:
    """Apply a request of the stage, or of a component that speaks as it does, at the step at which it was made.

    It asks for a pick, a view, a rate, the rates before, a start laid by hand (`hand/placing.py`), more steps, what
    helps at a run's end, no former run, a label to flip, an undo, a factor to be explained, other rows of a long table,
    the first lesson, to present, to predict or no longer to, to draw the curve that is to come
    (`learning/drawing_ahead.py`), for something of lanes (`comparing/lane_requests.py`), or what `filling` applies; or
    it is a guess what the next step does. What does not make sense is left aside.
    """
    moment = _at(before.moment, request.get(inbox.STEP))
    if is_example(request.get("pick")):
        moment = replace(moment, pick=request["pick"])
        before = replace(before, pointed=request["pick"] + 1 if moment.place else 0)
    if isinstance(request.get("present"), bool):
        moment = replace(moment, present=request["present"])
    if request.get("factor") in FACTORS:
        moment = replace(moment, factor=request["factor"])
    if request.get("view") in VIEWS:
        moment = replace(moment, view=request["view"])
    here = before.at(moment)
    after, waited = predicting.guess(predicting.switch(here, request), request)
    if request.get("dismiss") is True:
        after = drop_former(after)
    after = predicting.rate_was_set(after, _with_rate(after, waited)) if waited else _with_rate(after, request, True)
    after = placing.placed(after, request)
    if (sight := _sight_in(request)) is not None:
        after = replace(after, table_sight=sight)
    if request.get("extend") is True:
        after = change_steps(after, extended_steps(after))
    if request.get("back") == "former":
        after = rates_before(after)
    if request.get("remedy") == "standardise":
        after = standardise(after)
    if request.get("remedy") == "calm":
        after = calm(after)
    if is_example(request.get("flip")):
        after = history.flip(after, request["flip"])
    if request.get("undo") is True:
        after = history.undo(after)
    after = lane_requests.asked(after, request)
    after = drawing_ahead.asked(here, after, request)
    if request.get("learn") == "first":
        after = study.enter_first(after)
    return filling.asked_for(after, request)


def rates_before(before: Session) -> Session:
    """Show the former run, and this one as the former; the same where more than their rates differ."""
    moment = before.moment
    if moment.former is None or moment.relabelled is not None or not can_go_back(moment.experiment, moment.former):
        return before
    return before.at(replace(moment, experiment=moment.former, former=moment.experiment))


def standardise(before: Session) -> Session:
    """Run descent in standardised features, at a rate and of a length that get there, and go to its end.

    Both are worked out here from the points; the same where they are standardised already.
    """
    experiment = before.moment.experiment
    if experiment.scale != "none":
        return before
    there = fitting_rate.with_remedy(experiment, before.files)
    after = change_run(before, replace(there, steps=min(there.steps, before.most_steps)))
    return after.at(replace(after.moment, t=after.moment.experiment.steps), command=True)


def calm(before: Session) -> Session:
    """Begin anew by the same rule with the setting by which J never rises; the same where it has none that is off."""
    experiment = before.moment.experiment
    rule = experiment.rule.calmed()
    if rule is None:
        return before
    return change_run(before, fitting_rate.with_rule(experiment, rule, before.files))


def _sight_in(request: Request) -> tuple[str, int, int, str, bool] | None:
    """Return which rows of which table are in sight: {"table": key, "rows": [first, last], "sort": [title, down]}."""
    key, rows, sort = request.get("table"), request.get("rows"), request.get("sort")
    if not isinstance(key, str) or not isinstance(rows, list) or not isinstance(sort, list):
        return None
    if len(rows) != 2 or not all(map(is_example, rows)) or rows[0] > rows[1]:
        return None
    if len(sort) != 2 or not isinstance(sort[0], str) or not isinstance(sort[1], bool):
        return None
    return key[:LONGEST_NAME], rows[0], rows[1], sort[0][:LONGEST_NAME], sort[1]


def is_example(value: object) -> TypeGuard[int]:
    """Return whether a message holds what may be an example's number, from 0, here."""
    return is_whole(value) and 0 <= value <= LARGEST_PICK


def _at(moment: Moment, t: object) -> Moment:
    return replace(moment, t=t) if is_whole(t) and 0 <= t <= moment.experiment.steps else moment


def _with_rate(before: Session, request: Request, may_wait: bool = False) -> Session:
    rate = request.get("rate")
    if not isinstance(rate, (int, float)) or isinstance(rate, bool) or not (0 < rate <= LARGEST_RATE):
        return before
    moment = before.moment
    old = moment.experiment
    experiment = old.with_rate(float(rate), 0 if request.get("from_start") is True else moment.t)
    if experiment == old:
        return before
    if may_wait and (waiting := predicting.hold_rate(before, request)) is not None:
        return waiting
    # From here or from the start: the run before stays in sight. One drag of the slider is one change.
    drag = _drag_of(request)
    if drag is None or drag != before.drag:
        moment = replace(moment, former=former_after(before, experiment), relabelled=None)
    elif shows_without_momentum(before):
        moment = replace(moment, former=former_after(before, experiment))
    return replace(before, drag=drag).at(replace(moment, experiment=experiment))


def _drag_of(request: Request) -> str | int | float | None:
    drag = request.get("drag")
    return drag if isinstance(drag, (str, int, float)) else None
