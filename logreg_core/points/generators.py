"""Synthetic data: a table of generators by name, each of which makes labelled points.

All random numbers come from PCG64(seed), through `standard_normal` and `random` alone, and coordinates are rounded
to six decimals: the same arguments give the same bits on every machine, though its sine may differ in the last one.
"""

from __future__ import annotations

import math
import operator
from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from logreg_core.points.dataset import DataError, Dataset, Floats

Maker = Callable[[np.random.Generator, Floats, float], Floats]

M_RANGE = (2, 1_000_000)
NOISE_RANGE = (0.0, 1000.0)
BALANCE_RANGE = (0.1, 0.9)
SEED_RANGE = (0, 2**63 - 1)

_CENTRE = np.array([1.0, 0.6])  # of class 1; class 0 has its mirror image
_MARGIN = 0.25  # least distance of a separable point from the line that separates
_OUTLIER_SHARE = 0.04


def _blobs(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return X : (m, 2), two round clouds about ±(1, 0.6) with sd `noise`."""
    return np.outer(2 * y - 1, _CENTRE) + noise * rng.standard_normal((len(y), 2))


def _separable(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return two clouds; a point too near the middle line, or beyond it, is mirrored at its margin to its own side."""
    X = _blobs(rng, y, noise)
    normal = _CENTRE / math.hypot(*_CENTRE)
    side = 2 * y - 1
    distance = side * (X[:, 0] * normal[0] + X[:, 1] * normal[1])
    return X + np.outer(side * 2 * np.maximum(_MARGIN - distance, 0), normal)


def _moons(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return two half circles of radius 1 that reach into each other."""
    angle = np.pi * rng.random(len(y))
    side = 1 - 2 * y
    arc = np.column_stack([side * (np.cos(angle) - 0.5), side * (np.sin(angle) - 0.25)])
    return arc + noise * rng.standard_normal((len(y), 2))


def _circles(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return class 1 on a circle of radius 0.4 inside class 0 on a circle of radius 1."""
    angle = 2 * np.pi * rng.random(len(y))
    radius = np.where(y == 1, 0.4, 1.0)
    ring = np.column_stack([radius * np.cos(angle), radius * np.sin(angle)])
    return ring + noise * rng.standard_normal((len(y), 2))


def _xor(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return four clouds about (±1, ±1); class 1 where the two signs differ."""
    sign = np.where(rng.random(len(y)) < 0.5, -1.0, 1.0)
    return np.column_stack([sign, sign * (1 - 2 * y)]) + noise * rng.standard_normal((len(y), 2))


def _outliers(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return two clouds of sd 0.5; one point in 25, at least one, is of class 1 but moved past class 0."""
    X = _blobs(rng, y, 0.5)
    ones = np.flatnonzero(y == 1)
    moved = ones[: max(1, round(_OUTLIER_SHARE * len(y)))]
    X[moved] -= noise * np.array([1.0, -0.2])
    return X


def _scales(rng: np.random.Generator, y: Floats, noise: float) -> Floats:
    """Return overlapping clouds with x1 between about 0 and 1 and x2 in the hundreds."""
    return np.array([0.5, 400.0]) + np.array([0.15, 150.0]) * _blobs(rng, y, noise)


@dataclass(frozen=True)
class Generator:
    """One kind of synthetic data.

    name : its key in GENERATORS and in links.   title : what the screen calls it.
    make : (rng, y (m,), noise) → X (m, 2).
    noise : the default;  noise_range : where its slider runs;  noise_title : what the slider is called.
    sentence : what the data shows, in one plain sentence.
    """

    name: str
    title: str
    make: Maker
    noise: float
    noise_range: tuple[float, float]
    noise_title: str
    sentence: str


GENERATORS: dict[str, Generator] = {
    g.name: g
    for g in (
        Generator(
            "blobs", "Two blobs, overlapping", _blobs, 0.9, (0.1, 2.0), "Overlap",
            "Where the clouds overlap no line separates them, so descent settles on one best boundary.",
        ),
        Generator(
            "separable", "Two blobs, separable", _separable, 0.5, (0.1, 2.0), "Spread",
            "A line separates the classes, so the weights grow without end and the mean loss tends to 0.",
        ),
        Generator(
            "moons", "Two moons", _moons, 0.15, (0.0, 0.6), "Scatter",
            "The classes curve into each other: the best straight line still gets some points wrong.",
        ),
        Generator(
            "circles", "One circle inside another", _circles, 0.1, (0.0, 0.4), "Scatter",
            "One class surrounds the other: no straight line helps, and the best one hardly beats a guess.",
        ),
        Generator(
            "xor", "Exclusive or", _xor, 0.35, (0.05, 1.0), "Scatter",
            "Each class sits in two opposite corners, so the pulls on a straight line nearly cancel.",
        ),
        Generator(
            "outliers", "Blobs with outliers", _outliers, 5.0, (0.0, 12.0), "Distance of the outliers",
            "One point in 25 lies far on the wrong side: the farther it is, the larger its loss and pull.",
        ),
        Generator(
            "scales", "Features on different scales", _scales, 0.9, (0.1, 2.0), "Overlap",
            "x2 is hundreds of times larger than x1: the rate that suits one weight hardly moves the other.",
        ),
    )
}  # fmt: skip


def _whole(name: str, value: object, allowed: tuple[int, int]) -> int:
    try:
        number = operator.index(value)  # type: ignore[arg-type]
    except TypeError:
        number = -1
    if isinstance(value, (bool, np.bool_)) or not allowed[0] <= number <= allowed[1]:
        low, high = allowed
        raise DataError(f"{name} is {value!r:.60}; it must be a whole number from {low} to {high}.")
    return number


def _real(name: str, value: object, allowed: tuple[float, float]) -> float:
    try:
        number = float(value)  # type: ignore[arg-type]
    except (TypeError, ValueError, OverflowError):
        number = math.nan
    if isinstance(value, (bool, str, bytes)) or not allowed[0] <= number <= allowed[1]:
        low, high = allowed
        raise DataError(f"{name} is {value!r:.60}; it must be a number from {low:g} to {high:g}.")
    return number


def generate(name: str, *, m: int = 200, noise: float | None = None, balance: float = 0.5, seed: int = 0) -> Dataset:
    """Return m points of the kind `name` (a key of GENERATORS), bit for bit the same for the same arguments.

    m : 2 to 1,000,000.   noise : 0 to 1000, in the kind's own sense and units; None means its default.
    balance : share of class 1, 0.1 to 0.9; class 1 gets round(m · balance) points, each class at least one.
    seed : a whole number from 0 to 2⁶³ - 1.
    Raises DataError (a ValueError) that says what was passed and what is allowed.
    """
    if not isinstance(name, str) or name not in GENERATORS:
        raise DataError(f"there is no generator {name!r:.60}; there are {', '.join(GENERATORS)}.")
    kind = GENERATORS[name]
    m = _whole("m", m, M_RANGE)
    noise = kind.noise if noise is None else _real("noise", noise, NOISE_RANGE)
    balance = _real("balance", balance, BALANCE_RANGE)
    seed = _whole("seed", seed, SEED_RANGE)

    rng = np.random.Generator(np.random.PCG64(seed))
    ones = min(max(round(m * balance), 1), m - 1)
    y = np.zeros(m)
    y[np.argsort(rng.random(m), kind="stable")[:ones]] = 1  # the classes come in mixed order
    X = np.round(kind.make(rng, y, noise), 6) + 0.0  # no negative zeros
    mix = "" if balance == 0.5 else f", share of class 1 {balance:g}"
    return Dataset(X, y, source=f"{kind.title}: {m} points, noise {noise:g}{mix}, seed {seed}")
