"""What is asked of a curve of J that somebody draws, and how the run compares with it once it is seen."""

from __future__ import annotations

from logreg_core.learning.expected_curve import Comparison
from pages.words.learning.predict.predict import spoken_of
from pages.words.numbers import number

_J = "<i>J</i>"
_DRAWN = {"lower": "falling", "higher": "rising", "level": "level", "back": "coming back"}
_DRAWN_IN_TURNS = _DRAWN | {"lower": "ending lower", "higher": "ending higher"}
_RUN = {"lower": "falls", "higher": "rises", "level": "hardly moves", "back": "comes back"}
_RUN_IN_TURNS = _RUN | {"lower": "ends lower", "higher": "ends higher"}
_FEW = 10  # of so many parts one: a common beginning that is shorter is not worth a word


def asked(first: int, last: int) -> str:
    """Return the question for the curve, as HTML. first, last : the steps that it goes from and to."""
    when = f"from step {first:,} to {last:,}" if last - first > 1 else f"at step {last:,}"
    return f"What will {_J} do {when}? Draw it in the picture, or type it:"


def typed_label(first: int, step: int, last: int) -> str:
    """Return what stands before a field for J at a step, as text."""
    ahead = step - first
    return f"J at step {step:,}" if step == last else f"J after {ahead:,} step{'s' if ahead > 1 else ''}"


def said(comparison: Comparison, *, charged: bool = False) -> str:
    """Say, as HTML, how a drawn curve and the run compare: first what they have in common, then where they differ most.

    Where nothing is in common it begins with what was drawn.  charged : whether λ charges the weights; then it is F.
    """
    return spoken_of(f"{_in_common(comparison)} {_apart(comparison)}", charged=charged)


def _in_common(it: Comparison) -> str:
    drawn = (_DRAWN if it.drawn.one_way else _DRAWN_IN_TURNS)[it.drawn.ends]
    run = (_RUN if it.run.one_way else _RUN_IN_TURNS)[it.run.ends]
    if it.drawn.ends == it.run.ends:
        if it.drawn.ends == "lower" and it.drawn.rises and it.run.rises:
            return f"{_J} rises, then ends lower, as you drew."
        return f"{_J} {run}, as you drew it."
    if it.close:
        return f"You drew close to {_J}."
    common = it.way and "level" not in (it.drawn.ends, it.run.ends)
    if common and (it.alike_until - it.first) * _FEW >= it.last - it.first:
        return f"Both {'rise' if it.way > 0 else 'fall'} up to step {it.alike_until:,}."
    return f"You drew {_J} {drawn}; it {run}."


def _apart(it: Comparison) -> str:
    numbers = f"at step {it.farthest:,}: you drew {number(it.drawn_there)}, {_J} is {number(it.J_there)}."
    most = number(abs(it.drawn_there - it.J_there))
    return f"At most {most} apart, {numbers}" if it.close else f"Furthest apart {numbers}"
