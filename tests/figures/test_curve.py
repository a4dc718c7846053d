"""The curves over t: what is drawn is the run's, its marks stand where they belong, and few vertices hide nothing."""

import math

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, optimum, run
from logreg_core.descent.run import until
from logreg_core.points.origins import Generated
from pages.figures.curve import MOST_VERTICES, loss_curve, parameter_curves, sheet_to_draw_on, vertices
from pages.figures.theme import LIGHT
from pages.words.numbers import exactly, number

BLOBS = Generated(m=60).load()
SEPARABLE = Generated("separable", 60, 0.5, 0.5, 1).load()
PLAIN = run(BLOBS, Experiment(steps=50))


def best_line(figure):
    return [shape for shape in figure.layout.shapes if shape.name == "best"]


def notes_of(figure, text):
    return [note for note in figure.layout.annotations if text in note.text]


def rate_marks(figure):
    return [shape for shape in figure.layout.shapes if shape.line.dash == "dashdot"]


def outside(note):
    """Whether a note stands in the figure's margin: above, below or beside the plot."""
    left = note.xref == "paper" and note.x == 0 and note.xanchor == "right" and note.xshift < 0
    above = note.yref == "paper" and note.y == 1 and note.yanchor == "bottom" and note.yshift >= 0
    below = note.yref == "paper" and note.y == 0 and note.yanchor == "top" and note.yshift <= 0
    right = note.xref == "paper" and note.x == 1 and note.xanchor == "left"
    return left or above or below or right


def test_marks_close_together_have_one_label():
    rates = ((0, 0.1), (10, 1.0), (12, 0.5), (14, 2.0), (16, 3.0), (18, 4.0), (40, 5.0))
    done = run(BLOBS, Experiment(steps=50, learning_rates=rates))
    marks = rate_marks(loss_curve(done, optimum(BLOBS), log=False))
    labels = {mark.x0: mark.label.text for mark in marks if mark.label.text}
    assert labels == {10: "α = 1, 0.5, 2, …", 40: "α = 5"}
    assert len(marks) == 6


@pytest.mark.parametrize("rate", [0.1, 60.0])
@pytest.mark.parametrize("holdout", [0.0, 0.3])
def test_no_text_lies_over_the_curve(rate, holdout):
    done = run(BLOBS, Experiment(steps=50, learning_rates=((0, rate), (9, 2 * rate)), holdout=holdout))
    best = optimum(done.dataset)
    drawn = ((9, 0.5), (50, 0.9))
    for figure in (
        loss_curve(done, best, log=False, expected=drawn),
        loss_curve(done, best, log=True, expected=drawn),
        parameter_curves(done),
        sheet_to_draw_on(until(done, 9), 50, log=False),
        sheet_to_draw_on(until(done, 9), 50, log=True),
    ):
        assert all(outside(note) for note in figure.layout.annotations)
        assert {shape.label.yanchor for shape in figure.layout.shapes if shape.label.text} == {"bottom"}
        assert all(shape.y1 == 1 for shape in figure.layout.shapes if shape.label.text)


@pytest.mark.parametrize("steps", [60, 5_000])
def test_each_rise_has_a_mark_below_the_veil_but_for_those_one_could_not_tell_apart(steps):
    done = run(BLOBS, Experiment(steps=steps, learning_rates=((0, 60.0),)))
    rises = np.flatnonzero(done.J[1:] > done.J[:-1] * (1 + 4 * 2.0**-52)) + 1
    (band,) = [shape for shape in loss_curve(done, optimum(BLOBS), log=False).layout.shapes if shape.name == "rises"]
    marked = [int(mark.split(",")[0]) for mark in band.path.split("M")[1:]]
    assert set(marked) <= set(rises.tolist())
    assert len(marked) == len(rises) if steps == 60 else len(marked) <= 400
    assert all(np.abs(np.array(marked) - t).min() <= steps / 400 for t in rises)
    assert (band.yref, band.layer) == ("paper", "below")
    assert not [s for s in loss_curve(PLAIN, optimum(BLOBS), log=False).layout.shapes if s.name == "rises"]


def span(figure, axis="yaxis"):
    low, high = figure.layout[axis].range
    return (10**low, 10**high) if figure.layout[axis].type == "log" else (low, high)


# The loss. -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("log", [False, True])
def test_the_curve_waits_for_its_points_and_has_room_for_all(log):
    figure = loss_curve(PLAIN, optimum(BLOBS), log=log)
    assert len(figure.data) == 1
    assert figure.data[0].x is None
    assert figure.data[0].line.color == LIGHT["loss"]
    low, high = span(figure)
    assert low < min(PLAIN.J.min(), optimum(BLOBS).J)
    assert PLAIN.J.max() < high
    left, right = span(figure, "xaxis")
    assert left <= 0
    assert right >= 50
    assert (figure.layout.yaxis.type == "log") == log
    assert figure.layout.xaxis.title.text == "step t"
    assert notes_of(figure, "mean loss <i>J</i>")


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("before", [None, PLAIN])
@pytest.mark.parametrize(("steps", "rate"), [(50, 0.1), (1_500, 0.1), (50, 300.0)])
def test_the_held_out_mean_loss_is_a_labelled_line_of_its_own(log, before, steps, rate):
    done = run(BLOBS, Experiment(steps=steps, learning_rates=((0, rate),), holdout=0.4, holdout_seed=3))
    figure = loss_curve(done, optimum(done.dataset), log=log, before=before, before_label="α = 1")
    line = figure.data[-1]
    assert len(figure.data) == (3 if before else 2)
    assert figure.data[0].x is None
    assert line.y.tolist() == done.J_held_out[line.x].tolist()
    assert len(line.x) <= MOST_VERTICES
    assert line.line.color == LIGHT["loss"]
    assert line.line.dash not in {figure.data[0].line.dash, "dash"}
    assert "held out" in line.hovertemplate
    assert "%{y:.17~g}" in line.hovertemplate
    (label,) = notes_of(figure, "held-out mean loss")
    assert outside(label)
    low, high = span(figure)
    assert low < done.J_held_out.min()
    assert done.J_held_out.max() < high


def test_hover_is_in_full_precision():
    for figure in (loss_curve(PLAIN, optimum(BLOBS), log=False), parameter_curves(PLAIN)):
        assert all("%{y:.17~g}" in trace.hovertemplate for trace in figure.data)
        assert all("step %{x}" in trace.hovertemplate for trace in figure.data)


@pytest.mark.parametrize("log", [False, True])
def test_the_cursor_s_shapes_come_first(log):
    for figure in (loss_curve(PLAIN, optimum(BLOBS), log=log), parameter_curves(PLAIN)):
        veil, line, dot = figure.layout.shapes[:3]
        assert (veil.name, line.name, dot.name) == ("veil", "cursor", "dot")  # the stage finds them by these
        assert (veil.type, line.type, dot.type) == ("rect", "line", "circle")
        assert line.x0 == line.x1 == 0
        assert {veil.yref, line.yref} == {"paper"}


@pytest.mark.parametrize("log", [False, True])
def test_the_best_possible_loss_is_a_dashed_line(log):
    (line,) = best_line(loss_curve(PLAIN, optimum(BLOBS), log=log))
    assert line.y0 == line.y1 == optimum(BLOBS).J
    assert line.line.dash == "dash"
    (note,) = notes_of(loss_curve(PLAIN, optimum(BLOBS), log=log), "lowest any line can reach")
    assert note.text.endswith(number(optimum(BLOBS).J))
    assert outside(note)


@pytest.mark.parametrize("log", [False, True])
def test_there_is_no_such_line_where_there_is_no_best(log):
    done = run(SEPARABLE, Experiment(steps=20))
    assert best_line(loss_curve(done, optimum(SEPARABLE), log=log)) == []


@pytest.mark.parametrize(
    ("w", "b", "there"),
    [((0.0, 0.0), 0.0, True), ((-0.0, 0.0), 0.0, True), ((0.0, 0.0), 0.1, False), ((1e-9, 0.0), 0.0, False)],
)
@pytest.mark.parametrize("log", [False, True])
def test_ln_2_is_marked_exactly_where_the_run_starts_at_zeros(w, b, there, log):
    done = run(BLOBS, Experiment(steps=5, w=w, b=b))
    notes = [note for note in loss_curve(done, optimum(BLOBS), log=log).layout.annotations if "ln 2" in note.text]
    assert len(notes) == there
    if there:
        assert outside(notes[0])
        assert notes[0].y == (math.log10(math.log(2)) if log else math.log(2))


def test_a_change_of_rate_is_marked_at_its_step():
    done = run(BLOBS, Experiment(steps=50, learning_rates=((0, 0.1), (10, 1.0), (50, 0.25), (51, 3.0))))
    for figure in (
        loss_curve(done, optimum(BLOBS), log=False),
        loss_curve(done, optimum(BLOBS), log=True),
        parameter_curves(done),
    ):
        marks = rate_marks(figure)
        assert [(mark.x0, mark.x1) for mark in marks] == [(10, 10), (50, 50)]
        assert [mark.label.text for mark in marks] == [f"α = {exactly(1.0)}", f"α = {exactly(0.25)}"]
        assert {mark.yref for mark in marks} == {"paper"}
    assert rate_marks(loss_curve(PLAIN, optimum(BLOBS), log=False)) == []


@pytest.mark.parametrize("log", [False, True])
@pytest.mark.parametrize("steps", [20, 80, 3_000])
def test_the_former_run_is_a_pale_dashed_curve_that_fits(log, steps):
    before = run(BLOBS, Experiment(steps=steps, learning_rates=((0, 40.0),)))
    figure = loss_curve(PLAIN, optimum(BLOBS), log=log, before=before, before_label="α = 40")
    former = figure.data[1]
    assert former.line.color == LIGHT["soft"]
    assert former.line.dash == "dash"
    assert "before (α = 40)" in former.hovertemplate
    assert len(former.x) <= MOST_VERTICES
    assert former.y.tolist() == before.J[former.x].tolist()
    assert former.x[0] == 0
    assert former.x[-1] == steps
    low, high = span(figure)
    assert low < before.J.min()
    assert before.J.max() < high


def test_the_ticks_of_the_log_scale_are_round_numbers_in_sight():
    for rate, steps in ((0.1, 50), (20.0, 5_000), (1e4, 30)):
        done = run(SEPARABLE, Experiment(steps=steps, learning_rates=((0, rate),)))
        figure = loss_curve(done, optimum(SEPARABLE), log=True)
        low, high = span(figure)
        ticks = figure.layout.yaxis.tickvals
        assert 1 <= len(ticks) <= 12
        assert all(low <= tick <= high for tick in ticks)
        assert {f"{tick:.0e}"[0] for tick in ticks} <= {"1", "2", "5"}
        assert list(figure.layout.yaxis.ticktext) == [exactly(tick) for tick in ticks]


def test_a_run_without_a_step_has_a_picture():
    done = run(BLOBS, Experiment(steps=0))
    for figure in (
        loss_curve(done, optimum(BLOBS), log=False),
        loss_curve(done, optimum(BLOBS), log=True),
        parameter_curves(done),
    ):
        for axis in ("xaxis", "yaxis"):
            low, high = figure.layout[axis].range
            assert low < high


# Losses and parameters of any size. ------------------------------------------------------------------------------

FARAWAY = {
    "a loss that all but vanishes": Experiment(steps=3, w=(400.0, 300.0), learning_rates=((0, 1e6),)),
    "a huge loss": Experiment(steps=3, w=(-1e100, 1e-100)),
    "as large as they come": Experiment(steps=60, w=(1e100, -1e100), learning_rates=((0, 1e307),)),
    "tiny": Experiment(steps=3, w=(5e-324, -5e-324), b=5e-324, learning_rates=((0, 5e-324),)),
    "diverging": Experiment(steps=100, learning_rates=((0, 1e300),)),
}


@pytest.mark.parametrize("name", FARAWAY)
@pytest.mark.parametrize("dataset", [BLOBS, SEPARABLE], ids=["blobs", "separable"])
def test_every_axis_is_finite(name, dataset):
    done = run(dataset, FARAWAY[name])
    for figure in (
        loss_curve(done, optimum(dataset), log=False),
        loss_curve(done, optimum(dataset), log=True),
        loss_curve(run(dataset, Experiment(steps=3)), optimum(dataset), log=True, before=done, before_label="x"),
        parameter_curves(done),
    ):
        for axis in ("xaxis", "yaxis"):
            low, high = figure.layout[axis].range
            assert math.isfinite(low)
            assert math.isfinite(high)
            assert low < high


# The parameters. -------------------------------------------------------------------------------------------------


def test_parameters_differ_by_dash_and_stand_by_their_names():
    figure = parameter_curves(PLAIN)
    assert len({(trace.line.dash, trace.line.color) for trace in figure.data}) == 4
    labels = [note.text for note in figure.layout.annotations]
    assert labels == ["w₁", "w₂", "b", "|w|"]
    ends = [PLAIN.w[-1, 0], PLAIN.w[-1, 1], PLAIN.b[-1], np.hypot(*PLAIN.w[-1])]
    assert [note.y for note in figure.layout.annotations] == ends
    for name, trace in zip(labels, figure.data, strict=True):
        assert f"{name} = %{{y" in trace.hovertemplate
    low, high = span(figure)
    assert low < min(PLAIN.w.min(), PLAIN.b.min())
    assert max(ends) < high


def test_scaled_parameters_wear_a_tilde():
    figure = parameter_curves(run(BLOBS, Experiment(steps=5, scale="standardize")))
    assert [note.text for note in figure.layout.annotations] == ["w̃₁", "w̃₂", "b̃", "|w̃|"]


# Vertices. -------------------------------------------------------------------------------------------------------


@given(st.integers(1, 20_000), st.integers(0, 2**32 - 1), st.sampled_from(["walk", "noise", "flat", "steps"]))
def test_few_vertices_keep_the_ends_and_each_stretch_s_least_and_greatest(n, seed, kind):
    rng = np.random.Generator(np.random.PCG64(seed))
    noise = rng.normal(size=n)
    series = {"walk": noise.cumsum(), "noise": noise, "flat": np.zeros(n), "steps": np.round(noise)}[kind]
    kept = vertices(series)
    assert len(kept) <= MOST_VERTICES
    assert (np.diff(kept) > 0).all()
    assert kept[0] == 0
    assert kept[-1] == n - 1
    if n <= MOST_VERTICES:
        assert kept.tolist() == list(range(n))
        return
    for stretch in np.array_split(np.arange(n), (MOST_VERTICES - 2) // 2):
        drawn = series[kept[(kept >= stretch[0]) & (kept <= stretch[-1])]]
        assert drawn.min() == series[stretch].min()
        assert drawn.max() == series[stretch].max()


def test_a_single_spike_is_not_lost():
    series = np.zeros(100_001)
    series[77_777] = 1
    assert 77_777 in vertices(series)


def test_a_dataset_of_one_point_has_curves():
    dataset = Dataset([[1, 2]], [1])
    done = run(dataset, Experiment(steps=3))
    assert len(loss_curve(done, optimum(dataset), log=True).data) == 1


# What somebody draws. ---------------------------------------------------------------------------------------------


def drawn_shape(figure):
    (shape,) = (shape for shape in figure.layout.shapes if shape.name == "expected")
    return shape, [tuple(map(float, pair.split(","))) for pair in shape.path.removeprefix("M").split("L")]


def test_a_drawn_curve_is_a_dashed_ink_line_through_its_points():
    curve = ((9, 0.5), (20, 0.3), (50, 0.9))
    figure = loss_curve(PLAIN, optimum(BLOBS), log=False, expected=curve)
    shape, points = drawn_shape(figure)
    assert points == [(9, 0.5), (20, 0.3), (50, 0.9)]
    assert (shape.line.color, shape.line.dash) == (LIGHT["ink"], "7px,5px")
    assert figure.layout.shapes[-1].name == "expected"  # above the veil over what is to come
    assert figure.layout.yaxis.range[1] > 0.9
    assert notes_of(figure, "you drew")
    assert not notes_of(loss_curve(PLAIN, optimum(BLOBS), log=False), "you drew")


def test_a_drawn_curve_is_straight_in_J_on_the_log_axis_too_and_a_zero_is_below_it():
    figure = loss_curve(PLAIN, optimum(BLOBS), log=True, expected=((9, 0.5), (50, 0.0)))
    _, points = drawn_shape(figure)
    assert len(points) == 42
    for step, J in points[:-1]:
        assert J == pytest.approx(max(0.5 * (50 - step) / 41, 10 ** (figure.layout.yaxis.range[0] - 1)))
    assert 0 < points[-1][1] < 10 ** figure.layout.yaxis.range[0]


def test_a_drawn_curve_far_out_leaves_the_picture_and_not_the_run_s_curve_flat():
    figure = loss_curve(PLAIN, optimum(BLOBS), log=False, expected=((9, 0.5), (50, 1e6)))
    assert figure.layout.yaxis.range[1] == pytest.approx(1.08 * 3 * PLAIN.J.max())


@given(st.integers(0, 49), st.booleans())
def test_the_sheet_hangs_on_what_is_known_alone(t, log):
    known = until(PLAIN, t)
    figure = sheet_to_draw_on(known, 50, log=log)
    low, high = figure.layout.yaxis.range
    top = max(2 * PLAIN.J[t], PLAIN.J[: t + 1].max())
    if log:
        assert 10**high == pytest.approx(top, rel=0.15)
        assert 10**low == pytest.approx(PLAIN.J[t] / 100, rel=0.15)
    else:
        assert (low, high) == (pytest.approx(-0.02 * top), pytest.approx(1.02 * top))
    assert figure.layout.xaxis.range[1] == pytest.approx(50.5)
    assert {shape.name for shape in figure.layout.shapes} <= {"veil", "cursor", "dot", "rises"}
    said = "twice <i>J</i>" if 2 * PLAIN.J[t] >= PLAIN.J[: t + 1].max() else "the highest so far"
    assert notes_of(figure, f"the axis ends at {said}")


@pytest.mark.parametrize("t", [0, 7, 50])
def test_a_run_until_a_step_has_no_later_one(t):
    known = until(PLAIN, t)
    assert known.steps == t
    assert known.J.tolist() == PLAIN.J[: t + 1].tolist()
    assert known.w.tolist() == PLAIN.w[: t + 1].tolist()
    assert known.X_scaled is PLAIN.X_scaled
