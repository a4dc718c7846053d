"""The curve of this step: the core's J at every rate, its marks where they belong, and no word over it."""

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, run
from logreg_core.at_step.along_step import along_step
from logreg_core.descent.rules.linear_rules import HeavyBall
from logreg_core.points.origins import Generated
from pages.figures.along_step import no_step_yet, step_curve

DEFAULT = run(Generated().load(), Experiment(steps=30))
ENDS = {
    "the default": (DEFAULT, 20),
    "its start": (DEFAULT, 0),
    "its end": (DEFAULT, 30),
    "too far": (run(Generated().load(), Experiment(steps=30, learning_rates=((0, 60.0),))), 3),
    "much too far": (run(Generated().load(), Experiment(steps=30, learning_rates=((0, 1e6),))), 0),
    "beyond a double's range": (run(Generated().load(), Experiment(steps=9, learning_rates=((0, 1e300),))), 1),
    "separable": (run(Generated("separable", 60, 0.5, 0.5, 1).load(), Experiment(steps=9)), 3),
    "heavy ball": (run(Generated().load(), Experiment(steps=30, rule=HeavyBall(), learning_rates=((0, 9.0),))), 7),
    "one point": (run(Dataset([[3, 4]], [0]), Experiment(steps=9)), 2),
    "huge": (run(Dataset([[1e100, -1e100], [-1e100, 1e99]], [0, 1]), Experiment(steps=9)), 2),
}


def words(figure):
    return figure.layout.annotations[0].text


def test_the_start_of_the_default_run_has_the_numbers_that_the_core_has():
    figure = step_curve(DEFAULT, 0)
    assert "● taken: <i>α</i> = 0.1" in words(figure)
    assert "▼ lowest: <i>α</i> = 4.97, <i>J</i> = 0.2447" in words(figure)
    assert "○ back at its start: <i>α</i> = 26.83, <i>J</i> = 0.6931" in words(figure)
    assert figure.layout.xaxis.title.text == "step 0 → 1, had <i>α</i> been …"
    assert words(figure).startswith("<i>J</i> after this step")
    assert figure.layout.annotations[1].text == "<i>α</i>"


@pytest.mark.parametrize("name", ENDS)
def test_the_curve_is_the_core_s_and_holds_every_mark(name):
    done, t = ENDS[name]
    figure, along = step_curve(done, t), along_step(done, t)
    curve, marks = figure.data
    assert curve.y == pytest.approx(np.minimum(along.J_at(np.array(curve.x)), 1e300), rel=1e-3, abs=1e-5)
    expected = [along.taken, *(rate for rate in (along.lowest, along.back) if rate and rate <= 1e300)]
    assert marks.x == pytest.approx(expected, rel=1e-5)
    assert set(marks.x) <= set(curve.x)
    for name in ("x", "y"):
        kind = figure.layout[f"{name}axis"]
        low, high = (10.0 ** np.array(kind.range)) if kind.type == "log" else kind.range
        assert np.isfinite(curve[name]).all()
        assert low < high
        assert all(low * (1 - 1e-3) - 1e-12 <= value <= high * (1 + 1e-3) for value in marks[name])


@pytest.mark.parametrize("name", ENDS)
def test_no_word_lies_over_the_curve(name):
    for note in step_curve(*ENDS[name]).layout.annotations:
        assert (note.y, note.yanchor) in {(1, "bottom"), (0, "top")}
    lines = words(step_curve(*ENDS[name])).count("<br>") + 1
    assert lines * 16 <= step_curve(*ENDS[name]).layout.margin.t


@pytest.mark.parametrize("name", ENDS)
def test_a_line_leads_from_each_mark_to_the_axis(name):
    figure = step_curve(*ENDS[name])
    assert [(shape.x0, shape.x1, shape.y0) for shape in figure.layout.shapes] == [(x, x, 0) for x in figure.data[1].x]
    assert all(0 <= shape.y1 <= 1 for shape in figure.layout.shapes)


def test_where_the_rate_is_far_beyond_both_axes_are_logarithmic():
    kinds = {name: step_curve(*at).layout.xaxis.type for name, at in ENDS.items()}
    assert kinds["much too far"] == "log"
    assert kinds["the default"] == kinds["too far"] == "linear"


def test_what_can_t_be_marked_is_said():
    assert "falls however far one goes" in words(step_curve(*ENDS["one point"]))
    uphill = [t for t in range(30) if along_step(ENDS["heavy ball"][0], t).lowest == 0]
    assert uphill, "the ball should roll uphill somewhere"
    assert "leads uphill" in words(step_curve(ENDS["heavy ball"][0], uphill[0]))


def test_until_it_is_worked_out_there_are_axes_alone():
    assert not no_step_yet().data
    assert [shape.visible for shape in no_step_yet().layout.shapes] == [False]
