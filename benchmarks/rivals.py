"""The same descent and the same components by other means, for `peers.py`: one function a library.

Each gives a table of methods for one dataset: task → a function of no arguments that does it once. What they return
is compared before anything is timed: parameters (3,) after a run, (k, 3) after a race, mean gradient (3,) of the
components. Everything is float64, each in the way its library's users would write it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.components import components
from benchmarks.rivals_compiled import THETA, Case, Floats, Found, Method, Methods, jax, numba
from logreg_core import Experiment, chain_rule, race, run


def project(case: Case) -> Methods:
    """The core as notebooks and pages call it; every call folds the examples anew but that of `components`."""
    experiment = Experiment(learning_rates=((0, case.rate),), steps=case.steps)
    w, b = THETA[:2], float(THETA[2])
    racing, at = replace(experiment, steps=case.race_steps), components(case.data.X, case.data.y)

    def last(runs: Sequence[Any]) -> Floats:
        return np.array([[*done.w[-1], done.b[-1]] for done in runs])

    def buffered() -> Found:
        chain = at(w, b)
        return chain.dJ_dw, chain.dJ_db

    return {
        "run": lambda: last([run(case.data, experiment)])[0],
        "components": buffered,
        "race": lambda: last(race(case.data, racing, case.rates)),
    }


def plain(case: Case) -> Methods:
    """The core's other way to the same: `chain_rule` with new arrays each time, and a run for each rate."""

    def ten() -> Floats:
        runs = [run(case.data, Experiment(learning_rates=((0, rate),), steps=case.race_steps)) for rate in case.rates]
        return np.array([[*done.w[-1], done.b[-1]] for done in runs])

    w, b = THETA[:2], float(THETA[2])

    def fresh() -> Found:
        chain = chain_rule(case.data.X, case.data.y, w, b)
        return chain.dJ_dw, chain.dJ_db

    return {"components": fresh, "race": ten}


def textbook(case: Case) -> Methods:
    """NumPy as the derivation's formulas read."""
    X, y, m = case.data.X, case.data.y, case.data.m

    def descend(rate: float, steps: int) -> Floats:
        w, b = np.zeros(2), np.float64(0)
        ws, bs, Js = [w], [b], list[Any]()
        for _ in range(steps):
            y_hat = 1 / (1 + np.exp(-(X @ w + b)))
            Js.append(-np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))
            error = y_hat - y
            w, b = w - rate * (X.T @ error) / m, b - rate * np.mean(error)
            ws.append(w)
            bs.append(b)
        return np.append(ws[-1], bs[-1])

    w_at, b_at = THETA[:2], float(THETA[2])

    def links() -> Found:
        y_hat = 1 / (1 + np.exp(-(X @ w_at + b_at)))
        dL_dyhat = -y / y_hat + (1 - y) / (1 - y_hat)
        dyhat_dz = y_hat * (1 - y_hat)
        dL_dz = dL_dyhat * dyhat_dz
        dL_dw = dL_dz[:, None] * X
        return dL_dw.mean(axis=0), dL_dz.mean()

    return {
        "run": lambda: descend(case.rate, case.steps),
        "components": links,
        "race": lambda: np.array([descend(rate, case.race_steps) for rate in case.rates]),
    }


def sklearn(case: Case) -> Methods:
    """scikit-learn's own loss and gradient, with the step written out; it has no components."""
    loss = import_module("sklearn.linear_model._linear_loss").LinearModelLoss(
        base_loss=import_module("sklearn._loss").HalfBinomialLoss(), fit_intercept=True
    )
    X, y = case.data.X, case.data.y

    def descend(rate: float, steps: int) -> Floats:
        theta, losses = [np.zeros(3)], []
        for _ in range(steps):
            J, gradient = loss.loss_gradient(theta[-1], X, y, n_threads=1)
            losses.append(J)
            theta.append(theta[-1] - rate * gradient)
        return np.asarray(theta[-1])

    return {
        "run": lambda: descend(case.rate, case.steps),
        "race": lambda: np.array([descend(rate, case.race_steps) for rate in case.rates]),
    }


def torch(case: Case) -> Methods:
    """PyTorch, eager, with autograd; the race as one batch, the per-example gradients by vmap(grad)."""
    t = import_module("torch")
    func, softplus = import_module("torch.func"), t.nn.functional.softplus
    t.set_num_threads(1)
    X, y = t.from_numpy(case.data.X.copy()), t.from_numpy(case.data.y.copy())
    bce, theta_at = t.nn.functional.binary_cross_entropy_with_logits, t.from_numpy(THETA)

    def descend() -> Floats:
        w, b = t.zeros(2, dtype=t.float64, requires_grad=True), t.zeros((), dtype=t.float64, requires_grad=True)
        kept, losses = [], []
        for _ in range(case.steps):
            J = bce(X @ w + b, y)
            dw, db = t.autograd.grad(J, (w, b))
            kept.append((w.detach().clone(), b.detach().clone()))
            losses.append(J.detach())
            with t.no_grad():
                w -= case.rate * dw
                b -= case.rate * db
        return np.append(w.detach().numpy(), b.detach().numpy())

    def together() -> Floats:
        k, rates = len(case.rates), t.tensor(case.rates, dtype=t.float64)[:, None]
        theta = t.zeros((k, 3), dtype=t.float64, requires_grad=True)
        kept, losses = [], []
        for _ in range(case.race_steps):
            J = bce(theta[:, :2] @ X.T + theta[:, 2:], y.expand(k, -1), reduction="none").mean(dim=1)
            (gradient,) = t.autograd.grad(J.sum(), theta)
            kept.append(theta.detach().clone())
            losses.append(J.detach())
            with t.no_grad():
                theta -= rates * gradient
        return np.asarray(theta.detach().numpy())

    def one(theta: Any, x: Any, label: Any) -> Any:
        return softplus((1 - 2 * label) * (x[0] * theta[0] + x[1] * theta[1] + theta[2]))

    each = func.vmap(func.grad(one), in_dims=(None, 0, 0))
    return {
        "run": descend,
        "components": lambda: np.asarray(each(theta_at, X, y).mean(dim=0).numpy()),
        "race": together,
    }


# name in the tables → the package it needs, its methods
RIVALS: dict[str, tuple[str, Callable[[Case], Methods]]] = {
    "this project": ("numpy", project),
    "this project, plain": ("numpy", plain),
    "textbook NumPy": ("numpy", textbook),
    "scikit-learn": ("sklearn", sklearn),
    "PyTorch eager": ("torch", torch),
    "JAX jit": ("jax", jax),
    "numba": ("numba", numba),
}


def agreeing(case: Case, names: Sequence[str], task: str) -> Iterator[tuple[str, Method]]:
    """The methods of `names` that do `task`, each tried once; raises SystemExit where one's numbers differ."""
    expected: Floats | None = None
    for name in names:
        method = RIVALS[name][1](case).get(task)
        if method is None:
            continue
        given = method()
        found = np.hstack(given) if isinstance(given, tuple) else given
        expected = found if expected is None else expected
        if not np.allclose(found, expected, rtol=1e-6, atol=1e-9):
            raise SystemExit(f"{name} and {names[0]} disagree on {task} at m = {case.data.m}: {found}, {expected}")
        yield name, method
