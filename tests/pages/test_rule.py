"""The rule of the step in the sidebar: chosen, set, in the link, and beside the former run."""

from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import RULES, Adam, GradientDescent, HeavyBall, Nesterov, Newton, RMSProp, race
from pages.session import widgets
from pages.words.choosing.rule_help import rule_help
from pages.words.why import LAST_DIGITS
from tests.app import SMALL, App
from tests.stage.blob import read

BETA, EPSILON, DAMPED = (widgets.rule_setting(name) for name in ("beta", "epsilon", "damped"))
MORE = "more rules"


def test_plain_descent_is_the_default_and_stays_unsaid_in_the_link(open_app):
    app = open_app()
    assert app.widget(widgets.RULE).value == "descent"
    assert "rule=" not in app.query
    assert BETA not in [each.key for each in app.at.text_input]


def test_the_menu_has_plain_descent_and_momentum_and_more_rules_opens_the_rest(open_app):
    app = open_app()
    assert options(app) == ["Gradient descent", "Heavy ball (momentum)", "More rules…"]
    assert [each.label for each in app.at.sidebar.radio] == []
    app.set(widgets.RULE, MORE)
    assert app.experiment.rule == GradientDescent()
    (rest,) = app.at.sidebar.radio
    shown = {*options(app)[:2], *rest.options}
    assert shown == {rule.title for rule in RULES.values()}
    assert rest.value is None


def test_a_rule_of_the_rest_is_then_in_the_menu_and_the_rest_is_closed(open_app):
    app = open_app()
    app.set(widgets.RULE, MORE).set(widgets.MORE_RULES, "adam")
    assert app.experiment.rule == Adam()
    assert options(app) == ["Gradient descent", "Heavy ball (momentum)", "Adam", "More rules…"]
    assert app.widget(widgets.RULE).value == "adam"
    assert not app.at.sidebar.radio
    app.set(widgets.RULE, MORE)
    assert app.widget(widgets.MORE_RULES).value == "adam"
    app.set(widgets.RULE, "adam")  # nothing but the list is closed
    assert not app.at.sidebar.radio
    assert app.experiment.rule == Adam()


def test_a_run_of_a_link_shows_its_rule_in_the_menu(open_app):
    app = open_app(SMALL + "&rule=nesterov:0.5")
    assert app.widget(widgets.RULE).value == "nesterov"
    assert app.experiment.rule == Nesterov(0.5)


def options(app: App) -> list[str]:
    return list(app.widget(widgets.RULE).options)


# ------------------------------------------------------------------------------------------ the rate that goes with it


def choose(app: App, word: str) -> App:
    if word in ("descent", "heavy-ball"):
        return app.set(widgets.RULE, word)
    return app.set(widgets.RULE, MORE).set(widgets.MORE_RULES, word)


def rate_on_stage(app: App) -> list[str]:
    return [each["text"] for each in app.header["rates"]["schedule"]]


@pytest.mark.parametrize(("word", "rate"), [("adagrad", "0.1"), ("rmsprop", "0.01"), ("adam", "0.1"), ("newton", "1")])
def test_choosing_one_sets_its_usual_rate_which_the_stage_shows(open_app, word, rate):
    app = choose(open_app(SMALL + "&rates=0:3,5:7&t=5"), word)
    assert app.experiment.learning_rates == ((0, RULES[word]().usual_rate),)
    assert rate_on_stage(app) == [rate]


def test_momentum_keeps_the_rate(open_app):
    app = open_app(SMALL + "&rates=0:3,5:0.7&t=5")
    for word in ("heavy-ball", "nesterov", "descent"):
        assert choose(app, word).experiment.learning_rates == ((0, 3.0), (5, 0.7))


def test_coming_back_brings_back_the_rate_that_plain_descent_had(open_app):
    app = choose(open_app(SMALL + "&rates=0:3"), "rmsprop")
    app.says(rate=0.5, from_start=True, t=0)
    choose(app, "newton")
    assert choose(app, "descent").experiment.learning_rates == ((0, 3.0),)
    assert rate_on_stage(app) == ["3"]


def test_coming_back_from_a_link_is_at_the_rate_that_fits_the_points(open_app):
    app = open_app(SMALL + "&rule=adam&rates=0:2")
    assert choose(app, "descent").experiment.learning_rates == ((0, 0.1),)


def test_coming_back_on_other_points_is_at_the_rate_that_fits_those(open_app):
    app = choose(open_app(SMALL + "&rates=0:3"), "adam")
    app.set(widgets.DATA, "moons")
    assert app.experiment.learning_rates == ((0, 0.1),)
    assert choose(app, "heavy-ball").experiment.learning_rates == ((0, 0.1),)


def test_other_points_and_units_leave_a_rule_its_usual_rate(open_app):
    app = choose(open_app(), "rmsprop")
    assert app.set(widgets.DATA, "mtcars").experiment.learning_rates == ((0, 0.01),)
    assert app.set(widgets.STANDARDISE, True).experiment.learning_rates == ((0, 0.01),)
    app.says(rate=0.2, from_start=True, t=0)
    assert app.set(widgets.STANDARDISE, False).experiment.learning_rates == ((0, 0.2),)


@pytest.mark.parametrize("word", sorted(RULES))
def test_the_slider_has_the_rate_that_goes_with_the_rule(open_app, word):
    app = choose(open_app("data=mtcars"), word) if word != "descent" else open_app("data=mtcars")
    (rate,), scale = app.header["rates"]["schedule"], app.header["rates"]["scale"]
    assert scale[0] < rate["rate"] < scale[-1]
    assert scale[rate["place"]] == pytest.approx(rate["rate"], rel=0.03)


# ------------------------------------------------------------------------------------------------ help and settings


@pytest.mark.parametrize("word", sorted(RULES))
def test_each_rule_says_what_it_does_where_it_comes_from_and_who_differs(open_app, word):
    app = open_app(f"{SMALL}&rule={word}")
    rule = RULES[word]()
    written = [each.value.replace("\\", "") for each in app.at.sidebar.markdown]
    said = [] if word == "descent" else rule_help(rule)
    assert [text for text in written if text in rule_help(rule)] == list(said)
    assert len(said) == (0 if word == "descent" else 4 if rule.usual_rate else 3)


def test_another_rule_goes_into_the_link_and_the_run_before_stays_pale(open_app):
    app = open_app(SMALL + "&t=5")
    app.widget(widgets.RULE).select("heavy-ball")
    app.run()
    assert app.experiment.rule == HeavyBall(0.9)
    assert "rule=heavy-ball:0.9" in app.query
    assert app.moment.t == 5
    assert app.moment.former is not None
    assert app.moment.former.rule == GradientDescent()
    assert app.widget(BETA).value == "0.9"


def test_a_setting_is_part_of_the_moment(open_app):
    app = open_app(SMALL + "&rule=heavy-ball:0.5")
    assert app.widget(BETA).value == "0.5"
    app.widget(BETA).set_value("0,75")
    app.run()
    assert app.experiment.rule == HeavyBall(0.75)
    assert app.moment.former.rule == HeavyBall(0.5)


@pytest.mark.parametrize("typed", ["1,5", "-.1", "abc", "", "0.1.2", "1e999"])
def test_a_setting_that_can_not_be_is_refused_and_said(open_app, typed):
    app = open_app(SMALL + "&rule=heavy-ball:0.5")
    app.widget(BETA).set_value(typed)
    app.run()
    assert app.experiment.rule == HeavyBall(0.5)
    assert "stays at 0.5" in app.errors.replace("\\", "")
    assert app.widget(BETA).value == "0.5"
    assert app.run().errors == ""


def test_an_epsilon_of_0_is_refused_with_the_reason(open_app):
    app = open_app(SMALL + "&rule=adam")
    app.set(EPSILON, "0")
    said = app.errors.replace("\\", "")
    assert said == (
        "0 is not from 1e-12 to 0.01: at 0 the rounding dust of a gradient would become a full step. ε stays at 1e-8."
    )
    assert app.experiment.rule == Adam()
    assert app.set(EPSILON, "1e-3").experiment.rule == Adam(epsilon=1e-3)


def test_each_setting_has_a_box_with_its_letter(open_app):
    app = open_app(SMALL + "&rule=adam:0.8")
    boxes = {each.label: each.value for each in app.at.sidebar.text_input}
    assert boxes.items() >= {"β₁": "0.8", "β₂": "0.999", "ε": "1e-8"}.items()
    app = open_app(SMALL + "&rule=rmsprop")
    assert app.set(widgets.rule_setting("rho"), "0.99").experiment.rule == RMSProp(rho=0.99)
    for name in ("rho", "epsilon"):
        assert " From " in app.widget(widgets.rule_setting(name)).help


def test_newton_undamped_is_a_switch(open_app):
    app = open_app(SMALL + "&rule=newton&t=3")
    assert app.widget(DAMPED).value is True
    app.set(DAMPED, False)
    assert app.experiment.rule == Newton(damped=False)
    assert "rule=newton:0" in app.query
    assert app.moment.former.rule == Newton()


@pytest.mark.parametrize("wrong", ["uphill", "heavy-ball:7", "heavy-ball:x"])
def test_a_link_with_a_rule_that_there_is_not_says_so(wrong):
    app = App(f"{SMALL}&rule={wrong}")
    assert app.experiment.rule == GradientDescent()
    assert "rule" in app.at.warning[0].value
    assert "descent is used instead" in app.at.warning[0].value


@pytest.mark.parametrize("page", ["lab", "chain_rule", "examples", "derivation"])
@pytest.mark.parametrize("t", [0, 7, 20])
def test_every_page_shows_a_run_of_every_rule(page, t):
    for rule in (HeavyBall(0.0), *(kind() for kind in RULES.values()), Newton(damped=False)):
        app = App(f"{SMALL}&rule={rule.to_text()}&t={t}", page)
        assert app.experiment.rule == rule
        assert not app.at.warning


# ------------------------------------------------------------------------------------------------------ the last digits


def parted(app: App) -> list[int]:
    columns = read(app.stages[0].proto.bytes).columns
    return np.flatnonzero(columns["parted"]).tolist() if "parted" in columns else []


def test_the_page_says_where_the_last_digits_decide_and_nowhere_else(open_app):
    app = open_app("rule=rmsprop&rates=0:0.1&scale=standardize&t=100")
    steps = parted(app)
    assert steps == list(range(steps[0], steps[-1] + 1))
    assert 20 < steps[0]
    assert app.header["notes"] == [LAST_DIGITS]
    for query in ("", "rule=heavy-ball&rates=0:1", "rule=adam&rates=0:0.1", "rates=0:5"):
        app = open_app(query)
        assert (parted(app), app.header["notes"]) == ([], [])


# ------------------------------------------------------------------------------- plain descent beside a velocity, pale


def pale_curve(app: App) -> list[float]:
    """What the curve draws of the former run."""
    (trace,) = [each for each in app.header["curve"]["loss"]["data"] if each.get("name") == "former"]
    packed = trace["y"]
    return list(np.frombuffer(base64.b64decode(packed["bdata"]))) if isinstance(packed, dict) else list(packed)


@pytest.mark.parametrize("rule", [HeavyBall(), Nesterov(0.5)])
def test_one_press_shows_plain_descent_at_the_rate_that_a_steady_gradient_comes_to(open_app, rule):
    app = open_app(f"{SMALL}&rule={rule.to_text()}&t=5")
    rate = {0.9: 1.0, 0.5: 0.2}[rule.beta]
    assert app.moment.former is None
    app.press(f"Beside plain descent at α = {rate:g}")
    assert app.moment.former == replace(app.experiment, rule=GradientDescent(), learning_rates=((0, rate),))
    (plain,) = race(app.experiment.data.load(), app.moment.former, [rate])
    assert np.allclose(pale_curve(app), plain.J, rtol=1e-12)
    assert (app.header["former_head"], app.header["former"]) == ("", f"plain descent, α = {rate:g}")
    times = 1 / (1 - rule.beta)
    said = f"A steady gradient adds up to {times:g} of itself, as if α were {rate:g}."
    assert said in [each.value for each in app.at.sidebar.caption]
    assert app.moment.t == 5
    app.press("Hide plain descent")
    assert app.moment.former is None
    assert said not in [each.value for each in app.at.sidebar.caption]


def test_it_follows_another_rate_and_another_beta(open_app):
    app = open_app(SMALL + "&rule=heavy-ball:0.9")
    app.press("Beside plain descent at α = 1")
    app.says(rate=0.3, from_start=True, t=0)
    assert app.moment.former.learning_rates == ((0, 3.0),)
    app.set(BETA, "0.5")
    assert app.moment.former.learning_rates == ((0, 0.6),)
    assert app.header["former"] == "plain descent, α = 0.6"
    app.set(BETA, "0")  # which adds nothing up: then the run before is pale, as ever
    assert app.moment.former.rule == HeavyBall(0.5)
    assert app.header["former_head"] == "before: "


@pytest.mark.parametrize("word", ["descent", "adam", "rmsprop", "adagrad", "newton"])
def test_only_a_velocity_has_it(open_app, word):
    app = open_app(f"{SMALL}&rule={word}")
    assert not any("plain descent" in button.label for button in app.at.button)


def test_the_stage_says_that_damped_newton_never_has_j_rise(open_app):
    assert open_app(SMALL + "&rule=newton").header["rates"]["no_promise"] == "α is halved until J falls"
    for word in ("newton:0", "heavy-ball", "adam"):
        assert open_app(f"{SMALL}&rule={word}").header["rates"]["no_promise"] == "no rate is safe with this rule"
    assert open_app(SMALL).header["rates"]["no_promise"] == ""


def test_the_button_of_undamped_newton_starts_over_damped(open_app):
    app = open_app("rule=newton:0&rates=0:10&steps=20&t=20")
    (act,) = app.header["outcome"]["acts"]
    app.says(t=20, **act["request"])
    assert app.experiment.rule == Newton()
    assert app.experiment.learning_rates == ((0, 1.0),)
    assert app.header["outcome"]["text"].startswith("Arrived")
