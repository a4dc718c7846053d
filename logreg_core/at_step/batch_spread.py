"""Where a step of plain descent leads over all examples, and how steps of a batch scatter round that."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from logreg_core.at_step.at_step import AtStep
from logreg_core.descent.batches.batches import covariance
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.rules.rule import shares
from logreg_core.points.dataset import Floats


@dataclass(frozen=True, eq=False)
class Spread:
    """Of the step from here with another batch as large.

    head : (3,), where w1, w2 and b are led on the mean, which is where all examples together lead.
    covariance : (3, 3), how batches scatter round that: that of their mean gradient, times what the step makes of it.
    size : how many examples the batch has;  order : how they are chosen.
    """

    head: Floats
    covariance: Floats
    size: int
    order: str

    def ellipse(self, axes: tuple[int, int], deviations: float = 2.0, points: int = 90) -> Floats:
        """Return the ellipse (points + 1, 2) of so many standard deviations round the head, in two of w1, w2 and b."""
        which = list(axes)
        values, vectors = np.linalg.eigh(self.covariance[np.ix_(which, which)])
        angle = np.linspace(0.0, 2 * np.pi, points + 1)
        lengths = deviations * np.sqrt(np.maximum(values, 0.0))
        round_: Floats = self.head[which] + np.column_stack([np.cos(angle), np.sin(angle)]) * lengths @ vectors.T
        return round_


def batch_spread(here: AtStep) -> Spread | None:
    """Return how steps of a batch scatter; None where steps take all rows, or by another rule than plain descent."""
    run = here.run
    if run.batches is None or not isinstance(run.experiment.rule, GradientDescent):
        return None
    terms, size = here.step.terms, len(here.members)
    head = np.append(here.w, here.b) + shares(terms, here.gradient_of_F[None, :])[0]
    pulls = shares(terms, np.column_stack([here.chain.dL_dw, here.chain.dL_db]))
    return Spread(head, covariance(pulls, size, run.batches.order), size, run.batches.order)
