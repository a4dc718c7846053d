"""What a former run had otherwise than the one on screen, in words; a row for each of Experiment's fields."""

from __future__ import annotations

from collections.abc import Callable

from logreg_core.descent.experiment import Experiment
from pages.words.numbers import exactly, number
from pages.words.rule import rule_in_words


def difference(old: Experiment, new: Experiment) -> str:
    """Return what `old` has otherwise than `new`, of all in which a former run may differ."""
    parts = [say(old, new) for say in SAYS.values()]
    return "; ".join(part for part in parts if part) or "the same settings"


def _rates(old: Experiment, new: Experiment) -> str:
    if old.learning_rates == new.learning_rates:
        return ""
    return "α = " + ", then ".join(exactly(rate) for _, rate in old.learning_rates)


def _rule(old: Experiment, new: Experiment) -> str:
    return "" if old.rule == new.rule else rule_in_words(old.rule)


def _start(old: Experiment, new: Experiment) -> str:
    if (old.w, old.b) == (new.w, new.b):
        return ""
    if old.w == (0.0, 0.0) and old.b == 0:
        return "start at zeros"
    w1, w2, b = map(number, (*old.w, old.b))
    return f"start at w = ({w1}, {w2}), b = {b}"


def _scale(old: Experiment, new: Experiment) -> str:
    if old.scale == new.scale:
        return ""
    return "features standardised" if old.scale == "standardize" else "features as they are"


def _holdout(old: Experiment, new: Experiment) -> str:
    if (old.holdout, old.holdout_seed) == (new.holdout, new.holdout_seed):
        return ""
    share = f"{number(100 * old.holdout, 2)} % held out" if old.holdout else "nothing held out"
    return share + (f" (split {old.holdout_seed})" if old.holdout and old.holdout == new.holdout else "")


def _nothing(old: Experiment, new: Experiment) -> str:
    """Return nothing: b is said with w and the split's seed with its share; former runs share data and length."""
    return ""


SAYS: dict[str, Callable[[Experiment, Experiment], str]] = {
    "learning_rates": _rates,
    "rule": _rule,
    "w": _start,
    "b": _nothing,
    "scale": _scale,
    "holdout": _holdout,
    "holdout_seed": _nothing,
    "data": _nothing,
    "steps": _nothing,
}
