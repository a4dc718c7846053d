"""What stands under the graph: every number on it is the core's at the step and for the example on screen."""

from __future__ import annotations

import json
import math
import re
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from logreg_core import Experiment, chain_rule, forward, run
from logreg_core.descent.loop import run as descend
from logreg_core.descent.run import Run
from logreg_core.model.gradient_check import gradient_check
from logreg_core.model.losses import squared_error
from logreg_core.model.saturation import NAMES, broken, first_breaks, log10_sizes, stable, textbook
from logreg_core.points.origins import Points
from pages.figures.graph import FACTORS
from pages.session import widgets
from pages.session.link import query_of
from pages.session.moment import Moment
from pages.words.numbers import change, number, sized, ten_to
from tests.app import App

Open = Callable[..., App]
TYPES = {"f8": "<f8", "f4": "<f4", "u4": "<u4", "u2": "<u2", "u1": "<u1"}
SWEPT = [1.0, -1.0, 40.0, -40.0, 700.0, -700.0, 1e4, -1e4]
FOUR = Points(((1.0, 0.5, 1), (-1.0, 2.0, 0), (1.0, -0.25, 0), (3.0, 0.0, 1)))
ODD = {
    "one": ((3.0, 4.0, 0),),
    "one place": ((2.0, 2.0, 0), (2.0, 2.0, 1)),
    "huge": ((1e100, -1e100, 0), (-1e100, 1e99, 1), (1e98, 0.0, 0)),
    "tiny": ((1e-100, -1e-300, 0), (-5e-324, 1e-99, 1), (0.0, 0.0, 0)),
}
LN10 = math.log(10)


def opened(open_app: Open, experiment: Experiment, t: int = 0, pick: int = 0, factor: str = "") -> App:
    return open_app(query_of(Moment(experiment, t, pick, factor=factor)), "chain_rule")


def refuse(word: str) -> None:
    raise AssertionError(f"{word} is not JSON")


def panel(app: App, key: str) -> tuple[dict[str, Any], dict[str, Any]]:
    """The header of the panel called `key`, and its columns."""
    for each in app.packed:
        if each.proto.component_name != "gradient_panel":
            continue
        blob = each.proto.bytes
        length = int.from_bytes(blob[:4], "little")
        header = json.loads(blob[4 : 4 + length], parse_constant=refuse)
        if header["key"] == key:
            columns = {
                entry["name"]: np.frombuffer(blob, TYPES[entry["type"]], entry["rows"], 4 + length + entry["at"])
                for entry in header["table"]
            }
            return header, columns
    raise AssertionError(f"there is no panel called {key}")


def cells(table: str) -> list[list[str]]:
    """The rows of an HTML table as plain text."""
    rows = re.findall(r"<tr>(.*?)</tr>", table)
    return [[re.sub("<.*?>", "", cell) for cell in re.findall(r"<t[hd].*?>(.*?)</t[hd]>", row)] for row in rows]


def all_at(done: Run, t: int) -> tuple[Any, Any]:
    point = (done.X_scaled, done.dataset.y, done.w[t], float(done.b[t]))
    return forward(*point), chain_rule(*point)


# The factors. ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["w1", "w2", "b"])
@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_bars_are_the_core_s_factors(open_app: Open, name: str, scale: str) -> None:
    experiment = Experiment(scale=scale, steps=12)
    app = opened(open_app, experiment, t=7, pick=31, factor=name)
    done = run(experiment.data.load(), experiment)
    _, chain = all_at(done, 7)
    slope = {"w1": chain.dz_dw[31, 0], "w2": chain.dz_dw[31, 1], "b": 1.0}[name]
    gradient = {"w1": chain.dL_dw[31, 0], "w2": chain.dL_dw[31, 1], "b": chain.dL_db[31]}[name]
    header, _ = panel(app, "factors")
    (bars,) = header["figures"]["bars"]["data"]
    factors = (chain.dL_dyhat[31], chain.dyhat_dz[31], slope, gradient)
    assert bars["x"] == pytest.approx([math.log10(abs(factor)) for factor in factors], abs=1e-12)
    written = [note["text"] for note in header["figures"]["bars"]["layout"]["annotations"]]
    assert [written[1], written[4], written[7], written[10]] == [number(factor) for factor in factors]
    tilde = "̃" if scale != "none" else ""
    letter = {"w1": f"w{tilde}₁", "w2": f"w{tilde}₂", "b": f"b{tilde}"}[name]
    assert written[9] == f"= ∂L/∂{letter}"
    assert f"∂L/∂{letter} = {number(gradient)}" in header["label"]
    assert header["parts"]["title"] == f"The factors of ∂L/∂{letter}, by size"
    for key in ("tangent", "factors", "losses"):
        assert panel(app, key)[0]["parts"]["when"] == "example 32 at t = 7"


@pytest.mark.parametrize("pick", [0, 2, 3])
@pytest.mark.parametrize("z", SWEPT)
def test_no_number_is_lost_at_any_z(open_app: Open, z: float, pick: int) -> None:
    """Nothing under the graph says nan, inf or –, but for the textbook's column."""
    experiment = Experiment(data=FOUR, w=(z, 0.0), steps=2)
    app = opened(open_app, experiment, pick=pick, factor="w2")
    done = run(FOUR.load(), experiment)
    _, chain = all_at(done, 0)
    for key in ("tangent", "factors", "check", "losses", "saturation"):
        header, _ = panel(app, key)
        texts = [header["label"], *header["parts"].values()]
        for figure in header["figures"].values():
            texts += [note["text"] for note in figure["layout"].get("annotations", ())]
        if key != "saturation":
            assert not re.search(r"\bnan\b|\binf\b|–", " ".join(texts)), key
    for latex in app.at.main.latex:
        assert not re.search(r"\bnan\b|\binf\b|–", latex.value)
    (bars,) = panel(app, "factors")[0]["figures"]["bars"]["data"]
    logs = [chain.log_abs_dL_dyhat[pick] / LN10, chain.log_dyhat_dz[pick] / LN10]
    assert bars["x"][:2] == pytest.approx(logs, rel=1e-12, abs=1e-15)
    if FOUR.load().X[pick, 1] == 0:
        assert "kills the gradient" in panel(app, "factors")[0]["label"]
        assert bars["x"][2:] == [0, 0]
    else:
        assert bars["x"][3] == pytest.approx(sum(bars["x"][:3]), abs=1e-9)


@pytest.mark.parametrize("factor", FACTORS)
@pytest.mark.parametrize("w", [(0.0, 0.0), (1e100, -1e100)])
@pytest.mark.parametrize("rows", ODD.values(), ids=ODD)
def test_odd_data_is_explained_too(open_app: Open, rows: Any, w: tuple[float, float], factor: str) -> None:
    experiment = Experiment(data=Points(rows), w=w, b=0.5, steps=1, learning_rates=((0, 1e-3),))
    app = opened(open_app, experiment, factor=factor)
    for key in ("tangent", "factors", "check", "losses"):
        header, _ = panel(app, key)
        assert not re.search(r"\bnan\b|\binf\b|–", " ".join([header["label"], *header["parts"].values()])), key
    assert panel(app, "check")[0]["parts"]["verdict"].startswith("✓")


def test_a_factor_is_chosen_by_its_button_and_explained(open_app: Open) -> None:
    app = opened(open_app, Experiment(steps=5), t=3, pick=4).open_code("factor")
    titles = {
        "loss": "∂L/∂ŷ: how the loss answers to ŷ",
        "sigma": "∂ŷ/∂z: how ŷ answers to z",
        "w1": "∂z/∂w₁: how z answers to w₁",
        "w2": "∂z/∂w₂: how z answers to w₂",
        "b": "∂z/∂b: how z answers to b",
    }
    codes = {
        "loss": "def losses",
        "sigma": "def sigmoid_pair",
        "w1": "def linear",
        "w2": "def linear",
        "b": "def linear",
    }
    for count, factor in enumerate(("sigma", "w2", "loss", "b", "w1"), 1):
        buttons = panel(app, "factors")[0]["parts"]["buttons"]
        requests = [json.loads(each) for each in re.findall("data-request='(.*?)'", buttons)]
        assert requests == [{"factor": name} for name in FACTORS]
        request = {"number": count, **requests[FACTORS.index(factor)]}
        (widget,) = [
            each.proto.id
            for each in app.packed
            if each.proto.component_name == "gradient_panel" and b'"key":"factors"' in each.proto.bytes
        ]
        app.sends(widget, {"report": {"number": f"page-{count}", "requests": [request]}})
        assert app.moment.factor == factor
        assert app.moment.t == 3
        assert panel(app, "tangent")[0]["parts"]["title"] == titles[factor]
        assert codes[factor] in app.at.main.code[0].value
        pressed = re.findall(r"aria-pressed='true'>(.*?)<", panel(app, "factors")[0]["parts"]["buttons"])
        assert pressed == [titles[factor].partition(":")[0]]
        # the bars stay with the parameter that was looked at last
        shown = {1: "w₁", 2: "w₂", 3: "w₂", 4: "b", 5: "w₁"}[count]
        assert f"their product ∂L/∂{shown} =" in panel(app, "factors")[0]["label"]


@pytest.mark.parametrize("factor", FACTORS)
def test_the_tangent_touches_the_curve_at_the_example(open_app: Open, factor: str) -> None:
    experiment = Experiment(steps=6)
    app = opened(open_app, experiment, t=5, pick=9, factor=factor)
    done = run(experiment.data.load(), experiment)
    ahead, chain = all_at(done, 5)
    spot = panel(app, "tangent")[0]["figures"]["tangent"]["data"][-1]
    z, y_hat, L = float(ahead.z[9]), float(ahead.y_hat[9]), float(ahead.L[9])
    expected = {
        "loss": (y_hat, L),
        "sigma": (z, y_hat),
        "w1": (done.w[5, 0], z),
        "w2": (done.w[5, 1], z),
        "b": (done.b[5], z),
    }
    assert (spot["x"][0], spot["y"][0]) == expected[factor]
    line = panel(app, "tangent")[0]["figures"]["tangent"]["data"][-2]
    slope = (line["y"][1] - line["y"][0]) / (line["x"][1] - line["x"][0])
    slopes = {
        "loss": chain.dL_dyhat[9],
        "sigma": chain.dyhat_dz[9],
        "w1": chain.dz_dw[9, 0],
        "w2": chain.dz_dw[9, 1],
        "b": 1.0,
    }
    assert slope == pytest.approx(slopes[factor], rel=1e-9)


def test_the_formulas_end_with_the_core_s_numbers(open_app: Open) -> None:
    experiment = Experiment(steps=8)
    app = opened(open_app, experiment, t=6, pick=2, factor="loss")
    ahead, chain = all_at(run(experiment.data.load(), experiment), 6)
    ends = [re.sub(r"\\end\{aligned\}|\$", "", latex.value).strip().split("= ")[-1] for latex in app.at.main.latex]
    numbers = (chain.dL_dyhat[2], chain.dL_dw[2, 0], chain.dL_dz[2])
    assert ends == [number(value).replace("−", "-") for value in numbers]
    assert f"= {number(ahead.L[2])} " in app.at.main.latex[0].value


# The gradient check. ---------------------------------------------------------------------------------------------


@pytest.mark.parametrize("holdout", [0.0, 0.3])
@pytest.mark.parametrize("scale", ["none", "standardize"])
def test_the_check_is_of_the_run_s_own_gradient(open_app: Open, scale: str, holdout: float) -> None:
    experiment = Experiment(scale=scale, holdout=holdout, steps=9)
    done = run(experiment.data.load(), experiment)
    app = opened(open_app, experiment, t=4, pick=int(done.rows_training[0]))
    _, chain = all_at(done, 4)
    checks = gradient_check(done.X_scaled, done.dataset.y, done.w[4], float(done.b[4]))
    header, _ = panel(app, "check")
    _, *rows = cells(header["parts"]["table"])
    gradients = (*chain.dJ_dw.tolist(), chain.dJ_db)
    for row, check, gradient in zip(rows, checks, gradients, strict=True):
        name, analytic, numeric, epsilon, error = row
        assert name.startswith("∂J/∂")
        assert analytic == number(gradient, 6)
        assert numeric == number(check.numeric, 6)
        assert epsilon == "10⁻⁵"
        assert error in {
            f"{number(check.relative, 2)} relative",
            f"{number(check.absolute, 2)} absolute: the gradient is near 0",
        }
        assert ("absolute" in error) == check.near_zero
    assert header["parts"]["verdict"].startswith("✓")
    used = header["figures"]["epsilon"]["data"][3]
    assert used["y"] == [check.absolute for check in checks if check.absolute > 0]
    which = "training examples" if holdout else "examples"
    assert header["parts"]["when"] == f"All {done.dataset.m} {which} at t = 4"


@pytest.mark.parametrize("power", [-12, -3, 0])
def test_another_epsilon_may_be_tried(open_app: Open, power: int) -> None:
    experiment = Experiment(steps=9)
    app = opened(open_app, experiment, t=4, pick=0)
    app.set(widgets.EPSILON, power)
    done = run(experiment.data.load(), experiment)
    checks = gradient_check(done.X_scaled, done.dataset.y, done.w[4], float(done.b[4]), float(f"1e{power}"))
    header, _ = panel(app, "check")
    _, *rows = cells(header["parts"]["table"])
    assert [row[2] for row in rows] == [number(check.numeric, 6) for check in checks]
    assert [row[3] for row in rows] == [ten_to(power) if power else "10⁰"] * 3
    assert header["figures"]["epsilon"]["data"][3]["x"] == [float(f"1e{power}")] * 3
    assert app.moment.t == 4


# Two losses. -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("scale", ["none", "standardize"])
@pytest.mark.parametrize("pick", [0, 150])
def test_both_losses_are_worked_out_for_the_same_example_and_step(open_app: Open, pick: int, scale: str) -> None:
    experiment = Experiment(scale=scale, steps=9, learning_rates=((0, 0.5), (3, 2.0)))
    app = opened(open_app, experiment, t=4, pick=pick)
    done = descend(experiment.data.load(), experiment)
    ahead, chain = all_at(done, 4)
    other = squared_error(done.X_scaled, done.dataset.y, done.w[4], float(done.b[4]))
    header, _ = panel(app, "losses")
    _, loss, first, second, slope, title, *steps = cells(header["parts"]["table"])
    pairs = (
        (loss, ahead.L[pick], other.L[pick]),
        (first, chain.dL_dyhat[pick], other.dL_dyhat[pick]),
        (second, chain.dyhat_dz[pick], other.dyhat_dz[pick]),
        (slope, chain.dL_dz[pick], other.dL_dz[pick]),
    )
    for row, one, two in pairs:
        assert [cell.rpartition(" = ")[2] for cell in row[1:]] == [number(one), number(two)]
    assert "<mark>ŷ(1 − ŷ)</mark>" in header["parts"]["table"]
    assert title == ["next step, from all 200 examples with α = 2"]
    ends = ((done.w[5, 0], 0), (done.w[5, 1], 1), (done.b[5], None))
    for row, (end, j) in zip(steps, ends, strict=True):
        start = done.b[4] if j is None else done.w[4, j]
        gradient = other.dJ_db if j is None else other.dJ_dw[j]
        expected = [" → ".join(change(start, end)), " → ".join(change(start, start - 2.0 * gradient))]
        assert row[1:] == expected
    here = header["figures"]["slopes"]["data"][2]
    assert here["y"] == [chain.dL_dz[pick], other.dL_dz[pick]]
    assert number(chain.dyhat_dz[pick]) in header["parts"]["stalls"]


def test_the_extra_factor_stalls_a_sure_and_wrong_example(open_app: Open) -> None:
    app = opened(open_app, Experiment(data=FOUR, w=(1e4, 0.0), steps=1), pick=2)
    _, _, _, second, slope, *_ = cells(panel(app, "losses")[0]["parts"]["table"])
    assert second[1] == f"ŷ(1 − ŷ) = {sized(0.0, -1e4 / LN10)}"
    assert slope == ["∂L/∂z", "ŷ − y = 1.000", f"(ŷ − y) · ŷ(1 − ŷ) = {sized(0.0, -1e4 / LN10)}"]


# Saturation. -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("y", [1, 0])
def test_the_dial_holds_both_codes_numbers_for_every_z(open_app: Open, y: int) -> None:
    app = opened(open_app, Experiment(steps=2))
    if y == 0:
        app.set(widgets.THOUGHT_LABEL, 0)
    header, columns = panel(app, "saturation")
    z = np.arange(-800.0, 801.0)
    assert header["rows"] == 1601
    assert columns["z"].tolist() == z.tolist()
    assert z[header["row"]] == 0
    naive, right, sizes, wrong = textbook(z, y), stable(z, y), log10_sizes(z, y), broken(z, y)
    for name in NAMES:
        np.testing.assert_array_equal(columns[f"textbook_{name}"], getattr(naive, name))
        np.testing.assert_array_equal(columns[name], getattr(right, name))
        np.testing.assert_allclose(columns[f"log10_{name}"], getattr(sizes, name), rtol=1e-7, atol=1e-30)
        assert columns[f"broken_{name}"].tolist() == wrong[name].astype(int).tolist()
        assert np.isfinite(columns[f"log10_{name}"]).all()
        shown = re.findall("<[^>]*data-col='([^']*)'[^>]*>", header["html"])
        assert {f"textbook_{name}", name, f"broken_{name}"} <= set(shown)
        breaks = [side * at for side in (-1, 1) if (at := first_breaks(y, side)[name]) is not None]
        assert header["parts"][f"breaks_{name}"] == (", ".join(map(number, breaks)) or "never")
    assert not np.isfinite(columns["textbook_dL_dz"]).all()
    assert header["dial_says"][800] == "z = 0: both codes agree"
    assert "broken" in header["dial_says"][860]
    assert header["cursors"] == {"sizes": {"shape": "cursor", "column": "z"}}


@pytest.mark.parametrize("y", [1, 0])
def test_the_first_break_on_either_side_is_marked_on_the_dial(open_app: Open, y: int) -> None:
    app = opened(open_app, Experiment(steps=2))
    app.set(widgets.THOUGHT_LABEL, y)
    header, columns = panel(app, "saturation")
    broken_at = np.sum([columns[f"broken_{name}"] for name in NAMES], axis=0) > 0
    for side in (-1, 1):
        first = min(at for at in first_breaks(y, side).values() if at is not None)
        assert f"left:{50 + 50 * side * first / 800:.2f}%" in header["parts"]["marks"]
        assert f"breaks at {number(side * first)}" in header["parts"]["marks"]
        z = columns["z"]
        # up to there nothing is broken, and soon after it something is, whatever luck a rounding may have
        assert not broken_at[(side * z > 0) & (side * z <= first)].any()
        assert broken_at[(side * z > first) & (side * z < first + 3)].any()
        assert broken_at[side * z > 37 if side > 0 else side * z > 710].all()


def test_only_the_textbook_s_column_is_written_raw(open_app: Open) -> None:
    header, _ = panel(opened(open_app, Experiment(steps=2)), "saturation")
    fields = re.findall("<[^>]*data-col=['\"]([^'\"]*)['\"]([^>]*)>", header["html"])
    raw = {column for column, rest in fields if "'raw'" in rest}
    assert raw == {f"textbook_{name}" for name in NAMES}
    assert {column for column, rest in fields if "'sized'" in rest} == set(NAMES)


def test_both_codes_are_shown_as_they_run(open_app: Open) -> None:
    app = opened(open_app, Experiment(steps=2))
    assert len(app.at.main.code) == 0, "what colours code comes where nobody asked for it"
    code = app.open_code("saturation").at.main.code[-1].value
    assert "# logreg_core/model/saturation.py" in code
    assert "y_hat = 1 / (1 + np.exp(-z))" in code
    assert "def stable" in code
    first = app.open_code("factor").at.main.code[0].value
    assert "def fill_links" in first
    assert "# logreg_core/model/chain_rule.py" in first


# The page. -------------------------------------------------------------------------------------------------------


def test_all_of_it_goes_with_the_step_and_the_pick(open_app: Open) -> None:
    app = opened(open_app, Experiment(steps=30), t=3, pick=5)
    before = {key: panel(app, key)[0] for key in ("tangent", "factors", "check", "losses", "saturation")}
    app.report({"number": "test-1", "t": 20, "requests": [{"number": 1, "t": 20, "pick": 7}]}, "gradient_graph")
    assert (app.moment.t, app.moment.pick) == (20, 7)
    after = {key: panel(app, key)[0] for key in before}
    assert [key for key in before if before[key] == after[key]] == ["saturation"]
    assert {after[key]["parts"]["when"] for key in ("tangent", "factors", "losses")} == {"example 8 at t = 20"}


def test_nothing_of_it_is_there_while_presenting(open_app: Open) -> None:
    app = open_app(query_of(Moment(Experiment(steps=3), 1, 2, present=True)), "chain_rule")
    assert not app.at.main.latex
    assert {each.proto.component_name for each in app.at.get("bidi_component")} == {"gradient_graph"}
