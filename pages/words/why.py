"""Why J did what it did at the step just made, and why a rate is safe: sentences whose numbers the stage fills in."""

from __future__ import annotations

from logreg_core.descent.safe_rate import Quicker, cut
from pages.words.numbers import exactly, number


def rate_text(rate: float) -> str:
    """Write a rate cut to three digits: 3.78 where J can't rise up to 3.783."""
    return exactly(cut(rate))


def why_safe(safe: float, bend: float, quicker: Quicker | None) -> str:
    """Say, as HTML, where the safe rate comes from and what it does not say.

    bend : the steepest that J bends anywhere;  quicker : a rate above the safe one that does better here.
    """
    more = ""
    if quicker is not None:
        more = (
            f" More may be better: <i>α</i> = {exactly(quicker.rate)} comes within 0.001 of <i>J</i>* in "
            f"{_steps(quicker.steps)}, {exactly(quicker.safe)} in {quicker.safe_steps:,}."
        )
    return (
        f"2/steepest bend = 2/{number(bend)} = {number(safe)}. With these points <i>J</i>, as a curve of the "
        f"parameters, bends nowhere more than {number(bend)}. So with <i>α</i> up to {rate_text(safe)} <i>J</i> can’t "
        f"rise, from any start; above it <i>J</i> may or may not rise.{more}"
    )


def _steps(count: int) -> str:
    return "1 step" if count == 1 else f"{count:,} steps"
