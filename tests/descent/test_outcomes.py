"""Why a run ended as it did, on real inputs given as links; every number that is said is worked out anew here."""

from __future__ import annotations

import math
import re
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import Dataset, Experiment, HeavyBall, run
from logreg_core.descent.causes.combinations import Letters, Undetermined, undetermined, what_is_determined
from logreg_core.descent.causes.conditioning import conditioning
from logreg_core.descent.optimum import optimum
from logreg_core.descent.remedy import standardised

from .ends import ALL, EXAM, ONES, TENFOLD_DOWN, far_out, of, points
from .ends import exam as exam_link


def exam(**settings):
    return of(exam_link(**settings))


def hessian(X, y, w, b):
    """J's Hessian by differences of its gradient, (3, 3)."""
    A = np.column_stack([X, np.ones(len(X))])
    theta = np.array([*w, b])

    def gradient(at):
        return A.T @ (1 / (1 + np.exp(-(A @ at))) - y) / len(y)

    rows = []
    for k in range(3):
        step = np.zeros(3)
        step[k] = 1e-6 / np.abs(A[:, k]).max()
        rows.append((gradient(theta + step) - gradient(theta - step)) / (2 * step[k]))
    H = np.array(rows)
    return (H + H.T) / 2


# ------------------------------------------------------------------- (a) an earlier rate, not this one


@pytest.mark.parametrize(("kind", "query"), ALL)
def test_each_kind_is_that_of_its_links(kind, query):
    assert of(query).outcome.kind == kind


def test_an_earlier_rate_is_blamed_and_not_the_one_in_force():
    done = of("rates=0:100,50:1&steps=60")
    outcome, J = done.outcome, done.J
    rising = np.flatnonzero(np.diff(J) > 0)
    assert outcome.kind == "too high before"
    assert rising.max() < 50 <= outcome.values["since"]
    assert outcome.values["rate_before"] == 100
    assert outcome.values["peak"] == J[1:][rising].max()
    assert outcome.values["rate"] == 1
    assert "up to 100," in outcome.sentence
    assert f"J rose to {outcome.values['peak']:.3f}" in outcome.sentence
    assert "on its way down" in outcome.sentence


def test_rates_that_came_down_tenfold_too_late_are_blamed():
    done = of(Experiment(data=far_out(), learning_rates=TENFOLD_DOWN, steps=70).to_query())
    outcome = done.outcome
    assert outcome.kind == "too high before"
    assert done.rates[-1] <= done.experiment.safe_rate(done)
    assert (np.diff(done.J[60:]) <= 0).all()
    assert outcome.values["since"] == 60
    assert outcome.values["rate_before"] == 1
    assert done.J[-1] > 1000 * done.J[0]
    assert "still above where it began" in outcome.sentence
    assert outcome.values["ratio"] > 1e6  # and the scales are to be mended too


@pytest.mark.parametrize(
    ("query", "kind"),
    [
        ("rates=0:1,50:100&steps=60", "diverged"),  # the rate in force is the one
        ("rates=0:100,50:60&steps=60", "oscillating"),  # that is too high as well
        ("rates=0:100,50:1&steps=200", "still descending"),  # long ago, and come back from
        ("rates=0:1,50:0.1&steps=60", "still descending"),  # nothing has risen
        ("rates=0:100,50:100.0&steps=60", "oscillating"),
    ],
)
def test_an_earlier_rate_is_not_blamed_where_it_is_not_the_cause(query, kind):
    assert of(query).outcome.kind == kind


def test_a_rule_that_promises_no_rate_is_judged_by_what_j_did():
    done = of("rule=heavy-ball:0.9&rates=0:200,40:0.05&steps=60")
    assert (np.diff(done.J[:40]) > 0).any()
    assert done.outcome.kind == "too high before"
    assert "safe" not in done.outcome.values
    assert "never rise" not in done.outcome.sentence


# ---------------------------------------------------------------------------- (b) the features' scales


@pytest.mark.parametrize(("rate", "steps"), [(0.001, 300), (0.004, 300), (0.001, 100_000), (0.004, 100_000)])
def test_exam_scores_are_badly_scaled_whatever_the_rate_and_however_long(rate, steps):
    done = exam(learning_rates=((0, rate),), steps=steps)
    assert done.outcome.gap > 0.05  # it does not get there
    assert done.outcome.kind == "badly scaled"
    assert "up to 0.00098, becomes 7.2" in done.outcome.sentence


def test_how_steep_the_valley_is_is_the_hessian_s_at_the_optimum():
    done = exam(learning_rates=((0, 0.001),))
    best, X, y = optimum(done.dataset), done.dataset.X, done.dataset.y
    mean, sd = X.mean(axis=0), X.std(axis=0)
    found = done.outcome.values
    for name, features, w, b in (
        ("ratio", X, best.w, best.b),
        ("ratio_standardised", (X - mean) / sd, best.w * sd, best.b + best.w @ mean),
    ):
        ends = np.linalg.eigvalsh(hessian(features, y, w, b))
        assert found[name] == pytest.approx(ends[-1] / ends[0], rel=1e-2)
    standard = np.column_stack([(X - mean) / sd, np.ones(len(X))])
    assert found["safe_standardised"] == pytest.approx(8 / np.linalg.eigvalsh(standard.T @ standard / 20)[-1])
    assert found["safe"] == pytest.approx(8 / np.linalg.norm(np.column_stack([X, np.ones(20)]), 2) ** 2 * 20)


def test_scales_are_blamed_from_a_tenfold_on():
    rng = np.random.Generator(np.random.PCG64(3))
    y = (np.arange(80) % 2).astype(float)
    X = rng.normal(size=(80, 2)) + np.outer(y, [1.0, 1.0])
    kinds = {}
    for stretch in (1.0, 1.5, 2.0, 3.0, 4.0, 6.0):
        done = run(Dataset(X * [stretch, 1.0], y), Experiment(learning_rates=((0, 0.05),), steps=50))
        found = conditioning(done)
        kinds[stretch] = done.outcome.kind
        assert (done.outcome.kind == "badly scaled") == (found.ratio >= 10 * found.ratio_standardised)
    assert kinds[1.0] == "still descending"
    assert kinds[6.0] == "badly scaled"


def test_where_a_line_separates_the_scales_are_looked_at_where_the_run_starts_and_only_until_it_has_found_a_line():
    rng = np.random.Generator(np.random.PCG64(4))
    y = (np.arange(40) % 2).astype(float)
    X = np.column_stack([rng.uniform(100, 120, 40) + 40 * y, rng.uniform(-1, 1, 40)])
    data = Dataset(X, y)
    assert not optimum(data).exists
    slow = run(data, Experiment(learning_rates=((0, 1e-5),), steps=100))
    ends = [np.linalg.eigvalsh(hessian(each, y, (0, 0), 0)) for each in (X, (X - X.mean(axis=0)) / X.std(axis=0))]
    assert slow.outcome.kind == "badly scaled"
    for name, (least, *_, most) in zip(("ratio", "ratio_standardised"), ends, strict=True):
        assert slow.outcome.values[name] == pytest.approx(most / least, rel=1e-3)
    done = run(data, Experiment(w=(1.0, 0.0), b=-130.0, learning_rates=((0, 1e-5),), steps=100))
    assert done.J[-1] < 0.3
    assert done.outcome.kind == "separable"


def test_neither_a_standardised_run_nor_one_that_has_arrived_is_badly_scaled():
    assert exam(scale="standardize", learning_rates=((0, 1.0),), steps=20).outcome.kind == "still descending"
    best = optimum(exam(steps=0).dataset)
    there = exam(w=tuple(best.w.tolist()), b=best.b, learning_rates=((0, 1e-6),), steps=30)
    assert there.outcome.kind == "converged"


@pytest.mark.parametrize("rule", [Experiment().rule, HeavyBall(beta=0.9)], ids=lambda rule: rule.word)
@pytest.mark.parametrize("data", ["exam", "far out", "data=scales", "data=mtcars", "data=iris", "data=vaso"])
def test_the_remedy_arrives(data, rule):
    origin = {"exam": points(EXAM), "far out": far_out()}.get(data) or Experiment.from_query(data)[0].data
    dataset = origin.load()
    done = run(dataset, standardised(dataset, Experiment(data=origin, rule=rule, w=(3.0, -2.0), b=50.0)))
    assert done.outcome.kind == "converged"
    assert done.J[-1] == pytest.approx(optimum(dataset).J, abs=1e-10)
    safe = done.experiment.safe_rate(done)
    assert safe is None or done.rates.max() <= safe


def test_the_remedy_for_exam_scores_is_rate_1_and_400_steps_by_all_of_the_experiment_else():
    before = Experiment(data=points(EXAM), w=(1.0, 0.0), learning_rates=((0, 0.001), (5, 0.004)), steps=90)
    after = standardised(before.data.load(), before)
    wanted = replace(before, scale="standardize", w=(0.0, 0.0), learning_rates=((0, 1.0),), steps=400)
    assert after == wanted


def test_with_very_many_examples_the_remedy_is_told_without_a_trial_and_arrives():
    few = far_out().load()
    many = Dataset(np.tile(few.X, (2000, 1)), np.tile(few.y, 2000))
    rate, steps = (standardised(many, Experiment()).rate_at(0), standardised(many, Experiment()).steps)
    done = run(few, Experiment(scale="standardize", learning_rates=((0, rate),), steps=steps))  # the same descent
    assert done.outcome.kind == "converged"


def test_the_remedy_where_a_line_separates_goes_most_of_the_way():
    data = Dataset([[100, 0], [110, 1], [150, 0], [160, 1]], [0, 0, 1, 1])
    done = run(data, standardised(data, Experiment()))
    assert done.J[-1] <= math.log(2) / 10


# -------------------------------------------------------------------------------- (c) not the only one


def test_a_column_of_ones_determines_only_the_sum_of_its_weight_and_b():
    done = of(Experiment(data=points(ONES), learning_rates=((0, 1.0),), steps=3000).to_query())
    outcome = done.outcome
    assert outcome.kind == "not unique"
    assert "only w1 + b is determined" in outcome.sentence
    assert "arrived" in outcome.sentence
    others = of(Experiment(data=points(ONES), w=(5.0, 0.0), learning_rates=((0, 1.0),), steps=3000).to_query())
    assert others.w[-1, 0] + others.b[-1] == pytest.approx(done.w[-1, 0] + done.b[-1], abs=1e-4)
    assert abs(others.w[-1, 0] - done.w[-1, 0]) > 1


def test_how_far_descent_has_come_is_said_where_many_are_equally_good():
    on_its_way = of(Experiment(data=points(ONES), steps=20).to_query()).outcome
    assert on_its_way.kind == "not unique"
    assert "still on its way down" in on_its_way.sentence
    assert on_its_way.gap > 0


@pytest.mark.parametrize(
    ("X", "says"),
    [
        ([[1, 0], [1, 2], [1, 1]], "x1 is 1 for all examples, so of w1 and b only w1 + b is determined."),
        ([[2, 0], [5, 0], [1, 0]], "x2 is 0 for all examples, so w2 changes nothing."),
        ([[2, -3], [5, -3]], "x2 is −3 for all examples, so of w2 and b only −3·w2 + b is determined."),
        ([[0, 1], [1, 3], [2, 5]], "All examples lie on one line, so only 0.5·w1 + w2 and −0.5·w1 + b are determined."),
        ([[3, 4], [3, 4]], "All examples are in one place, so only 3·w1 + 4·w2 + b is determined."),
        ([[0, 0], [0, 0]], "All examples are in one place, so only b is determined."),
    ],
)
def test_which_combinations_are_determined(X, says):
    X = np.array(X, float)
    along = undetermined(X)
    assert what_is_determined(along, Letters(("w1", "w2", "b"), ("x1", "x2"))) == says
    if along.point is None:
        assert np.column_stack([X, np.ones(len(X))]) @ along.change == pytest.approx(np.zeros(len(X)), abs=1e-12)


def test_combinations_stay_as_they_are_when_the_parameters_go_where_nothing_changes():
    """The letters that are said, read back as a sum, are 0 along the change."""
    rng = np.random.Generator(np.random.PCG64(2))
    for _ in range(200):
        start, way = rng.integers(-4, 5, 2).astype(float), rng.integers(-4, 5, 2).astype(float)
        along = undetermined(start + np.outer([0.0, 1.0, 2.0], way))
        said = what_is_determined(along, Letters(("w1", "w2", "b"), ("x1", "x2")))
        if along.point is not None or "changes nothing" in said:
            continue
        change = dict(zip(("w1", "w2", "b"), along.change, strict=True))
        sums = re.findall(r"only (.+?)(?: and (.+?))? (?:is|are) determined", said)[0]
        for each in filter(None, sums):
            total = 0.0
            for minus, factor, letter in re.findall(r"(−\s*)?(?:([\d.]+)·)?(w1|w2|b)", each):
                total += (-1 if minus else 1) * float(factor or 1) * change[letter]
            assert total == pytest.approx(0, abs=5e-3 * max(map(abs, along.change)))


def test_a_change_where_all_are_one_point_is_not_one_but_many():
    along = undetermined(np.array([[3.0, 4.0], [3.0, 4.0]]))
    assert np.isnan(along.change).all()
    assert replace(along, change=(0, 0, 0)) == Undetermined((0, 0, 0), (3.0, 4.0))


# --------------------------------------------------------------------------- (d) no better than chance


def test_no_line_tells_the_xor_apart():
    done = of("data=xor")
    outcome = done.outcome
    assert outcome.kind == "no better than chance"
    assert outcome.sentence.startswith("No line has a mean loss below 0.6927, a coin's is 0.6931: ")
    assert "'don't know'" in outcome.sentence
    assert outcome.values["base"] == pytest.approx(math.log(2))
    assert outcome.values["best"] > 0.99 * math.log(2)


def test_where_classes_are_uneven_the_share_is_the_answer():
    done = of("data=xor&balance=0.3&steps=2000&rates=0:1")
    outcome, y = done.outcome, done.dataset.y
    share = y.mean()
    base = -share * math.log(share) - (1 - share) * math.log(1 - share)
    assert outcome.kind == "no better than chance"
    assert outcome.values["base"] == pytest.approx(base)
    assert f"always answering {share:.4f}, class 1's share" in outcome.sentence
    assert "coin" not in outcome.sentence


def test_as_long_as_there_is_much_to_gain_nothing_is_said_of_chance():
    assert of("data=xor&w=5,5&steps=3").outcome.kind == "still descending"


@pytest.mark.parametrize("query", ["", "data=blobs&noise=2", "data=moons"])
def test_where_a_line_tells_the_classes_apart_nothing_is_said_of_chance(query):
    done = of(query)
    assert optimum(done.dataset).J < 0.99 * done.outcome.values["base"]
    assert done.outcome.kind != "no better than chance"


# -------------------------------------------------------------------------------------- and everywhere


@pytest.mark.parametrize("exponent", [2, 6, 20, 100, 200, 300, 305, 308])
@pytest.mark.parametrize("steps", [1, 2, 7, 300])
def test_no_number_without_a_meaning_is_said(exponent, steps):
    for query in (
        f"rates=0:1e{exponent}",
        f"rates=0:1e{exponent},2:1",
        f"rule=heavy-ball:0.9&rates=0:1e{exponent},2:1",
        f"data=mtcars&rates=0:1e{exponent}",
        f"w=1e{min(exponent, 100)},0&rates=0:1e{exponent}",
    ):
        sentence = of(f"{query}&steps={steps}").outcome.sentence
        assert not re.search(r"×10[⁰¹²³⁴⁵⁶⁷⁸⁹]", sentence), sentence
        assert "nan" not in sentence
        assert "inf" not in sentence


def test_a_run_of_no_steps_has_none_of_the_causes():
    for data in ("data=mtcars", "data=xor", "", Experiment(data=points(ONES)).to_query()):
        assert "No step has been taken yet" in of(f"{data}&steps=0").outcome.sentence


def test_one_class_is_not_badly_scaled():
    done = of(Experiment(data=points("1000,2,1 2000,3,1 1500,9,1"), steps=20).to_query())
    assert done.outcome.kind == "separable"


def test_held_out_examples_have_no_part_in_the_causes():
    done = of("data=mtcars&holdout=0.3&rates=0:0.0001")
    alone = run(done.dataset, replace(done.experiment, holdout=0.0))
    assert done.outcome == alone.outcome
    assert done.outcome.kind == "badly scaled"
