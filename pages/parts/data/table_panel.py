"""The points as a table to type in, and what each request from it makes of them."""

from __future__ import annotations

import math
from typing import Any

import streamlit as st

from logreg_core import Add, DataError, Dataset, Erase
from logreg_core.points import LARGEST_COORDINATE, NO_FEATURE, Edit, Put
from pages.host.acknowledgements import acknowledge
from pages.host.mount import mount_grid
from pages.parts.data.drawing_panel import drawing_name, with_edits
from pages.session import cache, history, widgets
from pages.session.inbox import Request, acknowledgements, is_whole
from pages.session.requests import receive
from pages.session.session import Session, session
from pages.stage.grid_payload import grid_payload
from pages.words.escape import one_line

MOST_EDITED = 5_000  # rows; more are easier to change in the program that they come from
_ELSEWHERE = "A point had changed before the table could change it, so it was left alone. Please try again."


def table_panel(dataset: Dataset | None, names: tuple[tuple[str, str], tuple[str, str]]) -> None:
    """Show the points in a table whose cells, rows and labels can be changed.

    names : the features' and the classes', also where there are no points.
    """
    if dataset is not None and dataset.m > MOST_EDITED:
        st.caption(f"The table holds up to {MOST_EDITED:,} points; these are {dataset.m:,}. Save and edit the file.")
        return
    now = session()
    features, classes = names
    acknowledged = acknowledgements(now.inbox).get(widgets.GRID, "")
    blob = grid_payload(
        dataset,
        _titles(features),
        classes,
        data=drawing_name(now),
        most=MOST_EDITED,
        largest=LARGEST_COORDINATE,
        acknowledged=acknowledged,
        session=now.identity,
    )
    mount_grid(widgets.GRID, blob, on_report=_receive)
    acknowledge({widgets.GRID: acknowledged})


def _titles(features: tuple[str, str]) -> list[str]:
    """Return how the features' columns are headed; one where there is one feature only."""
    there = features[:1] if features[1] == NO_FEATURE else features
    names = [one_line(name, 30) for name in there]
    return [name if name == f"x{j}" else f"x{'₁₂'[j - 1]}: {name}" for j, name in enumerate(names, 1)]


def _receive() -> None:
    receive(widgets.GRID, apply_request)


def apply_request(before: Session, request: Request) -> Session:
    """Apply a request of the table, as one change. What does not make sense is left aside."""
    if request.get("undo") is True:
        return history.undo(before)
    if request.get("redo") is True:
        return history.redo(before)
    rows, was = _numbers(request.get("rows")), _points(request, "from1", "from2", "from_y")
    if rows is None or was is None or len(was) != len(rows) or not all(is_whole(row) and row >= 0 for row in rows):
        return before
    erases = request.get("erase") is True
    to = [] if erases else _points(request, "x1", "x2", "y")
    if to is None or len(to) < len(rows) * (not erases) or max(len(rows), len(to)) == 0:
        return before
    try:
        return with_edits(before, *edits_of([int(row) for row in rows], was, to, _dataset(before), erases=erases))
    except DataError as error:
        return before.saying(str(error))


Point = tuple[float, float, float]


def edits_of(
    rows: list[int], was: list[Point], to: list[Point], dataset: Dataset | None, *, erases: bool = False
) -> list[Edit]:
    """Return what was typed as edits: the points `rows`, which were `was`, are now the first of `to`; others are added.

    erases : whether the points are erased instead.
    Raises DataError for more than a table holds, and where a point is not there or no longer what it was.
    """
    if max(len(rows), len(to)) > MOST_EDITED or (dataset.m if dataset else 0) + len(to) - len(rows) > MOST_EDITED:
        raise DataError(f"The table holds at most {MOST_EDITED:,} points; it was left as it was.")
    for row, point in zip(rows, was, strict=True):
        if dataset is None or row >= dataset.m or (*dataset.X[row].tolist(), dataset.y[row]) != point:
            raise DataError(_ELSEWHERE)
    if erases:
        return [Erase(tuple(rows))]
    points = [(x1, x2, int(y) if y in (0, 1) else -1) for x1, x2, y in to]
    put: list[Edit] = [Put(row, *point) for row, point in zip(rows, points, strict=False)]
    return put + [Add(*point) for point in points[len(rows) :]]


def _dataset(now: Session) -> Dataset | None:
    try:
        return cache.dataset_of(now.moment.experiment, now.files)
    except DataError:  # where there are none, there is nothing to type over
        return None


def _points(request: Request, *names: str) -> list[Point] | None:
    columns = [_numbers(request.get(name)) for name in names]
    lengths = {len(column) for column in columns if column is not None}
    if None in columns or len(lengths) != 1:
        return None
    return list(zip(*(map(float, column) for column in columns if column is not None), strict=True))


def _numbers(value: Any) -> list[float] | None:
    """A list of finite numbers, as a message holds them."""
    if not isinstance(value, list):
        return None
    good = all(isinstance(x, (int, float)) and not isinstance(x, bool) and math.isfinite(x) for x in value)
    return value if good else None
