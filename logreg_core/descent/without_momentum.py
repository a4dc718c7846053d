"""Plain descent beside a rule with a velocity: at the rate that this comes to under a steady gradient."""

from __future__ import annotations

from dataclasses import replace

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.rules.linear_rules import GradientDescent

DIGITS = 12  # of a rate: 0.1/(1 - 0.9) is 1, not 1.0000000000000002


def without_momentum(experiment: Experiment) -> Experiment | None:
    """Return the experiment by plain descent, at the rates that its own come to; None where no velocity adds any up."""
    times = steady_sum(experiment)
    if times is None:
        return None
    rates = tuple((start, float(f"{times * rate:.{DIGITS}g}")) for start, rate in experiment.learning_rates)
    return replace(experiment, rule=GradientDescent(), learning_rates=rates)


def steady_sum(experiment: Experiment) -> float | None:
    """Return to how many times itself a steady gradient adds up; None where no velocity adds any up."""
    rule = experiment.rule
    times = rule.in_the_long_run(1.0) if rule.keeps else None
    return None if times is None or times == 1 else float(f"{times:.{DIGITS}g}")
