"""Nothing on a page promises what the rule does not guarantee, and what it shows of a step is the rule's own."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from logreg_core import Experiment, at, optimum, run
from logreg_core.descent.rules.adaptive import ByCoordinate
from logreg_core.learning.exercises import exercises
from pages.stage.columns import row_names
from pages.stage.header import Command, SessionHeader
from pages.stage.lab_payload import frames, payload, pictures
from pages.words.difference import SAYS, difference
from pages.words.exercises import check, facts_of_step, question
from pages.words.formulas import Style
from pages.words.numbers import number
from pages.words.rule import rule_in_words, tex_lines
from pages.words.strip import rule_lines

from ..stage.blob import read
from .rows import EVERY, identity, overlapping

every_rule = pytest.mark.parametrize("rule", EVERY, ids=identity)
PROMISE = re.compile(r"can(not|’t|'t)? (never )?rise|never rise|guarantee|safe")
RATES = (0.01, 0.5, 3.0, 40.0)


def raw(done, t=0):
    held, shared = frames(done.whole, done, t)
    from_session = SessionHeader(Command("x-1", t), "t={t}")
    return payload(
        done.whole, done, 0, held=held, shared=shared, drawn=pictures(done.whole, done), from_session=from_session
    )


def sent(done, t=0):
    return read(raw(done, t))


@every_rule
@pytest.mark.parametrize("rate", RATES)
def test_a_sentence_promises_what_the_rule_guarantees_and_no_more(rule, rate):
    done = run(overlapping(40), Experiment(rule=rule, learning_rates=((0, rate),), steps=60))
    safe = done.experiment.safe_rate(done)
    header = sent(done).header
    said = [done.outcome.sentence, header["rates"]["safe_why"]]
    if safe is None:
        assert not [each for each in said if PROMISE.search(each)]
        assert header["rates"]["safe"] == header["rates"]["safe_why"] == ""
    else:
        assert safe * (1 - 1e-2) < float(header["rates"]["safe"]) <= safe
        assert number(safe) in header["rates"]["safe_why"]
        if "never rise" in done.outcome.sentence:
            assert rate > safe


@every_rule
@pytest.mark.parametrize("w", [(0.0, 0.0), (8.0, -9.0), (200.0, 300.0)])
def test_up_to_a_rate_that_a_page_calls_safe_j_does_not_rise(rule, w):
    safe = sent(run(overlapping(40), Experiment(rule=rule, steps=1))).header["rates"]["safe"]
    for share in (0.1, 0.9, 1.0):
        if safe:
            rates = ((0, share * float(safe)),)
            done = run(overlapping(40), Experiment(rule=rule, learning_rates=rates, w=w, steps=60))
            assert (done.J[1:] <= done.J[:-1] * (1 + 1e-15)).all()


@every_rule
def test_the_reason_for_a_rise_is_the_rule_s_own(rule):
    rising = [
        done.outcome
        for rate in (2.0, 6.0, 12.0)
        for done in [run(overlapping(40), Experiment(rule=rule, learning_rates=((0, rate),), steps=30))]
        if done.outcome.kind == "oscillating"
    ]
    assert all(rule.overshoots in outcome.sentence for outcome in rising)


@every_rule
@pytest.mark.parametrize("parameter", ["w1", "w2", "b"])
def test_the_strip_writes_the_rule_s_lines(rule, parameter):
    html = rule_lines(rule, parameter, scaled=False)
    places = re.findall(r'data-col="([^"]+)"', html)
    assert html.count("←") == len([line for line in rule.lines if line.target not in rule.works_out])
    assert len(re.findall('(?:^|class="rule-line">)<i>', html)) == len(rule.lines) + sum(
        letter == "d" or parameter == "w1" for letter in rule.given
    )
    columns = {*row_names(rule), *(f"next_{name}" for name in row_names(rule)), f"dJ_d{parameter}", "alpha"}
    columns |= {f"{letter}_{parameter}" for letter in rule.works_out} | ({"t_after"} if rule.works_out else set())
    assert set(places) <= columns | ({"halved"} if rule.given else set())
    for name, setting in rule.settings.items():
        if name != "damped":  # which stands in no line: a says what it did
            assert number(setting).rstrip("0").rstrip(".") in html


@every_rule
def test_the_payload_has_every_column_of_the_rule(rule):
    done = run(overlapping(30), Experiment(rule=rule, learning_rates=((0, 0.3), (4, 0.1)), steps=12))
    got = sent(done)
    for k, name in enumerate(row_names(rule)):
        assert got.columns[name].tolist() == done.rows[:, k].tolist()
        assert got.columns[f"next_{name}"].tolist() == [*done.rows[1:, k], done.row_after(12)[k]]


@every_rule
def test_the_payload_holds_at_most_24_bytes_a_step_for_each_kept_number(rule):
    """All but the first header: 320 for plain descent, the picked example's numbers included."""
    few, many = (
        len(raw(run(overlapping(30), Experiment(rule=rule, learning_rates=((0, 0.1),), steps=steps))))
        for steps in (100, 900)
    )
    assert (many - few) / 800 <= 320 + 24 * len(rule.keeps)


@every_rule
def test_contributions_and_the_rest_lead_to_the_next_step(rule):
    done = run(overlapping(30), Experiment(rule=rule, learning_rates=((0, 0.5),), steps=20))
    for t in (0, 1, 7, 20):
        here = at(done, t)
        rest = sum(term.value for term in here.step.terms if term.of_gradient is None)
        after = np.append(here.step.w, here.step.b)
        np.testing.assert_allclose(rest + here.contributions.sum(axis=0), after, rtol=0, atol=1e-14)


@every_rule
@pytest.mark.parametrize("j", [1, 2])
def test_the_exercise_on_the_next_weight_is_the_rule_s(rule, j):
    done = run(overlapping(30), Experiment(rule=rule, learning_rates=((0, 0.5),), steps=9))
    here = at(done, 9)
    point = (here.X, here.y, here.w, here.b)
    asked = exercises(*point, example=3, learning_rate=here.step.rate, j=j, rule=rule, state=here.state, t=9)["next_w"]
    assert asked.answer == pytest.approx(here.step.w[j - 1], rel=1e-13)
    assert check(asked, repr(float(here.step.w[j - 1]))).right
    for slip, value in asked.slips.items():
        verdict = check(asked, repr(value))
        assert verdict.right or verdict.says, slip
    if rule.keeps and rule.settings.get("beta"):
        plain = here.w[j - 1] - here.step.rate * here.gradient[j - 1]
        assert not check(asked, repr(float(plain))).right


@every_rule
def test_question_and_facts_name_all_that_the_rule_needs(rule):
    style = Style(j="1")
    asked = question("next_w", style, rule)
    assert asked.count(r"\leftarrow") == len(rule.lines) - len(rule.works_out)
    assert asked.count(" = ") == len(rule.works_out) + len(rule.given) + 1
    kept = [0.25 for _ in rule.keeps]
    facts = facts_of_step(1, 0.5, -0.1, 0.2, style, rule=rule, kept=kept)
    assert facts.count("= 0.2500") == len(rule.keeps)
    in_lines = [name for name in rule.settings if name != "damped"]
    assert facts.count("$") == 2 * (3 + len(rule.keeps) + len(in_lines) + ("$t = 0$" in facts))
    assert ("$t = 0$" in facts) == bool(rule.works_out)  # m̂ and v̂ hang on it
    letters = {"θ": "w", "g": "g", **{each: each for each in rule.keeps}}
    lines = tex_lines(rule, letters)
    assert [r"\leftarrow" in line for line in lines[len(rule.given) :]] == [
        line.target not in rule.works_out for line in rule.lines
    ]


@every_rule
def test_another_rule_is_said_of_the_former_run(rule):
    old, new = Experiment(rule=rule), Experiment()
    said = difference(old, new)
    assert said == ("the same settings" if old == new else rule_in_words(rule))


def test_every_field_of_an_experiment_has_words():
    from dataclasses import fields

    assert set(SAYS) == {each.name for each in fields(Experiment)}


@every_rule
def test_the_optimum_is_no_rule_s_business(rule):
    data = overlapping(30)
    # rules whose steps stay about α long come to rest only as α becomes small
    rates = ((0, 0.05), (2_000, 1e-4)) if isinstance(rule, ByCoordinate) else ((0, 0.05),)
    done = run(data, Experiment(rule=rule, learning_rates=rates, steps=3_000))
    assert done.J[-1] - optimum(data).J == pytest.approx(0, abs=1e-6)
    assert json.dumps(sent(done).header["outcome"])
