"""Questions about the next step: each right answer is the core's own, and only what can go either way is asked."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, HeavyBall, at, load_sample, race, run
from logreg_core.descent.run import Run
from logreg_core.learning.predictions.deciding import judged
from logreg_core.learning.predictions.nearby_runs import look_alike, up_to, with_step_after
from logreg_core.learning.predictions.predictions import (
    FINER,
    KINDS,
    LOOK_AHEAD,
    PARAMETERS,
    ask,
    compare_rates,
    leads_on,
    question,
)
from logreg_core.points.origins import Generated
from pages.words.numbers import number

DEFAULT = Generated().load()
ONE_FEATURE = Dataset([[0.5, 0], [1, 0], [2, 0], [3, 0], [1.5, 0], [2.5, 0]], [0, 0, 0, 1, 1, 1])
DATA = {
    "default": DEFAULT,
    "separable": Generated("separable", 40, 0.5, 0.5, 1).load(),
    "six of one feature": ONE_FEATURE,
    "on a line": Dataset([[1, 1], [2, 2], [3, 3], [4, 4]], [0, 1, 0, 1]),
    "one place": Dataset([[2, 2], [2, 2]], [0, 1]),
    "one example": Dataset([[3, 4]], [0]),
    "iris": load_sample("iris"),
}


@pytest.fixture(scope="module")
def default() -> Run:
    return run(DEFAULT, Experiment())


def test_step_20_of_the_default_run_asks_for_example_27(default):
    """J falls, 21 of 200 examples' L rise, and most of all that of 27."""
    found = question("riser", default, 20)
    assert found is not None
    L, after = at(default, 20).forward.L, at(default, 21).forward.L
    assert (number(L[26]), number(after[26])) == ("1.494", "1.524")
    assert np.count_nonzero(after > L) == 21
    assert default.J[21] < default.J[20]
    assert found.rights == ("27",)
    rising = [choice for choice in found.choices if after[int(choice) - 1] > L[int(choice) - 1]]
    assert rising == ["27"]
    assert list(found.choices) == sorted(found.choices, key=int)


def test_the_first_step_has_no_last_one_and_the_last_one_a_next_one(default):
    assert question("pace", default, 0) is None
    kinds = {each.kind for each in ask(default, default.steps)}
    assert kinds == {"J", "w1"}
    longer = run(DEFAULT, Experiment(steps=default.steps + 1))
    for name in ("w", "b", "J", "state"):
        ahead = getattr(with_step_after(default, default.steps), name)
        np.testing.assert_allclose(ahead, getattr(longer, name), rtol=1e-12, atol=1e-15)


def test_a_run_up_to_a_step_is_the_one_that_ended_there(default):
    short, part = run(DEFAULT, Experiment(steps=20)), up_to(default, 20)
    assert part.experiment == short.experiment
    for name in ("w", "b", "J", "state"):
        np.testing.assert_array_equal(getattr(part, name), getattr(short, name))
    assert up_to(default, default.steps) is default


def test_a_kind_that_was_the_same_twice_pauses_and_a_finer_one_takes_its_place(default):
    past: list[tuple[str, str]] = []
    asked: list[tuple[str, ...]] = []
    for t in range(16):
        questions = ask(default, t, past)
        asked.append(tuple(each.kind for each in questions))
        past += [(each.kind, each.right) for each in questions]
    assert asked[:3] == [("J", "w1"), ("J", "w2"), ("pace",)]
    for kind in ("J", "w1", "w2", "b", "turn", "pace"):  # of each the answer is always the same here
        assert [each for each, _ in past].count(kind) == 2, kind
    assert len({right for kind, right in past if kind == "riser"}) == [kind for kind, _ in past].count("riser")


def test_it_comes_back_once_the_step_just_made_was_otherwise():
    """Never because the answer to come is another one: then that it is asked would tell it."""
    bumpy = run(DEFAULT, Experiment(learning_rates=((0, 60.0),)))
    past = [("J", "fall"), ("J", "fall")]
    ways = [question("J", bumpy, t).right for t in range(60)]
    turns = [t for t in range(1, 59) if (ways[t - 1], ways[t]) == ("fall", "rise")]
    assert len(turns) >= 3
    for t in turns:
        assert "J" not in {each.kind for each in ask(bumpy, t, past)}
        assert "J" in {each.kind for each in ask(bumpy, t + 1, past)}


def test_nobody_is_asked_for_the_point_that_has_the_ring_already(default):
    past = [(kind, "x") for kind in FINER if kind != "pull"] * 3 + [("J", "fall")] * 2
    (hardest,) = question("pull", default, 20).rights
    assert hardest == "27"
    assert [each.kind for each in ask(default, 20, past, picked=3)] == ["pull"]
    assert "pull" not in [each.kind for each in ask(default, 20, past, picked=26)]


def test_three_rates_are_compared_and_the_lowest_is_the_race_s(default):
    found = compare_rates(default, 0, 5.0, from_start=True)
    assert found is not None
    assert found.choices == ("0.1", "5.0", "60.0")
    runs = race(DEFAULT, Experiment(steps=LOOK_AHEAD), [0.1, 5.0, 60.0])
    assert found.right == ("0.1", "5.0", "60.0")[int(np.argmin([each.J[-1] for each in runs]))]
    facts = judged(default, 0, found, "60.0", from_start=True).facts
    assert [number(facts[rate]) for rate in found.choices] == ["0.3087", "0.2293", "0.3246"]
    assert compare_rates(default, 20, 0.1) is None  # it is in force


@pytest.mark.parametrize("rate", [5e-324, 1e-300, 1e300, 1.7976931348623157e308])
def test_any_rate_can_be_compared(default, rate):
    found = compare_rates(default, 20, rate)
    assert found is not None
    assert set(found.choices) > {"0.1", repr(rate)}
    facts = judged(default, 20, found, repr(rate)).facts
    assert facts[found.right] == min(facts[choice] for choice in found.choices)


def test_rates_that_end_alike_are_no_question():
    arrived = run(DEFAULT, Experiment(learning_rates=((0, 5.0),), steps=400))
    assert compare_rates(arrived, 400, 4.0) is None


def test_past_all_numbers_nothing_is_asked():
    data = Dataset([[1e100, -1e100], [-1e100, 1e99], [1e98, 0]], [0, 1, 0])
    ended = run(data, Experiment(learning_rates=((0, 1e150),), steps=40))
    assert ended.steps < 40
    assert not leads_on(ended, ended.steps)
    assert ask(ended, ended.steps) == ()


def test_an_answer_that_there_is_not_is_refused(default):
    for kind, answer in (("J", "up"), ("riser", "1000"), ("pull", "0"), ("pull", "x"), ("pull", "201")):
        found = question(kind, default, 20)
        with pytest.raises(ValueError, match="no answer to the question"):
            judged(default, 20, found, answer)


@settings(max_examples=120)
@given(
    st.sampled_from(sorted(DATA)),
    st.sampled_from([0.03, 0.1, 1.0, 7.0, 60.0, 900.0]),
    st.sampled_from(["none", "standardize"]),
    st.booleans(),
    st.integers(0, 30),
    st.sampled_from([0.0, 0.3]),
)
def test_every_right_answer_is_that_of_the_next_row(name, rate, scale, momentum, t, holdout):
    data = DATA[name]
    rule = HeavyBall() if momentum else Experiment().rule
    experiment = Experiment(
        rule=rule, learning_rates=((0, rate),), scale=scale, steps=30, holdout=holdout if data.m > 5 else 0.0
    )
    done = with_step_after(run(data, experiment), t)
    seen = {
        kind: found
        for kind in KINDS
        if kind != "rates" and kind not in set(PARAMETERS) - set(done.parameters) and (found := question(kind, done, t))
    }
    here, after = at(done, t), at(done, t + 1)
    J, J_after = float(done.J[t]), float(done.J[t + 1])
    assert seen["J"].right == ("stay" if number(J) == number(J_after) else "fall" if J_after < J else "rise")
    for name in set(PARAMETERS) & set(seen):
        facts = judged(done, t, seen[name], "stay").facts
        if seen[name].right == "stay":
            assert look_alike(facts["before"], facts["after"], int(facts["digits"]))
        else:
            assert (facts["after"] > facts["before"]) == (seen[name].right == "rise")
    if "pace" in seen:
        last = float(done.J[t - 1]) - J
        assert (J - J_after > last) == (seen["pace"].right == "more") or math.isclose(J - J_after, last, rel_tol=1e-6)
    if "riser" in seen:
        rows = [done.row_of(int(each) - 1) for each in seen["riser"].choices]
        up = [str(done.rows_training[row] + 1) for row in rows if after.forward.L[row] > here.forward.L[row]]
        assert up == [seen["riser"].right]
    if "correct" in seen:
        right = {"more": after.correct > here.correct, "same": after.correct == here.correct}
        assert right.get(seen["correct"].right, after.correct < here.correct)
    if "turn" in seen:
        (x0, y0), (x1, y1) = done.w_in_data_units[t : t + 2]
        cross = x0 * y1 - y0 * x1
        assert seen["turn"].right == "stay" or (cross > 0) == (seen["turn"].right == "counter-clockwise")
    if "pull" in seen:
        pulls = np.hypot(*here.chain.dL_dw.T)
        assert {number(pulls[done.row_of(int(each) - 1)]) for each in seen["pull"].rights} == {number(pulls.max())}
    for found in ask(done, t):
        assert found.kind in seen
        assert not found.choices or set(found.rights) <= set(found.choices)
