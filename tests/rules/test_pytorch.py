"""Our rules are PyTorch's optimizers: its own numbers, made by the recipe benchmarks/pytorch_rules.py."""

from __future__ import annotations

import json
from pathlib import Path

import numpy as np
import pytest

from logreg_core import RULES, Dataset, Experiment, run
from logreg_core.descent.local import Here
from logreg_core.descent.rules.registry import rule_from_text

RECORDED = json.loads((Path(__file__).parent / "recorded" / "pytorch.json").read_text(encoding="utf-8"))
DATA = Dataset(RECORDED["X"], RECORDED["y"])
START = RECORDED["start"]
RULES_THERE = RECORDED["rules"]
APART = dict.fromkeys(RULES_THERE, 1e-13) | {"rmsprop:0.9,1e-08": 1e-11}
every_rule = pytest.mark.parametrize("word", RULES_THERE)


def descend(word, rates, steps):
    return run(DATA, Experiment(rule=rule_from_text(word), w=START[:2], b=START[2], learning_rates=rates, steps=steps))


def test_all_rules_but_newton_are_recorded_with_their_defaults():
    assert [RULES[word.partition(":")[0]]().to_text() for word in RULES_THERE] == list(RULES_THERE)
    assert {word.partition(":")[0] for word in RULES_THERE} == set(RULES) - {"newton"}


@every_rule
def test_a_whole_run_at_a_steady_rate(word):
    """100 steps; 30 of RMSProp at 0.01, which divides ever smaller gradients by their own size."""
    there = RULES_THERE[word]
    every = 5 if word.startswith("rmsprop") else 10
    steps = every * (len(there["run"]) - 1)
    assert steps == (30 if word.startswith("rmsprop") else 100)
    done = descend(word, ((0, there["rate"]),), steps)
    right = np.array(there["run"])
    assert np.abs(done.rows[::every] - right).max() <= APART[word] * max(1.0, np.abs(right).max())


@every_rule
def test_a_rate_changed_in_mid_run(word):
    """It acts at once on what was kept before."""
    there, right = RULES_THERE[word], np.array(RULES_THERE[word]["run with a tenth of the rate from the middle on"])
    steps = 30 if word.startswith("rmsprop") else 100
    done = descend(word, ((0, there["rate"]), (steps // 2, there["rate"] / 10)), steps)
    assert np.abs(done.rows[-1] - right).max() <= APART[word] * max(1.0, np.abs(right).max())


@every_rule
def test_single_steps_from_the_same_state_at_any_rate(word):
    """Its state is taken as it is after the step before; the sizes are those of what the step adds up."""
    rule = rule_from_text(word)
    for rate, rows in RULES_THERE[word]["steps"].items():
        for t, (row, after) in enumerate(zip(np.array(rows[:-1]), np.array(rows[1:]), strict=True)):
            theta, state = row[:3], row[3:]
            here = Here(DATA.X, DATA.y, theta)
            found = np.concatenate(rule.update(here, theta, state, float(rate), t))
            assert np.abs(found - after).max() <= 1e-13 * max(1.0, np.abs(row).max(), np.abs(after).max()), (rate, t)
