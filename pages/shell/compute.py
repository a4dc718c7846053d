"""What a moment needs of the core, each thing worked out once a session and kept while it is in use.

Everything is kept per session, so that nobody's upload is ever in a cache that others share, and by the canonical
query string: Streamlit would take two dataclasses of other types with equal fields for the same thing.
"""

from __future__ import annotations

import hashlib

import numpy as np
import streamlit as st
from numpy.typing import NDArray

from logreg_core import DataError, Dataset, Experiment, Uploaded, run
from logreg_core.runs import Run
from logreg_core.tables import read_table, to_dataset
from pages.shell import state
from pages.stage.columns import MOST_HELD, Columns
from pages.stage.stage import frames


def dataset_of(experiment: Experiment) -> Dataset:
    """The experiment's points. Raises DataError, for an upload whose file this session does not have."""
    if isinstance(experiment.data, Uploaded):
        file = state.kept_file()
        if file is None or digest(file[1]) != experiment.data.digest:
            name = experiment.data.filename
            raise DataError(
                f"This link needs the file {name!r}, which is too large to travel in a link. "
                "Upload that file under Data to see what the link shows."
            )
    return _dataset(_data_query(experiment))


def _data_query(experiment: Experiment) -> str:
    return Experiment(data=experiment.data).to_query()


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _dataset(query: str) -> Dataset:
    data = Experiment.from_query(query)[0].data
    if not isinstance(data, Uploaded):
        return data.load()
    file = state.kept_file()
    assert file is not None, "dataset_of has checked that the file is here"
    return to_dataset(
        read_table(file[1], file[0]),
        features=data.features,
        label=data.label,
        positive=data.positive,
        negative=data.negative,
        drop_incomplete=data.drop_incomplete,
    )


@st.cache_resource(scope="session", max_entries=6, show_spinner=False)
def _run(query: str) -> Run:
    experiment = Experiment.from_query(query)[0]
    return run(dataset_of(experiment), experiment)


def run_of(experiment: Experiment) -> Run:
    """The experiment's run."""
    return _run(experiment.to_query())


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _frames(query: str, t: int) -> tuple[NDArray[np.intp], Columns]:
    experiment = Experiment.from_query(query)[0]
    return frames(dataset_of(experiment), run_of(experiment), t)


def frames_of(experiment: Experiment, t: int) -> tuple[NDArray[np.intp], Columns]:
    """The steps that the stage holds and their columns; t matters only to a run that is held thinned out."""
    return _frames(experiment.to_query(), t if len(run_of(experiment).b) - 1 > MOST_HELD else 0)


def digest(raw: bytes) -> str:
    """What an uploaded file is known by: the SHA-256 of its bytes, in hexadecimal."""
    return hashlib.sha256(raw).hexdigest()
