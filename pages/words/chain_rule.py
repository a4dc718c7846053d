"""The formulas of the chain as LaTeX, in letters and with one example's numbers."""

from __future__ import annotations

import math
from dataclasses import dataclass

from logreg_core.at_step.example import ExampleAt
from pages.words.numbers import number, sized
from pages.words.strip import letters

_LEVEL = str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹−", "-0123456789-")
_DL_DYHAT = r"\frac{\partial L}{\partial \hat y}"
_DYHAT_DZ = r"\frac{\partial \hat y}{\partial z}"
_DL_DZ = r"\frac{\partial L}{\partial z}"


@dataclass(frozen=True)
class Link:
    """What the page says about one link of the chain.

    title : what it is, in words;  step, slope : what it computes and its derivative, each as the LaTeX lines of one
    calculation that ends with the example's numbers;  sentence : what that means, in words.
    """

    title: str
    step: tuple[str, ...]
    slope: tuple[str, ...]
    sentence: str


def tex(x: float, log10: float | None = None) -> str:
    """Write a number in LaTeX as elsewhere on screen; by its power of ten where its log10 is past a double's range."""
    written = number(x) if log10 is None else sized(x, log10)
    sign, by_power, exponent = written.partition("10^")
    return f"{sign.translate(_LEVEL)}10^{{{_scientific(exponent)}}}" if by_power else _scientific(written)


def _scientific(written: str) -> str:
    mantissa, times, power = written.partition("×10")
    level = mantissa.translate(_LEVEL)
    return rf"{level} \times 10^{{{power.translate(_LEVEL)}}}" if times else level


def in_brackets(written: str) -> str:
    """Write a number in LaTeX as a factor: with brackets around a negative one."""
    return f"({written})" if written.startswith("-") else written


def symbols(*, scaled: bool) -> dict[str, str]:
    """Return how parameters and features are written in LaTeX: with a tilde where descent moves in scaled units."""
    tilde = r"\tilde " if scaled else ""
    return {"w1": f"{tilde}w_1", "w2": f"{tilde}w_2", "b": f"{tilde}b", "x1": f"{tilde}x_1", "x2": f"{tilde}x_2"}


def link(name: str, here: ExampleAt) -> Link:
    """Return the link called `name`, one of pages.figures.graph.FACTORS, at one example and step."""
    if name == "loss":
        return _loss(here)
    return _sigma(here) if name == "sigma" else _linear(name, here)


def cancellation(here: ExampleAt) -> tuple[str, ...]:
    """Write ∂L/∂ŷ · ∂ŷ/∂z = ŷ - y, one step a line, for this example's label; the last line has its numbers.

    The first line has both sides of the equation, each other one only the right side, `= …`.
    """
    product = rf"{_DL_DYHAT} \cdot {_DYHAT_DZ}"
    if here.y == 1:
        first = r"-\frac{1}{\cancel{\hat y}} \cdot \cancel{\hat y}\,(1 - \hat y)"
        rest = (r"-(1 - \hat y)", r"\hat y - 1 = \hat y - y")
    else:
        first = r"\frac{1}{\cancel{1 - \hat y}} \cdot \hat y\,\cancel{(1 - \hat y)}"
        rest = (r"\hat y", r"\hat y - 0 = \hat y - y")
    numbers = rf"{_factor(here)} \cdot {_slope(here)} = {tex(here.dL_dz, here.log10.dL_dz)}"
    return (rf"{product} = {first}", *(f"= {step}" for step in (*rest, numbers)))


def aligned(*calculations: tuple[str, ...]) -> str:
    """Put the lines of calculations below each other, the first = of each in one column, a gap between calculations.

    A line without = continues the one above it.
    """
    marked = ((line.replace("=", "&=", 1) if "=" in line else f"&{line}" for line in lines) for lines in calculations)
    blocks = (r" \\ ".join(lines) for lines in marked)
    return r"\begin{aligned}" + r" \\[8pt] ".join(blocks) + r"\end{aligned}"


def product_of(parameter: str, here: ExampleAt) -> tuple[str, ...]:
    """Write this example's gradient by one parameter as the product of three factors, and below with its numbers."""
    say = symbols(scaled=here.scaled)[parameter]
    slope = rf"\frac{{\partial z}}{{\partial {say}}}"
    third = in_brackets(tex(here.slope_of_z(parameter)))
    gradient = tex(here.dL_by(parameter), size_of_gradient(parameter, here))
    return (
        rf"\frac{{\partial L}}{{\partial {say}}} = {_DL_DYHAT} \cdot {_DYHAT_DZ} \cdot {slope}",
        rf"= {_factor(here)} \cdot {_slope(here)} \cdot {third}",
        f"= {gradient}",
    )


def size_of_gradient(parameter: str, here: ExampleAt) -> float | None:
    """Return log10 of |∂L/∂parameter|, which may be past a double's range; None where the derivative is 0."""
    slope = here.slope_of_z(parameter)
    return None if slope == 0 else here.log10.dL_dz + math.log10(abs(slope))


def _factor(here: ExampleAt) -> str:
    return in_brackets(tex(here.dL_dyhat, here.log10.dL_dyhat))


def _slope(here: ExampleAt) -> str:
    return tex(here.dyhat_dz, here.log10.dyhat_dz)


def _loss(here: ExampleAt) -> Link:
    L, slope = tex(here.L, here.log10.L), tex(here.dL_dyhat, here.log10.dL_dyhat)
    own, short = _own_probability(here), r"\hat y" if here.y == 1 else r"1 - \hat y"
    logarithm = rf"\log {short}" if here.y == 1 else rf"\log ({short})"
    sign, answer, end = ("-", "lower", 0) if here.y == 1 else ("", "raise", 1)
    return Link(
        "∂L/∂ŷ: how the loss answers to ŷ",
        (
            r"L = -y \log \hat y - (1 - y) \log (1 - \hat y)",
            rf"= -{logarithm} \quad (y = {here.y})",
            rf"= -\log ({own}) = {L}",
        ),
        (
            rf"{_DL_DYHAT} = -\frac{{y}}{{\hat y}} + \frac{{1 - y}}{{1 - \hat y}} = {sign}\frac{{1}}{{{short}}}",
            rf"= {sign}\frac{{1}}{{{own}}} = {slope}",
        ),
        f"It is {'negative' if here.y == 1 else 'positive'}, since a larger ŷ would {answer} the loss. The nearer ŷ is "
        f"to {end}, the steeper: a sure and wrong answer costs without limit.",
    )


def _own_probability(here: ExampleAt) -> str:
    """Write the probability of the example's own class; near 1 as 1 minus the rest, as 1.000 would say too little."""
    y_hat, other = tex(here.y_hat, here.log10.y_hat), tex(here.one_minus_y_hat, here.log10.one_minus_y_hat)
    own, wrong = (y_hat, other) if here.y == 1 else (other, y_hat)
    return rf"1 - {wrong}" if abs(here.dL_dz) < 1e-3 else own


def _sigma(here: ExampleAt) -> Link:
    y_hat, other = tex(here.y_hat, here.log10.y_hat), tex(here.one_minus_y_hat, here.log10.one_minus_y_hat)
    return Link(
        "∂ŷ/∂z: how ŷ answers to z",
        (
            r"\hat y = \sigma(z) = \frac{1}{1 + e^{-z}}",
            rf"= \frac{{1}}{{1 + e^{{{tex(-here.z)}}}}} = {y_hat}",
        ),
        (rf"{_DYHAT_DZ} = \hat y\,(1 - \hat y)", rf"= {y_hat} \cdot {other} = {_slope(here)}"),
        "It is 1/4 at most, where ŷ = 0.5, and nearly 0 where the curve is flat: there the sigmoid is saturated.",
    )


def _linear(name: str, here: ExampleAt) -> Link:
    say, words = symbols(scaled=here.scaled), letters(here.scaled, here.weighted)
    letter, slope = words[name], rf"\frac{{\partial z}}{{\partial {say[name]}}}"
    pairs, b = ((here.w1, here.x1), (here.w2, here.x2)), in_brackets(tex(here.b))
    in_letters = [*(rf"{say[f'w{k + 1}']}\,{say[f'x{k + 1}']}" for k in here.weighted), say["b"]]
    products = " + ".join(r" \cdot ".join(in_brackets(tex(v)) for v in pairs[k]) for k in here.weighted)
    step = (
        f"z = {' + '.join(in_letters)}",
        *((f"= {products}", rf"\quad {{}} + {b}") if products else (f"= {b}",)),
        rf"= {tex(here.z)}",
    )
    title = f"∂z/∂{letter}: how z answers to {letter}"
    if name == "b":
        sentence = f"{letter} is added as it is, so z grows just as much. The pull on {letter} is the error itself."
        return Link(title, step, (rf"{slope} = 1",), sentence)
    feature = "x1" if name == "w1" else "x2"
    of = words[feature]
    sentence = (
        f"z is a straight line over {letter}, with slope {of}. The pull on {letter} is error × {of}: a far point "
        "with a small error can pull hard."
    )
    return Link(title, step, (rf"{slope} = {say[feature]} = {tex(here.slope_of_z(name))}",), sentence)
