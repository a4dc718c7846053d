"""Runs on many examples, worked out a chunk of steps at a time, so that the page never waits for more than one.

What there is so far is a whole run of fewer steps: everything shows it as it would any other.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from logreg_core import Dataset, Experiment, run
from logreg_core.descent.loop import extend, shared_steps
from logreg_core.descent.run import Run
from pages.stage.columns import held_steps
from pages.stage.step_cache import StepCache

CHUNK = 20_000_000  # examples times steps, about a third of a second with all that is shown of a step
AT_ONCE = 2 * CHUNK  # what is worked out without a pause; less is not worth one


@dataclass
class Work:
    """A run as far as it has been worked out, and what is known of its steps."""

    run: Run
    step_cache: StepCache = field(default_factory=StepCache)

    def is_done(self, experiment: Experiment) -> bool:
        """Return whether the run is all that the experiment asks for; it may have ended early."""
        return self.run.experiment == experiment

    def go_on(self, experiment: Experiment, t: int) -> None:
        """Work out one chunk more, with what is shown of its steps around t. Nothing changes if it is interrupted."""
        if not self.is_done(experiment):
            later = _towards(experiment, self.run, self.run.steps, self.run.whole)
            self.step_cache.at(later, held_steps(later.steps, min(t, later.steps)))
            self.run = later


def begin(dataset: Dataset, experiment: Experiment, others: Sequence[Work] = ()) -> Work:
    """Begin an experiment's run: all of it, or the first chunk if it is long.

    others : runs that there are; steps are taken over from the one with most in common.
    """
    usable = [other for other in others if other.run.whole is dataset]
    if not usable:
        return Work(_towards(experiment, None, 0, dataset))
    earlier = max(usable, key=lambda other: shared_steps(other.run, experiment))
    later = _towards(experiment, earlier.run, shared_steps(earlier.run, experiment), dataset)
    return Work(later, earlier.step_cache.for_run(earlier.run, later))


def _towards(experiment: Experiment, earlier: Run | None, shared: int, dataset: Dataset) -> Run:
    """The experiment's run, or a run of one chunk beyond the shared steps."""
    steps = experiment.steps
    if (steps - shared) * dataset.m > AT_ONCE:
        steps = shared + max(1, CHUNK // dataset.m)
    so_far = replace(experiment, steps=steps)
    later = run(dataset, so_far) if earlier is None else extend(earlier, so_far)
    return later if later.steps == steps else extend(later, experiment)  # it can't go on
