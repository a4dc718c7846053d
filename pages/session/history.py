"""The one history: of the data, by drawing, tables, flips, other data and what is held out, and of starts laid by hand.

What it holds can be undone and done again.

Each change is a function from the session before it to the session after it.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import numpy as np

from logreg_core import (
    LARGEST_LINKED,
    DataError,
    Dataset,
    Edited,
    Experiment,
    Flip,
    Points,
    ReplaceRows,
    Uploaded,
    edited,
    fits_link,
)
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.drawn import rows_of
from logreg_core.points.edits import Edit, base_of
from logreg_core.points.origins import Origin
from logreg_core.points.reshaping import AS_MADE, Reshaping
from pages.session import cache, fitting_rate
from pages.session.changes import change_data, change_label, change_run
from pages.session.files import Files, as_file
from pages.session.session import Session

MOST_REMEMBERED = 1_000  # changes that can be undone
_START = "start "  # begins what is remembered of a start, which is otherwise the data's


def edit(session: Session, *edits: Edit) -> Session:
    """Apply edits to the points, as one change. Raises DataError where one can't be applied."""
    now = session.moment.experiment
    data, files = cache.edited_data(now, edits, session.files)
    session = replace(session, files=files)
    return _change(session, fitting_rate.with_edits(now, data, files))


def turn(session: Session) -> Session:
    """Turn all points by 45° round their mean, as one change. Where they can't be turned, that alone is said."""
    return _reshape(session, Reshaping.turned)


def double(session: Session) -> Session:
    """Put all points there once more, as one change. Where there are too many, that alone is said."""
    return _reshape(session, Reshaping.twice)


def _reshape(session: Session, change: Callable[[Reshaping], Reshaping]) -> Session:
    now = session.moment.experiment
    try:
        data, files = _reshaped(now, change, session.files)
        return _change(replace(session, files=files), fitting_rate.with_edits(now, data, files))
    except DataError as error:
        return session.saying(str(error))


def _reshaped(now: Experiment, change: Callable[[Reshaping], Reshaping], files: Files) -> tuple[Origin, Files]:
    """Return the points after a change of all of them: by what is said of their origin, and where they were drawn or
    edited, point by point, or as a file if a link can't hold that many. Raises DataError.
    """
    data = now.data
    if isinstance(data, (Points, Edited)):
        dataset = cache.dataset_of(now, files)
        after = change(AS_MADE).applied(dataset)
        if after.m <= LARGEST_LINKED:
            by_hand = edited(data, ReplaceRows(rows_of(after)), base=_base_dataset(now, files))
            if isinstance(by_hand, Points):
                return replace(by_hand, feature_names=after.feature_names), files
            if fits_link(by_hand) and after.feature_names == dataset.feature_names:
                return by_hand, files
        data, files = as_file(data, dataset, files)
    reshaped = replace(data, shape=change(data.shape))
    cache.dataset_of(replace(now, data=reshaped), files)  # raises what can't be
    return reshaped, files


def _base_dataset(now: Experiment, files: Files) -> Dataset | None:
    data = now.data
    return cache.dataset_of(replace(now, data=data.base), files) if isinstance(data, Edited) else None


def flip(session: Session, example: int) -> Session:
    """Put an example, counted from 0, into the other class, at the step on screen, and pick it.

    Where it is not there, that alone is said.
    """
    now = session.moment.experiment
    try:
        data, files = cache.edited_data(now, (Flip(example),), session.files)
    except DataError as error:
        return session.saying(str(error))
    after = change_label(replace(session, files=files), fitting_rate.with_edits(now, data, files), example)
    after = after.at(replace(after.moment, pick=example))
    return remember(after, (*session.past, _entry(now)), ())


def change(session: Session, origin: Origin) -> Session:
    """Show other data. Raises DataError where they can't be had."""
    return _change(session, fitting_rate.with_data(session.moment.experiment, origin, session.files))


def show_other(session: Session, experiment: Experiment) -> Session:
    """Show an experiment that has other data, as one change, from t = 0."""
    return _change(session, experiment)


def clear(session: Session) -> Session:
    """Show no points at all, to draw from nothing; features and classes keep their names. The same where none are.

    One feature becomes two: what is drawn is drawn in a plane.
    """
    try:
        names = cache.dataset_of(session.moment.experiment, session.files)
    except NoPointsError:
        return session
    features = ("x1", "x2") if names.has_one_feature else names.feature_names
    return change(session, Points((), features, names.class_names, "drawn by hand"))


def prepare(session: Session, share: float, seed: int) -> Session:
    """Hold another share of the examples out, or other ones."""
    return _change(session, fitting_rate.with_holdout(session.moment.experiment, share, seed, session.files))


def name_saved(session: Session) -> Session:
    """Name the file that the points were saved as in the link, where the link can't hold them."""
    moment = session.moment
    data = moment.experiment.data
    if not isinstance(base_of(data), Uploaded):
        return session
    file, files = as_file(data, cache.dataset_of(moment.experiment, session.files), session.files)
    return replace(session, files=files).at(replace(moment, experiment=replace(moment.experiment, data=file)))


def remember_start(session: Session, before: Experiment) -> Session:
    """Have undoing lead back to the start of the experiment before."""
    return remember(session, (*session.past, _start(before)), ())


def undoes_a_start(session: Session) -> bool:
    """Return whether undoing takes back where the run starts, and no change of the data."""
    return bool(session.past) and session.past[-1].startswith(_START)


def undo(session: Session) -> Session:
    """Show the data, or the start, as they were before the last change; the same where there was none."""
    if not session.past:
        return session
    *past, before = session.past
    now = _like(before, session.moment.experiment)
    return remember(_show(session, before), tuple(past), (*session.future, now))


def redo(session: Session) -> Session:
    """Show what the last undo took back; the same where there was none."""
    if not session.future:
        return session
    *future, after = session.future
    now = _like(after, session.moment.experiment)
    return remember(_show(session, after), (*session.past, now), tuple(future))


def remember(session: Session, past: tuple[str, ...], future: tuple[str, ...]) -> Session:
    """Set what can be undone, and what done again, from here on."""
    return replace(session, past=past[-MOST_REMEMBERED:], future=future)


def _change(session: Session, experiment: Experiment) -> Session:
    before = _entry(session.moment.experiment)
    if _entry(experiment) == before:
        return session
    return remember(change_data(session, experiment), (*session.past, before), ())


def _entry(experiment: Experiment) -> str:
    """What a change of the data changes, as a query."""
    return Experiment(
        data=experiment.data,
        holdout=experiment.holdout,
        holdout_seed=experiment.holdout_seed,
        learning_rates=experiment.learning_rates,
    ).to_query()


def _start(experiment: Experiment) -> str:
    """Where a run starts, as an entry."""
    return _START + Experiment(w=experiment.w, b=experiment.b).to_query()


def _like(entry: str, experiment: Experiment) -> str:
    """What an entry changes, as an experiment has it."""
    return _start(experiment) if entry.startswith(_START) else _entry(experiment)


def _show(session: Session, entry: str) -> Session:
    """Go to an entry; a rate chosen since stays where the points are the same but for edits.

    So does the step, where they are the same but for one label. Another start begins the run anew.
    """
    now, then = session.moment.experiment, Experiment.from_query(entry.removeprefix(_START))[0]
    if entry.startswith(_START):
        after = replace(session, start_is_typed=False)
        after = change_run(after, replace(now, w=then.w, b=then.b), t=0, start_seed=None)
        return after.at(after.moment, command=True)
    there = replace(now, data=then.data, holdout=then.holdout, holdout_seed=then.holdout_seed)
    if base_of(then.data) == base_of(now.data):
        there = fitting_rate.refitted(now, there, session.files)
    else:
        there = replace(there, learning_rates=then.learning_rates)
    example = _relabelled(now, there, session.files)
    return change_data(session, there) if example is None else change_label(session, there, example)


def _relabelled(now: Experiment, then: Experiment, files: Files) -> int | None:
    """Return the example, from 0, whose label is all that tells the points of two experiments apart, if one is."""
    if (now.holdout, now.holdout_seed) != (then.holdout, then.holdout_seed):
        return None
    try:
        one, other = cache.dataset_of(now, files), cache.dataset_of(then, files)
    except DataError:  # of a file that is not here, or where there are none: not the same points, then
        return None
    names = [(each.m, each.feature_names, each.class_names) for each in (one, other)]
    if names[0] != names[1] or not np.array_equal(one.X, other.X):
        return None
    different = np.flatnonzero(one.y != other.y)
    return int(different[0]) if len(different) == 1 else None
