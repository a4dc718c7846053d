"""A learning rate that fits the data, and experiments at one wherever nobody chose another."""

from __future__ import annotations

import math
from dataclasses import replace

from logreg_core import DataError, Dataset, Experiment, split
from logreg_core.descent.optimum import smoothness
from logreg_core.descent.remedy import standardised
from logreg_core.descent.rules.rule import Rule
from logreg_core.points.dataset import NoPointsError
from logreg_core.points.edits import base_of
from logreg_core.points.origins import Origin
from logreg_core.points.scaling import Scaling
from pages.session.cache import dataset_of
from pages.session.files import Files

RATE = 0.1  # what a run begins with, where the data allow


def fitting_rate(dataset: Dataset, scale: str) -> float:
    """Return 0.1 where that is within 2/smoothness, else the largest number of one digit up to half that limit."""
    half = 1 / smoothness(Scaling.of(dataset.X, scale).apply(dataset.X))
    if RATE <= 2 * half:
        return RATE
    exponent = math.floor(math.log10(half))
    digit = min(9, math.floor(half / 10.0**exponent))
    return float(f"{max(1, digit)}e{exponent}")


def with_data(experiment: Experiment, data: Origin, files: Files) -> Experiment:
    """Return the same start, scaling and number of steps on other data, at a rate that fits it.

    Raises DataError where the data can't be had; a drawing with no point yet keeps the rate.
    """
    try:
        dataset = dataset_of(replace(experiment, data=data), files)
    except NoPointsError:
        return replace(experiment, data=data)
    return replace(experiment, data=data, learning_rates=((0, _rate_of(dataset, experiment)),))


def with_edits(experiment: Experiment, data: Origin, files: Files) -> Experiment:
    """Return the same experiment on edited points; a rate that nobody chose is chosen anew."""
    return refitted(experiment, replace(experiment, data=data), files)


def with_scale(experiment: Experiment, scale: str, files: Files) -> Experiment:
    """Return the same experiment in other features; a rate that nobody chose is chosen anew, since its unit changes."""
    return refitted(experiment, replace(experiment, scale=scale), files)


def with_holdout(experiment: Experiment, share: float, seed: int, files: Files) -> Experiment:
    """Return the same experiment with another share held out; a rate that nobody chose is chosen anew for the rest."""
    return refitted(experiment, replace(experiment, holdout=share, holdout_seed=seed), files)


def refitted(experiment: Experiment, other: Experiment, files: Files) -> Experiment:
    """Return `other`, at a rate that fits it where `experiment` has the one that fits it, which nobody chose."""
    try:
        before, after = dataset_of(experiment, files), dataset_of(other, files)
    except DataError:
        return other
    if experiment.learning_rates == ((0, _rate_of(before, experiment)),):
        other = replace(other, learning_rates=((0, _rate_of(after, other)),))
    return other


def with_rule(experiment: Experiment, rule: Rule, files: Files, before: Experiment | None = None) -> Experiment:
    """Return the same experiment by another rule, at a rate that goes with it.

    That is the rule's usual one, where its steps are of another size than plain descent's. Between others a rate stays;
    coming back to them, it is the one that they had.

    before : the experiment before a rule with a usual rate was chosen, None where none is known.
    """
    chosen = replace(experiment, rule=rule)
    if rule.usual_rate is None and experiment.rule.usual_rate is None:
        return chosen
    if rule.usual_rate is None and before is not None and base_of(before.data) == base_of(experiment.data):
        before = replace(before, rule=rule)
        return refitted(before, replace(chosen, learning_rates=before.learning_rates), files)
    try:
        rate = _rate_of(dataset_of(chosen, files), chosen)
    except DataError:  # of a file that is not here, or where there are no points
        rate = rule.usual_rate or RATE
    return replace(chosen, learning_rates=((0, rate),))


def with_remedy(experiment: Experiment, files: Files) -> Experiment:
    """Return the experiment in standardised features, at a rate and of a length that get there; unless points lack."""
    try:
        dataset = dataset_of(experiment, files)
    except DataError:
        return experiment
    return standardised(split(dataset, experiment.holdout, experiment.holdout_seed).training, experiment)


def _rate_of(dataset: Dataset, experiment: Experiment) -> float:
    if experiment.rule.usual_rate is not None:
        return experiment.rule.usual_rate
    training = split(dataset, experiment.holdout, experiment.holdout_seed).training
    return fitting_rate(training, experiment.scale)
