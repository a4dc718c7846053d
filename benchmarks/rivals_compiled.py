"""The rivals that compile, JAX and numba, and what is asked of all; see `rivals.py`."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logreg_core import Dataset

Floats = NDArray[np.float64]
Found = Floats | tuple[Floats, float]  # (3,), (k, 3), or (2,) and the third number
Method = Callable[[], Found]
Methods = dict[str, Method]  # "run", "components", "race" → what does it
THETA = np.array([0.3, -0.2, 0.1])  # where the components are asked for


@dataclass(frozen=True)
class Case:
    """What is asked of all: a dataset, a rate and how many steps a run and a race of `rates` have."""

    data: Dataset
    rate: float
    steps: int
    rates: tuple[float, ...]
    race_steps: int


def jax(case: Case) -> Methods:
    """JAX, compiled: the whole loop as one scan, the race vmapped over it, the gradients by vmap(grad)."""
    j = import_module("jax")
    j.config.update("jax_enable_x64", True)
    jnp = import_module("jax.numpy")
    X, y = jnp.asarray(case.data.X), jnp.asarray(case.data.y)

    def mean_loss(theta: Any, X: Any, y: Any) -> Any:
        return jnp.mean(j.nn.softplus((1 - 2 * y) * (X @ theta[:2] + theta[2])))

    def descend(rate: Any, X: Any, y: Any, steps: int) -> Any:
        def step(theta: Any, _: Any) -> Any:
            J, gradient = j.value_and_grad(mean_loss)(theta, X, y)
            return theta - rate * gradient, (theta, J)

        return j.lax.scan(step, jnp.zeros(3), None, length=steps)

    def one(theta: Any, x: Any, label: Any) -> Any:
        return j.nn.softplus((1 - 2 * label) * (x[0] * theta[0] + x[1] * theta[1] + theta[2]))

    whole = j.jit(lambda rate, X, y: descend(rate, X, y, case.steps))
    many = j.jit(lambda rates, X, y: j.vmap(lambda rate: descend(rate, X, y, case.race_steps))(rates))
    each = j.jit(lambda theta, X, y: (g := j.vmap(j.grad(one), (None, 0, 0))(theta, X, y), g.mean(axis=0)))
    rates, theta_at = jnp.asarray(case.rates), jnp.asarray(THETA)
    return {
        "run": lambda: np.asarray(j.block_until_ready(whole(case.rate, X, y))[0]),
        "components": lambda: np.asarray(j.block_until_ready(each(theta_at, X, y))[1]),
        "race": lambda: np.asarray(j.block_until_ready(many(rates, X, y))[0]),
    }


def _fused_run(X: Any, y: Any, rate: float, steps: int, theta: Any, losses: Any) -> None:
    m = len(y)
    for t in range(steps):
        w1, w2, b = theta[t]
        J = g1 = g2 = g3 = 0.0
        for i in range(m):
            sign = 1 - 2 * y[i]
            s = sign * (X[i, 0] * w1 + X[i, 1] * w2 + b)
            e = np.exp(-abs(s))
            J += max(s, 0.0) + np.log1p(e)
            error = sign * ((1.0 if s > 0 else e) / (1 + e))
            g1 += error * X[i, 0]
            g2 += error * X[i, 1]
            g3 += error
        losses[t] = J / m
        theta[t + 1, 0], theta[t + 1, 1] = w1 - rate * g1 / m, w2 - rate * g2 / m
        theta[t + 1, 2] = b - rate * g3 / m


def _fused_links(X: Any, y: Any, at: Any, rows: Any, mean: Any) -> None:
    mean[:] = 0
    for i in range(len(y)):
        z = X[i, 0] * at[0] + X[i, 1] * at[1] + at[2]
        y_hat, rest = 1 / (1 + np.exp(-z)), 1 / (1 + np.exp(z))
        rows[0, i] = -1 / y_hat if y[i] == 1 else 1 / rest
        rows[1, i] = y_hat * rest
        rows[2, i] = -rest if y[i] == 1 else y_hat
        rows[3, i], rows[4, i] = rows[2, i] * X[i, 0], rows[2, i] * X[i, 1]
        mean[0] += rows[3, i]
        mean[1] += rows[4, i]
        mean[2] += rows[2, i]
    mean /= len(y)


_compiled: dict[str, Any] = {}


def numba(case: Case) -> Methods:
    """numba: one loop over the examples inside one over the steps, compiled."""
    if not _compiled:
        njit = import_module("numba").njit
        _compiled.update(run=njit(_fused_run), links=njit(_fused_links))
    X, y = case.data.X, case.data.y

    def descend(rate: float, steps: int) -> Floats:
        theta, losses = np.zeros((steps + 1, 3)), np.empty(steps)
        _compiled["run"](X, y, rate, steps, theta, losses)
        return np.asarray(theta[-1])

    def links() -> Floats:
        rows, mean = np.empty((5, len(y))), np.empty(3)
        _compiled["links"](X, y, THETA, rows, mean)
        return mean

    return {
        "run": lambda: descend(case.rate, case.steps),
        "components": links,
        "race": lambda: np.array([descend(rate, case.race_steps) for rate in case.rates]),
    }
