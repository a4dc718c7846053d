"""What a program has probably done otherwise, in words, and its formula with the numbers of this step."""

from __future__ import annotations

import math
from collections.abc import Mapping
from dataclasses import dataclass

from logreg_core.at_step.at_step import AtStep
from logreg_core.learning.own_numbers.own_numbers import Explanation
from logreg_core.learning.own_numbers.programs import parts_of_step
from pages.words.numbers import exactly, in_brackets, number
from pages.words.strip import letters_of

AFTER = {"next_w1": "w1", "next_w2": "w2", "next_b": "b"}
GRADIENT = {"dJ_dw1": "w1", "dJ_dw2": "w2", "dJ_db": "b"}
PLACE = {"w1": 0, "w2": 1, "b": 2}

# What was done, and what to do, without numbers: {m} examples, {rest} one less, {all} with those held out,
# {taken} in the batch.
_DONE = {
    "sum": "the sum over the examples: J is their mean, so divide by m = {m}.",
    "sign": "a sign: it is −log in J, and ŷ − y, not y − ŷ, in the gradient.",
    "uphill": "the step goes uphill: α times the gradient is to be taken away.",
    "base 10": "a logarithm to base 10; L has the natural one, and so its derivatives.",
    "base 2": "a logarithm to base 2; L has the natural one, and so its derivatives.",
    "not scaled": "the features were not standardised; here they are.",
    "data units": "these are in the data’s own units; descent moves in standardised ones here.",
    "sample sd": "the features were standardised by the sd with m − 1 = {rest}; here it is the one with m = {m}.",
    "scaled": "the features were standardised; here they stay as they are.",
    "b first": "b was updated first, and w’s gradient then used the new b.",
    "w first": "w was updated first, and b’s gradient then used the new w.",
    "one by one": "one parameter was updated after the other, each with the new ones before it.",
    "slope left out": "∂ŷ/∂z was left out: the pulls are ∂L/∂ŷ times x.",
    "squared error": "squared error: ŷ(1 − ŷ) stays in its gradient, and cancels in this one’s.",
    "squared error, no half": "squared error without the ½: ŷ(1 − ŷ) stays in its gradient.",
    "labels -1, 1": "the labels are −1 and 1; these formulas want 0 and 1.",
    "other class": "the classes are exchanged: 1 where y is 0 here.",
    "no bias": "b was forgotten in z.",
    "half": "it was divided by 2m; J is the mean, divided by m.",
    "mean twice": "it was divided by m twice; J is the mean already.",
    "no rate": "α was not applied.",
    "step before": "these belong to the step before, t = {before}.",
    "step after": "these belong to the step after, t = {after}.",
    "first rate": "the first α, {first}, was kept; here it changed on the way.",
    "other feature": "the two features are exchanged.",
    "held out too": "the held-out examples were counted in: {all} in place of {m}.",
    "all rows": "the mean over all {m} examples; this step takes the {taken} of its batch.",
    "no velocity": "the velocity was left out: the rule keeps β times the old one.",
    "plain descent": "that is plain gradient descent: the rule here makes another step of the gradient.",
    "mean velocity": "the velocity takes (1 − β) of the gradient; here it takes all of it.",
}
_DONE_TO_J = {"sign": "the minus in front of the logarithms was left out; J is never negative."}
_DONE_TO_GRADIENT = {"sign": "a sign: the error is ŷ − y, not y − ŷ."}
_DONE_TO_STEP = {"step before": "the step was not taken: that is what stands at t = {t}."}
# How a gradient or J came about: {x} is the feature as a factor, {right} the app's number, {was} the other.
_OF_GRADIENT = {
    "sum": "{m} × {factor} = {was}",
    "sign": "the mean of (y − ŷ){x} is {was}",
    "base 10": "{factor} / ln 10 = {was}",
    "base 2": "{factor} / ln 2 = {was}",
    "slope left out": "the mean of ∂L/∂ŷ{x} is {was}; with ∂ŷ/∂z it is {right}",
    "squared error": "the mean of (ŷ − y)·ŷ(1 − ŷ){x} is {was}",
    "squared error, no half": "twice the mean of (ŷ − y)·ŷ(1 − ŷ){x} is {was}",
    "labels -1, 1": "with y = −1 for class 0, the mean of (ŷ − y){x} is {was}",
    "other class": "with 1 − y for y, the mean of (ŷ − y){x} is {was}",
    "no bias": "with z = w·x alone it is {was}",
    "half": "{factor} / 2 = {was}",
    "mean twice": "{factor} / {m} = {was}",
    "not scaled": "with the features as they are it is {was}",
    "data units": "by the parameter in the data’s units it is {was}",
    "sample sd": "with that sd it is {was}",
    "scaled": "with standardised features it is {was}",
    "b first": "with b = {new_b} it is {was}; with b = {b}, {right}",
    "w first": "with the new weights it is {was}; with those before the step, {right}",
    "one by one": "with the parameters before it updated it is {was}; with the old ones, {right}",
    "step before": "at t = {before} it is {was}",
    "step after": "at t = {after} it is {was}",
    "other feature": "{was} is the derivative by the other weight",
    "held out too": "the mean over all {all} is {was}",
    "all rows": "the mean over all {m} is {was}; over the batch of {taken} it is {right}",
}
_OF_J = {
    "sum": "{m} × {factor} = {was}",
    "sign": "the mean of y·log ŷ + (1 − y)·log(1 − ŷ) is {was}",
    "squared error": "the mean of (ŷ − y)²/2 is {was}",
    "squared error, no half": "the mean of (ŷ − y)² is {was}",
    "labels -1, 1": "with y = −1 for class 0, J is {was}",
    "other class": "with 1 − y for y, J is {was}",
}
_OF_AFTER = {
    "step before": "{was} is what it is at t = {t}, before the step",
    "step after": "{was} is two steps on, at t = {later}",
    "uphill": "{old} {up} = {was}; down it is {old} {down} = {right}",
    "other feature": "with the other weight’s derivative it is {was}",
    "data units": "in the data’s own units it is {was}",
}


@dataclass(frozen=True)
class Said:
    """One thing to say.  says : in a sentence;  lines : its numbers, one line for each."""

    says: str
    lines: tuple[str, ...] = ()


def called(here: AtStep) -> dict[str, str]:
    """Return how each number is called: J, ∂J/∂w₁, and next w₁."""
    say = letters_of(here.run)
    names = {name: f"∂J/∂{say[of]}" for name, of in GRADIENT.items() if of in say}
    return {"J": "J"} | names | {name: f"next {say[of]}" for name, of in AFTER.items() if of in say}


def done(each: Explanation, here: AtStep) -> str:
    """Return what was probably done, in words that go on after "probably"."""
    said = _DONE[each.name]
    if set(each.explains) == {"J"}:
        said = _DONE_TO_J.get(each.name, said)
    elif "J" not in each.explains:
        said = _DONE_TO_GRADIENT.get(each.name, said)
    if set(each.explains) <= AFTER.keys():
        said = _DONE_TO_STEP.get(each.name, said)
    said = said.format(**_counts(here))
    return f"at every step from the start, {said}" if each.always else said


def line(each: Explanation, name: str, here: AtStep, truth: float, digits: int) -> str:
    """Return how one of its numbers came about.  truth : the app's number;  digits : how many it is written with."""
    was = number(each.numbers[name], digits)
    title = called(here)[name]
    if each.always:
        return f"{title}: such a program has {was} at t = {here.t:,}; here it is {number(truth, digits)}"
    words = _numbers_of(each, name, here, truth, digits)
    if name in AFTER:
        how = _of_after(each, name, here, digits, words)
    elif name == "J":
        how = (_OF_J.get(each.name) or _OF_GRADIENT[each.name]).format(**words)
    else:
        how = _OF_GRADIENT[each.name].format(**words)
    return f"{title}: {how}"


def _of_after(each: Explanation, name: str, here: AtStep, digits: int, words: Mapping[str, str]) -> str:
    if each.name in _OF_AFTER and (each.name != "other feature" or not _parts(each, name, here, digits)):
        return _OF_AFTER[each.name].format(**words)
    parts = _parts(each, name, here, digits)
    return f"{parts} = {words['was']}" if parts else "the step leads to {was}; here to {right}".format(**words)


def _parts(each: Explanation, name: str, here: AtStep, digits: int) -> str:
    """Return what the new parameter is the sum of, as the rule has it with this gradient; "" if it is not."""
    gradient = [each.numbers[key] for key in GRADIENT]
    values = parts_of_step(here.run, here.t, gradient, each.numbers[name], PLACE[AFTER[name]])
    if not values:
        return ""
    first, *more = values
    return number(first, digits) + "".join(f" {_signed(value, digits)}" for value in more if value)


def _signed(value: float, digits: int) -> str:
    return f"{'−' if value < 0 else '+'} {number(abs(value), digits)}"


def _counts(here: AtStep) -> dict[str, str]:
    run, t = here.run, here.t
    first = run.experiment.learning_rates[0][1]
    return {
        "m": f"{run.dataset.m:,}",
        "rest": f"{run.dataset.m - 1:,}",
        "all": f"{run.whole.m:,}",
        "taken": f"{len(here.members):,}",
        "t": f"{t:,}",
        "before": f"{t - 1:,}",
        "after": f"{t + 1:,}",
        "later": f"{t + 2:,}",
        "first": exactly(first),
    }


def _numbers_of(each: Explanation, name: str, here: AtStep, truth: float, digits: int) -> dict[str, str]:
    of = GRADIENT.get(name, AFTER.get(name, ""))
    say = letters_of(here.run)
    old = float(here.shown.rows[PLACE[of]]) if of else math.nan
    return _counts(here) | {
        "was": number(each.numbers[name], digits),
        "right": number(truth, digits),
        "factor": in_brackets(truth, digits),
        "x": f"·{say['x' + of[1]]}" if of.startswith("w") else "",
        "old": number(old, digits),
        "up": _signed(old - truth, digits),
        "down": _signed(truth - old, digits),
        "b": number(float(here.shown.rows[2]), digits),
        "new_b": number(each.numbers["next_b"], digits),
    }
