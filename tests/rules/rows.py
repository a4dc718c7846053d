"""The rules that every promise is tested over: a row for each word of RULES, of settings that matter."""

from __future__ import annotations

import numpy as np

from logreg_core import Dataset
from logreg_core.descent.rules import GradientDescent, HeavyBall, Rule

ROWS: dict[str, tuple[Rule, ...]] = {
    "descent": (GradientDescent(),),
    "heavy-ball": (HeavyBall(), HeavyBall(beta=0.0), HeavyBall(beta=0.5), HeavyBall(beta=0.99)),
}
EVERY = [rule for row in ROWS.values() for rule in row]


def overlapping(m: int = 30, seed: int = 0, size: float = 1.0) -> Dataset:
    """Points of two classes that no line separates. size : of the features, in their unit."""
    rng = np.random.default_rng(seed)
    y = (np.arange(m) % 2).astype(float)
    X = size * (rng.normal(size=(m, 2)) + np.outer(y - 0.5, [1.0, 0.5]))
    return Dataset(X, y)


def identity(rule: Rule) -> str:
    """Its name in a test's own name."""
    return rule.to_text()
