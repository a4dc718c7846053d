"""Worksheets: what is given and the key, for the moment's own points and for those of a student's number."""

from __future__ import annotations

import csv
import io
import math
import re
from dataclasses import replace
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment, Generated, HeavyBall, Points, Sampled, optimum, run
from logreg_core.descent.run import Run
from logreg_core.learning.worksheets.number_list import listed_numbers
from logreg_core.learning.worksheets.variants import is_short
from logreg_core.learning.worksheets.worksheet import Worksheet, suggested_points, worksheet
from logreg_core.learning.worksheets.worksheet_key import key_csv, key_of
from logreg_core.points.seeds import LARGEST_SEED

FOUR = Experiment(Sampled("four_points"), learning_rates=((0, 1.0),), steps=20)
SEEDS = st.integers(0, LARGEST_SEED - 1)
COUNTS = st.integers(2, 6)


def of(experiment: Experiment) -> Run:
    return run(experiment.data.load(), experiment)


FOUR_RUN = of(FOUR)
MANY = of(Experiment(Generated(m=40), learning_rates=((0, 1.0),), steps=20))


def chosen(count: int) -> tuple[int, ...]:
    """So many examples of the larger data, of both classes in turn."""
    zero, one = (iter(np.flatnonzero(MANY.dataset.y == label) + 1) for label in (0, 1))
    return tuple(int(next(one if at % 2 else zero)) for at in range(count))


def variant(seed: int, count: int, steps: int = 2) -> Worksheet:
    return worksheet(MANY, 0, chosen(count), steps, seed)


def test_the_four_points_step_one_comes_out_short() -> None:
    sheet = worksheet(FOUR_RUN, 0, suggested_points(FOUR_RUN), 2)
    first, second = sheet.steps
    assert (sheet.numbers, sheet.rate, first.w, first.b) == ((1, 2, 3, 4), 1.0, (0.0, 0.0), 0.0)
    assert [point.dL_dz for point in first.points] == [-0.5, 0.5, -0.5, 0.5]
    assert [point.dL_dw[0] for point in first.points] == [0, -1.5, -1, 0.5]
    assert [point.dL_dw[1] for point in first.points] == [-1, -1, 0.5, 0.5]
    assert (first.dJ_dw, first.dJ_db, first.next_w, first.next_b) == ((-0.5, -0.25), 0.0, (0.5, 0.25), 0.0)

    def four(*numbers: float) -> list[float]:
        return [float(f"{x:.4g}") for x in numbers]

    assert [point.z for point in second.points] == [0.5, -2, 0.75, 0.75]
    assert four(*(point.y_hat for point in second.points)) == [0.6225, 0.1192, 0.6792, 0.6792]
    assert four(*(point.L for point in second.points)) == [0.4741, 0.1269, 0.3869, 1.137]
    assert four(second.J, *second.dJ_dw, second.dJ_db) == [0.5312, -0.08002, 0.001628, 0.025]


def test_the_key_is_worked_out_from_what_is_printed() -> None:
    """By the textbook's formulas, from numbers of four digits, on a sheet of standardised features at a late step."""
    done = of(Experiment(Sampled("mtcars"), scale="standardize", learning_rates=((0, 0.77777),), steps=30))
    sheet = worksheet(done, 17, (1, 3, 5, 32), 3)
    assert sheet.scaled
    w, b = np.array(sheet.experiment.w), sheet.experiment.b
    for given_number in (*w, b, sheet.rate, *(x for row in sheet.rows for x in row)):
        assert given_number == float(f"{given_number:.4g}")
    assert [x for row in sheet.rows for x in row[:2]] == pytest.approx(done.X_scaled[[0, 2, 4, 31]].ravel(), rel=1e-3)
    X, y = np.array([row[:2] for row in sheet.rows]), np.array([row[2] for row in sheet.rows])
    for step in sheet.steps:
        assert (*step.w, step.b) == pytest.approx((*w, b), rel=1e-12)
        z = X @ w + b
        y_hat = 1 / (1 + np.exp(-z))
        L = -y * np.log(y_hat) - (1 - y) * np.log(1 - y_hat)
        for name, expected in (("z", z), ("y_hat", y_hat), ("dL_dz", y_hat - y), ("L", L), ("dL_db", y_hat - y)):
            assert [getattr(point, name) for point in step.points] == pytest.approx(expected, rel=1e-9), name
        assert np.array([point.dL_dw for point in step.points]) == pytest.approx((y_hat - y)[:, None] * X, rel=1e-9)
        assert step.J == pytest.approx(L.mean(), rel=1e-9)
        slope = ((y_hat - y)[:, None] * X).mean(axis=0)
        w, b = w - sheet.rate * slope, b - sheet.rate * (y_hat - y).mean()
        assert (*step.next_w, step.next_b) == pytest.approx((*w, b), rel=1e-9)


@given(seed=SEEDS, count=COUNTS)
def test_a_seed_s_points_are_a_worksheet(seed: int, count: int) -> None:
    sheet = variant(seed, count)
    assert sheet == variant(seed, count)
    assert sheet.numbers == tuple(range(1, count + 1))
    assert len({row[:2] for row in sheet.rows}) == count
    assert {row[2] for row in sheet.rows} == {0, 1}
    assert all(x == int(x) and abs(x) <= 3 for row in sheet.rows for x in row[:2])
    assert (sheet.experiment.w, sheet.experiment.b) == ((0.0, 0.0), 0.0)
    assert sheet.rate == 1.0
    first = sheet.steps[0]
    assert {point.y_hat for point in first.points} == {0.5}
    assert all(first.next_w)  # each weight moves
    assert sheet.steps[1].J < first.J
    assert sheet.J_after < sheet.steps[1].J
    again = of(sheet.experiment)  # what its link opens
    assert again.J[-1] == sheet.J_after


@given(seed=SEEDS, count=COUNTS)
def test_a_seed_s_first_step_comes_out_short(seed: int, count: int) -> None:
    """But for three points, where a third is in it: there four digits are given, as in all later steps."""
    sheet = variant(seed, count)
    half = Fraction(1, 2)
    error = [half - y for *_, y in sheet.rows]
    for axis in (0, 1):
        products = [e * Fraction(row[axis]) for e, row in zip(error, sheet.rows, strict=True)]
        mean = sum(products) / count
        assert all(map(is_short, products))
        assert is_short(mean)
        assert float(mean) == pytest.approx(sheet.steps[0].dJ_dw[axis], abs=1e-15)
    assert is_short(sum(error) / count) or count == 3


@given(seed=SEEDS, count=COUNTS)
def test_neighbours_have_other_points_and_other_answers(seed: int, count: int) -> None:
    mine, other = variant(seed, count), variant(seed + 1, count)
    assert mine.rows != other.rows
    assert mine.steps[0].dJ_dw != other.steps[0].dJ_dw
    assert mine.steps[0].next_w != other.steps[0].next_w
    assert mine.steps[1].points != other.steps[1].points


def test_no_two_of_a_class_have_the_same_first_step() -> None:
    for count, different in ((4, 144), (6, 16)):
        first = {variant(seed, count, 1).steps[0].dJ_dw for seed in range(different)}
        assert len(first) == different


def test_another_moment_gives_a_seed_other_points_but_more_steps_do_not() -> None:
    ones = worksheet(MANY, 0, chosen(4), 1, 7)
    assert ones.rows == worksheet(MANY, 0, chosen(4), 3, 7).rows
    assert ones.rows != worksheet(MANY, 5, chosen(4), 1, 7).rows
    assert ones.rows != worksheet(MANY, 0, chosen(5)[1:], 1, 7).rows


@pytest.mark.parametrize("rate", [0.1, 0.5, 3.78, 60.0, 0.123456])
@pytest.mark.parametrize("count", [2, 4, 5, 6])
def test_any_rate_has_variants(rate: float, count: int) -> None:
    done = of(replace(MANY.experiment, learning_rates=((0, rate),)))
    for seed in range(20):
        sheet = worksheet(done, 0, chosen(count), 2, seed)
        assert sheet.rate == float(f"{rate:.4g}")
        if rate in (0.1, 0.5):
            assert all(
                is_short(Fraction(repr(rate)) * Fraction(x).limit_denominator(100)) for x in sheet.steps[0].dJ_dw
            )


def test_one_feature_alone() -> None:
    hours = Points(tuple((x, 0.0, y) for x, y in ((1.0, 0), (2.0, 0), (3.0, 1), (4.0, 0), (5.0, 1))), ("hours", ""))
    done = of(Experiment(hours, learning_rates=((0, 0.5),), steps=5))
    assert done.weighted == (0,)
    own, made = worksheet(done, 0, (1, 2, 3, 4, 5), 2), worksheet(done, 0, (1, 2, 3, 4, 5), 2, seed=3)
    for sheet in (own, made):
        assert sheet.weighted == (0,)
        assert {row[1] for row in sheet.rows} == {0.0}
        assert not any("w2" in name or "x2" in name for name in key_of(sheet))
    assert len({row[0] for row in made.rows}) == 5


def test_the_points_that_are_offered() -> None:
    assert suggested_points(FOUR_RUN) == (1, 2, 3, 4)
    offered = suggested_points(MANY)
    assert sorted(MANY.dataset.y[i - 1] for i in offered) == [0, 0, 1, 1]
    held_out = of(Experiment(Sampled("four_points"), holdout=0.5, steps=5))
    assert all(example - 1 in held_out.rows_training for example in suggested_points(held_out))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"examples": (1,)}, "That is 1 point; a worksheet has 2 to 6."),
        ({"examples": (1, 2, 3, 4, 5, 6, 7)}, "That is 7 points"),
        ({"examples": (2, 4)}, "All chosen points are of class 0. Choose at least one of the other class."),
        ({"examples": (1, 9)}, "There is no example 9"),
        ({"steps": 0}, "The number of steps is 0; a worksheet has 1 to 3"),
        ({"steps": 4}, "The number of steps is 4"),
        ({"seed": -1}, "The seed is -1"),
        ({"seed": LARGEST_SEED + 1}, "it must be a whole number from 0 to"),
    ],
)
def test_what_is_no_worksheet_is_refused_with_the_reason(changed: dict[str, object], said: str) -> None:
    asked: dict[str, object] = {"examples": (1, 2, 3, 4), "steps": 2, "seed": None} | changed
    with pytest.raises(ValueError, match=re.escape(said)):
        worksheet(FOUR_RUN, 0, **asked)  # type: ignore[arg-type]


def test_points_in_one_place_and_other_rules_are_refused() -> None:
    twice = of(Experiment(Points(((1.0, 2.0, 0), (1.00001, 2.0, 1), (3.0, 1.0, 1))), steps=3))
    with pytest.raises(ValueError, match="Examples 1 and 2 lie in one place"):
        worksheet(twice, 0, (1, 2, 3), 1)
    with pytest.raises(ValueError, match=r"plain gradient descent, and the rule here is Heavy ball"):
        worksheet(of(replace(FOUR, rule=HeavyBall(0.9))), 0, (1, 2, 3, 4), 2)
    nothing = of(Experiment(Points(((0.0, 0.0, 0), (0.0, 0.0, 1))), steps=3))
    with pytest.raises(ValueError, match="Both features are 0"):
        worksheet(nothing, 0, (1, 2), 1)


def test_the_six_points_with_a_start_of_their_own() -> None:
    done = of(Experiment(Sampled("six_points"), w=(1.0, 1.0), b=-3.0, learning_rates=((0, 0.1),), steps=3))
    sheet = worksheet(done, 0, (1, 2, 3, 4, 5, 6), 1)
    assert float(f"{sheet.steps[0].J:.4g}") == 0.3669
    assert not optimum(done.dataset).exists


def test_a_key_has_one_row_a_seed_and_every_number_to_four_digits() -> None:
    seeds = (*range(1, 31), 4711)
    sheets = [variant(seed, 4) for seed in seeds]
    rows = list(csv.DictReader(io.StringIO(key_csv(sheets))))
    assert [int(row["seed"]) for row in rows] == list(seeds)
    for sheet, row in zip(sheets, rows, strict=True):
        second = sheet.steps[1]
        for name, value in (
            ("x1_p2", sheet.rows[1][0]),
            ("y_p4", sheet.rows[3][2]),
            ("alpha", sheet.rate),
            ("yhat_p3_step2", second.points[2].y_hat),
            ("dL_dw2_p1_step2", second.points[0].dL_dw[1]),
            ("dJ_dw1_step2", second.dJ_dw[0]),
            ("J_step2", second.J),
            ("w1_1", second.w[0]),
            ("b_2", second.next_b),
            ("J_after", sheet.J_after),
        ):
            assert float(row[name]) == float(f"{value:.4g}"), name
        assert "-0.0" not in row.values()
        assert all(math.isfinite(float(text)) for text in row.values())
    assert "seed" not in key_of(worksheet(FOUR_RUN, 0, (1, 2, 3, 4), 2))


# --------------------------------------------------------------------------------------------- lists of numbers


def seeds_in(text: str, most: int = 100) -> tuple[int, ...]:
    return listed_numbers(text, least=0, largest=LARGEST_SEED, most=most, what="seeds")


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1-3, 41", (1, 2, 3, 41)),
        ("7", (7,)),
        (" 1 – 3 ;5\n5\n2", (1, 2, 3, 5)),
        ("20251234\n20251235", (20251234, 20251235)),
        ("007", (7,)),
    ],
)
def test_a_list_is_read(text: str, numbers: tuple[int, ...]) -> None:
    assert seeds_in(text) == numbers


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", "There is no number in the list. Write the seeds like 1-30, 41."),
        ("1-3, x", "'x' is no whole number"),
        ("1.5", "'1.5' is no whole number"),
        ("9-3", "'9-3' goes down. Write the smaller number first: 3-9."),
        ("1-9999999", "That is more than 100 seeds"),
        ("1-60, 101-160", "That is 120 seeds. List at most 100 at a time."),
        ("9007199254740993", "is not within 0 to 9,007,199,254,740,991, where the seeds lie"),
    ],
)
def test_a_list_that_can_t_be_read_says_why(text: str, said: str) -> None:
    with pytest.raises(ValueError, match=re.escape(said)):
        seeds_in(text)
