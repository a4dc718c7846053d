"""The selection of examples, one for the table and all figures of a page: a set that the picked example is in."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.contributions import hardest
from logreg_core.descent.run import Run
from pages.session import cache, requests
from pages.session.inbox import Request
from pages.session.moment import Moment
from pages.session.session import Session, updated

_NONE: tuple[str, tuple[int, ...]] = ("", ())


def receive(key: str) -> None:
    """Take in what the panel or table called `key` asks for: a pick, or {select: [numbers from 0]}, none to end it."""
    requests.receive(key, apply_request)


def selected(run: Run, pick: int) -> NDArray[np.intp]:
    """Return rows of training examples, ascending: those selected last, if the pick, a number in the whole
    dataset, is one of them, else the pick alone. So to pick another example is to select it.
    """
    digest, numbers = updated(end_without, run, pick).selection
    if digest == run.whole.digest:
        rows = _rows_of(run, np.asarray(numbers, np.intp))
        if len(rows):
            return rows
    row = run.row_of(pick)
    return np.array([0 if row is None else row], np.intp)


def select(before: Session, numbers: NDArray[np.intp]) -> Session:
    """Select examples by their numbers, from 0, in the whole dataset; with none of them, the picked one alone is.

    Those held out or not there are left aside. The picked example stays if it is among them; else the one that
    pulls hardest is picked.
    """
    moment = before.moment
    run = cache.work_of(moment.experiment, before.files).run
    rows = _rows_of(run, numbers)
    after = replace(before, selection=(run.whole.digest, tuple(run.rows_training[rows].tolist())))
    return after.at(replace(moment, pick=_pick_of(moment, run, rows))) if len(rows) else after


def end_without(before: Session, run: Run, pick: int) -> Session:
    """Forget what is selected of this run's data where the pick is not among it; another pick brings it not back."""
    digest, numbers = before.selection
    return replace(before, selection=_NONE) if digest == run.whole.digest and pick not in numbers else before


def apply_request(before: Session, request: Request) -> Session:
    """Apply a request of a panel or table that selects; what does not make sense is left aside."""
    numbers = request.get("select")
    if isinstance(numbers, list):
        sensible = all(map(requests.is_example, numbers))
        return select(before, np.array(numbers, np.intp)) if sensible else before
    after = requests.apply_request(before, request)
    moment = after.moment
    if "pick" not in request or moment.pick is None:
        return after
    return end_without(after, cache.work_of(moment.experiment, after.files).run, moment.pick)


def _rows_of(run: Run, numbers: NDArray[np.intp]) -> NDArray[np.intp]:
    return np.flatnonzero(np.isin(run.rows_training, numbers))


def _pick_of(moment: Moment, run: Run, rows: NDArray[np.intp]) -> int:
    numbers = run.rows_training[rows]
    if moment.pick is not None and moment.pick in numbers:
        return moment.pick
    order = hardest(run, min(moment.t, run.steps), run.dataset.m)
    return int(run.rows_training[order[np.isin(order, rows)][0]])
