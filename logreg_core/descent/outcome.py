"""How a run ended, and why: a kind, its numbers, and one plain sentence; each cause is looked for in `causes`.

What a page says of it, with its buttons, is made of kind and numbers.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from logreg_core.descent.causes.bad_scales import scales
from logreg_core.descent.causes.data_limits import NO_BETTER, nearly_there, no_better, not_unique, separable
from logreg_core.descent.causes.ending import CLOSE, EPS, NEAR, RECENT, ROUNDING, Ending, Outcome, base_loss, rises
from logreg_core.descent.causes.too_high import (
    earlier_rate,
    ended_higher,
    left_the_range,
    still_rising,
    too_high_before,
)

if TYPE_CHECKING:
    from logreg_core.descent.run import Run

__all__ = ["CLOSE", "EPS", "NEAR", "NO_BETTER", "RECENT", "ROUNDING", "Outcome", "base_loss", "outcome_of", "rises"]


def outcome_of(run: Run) -> Outcome:
    """Return how a run ended: the first cause that fits.

    A rate that is too high counts for most, but where an earlier one did the harm, or where the scales leave no rate
    that is right; then what the data do not allow, and last whether descent has arrived.
    """
    best = run.best
    ending = Ending(run, best, too_high_before(run) if run.steps else {})
    looks = (
        left_the_range,
        earlier_rate,
        nearly_there,
        scales,
        ended_higher,
        separable,
        still_rising,
        _arrived,
        _on_its_way,
    )
    return next(outcome for look in looks if (outcome := look(ending)))


def _arrived(ending: Ending) -> Outcome | None:
    if not (ending.best.exists and ending.gap <= CLOSE):
        return None
    rule = ending.run.experiment.rule
    lowest = "F = J + λ/2·|w|²" if ending.run.l2 else "mean loss J*"
    return (
        not_unique(ending, f"Descent has arrived ({ending.distance})")
        or no_better(ending)
        or ending.outcome(
            "converged",
            _at_best_in_batches(ending)
            if ending.run.batches
            else f"Descent has arrived: {ending.distance}, so the lowest {lowest} that any line can reach is reached"
            + (" and further steps change nothing that matters." if rule.settles else "; a later step may leave it."),
        )
    )


def _at_best_in_batches(ending: Ending) -> str:
    return (
        f"Descent has arrived: {ending.distance}, so the lowest {ending.name if ending.run.l2 else 'mean loss J*'} "
        "that any line can reach is reached. "
        "Further batches may still lead a little away from it, and back."
    )


def _on_its_way(ending: Ending) -> Outcome:
    if ending.run.steps == 0:
        sentence = f"No step has been taken yet: {ending.distance}. Take steps to bring {ending.letter} down."
    else:
        rule, higher = ending.run.experiment.rule, ", or a higher learning rate"
        if rule.usual_rate is not None and ending.values["rate"] >= rule.usual_rate:
            higher = ""  # it may have the steps go past the minimum
        sentence = f"{ending.name} is still on its way down: {ending.distance}. Take more steps{higher}."
    return ending.outcome("still descending", sentence)
