"""The value of each line of the derivation, by its own formula, and how far it is from the core's stable number.

For one example every line is about that example alone: where it has (1/m) Σ, about the example's term. For all
examples, a line without the sum is averaged over them. `forward` and `chain_rule` give the stable numbers.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from logreg_core.at_step.rounding import ROUNDING
from logreg_core.derivation.evaluation import Evaluation, Fault, LostDigits, Values, evaluate
from logreg_core.derivation.expression import DEFINITIONS, Expression, Mean
from logreg_core.derivation.lines import LINES, Line
from logreg_core.model.chain_rule import ChainRule, chain_rule
from logreg_core.model.forward import Forward, checked_inputs, forward
from logreg_core.points.dataset import Floats

NOT_ROUNDING = 1e-12  # a larger relative difference has a reason of its own, which the page names


@dataclass(frozen=True)
class Breakage:
    """A line that has no value in doubles.

    fault : what breaks and where;  count : for how many of the examples;  example : the first of them, from 0;
    y_hat, z : that example's.
    """

    fault: Fault
    count: int
    example: int
    y_hat: float
    z: float


@dataclass(frozen=True)
class LineValue:
    """The value of one line.

    value : by the line's own formula, None where it breaks;  breakage : why it does, else None.
    truth : the core's number. Past a double's range it is inf or 0, and true_power is its base-10 logarithm.
    Of these two, a mean that is nothing but the rounding of its terms is 0.
    difference : |value - truth| over the mean size of what is averaged (of the number itself for one example),
        no unit; None where the line breaks.
    terms : the first three terms of the mean and the last, or all if they are at most four; nan where one breaks;
        empty for one example.
    worst : the example, from 0, whose term is furthest off;  lost : the part of the formula where its digits get
        lost, None if there is none. Both are None while the difference is rounding alone.
    """

    line: Line
    value: float | None
    breakage: Breakage | None
    truth: float
    true_power: float | None
    difference: float | None
    terms: tuple[float, ...] = ()
    worst: int | None = None
    lost: LostDigits | None = None


@dataclass(frozen=True)
class Derived:
    """All lines at one parameter vector.

    lines : by key, in order;  j : 1 or 2, for w_j;  m : how many examples they are about;  letters : the values of the
    letters for one example, empty for all examples.
    """

    lines: Mapping[str, LineValue]
    j: int
    m: int
    letters: Mapping[str, float]


def derive(
    X: ArrayLike,
    y: ArrayLike,
    w: ArrayLike,
    b: float,
    *,
    j: int = 1,
    example: int | None = None,
    lines: Iterable[Line] = LINES,
) -> Derived:
    """Work out every line, for one example or for the mean over all.

    X : (m, 2), y : (m,) of 0 and 1, w : (2,), b : float, all in the same units;  j : 1 or 2;  example : from 0.
    Raises ValueError when a shape, j or the example is wrong.
    """
    X, y, w, b = checked_inputs(X, y, w, b)
    if j not in (1, 2):
        raise ValueError(f"j is {j!r}; there are w_1 and w_2, so pass 1 or 2.")
    if example is not None:
        if not 0 <= example < len(y):
            raise ValueError(f"example is {example!r}; pass one from 0 to {len(y) - 1}, or None for the mean.")
        X, y = X[example : example + 1], y[example : example + 1]
    letters = letters_of(X, y, w, b)
    ahead, chain = forward(X, y, w, b), chain_rule(X, y, w, b)
    truths = {line.target: _truth(line.target, ahead, chain, j) for line in LINES}
    one = example is not None
    with np.errstate(all="ignore"):  # the mean of infinite factors may be nan
        found = {line.key: _line_value(line, letters, truths[line.target], j, one=one) for line in lines}
    single = {name: float(np.real(value).item()) for name, value in letters.items()} if one else {}
    return Derived(found, j, len(y), single)


def letters_of(X: Floats, y: Floats, w: Floats, b: float) -> dict[str, Values]:
    """Return the values of the formulas' letters: x1, x2, y, z, y_hat, each (m,), and w1, w2, b."""
    known: dict[str, Values] = dict(x1=X[:, 0], x2=X[:, 1], y=y)
    known |= dict(w1=np.asarray(w[0]), w2=np.asarray(w[1]), b=np.asarray(b))
    work = Evaluation(len(y), dict(known), _names(1))
    for name in ("z", "y_hat"):
        work.letters[name] = evaluate(DEFINITIONS[name], work)
    return known if work.fault.any() else work.letters


def part_value(part: Expression, letters: Mapping[str, float], j: int) -> float | Fault:
    """Return the value of a part of a formula for one example with these letters, or how it breaks."""
    work = Evaluation(1, {name: np.asarray([value]) for name, value in letters.items()}, _names(j))
    value = evaluate(part, work)
    return work.faults[work.fault[0] - 1] if work.fault.any() else float(value.item())


def _names(j: int) -> dict[str, str]:
    return {"w_j": f"w{j}", "x_j": f"x{j}"}


def _truth(target: str, ahead: Forward, chain: ChainRule, j: int) -> tuple[Floats, Floats | None]:
    """Return each example's stable number; and its natural logarithm where it may be past a double's range."""
    if target == "dL_dyhat":
        return chain.dL_dyhat, chain.log_abs_dL_dyhat
    if target == "dyhat_dz":
        return chain.dyhat_dz, chain.log_dyhat_dz
    of_example: dict[str, Floats] = dict(z=ahead.z, y_hat=ahead.y_hat, L=ahead.L, J=ahead.L)
    of_example |= dict(dJ_dw=chain.dL_dw[:, j - 1], dz_dw=chain.dz_dw[:, j - 1])
    of_example |= dict(dJ_db=chain.dL_db, dz_db=chain.dz_db)
    return of_example[target], None


def _line_value(
    line: Line, letters: dict[str, Values], truths: tuple[Floats, Floats | None], j: int, *, one: bool
) -> LineValue:
    truth, logs = truths
    m = len(truth)
    work = Evaluation(m, dict(letters), _names(j))
    formula = line.right if line.sums_examples else Mean(line.right)
    value = float(evaluate(formula, work).item())
    terms = work.terms
    assert terms is not None  # the formula is a mean in any case
    mean = float(np.add.reduce(truth) / m)
    power = float(logs[0] / np.log(10)) if one and logs is not None and not 0 < abs(mean) < np.inf else None
    terms = np.where(work.fault > 0, np.nan, terms)
    shown = () if one else tuple(float(each) for each in (terms if m <= 4 else terms[[0, 1, 2, -1]]))
    if work.fault.any():
        return LineValue(line, None, _breakage(work, letters), mean, power, None, shown)
    scale = float(np.add.reduce(np.abs(truth)) / m)
    off = abs(value - mean)
    difference = off / scale if scale else off
    if not one:
        value, mean = (0.0 if abs(each) <= ROUNDING * scale else each for each in (value, mean))
    if difference <= NOT_ROUNDING:
        return LineValue(line, value, None, mean, power, difference, shown)
    worst = int(np.argmax(np.abs(terms - truth)))
    return LineValue(line, value, None, mean, power, difference, shown, worst, _lost(line, letters, worst, j))


def _breakage(work: Evaluation, letters: dict[str, Values]) -> Breakage:
    broken = np.flatnonzero(work.fault)
    first = int(broken[0])
    z, y_hat = (_of(letters, name, first) for name in ("z", "y_hat"))
    return Breakage(work.faults[work.fault[first] - 1], len(broken), first, y_hat, z)


def _of(letters: dict[str, Values], name: str, example: int) -> float:
    value = letters.get(name)
    return float("nan") if value is None else float(value[example].real)


def _lost(line: Line, letters: dict[str, Values], example: int, j: int) -> LostDigits | None:
    """Return where one example's digits get lost in a line: the part that lets errors grow most."""
    alone = {name: value[example : example + 1] if value.ndim else value for name, value in letters.items()}
    work = Evaluation(1, alone, _names(j))
    evaluate(line.right, work)
    # After a quotient by ∞ nothing is left to cancel; the step is the cause only where nothing else is.
    rank = {"past": 2, "cancel": 1, "log": 1, "step": 0}
    return max(work.lost, key=lambda lost: (rank[lost.kind], lost.factor), default=None)
