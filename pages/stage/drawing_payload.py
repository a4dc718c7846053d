"""The drawing plane's payload: points to draw on, their numbers in full, and what there is to say about them."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NotRequired, TypedDict

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import NO_FEATURE, Dataset
from logreg_core.points.origins import Edited, Points
from pages.figures.jitter import jitter
from pages.figures.plane import View, canvas, drawn_rows, view_of
from pages.figures.theme import dark_of
from pages.stage.lab_payload import class_label
from pages.stage.packing import Entry, Figure, figure_json, pack, with_header

Rows = NDArray[np.intp]
EMPTY = View((0.0, 0.0), (10.0, 10.0))  # what a plane without points shows: -5 to 5
JITTERED = "Drawn with jitter; the numbers are whole."


class DrawingHeader(TypedDict):
    """What the drawing plane is sent."""

    data: str
    view: list[tuple[float, float]]
    classes: list[str]
    features: int
    counts: list[int]
    undo: int
    redo: int
    notes: list[str]
    jitter: str
    acknowledged: str
    session: str
    address: str
    dark: dict[str, str]
    table: list[Entry]
    plane: NotRequired[Figure]  # JSON already


@dataclass(frozen=True)
class Drawing:
    """What is on the drawing plane.

    dataset : the points, None where there are none;  names : the features' and the classes'.
    rows : which of the points are drawn, as `rows_to_draw` says;  opening : the part of the plane in the whole view.
    data : whose points these are but for edits: where this stays, the view stays.
    undo, redo : how many changes can be undone, and done again;  notes : sentences under the plane.
    """

    dataset: Dataset | None
    feature_names: tuple[str, str]
    class_names: tuple[str, str]
    rows: Rows = field(default_factory=lambda: np.arange(0))
    opening: View = EMPTY
    data: str = ""
    undo: int = 0
    redo: int = 0
    notes: tuple[str, ...] = ()


def rows_to_draw(origin: object, dataset: Dataset | None, base: Dataset | None) -> Rows:
    """Return which of the dataset's points are drawn: a sample of the base's, which edits leave, and all edited ones.

    origin : where the dataset comes from;  base : the dataset that it had without its edits, if it is edited.
    """
    if dataset is None:
        return np.arange(0)
    if not isinstance(origin, Edited) or base is None:
        return drawn_rows(dataset)
    touched = [*origin.flipped, *(entry[0] for entry in origin.changed)]
    kept = np.setdiff1d(np.union1d(drawn_rows(base), np.array(touched, dtype=np.intp)), origin.removed)
    numbers = kept - np.searchsorted(np.array(origin.removed, dtype=np.intp), kept)
    return np.concatenate([numbers, np.arange(dataset.m - len(origin.added), dataset.m)]).astype(np.intp)


def opening_of(origin: object, dataset: Dataset | None, base: Dataset | None) -> View:
    """Return the whole view: all points, jittered or not; for a drawing without names, -5 to 5 while that does."""
    if dataset is None:
        return EMPTY if base is None else view_of(base)
    drawn = isinstance(origin, Points) and dataset.feature_names == ("x1", "x2")
    if drawn and (np.abs(dataset.X) <= EMPTY.range(0)[1]).all():
        return EMPTY
    offsets = jitter(dataset)
    if offsets is None:
        return view_of(dataset)
    return view_of(Dataset(np.concatenate([dataset.X, dataset.X + offsets]), np.tile(dataset.y, 2)))


def drawing_payload(drawing: Drawing, *, acknowledged: str = "", session: str = "", address: str = "") -> bytes:
    """Return all that the drawing plane needs, as one blob.

    acknowledged : the number of the last report whose requests are in these points.
    session : which one the plane speaks to.  address : this moment's query for the address bar; none if empty.
    """
    dataset, rows = drawing.dataset, drawing.rows
    X = np.zeros((0, 2)) if dataset is None else dataset.X[rows]
    y = np.zeros(0) if dataset is None else dataset.y
    columns: dict[str, NDArray[np.generic]] = {
        "x1": np.ascontiguousarray(X[:, 0]),
        "x2": np.ascontiguousarray(X[:, 1]),
        "y": y[rows].astype(np.uint8),
        "row": rows.astype(np.uint32),
    }
    offsets = None if dataset is None else jitter(dataset)
    if offsets is not None:
        columns |= {"jitter1": offsets[rows, 0].copy(), "jitter2": offsets[rows, 1].copy()}
    packed = pack(columns, {})
    header: DrawingHeader = {
        "data": drawing.data,
        "view": [(low, high) for low, high in map(drawing.opening.range, (0, 1))],
        "classes": [class_label(drawing.class_names, label) for label in (0, 1)],
        "features": 1 if drawing.feature_names[1] == NO_FEATURE else 2,
        "counts": [int((y == 0).sum()), int((y == 1).sum())],
        "undo": drawing.undo,
        "redo": drawing.redo,
        "notes": [*_sampled(dataset, rows), *drawing.notes],
        "jitter": JITTERED if offsets is not None else "",
        "acknowledged": acknowledged,
        "session": session,
        "address": address,
        "dark": dark_of(),
        "table": packed.table,
    }
    figure = canvas(drawing.feature_names, drawing.class_names, drawing.opening)
    return with_header(header, packed.blob, ready={"plane": figure_json(figure)})


def _sampled(dataset: Dataset | None, rows: Rows) -> list[str]:
    if dataset is None or len(rows) == dataset.m:
        return []
    return [f"{len(rows):,} of {dataset.m:,} points are drawn; only those can be moved, flipped or erased here."]
