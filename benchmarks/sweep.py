"""How long a sweep takes, and a race beside its runs one by one up to the safe rate, both in turn in one process.

python benchmarks/sweep.py
"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from statistics import median

import numpy as np

from logreg_core import RULES, Dataset, Experiment, Generated, race, run, sweep

TIMES = 15
MANY = 1_000_000


def seconds(act: Callable[[], object]) -> float:
    """Return the processor's seconds that one call takes: other programs on the machine count for less so."""
    before = time.process_time()
    act()
    return time.process_time() - before


def of_a_race(data: Dataset, experiment: Experiment) -> tuple[float, float, float]:
    """Return the medians of a race's seconds, of its runs' one by one, and of how many times as long these take."""
    found = sweep(data, experiment)
    rates = [rate for rate in found.rates if found.safe is not None and rate <= found.safe]
    alone = [replace(experiment, learning_rates=((0, rate),)) for rate in rates]
    pairs = [
        (seconds(lambda: race(data, experiment, rates)), seconds(lambda: [run(data, each) for each in alone]))
        for _ in range(TIMES)
    ]
    together, apart = ([pair[k] for pair in pairs] for k in (0, 1))
    return median(together), median(apart), median(one / other for other, one in pairs)


def of_a_sweep(data: Dataset, experiment: Experiment, times: int) -> float:
    """Return the least seconds that a sweep took."""
    return min(seconds(lambda: sweep(data, experiment)) for _ in range(times))


def main() -> None:
    """Print the table."""
    data = Generated().load()
    together, apart, times = of_a_race(data, Experiment())
    print("13 rates up to the safe one, m = 200, T = 300:", end=" ")
    print(f"{1e3 * together:.1f} ms together, {1e3 * apart:.1f} one by one; as a ratio, measured in turn, {times:.2f}")
    rng = np.random.Generator(np.random.PCG64(0))
    y = (np.arange(MANY) % 2).astype(float)
    many = Dataset(rng.normal(size=(MANY, 2)) + np.outer(y, [1.0, 0.5]), y)
    for word, rule in RULES.items():
        few, all_rows = (of_a_sweep(each, Experiment(rule=rule()), n) for each, n in ((data, 3), (many, 1)))
        print(f"all 25 rates of {word}: {1e3 * few:.0f} ms of 200 rows, {1e3 * all_rows:.0f} of {MANY:,}")


if __name__ == "__main__":
    main()
