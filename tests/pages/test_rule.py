"""The rule of the step in the sidebar: chosen, set, in the link, and beside the former run."""

from __future__ import annotations

import pytest

from logreg_core import RULES, GradientDescent, HeavyBall
from pages.session import widgets
from tests.app import SMALL, App

BETA = widgets.rule_setting("beta")


def test_plain_descent_is_the_default_and_stays_unsaid_in_the_link(open_app):
    app = open_app()
    assert app.widget(widgets.RULE).value == "descent"
    assert "rule=" not in app.query
    assert BETA not in [each.key for each in app.at.text_input]


def test_the_menu_holds_every_rule_by_its_title(open_app):
    assert app_options(open_app()) == [rule.title for rule in RULES.values()]


def app_options(app: App) -> list[str]:
    return list(app.widget(widgets.RULE).options)


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


@pytest.mark.parametrize("wrong", ["uphill", "heavy-ball:7", "heavy-ball:x"])
def test_a_link_with_a_rule_that_there_is_not_says_so(wrong):
    app = App(f"{SMALL}&rule={wrong}")
    assert app.experiment.rule == GradientDescent()
    assert "rule" in app.at.warning[0].value
    assert "descent is used instead" in app.at.warning[0].value


@pytest.mark.parametrize("page", ["lab", "chain_rule", "examples", "derivation"])
@pytest.mark.parametrize("t", [0, 7, 20])
def test_every_page_shows_a_run_of_every_rule(page, t):
    for rule in (HeavyBall(0.9), HeavyBall(0.0)):
        app = App(f"{SMALL}&rule={rule.to_text()}&t={t}", page)
        assert app.experiment.rule == rule
        assert not app.at.warning
