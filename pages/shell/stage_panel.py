"""The stage with the tables under it, as one fragment: a step reruns this and nothing else."""

from __future__ import annotations

from dataclasses import replace

import streamlit as st

from logreg_core import Dataset, Experiment, chain_rule
from logreg_core.runs import Run
from logreg_core.snapshot import pull_order
from pages.shell import compute, history, reports, state
from pages.shell.lab_tables import tables
from pages.shell.moment import Moment
from pages.shell.opening import drawing_library
from pages.shell.sidebar import STEPS
from pages.stage.mount import mount
from pages.stage.stage import Command, Former
from pages.text.numbers import exactly, number


@st.fragment
def stage_panel() -> None:
    """The moment's stage and tables; whatever the stage reports acts here."""
    moment = state.current()
    if state.shown(STEPS) != moment.experiment.steps:
        st.rerun()  # the run was extended on the stage; the sidebar is outside this fragment
    dataset = compute.dataset_of(moment.experiment)
    run = compute.run_of(moment.experiment)
    moment = _fitted(moment, dataset, run)
    former = _former(moment)
    blob = compute.payload_of(
        moment.experiment,
        moment.t,
        moment.pick or 0,
        Command(*state.command()),
        moment.address,
        former,
        state.extended(moment.experiment.steps) - moment.experiment.steps,
        "Undo the last change of the data (Ctrl+Z)" if history.undoable() else "",
    )
    mount(state.STAGE, blob, plotly_url=drawing_library(), on_report=reports.heed_stage)
    tables(moment, dataset, run)
    heard = " ".join(f'data-heard-{key}="{number}"' for key, number in state.heard().items())
    st.html(f"<span hidden {heard}></span>")  # the stage and the table look here whether a report has arrived


def _fitted(moment: Moment, dataset: Dataset, run: Run) -> Moment:
    """The moment with a step and a pick that this run has; the first pick is the one that pulls hardest."""
    last = len(run.b) - 1
    fitted = replace(moment, t=min(moment.t, last))
    if fitted.pick is None or run.place_of(fitted.pick) is None:
        if fitted.pick is not None:
            what = "held out for testing" if fitted.pick < dataset.m else "not in this data"
            state.add_notice(f"The link's example {fitted.pick + 1} is {what}; another one is picked.")
        links = chain_rule(run.X_scaled, run.dataset.y, run.w[fitted.t], float(run.b[fitted.t]))
        fitted = replace(fitted, pick=int(run.rows_training[pull_order(links)[0]]))
    if fitted != moment:
        state.store(fitted, command=fitted.t != moment.t)
    return fitted


def _former(moment: Moment) -> Former | None:
    if moment.former is None:
        return None
    return Former(compute.run_of(moment.former), _difference(moment.former, moment.experiment))


def _difference(old: Experiment, new: Experiment) -> str:
    """What the former run had otherwise, in words."""
    parts = []
    if old.learning_rates != new.learning_rates:
        parts.append("α = " + ", then ".join(exactly(rate) for _, rate in old.learning_rates))
    if (old.w, old.b) != (new.w, new.b):
        zeros = old.w == (0.0, 0.0) and old.b == 0
        w1, w2, b = map(number, (*old.w, old.b))
        parts.append("start at zeros" if zeros else f"start at w = ({w1}, {w2}), b = {b}")
    if old.scale != new.scale:
        parts.append("features standardised" if old.scale == "standardize" else "features as they are")
    if (old.holdout, old.holdout_seed) != (new.holdout, new.holdout_seed):
        share = f"{number(100 * old.holdout, 2)} % held out" if old.holdout else "nothing held out"
        parts.append(share + (f" (split {old.holdout_seed})" if old.holdout and old.holdout == new.holdout else ""))
    return "; ".join(parts) or "the same settings"
