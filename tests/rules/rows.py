"""The rules that every promise is tested over: a row for each word of RULES, of settings that matter."""

from __future__ import annotations

import numpy as np

from logreg_core import Dataset
from logreg_core.descent.rules.adaptive import AdaGrad, Adam, RMSProp
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall, Nesterov
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.rule import Rule

ROWS: dict[str, tuple[Rule, ...]] = {
    "descent": (GradientDescent(),),
    "heavy-ball": (HeavyBall(), HeavyBall(beta=0.0), HeavyBall(beta=0.5), HeavyBall(beta=0.99)),
    "nesterov": (Nesterov(), Nesterov(beta=0.0), Nesterov(beta=0.99)),
    "adagrad": (AdaGrad(), AdaGrad(epsilon=1e-3)),
    "rmsprop": (RMSProp(), RMSProp(rho=0.99), RMSProp(rho=0.0, epsilon=1e-4)),
    "adam": (Adam(), Adam(beta1=0.0), Adam(beta1=0.5, beta2=0.9, epsilon=1e-4)),
    "newton": (Newton(), Newton(damped=False)),
}
EVERY = [rule for row in ROWS.values() for rule in row]


def overlapping(m: int = 30, seed: int = 0, size: float = 1.0) -> Dataset:
    """Points of two classes that no line separates. size : of the features, in their unit."""
    rng = np.random.default_rng(seed)
    y = (np.arange(m) % 2).astype(float)
    X = size * (rng.normal(size=(m, 2)) + np.outer(y - 0.5, [1.0, 0.5]))
    return Dataset(X, y)


def steady(rule: Rule, smoothness: float) -> float:
    """A rate at which two right programs agree on a whole run."""
    return rule.gentle(smoothness) * (0.15 if rule.linear(1.0) is not None else 0.5)


def alike_for(rule: Rule) -> int:
    """Over how many steps two right programs agree on a whole run at that rate, 40 at most."""
    return 30 if isinstance(rule, RMSProp) else 40


def identity(rule: Rule) -> str:
    """Its name in a test's own name."""
    return rule.to_text()
