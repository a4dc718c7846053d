"""At the end of a run with a penalty everything that is said of rising, falling and lowest is said of F."""

from __future__ import annotations

import re

import pytest

from logreg_core import RULES, Experiment, run
from pages.words.at_the_end.outcome import said_at_the_end
from pages.words.numbers import number
from tests.rules.rows import overlapping

RATES = (((0, 0.001),), ((0, 1.0),), ((0, 60.0),), ((0, 60.0), (20, 0.05)))


@pytest.mark.parametrize("rates", RATES, ids=str)
@pytest.mark.parametrize("word", RULES)
def test_no_sentence_speaks_of_J_where_F_is_meant(word, rates):
    done = run(overlapping(), Experiment(rule=RULES[word](), l2=0.05, learning_rates=rates, steps=40))
    for said in (said_at_the_end(done, 100).text, done.outcome.sentence.replace("F = J + λ/2·|w|²", "F")):
        assert not re.search(r"\bJ\b", said), said
        assert "F" in said or "range" in said
    values = done.outcome.values
    assert (values["J"], values["J_start"]) == (float(done.F[-1]), float(done.F[0]))
    assert values["best"] == done.best.F
    assert values["J_alone"] == float(done.J[-1])
    if done.outcome.kind in {"converged", "still descending"}:
        assert number(done.best.F) in said_at_the_end(done, 100).text
