"""What is said of the pale curve of plain descent beside a rule with a velocity."""

from __future__ import annotations

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.race import steady_sum, without_momentum
from pages.words.numbers import exactly


def pale_label(former: Experiment, now: Experiment) -> str:
    """Return, as plain text, what the former run is, where it is plain descent beside a velocity; else ""."""
    if former != without_momentum(now):
        return ""
    return f"plain descent, α = {_rates(former)}"


def pale_button(now: Experiment) -> str:
    """Return what stands on the button that shows it; "" where there is none."""
    beside = without_momentum(now)
    return "" if beside is None else f"Beside plain descent at α = {_rates(beside)}"


def pale_caption(now: Experiment) -> str:
    """Return why that rate: "A steady gradient adds up to 10 of itself, as if α were 1."."""
    beside, times = without_momentum(now), steady_sum(now)
    if beside is None or times is None:
        return ""
    return f"A steady gradient adds up to {_short(times)} of itself, as if α were {_rates(beside)}."


def _rates(experiment: Experiment) -> str:
    return ", then ".join(_short(rate) for _, rate in experiment.learning_rates)


def _short(x: float) -> str:
    return exactly(float(f"{x:.4g}"))
