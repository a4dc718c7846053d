"""What is done to the points before descent: some are held out for testing, features are standardised."""

from __future__ import annotations

import streamlit as st

from logreg_core import Dataset, split
from logreg_core.points.holdout import LARGEST_SHARE
from logreg_core.points.scaling import Scaling
from logreg_core.points.seeds import LARGEST_SEED
from pages.parts.sidebar import sidebar
from pages.session import history, showing, widgets
from pages.session.session import Session, session
from pages.words.escape import in_markdown
from pages.words.numbers import number


def prepare_panel(dataset: Dataset | None) -> None:
    """Show hold-out and standardising, with what they make of the points."""
    if dataset is None:
        st.caption("No points yet. Draw one in the plane, or make some.")
        return
    _holdout(dataset)
    st.divider()
    sidebar.standardise_switch()
    _scaling(dataset)


def _holdout(dataset: Dataset) -> None:
    experiment = session().moment.experiment
    st.slider(
        "Hold out for testing",
        0.0,
        100.0 * LARGEST_SHARE,
        step=5.0,
        format="%g %%",
        help="These points take no part in descent. The Lab draws them as open symbols, and their mean loss beside J.",
        **showing.shows(widgets.HOLDOUT, _percent, _with_percent),
    )
    if experiment.holdout == 0:
        st.caption("Descent learns from all points. Hold some out to see how the line does on points it never saw.")
        return
    st.number_input(
        "Seed of the split",
        min_value=0,
        max_value=LARGEST_SEED,
        step=1,
        help="The same seed always holds out the same points.",
        **showing.shows(widgets.HOLDOUT_SEED, lambda now: now.moment.experiment.holdout_seed, _with_seed),
    )
    parts = split(dataset, experiment.holdout, experiment.holdout_seed)
    kept, out = parts.training, parts.held_out
    if out is None:
        st.caption("Of so few points this share holds out none.")
        return
    st.caption(
        f"{kept.m:,} points to learn from, {out.m:,} held out: {out.m - int(out.y.sum()):,} of class 0 and "
        f"{int(out.y.sum()):,} of class 1, drawn from each class in proportion."
    )


def _percent(now: Session) -> float:
    return round(100 * now.moment.experiment.holdout, 4)


def _with_percent(before: Session, percent: float) -> Session:
    return history.prepare(before, round(float(percent) / 100, 6), before.moment.experiment.holdout_seed)


def _with_seed(before: Session, seed: int) -> Session:
    return history.prepare(before, before.moment.experiment.holdout, int(seed))


def _scaling(dataset: Dataset) -> None:
    experiment = session().moment.experiment
    training = split(dataset, experiment.holdout, experiment.holdout_seed).training
    scaling = Scaling.of(training.X, "standardize")
    rows = [
        f"| {in_markdown(name, 40)} | {number(mean)} | {number(sd)} |"
        for name, mean, sd in zip(training.features, scaling.mean, scaling.sd, strict=False)
    ]
    st.markdown("\n".join(["| feature | mean | standard deviation |", "|---|---|---|", *rows]))
    of = "the points to learn from, not of those held out" if experiment.holdout else "all points"
    st.caption(f"Mean and standard deviation are those of {of}.")
