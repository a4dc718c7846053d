"""What the stage is sent of the S-curve: places that lead back to z and ŷ, few enough bytes, and who is drawn."""

from __future__ import annotations

import json
from typing import Any

import numpy as np
import pytest

from logreg_core import Experiment, Generated, Points, run
from logreg_core.descent.run import Run
from logreg_core.model.forward import sigmoid_pair
from logreg_core.points.dataset import NO_FEATURE
from pages.stage.columns import held_steps
from pages.stage.sigma.sigma_view import (
    FEWEST_DRAWN,
    LARGEST_REACH,
    MOST_DRAWN,
    MOST_PLACES,
    PIECES,
    WHOLE,
    drawn_of,
    on_sigma,
)


def sent(found: Run, row: int = 3) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header and the columns, with their places as numbers on the axes."""
    held = held_steps(found.steps, 0)
    given = on_sigma(found, held, row, row)
    header = json.loads(given.header)
    ends = {"sigma_x": header["across"], "sigma_y": header["up"], "sigma_curve": header["up"]}
    places = {name: low + given.columns[name] / WHOLE * (high - low) for name, (low, high) in ends.items()}
    return header, {**places, "sigma_line": given.columns["sigma_line"]}


def of(**experiment: Any) -> Run:
    made = Experiment(**experiment)
    return run(made.data.load(), made)


def test_the_places_are_those_of_the_core_and_the_picked_one_is_among_them() -> None:
    found = of(steps=60, learning_rates=((0, 1.0),))
    header, at = sent(found, 26)
    x, y = found.X_scaled[26], found.dataset.y[26]
    for t in (0, 1, 60):
        z = float(x @ found.w[t] + found.b[t])
        assert at["sigma_x"][t, header["pick"]] == pytest.approx(z, abs=1e-3)
        assert at["sigma_y"][t, header["pick"]] == pytest.approx(float(sigmoid_pair(z)[0]), abs=1e-4)
    assert header["y"][header["pick"]] == y
    grid = np.linspace(*header["across"], PIECES + 1)
    assert at["sigma_curve"].shape == (1, PIECES + 1)
    assert at["sigma_curve"][0] == pytest.approx(sigmoid_pair(grid)[0], abs=1e-4)
    assert np.isnan(at["sigma_line"][0]).all()
    assert np.isfinite(at["sigma_line"][1:]).all()


def test_what_is_farther_out_stands_at_the_edge_and_that_is_said() -> None:
    header, at = sent(of(steps=3, learning_rates=((0, 500.0),)))
    assert header["across"] == [-LARGEST_REACH, LARGEST_REACH]
    assert np.abs(at["sigma_x"]).max() == pytest.approx(LARGEST_REACH)
    assert "stand at the edge" in header["caption"]
    assert "stand at the edge" not in sent(of(steps=3))[0]["caption"]


@pytest.mark.parametrize(("m", "steps"), [(20, 10), (200, 300), (1_000, 300), (1_000, 2_000), (300, 30_000)])
def test_of_many_examples_or_steps_some_are_drawn_and_that_is_said(m: int, steps: int) -> None:
    found = of(data=Generated(m=m), steps=steps)
    held = held_steps(steps, 0)
    rows = drawn_of(found, held, 7)
    assert 7 in rows
    assert min(m, FEWEST_DRAWN) <= len(rows) <= min(m, MOST_DRAWN)
    assert len(rows) * len(held) <= max(MOST_PLACES, FEWEST_DRAWN * len(held))
    given = on_sigma(found, held, 7, 7)
    assert sum(column.nbytes for name, column in given.columns.items() if name != "sigma_line") <= 4 * 100_000
    said = f"{len(rows):,} of {m:,} are drawn." in json.loads(given.header)["caption"]
    assert said is (len(rows) < m)


@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_with_one_feature_the_axis_is_that_and_the_curve_moves(scale: str) -> None:
    rows = tuple((x, 0.0, y) for x, y in zip((1.0, 2.0, 3.5, 4.0, 7.0), (0, 1, 0, 1, 1), strict=True))
    found = of(data=Points(rows, ("hours", NO_FEATURE)), steps=40, scale=scale, learning_rates=((0, 0.2),))
    header, at = sent(found)
    assert at["sigma_x"].shape == (1, 5)
    assert at["sigma_x"][0] == pytest.approx([1, 2, 3.5, 4, 7], abs=1e-3)
    w, b = found.w_in_data_units[40, 0], found.b_in_data_units[40]
    grid = np.linspace(*header["across"], PIECES + 1)
    assert at["sigma_curve"].shape == (41, PIECES + 1)
    assert at["sigma_curve"][40] == pytest.approx(sigmoid_pair(w * grid + b)[0], abs=1e-4)
    slope, intercept = np.polyfit([1, 2, 3.5, 4, 7], [0, 1, 0, 1, 1], 1)
    assert at["sigma_line"][0] == pytest.approx([slope * end + intercept for end in header["across"]], rel=1e-5)
    assert header["figure"]["layout"]["xaxis"]["title"]["text"] == "x₁: hours"
