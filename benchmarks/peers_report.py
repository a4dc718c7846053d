"""The tables of `peers.py`: medians, their spread, how many times as fast the core is, and the targets."""

from __future__ import annotations

import statistics
from collections.abc import Iterator
from typing import Any

OURS = "this project"
# task, examples, peer, at least so many times as fast; from the project's own list of targets
TARGETS = (
    ("run", 200, "textbook NumPy", 7.0),
    ("run", 200, "PyTorch eager", 35.0),
    ("run", 200, "scikit-learn", 11.0),
    ("run", 200, "numba", 1.4),
    ("run", 200, "JAX jit", 1.4),
    ("run", 2_000, "textbook NumPy", 2.8),
    ("run", 2_000, "PyTorch eager", 11.0),
    ("run", 2_000, "JAX jit", 3.0),
    ("run", 2_000, "numba", 4.5),
    ("step", 1_000_000, "textbook NumPy", 3.0),
    ("step", 1_000_000, "PyTorch eager", 2.0),
    ("step", 1_000_000, "JAX jit", 3.0),
    ("step", 1_000_000, "numba", 3.0),
    ("components", 200, "textbook NumPy", 2.2),
    ("components", 200, "PyTorch eager", 50.0),
    ("components", 1_000_000, "textbook NumPy", 2.5),
    ("components", 1_000_000, "PyTorch eager", 7.0),
)
LINEAR, ADAPTIVE = ("heavy-ball", "nesterov"), ("adagrad", "rmsprop", "adam")
LINEAR_AT_MOST = 1.3  # times a plain step
ADAPTIVE_AT_LEAST = {"textbook NumPy": 3.5, "PyTorch eager": 30.0}  # times as fast
WITHOUT_AVX512 = {("run", 200, "textbook NumPy"): 5.0, ("run", 2_000, "textbook NumPy"): 2.0}
TITLES = {
    "step": "One step (forward, mean loss, gradient, update), without what a run costs once, µs",
    "run": "A whole run, parameters and losses of each step kept, ms",
    "components": "The components and gradients of all examples at one point, µs",
    "race": "A race of ten rates, parameters and losses of each step kept, ms",
}
SCALES = {"step": 1e6, "run": 1e3, "components": 1e6, "race": 1e3}

Times = dict[str, dict[str, dict[str, list[float]]]]  # task, examples, method → seconds of each round


def middle(values: list[float]) -> tuple[float, float, float]:
    """The lower quartile, the median and the upper quartile."""
    low, median, high = statistics.quantiles(values, n=4, method="inclusive")
    return low, median, high


def ratio(rows: dict[str, list[float]], name: str) -> tuple[float, float, float]:
    """How many times as long as the core the method takes, round by round: quartiles about the median."""
    return middle([a / b for a, b in zip(rows[name], rows[OURS], strict=True)])


def digits(value: float) -> str:
    """Three digits."""
    return f"{value:,.0f}" if value >= 100 else f"{value:.1f}" if value >= 10 else f"{value:.2f}"


def tables(found: dict[str, Any], sizes: dict[int, tuple[int, int]]) -> str:
    """All tables as Markdown."""
    lines = [*_machine(found), *_all_times(found["seconds"], sizes), *_targets(found)]
    return "\n".join([*lines, *_rules(found["rules"])] if "rules" in found else lines)


def _machine(found: dict[str, Any]) -> Iterator[str]:
    machine = found["machine"]
    versions = ", ".join(f"{name} {version}" for name, version in machine["versions"].items())
    yield (
        f"{machine['processor']}, {machine['cores']} cores, {'with' if machine['avx512'] else 'without'} AVX-512; "
        f"Python {machine['python']}, {versions}; {machine['kernel']}."
    )
    if found["left out"]:
        yield f"Not installed, and so left out: {', '.join(found['left out'])}."


def _all_times(seconds: Times, sizes: dict[int, tuple[int, int]]) -> Iterator[str]:
    for task, title in TITLES.items():
        yield f"\n**{title}.** In brackets: times as long as this project.\n"
        steps = {m: f" ({sizes[m][task == 'race']} steps)" if task in ("run", "race") else "" for m in sizes}
        yield "| method | " + " | ".join(f"m = {m:,}{steps[m]}" for m in sizes) + " |"
        yield "|---|" + "---:|" * len(sizes)
        names = list(next(iter(seconds[task].values())))
        for name in names:
            yield f"| {name} | " + " | ".join(_cell(seconds[task][str(m)], name, task) for m in sizes) + " |"


def _cell(rows: dict[str, list[float]], name: str, task: str) -> str:
    low, median, high = middle(rows[name])
    spread = f"±{100 * (high - low) / 2 / median:.0f} %"
    times = "" if name == OURS else f" ({digits(ratio(rows, name)[1])} ×)"
    return f"{digits(median * SCALES[task])} {spread}{times}"


def _targets(found: dict[str, Any]) -> Iterator[str]:
    yield "\n**Targets.** Ratios by round: median, and the middle half of the rounds.\n"
    yield "| what | beside | at least | measured | |"
    yield "|---|---|---:|---:|---|"
    for task, m, peer, least in TARGETS:
        if not found["machine"]["avx512"]:
            least = WITHOUT_AVX512.get((task, m, peer), least)
        rows = found["seconds"][task][str(m)]
        if peer not in rows:
            yield f"| {task}, m = {m:,} | {peer} | {least:g} × | | not installed |"
            continue
        low, median, high = ratio(rows, peer)
        verdict = "met" if median >= least else f"**MISSED** by {100 * (1 - median / least):.0f} %"
        measured = f"{digits(median)} × ({digits(low)}-{digits(high)})"
        yield f"| {task}, m = {m:,} | {peer} | {least:g} × | {measured} | {verdict} |"


def _rules(rows: dict[str, list[float]]) -> Iterator[str]:
    """A step of each rule at m = 200 by each method, and what is asked of it."""
    yield "\n**A step of each rule at m = 200, µs.** A whole run's time over its steps; targets by round, as above.\n"
    yield "| rule | this project | textbook NumPy | PyTorch eager | asked | |"
    yield "|---|---:|---:|---:|---|---|"
    for word in dict.fromkeys(name.partition(", ")[0] for name in rows):
        mine = rows[f"{word}, {OURS}"]
        cells = [f"{digits(1e6 * middle(mine)[1])}"]
        ratios = {}
        for peer in ADAPTIVE_AT_LEAST:
            theirs = rows.get(f"{word}, {peer}")
            if theirs:
                ratios[peer] = middle([a / b for a, b in zip(theirs, mine, strict=True)])[1]
            cells.append(f"{digits(1e6 * middle(theirs)[1])} ({digits(ratios[peer])} ×)" if theirs else "")
        asked, met = "", ""
        if word in LINEAR:
            plain = middle([a / b for a, b in zip(mine, rows[f"descent, {OURS}"], strict=True)])[1]
            asked, met = f"at most {LINEAR_AT_MOST} × a plain step: {plain:.2f} ×", _met(plain <= LINEAR_AT_MOST)
        if word in ADAPTIVE:
            asked = ", ".join(f"{least:g} × {peer}" for peer, least in ADAPTIVE_AT_LEAST.items())
            met = _met(all(ratios[peer] >= ADAPTIVE_AT_LEAST[peer] for peer in ratios))
        yield f"| {word} | {' | '.join(cells)} | {asked} | {met} |"


def _met(met: bool) -> str:
    return "met" if met else "**MISSED**"
