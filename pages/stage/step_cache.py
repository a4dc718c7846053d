"""Numbers that take a look at every example, kept step by step, so that no step of a run is worked out twice."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from logreg_core.at_step.change import Changes, changes
from logreg_core.descent.along_run import AlongRun, along_run, correct_counts
from logreg_core.descent.run import Run, shared_rows


class StepCache:
    """What is known along one run, filled in as steps are asked for; it grows with the run."""

    def __init__(self) -> None:
        self._known = np.zeros(0, bool)
        self._numbers = np.empty((0, 3))  # dJ_dw1, dJ_dw2, dJ_db
        self._counts = np.empty((0, 2), np.int64)  # correct, correct of those held out
        self._changed = np.zeros(0, bool)
        self._changes = np.empty((0, 5))  # as in Changes

    def at(self, run: Run, steps: NDArray[np.intp]) -> tuple[AlongRun, NDArray[np.int64] | None]:
        """Return numbers of the training examples at some steps, and how many held-out ones are classified correctly.

        run : the one that all earlier calls were about, or a longer one that begins with it.
        steps : (n,), each 0 to run.steps;  the counts are None where nobody is held out.
        """
        self._grow(len(run.b))
        missing = steps[~self._known[steps]]
        if len(missing):
            w, b = run.w[missing], run.b[missing]
            found = along_run(run.X_scaled, run.dataset.y, w, b)
            self._numbers[missing] = np.column_stack([found.dJ_dw, found.dJ_db])
            self._counts[missing, 0] = found.correct
            if run.held_out is not None:
                self._counts[missing, 1] = correct_counts(np.asarray(run.X_held_out), run.held_out.y, w, b)
            self._known[missing] = True
        numbers, counts = self._numbers[steps], self._counts[steps]
        found = AlongRun(numbers[:, :2], numbers[:, 2], counts[:, 0])
        return found, counts[:, 1] if run.held_out is not None else None

    def changes(self, run: Run, steps: NDArray[np.intp]) -> Changes:
        """Return what the steps before each of `steps` (n,) did; arguments as in `at`."""
        self._grow(len(run.b))
        missing = steps[~self._changed[steps]]
        if len(missing):
            here, _ = self.at(run, missing)
            earlier, _ = self.at(run, np.maximum(missing - 1, 0))
            gradient = np.column_stack([earlier.dJ_dw, earlier.dJ_db])
            found = changes(run, missing, gradient, here.correct)
            self._changes[missing] = np.column_stack(
                [found.slope, found.curvature, found.F, found.wrong_share, found.J]
            )
            self._changed[missing] = True
        return Changes(*self._changes[steps].T)

    def for_run(self, old: Run, new: Run) -> StepCache:
        """Return a copy about `new` that has what this one, about `old`, knows of the steps that both begin with."""
        shared = shared_rows(old, new) if old.parts is new.parts else 0
        copy = StepCache()
        copy._known = self._known[:shared].copy()
        copy._numbers, copy._counts = self._numbers[:shared].copy(), self._counts[:shared].copy()
        copy._changed, copy._changes = self._changed[:shared].copy(), self._changes[:shared].copy()
        return copy

    def _grow(self, rows: int) -> None:
        more = rows - len(self._known)
        if more > 0:
            self._known = np.append(self._known, np.zeros(more, bool))
            self._numbers = np.concatenate([self._numbers, np.empty((more, 3))])
            self._counts = np.concatenate([self._counts, np.empty((more, 2), np.int64)])
            self._changed = np.append(self._changed, np.zeros(more, bool))
            self._changes = np.concatenate([self._changes, np.empty((more, 5))])
