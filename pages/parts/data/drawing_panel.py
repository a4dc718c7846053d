"""The drawing plane with the session's points on it, and what each request from it makes of them."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace

from logreg_core import Add, DataError, Dataset, Edited, Erase, Experiment, Flip, Move, Points, snap
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.edits import Edit, base_of, fits_link
from pages.frame.open_page import drawing_library
from pages.host.acknowledgements import acknowledge
from pages.host.mount import mount_drawing
from pages.session import cache, history, widgets
from pages.session.inbox import Request, acknowledgements, is_whole
from pages.session.link import query_of
from pages.session.requests import receive
from pages.session.session import Session, session
from pages.stage.drawing_payload import Drawing, drawing_payload, opening_of, rows_to_draw

Pair = tuple[float, float]
_SLACK = 1e-6  # of the range; the browser's arithmetic may end a hair outside the view
_ELSEWHERE = "A point had changed before the drawing could change it, so it was left alone. Please try again."
_TOO_LONG = "There are too many hand-made points for a link; save them as a file to keep them."


def drawing_panel() -> None:
    """Show the moment's points, to be drawn on; what is done there acts here."""
    now = session()
    fits = fits_link(now.moment.experiment.data)
    acknowledged = acknowledgements(now.inbox).get(widgets.DRAWING, "")
    blob = drawing_payload(
        drawing_of(now, notes=() if fits else (_TOO_LONG,)),
        acknowledged=acknowledged,
        session=now.identity,
        address=query_of(now.moment) if fits else "",
    )
    mount_drawing(widgets.DRAWING, blob, plotly_url=drawing_library(), on_report=_receive)
    acknowledge({widgets.DRAWING: acknowledged})


def drawing_of(now: Session, *, notes: tuple[str, ...] = ()) -> Drawing:
    """Return what the plane shows of the session's data. Raises DataError where they can't be had."""
    origin, dataset, base = now.moment.experiment.data, _points(now), _base(now)
    return Drawing(
        dataset,
        *names_of(now, dataset),
        rows_to_draw(origin, dataset, base),
        opening_of(origin, dataset, base),
        drawing_name(now),
        len(now.past),
        len(now.future),
        notes,
    )


def names_of(now: Session, dataset: Dataset | None) -> tuple[tuple[str, str], tuple[str, str]]:
    """Return what the features and the classes are called, also where there are no points."""
    origin = now.moment.experiment.data
    names = origin if isinstance(origin, Points) else dataset or _base(now)
    assert names is not None, "only a drawing, or one of which all is erased, has no points"
    return names.feature_names, names.class_names


def _base(now: Session) -> Dataset | None:
    """What is edited, if the points are edited ones."""
    experiment = now.moment.experiment
    if not isinstance(experiment.data, Edited):
        return None
    return cache.dataset_of(replace(experiment, data=experiment.data.base), now.files)


def _points(now: Session) -> Dataset | None:
    try:
        return cache.dataset_of(now.moment.experiment, now.files)
    except NoPointsError:
        return None


def drawing_name(now: Session) -> str:
    """Return what stays the same while points are edited, and does not where others take their place."""
    name = _origin_name(now)
    return dict(now.drawings).get(name, name)


def _origin_name(now: Session) -> str:
    base = base_of(now.moment.experiment.data)
    base = replace(base, rows=()) if isinstance(base, Points) else base
    return hashlib.sha256(Experiment(data=base).to_query().encode()).hexdigest()[:16]


# --------------------------------------------------------------------------------------------------------- requests


def _receive() -> None:
    receive(widgets.DRAWING, apply_request)


def with_edits(before: Session, *edits: Edit) -> Session:
    """Apply edits as one change, to the same drawing. Raises DataError where one can't be applied."""
    after = history.edit(before, *edits)
    # Too many for a link, points become a file of this session: other data by name, and yet the same drawing.
    name, drawing = _origin_name(after), drawing_name(before)
    if name == drawing:
        return after
    return replace(after, drawings=tuple({**dict(after.drawings), name: drawing}.items()))


def apply_request(before: Session, request: Request) -> Session:
    """Apply a request of the plane. What does not make sense is left aside: a browser may send anything."""
    if request.get("undo") is True:
        return history.undo(before)
    if request.get("redo") is True:
        return history.redo(before)
    try:
        edit = _edit(before, request)
        return before if edit is None else with_edits(before, edit)
    except DataError as error:
        return before.saying(str(error))


def _edit(now: Session, request: Request) -> Edit | None:
    if "add" in request:
        *place, label = request["add"] if isinstance(request["add"], list) and request["add"] else (None,)
        spot = _snapped(place, request.get("range"))
        return Add(*spot, label) if spot and is_whole(label) and label in (0, 1) else None
    for kind in ("move", "flip", "erase"):
        if kind in request:
            return _edit_of(now, kind, request)
    return None


def _edit_of(now: Session, kind: str, request: Request) -> Edit | None:
    """An edit of a point that is there. Raises DataError where it is no longer what the browser had before it."""
    number, was = request[kind], _pair(request.get("from"))
    if was is None or not is_whole(number) or number < 0:
        return None
    spot = _snapped(request.get("to"), request.get("range")) if kind == "move" else was
    if spot is None:
        return None
    dataset = _points(now)
    if dataset is None or number >= dataset.m or tuple(dataset.X[number].tolist()) != was:
        raise DataError(_ELSEWHERE)
    if kind == "move":
        return Move(number, *spot)
    return Flip(number) if kind == "flip" else Erase((number,))


def _snapped(place: object, view: object) -> Pair | None:
    """A place in the view, at a number that a drawn point may have; None where either makes no sense."""
    pair = _pair(place)
    axes = [_pair(axis) for axis in view] if isinstance(view, list) and len(view) == 2 else []
    if pair is None:
        return None
    snapped = []
    for value, axis in zip(pair, axes, strict=False):
        if axis is None:
            return None
        low, high = axis
        slack = _SLACK * (high - low)
        if not ((high - low) / 1000 > 0 and math.isfinite(high - low) and low - slack <= value <= high + slack):
            return None
        snapped.append(snap(value, low, high))
    return (snapped[0], snapped[1]) if len(snapped) == 2 else None


def _pair(value: object) -> Pair | None:
    """Two finite numbers, as a message holds them."""
    if not (isinstance(value, list) and len(value) == 2):
        return None
    numbers = [x for x in value if isinstance(x, (int, float)) and not isinstance(x, bool) and abs(x) <= 1e300]
    return (float(numbers[0]), float(numbers[1])) if len(numbers) == 2 else None
