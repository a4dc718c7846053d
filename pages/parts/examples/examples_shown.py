"""All training examples at the step shown, for everything on the Examples page: their numbers, and who is selected."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.at_step import AtStep, at
from logreg_core.at_step.classification import Bools
from logreg_core.at_step.contributions import pull_shares
from logreg_core.descent.run import Run
from logreg_core.points.dataset import Floats
from pages.session import selection
from pages.session.moment import Moment
from pages.words.strip import letters_of


@dataclass(frozen=True, eq=False)
class ExamplesShown:
    """The numbers at step t of a run, one row a training example.

    here : the step;  row : the picked example's row;  selected : the selected ones', (n,) ascending.
    say : how those parameters and features that there are are written.
    """

    here: AtStep
    row: int
    selected: NDArray[np.intp]
    say: dict[str, str]

    @property
    def run(self) -> Run:
        """The run."""
        return self.here.run

    @property
    def t(self) -> int:
        """The step."""
        return self.here.t

    @cached_property
    def shares(self) -> Floats:
        """(m,): each example's part of all |∂L/∂w|."""
        return pull_shares(self.here.chain)

    @property
    def which(self) -> str:
        """What the examples are called."""
        return "training examples" if self.run.held_out else "examples"

    def numbers(self, rows: NDArray[np.intp]) -> NDArray[np.intp]:
        """Return the numbers, from 1, by which the examples in these rows go on screen."""
        return self.run.rows_training[rows] + 1

    def is_selected(self, rows: NDArray[np.intp]) -> Bools:
        """Return which of the examples in these rows are selected, (n,)."""
        return np.isin(rows, self.selected)


def examples_shown(moment: Moment, run: Run) -> ExamplesShown:
    """Return what the moment's step shows of the run."""
    pick = moment.pick or 0
    return ExamplesShown(
        here=at(run, moment.t),
        row=run.row_of(pick) or 0,
        selected=selection.selected(run, pick),
        say=letters_of(run),
    )
