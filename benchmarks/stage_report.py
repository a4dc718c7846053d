"""The table of `stage.py`: the app's medians beside a bare Streamlit app's, and the targets met or missed."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from benchmarks.browsing import Figures


@dataclass(frozen=True)
class Target:
    """At least, or at most, so much, for up to so many points."""

    least: bool
    limit: float
    points: int

    def missed_by(self, value: float) -> float:
        """By which share of the limit a value falls short of it, 0 where it doesn't; of a limit of 0 by all."""
        short = self.limit - value if self.least else value - self.limit
        return max(0.0, short / self.limit if self.limit else math.copysign(1, short) if short else 0.0)

    def __str__(self) -> str:
        return f"{'≥' if self.least else '≤'} {self.limit:g}"


# By the name of a row; from the project's own list of targets.
TARGETS = {
    "frames/s while playing": Target(True, 58, 1_000),
    "p95 gap while playing": Target(False, 20, 1_000),
    "bytes while playing, a step": Target(False, 0, 5_000),
    "frames/s, processor slowed 4 times": Target(True, 55, 1_000),
    "draws/s while scrubbing": Target(True, 55, 1_000),
    "step → boundary moved": Target(False, 34, 1_000),  # the next frame
    "step → all numbers": Target(False, 100, 1_000),
    "pick → its numbers": Target(False, 100, 1_000),
    "rate → new run drawn": Target(False, 160, 1_000),
    "rate while playing → new run": Target(False, 160, 1_000),
    "longest gap then": Target(False, 34, 1_000),  # never below 30 frames/s
    "bytes of a run's columns, a step": Target(False, 320, 5_000),
    "Chain rule page: frames/s while playing": Target(True, 50, 1_000),
}
DRAWN = "draws/s while playing"
TIMES_BARE = Target(True, 7, 1_000)
# what → which row of the app, which of the bare app, at most so many times as long
STARTS = {
    "start of the process → first live figure": ("cold", "cold", 1.0),
    "opening, server warm → first live figure; bare with one chart": ("warm", "warm", 1.2),
}


def tables(lab: Sequence[Figures], bare: Sequence[Figures], starts: Figures | None, said: str) -> str:
    """All as Markdown."""
    return "\n".join([said, "", *_rows(lab, bare), *_starts(starts)])


def _rows(lab: Sequence[Figures], bare: Sequence[Figures]) -> Iterator[str]:
    titles = [f"{f.m:,} points" for f in lab] + [f"bare, {f.m:,}" for f in bare]
    yield "| median; times in ms | target | " + " | ".join(titles) + " |"
    yield "|---|---:|" + "---:|" * len(titles)
    for name in dict.fromkeys(name for f in lab for name in f.rows):
        cells = [_judged(f, name) for f in lab] + [digits(f.median(name)) for f in bare]
        yield f"| {name} | {TARGETS.get(name, '')} | " + " | ".join(cells) + " |"
    beside = {f.m: f.median(DRAWN) for f in bare}
    cells = [_said(f.median(DRAWN) / beside[f.m], TIMES_BARE, unit=" ×") if beside.get(f.m) else "" for f in lab]
    yield (
        f"| draws/s while playing, times the bare app's | {TIMES_BARE} | " + " | ".join(cells + [""] * len(bare)) + " |"
    )


def _judged(figures: Figures, name: str) -> str:
    target = TARGETS.get(name)
    return _said(figures.median(name), target if target and figures.m <= target.points else None)


def _said(value: float, target: Target | None, unit: str = "") -> str:
    """A value and whether it meets its target."""
    if target is None or math.isnan(value):
        return digits(value) + (unit if not math.isnan(value) else "")
    missed = target.missed_by(value)
    return f"{digits(value)}{unit} " + (f"**MISSED** by {max(1, round(100 * missed))} %" if missed else "met")


def _starts(starts: Figures | None) -> Iterator[str]:
    if starts is None:
        return
    yield "\n| median, ms | this app | bare | ratio | at most | |"
    yield "|---|---:|---:|---:|---:|---|"
    for name, (ours, theirs, most) in STARTS.items():
        mine, bare = starts.median(f"app {ours}"), starts.median(f"bare {theirs}")
        ratio = mine / bare
        verdict = "met" if ratio <= most else f"**MISSED** by {max(1, round(100 * (ratio / most - 1)))} %"
        yield f"| {name} | {digits(mine)} | {digits(bare)} | {ratio:.2f} | {most:g} | {verdict} |"


def digits(value: float) -> str:
    """Three digits, or nothing where there is no number."""
    if math.isnan(value):
        return ""
    return f"{value:,.0f}" if value >= 100 or value == 0 else f"{value:.1f}"
