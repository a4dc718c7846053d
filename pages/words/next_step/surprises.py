"""Small words where the next step is not what one expects of it, as HTML: each is shown where the column `surprise` has
its number.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence
from decimal import Decimal

from logreg_core.descent.rules.rule import Rule
from pages.words.numbers import exactly, number

NOTHING, FIRST, NEW_RATE, FLAT, FLATTER, ALL_FLAT = range(6)
"""What the column `surprise` may have: the first step, a new rate, directions without curvature (one, two, all)."""
_OLD = {"u": "the whole old velocity", "m": "the old mean of gradients"}


def remembers_the_way(rule: Rule) -> bool:
    """Tell whether the rule keeps a velocity, or a mean that is one, with α outside of it."""
    return any(letter in _OLD for letter in rule.keeps)


def surprises(
    rule: Rule, codes: Collection[int], *, length: float | None, moved: Sequence[str], stays: Sequence[str]
) -> str:
    """Return all that may have to be said of a run's steps; "" where there is nothing.

    codes : the values that the column has in it.  length : of the first step in each parameter that it moves.
    moved, stays : which these are, and which it leaves where they are, as they are written.
    """
    said = {
        code: f"{_NO_CURVATURE} in {many}: {_SHORTEST}" for code, many in ((FLAT, "one direction"), (FLATTER, "two"))
    }
    said[ALL_FLAT] = f"{_NO_CURVATURE} that a computer can see: Newton’s method takes no step."
    if remembers_the_way(rule):
        kept = next(letter for letter in rule.keeps if letter in _OLD)
        said[NEW_RATE] = f"<i>α</i> is new here, and acts at once on {_OLD[kept]} <i>{kept}</i> too."
    if length is not None:
        said[FIRST] = _first(rule, length, moved, stays)
    return "".join(
        f'<span data-when="surprise:{code}">{said[code]}</span>' for code in sorted(codes) if code != NOTHING
    )


_NO_CURVATURE = "<i>J</i> has no curvature left"
_SHORTEST = "of all steps to the bowl’s floor the shortest is taken."


def _first(rule: Rule, length: float, moved: Sequence[str], stays: Sequence[str]) -> str:
    rho = rule.settings.get("rho")
    how = "<i>α</i>" if rho is None else "<i>α</i>/√(1 − <i>ρ</i>)"
    why = (
        "a first gradient is divided by its own size"
        if rho is None
        else f"<i>s</i> has only {exactly(float(1 - Decimal(repr(rho))))} of its square yet"
    )
    rest = f" {_listed(stays)} {'stays' if len(stays) == 1 else 'stay'}: the gradient there is 0." if stays else ""
    return f"The first step is {how} = {number(length)} long in {_listed(moved)}, whatever the slope: {why}.{rest}"


def _listed(letters: Sequence[str]) -> str:
    marked = [f"<i>{each}</i>" for each in letters]
    return " and ".join(filter(None, (", ".join(marked[:-1]), marked[-1])))
