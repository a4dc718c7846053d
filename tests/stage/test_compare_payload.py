"""What the Compare page's stage is sent: every number of every lane by the core, and the figures' points."""

from __future__ import annotations

from dataclasses import replace
from html.parser import HTMLParser
from typing import Any

import numpy as np
import pytest

from logreg_core import Adam, Dataset, Experiment, HeavyBall, RMSProp, at, load_sample
from logreg_core.descent.surface.ground import ground_of
from logreg_core.descent.surface.height_map import box_of, height_map
from logreg_core.lanes.comparison import Comparison, compared
from logreg_core.lanes.lane import Lanes, forked
from logreg_core.points.origins import Generated
from pages.figures.plane import view_of
from pages.session.comparing.lanes_shown import rows_of
from pages.stage import header
from pages.stage.columns import held_steps
from pages.stage.compare import compare_payload as payload
from pages.stage.compare.lane_columns import ENDED, RUNS, WAITS, lane_columns
from pages.stage.header import Command, SessionHeader
from pages.stage.step_cache import StepCache
from pages.stage.surface.map_view import path_of

from .blob import Read, read
from .test_contract import both, faults

BLOBS = Generated(m=40).load()
STEPS = 30


def lanes(dataset: Dataset, **changes: Any) -> Comparison:
    """Six lanes under several rules, with a batch, a penalty and a fork."""
    base = replace(Experiment(steps=STEPS), **changes)
    found = Lanes.of(base).copied(rule=HeavyBall()).copied(0, batch=7).copied(0, l2=0.1).copied(0, rule=RMSProp())
    once = compared(dataset, found)
    return compared(dataset, found.with_more(forked(found.all[0], once.runs[0], 10, rule=Adam(), rate=0.3)))


def sent(comparison: Comparison, t: int = 0, *, present: bool = False) -> Read:
    held = held_steps(comparison.steps, t)
    told = SessionHeader(Command("s-1", t), "data=blobs", present=present)
    ground = ground_of(comparison.runs[0])
    plane = ground.planes[0]
    box = box_of(ground, plane, path_of(comparison.runs[0], plane))
    drawn = None if ground.why_not(plane) else height_map(ground, plane, box)
    blob = payload.compare_payload(
        comparison,
        rows_of(comparison),
        heading="",
        surface=payload.Surface(ground, box, drawn),
        held=held,
        so_far=comparison.steps,
        known=[StepCache() for _ in comparison.runs],
        from_session=told,
    )
    return read(blob)


@pytest.mark.parametrize("changes", [{}, {"scale": "standardize"}, {"holdout": 0.3}])
def test_every_number_of_every_lane_is_the_core_s(changes):
    comparison = lanes(BLOBS, **changes)
    columns = sent(comparison).columns
    for t in (0, 1, 9, 10, 11, STEPS):
        for row in comparison.at(t):
            k = row.lane
            here = at(comparison.runs[k], row.t)
            found = {name: columns[f"{name}{k}"][t] for name in ("F", "slope", "touched", "length", "rate")}
            assert found["F"] == row.F == pytest.approx(here.F, rel=1e-14)
            assert (columns[f"gap{k}"][t] if f"gap{k}" in columns else None) == row.gap
            assert found["slope"] == pytest.approx(row.gradient, rel=1e-12, abs=1e-17)
            assert found["touched"] == row.touched
            assert found["rate"] == row.rate
            assert np.isnan(found["length"]) if row.length is None else found["length"] == row.length
            assert columns[f"there{k}"][t] == (RUNS if row.has_begun else WAITS)
        nearest = comparison.nearest(t)
        assert columns["nearest"][t] == (nearest[0] + 1 if len(nearest) == 1 else 0)


def test_a_boundary_is_where_every_probability_is_a_half():
    comparison = lanes(BLOBS, scale="standardize")
    columns = lane_columns(comparison, np.arange(STEPS + 1), view_of(BLOBS), [StepCache() for _ in comparison.runs])
    for k, run in enumerate(comparison.runs):
        x0, y0, x1, y1 = columns[f"line{k}"][-1]
        w, b = run.w_in_data_units[-1], run.b_in_data_units[-1]
        z = np.array([[x0, y0], [x1, y1]]) @ w + b
        assert np.abs(z).max() < 1e-9 * np.abs(w).max() * np.abs([x0, y0, x1, y1]).max()


def test_one_that_runs_away_has_ended_and_leaves_a_gap_in_its_curve():
    comparison = compared(BLOBS, Lanes.of(Experiment(steps=STEPS, l2=1.0)).copied(learning_rates=((0, 1e20),)))
    ended = comparison.runs[1].steps
    assert 0 < ended < STEPS
    got = sent(comparison)
    assert got.columns["there1"].tolist() == [RUNS] * (ended + 1) + [ENDED] * (STEPS - ended)
    curve = got.header["figures"]["value steps"]["data"][1]
    assert np.isnan(curve["y"][ended + 1]) or curve["y"][ended + 1] is None
    assert f"its numbers grew too large at step {ended}" in got.header["lane_table"]


def test_the_figures_are_drawn_from_the_numbers_of_the_table():
    got = sent(lanes(BLOBS))
    curves = {f"{what} {over}" for what in ("gap", "value", "slope") for over in ("steps", "examples")}
    assert set(got.header["figures"]) == {"map", "plane", *curves}
    for k in range(5):  # the last one waits until step 10
        over_steps, over_examples = (got.header["figures"][f"gap {over}"]["data"][k] for over in ("steps", "examples"))
        assert over_steps["meta"]["lane"] == k
        assert over_steps["x"] == list(range(STEPS + 1))
        assert over_examples["x"] == got.columns[f"touched{k}"].tolist()
        assert over_steps["y"] == got.columns[f"gap{k}"].tolist()
    y = np.array(got.header["figures"]["value steps"]["data"][5]["y"], float)
    assert np.isnan(y[:10]).all()
    assert y[10:].tolist() == got.columns["F5"][10:].tolist()


def test_the_paths_are_the_runs_own_over_the_map():
    comparison = lanes(BLOBS)
    data = {trace["name"]: trace for trace in sent(comparison).header["figures"]["map"]["data"]}
    paths = [trace for trace in data.values() if "lane" in trace.get("meta", {})]
    assert [trace["meta"]["lane"] for trace in paths] == list(range(6))
    for k, trace in enumerate(paths):
        begins = comparison.lanes.all[k].begins
        x, y = (np.array(trace[name], float)[begins:] for name in ("x", "y"))
        assert np.column_stack([x, y]).tolist() == comparison.runs[k].w.tolist()
    best = comparison.runs[0].best
    assert [*data["lowest"]["x"], *data["lowest"]["y"]] == pytest.approx(list(best.w), abs=1e-9)
    ways = list(zip(data["start"]["x"], data["start"]["y"], strict=True))
    assert ways == [(0.0, 0.0), tuple(comparison.runs[5].w[0])]
    assert len(data["lines"]["x"]) == len(data["lines"]["y"]) > 100


def test_where_there_is_no_map_the_plane_comes_first_and_the_paths_say_why():
    dataset = Dataset([[3, 4], [5, 6], [1, 1]], [1, 1, 1])
    got = sent(compared(dataset, Lanes.of(Experiment(steps=5)).copied(rule=HeavyBall())))
    plane, paths = got.header["left"]
    assert (plane["value"], paths["value"]) == ("plane", "map")
    assert paths["says"].startswith("All examples are of one class.")
    assert [trace["name"] for trace in got.header["figures"]["map"]["data"]][-1] == "start"


@pytest.mark.parametrize("dataset", [
    BLOBS,
    Generated("separable", 40, 0.5, 0.5, 1).load(),
    Dataset([[3, 4], [5, 6], [1, 1]], [1, 1, 1]),
    Dataset([[3, 4]], [0]),
    load_sample("vaso"),
])  # fmt: skip
@pytest.mark.parametrize("steps", [0, 3, STEPS])
def test_the_header_keeps_the_contract_whatever_the_data(dataset, steps):
    found = Lanes.of(Experiment(steps=steps)).copied(rule=Adam(), learning_rates=((0, 0.1),)).copied(0, batch=1)
    got = sent(compared(dataset, found))
    assert faults(got.header, both(header.StageHeader, payload.CompareHeader)) == []
    with_gap = {each["value"] for each in got.header["right"]} >= {"gap"}
    assert with_gap == ("gap0" in got.columns)
    assert with_gap == ("steps until" in got.header["lane_table"])


class Seen(HTMLParser):
    """Which columns a table's fields name, and what its buttons and boxes ask for."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.columns: set[str] = set()
        self.attributes: list[dict[str, str | None]] = []
        self.feed(html)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = dict(attrs)
        self.attributes.append({"tag": tag, **found})
        if found.get("data-col"):
            self.columns.add(str(found["data-col"]))


def test_each_field_of_the_table_has_its_column():
    got = sent(lanes(BLOBS))
    seen = Seen(got.header["lane_table"] + got.header["sentence"])
    assert seen.columns <= {*got.columns, "t"}
    assert {f"{name}{k}" for name in ("F", "gap", "touched", "length") for k in range(6)} <= seen.columns
    rates = [lane["rates"][0] for lane in got.header["lanes"]]
    assert rates[0] == {"start": 0, "text": "0.1"}
    assert rates[5] == {"start": 10, "text": "0.3"}


def test_to_a_class_nothing_can_be_changed():
    seen = Seen(sent(lanes(BLOBS), present=True).header["lane_table"])
    assert {each["tag"] for each in seen.attributes}.isdisjoint({"button", "input", "select"})
