"""The selection of examples, one for the table and all figures of a page: a set that the picked example is in."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.contributions import hardest
from logreg_core.descent.run import Run
from pages.session import cache, reports, state
from pages.session.moment import Moment

_SELECTED, _NONE = "selected examples", ("", ())
MOST_SELECTED = 1_000_000


def heed(key: str) -> None:
    """Take in what the panel or table called `key` reports: a pick, or {select: [numbers from 0]}, none to end it."""
    reports.heed(key, _grant)


def selected(run: Run, pick: int) -> NDArray[np.intp]:
    """Places among the training examples, ascending: those selected last, if the pick, a number in the whole dataset,
    is one of them, else the pick alone. So to pick another example is to select it.
    """
    _end_without(run, pick)
    digest, numbers = state.noted(_SELECTED, _NONE)
    if digest == run.whole.digest:
        places = _places(run, np.asarray(numbers, np.intp))
        if len(places):
            return places
    place = run.place_of(pick)
    return np.array([0 if place is None else place], np.intp)


def select(rows: NDArray[np.intp]) -> None:
    """Select examples by their numbers, from 0, in the whole dataset; with none of them, the picked one alone is.

    Those held out or not there are left aside. The picked example stays if it is among them; else the one that
    pulls hardest is picked.
    """
    moment = state.current()
    run = cache.run_of(moment.experiment)
    places = _places(run, rows)
    with state.at_once():
        state.note(_SELECTED, (run.whole.digest, tuple(run.rows_training[places].tolist())))
        if len(places):
            state.store(replace(moment, pick=_pick_of(moment, run, places)))


def _end_without(run: Run, pick: int) -> None:
    """Forget what is selected of this run's data where the pick is not among it; another pick brings it not back."""
    digest, numbers = state.noted(_SELECTED, _NONE)
    if digest == run.whole.digest and pick not in numbers:
        state.note(_SELECTED, _NONE)


def _places(run: Run, rows: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(np.isin(run.rows_training, rows))


def _pick_of(moment: Moment, run: Run, places: NDArray[np.intp]) -> int:
    numbers = run.rows_training[places]
    if moment.pick is not None and moment.pick in numbers:
        return moment.pick
    order = hardest(run, min(moment.t, run.steps), run.dataset.m)
    return int(run.rows_training[order[np.isin(order, places)][0]])


def _grant(wish: dict[str, Any]) -> None:
    rows = wish.get("select")
    if isinstance(rows, list):
        if len(rows) <= MOST_SELECTED and all(reports.is_example(row) for row in rows):
            select(np.array(rows, np.intp))
    else:
        reports.grant_wish(wish)
        moment = state.current()
        if "pick" in wish and moment.pick is not None:
            _end_without(cache.run_of(moment.experiment), moment.pick)
