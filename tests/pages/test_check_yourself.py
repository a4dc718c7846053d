"""Check yourself: the exercises at any moment, and somebody's own numbers, from every page about one."""

import math
import re
from dataclasses import replace

import pytest

from logreg_core import Experiment, Points, generate, run
from pages.session.link import query_of
from pages.session.moment import Moment
from pages.session.widgets import EXERCISE, OWN_PASTED, WEIGHT, own_number
from tests.app import SMALL

ONE_FEATURE = Points(tuple((x, 0.0, y) for x, y in zip((1, 2, 3, 4.5), (0, 1, 0, 1), strict=True)), ("hours", ""))
SECOND_FEATURE = Points(tuple((0.0, x, y) for x, _, y in ONE_FEATURE.rows))
MOMENTS = {
    "start": SMALL + "&t=0",
    "middle": SMALL + "&t=7",
    "end": "data=blobs&m=20&noise=0.9&balance=0.5&seed=7&steps=300&t=300",
    "saturated": "data=scales&m=60&noise=0.9&seed=7&rates=0:0.1&steps=5&t=1",
    "saturated below": "data=scales&m=60&noise=0.9&seed=7&rates=0:0.1&steps=5&t=2",
    "far out": SMALL + "&w=-9000,8000&b=3&t=0",
    "heavy ball": SMALL + "&rule=heavy-ball:0.9&t=12",
    "scaled": "data=scales&m=60&scale=standardize&rates=0:5&steps=20&t=20",
    "small steps": "data=scales&m=60&rates=0:0.00001&steps=20&t=20",
    "one feature": query_of(Moment(Experiment(data=ONE_FEATURE, steps=9), t=5)),
    "the second feature alone": query_of(Moment(Experiment(data=SECOND_FEATURE, steps=9), t=5)),
}
ASKED = ("L", "dL_dyhat", "dyhat_dz", "dL_dz", "dz_dw", "dL_dw", "dL_db", "next_w")


def told(text):
    """The numbers that stand in a text, by letter without its marks; ŷ is yhat."""
    found = {}
    for name, mantissa, power in re.findall(r"\$([^$=]+) = (-?[\d.]+)(?: \\times 10\^\{(-?\d+)\})?\$", text):
        plain = name.replace(r"\hat{y}", "yhat").replace(r"\tilde", "").replace(r"\frac", "").replace(r"\partial", "")
        found[re.sub(r"[\\{}\s]", "", plain)] = float(f"{mantissa}e{power or 0}")
    return found


def answer_of(name, known, j):
    """What a student works out from what is told: the number, or its power of ten where that is past a double."""
    if name == "next_w":
        g = next(value for key, value in known.items() if key.startswith("J"))
        if "beta" in known:
            g = known["beta"] * known[f"u_{j}"] + g
        return known[f"w_{j}"] - known["alpha"] * g
    x, y, z = known[f"x_{j}"], known["y"], known["z"]
    if name == "dz_dw":
        return x
    log_y_hat, log_rest = -_softplus(-z), -_softplus(z)
    if "yhat" in known:
        log_y_hat, log_rest = math.log(known["yhat"]), math.log1p(-known["yhat"])
    elif "1-yhat" in known:
        log_rest = math.log(known["1-yhat"])
    own, other = (log_y_hat, log_rest) if y else (log_rest, log_y_hat)
    logs = {
        "L": math.log(-own) if own else other,
        "dL_dyhat": -own,
        "dyhat_dz": own + other,
        "dL_dz": other,
        "dL_db": other,
        "dL_dw": other + math.log(abs(x) or 1),
    }
    if not -700 < logs[name] < 700:
        return logs[name] / math.log(10)
    sign = 1 if name in ("L", "dyhat_dz") else 1 - 2 * y
    if name == "dL_dw":
        sign *= (x > 0) - (x < 0)
    return sign * math.exp(logs[name])


def _softplus(s):
    return max(s, 0) + math.log1p(math.exp(-abs(s)))


def verdict(app):
    return "\n".join(each.proto.body for each in app.at.get("html") if "gd-verdict" in each.proto.body)


def own_verdict(app):
    (found,) = (
        each.proto.body for each in app.at.get("html") if "gd-own" in each.proto.body and "status" in each.proto.body
    )
    return found.replace("\u00a0", " ")


def asked(app):
    """The facts and the question on screen."""
    lines = [each.value for each in app.at.markdown]
    fact = next(each for each in lines if re.match(r"(Example [\d,]+ at|At) t = \d+: \$", each))
    return fact, next(each for each in lines if "?$" in each or "?}" in each)


@pytest.mark.parametrize("moment", MOMENTS)
def test_each_exercise_is_solved_from_what_is_told(open_app, moment):
    app = open_app(MOMENTS[moment], "derivation")
    for name in ASKED:
        app.set(EXERCISE, name)
        fact, question = asked(app)
        (box,) = (each for each in app.at.text_input if each.label.startswith("Your answer"))
        answer = answer_of(name, told(fact), 2 if moment == "the second feature alone" else 1)
        box.set_value(f"{answer:.10g}")
        app.press("Check")
        assert "Right: " in verdict(app), (name, fact, question, answer, verdict(app))


@pytest.mark.parametrize("page", ["", "chain_rule", "examples"])
def test_it_is_one_press_away(open_app, page):
    """The very same exercises as on the Derivation page; AppTest closes a dialog when anything in it is used."""
    there = open_app(SMALL + "&t=7&pick=4", "derivation").set(WEIGHT, "2").set(EXERCISE, "dL_dw")
    app = open_app(SMALL + "&t=7&pick=4", page)
    app.at.session_state[EXERCISE] = "dL_dw"
    app.at.session_state[WEIGHT] = "2"
    app.press("Check")
    assert [tab.label for tab in app.at.tabs[-2:]] == ["Exercises", "My numbers"]
    assert asked(app) == asked(there)
    assert asked(app)[0].startswith("Example 5 at t = 7: $y = ")


def test_while_numbers_are_to_be_filled_in_it_tells_none(open_app):
    app = open_app(SMALL + "&t=7&blanks=3").press("Check")
    assert any("you are filling in" in each.value for each in app.at.caption)
    assert not app.at.tabs
    assert not any("Example 5" in each.value for each in app.at.markdown)


def test_while_predict_is_on_it_tells_no_gradient(open_app):
    app = open_app(SMALL + "&t=7&predict=1").press("Check")
    assert any("while Predict is on" in each.value for each in app.at.caption)
    assert not app.at.tabs
    assert not any("Example 5" in each.value for each in app.at.markdown)


def test_on_the_derivation_page_they_stand_below(open_app):
    app = open_app(SMALL, "derivation")
    assert [button.label for button in app.at.button].count("Check") == 1
    assert {"#### Try it yourself", "#### Check my numbers"} <= {each.value for each in app.at.main.markdown}


def test_own_numbers_are_judged_at_the_step_on_screen_and_stay_when_it_moves(open_app):
    app = open_app(SMALL + "&t=7", "derivation")
    descent = run_of(app)
    app.set(own_number("J"), f"{descent.J[7]:.4f}".replace(".", ","))
    app.set(own_number("dJ_db"), "abc")
    app.set(own_number("next_w1"), f"{descent.w[7, 0]:.6f}")
    said = own_verdict(app)
    assert f"J = {descent.J[7]:.4f} agrees.".replace(".", ",", 1) in said
    assert "∂J/∂b: “abc” is no number." in said
    assert "the step was not taken" in said
    assert said.index("agrees") < said.index("not taken") < said.index("abc")
    app.report({"number": "test-1", "t": 8, "requests": []}, "gradient_strip")
    said = own_verdict(app)
    assert any("**step t = 8**" in each.value for each in app.at.main.markdown)
    assert app.widget(own_number("J")).value == f"{descent.J[7]:.4f}".replace(".", ",")
    assert "these belong to the step before, t = 7" in said
    app.press("Clear the boxes")
    assert own_verdict(app) == '<div role="status" class="gd-own"></div>'
    assert app.widget(own_number("J")).value == ""


def run_of(app):
    return run(generate("blobs", m=20, noise=0.9, balance=0.5, seed=7), app.experiment)


def test_what_was_typed_is_there_in_the_dialog_too(open_app):
    app = open_app(SMALL + "&t=7", "derivation")
    app.set(own_number("J"), "1e400")
    assert "J: “1e400” is larger than a number can be here." in own_verdict(app)
    app.set(own_number("J"), "")
    assert own_verdict(app) == '<div role="status" class="gd-own"></div>'
    app.set(own_number("J"), "1,5")
    assert "J = 1,5 " in own_verdict(app)

    app = open_app(SMALL + "&t=7")
    app.at.session_state["session"] = replace(app.remembered, own_numbers=(("J", "1,5"),))
    app.press("Check")
    assert app.widget(own_number("J")).value == "1,5"
    assert "J = 1,5 " in own_verdict(app)


def test_several_are_pasted(open_app):
    app = open_app(SMALL + "&t=7", "derivation")
    app.set(OWN_PASTED, "J = 0,4; dw1 = -0,2\nt = 7")
    assert app.widget(own_number("J")).value == "0,4"
    assert app.widget(own_number("dJ_dw1")).value == "-0,2"
    assert app.widget(OWN_PASTED).value == ""
    app.set(OWN_PASTED, "<b>nothing</b>")
    assert app.widget(OWN_PASTED).value == "<b>nothing</b>"
    assert "No number here has a name" in verdict(app)


def test_markup_is_no_markup(open_app):
    app = open_app(SMALL + "&t=7", "derivation")
    app.set(own_number("J"), "<img src=x onerror=alert(1)>")
    assert "<img" not in own_verdict(app)
    app.set(own_number("J"), "7" * 500)
    assert "letters long" in own_verdict(app)
