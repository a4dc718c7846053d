"""A rule's settings: in links, within their limits, and what a control needs of them."""

from __future__ import annotations

import math
from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import RULES, Experiment
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall
from logreg_core.descent.rules.registry import rule_from_text
from logreg_core.descent.rules.rule import Rule

from .rows import EVERY, identity

every_rule = pytest.mark.parametrize("rule", EVERY, ids=identity)


@every_rule
def test_a_link_holds_the_rule(rule: Rule):
    experiment = Experiment(rule=rule, steps=12)
    assert Experiment.from_query(experiment.to_query()) == (experiment, ())
    assert rule_from_text(rule.to_text()) == rule
    assert ("rule=" in experiment.to_query()) == (rule != GradientDescent())


@given(st.floats(0, 0.999))
def test_a_setting_travels_to_the_last_bit(beta):
    assert rule_from_text(HeavyBall(beta).to_text()) == HeavyBall(beta)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("downhill", "there is no rule 'downhill'; there are descent, heavy-ball"),
        ("heavy-ball:1.5", "beta of Heavy ball (momentum) is 1.5; it must be from 0 to 0.999"),
        ("heavy-ball:nan", "beta of Heavy ball (momentum) is nan"),
        ("heavy-ball:x", "'x' are no numbers"),
        ("heavy-ball:0.5,3", "has 1 settings, and 2 are given"),
        ("descent:3", "has 0 settings, and 1 are given"),
    ],
)
def test_a_rule_that_can_not_be_used_is_said(text: str, said: str):
    experiment, notices = Experiment.from_query(f"rule={text}&steps=7")
    assert experiment == Experiment(steps=7)
    assert len(notices) == 1
    assert said in notices[0]


def test_a_setting_left_out_has_its_default():
    assert rule_from_text("heavy-ball") == HeavyBall(0.9)


@pytest.mark.parametrize("wrong", [-0.1, 1.0, math.nan, math.inf, True, "0.9"])
def test_a_setting_out_of_range_is_refused(wrong):
    with pytest.raises(ValueError, match="beta of Heavy ball"):
        HeavyBall(beta=wrong)


def test_a_class_stands_for_the_rule_with_its_defaults():
    assert Experiment(rule=HeavyBall) == Experiment(rule=HeavyBall(0.9))
    with pytest.raises(ValueError, match="must be one of RULES"):
        Experiment(rule="heavy-ball")


def test_every_setting_says_what_a_control_needs():
    for rule in RULES.values():
        for each in fields(rule):
            assert set(each.metadata) >= {"letter", "title", "limits", "step", "help"}, (rule, each.name)


def test_settings_take_whole_numbers_too():
    assert HeavyBall(beta=0).to_text() == "heavy-ball:0.0"


@pytest.mark.parametrize("rule", ["adagrad", "rmsprop", "adam"])
def test_epsilon_is_never_0_and_the_reason_is_said(rule: str):
    with pytest.raises(ValueError, match=r"from 1e-12 to 0\.01: at 0 the rounding dust of a gradient"):
        RULES[rule](epsilon=0.0)
    assert RULES[rule](epsilon=1e-12).settings["epsilon"] == 1e-12
    assert RULES[rule](epsilon=1e-2).settings["epsilon"] == 1e-2
