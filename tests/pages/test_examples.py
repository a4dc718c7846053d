"""The Examples page without a browser: every number is the core's, and one selection serves all of it."""

from __future__ import annotations

import base64
import csv
import io
import json
import re

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, Flip, Points, edited, forward, run, snapshot
from logreg_core.classification import confusion, roc
from logreg_core.pulls import part_of, pull_shares, ranking
from logreg_core.what_if import flipped, gradient, moved, without
from pages.shell.examples_list import LISTED, csv_of, examples_table, filtered, said
from pages.shell.moment import Moment
from pages.shell.seen import seen
from pages.text.numbers import number

from ..stage.blob import read
from .conftest import SMALL

TABS = "ways to look at examples"
HELD = SMALL + "&t=3&holdout=0.3"


@pytest.fixture
def open_examples(open_app):
    def open_at(query=SMALL + "&t=3", tab=None):
        app = open_app(query).on_page("examples")
        if tab:
            app.at.session_state[TABS] = tab
            app.run()
        return app

    return open_at


def shot_of(app):
    dataset = app.experiment.data.load()
    done = run(dataset, app.experiment)
    return done, snapshot(dataset, done, app.moment.t)


def panel(app, label):
    return read(app.payload(label)).header


def table(app):
    """Titles and columns of the table, as sent."""
    found = read(app.payload("Examples at t ="))
    columns = {each["title"]: found.columns[each["name"]] for each in found.header["columns"]}
    return found.header, columns


def texts(html):
    """The numbers that a panel's words show, in their order."""
    return re.findall(r"<b title=[^>]*>([^<]*)</b>", html)


def wishes(app, label, number, **wish):
    """A wish of the component with this label."""
    (sender,) = (
        each
        for each in app.at.get("bidi_component")
        if each.proto.component_name in ("gradient_panel", "gradient_table")
        and bytes(each.proto.bytes) == app.payload(label)
    )
    return app.sends(sender.proto.id, {"report": {"n": f"test-{number}", "wishes": [{"k": number, **wish}]}})


def selected(app):
    """The numbers, from 1, that the table marks as selected."""
    header, columns = table(app)
    return sorted(columns["i"][header["selected"]].tolist())


# The table -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("query", [SMALL + "&t=3", HELD, SMALL + "&t=3&scale=standardize"])
def test_the_table_holds_the_core_s_numbers(open_examples, query):
    app = open_examples(query)
    done, shot = shot_of(app)
    header, columns = table(app)
    tilde = "̃" if "scale" in query else ""
    rows, ahead, chain = shot.order, shot.forward, shot.chain
    assert columns["i"].tolist() == (done.rows_training[rows] + 1).tolist()
    right = {
        f"x{tilde}₁": shot.X[:, 0], f"x{tilde}₂": shot.X[:, 1], "y": done.dataset.y, "z": ahead.z, "ŷ": ahead.y_hat,
        "L": ahead.L, "∂L/∂ŷ": chain.dL_dyhat, "∂ŷ/∂z": chain.dyhat_dz, f"∂z/∂w{tilde}₁": chain.dz_dw[:, 0],
        f"∂z/∂w{tilde}₂": chain.dz_dw[:, 1], f"∂z/∂b{tilde}": chain.dz_db, "∂L/∂z": chain.dL_dz,
        f"∂L/∂w{tilde}₁": chain.dL_dw[:, 0], f"∂L/∂w{tilde}₂": chain.dL_dw[:, 1], f"∂L/∂b{tilde}": chain.dL_db,
        "share": pull_shares(chain), "correct": (ahead.y_hat >= 0.5) == (done.dataset.y == 1),
    }  # fmt: skip
    assert list(columns) == ["i", *right]
    for title, values in right.items():
        np.testing.assert_array_equal(columns[title], values[rows].astype(columns[title].dtype), title)
    described = {each["title"]: each for each in header["columns"]}
    assert (described["correct"]["kind"], described["correct"]["words"]) == ("word", ["no", "yes"])
    assert header["marked"] == 0


@pytest.mark.parametrize(
    ("widgets", "keep"),
    [
        ({"listed kind": "Wrong only"}, lambda s, y: (s.forward.y_hat >= 0.5) != (y == 1)),
        ({"listed class": "1"}, lambda s, y: y == 1),
        ({"listed class": "0"}, lambda s, y: y == 0),
        ({"listed top": 4}, lambda s, y: np.isin(np.arange(len(y)), s.order[:4])),
        ({"listed kind": "Selected"}, lambda s, y: np.arange(len(y)) == s.order[0]),
    ],
)
def test_a_filter_lists_these_and_no_others(open_examples, widgets, keep):
    app = open_examples(SMALL + "&t=1")
    for key, value in widgets.items():
        app.at.session_state[key] = value
    app.run()
    done, shot = shot_of(app)
    kept = keep(shot, done.dataset.y)
    right = shot.order[kept[shot.order]]
    assert 0 < len(right) < 20
    assert table(app)[1]["i"].tolist() == (right + 1).tolist()
    assert any(f"{len(right)} of 20 examples at t = 1" in caption.value for caption in app.at.main.caption)


def test_filters_go_together_and_may_leave_nobody(open_examples):
    app = open_examples(SMALL + "&t=1")
    done, shot = shot_of(app)
    now = seen(Moment(app.experiment, 1, 0), done)
    rows = filtered(now, "All", 1, 3)
    ones = [row for row in shot.order if done.dataset.y[row] == 1]
    assert rows.tolist() == ones[:3]
    never = open_examples("data=separable&m=40&seed=1&steps=400&t=400")
    never.at.session_state["listed kind"] = "Wrong only"
    never.run()
    assert any("leaves none of the 40 examples" in caption.value for caption in never.at.main.caption)
    assert never.at.get_by_key("select listed").disabled


def test_twenty_thousand_are_listed(open_examples):
    app = open_examples("data=blobs&m=20000&seed=1&steps=3&t=2")
    header, columns = table(app)
    assert header["rows"] == LISTED == 20_000
    assert sorted(columns["i"].tolist()) == list(range(1, 20_001))
    assert len(app.payload("Examples at t =")) < 3_000_000
    assert "5,000 of 20,000 are drawn" in panel(app, "Everyone")["parts"]["drawn"]


def test_of_more_the_hardest_are_listed_and_the_file_holds_all(open_examples):
    app = open_examples("data=blobs&m=20500&seed=1&steps=2&t=1")
    assert table(app)[0]["rows"] == LISTED
    assert any("The 20,000 that pull hardest are listed" in caption.value for caption in app.at.main.caption)
    done = run(app.experiment.data.load(), app.experiment)
    now = seen(Moment(app.experiment, 1, 0), done)
    assert csv_of(now, now.order).count(b"\n") == 20_501


def test_the_file_has_all_digits(open_examples):
    app = open_examples(HELD)
    done, shot = shot_of(app)
    now = seen(app.moment, done)
    text = csv_of(now, now.order).decode("utf-8-sig")
    rows = list(csv.DictReader(io.StringIO(text)))
    assert [int(row["i"]) for row in rows] == (done.rows_training[shot.order] + 1).tolist()
    assert [float(row["∂L/∂w₂"]) for row in rows] == shot.chain.dL_dw[shot.order, 1].tolist()
    assert [float(row["share"]) for row in rows] == pull_shares(shot.chain)[shot.order].tolist()
    assert {row["correct"] for row in rows} <= {"0", "1"}


# One selection ---------------------------------------------------------------------------------------------------


def test_at_first_the_picked_example_is_the_selection(open_examples):
    app = open_examples()
    _, shot = shot_of(app)
    hardest = int(shot.order[0])
    assert selected(app) == [hardest + 1]
    html = panel(app, "Everyone")["parts"]["selection"]
    assert f"Selected at t = 3: Example {hardest + 1}" in html
    assert "Clear selection" not in html


@pytest.mark.parametrize("sender", ["Everyone", "Examples at t =", "Who contributes"])
def test_a_click_anywhere_picks_and_selects_everywhere(open_examples, sender):
    app = open_examples()
    wishes(app, sender, 1, pick=7)
    assert app.moment.pick == 7
    assert app.moment.t == 3
    assert selected(app) == [8]
    header, columns = table(app)
    assert columns["i"][header["marked"]] == 8
    (ring,) = panel(app, "Everyone")["figures"]["arrows"]["layout"]["shapes"]
    assert ring["label"]["text"] == "8"


@pytest.mark.parametrize("query", [SMALL + "&t=3", HELD, SMALL + "&t=3&scale=standardize"])
def test_the_sum_over_a_box_is_the_core_s(open_examples, query):
    app = open_examples(query)
    done, shot = shot_of(app)
    numbers = done.rows_training[[1, 4, 5, 9]]
    wishes(app, "Everyone", 1, select=numbers.tolist())
    assert selected(app) == (numbers + 1).tolist()
    part, whole = part_of(shot.chain, np.array([1, 4, 5, 9])), part_of(shot.chain, np.arange(done.dataset.m))
    right = [
        text
        for of in (part, whole)
        for text in (*map(number, (of.dJ_dw1, of.dJ_dw2, of.dJ_db)), f"{number(100 * of.share, 3)} %")
    ]
    html = panel(app, "Everyone")["parts"]["selection"]
    assert texts(html) == right
    assert "4 examples" in html
    assert ", ".join(str(i + 1) for i in numbers) in html
    assert f'title="{part.dJ_dw1!r}"' in html
    assert [number(x) for x in shot.chain.dJ_dw] == texts(html)[4:6]
    # the one of them that pulls hardest is picked
    assert app.moment.pick == done.rows_training[next(row for row in shot.order if row in (1, 4, 5, 9))]


def test_a_selection_holds_while_one_in_it_is_picked_and_steps_go_on_and_ends_with_another_pick(open_examples):
    app = open_examples()
    wishes(app, "Everyone", 1, select=[1, 4, 5])
    wishes(app, "Examples at t =", 2, pick=4)
    assert (app.moment.pick, selected(app)) == (4, [2, 5, 6])
    app.report({"n": "test-9", "t": 5, "wishes": []}, "gradient_strip")
    assert (app.moment.t, selected(app)) == (5, [2, 5, 6])
    app.on_page("lab").on_page("examples")
    assert selected(app) == [2, 5, 6]
    wishes(app, "Everyone", 3, pick=9)
    assert selected(app) == [10]


def test_a_selection_is_cleared_by_its_button_and_the_pick_stays(open_examples):
    app = open_examples()
    wishes(app, "Everyone", 1, select=[1, 4, 5])
    pick = app.moment.pick
    assert "data-wish='{\"select\":[]}'" in panel(app, "Everyone")["parts"]["selection"]
    wishes(app, "Everyone", 2, select=[])
    assert (app.moment.pick, selected(app)) == (pick, [pick + 1])


def test_the_listed_rows_become_the_selection(open_examples):
    app = open_examples()
    app.at.session_state["listed class"] = "1"
    app.run().press("Select these")
    ones = np.flatnonzero(app.experiment.data.load().y == 1)
    assert selected(app) == (ones + 1).tolist()
    zero, one = panel(app, "Everyone")["figures"]["arrows"]["data"][:2]
    assert (zero["selectedpoints"], one["selectedpoints"]) == ([], list(range(len(ones))))


@pytest.mark.parametrize("junk", [None, "1", 3, [-1], ["1"], [1.5], [True], [10**12], {"a": 1}, [[1]]])
def test_what_is_no_selection_is_left_aside(open_examples, junk):
    app = open_examples()
    before = selected(app)
    wishes(app, "Everyone", 1, select=junk)
    assert selected(app) == before


def test_those_held_out_or_not_there_are_not_selected(open_examples):
    app = open_examples(HELD)
    done, _ = shot_of(app)
    out = done.parts.rows_held_out.tolist()
    wishes(app, "Everyone", 1, select=[*out, 500, int(done.rows_training[3])])
    assert selected(app) == [done.rows_training[3] + 1]


# The figures -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("t", [0, 3, 20])
def test_the_step_s_pieces_lead_to_the_run_s_next_parameters(open_examples, t):
    app = open_examples(f"{SMALL}&t={t}")
    figure = panel(app, "Everyone")["figures"]["step"]["data"]
    _, shot = shot_of(app)
    x, y = (unpacked(figure[3][name]) for name in ("x", "y"))
    assert (x[1], y[1]) == tuple(shot.next_w)
    assert len(figure[4]["customdata"]) == 20


def unpacked(values):
    if isinstance(values, dict):
        return np.frombuffer(base64.b64decode(values["bdata"]), values["dtype"]).tolist()
    return values


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


# What if ---------------------------------------------------------------------------------------------------------


def cells(columns):
    """Each value of the table of gradients, by rows, as its full digits."""
    return [repr(getattr(of, name)) for name in ("dJ_dw1", "dJ_dw2", "dJ_db", "J") for of in columns]


def titles(html):
    return re.findall(r'<b title="([^"]*)">', html)


@pytest.mark.parametrize("query", [SMALL + "&t=3&pick=5", SMALL + "&t=3&pick=5&scale=standardize"])
@pytest.mark.parametrize("way", ["Flip its label", "Move it", "Drop it"])
def test_the_gradient_with_and_without_is_the_core_s(open_examples, query, way):
    app = open_examples(query, "What if")
    app.at.session_state["what if way"] = way
    app.run()
    if way == "Move it":
        for field, value in zip([f for f in app.at.number_input if f.label.startswith("to x")], (2.5, -3), strict=True):
            field.set_value(value)
        app.run()
    done, shot = shot_of(app)
    X, y, w, b = done.X_scaled, done.dataset.y, shot.w, shot.b
    columns = [gradient(X, y, w, b), without(X, y, w, b, 4)]
    if way == "Flip its label":
        columns.append(flipped(X, y, w, b, 4))
    if way == "Move it":
        columns.append(moved(X, y, w, b, 4, done.scaling.apply(np.array([[2.5, -3.0]]))[0]))
    html = panel(app, "What if example 5")["parts"]["gradients"]
    assert titles(html) == cells(columns)
    assert columns[0].dJ_db == shot.chain.dJ_db
    assert ("scaled" in panel(app, "What if example 5")["parts"]["said"]) == ("scale" in query)


@pytest.mark.parametrize("way", ["Flip", "Move", "Drop"])
def test_applied_it_is_a_change_of_the_data_that_can_be_undone(open_examples, way):
    app = open_examples(SMALL + "&t=3&pick=5", "What if")
    before = app.experiment
    app.at.session_state["what if way"] = {"Flip": "Flip its label", "Move": "Move it", "Drop": "Drop it"}[way]
    app.run()
    if way == "Move":
        next(field for field in app.at.number_input if field.label.startswith("to x₁")).set_value(9.5)
        app.run()
    app.press(f"{way} example 5 in the data")
    X, y = before.data.load().X.copy(), before.data.load().y.copy()
    if way == "Flip":
        y[4] = 1 - y[4]
    elif way == "Move":
        X[4, 0] = 9.5
    else:
        X, y = np.delete(X, 4, axis=0), np.delete(y, 4)
    now = app.experiment.data.load()
    assert np.array_equal(now.X, X)
    assert np.array_equal(now.y, y)
    assert app.moment.t == 0
    if way != "Drop":
        assert app.moment.pick == 4
    app.report({"n": "test-1", "t": 0, "wishes": [{"k": 1, "t": 0, "undo": True}]}, "gradient_strip")
    assert app.experiment.data == before.data


def test_the_history_is_the_one_of_the_data_page(open_examples):
    app = open_examples(SMALL + "&t=3&pick=5", "What if").press("Flip example 5 in the data")
    flipped_data = app.experiment.data
    assert flipped_data == edited(open_examples().experiment.data, Flip(4))
    app.on_data_page()
    app.draws(undo=True)
    assert app.experiment.data != flipped_data
    app.draws(redo=True)
    assert app.experiment.data == flipped_data


def of_points(*rows, names=("x1", "x2"), classes=("0", "1"), **experiment):
    """A link to points drawn by hand."""
    drawn = Points(tuple((float(x1), float(x2), y) for x1, x2, y in rows), names, classes)
    return Moment(Experiment(data=drawn, steps=3, **experiment)).to_query()


def test_the_last_example_can_not_be_dropped(open_examples):
    app = open_examples(of_points((1, 2, 1)), "What if")
    app.at.session_state["what if way"] = "Drop it"
    app.run()
    assert app.widget("what if apply").disabled
    html = panel(app, "What if example 1")["parts"]["gradients"]
    assert "–" in html
    assert "None" not in html


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


def test_one_class_has_no_curve(open_examples):
    app = open_examples(of_points((1, 2, 1), (2, 3, 1)), "Threshold")
    header = panel(app, "The 2 training examples")
    assert header["figures"] == {}
    assert "no ROC curve" in header["parts"]["over"]
    assert "not defined" in header["parts"]["verdicts"]


# What a screen may hold ------------------------------------------------------------------------------------------


@pytest.mark.parametrize("z", [1, -1, 40, -40, 700, -700, 1e4, -1e4])
@pytest.mark.parametrize("tab", ["Who contributes", "What if", "Threshold", "The example’s life"])
def test_no_nan_and_no_inf(open_examples, z, tab):
    app = open_examples(of_points((1, 0, 0), (1, 2, 1), (-1, 0.5, 1), w=(float(z), 0.5), b=1.0), tab)
    for each in app.at.get("bidi_component"):
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
    for each in app.at.get("bidi_component"):
        header = read(bytes(each.proto.bytes)).header
        assert "<img" not in json.dumps({key: header.get(key) for key in ("parts", "figures", "html")})
    assert not any("**b**" in field.label for field in app.at.number_input)


def test_presenting_shows_the_stage_alone(open_examples):
    app = open_examples(SMALL + "&t=3&present=1")
    assert [each.proto.component_name for each in app.at.get("bidi_component")] == ["gradient_strip"]


def test_a_table_with_factors_past_a_double_s_range_says_their_powers(open_examples):
    done = run(Dataset([[1.0, 0.0], [-1.0, 0.0]], [0, 1]), Experiment(steps=1, w=(1e4, 0.0)))
    now = seen(Moment(done.experiment, 0, 0), done)
    found = examples_table(now, np.arange(2))
    assert list(found)[-2:] == ["log₁₀|∂L/∂ŷ|", "log₁₀ ∂ŷ/∂z"]
    assert np.isfinite(found["log₁₀|∂L/∂ŷ|"]).all()
    assert "2 of 2 examples" in said(now, np.arange(2))
