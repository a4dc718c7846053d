"""What changes the lanes of Compare: each is a function `Session -> Session`.

A change that an experiment refuses raises ValueError with its reason, and changes nothing; a lane that is not there,
and a seventh one, change nothing either.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from logreg_core import Experiment
from logreg_core.descent.rules.rule import Rule
from logreg_core.lanes.lane import Lane, Lanes, changed_lane, forked
from logreg_core.lanes.preset import presets
from logreg_core.lanes.tuning import tuned_lanes
from pages.session import cache, fitting_rate, history
from pages.session.changes import change_steps, extended_steps
from pages.session.files import Files
from pages.session.moment import Moment, lanes_of
from pages.session.session import Session

COMPARE, LAB = "compare", "lab"  # pages, by their files' names
FASTER = 2.0  # times the rate in force: the change of a fork for which nobody has chosen another


def show(session: Session, lanes: Lanes) -> Session:
    """Show these lanes; they are on the moment's points, in its features and of its length."""
    moment = session.moment
    return session.at(replace(moment, lanes=lanes.all))


def add(session: Session, k: int = -1, **change: Any) -> Session:
    """Put one more lane at the end: a copy of lane k, of the last one by itself, with one change, unless six are there.

    change : as in `changed_lane`; with another rule the rate is one that goes with it.
    """
    lanes = lanes_of(session.moment)
    if lanes.is_full or not _is_there(lanes, k):
        return session
    return show(session, lanes.with_more(changed(lanes.all[k], session.files, **change)))


def change(session: Session, k: int, **change: Any) -> Session:
    """Have something of lane k, from 0, otherwise: a rate is that in force at the step on screen."""
    lanes = lanes_of(session.moment)
    if not _is_there(lanes, k):
        return session
    return show(session, lanes.with_lane(k, changed(lanes.all[k], session.files, t=session.moment.t, **change)))


def remove(session: Session, k: int) -> Session:
    """Remove lane k, from 0; the same where it is the only one."""
    lanes = lanes_of(session.moment)
    return show(session, lanes.without(k)) if _is_there(lanes, k) else session


def fork(session: Session, k: int, **change: Any) -> Session:
    """Put one more lane at the end, which goes with lane k up to the step on screen and then does something else.

    change : as in `forked`; twice the rate where there is none. Raises DataError where the points can't be had.
    At the end of the run all lanes become longer, so that there is something to come; the same where six are there.
    """
    lanes = lanes_of(session.moment)
    if lanes.is_full or not _is_there(lanes, k):
        return session
    longer = _with_steps_to_come(session)
    lanes, t = lanes_of(longer.moment), longer.moment.t
    return show(longer, lanes.with_more(_fork_of(lanes.all[k], t, longer.files, change)))


def fork_the_lab(session: Session, **change: Any) -> Session:
    """Show, on Compare, the Lab's run and a fork of it at the step on screen.

    Where Compare has that run among its lanes already, the fork is one more of them, or the last one's place is its.
    change : as in `fork`. The same in a lesson, and while what comes is asked.
    """
    if session.moment.place is not None or session.moment.predict:
        return session
    now = _with_steps_to_come(session)
    experiment, t = now.moment.experiment, now.moment.t
    lanes = Lanes.of(experiment, now.moment.lanes)
    this = Lane(experiment)
    if this not in lanes.all:
        lanes = Lanes.of(experiment)
    elif lanes.is_full:
        last = len(lanes) - 1
        lanes = lanes.without(last - 1 if lanes.all[last] == this else last)
    return replace(show(now, lanes.with_more(_fork_of(this, t, now.files, change))), to_page=COMPARE)


def tune_all(session: Session) -> Session:
    """Put each lane at the one rate that is best for it. Raises DataError where the points can't be had."""
    moment = session.moment
    return show(session, tuned_lanes(cache.dataset_of(moment.experiment, session.files), lanes_of(moment)))


def show_preset(session: Session, word: str) -> Session:
    """Show one of the comparisons to begin with, on its data; the same where none has that name.

    Undo brings the data back that were there before. The whole page has to be made anew: its data are others.
    """
    preset = next((each for each in presets() if each.word == word), None)
    if preset is None:
        return session
    first = preset.lanes.all[0].experiment
    there = history.show_other(session, first)
    moment = replace(there.moment, experiment=first, t=0, former=None, relabelled=None, start_seed=None)
    return replace(there.at(replace(moment, lanes=preset.lanes.all), command=True), to_page=COMPARE)


def in_the_lab(moment: Moment, k: int) -> Moment:
    """Return the moment that shows lane k, from 0, in the Lab, at the same step of its run.

    A fork's run starts there at its (w, b), and its steps are counted from 0. The lanes stay as they are.
    """
    lanes = lanes_of(moment)
    lane = lanes.all[k]
    experiment = replace(lane.experiment, steps=lanes.steps)
    return replace(
        moment,
        experiment=experiment,
        t=max(0, lane.own_step(moment.t)),
        former=None,
        relabelled=None,
        start_seed=moment.start_seed if (experiment.w, experiment.b) == _start(moment.experiment) else None,
        expected=(),
        lanes=moment.lanes,
    )


def open_in_the_lab(session: Session, k: int) -> Session:
    """Show lane k, from 0, in the Lab; the same where it is not there."""
    if not _is_there(lanes_of(session.moment), k):
        return session
    return replace(session.at(in_the_lab(session.moment, k), command=True, lanes_stay=True), to_page=LAB)


def changed(lane: Lane, files: Files, *, t: int = 0, **change: Any) -> Lane:
    """Return a lane with something changed, as `changed_lane`; by another rule at a rate that goes with it."""
    return changed_lane(lane, t=t, **_with_its_rate(lane.experiment, files, change, lane.experiment.learning_rates))


def _fork_of(lane: Lane, t: int, files: Files, change: dict[str, Any]) -> Lane:
    run = cache.work_of(lane.experiment, files).run
    change = change or {"rate": FASTER * lane.rate_at(t)}
    with_rate = _with_its_rate(lane.experiment, files, change, ())
    return forked(lane, run, t, **with_rate)


def _with_its_rate(now: Experiment, files: Files, change: dict[str, Any], stays: object) -> dict[str, Any]:
    """Return a change with a rate besides, where a rule alone is chosen whose steps are of another size.

    stays : the schedule of a lane that begins as it did; () for a fork, which goes on at the rate.
    """
    rule = change.get("rule")
    if not isinstance(rule, Rule) or "rate" in change or "learning_rates" in change:
        return change
    chosen = fitting_rate.with_rule(now, rule, files).learning_rates
    if chosen == now.learning_rates:
        return change
    return {**change, "rate": chosen[0][1]} if stays == () else {**change, "learning_rates": chosen}


def _with_steps_to_come(session: Session) -> Session:
    moment = session.moment
    return session if moment.t < moment.experiment.steps else change_steps(session, extended_steps(session))


def _is_there(lanes: Lanes, k: int) -> bool:
    return -len(lanes) <= k < len(lanes)


def _start(experiment: Experiment) -> tuple[tuple[float, float], float]:
    return experiment.w, experiment.b
