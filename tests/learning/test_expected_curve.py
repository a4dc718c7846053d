"""A drawn curve beside a run's J: where it is drawn, what is kept of it, and how the two compare."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Experiment, run
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.run import Run
from logreg_core.learning.expected_curve import (
    HAND,
    LARGEST,
    MOST_COLUMNS,
    MOST_KEPT,
    Curve,
    columns_to_draw,
    compared,
    drawn_at,
    kept,
    steps_to_type,
)
from logreg_core.points.origins import Generated

RUN = run(Generated(m=20).load(), Experiment(steps=1))


def run_of(J: list[float]) -> Run:
    """A run with this J; nothing else of it is looked at."""
    return replace(RUN, J=np.array(J), w=np.zeros((len(J), 2)), b=np.zeros(len(J)), state=np.zeros((len(J), 0)))


heights = st.floats(0, 1e3, allow_subnormal=False)


@st.composite
def curves(draw: st.DrawFn) -> Curve:
    steps = sorted(draw(st.sets(st.integers(0, 60), min_size=2, max_size=MOST_KEPT)))
    return tuple((step, draw(heights)) for step in steps)


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_a_drawing_has_a_value_at_few_steps_and_at_both_ends(first: int, ahead: int) -> None:
    columns = columns_to_draw(first, first + ahead)
    assert (columns[0], columns[-1]) == (first, first + ahead)
    assert len(columns) == min(ahead, MOST_COLUMNS) + 1
    assert max(np.diff(columns)) - min(np.diff(columns)) <= 1
    assert min(np.diff(columns)) >= 1


@given(st.integers(0, 10**5), st.integers(1, 10**5))
def test_steps_to_type_lie_ahead_and_end_with_the_last(first: int, ahead: int) -> None:
    steps = steps_to_type(first, first + ahead)
    assert 1 <= len(steps) <= 3
    assert steps[-1] == first + ahead
    assert all(first < step for step in steps)
    assert list(steps) == sorted(set(steps))
    assert len(steps) == 3 or ahead < 3
    if ahead > 30:
        assert steps[0] == first + 10


def test_no_step_is_left_to_type_at_the_end() -> None:
    assert steps_to_type(300, 300) == ()
    assert steps_to_type(20, 300) == (30, 70, 300)
    assert steps_to_type(0, 30_000) == (10, 510, 30_000) or steps_to_type(0, 30_000) == (10, 500, 30_000)


@given(st.lists(st.floats(0, LARGEST), min_size=2, max_size=MOST_COLUMNS + 1))
def test_what_is_kept_of_a_drawing_is_short_and_has_its_ends(heights_drawn: list[float]) -> None:
    drawn = [(3 * i + 2, J) for i, J in enumerate(heights_drawn)]
    curve = kept(drawn)
    assert 2 <= len(curve) <= MOST_KEPT
    assert (curve[0][0], curve[-1][0]) == (drawn[0][0], drawn[-1][0])
    known = dict(drawn)
    assert all(J == float(f"{known[step]:.3g}") for step, J in curve)
    assert [step for step, _ in curve] == sorted({step for step, _ in curve})


@given(st.floats(0.01, 0.5), st.floats(0.1, 5), st.floats(0, 3))
def test_a_curve_that_decays_is_kept_to_a_hand_s_width(rate: float, start: float, floor: float) -> None:
    steps = np.arange(MOST_COLUMNS + 1)
    J = floor + start * np.exp(-rate * steps)
    curve = kept(list(zip(steps.tolist(), J.tolist(), strict=True)))
    assert np.abs(drawn_at(curve, steps) - J).max() <= 0.01 * J[0]


@given(curves(), st.lists(heights, min_size=1, max_size=80))
def test_the_comparison_is_what_a_look_at_every_step_says(curve: Curve, J: list[float]) -> None:
    done = run_of(J)
    it = compared(curve, done)
    first, last = curve[0][0], min(curve[-1][0], done.steps)
    assert (it is None) == (last <= first)
    if it is None:
        return
    assert (it.first, it.last) == (first, last)
    steps = np.arange(first, last + 1)
    drawn, true = drawn_at(curve, steps), done.J[first : last + 1]
    assert abs(it.drawn_there - it.J_there) == np.abs(drawn - true).max()
    assert (it.drawn_there, it.J_there) == (drawn[it.farthest - first], true[it.farthest - first])
    hand = HAND * max(true[0], drawn[0])
    assert it.close == bool(np.abs(drawn - true).max() <= hand)
    for course, values in ((it.drawn, drawn), (it.run, true)):
        change = values[-1] - values[0]
        if course.ends == "level":
            assert np.abs(values - values[0]).max() <= hand
        elif course.ends == "back":
            assert abs(change) <= hand < np.abs(values - values[0]).max()
        else:
            assert change < -hand if course.ends == "lower" else change > hand
    least = ROUNDING * true.max()
    assert it.run.rises == bool(max(b - a for i, a in enumerate(true) for b in true[i:]) > least)
    if it.run.one_way and it.run.ends in {"lower", "higher"}:
        ways = np.diff(true) if it.run.ends == "higher" else -np.diff(true)
        assert ways.min() >= -least * 1.0000001
    together = np.arange(first, it.alike_until)
    assert bool(it.way) == (it.alike_until > first)
    assert all(it.way * (true[s - first + 1] - true[s - first]) > 0 for s in together)
    assert all(it.way * (drawn[s - first + 1] - drawn[s - first]) > 0 for s in together)


def test_default_data_a_curve_that_falls_too_slowly() -> None:
    done = run(Experiment().data.load(), Experiment())
    it = compared(((20, 0.401), (300, 0.2)), done)
    assert it is not None
    assert (it.drawn.ends, it.run.ends, it.run.one_way, it.run.rises) == ("lower", "lower", True, False)
    assert (it.alike_until, it.way, it.close) == (300, -1, False)
    assert it.farthest == int(np.argmax(np.interp(np.arange(20, 301), [20, 300], [0.401, 0.2]) - done.J[20:])) + 20


def test_a_run_that_oscillates_rises_and_ends_lower() -> None:
    done = run(Experiment().data.load(), Experiment(learning_rates=((0, 60.0),)))
    it = compared(((0, 0.693), (300, 0.3)), done)
    assert it is not None
    assert (it.run.ends, it.run.one_way, it.run.rises) == ("lower", False, True)
    assert (it.way, it.alike_until) == (0, 0)  # its first step rises


@pytest.mark.parametrize(
    ("J", "ends"), [([1, 1, 1], "level"), ([1, 1.5, 1], "back"), ([1, 0.99, 1.5], "higher"), ([0, 0, 0], "level")]
)
def test_a_course_has_a_name(J: list[float], ends: str) -> None:
    it = compared(((0, J[0]), (2, J[0])), run_of(J))
    assert it is not None
    assert it.run.ends == ends


def test_a_run_with_no_step_beyond_the_curve_s_first_is_not_compared() -> None:
    assert compared((), run_of([1, 1])) is None
    assert compared(((5, 1.0), (9, 1.0)), run_of([1, 1, 1])) is None
