"""What the data do not allow: a minimum, only one, or one that is worth anything."""

from __future__ import annotations

from typing import TYPE_CHECKING

from logreg_core.descent.causes.bad_scales import bad_scales, scales_in
from logreg_core.descent.causes.combinations import Letters, undetermined, what_is_determined
from logreg_core.descent.causes.ending import CLOSE, RECENT, Ending, Outcome, base_loss, ended_above, rises
from logreg_core.descent.optimum import Optimum
from logreg_core.points.plain_numbers import digits

if TYPE_CHECKING:
    from logreg_core.descent.run import Run

NO_BETTER = 0.01  # a part of the loss of always saying the classes' shares; less than that is no knowledge
_LETTERS = Letters(("w1", "w2", "b"), ("x1", "x2"))


def separable(ending: Ending) -> Outcome | None:
    """Return what is said where no parameters attain the least J; None where some do."""
    run = ending.run
    if ending.best.exists:
        return None
    left = f"After step {run.steps} the numbers left a computer's range. " if run.steps < run.experiment.steps else ""
    return ending.outcome("separable", left + _without_best(run, ending.best))


def _without_best(run: Run, best: Optimum) -> str:
    if base_loss(run.dataset.y) == 0 and run.l2:
        return (
            "All examples belong to one class, so there is no best boundary at any λ: b is not charged and grows "
            "without end while F creeps towards 0. Add examples of the other class."
        )
    goes = "creeps" if run.experiment.rule.usual_rate is None else "goes"
    if base_loss(run.dataset.y) == 0:
        return (
            "All examples belong to one class, so there is no best boundary: the parameters grow without end "
            f"while J {goes} towards 0. Add examples of the other class."
        )
    if best.separation == "complete":
        return (
            "A straight line separates the two classes, so there are no best weights: they grow without end "
            f"while J {goes} towards 0. Stop when the boundary suits you, or add data where the classes mix."
        )
    return (
        "A straight line separates the two classes but for points that lie on it, so there are no best "
        f"weights: they grow without end while J {goes} towards {digits(best.J)}, which it never reaches. "
        "Stop when the boundary suits you, or add data where the classes mix."
    )


def nearly_there(ending: Ending) -> Outcome | None:
    """Return what the data do not allow, where a run that still goes down shows it already, whatever the scales are."""
    run = ending.run
    if not ending.best.exists or run.steps == 0 or ending.gap <= CLOSE:
        return None
    if ended_above(run.F) or rises(run.F)[-RECENT:].any():
        return None
    way = f"{ending.name} is still on its way down ({ending.distance})"
    near = ending.gap <= NO_BETTER * base_loss(run.dataset.y)
    return not_unique(ending, way) or (no_better(ending) if near else None)


def not_unique(ending: Ending, state: str) -> Outcome | None:
    """Return what is said where many parameters attain J*; None where one does. state : how far descent has come."""
    if ending.run.is_unique:
        return None
    along, bad = undetermined(ending.run.X_scaled), bad_scales(ending)
    sentence = f"{state}, and many parameters are equally good. {what_is_determined(along, _LETTERS)}"
    names = ("along_w1", "along_w2", "along_b")
    return ending.outcome(
        "not unique", sentence, **dict(zip(names, along.change, strict=True)), **scales_in(bad, ending.run)
    )


def no_better(ending: Ending) -> Outcome | None:
    """Return what is said where J* is not even 1 % below the loss of always saying the classes' shares."""
    base, best, share = base_loss(ending.run.dataset.y), ending.best.J, ending.values["share"]
    if base - best >= NO_BETTER * base or ending.run.l2:  # what a penalty forbids, the features may still tell
        return None
    whose, answer = ("a coin's", "'don't know'")
    if share != 0.5:
        whose, answer = f"that of always answering {digits(share)}, class 1's share,", "that share"
    other = f"{whose} is {digits(base)}" if digits(base) != digits(best) else f"and {whose} is the same"
    return ending.outcome(
        "no better than chance",
        f"No line has a mean loss below {digits(best)}, {other}: the surest answer a line can honestly give here is "
        f"{answer}. More steps do not help; other features may.",
    )
