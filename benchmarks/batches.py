"""A step of a batch beside a plain one, J over all examples included in both, measured side by side in one run."""

from __future__ import annotations

import argparse
import statistics
import time
from dataclasses import replace

from logreg_core import Experiment, generate, run
from logreg_core.descent.batches import ORDERS

MOST = 2.5  # times a plain step, at m = 200 and B = 20
STEPS = 3_000


def microseconds(examples: int, experiment: Experiment, rounds: int) -> dict[str, list[float]]:
    """Return what a step took in each round, in microseconds, by how its rows are chosen."""
    data = generate("blobs", m=examples)
    kinds = {"all rows": replace(experiment, batch=None)}
    kinds |= {order: replace(experiment, batch_order=order) for order in ORDERS}
    took: dict[str, list[float]] = {name: [] for name in kinds}
    for _ in range(rounds):
        for name, each in kinds.items():
            began = time.perf_counter()
            run(data, each)
            took[name].append((time.perf_counter() - began) / experiment.steps * 1e6)
    return took


def main() -> None:
    """Measure and print, for m = 200 and some sizes of a batch; exit with 1 where a batch of 20 takes too long."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--rounds", type=int, default=30)
    given = parser.parse_args()
    slowest = 0.0
    for size in (1, 20, 100):
        took = microseconds(200, Experiment(steps=STEPS, batch=size), given.rounds)
        plain = min(took["all rows"])
        for name, each in took.items():
            times = min(each) / plain
            median = statistics.median(each)
            print(
                f"m = 200, B = {size:3}: {name:12} {min(each):6.2f} µs a step at best, {median:6.2f} in the median,"
                f" {times:4.2f} times a plain one"
            )
            slowest = max(slowest, times if size == 20 else 0.0)
    print(f"At B = 20 at most {slowest:.2f} times, where {MOST} are allowed.")
    raise SystemExit(slowest > MOST)


if __name__ == "__main__":
    main()
