"""Figures of who pulls: places and lengths are the core's, numbers name examples, all of it can be sent."""

import json

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, chain_rule, forward, run
from logreg_core.at_step.classification import confusion, roc
from logreg_core.at_step.contributions import laid_end_to_end, pull_sizes, ranking, wanted_moves
from logreg_core.descent.along_run import example_along_run
from logreg_core.points.origins import Generated
from pages.figures.arrows import LONGEST, MOST_PULLS, arrows, lengths
from pages.figures.contributions import contribution_path
from pages.figures.example_over_steps import MOST, example_over_steps
from pages.figures.largest_contributions import ranked_bars
from pages.figures.plane import View, view_of
from pages.figures.roc import roc_curve
from pages.figures.theme import DARK, LIGHT, dark_of
from pages.stage.packing import as_json, figure_json
from pages.words.numbers import number
from pages.words.strip import letters

BLOBS = Generated(m=60).load()
WIDE = Dataset(BLOBS.X * (1, 1000), BLOBS.y)
NONE = np.array([], int)


def at(dataset, t=7, **experiment):
    done = run(dataset, Experiment(steps=20, **experiment))
    return done, chain_rule(done.X_scaled, done.dataset.y, done.w[t], done.b[t])


def shafts(figure):
    """Tails and tips of the arrows, in the order of the points drawn."""
    x, y = figure.data[2].x.reshape(-1, 6), figure.data[2].y.reshape(-1, 6)
    return np.stack([x[:, 0], y[:, 0]], axis=1), np.stack([x[:, 1], y[:, 1]], axis=1)


def can_be_sent(figure):
    """Strict JSON, and every colour has one for the dark."""
    text = figure_json(figure)
    json.loads(text)
    known = {*dark_of(), "rgba(0,0,0,0)"}
    for word in json.dumps(json.loads(text)).split('"'):
        if word.startswith(("#", "rgb")):
            assert word in known
    assert set(LIGHT) == set(DARK)


# Arrows ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("dataset", [BLOBS, WIDE], ids=["alike", "one feature a thousand times wider"])
@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("holdout", [0.0, 0.4])
def test_arrows_are_the_core_s_from_every_point(dataset, scale, holdout):
    rate = 0.1 if scale == "standardize" or dataset is BLOBS else 1e-7
    done, chain = at(dataset, scale=scale, holdout=holdout, learning_rates=((0, rate),))
    figure = arrows(done, 7, chain, pick=2, selected=np.array([2]))
    can_be_sent(figure)
    unit = np.array(lengths(view_of(done.dataset)))
    tails, tips = shafts(figure)
    assert np.array_equal(tails, done.dataset.X)
    moves = wanted_moves(chain.dL_dz, done.w_in_data_units[7], unit)
    np.testing.assert_allclose(tips - tails, moves * LONGEST, atol=1e-12 * unit.max())
    seen = (tips - tails) / unit  # as on screen, where `unit` is equally long along both axes
    np.testing.assert_allclose(np.hypot(*seen.T), LONGEST * np.abs(chain.dL_dz), rtol=1e-9)
    line = np.array([np.diff(figure.data[3].x)[0], np.diff(figure.data[3].y)[0]]) / unit
    assert (np.abs(seen @ line) <= 1e-6 * np.hypot(*line)).all()
    y_axis = figure.layout.yaxis
    assert (y_axis.scaleanchor, y_axis.scaleratio) == ("x", unit[0] / unit[1])


def test_one_unit_is_as_long_either_way_unless_features_are_unlike():
    assert lengths(View((0, 0), (2.0, 3.0))) == (3.0, 3.0)
    assert lengths(View((0, 0), (2.0, 3000.0))) == (2.0, 3000.0)


@pytest.mark.parametrize("holdout", [0.0, 0.4])
def test_points_are_the_training_examples_by_their_numbers_with_marks_as_large_as_their_pull(holdout):
    done, chain = at(BLOBS, holdout=holdout)
    figure = arrows(done, 7, chain, pick=2, selected=np.array([2]))
    sizes = pull_sizes(chain)
    for label, trace in enumerate(figure.data[:2]):
        rows = np.flatnonzero(done.dataset.y == label)
        assert trace.customdata.tolist() == (done.rows_training[rows] + 1).tolist()
        assert trace.x.tolist() == BLOBS.X[done.rows_training[rows], 0].tolist()
        large = trace.marker.size > 5
        assert large.any()
        area = trace.marker.size[large] ** 2 / sizes[rows][large]
        np.testing.assert_allclose(area, 24**2 / sizes.max())
        assert trace.selectedpoints is None
    (ring,) = figure.layout.shapes
    assert (ring.xanchor, ring.yanchor) == tuple(done.dataset.X[2])
    assert ring.label.text == str(done.rows_training[2] + 1)


def test_a_selection_stands_out_and_ends_the_box_that_made_it():
    done, chain = at(BLOBS)
    chosen = np.array([1, 2, 30])
    figure = arrows(done, 7, chain, pick=2, selected=chosen)
    found = [trace.customdata[list(trace.selectedpoints)] - 1 for trace in figure.data[:2]]
    assert sorted(np.concatenate(found)) == chosen.tolist()
    other = arrows(done, 7, chain, pick=2, selected=np.array([1, 2]))
    assert figure.layout.selectionrevision != other.layout.selectionrevision
    assert figure.layout.dragmode == "select"


def test_at_w_0_there_are_no_arrows_and_it_says_so():
    done, chain = at(BLOBS, 0)
    figure = arrows(done, 0, chain, pick=0, selected=np.array([0]))
    assert len(figure.data) == 2
    assert figure.layout.annotations[0].text == "w = 0: there is no line yet, so no arrows"
    can_be_sent(figure)


@pytest.mark.parametrize("label", [0, 1])
def test_of_many_1000_are_drawn_and_the_picked_one_by_a_shape(label):
    many = Generated(m=6_000).load()
    done, chain = at(many)
    ones = np.array([0])
    drawn = np.concatenate([t.customdata for t in arrows(done, 7, chain, pick=0, selected=ones).data[:2]]) - 1
    assert len(drawn) == MOST_PULLS
    outside = int(np.setdiff1d(np.flatnonzero(many.y == label), drawn)[0])
    for pick, shapes in ((int(drawn[5]), 1), (outside, 2)):
        figure = arrows(done, 7, chain, pick=pick, selected=np.array([pick]))
        can_be_sent(figure)
        assert len(figure.layout.shapes) == shapes
        assert {(shape.xanchor, shape.yanchor) for shape in figure.layout.shapes} == {tuple(many.X[pick])}
        assert figure.layout.shapes[-1].fillcolor == (LIGHT[f"class{label}"] if shapes == 2 else None)
        assert figure.layout.selectionrevision == "one"


def test_another_pick_changes_nothing_but_shapes():
    done, chain = at(BLOBS)
    one, other = (arrows(done, 7, chain, pick=i, selected=np.array([i])).to_plotly_json() for i in (3, 4))
    assert one["layout"].pop("shapes") != other["layout"].pop("shapes")
    assert as_json(one) == as_json(other)


@pytest.mark.parametrize("z", [1, -1, 40, -40, 700, -700, 1e4, -1e4])
def test_far_out_everything_can_be_sent(z):
    dataset = Dataset([[1.0, 0.0], [1.0, 2.0], [-1.0, 0.5]], [0, 1, 1])
    done = run(dataset, Experiment(steps=2, w=(float(z), 1.0), b=1.0))
    chain = chain_rule(done.X_scaled, dataset.y, done.w[0], done.b[0])
    can_be_sent(arrows(done, 0, chain, pick=0, selected=np.array([0, 1])))
    path = laid_end_to_end(-0.1 * chain.dL_dw / len(chain.dL_dw), done.w[0], 300)
    titles = ("w₁", "w₂")
    can_be_sent(
        contribution_path(path, done.w[1], path.rows + 1, dataset.y[path.rows], titles, selected=np.zeros(3, bool))
    )
    for figure in example_over_steps(example_along_run(dataset.X[0], 0, done.w, done.b), 0, 0, letters(False)).values():
        can_be_sent(figure)
        for trace in figure.data:
            assert np.isfinite(trace.y).all()
    for column in (chain.dL_dw[:, 0], chain.dL_dz):
        ranked = ranking(column / 3, 10)
        can_be_sent(ranked_bars(ranked, ranked.rows + 1, dataset.y[ranked.rows], "J", selected=np.ones(3, bool)))


# The step --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("most", [5, 300])
def test_the_pieces_lead_from_w_to_where_the_run_goes(most):
    done, chain = at(BLOBS)
    path = laid_end_to_end(-0.1 * chain.dL_dw / len(chain.dL_dw), done.w[7], most)
    chosen = np.zeros(len(path.rows), bool)
    chosen[1] = True
    figure = contribution_path(path, done.w[8], path.rows + 1, BLOBS.y[path.rows], ("w₁", "w₂"), selected=chosen)
    can_be_sent(figure)
    zero, one, rest, step, marks = figure.data
    for label, trace in enumerate((zero, one)):
        tails = np.stack([trace.x.reshape(-1, 6)[:, 0], trace.y.reshape(-1, 6)[:, 0]], axis=1)
        assert tails.tolist() == path.corners[:-1][: len(path.rows)][BLOBS.y[path.rows] == label].tolist()
    assert len(rest.x) == 6 * (path.others > 0)
    assert (step.x[0], step.y[0]) == tuple(done.w[7])
    assert (step.x[1], step.y[1]) == tuple(done.w[8])
    pieces = np.concatenate([np.stack([t.x.reshape(-1, 6), t.y.reshape(-1, 6)], 2) for t in (zero, one, rest)])
    whole = (pieces[:, 1] - pieces[:, 0]).sum(axis=0)
    np.testing.assert_allclose(whole, done.w[8] - done.w[7], rtol=0, atol=1e-12)
    numbers = [*(path.rows + 1).tolist(), *[None] * (path.others > 0)]
    assert list(marks.customdata) == numbers
    assert marks.marker.size[1] > marks.marker.size[0]
    for axis, j in (("xaxis", 0), ("yaxis", 1)):
        low, high = figure.layout[axis].range
        assert low < path.corners[:, j].min()
        assert path.corners[:, j].max() < high


def test_a_step_of_no_length_has_a_picture_too():
    path = laid_end_to_end(np.zeros((3, 2)), (1.0, 2.0), 300)
    can_be_sent(
        contribution_path(
            path, np.array([1.0, 2.0]), path.rows + 1, np.zeros(3), ("a", "b"), selected=np.zeros(3, bool)
        )
    )


# Bars, the ROC curve, a life -------------------------------------------------------------------------------------


def test_bars_are_the_ranking_s():
    _, chain = at(BLOBS)
    ranked = ranking(chain.dL_dw[:, 0] / 60, 10)
    chosen = np.arange(10) == 3
    figure = ranked_bars(ranked, ranked.rows + 1, BLOBS.y[ranked.rows], "∂J/∂w₁", selected=chosen)
    can_be_sent(figure)
    (bars,) = figure.data
    assert list(bars.x) == ranked.parts.tolist()
    assert list(bars.customdata) == (ranked.rows + 1).tolist()
    assert list(bars.y) == [f"example {row + 1}" for row in ranked.rows]
    assert list(bars.text) == [number(part) for part in ranked.parts]
    colours = [LIGHT["class1" if BLOBS.y[row] else "class0"] for row in ranked.rows]
    assert list(bars.marker.color) == colours
    assert list(np.flatnonzero(bars.marker.line.width)) == [3]
    low, high = figure.layout.xaxis.range
    assert low <= min(0, *ranked.parts)
    assert high >= max(0, *ranked.parts)
    assert figure.layout.xaxis.title.text == "∂J/∂w₁"


def test_the_point_at_the_threshold_is_on_the_roc_curve():
    done, _ = at(BLOBS)
    ahead = forward(BLOBS.X, BLOBS.y, done.w[7], done.b[7])
    curve, here = roc(ahead.z, BLOBS.y), confusion(ahead.y_hat, BLOBS.y, 0.3)
    figure = roc_curve(curve, here, 0.3, ("false alarms", "recall"))
    can_be_sent(figure)
    line, _, point = figure.data
    assert (line.x.tolist(), line.y.tolist()) == (curve.false_alarms.tolist(), curve.recall.tolist())
    assert (point.x[0], point.y[0]) == (here.false_alarms, here.recall)
    assert point.text[0] == "ŷ ≥ 0.3"
    assert figure.layout.annotations[0].text == f"area {number(curve.area)}"
    assert (figure.layout.xaxis.title.text, figure.layout.yaxis.title.text) == ("false alarms", "recall")


@pytest.mark.parametrize("y", [0, 1])
def test_a_life_is_the_example_s_course(y):
    done, _ = at(BLOBS)
    along = example_along_run(BLOBS.X[3], y, done.w, done.b)
    found = example_over_steps(along, y, 7, letters(True))
    (y_hat,) = found["y_hat"].data
    assert y_hat.y.tolist() == along.y_hat.tolist()
    assert found["y_hat"].layout.shapes[1].y0 == y
    (loss,) = found["loss"].data
    assert loss.y.tolist() == along.L.tolist()
    first, second, both = found["factors"].data
    np.testing.assert_allclose(10**first.y, np.abs(along.dL_dyhat), rtol=1e-12)
    np.testing.assert_allclose(10**second.y, along.dyhat_dz, rtol=1e-12)
    np.testing.assert_allclose(first.y + second.y, both.y, rtol=1e-12, atol=1e-15)
    np.testing.assert_allclose(10**both.y, np.abs(along.dL_dz), rtol=1e-12)
    w1, w2, b = found["derivatives"].data
    assert (w1.y.tolist(), w2.y.tolist()) == (along.dL_dw[:, 0].tolist(), along.dL_dw[:, 1].tolist())
    assert b.y.tolist() == along.dL_dz.tolist()
    assert w1.name == "∂L/∂w̃₁"
    for figure in found.values():
        can_be_sent(figure)
        assert figure.layout.shapes[0].x0 == figure.layout.shapes[0].x1 == 7


def test_a_long_life_has_few_vertices():
    done = run(BLOBS, Experiment(steps=5_000))
    for figure in example_over_steps(example_along_run(BLOBS.X[3], 1, done.w, done.b), 1, 0, letters(False)).values():
        assert all(len(trace.x) <= MOST for trace in figure.data)
