"""How many students one process serves: sessions on this machine that each step every two seconds.

    python benchmarks/students.py [--write] [--levels 10 40 80 160] [--uploads 3]

Each student is a session of its own over the app's websocket, as a browser opens it, with 200 points and 300 steps.
They stay from level to level, and their steps are spread over the two seconds. Times count from the report sent
to the script's end. The server has a core of its own where there are two, since students have machines of their own.
Not a test. Each level takes at most some 25 seconds. Then ten students step once a second while three others upload
a file of 49 MB each, on a fresh server with all cores; the first file brings the libraries that read it.
"""

from __future__ import annotations

import argparse
import asyncio
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(ROOT))

from benchmarks.student import Student, median, memory, p95  # noqa: E402
from benchmarks.uploads import measure_uploads  # noqa: E402
from benchmarks.writing import circumstances, load, write  # noqa: E402
from tests.browser.serving import Server  # noqa: E402

LEVELS = (10, 40, 80, 160)
EVERY = 2.0  # seconds between the steps of one student
ROUNDS = 5  # steps of each student at each level
OPENING = 14.0  # seconds that the students of a level may take to come
TOGETHER = 4  # of them at once
QUERY = "data=blobs&m=200&steps=300"
STUDENTS, TARGET = 160, 100.0  # so many, with a p95 below so many milliseconds


@dataclass(frozen=True)
class Level:
    """What so many students found: seconds of each of their steps, and the server's memory a student, in MB."""

    students: int
    seconds: tuple[float, ...]
    megabytes: float
    busy: float  # of one core, while they stepped

    @property
    def p50(self) -> float:
        """The median, in milliseconds."""
        return median(self.seconds)

    @property
    def p95(self) -> float:
        """What 95 of 100 steps stay below, in milliseconds."""
        return p95(self.seconds)


def processor(process: int) -> float:
    """Seconds of a processor that a process has used; from Linux's own books."""
    parts = Path(f"/proc/{process}/stat").read_text(encoding="utf-8").rpartition(")")[2].split()
    return (int(parts[11]) + int(parts[12])) / os.sysconf("SC_CLK_TCK")


async def arriving(port: int, wanted: int, stack: AsyncExitStack) -> list[Student]:
    """So many students with the page open, or as many as come in the time."""
    gate, ends = asyncio.Semaphore(TOGETHER), time.monotonic() + OPENING

    async def one() -> Student | None:
        async with gate:
            if time.monotonic() > ends:
                return None
            return await stack.enter_async_context(Student(port, QUERY))

    found = await asyncio.gather(*(one() for _ in range(wanted)))
    return [student for student in found if student is not None]


async def stepping(student: Student, wait: float) -> list[float]:
    """The seconds of each step; a step that is late delays the next, as with a person who waits for it."""
    await asyncio.sleep(wait)
    seconds: list[float] = []
    for _ in range(ROUNDS):
        began = time.monotonic()
        seconds.append(await student.step())
        await asyncio.sleep(max(0.0, EVERY - (time.monotonic() - began)))
    return seconds


async def measure(server: Server, levels: Sequence[int]) -> list[Level]:
    """The levels, one after the other, for the students that were there already and for those that come."""
    found: list[Level] = []
    async with AsyncExitStack() as stack:
        async with Student(server.port, QUERY) as first:  # all is imported
            await first.step()
        empty = memory(server.process)
        students: list[Student] = []
        for wanted in sorted(levels):
            students += await arriving(server.port, wanted - len(students), stack)
            used, began = processor(server.process), time.monotonic()
            waits = [EVERY * i / len(students) for i in range(len(students))]
            rows = await asyncio.gather(*map(stepping, students, waits))
            busy = (processor(server.process) - used) / (time.monotonic() - began)
            seconds = tuple(second for row in rows for second in row[1:])  # without the first, which warms up
            megabytes = (memory(server.process) - empty) / len(students)
            found.append(Level(len(students), seconds, megabytes, busy))
            print(f"  {len(students)} students: p95 {found[-1].p95:.0f} ms", file=sys.stderr, flush=True)
            if len(students) < wanted:
                break
    return found


def tables(levels: Sequence[Level], said: str) -> str:
    """The levels as Markdown, with the target met or missed."""
    head = "| students | p50, ms | p95, ms | server busy | memory a student, MB |"
    rows = [
        f"| {level.students} | {level.p50:.0f} | {level.p95:.0f} | {100 * level.busy:.0f} % of a core "
        f"| {level.megabytes:.2f} |"
        for level in levels
    ]
    target = f"Target: {STUDENTS} students, p95 below {TARGET:g} ms. {verdict(levels)}"
    return "\n".join([said, "", head, "|---:|---:|---:|---:|---:|", *rows, "", target])


def verdict(levels: Sequence[Level]) -> str:
    """Whether the target is met."""
    full = [level for level in levels if level.students >= STUDENTS]
    if not full:
        most = max((level.students for level in levels), default=0)
        return f"Not measured: only {most} students came in time."
    p95 = full[0].p95
    return f"Met: {p95:.0f} ms." if p95 < TARGET else f"**MISSED** by {100 * (p95 / TARGET - 1):.0f} %: {p95:.0f} ms."


def share_cores(server: Server) -> None:
    """Where there are two cores or more, this process leaves one of them to the server."""
    cores = sorted(os.sched_getaffinity(0))
    if len(cores) > 1:
        for task in Path(f"/proc/{server.process}/task").iterdir():
            os.sched_setaffinity(int(task.name), {cores[0]})
        os.sched_setaffinity(0, set(cores[1:]))


def with_uploads(folder: Path, uploads: int) -> str:
    """Return what steps take while files are uploaded to a fresh server."""
    server = Server(folder / "uploads.log")
    try:
        server.start()
        found = asyncio.run(measure_uploads(server.port, server.process, uploads))
    finally:
        server.stop()
    return "\n\n" + found.text()


def main() -> None:
    """Start the app, measure, print, and write where that is asked for."""
    parser = argparse.ArgumentParser(description="Students on one process.")
    parser.add_argument("--write", action="store_true", help="put the table into docs/performance.md")
    parser.add_argument("--levels", type=int, nargs="+", default=LEVELS, help="how many students")
    parser.add_argument("--uploads", type=int, default=3, help="how many upload at once; 0 for none")
    asked = parser.parse_args()
    before = load()
    with tempfile.TemporaryDirectory() as folder:
        server = Server(Path(folder) / "streamlit.log")
        try:
            server.start()
            share_cores(server)
            levels = asyncio.run(measure(server, asked.levels))
        finally:
            server.stop()
        uploads = with_uploads(Path(folder), asked.uploads) if asked.uploads else ""
    text = tables(levels, circumstances(before, load())) + uploads
    print(text)
    if asked.write:
        write("students", text)


if __name__ == "__main__":
    main()
