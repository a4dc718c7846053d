"""A batch's size, order and seed in words."""

from __future__ import annotations

from logreg_core.descent.batches import FIXED, REPLACEMENT, RESHUFFLED

ORDER_TITLES = {
    RESHUFFLED: "Reshuffled each epoch",
    REPLACEMENT: "Drawn with replacement",
    FIXED: "In one fixed order",
}
_IN_WORDS = {RESHUFFLED: "reshuffled each epoch", REPLACEMENT: "drawn with replacement", FIXED: "in one fixed order"}


def batch_in_words(size: int | None, order: str, seed: int, *, seed_too: bool = False) -> str:
    """Return what batches a run's steps take. seed_too : whether the seed is said as well."""
    if size is None:
        return "all rows in each step"
    said = f"batches of {size:,}, {_IN_WORDS[order]}"
    return f"{said} (batch seed {seed})" if seed_too else said
