"""What the Lab's stage is told of a sweep, once its picture is chosen."""

from __future__ import annotations

from dataclasses import replace
from typing import TypedDict

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.sweep.sweep import Sweep
from pages.figures.of_rates.sweep_curve import sweep_curve
from pages.stage.packing import Figure, as_json, figure_json
from pages.words.choosing.swept import back_to, offered


class SweepShown(TypedDict):
    """The picture of a sweep.

    tune : what the button says, "" where there is none;  rate : the rate that it takes from the start, 0 where it
    brings back those of the former run.
    """

    figure: Figure
    tune: str
    rate: float


def sweep_shown(found: Sweep, experiment: Experiment, former: Experiment | None) -> str:
    """Return, as JSON, the picture and its button. former : the experiment before the last change, if any."""
    tune, rate = offered(found), found.best
    if not tune and former is not None and can_go_back(experiment, former):
        tune, rate = back_to(former.learning_rates), 0.0
    told = as_json(dict(tune=tune, rate=rate))
    return f'{told[:-1]},"figure":{figure_json(sweep_curve(found, charged=experiment.l2 > 0))}}}'


def can_go_back(experiment: Experiment, former: Experiment) -> bool:
    """Return whether the rates are all that a former experiment had otherwise."""
    return former != experiment and replace(former, learning_rates=experiment.learning_rates) == experiment
