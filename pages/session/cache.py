"""What a moment needs of the core, each thing worked out once a session and kept while it is in use.

Everything is kept per session, so that nobody's upload is ever in a cache that others share, and by the canonical
query string: Streamlit would take two dataclasses of other types with equal fields for the same thing.

What reads files is imported where a file is read: pandas takes half as long to come as all else that is ours.
"""

from __future__ import annotations

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
    Flip,
    Points,
    Uploaded,
    edited,
    fits_link,
    split,
)
from logreg_core.descent.experiment import LONGEST
from logreg_core.descent.optimum import optimum
from logreg_core.descent.run import Run
from logreg_core.descent.safe_rate import Quicker, quicker_rate
from logreg_core.lanes.lane import MOST_LANES
from logreg_core.learning.expected_curve import Curve
from logreg_core.learning.predictions.nearby_runs import up_to
from logreg_core.points.edits import Edit, base_of
from logreg_core.points.origins import Origin
from logreg_core.points.scaling import Scaling, with_weight
from pages.figures.graph import factor_of
from pages.figures.plane import MOST_DRAWN, drawn_rows
from pages.session.files import File, Files, as_file, file_of, table_of
from pages.session.moment import Moment
from pages.session.surface.map_cache import map_of, squared_of
from pages.session.trying.sweeps import sweep_told
from pages.session.work import Work, begin
from pages.stage.columns import Columns, held_middle
from pages.stage.controls import Asked
from pages.stage.example_payloads import graph_payload, strip_payload
from pages.stage.header import SessionHeader
from pages.stage.lab_payload import Former, Pictures, curve_picture, frames, payload, points_picture
from pages.stage.learning.covered_payload import covered_payload
from pages.stage.learning.expected_curve import sheet_picture
from pages.stage.rest_payload import at_rest, nothing_at_rest
from pages.stage.sigma.sigma_view import VIEW as SIGMA
from pages.stage.surface.map_view import PLANES, SQUARED
from pages.words.choosing.pale_curve import pale_label
from pages.words.difference import class_in_words, difference, flip_in_words

MOST_WORK = 2_000_000_000  # examples times steps, some half a minute


def dataset_of(experiment: Experiment, files: Files) -> Dataset:
    """Return the experiment's points. Raises DataError, for an upload whose file is not among these files too."""
    data, file = base_of(experiment.data), None
    if isinstance(data, Uploaded):
        file = file_of(files, data.digest)
        if file is None:
            raise DataError(
                f"This link needs the file {data.filename!r}, which is too large to travel in a link. "
                "Upload that file under Data to see what the link shows."
            )
    return _dataset(_data_query(experiment), file)


def _data_query(experiment: Experiment) -> str:
    return Experiment(data=experiment.data).to_query()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _dataset(query: str, _file: File | None) -> Dataset:
    data = Experiment.from_query(query)[0].data
    if isinstance(data, Edited):
        return data.load(_dataset(_data_query(Experiment(data=data.base)), _file))
    if not isinstance(data, Uploaded):
        return data.load()
    from logreg_core.files import to_dataset

    assert _file is not None, "dataset_of has found it"
    read = to_dataset(
        table_of(_file, data.read_as),
        features=data.features,
        label=data.label,
        positive=data.positive,
        negative=data.negative,
        drop_incomplete=data.drop_incomplete,
    )
    return data.shape.applied(read)


def training_size(experiment: Experiment, files: Files) -> int:
    """Return how many examples descent sees. Raises DataError as `dataset_of` does."""
    return split(dataset_of(experiment, files), experiment.holdout, experiment.holdout_seed).training.m


def weighted_of(experiment: Experiment, files: Files) -> tuple[int, ...]:
    """Return which features, from 0, have a weight in a run; all where the points can't be had."""
    try:
        training = split(dataset_of(experiment, files), experiment.holdout, experiment.holdout_seed).training
    except DataError:
        return (0, 1)
    return with_weight(Scaling.of(training.X, experiment.scale).apply(training.X))


@st.cache_resource(scope="session", show_spinner=False)
def _recent() -> list[Work]:
    """The runs shown last, from which a new one may take steps over; at most two, the newest first."""
    return []


@st.cache_resource(scope="session", max_entries=MOST_LANES + 2, show_spinner=False)  # the Lab's and its former one
def _work(query: str, _files: Files) -> Work:
    experiment = Experiment.from_query(query)[0]
    return begin(dataset_of(experiment, _files), experiment, _recent())


def work_of(experiment: Experiment, files: Files) -> Work:
    """Return the experiment's run as far as it has been worked out; a long one comes a chunk at a time."""
    work, recent = _work(experiment.to_query(), files), _recent()
    recent[:] = [work, *(each for each in recent if each is not work)][:2]
    return work


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _frames(query: str, t: int, _work: Work) -> tuple[NDArray[np.intp], Columns]:
    return frames(_work.run.whole, _work.run, t, _work.step_cache)


def frames_of(work: Work, t: int) -> tuple[NDArray[np.intp], Columns]:
    """Return the steps that the stage holds and their columns; t matters only to a run that is held thinned out."""
    return _frames(work.run.experiment.to_query(), held_middle(work.run.steps, t), work)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _points(query: str, pick: int | None, _run: Run) -> str:
    return points_picture(_run.whole, _run, pick)


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def _drawn(query: str, _run: Run) -> frozenset[int]:
    return frozenset(drawn_rows(_run.whole).tolist())


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _curve(
    query: str,
    former_query: str,
    question: str,
    expected: Curve,
    _run: Run,
    _former: Former | None,
    _asked: Asked | None,
) -> str:
    return curve_picture(_run, _former, _asked, expected)


def pictures_of(
    run: Run, former: Former | None, pick: int, question: Asked | None = None, expected: Curve = ()
) -> Pictures:
    """Return the figures of a run, with the former run in them if there is one, and nothing that answers a question.

    expected : what somebody drew before the run was seen.
    """
    query = run.experiment.to_query()
    curve = _curve(query, _key_of(former), repr(question), expected, run, former, question)
    return {"plane": _points_of(run, pick), "curve": curve}


def _points_of(run: Run, pick: int) -> str:
    now = run.experiment
    query = replace(Experiment(data=now.data), holdout=now.holdout, holdout_seed=now.holdout_seed).to_query()
    outside = None if run.whole.m <= MOST_DRAWN or pick in _drawn(query, run) else pick
    return _points(query, outside, run)


def _key_of(former: Former | None) -> str:
    return former.run.experiment.to_query() + former.label if former else ""


@st.cache_resource(scope="session", max_entries=2, show_spinner=False)
def kept_payload(key: tuple[object, ...], _make: Callable[[], bytes]) -> bytes:
    """Return what `_make` makes, once for each key."""
    return _make()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _quicker(query: str, _run: Run) -> Quicker | None:
    """query : of an experiment with the run's data, units, start and rule; its own rates and length decide nothing."""
    return quicker_rate(_run)


def payload_of(kind: str, here: Moment, work: Work, files: Files, from_session: SessionHeader) -> bytes:
    """Return what a kind of stage, one of PAYLOADS, needs; a step within what it holds leaves it as it was.

    here : the moment on screen, at a step and a pick that the run so far has.
    """
    return PAYLOADS[kind](here, work, files, from_session)


def _lab(here: Moment, work: Work, files: Files, from_session: SessionHeader) -> bytes:
    if from_session.draws:
        return _sheet(here, work, from_session)
    if from_session.predict is not None:
        return _covered(here, work, from_session)
    run, pick, former = work.run, here.pick or 0, _former(here, files)
    expected = here.expected if from_session.question is None else ()

    def make() -> bytes:
        held, shared = frames_of(work, here.t)
        drawn = pictures_of(run, former, pick, from_session.question, expected)
        return payload(
            run.whole,
            run,
            pick,
            held=held,
            shared=shared,
            drawn=drawn,
            from_session=from_session,
            former=former,
            quicker=_quicker_of(run),
            expected=expected,
            mapped=map_of(here.view, run, former.run if former else None, bare=from_session.question is not None),
            with_sigma=here.view == SIGMA and from_session.question is None,
        )

    key = (*payload_key("lab", run, here.t, pick, from_session), _key_of(former), _mapped_view(here))
    return kept_payload(key, make)


def _mapped_view(here: Moment) -> str:
    """Return the view if it is sent once it is chosen: a payload holds no other one of these."""
    return here.view if here.view in (SIGMA, *PLANES) else ""


def _sheet(here: Moment, work: Work, from_session: SessionHeader) -> bytes:
    """Return the Lab's payload while somebody draws how J goes on; `work` knows of no step after the one on screen."""
    run, pick, last = work.run, here.pick or 0, here.experiment.steps

    def make() -> bytes:
        held, shared = frames(run.whole, run, here.t, work.step_cache)  # not kept: they are not the whole run's
        return payload(
            run.whole,
            run,
            pick,
            held=held,
            shared=shared,
            drawn={"plane": _points_of(run, pick), "curve": sheet_picture(run, last)},
            from_session=from_session,
            quicker=_quicker_of(run),
            last=last,
        )

    return kept_payload(payload_key("sheet", run, here.t, pick, from_session), make)


def _quicker_of(run: Run) -> Quicker | None:
    return _quicker(replace(run.experiment, learning_rates=((0, 1.0),), steps=1).to_query(), run)


def _covered(here: Moment, work: Work, from_session: SessionHeader) -> bytes:
    """What the Lab's stage is sent while it asks what comes."""
    run, pick, gate = work.run, here.pick or 0, from_session.predict

    def make() -> bytes:
        points = pictures_of(run, None, pick)["plane"]
        bare = map_of(here.view, up_to(run, here.t), bare=True)
        return covered_payload(run, here.t, pick, points, from_session, work.step_cache, bare)

    key = (*payload_key("lab", run, here.t, pick, from_session), "covered", here.t, repr(gate), _mapped_view(here))
    return kept_payload(key, make)


def at_rest_of(here: Moment, work: Work, question: Asked | None = None) -> str:
    """Return what the Lab's stage is told of the step on screen alone."""
    if question is not None and (question.covered or here.view not in ("step", SQUARED)):
        return nothing_at_rest()
    held, columns = frames_of(work, here.t)
    row = int(np.searchsorted(held, here.t))
    run = up_to(work.run, here.t) if here.predict else work.run
    view = "" if here.predict else here.view
    former = here.former if here.relabelled is None else None
    sweep = sweep_told(run.whole, here.experiment, former) if view == "sweep" else ""
    squared = squared_of(run, here.t) if here.view == SQUARED else ""
    why = int(columns["why"][row])
    return at_rest(run, here.t, why, along=view == "step", above=view == "map", sweep=sweep, squared=squared)


def former_of(moment: Moment, files: Files) -> tuple[Experiment | None, Files]:
    """Return the moment's former experiment, on the points that it had, and the files that these need."""
    former, example = moment.former, moment.relabelled
    if former is None or example is None:
        return former, files
    data, files = edited_data(moment.experiment, (Flip(example),), files)
    return replace(former, data=data), files


def flip_said(moment: Moment, files: Files) -> str:
    """Return what another label has done to the lowest J, or F, that there is; "" where nothing is another."""
    former, its_files = former_of(moment, files)
    if former is None or moment.relabelled is None:
        return ""
    before, after = dataset_of(former, its_files), dataset_of(now := moment.experiment, files)
    training = [split(each, now.holdout, now.holdout_seed).training for each in (before, after)]
    seen = [optimum(each, now.l2, now.scale) for each in training]
    label, (zeros, ones) = int(after.y[moment.relabelled]), np.bincount(after.y.astype(int), minlength=2)
    return flip_in_words(moment.relabelled, label, *seen, one_class=not (zeros and ones), charged=now.l2 > 0)


def _former(moment: Moment, files: Files) -> Former | None:
    former, its_files = former_of(moment, files)
    if former is None:
        return None
    work = work_of(former, its_files)
    if pale := pale_label(former, moment.experiment):
        return Former(work.run, pale, head="")
    label = difference(former, moment.experiment, work.run.weighted)
    if (example := moment.relabelled) is not None:
        label = class_in_words(example, int(work.run.whole.y[example]))
    return Former(work.run, label)


def _graph(here: Moment, work: Work, files: Files, from_session: SessionHeader) -> bytes:
    pick, factor = here.pick or 0, factor_of(work.run, here.factor)

    def make() -> bytes:
        held, shared = frames_of(work, here.t)
        return graph_payload(work.run, pick, held=held, shared=shared, from_session=from_session, factor=factor)

    return kept_payload((*payload_key("graph", work.run, here.t, pick, from_session), factor), make)


def _strip(here: Moment, work: Work, files: Files, from_session: SessionHeader) -> bytes:
    pick = here.pick or 0

    def make() -> bytes:
        held, shared = frames_of(work, here.t)
        return strip_payload(work.run, pick, held=held, shared=shared, from_session=from_session)

    return kept_payload(payload_key("strip", work.run, here.t, pick, from_session), make)


# What each kind of stage is sent.
PAYLOADS: dict[str, Callable[[Moment, Work, Files, SessionHeader], bytes]] = {
    "lab": _lab,
    "graph": _graph,
    "strip": _strip,
}


def payload_key(kind: str, run: Run, t: int, pick: int, from_session: SessionHeader) -> tuple[object, ...]:
    """Return all that a payload hangs on but the former run; of the command its number alone, for it acts only once."""
    # The address says most of it, but for how far runs have come and which steps are held.
    told = (
        from_session.address,
        from_session.more_steps,
        from_session.undo,
        from_session.present,
        from_session.asked,
        repr(from_session.question),
        from_session.offer,
        from_session.command.number,
        from_session.tried,
        repr(from_session.hand),
    )
    return (kind, *told, pick, run.steps, held_middle(run.steps, t))


def edited_data(experiment: Experiment, edits: tuple[Edit, ...], files: Files) -> tuple[Origin, Files]:
    """Return the experiment's points after some edits, as something that a link can hold or name. Raises DataError.

    Where there are too many points or edits for a link, the points before these edits become one more file.
    """
    data = experiment.data
    if not (isinstance(data, Points) and len(data.rows) + len(edits) > LARGEST_LINKED):
        base = base_of(data)
        before = None if isinstance(base, Points) else dataset_of(replace(experiment, data=base), files)
        origin = edited(data, *edits, base=before)
        if fits_link(origin):
            return origin, files
    dataset = dataset_of(experiment, files)
    file, files = as_file(data, dataset, files)
    return edited(file, *edits, base=dataset), files


def most_steps(dataset: Dataset) -> int:
    """Return how many steps a run on this dataset may have."""
    return min(LONGEST, MOST_WORK // dataset.m)
