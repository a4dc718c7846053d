"""The one history of the data: drawing, tables, flips, other data and what is held out, undone and done again."""

from __future__ import annotations

from dataclasses import replace

from logreg_core import DataError, Experiment, Flip, Points, Uploaded
from logreg_core.points.edits import Edit, base_of
from logreg_core.points.origins import Origin
from pages.session import cache, files, state

MOST_REMEMBERED = 1_000  # changes that can be undone
_PAST, _FUTURE = "past", "future"


def edit(*edits: Edit) -> None:
    """Apply edits to the session's points, as one change. Raises DataError where one can't be applied."""
    now = state.current().experiment
    _change(cache.with_edits(now, cache.edited_data(now, edits)))


def flip(example: int) -> None:
    """Put an example, counted from 0, into the other class, and keep it picked; nothing where it is not there."""
    try:
        edit(Flip(example))
    except DataError as error:
        state.add_notice(str(error))
        return
    state.store(replace(state.current(), pick=example))


def change(origin: Origin) -> None:
    """Show other data. Raises DataError where they can't be had."""
    _change(cache.with_data(state.current().experiment, origin))


def clear() -> None:
    """No points at all, to draw from nothing; features and classes keep their names."""
    experiment = state.current().experiment
    names = cache.dataset_of(experiment)
    change(Points((), names.feature_names, names.class_names, "drawn by hand"))


def prepare(share: float, seed: int) -> None:
    """Hold another share of the examples out, or other ones."""
    _change(cache.with_holdout(state.current().experiment, share, seed))


def saved() -> None:
    """The points were saved as a file: where a link can't hold them, it now names that file."""
    moment = state.current()
    data = moment.experiment.data
    if isinstance(base_of(data), Uploaded):
        file = files.as_file(data, cache.dataset_of(moment.experiment))
        state.store(replace(moment, experiment=replace(moment.experiment, data=file)))


def undo() -> None:
    """The data as they were before the last change; nothing where there was none."""
    before, after = past(), future()
    if before:
        now = _entry(state.current().experiment)
        with state.at_once():
            _show(before[-1])
            remember(before[:-1], (*after, now))


def redo() -> None:
    """What the last undo took back; nothing where there was none."""
    before, after = past(), future()
    if after:
        now = _entry(state.current().experiment)
        with state.at_once():
            _show(after[-1])
            remember((*before, now), after[:-1])


def undoable() -> int:
    """How many changes can be undone."""
    return len(past())


def redoable() -> int:
    """How many changes can be done again."""
    return len(future())


def past() -> tuple[str, ...]:
    """What the data were before each change, the last one last; each as a query."""
    return tuple(state.noted(_PAST, ()))


def future() -> tuple[str, ...]:
    """What undoing took back, the first to do again last; each as a query."""
    return tuple(state.noted(_FUTURE, ()))


def remember(past: tuple[str, ...], future: tuple[str, ...]) -> None:
    """What can be undone, and what done again, from here on."""
    with state.at_once():
        state.note(_PAST, past[-MOST_REMEMBERED:])
        state.note(_FUTURE, future)


def _change(experiment: Experiment) -> None:
    before = state.current().experiment
    if _entry(experiment) == _entry(before):
        return
    with state.at_once():
        state.change_data(experiment)
        remember((*past(), _entry(before)), ())


def _entry(experiment: Experiment) -> str:
    """What a change of the data changes, as a query."""
    return Experiment(
        data=experiment.data,
        holdout=experiment.holdout,
        holdout_seed=experiment.holdout_seed,
        learning_rates=experiment.learning_rates,
    ).to_query()


def _show(entry: str) -> None:
    """Go to an entry; a rate chosen since stays where the points are the same but for edits."""
    now, then = state.current().experiment, Experiment.from_query(entry)[0]
    there = replace(now, data=then.data, holdout=then.holdout, holdout_seed=then.holdout_seed)
    if base_of(then.data) == base_of(now.data):
        state.change_data(cache.refitted(now, there))
    else:
        state.change_data(replace(there, learning_rates=then.learning_rates))
