"""How long a file of a million rows takes to become a Dataset, and how much memory, against the targets.

    python benchmarks/million_rows.py

It writes a CSV file with two features and a label to a temporary folder, then reads it, chooses its columns and
makes the Dataset in a fresh process, whose time and peak memory it prints. Not a test: a clock fails on a busy
machine. It takes about half a minute.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import numpy as np

ROOT = Path(__file__).resolve().parents[1]
ROWS = 1_000_000
SECONDS, MEGABYTES = 20.0, 1000.0  # the targets, on two cores
UNIT = 1 if sys.platform == "darwin" else 1024  # bytes that ru_maxrss counts in


def write(path: Path) -> None:
    """A file of two features with all their digits and a label in words."""
    rng = np.random.default_rng(0)
    X = rng.standard_normal((ROWS, 2)).tolist()
    labels = rng.integers(0, 2, ROWS).tolist()
    with path.open("w", encoding="utf-8") as file:
        file.write("x1,x2,label\n")
        file.writelines(f"{a!r},{b!r},{('no', 'yes')[one]}\n" for (a, b), one in zip(X, labels, strict=True))


def peak() -> float:
    """The most memory that this process has held, in megabytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * UNIT / 1e6


def measure(path: Path) -> dict[str, float]:
    """Seconds and megabytes of each part; in a process of its own, or the peak would be another's."""
    sys.path.insert(0, str(ROOT))
    from logreg_core.files import describe, guess_columns, read_table, to_csv, to_dataset

    raw = path.read_bytes()
    before, reports = peak(), list[float]()
    moments = [time.perf_counter()]
    frame = read_table(raw, path.name, progress=reports.append)
    moments.append(time.perf_counter())
    guess = guess_columns(frame)
    if guess is None:
        raise SystemExit("The columns were not guessed.")
    features, label = guess
    data = to_dataset(frame, features=features, label=label)
    moments.append(time.perf_counter())
    most = peak()
    describe(frame)
    moments.append(time.perf_counter())
    saved = to_csv(data)
    moments.append(time.perf_counter())
    if data.m != ROWS or len(saved) < ROWS or reports != sorted(reports) or reports[-1] != 1.0:
        raise SystemExit("The file was not read whole.")
    read, chosen, described, written = np.diff(moments).tolist()
    return {
        "read_table": read,
        "guess and to_dataset": chosen,
        "describe": described,
        "to_csv": written,
        "peak": most,
        "before": before,
        "reports": len(reports),
    }


def main() -> None:
    """Write the file, measure in a child process, print."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "million.csv"
        write(path)
        size = path.stat().st_size / 1e6
        child = subprocess.run(
            [sys.executable, __file__, str(path)], check=True, capture_output=True, text=True, cwd=ROOT
        )
    found: dict[str, float] = json.loads(child.stdout)
    seconds = found["read_table"] + found["guess and to_dataset"]
    print(f"{ROWS:,} rows, {size:.0f} MB of CSV; progress was reported {found['reports']:.0f} times")
    for name in ("read_table", "guess and to_dataset", "describe", "to_csv"):
        print(f"  {name:<22}{found[name]:8.1f} s")
    print(f"  {'before reading':<22}{found['before']:8.0f} MB")
    for what, value, target, unit in (
        ("bytes → Dataset", seconds, SECONDS, "s"),
        ("peak memory", found["peak"], MEGABYTES, "MB"),
    ):
        print(
            f"  {what:<22}{value:8.1f} {unit}   target under {target:g} {unit}: {'met' if value < target else 'MISSED'}"
        )


if __name__ == "__main__":
    if len(sys.argv) > 1:
        print(json.dumps(measure(Path(sys.argv[1]))))
    else:
        main()
