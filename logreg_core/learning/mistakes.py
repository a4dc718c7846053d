"""The one list of usual mistakes: each a formula whose value is what somebody gets who makes it, and how it is known.

A formula is a tree of `logreg_core.derivation.expression`, worked out with one example's own letters, so what a page
writes of it is what was worked out. Letters besides those of the derivation: `one_minus_y_hat`, which keeps its digits
where 1 - y_hat loses them; each number of the chain by its own name (`dL_dz`, `dz_dw1`, `dJ_db`); `m`, `alpha`, what a
rule keeps (`u_w1`) and its settings (`beta`); `raw1` and `raw2`, the features before they were scaled; `ln10`; and
`slope_of`, which stands for σ(ŷ).
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from logreg_core.derivation.evaluation import Evaluation, evaluate
from logreg_core.derivation.expression import (
    E_TO_MINUS_Z,
    ONE,
    Y_HAT,
    Expression,
    Letter,
    Log,
    Neg,
    Number,
    Quotient,
    Square,
    Y,
    Z,
    add,
    times,
)
from logreg_core.descent.rules.rule import Rule
from logreg_core.learning.step_formula import ALPHA, change_of, step_of, sum_of, without_rate

SIGNIFICANT = 3  # digits that an answer must have right
ALLOWED = 0.002  # relative; the numbers on screen, with which people work, have four digits
REST = Letter("one_minus_y_hat")
M, LN_10, SIGMA = map(Letter, ("m", "ln10", "sigma_of_y_hat"))
ERROR = add(Y_HAT, Neg(Y))
KINDS = ("L", "dL_dyhat", "dyhat_dz", "dz_dw", "dz_db", "dL_dz", "dL_dw", "dL_db", "share_w", "share_b", "next")
"""What can be asked; of what ends in w there is one for each weight, of next one for each parameter."""
_NEVER_0 = ("L", "dL_dyhat", "dyhat_dz", "dL_dz", "dL_db", "share_b")


@dataclass(frozen=True)
class Slip:
    """A usual mistake.  name : what it is called;  formula : what is worked out instead;  value : its value."""

    name: str
    formula: Expression
    value: float


@dataclass(frozen=True)
class Asked:
    """A number that is asked for.

    name : as "dL_dw1";  kind : one of KINDS;  parameter : "w1", "w2" or "b", "" where it is of none;
    value : the number, None where a double can't hold it;  formula : how it is worked out;
    slips : the usual mistakes with finite values, the most common one first;  letters : what its formulas stand for.
    """

    name: str
    kind: str
    parameter: str
    value: float | None
    formula: Expression
    slips: tuple[Slip, ...]
    letters: Mapping[str, float]

    @property
    def coinciding(self) -> tuple[Slip, ...]:
        """The mistakes that happen to lead to the right number here."""
        value = self.value
        return () if value is None else tuple(slip for slip in self.slips if is_right(slip.value, value))


@dataclass(frozen=True)
class Checked:
    """What a typed number shows.

    right : whether it is the number asked for;  coarse : whether it is, but with too few digits;
    slips : every mistake that leads to it, where it is not right;  power : of ten, by which its decimal point is off.
    """

    right: bool
    coarse: bool = False
    slips: tuple[Slip, ...] = ()
    power: int = 0


def check(asked: Asked, given: float, digits: int = SIGNIFICANT) -> Checked:
    """Return what a typed number shows, judged by its digits: three are enough, and a mistake is known by two.

    digits : how many significant digits were typed. A mistake that leads to the right number too is never named.
    """
    if asked.value is None:
        return Checked(False)
    if is_right(given, asked.value):
        return Checked(True)
    seen = min(max(digits, 2), SIGNIFICANT)
    others = (slip for slip in asked.slips if not is_right(slip.value, asked.value))
    slips = tuple(slip for slip in others if is_right(given, slip.value, seen))
    if slips and not is_right(given, asked.value, seen):
        return Checked(False, slips=slips)
    if is_coarse(given, asked.value, digits):
        return Checked(False, coarse=True)
    powers = (power for power in (1, -1, 2, -2, 3, -3) if asked.value and is_right(given, asked.value * 10.0**power))
    return Checked(False, power=next(powers, 0))


def is_right(given: float, answer: float, digits: int = SIGNIFICANT) -> bool:
    """Tell whether a number is the answer to so many significant digits, or as near as four-digit factors lead."""
    return abs(given - answer) <= max(_unit(answer, digits) * 0.5000001, ALLOWED * abs(answer))


def is_coarse(given: float, answer: float, typed: int = 1) -> bool:
    """Tell whether a number is the answer to two digits, or to one where no more were typed: rounded too early."""
    return any(is_right(given, answer, digits) for digits in ((2, 1) if typed < 2 else (2,)))


def _unit(answer: float, digits: int) -> float:
    """Return the size of the last of so many significant digits."""
    if answer == 0:
        return float(10.0**-digits)
    return float(10.0 ** (math.floor(math.log10(abs(answer))) - digits + 1))


def asked(kind: str, parameter: str, value: float, letters: Mapping[str, float], rule: Rule) -> Asked:
    """Return what is asked, with the mistakes that there may be in it.

    kind : one of KINDS;  parameter : "w1", "w2" or "b" where it is of one;  value : the core's own number;
    letters : what the formulas stand for;  rule : what a step is.
    """
    formula, slips = _formulas(kind, parameter, letters, rule)
    found = ((name, slip, worked_out(slip, letters)) for name, slip in slips)
    name = f"next_{parameter}" if kind == "next" else f"{kind[:-1]}{parameter}" if kind.endswith("w") else kind
    lost = not math.isfinite(value) or (value == 0 and kind in _NEVER_0)
    return Asked(
        name,
        kind,
        parameter,
        None if lost else value,  # a factor that has become 0 or ∞ has lost it, as it is never either
        formula,
        tuple(Slip(name, slip, number) for name, slip, number in found if math.isfinite(number)),
        letters,
    )


def worked_out(formula: Expression, letters: Mapping[str, float]) -> float:
    """Return a formula's value, nan or inf where arithmetic breaks in it. letters : by name."""
    work = Evaluation(1, {name: np.asarray(value, np.float64) for name, value in letters.items()}, {})
    return float(np.ravel(evaluate(formula, work))[0]) if not work.fault.any() else math.nan


Named = Iterator[tuple[str, Expression]]


def _formulas(
    kind: str, parameter: str, letters: Mapping[str, float], rule: Rule
) -> tuple[Expression, list[tuple[str, Expression]]]:
    """Return how a number is worked out, and its mistakes by name."""
    y, j = letters["y"], parameter[-1:]
    if kind == "next":
        step = step_of(rule, parameter)
        return step, [(name, slip) for name, slip in _next(rule, parameter, letters) if slip != step]
    own = Y_HAT if y else REST
    truths: dict[str, Expression] = {
        "L": Neg(Log(own)),
        "dL_dyhat": _fraction(own, y),
        "dyhat_dz": times(Y_HAT, REST),
        "dL_dz": ERROR,
        "dz_dw": Letter(f"x{j}"),
        "dz_db": ONE,
        "dL_dw": times(Letter("dL_dz"), Letter(f"dz_dw{j}")),
        "dL_db": times(Letter("dL_dz"), Letter("dz_db")),
        "share_w": Quotient(Letter(f"dL_dw{j}"), M),
        "share_b": Quotient(Letter("dL_db"), M),
    }
    slips = {
        "L": _loss,
        "dL_dyhat": _dL_dyhat,
        "dyhat_dz": _dyhat_dz,
        "dL_dz": _dL_dz,
        "dz_dw": _dz_dw,
        "dz_db": _dz_db,
        "dL_dw": _dL_dw,
        "dL_db": _dL_db,
        "share_w": _share,
        "share_b": _share,
    }[kind]
    return truths[kind], list(slips(letters, parameter or "b"))


def _fraction(of: Expression, y: float) -> Expression:
    """−1/of where y is 1, 1/of where it is 0."""
    return Quotient(Neg(ONE), of) if y else Quotient(ONE, of)


def _loss(letters: Mapping[str, float], _: str) -> Named:
    own, other = (Y_HAT, REST) if letters["y"] else (REST, Y_HAT)
    yield "log10", Quotient(Neg(Log(own)), LN_10)
    yield "sign", Log(own)
    yield "branch", Neg(Log(other))
    yield "no_log", own
    yield "dL_dyhat", _fraction(own, letters["y"])


def _dL_dyhat(letters: Mapping[str, float], _: str) -> Named:
    y = letters["y"]
    own, other = (Y_HAT, REST) if y else (REST, Y_HAT)
    yield "sign", _fraction(own, 1 - y)
    yield "branch", _fraction(other, 1 - y)
    yield "branch_sign", _fraction(other, y)
    yield "error", ERROR
    yield "loss", Neg(Log(own))
    yield "log10", Quotient(_fraction(own, y), LN_10)
    yield "upside_down", Neg(own) if y else own


def _dyhat_dz(letters: Mapping[str, float], _: str) -> Named:
    yield "sign", Neg(times(Y_HAT, REST))
    yield "y_hat", Y_HAT
    yield "rest", REST
    yield "square", Square(Y_HAT)
    yield "exp", E_TO_MINUS_Z
    yield "of_y_hat", times(SIGMA, add(ONE, Neg(SIGMA)))
    yield "of_z", times(Z, add(ONE, Neg(Z)))


def _dL_dz(letters: Mapping[str, float], _: str) -> Named:
    loss, slope = Letter("dL_dyhat"), Letter("dyhat_dz")
    yield "sign", add(Y, Neg(Y_HAT))
    yield "y_hat", Y_HAT
    if not letters["y"]:
        yield "rest", REST
    yield "no_slope", loss
    yield "only_slope", slope
    yield "sum", add(loss, slope)
    yield "squares", times(ERROR, slope)


def _dz_dw(letters: Mapping[str, float], w: str) -> Named:
    j = w[-1]
    yield "weight", Letter(w)
    yield from _other_feature(letters, j, None)
    yield "term", times(Letter(w), Letter(f"x{j}"))
    yield "whole", Z
    yield "one", Letter("dz_db")
    yield "sign", Neg(Letter(f"x{j}"))
    if f"raw{j}" in letters:
        yield "unscaled", Letter(f"raw{j}")


def _dz_db(letters: Mapping[str, float], _: str) -> Named:
    yield "zero", Number(0)
    yield "bias", Letter("b")
    yield from ((f"x{j}", Letter(f"x{j}")) for j in "12" if _is_there(letters, j))
    yield "whole", Z


def _dL_dw(letters: Mapping[str, float], w: str) -> Named:
    j = w[-1]
    x, slope = Letter(f"x{j}"), Letter("dyhat_dz")
    yield "sign", times(add(Y, Neg(Y_HAT)), x)
    yield "no_x", ERROR
    yield from _other_feature(letters, j, ERROR)
    yield "y_hat", times(Y_HAT, x)
    yield "only_y", times(Y, x)
    yield "minus_y", Neg(times(Y, x))
    yield "no_slope", times(Letter("dL_dyhat"), x)
    yield "no_loss", times(slope, x)
    yield "squares", times(ERROR, slope, x)
    yield "divided", Quotient(times(ERROR, x), M)
    yield "weight", times(ERROR, Letter(w))
    if f"raw{j}" in letters:
        yield "unscaled", times(ERROR, Letter(f"raw{j}"))


def _dL_db(letters: Mapping[str, float], _: str) -> Named:
    yield "sign", add(Y, Neg(Y_HAT))
    there = [j for j in "12" if _is_there(letters, j)]
    yield from (("x" if at == 0 else "other_feature", times(ERROR, Letter(f"x{j}"))) for at, j in enumerate(there))
    yield "zero", Number(0)
    yield "y_hat", Y_HAT
    yield "no_slope", Letter("dL_dyhat")
    yield "divided", Quotient(ERROR, M)
    yield "one", Letter("dz_db")


def _share(letters: Mapping[str, float], parameter: str) -> Named:
    own = Letter(f"dL_d{parameter}")
    yield "not_divided", own
    yield "mean", Letter(f"dJ_d{parameter}")
    yield "sign", Neg(Quotient(own, M))
    yield "times_m", times(own, M)
    if parameter == "b":
        yield from ((f"x{j}", Quotient(Letter(f"dL_dw{j}"), M)) for j in "12" if _is_there(letters, j))
        return
    yield "no_x", Quotient(Letter("dL_dz"), M)
    other = "21"["12".index(parameter[-1])]
    if _is_there(letters, other):
        yield "other_feature", Quotient(Letter(f"dL_dw{other}"), M)
    if f"raw{parameter[-1]}" in letters:
        yield "unscaled", Quotient(times(ERROR, Letter(f"raw{parameter[-1]}")), M)


def _other_feature(letters: Mapping[str, float], j: str, before: Expression | None) -> Named:
    """Nobody mistakes a feature for another one that is 0 for all."""
    other = "21"["12".index(j)]
    if _is_there(letters, other):
        x = Letter(f"x{other}")
        yield "other_feature", times(before, x) if before else x


def _is_there(letters: Mapping[str, float], j: str) -> bool:
    return f"x{j}" in letters


def _next(rule: Rule, parameter: str, letters: Mapping[str, float]) -> Named:
    g, own = Letter(f"dJ_d{parameter}"), Letter(f"dL_d{parameter}")
    change = change_of(rule, parameter)
    flipped = [term.inner if isinstance(term, Neg) else Neg(term) for term in change]
    yield "uphill", add(Letter(parameter), *flipped)
    if (without := without_rate(change)) is not None:
        yield "no_rate", add(Letter(parameter), *without)
    yield "own", step_of(rule, parameter, own)
    yield "sum", step_of(rule, parameter, times(M, g))
    yield "only_change", sum_of(flipped)
    yield "only_change_minus", sum_of(change)
    yield "gradient", g
    yield "divided", step_of(rule, parameter, Quotient(g, M))
    for other in ("w1", "w2", "b"):
        if other != parameter and (other == "b" or _is_there(letters, other[-1])):
            yield "bias" if other == "b" else f"of_{other}", step_of(rule, parameter, Letter(f"dJ_d{other}"))
    yield "same", Letter(parameter)
    if rule.keeps:
        yield "no_velocity" if "u" in rule.keeps else "plain", add(Letter(parameter), Neg(times(ALPHA, g)))
