"""What a sweep shows, in words: which rate is best, from which on J ends higher, and what each mark stands for."""

from __future__ import annotations

from collections.abc import Sequence

from logreg_core.descent.sweep.sweep import Sweep
from pages.words.numbers import exactly, in_words, number

CHOSEN, BEST, SAFE, START, HIGHER = "●", "▼", "┊", "╌", "×"
NOT_NOW = "Not while something is asked: it would tell the answer."
WORKING = "Trying 25 rates, each from the start …"


def rate(value: float) -> str:
    """Write a rate as one would type it: 3.78, 0.000378."""
    return exactly(value)


def caption(found: Sweep, *, charged: bool) -> tuple[str, ...]:
    """Return what the picture shows as plain text, in lines: which rate is best, and from which on J ends higher.

    charged : whether there is a penalty, so that F is what descent makes small.
    """
    letter = _letter(charged)
    if not found.steps:
        return ("This run has no steps: every rate leaves it at its start.",)
    lines = [_best(found, letter), _higher(found, letter)]
    if found.rows < found.of:
        lines.append(f"Worked out from {found.rows:,} of {found.of:,} rows.")
    return tuple(lines)


def _best(found: Sweep, letter: str) -> str:
    after, best = f"After {steps_words(found.steps)}", f"α = {rate(found.best)}"
    there = sum(first <= found.steps for first in found.there)
    if there > 1:
        first = steps_words(found.there[found.rates.index(found.best)])
        many = in_words(there).capitalize()
        reach = f"{many} rates reach {letter}*" if found.attained else f"At {in_words(there)} rates {letter} is near 0"
        return f"{reach}; {best} is first, in {first}."
    return f"{after} {best} is nearest to {letter}*." if found.attained else f"{after} {letter} is lowest with {best}."


def _higher(found: Sweep, letter: str) -> str:
    higher = sum(found.diverged)
    if not higher:
        return f"No rate here leaves {letter} higher than at the start."
    if found.never_again is None or found.diverged.index(True) < found.rates.index(found.never_again):
        many = "1 rate leaves" if higher == 1 else f"{higher} rates leave"
        return f"{many} {letter} higher than at the start ({HIGHER})."
    if higher == len(found.rates):
        return f"At every rate {letter} is higher than at the start ({HIGHER})."
    return f"From α = {rate(found.never_again)} on, {letter} is higher than at the start ({HIGHER})."


def marks(found: Sweep, *, charged: bool) -> tuple[str, ...]:
    """Return what each mark stands for, as plain text: the chosen rate, the best one, the safe one, the start."""
    said = []
    if found.chosen is not None and found.chosen != found.best:
        said.append(f"{CHOSEN} chosen: α = {rate(found.chosen)}, {gap_words(found, found.chosen, charged=charged)}")
    both = "best, and chosen" if found.chosen == found.best else "best"
    said.append(f"{BEST} {both}: α = {rate(found.best)}, {gap_words(found, found.best, charged=charged)}")
    if found.safe is not None:
        said.append(f"{SAFE} safe up to {rate(found.safe)}: {_letter(charged)} can’t rise")
    if found.at_start > found.least:
        said.append(f"{START} at the start: {measured(found, charged=charged)} = {number(found.at_start)}")
    return tuple(said)


def gap_words(found: Sweep, at: float, *, charged: bool) -> str:
    """Return how far a rate comes, such as "J − J* = 0.0057"."""
    gap, letter = found.gap_at(at), _letter(charged)
    if gap == float("inf"):
        return f"{letter} is past what a computer’s number holds"
    if found.attained and gap <= found.least:
        return f"{letter} = {letter}* to 12 digits"
    return f"{measured(found, charged=charged)} = {number(gap)}"


def measured(found: Sweep, *, charged: bool) -> str:
    """Return what the height of the picture is: J − J*, or J itself where nothing attains its lowest value."""
    letter = _letter(charged)
    return f"{letter} − {letter}*" if found.attained else letter


def offered(found: Sweep) -> str:
    """Return what the button says that takes the best rate; "" where it is the one that is there."""
    return "" if found.chosen == found.best or not found.steps else f"Tune: use α = {rate(found.best)}"


def back_to(schedule: Sequence[tuple[int, float]]) -> str:
    """Return what the button says that brings the rates back that were there before."""
    if len(schedule) > 1:
        return "Undo: back to the rates before"
    return f"Undo: back to α = {rate(schedule[0][1])}"


def steps_words(steps: int) -> str:
    """Write a number of steps: 1 step, 300 steps."""
    return "1 step" if steps == 1 else f"{steps:,} steps"


def _letter(charged: bool) -> str:
    return "F" if charged else "J"
