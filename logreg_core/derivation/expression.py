"""Formulas as values: small trees of the letters, numbers and signs that a formula is written with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True)
class Number:
    """A whole number."""

    value: int


@dataclass(frozen=True)
class Letter:
    """A quantity by name: y, z, y_hat, L, J, b, w1, w2, x1, x2; w_j and x_j for the chosen j, w_k and x_k in a sum."""

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
class Root:
    """√inner."""

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
    """∂/∂by of inner; letters that do not depend on `by` stay fixed."""

    inner: Expression
    by: Letter


Expression = (
    Number | Letter | Neg | Sum | Product | Quotient | Square | Root | Exp | Log | Dot | FeatureSum | Mean | Derivative
)


def number(value: int) -> Number:
    """Return a Number, by a short name for formulas."""
    return Number(value)


def add(*terms: Expression) -> Sum:
    """Return terms[0] + terms[1] + ..."""
    return Sum(terms)


def times(*factors: Expression) -> Product:
    """Return factors[0] · factors[1] · ..."""
    return Product(factors)


Y, Z, Y_HAT, L, J, B = map(Letter, ("y", "z", "y_hat", "L", "J", "b"))
W_J, X_J, W_K, X_K = map(Letter, ("w_j", "x_j", "w_k", "x_k"))
ONE = Number(1)
E_TO_MINUS_Z = Exp(Neg(Z))
ONE_MINUS_Y_HAT = add(ONE, Neg(Y_HAT))

# The four equations of the model (derivation, section 1): how a letter is worked out when its value is not given.
DEFINITIONS: Mapping[str, Expression] = {
    "z": add(Dot(), B),
    "y_hat": Quotient(ONE, add(ONE, E_TO_MINUS_Z)),
    "L": add(times(Neg(Y), Log(Y_HAT)), Neg(times(add(ONE, Neg(Y)), Log(ONE_MINUS_Y_HAT)))),
    "J": Mean(L),
}
