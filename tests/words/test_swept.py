"""What is said of a sweep is what its runs did."""

import math
from dataclasses import replace

import numpy as np
import pytest

from logreg_core import RULES, Dataset, Experiment, Generated, optimum, race, run, sweep
from logreg_core.descent.rules.linear_rules import HeavyBall
from logreg_core.descent.sweep.sweep import with_chosen
from pages.words.choosing.swept import back_to, caption, gap_words, marks, measured, offered
from pages.words.numbers import number

DATA = Generated().load()


def swept(data=DATA, **experiment):
    made = Experiment(**experiment)
    return with_chosen(sweep(data, made), data, made)


def test_the_nearest_rate_is_named_with_the_steps_it_was_given():
    found = swept(steps=5)
    gaps = {
        rate: done.J[-1] for rate, done in zip(found.rates, race(DATA, Experiment(steps=5), found.rates), strict=True)
    }
    best = min(gaps, key=gaps.get)
    assert caption(found, charged=False)[0] == f"After 5 steps α = {best:g} is nearest to J*."
    assert caption(swept(steps=1), charged=False)[0].startswith("After 1 step α = ")


def test_of_several_that_reach_the_bottom_the_first_is_named():
    found = swept()
    counts = {}
    for rate, done in zip(found.rates, race(DATA, Experiment(), found.rates), strict=True):
        away = np.flatnonzero(done.J - optimum(DATA).J > 1e-12 * optimum(DATA).J)
        if len(away) == 0 or away[-1] < 300:
            counts[rate] = int(away[-1]) + 1
    first = min(counts, key=counts.get)
    assert len(counts) == 5
    assert caption(found, charged=False)[0] == f"Five rates reach J*; α = {first:g} is first, in {counts[first]} steps."


def test_from_which_rate_on_J_ends_higher_is_true_of_every_rate():
    found = swept()
    said = caption(found, charged=False)[1]
    assert said == "From α = 120 on, J is higher than at the start (×)."
    for rate, done in zip(found.rates, race(DATA, Experiment(), found.rates), strict=True):
        assert (done.J[-1] > done.J[0]) == (rate >= 120)


def test_where_higher_and_lower_rates_alternate_they_are_counted():
    found = replace(swept(), diverged=tuple(k in (3, 20, 24, 25) for k in range(26)))
    assert caption(found, charged=False)[1] == "4 rates leave J higher than at the start (×)."
    one = replace(found, diverged=tuple(k == 3 for k in range(26)))
    assert caption(one, charged=False)[1] == "1 rate leaves J higher than at the start (×)."
    every = replace(found, diverged=(True,) * 26)
    assert caption(every, charged=True)[1] == "At every rate F is higher than at the start (×)."


def test_where_no_rate_ends_higher_that_is_said():
    found = swept(rule=RULES["adagrad"]())
    assert not any(found.diverged)
    assert caption(found, charged=False)[1] == "No rate here leaves J higher than at the start."


def test_with_a_penalty_it_is_F():
    found = swept(l2=0.5, steps=4)
    said = " ".join([*caption(found, charged=True), *marks(found, charged=True)])
    assert "F − F*" in said
    assert "J" not in said
    F = run(DATA, Experiment(l2=0.5, steps=4)).F
    assert gap_words(found, 0.1, charged=True) == f"F − F* = {number(F[-1] - optimum(DATA, 0.5).F)}"


def test_where_nothing_attains_the_least_J_it_is_J_itself():
    touching = Dataset(np.array([[-1.0, 0.0], [0.0, 0.0], [0.0, 0.0], [1.0, 0.0]]), [0, 0, 1, 1])
    found = swept(touching, steps=6)
    assert measured(found, charged=False) == "J"
    assert caption(found, charged=False)[0] == f"After 6 steps J is lowest with α = {found.best:g}."
    own = run(touching, Experiment(steps=6)).J[-1]
    assert gap_words(found, 0.1, charged=False) == f"J = {number(own)}"
    assert "J*" not in " ".join([*caption(found, charged=False), *marks(found, charged=False)])
    many = swept(Generated("separable", 40, 0.5).load(), steps=300)
    there = sum(first <= 300 for first in many.there)
    assert there > 1
    assert caption(many, charged=False)[0].endswith(f"J is near 0; α = {many.best:g} is first, in {steps_of(many)}.")


def steps_of(found):
    first = found.there[found.rates.index(found.best)]
    return "1 step" if first == 1 else f"{first} steps"


def test_each_mark_is_named_with_its_numbers():
    assert marks(swept(), charged=False) == (
        f"● chosen: α = 0.1, J − J* = {number(run(DATA, Experiment()).J[-1] - optimum(DATA).J)}",
        "▼ best: α = 21.3, J = J* to 12 digits",
        "┊ safe up to 3.78: J can’t rise",
        f"╌ at the start: J − J* = {number(math.log(2) - optimum(DATA).J)}",
    )
    both = marks(swept(learning_rates=((0, 21.3),)), charged=False)
    assert both[0] == "▼ best, and chosen: α = 21.3, J = J* to 12 digits"
    assert not any("safe" in said for said in marks(swept(rule=HeavyBall()), charged=False))
    assert not any("chosen" in said for said in marks(swept(learning_rates=((0, 1.0), (4, 2.0))), charged=False))


def test_a_rate_that_leaves_the_range_of_numbers_has_words_for_it():
    found = replace(swept(), gaps=(math.inf,) * 26)
    assert gap_words(found, 0.1, charged=False) == "J is past what a computer’s number holds"


def test_a_sample_is_said():
    rng = np.random.default_rng(1)
    y = np.arange(30_000) % 2.0
    found = swept(Dataset(rng.normal(size=(30_000, 2)) + y[:, None], y), steps=10)
    assert caption(found, charged=False)[2] == "Worked out from 2,000 of 30,000 rows."
    assert len(caption(swept(steps=10), charged=False)) == 2


def test_a_run_without_steps_says_so_and_offers_nothing():
    found = swept(steps=0)
    assert caption(found, charged=False) == ("This run has no steps: every rate leaves it at its start.",)
    assert offered(found) == ""


def test_the_button_names_the_best_rate_until_it_is_the_one_that_is_there():
    assert offered(swept()) == "Tune: use α = 21.3"
    assert offered(swept(learning_rates=((0, 21.3),))) == ""
    assert offered(swept(learning_rates=((0, 21.3), (5, 1.0)))) == "Tune: use α = 21.3"
    assert back_to(((0, 0.1),)) == "Undo: back to α = 0.1"
    assert back_to(((0, 0.1), (4, 1.0))) == "Undo: back to the rates before"


@pytest.mark.parametrize("word", RULES)
@pytest.mark.parametrize("more", [{}, {"l2": 0.3}, {"batch": 20}])
def test_every_line_has_room_above_the_picture(word, more):
    rule = RULES[word]()
    if not rule.takes_batches and "batch" in more:
        more = {"scale": "standardize"}
    found = swept(rule=rule, steps=40, **more)
    lines = [*caption(found, charged="l2" in more), *marks(found, charged="l2" in more)]
    assert max(map(len, lines)) <= 58
    assert not any("-" in line or "!" in line for line in lines)
