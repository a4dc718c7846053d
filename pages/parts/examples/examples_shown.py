"""All training examples at the step shown, worked out once for everything on the Examples page."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from logreg_core import chain_rule, forward
from logreg_core.at_step.classification import Bools
from logreg_core.at_step.contributions import pull_order, pull_shares
from logreg_core.descent.run import Run
from logreg_core.model.chain_rule import ChainRule
from logreg_core.model.forward import Forward, is_correct
from logreg_core.points.dataset import Floats
from pages.session import selection
from pages.session.moment import Moment
from pages.words.strip import letters


@dataclass(frozen=True, eq=False)
class Seen:
    """The numbers at step t of a run, one row a training example.

    place : the picked example's;  selected : the selected ones', (n,) ascending.
    say : how parameters and features are written.
    """

    run: Run
    t: int
    ahead: Forward
    chain: ChainRule
    shares: Floats
    correct: Bools
    order: NDArray[np.intp]
    place: int
    selected: NDArray[np.intp]
    say: dict[str, str]

    @property
    def which(self) -> str:
        """What the examples are called."""
        return "training examples" if self.run.held_out else "examples"

    @property
    def w(self) -> Floats:
        """(2,): the weights, in the units that descent moves in."""
        w: Floats = self.run.w[self.t]
        return w

    @property
    def b(self) -> float:
        """The bias, in those units."""
        return float(self.run.b[self.t])

    def numbers(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """By what numbers, from 1, the examples at these places go on screen."""
        return self.run.rows_training[rows] + 1

    def is_selected(self, rows: NDArray[np.intp]) -> Bools:
        """(n,): which of the examples at these places are selected."""
        return np.isin(rows, self.selected)


def seen(moment: Moment, run: Run) -> Seen:
    """What the moment's step shows of the run."""
    X, y, t = run.X_scaled, run.dataset.y, moment.t
    w, b = run.w[t], float(run.b[t])
    ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
    pick = moment.pick or 0
    return Seen(
        run=run,
        t=t,
        ahead=ahead,
        chain=chain,
        shares=pull_shares(chain),
        correct=is_correct(ahead.y_hat, y),
        order=pull_order(chain),
        place=run.place_of(pick) or 0,
        selected=selection.selected(run, pick),
        say=letters(run.experiment.scale != "none"),
    )
