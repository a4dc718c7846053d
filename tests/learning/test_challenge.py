"""Challenges made from a moment: their text both ways, how they stand at a step, and which are refused."""

from __future__ import annotations

import contextlib
from dataclasses import replace
from itertools import product
from types import SimpleNamespace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment, Flip, at, edited, optimum, run
from logreg_core.descent.run import Run
from logreg_core.learning.acts import after, spent
from logreg_core.learning.challenges import (
    GOALS,
    REASONS,
    Challenge,
    apart,
    begun,
    challenge_beat,
    challenge_of,
    challenge_text,
    impossible,
    judged,
    toggled,
)
from logreg_core.learning.challenges.challenge import LONGEST_TEXT, MOST_FLIPPED
from logreg_core.learning.challenges.most_correct import MOST_EXAMPLES, most_correct
from logreg_core.learning.claim import holds
from logreg_core.learning.facts import points_of
from logreg_core.learning.start import start_of
from logreg_core.points.dataset import Dataset

BLOBS = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0"


def run_of(rates: str = "0:0.1", steps: int = 300, query: str = BLOBS) -> Run:
    experiment = start_of(f"{query}&rates={rates}&steps={steps}").experiment
    return run(points_of(experiment), experiment)


DEFAULT = run_of()
LOW = Challenge("J", 0.25, 20)

# ------------------------------------------------------------------------------------------------------ as a text


@st.composite
def challenges(draw: st.DrawFn) -> Challenge:
    marks = draw(st.sampled_from([("", ""), ("0a1b2c", "ffffff")]))
    return Challenge(
        draw(st.sampled_from(GOALS)),
        draw(st.floats(allow_nan=False, allow_infinity=False)),
        draw(st.integers(0, 100_000)),
        draw(st.integers(0, 20)),
        draw(st.integers(0, 20)),
        draw(st.integers(0, 100_000)),
        *marks,
        tuple(sorted(draw(st.sets(st.integers(1, 10**9), max_size=MOST_FLIPPED // 2)))),
    )


@given(challenges())
def test_a_challenge_comes_back_from_its_text(challenge: Challenge) -> None:
    text = challenge_text(challenge)
    assert challenge_of(text) == challenge
    assert not set(text) - set("abcdefghijklmnopqrstuvwxyzJ0123456789.,:+-")


def test_the_text_is_short() -> None:
    assert challenge_text(LOW) == "J:0.25,steps:20"
    assert challenge_text(Challenge("correct", 178.0, 5, rates=1)) == "correct:178.0,steps:5,rates:1"
    assert challenge_of("correct:178,steps:5,rates:1") == Challenge("correct", 178, 5, 1)


BAD = (
    "",
    "J",
    "J:0.25",
    "J:x,steps:20",
    "J:nan,steps:20",
    "J:inf,steps:20",
    "J:0.25,steps:-1",
    "J:0.25,steps:1.5",
    "J:0.25,steps:100001",
    "J:0.25,steps:20,steps:30",
    "J:0.25,steps:20,colour:3",
    "K:0.25,steps:20",
    "J:0.25,steps:20,of:zzzzzz.000000",
    "J:0.25,steps:20,of:12",
    "J:0.25,steps:20,flipped:2.1",
    "J:0.25,steps:20,flipped:0",
    "J:0.25,steps:20,flipped:",
    "J:0.25,steps:20,rates:21",
    "J:0.25,steps:20," + "rates:1" * 100,
    "J:0.25,steps:20,flipped:" + ".".join(map(str, range(1, 52))),
    "{t},steps:1",
)


@pytest.mark.parametrize("text", BAD)
def test_what_is_no_challenge_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match=r"\w"):
        challenge_of(text)


@given(st.text(st.characters() | st.sampled_from("J:0.25,steps:20,gapcorrectriseofflipped"), max_size=LONGEST_TEXT + 9))
def test_any_text_is_a_challenge_or_is_refused_with_why(text: str) -> None:
    with contextlib.suppress(ValueError):
        challenge = challenge_of(text)
        assert challenge_of(challenge_text(challenge)) == challenge
        judged(challenge, DEFAULT, 7)
        impossible(challenge, DEFAULT)


# ---------------------------------------------------------------------------------------------------- how it stands


def first_step(J: np.ndarray, most: float) -> int:
    return int(np.flatnonzero(most >= J)[0])


def test_it_is_met_at_the_first_step_that_meets_it() -> None:
    fast = run_of("0:1.0")
    met = first_step(fast.J, 0.25)
    assert 3 < met < 20
    for t in (0, 3, met - 1):
        verdict = judged(LOW, fast, t)
        assert (verdict.met, verdict.seen, verdict.value, verdict.steps) == (None, t, fast.J[t], t)
    for t in (met, met + 1, 20, 300):
        verdict = judged(LOW, fast, t)
        assert (verdict.met, verdict.seen, verdict.value) == (met, met, fast.J[met])


def test_past_its_steps_it_is_not_met() -> None:
    verdict = judged(LOW, DEFAULT, 300)
    assert DEFAULT.J[300] < 0.25
    assert (verdict.met, verdict.seen, verdict.steps) == (None, 20, 300)


def test_each_goal() -> None:
    fast = run_of("0:5.0")
    best = optimum(fast.dataset).J
    gap = judged(Challenge("gap", 0.001, 5), fast, 300)
    assert gap.met == int(np.flatnonzero(fast.J - best < 0.001)[0])
    assert gap.value == fast.J[gap.met] - best
    right = judged(Challenge("correct", 180, 20), DEFAULT, 9)
    assert right.met == next(t for t in range(20) if at(DEFAULT, t).correct >= 180)
    assert right.value == at(DEFAULT, right.met).correct
    steep = run_of("0:27.0")
    assert judged(Challenge("rise", 28, 1), steep, 1).met == 1
    assert judged(Challenge("rise", 28, 1), steep, 1).value == 27
    assert judged(Challenge("rise", 27, 1), steep, 1).met is None  # at a rate below
    assert judged(Challenge("rise", 28, 300), DEFAULT, 300).met is None
    settled = run_of("0:3.0", steps=3_000)
    assert np.any(np.diff(settled.J) > 0)  # by rounding alone
    assert judged(Challenge("rise", 4, 3_000), settled, 3_000).met is None


@pytest.mark.parametrize(
    ("rates", "used"), [("0:1.0", 1), ("0:0.1,2:1.0", 2), ("0:1.0,2:0.1,4:1.0", 2), ("0:1.0,299:7.0", 1)]
)
def test_how_many_rates_are_used(rates: str, used: int) -> None:
    mixed = run_of(rates)
    assert judged(replace(LOW, rates=1), mixed, 20).rates == used
    assert (judged(replace(LOW, rates=1), mixed, 20).met is not None) is (used == 1)
    assert judged(replace(LOW, rates=2), mixed, 20).met is not None


def test_a_goal_that_was_met_with_the_rates_allowed_stays_met() -> None:
    mixed = run_of("0:1.0,15:7.0")
    assert first_step(mixed.J, 0.25) < 15
    assert judged(replace(LOW, rates=1), mixed, 20).met is not None


def test_steps_are_counted_from_where_it_begins() -> None:
    later = begun(LOW, DEFAULT, 50)
    assert later.at == 50
    on = run_of("0:0.1,50:5.0")
    verdict = judged(later, on, 60)
    assert (verdict.steps, verdict.rates, verdict.apart) == (10, 1, "")
    assert verdict.met == 50 + first_step(on.J[50:], 0.25)
    assert judged(later, on, 40).met is None
    assert judged(later, run_of("0:5.0"), 60).apart == "start"  # another way to step 50


def test_other_points_or_another_start_are_not_what_was_asked() -> None:
    here = begun(LOW, DEFAULT, 0)
    assert begun(here, run_of("0:5.0"), 7) == here
    assert apart(here, run_of("0:1.0")) == ""
    assert apart(here, run_of("0:1.0", query=BLOBS.replace("none", "standardize"))) == ""
    near = run_of(query=BLOBS.replace("w=0.0,0.0", "w=2.5,1.25"))
    assert near.J[0] < 0.25
    assert judged(here, near, 0).apart == "start"
    assert judged(here, near, 5).met is None
    assert judged(here, run_of("0:1.0", query=BLOBS.replace("seed=7", "seed=8")), 20).apart == "points"
    assert apart(here, run_of(query=BLOBS + "&holdout=0.25")) == "start"


def flipped_run(*examples: int) -> Run:
    data = edited(DEFAULT.experiment.data, *(Flip(i - 1) for i in examples))
    experiment = replace(DEFAULT.experiment, data=data)
    return run(points_of(experiment), experiment)


def test_flips_are_counted() -> None:
    here = begun(Challenge("J", 0.204, 0, flips=2), DEFAULT, 300)
    assert impossible(here, DEFAULT) is None
    for examples, met in (((27,), None), ((27, 83), 300)):
        now = here
        for i in examples:
            now = toggled(now, i)
        verdict = judged(now, flipped_run(*examples), 300)
        assert (verdict.flips, verdict.met, verdict.apart) == (len(examples), met, "")
    three = toggled(toggled(toggled(here, 27), 83), 48)
    assert judged(three, flipped_run(27, 83, 48), 300).met is None
    assert judged(here, flipped_run(27), 300).apart == "points"  # a flip that was not counted
    assert toggled(toggled(here, 27), 27) == here
    many = replace(here, flipped=tuple(range(1, MOST_FLIPPED + 1)))
    assert toggled(many, 99) == many
    assert judged(replace(here, flipped=(201,)), DEFAULT, 300).apart == "points"


def test_a_run_that_is_shorter_than_asked() -> None:
    assert judged(replace(LOW, at=5_000), DEFAULT, 6_000).met is None


# ------------------------------------------------------------------------------------------------- what can't be met

SEPARABLE = run_of(query="data=separable&m=200&noise=0.5&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0")
BEST = optimum(DEFAULT.dataset).J
REFUSED = [
    (Challenge("J", 0.25, 0), DEFAULT, "no budget", 0),
    (Challenge("J", 0.2293, 20), DEFAULT, "below best", BEST),
    (Challenge("J", -1, 20), DEFAULT, "below best", BEST),
    (Challenge("J", BEST, 20), DEFAULT, "never reached", BEST),
    (Challenge("J", 0, 20), SEPARABLE, "never reached", 0),
    (Challenge("gap", 0, 20), DEFAULT, "no gap", 0),
    (Challenge("correct", 178.5, 20), DEFAULT, "not whole", 0),
    (Challenge("correct", 0, 20), DEFAULT, "not whole", 0),
    (Challenge("correct", 201, 20), DEFAULT, "more than all", 200),
    (Challenge("correct", 184, 20), DEFAULT, "no line", 183),
    (Challenge("correct", 185, 20, flips=1), DEFAULT, "no line", 183),
    (Challenge("correct", 181, 100_000), run_of(query=BLOBS.replace("m=200", "m=1000")), "too long", 49_999),
    (Challenge("rise", 0, 20), DEFAULT, "no rate", 0),
    (Challenge("rise", 3.5, 20), DEFAULT, "safe", None),
    (Challenge("J", 0.7, 20), DEFAULT, "met already", DEFAULT.J[0]),
    (Challenge("correct", 178, 20, at=300), DEFAULT, "met already", 178),
]


@pytest.mark.parametrize(("challenge", "here", "why", "bound"), REFUSED)
def test_what_can_not_be_met_is_refused_with_why(
    challenge: Challenge, here: Run, why: str, bound: float | None
) -> None:
    found = impossible(challenge, here)
    assert found is not None
    assert found.why == why
    assert bound is None or found.bound == bound


def test_each_reason_is_met_above() -> None:
    assert {why for *_, why, _ in REFUSED} == set(REASONS)


POSSIBLE = (
    LOW,
    Challenge("J", 0.2294, 20),
    Challenge("gap", 1e-9, 20),
    Challenge("correct", 183, 20),
    Challenge("correct", 184, 20, flips=1),
    Challenge("rise", 3.9, 20),
    Challenge("J", 0.1, 20, flips=9),
)


@pytest.mark.parametrize("challenge", POSSIBLE)
def test_what_may_be_met_is_not_refused(challenge: Challenge) -> None:
    assert impossible(challenge, DEFAULT) is None


def test_on_separable_points_any_j_above_0_may_be_met() -> None:
    assert impossible(Challenge("J", 1e-9, 20), SEPARABLE) is None
    fast = replace(SEPARABLE.experiment, learning_rates=((0, 100.0),))
    assert judged(Challenge("J", 1e-8, 1), run(SEPARABLE.dataset, fast), 1).met == 1


def test_a_rate_that_is_safe_as_the_features_are_may_not_be_in_others() -> None:
    cars = run_of(query="data=mtcars&scale=standardize&w=0.0,0.0&b=0.0")
    safe = cars.experiment.safe_rate(cars)
    assert safe is not None
    assert impossible(Challenge("rise", safe * 0.9, 20), cars) is None  # the switch back is allowed
    assert impossible(Challenge("rise", safe * 0.9, 20, at=5), cars) is not None


def by_all_lines(data: Dataset) -> int:
    """The most that a line through two near-points gets, tried one by one with each way to pass them."""
    X, one = data.X, data.y == 1
    best = max(int(one.sum()), int((~one).sum()))
    for i, j in product(range(data.m), repeat=2):
        if i == j:
            continue
        normal = np.array([X[i, 1] - X[j, 1], X[j, 0] - X[i, 0]])
        side = (X - X[i]) @ normal
        side[[i, j]] = np.where(one[[i, j]], np.inf, -np.inf)  # it may pass each of them on either side
        best = max(best, int(((side > 0) == one).sum()))
    return best


@pytest.mark.parametrize("seed", range(5))
def test_the_most_that_any_line_gets(seed: int) -> None:
    rng = np.random.default_rng(seed)
    m = int(rng.integers(4, 25))
    data = Dataset(rng.normal(size=(m, 2)) * (1, 1000), np.arange(m) % 2, ("a", "b"), ("0", "1"))
    assert most_correct(data) == by_all_lines(data)


def test_known_points() -> None:
    xor = points_of(start_of("data=xor&m=200&noise=0.35&balance=0.5&seed=7").experiment)
    assert most_correct(xor) == 153
    assert most_correct(SEPARABLE.dataset) == 200
    assert most_correct(DEFAULT.dataset) == 183
    twice = Dataset(np.zeros((4, 2)), np.array([0, 1, 1, 1]), ("a", "b"), ("0", "1"))
    assert most_correct(twice) == 3
    rng = np.random.default_rng(1)
    many = Dataset(rng.normal(size=(MOST_EXAMPLES + 1, 2)), np.arange(MOST_EXAMPLES + 1) % 2, ("a", "b"), ("0", "1"))
    assert most_correct(many) is None


# ------------------------------------------------------------------------------------------------------- as a beat


@pytest.mark.parametrize(
    ("challenge", "way"),
    [
        (LOW, ("rate 5 from the start", "step 5")),
        (Challenge("gap", 0.001, 5, rates=1), ("rate 5.5 from the start", "step 4")),
        (Challenge("correct", 181, 20), ("step 5", "rate 0.2", "step 3")),
        (Challenge("rise", 28, 1), ("rate 27 from the start", "step")),
    ],
)
def test_its_beat_asks_for_the_same(challenge: Challenge, way: tuple[str, ...]) -> None:
    start = start_of(f"{BLOBS}&rates=0:0.1&steps=300&t=0")
    beat = challenge_beat(challenge, start, "Get there.")
    assert (beat.kind, beat.task, beat.budget["step"]) == ("do", "Get there.", challenge.steps)
    here = start
    assert not holds(beat.goal, here)
    for act in way:
        here = after(here, act)
    there = run(points_of(here.experiment), here.experiment)
    assert holds(beat.goal, here) is (judged(challenge, there, here.t).met is not None)
    assert spent(start, here).step == judged(challenge, there, here.t).steps


def test_its_beat_shows_what_it_needs() -> None:
    start = SimpleNamespace(experiment=Experiment())
    plain = challenge_beat(LOW, start, "Get there.")  # type: ignore[arg-type]
    assert plain.controls == ("back", "play", "step", "scrub", "rate", "from-start", "standardise")
    later = challenge_beat(replace(LOW, at=5, flips=1), start, "Get there.")  # type: ignore[arg-type]
    assert later.controls == ("back", "play", "step", "scrub", "rate", "flip")
