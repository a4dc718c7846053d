"""Every page under every rule, with and without batches and a penalty, opens with the numbers of the core."""

from __future__ import annotations

from itertools import product

import numpy as np
import pytest

from logreg_core import RULES, at, run
from tests.app import App
from tests.stage.blob import read

STAGES = {"lab": "gradient_stage", "chain_rule": "gradient_graph", "examples": "gradient_strip"}
STAGES |= {"derivation": "gradient_strip"}
T = 4
DATA = {
    "overlapping": "data=moons&m=20&noise=0.15&seed=7&scale=standardize",
    "separable": "data=blobs&m=16&noise=0.1&seed=1",
    "raw units": "data=mtcars",
}
GRID = [
    (word, batch, l2)
    for word, batch, l2 in product(RULES, ("", "&batch=7&order=replacement"), (0.0, 0.01))
    if not batch or RULES[word].takes_batches
]


@pytest.mark.parametrize("data", DATA)
@pytest.mark.parametrize(("word", "batch", "l2"), GRID, ids=str)
def test_each_page_opens_with_the_numbers_of_the_run(word: str, batch: str, l2: float, data: str) -> None:
    query = f"{DATA[data]}&rule={word}{batch}&l2={l2}&rates=0:0.3&steps=9&t={T}"
    app = App(query)
    assert not app.notices
    experiment = app.experiment
    assert (experiment.rule, experiment.l2, experiment.batch) == (RULES[word](), l2, 7 if batch else None)
    right = run(experiment.data.load(), experiment)
    here = at(right, T)
    for page, component in STAGES.items():
        app.on_page(page)
        assert app.experiment == experiment
        (stage,) = (each for each in app.at.get("bidi_component") if each.proto.component_name == component)
        told = read(stage.proto.bytes)
        row = int(np.flatnonzero(told.steps == T)[0])
        for name, value in (("J", right.J[T]), ("w1", right.w[T, 0]), ("w2", right.w[T, 1]), ("b", right.b[T])):
            assert told.columns[name][row] == value, (page, name)
        for k, name in enumerate(("w1", "w2", "b")):
            leads = np.append(here.step.w, here.step.b)[k]
            assert told.columns[f"next_{name}"][row] == pytest.approx(leads, rel=1e-12, abs=1e-15), (page, name)
        if l2:
            assert told.columns["F"][row] == right.F[T]
    for page in ("data", "learn"):
        app.on_page(page)
        assert app.experiment == experiment
