"""What if the picked example were otherwise: the gradient with it, without it and changed; and the change itself."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import streamlit as st

from logreg_core import DataError, Erase, Flip, Move
from logreg_core.at_step.what_if import Gradient, flipped, gradient_at, moved, without
from logreg_core.points.edits import Edit
from pages.frame.open_page import drawing_library
from pages.host.mount import mount_panel
from pages.parts.examples.examples_shown import ExamplesShown
from pages.session import history, widgets
from pages.session.session import Session, session, update
from pages.stage.panel_payload import panel_payload
from pages.words import examples as words
from pages.words.escape import in_markdown

FLIP, MOVE, DROP = "Flip its label", "Move it", "Drop it"


def what_if_panel(now: ExamplesShown) -> None:
    """Show what to change, the gradients, and a button that makes the change one of the data's history."""
    run, row = now.run, now.row
    X, y, w, b = run.X_scaled, run.dataset.y, now.here.w, now.here.b
    number = int(run.rows_training[row]) + 1
    ways, first, second, apply = st.columns([4, 2, 2, 3], vertical_alignment="bottom")
    way = ways.segmented_control(
        f"Example {number:,}",
        [FLIP, MOVE, DROP],
        default=FLIP,
        required=True,
        key=widgets.WHAT_IF,
        persist_state="session",
    )
    columns: list[tuple[str, Gradient | None]] = [
        ("as it is", gradient_at(now.here)),
        ("without it", without(X, y, w, b, row)),
    ]
    edit: Edit = Erase((number - 1,))
    done = f"Drop example {number:,}"
    if way == FLIP:
        edit, done = Flip(number - 1), f"Flip example {number:,}"
        columns.append((f"y = {1 - int(y[row])} instead of {int(y[row])}", flipped(X, y, w, b, row)))
    elif way == MOVE:
        there = _place(now, first, second)
        edit, done = Move(number - 1, *there), f"Move example {number:,}"
        columns.append(("moved", moved(X, y, w, b, row, run.scaling.apply(np.array([there]))[0])))
    apply.button(
        f"{done} in the data",
        on_click=update,
        args=(_apply, edit, number - 1),
        key=widgets.WHAT_IF_APPLY,
        disabled=way == DROP and run.whole.m == 1,
        help=f"{'The step stays' if way == FLIP else 'The run starts anew from t = 0'}. Undo takes it back, in the Lab "
        "or on the Data page.",
        width="stretch",
    )
    mount_panel(
        widgets.WHAT_IF_PANEL,
        panel_payload(
            words.WHAT_IF,
            key=widgets.WHAT_IF_PANEL,
            session=session().identity,
            label=f"What if example {number} were otherwise, at t = {now.t}",
            parts={
                "said": words.same_parameters(number, now.t, scaled=run.experiment.scale != "none"),
                "gradients": words.gradients(columns, now.say),
            },
        ),
        plotly_url=drawing_library(),
    )


def _place(
    now: ExamplesShown, first: st.delta_generator.DeltaGenerator, second: st.delta_generator.DeltaGenerator
) -> tuple[float, float]:
    """Where to move the example to, in the data's units; at first where it is."""
    dataset = now.run.dataset
    x = dataset.X[now.row].tolist()
    typed = []
    for j, (column, name) in enumerate(zip((first, second), dataset.features, strict=False)):
        title = in_markdown(name, 24)
        value = column.number_input(
            f"to x{'₁₂'[j]}" + ("" if title == f"x{j + 1}" else f": {title}"),
            value=x[j],
            min_value=-1e100,
            max_value=1e100,
            step=float(f"{max(np.ptp(dataset.X[:, j]), 1e-300) / 20:.0e}"),
            format="%.6g",
            key=widgets.move_box(j, now.run.whole.digest[:12], now.row),
        )
        typed.append(x[j] if value is None else float(value))
    return typed[0], typed[1] if len(typed) == 2 else x[1]


def _apply(before: Session, edit: Edit, pick: int) -> Session:
    """Make the change, one of the data's history; the example stays picked if it is still there."""
    if isinstance(edit, Flip):
        return history.flip(before, edit.i)
    try:
        after = history.edit(before, edit)
    except DataError as error:
        return before.saying(str(error))
    return after if isinstance(edit, Erase) else after.at(replace(after.moment, pick=pick))
