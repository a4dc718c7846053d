"""Steps that take batches: what each page prints of them is the core's, and no sentence promises what they break."""

from __future__ import annotations

import json
import re
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Experiment, at, optimum, run
from logreg_core.at_step.batch_spread import batch_spread
from logreg_core.at_step.contributions import ranking
from logreg_core.model.chain_rule import chain_rule
from logreg_core.model.forward import forward
from pages.session import widgets
from pages.words.formulas import tex_number
from pages.words.numbers import number
from tests.app import SMALL, App

from ..stage.blob import listed, read
from .examples import panel, unpacked

BATCHES = {
    "reshuffled": "&batch=6&t=4",
    "partial": "&batch=7&t=2",
    "fixed": "&batch=3&order=fixed&batch_seed=4&t=9",
    "replacement": "&batch=11&order=replacement&rates=0:2.0&t=5",
    "heavy ball": "&batch=5&rule=heavy-ball:0.9&t=7",
    "scaled": "&batch=6&scale=standardize&t=4&holdout=0.2",
    "adam": "&batch=6&rule=adam&t=4",
    "nesterov": "&batch=8&rule=nesterov:0.9&order=replacement&t=3",
    "charged": "&batch=6&l2=0.1&rates=0:1.0&t=4",
    "one": "&batch=1&t=20&rates=0:1.0",
}


def opened(name: str, page: str = "", **chosen: str):
    app = App(SMALL + BATCHES[name], page, **chosen)
    assert not app.notices
    done = run(app.experiment.data.load(), app.experiment)
    return app, done, at(done, app.moment.t)


def by_the_book(here):
    """The step's gradient by the readable formulas, over its members alone."""
    rows = here.run.members(here.t)
    chain = chain_rule(here.X[rows], here.y[rows], here.w, here.b)
    return np.append(chain.dJ_dw, chain.dJ_db)


@pytest.mark.parametrize("name", BATCHES)
@pytest.mark.parametrize("page", ["", "derivation"])
def test_the_strip_has_the_batch_s_numbers_at_every_step(name, page):
    app, done, _ = opened(name, page)
    found = read(app.stages[0].proto.bytes) if not page else read(app.packed[0].proto.bytes)
    columns, html = found.columns, found.header["strip"]
    row = done.row_of(app.moment.pick or found.header["pick"])
    for t in range(done.steps + 1):
        shot, members = at(done, t), done.members(t)
        own = shot.shown.gradient
        assert [columns[f"dJ_d{each}"][t] for each in ("w1", "w2", "b")] == own.tolist()
        assert own == pytest.approx(by_the_book(shot), rel=1e-12, abs=1e-15)
        times = int(np.count_nonzero(members == row))
        assert columns["times"][t] == times
        assert columns["taken"][t] == len(members)
        assert columns["epoch"][t] == done.epoch(t) + 1
        assert columns["partial"][t] == done.is_partial(t)
        share = columns["share_w2"][t]
        assert share == pytest.approx(times / len(members) * shot.chain.dL_dw[row, 1], rel=1e-14)
        assert columns["J"][t] == pytest.approx(forward(shot.X, shot.y, shot.w, shot.b).J, rel=1e-12)
    assert "mean over the batch of" in html
    assert "mean over all" not in html
    assert "not in this batch" in html
    assert f"÷ {done.dataset.m}" not in html


@pytest.mark.parametrize("name", BATCHES)
def test_the_lab_tells_of_batches_and_promises_no_rate(name):
    app, done, _ = opened(name)
    found = read(app.stages[0].proto.bytes)
    header, columns = found.header, found.columns
    m, size = done.dataset.m, done.batches.size
    (note,) = (each for each in header["notes"] if "batch" in each)
    assert f"Each step takes a batch of {size} of {m} points" in note
    assert f"J is over all {m}" in note
    assert header["rates"]["safe"] == ""
    assert header["rates"]["no_promise"] == "no rate is safe with a batch"
    for t in range(done.steps + 1):
        shot, rows = at(done, t), done.members(t)
        numbers = (done.rows_training[rows] + 1).tolist()
        assert columns["members"].reshape(done.steps + 1, -1)[t].tolist()[: len(numbers)] == numbers
        assert columns["J_batch"][t] == pytest.approx(forward(shot.X[rows], shot.y[rows], shot.w, shot.b).J, rel=1e-13)
    assert "rate is too high" not in json.dumps(header, ensure_ascii=False)
    assert "can’t rise" not in json.dumps(header, ensure_ascii=False)


@pytest.mark.parametrize("name", BATCHES)
def test_the_why_line_says_uphill_where_the_step_led_uphill_for_all(name):
    app, done, _ = opened(name)
    found = read(app.stages[0].proto.bytes)
    html = found.header["why"]
    said = "This batch’s direction led uphill for all" if not done.state.size else "led uphill for all, so"
    codes = {
        int(code)
        for values, text in re.findall(r'data-when="why:([\d|]+)">((?:(?!data-when="why:\d).)*)', html)
        if said in text
        for code in values.split("|")
    }
    for t in range(1, done.steps + 1):
        change = at(done, t).change
        moved = np.append(done.w[t] - done.w[t - 1], done.b[t] - done.b[t - 1])
        full = at(done, t - 1).gradient_of_F @ moved
        assert (int(found.columns["why"][t]) in codes) == (full > 0 and change.F > 1e-14), t


def test_some_of_these_runs_go_uphill_and_some_leave_a_part_of_an_epoch():
    seen = set()
    for name in BATCHES:
        _, done, _ = opened(name)
        seen |= {("uphill", at(done, t).change.slope > 0) for t in range(1, done.steps + 1)}
        seen |= {("partial", done.is_partial(t)) for t in range(done.steps)}
        seen |= {("twice", at(done, t).times.max() > 1) for t in range(done.steps)}
    assert seen >= {("uphill", True), ("partial", True), ("twice", True)}


@pytest.mark.parametrize("name", BATCHES)
def test_the_curve_has_each_batch_s_own_loss_and_the_ends_of_epochs(name):
    app, done, _ = opened(name)
    found = read(app.stages[0].proto.bytes)
    data = {each.get("name"): listed(each, found.columns) for each in found.header["curve"]["loss"]["data"]}
    assert (
        np.asarray(unpacked_or(data["batch"]["y"])).tolist() == done.along_batches(np.arange(done.steps + 1)).J.tolist()
    )
    count = done.batches.count(done.dataset.m)
    ends = list(range(count, done.steps + 1, count))
    if not ends:
        assert "epochs" not in data
        return
    assert np.asarray(unpacked_or(data["epochs"]["x"])).tolist() == ends
    assert np.asarray(unpacked_or(data["epochs"]["y"])).tolist() == done.J[ends].tolist()


def unpacked_or(values):
    return unpacked(values) if isinstance(values, dict) else values


@pytest.mark.parametrize("name", BATCHES)
def test_the_log_has_the_batch_and_its_mean_gradient(name):
    app, done, _ = opened(name, tables="Log of steps")
    found = read(app.payload("Log of steps"))
    titles = {each["title"]: found.columns[each["name"]] for each in found.header["columns"]}
    b = "b̃" if done.experiment.scale != "none" else "b"
    for at_row, t in enumerate(titles["t"].astype(int).tolist()):
        shot = at(done, t)
        assert titles[f"∂J/∂{b} of the batch"][at_row] == shot.shown.gradient[2]
        assert titles["in the batch"][at_row] == len(done.members(t))
        assert titles["mean loss of the batch"][at_row] == shot.J_of_batch
        assert titles["epoch"][at_row] == done.epoch(t) + 1
    assert f"∂J/∂{b}" not in titles


@pytest.mark.parametrize("name", BATCHES)
def test_the_examples_page_lays_the_batch_s_parts_and_ranks_all(name):
    app, done, here = opened(name, "examples", **{"ways to look at examples": "Who contributes"})
    parts = panel(app, "Who contributes")["parts"]
    full = chain_rule(here.X, here.y, here.w, here.b)
    ranked = ranking(full.dL_db / done.dataset.m, 10)
    assert number(ranked.total) in parts["b"]
    assert f"its batch of {len(here.members)} in their place" in parts["said"]


@pytest.mark.parametrize("name", BATCHES)
def test_the_pieces_of_a_step_are_its_members_and_lead_to_the_next_row(name):
    app, done, here = opened(name, "examples", **{"ways to look at examples": "Everyone’s pull"})
    found = panel(app, "Everyone")
    n = len(here.members)
    assert any(f"{each}/{n})·" in found["parts"]["step"] for each in ("−(α", "(1"))
    assert f"this step’s batch of {len(here.members)}" in found["parts"]["step"]
    data = found["figures"]["step"]["data"]
    assert sorted(unpacked(data[4]["customdata"])) == sorted({int(done.rows_training[i]) + 1 for i in here.members})
    head = [unpacked(data[3][name])[1] for name in ("x", "y")]
    assert head == here.step.w.tolist()
    whole = panel(app, "Everyone")["parts"]["selection"]
    assert all(number(value) in whole for value in here.gradient_shown)


@pytest.mark.parametrize("name", BATCHES)
def test_the_derivation_page_asks_for_the_batch_s_step(name):
    app, _, here = opened(name, "derivation")
    app.set(widgets.EXERCISE, "next_w")
    text = "\n".join(each.value for each in app.at.main.markdown)
    assert f"over this step’s batch of {len(here.members)}" in text
    assert tex_number(float(here.shown.gradient[0])) in text
    box = next(each for each in app.at.text_input if "Your answer" in each.label)
    box.set_value(repr(float(here.step.w[0])))
    app.at.button[[each.label for each in app.at.button].index("Check")].click()
    app.run()
    assert any("✓ Right" in each.proto.body for each in app.at.main.get("html") if "gd-verdict" in each.proto.body)


def test_the_gradient_check_is_over_all_examples():
    app, _, here = opened("reshuffled", "chain_rule")
    found = panel(app, "Gradient check")["parts"]["table"]
    assert f"{here.gradient_shown[0]:.6g}"[:7].replace("-", "") in found.replace("−", "")


# ------------------------------------------------------------------------------------------------------ the sidebar


def test_the_size_is_typed_and_all_takes_it_back():
    app = App(SMALL)
    assert "batch" not in app.query
    app.set(widgets.BATCH, "6")
    assert app.experiment.batch == 6
    assert "batch=6" in app.query
    app.set(widgets.BATCH_ORDER, "replacement").set(widgets.BATCH_SEED, 3)
    assert (app.experiment.batch_order, app.experiment.batch_seed) == ("replacement", 3)
    app.set(widgets.BATCH, "all")
    assert app.experiment.batch is None


@pytest.mark.parametrize("typed", ["0", "21", "2.5", "-3", "many"])
def test_a_size_that_cannot_be_is_refused_with_what_can(typed):
    app = App(SMALL + "&batch=6").set(widgets.BATCH, typed)
    assert app.experiment.batch == 6
    assert "B stays at 6" in app.errors


def test_newton_takes_all_rows_and_says_so():
    app = App(SMALL + "&batch=6&rule=newton")
    assert any("B waits for another rule" in each.value for each in app.at.sidebar.caption)
    done = run(app.experiment.data.load(), app.experiment)
    assert done.batches is None
    plain = run(app.experiment.data.load(), Experiment.from_query(SMALL + "&rule=newton")[0])
    assert done.rows.tobytes() == plain.rows.tobytes()


@pytest.mark.parametrize(
    ("query", "said"), [("batch=0", "from 1"), ("batch=x", "not a whole number"), ("order=best", "one of reshuffled")]
)
def test_a_link_s_batch_that_cannot_be_is_said(query, said):
    app = App(f"{SMALL}&{query}")
    assert said in app.notices
    assert app.experiment.batch is None


def test_what_reshuffling_is_worth_is_worked_out_when_asked_from_these_points():
    app = App(SMALL.replace("steps=20", "steps=200") + "&batch=5&rates=0:1.0")
    assert not any("J − J*" in each.value for each in app.at.sidebar.caption)
    app.press("What is reshuffling worth here?")
    (said,) = (each.value for each in app.at.sidebar.caption if "J − J*" in each.value)
    best, numbers = optimum(app.experiment.data.load()).J, []
    for order in ("reshuffled", "replacement"):
        runs = [
            run(app.experiment.data.load(), replace(app.experiment, batch_order=order, batch_seed=seed))
            for seed in range(10)
        ]
        numbers.append(np.mean([each.J[161:201] - best for each in runs]))  # four steps an epoch, ten epochs
        numbers.append(np.mean([each.J[164:201:4] - best for each in runs]))
    one, one_end, other, other_end = (number(float(value), 3) for value in numbers)
    assert f"over all steps of the last 10 epochs: {one} reshuffled, {other} with replacement" in said
    assert f"ends of epochs alone: {one_end} and {other_end}." in said
    assert numbers[1] < numbers[3]


@pytest.mark.parametrize("name", ["reshuffled", "partial", "replacement"])
def test_where_other_batches_would_lead_is_drawn_when_asked(name):
    app, done, here = opened(name, "examples", **{"ways to look at examples": "Everyone’s pull"})
    assert "pale arrow" not in panel(app, "Everyone")["parts"]["step"]
    next(each for each in app.at.toggle if each.label == "Where other batches would lead").set_value(True)
    app.run()
    found = panel(app, "Everyone")
    spread = batch_spread(here)
    ellipse = found["figures"]["step"]["data"][-1]
    drawn = np.column_stack([unpacked(ellipse[name]) for name in ("x", "y")])
    assert drawn == pytest.approx(spread.ellipse((0, 1)), rel=1e-6)  # lines are sent as float32
    tip = [unpacked(found["figures"]["step"]["data"][-2][each])[1] for each in ("x", "y")]
    assert tip == pytest.approx((here.w - here.step.rate * here.gradient_of_F[:2]).tolist(), rel=1e-6)
    assert f"B = {len(here.members)}, m = {done.dataset.m}" in found["parts"]["step"]


def test_of_batches_the_factors_and_products_are_filled_in_and_no_share():
    header = read(App(SMALL + "&batch=6&t=4&blanks=15").stages[0].proto.bytes).header
    assert header["blanks"]["asked"] == header["blanks"]["most"] == 9
    assert "not in this batch" in header["strip"]
    plain = read(App(SMALL + "&t=4&blanks=15").stages[0].proto.bytes).header
    assert plain["blanks"]["asked"] == 15
