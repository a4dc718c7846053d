"""What the strip says of a step's batch, as HTML whose numbers the stage fills in; columns as in the stage's room."""

from __future__ import annotations

TAKEN = '<span data-col="taken" data-as="integer"></span>'
LEFT = '<span data-when="partial:1">, what was left of the epoch</span>'


def share_head() -> str:
    """Return the head of the column of shares."""
    return f"its share, ÷ {TAKEN}"


def mean_head() -> str:
    """Return the head of the column of mean gradients."""
    return f"mean over the batch of {TAKEN}{LEFT}"


def share_in_batch(share: str) -> str:
    """Return an example's share, or that this step does not take it. share : its number, as HTML."""
    return (
        f'<span data-when="times:!0">{share}</span><span data-when="times:0" class="soft">not in this batch</span>'
        '<small data-when="times:!0|1"> drawn <span data-col="times" data-as="integer"></span> times</small>'
    )
