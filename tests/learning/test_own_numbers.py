"""Somebody's own numbers against a run's: each suspicion beside a student's program that is written out here."""

from __future__ import annotations

import math

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, HeavyBall, at, generate, run
from logreg_core.learning.own_numbers.own_numbers import QUANTITIES, Typed, asked_of, compare
from logreg_core.learning.own_numbers.programs import MOST_STEPS, can_be_followed
from logreg_core.learning.own_numbers.suspicions import suspicions
from logreg_core.learning.start import start_of
from tests.learning.student_programs import PROGRAMS, Student

from ..rules.rows import EVERY, identity

BLOBS = "data=blobs&m=200&noise=0.9&balance=0.5&seed=7&scale=none&w=0.0,0.0&b=0.0&steps=300&pick=27"
M5, M7 = BLOBS + "&rates=0:0.1&t=20", BLOBS + "&rates=0:60.0&t=1"


def moment(query):
    start = start_of(query)
    return run(generate("blobs", m=200, noise=0.9, seed=7, balance=0.5), start.experiment), start.t


def typed(text):
    """A number as it stands there, with its last digit."""
    mantissa, _, power = text.lower().partition("e")
    decimals = len(mantissa.partition(".")[2])
    return Typed(float(text), 10.0 ** (int(power or 0) - decimals))


def names(found):
    return [each.name for each in found.explanations]


BY_OTHERS = {  # tested apart: they are about more than one step's formulas
    *("step before", "step after", "first rate", "held out too", "no velocity", "mean velocity"),
    *("not scaled", "data units", "sample sd"),
}


def digits_of(numbers, digits=9):
    return {name: typed(f"{value:.{digits - 1}e}") for name, value in numbers.items() if math.isfinite(value)}


def test_each_suspicion_has_a_program_here():
    every = set()
    for experiment in (
        Experiment(scale="standardize", holdout=0.2, rule=HeavyBall(), learning_rates=((0, 0.1), (1, 0.2)), steps=3),
        Experiment(steps=3),
    ):
        every |= {each.name for each in suspicions(run(generate("blobs", m=20), experiment))}
    assert every == PROGRAMS.keys() | BY_OTHERS


@pytest.mark.parametrize("name", PROGRAMS)
def test_what_a_program_does_is_named(name):
    """At M5, from the parameters on screen: all seven numbers at once, each alone, and the whole program from t = 0."""
    descent, t = moment(M5)
    student = PROGRAMS[name](descent.dataset.X, descent.dataset.y, 0.1)
    theta = np.append(descent.w[t], descent.b[t])
    found = compare(descent, t, digits_of(student.numbers(theta)))
    assert name in names(found)
    assert not found.unexplained
    for each in found.explanations:
        assert not each.always
    for quantity, value in digits_of(student.numbers(theta)).items():
        alone = compare(descent, t, {quantity: value})
        assert alone.judged[0].verdict == "agrees" or name in names(alone), quantity


@pytest.mark.parametrize("name", sorted(PROGRAMS.keys() - {"mean twice", "no bias", "uphill"}))
def test_a_whole_program_is_followed_from_its_start(name):
    descent, t = moment(BLOBS + "&rates=0:0.02&t=20")
    student = PROGRAMS[name](descent.dataset.X, descent.dataset.y, 0.02)
    theta = np.zeros(3)
    for _ in range(t):
        numbers = student.numbers(theta)
        theta = np.array([numbers[f"next_{each}"] for each in ("w1", "w2", "b")])
    found = compare(descent, t, digits_of(student.numbers(theta)))
    assert name in {each.name for each in found.explanations if each.always}
    assert not found.unexplained


def test_whole_programs_without_a_bias_or_uphill():
    descent, t = moment(BLOBS + "&rates=0:0.1&t=20")
    X, y = descent.dataset.X, descent.dataset.y
    theta = np.zeros(2)
    for _ in range(t):
        p = 1 / (1 + np.exp(-X @ theta))
        theta = theta - 0.1 * X.T @ (p - y) / 200
    J = float(np.mean(-(y * np.log(p := 1 / (1 + np.exp(-X @ theta))) + (1 - y) * np.log(1 - p))))
    gradient = X.T @ (p - y) / 200
    found = compare(descent, t, digits_of({"J": J, "dJ_dw1": gradient[0], "dJ_dw2": gradient[1]}))
    assert names(found) == ["no bias"]
    assert found.explanations[0].always
    theta = np.zeros(3)
    right = Student(X, y, 0.1)
    for _ in range(t):
        theta = theta + 0.1 * right.gradient(theta)
    found = compare(descent, t, digits_of({"J": right.J(theta), "next_w1": theta[0] + 0.1 * right.gradient(theta)[0]}))
    assert "uphill" in names(found)


@st.composite
def moments(draw):
    """A dataset, parameters and a rate, at which a student's program finds numbers too."""
    seed, m = draw(st.integers(0, 10_000)), draw(st.integers(4, 30))
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(m) % 2).astype(float)
    X = rng.normal(size=(m, 2)) * draw(st.sampled_from([0.3, 1.0, 3.0])) + draw(st.sampled_from([0.0, 1.0, -2.0]))
    w = tuple(rng.normal(size=2).tolist())
    rate = draw(st.sampled_from([0.01, 0.1, 0.7, 5.0]))
    start = Experiment(w=w, b=float(rng.normal()), learning_rates=((0, rate),), steps=2)
    return run(Dataset(X, y), start), draw(st.integers(0, 2)), rate


@given(moments(), st.sampled_from(sorted(PROGRAMS)))
def test_whatever_the_data_a_program_is_named_and_explains_all(here, name):
    descent, t, rate = here
    student = PROGRAMS[name](descent.dataset.X, descent.dataset.y, rate)
    with np.errstate(all="ignore"):
        numbers = digits_of(student.numbers(np.append(descent.w[t], descent.b[t])), 11)
    assume(all(math.isfinite(each.value) for each in numbers.values()))
    found = compare(descent, t, numbers)
    off = [each for each in found.judged if each.verdict != "agrees"]
    assert not off or name in names(found)
    assert not found.unexplained


@given(moments(), st.integers(3, 16))
def test_right_numbers_agree_with_however_many_digits(here, digits):
    """Rounded or cut off; where a naive program loses no digits itself, as by 1 - ŷ at a large z."""
    descent, t, rate = here
    theta = np.append(descent.w[t], descent.b[t])
    student = Student(descent.dataset.X, descent.dataset.y, rate)
    assume(np.abs(student.z(*theta)).max() < 6)
    right = student.numbers(theta)
    found = compare(descent, t, digits_of(right, digits))
    assert [each.verdict for each in found.judged] == ["agrees"] * 7
    assert found.explanations == ()
    found = compare(descent, t, {name: cut_off(value, digits) for name, value in right.items()})
    assert [each.verdict for each in found.judged] == ["agrees"] * 7


def cut_off(value, digits):
    mantissa, _, power = f"{value:.17e}".partition("e")
    return typed(mantissa[: digits + 1 + (value < 0)] + "e" + power)


# ------------------------------------------------------------------------------------------------ facts of the lessons


@pytest.mark.parametrize(
    ("link", "text", "name"),
    [
        (M5, "-43.31", "sum"),
        (M5, "0.2166", "sign"),
        (M5, "-0.09405", "base 10"),
        (M5, "-0.216644", "b first"),
        (M5, "-1.289", "slope left out"),
        (M7, "0.03527", "b first"),
    ],
)
def test_four_programs_of_lesson_ten(link, text, name):
    assert names(compare(*moment(link), {"dJ_dw1": typed(text)}))[0] == name


def test_the_right_ones_of_lesson_ten():
    for link, text in ((M5, "-0.2166"), (M5, "-0.216560"), (M7, "0.03898")):
        (judged,) = compare(*moment(link), {"dJ_dw1": typed(text)}).judged
        assert judged.verdict == "agrees"
        assert judged.is_enough


# --------------------------------------------------------------------------------- what is about more than one formula


def test_the_step_before_and_the_one_after():
    descent, t = moment(M5)
    for other, name in ((t - 1, "step before"), (t + 1, "step after")):
        there = at(descent, other)
        numbers = {"J": there.J, "dJ_dw1": there.gradient[0], "next_w1": there.step.w[0], "next_b": there.step.b}
        assert names(compare(descent, t, digits_of(numbers))) == [name]
    last = descent.steps
    assert names(compare(descent, last, digits_of({"next_w1": descent.w[last, 0]}))) == ["step before"]


def test_scaling_forgotten_and_by_the_other_sd():
    dataset = generate("scales", m=60, seed=3)
    descent = run(dataset, Experiment(scale="standardize", learning_rates=((0, 0.5),), steps=5))
    t = 4
    w, b = descent.w[t], float(descent.b[t])
    raw = Student(dataset.X, dataset.y, 0.5)
    with np.errstate(all="ignore"):
        gradient = raw.gradient((*w, b))
    assert names(compare(descent, t, digits_of({"dJ_dw1": gradient[0], "dJ_dw2": gradient[1]}))) == ["not scaled"]

    X = (dataset.X - dataset.X.mean(axis=0)) / dataset.X.std(axis=0, ddof=1)
    student, theta = Student(X, dataset.y, 0.5), np.zeros(3)
    for _ in range(t):
        theta = student.step(theta)
    found = compare(descent, t, digits_of(student.numbers(theta)))
    assert names(found) == ["sample sd"]
    assert found.explanations[0].always

    units = {"next_w1": descent.w_in_data_units[t + 1, 0], "next_b": descent.b_in_data_units[t + 1]}
    assert names(compare(descent, t, digits_of(units))) == ["data units"]


def test_an_unscaled_program_of_scaled_data():
    dataset = generate("blobs", m=60, seed=3)
    descent = run(dataset, Experiment(scale="standardize", learning_rates=((0, 0.5),), steps=5))
    student, theta = Student(dataset.X, dataset.y, 0.5), np.zeros(3)
    for _ in range(4):
        theta = student.step(theta)
    found = compare(descent, 4, digits_of(student.numbers(theta)))
    assert names(found) == ["not scaled"]
    assert found.explanations[0].always


def test_held_out_rows_counted_in():
    dataset = generate("blobs", m=50, seed=4)
    descent = run(dataset, Experiment(holdout=0.3, steps=6))
    student = Student(dataset.X, dataset.y, 0.1)
    found = compare(descent, 5, digits_of(student.numbers(np.append(descent.w[5], descent.b[5]))))
    assert names(found) == ["held out too"]


def test_velocities():
    dataset = generate("blobs", m=50, seed=4)
    descent = run(dataset, Experiment(rule=HeavyBall(beta=0.8), learning_rates=((0, 0.3),), steps=9))
    student, t = Student(dataset.X, dataset.y, 0.3), 7
    theta = np.append(descent.w[t], descent.b[t])
    without = dict(zip(QUANTITIES[4:], student.step(theta), strict=True))
    assert "no velocity" in names(compare(descent, t, digits_of(without)))
    theta, u = np.zeros(3), np.zeros(3)
    for _ in range(t):
        u = 0.8 * u + 0.2 * student.gradient(theta)
        theta = theta - 0.3 * u
    found = compare(descent, t, digits_of({"J": student.J(theta), "dJ_dw1": student.gradient(theta)[0]}))
    assert names(found) == ["mean velocity"]
    assert found.explanations[0].always


@pytest.mark.parametrize("rule", EVERY, ids=identity)
def test_the_right_numbers_agree_under_every_rule_and_plain_descent_is_known(rule):
    dataset = generate("blobs", m=50, seed=4)
    descent = run(dataset, Experiment(rule=rule, learning_rates=((0, rule.usual_rate or 0.3),), steps=9))
    t = 4
    after = np.append(descent.w[t + 1], descent.b[t + 1])
    found = compare(descent, t, digits_of(dict(zip(QUANTITIES[4:], after, strict=True))))
    assert {each.verdict for each in found.judged} == {"agrees"}
    plain = Student(dataset.X, dataset.y, descent.experiment.rate_at(t)).step(np.append(descent.w[t], descent.b[t]))
    if rule.keeps and not np.allclose(plain, after, rtol=1e-2):
        known = "no velocity" if "u" in rule.keeps else "plain descent"
        assert known in names(compare(descent, t, digits_of(dict(zip(QUANTITIES[4:], plain, strict=True)))))


def test_the_first_rate_kept():
    dataset = generate("blobs", m=50, seed=4)
    descent = run(dataset, Experiment(learning_rates=((0, 0.1), (3, 1.0)), steps=9))
    student, theta = Student(dataset.X, dataset.y, 0.1), np.zeros(3)
    for _ in range(6):
        theta = student.step(theta)
    assert names(compare(descent, 6, digits_of(student.numbers(theta)))) == ["first rate"]


# ------------------------------------------------------------------------------------------------ digits, and what else


def test_digits_decide():
    descent, t = moment(M5)
    coarse = compare(descent, t, {"dJ_dw1": typed("-0.22")}).judged[0]
    assert coarse.verdict == "agrees"
    assert not coarse.is_enough
    assert compare(descent, t, {"dJ_dw1": typed("-0.2")}).explanations == ()
    few = compare(descent, t, {"dJ_dw1": typed("-0.2166")})  # b first has -0.216644: the same four digits
    assert few.judged[0].verdict == "agrees"
    assert few.explanations == ()
    rounded = compare(descent, t, {"dJ_dw1": typed("-0.2169")})
    assert rounded.judged[0].verdict == "nearly"
    assert rounded.explanations == ()
    assert rounded.unexplained == ()


def test_of_a_small_step_more_digits_are_asked_for():
    descent, _ = moment(M5)
    t = 299
    before, after = descent.w[t, 0], descent.w[t + 1, 0]
    judged = compare(descent, t, {"next_w1": typed("2.17")}).judged[0]
    assert judged.verdict == "agrees"
    assert not judged.is_enough
    assert f"{before:.{judged.needs}g}" != f"{after:.{judged.needs}g}"
    assert f"{before:.{judged.needs - 2}g}" == f"{after:.{judged.needs - 2}g}"
    assert names(compare(descent, t, {"next_w1": typed(f"{before:.6f}")})) == ["step before"]


def test_where_two_suspicions_fit_both_are_named():
    descent, t = moment(M5)
    found = compare(descent, t, {"next_w1": typed("0.6543")})
    assert {"sign", "uphill"} <= set(names(found))
    assert found.alike
    decided = compare(descent, t, {"next_w1": typed("0.6543"), "dJ_dw1": typed("-0.2166")})
    assert names(decided) == ["uphill"]


def test_one_suspicion_for_all_goes_before_one_for_each():
    descent, t = moment(M5)
    found = compare(descent, t, {"dJ_dw1": typed("-43.31"), "dJ_dw2": typed("-21.05"), "next_w1": typed("5.007")})
    (only,) = found.explanations
    assert only.name == "sum"
    assert only.explains == ("dJ_dw1", "dJ_dw2", "next_w1")
    mixed = compare(descent, t, {"J": typed("0.17396"), "dJ_dw1": typed("0.21656")})
    assert [(each.name, each.explains) for each in mixed.explanations if not each.always] == [
        ("sign", ("dJ_dw1",)),
        ("base 10", ("J",)),
    ]


def test_a_decimal_point_and_what_nobody_knows():
    descent, t = moment(M5)
    (judged,) = compare(descent, t, {"J": typed("4.006")}).unexplained
    assert judged.shift == 1
    (judged,) = compare(descent, t, {"J": typed("3.333")}).unexplained
    assert judged.shift == 0


def test_zero():
    descent, _ = moment(BLOBS + "&rates=0:0.1&t=0")
    for text in ("0", "0.000", "1.2e-17", "-3e-17"):
        (judged,) = compare(descent, 0, {"dJ_db": typed(text)}).judged
        assert judged.verdict == "agrees", text
        assert judged.is_enough, text
    assert compare(descent, 20, {"dJ_db": typed("0.0")}).judged[0].verdict == "differs"
    assert compare(descent, 0, {"dJ_db": typed("0.01")}).judged[0].verdict == "differs"


def test_of_one_feature_one_weight_is_asked_for():
    X = np.column_stack([np.zeros(6), [1.0, 2, 3, 4, 5, 6]])
    descent = run(Dataset(X, [0, 0, 1, 0, 1, 1]), Experiment(steps=3))
    assert asked_of(descent) == ("J", "dJ_dw2", "dJ_db", "next_w2", "next_b")
    found = compare(descent, 1, {"dJ_dw1": typed("1.5"), "J": typed(f"{descent.J[1]:.6f}")})
    assert [each.name for each in found.judged] == ["J"]


def test_where_numbers_leave_a_doubles_range():
    X = [[700.0, 1.0], [-800.0, 2.0], [900.0, -1.0], [-650.0, 0.5]]
    descent = run(Dataset(X, [1, 0, 0, 1]), Experiment(w=(3.0, 0.1), learning_rates=((0, 2.0),), steps=4))
    for t in (0, 3):
        here = at(descent, t)
        found = compare(descent, t, digits_of({"J": here.J, "dJ_dw1": -here.gradient[0], "next_w1": 1e300}))
        assert found.judged[0].verdict == "agrees"
        assert "sign" in names(found)


def test_long_runs_are_not_followed_and_that_is_told():
    dataset = generate("blobs", m=20, seed=1)
    descent = run(dataset, Experiment(steps=MOST_STEPS + 5))
    assert not can_be_followed(descent, 0)
    assert can_be_followed(descent, MOST_STEPS)
    assert not can_be_followed(descent, MOST_STEPS + 1)
    assert not compare(descent, MOST_STEPS + 1, {"J": typed("7.77")}).followed


def test_a_rate_at_which_right_programs_part():
    descent, t = moment(M7)
    assert not compare(descent, t, {"J": typed("7.77")}).comparable
    assert compare(*moment(M5), {"J": typed("7.77")}).comparable
