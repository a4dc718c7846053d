"""What a former run had otherwise than the one on screen, in words; a row for each of Experiment's fields."""

from __future__ import annotations

from collections.abc import Callable

from logreg_core.descent.experiment import Experiment
from logreg_core.descent.optimum import Optimum
from pages.words.batch.batch_settings import batch_in_words
from pages.words.numbers import change, exactly, number
from pages.words.rule import rule_in_words
from pages.words.strip import BOTH


def difference(old: Experiment, new: Experiment, weighted: tuple[int, ...] = BOTH) -> str:
    """Return what `old` has otherwise than `new`, of all in which a former run may differ.

    weighted : which features, from 0, have a weight; of other weights nothing is said.
    """
    parts = [_start(old, new, weighted) if say is _start else say(old, new) for say in SAYS.values()]
    return "; ".join(part for part in parts if part) or "the same settings"


def class_in_words(example: int, label: int) -> str:
    """Return which class an example, counted from 0, was in, for a former run that differs in that alone."""
    return f"{example + 1:,} in class {label}"


def flip_in_words(
    example: int, label: int, before: Optimum, after: Optimum, *, one_class: bool, charged: bool = False
) -> str:
    """Say which class an example, counted from 0, is in now, and what that did to the lowest mean loss.

    one_class : whether no point is left in the other one.  charged : whether λ charges the weights; then it is F's.
    """
    return (
        f"{example + 1:,} is class {label} now: {_lowest(before, after, 'F' if charged else 'J', one_class=one_class)}"
    )


def _lowest(before: Optimum, after: Optimum, letter: str, *, one_class: bool) -> str:
    if one_class:
        return f"only one class is left, and {letter} can come as near to 0 as you like."
    if before.exists and after.exists:
        old, new = change(before.F, after.F)
        went = f"went {old} → {new}" if old != new else f"stays {new}"
        return f"the lowest {letter} any line can reach {went}."
    if letter == "F" and after.exists:
        return f"both classes are there again: the lowest F any line can reach is {number(after.F)}."
    if before.exists:
        return f"a line separates the classes now, so J has no lowest value; it was {number(before.J)}."
    if after.exists:
        return f"a line separated the classes, and none does now: the lowest J any line can reach is {number(after.J)}."
    return "a line separates the classes, as before, so J has no lowest value."


def _rates(old: Experiment, new: Experiment) -> str:
    if old.learning_rates == new.learning_rates:
        return ""
    return "α = " + ", then ".join(exactly(rate) for _, rate in old.learning_rates)


def _rule(old: Experiment, new: Experiment) -> str:
    return "" if old.rule == new.rule else rule_in_words(old.rule)


def _start(old: Experiment, new: Experiment, weighted: tuple[int, ...] = BOTH) -> str:
    if (old.w, old.b) == (new.w, new.b):
        return ""
    if old.w == (0.0, 0.0) and old.b == 0:
        return "start at zeros"
    w = ", ".join(number(old.w[k]) for k in weighted)
    start = {0: "", 1: f"w = {w}, ", 2: f"w = ({w}), "}[len(weighted)]
    return f"start at {start}b = {number(old.b)}"


def _scale(old: Experiment, new: Experiment) -> str:
    if old.scale == new.scale:
        return ""
    return "features standardised" if old.scale == "standardize" else "features as they are"


def _l2(old: Experiment, new: Experiment) -> str:
    if old.l2 == new.l2:
        return ""
    return f"λ = {exactly(old.l2)}" if old.l2 else "no L2 penalty"


def _holdout(old: Experiment, new: Experiment) -> str:
    if (old.holdout, old.holdout_seed) == (new.holdout, new.holdout_seed):
        return ""
    share = f"{number(100 * old.holdout, 2)} % held out" if old.holdout else "nothing held out"
    return share + (f" (split {old.holdout_seed})" if old.holdout and old.holdout == new.holdout else "")


def _batch(old: Experiment, new: Experiment) -> str:
    seen = [(each.batch, each.batch_order, each.batch_seed) for each in (old, new)]
    if seen[0] == seen[1] or (old.batch is None and new.batch is None):
        return ""
    return batch_in_words(*seen[0], seed_too=seen[0][:2] == seen[1][:2])


def _nothing(old: Experiment, new: Experiment) -> str:
    """Return nothing: b is said with w, seeds with what they are of; former runs share data and length."""
    return ""


SAYS: dict[str, Callable[[Experiment, Experiment], str]] = {
    "learning_rates": _rates,
    "rule": _rule,
    "l2": _l2,
    "w": _start,
    "b": _nothing,
    "scale": _scale,
    "holdout": _holdout,
    "holdout_seed": _nothing,
    "batch": _batch,
    "batch_seed": _nothing,
    "batch_order": _nothing,
    "data": _nothing,
    "steps": _nothing,
}
