"""What a moment of the Lab ought to show, worked out by the core alone."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from logreg_core import Dataset, at, run
from logreg_core.at_step.at_step import AtStep
from logreg_core.descent.run import Run
from pages.session.moment import Moment
from pages.words.numbers import change, exactly, in_brackets, number, power_of_ten
from tests.oracle import local_rate

STANDING = ("so J cannot rise", "within the local limit", "beyond both limits: may overshoot")


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
    def sentence(self) -> str:
        shot = self.shot
        return (
            f"Step {shot.t:,} of {shot.steps:,}: mean loss J {number(shot.J)}, {number(shot.gap)} above the best "
            f"possible {number(shot.optimum.J)}; {shot.correct:,} of {self.dataset.m:,} classified correctly (ŷ ≥ 0.5)."
        )

    def at(self, t: int) -> Truth:
        return Truth(replace(self.moment, t=t))

    @cached_property
    def numbers(self) -> dict[str, float]:
        """Every column at this step, the next step's parameters as next_*."""
        shot, i, m = self.shot, self.pick, self.dataset.m
        ahead, chain = shot.forward, shot.chain
        after = at(self.run, shot.t + 1) if shot.t < shot.steps else None
        next_w, next_b = (after.w, after.b) if after else (shot.step.w, shot.step.b)
        rate = shot.step.rate
        return {
            "t": shot.t,
            "J": shot.J,
            "gap": shot.gap,
            "correct": shot.correct,
            "local": local_rate(shot),
            "standing": int(rate > shot.run.experiment.safe_rate(shot.run)) + int(rate > local_rate(shot)),
            "alpha": rate,
            "w1": shot.w[0],
            "w2": shot.w[1],
            "b": shot.b,
            "next_w1": next_w[0],
            "next_w2": next_w[1],
            "next_b": next_b,
            "data_w1": shot.w_in_data_units[0],
            "data_w2": shot.w_in_data_units[1],
            "data_b": shot.b_in_data_units,
            "dJ_dw1": chain.dJ_dw[0],
            "dJ_dw2": chain.dJ_dw[1],
            "dJ_db": chain.dJ_db,
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
            "product_w1": shot.w[0] * shot.X[i, 0],
            "product_w2": shot.w[1] * shot.X[i, 1],
        }

    def text(self, column: str, how: str) -> str:
        """What an element with data-col=column and data-as=how ought to say."""
        x = float(self.numbers[column])
        if how == "integer":
            return f"{int(x):,}"
        if how == "brackets":
            return in_brackets(x)
        if how == "exact":
            return exactly(x)
        if how in ("before", "after"):
            return change(x, float(self.numbers["next_" + column]))[how == "after"]
        if how == "word" and column == "standing":
            return STANDING[int(x)]
        if how == "word":
            label = int(x)
            name = self.dataset.class_names[label]
            return str(label) if name == str(label) else f"{label} ({name})"
        if how == "factor" and abs(self._logarithm(column)) > 690 / np.log(10):
            negative = column == "dL_dyhat" and self.run.dataset.y[self.pick] == 1
            return ("−" if negative else "") + power_of_ten(self._logarithm(column))
        return number(x)

    def _logarithm(self, factor: str) -> float:
        chain = self.shot.chain
        logs = {"dL_dyhat": chain.log_abs_dL_dyhat, "dyhat_dz": chain.log_dyhat_dz}[factor]
        return float(logs[self.pick] / np.log(10))
