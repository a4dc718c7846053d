"""A challenge as a beat, so that a page shows it as it shows those of a lesson."""

from __future__ import annotations

from logreg_core.learning.challenges.challenge import Challenge, scaling_is_free
from logreg_core.learning.lesson import Beat
from logreg_core.learning.start import Start


def challenge_beat(challenge: Challenge, start: Start, task: str) -> Beat:
    """Return the beat that asks for a challenge.

    start : the moment at which it begins;  task : the challenge in words.
    """
    goal = _GOALS[challenge.goal].format(challenge.number)
    if challenge.rates:
        goal += f" and rates_used() <= {challenge.rates}"
    controls = ["back", "play", "step", "scrub", "rate"]
    controls += ["from-start"] if challenge.at == 0 else []
    controls += ["standardise"] if scaling_is_free(challenge.at, start.experiment) else []
    controls += ["flip"] if challenge.flips else []
    budget = {"step": challenge.steps, "flip": challenge.flips}
    return Beat(0, start, controls=tuple(controls), task=task, goal=goal, budget=budget)


_GOALS = {
    "J": "J() <= {!r}",
    "gap": "gap() < {!r}",
    "correct": "correct() >= {!r}",
    "rise": "t >= 1 and J() > J(t - 1) and alpha(t - 1) < {!r}",
}
