"""What is done to the points before descent: some are held out, features standardised, all turned or doubled."""

from __future__ import annotations

import streamlit as st

from logreg_core import Dataset, split
from logreg_core.points.holdout import LARGEST_SHARE
from logreg_core.points.reshaping import ANGLE, MOST_DOUBLED, MOST_ROWS
from logreg_core.points.scaling import Scaling
from logreg_core.points.seeds import LARGEST_SEED
from pages.parts.sidebar import sidebar
from pages.parts.sidebar.data_section import shape_in_words, shape_of
from pages.session import history, showing, widgets
from pages.session.session import Session, session, update
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
    st.divider()
    _reshaping(dataset)


def _reshaping(dataset: Dataset) -> None:
    turn, double = st.columns(2)
    turn.button(
        f"Rotate by {ANGLE}°",
        on_click=update,
        args=(history.turn,),
        disabled=dataset.has_one_feature,
        width="stretch",
        help="All points turn round their mean, against the clock: each new feature mixes both old ones. After eight "
        "times all is as it was. Undo takes one back.",
    )
    double.button(
        "Duplicate all",
        on_click=update,
        args=(history.double,),
        disabled=2 * dataset.m > MOST_ROWS or shape_of(session().moment.experiment.data).doubled >= MOST_DOUBLED,
        width="stretch",
        help="Every point is there once more. J and its gradient are means over all points, so neither changes, and "
        "descent takes the same path. Undo takes the copies away.",
    )
    done = shape_in_words(shape_of(session().moment.experiment.data))
    st.caption(f"The points now: {', '.join(done)}." if done else "For a look at what a rule makes of the same points.")


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
