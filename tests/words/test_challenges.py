"""Challenges in words: what is asked, how it stands and why one can't be met, with the core's numbers."""

from __future__ import annotations

from dataclasses import replace

import pytest

from logreg_core import Experiment, Flip, edited, run
from logreg_core.descent.run import Run
from logreg_core.learning.challenges import GOALS, REASONS, Challenge, begun, impossible, judged, toggled
from logreg_core.learning.challenges.impossible import Impossible
from pages.words.learning.challenges import GOALS as OFFERED
from pages.words.learning.challenges import asked, needs_file, refusal, standing, task, why_not
from pages.words.numbers import number

LOW = Challenge("J", 0.25, 20)


def run_at(rate: float, steps: int = 300) -> Run:
    return run(Experiment().data.load(), Experiment(learning_rates=((0, rate),), steps=steps))


SLOW, FAST = run_at(0.1), run_at(1.0)


def test_what_is_offered_is_all_that_there_is() -> None:
    assert tuple(OFFERED) == GOALS


@pytest.mark.parametrize(
    ("challenge", "said", "told"),
    [
        (LOW, "J at most 0.25 within 20 steps", "Get J down to 0.25 or less within 20 steps."),
        (
            Challenge("gap", 0.001, 5, rates=1),
            "J − J* below 0.001 within 5 steps, with one learning rate",
            "Get J to less than 0.001 above J*, the lowest any line can reach, within 5 steps, with one learning rate.",
        ),
        (
            Challenge("correct", 178, 1, at=50, rates=2),
            "at least 178 classified correctly within 1 step after step 50, with at most 2 learning rates",
            "Get 178 or more classified correctly within 1 step after step 50, with at most 2 learning rates.",
        ),
        (
            Challenge("rise", 28, 1),
            "J rises at α below 28 within 1 step",
            "Make J rise at a learning rate below 28 within 1 step.",
        ),
        (
            Challenge("J", 0.204, 0, flips=2, at=300),
            "J at most 0.204, with 2 labels flipped",
            "Get J down to 0.204 or less, with 2 labels flipped.",
        ),
        (
            Challenge("J", 0.204, 9, 1, 1),
            "J at most 0.204 within 9 steps, with one learning rate and 1 label flipped",
            "Get J down to 0.204 or less within 9 steps, with one learning rate and 1 label flipped.",
        ),
    ],
)
def test_what_is_asked(challenge: Challenge, said: str, told: str) -> None:
    assert asked(challenge) == said
    assert task(challenge) == told


def stands(challenge: Challenge, here: Run, t: int) -> tuple[str, bool]:
    found = standing(challenge, judged(challenge, here, t), here.dataset.m)
    assert found.asks == asked(challenge)
    return found.says, found.done


def test_how_it_stands() -> None:
    begins = begun(LOW, SLOW, 0)
    met = int((FAST.J <= 0.25).argmax())
    assert stands(begins, SLOW, 3) == (f"3 of 20 used · not yet: J = {number(SLOW.J[3])}", False)
    assert stands(begins, FAST, met + 3) == (f"J = {number(FAST.J[met])} at step {met}", True)
    late = f"all 20 used: J = {number(SLOW.J[20])}. Go back and try another way"
    assert stands(begins, SLOW, 300) == stands(begins, SLOW, 20) == (late, False)
    assert "other points" in stands(replace(begins, points="000000"), SLOW, 3)[0]
    assert "another start" in stands(replace(begins, start="000000"), SLOW, 3)[0]


def test_how_the_other_goals_stand() -> None:
    assert stands(Challenge("correct", 181, 20), SLOW, 4)[0] == "4 of 20 used · not yet: 180 of 200 correct"
    assert stands(Challenge("rise", 28, 3), SLOW, 2)[0] == "2 of 3 used · not yet: no rise"
    assert stands(Challenge("rise", 28, 3), run_at(27), 2) == ("J rose at α = 27 at step 1", True)
    mixed = run(FAST.dataset, Experiment(learning_rates=((0, 0.1), (2, 0.2))))
    assert stands(replace(LOW, rates=1), mixed, 7)[0] == "2 learning rates used, 1 allowed: go back"


def test_flips_are_said() -> None:
    challenge = toggled(Challenge("J", 0.2, 0, flips=1), 27)
    there = run(edited(Experiment().data, Flip(26)).load(), Experiment(data=edited(Experiment().data, Flip(26))))
    assert stands(challenge, there, 0)[0].startswith("1 of 1 flipped · not yet: J = ")
    assert stands(toggled(challenge, 83), there, 0)[0] == "2 labels flipped, 1 allowed: flip back, or undo"
    assert stands(toggled(LOW, 83), there, 0)[0] == "1 label flipped, none allowed: flip back, or undo"


def test_a_value_is_told_apart_from_the_goal() -> None:
    near = float(FAST.J[9])
    below = Challenge("J", near - 1e-7, 9)
    said, done = stands(below, FAST, 9)
    assert not done
    assert f"J = {number(near)} " not in said + " "


@pytest.mark.parametrize(
    ("challenge", "said"),
    [
        (Challenge("J", 0.2, 20), "J can’t be 0.2: the lowest any line can reach is J* = 0.2293. Ask for more"),
        (Challenge("J", 0.2293, 20), "J can’t be 0.2293: the lowest any line can reach is J* = 0.22933. Ask for"),
        (Challenge("correct", 184, 20), "No line gets more than 183 of these points right. Ask for fewer."),
        (Challenge("correct", 190, 20, flips=1), "183 of these points right, and 1 flip can add no more than 1."),
        (Challenge("correct", 201, 20), "Descent sees 200 examples."),
        (Challenge("rise", 3, 20), "Up to α = 3.78 J can’t rise in any step"),
        (Challenge("J", 0.7, 20), "It is met before anything is done: J is 0.6931 at step 0. Ask for more."),
        (Challenge("gap", 0.01, 20, at=300), f"J is only {number(SLOW.J[300] - 0.22933369)[:6]}"),
        (Challenge("correct", 178, 20, at=300), "178 are classified correctly at step 300."),
        (Challenge("J", 0.25, 0), "Allow a step or a flip at least."),
    ],
)
def test_why_one_can_not_be_met(challenge: Challenge, said: str) -> None:
    found = impossible(challenge, SLOW)
    assert found is not None
    assert said in refusal(challenge, found)
    assert refusal(challenge, found).startswith(why_not(challenge, found).removesuffix("."))
    assert "Ask for" not in why_not(challenge, found)


@pytest.mark.parametrize("why", REASONS)
def test_every_reason_is_a_sentence_or_two(why: str) -> None:
    said = refusal(LOW, Impossible(why, 0.5))
    assert said.endswith(".")
    assert len(said.split()) <= 30


def test_a_file_that_a_link_needs_is_named() -> None:
    assert "the file cars.csv" in needs_file("cars.csv")
