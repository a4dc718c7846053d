"""The drawing plane with the session's points on it, and what each wish from it makes of them."""

from __future__ import annotations

import hashlib
import math
from dataclasses import replace
from typing import Any

import streamlit as st

from logreg_core import Add, DataError, Dataset, Edited, Erase, Experiment, Flip, Move, Points, snap
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.edits import Edit, base_of, fits_link
from logreg_core.points.origins import Origin
from pages.frame.open_page import drawing_library
from pages.host.mount import mount_draw
from pages.session import cache, history, reports, state
from pages.session.link import query_of
from pages.stage.draw_payload import Drawing, draw_payload, opening_of, rows_to_draw

DRAWING = "drawing"
_SAME = "points of one plane"  # by the name of their origin
Pair = tuple[float, float]
_SLACK = 1e-6  # of the range; the browser's arithmetic may end a hair outside the view
_ELSEWHERE = "A point had changed before the drawing could change it, so it was left alone. Please try again."
_TOO_LONG = "There are too many hand-made points for a link; save them as a file to keep them."


def drawing_panel() -> None:
    """The moment's points, to be drawn on; what is done there acts here."""
    moment = state.current()
    fits = fits_link(moment.experiment.data)
    heard = reports.heard().get(DRAWING, "")
    blob = draw_payload(
        drawing_of(moment.experiment, notes=() if fits else (_TOO_LONG,)),
        heard=heard,
        session=state.session(),
        address=query_of(moment) if fits else "",
    )
    mount_draw(DRAWING, blob, plotly_url=drawing_library(), on_report=_heed)
    st.html(f'<span hidden data-heard-{DRAWING}="{heard}"></span>')  # the plane looks here whether it was heard


def drawing_of(experiment: Experiment, *, notes: tuple[str, ...] = ()) -> Drawing:
    """What the plane shows of an experiment's data. Raises DataError where they can't be had."""
    origin = experiment.data
    dataset = _points(experiment)
    base = cache.dataset_of(replace(experiment, data=origin.base)) if isinstance(origin, Edited) else None
    names = origin if isinstance(origin, Points) else dataset or base
    assert names is not None, "only a drawing, or one of which all is erased, has no points"
    return Drawing(
        dataset,
        names.feature_names,
        names.class_names,
        rows_to_draw(origin, dataset, base),
        opening_of(origin, dataset, base),
        _whose(origin),
        history.undoable(),
        history.redoable(),
        notes,
    )


def _points(experiment: Experiment) -> Dataset | None:
    try:
        return cache.dataset_of(experiment)
    except NoPointsError:
        return None


def _whose(origin: Origin) -> str:
    """What stays the same while points are edited, and does not where others take their place."""
    name = _name(origin)
    known: str = state.noted(_SAME, {}).get(name, name)
    return known


def _name(origin: Origin) -> str:
    base = base_of(origin)
    base = replace(base, rows=()) if isinstance(base, Points) else base
    return hashlib.sha256(Experiment(data=base).to_query().encode()).hexdigest()[:16]


# ----------------------------------------------------------------------------------------------------------- wishes


def _heed() -> None:
    reports.heed(DRAWING, grant)


def grant(wish: dict[str, Any]) -> None:
    """Do what the plane asks for. Nonsense is left aside: a wish is a message from a browser, and may hold anything."""
    if wish.get("undo") is True:
        history.undo()
    elif wish.get("redo") is True:
        history.redo()
    else:
        try:
            edit = _edit(wish)
            if edit is not None:
                whose = _whose(state.current().experiment.data)
                history.edit(edit)
                # Too many for a link, points become a file of this session: other data by name, and yet the same.
                now = _name(state.current().experiment.data)
                if now != whose:
                    state.note(_SAME, {**state.noted(_SAME, {}), now: whose})
        except DataError as error:
            state.add_notice(str(error))


def _edit(wish: dict[str, Any]) -> Edit | None:
    if "add" in wish:
        *place, label = wish["add"] if isinstance(wish["add"], list) and wish["add"] else (None,)
        spot = _snapped(place, wish.get("range"))
        return Add(*spot, label) if spot and reports.is_whole(label) and label in (0, 1) else None
    for kind in ("move", "flip", "erase"):
        if kind in wish:
            return _edit_of(kind, wish[kind], wish)
    return None


def _edit_of(kind: str, number: object, wish: dict[str, Any]) -> Edit | None:
    """An edit of a point that is there. Raises DataError where it is no longer what the browser had before it."""
    was = _pair(wish.get("from"))
    if was is None or not reports.is_whole(number) or number < 0:
        return None
    spot = _snapped(wish.get("to"), wish.get("range")) if kind == "move" else was
    if spot is None:
        return None
    dataset = _points(state.current().experiment)
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
