"""The sweep of the run on screen, worked out when its picture is chosen and kept: rates take turns in it."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import Dataset, Experiment
from logreg_core.descent.sweep.sweep import Sweep, sweep, with_chosen
from pages.stage.next_step.sweep_payload import sweep_shown


@st.cache_resource(scope="session", max_entries=8, show_spinner=False)
def _swept(query: str, _dataset: Dataset, _experiment: Experiment) -> Sweep:
    """query : of the experiment at another rate: its own rates decide nothing."""
    return sweep(_dataset, _experiment)


def sweep_of(dataset: Dataset, experiment: Experiment) -> Sweep:
    """Return the sweep of an experiment on its dataset, with the rate that it holds."""
    query = replace(experiment, learning_rates=((0, 1.0),)).to_query()
    return with_chosen(_swept(query, dataset, experiment), dataset, experiment)


@st.cache_resource(scope="session", max_entries=4, show_spinner=False)
def _shown(query: str, before: str, _dataset: Dataset, _experiment: Experiment, _former: Experiment | None) -> str:
    return sweep_shown(sweep_of(_dataset, _experiment), _experiment, _former)


def sweep_told(dataset: Dataset, experiment: Experiment, former: Experiment | None) -> str:
    """Return what the stage is told of the sweep, as JSON. former : the experiment before the last change, if any."""
    return _shown(experiment.to_query(), former.to_query() if former else "", dataset, experiment, former)
