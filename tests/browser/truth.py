"""What a moment of the Lab ought to show, worked out by the core alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from logreg_core import Dataset, at, run
from logreg_core.at_step.at_step import AtStep
from logreg_core.at_step.rounding import MOST, shown_after
from logreg_core.descent.run import Run
from pages.session.moment import Moment
from pages.stage.columns import row_names
from pages.words.numbers import DIGITS, change, exactly, in_brackets, number, power_of_ten


@dataclass(frozen=True)
class Truth:
    """What a moment's every number is, straight from the core."""

    moment: Moment

    @cached_property
    def dataset(self) -> Dataset:
        return self.moment.experiment.data.load()

    @cached_property
    def run(self) -> Run:
        return run(self.dataset, self.moment.experiment)

    @cached_property
    def shot(self) -> AtStep:
        return at(self.run, self.moment.t)

    @property
    def pick(self) -> int:
        assert self.moment.pick is not None, "the address does not say which example is picked"
        return self.moment.pick

    @property
    def figures(self) -> str:
        """What the first line says, but for what the last step changed."""
        shot = self.shot
        right = f"{shot.correct:,} of {self.dataset.m:,} classified correctly"
        if (shot.forward.y_hat == shot.forward.y_hat[0]).all():
            right = f"every ŷ is {exactly(float(shot.forward.y_hat[0]))}: none is told apart"
        best = number(shot.optimum.J)
        return (
            f"step {shot.t:,} of {shot.steps:,} J {number(shot.J)} {number(shot.gap)} above {best}, "
            f"the lowest any line can reach · {right}"
        )

    def at(self, t: int) -> Truth:
        return Truth(replace(self.moment, t=t))

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Every column at this step, the next step's parameters as next_*."""
        shot, i, m = self.shot, self.pick, self.dataset.m
        ahead, chain = shot.forward, shot.chain
        names = row_names(self.run.experiment.rule)
        after, _ = shown_after(self.run, np.array([shot.t]))
        rate = shot.step.rate
        return {
            "t": shot.t,
            "J": shot.J,
            "gap": shot.gap,
            "correct": shot.correct,
            "alpha": rate,
            **dict(zip(names, shot.shown.rows.tolist(), strict=True)),
            **{f"next_{name}": x for name, x in zip(names, after[0].tolist(), strict=True)},
            "data_w1": shot.w_in_data_units[0],
            "data_w2": shot.w_in_data_units[1],
            "data_b": shot.b_in_data_units,
            **dict(zip(("dJ_dw1", "dJ_dw2", "dJ_db"), shot.shown.gradient.tolist(), strict=True)),
            "z": ahead.z[i],
            "y_hat": ahead.y_hat[i],
            "predicted": int(ahead.y_hat[i] >= 0.5),
            "L": ahead.L[i],
            "dL_dyhat": chain.dL_dyhat[i],
            "dyhat_dz": chain.dyhat_dz[i],
            "dL_dz": chain.dL_dz[i],
            "dL_dw1": chain.dL_dw[i, 0],
            "dL_dw2": chain.dL_dw[i, 1],
            "share_w1": chain.dL_dw[i, 0] / m,
            "share_w2": chain.dL_dw[i, 1] / m,
            "share_b": chain.dL_db[i] / m,
            **self._why,
            "product_w1": shot.w[0] * shot.X[i, 0],
            "product_w2": shot.w[1] * shot.X[i, 1],
        }

    @property
    def _why(self) -> dict[str, float]:
        """What the step to here did, as the stage holds it: to a float32."""
        if (did := self.shot.change) is None:
            return {}
        sent = {
            "change": did.J,
            "slope": did.slope,
            "curvature": did.curvature,
            "J_before": self.run.J[self.shot.t - 1],
        }
        return {
            "t_before": self.shot.t - 1,
            "why_percent": round(100 * did.J / did.slope),
            "why_share": self._share_of_wrong,
            "why_wrong": self.dataset.m - self.shot.correct,
            **{name: float(np.float32(x)) for name, x in sent.items()},
        }

    @property
    def _share_of_wrong(self) -> float:
        """Of J, in percent."""
        L = self.shot.forward.L
        return float(100 * L[~self.shot.is_correct].sum() / L.sum())

    @cached_property
    def digits(self) -> dict[str, int]:
        """How many digits are sure, of each number of which that is worked out."""
        names, shown = row_names(self.run.experiment.rule), self.shot.shown
        _, after = shown_after(self.run, np.array([self.shot.t]))
        return {
            **dict(zip(names, shown.digits_of_rows.tolist(), strict=True)),
            **{f"next_{name}": n for name, n in zip(names, after[0].tolist(), strict=True)},
            **dict(zip(("dJ_dw1", "dJ_dw2", "dJ_db"), shown.digits_of_gradient.tolist(), strict=True)),
        }

    def text(self, column: str, how: str) -> str:
        """What an element with data-col=column and data-as=how ought to say."""
        x, sure = float(self.numbers[column]), self.digits.get(column, MOST)
        if how == "integer":
            return f"{int(x):,}"
        if how == "size":
            return number(abs(x))
        if how == "brackets":
            return in_brackets(x, min(DIGITS, sure))
        if how == "exact":
            return exactly(x)
        if how in ("before", "after"):
            after = f"next_{column}"
            return change(x, float(self.numbers[after]), (sure, self.digits[after]))[how == "after"]
        if column == "why_share":
            return f"{int(10 * x) / 10:.1f}"
        if how == "word":
            label = int(x)
            name = self.dataset.class_names[label]
            return str(label) if name == str(label) else f"{label} ({name})"
        if how == "factor" and abs(self._logarithm(column)) > 690 / np.log(10):
            negative = column == "dL_dyhat" and self.run.dataset.y[self.pick] == 1
            return ("−" if negative else "") + power_of_ten(self._logarithm(column))
        return number(x, min(DIGITS, sure))

    def _logarithm(self, factor: str) -> float:
        chain = self.shot.chain
        logs = {"dL_dyhat": chain.log_abs_dL_dyhat, "dyhat_dz": chain.log_dyhat_dz}[factor]
        return float(logs[self.pick] / np.log(10))
