"""What is said at a run's end is true by every rule, on data of every sort: what a button promises is kept."""

from __future__ import annotations

import functools
import itertools
import re
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import RULES, Dataset, Experiment, Newton, generate, load_sample, optimum, run
from logreg_core.descent.causes.conditioning import conditioning_at_best
from logreg_core.descent.causes.ending import NEAR
from logreg_core.descent.loop import extend
from logreg_core.descent.outcome import CLOSE, RECENT
from logreg_core.descent.remedy import standardised
from logreg_core.descent.rules.rule import Rule
from logreg_core.descent.run import Run
from pages.words.at_the_end.outcome import said_at_the_end

MORE = 300
BY_RULE = {**{word: kind() for word, kind in RULES.items()}, "undamped": Newton(damped=False)}


@functools.cache
def data(name: str) -> Dataset:
    """Points of a sort: the default ones, separable ones, one class, unscaled ones, one feature, a constant column."""
    default = Experiment().data.load()
    X, y = default.X, default.y
    return {
        "default": lambda: default,
        "separable": lambda: generate("blobs", m=40, noise=0.2, seed=1),
        "one class": lambda: Dataset(X[y == 1], y[y == 1]),
        "cars": lambda: load_sample("mtcars"),
        "one feature": lambda: Dataset(np.column_stack([X[:60, 0], np.zeros(60)]), y[:60]),
        "constant": lambda: Dataset(np.column_stack([X[:60, 0], np.full(60, 3.0)]), y[:60]),
    }[name]()


DATA = ("default", "separable", "one class", "cars", "one feature", "constant")
TIMES, STEPS = (0.1, 1, 10, 100), (20, 300)
ENDS = [*itertools.product(BY_RULE, DATA, TIMES, STEPS)]
every_end = pytest.mark.parametrize(("word", "name", "times", "steps"), ENDS)


@functools.cache
def ended(word: str, name: str, times: float, steps: int) -> Run:
    rule = BY_RULE[word]
    rate = times * (rule.usual_rate or 0.1)
    return run(data(name), Experiment(rule=rule, learning_rates=((0, rate),), steps=steps))


def worst(done: Run) -> float:
    """The highest J within the last steps."""
    return float(done.J[-RECENT:].max())


@every_end
def test_it_is_short_and_has_no_number_without_a_meaning(word: str, name: str, times: float, steps: int) -> None:
    said = said_at_the_end(ended(word, name, times, steps), MORE)
    sentences = re.split(r"(?<=\.)\s+", said.text)
    assert len(sentences) <= 2
    assert all(len(each.split()) <= 25 for each in sentences), said.text
    assert len(said.acts) <= 2
    for text in (said.text, *(act.words for act in said.acts)):
        assert not re.search(r"nan|inf\b|–|\bJ rose to 0\b", text), text


@every_end
def test_only_plain_descent_says_up_to_which_rate_j_can_t_rise(word: str, name: str, times: float, steps: int) -> None:
    done = ended(word, name, times, steps)
    for text in (said_at_the_end(done, MORE).text, done.outcome.sentence):
        promised = re.findall(r"safe up to|can’t rise|can never rise", text)
        assert not promised or word == "descent"


@every_end
def test_no_button_offers_the_rate_in_force_from_the_start(word: str, name: str, times: float, steps: int) -> None:
    done = ended(word, name, times, steps)
    rates = [act.request["rate"] for act in said_at_the_end(done, MORE).acts if "rate" in act.request]
    assert done.rates[-1] not in rates


@pytest.mark.parametrize("word", [word for word, rule in BY_RULE.items() if rule.usual_rate is not None])
@pytest.mark.parametrize("name", DATA)
def test_another_rate_on_a_button_brings_j_lower(word: str, name: str) -> None:
    for times, steps in itertools.product(TIMES, STEPS):
        done = ended(word, name, times, steps)
        for act in said_at_the_end(done, MORE).acts:
            rate = act.request.get("rate")
            if not isinstance(rate, float):
                continue
            if act.request.get("from_start"):
                after = run(done.whole, done.experiment.with_rate(rate, 0))
            else:
                there = replace(done.experiment.with_rate(rate, done.steps), steps=done.steps + MORE)
                after = extend(done, there)
            assert worst(after) < worst(done)
            assert after.J[-1] < after.J[0]


@pytest.mark.parametrize("word", ["adagrad", "rmsprop", "adam"])
def test_standardised_features_bring_it_near_as_the_button_says(word: str) -> None:
    done = ended(word, "cars", 0.1 if word == "adagrad" else 1, 20)
    (act,) = said_at_the_end(done, MORE).acts
    assert done.outcome.kind == "badly scaled"
    assert act.request == {"remedy": "standardise"}
    after = run(done.whole, standardised(done.dataset, done.experiment))
    assert f"α = {after.rates[0]:g}, {after.steps} steps" in act.words
    assert after.J[-1] - optimum(done.dataset).J <= NEAR
    assert done.J[-1] - optimum(done.dataset).J > NEAR


def test_a_step_size_for_each_parameter_leaves_the_valley_between_them() -> None:
    found = conditioning_at_best(data("cars"))
    assert found.ratio_standardised < found.ratio_turned < found.ratio
    A = np.column_stack([data("cars").X, np.ones(32)])
    best = optimum(data("cars"))
    slope = 1 / (1 + np.exp(-(data("cars").X @ best.w + best.b)))
    hessian = (A.T * (slope * (1 - slope))) @ A / 32
    size = np.sqrt(np.diag(hessian))
    values = np.linalg.eigvalsh(hessian / np.outer(size, size))
    assert found.ratio_turned == pytest.approx(values[-1] / values[0], rel=1e-6)


@pytest.mark.parametrize("name", DATA)
@pytest.mark.parametrize("word", ["newton", "undamped"])
def test_scales_are_nothing_to_newton(word: str, name: str) -> None:
    for times, steps in itertools.product(TIMES, STEPS):
        assert "ratio" not in ended(word, name, times, steps).outcome.values


@pytest.mark.parametrize("name", ["default", "cars", "one feature", "constant"])
def test_newton_arrives_in_a_few_steps(name: str) -> None:
    done = run(data(name), Experiment(rule=Newton(), learning_rates=((0, 1.0),), steps=10))
    assert done.J[-1] - optimum(data(name)).J <= CLOSE
    assert said_at_the_end(done, MORE).text.startswith("Arrived")


@pytest.mark.parametrize("name", ["separable", "one class"])
def test_newton_s_weights_grow_without_end_where_a_line_separates(name: str) -> None:
    done = ended("newton", name, 1, 300)
    sizes = np.hypot(*done.w[::50].T)
    assert (np.diff(sizes) > 0).all()
    assert "grow without end while J goes towards 0" in said_at_the_end(done, MORE).text
    past = ended("newton", "separable", 10, 300)
    assert past.J[-1] < 1e-200  # past that no curvature is left, and Newton rests
    assert (past.w[-1] == past.w[-2]).all()
    assert "grow without end while J goes towards 0" in said_at_the_end(past, MORE).text


def test_undamped_newton_that_goes_too_far_is_started_over_damped() -> None:
    done = ended("undamped", "default", 10, 20)
    said = said_at_the_end(done, MORE)
    assert done.J[-1] > done.J[0]
    assert (done.w[-1] == done.w[-2]).all()
    assert "no curvature left" in said.text
    (act,) = said.acts
    assert act.request == {"remedy": "calm"}
    after = run(done.whole, replace(done.experiment, rule=Newton(), learning_rates=((0, 1.0),)))
    assert after.outcome.kind == "converged"


def arrived_by(rule: Rule) -> str:
    return said_at_the_end(run(data("default"), Experiment(rule=rule, learning_rates=((0, 0.1),))), MORE).text


def test_adam_that_has_arrived_may_leave_again_and_others_may_not() -> None:
    assert "Adam may leave it again" in arrived_by(RULES["adam"]())
    assert "More steps change nothing that matters" in arrived_by(RULES["heavy-ball"]())
    vaso = load_sample("vaso")
    there = Experiment(rule=RULES["adam"](), scale="standardize", learning_rates=((0, 1.0),), steps=2000)
    gap = run(vaso, there).J - optimum(vaso).J
    arrived = int(np.flatnonzero(gap <= CLOSE)[0])
    assert gap[arrived:].max() > 1000 * CLOSE  # so it does


@pytest.mark.parametrize("name", ["default", "one feature", "constant"])
def test_what_is_no_more_than_rounding_near_the_minimum_is_no_oscillation(name: str) -> None:
    for word, times in itertools.product(BY_RULE, TIMES):
        done = ended(word, name, times, 300)
        if worst(done) - optimum(done.dataset).J <= CLOSE:
            assert done.outcome.kind in ("converged", "not unique")
