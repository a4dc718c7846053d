"""Formulas as values: small trees that are evaluated exactly as they are written, for many examples at once.

A derivative inside a formula is evaluated by complex step, f'(x) = Im f(x + ih)/h with h = 1e-30: there is no
difference of two near numbers in it, so it is right to the last digits of f's own arithmetic.

Where arithmetic of doubles breaks (0/0, log 0, ...) the first breaking place is kept as a Fault, never a bare nan.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from logreg_core.points.dataset import Floats

H = 1e-30  # the complex step
_NOT_SMALL = 1e-8  # where h is more than this share of what it is added to, its square no longer vanishes
_LARGEST_EXPONENT = float(np.log(np.finfo(float).max))
_SMALLEST = float(np.finfo(float).tiny)
Values = NDArray[Any]  # float64, inside a derivative complex128


@dataclass(frozen=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class Letter:
    """A named quantity: y, z, y_hat, L, J, b, w1, w2, x1, x2; w_j and x_j for the chosen j, w_k and x_k in a sum."""

    name: str


@dataclass(frozen=True)
class Neg:
    """-inner."""

    inner: Expression


@dataclass(frozen=True)
class Sum:
    """Terms added from left to right; a difference is a sum with a Neg."""

    terms: tuple[Expression, ...]


@dataclass(frozen=True)
class Product:
    """Factors multiplied from left to right."""

    factors: tuple[Expression, ...]


@dataclass(frozen=True)
class Quotient:
    """top / bottom."""

    top: Expression
    bottom: Expression


@dataclass(frozen=True)
class Square:
    """inner²."""

    inner: Expression


@dataclass(frozen=True)
class Exp:
    """e to the inner."""

    inner: Expression


@dataclass(frozen=True)
class Log:
    """The natural logarithm of inner."""

    inner: Expression


@dataclass(frozen=True)
class Dot:
    """x · w."""


@dataclass(frozen=True)
class FeatureSum:
    """Σ_k of inner, over both features."""

    inner: Expression


@dataclass(frozen=True)
class Mean:
    """(1/m) Σ_i of inner, over all examples."""

    inner: Expression


@dataclass(frozen=True)
class Derivative:
    """∂/∂by of inner, all other letters that `by` does not change held fixed."""

    inner: Expression
    by: Letter


Expression = (
    Number | Letter | Neg | Sum | Product | Quotient | Square | Exp | Log | Dot | FeatureSum | Mean | Derivative
)


def number(value: int) -> Number:
    """Short for Number, to read like a formula."""
    return Number(value)


def add(*terms: Expression) -> Sum:
    """terms[0] + terms[1] + ..."""
    return Sum(terms)


def times(*factors: Expression) -> Product:
    """factors[0] · factors[1] · ..."""
    return Product(factors)


Y, Z, Y_HAT, L, J, B = map(Letter, ("y", "z", "y_hat", "L", "J", "b"))
W_J, X_J, W_K, X_K = map(Letter, ("w_j", "x_j", "w_k", "x_k"))
ONE = Number(1)
E_TO_MINUS_Z = Exp(Neg(Z))
WRONG = add(ONE, Neg(Y_HAT))  # 1 - ŷ

# The four equations of the model (derivation, section 1); what a letter stands for until it is known.
DEFINITIONS: Mapping[str, Expression] = {
    "z": add(Dot(), B),
    "y_hat": Quotient(ONE, add(ONE, E_TO_MINUS_Z)),
    "L": add(times(Neg(Y), Log(Y_HAT)), Neg(times(add(ONE, Neg(Y)), Log(WRONG)))),
    "J": Mean(L),
}
# What changes when a letter does.
_CHANGES = {"y_hat": ("L", "J"), "z": ("y_hat", "L", "J")} | dict.fromkeys(("w1", "w2", "b"), ("z", "y_hat", "L", "J"))


@dataclass(frozen=True)
class Fault:
    """Where arithmetic breaks.

    kind : "0/0", "x/0", "∞/∞", "0·∞", "∞−∞", "log 0", "∞" (beyond the largest double), or "step" (the complex step
        is not small beside the number it is added to);  place : the part of the formula that breaks.
    """

    kind: str
    place: Expression


@dataclass(frozen=True)
class Loss:
    """Where one example's digits get lost without anything breaking.

    kind : "cancel" (a sum of two nearly opposite numbers), "log" (of a number so near 1 that its own rounding is
        most of its logarithm), "past" (divided by more than the largest double, which
        leaves 0), "step" (h times the derivative is below the smallest double).
    factor : by how much relative errors grow there, inf where no digit is left;  left, right : what was added.
    """

    kind: str
    place: Expression
    factor: float
    left: float = 0.0
    right: float = 0.0


@dataclass
class Workings:
    """What is known while a formula is evaluated, and what happened on the way.

    letters : (m,) or float by name;  names : which letter w_j, x_j (and w_k, x_k) are.
    fault : (m,) 0, or 1 + the place in `faults` of an example's first one;  terms : (m,) what the last Mean was of.
    losses : where digits got lost, kept for one example alone.
    """

    m: int
    letters: dict[str, Values]
    names: Mapping[str, str]
    fault: NDArray[np.int8] = field(init=False)
    faults: list[Fault] = field(default_factory=list)
    terms: Values | None = None
    losses: list[Loss] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.fault = np.zeros(self.m, np.int8)

    def note(self, where: NDArray[np.bool_], kind: str, place: Expression) -> None:
        """The examples of the mask `where` break here, unless they already did."""
        new = np.broadcast_to(where, self.fault.shape) & (self.fault == 0)
        if new.any():
            self.faults.append(Fault(kind, place))
            self.fault[new] = len(self.faults)


def evaluate(formula: Expression, work: Workings) -> Floats:
    """The formula's value: a float where it ends in a Mean, else (m,). Not finite only where `work.fault` is not 0."""
    with np.errstate(all="ignore"):
        value = np.asarray(_value(formula, work), np.float64)
    each = value if value.ndim else np.broadcast_to(value, work.fault.shape)
    if not work.fault.any():
        work.note(~np.isfinite(each), "∞", formula)
    else:
        work.note(~np.isfinite(each) & (value.ndim > 0), "∞", formula)
    return value


def _value(formula: Expression, work: Workings) -> Values:
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
            product, before = _value(factors[0], work), len(work.losses)
            for factor in factors[1:]:
                product = _multiplied(product, _value(factor, work), formula, work)
            if work.m == 1 and any(_exact(factor) and not _value(factor, work).any() for factor in factors):
                del work.losses[before:]  # what is multiplied by y = 0 or 1 - y = 0 does no harm
            return product
        case Quotient(top, bottom):
            return _divided(_value(top, work), _value(bottom, work), formula, work)
        case Square(inner):
            value = _value(inner, work)
            return np.asarray(value * value)
        case Exp(inner):
            exponent = _value(inner, work)
            if np.iscomplexobj(exponent):  # there is no arithmetic with ∞ + i∞
                work.note(exponent.real > _LARGEST_EXPONENT, "∞", formula)
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


def _letter(name: str, work: Workings) -> Values:
    name = work.names.get(name, name)
    if name not in work.letters:
        work.letters[name] = _value(DEFINITIONS[name], work)
    return work.letters[name]


def _over_features(inner: Expression, work: Workings) -> Values:
    outside = work.names
    total: Values = np.asarray(0.0)
    for k in ("1", "2"):
        work.names = {**outside, "x_k": "x" + k, "w_k": "w" + k}
        value = _value(inner, work)
        total = value if k == "1" else _added(total, value, FeatureSum(inner), work)
    work.names = outside
    return total


def _derivative(inner: Expression, by: Letter, work: Workings) -> Values:
    name = work.names.get(by.name, by.name)
    at = _letter(name, work)
    letters = {key: value for key, value in work.letters.items() if key not in _CHANGES[name]}
    inside = replace(work, letters={**letters, name: at + 1j * H})
    inside.fault = work.fault  # the same array: what breaks in there breaks out here
    value = np.asarray(_value(inner, inside))
    if inside.terms is not None:
        work.terms = inside.terms.imag / H
    if not np.iscomplexobj(value):
        return np.zeros(value.shape)  # nothing in there changes with `by`
    if work.m == 1 and abs(value.imag) < _SMALLEST and value.any():
        work.losses.append(Loss("step", Derivative(inner, by), np.inf))
    return np.asarray(value.imag / H)


def _logarithm(value: Values, place: Log, work: Workings) -> Values:
    work.note(value.real == 0, "log 0", place)
    _check_step(value, place.inner, work)
    result = np.asarray(np.log(value))
    if work.m == 1 and np.abs(result.real) < 0.25:
        size = float(np.abs(result.real).item())
        work.losses.append(Loss("log", place.inner, 1 / size if size else np.inf, float(value.real.item())))
    return result


def _check_step(value: Values, place: Expression, work: Workings) -> None:
    if np.iscomplexobj(value):
        work.note((value.real != 0) & (np.abs(value.imag) > _NOT_SMALL * np.abs(value.real)), "step", place)


def _added(left: Values, right: Values, place: Expression, work: Workings) -> Values:
    total = np.asarray(left + right)
    work.note(_new_nan(total, left, right), "∞−∞", place)
    if work.m == 1:
        a, b = float(np.real(left).item()), float(np.real(right).item())
        if abs(a + b) * 4 < max(abs(a), abs(b)) < np.inf and not _exact(place):
            factor = max(abs(a), abs(b)) / abs(a + b) if a + b else np.inf
            work.losses.append(Loss("cancel", place, factor, a, b))
    return total


def _exact(place: Expression) -> bool:
    """Whether a formula has whole numbers alone in it, of which no digit can get lost."""
    match place:
        case Number() | Letter("y"):
            return True
        case Neg(inner):
            return _exact(inner)
        case Sum(terms):
            return all(map(_exact, terms))
    return False


def _multiplied(left: Values, right: Values, place: Expression, work: Workings) -> Values:
    product = np.asarray(left * right)
    work.note(_new_nan(product, left, right), "0·∞", place)
    return product


def _divided(top: Values, bottom: Values, place: Quotient, work: Workings) -> Values:
    zero = bottom.real == 0
    work.note(zero & (top.real == 0), "0/0", place)
    work.note(zero, "x/0", place)
    _check_step(bottom, place.bottom, work)
    quotient = np.asarray(top / bottom)
    work.note(_new_nan(quotient, top, bottom), "∞/∞", place)
    if work.m == 1 and np.isinf(bottom).item() and np.isfinite(top).item():
        work.losses.append(Loss("past", place.bottom, np.inf))
    return quotient


def _new_nan(result: Values, left: Values, right: Values) -> NDArray[np.bool_]:
    return np.asarray(np.isnan(result) & ~np.isnan(left) & ~np.isnan(right))
