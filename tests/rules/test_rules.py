"""What every rule promises: the run is the rule, its terms add up to the next row, and what it guarantees holds."""

from __future__ import annotations

import math
from dataclasses import fields, replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from logreg_core import RULES, Dataset, Experiment, chain_rule, optimum, race, run
from logreg_core.descent.local import Gradient, Here, Instead
from logreg_core.descent.loop import extend
from logreg_core.descent.outcome import ROUNDING
from logreg_core.descent.rules.linear_rules import GradientDescent, HeavyBall, Nesterov
from logreg_core.descent.rules.newton import Newton
from logreg_core.descent.rules.registry import rule_from_text
from logreg_core.descent.rules.rule import Rule, shares
from logreg_core.model.forward import mean_losses

from .exact import exact_rows
from .rows import EVERY, ROWS, alike_for, identity, overlapping, steady

EPS = 2.0**-52
SMALLEST = 8 * float(np.finfo(np.float64).tiny)  # below it a double has fewer digits
every_rule = pytest.mark.parametrize("rule", EVERY, ids=identity)


def test_every_rule_has_its_row():
    assert set(ROWS) == set(RULES)
    for word, row in ROWS.items():
        assert {type(rule) for rule in row} == {RULES[word]}
        assert RULES[word].word == word
        assert RULES[word]() in row


def by_the_book(data, experiment):
    """Parameters and state of each step by nothing but the rule's own `update` and the readable formulas."""
    rule = experiment.rule
    theta, state = np.array([*experiment.w, experiment.b]), np.zeros(rule.width)
    rows = [np.concatenate([theta, state])]
    for t in range(experiment.steps):
        theta, state = rule.update(Here(data.X, data.y, theta), theta, state, experiment.rate_at(t), t)
        rows.append(np.concatenate([theta, state]))
    return np.array(rows)


@every_rule
@pytest.mark.parametrize("m", [5, 200, 3_000, 20_000])
def test_the_run_is_the_rule_by_the_book(rule: Rule, m: int):
    data = overlapping(m)
    rate = steady(rule, optimum(data).smoothness)
    steps = alike_for(rule)
    experiment = Experiment(rule=rule, learning_rates=((0, rate), (7, rate / 3)), steps=steps, w=(0.5, -0.3), b=0.1)
    done, book = run(data, experiment), by_the_book(data, experiment)
    apart = rule.comparable(rate, done.smoothness, done.steps)
    assert math.isfinite(apart) == (rule != Newton(damped=False))
    assert done.state.shape == (steps + 1, rule.width)
    assert np.abs(done.rows - book).max() <= apart * max(1.0, np.abs(book).max())
    if rule.linear(rate) is None:
        assert done.rows.tobytes() == book.tobytes()


@every_rule
@pytest.mark.parametrize("rate", [1e-3, 0.4, 5.0, 300.0])
def test_a_single_step_is_the_rule_by_the_book_at_any_rate(rule: Rule, rate: float):
    data = overlapping(60)
    done = run(data, Experiment(rule=rule, learning_rates=((0, rate),), steps=25))
    for t in range(done.steps):
        here = Here(data.X, data.y, done.rows[t, :3])
        theta, state = rule.update(here, done.rows[t, :3], done.state[t], rate, t)
        size = np.abs(done.rows[t]).max() + rate * np.abs(data.X).max()
        assert np.abs(done.rows[t + 1] - np.concatenate([theta, state])).max() <= 1e-13 * max(size, 1.0)
        if rule.linear(rate) is None:
            assert done.rows[t + 1].tobytes() == np.concatenate([theta, state]).tobytes()


@every_rule
@pytest.mark.parametrize(("m", "apart"), [(7, 0.0), (200, 0.0), (30, 60.0), (300, 4.0)])
def test_the_mean_losses_are_those_of_the_parameters(rule: Rule, m: int, apart: float):
    """Where classes lie far apart too, so that J is next to 0, and where a loss is in the hundreds at first."""
    data = overlapping(m)
    data = Dataset(data.X + apart * np.outer(2 * data.y - 1, [1.0, 1.0]), data.y)
    for start in ((0.0, 0.0), (-2.0, -3.0)):
        done = run(data, Experiment(rule=rule, learning_rates=((0, 0.3),), steps=30, w=start))
        right = mean_losses(data.X, data.y, done.w, done.b)
        z = np.abs(done.w @ data.X.T + done.b[:, None]).max(axis=1)  # its rounding is that of e^z, relative
        assert np.all(np.abs(done.J - right) <= 1e-15 * (2 + z) * right)


@every_rule
def test_a_run_against_forty_digits(rule: Rule):
    data, steps = overlapping(6), 12
    linear = rule.linear(1.0) is not None
    rate = 0.2 * (1 - getattr(rule, "beta", 0.0)) if linear else steady(rule, optimum(data).smoothness)
    done = run(data, Experiment(rule=rule, learning_rates=((0, rate),), steps=steps))
    for row, right in zip(done.rows, exact_rows(rule, data, [rate] * steps), strict=True):
        assert np.allclose(row, [float(x) for x in right], rtol=1e-13, atol=1e-15)


def place(rule: Rule, theta, gradient):
    """A place with that gradient, as little known of it as the rule can do with."""
    if isinstance(rule, Newton):
        data = overlapping(12)
        return Instead(Here(data.X, data.y, theta), gradient)
    return Gradient(gradient)


@every_rule
@given(
    theta=st.tuples(*[st.floats(-1e6, 1e6)] * 3),
    near=st.sampled_from([1.0, 1e-6]),
    kept=st.lists(st.floats(-1e6, 1e6), min_size=12, max_size=12),
    gradients=st.lists(st.tuples(*[st.floats(-1e6, 1e6)] * 3), min_size=1, max_size=4),
    rate=st.floats(1e-6, 1e4),
    t=st.integers(0, 10_000),
)
def test_update_terms_linear_and_lines_are_one_step(rule: Rule, theta, near, kept, gradients, rate, t):
    theta, gradients, state = near * np.array(theta), np.array(gradients), np.array(kept[: rule.width])
    for k, letter in enumerate(rule.keeps):
        if letter in ("s", "v"):  # sums and means of squares
            state[3 * k : 3 * k + 3] = np.abs(state[3 * k : 3 * k + 3])
    gradient = gradients.sum(axis=0)
    local = place(rule, theta, gradient)
    after, state_after = rule.update(local, theta, state, rate, t)
    terms = rule.terms(local, theta, state, rate, t)
    size = np.abs(theta) + rate * (np.abs(gradient) + np.abs(state).max(initial=0))
    if (linear := rule.linear(rate)) is None:
        size = np.abs(theta) + sum(sizes(term, gradient) for term in terms)
    assert np.all(np.abs(sum(term.value for term in terms) - after) <= 8 * EPS * size + SMALLEST)
    apart = sum(sizes(term, each) for term in terms if term.of_gradient is not None for each in gradients)
    given_back = np.sum(shares(terms, gradients), axis=0) + sum(t.value for t in terms if t.of_gradient is None)
    assert np.all(np.abs(given_back - after) <= 8 * EPS * (size + apart) + SMALLEST)
    assert np.all(
        np.abs(as_written(rule, theta, state, gradient, rate, t, state_after) - after) <= 8 * EPS * size + SMALLEST
    )
    if linear is None:
        return
    shared = sum(term.of_gradient for term in terms if term.of_gradient is not None)
    without = rule.update(Gradient(np.zeros(3)), theta, state, rate, t)[0]
    assert np.all(np.abs(without + shared * gradient - after) <= 8 * EPS * size)
    z = np.concatenate([theta, state]).reshape(-1, 3)
    mapped = linear.carry @ z + np.multiply.outer(linear.push, gradient)
    assert np.all(np.abs(mapped[0] - after) <= 8 * EPS * size)
    assert np.all(np.abs(mapped[1:].ravel() - state_after) <= 8 * EPS * np.tile(size / rate, len(rule.keeps)) + 1e-300)


def sizes(term, gradient):
    """How large the products are that a term is the sum of, parameter by parameter."""
    by = term.of_gradient
    if by is None:
        return np.abs(term.value)
    return np.abs(by) @ np.abs(gradient) if np.ndim(by) == 2 else np.abs(by * gradient)


def as_written(rule: Rule, theta, state, gradient, rate, t, state_after):
    """The parameters after a step, worked out from the lines that the screen shows."""
    known = {"θ": theta, "g": gradient, "α": rate, **rule.known(t)}
    for k, letter in enumerate(rule.keeps):
        known[letter] = state[3 * k : 3 * k + 3]
        if letter in rule.given:
            known[letter + "'"] = state_after[3 * k : 3 * k + 3]
    for line in rule.lines:
        value = np.zeros(3)
        for product in line.products:
            factor = np.ones(3)
            for name in product.factors:
                factor = factor * known[name]
            if product.over:
                factor = factor / known[product.over]
            if product.root:
                factor = factor / (np.sqrt(known[product.root]) + known[product.plus])
            value = value - factor if product.minus else value + factor
        known["after" if line.target == "θ" else line.target + "'" * (line.target in rule.keeps)] = value
    for k, letter in enumerate(rule.keeps):
        assert known[letter + "'"] == pytest.approx(state_after[3 * k : 3 * k + 3], rel=1e-14, abs=1e-300) or (
            np.abs(known[letter + "'"] - state_after[3 * k : 3 * k + 3]).max()
            <= 8 * EPS * (np.abs(state).max() + np.abs(gradient).max())
        )
    hats = rule.worked_out(state_after.reshape(1, -1, 3), np.array([t]))[0]
    assert len(hats) == len(rule.works_out)
    for letter, worked_out in zip(rule.works_out, hats, strict=True):
        assert worked_out == pytest.approx(known[letter], rel=1e-12)
    return known["after"]


@pytest.mark.parametrize("rule", ROWS["newton"], ids=identity)
def test_a_gradient_alone_is_no_place_for_newton(rule: Rule):
    """It needs the curvature, and says so."""
    with pytest.raises(ValueError, match="a rule that uses the curvature needs Here or Instead"):
        rule.update(Gradient(np.ones(3)), np.zeros(3), np.zeros(6), 1.0, 0)
    with pytest.raises(ValueError, match="a rule that compares values of F needs Here or Instead"):
        Gradient(np.ones(3)).F_at(np.zeros(3))


@every_rule
@pytest.mark.parametrize("rate", [0.01, 1.0, 40.0])
def test_the_terms_add_up_to_the_run_s_next_row(rule: Rule, rate: float):
    data = overlapping(50)
    done = run(data, Experiment(rule=rule, learning_rates=((0, rate), (10, rate / 7)), steps=30))
    for t in range(done.steps):
        theta, chain = done.rows[t, :3], chain_rule(data.X, data.y, done.w[t], done.b[t])
        gradient = np.append(chain.dJ_dw, chain.dJ_db)
        each = np.column_stack([chain.dL_dw, chain.dL_db])
        at = done.experiment.rate_at(t)
        terms = rule.terms(Instead(Here(data.X, data.y, theta), gradient), theta, done.state[t], at, t)
        made = sum(term.value for term in terms)
        state = np.abs(done.state[t].reshape(-1, 3)).sum(axis=0) if rule.width else 0.0
        bound = 8 * EPS * (np.abs(theta) + at * np.abs(each).mean(axis=0) + at * state)
        if rule.linear(at) is None:  # the gradient of the run has the bits of this one
            bound = 8 * EPS * (np.abs(theta) + sum(sizes(term, gradient) for term in terms))
        assert np.all(np.abs(made - done.rows[t + 1, :3]) <= bound), t
        shared = shares(terms, each / data.m)
        largest = sum(sizes(term, np.abs(each).mean(axis=0)) for term in terms)
        whole = np.add.reduce(shared) + sum(term.value for term in terms if term.of_gradient is None)
        assert np.all(np.abs(whole - done.rows[t + 1, :3]) <= 16 * EPS * (np.abs(theta) + largest)), t


@every_rule
def test_the_step_after_the_last_is_that_of_a_longer_run(rule: Rule):
    data = overlapping()
    experiment = Experiment(rule=rule, learning_rates=((0, 0.1), (4, 0.5)), steps=5)
    longer = run(data, replace(experiment, steps=6))
    assert run(data, experiment).row_after(5) == pytest.approx(longer.rows[6], rel=1e-12, abs=1e-15)


@every_rule
@pytest.mark.parametrize("m", [20, 700, 17_000])
def test_extending_gives_the_same_bits(rule: Rule, m: int):
    data = overlapping(m)
    earlier = run(data, Experiment(rule=rule, learning_rates=((0, 0.1), (5, 2.0)), steps=17))
    for later in (
        replace(earlier.experiment, steps=40),
        replace(earlier.experiment, steps=30).with_rate(7.0, 9),
        replace(earlier.experiment, steps=3),
        replace(earlier.experiment, w=(1.0, 0.0)),
    ):
        again, anew = extend(earlier, later), run(data, later)
        assert again.rows.tobytes() == anew.rows.tobytes()
        assert again.J.tobytes() == anew.J.tobytes()


@every_rule
def test_another_rule_begins_anew(rule: Rule):
    data = overlapping()
    earlier = run(data, Experiment(rule=rule, steps=8))
    for other in EVERY:
        again = extend(earlier, replace(earlier.experiment, rule=other))
        assert again.rows.tobytes() == run(data, again.experiment).rows.tobytes()


@every_rule
def test_racing_is_running(rule: Rule):
    data = overlapping(300)
    smoothness = run(data, Experiment(steps=0)).smoothness
    highest = (1 - getattr(rule, "beta", 0.0)) * 2 / smoothness if rule.linear(1.0) is not None else rule.gentle(1.0)
    rates = [share * highest for share in (0.01, 0.2, 0.7, 1.0)]
    for scale in ("none", "standardize"):
        experiment = Experiment(rule=rule, steps=300, scale=scale)
        for rate, raced in zip(rates, race(data, experiment, rates), strict=True):
            alone = run(data, replace(experiment, learning_rates=((0, rate),)))
            apart = rule.comparable(rate, alone.smoothness, 300)
            assert raced.experiment == alone.experiment
            assert raced.state.shape == alone.state.shape
            if math.isfinite(apart):
                assert np.abs(raced.rows - alone.rows).max() <= apart * max(1.0, np.abs(alone.rows).max())
            if rule.linear(rate) is None:
                assert raced.rows.tobytes() == alone.rows.tobytes()


@every_rule
def test_a_race_past_what_the_exponential_holds_goes_on(rule: Rule):
    data = overlapping(20, size=100.0)
    (raced,) = race(data, Experiment(rule=rule, steps=30), [50.0])
    assert raced.steps == 30
    assert raced.rows.tobytes() == extend(raced, raced.experiment).rows.tobytes()
    assert np.isfinite(raced.rows).all()


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


@pytest.mark.parametrize("rule", [rule for rule in EVERY if rule.guarantee(1.0) is not None], ids=identity)
@given(
    seed=st.integers(0, 10**6),
    m=st.integers(2, 40),
    size=st.sampled_from([0.01, 1.0, 30.0]),
    start=st.tuples(*[st.floats(-5, 5)] * 3),
    share=st.floats(0.01, 1.0),
)
def test_what_a_rule_guarantees_holds(rule: Rule, seed, m, size, start, share):
    data = overlapping(m, seed, size)
    experiment = Experiment(rule=rule, w=start[:2], b=start[2], steps=60)
    safe = experiment.safe_rate(optimum(data))
    assert safe == rule.guarantee(optimum(data).smoothness)
    assert safe is not None
    J = run(data, experiment.with_rate(share * safe, 0)).J
    assert (J[1:] <= J[:-1] * (1 + ROUNDING)).all()


def test_heavy_ball_may_rise_below_the_rate_that_is_safe_for_plain_descent():
    """Which is why it may not promise anything."""
    data = overlapping(200)
    safe = Experiment().safe_rate(optimum(data))
    J = run(data, Experiment(rule=HeavyBall(), steps=100).with_rate(0.5 * safe, 0)).J
    assert (np.diff(J) > 1e-6).any()


def test_heavy_ball_is_the_form_with_two_terms():
    """θ - αg + β(θ - θ before), at one rate."""
    data, rate, beta = overlapping(40), 0.1, 0.8
    done = run(data, Experiment(rule=HeavyBall(beta), learning_rates=((0, rate),), steps=100))
    before, theta = np.zeros(3), np.zeros(3)
    for t in range(100):
        step = -rate * Here(data.X, data.y, theta).gradient + beta * (theta - before)
        before, theta = theta, theta + step
        assert np.abs(done.rows[t + 1, :3] - theta).max() <= 1e-13


def test_a_changed_rate_acts_at_once_on_the_old_velocity():
    data = overlapping(40)
    rule = HeavyBall(0.9)
    done = run(data, Experiment(rule=rule, learning_rates=((0, 0.1), (30, 0.01)), steps=31))
    gradient = Here(data.X, data.y, done.rows[30, :3]).gradient
    moved = done.rows[31, :3] - done.rows[30, :3]
    assert moved == pytest.approx(-0.01 * (0.9 * done.state[30] + gradient), rel=1e-9)


@pytest.mark.parametrize("rule", [HeavyBall(0.0), Nesterov(0.0)], ids=identity)
def test_without_momentum_it_is_plain_descent(rule: Rule):
    data = overlapping(40)
    ball, plain = (run(data, Experiment(rule=each, steps=50)) for each in (rule, GradientDescent()))
    assert np.abs(ball.rows[:, :3] - plain.rows).max() <= 1e-13


def test_every_setting_says_what_a_control_needs():
    for rule in RULES.values():
        for each in fields(rule):
            assert set(each.metadata) >= {"letter", "title", "limits", "step", "help"}, (rule, each.name)


def test_settings_take_whole_numbers_too():
    assert HeavyBall(beta=0).to_text() == "heavy-ball:0.0"


class SignDescent(GradientDescent):
    """A rule that is not linear, and that no loop knows: its steps are taken by the readable formulas."""

    def update(self, local, theta, state, rate, t):
        return theta - rate * np.sign(local.gradient), state

    def linear(self, rate):
        return None


def test_a_rule_that_is_not_linear_runs_extends_and_races():
    data, experiment = overlapping(30), Experiment(rule=SignDescent(), learning_rates=((0, 0.01),), steps=20)
    done = run(data, experiment)
    assert np.abs(done.rows - by_the_book(data, experiment)).max() == 0
    assert (
        extend(done, replace(experiment, steps=30)).rows.tobytes()
        == run(data, replace(experiment, steps=30)).rows.tobytes()
    )
    (raced,) = race(data, experiment, [0.01])
    assert raced.rows.tobytes() == done.rows.tobytes()
