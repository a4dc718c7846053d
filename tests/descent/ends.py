"""Runs that ended for each cause, as links."""

from __future__ import annotations

import numpy as np

from logreg_core import Experiment, Newton, Points, run
from logreg_core.descent.run import Run

EXAM = (
    "34,78,0 30,44,0 36,73,0 60,86,1 79,75,1 45,56,0 61,97,1 75,47,0 76,87,1 84,43,1 "
    "96,38,1 75,31,0 82,77,1 69,98,1 39,61,1 53,47,0 68,47,1 50,79,1 63,70,0 55,35,0"
)
ONES = "1,0.2,0 1,0.9,1 1,1.4,0 1,2.5,1 1,0.4,0 1,1.9,1"
TENFOLD_DOWN = tuple((10 * k, 10.0**-k) for k in range(7))


def points(text: str) -> Points:
    """Points written as x1,x2,y."""
    rows = [[float(value) for value in point.split(",")] for point in text.split()]
    return Points(tuple((x1, x2, int(y)) for x1, x2, y in rows))


def far_out(m: int = 60) -> Points:
    """Points with features of 900 to 2,100 and -500 to 500, whose classes mix."""
    rng = np.random.Generator(np.random.PCG64(5))
    X = np.column_stack([rng.uniform(900, 2100, m), rng.uniform(-500, 500, m)]).round()
    y = rng.random(m) < 1 / (1 + np.exp(-(X[:, 0] - 1500) / 200 - X[:, 1] / 300))
    return Points(tuple((x1, x2, int(label)) for (x1, x2), label in zip(X.tolist(), y, strict=True)))


def of(query: str) -> Run:
    """The run of a link, which must be read without a notice."""
    experiment, notices = Experiment.from_query(query)
    assert notices == ()
    return run(experiment.data.load(), experiment)


def exam(**settings: object) -> str:
    """The link of exam scores."""
    return Experiment(data=points(EXAM), **settings).to_query()  # type: ignore[arg-type]


# One of each kind at least, and of each sentence.
LINKS: dict[str, tuple[str, ...]] = {
    "too high before": (
        "rates=0:100,50:1&steps=60",
        "rates=0:1000,50:100&steps=60",
        "rates=0:100,50:1e-09&steps=60",
        "rule=heavy-ball:0.9&rates=0:200,40:0.05&steps=60",
        Experiment(data=far_out(), learning_rates=TENFOLD_DOWN, steps=70).to_query(),
    ),
    "badly scaled": (
        exam(learning_rates=((0, 0.001),)),
        exam(learning_rates=((0, 0.004),)),
        "data=mtcars&holdout=0.3&rates=0:0.0001",
        "data=scales&rule=heavy-ball:0.9&rates=0:1e-06",
    ),
    "diverged": (
        "rates=0:200",
        "rates=0:1e308",
        "rates=0:60&holdout=0.2",
        "rule=heavy-ball:0.9&rates=0:50&steps=60",
        "data=mtcars&rates=0:1e306",
    ),
    "separable": (
        "data=separable",
        Experiment(data=points("1,2,1 3,4,1")).to_query(),
        Experiment(data=points("0,0,0 1,0,0 1,0,1 4,1,1")).to_query(),
    ),
    "oscillating": ("rates=0:60",),
    "not unique": (
        Experiment(data=points(ONES), learning_rates=((0, 1.0),), steps=3000).to_query(),
        Experiment(data=points(ONES), steps=5).to_query(),
        Experiment(data=points("1,3,0 2,5,1 3,7,0 4,9,1"), scale="standardize", steps=5).to_query(),
        Experiment(data=points("100,3,0 200,3,1 300,3,0 400,3,1"), learning_rates=((0, 1e-6),), steps=5).to_query(),
        Experiment(data=points("3,4,0 3,4,1 3,4,1")).to_query(),
    ),
    "no better than chance": ("data=xor", "data=xor&balance=0.3&steps=2000&rates=0:1"),
    "converged": ("rates=0:1&steps=2000", "data=scales&scale=standardize&rates=0:1&steps=2000"),
    "still descending": ("", "rates=0:2&steps=20", "steps=0", "rule=heavy-ball:0.9&rates=0:0.01"),
}
# By rules with a usual rate, which have sentences and trials of their own.
OF_RULES: dict[str, tuple[str, ...]] = {
    "too high before": ("rule=adagrad&rates=0:100,20:0.1&steps=60",),
    "badly scaled": ("data=mtcars&rule=adam&rates=0:0.1&steps=20", "data=mtcars&rule=rmsprop&rates=0:0.01"),
    "diverged": (
        "rule=adam&rates=0:10&steps=20",
        "rule=newton:0&rates=0:10&steps=20",
        "data=xor&rule=rmsprop&rates=0:1",
    ),
    "oscillating": ("rule=rmsprop&rates=0:0.1", "rule=adam&rates=0:1&steps=20", "rule=adagrad&rates=0:10&steps=20"),
    "separable": (
        "data=separable&rule=newton&rates=0:1",
        "data=separable&rule=newton&rates=0:10",
        "data=separable&rule=adam&rates=0:0.1",
    ),
    "not unique": (Experiment(data=points(ONES), rule=Newton(), learning_rates=((0, 1.0),)).to_query(),),
    "no better than chance": ("data=xor&rule=newton&rates=0:1", "data=xor&rule=adam&rates=0:0.1"),
    "converged": (
        "rule=newton&rates=0:1",
        "rule=newton:0&rates=0:1",
        "data=mtcars&rule=newton&rates=0:10",
        "rule=adam&rates=0:0.1",
    ),
    "still descending": (
        "rule=adagrad&rates=0:0.1",
        "rule=rmsprop&rates=0:0.01",
        "rule=adam&rates=0:0.01",
        "rule=newton&rates=0:0.1&steps=20",
        "data=mtcars&rule=adam&rates=0:0.1",
    ),
}
ALL = [(kind, query) for kinds in (LINKS, OF_RULES) for kind, queries in kinds.items() for query in queries]
