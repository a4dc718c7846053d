"""How fast the core is beside its peers: the same work side by side, and the targets met or missed.

    python -m venv /somewhere && /somewhere/bin/pip install -r benchmarks/requirements.txt
    /somewhere/bin/python benchmarks/peers.py [--write] [--seconds 150]

--write puts the tables into docs/performance.md. One child process, pinned to one core with one thread, does each
job by all means in turn, round after round, so that a machine that slows down slows all of them. Times are the
processor's, which do not count waiting for a core that others use; only ratios carry over to another machine. A
library that isn't installed is named and left out. Not a test. It takes about four minutes at most.
"""

from __future__ import annotations

import argparse
import gc
import json
import os
import platform
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from importlib.metadata import version
from importlib.util import find_spec
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.peers_report import tables  # noqa: E402
from benchmarks.rivals import RIVALS, agreeing  # noqa: E402
from benchmarks.rivals_compiled import Case  # noqa: E402
from benchmarks.rivals_rules import methods as of_rules  # noqa: E402
from benchmarks.writing import write  # noqa: E402
from logreg_core import generate  # noqa: E402
from logreg_core.descent.optimum import smoothness  # noqa: E402

# examples → steps of a run, of a race of ten rates
SIZES = {200: (1000, 500), 2_000: (1000, 200), 20_000: (200, 40), 200_000: (40, 8), 1_000_000: (16, 3)}
SHARES = {"run": 0.4, "components": 0.15, "race": 0.25}  # of the time; the rest is the rules'
RULES_AT, RULES_STEPS = 200, 1000
ROUNDS = 3, 25  # at least and at most
SLICE = 0.005  # seconds that one measurement lasts at least
SECONDS = 150.0
UNSET = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE")  # a machine's guard for old libraries; it slows a current NumPy
THREADS = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS", "NPROC")
ONE_THREAD = dict.fromkeys(THREADS, "1") | {
    "JAX_PLATFORMS": "cpu",
    "XLA_FLAGS": "--xla_cpu_multi_thread_eigen=false intra_op_parallelism_threads=1",
}


def once(method: Callable[[], object], times: int = 1) -> float:
    """Seconds of the processor that one of so many calls takes."""
    began = time.process_time()
    for _ in range(times):
        method()
    return (time.process_time() - began) / times


def enough(method: Callable[[], object]) -> int:
    """How many calls fill SLICE, by a call that is no longer a first one."""
    times = 1
    while (took := times * once(method, times)) < SLICE:
        times = max(2 * times, int(0.7 * SLICE / max(took, 1e-9) * times))
    return times


def rounds(methods: dict[str, Callable[[], object]], seconds: float) -> dict[str, list[float]]:
    """Each method's seconds in each round; who comes first changes from round to round."""
    times = {name: enough(method) for name, method in methods.items()}
    found: dict[str, list[float]] = {name: [] for name in methods}
    names, ends = list(methods), time.monotonic() + seconds
    for i in range(ROUNDS[1]):
        if i >= ROUNDS[0] and time.monotonic() > ends:
            break
        for name in names[i % len(names) :] + names[: i % len(names)]:
            if times[name] > 1:
                once(methods[name], 1 + times[name] // 10)  # the processor's caches hold another's numbers
            found[name].append(once(methods[name], times[name]))
    return found


def measure(names: list[str], seconds: float) -> dict[str, dict[str, dict[str, list[float]]]]:
    """Seconds by task, size and method, round by round. A "step" is what a run of more steps costs more."""
    found: dict[str, dict[str, dict[str, list[float]]]] = {task: {} for task in ("step", *SHARES)}
    for m, (steps, race_steps) in SIZES.items():
        data = generate("blobs", m=m)
        rate = 1 / smoothness(data.X)
        case = Case(data, rate, steps, tuple(rate * (k + 1) / 5 for k in range(10)), race_steps)
        short = replace(case, steps=steps // 4)
        for task, share in SHARES.items():
            methods: dict[str, Callable[[], object]] = dict(agreeing(case, names, task))
            if task == "run":
                methods |= {f"{name} short": method for name, method in agreeing(short, names, task)}
            gc.collect()
            gc.disable()
            done = rounds(methods, seconds * share / len(SIZES))
            gc.enable()
            if task == "run":
                more = steps - short.steps
                found["step"][str(m)] = {
                    name: [(a - b) / more for a, b in zip(done[name], done[f"{name} short"], strict=True)]
                    for name in done
                    if not name.endswith(" short")
                }
            found[task][str(m)] = {name: list(times) for name, times in done.items() if not name.endswith(" short")}
            print(f"  m = {m:,}, {task}: {len(next(iter(done.values())))} rounds", file=sys.stderr, flush=True)
    return found


def measure_rules(names: list[str], seconds: float) -> dict[str, list[float]]:
    """Seconds of a step of each rule, by "rule, method", round by round, all side by side."""
    gc.collect()
    gc.disable()
    done = rounds(dict(of_rules(generate("blobs", m=RULES_AT), RULES_STEPS, "PyTorch eager" in names)), seconds)
    gc.enable()
    print(f"  rules: {len(next(iter(done.values())))} rounds", file=sys.stderr, flush=True)
    return {name: [each / RULES_STEPS for each in times] for name, times in done.items()}


def kernel() -> str:
    """Which of OpenBLAS's kernels NumPy uses here."""
    if find_spec("threadpoolctl") is None:
        return "a kernel that isn't known (threadpoolctl is not installed)"
    from importlib import import_module

    pools: list[dict[str, Any]] = import_module("threadpoolctl").threadpool_info()
    said = [f"{p['internal_api']} {p['version']}, kernel {p['architecture']}" for p in pools if "architecture" in p]
    return said[0] if said else "a BLAS that doesn't say its kernel"


def machine() -> dict[str, Any]:
    """The processor's name and whether it has AVX-512, as far as Linux says, and the versions of all libraries."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    packages = {"numpy": "numpy", "scikit-learn": "sklearn", "torch": "torch", "jax": "jax", "numba": "numba"}
    return {
        "processor": names[0] if names else platform.processor(),
        "cores": os.cpu_count(),
        "avx512": any("avx512f" in line.split() for line in lines if line.startswith("flags")),
        "python": platform.python_version(),
        "versions": {name: version(name) for name, module in packages.items() if find_spec(module)},
        "kernel": kernel(),
    }


def child(seconds: float) -> None:
    """Measure on one core, and print all times as JSON."""
    if hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
    names = [name for name, (package, _) in RIVALS.items() if find_spec(package)]
    left_out = [name for name in RIVALS if name not in names]
    found = measure(names, seconds)
    rules = measure_rules(names, seconds * (1 - sum(SHARES.values())))
    said = {"machine": machine(), "left out": left_out, "seconds": found, "rules": rules}
    print(json.dumps(said))


def main() -> None:
    """Measure in a child of its own, print the tables, and write them where that is asked for."""
    parser = argparse.ArgumentParser(description="The core beside its peers.")
    parser.add_argument("--write", action="store_true", help="put the tables into docs/performance.md")
    parser.add_argument("--seconds", type=float, default=SECONDS, help="how long to measure, besides compiling")
    parser.add_argument("--child", action="store_true", help=argparse.SUPPRESS)
    asked = parser.parse_args()
    if asked.child:
        child(asked.seconds)
        return
    environment = {name: value for name, value in os.environ.items() if name not in UNSET} | ONE_THREAD
    command = [sys.executable, __file__, "--child", "--seconds", str(asked.seconds)]
    ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True, cwd=ROOT, env=environment)
    text = tables(json.loads(ended.stdout.splitlines()[-1]), SIZES)
    print(text)
    if asked.write:
        write("peers", text)


if __name__ == "__main__":
    main()
