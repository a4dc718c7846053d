"""The end of a run, in which every cause is looked for, and an Outcome, what is said of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from logreg_core.descent.optimum import Optimum
from logreg_core.points.dataset import Floats
from logreg_core.points.plain_numbers import digits, short

if TYPE_CHECKING:
    from logreg_core.descent.run import Run

EPS = float(np.finfo(np.float64).eps)
ROUNDING = 4 * EPS  # a relative rise of J up to this is arithmetic, not descent
RECENT = 20  # steps looked back for a rise of J
CLOSE = 1e-10  # F - F* at which a run counts as converged
NEAR = 1e-3  # of F - F*: as near as no eye can tell on a curve
SAYABLE = 1e5  # what is larger is only said to be so


@dataclass(frozen=True)
class Outcome:
    """How a run ended.

    kind : "too high before", "badly scaled", "diverged", "separable", "oscillating", "not unique",
        "no better than chance", "converged" or "still descending".
    sentence : the same in plain English, with its cause and what to try.
    gap : F - F* at the end, which is J - J* where nothing is charged, no unit; nan where no minimum exists.
    values : the numbers that the kind rests on, by name. Those that a run does not have are left out.
        J, J_start : F at the end and at the beginning, which is the mean loss J where nothing is charged.
        best : F*, or what F approaches.   l2, J_alone : λ, and the mean loss at the end; only where λ is not 0.
        base : the loss of always saying the classes' shares;  share : that of class 1;  m : examples.
        rate : the learning rate in force at the end;  since : the step from which on no higher one was.
        safe : a rate up to which F never rises, as the rule promises it;  gentle : one at which the rule comes to rest.
        rate_before, peak : the highest rate at which J rose, and how high, where an earlier rate is the cause.
        ratio, ratio_standardised, safe_standardised : how much steeper J is across its valley than along it, where
        standardising makes that fall at least tenfold.
        along_w1, along_w2, along_b : a change of the parameters that changes no ŷ, where J* is not unique; nan where
        all examples are one point, and there are more of them.
    """

    kind: str
    sentence: str
    gap: float
    values: Mapping[str, float] = field(default_factory=dict, hash=False)


@dataclass(frozen=True, eq=False)
class Ending:
    """What every cause is looked for in.  before : the numbers of an earlier rate that is the cause, if one is."""

    run: Run
    best: Optimum
    before: Mapping[str, float]

    @property
    def gap(self) -> float:
        """F - F* at the end; nan where no minimum exists."""
        return float(self.run.F[-1] - self.best.F) if self.best.exists else float("nan")

    @property
    def letter(self) -> str:
        """What descent makes small: "J", or with a penalty "F"."""
        return "F" if self.run.l2 else "J"

    @property
    def name(self) -> str:
        """The same in words, as a sentence begins."""
        return "F = J + λ/2·|w|²" if self.run.l2 else "The mean loss J"

    @property
    def overshoots(self) -> str:
        """Why the rule's steps may make F rise near the minimum."""
        return spoken_of_F(self.run.experiment.rule.overshoots, self.run.l2)

    @property
    def has_gone_all_the_way(self) -> bool:
        """Whether there is no F*, and F is within CLOSE of what it approaches."""
        return not self.best.exists and bool(self.run.F[-1] - self.best.F <= CLOSE)

    @property
    def distance(self) -> str:
        """The gap in words."""
        gap = max(self.gap, 0.0)
        F = self.letter
        return f"{F} − {F}* = {digits(gap)}" if gap <= SAYABLE else f"{F} − {F}* > 100,000"

    @property
    def values(self) -> dict[str, float]:
        """What every kind has; cheap but for the smoothness."""
        run, y = self.run, self.run.dataset.y
        rate = float(run.rates[-1]) if run.steps else run.experiment.rate_at(0)
        return {
            "J": float(run.F[-1]),
            "J_start": float(run.F[0]),
            "best": self.best.F,
            **({"l2": run.l2, "J_alone": float(run.J[-1])} if run.l2 else {}),
            "base": base_loss(y),
            "share": float(np.add.reduce(y)) / len(y),
            "m": float(len(y)),
            "rate": rate,
            **_safe(run),
        }

    def outcome(self, kind: str, sentence: str, **values: float) -> Outcome:
        """Return the outcome of this kind, with these numbers besides those of every kind."""
        return Outcome(kind, sentence, self.gap, {**self.values, **values})


def spoken_of_F(words: str, l2: float) -> str:
    """Return words about what descent makes small as words about F, where λ charges the weights."""
    return re.sub(r"\bJ\b", "F", words) if l2 else words


def _safe(run: Run) -> dict[str, float]:
    safe = run.experiment.safe_rate(run)
    gentle = run.experiment.rule.gentle(run.smoothness)
    return {"gentle": gentle} | ({} if safe is None else {"safe": safe})


def base_loss(y: Floats) -> float:
    """Return the mean loss of always answering with class 1's share of y : (m,); 0 where there is only one class."""
    share = float(np.add.reduce(y)) / len(y)
    return sum(-part * float(np.log(part)) for part in (share, 1 - share) if part > 0)


def rises(J: Floats) -> NDArray[np.bool_]:
    """Return at which steps J : (T+1,) rose by more than rounding, (T,)."""
    return np.asarray(J[1:] > J[:-1] * (1 + ROUNDING))


def ended_above(J: Floats) -> bool:
    """Return whether J : (T+1,) ended above its start by more than rounding."""
    return bool(J[-1] > J[0] * (1 + ROUNDING))


def sayable(x: float) -> str:
    """Write a mean loss; of one that is so large that its digits tell nobody anything, only that."""
    return "more than 100,000" if x > SAYABLE else digits(x)


def rate_in_words(x: float) -> str:
    """Write a learning rate; of one that is so large that its digits tell nobody anything, only that."""
    return "more than 100,000" if x > SAYABLE else short(x)
