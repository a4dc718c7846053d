"""The data plane: points are the dataset's, lines lie where z = logit(ŷ), and both are found where one looks."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Experiment, run
from logreg_core.points.origins import Generated
from pages.figures.plane import (
    LINES,
    MOST_DRAWN,
    REACH,
    axis_title,
    axis_words,
    drawn_rows,
    line_coordinates,
    plane,
    ring,
    view_of,
)
from pages.figures.theme import BAND_EDGES, LIGHT, bands

BLOBS = Generated(m=120).load()
FAR = Dataset(np.round(BLOBS.X / 6, 6) + np.array([1e6, -2e6]), BLOBS.y)  # about one wide, far from the origin
LOGITS = np.log(BAND_EDGES) - np.log1p(-np.array(BAND_EDGES))


def scale_of(w, b, X):
    """How large the terms of z are: what its rounding is relative to."""
    return np.abs(w[0]) * np.abs(X[..., 0]) + np.abs(w[1]) * np.abs(X[..., 1]) + np.abs(b)


def z_at(w, b, points):
    return points[..., 0] * w[0] + points[..., 1] * w[1] + b


def within(view, points):
    half = np.array(view.span) / 2
    return (np.abs(points - np.array(view.centre)) <= half * (1 + 1e-9)).all(axis=-1)


def crosses(w, b, level, view):
    """Whether the line z = level passes through the view: the corners lie on both sides."""
    corners = np.array([[view.range(0)[i], view.range(1)[j]] for i in (0, 1) for j in (0, 1)])
    z = z_at(w, b, corners) - level
    return z.min() < -1e-6 * np.abs(z).max() and z.max() > 1e-6 * np.abs(z).max()


# Points. ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", [BLOBS, FAR, Dataset([[1, 2], [3, 4]], [1, 1])], ids=["blobs", "far", "one class"])
def test_the_points_are_the_dataset_s(dataset):
    figure = plane(dataset, view_of(dataset))
    assert len(figure.data) == 2
    for label, trace in enumerate(figure.data):
        assert trace.x.tolist() == dataset.X[dataset.y == label, 0].tolist()
        assert trace.y.tolist() == dataset.X[dataset.y == label, 1].tolist()
        assert trace.customdata.tolist() == (np.flatnonzero(dataset.y == label) + 1).tolist()
        assert trace.mode == "markers"
    assert figure.data[0].marker.symbol != figure.data[1].marker.symbol
    assert figure.data[0].marker.color == LIGHT["class0"]
    assert figure.data[1].marker.color == LIGHT["class1"]


def test_held_out_points_are_open_symbols_that_can_not_be_picked():
    out = np.array([0, 3, 7, 11, 30])
    plain, figure = plane(BLOBS, view_of(BLOBS)), plane(BLOBS, view_of(BLOBS), out)
    assert len(figure.data) == 4
    seen = np.setdiff1d(np.arange(BLOBS.m), out)
    for label in (0, 1):
        trace, held = figure.data[label], figure.data[label + 2]
        rows = out[BLOBS.y[out] == label]
        assert trace.customdata.tolist() == (seen[BLOBS.y[seen] == label] + 1).tolist()
        assert held.x.tolist() == BLOBS.X[rows, 0].tolist()
        assert held.y.tolist() == BLOBS.X[rows, 1].tolist()
        assert held.customdata is None
        assert held.marker.symbol == f"{trace.marker.symbol}-open"
        assert held.marker.color == trace.marker.color
        assert held.hovertemplate.startswith("held out for testing<br>x₁ = %{text}")
        assert "held out" in held.name
        assert "held out" not in trace.name
    assert figure.layout == plain.layout
    assert plane(BLOBS, view_of(BLOBS), np.array([], int)) == plain


def test_hover_says_which_example_and_its_values_in_full():
    dataset = Dataset([[0.1, 2], [3, 4]], [0, 1], ("rate", "volume"), ("no", "yes"))
    template = plane(dataset, view_of(dataset)).data[1].hovertemplate
    assert template == (
        "example %{customdata}<br>rate = %{text}<br>volume = %{hovertext}<br>y = 1 (yes)<extra></extra>"
    )
    plain = Dataset(dataset.X, dataset.y)
    template = plane(plain, view_of(plain)).data[1].hovertemplate
    assert template == "example %{customdata}<br>x₁ = %{text}<br>x₂ = %{hovertext}<br>y = 1<extra></extra>"


def test_axes_carry_the_names_and_open_on_all_points():
    dataset = Dataset([[0.0, 10], [10, 30]], [0, 1], ("rate", "x2"))
    figure = plane(dataset, view_of(dataset))
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("", "")  # the stage writes them
    assert [axis_words(dataset.feature_names, which) for which in (0, 1)] == ["x₁: rate", "x₂"]
    assert list(figure.layout.xaxis.range) == pytest.approx([-0.8, 10.8])
    assert list(figure.layout.yaxis.range) == pytest.approx([8.4, 31.6])
    assert axis_title(Dataset(dataset.X, dataset.y), 0) == "x₁"


@given(st.lists(st.tuples(st.floats(-1e100, 1e100), st.floats(-1e100, 1e100) | st.just(3.0)), min_size=1, max_size=6))
def test_a_view_holds_all_points_and_has_a_size(rows):
    dataset = Dataset(rows, [0] * len(rows))
    view = view_of(dataset)
    assert all(span > 0 and np.isfinite(span) for span in view.span)
    for which in (0, 1):
        low, high = view.range(which)
        assert low < high
        assert low <= dataset.X[:, which].min()
        assert dataset.X[:, which].max() <= high


@pytest.mark.parametrize("value", [0.0, 5.0, -1e9, 1e100])
def test_a_constant_feature_has_room_around_it(value):
    view = view_of(Dataset([[value, 0], [value, 1]], [0, 1]))
    low, high = view.range(0)
    assert low < value < high


@pytest.mark.parametrize(("m", "ones"), [(5_001, 2_500), (20_000, 3_000), (20_000, 1), (20_000, 19_999), (6_000, 0)])
def test_of_many_points_some_are_drawn_both_classes_in_proportion(m, ones):
    rng = np.random.Generator(np.random.PCG64(2))
    y = rng.permutation(np.arange(m) < ones)
    dataset = Dataset(rng.normal(size=(m, 2)), y)
    rows = drawn_rows(dataset)
    assert len(rows) == len(set(rows.tolist())) == MOST_DRAWN
    assert (np.diff(rows) > 0).all()
    drawn = int(dataset.y[rows].sum())
    assert abs(drawn - MOST_DRAWN * ones / m) <= 1
    assert (drawn >= 1) == (ones >= 1)
    assert (MOST_DRAWN - drawn >= 1) == (m - ones >= 1)
    assert rows.tolist() == drawn_rows(Dataset(dataset.X, dataset.y)).tolist()
    figure = plane(dataset, view_of(dataset))
    assert sum(len(trace.x) for trace in figure.data) == MOST_DRAWN
    for trace in figure.data:
        assert dataset.X[trace.customdata - 1, 0].tolist() == trace.x.tolist()


def test_up_to_5_000_points_are_all_drawn():
    dataset = Generated(m=MOST_DRAWN).load()
    assert drawn_rows(dataset).tolist() == list(range(MOST_DRAWN))


# Shapes. ---------------------------------------------------------------------------------------------------------


def test_the_shapes_stand_in_the_order_that_the_stage_moves_them():
    figure = plane(BLOBS, view_of(BLOBS))
    shapes = figure.layout.shapes
    assert [shape.type for shape in shapes] == ["path"] * 6 + ["line"] * 6 + ["circle"]
    names = [*(f"band {i}" for i in range(6)), *(f"line {i}" for i in range(5)), "former", "ring"]
    assert [shape.name for shape in shapes] == names  # the stage finds them by these
    assert tuple(shape.fillcolor for shape in shapes[:6]) == bands()
    assert {shape.layer for shape in shapes[:6]} == {"below"}
    assert [shape.label.text for shape in shapes] == [None] * 13  # words stand beside the picture
    widths = [shape.line.width for shape in shapes[6:11]]
    assert widths[2] == max(widths) > sorted(widths)[-2]
    assert shapes[8].line.dash in (None, "solid")
    assert shapes[11].line.dash == "dash"  # the former boundary is told apart by more than its paleness
    assert {shape.line.dash for shape in shapes[6:11]} == {None}


def test_nothing_that_moves_is_in_sight_before_the_stage_has_put_it_there():
    view = view_of(BLOBS)
    low, _ = view.range(0)
    shapes = plane(BLOBS, view).layout.shapes
    for shape in shapes[6:12]:
        assert max(shape.x0, shape.x1) < low
    assert shapes[12].xanchor < low


def test_the_ring_is_around_the_picked_example():
    for pick in (0, 7, 119):
        place = ring(BLOBS, pick)
        assert [place["xanchor"], place["yanchor"]] == BLOBS.X[pick].tolist()


# Lines. ----------------------------------------------------------------------------------------------------------

DIRECTIONS = {
    "slanted": (1.3, -0.7),
    "upright": (2.0, 0.0),
    "level": (0.0, -3.0),
    "all but upright": (1.0, 1e-14),
    "all but level": (1e-200, 1.0),
    "faint": (1e-9, 2e-9),
    "steep": (4e5, 3e5),
}


def through(dataset, w, share=0.5):
    """The b with which the boundary passes through the middle of the data, or beside it."""
    low, high = dataset.X.min(axis=0), dataset.X.max(axis=0)
    at = low + (high - low) * share
    return float(-(w[0] * at[0] + w[1] * at[1]))


@pytest.mark.parametrize("dataset", [BLOBS, FAR], ids=["near", "far"])
@pytest.mark.parametrize("direction", DIRECTIONS)
@pytest.mark.parametrize("share", [0.5, 0.1, 0.85])
def test_the_boundary_s_ends_satisfy_z_0(dataset, direction, share):
    w = np.array(DIRECTIONS[direction])
    b, view = through(dataset, w, share), view_of(dataset)
    line = line_coordinates(w[None], np.array([b]), view)[0, 3]
    assert np.isfinite(line).all()
    assert (np.abs(z_at(w, b, line)) <= 1e-9 * scale_of(w, b, line)).all()
    if dataset is BLOBS:
        size = np.hypot(*w) * np.hypot(*line.T).max()
        assert (np.abs(z_at(w, b, line)) <= 1e-9 * size).all()
    assert np.linalg.norm((line[1] - line[0]) / np.array(view.span)) == pytest.approx(2 * REACH, rel=1e-6)


@pytest.mark.parametrize("dataset", [BLOBS, FAR], ids=["near", "far"])
@pytest.mark.parametrize("direction", DIRECTIONS)
def test_the_lines_of_equal_probability_satisfy_z_logit(dataset, direction):
    w = np.array(DIRECTIONS[direction])
    b, view = through(dataset, w), view_of(dataset)
    lines = line_coordinates(w[None], np.array([b]), view)[0]
    assert lines.shape == (LINES, 2, 2)
    reach = REACH * np.abs(w * view.span).max()
    for line, logit in zip(lines[1:-1], LOGITS, strict=True):
        if abs(logit) < 0.9 * reach:  # else it is only "far out there"
            assert (np.abs(z_at(w, b, line) - logit) <= 1e-9 * (scale_of(w, b, line) + abs(logit))).all()


@given(
    st.tuples(st.floats(-30, 30), st.floats(-30, 30)).filter(any),
    st.floats(-30, 30),
    st.sampled_from([BLOBS, FAR]),
)
def test_bands_are_ordered_from_low_probability_to_high(w, b, dataset):
    w = np.array(w)
    view = view_of(dataset)
    b = b + through(dataset, w)
    lines = line_coordinates(w[None], np.array([b]), view)[0]
    assert np.isfinite(lines).all()
    normal = w * view.span / np.hypot(*(w * view.span))
    if not np.isfinite(normal).all():
        return
    heights = ((lines - np.array(view.centre)) / np.array(view.span)) @ normal
    assert np.abs(heights[:, 0] - heights[:, 1]).max() <= 1e-5
    middle = heights.mean(axis=1)
    assert (np.diff(middle) >= -1e-7).all()
    assert middle[0] == pytest.approx(-REACH, rel=1e-6)
    assert middle[-1] == pytest.approx(REACH, rel=1e-6)


@pytest.mark.parametrize(
    ("b", "band"), [(-5.0, 0), (-2.0, 1), (-0.5, 2), (0.5, 3), (2.0, 4), (5.0, 5), (-800.0, 0), (800.0, 5)]
)
def test_where_w_is_0_the_whole_view_has_the_band_of_b(b, band):
    view = view_of(BLOBS)
    lines = line_coordinates(np.zeros((1, 2)), np.array([b]), view)[0]
    assert np.isfinite(lines).all()
    low, high = view.range(0)
    left, right = lines[band][:, 0], lines[band + 1][:, 0]
    assert left.max() < low
    assert right.min() > high
    for y in (lines[band][:, 1], lines[band + 1][:, 1]):
        assert y.min() < view.range(1)[0]
        assert y.max() > view.range(1)[1]
    for other in set(range(6)) - {band}:
        assert (lines[other][:, 0].max() < low) == (lines[other + 1][:, 0].max() < low)


def test_where_w_and_b_are_0_nothing_is_shaded_since_every_y_hat_is_half():
    view = view_of(BLOBS)
    lines = line_coordinates(np.zeros((1, 2)), np.zeros(1), view)[0]
    assert lines[..., 0].max() < view.range(0)[0] or lines[..., 0].min() > view.range(0)[1]


def test_steps_with_and_without_a_line_keep_their_places():
    done = run(BLOBS, Experiment(steps=5))
    view = view_of(BLOBS)
    together = line_coordinates(done.w, done.b, view)
    for t in range(6):
        assert np.array_equal(together[t], line_coordinates(done.w[t : t + 1], done.b[t : t + 1], view)[0])


@given(
    st.tuples(st.floats(allow_nan=False, allow_infinity=False), st.floats(allow_nan=False, allow_infinity=False)),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from([BLOBS, FAR, Dataset([[1e100, -1e100], [-1e100, 1e100]], [0, 1]), Dataset([[5, 5]], [1])]),
)
def test_no_finite_parameters_give_a_line_that_is_not_finite(w, b, dataset):
    view = view_of(dataset)
    assert np.isfinite(line_coordinates(np.array([w]), np.array([b]), view)).all()


def test_parameters_stay_as_they_are():
    w, b = np.array([[0.0, 0.0], [1.0, 2.0]]), np.array([0.5, 0.25])
    line_coordinates(w, b, view_of(BLOBS))
    assert w.tolist() == [[0, 0], [1, 2]]
    assert b.tolist() == [0.5, 0.25]


@pytest.mark.parametrize("pick", [0, 17, 5_999, 999_999])
def test_the_picked_one_of_very_many_is_drawn_in_place_of_one_of_its_class(pick):
    m = 1_000_000 if pick > 6_000 else 6_000
    rng = np.random.Generator(np.random.PCG64(3))
    dataset = Dataset(rng.normal(size=(m, 2)), (rng.random(m) < 0.2).astype(float))
    usual, rows = drawn_rows(dataset), drawn_rows(dataset, pick)
    assert len(rows) == len(set(rows.tolist())) == MOST_DRAWN
    assert pick in rows
    assert (np.diff(rows) > 0).all()
    assert dataset.y[rows].sum() == dataset.y[usual].sum()
    assert len(set(usual.tolist()) - set(rows.tolist())) == (0 if pick in usual else 1)
    out = np.arange(1, m, 3)  # those of every third are held out; the picked one never is
    if pick not in out:
        figure = plane(dataset, view_of(dataset), out, pick)
        numbers = np.concatenate([np.asarray(trace.customdata) for trace in figure.data[:2]])
        assert pick + 1 in numbers
        assert not np.isin(numbers - 1, out).any()
        assert sum(len(trace.x) for trace in figure.data) == MOST_DRAWN
        shares = [len(trace.x) / MOST_DRAWN for trace in figure.data[2:]]
        assert sum(shares) == pytest.approx(1 / 3, abs=0.03)
        assert all(trace.customdata is None for trace in figure.data[2:])


def test_points_on_one_another_look_so_and_both_classes_are_seen():
    rows = [(1, 1, 0), (1, 1, 1), (2, 2, 1), (0, 0, 0), (3, 1, 1), (0, 2, 0), (1, 1, 1), (2, 2, 1)]
    dataset = Dataset([row[:2] for row in rows], [row[2] for row in rows])
    zeros, ones = plane(dataset, view_of(dataset)).data
    assert zeros.customdata.tolist() == [1, 4, 6]
    assert ones.customdata.tolist() == [2, 3, 5, 7, 8]
    alone, under, over, several = 9, zeros.marker.size[0], ones.marker.size[0], ones.marker.size[1]
    assert under > alone + 3  # the diamond shows all around
    assert over < alone
    assert list(zeros.marker.size) == [under, alone, alone]
    assert list(ones.marker.size) == [over, several, alone, over, several]
    assert list(ones.marker.symbol) == ["circle", "circle-dot", "circle", "circle", "circle-dot"]
    assert zeros.hovertext[0].endswith("3 points here: 1, 2, 7")
    assert ones.hovertext[4].endswith("2 points here: 3, 8")
    assert "here" not in zeros.hovertext[1]


def test_where_no_two_points_meet_all_look_alike():
    assert {trace.marker.size for trace in plane(BLOBS, view_of(BLOBS)).data} == {9}
