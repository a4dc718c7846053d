"""The Derivation page's exercises: what is asked, and what an answer shows about the way to it."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from logreg_core.derivation.expression import E_TO_MINUS_Z as E
from logreg_core.derivation.expression import (
    ONE,
    ONE_MINUS_Y_HAT,
    Y_HAT,
    Derivative,
    Expression,
    L,
    Log,
    Neg,
    Number,
    Quotient,
    Y,
    Z,
    add,
    times,
)
from logreg_core.derivation.lines import BY_KEY
from logreg_core.descent.rules.linear_rules import GradientDescent
from logreg_core.descent.rules.rule import Rule
from logreg_core.learning.exercises import Exercise, slip_of
from logreg_core.learning.mistakes import is_coarse, is_right
from pages.words.formulas import Style, tex, tex_letter, tex_number
from pages.words.numbers import DIGITS, exactly, number
from pages.words.rule import kept_tex, tex_lines, tex_settings
from pages.words.typed_numbers import parsed


@dataclass(frozen=True)
class Verdict:
    """What is said about an answer: right or not, and one or two sentences in Markdown."""

    right: bool
    says: str


@dataclass(frozen=True)
class Choice:
    """A line to find among others.

    question : Markdown;  options : formulas, the right one at place `right`;  says : about each of them.
    """

    name: str
    question: str
    options: tuple[Expression, ...]
    right: int
    says: tuple[str, ...]


_NOT_Y = add(ONE, Neg(Y))
_BOTTOM = add(ONE, E)
CHOICES: tuple[Choice, ...] = (
    Choice(
        "section 3",
        "Section 3 leaves a line out. What comes after the constant factors have moved in front, when the two "
        "logarithms are differentiated?",
        (
            add(times(Neg(Y), Quotient(ONE, Y_HAT)), Neg(times(_NOT_Y, Quotient(ONE, ONE_MINUS_Y_HAT)))),
            add(times(Neg(Y), Log(Y_HAT)), Neg(times(_NOT_Y, Log(ONE_MINUS_Y_HAT), Number(-1)))),
            BY_KEY["3.5"].right,
            add(Neg(Quotient(ONE, Y_HAT)), Neg(times(Quotient(ONE, ONE_MINUS_Y_HAT), Number(-1)))),
        ),
        2,
        (
            "Nearly: the second logarithm is one of 1 − ŷ, so by the chain rule the derivative of 1 − ŷ, which is −1, "
            "comes as one more factor.",
            "The logarithms are still there: the derivative of log u is 1/u, times the derivative of u.",
            "1/u for each logarithm, and for the second the derivative of 1 − ŷ, which is −1.",
            "y and 1 − y are gone: a constant factor stays in front when one differentiates.",
        ),
    ),
    Choice(
        "section 4.2",
        "Section 4.2, after the 1 has been added and taken away: how is the one fraction split into two?",
        (
            BY_KEY["4.2.6"].right,
            times(Y_HAT, add(_BOTTOM, Neg(Quotient(ONE, _BOTTOM)))),
            times(Y_HAT, add(Quotient(E, _BOTTOM), Neg(Quotient(ONE, _BOTTOM)))),
            times(Y_HAT, add(Quotient(_BOTTOM, _BOTTOM), Quotient(ONE, _BOTTOM))),
        ),
        0,
        (
            "Both parts of the top keep the whole bottom: the first fraction is 1 and the second is ŷ.",
            "The first part has lost its bottom: (a − c)/d is a/d − c/d, both over d.",
            "The 1 that was added has gone: the first fraction’s top is 1 + e to the −z.",
            "The sign of the second fraction: 1 was taken away, not added.",
        ),
    ),
)
_QUESTIONS = {
    "L": "This example’s loss: ${L} = \\;?$",
    "dL_dyhat": "The loss by the prediction: ${dL_dyhat} = \\;?$",
    "dyhat_dz": "The sigmoid’s slope: ${dyhat_dz} = \\;?$",
    "dL_dz": "Both together: ${dL_dyhat} \\cdot {dyhat_dz} = \\frac{{\\partial L}}{{\\partial z}} = \\;?$",
    "dz_dw": "The last factor: ${dz_dw} = \\;?$",
    "dL_dw": "All three: $\\frac{{\\partial L}}{{\\partial {w}}} = \\;?$",
    "dL_db": "And for the bias: $\\frac{{\\partial L}}{{\\partial {b}}} = \\;?$",
    "next_w": "The next step: ${step} = \\;?$",
}
_ANY = {
    "sign": "The size is right, the sign is not.",
    "log10": "That takes the logarithm to base 10; the loss has the natural one.",
    "divided": "That is divided by m: only the mean over all examples, ∂J, has the 1/m.",
    "no_slope": "The factor ∂ŷ/∂z = ŷ(1 − ŷ) is missing.",
    "squares": "There is one factor ŷ(1 − ŷ) too many: that is the gradient of squared error, not of this loss.",
    "other_feature": "That is the other feature.",
}
_SLIPS: dict[str, dict[str, str]] = {
    "L": {
        "branch": "That is the other class’s term: y picks log ŷ where it is 1 and log(1 − ŷ) where it is 0.",
        "no_log": "That is the probability of the true class; the loss is minus its logarithm.",
        "dL_dyhat": "That is the loss’s derivative, ∂L/∂ŷ, not the loss.",
        "sign": "The size is right, the sign is not: the loss is minus the logarithm, and never negative.",
    },
    "dL_dyhat": {
        "branch": "That is the other class’s fraction: for y = 1 it is −1/ŷ, for y = 0 it is 1/(1 − ŷ).",
        "branch_sign": "That is the other class’s fraction: for y = 1 it is −1/ŷ, for y = 0 it is 1/(1 − ŷ).",
        "error": "That is ŷ − y, which is ∂L/∂z: the factor ∂ŷ/∂z is in it already.",
        "loss": "That is the loss L itself, not its derivative.",
        "upside_down": "Upside down: the derivative of log u is 1/u.",
    },
    "dyhat_dz": {
        "sign": "The size is right, the sign is not: the sigmoid always rises.",
        "y_hat": "The factor 1 − ŷ is missing.",
        "rest": "The factor ŷ is missing.",
        "square": "The second factor is 1 − ŷ, not ŷ again.",
        "exp": "That is the top of the fraction alone: e to the −z still has (1 + e to the −z)² below it.",
        "of_y_hat": "The sigmoid was taken twice: ŷ is σ(z) already, so the slope is ŷ(1 − ŷ).",
        "of_z": "That has z in place of ŷ: the slope is ŷ(1 − ŷ).",
    },
    "dL_dz": {
        "sign": "The size is right, the sign is not: it is ŷ − y, not y − ŷ.",
        "y_hat": "y has not been taken away: it is ŷ − y.",
        "rest": "That is 1 − ŷ; y is 0 here, so it is ŷ − 0.",
        "only_slope": "That is ∂ŷ/∂z alone; the factor ∂L/∂ŷ is missing.",
        "sum": "The two were added; the chain rule multiplies them.",
    },
    "dz_dw": {
        "weight": "That is the weight. z = w·x + …, so the slope by the weight is the feature.",
        "term": "That is the whole term, weight times feature; its slope by the weight is the feature.",
        "whole": "That is z itself, not its derivative.",
        "one": "1 is ∂z/∂b; by a weight it is that weight’s feature.",
    },
    "dL_dw": {
        "no_x": "The factor ∂z/∂w, the feature, is missing.",
        "y_hat": "y has not been taken away: the error is ŷ − y.",
        "only_y": "That has y in place of the error ŷ − y.",
        "minus_y": "ŷ is missing: the error is ŷ − y.",
        "no_loss": "The factor ∂L/∂ŷ is missing.",
        "weight": "The last factor is the feature, not the weight.",
    },
    "dL_db": {
        "x": "For the bias the last factor, ∂z/∂b, is 1 and not a feature.",
        "other_feature": "For the bias the last factor, ∂z/∂b, is 1 and not a feature.",
        "zero": "∂z/∂b is 1, not 0: z changes one for one with the bias.",
        "y_hat": "y has not been taken away: the error is ŷ − y.",
        "one": "That is the last factor ∂z/∂b alone; ∂L/∂z comes before it.",
    },
    "next_w": {
        "uphill": "That goes uphill: the step is minus the rate times the gradient.",
        "no_rate": "The learning rate α is missing.",
        "own": "That uses this example’s gradient alone; a step takes the mean, ∂J.",
        "sum": "That uses the sum over the examples; J is their mean.",
        "only_change": "That is the change alone, and with the wrong sign; take it away from the weight.",
        "only_change_minus": "That is the change alone; the old weight comes before it.",
        "gradient": "That is the mean gradient ∂J itself; the step is w minus α times it.",
        "divided": "That is divided by m once too often: ∂J is the mean already.",
        "bias": "That uses the bias’s gradient, ∂J/∂b.",
        "of_w1": "That uses the other weight’s gradient.",
        "of_w2": "That uses the other weight’s gradient.",
        "same": "That is the old weight: the step has not been taken.",
        "plain": "That is plain gradient descent’s step; the rule here makes another one of the gradient.",
        "no_velocity": "The velocity is missing: a part of the old one goes into the step.",
    },
}


def question(name: str, style: Style, rule: Rule | None = None, *, charged: bool = False) -> str:
    """Return what an exercise asks, in Markdown with LaTeX.

    style : its j is the chosen one;  rule : what a step is;  charged : whether λ charges the weights.
    """
    plain = replace(style, examples=False)
    letters = {
        "L": "L",
        "w": tex_letter("w_j", plain),
        "b": tex_letter("b", plain),
        "dL_dyhat": tex(Derivative(L, Y_HAT), plain),
        "dyhat_dz": tex(Derivative(Y_HAT, Z), plain),
        "dz_dw": tex(BY_KEY["5.4"].left, plain),
        "step": step_formula(
            rule or GradientDescent(), style, int(style.j) if style.j.isdigit() else 1, charged=charged
        ),
    }
    return _QUESTIONS[name].format(**letters)


LABELS = {
    "L": "L",
    "dL_dyhat": "∂L/∂ŷ",
    "dyhat_dz": "∂ŷ/∂z",
    "dL_dz": "∂L/∂z",
    "dz_dw": "∂z/∂w",
    "dL_dw": "∂L/∂w",
    "dL_db": "∂L/∂b",
    "next_w": "next w",
}


def facts(numbers: Mapping[str, float], style: Style) -> str:
    """Say in Markdown what is known of the example that exercises are about. numbers : by letter."""
    plain = replace(style, examples=False)
    known = [f"$y = {int(numbers['y'])}$"]
    names = [f"{letter}{k + 1}" for letter in "xw" for k in style.weighted]
    known += [f"${tex_letter(name, plain)} = {tex_number(numbers[name])}$" for name in (*names, "b", "z")]
    y_hat, rest = numbers["y_hat"], numbers.get("one_minus_y_hat", 1 - numbers["y_hat"])
    # so many digits that 1 - ŷ has four of them too; past a double's range z has to do
    more = 0 if rest == 0 else max(0, math.floor(-math.log10(rest)))
    if y_hat and more <= _MOST_NINES and rest:
        known.append(rf"$\hat{{y}} = {tex_number(y_hat, 4 + more)}$")
    elif y_hat and rest:
        known.append(rf"$1 - \hat{{y}} = {tex_number(rest)}$")
    return ", ".join(known)


_MOST_NINES = 6  # of a ŷ that is written with more digits for them


def step_formula(rule: Rule, style: Style, j: int, *, charged: bool = False) -> str:
    """Return the rule's lines for weight j as LaTeX, on one line."""
    w = tex_letter(f"w{j}", Style(scaled=style.scaled, examples=False))
    letters = {
        "θ": w,
        "g": rf"\frac{{\partial {'F' if charged else 'J'}}}{{\partial {w}}}",
        **{each: kept_tex(each, j) for each in rule.keeps},
    }
    return r", \quad ".join(tex_lines(rule, letters))


def facts_of_step(
    j: int,
    w_j: float,
    dJ_dw_j: float,
    learning_rate: float,
    style: Style,
    *,
    rule: Rule | None = None,
    kept: Sequence[float] = (),
    t: int = 0,
    digits: int = DIGITS,
    batch: int | None = None,
    charge: float | None = None,
) -> str:
    """Return what a step needs, in Markdown.

    charge : λw_j, where λ charges the weights.
    kept : what the rule keeps for this weight, where no line makes it as it is after the step;  t : which step it is;
    digits : of the weight;  batch : how many examples it takes, where not all.
    """
    rule = rule or GradientDescent()
    w = tex_letter(f"w{j}", Style(scaled=style.scaled, examples=False))
    over = "over all examples" if batch is None else f"over this step’s batch of {batch:,}"
    return (
        rf"${w} = {tex_number(w_j, digits)}$, "
        rf"$\frac{{\partial J}}{{\partial {w}}} = {tex_number(dJ_dw_j)}$ {over}, "
        + (
            ""
            if charge is None
            else rf"$\lambda {w} = {tex_number(charge)}$, which add up to $\frac{{\partial F}}{{\partial {w}}}$, "
        )
        + rf"$\alpha = {_tex_exactly(learning_rate)}$"
        + "".join(
            f", ${kept_tex(letter, j)} = {tex_number(number)}$" for letter, number in zip(rule.keeps, kept, strict=True)
        )
        + (f", $t = {t}$" if any("^t" in name for name in rule.known(t)) else "")
        + "".join(rf", ${name} = {_tex_exactly(setting)}$" for name, setting in tex_settings(rule).items())
    )


def _tex_exactly(x: float) -> str:
    text = exactly(x)
    return tex_number(x) if "×" in text else text


NO_NUMBER = "That is no number. Write for example 0.25, −1.2e-3 or 1/4."


def check(exercise: Exercise, typed: str) -> Verdict:
    """Return whether the typed number is the exercise's to three significant digits, and if not, what went wrong."""
    given = parsed(typed)
    if given is None:
        return Verdict(False, NO_NUMBER)
    if exercise.answer is None:
        return Verdict(False, "At this step the number is past what a double can hold; choose another step or example.")
    if is_right(given, exercise.answer):
        return Verdict(True, f"Right: {number(exercise.answer)}.")
    if slip := slip_of(exercise, given):
        return Verdict(False, sentence(exercise.name, slip))
    if is_coarse(given, exercise.answer):
        return Verdict(False, "Close, but rounded too early: give three significant digits.")
    for scale, words in ((10.0, "ten times too large"), (0.1, "ten times too small")):
        if is_right(given, exercise.answer * scale):
            return Verdict(False, f"The digits are right, but it is {words}: look at the decimal point.")
    return Verdict(False, "Not yet. " + _FIRST_STEP[exercise.name])


_FIRST_STEP = {
    "L": "For y = 1 take −log ŷ, for y = 0 take −log(1 − ŷ).",
    "dL_dyhat": "Section 3’s last line: for y = 1 it is −1/ŷ, for y = 0 it is 1/(1 − ŷ).",
    "dyhat_dz": "Section 4.2’s last line: ŷ(1 − ŷ).",
    "dL_dz": "Multiply the two factors, or take ŷ − y.",
    "dz_dw": "Section 5’s last line.",
    "dL_dw": "Multiply the three factors.",
    "dL_db": "Section 7: as for a weight, but with 1 as the last factor.",
    "next_w": "The old weight, minus α times the mean gradient.",
}


def sentence(name: str, slip: str) -> str:
    """Say what went wrong in a slip."""
    return _SLIPS[name].get(slip) or _ANY[slip]


def check_choice(choice: Choice, picked: int) -> Verdict:
    """Return whether the picked line is the right one, and what is wrong with it if not."""
    right = picked == choice.right
    return Verdict(right, ("Right: " if right else "") + choice.says[picked])
