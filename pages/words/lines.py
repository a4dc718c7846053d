"""The Derivation page's lines as Markdown: a line's reason, its formula, the same in numbers, and its value.

Each line is one piece of Markdown, and the page sets its paragraphs beside each other: first the reason, then the
formulas, last the verdict on the value.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from logreg_core.derivation.expression import Y_HAT, Derivative, L, Letter, Z
from logreg_core.derivation.lines import BY_KEY, Line
from logreg_core.derivation.values import Derived, LineValue
from logreg_core.descent.rules.rule import Rule
from pages.words.derivation import (
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
from pages.words.formulas import Style, tex, tex_letter, tex_number
from pages.words.numbers import number
from pages.words.rule import kept_tex, tex_lines

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
    """Write one line.

    style : with the chosen j;  first : whether the left side is new;  numbers : whether to write it with numbers too;
    name_of : from an example's row, from 0, to its number on screen, from 0.
    """
    line = found.line
    formula, filled = general(line, replace(style, j="j")), in_numbers(line, found, derived, style)
    more = rf" \\ &{_of_which(line, derived)}= {filled}" if numbers and filled != formula else ""
    return f"{line_in_letters(line, style, first=first, more=more)}\n\n{verdict(found, derived, style, name_of)}"


def line_in_letters(line: Line, style: Style, *, first: bool, more: str = "") -> str:
    """Write one line's reason and formula, with nothing of an example. more : LaTeX that stands below the formula."""
    letters = replace(style, j="j")
    before = left(line, letters) if first else rf"\phantom{{{left(line, letters)}}}"
    formula = f"{before} &= {general(line, letters)}{more}"
    return f"**{line.key}** {REASONS[line.key]}\n\n" + display(rf"\begin{{aligned}} {formula} \end{{aligned}}")


def _of_which(line: Line, derived: Derived) -> str:
    """Name what the numbers are of, where the left side does not: one term of a sum, or a mean over examples."""
    if derived.letters:
        return r"\text{its term } " if line.sums_examples else ""
    return "" if line.sums_examples else r"\text{mean } "


def verdict(found: LineValue, derived: Derived, style: Style, name_of: Callable[[int], int]) -> str:
    """Write a line's value, how well it agrees with the core's number, and if it does not, why."""
    how = ", by complex step" if found.line.complex_step else ""
    if found.breakage is not None:
        why = cause(found.breakage, style, derived.m, name_of)
        return f"{BREAKS} **breaks: {kind_of(found.breakage.fault)}**{how}. {why}"
    assert found.value is not None
    why = why_apart(found, style, derived.m, name_of)
    mark = PARTS if why else AGREES
    return f"{mark} **{number(found.value)}**{how}, {agreement(found)}" + (f". {why}" if why else "")


def display(latex: str) -> str:
    """Put a formula on a line of its own."""
    return f"$$\n{latex}\n$$"


def starts(line: Line) -> bool:
    """Tell whether a line has another left side than the one before it in its section."""
    before = BY_KEY.get(f"{line.section}.{line.number - 1}")
    return before is None or before.target != line.target


def truth(found: LineValue, style: Style, m: int) -> str:
    """Say what a section's lines are compared with, in Markdown. m : of how many examples."""
    value = true_number(found)
    if value is None:
        return "The app’s own number is past the largest double for some of the examples, and so is the mean."
    name = own_name(found, style, m)
    return f"Compared with the app’s own number, which keeps its digits everywhere: ${name} = {value}$."


def own_name(found: LineValue, style: Style, m: int) -> str:
    """Return the name of a line's number: for one example ∂L instead of ∂J, for many the mean of what has no mean."""
    line, short = found.line, replace(style, examples=False)
    if m == 1 and line.target in ("J", "dJ_dw", "dJ_db"):
        return tex(Derivative(L, line.left.by) if isinstance(line.left, Derivative) else L, short)
    name = tex(line.left, short)
    return name if m == 1 or line.sums_examples else rf"\text{{mean of }} {name}"


def card(derived: Derived, t: int, number_of_example: int, style: Style, rule: Rule, *, charged: bool = False) -> str:
    """Write a summary to keep: the four equations, the five components, their product, and one example's numbers.

    derived : that example's lines at step t.  charged : whether λ charges the weights, so that a step takes ∂F.
    In the Markdown each title is followed by its formulas.
    """
    indices = [str(k + 1) for k in style.weighted or (0,)]  # without a weight, of the first that there might be
    short = replace(style, j=indices[0], examples=False)
    w, x = ([tex_letter(f"{stem}{index}", short) for index in indices] for stem in "wx")
    b = tex_letter("b", short)
    z = " + ".join([*map(" ".join, zip(w, x, strict=True)), b])
    loss, slope = tex(Derivative(L, Y_HAT), short), tex(Derivative(Y_HAT, Z), short)
    of_z, of_L = ([rf"\frac{{\partial {top}}}{{\partial {each}}}" for each in (*w, b)] for top in "zL")
    mean = rf"\frac{{\partial J}}{{\partial {w[0]}}}"
    error = r"(\hat{y} - y)"
    slope_of_F = rf"\frac{{\partial F}}{{\partial {w[0]}}}"
    letters = {
        "θ": w[0],
        "g": slope_of_F if charged else mean,
        **{each: kept_tex(each, int(indices[0])) for each in rule.keeps},
    }
    step = r" \qquad ".join(tex_lines(rule, letters))
    rows = (
        (
            "From the features to the loss",
            rf"z = {z} \qquad \hat{{y}} = \frac{{1}}{{1 + e^{{-z}}}}",
            rf"L = {tex(BY_KEY['1.2'].right, short)} \qquad J = \frac{{1}}{{m}} \sum L",
        ),
        ("1 · The loss by the prediction", rf"{loss} = {tex(BY_KEY['3.6'].right, short)}"),
        ("2 · The prediction by z", rf"{slope} = {tex(BY_KEY['4.2.8'].right, short)}"),
        (
            f"{', '.join(str(3 + at) for at in range(len(of_z)))} · z by each parameter",
            _side_by_side(of_z, [*x, "1"]),
        ),
        (
            "Their product: one example’s gradient",
            rf"{loss} \cdot {slope} = \frac{{\partial L}}{{\partial z}} = \hat{{y}} - y",
            _side_by_side(of_L, [*(rf"{error} \, {each}" for each in x), r"\hat{y} - y"]),
        ),
        (
            "The mean over all examples, and one step",
            rf"{mean} = \frac{{1}}{{m}} \sum {error} \, {x[0]} \qquad "
            + (rf"{slope_of_F} = {mean} + \lambda \, {w[0]} \qquad " if charged else "")
            + step,
        ),
        (f"Example {number_of_example} at t = {t:,}", *_numbers_of(derived, short)),
    )
    return "\n\n".join(part for title, *formulas in rows for part in (f"**{title}**", *map(display, formulas)))


def _side_by_side(left: list[str], right: list[str]) -> str:
    return r" \qquad ".join(f"{one} = {other}" for one, other in zip(left, right, strict=True))


def _numbers_of(derived: Derived, style: Style) -> tuple[str, str]:
    lines, letters = derived.lines, derived.letters
    factors = [f"{tex(BY_KEY[key].left, style)} = {true_number(lines[key])}" for key in ("3.6", "4.2.8")]
    slopes = [(f"w{k + 1}", tex_number(letters[f"x{k + 1}"])) for k in style.weighted or (0,)] + [("b", "1")]
    parts = [f"{tex(Derivative(Z, Letter(name)), style)} = {value}" for name, value in slopes]
    return r" \qquad ".join(factors), r" \qquad ".join(parts)
