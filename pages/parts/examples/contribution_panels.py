"""Who contributes to the gradient, where to and how much, and the picked example's life over all steps."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

import numpy as np
import plotly.graph_objects as go
import streamlit as st

from logreg_core import GradientDescent
from logreg_core.at_step.at_step import AtStep
from logreg_core.at_step.batch_spread import Spread, batch_spread
from logreg_core.at_step.contributions import Part, laid_end_to_end, part_of, ranking
from logreg_core.descent.along_run import example_along_run
from logreg_core.descent.loop import FARTHEST
from pages.figures.arrows import MOST_PULLS, arrows
from pages.figures.contributions import contribution_path
from pages.figures.example_over_steps import example_over_steps
from pages.figures.largest_contributions import ranked_bars
from pages.frame.open_page import drawing_library
from pages.host.mount import mount_panel
from pages.parts.examples.examples_shown import ExamplesShown
from pages.session import selection, widgets
from pages.session.session import session
from pages.stage.panel_payload import panel_payload
from pages.words import examples as words

SINGLY = 300  # contributions laid end to end one by one
BARS = 10


def _panel(key: str, html: str, label: str, parts: dict[str, str], figures: dict[str, go.Figure]) -> None:
    mount_panel(
        key,
        panel_payload(html, key=key, session=session().identity, label=label, parts=parts, figures=figures),
        plotly_url=drawing_library(),
        on_report=partial(selection.receive, key),
    )


def _of_all(here: AtStep) -> Part:
    """Return what all examples add to the mean gradient, as it is shown everywhere."""
    w1, w2, b = here.gradient_shown.tolist()
    return replace(part_of(here.chain, np.arange(len(here.y))), dJ_dw1=w1, dJ_dw2=w2, dJ_db=b)


def pulls_panel(now: ExamplesShown) -> None:
    """Show the arrows in the data plane, the step in the plane of weights, and the selection's part in it."""
    run, here = now.run, now.here
    chain = here.chain
    parts = {
        "selection": words.selection(
            now.numbers(now.selected).tolist(),
            part_of(chain, now.selected),
            _of_all(here),
            now.say,
            now.t,
        ),
        "drawn": "" if run.dataset.m <= MOST_PULLS else f" {MOST_PULLS:,} of {run.dataset.m:,} are drawn.",
    }
    figures = {"arrows": arrows(run, now.t, chain, pick=now.row, selected=now.selected)}
    # One weight is laid in a plane with b; where there is none, there is no plane.
    axes = [*run.weighted, 2][:2]
    step, pieces, start = here.step, here.contributions[:, axes], np.append(here.w, here.b)[axes]
    carried = sum((term.value[axes] for term in step.terms if term.of_gradient is None), np.zeros(len(axes)))
    with np.errstate(over="ignore", invalid="ignore"):
        reach = np.abs(start) + np.abs(carried) + np.add.reduce(np.abs(pieces), axis=0)  # however they are laid
    if len(axes) == 2 and (reach <= FARTHEST).all():
        titles = [now.say[run.parameters[at]] for at in (0, 1)]
        taken = np.flatnonzero(here.times)
        path = laid_end_to_end(pieces[taken], carried, SINGLY)
        path = replace(path, rows=taken[path.rows])
        spread = _spread(now)
        figures["step"] = contribution_path(
            path,
            np.append(step.w, step.b)[axes],
            now.numbers(path.rows),
            run.dataset.y[path.rows],
            (titles[0], titles[1]),
            selected=now.is_selected(path.rows),
            start=start,
            spread=None if spread is None else (spread.head[axes], spread.ellipse((axes[0], axes[1]))),
        )
        others = [term for term in step.terms[1:] if term.of_gradient is None]
        made = next(term for term in step.terms if term.of_gradient is not None)
        of = "w" if len(run.weighted) == 2 else f"({', '.join(titles)})"
        batch = len(here.members) if run.batches else None
        parts["step"] = words.laid(path, now.t, step.rate, others, of, made, batch)
        if spread is not None:
            parts["step"] += words.spread_in_words(spread, run.dataset.m)
    elif len(axes) == 1:
        parts["step"] = f"No feature has a weight, so the next step moves {now.say['b']} alone."
    else:
        parts["step"] = "The next step leads past the largest number that a computer holds, so it is not drawn."
    html = words.PULLS if "step" in figures else words.PULLS_ALONE
    _panel(widgets.PULLS_PANEL, html, f"Everyone’s pull at t = {now.t}", parts, figures)


def _spread(now: ExamplesShown) -> Spread | None:
    """Where other batches would lead, once that is asked for."""
    if now.run.batches is None or not isinstance(now.run.experiment.rule, GradientDescent):
        return None
    asked = st.toggle("Where other batches would lead", key=widgets.BATCH_SPREAD)
    return batch_spread(now.here) if asked else None


def ranked_panel(now: ExamplesShown) -> None:
    """Show who contributes how much to each derivative of J."""
    m, y = now.run.dataset.m, now.run.dataset.y
    figures, parts = {}, {}
    columns = np.column_stack([now.here.chain.dL_dw, now.here.chain.dL_db])
    for k, name in zip((*now.run.weighted, 2), now.run.parameters, strict=True):
        column, mean = columns[:, k], float(now.here.gradient_shown[k])
        ranked = ranking(column / m, BARS)
        if not mean:  # nothing but rounding
            ranked = replace(ranked, total=0.0)
        title = f"∂J/∂{now.say[name]}"
        figures[name] = ranked_bars(
            ranked, now.numbers(ranked.rows), y[ranked.rows], title, selected=now.is_selected(ranked.rows)
        )
        parts[name] = words.summed(title, ranked)
    parts["said"] = words.ranked(now.t, m, len(now.here.members) if now.run.batches else None)
    _panel(widgets.RANKED_PANEL, words.ranked_html(now.say), f"Who contributes how much at t = {now.t}", parts, figures)


def life_panel(now: ExamplesShown) -> None:
    """Show the picked example's numbers over all steps."""
    run, y = now.run, int(now.run.dataset.y[now.row])
    along = example_along_run(run.X_scaled[now.row], y, run.w, run.b)
    parts = {
        "said": words.life(
            int(now.numbers(np.array([now.row]))[0]), y, run.X_scaled[now.row].tolist(), now.t, run.steps, now.say
        )
    }
    _panel(widgets.LIFE_PANEL, words.LIFE, "The example’s life", parts, example_over_steps(along, y, now.t, now.say))
