"""Edits: any sequence of them does to an origin what it does to a plain list, in one canonical form."""

import math

import numpy as np
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from logreg_core import (
    LARGEST_LINKED,
    Add,
    DataError,
    Dataset,
    Edited,
    Erase,
    Experiment,
    Flip,
    Generated,
    Move,
    Points,
    Put,
    ReplaceRows,
    Sampled,
    Uploaded,
    edited,
    fits_link,
    snap,
)
from logreg_core.points.edits import base_of
from logreg_core.points.origins import MOST_EDITS

FILE = Uploaded("a.csv", "0" * 64, ("a", "b"), "c", "yes")
FILE_DATA = Dataset(
    [[0.5, -0.0], [1.25, 3.0], [0.1, 0.2], [7.0, 7.0]], [0, 1, 1, 0], ("a", "b"), ("no", "yes"), "a.csv"
)
GENERATED = Generated(m=12)
DRAWN = Points(((0.0, 1.0, 0), (2.0, 3.0, 1)), ("a", "b"), ("no", "yes"), "drawn")
STARTS = {GENERATED: GENERATED.load(), FILE: FILE_DATA, DRAWN: None, Points(()): None}

coordinates = st.floats(-1e100, 1e100) | st.sampled_from([0.0, -0.0, 0.5, 1.25, 5e-324])
labels = st.integers(0, 1)
rows = st.tuples(coordinates, coordinates, labels)
places = st.integers(0, 10**6)  # taken modulo the number of points
edit_lists = st.lists(
    st.one_of(
        st.builds(Add, coordinates, coordinates, labels),
        st.builds(Move, places, coordinates, coordinates),
        st.builds(Flip, places),
        st.builds(Put, places, coordinates, coordinates, labels),
        st.builds(Erase, st.lists(places, max_size=4).map(tuple)),
        st.builds(ReplaceRows, st.lists(rows, max_size=15).map(tuple)),
    ),
    max_size=12,
)


def on_list(points, edit):
    """The edit on a plain list, and the same edit with numbers that are there; None where there are none."""
    points = list(points)
    if isinstance(edit, Add):
        return [*points, (edit.x1, edit.x2, edit.y)], edit
    if isinstance(edit, ReplaceRows):
        return list(edit.rows), edit
    if not points:
        return points, None
    if isinstance(edit, Erase):
        gone = tuple(i % len(points) for i in edit.numbers)
        return [row for i, row in enumerate(points) if i not in gone], Erase(gone)
    i = edit.i % len(points)
    x1, x2, y = points[i]
    if isinstance(edit, Move):
        points[i], fitting = (edit.x1, edit.x2, y), Move(i, edit.x1, edit.x2)
    elif isinstance(edit, Flip):
        points[i], fitting = (x1, x2, 1 - y), Flip(i)
    else:
        points[i], fitting = (edit.x1, edit.x2, edit.y), Put(i, edit.x1, edit.x2, edit.y)
    return points, fitting


def rows_in(origin, base):
    if isinstance(origin, Points):
        return list(origin.rows)
    if not isinstance(origin, Edited):
        dataset = base
    elif base.m == len(origin.removed) and not origin.added:
        return []
    else:
        dataset = origin.load(base)
    return [(*x, int(y)) for x, y in zip(dataset.X.tolist(), dataset.y.tolist(), strict=True)]


# What they do. -------------------------------------------------------------------------------------------------


@given(st.sampled_from(list(STARTS)), edit_lists)
@example(GENERATED, [Erase((0, 11)), Move(0, 1.0, 2.0), Add(0.0, 0.0, 1), Erase((9,)), Flip(9)])
@example(FILE, [Add(5.0, 5.0, 1), ReplaceRows(()), Add(1.0, 2.0, 0), Flip(0)])
def test_any_edits_do_what_they_do_to_a_list(start, asked):
    base, before = STARTS[start], repr(start)
    model, origin = rows_in(start, base), start
    for edit in asked:
        model, fitting = on_list(model, edit)
        if fitting is not None:
            was, earlier = repr(origin), origin
            origin = edited(origin, fitting, base=base)
            assert repr(earlier) == was
    assert repr(rows_in(origin, base)) == repr(model)
    assert repr(start) == before
    if base is not None:
        assert base_of(origin) == start
    query = Experiment(data=origin).to_query()
    back, notices = Experiment.from_query(query)
    assert notices == ()
    assert repr(back.data) == repr(origin)


@given(st.sampled_from([GENERATED, FILE]), edit_lists)
def test_the_form_is_one_however_the_points_came_about(start, asked):
    """Edits one at a time, all at once, and the table that they end in without any erased: the same value."""
    base = STARTS[start]
    model, origin, fitted = rows_in(start, base), start, []
    for edit in asked:
        model, fitting = on_list(model, edit)
        if fitting is not None:
            origin = edited(origin, fitting, base=base)
            fitted.append(fitting)
    assert edited(start, *fitted, base=base) == origin
    if not (isinstance(origin, Edited) and origin.removed):
        assert edited(start, ReplaceRows(tuple(model)), base=base) == origin


def test_an_edit_that_restores_the_base_leaves_no_trace():
    x1, x2 = GENERATED.load().X[3].tolist()
    moved = edited(GENERATED, Move(3, 9.0, 9.0), Flip(3))
    assert moved.changed == ((3, 9.0, 9.0, 1 - int(GENERATED.load().y[3])),)
    assert edited(moved, Move(3, x1, x2)) == Edited(GENERATED, flipped=(3,))
    assert edited(moved, Move(3, x1, x2), Flip(3)) is GENERATED
    assert edited(edited(GENERATED, Add(1.0, 2.0, 1)), Erase((12,))) is GENERATED


def test_names_stay_and_the_source_says_that_it_was_edited():
    dataset = edited(FILE, Flip(0), base=FILE_DATA).load(FILE_DATA)
    assert (dataset.feature_names, dataset.class_names) == (("a", "b"), ("no", "yes"))
    assert dataset.source == "a.csv, edited"
    assert edited(DRAWN, Flip(0)).class_names == ("no", "yes")


def test_the_first_point_of_a_drawing():
    drawing = edited(Points(()), Add(1, 2, 1))
    assert drawing.load() == Dataset([[1.0, 2.0]], [1])
    assert edited(drawing, Erase((0,))) == Points(())


# What can't be done. -------------------------------------------------------------------------------------------


@pytest.mark.parametrize("start", [GENERATED, DRAWN])
@pytest.mark.parametrize(
    ("edit", "words"),
    [
        (Flip(99), "no point 100; there are"),
        (Flip(-1), "no point 0; there are"),
        (Move(99, 0.0, 0.0), "no point 100"),
        (Put(99, 0.0, 0.0, 0), "no point 100"),
        (Erase((0, 99)), "no point 100"),
        (Move(1, math.nan, 0.0), "x1 of point 2 is nan"),
        (Move(1, 0.0, -1.1e100), "x2 of point 2 is -1.1e.100"),
        (Put(0, 0.0, 0.0, 2), "y of point 1 is 2; it must be 0 or 1"),
        (Put(0, 0.0, 0.0, 0.5), "y of point 1 is 0.5"),
        (Add(math.inf, 0.0, 1), "x1 of point (3|13) is inf"),
        (ReplaceRows(((0.0, 0.0, 0), (0.0, math.inf, 0))), "x2 of point 2 is inf"),
    ],
)
def test_an_error_says_which_point(start, edit, words):
    with pytest.raises(DataError, match=words):
        edited(start, edit)


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: Edited(GENERATED), "there is no edit"),
        (lambda: Edited(GENERATED, flipped=(2, 1)), "ascending"),
        (lambda: Edited(GENERATED, removed=(-1,)), "from 0 on"),
        (lambda: Edited(GENERATED, flipped=(1,), removed=(1,)), "one of these lists only"),
        (lambda: Edited(GENERATED, changed=((4, 0.0, math.nan, 1),)), "x2 of point 5 is nan"),
        (lambda: Edited(GENERATED, added=((1e101, 0.0, 1),)), "x1 of added point 1 is 1e.101"),
        (lambda: Edited(GENERATED, flipped=tuple(range(MOST_EDITS + 1))), "5,001 points are changed"),
        (lambda: Edited(GENERATED, flipped=(12,)).load(), "speaks of point 13, and the data have 12"),
        (lambda: Edited(GENERATED, removed=tuple(range(12))).load(), "No points are left"),
        (lambda: edited(Edited(GENERATED, removed=(12,)), Flip(0)), "speaks of point 13"),
        (lambda: Edited(FILE, flipped=(0,)).load(), "'a.csv' is not here"),
        (lambda: edited(FILE, Flip(0)), "'a.csv' is not here"),
        (lambda: edited(DRAWN, *[Add(0.0, 0.0, 0)] * 299), "holds 300 points at most"),
    ],
)
def test_what_makes_no_sense_is_refused_in_words(make, words):
    with pytest.raises(DataError, match=words):
        make()


# In a link. ----------------------------------------------------------------------------------------------------


def drawn(m):
    rng = np.random.Generator(np.random.PCG64(m))
    return [
        Add(snap(x1, -3.65, 3.65), snap(x2, -3.65, 3.65), i % 2) for i, (x1, x2) in enumerate(rng.normal(size=(m, 2)))
    ]


def test_what_fits_into_a_link():
    assert fits_link(GENERATED)
    assert fits_link(Points(()))
    assert fits_link(edited(GENERATED, *drawn(LARGEST_LINKED)))
    assert not fits_link(edited(GENERATED, Flip(0), *drawn(LARGEST_LINKED)))
    assert not fits_link(Points((), source="x" * 50 + "µ" * 20_000 + repr(list(range(20_000)))))


def test_edits_of_a_sample_are_short():
    iris = Sampled("iris")
    assert len(edited(iris, Flip(5)).pack()) < 20
    assert len(edited(iris, *[Flip(i) for i in range(0, 100, 3)]).pack()) < 70
    link = Experiment(data=edited(iris, *drawn(100), *[Move(i, 5.05, i / 100) for i in range(50)])).to_query()
    assert len(link) < 1_000


def test_erasing_most_of_a_large_set_stays_exact():
    many = Generated(m=100_000)
    origin = edited(many, Erase(tuple(range(0, 100_000, 3))), Add(0.0, 0.0, 0))
    assert origin.load().m == 66_667
    assert Experiment.from_query(Experiment(data=origin).to_query()) == (Experiment(data=origin), ())


def test_damaged_edits_leave_the_data_as_they_are():
    query = Experiment(data=edited(GENERATED, Flip(3), Add(1.0, 2.0, 0))).to_query()
    head, _, text = query.partition("edits=")
    text, _, tail = text.partition("&")
    for at in range(len(text)):
        for changed in (text[:at] + "7" + text[at + 1 :], text[:at]):
            experiment, notices = Experiment.from_query(f"{head}edits={changed}&{tail}")
            if experiment.data == GENERATED:
                assert "The link's edits" in notices[0]
                assert "shown without them" in notices[0]
            else:
                assert experiment.to_query() == query
    for sent in ("d", "e" * 9000, "d" + "A" * 9000, ""):
        assert Experiment.from_query(f"{head}edits={sent}&{tail}")[0].data == GENERATED


def test_points_in_a_link_have_no_edits_beside_them():
    drawn_link = f"data=points&points={DRAWN.pack()}"
    experiment, notices = Experiment.from_query(f"{drawn_link}&edits={Edited(GENERATED, (1,)).pack()}")
    assert experiment.data == DRAWN
    assert "edited themselves" in notices[0]


# Snapping. -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("value", "low", "high", "snapped"),
    [
        (1.23456, -3.65, 3.65, 1.235),  # a thousandth is 0.0073: the step is 0.005
        (1.2324, -3.65, 3.65, 1.23),
        (0.123456, 0.0, 1.0, 0.123),
        (0.123456, 1.0, 0.0, 0.123),
        (1234567.0, 0.0, 3e6, 1234000.0),  # 3000 → 2000
        (-0.0001, -1.0, 1.0, 0.0),
        (3.3e-7, 0.0, 1e-4, 3e-7),
        (0.3, 0.0, 1e-17, 0.3),
    ],
)
def test_a_snapped_number_reads_well(value, low, high, snapped):
    assert repr(snap(value, low, high)) == repr(snapped)


@given(st.floats(-1e90, 1e90), st.floats(-1e90, 1e90), st.floats(0, 1))
def test_snapping_moves_by_less_than_a_thousandth_and_settles(low, high, share):
    if high - low == 0:
        return
    value = low + share * (high - low)
    snapped = snap(value, low, high)
    assert abs(snapped - value) <= abs(high - low) / 1000
    assert snap(snapped, low, high) == snapped
    assert math.copysign(1, snapped) == 1 or snapped != 0


@pytest.mark.parametrize(("value", "low", "high"), [(math.nan, 0, 1), (0.0, 1, 1), (0.0, 0, math.inf)])
def test_no_axis_no_snapping(value, low, high):
    with pytest.raises(ValueError, match="can't be snapped"):
        snap(value, low, high)
