"""Evaluation of formulas, exactly as they are written, for many examples at once.

A derivative inside a formula is evaluated by complex step, f'(x) = Im f(x + ih)/h with h = 1e-30. No two nearly equal
numbers are subtracted, so it is as exact as f's own arithmetic.

Where arithmetic of doubles breaks (0/0, log 0, ...), the first part of the formula that breaks is kept as a Fault; no
nan goes on without one.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logreg_core.derivation.expression import (
    DEFINITIONS,
    W_K,
    X_K,
    Derivative,
    Dot,
    Exp,
    Expression,
    FeatureSum,
    Letter,
    Log,
    Mean,
    Neg,
    Number,
    Product,
    Quotient,
    Root,
    Square,
    Sum,
    times,
)
from logreg_core.points.dataset import Floats

H = 1e-30  # the complex step
_NOT_SMALL = 1e-8  # where h is a larger share of what it is added to, h² no longer vanishes
_LARGEST_EXPONENT = float(np.log(np.finfo(float).max))
_SMALLEST = float(np.finfo(float).tiny)
Values = NDArray[Any]  # float64, inside a derivative complex128

# The letters that depend on each letter.
_CHANGES = {"y_hat": ("L", "J"), "z": ("y_hat", "L", "J")} | dict.fromkeys(("w1", "w2", "b"), ("z", "y_hat", "L", "J"))


@dataclass(frozen=True)
class Fault:
    """Where arithmetic breaks.

    kind : "0/0", "x/0", "∞/∞", "0·∞", "∞−∞", "log 0", "∞" (beyond the largest double), or "step" (the complex step
        is not small beside the number it is added to);  part : the part of the formula that breaks.
    """

    kind: str
    part: Expression


@dataclass(frozen=True)
class LostDigits:
    """Where one example's digits get lost, though nothing breaks.

    kind : "cancel" (a sum of two nearly opposite numbers), "log" (of a number so near 1 that its own rounding is
        most of its logarithm), "past" (divided by more than the largest double, which leaves 0), "step" (h times the
        derivative is below the smallest double).   part : the part of the formula where it happens.
    factor : by how much relative errors grow there, inf where no digit is left;  left, right : what was added.
    """

    kind: str
    part: Expression
    factor: float
    left: float = 0.0
    right: float = 0.0


@dataclass
class Evaluation:
    """What is known while a formula is evaluated, and what happened on the way.

    letters : (m,) or float, by name;  names : which letters w_j, x_j (and w_k, x_k) stand for.
    fault : (m,) 0, or 1 + the index in `faults` of an example's first one;  terms : (m,) the terms of the last Mean.
    lost : where digits got lost; only filled where m is 1.
    """

    m: int
    letters: dict[str, Values]
    names: Mapping[str, str]
    fault: NDArray[np.int8] = field(init=False)
    faults: list[Fault] = field(default_factory=list)
    terms: Values | None = None
    lost: list[LostDigits] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fault = np.zeros(self.m, np.int8)

    def record(self, where: NDArray[np.bool_], kind: str, part: Expression) -> None:
        """Record that the examples of the mask `where` break in `part`, but for those that have broken before."""
        new = np.broadcast_to(where, self.fault.shape) & (self.fault == 0)
        if new.any():
            self.faults.append(Fault(kind, part))
            self.fault[new] = len(self.faults)


def evaluate(formula: Expression, work: Evaluation) -> Floats:
    """Return the formula's value: a float where it ends in a Mean, else (m,); finite wherever `work.fault` is 0."""
    with np.errstate(all="ignore"):
        value = np.asarray(_value(formula, work), np.float64)
    each = value if value.ndim else np.broadcast_to(value, work.fault.shape)
    if not work.fault.any():
        work.record(~np.isfinite(each), "∞", formula)
    else:
        work.record(~np.isfinite(each) & (value.ndim > 0), "∞", formula)
    return value


def _value(formula: Expression, work: Evaluation) -> Values:
    match formula:
        case Number(whole):
            return np.asarray(float(whole))
        case Letter(name):
            return _letter(name, work)
        case Neg(inner):
            return np.asarray(-_value(inner, work))
        case Sum(terms):
            total = _value(terms[0], work)
            for at, term in enumerate(terms[1:], 1):
                total = _added(total, _value(term, work), Sum(terms[: at + 1]), work)
            return total
        case Product(factors):
            product, before = _value(factors[0], work), len(work.lost)
            for factor in factors[1:]:
                product = _multiplied(product, _value(factor, work), formula, work)
            if work.m == 1 and any(_exact(factor) and not _value(factor, work).any() for factor in factors):
                del work.lost[before:]  # digits that are lost in what is multiplied by y = 0 or 1 - y = 0 do no harm
            return product
        case Quotient(top, bottom):
            return _divided(_value(top, work), _value(bottom, work), formula, work)
        case Square(inner):
            value = _value(inner, work)
            return np.asarray(value * value)
        case Root(inner):
            return np.asarray(np.sqrt(_value(inner, work)))
        case Exp(inner):
            exponent = _value(inner, work)
            if np.iscomplexobj(exponent):  # nothing can be worked out with ∞ + i∞
                work.record(exponent.real > _LARGEST_EXPONENT, "∞", formula)
            return np.asarray(np.exp(exponent))
        case Log(inner):
            return _logarithm(_value(inner, work), formula, work)
        case Dot():
            return _value(FeatureSum(times(X_K, W_K)), work)
        case FeatureSum(inner):
            return _over_features(inner, work)
        case Mean(inner):
            work.terms = np.broadcast_to(_value(inner, work), work.fault.shape)
            return np.asarray(np.add.reduce(work.terms) / work.m)
        case Derivative(inner, by):
            return _derivative(inner, by, work)


def _letter(name: str, work: Evaluation) -> Values:
    name = work.names.get(name, name)
    if name not in work.letters:
        work.letters[name] = _value(DEFINITIONS[name], work)
    return work.letters[name]


def _over_features(inner: Expression, work: Evaluation) -> Values:
    outside = work.names
    total: Values = np.asarray(0.0)
    for k in ("1", "2"):
        work.names = {**outside, "x_k": "x" + k, "w_k": "w" + k}
        value = _value(inner, work)
        total = value if k == "1" else _added(total, value, FeatureSum(inner), work)
    work.names = outside
    return total


def _derivative(inner: Expression, by: Letter, work: Evaluation) -> Values:
    name = work.names.get(by.name, by.name)
    at = _letter(name, work)
    letters = {key: value for key, value in work.letters.items() if key not in _CHANGES[name]}
    inside = replace(work, letters={**letters, name: at + 1j * H})
    inside.fault = work.fault  # the same array: what breaks inside breaks outside too
    value = np.asarray(_value(inner, inside))
    if inside.terms is not None:
        work.terms = inside.terms.imag / H
    if not np.iscomplexobj(value):
        return np.zeros(value.shape)  # nothing inside depends on `by`
    if work.m == 1 and abs(value.imag) < _SMALLEST and value.any():
        work.lost.append(LostDigits("step", Derivative(inner, by), np.inf))
    return np.asarray(value.imag / H)


def _logarithm(value: Values, part: Log, work: Evaluation) -> Values:
    work.record(value.real == 0, "log 0", part)
    _check_step(value, part.inner, work)
    result = np.asarray(np.log(value))
    if work.m == 1 and np.abs(result.real) < 0.25:
        size = float(np.abs(result.real).item())
        work.lost.append(LostDigits("log", part.inner, 1 / size if size else np.inf, float(value.real.item())))
    return result


def _check_step(value: Values, part: Expression, work: Evaluation) -> None:
    if np.iscomplexobj(value):
        work.record((value.real != 0) & (np.abs(value.imag) > _NOT_SMALL * np.abs(value.real)), "step", part)


def _added(left: Values, right: Values, part: Expression, work: Evaluation) -> Values:
    total = np.asarray(left + right)
    work.record(_new_nan(total, left, right), "∞−∞", part)
    if work.m == 1:
        a, b = float(np.real(left).item()), float(np.real(right).item())
        if abs(a + b) * 4 < max(abs(a), abs(b)) < np.inf and not _exact(part):
            factor = max(abs(a), abs(b)) / abs(a + b) if a + b else np.inf
            work.lost.append(LostDigits("cancel", part, factor, a, b))
    return total


def _exact(part: Expression) -> bool:
    """Tell whether a formula is made of whole numbers alone, so that no digit can get lost."""
    match part:
        case Number() | Letter("y"):
            return True
        case Neg(inner):
            return _exact(inner)
        case Sum(terms):
            return all(map(_exact, terms))
    return False


def _multiplied(left: Values, right: Values, part: Expression, work: Evaluation) -> Values:
    product = np.asarray(left * right)
    work.record(_new_nan(product, left, right), "0·∞", part)
    return product


def _divided(top: Values, bottom: Values, part: Quotient, work: Evaluation) -> Values:
    zero = bottom.real == 0
    work.record(zero & (top.real == 0), "0/0", part)
    work.record(zero, "x/0", part)
    _check_step(bottom, part.bottom, work)
    quotient = np.asarray(top / bottom)
    work.record(_new_nan(quotient, top, bottom), "∞/∞", part)
    if work.m == 1 and np.isinf(bottom).item() and np.isfinite(top).item():
        work.lost.append(LostDigits("past", part.bottom, np.inf))
    return quotient


def _new_nan(result: Values, left: Values, right: Values) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(result) & ~np.isnan(left) & ~np.isnan(right))
