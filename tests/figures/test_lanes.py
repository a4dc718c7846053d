"""The figures of lanes: curves, boundaries, and how lanes are told apart in both palettes and by every eye."""

from __future__ import annotations

import itertools
import re

import numpy as np
import pytest

from logreg_core import load_sample
from logreg_core.lanes.lane import MOST_LANES
from logreg_core.points.dataset import Dataset
from pages.figures.compare.boundaries import boundaries
from pages.figures.compare.lane_curves import DECADES, NEAR, Drawn, lane_curves
from pages.figures.compare.lane_marks import MARKS, PALE
from pages.figures.plane import view_of
from pages.figures.theme import CLASS_0, CLASS_1, DARK, LIGHT, SURFACE, dark_of

from .test_theme import contrast, rgb

# What protan, deutan and tritan eyes see of a linear colour: Machado, Oliveira and Fernandes (2009), severity 1.
EYES = {
    "normal": np.eye(3),
    "protan": np.array(
        [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]]
    ),
    "deutan": np.array(
        [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]]
    ),
    "tritan": np.array(
        [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]]
    ),
}
TO_XYZ = np.array(
    [[0.4124564, 0.3575761, 0.1804375], [0.2126729, 0.7151522, 0.0721750], [0.0193339, 0.1191920, 0.9503041]]
)


def lab(colour: str, eye: str) -> np.ndarray:
    """A colour as an eye sees it, in CIE L*a*b*."""
    part = np.array(rgb(colour))
    linear = np.where(part <= 0.04045, part / 12.92, ((part + 0.055) / 1.055) ** 2.4)
    xyz = TO_XYZ @ np.clip(EYES[eye] @ linear, 0, 1) / np.array([0.95047, 1, 1.08883])
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def apart(one: str, other: str, eye: str) -> float:
    """How far apart an eye sees two colours: ΔE of 1976."""
    return float(np.linalg.norm(lab(one, eye) - lab(other, eye)))


@pytest.mark.parametrize(("palette", "most_alike"), [(LIGHT, 21), (DARK, 16.5)], ids=["light", "dark"])
def test_each_lane_stands_out_from_the_page_and_from_every_other_for_every_eye(palette, most_alike):
    inks = [palette[mark.ink] for mark in MARKS]
    assert all(contrast(rgb(ink), rgb(palette[SURFACE])) >= 3 for ink in inks)
    least = {eye: min(apart(*pair, eye) for pair in itertools.combinations(inks, 2)) for eye in EYES}
    assert min(least.values()) >= most_alike, least
    assert min(apart(inks[5], ink, eye) for ink in inks[:5] for eye in EYES) >= 24
    for name in (CLASS_0, CLASS_1):
        assert min(apart(ink, palette[name], "normal") for ink in inks) >= 20


def test_lanes_differ_by_dash_and_symbol_too():
    assert len(MARKS) == MOST_LANES
    for what in ("ink", "dash", "symbol", "path", "word"):
        assert len({getattr(mark, what) for mark in MARKS}) == MOST_LANES
    assert (MARKS[5].symbol, MARKS[5].dash) == ("star", "14px,4px")
    assert all(re.fullmatch(r"solid|\d+px(,\d+px)+", mark.dash) for mark in MARKS)


def drawn(*curves: list[float]) -> list[Drawn]:
    return [Drawn(f"lane {k}", np.arange(len(each)), np.array(each)) for k, each in enumerate(curves)]


def test_each_lane_is_one_pale_trace_with_its_own_ink_and_dash():
    figure = lane_curves(drawn([1, 0.1, 0.01], [1, 0.5, 0.2]), "J − J*", log=True, over="step t", near=True)
    for k, trace in enumerate(figure.data):
        assert (trace.meta["lane"], trace.opacity) == (k, PALE)
        assert (trace.line.color, trace.line.dash) == (LIGHT[MARKS[k].ink], MARKS[k].dash)
        assert trace.line.simplify is False
        assert trace.line.color in dark_of()
    assert figure.data[0].y == (1, 0.1, 0.01)
    (near,) = figure.layout.shapes
    assert (near.name, near.y0, near.y1) == ("near", NEAR, NEAR)
    assert figure.layout.yaxis.type == "log"


def test_a_gap_of_nothing_lies_below_a_log_axis_that_shows_so_many_decades():
    figure = lane_curves(drawn([1, 1e-12, 0.0]), "J − J*", log=True, over="step t")
    low, high = figure.layout.yaxis.range
    assert high - low <= 1.1 * DECADES
    assert 0 < figure.data[0].y[2] < 10**low
    assert figure.layout.yaxis.ticktext[:2] == ("10⁻⁸", "10⁻⁷")


def test_a_lane_that_runs_away_leaves_the_others_in_sight():
    figure = lane_curves(drawn([1, 0.1, 0.01], [1, 1e200, np.nan]), "J", log=False, over="step t")
    assert figure.layout.yaxis.range[1] < 4
    figure = lane_curves(drawn([1, 0.1, 0.01], [1, 1e200, np.nan]), "J − J*", log=True, over="step t")
    assert figure.layout.yaxis.range[1] < 3
    assert figure.data[1].y[2] is None


def test_curves_reach_to_the_last_step_or_example_of_any_lane():
    lanes = [Drawn("a", np.array([0.0, 200, 400]), np.ones(3)), Drawn("b", np.array([0.0, 20, 40]), np.ones(3))]
    axis = lane_curves(lanes, "J", log=False, over="examples").layout.xaxis
    assert axis.range[1] == pytest.approx(404)
    assert axis.title.text == "examples"


def test_the_plane_has_the_points_and_no_line_of_its_own():
    dataset = load_sample("vaso")
    figure = boundaries(dataset)
    assert figure.layout.shapes == ()
    assert sum(len(trace.x) for trace in figure.data) == dataset.m
    assert figure.layout.xaxis.range == tuple(view_of(dataset).range(0))
    assert all(trace.opacity < 1 for trace in figure.data)


def test_names_of_features_are_escaped():
    dataset = Dataset([[0, 0], [1, 1]], [0, 1], ("<b>", "x2"), ("0", "1"))
    texts = [note.text for note in boundaries(dataset).layout.annotations]
    assert texts == ["<i>x₁: &lt;b&gt;</i>", "<i>x₂</i>"]
