"""A stage that gives nothing away: what is left of a payload where somebody is asked what the next step does."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.run import Run
from pages.figures import curve as curves
from pages.figures.along_step import no_step_yet
from pages.figures.of_rates.sweep_curve import no_sweep
from pages.figures.on_sigma.sigma_frame import sigma_frame
from pages.figures.surface.map_figure import no_map
from pages.stage.packing import figure_json
from pages.stage.sigma.sigma_view import VIEW as SIGMA
from pages.stage.surface.map_view import PLANES

Columns = dict[str, NDArray[np.generic]]
_KEPT = r"[^_]{1,2}_(w1|w2|b)"  # by a rule, or worked out on the way: u_w1, m̂_w1
_OF_THE_STEP = rf"next_.*|dJ_.*|dF_.*|charge_.*|dL_.*|dyhat_.*|share_.*|{_KEPT}|halved|surprise"
_TELL = re.compile(rf"(digits_)?({_OF_THE_STEP})|why_.*|J_before|gap|slope|curvature|extreme")
_CHAIN = '<div class="chain">'


def without_what_comes(columns: Mapping[str, NDArray[np.generic]]) -> Columns:
    """Return the columns that tell nothing of the next step: no gradient, no velocity, nothing of how far J* is."""
    return {name: values for name, values in columns.items() if not _TELL.fullmatch(name)}


def covered_line(strip: str) -> str:
    """Return the first line of a strip, the forward pass, all of it in sight."""
    line, _, _ = strip.partition(_CHAIN)
    return re.sub(r' data-reveal="\d+"', "", line)


def covered_curves(run: Run, steps: int) -> str:
    """Return the curves of a run so far as JSON: on an axis of all its steps, without J*.

    run : it ends at the step on screen;  steps : how many there will be.
    """
    unknown = replace(run.best, exists=False)
    drawn = {
        "loss": curves.loss_curve(run, unknown, log=False),
        "log": curves.loss_curve(run, unknown, log=True),
        "weights": curves.parameter_curves(run),
    }
    length = max(steps, 1)
    for figure in drawn.values():
        figure.update_xaxes(range=[-0.01 * length, 1.01 * length])
    drawn |= {"step": no_step_yet(), "sweep": no_sweep(), SIGMA: sigma_frame()}
    drawn |= {view: no_map() for view in PLANES}
    return "{" + ",".join(f'"{name}":{figure_json(figure)}' for name, figure in drawn.items()) + "}"
