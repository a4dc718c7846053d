"""A threshold for ŷ, and what it makes of the examples: counts, accuracy, and the ROC curve with the point there."""

from __future__ import annotations

from functools import partial

import streamlit as st

from logreg_core import Dataset, forward
from logreg_core.at_step.classification import confusion, roc, tells_none_apart
from logreg_core.model.forward import Forward
from pages.figures.roc import roc_curve
from pages.frame.open_page import drawing_library
from pages.host.mount import mount_panel
from pages.parts.examples.examples_shown import ExamplesShown
from pages.session import selection, widgets
from pages.session.session import session
from pages.stage.panel_payload import panel_payload
from pages.words import examples as words

TRAINING, HELD_OUT = "Training examples", "Held-out examples"


def threshold_panel(now: ExamplesShown) -> None:
    """Show the slider, and under it what comes of it at the step shown."""
    slider, which = st.columns([3, 2], vertical_alignment="bottom")
    threshold = slider.slider(
        "Call it class 1 where ŷ is at least", 0.0, 1.0, 0.5, 0.01, key=widgets.THRESHOLD, persist_state="session"
    )
    dataset, ahead, called = now.run.dataset, now.here.forward, "training examples"
    if now.run.held_out is None:
        which.caption("All examples are training examples: none are held out. The Data page can hold some out.")
    else:
        chosen = which.segmented_control(
            "Of the", [TRAINING, HELD_OUT], default=TRAINING, required=True, key=widgets.JUDGED, persist_state="session"
        )
        if chosen == HELD_OUT:
            (dataset, ahead), called = _held_out(now), "held-out examples"
    counted, curve = confusion(ahead.y_hat, dataset.y, threshold), roc(ahead.z, dataset.y)
    parts = {
        "title": f"The {dataset.m:,} {called} at t = {now.t:,}, threshold {threshold:g}",
        "verdicts": words.not_told_apart(float(ahead.y_hat[0]))
        if tells_none_apart(ahead.z)
        else words.verdicts(counted, dataset.class_names, threshold, called),
        "over": f"All thresholds, {called}: the ROC curve"
        if curve
        else "There is no ROC curve: it takes examples of both classes.",
    }
    titles = ("false alarms, of class 0", "found, of class 1 (recall)")
    mount_panel(
        widgets.VERDICTS_PANEL,
        panel_payload(
            words.THRESHOLD if curve else words.THRESHOLD_ALONE,
            key=widgets.VERDICTS_PANEL,
            session=session().identity,
            label=parts["title"],
            parts=parts,
            figures={"roc": roc_curve(curve, counted, threshold, titles)} if curve else {},
        ),
        plotly_url=drawing_library(),
        on_report=partial(selection.receive, widgets.VERDICTS_PANEL),
    )


def _held_out(now: ExamplesShown) -> tuple[Dataset, Forward]:
    run = now.run
    assert run.held_out is not None, "asked for only where some are held out"
    assert run.X_held_out is not None, "these are the same examples"
    return run.held_out, forward(run.X_held_out, run.held_out.y, now.here.w, now.here.b)
