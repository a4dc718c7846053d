"""What the Derivation page says about each line: its LaTeX, why it follows, its value and how well that agrees."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from logreg_core.derivation.evaluation import Fault, LostDigits
from logreg_core.derivation.expression import Expression, Letter, Number, Quotient
from logreg_core.derivation.lines import SECTIONS, Line
from logreg_core.derivation.values import NOT_ROUNDING, Breakage, Derived, LineValue
from pages.words.formulas import Style, factor_values, sum_of_numbers, tex, tex_number
from pages.words.numbers import number

TITLES = dict(
    zip(
        SECTIONS,
        (
            "1 · The four equations of the model",
            "2 · The derivative by a weight, taken apart",
            "3 · The loss by the prediction",
            "4.1 · The sigmoid’s derivative",
            "4.2 · The same in terms of ŷ",
            "5 · The linear part",
            "6 · Putting the parts together",
            "7 · The bias",
        ),
        strict=True,
    )
)
INTRODUCTIONS = {
    "1": "Everything starts from these: from features to z, to the prediction ŷ, to one example’s loss L, to their "
    "mean J. Descent makes J small, so it needs J’s derivative by each weight and by the bias.",
    "2": "J depends on a weight only by way of L, ŷ and z. The chain rule takes this long way apart into three short "
    "ones, which sections 3, 4 and 5 work out.",
    "3": "How does one example’s loss change with its prediction? ŷ counts as a variable of its own here. "
    "The steps between the first line and the last are left to you: try them before you look.",
    "4.1": "The steepest part of the way. If it is new to you, the quotient rule is all it takes.",
    "4.2": "Now the same slope is written by means of ŷ alone, which makes the last formula so short.",
    "5": "z is a plain weighted sum, so its slope by a weight is the feature that the weight multiplies.",
    "6": "The three parts go back into section 2’s product, and nearly everything cancels.",
    "7": "For the bias all is the same, but for the last factor, which is 1.",
}
REASONS = {
    "1.1": "The mean loss: each example’s loss, added up and divided by how many there are.",
    "1.2": "One example’s loss. y is 0 or 1, so one of the two terms is always 0. The logarithm is the natural one.",
    "1.3": "The sigmoid squeezes any z into a probability.",
    "1.4": "Each feature times its weight, plus the bias.",
    "2.1": "J written out: what we want the derivative of.",
    "2.2": "The derivative of a sum is the sum of the derivatives, and the constant 1/m stays in front.",
    "2.3": "Chain rule: w changes ŷ, and ŷ changes L.",
    "2.4": "Chain rule again: w changes z, and z changes ŷ.",
    "3.1": "L written out, as a function of ŷ.",
    "3.2": "The derivative of a sum is the sum of the derivatives, of a difference the difference.",
    "3.3": "y and 1 − y do not change with ŷ: constant factors move in front.",
    "3.4": "The derivative of log u is 1/u, times the derivative of u: chain rule inside the second logarithm.",
    "3.5": "The derivative of 1 − ŷ by ŷ is −1.",
    "3.6": "Minus times minus is plus, and each product becomes one fraction.",
    "4.1.1": "The sigmoid written out, as a function of z.",
    "4.1.2": "Quotient rule: top’s derivative times bottom, minus top times bottom’s derivative, over bottom squared. "
    "The top is the constant 1, whose derivative is 0.",
    "4.1.3": "The derivative of 1 is 0; that of e to the −z is itself times −1, by the chain rule.",
    "4.1.4": "The two minus signs cancel.",
    "4.2.1": "Where 4.1 ended.",
    "4.2.2": "The square in the bottom is split over two fractions.",
    "4.2.3": "The first fraction is the sigmoid itself: ŷ.",
    "4.2.4": "Add 1 and take 1 away: that changes nothing, but now the bottom can be seen in the top.",
    "4.2.5": "The same terms in another order.",
    "4.2.6": "One fraction becomes the difference of two.",
    "4.2.7": "Anything over itself is 1.",
    "4.2.8": "The fraction that is left is ŷ once more.",
    "5.1": "z written out, as a function of one weight.",
    "5.2": "The dot product written as a sum, and again: the derivative of a sum is the sum of the derivatives.",
    "5.3": "b does not change with a weight, so its derivative is 0.",
    "5.4": "Of the sum only the term with this weight changes, and its slope is the feature.",
    "6.1": "Where section 2 ended.",
    "6.2": "The results of sections 3, 4 and 5 in place of the three factors.",
    "6.3": "Multiply out: ŷ cancels in the first fraction, 1 − ŷ in the second.",
    "6.4": "Multiply out again.",
    "6.5": "Plus y·ŷ and minus y·ŷ cancel. What is left is the error times the feature.",
    "7.1": "As in section 2, with b in place of the weight.",
    "7.2": "z written out, as a function of b.",
    "7.3": "The derivative of a sum is the sum of the derivatives.",
    "7.4": "No feature and no weight changes with b; b itself changes one for one.",
    "7.5": "As in section 6, with 1 in place of the feature: the mean error.",
}
BY_COMPLEX_STEP = "The derivative left in this line is evaluated by complex step: Im f(x + ih)/h with h = 10⁻³⁰."
_LARGEST = "the largest double, $1.798 \\times 10^{308}$"


def left(line: Line, style: Style) -> str:
    """Return what stands before the equals sign, as LaTeX."""
    return tex(line.left, style)


def general(line: Line, style: Style) -> str:
    """Return the line in letters, as LaTeX: what stands after the equals sign."""
    return tex(line.right, style)


def in_numbers(line: Line, found: LineValue, derived: Derived, style: Style) -> str:
    """Return the line with numbers instead of letters, and its value, as LaTeX after the equals sign.

    style : as for `general`; its j must be chosen.
    """
    if derived.letters:
        filled = replace(style, numbers=derived.letters)
        written = factor_values(line.right, filled) or tex(line.right, filled)
    else:
        written = sum_of_numbers(found.terms, derived.m)
    if found.value is None:
        assert found.breakage is not None
        return rf"{written} \quad \text{{breaks: {kind_of(found.breakage.fault)}}}"
    if derived.letters and isinstance(line.right, (Number, Letter)):
        return written
    value = tex_number(found.value)
    return written if written == value else f"{written} = {value}"


def kind_of(fault: Fault) -> str:
    """Say in a few signs what breaks."""
    return {
        "x/0": "division by 0",
        "0·∞": "0 × ∞",
        "∞−∞": "∞ − ∞",
        "step": "the complex step is too large",
    }.get(fault.kind, fault.kind)


def cause(found: Breakage, style: Style, m: int, name_of: Callable[[int], int]) -> str:
    """Say why a line breaks, in Markdown.

    m : of how many examples the line is;  name_of : from an example's row, from 0, to its number on screen, from 0.
    """
    sentence = _what(found.fault, style)
    if found.fault.kind.startswith(("∞", "0·∞")):
        sentence += rf": $z = {tex_number(found.z)}$ here." if math.isfinite(found.z) else "."
    elif found.y_hat == 1:
        sentence += (
            rf": $\hat{{y}}$ has rounded to 1 at $z = {tex_number(found.z)}$, since doubles next to 1 are "
            "$1.110 \\times 10^{-16}$ apart."
        )
    elif found.y_hat == 0:
        sentence += rf": at $z = {tex_number(found.z)}$, $e^{{-z}}$ is past {_LARGEST}, and so $\hat{{y}}$ becomes 0."
    elif found.fault.kind == "step":
        sentence += rf", which is ${_at(found)}$ here."
    else:
        sentence += "."
    if m == 1:
        return sentence
    which = f"for all {m:,} examples" if found.count == m else f"for {found.count:,} of {m:,} examples"
    return f"{sentence} It happens {which}, first for example {name_of(found.example) + 1}."


def _at(found: Breakage) -> str:
    return rf"\hat{{y}} = {tex_number(found.y_hat)}"


def _what(fault: Fault, style: Style) -> str:
    def of(part: Expression) -> str:
        return f"${tex(part, _without_i(style))}$"

    part = fault.part
    if fault.kind == "log 0":
        return f"{of(_inner(part))} is 0, and 0 has no logarithm"
    if isinstance(part, Quotient):
        if fault.kind == "0/0":
            return f"{of(part.top)} and {of(part.bottom)} are both 0"
        if fault.kind == "x/0":
            return f"{of(part.bottom)} is 0, and nothing can be divided by 0"
        if fault.kind == "∞/∞":
            return f"{of(part.top)} and {of(part.bottom)} are both past {_LARGEST}"
    if fault.kind == "0·∞":
        return f"in {of(part)} one factor is 0 and another is past {_LARGEST}"
    if fault.kind == "step":
        return f"$h = 10^{{-30}}$ is not small beside {of(part)}"
    if fault.kind == "∞−∞":
        return f"in {of(part)} two numbers past {_LARGEST} meet with opposite signs"
    return f"{of(part)} is past {_LARGEST}"


def _inner(part: Expression) -> Expression:
    return getattr(part, "inner", part)


def _without_i(style: Style) -> Style:
    return replace(style, examples=False)


def agreement(found: LineValue) -> str:
    """Say in a few words how well a line's value agrees with the core's number; nothing where it breaks."""
    if found.difference is None:
        return ""
    if found.truth == 0 and found.true_power is not None and found.difference == 0:
        return "0 is the nearest double that there is"
    if found.difference <= 5e-16:
        return "agrees to the last digit"
    if found.difference <= NOT_ROUNDING:
        return f"agrees to {digits(found.difference)} digits"
    return f"off by {share(found.difference)}"


def digits(difference: float) -> int:
    """Return about how many significant digits two numbers with this relative difference share."""
    return max(0, min(16, math.floor(-math.log10(difference)))) if difference else 16


def share(difference: float) -> str:
    """Write a relative difference as a part of the number: 2.100 %, or 1 part in 10,000,000."""
    if difference >= 1e-4:
        return f"{number(100 * difference, 2)} %"
    return f"1 part in {number(1 / difference, 2)}"


def why_apart(found: LineValue, style: Style, m: int, name_of: Callable[[int], int]) -> str:
    """Say why a line differs from the core's number, in Markdown; nothing where it does not or where it breaks."""
    if found.difference is None or found.difference <= NOT_ROUNDING:
        return ""
    sentence = _lost(found.lost, style) if found.lost else "Rounding adds up over the terms, which nearly cancel."
    if m > 1 and found.worst is not None:
        sentence += f" Example {name_of(found.worst) + 1} is furthest off."
    return sentence


def _lost(lost: LostDigits, style: Style) -> str:
    part = f"${tex(lost.part, _without_i(style))}$"
    if lost.kind == "past":
        return f"{part} is past {_LARGEST}: whatever is divided by it becomes 0."
    if lost.kind == "step":
        return (
            f"Complex step: $h = 10^{{-30}}$ times the derivative is below the smallest double, about "
            f"$10^{{-308}}$, so the part of {part} that carries it loses its digits."
        )
    if lost.kind == "log":
        return (
            f"{part} is so near 1 that its rounding, about $10^{{-16}}$, counts: "
            + ("nothing is" if math.isinf(lost.factor) else f"only about {_left(lost)} of 16 digits are")
            + " left for its logarithm. The app takes the loss from $z$ instead."
        )
    if math.isinf(lost.factor):
        return (
            f"{part} comes to 0: what is added and what is taken away have become the same double, though "
            "the true difference is not 0. The app never subtracts: it has $1 - \\hat{y}$ as $1/(1 + e^{z})$."
        )
    return (
        f"{part} subtracts two numbers that agree in their first {16 - _left(lost)} digits, so of 16 only about "
        f"{_left(lost)} are left: the rounding of each, about $10^{{-16}}$, is $10^{{{16 - _left(lost)}}}$ times as "
        "large a part of what remains. "
        "The app never subtracts: it has $1 - \\hat{y}$ as $1/(1 + e^{z})$."
    )


def _left(lost: LostDigits) -> int:
    return max(0, 16 - round(math.log10(lost.factor)))


def true_number(found: LineValue) -> str | None:
    """Return the core's stable number for a line, as LaTeX; by its power of ten past a double's range.

    None for a mean where one of the examples is past that range.
    """
    if found.true_power is None:
        return tex_number(found.truth) if math.isfinite(found.truth) else None
    sign = "-" if found.truth < 0 else ""
    return f"{sign}10^{{{found.true_power:.1f}}}"
