"""A learning rate that is, or was, too high."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from logreg_core.descent.causes.bad_scales import bad_scales, scales_in
from logreg_core.descent.causes.ending import (
    CLOSE,
    RECENT,
    ROUNDING,
    Ending,
    Outcome,
    ended_above,
    rate_in_words,
    rises,
    sayable,
)
from logreg_core.descent.schedule import cut
from logreg_core.points.plain_numbers import short

if TYPE_CHECKING:
    from logreg_core.descent.run import Run


def left_the_range(ending: Ending) -> Outcome | None:
    """Return what is said where numbers past a computer's range ended the run early; None where it took all steps."""
    run = ending.run
    if run.steps == run.experiment.steps or ending.has_gone_all_the_way:
        return None
    sentence = (
        f"After step {run.steps} the numbers left a computer's range: the learning rate is far too high for this "
        f"data. {_calmer(run)}"
    )
    return ending.outcome("diverged", sentence, **scales_in(bad_scales(ending), ending.run))


def earlier_rate(ending: Ending) -> Outcome | None:
    """Return what is said where an earlier rate threw the weights away, though the one in force is fine; else None."""
    before = ending.before
    if not before:
        return None
    values, rate_before = ending.values, rate_in_words(before["rate_before"])
    now = "still above where it began" if values["J"] > values["J_start"] else "and on its way down since"
    sentence = (
        f"Until step {before['since']:.0f} the learning rate, up to {rate_before}, was too high and threw the weights "
        f"away: {ending.letter} rose to {sayable(before['peak'])}. At {rate_in_words(values['rate'])} it rises no "
        "more: it is "
        f"{sayable(values['J'])}, {now}. Start over with a rate that is not too high."
    )
    return ending.outcome("too high before", sentence, **before, **scales_in(bad_scales(ending), ending.run))


def too_high_before(run: Run) -> dict[str, float]:
    """Return the numbers of an earlier rate that threw the weights away, where the one in force is fine; else none.

    A rise at a rate is put down to a later one too if that is as high. J has to have risen within the last steps, or
    to have ended above its start: else the run has come back from it. Of batches nothing is put down to a rate.
    """
    F, rates = run.F, run.rates
    risen = rises(F)
    if run.batches:  # any rise may be a batch's own doing
        return {}
    if not risen.any() or not (risen[-RECENT:].any() or ended_above(F)):
        return {}
    higher = rates > rates[-1]
    since = int(np.flatnonzero(higher)[-1]) + 1 if higher.any() else 0
    thrown = np.flatnonzero(risen[:since])
    if not len(thrown) or F[-1] > F[since] * (1 + ROUNDING) or risen[since:][-RECENT:].any():
        return {}
    return {
        "since": float(since),
        "rate_before": float(rates[thrown].max()),
        "peak": float(F[thrown + 1].max()),
    }


def ended_higher(ending: Ending) -> Outcome | None:
    """Return what is said where F ended above its start; None where it did not."""
    F = ending.run.F
    if not ended_above(F):
        return None
    if ending.run.batches:
        return ending.outcome(
            "diverged",
            f"The {ending.name} ended at {sayable(float(F[-1]))}, above the {sayable(float(F[0]))} it began with: "
            f"steps of this rate are too long for batches of {_size(ending.run)}. {_calmer(ending.run)}",
        )
    too_high = ", so the learning rate is too high" if ending.run.experiment.rule.calmed() is None else ""
    return ending.outcome(
        "diverged",
        f"{ending.name} ended at {sayable(float(F[-1]))}, above the {sayable(float(F[0]))} it began with: the "
        f"steps jump too far{too_high}. {_calmer(ending.run)}",
    )


def still_rising(ending: Ending) -> Outcome | None:
    """Return what is said where F rose within the last steps; None where it did not.

    A rise that leaves F within CLOSE of F* is none.
    """
    run, best = ending.run, ending.best
    risen = rises(run.F)[-RECENT:]
    if best.exists:
        risen &= run.F[1:][-RECENT:] - best.F > CLOSE
    if not risen.any():
        return None
    if run.batches:
        return ending.outcome(
            "oscillating",
            f"The {ending.name} still rose within the last {min(RECENT, run.steps)} steps, as it may with batches of "
            f"{_size(run)}: each step follows its own batch, and not all examples; {ending.distance}. {_calmer(run)}",
        )
    return ending.outcome(
        "oscillating",
        f"{ending.name} still rose within the last {min(RECENT, run.steps)} steps: "
        f"{ending.overshoots}; {ending.distance}. {_calmer(run)}",
    )


def _size(run: Run) -> str:
    assert run.batches is not None
    return f"{min(run.batches.size, run.dataset.m):,}"


def _calmer(run: Run) -> str:
    if run.batches:
        return "Try a lower learning rate, or a larger batch."
    safe, rule = run.experiment.safe_rate(run), run.experiment.rule
    if rule.calmed() is not None:
        return f"Try it with a step that is halved until {'F' if run.l2 else 'J'} falls."
    if safe is None and rule.settles and run.steps and run.rates[-1] <= rule.gentle(run.smoothness):
        return "Take more steps, or try a lower learning rate."
    if safe is None:
        return "Try a lower learning rate."
    return f"Try a lower one: up to 2/smoothness = {short(cut(safe))} {'F' if run.l2 else 'J'} can never rise."
