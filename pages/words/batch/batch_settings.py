"""A batch's size, order and seed in words."""

from __future__ import annotations

from logreg_core import Experiment
from logreg_core.descent.batches import FIXED, REPLACEMENT, RESHUFFLED, Batches
from logreg_core.descent.batches.orders import SEEDS, Orders
from logreg_core.descent.rules.rule import Rule
from pages.words.numbers import number

MOST_RINGED, MOST_AT_REST = 100, 5_000  # members, while a run plays and once it rests
ORDER_TITLES = {
    RESHUFFLED: "Reshuffled each epoch",
    REPLACEMENT: "Drawn with replacement",
    FIXED: "In one fixed order",
}
ALL = "all"
SIZE_HELP = (
    "How many examples a step takes its gradient from. “all” is plain descent. With fewer a step costs less, and leads "
    "only about downhill: it may make J, the mean over all, rise at any α."
)
ORDER_HELP = (
    "An epoch takes every example once, in an order drawn anew for each epoch or once for all; its last batch is what "
    "is left. With replacement each example is drawn from all: one may come twice, another not at all."
)
SEED_HELP = "The same seed always makes the same batches."
_IN_WORDS = {RESHUFFLED: "reshuffled each epoch", REPLACEMENT: "drawn with replacement", FIXED: "in one fixed order"}


def batch_in_words(size: int | None, order: str, seed: int, *, seed_too: bool = False) -> str:
    """Return what batches a run's steps take. seed_too : whether the seed is said as well."""
    if size is None:
        return "all rows in each step"
    said = f"batches of {size:,}, {_IN_WORDS[order]}"
    return f"{said} (batch seed {seed})" if seed_too else said


def batch_note(experiment: Experiment, m: int) -> str:
    """Say below the picture what a step takes of m examples, and what J is; "" where each step takes all."""
    batches = Batches.of(experiment, m)
    if batches is None:
        return ""
    size = min(batches.size, m)
    rings = " Those of the next step are ringed."
    if size > MOST_RINGED:
        rings = f" The {size:,} of the next step are ringed at rest alone." if size <= MOST_AT_REST else ""
    return (
        f"Each step takes a batch of {size:,} of {m:,} points, {_IN_WORDS[batches.order]}; J is over all {m:,}.{rings}"
    )


def batch_of_all(experiment: Experiment, m: int) -> str:
    """Say that a batch holds all m examples, so that each step is plain descent's; "" where it holds fewer."""
    return f"B is all {m:,} examples: each step takes every one." if Batches.of(experiment, m) is None else ""


def without_batches(rule: Rule) -> str:
    """Say that a rule takes all rows in each step, whatever the batch is."""
    return f"{rule.title} takes all examples in each step: B waits for another rule."


def orders_in_words(found: Orders | None, letter: str = "J") -> str:
    """Say how near to the lowest J, or F, both orders come with these points. letter : "J" or "F"."""
    if found is None:
        return "Nothing to compare: that takes a lowest J, two whole epochs, and a run that is not too long."
    one, other, n = found.reshuffled, found.replacement, found.epochs
    which = "the last epoch" if n == 1 else f"the last {n} epochs"
    return (
        f"{letter} − {letter}* over all steps of {which}: {number(one.all_steps, 3)} reshuffled, "
        f"{number(other.all_steps, 3)} with replacement. At the ends of epochs alone: {number(one.at_ends, 3)} and "
        f"{number(other.at_ends, 3)}. Means of {SEEDS} seeds, with this α, B and start."
    )
