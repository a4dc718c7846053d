"""What a moment needs of the core, each thing worked out once a session and kept while it is in use.

Everything is kept per session, so that nobody's upload is ever in a cache that others share, and by the canonical
query string: Streamlit would take two dataclasses of other types with equal fields for the same thing.

What reads files is imported where a file is read: pandas takes half as long to come as all else that is ours.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from logreg_core import (
    LARGEST_LINKED,
    DataError,
    Dataset,
    Edited,
    Experiment,
    Points,
    Uploaded,
    edited,
    fits_link,
    split,
)
from logreg_core.descent.experiment import LONGEST
from logreg_core.descent.optimum import smoothness
from logreg_core.descent.run import Run
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.edits import Edit, base_of
from logreg_core.points.origins import Origin
from logreg_core.points.scaling import Scaling
from pages.figures.plane import MOST_DRAWN, drawn_rows
from pages.session import files, state
from pages.session.work import Work, begin
from pages.stage.columns import Columns, place
from pages.stage.example_payloads import graph_payload, strip_payload
from pages.stage.header import Orders
from pages.stage.lab_payload import Former, Pictures, curve_picture, frames, payload, points_picture

RATE = 0.1  # what a run begins with, where the data allow
MOST_WORK = 2_000_000_000  # examples times steps, some half a minute


def dataset_of(experiment: Experiment) -> Dataset:
    """The experiment's points. Raises DataError, for an upload whose file this session does not have."""
    data = base_of(experiment.data)
    if isinstance(data, Uploaded) and state.file_of(data.digest) is None:
        raise DataError(
            f"This link needs the file {data.filename!r}, which is too large to travel in a link. "
            "Upload that file under Data to see what the link shows."
        )
    return _dataset(_data_query(experiment))


def _data_query(experiment: Experiment) -> str:
    return Experiment(data=experiment.data).to_query()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _dataset(query: str) -> Dataset:
    data = Experiment.from_query(query)[0].data
    if isinstance(data, Edited):
        return data.load(_dataset(_data_query(Experiment(data=data.base))))
    if not isinstance(data, Uploaded):
        return data.load()
    from logreg_core.files import to_dataset

    return to_dataset(
        files.table_of(data.digest),
        features=data.features,
        label=data.label,
        positive=data.positive,
        negative=data.negative,
        drop_incomplete=data.drop_incomplete,
    )


@st.cache_resource(scope="session", show_spinner=False)
def _recent() -> list[Work]:
    """The runs shown last, from which a new one may take steps over; at most two, the newest first."""
    return []


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _work(query: str) -> Work:
    experiment = Experiment.from_query(query)[0]
    return begin(dataset_of(experiment), experiment, _recent())


def work_of(experiment: Experiment) -> Work:
    """The experiment's run as far as it has been worked out; a long one comes a chunk at a time."""
    work, recent = _work(experiment.to_query()), _recent()
    recent[:] = [work, *(each for each in recent if each is not work)][:2]
    return work


def run_of(experiment: Experiment) -> Run:
    """The same without what has been gathered of it; its own experiment says how many steps there are so far."""
    return work_of(experiment).run


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _frames(query: str, t: int, _work: Work) -> tuple[NDArray[np.intp], Columns]:
    return frames(_work.run.whole, _work.run, t, _work.gathered)


def frames_of(experiment: Experiment, t: int) -> tuple[NDArray[np.intp], Columns]:
    """The steps that the stage holds and their columns; t matters only to a run that is held thinned out."""
    work = work_of(experiment)
    return _frames(work.run.experiment.to_query(), place(work.run.steps, t), work)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _points(query: str, pick: int | None, _run: Run) -> str:
    return points_picture(_run.whole, _run, pick)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _drawn(query: str, _run: Run) -> frozenset[int]:
    return frozenset(drawn_rows(_run.whole).tolist())


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _curve(query: str, former_query: str, _run: Run, _former: Former | None) -> str:
    return curve_picture(_run, _former)


def pictures_of(experiment: Experiment, former: Former | None, pick: int) -> Pictures:
    """The figures of the experiment's run, with the former run in them if there is one."""
    run = run_of(experiment)
    now = run.experiment
    query = replace(Experiment(data=now.data), holdout=now.holdout, holdout_seed=now.holdout_seed).to_query()
    outside = None if run.whole.m <= MOST_DRAWN or pick in _drawn(query, run) else pick
    return {
        "plane": _points(query, outside, run),
        "curve": _curve(now.to_query(), _said_of(former), run, former),
    }


def _said_of(former: Former | None) -> str:
    return former.run.experiment.to_query() + former.label if former else ""


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _payload(key: tuple[object, ...], _make: Callable[[], bytes]) -> bytes:
    return _make()


def payload_of(experiment: Experiment, t: int, pick: int, orders: Orders, former: Former | None) -> bytes:
    """What the Lab's stage needs; a step within what it holds leaves it as it was."""
    run = run_of(experiment)

    def make() -> bytes:
        held, shared = frames_of(experiment, t)
        drawn = pictures_of(experiment, former, pick)
        return payload(run.whole, run, pick, held=held, shared=shared, drawn=drawn, orders=orders, former=former)

    return _payload((*_key("lab", run, t, pick, orders), _said_of(former)), make)


def graph_payload_of(experiment: Experiment, t: int, pick: int, orders: Orders, factor: str) -> bytes:
    """What the Chain rule page's stage needs."""
    run = run_of(experiment)

    def make() -> bytes:
        held, shared = frames_of(experiment, t)
        return graph_payload(run, pick, held=held, shared=shared, orders=orders, factor=factor)

    return _payload((*_key("graph", run, t, pick, orders), factor), make)


def strip_payload_of(experiment: Experiment, t: int, pick: int, orders: Orders) -> bytes:
    """What the stage of a page needs whose pictures are elsewhere."""
    run = run_of(experiment)

    def make() -> bytes:
        held, shared = frames_of(experiment, t)
        return strip_payload(run, pick, held=held, shared=shared, orders=orders)

    return _payload(_key("strip", run, t, pick, orders), make)


def _key(kind: str, run: Run, t: int, pick: int, orders: Orders) -> tuple[object, ...]:
    """All that a payload hangs on but the former run; of the command its number alone, for it acts only once."""
    # The address says most of it, but for how far runs have come and which steps are held.
    told = (orders.address, orders.more_steps, orders.undo, orders.present, orders.asked, orders.command.number)
    return (kind, *told, pick, run.steps, place(run.steps, t))


def _fitting_rate(dataset: Dataset, experiment: Experiment) -> float:
    training = split(dataset, experiment.holdout, experiment.holdout_seed).training
    return fitting_rate(training, experiment.scale)


def fitting_rate(dataset: Dataset, scale: str) -> float:
    """0.1 where that is within 2/smoothness, else the largest number of one digit up to half that limit."""
    half = 1 / smoothness(Scaling.of(dataset.X, scale).apply(dataset.X))
    if RATE <= 2 * half:
        return RATE
    exponent = math.floor(math.log10(half))
    digit = min(9, math.floor(half / 10.0**exponent))
    return float(f"{max(1, digit)}e{exponent}")


def with_data(experiment: Experiment, data: Origin) -> Experiment:
    """The same start, scaling and number of steps on other data, at a rate that fits it.

    Raises DataError where the data can't be had; a drawing with no point yet keeps the rate.
    """
    try:
        dataset = dataset_of(replace(experiment, data=data))
    except NoPointsError:
        return replace(experiment, data=data)
    return replace(experiment, data=data, learning_rates=((0, _fitting_rate(dataset, experiment)),))


def base_dataset_of(experiment: Experiment) -> Dataset | None:
    """The points without their edits; None where all are drawn. Raises DataError like `dataset_of`."""
    base = base_of(experiment.data)
    return None if isinstance(base, Points) else dataset_of(replace(experiment, data=base))


def edited_data(experiment: Experiment, edits: tuple[Edit, ...]) -> Origin:
    """The experiment's points after some edits, as something that a link can hold or name. Raises DataError.

    Where there are too many points or edits for a link, the points before these edits become a file of this session.
    """
    data = experiment.data
    if not (isinstance(data, Points) and len(data.rows) + len(edits) > LARGEST_LINKED):
        origin = edited(data, *edits, base=base_dataset_of(experiment))
        if fits_link(origin):
            return origin
    dataset = dataset_of(experiment)
    return edited(files.as_file(data, dataset), *edits, base=dataset)


def with_edits(experiment: Experiment, data: Origin) -> Experiment:
    """The same experiment on edited points; a rate that nobody chose is chosen anew."""
    return refitted(experiment, replace(experiment, data=data))


def with_scale(experiment: Experiment, scale: str) -> Experiment:
    """The same experiment in other features; a rate that nobody chose is chosen anew, since its unit changes."""
    return refitted(experiment, replace(experiment, scale=scale))


def with_holdout(experiment: Experiment, share: float, seed: int) -> Experiment:
    """The same experiment with another share held out; a rate that nobody chose is chosen anew for what is left."""
    return refitted(experiment, replace(experiment, holdout=share, holdout_seed=seed))


def refitted(experiment: Experiment, other: Experiment) -> Experiment:
    """`other`, at a rate that fits it where `experiment` has the one that fits it, which nobody chose."""
    try:
        before, after = dataset_of(experiment), dataset_of(other)
    except DataError:
        return other
    if experiment.learning_rates == ((0, _fitting_rate(before, experiment)),):
        other = replace(other, learning_rates=((0, _fitting_rate(after, other)),))
    return other


def most_steps(dataset: Dataset) -> int:
    """How many steps a run on this dataset may have."""
    return min(LONGEST, MOST_WORK // dataset.m)
