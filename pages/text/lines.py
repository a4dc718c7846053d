"""The Derivation page's lines as Markdown: a line's reason, its formula, the same in numbers, and what it comes to.

Each line is one piece of Markdown whose paragraphs the page sets beside each other: the reason comes first, the
formulas next, what is said of the value last.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from logreg_core.derivation import BY_KEY, Line
from logreg_core.derivation_values import Derived, LineValue
from logreg_core.expression import Y_HAT, Derivative, L, Letter, Z
from pages.text.derivation import (
    REASONS,
    agreement,
    cause,
    general,
    in_numbers,
    kind_of,
    left,
    true_number,
    why_apart,
)
from pages.text.formulas import Style, tex, tex_letter, tex_number
from pages.text.numbers import number

AGREES, PARTS, BREAKS = "✓", "≠", "✕"


def line_markdown(
    found: LineValue,
    derived: Derived,
    style: Style,
    *,
    first: bool,
    numbers: bool,
    name_of: Callable[[int], int],
) -> str:
    """One line. style : its j is the chosen one;  first : whether the left side is new;  numbers : whether to
    write it with numbers too;  name_of : an example's number on screen, from 0, from its place.
    """
    line, letters = found.line, replace(style, j="j")
    before = left(line, letters)
    if not first:
        before = rf"\phantom{{{before}}}"
    parts = [f"**{line.key}** {REASONS[line.key]}", display(f"{before} = {general(line, letters)}")]
    if numbers:
        parts.append(display(rf"\phantom{{{left(line, letters)}}} = {in_numbers(line, found, derived, style)}"))
    parts.append(verdict(found, derived, style, name_of))
    return "\n\n".join(parts)


def verdict(found: LineValue, derived: Derived, style: Style, name_of: Callable[[int], int]) -> str:
    """What a line comes to, how well that agrees, and why it does not where it does not."""
    how = ", by complex step" if found.line.complex_step else ""
    if found.breakage is not None:
        why = cause(found.breakage, style, derived.m, name_of)
        return f"{BREAKS} **breaks: {kind_of(found.breakage.fault)}**{how}. {why}"
    assert found.value is not None
    why = why_apart(found, style, derived.m, name_of)
    mark = PARTS if why else AGREES
    return f"{mark} **{number(found.value)}**{how}, {agreement(found)}" + (f". {why}" if why else "")


def display(latex: str) -> str:
    """A formula on a line of its own."""
    return f"$$\n{latex}\n$$"


def starts(line: Line) -> bool:
    """Whether a line has another left side than the one before it in its section."""
    before = BY_KEY.get(f"{line.section}.{line.number - 1}")
    return before is None or before.target != line.target


def truth(found: LineValue, style: Style) -> str:
    """What a section's lines are compared with, in Markdown."""
    about = {"4.1": "4", "4.2": "4"}.get(found.line.section, found.line.section)
    name = tex(found.line.left, replace(style, examples=False))
    value = true_number(found) if abs(found.truth) != float("inf") or found.true_power is not None else r"\infty"
    return f"The core’s number for section {about}: ${name} = {value}$."


def card(style: Style) -> str:
    """The four equations, the five components and what they make, to keep: Markdown in letters alone."""
    short = replace(style, j="1", examples=False)
    w1, w2, b, x1, x2 = (tex_letter(name, short) for name in ("w1", "w2", "b", "x1", "x2"))
    of_w = [rf"\frac{{\partial L}}{{\partial {each}}}" for each in (w1, w2, b)]
    mean = [rf"\frac{{\partial J}}{{\partial {each}}}" for each in (w1, w2, b)]
    by_w = [rf"\frac{{\partial z}}{{\partial {each}}}" for each in (w1, w2, b)]
    loss, slope = tex(Derivative(L, Y_HAT), short), tex(Derivative(Y_HAT, Z), short)
    z = rf"z = {w1} {x1} + {w2} {x2} + {b}"
    rows = [
        ("From the features to the loss", rf"{z} \qquad \hat{{y}} = \frac{{1}}{{1 + e^{{-z}}}}"),
        ("", rf"L = {tex(BY_KEY['1.2'].right, short)} \qquad J = \frac{{1}}{{m}} \sum L"),
        ("1 · How the loss changes with the prediction", rf"{loss} = {tex(BY_KEY['3.6'].right, short)}"),
        ("2 · How the prediction changes with z", rf"{slope} = {tex(BY_KEY['4.2.8'].right, short)}"),
        (
            "3, 4, 5 · How z changes with each parameter",
            rf"{by_w[0]} = {x1} \qquad {by_w[1]} = {x2} \qquad {by_w[2]} = 1",
        ),
        (
            "Their product, one example’s gradient",
            rf"{loss} \cdot {slope} = \frac{{\partial L}}{{\partial z}} = \hat{{y}} - y",
        ),
        (
            "",
            rf"{of_w[0]} = (\hat{{y}} - y) {x1} \qquad {of_w[1]} = (\hat{{y}} - y) {x2} \qquad "
            rf"{of_w[2]} = \hat{{y}} - y",
        ),
        (
            "The mean over all examples, and one step of descent",
            rf"{mean[0]} = \frac{{1}}{{m}} \sum (\hat{{y}} - y) {x1} \qquad "
            rf"{w1} \leftarrow {w1} - \alpha {mean[0]}",
        ),
    ]
    return "\n\n".join(
        part for title, latex in rows for part in (f"**{title}**" if title else "", display(latex)) if part
    )


def card_numbers(derived: Derived, style: Style) -> str:
    """The five components of one example in numbers, in Markdown; empty for the mean."""
    if not derived.letters:
        return ""
    numbers = derived.letters
    lines = derived.lines
    factors = [(BY_KEY["3.6"].left, true_number(lines["3.6"])), (BY_KEY["4.2.8"].left, true_number(lines["4.2.8"]))]
    short = replace(style, examples=False)
    parts = [f"${tex(formula, short)} = {value}$" for formula, value in factors]
    for name, value in (("w1", numbers["x1"]), ("w2", numbers["x2"]), ("b", 1.0)):
        by = Derivative(Z, Letter(name))
        parts.append(f"${tex(by, short)} = {'1' if name == 'b' else tex_number(value)}$")
    return ", ".join(parts)
