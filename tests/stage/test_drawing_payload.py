"""The drawing plane's payload: the numbers in full, harmless names, and jitter that is in the picture alone."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import Dataset, Edited, Erase, Flip, Move, Points, edited
from logreg_core.points.edits import Add
from logreg_core.points.origins import Generated
from pages.figures.jitter import REACH_OF_JITTER, jitter
from pages.figures.plane import MOST_DRAWN, canvas, plane, view_of
from pages.figures.theme import LIGHT
from pages.stage.drawing_payload import EMPTY, Drawing, drawing_payload, opening_of, rows_to_draw

from .blob import read
from .test_lab_payload import HOSTILE, strings

BLOBS = Generated(m=40).load()
WHOLE = Dataset([[1, 2], [1, 2], [1, 2], [3, 2], [3, 2], [5, 9]], [0, 1, 0, 1, 1, 0])


def drawn(dataset, **rest):
    rows = np.arange(dataset.m) if dataset else np.arange(0)
    names = dataset or Dataset([[0, 0]], [0])
    return Drawing(dataset, names.feature_names, names.class_names, rows, **rest)


def test_the_points_are_sent_bit_for_bit():
    sent = read(drawing_payload(drawn(BLOBS, opening=view_of(BLOBS))))
    assert sent.columns["x1"].tolist() == BLOBS.X[:, 0].tolist()
    assert sent.columns["x2"].tolist() == BLOBS.X[:, 1].tolist()
    assert sent.columns["y"].tolist() == BLOBS.y.tolist()
    assert sent.columns["row"].tolist() == list(range(40))
    assert sent.header["counts"] == [20, 20]
    view = view_of(BLOBS)
    assert sent.header["view"] == [view.range(0), view.range(1)]


def test_a_plane_without_points_has_axes_from_minus_5_to_5():
    sent = read(drawing_payload(drawn(None)))
    assert sent.header["view"] == [[-5, 5], [-5, 5]]
    assert sent.header["counts"] == [0, 0]
    assert all(len(column) == 0 for column in sent.columns.values())
    assert sent.header["plane"]["layout"]["xaxis"]["range"] == [-5, 5]


def test_the_figure_says_how_points_look_and_holds_none():
    figure = canvas(BLOBS.feature_names, BLOBS.class_names, view_of(BLOBS))
    full = plane(BLOBS, view_of(BLOBS))
    assert not figure.layout.shapes
    for label, (bare, whole) in enumerate(zip(figure.data, full.data, strict=True)):
        assert bare.x is None
        assert bare.marker == whole.marker
        assert bare.hovertemplate == whole.hovertemplate
        assert bare.marker.color == LIGHT[f"class{label}"]
    assert figure.layout.xaxis.title.text == "x₁"
    assert figure.layout.xaxis.range == full.layout.xaxis.range


@pytest.mark.parametrize("name", HOSTILE, ids=range(len(HOSTILE)))
def test_names_do_no_harm(name):
    sent = read(drawing_payload(Drawing(BLOBS, (name, name), (name, name), np.arange(BLOBS.m))))
    for text in strings(sent.header["plane"]):  # what Plotly reads; all else is set as plain text
        assert "<script" not in text
        assert "<img" not in text
        assert "</b>" not in text
        assert "\n" not in text
    assert all(len(label) <= 18 for label in sent.header["classes"])


# Which points, and which part of the plane. -----------------------------------------------------------------------


def test_of_many_points_a_sample_is_drawn_the_same_after_each_edit():
    base = Generated(m=8_000)
    data = base.load()
    rows = rows_to_draw(base, data, None)
    assert len(rows) == MOST_DRAWN
    hidden = int(np.setdiff1d(np.arange(8_000), rows)[0])
    origin = edited(base, Add(1, 2, 1), Flip(int(rows[1])), Move(hidden, 0.5, 0.5), Erase((int(rows[0]),)))
    after = origin.load()
    shown = rows_to_draw(origin, after, data)
    # all but the erased one, with the one that was moved and the one that was added
    kept = np.union1d(rows[1:], [hidden])
    expected = data.X[kept].copy()
    expected[kept == hidden] = [0.5, 0.5]
    assert after.X[shown].tolist() == [*expected.tolist(), [1, 2]]
    sent = read(drawing_payload(Drawing(after, after.feature_names, after.class_names, shown)))
    assert sent.header["notes"] == ["5,001 of 8,000 points are drawn; only those can be moved, flipped or erased here."]
    assert sent.columns["row"].tolist() == shown.tolist()
    assert sent.header["counts"] == [int((after.y == 0).sum()), int((after.y == 1).sum())]


@given(st.lists(st.integers(0, 39), unique=True, max_size=39), st.integers(0, 3))
def test_all_points_of_a_small_edited_set_are_drawn(gone, more):
    base = Generated(m=40)
    data = base.load()
    origin = edited(base, Erase(tuple(gone)), *(Add(i, i, 0) for i in range(more)))
    after = origin.load()
    assert rows_to_draw(origin, after, data if isinstance(origin, Edited) else None).tolist() == list(range(after.m))


def test_a_drawing_opens_on_minus_5_to_5_while_that_holds_it():
    near, far = Points(((1, 2, 0),)), Points(((1, 2, 0), (7, 1, 1)))
    assert opening_of(near, near.load(), None) == EMPTY
    assert opening_of(far, far.load(), None) == view_of(far.load())
    named = Points(((1, 2, 0), (2, 3, 1)), ("rate", "volume"))
    assert opening_of(named, named.load(), None) == view_of(named.load())
    assert opening_of(Generated(m=40), BLOBS, None) == view_of(BLOBS)
    assert opening_of(Points(()), None, None) == EMPTY
    assert opening_of(None, None, BLOBS) == view_of(BLOBS)
    whole = Dataset(WHOLE.X, WHOLE.y, ("rate", "volume"))
    view = opening_of(Points.of(whole), whole, None)
    for which in (0, 1):  # jitter puts no point out of sight
        drawn_at = (WHOLE.X + jitter(WHOLE))[:, which]
        assert view.range(which)[0] < drawn_at.min()
        assert drawn_at.max() < view.range(which)[1]


# Jitter. ------------------------------------------------------------------------------------------------------------


def test_jitter_parts_the_points_on_one_spot_and_stays_within_its_bounds():
    offsets = jitter(WHOLE)
    assert np.abs(offsets).max() <= REACH_OF_JITTER
    assert len({tuple(row) for row in (WHOLE.X + offsets).tolist()}) == WHOLE.m
    assert offsets.tolist() == jitter(WHOLE).tolist()  # seeded


@given(st.lists(st.tuples(st.integers(-4, 4), st.integers(-4, 4)), min_size=1, max_size=60))
def test_jitter_is_bounded_whatever_the_whole_numbers(rows):
    offsets = jitter(Dataset(rows, [0] * len(rows)))
    assert (offsets is None) == (len(set(rows)) == len(rows))
    assert offsets is None or np.abs(offsets).max() <= REACH_OF_JITTER


def test_an_edit_elsewhere_moves_no_jittered_point():
    X = WHOLE.X.tolist()
    fewer = Dataset(X[:3] + X[4:], [0] * 5)
    assert jitter(fewer)[:3].tolist() == jitter(WHOLE)[:3].tolist()
    assert jitter(fewer)[-1].tolist() == jitter(WHOLE)[-1].tolist()


def test_only_whole_numbers_that_coincide_are_jittered():
    assert jitter(BLOBS) is None
    assert jitter(Dataset([[1, 2], [3, 4]], [0, 1])) is None
    assert jitter(Dataset([[0.5, 2.5], [0.5, 2.5]], [0, 1])) is None
    one = jitter(Dataset([[1, 2.5], [1, 2.5], [2, 2.5]], [0, 1, 1]))
    assert (one[:, 1] == 0).all()
    assert one[:, 0].any()
    assert jitter(Dataset([[1e100, 1], [1e100, 1]], [0, 1]))[:, 0].tolist() == [0, 0]  # no room between such numbers


def test_jitter_is_never_in_the_data():
    sent = read(drawing_payload(drawn(WHOLE)))
    assert sent.header["jitter"] == "Drawn with jitter; the numbers are whole."
    assert sent.columns["x1"].tolist() == WHOLE.X[:, 0].tolist()
    assert np.stack([sent.columns["jitter1"], sent.columns["jitter2"]], 1).tolist() == jitter(WHOLE).tolist()
    assert read(drawing_payload(drawn(BLOBS))).header["jitter"] == ""
    figure = plane(WHOLE, view_of(WHOLE), jitter=jitter(WHOLE))
    for label, trace in enumerate(figure.data):
        rows = WHOLE.y == label
        assert trace.x.tolist() == (WHOLE.X + jitter(WHOLE))[rows, 0].tolist()
        assert [float(x) for x in trace.text] == WHOLE.X[rows, 0].tolist()  # hover says the true number
