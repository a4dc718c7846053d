"""A challenge as a value: one of a few goals, within a budget, and how a link writes it.

    challenge_of("J:0.25,steps:20")     J at most 0.25 within 20 steps

The text holds the goal with its number, then what there is of: steps, rates, flips (how many are allowed), at (the step
where it begins), of (marks of the points and of the start, put there when the link is opened), and flipped (which
examples have been put into the other class since).
"""

from __future__ import annotations

import hashlib
import math
from dataclasses import dataclass, replace

import numpy as np

from logreg_core.descent.experiment import LONGEST, Experiment
from logreg_core.descent.run import Run
from logreg_core.points.dataset import Dataset
from logreg_core.points.link_numbers import quoted_value, real_number, whole_number

GOALS = ("J", "gap", "correct", "rise")
"""What can be asked for: J at most, J − J* below, at least so many classified correctly, J rising in a step at a
learning rate below."""
MOST_RATES, MOST_FLIPS, MOST_FLIPPED = 20, 20, 50
LONGEST_TEXT = 500  # characters


@dataclass(frozen=True)
class Challenge:
    """A goal within a budget.

    goal : one of GOALS;  number : the goal's own;
    steps : how many are allowed;  rates : how many different learning rates, 0 for any;  flips : how many labels;
    at : the step where it begins;  points, start : marks of what it begins with, "" until its link is opened;
    flipped : the examples, from 1, ascending, whose label is not the one that it began with.

    Raises ValueError naming what was got and what is allowed.
    """

    goal: str
    number: float
    steps: int
    rates: int = 0
    flips: int = 0
    at: int = 0
    points: str = ""
    start: str = ""
    flipped: tuple[int, ...] = ()

    def __post_init__(self) -> None:
        if self.goal not in GOALS:
            raise ValueError(f"its goal is {quoted_value(self.goal)}; it may be {', '.join(GOALS)}")
        if not math.isfinite(self.number):
            raise ValueError(f"the number of its goal is {self.number}; it must be a finite number")
        for what, most in (("steps", LONGEST), ("rates", MOST_RATES), ("flips", MOST_FLIPS), ("at", LONGEST)):
            found = getattr(self, what)
            if not 0 <= found <= most:
                raise ValueError(f"its {what} is {found}; it must be a whole number from 0 to {most:,}")
        if not all(mark == "" or (len(mark) == _MARK and set(mark) <= _HEX) for mark in (self.points, self.start)):
            raise ValueError("its marks are none; leave “of” out, and the app puts them there")
        if len(self.flipped) > MOST_FLIPPED or any(i < 1 for i in self.flipped):
            raise ValueError(f"it has {len(self.flipped)} flipped examples; {MOST_FLIPPED} from 1 on are the most")
        if list(self.flipped) != sorted(set(self.flipped)):
            raise ValueError("its flipped examples must be named once each, the smallest first")


_MARK, _HEX = 6, set("0123456789abcdef")


def challenge_text(challenge: Challenge) -> str:
    """Return a challenge as a link holds it; numbers by repr, so that nothing is lost."""
    parts = [f"{challenge.goal}:{challenge.number!r}", f"steps:{challenge.steps}"]
    parts += [f"{key}:{getattr(challenge, key)}" for key in ("rates", "flips", "at") if getattr(challenge, key)]
    if challenge.points or challenge.start:
        parts.append(f"of:{challenge.points}.{challenge.start}")
    if challenge.flipped:
        parts.append(f"flipped:{'.'.join(map(str, challenge.flipped))}")
    return ",".join(parts)


def challenge_of(text: str) -> Challenge:
    """Return the challenge that a link's text is. Raises ValueError naming what can't be used."""
    if len(text) > LONGEST_TEXT:
        raise ValueError(f"it has {len(text):,} characters; {LONGEST_TEXT} are the most")
    given: dict[str, str] = {}
    for part in text.split(","):
        key, colon, value = part.partition(":")
        if not colon or key in given:
            raise ValueError(f"{quoted_value(part)} is no new part of a challenge, as in J:0.25,steps:20")
        given[key] = value
    goal, number = next(iter(given.items()))
    unknown = set(given) - {goal, "steps", "rates", "flips", "at", "of", "flipped"}
    if unknown or "steps" not in given:
        raise ValueError(
            f"{quoted_value(sorted(unknown)[0])} is unknown in it" if unknown else "it says no number of steps"
        )
    points, _, start = given.get("of", "").partition(".")
    rates, flips, at = (whole_number(given.get(key, "0")) for key in ("rates", "flips", "at"))
    flipped = tuple(whole_number(each) for each in given["flipped"].split(".")) if "flipped" in given else ()
    steps = whole_number(given["steps"])
    return Challenge(goal, real_number(number), steps, rates, flips, at, points, start, flipped)


def begun(challenge: Challenge, run: Run, t: int) -> Challenge:
    """Return the challenge with the marks of its start, which is step t of this run; as it is where it has them."""
    if challenge.points or challenge.start:
        return challenge
    there = replace(challenge, at=t, flipped=())
    return replace(there, points=_mark_of_points(run.whole, ()), start=_mark_of_start(there, run.experiment))


def toggled(challenge: Challenge, example: int) -> Challenge:
    """Return the challenge once an example, numbered from 1, has been put into its other class."""
    flipped = tuple(sorted(set(challenge.flipped) ^ {example}))
    return challenge if len(flipped) > MOST_FLIPPED else replace(challenge, flipped=flipped)


def apart(challenge: Challenge, run: Run) -> str:
    """Return what of this run is not as the challenge began: "points", "start", or "" where all is."""
    if challenge.points and challenge.points != _mark_of_points(run.whole, challenge.flipped):
        return "points"
    return "start" if challenge.start and challenge.start != _mark_of_start(challenge, run.experiment) else ""


def _mark_of_points(dataset: Dataset, flipped: tuple[int, ...]) -> str:
    """A mark of the points with some labels flipped back."""
    if any(i > dataset.m for i in flipped):
        return ""
    key = f"mark {flipped}"
    known = dataset._facts.get(key)
    if not isinstance(known, str):
        y = np.array(dataset.y, np.uint8)
        y[np.array(flipped, np.intp) - 1] ^= 1
        bits = hashlib.sha256(np.ascontiguousarray(dataset.X, np.float64).tobytes())
        bits.update(y.tobytes())
        known = dataset._facts[key] = bits.hexdigest()[:_MARK]
    return known


def scaling_is_free(at: int, experiment: Experiment) -> bool:
    """Return whether the features may be scaled in a challenge that begins there: the line stays where it was."""
    return at == 0 and (experiment.w, experiment.b) == ((0.0, 0.0), 0.0)


def _mark_of_start(challenge: Challenge, experiment: Experiment) -> str:
    """A mark of all that the steps up to its first one hang on, and what it may not change later."""
    e, at = experiment, challenge.at
    scale = "" if scaling_is_free(at, e) else e.scale
    parts = (e.w, e.b, e.rule.to_text(), e.holdout, e.holdout_seed, scale)
    earlier = [(s, rate) for s, rate in e.learning_rates if s < at]
    return hashlib.sha256(repr((parts, earlier)).encode()).hexdigest()[:_MARK]
