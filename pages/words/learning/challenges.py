"""A challenge in words: what it asks for, how it stands, why one can't be met. Plain text, in nobody's markup."""

from __future__ import annotations

from dataclasses import dataclass

from logreg_core.learning.challenges import Challenge, Impossible, Verdict
from pages.words.numbers import change, exactly, number
from pages.words.why import rate_text

GOALS = {
    "J": "J at most …",
    "gap": "J − J* below …",
    "correct": "at least … classified correctly",
    "rise": "J rises at a learning rate below …",
}
"""What can be asked for, in the order in which it is offered."""


SHORT = 42  # letters of what is asked, with which what is said fits on a line of a small screen


@dataclass(frozen=True)
class Standing:
    """How a challenge stands, in words.  asks : what it asks for;  says : how it stands;  done : whether it is met."""

    asks: str
    says: str
    done: bool = False


def asked(challenge: Challenge) -> str:
    """Return what a challenge asks for: "J at most 0.25 within 20 steps"."""
    goal = _ASKED[challenge.goal].format(exactly(challenge.number))
    return goal + _within(challenge)


def task(challenge: Challenge) -> str:
    """Return a challenge as a sentence to a student."""
    goal, within = _TASKS[challenge.goal].format(exactly(challenge.number)), _within(challenge)
    pause = "," if "," in goal and within.startswith(" ") else ""
    return f"{goal}{pause}{within}."


_ASKED = {
    "J": "J at most {}",
    "gap": "J − J* below {}",
    "correct": "at least {} classified correctly",
    "rise": "J rises at α below {}",
}
_TASKS = {
    "J": "Get J down to {} or less",
    "gap": "Get J to less than {} above J*, the lowest any line can reach",
    "correct": "Get {} or more classified correctly",
    "rise": "Make J rise at a learning rate below {}",
}


def _within(c: Challenge) -> str:
    steps = f" within {_count(c.steps, 'step')}" if c.steps else ""
    after = f" after step {c.at:,}" if c.at and c.steps else ""
    with_ = [] if not c.rates else ["one learning rate" if c.rates == 1 else f"at most {c.rates} learning rates"]
    with_ += [_count(c.flips, "label flipped", "labels flipped")] if c.flips else []
    return f"{steps}{after}{', with ' if with_ else ''}{' and '.join(with_)}"


def _count(n: int, one: str, more: str = "") -> str:
    return f"{n:,} {one if n == 1 else more or one + 's'}"


# ------------------------------------------------------------------------------------------------- how it stands


def standing(challenge: Challenge, verdict: Verdict, m: int) -> Standing:
    """Return how a challenge stands.  m : how many examples descent sees."""
    asks = asked(challenge)
    if verdict.apart:
        return Standing(asks, _APART[verdict.apart])
    if verdict.met is not None:
        return Standing(asks, f"{_value(challenge, verdict, m)} at step {verdict.met:,}", done=True)
    return Standing(asks, _not_yet(challenge, verdict, m))


_APART = {
    "points": "other points than it began with: undo that, or open its link again",
    "start": "another start than it began with: open its link again",
}


def _not_yet(c: Challenge, v: Verdict, m: int) -> str:
    value = _value(c, v, m)
    if v.flips > c.flips:
        return f"{_count(v.flips, 'label')} flipped, {c.flips or 'none'} allowed: flip back, or undo"
    if c.rates and v.rates > c.rates:
        return f"{v.rates} learning rates used, {c.rates} allowed: go back"
    if v.steps > c.steps or (v.steps == c.steps and c.steps):
        return f"{'all ' if c.steps > 1 else ''}{c.steps:,} used: {value}. Go back and try another way"
    used = f"{v.steps:,} of {c.steps:,} used" if c.steps else f"{v.flips} of {c.flips} flipped"
    return f"{used} · not yet: {value}"


def _value(c: Challenge, v: Verdict, m: int) -> str:
    """What the goal is about at the step that counts, with digits enough to tell it from the goal's number."""
    match c.goal:
        case "correct":
            return f"{v.value:,.0f} of {m:,} correct"
        case "rise":
            return f"J rose at α = {exactly(v.value)}" if v.met is not None else "no rise"
    return f"{'J' if c.goal == 'J' else 'J − J*'} = {change(v.value, c.number)[0]}"


# -------------------------------------------------------------------------------------------- why it can't be met


def refusal(challenge: Challenge, found: Impossible) -> str:
    """Return why a challenge can't be met, and what can be asked instead."""
    return _REFUSALS[found.why](challenge, found)


def why_not(challenge: Challenge, found: Impossible) -> str:
    """Return why a challenge can't be met, without what can be asked instead."""
    said = refusal(challenge, found)
    return f"{said.rpartition('. ')[0]}." if ". " in said else said


def _no_lower(c: Challenge, found: Impossible) -> str:
    wanted, best = exactly(c.number), change(c.number, found.bound)[1]
    return f"J can’t be {wanted}: the lowest any line can reach is J* = {best}. Ask for more than that."


def _never(c: Challenge, found: Impossible) -> str:
    return f"On these points J falls towards {number(found.bound)}, and is above it at every step. Ask for a bit more."


def _no_line(c: Challenge, found: Impossible) -> str:
    flips = f", and {_count(c.flips, 'flip')} can add no more than {c.flips}" if c.flips else ""
    return f"No line gets more than {found.bound:,.0f} of these points right{flips}. Ask for fewer."


def _met(c: Challenge, found: Impossible) -> str:
    value = number(found.bound)
    now = {"gap": f"J is only {value} above J*", "correct": f"{found.bound:,.0f} are classified correctly"}
    return f"It is met before anything is done: {now.get(c.goal, f'J is {value}')} at step {c.at:,}. Ask for more."


_REFUSALS = {
    "no budget": lambda c, found: "Allow a step or a flip at least.",
    "below best": _no_lower,
    "never reached": _never,
    "no gap": lambda c, found: "J is never below J*, the lowest any line can reach. Ask for a number above 0.",
    "not whole": lambda c, found: "Ask for a whole number of examples, 1 or more.",
    "more than all": lambda c, found: f"Descent sees {found.bound:,.0f} examples. Ask for no more than that.",
    "no line": _no_line,
    "too long": lambda c, found: (
        f"With so many examples, {found.bound:,.0f} steps are the most that can be checked. Allow fewer."
    ),
    "no rate": lambda c, found: "A learning rate is above 0. Ask for a larger number.",
    "safe": lambda c, found: (
        f"Up to α = {rate_text(found.bound)} J can’t rise in any step, from any start. Ask for a larger number."
    ),
    "met already": _met,
}


def needs_file(filename: str) -> str:
    """Return what whoever opens the link of a challenge needs.  filename : of the upload that its points are in."""
    return f"A link can’t hold these points. Whoever opens it is asked for the file {filename} first."
