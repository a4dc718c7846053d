"""A run of each rule at m = 200 by the core, by textbook NumPy and by PyTorch's own optimizers, for `peers.py`.

All keep the parameters and the mean loss of each step. Newton is the core's alone: PyTorch has none.
"""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from typing import Any

import numpy as np

from benchmarks.rivals_compiled import Floats
from logreg_core import RULES, Dataset, Experiment, run

OURS, TEXTBOOK, TORCH = "this project", "textbook NumPy", "PyTorch eager"
RATES = dict(zip(RULES, (0.5, 0.1, 0.1, 0.1, 0.01, 0.1, 1.0), strict=True))
AGREE_FOR = 30  # steps over which all are compared before anything is timed

Method = Callable[[], Floats]
Update = Callable[[Floats, Floats, list[Floats], float, int], tuple[Floats, list[Floats]]]


def _descent(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    return theta - rate * g, kept


def _heavy_ball(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    u = 0.9 * kept[0] + g
    return theta - rate * u, [u]


def _nesterov(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    u = 0.9 * kept[0] + g
    return theta - rate * (g + 0.9 * u), [u]


def _adagrad(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    s = kept[0] + g**2
    return theta - rate * g / (np.sqrt(s) + 1e-10), [s]


def _rmsprop(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    s = 0.9 * kept[0] + 0.1 * g**2
    return theta - rate * g / (np.sqrt(s) + 1e-8), [s]


def _adam(theta: Floats, g: Floats, kept: list[Floats], rate: float, t: int) -> tuple[Floats, list[Floats]]:
    m, v = 0.9 * kept[0] + 0.1 * g, 0.999 * kept[1] + 0.001 * g**2
    m_hat, v_hat = m / (1 - 0.9 ** (t + 1)), v / (1 - 0.999 ** (t + 1))
    return theta - rate * m_hat / (np.sqrt(v_hat) + 1e-8), [m, v]


UPDATES: dict[str, Update] = {
    "descent": _descent,
    "heavy-ball": _heavy_ball,
    "nesterov": _nesterov,
    "adagrad": _adagrad,
    "rmsprop": _rmsprop,
    "adam": _adam,
}


def ours(data: Dataset, word: str, steps: int) -> Method:
    """The core's run."""
    experiment = Experiment(rule=RULES[word](), learning_rates=((0, RATES[word]),), steps=steps)

    def descend() -> Floats:
        done = run(data, experiment)
        return np.array([*done.w[-1], done.b[-1]])

    return descend


def textbook(data: Dataset, word: str, steps: int) -> Method:
    """NumPy as the formulas read."""
    X, y, m, update, rate = data.X, data.y, data.m, UPDATES[word], RATES[word]

    def descend() -> Floats:
        theta, kept = np.zeros(3), [np.zeros(3), np.zeros(3)]
        thetas, Js = [theta], list[Any]()
        for t in range(steps):
            y_hat = 1 / (1 + np.exp(-(X @ theta[:2] + theta[2])))
            Js.append(-np.mean(y * np.log(y_hat) + (1 - y) * np.log(1 - y_hat)))
            error = y_hat - y
            theta, kept = update(theta, np.append(X.T @ error / m, np.mean(error)), kept, rate, t)
            thetas.append(theta)
        return thetas[-1]

    return descend


def torch(data: Dataset, word: str, steps: int) -> Method:
    """PyTorch, eager: autograd and its own optimizers."""
    t = import_module("torch")
    t.set_num_threads(1)
    X, y = t.from_numpy(data.X.copy()), t.from_numpy(data.y.copy())
    bce, optim = t.nn.functional.binary_cross_entropy_with_logits, t.optim
    made: dict[str, Callable[[Any, float], Any]] = {
        "descent": lambda p, lr: optim.SGD(p, lr),
        "heavy-ball": lambda p, lr: optim.SGD(p, lr, momentum=0.9),
        "nesterov": lambda p, lr: optim.SGD(p, lr, momentum=0.9, nesterov=True),
        "adagrad": lambda p, lr: optim.Adagrad(p, lr),
        "rmsprop": lambda p, lr: optim.RMSprop(p, lr, alpha=0.9),
        "adam": lambda p, lr: optim.Adam(p, lr),
    }

    def descend() -> Floats:
        theta = t.zeros(3, dtype=t.float64, requires_grad=True)
        optimizer, kept, losses = made[word]([theta], RATES[word]), [], []
        for _ in range(steps):
            optimizer.zero_grad()
            J = bce(X @ theta[:2] + theta[2], y)
            J.backward()
            kept.append(theta.detach().clone())
            losses.append(J.detach())
            optimizer.step()
        return np.asarray(theta.detach().numpy())

    return descend


def methods(data: Dataset, steps: int, with_torch: bool) -> dict[str, Method]:
    """All runs by "rule, method"; raises SystemExit where two methods lead to other parameters."""
    found: dict[str, Method] = {}
    for word in RULES:
        makers = {OURS: ours} if word == "newton" else {OURS: ours, TEXTBOOK: textbook}
        if with_torch and word != "newton":
            makers[TORCH] = torch
        ends = {name: make(data, word, AGREE_FOR)() for name, make in makers.items()}
        for name, end in ends.items():
            if not np.allclose(end, ends[OURS], rtol=1e-6, atol=1e-9):
                raise SystemExit(f"{name} and {OURS} disagree on {word}: {end}, {ends[OURS]}")
        found |= {f"{word}, {name}": make(data, word, steps) for name, make in makers.items()}
    return found
