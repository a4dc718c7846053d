"""What many examples cost: the Lab's server side with 100,000 and 1,000,000 of them, in time and memory.

    python benchmarks/large_data.py

Each figure comes from a process of its own, since memory that was once used counts until a process ends. The first
table calls what the Lab calls; the second drives the app itself, without a browser, through an upload and some steps.
Not a test: a clock fails on a busy machine. It takes a minute or two.
"""

from __future__ import annotations

import json
import os
import platform
import resource
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from logreg_core import Experiment, at, generate, optimum, run  # noqa: E402
from logreg_core.at_step.contributions import hardest  # noqa: E402
from logreg_core.descent.along_run import along_run  # noqa: E402
from logreg_core.descent.separation import separation  # noqa: E402
from pages.parts.lab.lab_tables import MOST_ROWS, examples_csv, examples_table  # noqa: E402
from pages.session.work import begin  # noqa: E402
from pages.stage.header import Command, SessionHeader  # noqa: E402
from pages.stage.lab_payload import frames, payload, pictures  # noqa: E402
from pages.stage.table_payload import table_payload  # noqa: E402

SIZES = (100_000, 1_000_000)
STEPS = 300
TRIES = 5  # of a step in the app


def peak() -> float:
    """The most memory that this process has had, in MB."""
    most = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return most / (1024**2 if sys.platform == "darwin" else 1024)


def timed(make: Callable[[], Any]) -> tuple[Any, float]:
    """What `make` gives, and how many milliseconds it took."""
    began = time.perf_counter()
    made = make()
    return made, 1000 * (time.perf_counter() - began)


def parts(m: int) -> dict[str, float]:
    """The Lab's parts, one by one; milliseconds but for memory."""
    dataset = generate("blobs", m=m)
    experiment = Experiment(steps=STEPS)
    found: dict[str, float] = {}
    _, found["separation, ms"] = timed(lambda: separation(dataset.X, dataset.y))
    _, found["optimum with it, ms"] = timed(lambda: optimum(dataset))
    work, chunk = timed(lambda: begin(dataset, experiment))
    _, found["one step of descent, ms"] = timed(lambda: run(dataset, Experiment(steps=20)))
    found["one step of descent, ms"] /= 20
    _, columns = timed(lambda: along_run(work.run.X_scaled, dataset.y, work.run.w, work.run.b))
    found["columns of one step, ms"] = columns / len(work.run.b)

    def stage() -> bytes:
        held, shared = frames(dataset, work.run, 0, work.step_cache)
        drawn = pictures(dataset, work.run, pick=0)
        from_session = SessionHeader(Command("benchmark-1", 0), "")
        return payload(dataset, work.run, 0, held=held, shared=shared, drawn=drawn, from_session=from_session)

    blob, shown = timed(stage)
    found["steps in the first chunk"] = work.run.steps
    found["first picture's payload (optimum known), ms"] = chunk + shown
    found["its size, kB"] = len(blob) / 1000

    def rows() -> bytes:
        table = examples_table(work.run, 5, hardest(work.run, 5, MOST_ROWS), scaled=False)
        return table_payload(table, label="examples", says="", marked=0, picks="i")

    blob, found["table of examples at a step, ms"] = timed(rows)
    found["its size, kB "] = len(blob) / 1000
    _, found["snapshot (for notebooks), ms"] = timed(lambda: at(work.run, 5))
    _, found["one chunk more with its columns, ms"] = timed(lambda: work.go_on(experiment, 0))
    found["most memory, MB"] = peak()
    return found


def file_of_examples(m: int) -> dict[str, float]:
    """The file of all examples, which is made only when it is asked for."""
    dataset = generate("blobs", m=m)
    done = run(dataset, Experiment(steps=5))
    before = peak()
    raw, milliseconds = timed(lambda: examples_csv(done, 5, scaled=False))
    return {"CSV, s": milliseconds / 1000, "size, MB": len(raw) / 1e6, "memory for it, MB": peak() - before}


def app(m: int, path: str) -> dict[str, float]:
    """The app itself: a file of m rows uploaded, shown, worked out to the end and stepped through."""
    from tests.app import App
    from tests.pages.files import USE, opened

    os.environ["STREAMLIT_LOG_LEVEL"] = "error"
    lab = App()
    lab.at.default_timeout = 300
    raw = Path(path).read_bytes()
    _, milliseconds = timed(lambda: opened(lab, "large.csv", raw))
    found = {"upload read, s": milliseconds / 1000, "most memory, MB": peak()}
    _, milliseconds = timed(lambda: lab.press(USE))
    found |= {"to the first picture and one chunk more, s": milliseconds / 1000, "most memory then, MB": peak()}
    began, most = time.perf_counter(), 0.0
    while lab.has_button("Stop"):
        most = max(most, timed(lab.run)[1])
    found |= {"to the end of 300 steps, s": time.perf_counter() - began, "longest wait on the way, ms": most}
    took = [timed(lambda t=t: lab.says(t=t))[1] for t in range(TRIES)]  # type: ignore[misc]
    found["a step in the app (whole run), ms"] = statistics.median(took)
    found["most memory at the end, MB"] = peak()
    return found


def in_a_process(*what: str) -> dict[str, float]:
    """A child's figures. Raises CalledProcessError where it fails."""
    command = [sys.executable, __file__, *what]
    ended = subprocess.run(command, capture_output=True, text=True, check=True, cwd=ROOT)
    return dict(json.loads(ended.stdout.splitlines()[-1]))


def machine() -> str:
    """The processor's name, as far as it is known, and the number of cores."""
    info = Path("/proc/cpuinfo")
    lines = info.read_text(encoding="utf-8").splitlines() if info.exists() else []
    names = [line.partition(":")[2].strip() for line in lines if line.startswith("model name")]
    return f"{names[0] if names else platform.processor()}, {os.cpu_count()} cores, Python {platform.python_version()}"


def show(title: str, columns: list[dict[str, float]]) -> None:
    """One row a figure, one column a size."""
    print(f"\n{title:46}" + "".join(f"{m:>14,}" for m in SIZES), flush=True)
    for name in columns[0]:
        print(f"{name:46}" + "".join(f"{column[name]:14,.1f}" for column in columns), flush=True)


def main() -> None:
    """All figures."""
    print(machine())
    show("parts", [in_a_process("parts", str(m)) for m in SIZES])
    show("the file of all examples", [in_a_process("csv", str(m)) for m in SIZES])
    with tempfile.TemporaryDirectory() as folder:
        found = []
        for m in SIZES:
            path = Path(folder) / f"{m}.csv"
            dataset = generate("blobs", m=m, seed=3)
            with path.open("w", encoding="utf-8") as file:
                file.write("a,b,label\n")
                rows = zip(dataset.X.tolist(), dataset.y.tolist(), strict=True)
                file.writelines(f"{x1},{x2},{y:.0f}\n" for (x1, x2), y in rows)
            found.append(in_a_process("app", str(m), str(path)))
        show("the app", found)


if __name__ == "__main__":
    match sys.argv[1:]:
        case []:
            main()
        case ["parts", m]:
            print(json.dumps(parts(int(m))))
        case ["csv", m]:
            print(json.dumps(file_of_examples(int(m))))
        case ["app", m, path]:
            print(json.dumps(app(int(m), path)))
