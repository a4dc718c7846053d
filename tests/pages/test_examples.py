"""The Examples page without a browser: every number is the core's, and all of it can be shown."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, forward, run
from logreg_core.at_step.classification import confusion, roc
from logreg_core.at_step.contributions import ranking
from pages.parts.examples.examples_shown import examples_shown
from pages.parts.examples.examples_table import MOST_ROWS, examples_page_csv, examples_page_table
from pages.session.moment import Moment
from pages.words.numbers import number
from tests.app import SMALL

from ..stage.blob import read
from .examples import of_points, panel, shot_of, table, unpacked

# The table (its numbers and filters: test_examples_table.py) -----------------------------------------------------


def test_twenty_thousand_are_listed(open_examples):
    app = open_examples("data=blobs&m=20000&seed=1&steps=3&t=2")
    header, columns = table(app)
    assert header["rows"] == MOST_ROWS == 20_000
    assert sorted(columns["i"].tolist()) == list(range(1, 20_001))
    assert len(app.payload("Examples at t =")) < 3_000_000
    assert "1,000 of 20,000 are drawn" in panel(app, "Everyone")["parts"]["drawn"]


def test_of_more_the_hardest_are_listed_and_the_file_holds_all(open_examples):
    app = open_examples("data=blobs&m=20500&seed=1&steps=2&t=1")
    header = read(app.payload("Examples that pull hardest on w")).header
    assert header["rows"] == MOST_ROWS
    assert header["says"].startswith("The 20,000 that pull hardest on w of 20,500")
    done = run(app.experiment.data.load(), app.experiment)
    assert examples_page_csv(examples_shown(Moment(app.experiment, 1, 0), done)).count(b"\n") == 20_501


# The figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("t", [0, 3, 20])
def test_the_step_s_pieces_lead_to_the_run_s_next_parameters(open_examples, t):
    app = open_examples(f"{SMALL}&t={t}")
    figure = panel(app, "Everyone")["figures"]["step"]["data"]
    _, shot = shot_of(app)
    x, y = (unpacked(figure[3][name]) for name in ("x", "y"))
    assert (x[1], y[1]) == tuple(shot.step.w)
    assert len(figure[4]["customdata"]) == 20


def test_bars_name_the_largest_and_words_the_rest(open_examples):
    app = open_examples()
    _, shot = shot_of(app)
    header = panel(app, "Who contributes")
    columns = {"w1": shot.chain.dL_dw[:, 0], "w2": shot.chain.dL_dw[:, 1], "b": shot.chain.dL_dz}
    for name, column in columns.items():
        ranked = ranking(column / 20, 10)
        (bars,) = header["figures"][name]["data"]
        assert unpacked(bars["x"]) == ranked.parts.tolist()
        assert unpacked(bars["customdata"]) == (ranked.rows + 1).tolist()
        html = header["parts"][name]
        assert number(ranked.total) in html
        assert f"the other 10: {number(ranked.rest)}" in html


def test_a_life_is_the_picked_example_s(open_examples):
    app = open_examples(SMALL + "&t=3&pick=5", "The example’s life")
    done, _ = shot_of(app)
    header = panel(app, "The example’s life")
    y_hat = [forward(done.X_scaled, done.dataset.y, done.w[t], done.b[t]).y_hat[4] for t in range(21)]
    assert unpacked(header["figures"]["y_hat"]["data"][0]["y"]) == y_hat
    assert "<b>Example 5</b>" in header["parts"]["said"]
    assert number(done.X_scaled[4, 0]) in header["parts"]["said"]


# Thresholds ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("threshold", [0.0, 0.3, 0.5, 0.87, 1.0])
@pytest.mark.parametrize("which", ["Training examples", "Held-out examples"])
def test_counts_and_curve_are_the_core_s_and_say_of_whom(open_examples, threshold, which):
    app = open_examples("data=blobs&m=60&noise=1.4&balance=0.5&seed=7&steps=20&t=9&holdout=0.3", "Threshold")
    app.at.session_state["judged"] = which
    app.run()
    app.widget("threshold").set_value(threshold)
    app.run()
    done, shot = shot_of(app)
    dataset, X = (done.dataset, done.X_scaled) if which[0] == "T" else (done.held_out, done.X_held_out)
    ahead = forward(X, dataset.y, shot.w, shot.b)
    right, curve = confusion(ahead.y_hat, dataset.y, threshold), roc(ahead.z, dataset.y)
    header = panel(app, f"The {dataset.m} {which.lower()} at t = 9, threshold {threshold:g}")
    html = header["parts"]["verdicts"]
    found = dict(re.findall(r'data-cell="(\w+)"><b>([\d,]+)</b>', html))
    assert found == {name: str(getattr(right, name)) for name in ("true_1", "false_1", "true_0", "false_0")}
    assert f"accuracy <b>{number(right.accuracy)}</b>" in html
    assert f"recall <b>{number(right.recall)}</b>" in html
    precision = "not defined" if right.precision is None else f"<b>{number(right.precision)}</b>"
    assert f"precision {precision}" in html
    assert which.lower() in header["parts"]["over"]
    line, _, point = header["figures"]["roc"]["data"]
    assert unpacked(line["x"]) == curve.false_alarms.tolist()
    assert (point["x"], point["y"]) == ([right.false_alarms], [right.recall])
    assert header["figures"]["roc"]["layout"]["annotations"][0]["text"] == f"area {number(curve.area)}"


def test_where_nobody_is_held_out_it_says_so(open_examples):
    app = open_examples(tab="Threshold")
    assert any("none are held out" in caption.value for caption in app.at.main.caption)
    assert panel(app, "The 20 training examples at t = 3")


def test_where_every_y_hat_is_the_same_nothing_is_counted(open_examples):
    verdicts = panel(open_examples(SMALL, "Threshold"), "The 20 training examples at t = 0")["parts"]["verdicts"]
    assert "Every ŷ is <b>0.5</b>: none is told apart." in verdicts
    assert "correct" not in verdicts
    verdicts = panel(open_examples(SMALL + "&t=1", "Threshold"), "The 20 training")["parts"]["verdicts"]
    assert "classified correctly" in verdicts


def test_one_class_has_no_curve(open_examples):
    app = open_examples(of_points((1, 2, 1), (2, 3, 1)) + "&t=3", "Threshold")
    header = panel(app, "The 2 training examples")
    assert header["figures"] == {}
    assert "no ROC curve" in header["parts"]["over"]
    assert "not defined" in header["parts"]["verdicts"]


# What a screen may hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("z", [1, -1, 40, -40, 700, -700, 1e4, -1e4])
@pytest.mark.parametrize("tab", ["Who contributes", "What if", "Threshold", "The example’s life"])
def test_no_nan_and_no_inf(open_examples, z, tab):
    app = open_examples(of_points((1, 0, 0), (1, 2, 1), (-1, 0.5, 1), w=(float(z), 0.5), b=1.0), tab)
    for each in app.packed:
        header = read(bytes(each.proto.bytes)).header  # strict JSON
        said = json.dumps({key: value for key, value in header.items() if key in ("parts", "html", "label")})
        assert not re.search(r"\b(nan|inf|NaN|Infinity|None)\b", said)
        for figure in header.get("figures", {}).values():
            if figure["data"][-1].get("mode") == "markers":
                assert np.isfinite(unpacked(figure["data"][-1]["x"])).all()


def test_a_rate_past_all_bounds_says_that_the_step_can_t_be_drawn(open_examples):
    app = open_examples(of_points((1e90, 0, 0), (1e90, 2, 1), learning_rates=((0, 1e250),)))
    header = panel(app, "Everyone")
    assert "largest number" in header["parts"]["step"]
    assert list(header["figures"]) == ["arrows"]


@pytest.mark.parametrize("tab", ["Who contributes", "What if", "Threshold", "The example’s life"])
def test_names_from_files_are_no_markup(open_examples, tab):
    bad = "<img src=x onerror=alert(1)>"
    link = of_points((1, 0, 0), (1, 2, 1), names=(bad, "$x$ **b**"), classes=(f"{bad}0", f"{bad}1"))
    app = open_examples(link, tab)
    if tab == "What if":
        app.at.session_state["what if way"] = "Move it"
        app.run()
    for each in app.packed:
        header = read(bytes(each.proto.bytes)).header
        assert "<img" not in json.dumps({key: header.get(key) for key in ("parts", "figures", "html")})
    assert not any("**b**" in field.label for field in app.at.number_input)


def test_presenting_shows_the_planes_without_the_table(open_examples):
    app = open_examples(SMALL + "&t=3&present=1")
    assert [each.proto.component_name for each in app.at.get("bidi_component")] == ["gradient_strip", "gradient_panel"]
    assert set(panel(app, "Everyone")["figures"]) == {"arrows", "step"}


def test_a_table_with_factors_past_a_double_s_range_says_their_powers():
    done = run(Dataset([[1.0, 0.5], [-1.0, 0.5]], [0, 1]), Experiment(steps=1, w=(1e4, 0.0)))
    found = examples_page_table(examples_shown(Moment(done.experiment, 0, 0), done), np.arange(2))
    columns = list(found)
    powers = columns.index("∂L/∂z") + 1  # after all that has no range, before what repeats another
    assert columns[powers : powers + 2] == ["log₁₀|∂L/∂ŷ|", "log₁₀ ∂ŷ/∂z"]
    assert columns[powers + 2 :] == ["∂L/∂b", "∂z/∂w₁", "∂z/∂w₂", "∂z/∂b"]
    assert np.isfinite(found["log₁₀|∂L/∂ŷ|"]).all()
