"""The derivation of ∂J/∂w_j and ∂J/∂b, line by line as in the source: sections 1 to 7, each line a formula.

Three things differ from the source: the steps of section 3, which it leaves out, are supplied; the sixth line of
section 4.2, garbled there, is set right; and so are brackets after ∂/∂ŷ and ∂/∂w_j.
"""

from __future__ import annotations

from dataclasses import dataclass

from logreg_core.derivation.expression import (
    DEFINITIONS,
    E_TO_MINUS_Z,
    ONE,
    ONE_MINUS_Y_HAT,
    W_J,
    W_K,
    X_J,
    X_K,
    Y_HAT,
    B,
    Derivative,
    Dot,
    Expression,
    FeatureSum,
    J,
    L,
    Letter,
    Log,
    Mean,
    Neg,
    Product,
    Quotient,
    Root,
    Square,
    Sum,
    Y,
    Z,
    add,
    number,
    times,
)

SECTIONS = ("1", "2", "3", "4.1", "4.2", "5", "6", "7")


@dataclass(frozen=True)
class Line:
    """One line of the derivation.

    section, number : where it stands; numbers count from 1 in each section.
    target : what the line equals: z, y_hat, L, J, dJ_dw, dL_dyhat, dyhat_dz, dz_dw, dJ_db or dz_db.
    left : the formula before the equals sign;  right : the line's own formula.
    supplied : whether the source leaves it out.
    """

    section: str
    number: int
    target: str
    left: Expression
    right: Expression
    supplied: bool = False

    @property
    def key(self) -> str:
        """Section and number: 4.2.6 is the sixth line of section 4.2."""
        return f"{self.section}.{self.number}"

    @property
    def complex_step(self) -> bool:
        """Whether the line still holds a derivative, which is evaluated by complex step."""
        return has_derivative(self.right)

    @property
    def sums_examples(self) -> bool:
        """Whether the line itself is about all examples; the other lines are about one."""
        inner = self.right.inner if isinstance(self.right, Derivative) else self.right
        return isinstance(inner, Mean)


def has_derivative(formula: Expression) -> bool:
    """Tell whether a derivative is left in a formula."""
    match formula:
        case Derivative():
            return True
        case Sum(parts) | Product(parts):
            return any(map(has_derivative, parts))
        case Quotient(top, bottom):
            return has_derivative(top) or has_derivative(bottom)
        case Neg(inner) | Square(inner) | Root(inner) | Log(inner) | FeatureSum(inner) | Mean(inner):
            return has_derivative(inner)
    return False


_TARGETS: dict[str, Expression] = {
    "z": Z,
    "y_hat": Y_HAT,
    "L": L,
    "J": J,
    "dJ_dw": Derivative(J, W_J),
    "dL_dyhat": Derivative(L, Y_HAT),
    "dyhat_dz": Derivative(Y_HAT, Z),
    "dz_dw": Derivative(Z, W_J),
    "dJ_db": Derivative(J, B),
    "dz_db": Derivative(Z, B),
}


def _section(section: str, target: str, *right: Expression, first: int = 1, supplied: range = range(0)) -> list[Line]:
    left = _TARGETS[target]
    return [Line(section, n, target, left, formula, n in supplied) for n, formula in enumerate(right, first)]


def _by(by: Letter, inner: Expression) -> Derivative:
    return Derivative(inner, by)


_NOT_Y = add(ONE, Neg(Y))  # 1 - y
_BOTTOM = add(ONE, E_TO_MINUS_Z)  # 1 + e^-z
_OTHER = Quotient(E_TO_MINUS_Z, _BOTTOM)
_LINKS = (Derivative(L, Y_HAT), Derivative(Y_HAT, Z))
_LOSS_SLOPE = add(Quotient(Neg(Y), Y_HAT), Quotient(_NOT_Y, ONE_MINUS_Y_HAT))

LINES: tuple[Line, ...] = (
    *_section("1", "J", Mean(L)),
    *_section("1", "L", DEFINITIONS["L"], first=2),
    *_section("1", "y_hat", DEFINITIONS["y_hat"], first=3),
    *_section("1", "z", DEFINITIONS["z"], first=4),
    *_section(
        "2",
        "dJ_dw",
        _by(W_J, Mean(L)),
        Mean(_by(W_J, L)),
        Mean(times(_by(Y_HAT, L), _by(W_J, Y_HAT))),
        Mean(times(*_LINKS, _by(W_J, Z))),
    ),
    *_section(
        "3",
        "dL_dyhat",
        _by(Y_HAT, DEFINITIONS["L"]),
        add(_by(Y_HAT, times(Neg(Y), Log(Y_HAT))), Neg(_by(Y_HAT, times(_NOT_Y, Log(ONE_MINUS_Y_HAT))))),
        add(times(Neg(Y), _by(Y_HAT, Log(Y_HAT))), Neg(times(_NOT_Y, _by(Y_HAT, Log(ONE_MINUS_Y_HAT))))),
        add(
            times(Neg(Y), Quotient(ONE, Y_HAT)),
            Neg(times(_NOT_Y, Quotient(ONE, ONE_MINUS_Y_HAT), _by(Y_HAT, ONE_MINUS_Y_HAT))),
        ),
        add(times(Neg(Y), Quotient(ONE, Y_HAT)), Neg(times(_NOT_Y, Quotient(ONE, ONE_MINUS_Y_HAT), number(-1)))),
        _LOSS_SLOPE,
        supplied=range(2, 6),
    ),
    *_section(
        "4.1",
        "dyhat_dz",
        _by(Z, DEFINITIONS["y_hat"]),
        Quotient(
            add(times(number(0), _BOTTOM), Neg(times(ONE, _by(Z, _BOTTOM)))),
            Square(_BOTTOM),
        ),
        Quotient(Neg(add(number(0), times(E_TO_MINUS_Z, number(-1)))), Square(_BOTTOM)),
        Quotient(E_TO_MINUS_Z, Square(_BOTTOM)),
    ),
    *_section(
        "4.2",
        "dyhat_dz",
        Quotient(E_TO_MINUS_Z, Square(_BOTTOM)),
        times(Quotient(ONE, _BOTTOM), _OTHER),
        times(Y_HAT, _OTHER),
        times(Y_HAT, Quotient(add(E_TO_MINUS_Z, add(ONE, Neg(ONE))), _BOTTOM)),
        times(Y_HAT, Quotient(add(ONE, E_TO_MINUS_Z, Neg(ONE)), _BOTTOM)),
        times(Y_HAT, add(Quotient(_BOTTOM, _BOTTOM), Neg(Quotient(ONE, _BOTTOM)))),
        times(Y_HAT, add(ONE, Neg(Quotient(ONE, _BOTTOM)))),
        times(Y_HAT, ONE_MINUS_Y_HAT),
    ),
    *_section(
        "5",
        "dz_dw",
        _by(W_J, add(Dot(), B)),
        add(_by(W_J, FeatureSum(times(X_K, W_K))), _by(W_J, B)),
        FeatureSum(_by(W_J, times(X_K, W_K))),
        X_J,
    ),
    *_section(
        "6",
        "dJ_dw",
        Mean(times(*_LINKS, _by(W_J, Z))),
        Mean(times(_LOSS_SLOPE, Y_HAT, ONE_MINUS_Y_HAT, X_J)),
        Mean(times(add(times(Neg(Y), ONE_MINUS_Y_HAT), times(_NOT_Y, Y_HAT)), X_J)),
        Mean(times(add(Neg(Y), times(Y, Y_HAT), Y_HAT, Neg(times(Y, Y_HAT))), X_J)),
        Mean(times(add(Y_HAT, Neg(Y)), X_J)),
    ),
    *_section("7", "dJ_db", Mean(times(*_LINKS, _by(B, Z)))),
    *_section(
        "7",
        "dz_db",
        _by(B, add(Dot(), B)),
        add(_by(B, FeatureSum(times(X_K, W_K))), _by(B, B)),
        ONE,
        first=2,
    ),
    *_section("7", "dJ_db", Mean(add(Y_HAT, Neg(Y))), first=5),
)
BY_KEY: dict[str, Line] = {line.key: line for line in LINES}
